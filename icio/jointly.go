package icio

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

const (
	roundsProved = 20  // rounds of inputs that may prove, cheaply, that there is no such set
	roundsTried  = 300 // rounds of production after which inputs that have not become less are looked at
	jointMost    = 64  // sectors looked at together
	jointSets    = 5   // sets of sectors that are named
	jointlyShare = 1e-6
)

// Jointly lists sets of sectors that together use as much of their outputs as they make, or more, though none does so
// alone: the spectral radius of their coefficients is one or above, so that no production of theirs meets a demand.
// Each set is a least one: without any of its members the others could produce. nil is the usual case.
//
// Production rounds A, A², ... that once use less than one unit in a unit of every output, or ask for less than one
// unit of every output to make a unit of all, prove that there is none.
func (t *Table) Jointly() [][]int {
	live := t.liveSectors()
	var out [][]int
	for len(out) < jointSets && t.mayExplode(live) && !t.shrinks(live) {
		u := t.rounds(live)
		if u == nil {
			break
		}
		set := t.leastSet(u, live)
		if set == nil {
			break
		}
		out = append(out, set)
		for _, i := range set {
			live[i] = false
		}
	}
	return out
}

// liveSectors marks those with output that are not taken apart alone.
func (t *Table) liveSectors() []bool {
	live := make([]bool, t.Sectors())
	for i, x := range t.X {
		live[i] = x > 0
	}
	for _, i := range t.Closed() {
		live[i] = false
	}
	return live
}

// mayExplode reports whether some sector buys more than it makes and some sells more to others than it makes, without
// which rounds of production shrink.
func (t *Table) mayExplode(live []bool) bool {
	n := len(live)
	bought, sells := make([]float64, n), false
	for i := range n {
		if !live[i] {
			continue
		}
		sold := 0.0
		for j, z := range t.Z[i*n : (i+1)*n] {
			if live[j] {
				sold += math.Abs(z)
				bought[j] += math.Abs(z)
			}
		}
		sells = sells || sold > t.X[i]
	}
	for j := range n {
		if sells && live[j] && bought[j] > t.X[j] {
			return true
		}
	}
	return false
}

// shrinks reports whether the inputs of a unit of each output, and theirs in turn, become less than one for every
// output within some rounds. Nearly all sectors buy less than they make from the first round on, while others are asked
// for many times as much, so this proves in a pass or two what following outputs takes dozens for.
func (t *Table) shrinks(live []bool) bool {
	n := len(live)
	u, next := make([]float64, n), make([]float64, n)
	for i := range u {
		if live[i] {
			u[i] = 1
		}
	}
	for range roundsProved {
		clear(next)
		for i, v := range u {
			if v != 0 {
				for j, z := range t.Z[i*n : (i+1)*n] {
					next[j] += v * math.Abs(z)
				}
			}
		}
		largest := 0.0
		for j := range next {
			if u[j] = 0; live[j] {
				u[j] = next[j] / t.X[j]
				largest = max(largest, u[j])
			}
		}
		if largest < 1 {
			return true
		}
	}
	return false
}

// rounds follows rounds of production from one unit of every live sector; nil where they become less than one
// everywhere, otherwise the last ones together, as large as the largest.
func (t *Table) rounds(live []bool) []float64 {
	n := len(live)
	u, next, sum := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range u {
		if live[i] {
			u[i] = 1
		}
	}
	scale := 0.0 // the logarithm of what u was divided by
	for round := range roundsTried {
		for j := range u {
			if u[j] != 0 {
				u[j] /= t.X[j]
			}
		}
		largest := 0.0
		for i := range n {
			next[i] = 0
			if live[i] {
				for j, z := range t.Z[i*n : (i+1)*n] {
					next[i] += math.Abs(z) * u[j]
				}
			}
			largest = max(largest, next[i])
		}
		if largest == 0 || scale+math.Log(largest) < 0 {
			return nil
		}
		scale += math.Log(largest)
		for i := range n {
			u[i] = next[i] / largest
			if round >= roundsTried-jointMost {
				sum[i] += u[i]
			}
		}
	}
	return sum
}

// leastSet finds, among the sectors that rounds of production ask most of, a least set that cannot produce.
func (t *Table) leastSet(u []float64, live []bool) []int {
	var set []int
	most := slices.Max(u)
	for i := range u {
		if live[i] && u[i] > jointlyShare*most {
			set = append(set, i)
		}
	}
	slices.SortStableFunc(set, func(i, j int) int { return cmp.Compare(u[j], u[i]) })
	set = set[:min(len(set), jointMost)]
	if !t.explosive(set) {
		return nil
	}
	for k := len(set) - 1; k >= 0; k-- {
		if without := slices.Delete(slices.Clone(set), k, k+1); t.explosive(without) {
			set = without
		}
	}
	slices.Sort(set)
	return set
}

// explosive reports whether (I − A) y = 1 over the set has no solution that is positive everywhere.
func (t *Table) explosive(set []int) bool {
	n, d := t.Sectors(), len(set)
	m := make([][]float64, d)
	for a, i := range set {
		m[a] = make([]float64, d+1)
		for b, j := range set {
			m[a][b] = -t.Z[i*n+j] / t.X[j]
		}
		m[a][a]++
		m[a][d] = 1
	}
	for c := range d { // I − A of a set that can produce needs no pivots: its leading minors are positive
		if !(m[c][c] > 1e-14) {
			return true
		}
		for r := c + 1; r < d; r++ {
			f := m[r][c] / m[c][c]
			for k := c; k <= d; k++ {
				m[r][k] -= f * m[c][k]
			}
		}
	}
	return false
}

// NameJoint names a set of sectors with the largest coefficient that each has inside it.
func (t *Table) NameJoint(set []int) string {
	n := t.Sectors()
	var parts []string
	for _, j := range set {
		most := set[0]
		for _, i := range set {
			if t.Z[i*n+j] > t.Z[most*n+j] {
				most = i
			}
		}
		parts = append(parts, fmt.Sprintf("%s (%.6g of it from %s)", t.Sector(j), t.Z[most*n+j]/t.X[j], t.Sector(most)))
	}
	return strings.Join(parts, ", ")
}

// jointInputs names sets of sectors that together use up what they make.
func jointInputs(t *Table, _ *sums) []Finding {
	var places []place
	for _, set := range t.Jointly() {
		made := 0.0
		for _, i := range set {
			made += t.X[i]
		}
		places = append(places, place{t.NameJoint(set), made})
	}
	const without = " production rounds do not end, and measures that need the inverse cannot be computed; exports and " +
		"other flows still answer. Per unit of output"
	return group(Warning, "joint-input", "set of sectors uses, together, all that it makes or more:"+without,
		"sets of sectors use, together, all that they make or more:"+without, places)
}
