// Package randtable draws small random tables for property tests: awkward on purpose, yet consistent.
package randtable

import (
	"pgregory.net/rapid"

	"ikat/icio"
)

var (
	economies  = []string{"A", "B", "C", "D"}
	industries = []string{"1", "2", "3", "4"}
	categories = []string{"HH", "INV"}
)

// Draw returns a table of one to four economies, one to four industries and one or two categories of final demand. Rows
// and columns balance, and inputs take at most 80% of output, so the system closes.
//
// Some industries have no output and yet sell out of inventories to one user what another gives back; some final demand
// is negative; some economies neither sell abroad nor buy there. A satellite counts jobs.
func Draw(t *rapid.T) *icio.Table {
	g, n, k := rapid.IntRange(1, len(economies)).Draw(t, "G"), rapid.IntRange(1, len(industries)).Draw(t, "N"),
		rapid.IntRange(1, len(categories)).Draw(t, "K")
	return DrawOf(t, g, n, k)
}

// DrawOf is Draw for g economies, n industries and k categories.
func DrawOf(t *rapid.T, g, n, k int) *icio.Table {
	m := g * n
	table := &icio.Table{
		Meta:      icio.Meta{Name: "random", Year: 2000, Currency: "USD", Unit: "million"},
		Economies: economies[:g], Industries: industries[:n], Categories: categories[:k],
		Z: make([]float64, m*m), F: make([]float64, m*g*k), X: make([]float64, m), VA: make([]float64, m),
	}
	closed := make([]bool, g) // economies without trade
	for e := range closed {
		closed[e] = rapid.IntRange(0, 9).Draw(t, "closed") == 0
	}
	for i := range m {
		if rapid.IntRange(0, 9).Draw(t, "idle") != 0 {
			table.X[i] = 1 + rapid.Float64Range(0, 100).Draw(t, "x")
		}
	}
	jobs := make([]float64, m)
	for i, x := range table.X {
		if x > 0 {
			jobs[i] = rapid.Float64Range(0, 100).Draw(t, "jobs")
		}
	}
	table.Satellites = []icio.Satellite{{Name: "jobs", Unit: "persons", Values: jobs}}
	apart := func(a, b int) bool { return a != b && (closed[a] || closed[b]) }
	inputs(t, table, apart)
	finalUse(t, table, apart)
	return table
}

// inputs draws Z and value added.
func inputs(t *rapid.T, table *icio.Table, apart func(a, b int) bool) {
	n, m := table.N(), table.Sectors()
	for j := range m {
		var sum float64
		for i := range m {
			if table.X[i] > 0 && table.X[j] > 0 && !apart(i/n, j/n) && rapid.Bool().Draw(t, "sells") {
				table.Z[i*m+j] = rapid.Float64Range(.01, 100).Draw(t, "z")
				sum += table.Z[i*m+j]
			}
		}
		table.VA[j] = table.X[j]
		for i := range m {
			if sum > 0 {
				table.Z[i*m+j] *= .8 * table.X[j] / sum
			}
			table.VA[j] -= table.Z[i*m+j]
		}
	}
}

// finalUse gives what is not an input to final users: negative where inputs exceed output, as inventories are.
func finalUse(t *rapid.T, table *icio.Table, apart func(a, b int) bool) {
	n, m, fd := table.N(), table.Sectors(), table.G()*table.K()
	for i := range m {
		left := table.X[i]
		for j := range m {
			left -= table.Z[i*m+j]
		}
		home := i / n * table.K()
		table.F[i*fd+home] = left
		user := rapid.IntRange(0, fd-1).Draw(t, "user")
		if user == home || apart(i/n, user/table.K()) {
			continue
		}
		moved := rapid.Float64Range(-20, 20).Draw(t, "moved")
		if table.X[i] > 0 && rapid.Bool().Draw(t, "all") {
			moved = left
		}
		table.F[i*fd+home] -= moved
		table.F[i*fd+user] += moved
	}
}
