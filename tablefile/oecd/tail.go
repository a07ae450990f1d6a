package oecd

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile/cells"
)

// valueAddedOnDemand is the label under which value added printed on final demand is kept: Table.VA has no room for it.
const valueAddedOnDemand = "VA_FD"

// finish checks that all sectors have come, reads the rows after them and completes the table.
func (b *body) finish(lines int) (*icio.Table, error) {
	n, t := b.sectors(), b.table
	if lines < n {
		if lines == 0 {
			return nil, b.fault("", "", "the file has a header and no rows", "", "Get the file again")
		}
		return nil, b.fault("", "", fault.Say("the file ends after row %s, %d of %d sectors", b.columns[lines-1], lines, n),
			"It is probably cut short", "Get the file again")
	}
	t.Reported.RowOutput = b.output
	seen := make(map[string]bool)
	for _, number := range slices.Sorted(maps.Keys(b.tail)) {
		if err := b.tailRow(b.tail[number], seen); err != nil {
			return nil, err
		}
	}
	leaveOutSums(t)
	if missing := b.filled.Load(); missing > 0 {
		t.Derivation = append(t.Derivation, fmt.Sprintf("%d missing flows taken for zeros", missing))
	}
	if t.VA = t.Reported.VA; t.VA == nil {
		t.VA = residual(t.X, t.Z)
	}
	return t, nil
}

// leaveOutSums takes rows out that only add up what stands above them, whatever they are called: intermediate use, the
// whole column, or, as a spreadsheet adds, the column with its printed output too. One number that is equal may be so
// by chance.
func leaveOutSums(t *icio.Table) {
	if len(t.Extra) == 0 {
		return
	}
	inputs := residual(make([]float64, len(t.X)), t.Z)
	for j := range inputs {
		inputs[j] = -inputs[j]
	}
	all := t.Extra
	t.Extra = nil
	for i, r := range all {
		column := plus(inputs, t.Reported.VA)
		for k, other := range all {
			if k != i {
				column = plus(column, other.Use)
			}
		}
		of := ""
		switch several := count(r.Use, func(v float64) bool { return v != 0 }) > 1 || cells.IsTotal(r.Code); {
		case !several:
		case adds(r.Use, inputs):
			of = "the intermediate inputs"
		case adds(r.Use, plus(inputs, t.Reported.VA)), adds(r.Use, column),
			adds(r.Use, plus(column, t.Reported.ColumnOutput)):
			of = "the rows beside it"
		}
		if of == "" {
			t.Extra = append(t.Extra, r)
			continue
		}
		t.Derivation = append(t.Derivation, "row "+r.Code+" left out: it is the sum of "+of)
	}
}

// plus returns a + b, or a where there is no b.
func plus(a, b []float64) []float64 {
	sum := slices.Clone(a)
	for j := range b {
		sum[j] += b[j]
	}
	return sum
}

// adds holds where a row is a sum, up to rounding.
func adds(row, sum []float64) bool {
	var size, apart float64
	for j, v := range row {
		size, apart = size+math.Abs(v), apart+math.Abs(v-sum[j])
	}
	return size > 0 && apart <= 1e-4*size
}

// residual is output less the column sums of intermediate use.
func residual(x, z []float64) []float64 {
	va, n := slices.Clone(x), len(x)
	for i := range n {
		for j, v := range z[i*n : (i+1)*n] {
			va[j] -= v
		}
	}
	return va
}

// tailRow reads one row after the sectors.
func (b *body) tailRow(line []byte, seen map[string]bool) error {
	cell, pos, _ := cells.Next(line, 0, ',')
	label := cells.Unguard(string(cell))
	kind := strings.ToUpper(label)
	switch {
	case cells.IsValueAdded(label):
		kind = "value added"
	case cells.IsOutput(label):
		kind = "output"
	}
	if len(bytes.Trim(line[min(pos, len(line)):], ", \t\"")) == 0 && cells.Count(line, ',') == len(b.columns)+1 {
		return nil // a remark, whose line a spreadsheet has filled up
	}
	_, isSector := b.isCol[label]
	switch {
	case label == "":
		return b.fault("", "", "a row after the sectors has no label", "Its meaning is unknown", "Get the file again")
	case isSector:
		return b.fault(label, "", "the row occurs twice", "Its flows cannot be told apart", "Get the file again")
	case slices.Contains(b.columns, label) && !cells.IsOutput(label):
		return b.fault(label, "", "the row is that of a column after intermediate use",
			"Rows and columns must name the same sectors, grouped by economy",
			"Get the file again")
	case b.lostColumn(label):
		return b.fault(label, "", "the row is an industry's, and there is no such column",
			"Industries sell and buy: the file is probably cut short", "Get the file again")
	case seen[kind]:
		return b.fault(label, "", "a second row of this kind", "Its values cannot be told apart", "Remove one of them")
	}
	seen[kind] = true
	use, demand, err := b.tailCells(label, line, pos)
	if err != nil {
		return err
	}
	return b.place(label, use, demand)
}

// lostColumn holds for the row of an economy's industry that other economies have a column of.
func (b *body) lostColumn(label string) bool {
	_, industry, ok := cutLabel(label)
	return ok && slices.Contains(b.industries, industry)
}

// tailCells reads the cells of a row after the sectors. demand has NaN where a cell is empty: totals print nothing
// there.
func (b *body) tailCells(label string, line []byte, pos int) (use, demand []float64, err error) {
	n := b.sectors()
	use, demand = make([]float64, n), make([]float64, b.demandWidth())
	for column := range b.columns {
		cell, next, ok := cells.Next(line, pos, ',')
		if !ok {
			return nil, nil, b.wrongLength(label, line)
		}
		pos = next
		v, isNumber := cells.Number(cell)
		switch {
		case isNumber:
		case column >= n && cells.Missing(cell) && string(cell) != "NaN":
			v = math.NaN()
		case len(cell) == 0 && cells.Count(line, ',') != len(b.columns)+1:
			return nil, nil, b.wrongLength(label, line)
		default:
			what, why, fix := cells.BadNumber(cell)
			return nil, nil, b.fault(label, b.columns[column], what, why, fix)
		}
		if column < n {
			use[column] = v
		} else if place := b.demand[column-n]; place != toOutput {
			demand[place] = v
		}
	}
	if pos != len(line)+1 {
		return nil, nil, b.wrongLength(label, line)
	}
	return use, demand, nil
}

// place puts a row after the sectors where it belongs.
func (b *body) place(label string, use, demand []float64) error {
	t := b.table
	empty := func(v float64) bool { return math.IsNaN(v) }
	switch {
	case cells.IsOutput(label):
		// What it prints on final demand are the totals of F's columns.
		t.Reported.ColumnOutput = use
		return nil
	case cells.IsValueAdded(label):
		t.Reported.VA = use
		if !slices.ContainsFunc(demand, func(v float64) bool { return !empty(v) && v != 0 }) {
			return nil
		}
		label, use = valueAddedOnDemand, make([]float64, len(use))
	}
	if blanks := count(demand, empty); blanks > 0 {
		printed := count(b.demand, func(place int) bool { return place != toOutput })
		switch {
		case blanks == printed:
			demand = nil
		case b.fill:
			b.filled.Add(int64(fillBlanks(demand)))
		default:
			return b.fault(label, b.blankColumn(demand), "the cell is empty where others of the row are not",
				"A missing value is not zero",
				"Put the number in, or take missing flows for zeros: ikat tables add --missing zero")
		}
	}
	t.Extra = append(t.Extra, icio.Row{Code: label, Use: use, FD: demand})
	return nil
}

// fillBlanks puts zeros where nothing is printed and counts them.
func fillBlanks(values []float64) (filled int) {
	for i, v := range values {
		if math.IsNaN(v) {
			values[i] = 0
			filled++
		}
	}
	return filled
}

func count[T any](list []T, is func(T) bool) (n int) {
	for _, v := range list {
		if is(v) {
			n++
		}
	}
	return n
}

// blankColumn is the label of the first final-demand column whose value is missing.
func (b *body) blankColumn(demand []float64) string {
	for j, place := range b.demand {
		if place != toOutput && math.IsNaN(demand[place]) {
			return b.columns[b.sectors()+j]
		}
	}
	return ""
}
