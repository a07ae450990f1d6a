package arrange

import (
	"math"

	"ikat/fault"
)

var missing = math.NaN()

// rounded is how far printed sums may lie from those of printed flows, as a part of all that they add up.
const rounded = 1e-3

// table is a plan with the text's cells.
type table struct {
	*plan
	cells [][]float64
}

// at is the cell of a row that sells and a column that buys.
func (t *table) at(row, column int) float64 {
	if t.turned {
		row, column = column, row
	}
	return t.cells[row][column]
}

// side is what may be added up: the places of a row or a column, and the economy whose they are.
type side struct {
	along []place // the sectors on whose rows, or columns, sums are looked at
	of    []place
	owner []string
	cell  func(along, of int) float64
}

// sums checks that what is called a sum is one, before it is left out.
//
// Error: fault.Unreadable, naming the first that is none.
func (t *table) sums(file string) error {
	n := t.sectors
	across := side{t.rows[:n], t.columns, t.owner, t.at}
	down := side{t.columns[:n], t.rows[:n], t.owner[:n], func(column, row int) float64 { return t.at(row, column) }}
	for _, s := range t.sumColumns {
		if !across.isSum(s, n) {
			return noSum(file, "column", s.label)
		}
	}
	for _, s := range t.sumRows {
		if !down.isSum(s, n) {
			return noSum(file, "row", s.label)
		}
	}
	return nil
}

// isSum holds where what is printed is the sum of an economy's (or, without one, all) sectors, final demand, or both.
func (d side) isSum(s sum, sectors int) bool {
	var apart [3]float64 // from sectors, final demand, both
	size := 0.0
	for _, a := range d.along {
		var sums [3]float64
		for j, o := range d.of {
			v := d.cell(a.at, o.at)
			if d.owner[j] == "" || s.economy != "" && d.owner[j] != s.economy || math.IsNaN(v) {
				continue
			}
			if sums[2] += v; j < sectors {
				sums[0] += v
			} else {
				sums[1] += v
			}
		}
		printed := d.cell(a.at, s.at)
		for w := range sums {
			apart[w] += math.Abs(sums[w] - printed)
		}
		size += math.Abs(printed)
	}
	return min(apart[0], apart[1], apart[2]) <= rounded*size
}

func noSum(file, kind, label string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, %s %s", file, fault.Word(kind), label),
		What: "it is called a total, and is not the sum of an economy's or of all sectors, final demand, or both",
		Why:  "What is called so is left out only where nothing is lost",
		Fix:  "Remove it, or give it a label that says what it holds"}
}
