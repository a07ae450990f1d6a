package measure

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/icio"
	"ikat/internal/randtable"
	"ikat/leontief"
	"ikat/result"
)

// The suite holds for every measure of the catalogue, at every level and with every choice of options, on random
// tables: with sectors without output, negative inventories, economies without trade, a single economy, a single
// industry. A new measure is in it by being in the catalogue. Where a property is not a measure's, an exception below
// says why.

// notSummed are measures whose finer rows need not add up to their coarser ones.
var notSummed = map[string]string{
	"multipliers":           "to lose an economy is not to lose its sectors one at a time",
	"bm --perspective=self": "the perimeter is the row itself, so a finer row counts less twice",
}

// notSplit are measures that change when an industry is split in two that work alike.
var notSplit = map[string]string{
	"tiva": "exgr_ddc is an industry's own value added: the other half's is indirect",
}

// notDrawn are choices that random tables do not allow.
var notDrawn = map[string]string{
	"position --inventories=spread": "a sector may have no use but inventories, and then the system does not close",
}

// balances are identities by measure: columns that add up to zero, with their signs. Sales of sectors without output,
// which have no origin, are the only gap allowed.
var balances = map[string][]string{
	"exports": {"gexp -gexp_int -gexp_fin"},
	"bm":      {"gexp -dc -fc", "dc -dva -ddc", "fc -fva -fdc", "dva -vax -ref"},
	"my":      {"gexp -dc -fc", "dc -dva -ddc", "fc -fva -fdc"},
	"tiva": {"exgr -exgr_dva -exgr_fva", "exgr -exgr_fnl -exgr_int",
		"exgr_dva -exgr_ddc -exgr_idc -exgr_rim", "balgr -exgr imgr", "balvafd -ffd_dva dfd_fva"},
	"participation":        {"gvc -pf -pb -ts", "gexp -davax -gvc"},
	"participation-output": {"outp -outpd -outptt -gvco", "gvco -gvcobp -gvcofp -gvcomix"},
	"va-origin":            {}, "va-final": {}, "vax": {}, "vs": {}, "imports": {}, "kww": {}, "wwz": {},
}

// question is one way to ask a measure.
type question struct {
	m *Measure
	q Query
}

func (q question) String() string {
	s := q.m.ID
	for _, o := range q.m.Options {
		s += " --" + o.Name + "=" + q.q.Options[o.Name]
	}
	return s + " by " + q.q.Level
}

// excepted reports whether the exceptions name the measure, or the measure with one of its options.
func (q question) excepted(list map[string]string) bool {
	for name := range list {
		if id, option, _ := strings.Cut(name, " "); id == q.m.ID && strings.Contains(q.String(), option) {
			return true
		}
	}
	return false
}

// questions lists every level and combination of options of every measure.
func questions() []question {
	var out []question
	for _, m := range Catalog {
		choices := []map[string]string{{}}
		for _, o := range m.Options {
			if len(o.Values) == 0 {
				continue // names something of a table; its own tests ask for it
			}
			var more []map[string]string
			for _, c := range choices {
				for _, v := range o.Values {
					next := map[string]string{o.Name: v}
					for k, x := range c {
						next[k] = x
					}
					more = append(more, next)
				}
			}
			choices = more
		}
		for _, l := range m.Levels {
			for _, c := range choices {
				if q := (question{m, Query{Level: l.ID, Options: c}}); !q.excepted(notDrawn) {
					out = append(out, q)
				}
			}
		}
	}
	return out
}

func (q question) run(t interface{ Fatalf(string, ...any) }, s *leontief.System) *result.Frame {
	f, err := q.m.Run(context.Background(), s, q.q)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return f
}

func newSystem(t *rapid.T, table *icio.Table, opt leontief.Options) *leontief.System {
	s, err := leontief.New(table, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// rowsOf returns the values of a frame's float columns by row key; only keeps the keys named, and adds up rows that
// share them.
func rowsOf(f *result.Frame, only []string) map[string]map[string]float64 {
	out := map[string]map[string]float64{}
	for r := range f.Rows() {
		var key []string
		for _, name := range only {
			if c := f.Column(name); c != nil {
				key = append(key, c.Text(r))
			}
		}
		k := strings.Join(key, " ")
		if out[k] == nil {
			out[k] = map[string]float64{}
		}
		for _, c := range f.Columns {
			if c.Floats != nil {
				out[k][c.Name] += c.Floats[r]
			}
		}
	}
	return out
}

// size is the largest amount in a table: what rounding is relative to.
func size(table *icio.Table) float64 {
	most := 1.
	for _, list := range [][]float64{table.X, table.F} {
		for _, v := range list {
			most = math.Max(most, math.Abs(v))
		}
	}
	return most * float64(len(table.X))
}

// sameRows compares two sets of rows; money columns of want are multiplied by scale first.
func sameRows(t *rapid.T, what string, got, want map[string]map[string]float64, money func(string) bool, scale,
	tolerance float64) {
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", what, len(got), len(want))
	}
	for key, row := range want {
		for name, w := range row {
			g, tol := got[key][name], 1e-8*math.Max(1, math.Abs(w))
			if money(name) {
				w *= scale
				tol = tolerance * scale
			}
			if !(math.Abs(g-w) <= tol) && !(math.IsNaN(g) && math.IsNaN(w)) {
				t.Fatalf("%s, row %q, %s: %v, want %v", what, key, name, g, w)
			}
		}
	}
}

// money tells the columns that are amounts of the table's currency.
func money(table *icio.Table, f *result.Frame) func(string) bool {
	return func(name string) bool { return f.Column(name).Unit == table.Money() }
}

func keysOf(q question) []string { return q.m.Level(q.q.Level).Keys }

// defined are the values by row, but for shares and indices: where their denominator is rounding, any value may come
// out.
func defined(table *icio.Table, f *result.Frame) map[string]map[string]float64 {
	keys := []string{}
	for _, c := range f.Columns {
		if c.Floats == nil && c.Definition == "" { // a text with a definition is a value, not a key
			keys = append(keys, c.Name)
		}
	}
	rows := rowsOf(f, keys)
	for _, row := range rows {
		for name := range row {
			if u := f.Column(name).Unit; u == "share" || u == "index" {
				delete(row, name)
			}
		}
	}
	return rows
}

func TestResultsAreFinite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		opt := leontief.Options{}
		if table.G() > 2 && rapid.Bool().Draw(t, "group") {
			opt.Groups = []leontief.Group{{Code: "AC", Members: []string{"A", "C"}}}
		}
		s := newSystem(t, table, opt)
		for _, q := range questions() {
			f := q.run(t, s)
			for _, c := range f.Columns {
				for r, v := range c.Floats {
					if math.IsInf(v, 0) || math.IsNaN(v) && c.Unit == table.Money() {
						t.Fatalf("%s, row %d, %s: %v", q, r, c.Name, v)
					}
				}
			}
		}
	})
}

func TestRowsHaveTheKeysAndColumnsDeclared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSystem(t, randtable.Draw(t), leontief.Options{})
		for _, q := range questions() {
			f := q.run(t, s)
			want := append([]string(nil), keysOf(q)...)
			for _, term := range q.m.Terms(q.q) {
				want = append(want, term.Name)
			}
			var got []string
			for _, c := range f.Columns {
				got = append(got, c.Name)
			}
			// Satellites may add columns of their own.
			if len(got) < len(want) || fmt.Sprint(got[:len(want)]) != fmt.Sprint(want) {
				t.Fatalf("%s: columns %v, declared %v", q, got, want)
			}
			if f.Rows() != len(rowsOf(f, keysOf(q))) {
				t.Fatalf("%s: %d rows share their keys", q, f.Rows()-len(rowsOf(f, keysOf(q))))
			}
		}
	})
}

func TestCurrencyScalesResults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		const scale = 1024 // a power of two: nothing but the unit changes
		other := *table
		for _, list := range []*[]float64{&other.Z, &other.F, &other.X, &other.VA} {
			scaled := make([]float64, len(*list))
			for i, v := range *list {
				scaled[i] = v * scale
			}
			*list = scaled
		}
		a, b := newSystem(t, table, leontief.Options{}), newSystem(t, &other, leontief.Options{})
		for _, q := range questions() {
			fa, fb := q.run(t, a), q.run(t, b)
			rows, want := defined(&other, fb), defined(table, fa)
			for _, c := range fa.Columns {
				if strings.HasSuffix(c.Unit, " per "+table.Money()) { // the inverse of the unit
					for key := range want {
						delete(want[key], c.Name)
					}
				}
			}
			sameRows(t, q.String(), rows, want, money(table, fa), scale, 1e-10*size(table))
		}
	})
}

func TestPermutingEconomiesPermutesResults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		order := rapid.Permutation(numbers(table.G())).Draw(t, "order")
		a, b := newSystem(t, table, leontief.Options{}), newSystem(t, permuted(table, order), leontief.Options{})
		for _, q := range questions() {
			fa, fb := q.run(t, a), q.run(t, b)
			sameRows(t, q.String(), defined(table, fb), defined(table, fa), money(table, fa), 1, 1e-10*size(table))
		}
	})
}

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// permuted returns the table with its economies in another order.
func permuted(t *icio.Table, order []int) *icio.Table {
	out := *t
	n, m, k, fd := t.N(), t.Sectors(), t.K(), t.G()*t.K()
	out.Economies = make([]string, t.G())
	out.Z, out.F = make([]float64, m*m), make([]float64, m*fd)
	out.X, out.VA = make([]float64, m), make([]float64, m)
	jobs := icio.Satellite{Name: "jobs", Unit: "persons", Values: make([]float64, m)}
	out.Satellites = []icio.Satellite{jobs}
	for to, from := range order {
		out.Economies[to] = t.Economies[from]
	}
	for i := range m {
		fi := order[i/n]*n + i%n
		out.X[i], out.VA[i], jobs.Values[i] = t.X[fi], t.VA[fi], t.Satellites[0].Values[fi]
		for j := range m {
			out.Z[i*m+j] = t.Z[fi*m+order[j/n]*n+j%n]
		}
		for j := range fd {
			out.F[i*fd+j] = t.F[fi*fd+order[j/k]*k+j%k]
		}
	}
	return &out
}

// Rows by industry, by partner and by both add up to the rows by economy.
func TestLevelsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		s := newSystem(t, table, leontief.Options{})
		for _, coarse := range questions() {
			if coarse.excepted(notSummed) {
				continue
			}
			f := coarse.run(t, s)
			for _, l := range coarse.m.Levels {
				if l.ID == coarse.q.Level || !subset(keysOf(coarse), l.Keys) {
					continue
				}
				fine := question{coarse.m, Query{Level: l.ID, Options: coarse.q.Options}}
				g := fine.run(t, s)
				want, got := rowsOf(f, keysOf(coarse)), rowsOf(g, keysOf(coarse))
				if g.Rows() == 0 { // a single economy has no partners
					continue
				}
				for key, row := range want {
					for name, w := range row {
						if c := g.Column(name); c == nil || c.Unit != table.Money() {
							continue
						}
						if v := got[key][name]; !(math.Abs(v-w) <= 1e-10*size(table)) {
							t.Fatalf("%s, row %q, %s: %v; its rows by %s add up to %v", coarse, key, name, w, l.ID, v)
						}
					}
				}
			}
		}
	})
}

func subset(a, b []string) bool {
	for _, x := range a {
		if !contains(b, x) {
			return false
		}
	}
	return true
}

func TestTermsBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		s := newSystem(t, table, leontief.Options{})
		var idle float64
		for i, x := range s.X {
			if x == 0 {
				for r := range s.G() {
					idle += math.Abs(s.Exports().Total[i*s.G()+r])
				}
			}
		}
		for _, q := range questions() {
			f := q.run(t, s)
			for _, identity := range balances[q.m.ID] {
				for r := range f.Rows() {
					var sum float64
					for _, term := range strings.Fields(identity) {
						name, minus := strings.CutPrefix(term, "-")
						c := f.Column(name)
						if c == nil {
							t.Fatalf("%s has no column %s", q, name)
						}
						if minus {
							sum -= c.Floats[r]
						} else {
							sum += c.Floats[r]
						}
					}
					if !(math.Abs(sum) <= idle+1e-10*size(table)) {
						t.Fatalf("%s, row %d: %s is %v", q, r, identity, sum)
					}
				}
			}
		}
	})
}

// Aggregation commutes where the parts work alike: each industry split in two with the same inputs and users, in
// different sizes, leaves every economy's results alone.
func TestSplittingAnIndustryInTwoAlikeChangesNoEconomy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		share := rapid.Float64Range(.1, .9).Draw(t, "share")
		a, b := newSystem(t, table, leontief.Options{}), newSystem(t, halved(table, share), leontief.Options{})
		for _, q := range questions() {
			if q.excepted(notSplit) || contains(keysOf(q), "industry") {
				continue
			}
			fa, fb := q.run(t, a), q.run(t, b)
			sameRows(t, q.String(), defined(table, fb), defined(table, fa), money(table, fa), 1, 1e-10*size(table))
		}
	})
}

// halved splits every industry into two with the given share and the rest.
func halved(t *icio.Table, share float64) *icio.Table {
	out := *t
	m, fd := t.Sectors(), t.G()*t.K()
	out.Industries = nil
	for _, i := range t.Industries {
		out.Industries = append(out.Industries, i+"a", i+"b")
	}
	part := []float64{share, 1 - share}
	out.Z, out.F = make([]float64, 4*m*m), make([]float64, 2*m*fd)
	out.X, out.VA = make([]float64, 2*m), make([]float64, 2*m)
	jobs := icio.Satellite{Name: "jobs", Unit: "persons", Values: make([]float64, 2*m)}
	out.Satellites = []icio.Satellite{jobs}
	for i := range 2 * m {
		w := part[i%2]
		out.X[i], out.VA[i], jobs.Values[i] = t.X[i/2]*w, t.VA[i/2]*w, t.Satellites[0].Values[i/2]*w
		for j := range 2 * m {
			out.Z[i*2*m+j] = t.Z[i/2*m+j/2] * w * part[j%2]
		}
		for j := range fd {
			out.F[i*fd+j] = t.F[i/2*fd+j] * w
		}
	}
	return &out
}

// An economy of one, a world of one industry, a world without trade: asked everything, without a row of nonsense.
func TestDegenerateWorlds(t *testing.T) {
	for _, dims := range [][2]int{{1, 1}, {1, 4}, {4, 1}, {2, 1}} {
		rapid.Check(t, func(t *rapid.T) {
			table := randtable.DrawOf(t, dims[0], dims[1], 1)
			s := newSystem(t, table, leontief.Options{})
			for _, q := range questions() {
				f := q.run(t, s)
				if c := f.Column("gexp"); dims[0] == 1 && c != nil {
					for _, v := range c.Floats {
						if v != 0 {
							t.Fatalf("%s: a single economy exports %v", q, v)
						}
					}
				}
			}
		})
	}
}
