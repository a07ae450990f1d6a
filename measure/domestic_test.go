package measure

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ikat/icio"
	"ikat/leontief"
	"ikat/result"
)

// A national table determines a column about its economy where the column is the same in every world that has that
// table. Here worlds of three economies are drawn, with what others make and trade among themselves; a column is
// determined where they give what the national table gives, with the others apart (where rows name no partner) and
// taken together. What is declared is exactly that, for every measure, level and choice of options.
func TestWhatANationalTableDetermines(t *testing.T) {
	for _, q := range questions() {
		for column, is := range determined(t, q) {
			if declared := q.m.Determines(q.q, column); is != declared {
				t.Errorf("%s: %s is determined: %t; declared: %t", q, column, is, declared)
			}
		}
	}
}

const worlds = 3

// determined says of the columns of a question whether worlds and their national tables agree on them.
func determined(t *testing.T, q question) map[string]bool {
	t.Helper()
	agree := map[string]bool{}
	_, partner := q.m.Level(q.q.Level).Sides()
	for seed := range uint64(worlds) {
		world := drawnWorld(seed + 1)
		alone := q.run(t, built(t, nationalOf(world), nil))
		together := q.run(t, built(t, world, []leontief.Group{{Code: "ROW", Members: world.Economies[1:]}}))
		apart := together
		if partner == "" {
			apart = q.run(t, built(t, world, nil))
		} else if whole := byEconomy(q); whole != nil {
			apart = whole.run(t, built(t, world, nil))
		}
		base := alone
		if partner != "" && apart != together {
			base = byEconomy(q).run(t, built(t, nationalOf(world), nil))
		}
		for _, c := range alone.Columns {
			if c.Floats == nil {
				continue
			}
			same := sameAtHome(q, alone, together, c.Name) && (base.Column(c.Name) == nil || sameAtHome(q, base, apart, c.Name))
			agree[c.Name] = same && (seed == 0 || agree[c.Name])
		}
	}
	return agree
}

// byEconomy is the question at its measure's level without partners, nil where it has none.
func byEconomy(q question) *question {
	for _, l := range q.m.Levels {
		if _, partner := l.Sides(); partner == "" {
			return &question{q.m, Query{Level: l.ID, Options: q.q.Options}}
		}
	}
	return nil
}

// sameAtHome reports whether a column has the same numbers in the rows about the first economy, of which there are
// some.
func sameAtHome(q question, a, b *result.Frame, column string) bool {
	x, y := homeRows(q, a, column), homeRows(q, b, column)
	seen := 0
	for key, v := range x {
		w, there := y[key]
		if !there {
			continue
		}
		seen++
		if math.Abs(v-w) > 1e-9*(1+math.Abs(v)) || math.IsNaN(v) != math.IsNaN(w) {
			return false
		}
	}
	return seen > 0
}

func homeRows(q question, f *result.Frame, column string) map[string]float64 {
	out := map[string]float64{}
	c := f.Column(column)
	for row := range f.Rows() {
		key, home := "", false
		for _, k := range f.Columns {
			if k.IsText() && k.Kind == "" {
				key += "|" + k.Text(row)
			}
		}
		for _, name := range []string{"exporter", "economy", "producer", "importer", "completing"} {
			if k := f.Column(name); k != nil {
				home = k.Text(row) == "AAA"
				break
			}
		}
		if home {
			out[key] = c.Floats[row]
		}
	}
	return out
}

func built(t *testing.T, table *icio.Table, groups []leontief.Group) *leontief.System {
	t.Helper()
	s, err := leontief.New(table, leontief.Options{Groups: groups})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// drawnWorld is a table of three economies and industries in which everybody buys from everybody.
func drawnWorld(seed uint64) *icio.Table {
	r := rand.New(rand.NewPCG(seed, 1))
	const g, d, k = 3, 3, 2
	const n = g * d
	t := &icio.Table{Meta: icio.Meta{Name: "drawn", Year: 2000, Currency: "USD", Unit: "million"},
		Economies: []string{"AAA", "BBB", "CCC"}, Industries: []string{"c1", "c2", "c3"},
		Categories: []string{"HFCE", "GFCF"}, Z: make([]float64, n*n), F: make([]float64, n*g*k),
		X: make([]float64, n), VA: make([]float64, n)}
	jobs := make([]float64, n)
	for i := range n {
		jobs[i] = r.Float64()
		for j := range n {
			t.Z[i*n+j] = 1 + 9*r.Float64()
			t.X[i] += t.Z[i*n+j]
		}
		for c := range g * k {
			t.F[i*g*k+c] = 10 + 20*r.Float64()
			t.X[i] += t.F[i*g*k+c]
		}
	}
	for j := range n {
		t.VA[j] = t.X[j]
		for i := range n {
			t.VA[j] -= t.Z[i*n+j]
		}
	}
	t.Satellites = []icio.Satellite{{Name: "jobs", Unit: "persons", Values: jobs}}
	return t
}

// nationalOf is the first economy's table, as a reader makes it: its own flows, imports by product, exports.
func nationalOf(w *icio.Table) *icio.Table {
	d, n, k, own := w.N(), w.Sectors(), w.K(), w.G()*w.K()
	const g = 2
	t := &icio.Table{Meta: w.Meta, Economies: []string{w.Economies[0], "ROW"}, Industries: w.Industries,
		Categories: append(slices.Clone(w.Categories), "EXPO"), Z: make([]float64, g*d*g*d),
		F: make([]float64, g*d*g*(k+1)), X: make([]float64, g*d), VA: make([]float64, g*d)}
	t.Undetermined = []string{"ROW"}
	for i := range n {
		row := min(i, d+i%d)
		add := func(list []float64, at int, v float64) {
			list[at] += v
			t.X[row] += v
		}
		exports := row*g*(k+1) + g*(k+1) - 1
		for j := range n {
			if j < d {
				add(t.Z, row*g*d+j, w.Z[i*n+j])
			} else if i < d {
				add(t.F, exports, w.Z[i*n+j])
			}
		}
		for c := range own {
			if c < k {
				add(t.F, row*g*(k+1)+c, w.F[i*own+c])
			} else if i < d {
				add(t.F, exports, w.F[i*own+c])
			}
		}
	}
	copy(t.VA, w.VA[:d])
	copy(t.VA[d:], t.X[d:])
	jobs := make([]float64, g*d)
	copy(jobs, w.Satellites[0].Values[:d])
	t.Satellites = []icio.Satellite{{Name: "jobs", Unit: "persons", Values: jobs}}
	return t
}
