package counterfactual_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/counterfactual"
	"ikat/icio"
)

// drawTable is a world of positive flows.
func drawTable(n, m int, r *rand.Rand) *icio.Table {
	t := &icio.Table{Meta: icio.Meta{Name: "drawn", Year: 2000, Currency: "USD", Unit: "million"},
		Categories: []string{"FD"}}
	for i := range n {
		t.Economies = append(t.Economies, string(rune('A'+i)))
	}
	for j := range m {
		t.Industries = append(t.Industries, string(rune('1'+j)))
	}
	size := n * m
	t.Z, t.F, t.X, t.VA = make([]float64, size*size), make([]float64, size*n), make([]float64, size),
		make([]float64, size)
	for i := range size {
		for k := range size {
			t.Z[i*size+k] = r.Float64()
			if i/m == k/m {
				t.Z[i*size+k] *= 6
			}
		}
		for b := range n {
			t.F[i*n+b] = 6 * r.Float64()
			if i/m == b {
				t.F[i*n+b] += 4 * float64(size)
			}
		}
	}
	for i := range size {
		for k := range size {
			t.X[i] += t.Z[i*size+k]
		}
		for b := range n {
			t.X[i] += t.F[i*n+b]
		}
	}
	for k := range size {
		t.VA[k] = t.X[k]
		for i := range size {
			t.VA[k] -= t.Z[i*size+k]
		}
	}
	return t
}

// drawFirms draws classes of an economy's firms, with inputs of their own in half of cases.
func drawFirms(m, classes int, r *rand.Rand) firmsOf {
	part := func() [][]float64 {
		out := make([][]float64, classes)
		for a := range out {
			out[a] = make([]float64, m)
		}
		for j := range m {
			var all float64
			for a := range out {
				out[a][j] = .2 + r.Float64()
				all += out[a][j]
			}
			for a := range out {
				out[a][j] /= all
			}
		}
		return out
	}
	f := firmsOf{made: part(), phi: []float64{0, .2, .5}[r.IntN(3)], byIndustry: r.IntN(2) == 0}
	f.sold, f.inputs = part(), f.made
	if classes > 2 {
		f.sold = f.made
	}
	if r.IntN(2) == 0 {
		f.inputs = make([][]float64, classes)
		for a := range f.inputs {
			f.inputs[a] = make([]float64, m)
		}
		for j := range m { // near output, so that value added stays above nothing
			var all float64
			for a := range f.inputs {
				f.inputs[a][j] = f.made[a][j] * (1 + .2*(r.Float64()-.5))
				all += f.inputs[a][j]
			}
			for a := range f.inputs {
				f.inputs[a][j] /= all
			}
		}
	}
	return f
}

// Random worlds with one to three divided economies, two to four classes, elasticities between classes of their own,
// specific factors, technologies, and costs on every kind of link changed at once are solved alike by both.
func TestSecondSolver(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	most := 0
	for round := range 6 {
		n, m := 2+r.IntN(2), 1+r.IntN(2)
		tab := drawTable(n, m, r)
		theta, eta := make([]float64, m), make([]float64, m)
		for j := range m {
			theta[j] = 2 + 6*r.Float64()
			eta[j] = theta[j] * (.5 + r.Float64())
		}
		w := tinyFrom(tab, theta, eta)
		b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: theta})
		if err != nil {
			t.Fatal(err)
		}
		b.Eta = eta
		var divisions []counterfactual.Division
		for e := range 1 + r.IntN(n) {
			f := drawFirms(m, 2+r.IntN(3), r)
			w.firms[e] = f
			d := counterfactual.Division{Economy: e, Classes: []string{"w", "x", "y", "z"}[:f.classes()], Output: f.made,
				Exports: f.sold, Inputs: f.inputs, Specific: f.phi, Market: counterfactual.ByClass}
			if f.byIndustry {
				d.Market = counterfactual.ByClassIndustry
			}
			divisions = append(divisions, d)
		}
		most = max(most, len(divisions))
		if b, err = b.Divide(divisions...); err != nil {
			t.Fatal(err)
		}
		compareSolvers(t, round, w, b, r)
	}
	if most < 3 {
		t.Errorf("no world has more than %d divided economies", most)
	}
}

// compareSolvers changes delivery costs and who may sell on all links, and productivity, and compares what both find.
func compareSolvers(t *testing.T, round int, w *tiny, b *counterfactual.Baseline, r *rand.Rand) {
	t.Helper()
	cost, made := map[link]float64{}, map[[3]int]float64{}
	shock := counterfactual.Shock{Iceberg: make([]float64, b.Links()), Available: make([]float64, b.Links()),
		Productivity: make([]float64, b.S()*b.N())}
	first := func(economies func(i int) int, of int) (at int) {
		for i := range of {
			at += economies(i)
		}
		return at
	}
	classes := func(i int) int { return w.firms[i].classes() }
	for at := range shock.Iceberg {
		j, d, s := b.Ends(at)
		buyer, seller := b.Doors()[d].Economy, b.Suppliers()[s].Economy
		v, may := .85+.3*r.Float64(), .8+.5*r.Float64()
		shock.Iceberg[at], shock.Available[at] = v, may
		// who may sell more is a lower cost, and those who are replaced have a higher one
		cost[link{j, buyer, d - first(w.doors, buyer), seller, s - first(classes, seller)}] = v * math.Pow(may, -1/w.theta[j])
	}
	for p := range shock.Productivity {
		s := b.Suppliers()[p/b.N()].Economy
		v := .9 + .2*r.Float64()
		shock.Productivity[p] = v
		made[[3]int{s, p/b.N() - first(classes, s), p % b.N()}] = v
	}
	st := w.solve(t, cost, made)
	o := solve(t, b, shock)
	for s := range w.n {
		level := 1.0
		for j := range w.m {
			level *= math.Pow(st.price[[3]int{j, s, w.doors(s) - 1}], w.taste[s][j])
		}
		if want := st.income[s] / w.income[s] / level; math.Abs(o.Welfare[s]-want) > 1e-8 {
			t.Errorf("world %d, economy %d: welfare %v, the second solver %v", round, s, o.Welfare[s], want)
		}
		if classes(s) == 1 {
			continue
		}
		for a, c := range o.Classes(s) {
			var before, after float64
			for k := range w.m {
				before += w.added(s, a, k) * w.firms[s].made[a][k] * w.output[s][k]
				after += st.earned[[3]int{s, a, k}]
			}
			if want := after/before/level - 1; math.Abs(c.Income-want) > 1e-8 {
				t.Errorf("world %d, economy %d, class %d: income %v, the second solver %v", round, s, a, c.Income, want)
			}
		}
	}
}
