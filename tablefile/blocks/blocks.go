// Package blocks makes an icio.Table of the blocks that publishers print: intermediate use, final demand, and the rows
// below them, each with its labels.
package blocks

import (
	"math"

	"ikat/fault"
	"ikat/icio"
)

// Label is an economy with one of its industries, or with one of its categories of final demand.
type Label struct{ Economy, Part string }

// String returns the label as ikat prints it.
func (l Label) String() string { return l.Economy + "_" + l.Part }

// Blocks are the parts of a table, in the file's order of rows and columns.
type Blocks struct {
	File     string
	Sectors  []Label // n
	Demand   []Label // m
	Z        []float64
	F        []float64
	VA       []float64 // nil: output less intermediate use
	Extra    []icio.Row
	Reported icio.Totals
}

// Table puts the blocks together. Economies, industries and categories are in the order of their first appearance.
// Where an economy lacks an industry that another has, the table has the sector with nothing in it; likewise for
// categories.
//
// Error: fault.Unreadable if a label is empty or occurs twice, or an economy of final demand has no industry;
// fault.Inconsistent if flows add up to more than a number can hold.
func (b *Blocks) Table() (*icio.Table, error) {
	economies, industries, at, err := b.order(b.Sectors, nil)
	if err != nil {
		return nil, err
	}
	_, categories, to, err := b.order(b.Demand, economies)
	if err != nil {
		return nil, err
	}
	t := &icio.Table{Economies: economies, Industries: industries, Categories: categories}
	n, m := t.Sectors(), t.G()*t.K()
	if n > 60_000 {
		return nil, b.bad(fault.Say("%d economies with %d industries in all make too many sectors", t.G(), t.N()),
			"Economies share too few industries' names for one table")
	}
	t.Z, t.F = spread(b.Z, len(at), at, at, n, n), spread(b.F, len(at), at, to, n, m)
	vector := func(v []float64, where []int, size int) []float64 {
		if v == nil {
			return nil
		}
		return spread(v, 1, []int{0}, where, 1, size)
	}
	t.VA = vector(b.VA, at, n)
	for _, r := range b.Extra {
		t.Extra = append(t.Extra, icio.Row{Code: r.Code, Use: vector(r.Use, at, n), FD: vector(r.FD, to, m)})
	}
	t.Reported = icio.Totals{RowOutput: vector(b.Reported.RowOutput, at, n),
		ColumnOutput: vector(b.Reported.ColumnOutput, at, n), VA: vector(b.Reported.VA, at, n)}
	return t, b.complete(t)
}

func (b *Blocks) bad(what, why string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: b.File, What: what, Why: why, Fix: "Get the file again"}
}

// order lists economies and parts by first appearance, and where each label goes in the table. Where economies are
// given, labels must keep to them.
func (b *Blocks) order(labels []Label, known []string) (economies, parts []string, at []int, err error) {
	economyAt, partAt, seen := map[string]int{}, map[string]int{}, map[Label]bool{}
	for i, e := range known {
		economyAt[e] = i
	}
	economies = known
	for _, l := range labels {
		switch _, ok := economyAt[l.Economy]; {
		case l.Economy == "" || l.Part == "":
			return nil, nil, nil, b.bad("a label is empty", "Every row and column needs an economy and an industry "+
				"or category")
		case seen[l]:
			return nil, nil, nil, b.bad(fault.Say("the label %s occurs twice", l.String()), "Its flows cannot be told apart")
		case !ok && known != nil:
			return nil, nil, nil, b.bad(fault.Say("there is final demand of %s, which has no industries", l.Economy),
				"Labels do not fit together")
		case !ok:
			economyAt[l.Economy] = len(economies)
			economies = append(economies, l.Economy)
		}
		seen[l] = true
		if _, ok := partAt[l.Part]; !ok {
			partAt[l.Part] = len(parts)
			parts = append(parts, l.Part)
		}
	}
	if len(labels) == 0 {
		return nil, nil, nil, b.bad("there are no labels", "A table needs industries and final demand")
	}
	for _, l := range labels {
		at = append(at, economyAt[l.Economy]*len(parts)+partAt[l.Part])
	}
	return economies, parts, at, nil
}

// spread puts the values of a matrix with the given rows where they belong in one of n x m. A matrix that is in order
// already is not copied.
func spread(values []float64, rows int, rowAt, colAt []int, n, m int) []float64 {
	inOrder := rows == n && len(colAt) == m
	for i := 0; inOrder && i < rows; i++ {
		inOrder = rowAt[i] == i
	}
	for j := 0; inOrder && j < m; j++ {
		inOrder = colAt[j] == j
	}
	if inOrder {
		return values
	}
	out := make([]float64, n*m)
	for i := range rows {
		row := out[rowAt[i]*m : (rowAt[i]+1)*m]
		for j, v := range values[i*len(colAt) : (i+1)*len(colAt)] {
			row[colAt[j]] = v
		}
	}
	return out
}

// complete computes output and, where none is reported, value added.
func (b *Blocks) complete(t *icio.Table) error {
	n, m := t.Sectors(), t.G()*t.K()
	t.X = make([]float64, n)
	for i := range n {
		// Use and final demand are added up apart, as by every reader: the same table has the same output to the last
		// bit.
		var use, final float64
		for _, v := range t.Z[i*n : (i+1)*n] {
			use += v
		}
		for _, v := range t.F[i*m : (i+1)*m] {
			final += v
		}
		t.X[i] = use + final
		if math.IsInf(t.X[i], 0) || math.IsNaN(t.X[i]) {
			return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s, row %s", b.File, t.Sector(i)),
				What: "the flows add up to more than a number can hold",
				Why:  "No flow is that large", Fix: "Get the file again"}
		}
	}
	if t.VA != nil {
		return nil
	}
	t.VA = append([]float64(nil), t.X...)
	for i := range n {
		for j, v := range t.Z[i*n : (i+1)*n] {
			t.VA[j] -= v
		}
	}
	return nil
}
