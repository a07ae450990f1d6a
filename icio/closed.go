package icio

import (
	"fmt"
	"slices"
)

// Closed lists the sectors with which no Leontief system can be solved: those that use as much of their own output as
// they make, or more, and those whose output never reaches a final user, however many steps it takes: what these make
// goes round among them, x = A x, so that I − A is singular.
func (t *Table) Closed() []int {
	out := t.ownInput()
	for _, i := range t.noFinalUse() {
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// ownInput lists the sectors that use as much of their own output as they make, or more.
func (t *Table) ownInput() (out []int) {
	n := t.Sectors()
	for i, x := range t.X {
		if x > 0 && t.Z[i*n+i] >= x {
			out = append(out, i)
		}
	}
	return out
}

// noFinalUse lists the sectors whose output never reaches a final user.
func (t *Table) noFinalUse() (left []int) {
	n, fd := t.Sectors(), t.G()*t.K()
	reaches := make([]bool, n)
	for i, x := range t.X {
		for _, f := range t.F[i*fd : (i+1)*fd] {
			reaches[i] = reaches[i] || f != 0
		}
		if x > 0 && !reaches[i] {
			left = append(left, i)
		}
	}
	for moved := true; moved; {
		moved = false
		for k := 0; k < len(left); k++ {
			if !sellsTo(t.Z[left[k]*n:(left[k]+1)*n], reaches) {
				continue
			}
			reaches[left[k]], moved = true, true
			left = append(left[:k], left[k+1:]...)
			k--
		}
	}
	return left
}

// apart is what becomes of sectors that close the system.
const (
	oneApart = "measures that need the inverse take it apart, as if it had no inputs: what others get from it counts as " +
		"value added of its economy, and its own row is empty"
	apart = "measures that need the inverse take them apart, as if they had no inputs: what others get from them counts " +
		"as value added of their economy, and their own rows are empty"
)

// sellsTo reports whether a row of flows has one to a marked buyer.
func sellsTo(row []float64, marked []bool) bool {
	for j, z := range row {
		if z != 0 && marked[j] {
			return true
		}
	}
	return false
}

// ownInputs names the sectors that use up their own output, with their coefficients.
func ownInputs(t *Table, _ *sums) []Finding {
	var places []place
	for _, i := range t.ownInput() {
		z := t.Z[i*t.Sectors()+i]
		places = append(places, place{fmt.Sprintf("%s (a = %.6g)", t.Sector(i), z/t.X[i]), z})
	}
	return group(Warning, "own-input", "sector uses all of its own output, or more, as input; "+oneApart,
		"sectors use all of their own output, or more, as input; "+apart, places)
}

// noFinalUses names the sectors whose output never reaches a final user.
func noFinalUses(t *Table, _ *sums) []Finding {
	var places []place
	own := t.ownInput()
	for _, i := range t.noFinalUse() {
		if !slices.Contains(own, i) { // of which that is said
			places = append(places, place{t.Sector(i), t.X[i]})
		}
	}
	return group(Warning, "no-final-use", "sector sells nothing that reaches a final user; "+oneApart,
		"sectors sell nothing that reaches a final user; "+apart, places)
}
