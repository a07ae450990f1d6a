package xlsx

import (
	"math"

	"ikat/fault"
	"ikat/internal/pages"
	"ikat/tablefile/blocks"
	"ikat/tablefile/cells"
)

// fill moves the numbers into the blocks, freeing each line.
func (r *tableReader) fill(b *blocks.Blocks, n, total int) error {
	m := total - n
	b.Z, b.F = pages.Make[float64](n*n), pages.Make[float64](n*m)
	if total < r.width {
		b.Reported.RowOutput = make([]float64, n)
	}
	for i, l := range r.lines {
		if err := r.complete(l, n, total, i < n); err != nil {
			return err
		}
		if i < n {
			copy(b.Z[i*n:(i+1)*n], l.values[:n])
			copy(b.F[i*m:(i+1)*m], l.values[n:total])
			if total < r.width {
				b.Reported.RowOutput[i] = l.values[total]
			}
			l.values = nil
			continue
		}
		if err := r.below(b, l, n, total); err != nil {
			return err
		}
	}
	if b.VA == nil {
		return r.bad(-1, 0, "there is no row of value added below the industries")
	}
	return nil
}

// complete checks that every number of a line is there. What stands below the industries is no flow, and need not be on
// final demand.
func (r *tableReader) complete(l *line, n, total int, sector bool) error {
	for j, v := range l.values {
		if !math.IsNaN(v) {
			continue
		}
		text, isText := l.texts[j]
		number, isNumber := cells.Number([]byte(text))
		switch {
		case isText && isNumber: // stored as text
			l.values[j] = number
		case isText && text != "-":
			return r.notNumber(l.row, r.start+j, text)
		case r.BlankIsZero, j > total, !sector && j >= n:
			l.values[j] = 0
		default:
			return r.bad(l.row, r.start+j, "the cell is empty; a missing flow is not zero")
		}
	}
	return nil
}

// notNumber refuses a text that stands where a number belongs.
func (r *tableReader) notNumber(row, col int, text string) error {
	what, why, fix := cells.BadNumber([]byte(text))
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, cell %s", r.where, Name(row, col)), What: what,
		Why: why, Fix: fix}
}
