package counterfactual_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
)

// three divides an economy into three classes of quite different industries, with technologies of their own.
func three(b *counterfactual.Baseline, code string) counterfactual.Division {
	N := b.N()
	d := counterfactual.Division{Economy: index(b.Economies, code), Classes: []string{"micro", "middle", "large"}}
	for a := range 3 {
		out, exp, in := make([]float64, N), make([]float64, N), make([]float64, N)
		for j := range N {
			out[j] = []float64{.2 + .1*float64(j%3), .3, 0}[a]
			exp[j] = []float64{.05 * float64(j%4), .3, 0}[a]
			in[j] = []float64{out[j] * .97, out[j], 0}[a]
			if j == 4 { // one class makes all of it
				out[j], exp[j], in[j] = []float64{0, 1, 0}[a], []float64{.5, .25, 0}[a], []float64{0, 1, 0}[a]
			}
		}
		d.Output, d.Exports, d.Inputs = append(d.Output, out), append(d.Exports, exp), append(d.Inputs, in)
	}
	for j := range N {
		for _, m := range [][][]float64{d.Output, d.Exports, d.Inputs} {
			m[2][j] = 1 - m[0][j] - m[1][j]
		}
	}
	return d
}

// Several economies and classes at once, nests, specific factors of both kinds: accounts balance, Walras' law holds,
// the door sums are the productivity derivative, and derivatives are differences of the exact solver.
func TestSeveralEconomiesAndClasses(t *testing.T) {
	b := whole(t)
	for i, phi := range []float64{0, .3, .4} {
		market, most := counterfactual.ByClass, 100
		if i == 2 {
			market, most = counterfactual.ByClassIndustry, 2
		}
		b.Eta = flat(b.N(), 5*[]float64{1.5, .6, 1}[i])
		kor, idn, jpn := smallAndLarge(b, "KOR", .46, .40), three(b, "IDN"), three(b, "JPN")
		kor.Specific, kor.Market = phi, counterfactual.ByClass
		jpn.Specific, jpn.Market = phi, market
		d := divide(t, b, jpn, kor, idn)
		if r := d.Residual(); r > 1e-12 {
			t.Errorf("accounts miss by %v", r)
		}
		l, err := d.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		outcomes := append(d.Incomes(kor.Economy), d.Incomes(idn.Economy)...)
		outcomes = append(outcomes, d.Incomes(jpn.Economy)[0], d.WelfareOf(kor.Economy), d.World())
		g, err := l.Values(t.Context(), outcomes)
		if err != nil {
			t.Fatal(err)
		}
		cost := make([][]float64, len(g))
		for o, v := range g {
			cost[o] = v.Gradient()
			doorsAreProductivity(t, d, cost[o], v.Productivity())
		}
		links := linksOfKinds(d, kor.Economy, idn.Economy)
		for _, at := range links[:min(most, len(links))] {
			exact, err := d.Differences(t.Context(), at, outcomes, counterfactual.Held)
			if err != nil {
				t.Fatal(err)
			}
			for o, want := range exact {
				// Differences of a solution to 1e-13 at steps of 1e-3 are good to 1e-10.
				if got := cost[o][at]; math.Abs(got-want) > 1e-6*math.Abs(want)+2e-10 {
					t.Errorf("φ %v, link %d, %s: %v, difference %v", phi, at, outcomes[o].Name, got, want)
				}
			}
		}
		world := outcomes[len(outcomes)-1].Name
		for at, h := range d.Hulten() {
			if got := cost[len(g)-1][at]; math.Abs(got-h) > 1e-6*math.Abs(h)+1e-15 {
				t.Fatalf("%s, link %d: %v, Hulten %v", world, at, got, h)
			}
		}
	}
}

// doorsAreProductivity checks that a producer's derivatives over all doors add up to minus its productivity's.
func doorsAreProductivity(t rapid.TB, b *counterfactual.Baseline, cost, productivity []float64) {
	t.Helper()
	sums := make([]float64, b.S()*b.N())
	size := make([]float64, len(sums))
	for at, v := range cost {
		j, _, s := b.Ends(at)
		sums[s*b.N()+j] += v
		size[s*b.N()+j] += math.Abs(v)
	}
	for p, v := range sums {
		if math.Abs(v+productivity[p]) > 1e-12*size[p]+1e-15 {
			t.Errorf("%s %d: doors add up to %v, productivity %v", b.SupplierName(p/b.N()), p%b.N(), v, productivity[p])
		}
	}
}

// linksOfKinds are the largest links of each kind: exports of each class, home sales through each door, imports through
// each door, trade of others.
func linksOfKinds(b *counterfactual.Baseline, economies ...int) []int {
	m := b.Flows()
	best := map[string]int{}
	for at, v := range m {
		_, d, s := b.Ends(at)
		door, supplier := b.Doors()[d], b.Suppliers()[s]
		key := supplier.Class + ">" + door.Class
		if supplier.Economy == door.Economy {
			key += " home"
		}
		if !slices.Contains(economies, supplier.Economy) && !slices.Contains(economies, door.Economy) {
			continue
		}
		if old, ok := best[key]; !ok || v > m[old] {
			best[key] = at
		}
	}
	var out []int
	for _, at := range best {
		out = append(out, at)
	}
	slices.Sort(out)
	return out
}

// What classes are called is no part of the model.
func TestNamesOfClasses(t *testing.T) {
	b := whole(t)
	b.Eta = flat(b.N(), 6.25)
	v := smallAndLarge(b, "KOR", .46, .40)
	v.Inputs = twoClasses(flat(b.N(), .44))
	v.Specific, v.Market = .2, counterfactual.ByClass
	swapped := v
	swapped.Classes = []string{"large", "sme"}
	swapped.Output, swapped.Exports, swapped.Inputs = turned(v.Output), turned(v.Exports), turned(v.Inputs)
	d, e := divide(t, b, v), divide(t, b, swapped)
	one, two := solve(t, d, firmsShock(d, v.Economy, "sme_exports")),
		solve(t, e, firmsShock(e, v.Economy, "sme_exports"))
	a, z := one.Classes(v.Economy), two.Classes(v.Economy)
	for i := range a {
		if math.Abs(a[i].Income-z[1-i].Income) > 1e-12 {
			t.Errorf("class %d: %v, with names swapped %v", i, a[i].Income, z[1-i].Income)
		}
	}
}

func turned(v [][]float64) [][]float64 { return [][]float64{v[1], v[0]} }

// Use-specific shares reproduce every cell's use, and the identities hold there too; tariffs included.
func TestClassesOnRandomTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, theta := draw(t)
		specific := rapid.Bool().Draw(t, "use-specific")
		b := baselineOf(t, tab, theta, specific)
		for j := range theta {
			b.Eta = append(b.Eta, theta[j]*rapid.Float64Range(.5, 1.5).Draw(t, "eta"))
		}
		n := rapid.IntRange(0, b.G()-1).Draw(t, "economy")
		v := counterfactual.Division{Economy: n, Classes: []string{"a", "b", "c"}}
		for _, to := range []*[][]float64{&v.Output, &v.Exports} {
			*to = [][]float64{make([]float64, b.N()), make([]float64, b.N()), make([]float64, b.N())}
			for j := range b.N() {
				x, y := rapid.Float64Range(0, 1).Draw(t, "share"), rapid.Float64Range(0, 1).Draw(t, "share")
				(*to)[0][j], (*to)[1][j], (*to)[2][j] = min(x, y), math.Abs(x-y), 1-max(x, y)
			}
		}
		v.Specific, v.Market = rapid.SampledFrom([]float64{0, .3}).Draw(t, "phi"),
			rapid.SampledFrom([]counterfactual.Market{counterfactual.ByClass, counterfactual.ByClassIndustry}).Draw(
				t, "market")
		d, err := b.Divide(v)
		if err != nil {
			t.Fatal(err)
		}
		m := d.Flows()
		for at, want := range b.Flows() { // what the classes sell adds up to the table
			j, door, s := b.Ends(at)
			var got float64
			for i, x := range d.Suppliers() {
				for k, y := range d.Doors() {
					if x.Economy == s && y.Economy == door {
						got += m[d.Link(j, k, i)]
					}
				}
			}
			if math.Abs(got-want) > 1e-9*math.Abs(want)+1e-12 {
				t.Fatalf("link %d: %v, of which classes make %v", at, want, got)
			}
		}
		s := icebergs(t, d)
		s.Tariff = make([]float64, d.Links())
		for i := range s.Tariff {
			s.Tariff[i] = rapid.Float64Range(0, .2).Draw(t, "tariff")
		}
		o, err := d.Solve(t.Context(), s, counterfactual.Scaled)
		if err != nil {
			t.Skip(err.Error())
		}
		next := o.Baseline()
		// The solver leaves Tolerance of an economy's value added; against the smallest of its sectors, which a random
		// table makes as small as a ten-thousandth of it, that is this much.
		if r := next.Residual(); r > 1e4*counterfactual.Tolerance {
			t.Errorf("accounts miss by %v", r)
		}
		for _, c := range o.Classes(n) {
			if d.SupplierIncome(c.Supplier) < 1e-6*d.Wages[n] {
				continue
			}
			if got := o.ProportionalLosers(c.Supplier).Total(); math.Abs(got-((1+c.Income)*o.PriceIndex[n]-1)) >
				1e-8*(1+math.Abs(got)) {
				t.Errorf("losers add up to %v, value added grows by %v", got, (1+c.Income)*o.PriceIndex[n]-1)
			}
			if got := o.PairwiseLosers(c.Supplier).Total(); math.Abs(got-c.Income) > 1e-7*(1+math.Abs(got)) {
				t.Errorf("pairs add up to %v, income grows by %v", got, c.Income)
			}
		}
	})
}

// A response drawn anew is the model linearised anew; and derivatives by tariff are differences of exact solutions.
func TestRespondIsLinearise(t *testing.T) {
	b := whole(t)
	v := smallAndLarge(b, "KOR", .46, .40)
	d := divide(t, b, v)
	l, err := d.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	for _, phi := range []float64{0, .4} {
		theta := flat(b.N(), 5)
		for j := range theta {
			theta[j] += float64(j % 4)
		}
		other := *b
		other.Theta, other.Eta = theta, flat(b.N(), 4)
		v.Specific, v.Market = phi, counterfactual.ByClass
		fresh, err := divide(t, &other, v).Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		again, err := l.Respond(t.Context(), counterfactual.Response{Theta: theta, Eta: other.Eta, Specific: phi,
			Market: counterfactual.ByClass})
		if err != nil {
			t.Fatal(err)
		}
		one, err := fresh.Gradients(t.Context(), d.Incomes(v.Economy))
		if err != nil {
			t.Fatal(err)
		}
		values, err := again.Values(t.Context(), d.Incomes(v.Economy))
		if err != nil {
			t.Fatal(err)
		}
		for o, w := range values {
			for at, g := range w.Gradient() {
				if math.Abs(g-one[o][at]) > 1e-12+1e-9*math.Abs(g) {
					t.Fatalf("φ %v, outcome %d, link %d: %v, anew %v", phi, o, at, g, one[o][at])
				}
			}
		}
		base := again.Base()
		at := linksOfKinds(base, v.Economy)[0]
		var ends [2]float64
		for i, h := range []float64{-1e-4, 1e-4} {
			s := counterfactual.Shock{Tariff: make([]float64, base.Links())}
			s.Tariff[at] = h
			ends[i] = d.Incomes(v.Economy)[0].Growth(solve(t, base, s))
		}
		if got, want := values[0].Tariff(values[0].Gradient())[at], (ends[1]-ends[0])/2e-4; math.Abs(got-want) >
			1e-5*math.Abs(want)+1e-9 {
			t.Errorf("φ %v: by tariff %v, difference %v", phi, got, want)
		}
	}
}

// What responses put together from what pay leads to is the model linearised anew, in both markets for specific
// factors, with tariffs in force and without, whichever response came first.
func TestResponsesShareWhatPayLeadsTo(t *testing.T) {
	b := whole(t)
	v := smallAndLarge(b, "KOR", .46, .40)
	free := divide(t, b, v)
	taxes := counterfactual.Shock{Tariff: make([]float64, free.Links())}
	for at := range taxes.Tariff {
		if free.Crosses(at) {
			taxes.Tariff[at] = .01 * float64(at%7)
		}
	}
	for name, d := range map[string]*counterfactual.Baseline{"free": free, "taxed": solve(t, free, taxes).Baseline()} {
		l, err := d.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		for k, market := range []counterfactual.Market{counterfactual.ByClassIndustry, counterfactual.ByClass,
			counterfactual.ByClassIndustry} {
			r := counterfactual.Response{Theta: flat(b.N(), 4+float64(k)), Eta: flat(b.N(), 6),
				Specific: .3 + .3*float64(k), Market: market}
			anew, err := d.Respond(r)
			if err != nil {
				t.Fatal(err)
			}
			fresh, err := anew.Linearise(t.Context(), counterfactual.Held)
			if err != nil {
				t.Fatal(err)
			}
			again, err := l.Respond(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			want, err := fresh.Gradients(t.Context(), d.Incomes(v.Economy))
			if err != nil {
				t.Fatal(err)
			}
			got, err := again.Gradients(t.Context(), d.Incomes(v.Economy))
			if err != nil {
				t.Fatal(err)
			}
			for o := range want {
				for at, g := range want[o] {
					if math.Abs(got[o][at]-g) > 1e-14+1e-11*math.Abs(g) {
						t.Fatalf("%s, %s, outcome %d, link %d: %v, anew %v", name, market, o, at, got[o][at], g)
					}
				}
			}
		}
	}
}
