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

// parts draws what classes have of each industry; together they have all of it.
func parts(m, classes int, r *rand.Rand) [][]float64 {
	out := matrix(classes, m)
	for j := range m {
		var all float64
		for a := range out {
			out[a][j] = .1 + r.Float64()
			all += out[a][j]
		}
		for a := range out {
			out[a][j] /= all
		}
	}
	return out
}

// drawFirms divides an economy: shares of exports that output cannot always meet, inputs of their own in half of cases.
func drawFirms(e, m int, r *rand.Rand) counterfactual.Division {
	classes := []string{"w", "x", "y", "z"}[:2+r.IntN(3)]
	d := counterfactual.Division{Economy: e, Classes: classes, Output: parts(m, len(classes), r),
		Exports: parts(m, len(classes), r), Specific: []float64{0, .5, .99}[r.IntN(3)],
		Market: []counterfactual.Market{counterfactual.ByClass, counterfactual.ByClassIndustry}[r.IntN(2)]}
	d.Inputs = d.Output
	if r.IntN(2) == 0 { // near output, so that value added stays above nothing
		d.Inputs = matrix(len(classes), m)
		other := parts(m, len(classes), r)
		for a := range classes {
			for j := range m {
				d.Inputs[a][j] = .9*d.Output[a][j] + .1*other[a][j]
			}
		}
	}
	return d
}

// drawFacts says who imports and, in one industry where shares are use-specific, who buys from whom, near what shares
// alike would have it.
func drawFacts(w *dense, v counterfactual.Division, r *rand.Rand) []counterfactual.Linkage {
	// by all industries and by the last: those abroad come first
	bought, last := matrix(len(v.Classes), 1+len(v.Classes)), matrix(len(v.Classes), 1+len(v.Classes))
	x := w.spending(w.output, w.income)
	for j := range w.m {
		for d, door := range w.doors {
			if door.economy != v.Economy || door.class == len(v.Classes) {
				continue
			}
			for u := range w.uses {
				for i, s := range w.sellers {
					at := 0
					if s.economy == v.Economy {
						at = 1 + s.class
					}
					bought[door.class][at] += w.share[j][d][u][i] * x[j][d][u]
					if w.uses == 1 || u == w.m-1 {
						last[door.class][at] += w.share[j][d][u][i] * x[j][d][u]
					}
				}
			}
		}
	}
	imports := counterfactual.Linkage{Name: "imports", Part: []counterfactual.Dealing{{Buyer: 0, Seller: -1}}}
	home := counterfactual.Linkage{Name: "buys", Part: []counterfactual.Dealing{{Buyer: 1, Seller: 0}}}
	if w.uses > 1 { // an industry's own purchases
		home.Industries = []int{w.m - 1}
	}
	var imported, athome float64
	for a := range v.Classes {
		imports.Of = append(imports.Of, counterfactual.Dealing{Buyer: a, Seller: -1})
		home.Of = append(home.Of, counterfactual.Dealing{Buyer: 1, Seller: a})
		imported, athome = imported+bought[a][0], athome+last[1][1+a]
	}
	imports.Share = bought[0][0] / imported * (.85 + .1*r.Float64())
	home.Share = last[1][1] / athome * (1.05 + .1*r.Float64())
	return []counterfactual.Linkage{imports, home}[:1+r.IntN(2)]
}

// Random worlds with one to three divided economies, the last of them, which stands for the rest of the world, among
// them; two to four classes, pooled and use-specific shares, tariffs, elasticities between classes of their own,
// specific factors of both kinds up to nearly all of value added, technologies, facts of who buys from whom, exports
// that output cannot meet; and changes of costs, tariffs, capacity and productivity everywhere at once: both solve them
// alike, to 1e-7 per cent.
func TestSecondSolver(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	seen := map[string]int{}
	for round := range 16 {
		n, m := 2+r.IntN(2), 1+r.IntN(2)
		tab := drawTable(n, m, r)
		theta, eta, tariff := make([]float64, m), make([]float64, m), make([][][]float64, m)
		for j := range m {
			theta[j] = 2 + 6*r.Float64()
			eta[j] = theta[j] * (.5 + r.Float64())
			tariff[j] = matrix(n, n)
			for at := range n * n {
				if at/n != at%n && round%3 == 0 {
					tariff[j][at/n][at%n] = .2 * r.Float64()
				}
			}
		}
		divisions, specific := map[int]counterfactual.Division{}, round%4 == 3
		for k := range 1 + r.IntN(n) {
			e := n - 1 - k
			divisions[e] = drawFirms(e, m, r)
		}
		alike := denseOf(tab, theta, eta, specific, tariff, divisions)
		var list []counterfactual.Division
		for e := range n {
			d, ok := divisions[e]
			if !ok {
				continue
			}
			if r.IntN(2) == 0 {
				d.Linkages = drawFacts(alike, d, r)
				seen["facts"]++
			}
			divisions[e] = d
			list = append(list, d)
		}
		seen["economies"] = max(seen["economies"], len(list))
		w := denseOf(tab, theta, eta, specific, tariff, divisions)
		calibration := counterfactual.Calibration{Theta: theta, UseSpecific: specific}
		for j := range m {
			for at := range n * n {
				calibration.Tariff = append(calibration.Tariff, tariff[j][at/n][at%n])
			}
		}
		b, _, err := counterfactual.FromTable(tab, calibration)
		if err != nil {
			t.Fatal(err)
		}
		b.Eta = eta
		if b, err = b.Divide(list...); err != nil {
			t.Fatal(err)
		}
		compareSolvers(t, round, w, b, r)
	}
	if seen["economies"] < 3 || seen["facts"] < 3 {
		t.Errorf("too little is tried: %v", seen)
	}
}

// compareSolvers changes delivery costs, tariffs and who may sell on all links, and productivity, and compares what
// both find.
func compareSolvers(t *testing.T, round int, w *dense, b *counterfactual.Baseline, r *rand.Rand) {
	t.Helper()
	c := change{productivity: matrix(b.S(), w.m), scaled: round%2 == 1}
	shock := counterfactual.Shock{}
	for j := range w.m {
		cost, tariff := matrix(b.D(), b.S()), matrix(b.D(), b.S())
		for at := range b.D() * b.S() {
			d, i := at/b.S(), at%b.S()
			v, may := .85+.3*r.Float64(), .8+.5*r.Float64()
			if w.doors[d].economy != w.sellers[i].economy {
				tariff[d][i] = .15 * r.Float64()
			}
			// who may sell more is a lower cost, and those who are replaced have a higher one
			cost[d][i] = v * math.Pow(may, -1/w.theta[j])
			shock.Iceberg, shock.Available = append(shock.Iceberg, v), append(shock.Available, may)
			shock.Tariff = append(shock.Tariff, tariff[d][i])
		}
		c.cost, c.tariff = append(c.cost, cost), append(c.tariff, tariff)
	}
	for i := range c.productivity {
		for k := range c.productivity[i] {
			c.productivity[i][k] = .9 + .2*r.Float64()
			shock.Productivity = append(shock.Productivity, c.productivity[i][k])
		}
	}
	deficits := counterfactual.Held
	if c.scaled {
		deficits = counterfactual.Scaled
	}
	o, err := b.Solve(t.Context(), shock, deficits)
	if err != nil {
		t.Fatal(err)
	}
	second := w.solve(t, c)
	for e, want := range second.welfare {
		if math.Abs(o.Welfare[e]-want) > 1e-9 {
			t.Errorf("world %d, economy %d: welfare %v, the second solver %v", round, e, o.Welfare[e], want)
		}
		for _, class := range o.Classes(e) {
			if want := w.grown(second, class.Supplier); math.Abs(class.Income-want) > 1e-9 {
				t.Errorf("world %d, %s: income %v, the second solver %v", round, b.SupplierName(class.Supplier),
					class.Income, want)
			}
		}
	}
}
