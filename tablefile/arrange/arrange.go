// Package arrange sees a text that holds a whole table in another order, or under labels spelled otherwise, than
// readers expect: labels such as AUS-A01, AUS.A01 or A01_AUS; industries of all economies side by side; final demand
// before or between the industries; sums between blocks; a table that lies on its side.
//
// What a label names is told by the table itself: its sectors are what both rows and columns have, every economy has
// every industry, and the columns that no row has are final demand of the same economies. Where that does not hold, a
// text is none of these.
package arrange

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

const (
	mostCells = 1 << 27  // of a table that is arranged in memory
	mostLine  = 64 << 20 // bytes
)

// View sees a text with its rows and columns in the usual order, under labels ECONOMY_INDUSTRY and ECONOMY_CATEGORY,
// and says what was done; nil where nothing is to be done, or the text is no such table.
//
// Error: what reading the text says; ctx's error.
func View(ctx context.Context, src *tablefile.Source) (view *tablefile.Source, how string, err error) {
	if _, text := tablefile.Describe(src.Head); !text {
		return nil, "", nil
	}
	l, err := labelsOf(ctx, src)
	if err != nil || len(l.rows)*len(l.columns) > mostCells {
		return nil, "", err
	}
	p := planFor(l.columns, l.rows)
	if p == nil || p.nothing() && !l.apart {
		return nil, "", nil
	}
	p.labels = l
	view, err = tablefile.View(src, "", 2*src.MaxText()+1<<20, p.render(src))
	return view, p.String(), err
}

// labels are those of a text in the usual form.
type labels struct {
	first         string // what stands in the first cell
	columns, rows []string
	apart         bool // blank lines stand between rows
}

// labelsOf reads a text's labels. There are none where the first row is no column too.
func labelsOf(ctx context.Context, src *tablefile.Source) (l labels, err error) {
	l.apart, err = each(ctx, src, func(line []byte, at int) error {
		cell, pos, _ := cells.Next(line, 0, ',')
		switch {
		case at > 2:
			l.rows = append(l.rows, cells.Unguard(string(cell)))
			return nil
		case at == 2:
			l.rows = []string{cells.Unguard(string(cell))}
			if !slices.Contains(l.columns, l.rows[0]) {
				return io.EOF
			}
			return nil
		}
		l.first = string(cell)
		for {
			cell, next, ok := cells.Next(line, pos, ',')
			if !ok {
				return nil
			}
			l.columns, pos = append(l.columns, cells.Unguard(string(cell))), next
		}
	}, func(float64) {})
	if err == io.EOF {
		return labels{}, nil
	}
	return l, err
}

// each calls f for the lines that are not blank, from 1 on, and says whether there are blank ones between them.
func each(ctx context.Context, src *tablefile.Source, f func(line []byte, at int) error,
	progress func(float64)) (apart bool, err error) {
	stream, err := src.Open(ctx)
	if err != nil {
		return false, err
	}
	defer stream.Close()
	in := cells.Lines(stream, mostLine)
	blank := false
	for at := 1; in.Scan(); {
		line := in.Bytes()
		if at == 1 {
			line = bytes.TrimPrefix(line, []byte(cells.ByteOrderMark))
		}
		if cells.Blank(line) {
			blank = true
			continue
		}
		apart = apart || blank
		if err := f(line, at); err != nil {
			return apart, err
		}
		progress(stream.Progress())
		at++
	}
	if err := in.Err(); fault.KindOf(err) != fault.Internal && err != nil {
		return apart, err
	}
	return apart, nil // a line too long is no table's
}

// matrix reads the cells below the labels, NaN where one is missing.
func (p *plan) matrix(ctx context.Context, src *tablefile.Source, progress func(float64)) (m [][]float64, err error) {
	_, err = each(ctx, src, func(line []byte, at int) error {
		if at == 1 {
			return nil
		}
		row := make([]float64, len(p.labels.columns))
		cell, pos, _ := cells.Next(line, 0, ',')
		where := fault.Say("%s, row %s", src.Name, cell)
		if have := cells.Count(line, ',') - 1; have != len(row) && !cells.Blank(line[min(pos, len(line)):]) {
			return &fault.Error{Kind: fault.Unreadable, Where: where, Fix: "Get the file again",
				What: fault.Say("the row has %d cells, the header %d", have+1, len(row)+1)}
		}
		for j := range row {
			cell, pos, _ = cells.Next(line, pos, ',')
			v, ok := cells.Number(cell)
			switch {
			case ok:
				row[j] = v
			case cells.Missing(cell):
				row[j] = missing
			default:
				what, why, fix := cells.BadNumber(cell)
				return &fault.Error{Kind: fault.Unreadable, Where: where, What: what, Why: why, Fix: fix}
			}
		}
		m = append(m, row)
		return nil
	}, progress)
	return m, err
}

// render writes the table anew.
func (p *plan) render(src *tablefile.Source) tablefile.Render {
	return func(ctx context.Context, w io.Writer, progress func(float64)) error {
		m, err := p.matrix(ctx, src, func(done float64) { progress(done / 2) })
		if err != nil {
			return err
		}
		t := table{plan: p, cells: m}
		if err := t.sums(src.Name); err != nil {
			return err
		}
		out := bufio.NewWriterSize(w, 256<<10)
		line := cells.AppendText(nil, p.labels.first)
		for _, c := range p.columns {
			line = cells.AppendText(append(line, ','), cells.Guard(c.label))
		}
		out.Write(append(line, '\n'))
		for k, r := range p.rows {
			line = cells.AppendText(line[:0], cells.Guard(r.label))
			for _, c := range p.columns {
				line = append(line, ',')
				if v := t.at(r.at, c.at); v == v {
					line = cells.AppendNumber(line, v)
				}
			}
			if _, err := out.Write(append(line, '\n')); err != nil {
				return err
			}
			progress(.5 + float64(k)/float64(2*len(p.rows)))
		}
		return out.Flush()
	}
}

// mostNamed is how many of the sums that are left out are named.
const mostNamed = 3

// String says what was done.
func (p *plan) String() string {
	var out []string
	for _, c := range []struct {
		is   bool
		what string
	}{
		{p.turned, "a table that lies on its side"}, {p.spelled != "", fault.Say("labels such as %s", p.spelled)},
		{p.moved, "rows and columns in another order"}, {p.labels.apart, "blank lines between rows"},
		{len(p.left) > 0, fault.Say("sums left out: %s", fault.First(p.left, mostNamed, ", "))},
	} {
		if c.is {
			out = append(out, c.what)
		}
	}
	return strings.Join(out, ", ")
}
