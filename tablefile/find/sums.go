package find

import (
	"math"
	"slices"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile/cells"
)

// enough is how many sums of two and more must be right before they are taken for sums whatever their name is; in fewer
// numbers they could be by chance.
const enough = 24

// twiceCounted refuses a table one of whose industries, or categories of final demand, is the sum of the others: what
// it holds would count twice.
func twiceCounted(t *icio.Table, file string) error {
	g, n, k, s := t.G(), t.N(), t.K(), t.Sectors()
	made := func(row, i int) float64 { return t.X[row*n+i] } // in most tables this alone tells that there is none
	sold := func(row, i int) float64 { return t.Z[((row/s)*n+i)*s+row%s] }
	if i, _ := total(n, g, made); i >= 0 {
		if same, sums := total(n, g*s, sold); same == i && (sums >= enough || cells.IsTotal(t.Industries[i])) {
			return countedTwice(file, "industry", t.Industries[i])
		}
	}
	spent := func(row, c int) float64 { return t.F[row*k+c] }
	if c, sums := total(k, s*g, spent); c >= 0 && (sums >= enough || cells.IsTotal(t.Categories[c])) {
		return countedTwice(file, "category", t.Categories[c])
	}
	return nil
}

// total returns the last cell that in all rows is the sum of the others, and in how many it is one of two and more; -1
// where none is.
func total(cells, rows int, at func(row, cell int) float64) (cell, sums int) {
	could := slices.Repeat([]bool{true}, cells)
	for row := range rows {
		sum, filled := 0.0, 0
		for c := range cells {
			v := at(row, c)
			if sum += v; v != 0 {
				filled++
			}
		}
		for c := range cells {
			v := at(row, c)
			could[c] = could[c] && math.Abs(sum-2*v) <= 1e-3*math.Abs(v)
		}
		if !slices.Contains(could, true) {
			return -1, 0
		}
		if filled > 2 {
			sums++
		}
	}
	for c := cells - 1; c >= 0; c-- {
		if could[c] && sums > 0 {
			return c, sums
		}
	}
	return -1, 0
}

func countedTwice(file, kind, name string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: file,
		What: fault.Say("the %s %s is the sum of the others in every economy", fault.Word(kind), name),
		Why:  "What it holds would count twice", Fix: "Remove its rows and columns"}
}
