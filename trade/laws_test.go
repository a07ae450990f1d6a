package trade_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ikat/trade"
)

// random is a year of flows between g economies of n products, some of them absent, some quantities unknown.
func random(r *rand.Rand, g, n, year int) *trade.Data {
	var flows []trade.Flow
	for range r.IntN(g*g*n) + g {
		f := trade.Flow{From: fmt.Sprintf("E%02d", r.IntN(g)), To: fmt.Sprintf("E%02d", r.IntN(g)),
			Product: fmt.Sprintf(
				"%06d",
				r.IntN(n),
			), Value: math.Exp(4 * r.NormFloat64()), Quantity: math.Exp(r.NormFloat64())}
		if r.IntN(5) == 0 {
			f.Quantity = math.NaN()
		}
		if f.From != f.To {
			flows = append(flows, f)
		}
	}
	d, err := trade.New(trade.Meta{}, year, flows)
	if err != nil {
		panic(err)
	}
	return d
}

func worlds(t *testing.T, try func(t *testing.T, r *rand.Rand, d *trade.Data)) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 19))
		t.Run(fmt.Sprint(seed), func(t *testing.T) { try(t, r, random(r, 3+r.IntN(10), 2+r.IntN(20), 2000)) })
	}
}

func same(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-10*math.Max(1, math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func between(t *testing.T, what string, v, low, high float64) {
	t.Helper()
	if v < low-1e-12 || v > high+1e-12 {
		t.Errorf("%s: %v lies outside %v to %v", what, v, low, high)
	}
}

func TestAdvantagesAddUp(t *testing.T) {
	worlds(t, func(t *testing.T, _ *rand.Rand, d *trade.Data) {
		x := d.Exports()
		for c := range x.Economies {
			if x.Of(c) == 0 {
				continue
			}
			var normal, weighted float64
			for p := range x.Products {
				normal += x.Normalised(c, p)
				weighted += x.RCA(c, p) * x.World(p) / x.Total()
				between(t, "symmetric RCA", trade.Symmetric(x.RCA(c, p)), -1, 1)
			}
			same(t, "Σ normalised RCA", normal, 0)
			same(t, "mean RCA by world shares", weighted, 1)
		}
	})
}

func TestConcentrationKeepsItsBounds(t *testing.T) {
	worlds(t, func(t *testing.T, r *rand.Rand, d *trade.Data) {
		x := d.Exports()
		n := float64(len(x.Products))
		for c := range x.Economies {
			row := x.Row(c)
			if x.Of(c) == 0 {
				same(t, "HHI of nothing", trade.HHI(row), math.NaN())
				continue
			}
			between(t, "HHI", trade.HHI(row), 1/n, 1)
			between(t, "HHI normalised", trade.NormalisedHHI(trade.HHI(row), len(row)), 0, 1)
			between(t, "Theil", trade.Theil(row), 0, math.Log(n))
			between(t, "Gini", trade.Gini(row), 0, 1-1/n)
			group := make([]int, len(row))
			for i := range group {
				group[i] = r.IntN(3)
			}
			for _, g := range [][]int{group, trade.Sold(row)} {
				a, b := trade.TheilParts(row, g)
				same(t, "Theil's parts", a+b, trade.Theil(row))
			}
			sold := 0
			for _, s := range trade.Sold(row) {
				sold += s
			}
			a, _ := trade.TheilParts(row, trade.Sold(row))
			same(t, "Theil between sold and not", a, math.Log(n/float64(sold)))
		}
	})
}

func TestComplexityIsAMeanOfItsProducts(t *testing.T) {
	identified := 0
	worlds(t, func(t *testing.T, _ *rand.Rand, d *trade.Data) {
		s := trade.NewSpace(d.Exports())
		c, err := s.Complexity("")
		if err != nil {
			if s.Components() == 1 && len(s.Economies) > 3 {
				t.Error(err)
			}
			return
		}
		identified++
		for e := range s.Economies {
			var sum, n float64
			for p := range s.Products {
				if s.M(e, p) {
					sum += c.PCIByECI[p]
					n++
				}
			}
			if n > 0 {
				same(t, "mean PCI of an economy's products", sum/n, c.ECI[e])
			}
		}
		between(t, "second eigenvalue", c.Second, c.Third, 1)
		near := s.Around(trade.WithOwn, c.PCI)
		for i := range near.Density {
			if !math.IsNaN(near.Density[i]) {
				between(t, "density", near.Density[i], 0, 1)
			}
		}
		outlooksAddUp(t, s, c.PCI)
	})
	if identified < 30 {
		t.Errorf("%d worlds of 60 have a complexity", identified)
	}
}

// outlooksAddUp holds what economies' outlooks are against their definition, a sum over products they do not have.
func outlooksAddUp(t *testing.T, s *trade.Space, pci []float64) {
	for _, own := range []trade.Own{trade.WithOwn, trade.WithoutOwn} {
		near := s.Around(own, pci)
		for k, got := range s.Outlooks(own, pci, places(len(s.Economies))) {
			want := 0.0
			for p := range s.Products {
				density := near.Density[k*len(s.Products)+p]
				if !s.M(k, p) && !math.IsNaN(pci[p]) && !math.IsNaN(density) {
					want += density * pci[p]
				}
			}
			same(t, "outlook", got, want)
		}
	}
}

func TestTradeBothWaysAddsUp(t *testing.T) {
	worlds(t, func(t *testing.T, _ *rand.Rand, d *trade.Data) {
		turned, x, m := d.Turned(), d.Exports(), d.Imports()
		for c := range d.Economies {
			var all trade.Intra
			var sold, bought float64
			d.Both(turned, c, func(w trade.TwoWay) {
				all.Add(w, trade.Band(.25))
				sold += w.X
				bought += w.M
				between(t, "Grubel-Lloyd", w.GrubelLloyd(), 0, 1)
			})
			same(t, "exports seen", sold, x.Of(c))
			same(t, "imports seen", bought, m.Of(c))
			all.Shares()
			if all.Trade > 0 {
				same(
					t,
					"parts of Grubel-Lloyd",
					all.Parts[trade.Horizontal]+all.Parts[trade.High]+all.Parts[trade.Low]+
						all.Parts[trade.UnknownUV],
					all.GrubelLloyd,
				)
			}
		}
	})
}

func TestMarginsMultiplyAndChangesAdd(t *testing.T) {
	worlds(t, func(t *testing.T, r *rand.Rand, d *trade.Data) {
		x := d.Exports()
		for c := range x.Economies {
			if m := x.Margins(c); m.Products > 0 && m.Extensive > 0 {
				same(t, "margins", m.Extensive*m.Intensive, m.Share)
				between(t, "extensive margin", m.Extensive, 0, 1)
			}
		}
		later := random(r, len(d.Economies), len(d.Products)+1, 2001)
		before, after := d.Bilateral(), later.Bilateral()
		for code, c := range trade.Changes(d, later, 0) {
			same(t, "change", c.Before+c.Grown+c.New+c.Gone, c.After)
			if at := d.Position(code); at >= 0 {
				same(t, "before", c.Before, before.Exports(at))
			}
			if at := later.Position(code); at >= 0 {
				same(t, "after", c.After, after.Exports(at))
			}
		}
	})
}

// Adding products up first changes nothing of trade between economies and regions.
func TestAddingProductsUpCommutes(t *testing.T) {
	worlds(t, func(t *testing.T, r *rand.Rand, d *trade.Data) {
		coarse, dropped := d.Coarser("two digits", func(p string) string { return p[4:5] })
		same(t, "dropped", dropped, 0)
		same(t, "total", coarse.Total(), d.Total())
		members := []int{0, 1}
		a, b := d.Bilateral().Region(members), coarse.Bilateral().Region(members)
		same(t, "inside", b.Within, a.Within)
		same(t, "introversion", b.Introversion(), a.Introversion())
		between(t, "export share", a.ExportShare(), 0, 1)
		if hi, _ := a.Homogeneous(); !math.IsNaN(hi) {
			between(t, "introversion", a.Introversion(), -1, 1)
		}
		left, gone := d.Coarser("even", func(p string) string {
			if p[5]%2 == 1 {
				return ""
			}
			return p
		})
		same(t, "kept and dropped", left.Total()+gone, d.Total())
	})
}

func TestPairsKeepTheirBounds(t *testing.T) {
	worlds(t, func(t *testing.T, _ *rand.Rand, d *trade.Data) {
		x, m, b := d.Exports(), d.Imports(), d.Bilateral()
		for i := range d.Economies {
			if x.Of(i) == 0 {
				continue
			}
			same(t, "likeness to itself", x.Similarity(i, i), 1)
			var mean float64
			for j := range d.Economies {
				if x.Of(j) > 0 {
					between(t, "similarity", x.Similarity(i, j), 0, 1)
					same(t, "similarity turned", x.Similarity(i, j), x.Similarity(j, i))
				}
				if m.Of(j) > 0 {
					between(t, "complementarity", x.Complementarity(m, i, j), 0, 1)
					mean += b.Intensity(i, j) * b.Imports(j) / b.Total()
				}
			}
			same(t, "mean intensity by markets' weight", mean, 1)
		}
	})
}

// The order of flows, and what they are called, change nothing.
func TestOrderOfFlowsIsOfNoAccount(t *testing.T) {
	worlds(t, func(t *testing.T, r *rand.Rand, d *trade.Data) {
		var flows []trade.Flow
		for i := range d.Value {
			half := d.Value[i] / 2
			for range 2 {
				flows = append(flows, trade.Flow{From: d.Economies[d.From[i]], To: d.Economies[d.To[i]],
					Product: d.Products[d.Product[i]], Value: half, Quantity: d.Quantity[i] / 2})
			}
		}
		r.Shuffle(len(flows), func(i, j int) { flows[i], flows[j] = flows[j], flows[i] })
		again, err := trade.New(d.Meta, d.Year, flows)
		if err != nil || !slices.Equal(again.Value, d.Value) || !slices.Equal(again.To, d.To) ||
			!slices.Equal(again.Product, d.Product) {
			t.Errorf("flows of halves in another order make other data: %v", err)
		}
	})
}

// A curve worked by hand. Over five years B is there in years 2 and 3, C from 2 on, D in 3 and again in 5, E from 4 on;
// A and F are there in the first year, so nobody knows since when, F again in 3 and 4. Spells: B and F 2 years, ended;
// D 1, ended; D 1, E 2 and C 4, not ended. At risk 6 and 4: survival 5/6, then 5/6 x 1/2; Greenwood's sum 1/(6x5),
// then with 2/(4x2) 17/60.
func TestSurvivalByHand(t *testing.T) {
	var s trade.Survival
	for year, there := range []string{"AF", "AB", "ABCDF", "ACEF", "ACDE"} {
		if year == 1 {
			there += "C"
		}
		var flows []trade.Flow
		for _, product := range there {
			flows = append(flows, trade.Flow{From: "VNM", To: "JPN", Product: string(product), Value: 1, Quantity: math.NaN()})
		}
		d, err := trade.New(trade.Meta{}, 2001+year, flows)
		if err != nil || !s.Add(d) {
			t.Fatal(err)
		}
	}
	curve := s.Curve()
	want := []trade.Point{{Year: 1, AtRisk: 6, Ended: 1, Survival: 5. / 6, Error: 5. / 6 * math.Sqrt(1./30)},
		{Year: 2, AtRisk: 4, Ended: 2, Survival: 5. / 12, Error: 5. / 12 * math.Sqrt(17./60)}}
	if len(curve) != len(want) {
		t.Fatalf("%v", curve)
	}
	for i, w := range want {
		got := curve[i]
		if got.AtRisk != w.AtRisk || got.Ended != w.Ended || math.Abs(got.Survival-w.Survival) > 1e-15 ||
			math.Abs(got.Error-w.Error) > 1e-15 {
			t.Errorf("year %d: %+v, by hand %+v", i+1, got, w)
		}
	}
}

// Kaplan and Meier's curve is what counting every spell by hand gives.
func TestSurvivalAgainstCounting(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 7))
		const years = 8
		var s trade.Survival
		there := map[string][years]bool{}
		for y := range years {
			d := random(r, 4, 3, 2000+y)
			if !s.Add(d) {
				t.Fatal("a year is refused")
			}
			for i := range d.Value {
				key := d.Economies[d.From[i]] + d.Products[d.Product[i]] + d.Economies[d.To[i]]
				list := there[key]
				list[y] = true
				there[key] = list
			}
		}
		for _, p := range s.Curve() {
			risk, ended := counted(there, p.Year)
			if risk != p.AtRisk || ended != p.Ended {
				t.Errorf("year %d: %d at risk, %d ended; counted %d and %d", p.Year, p.AtRisk, p.Ended, risk, ended)
			}
		}
		if s.Add(random(r, 3, 3, 2000+years+1)) {
			t.Error("a gap between years is taken")
		}
	}
}

// counted counts spells that reach a year and those that end after it.
func counted(there map[string][8]bool, year int) (risk, ended int) {
	for _, list := range there {
		for from := 1; from < len(list); from++ {
			if !list[from] || list[from-1] {
				continue
			}
			to := from
			for to+1 < len(list) && list[to+1] {
				to++
			}
			if length := to - from + 1; length >= year {
				risk++
				if length == year && to+1 < len(list) {
					ended++
				}
			}
		}
	}
	return risk, ended
}

// Triangles share out what suppliers sell the makers, no more and no less.
func TestTrianglesShareOutParts(t *testing.T) {
	worlds(t, func(t *testing.T, _ *rand.Rand, d *trade.Data) {
		b := d.Bilateral()
		makers := []int{0, 1}
		var sum, want float64
		for _, tr := range trade.Triangles(b, b, []int{1, 2}, makers, nil, func(int) float64 { return 1 }) {
			sum += tr.Value
		}
		for _, m := range makers {
			for _, s := range []int{1, 2} {
				if s != m && b.Exports(m) > 0 {
					want += b.Between(s, m)
				}
			}
		}
		same(t, "parts in triangles", sum, want)
	})
}

func TestBadValuesAreRefused(t *testing.T) {
	for _, v := range []float64{-1, math.NaN(), math.Inf(1)} {
		if _, err := trade.New(trade.Meta{}, 2000, []trade.Flow{{From: "A", To: "B", Product: "1", Value: v}}); err == nil {
			t.Errorf("a value of %v is taken", v)
		}
	}
}

// Classes of several products are bounds: what is surely in a class, and what may be.
func TestMixedProductsMakeBounds(t *testing.T) {
	c := &trade.Concordance{Classes: map[string][]string{"a": {"42"}, "b": {"42", "61"}, "c": {"61"}}}
	classes, of, without := c.Composition([]string{"a", "b", "c", "d"}, []float64{1, 2, 4, 8})
	if !slices.Equal(classes, []string{"42", "61"}) || of[0] != (trade.Classed{Surely: 1, AtMost: 3}) ||
		of[1] != (trade.Classed{Surely: 4, AtMost: 6}) || without != 8 {
		t.Errorf("%v %v, without %v", classes, of, without)
	}
	stages := c.Stages()
	if got := stages.Classes["b"]; !slices.Equal(got, []string{"consumption", "parts"}) {
		t.Errorf("stages of b: %v", got)
	}
	then := c.Then(&trade.Concordance{To: "x", Classes: map[string][]string{"42": {"p"}, "61": {"p"}}})
	if got := then.Classes["b"]; !slices.Equal(got, []string{"p"}) {
		t.Errorf("b by way of both: %v", got)
	}
}

func TestSectionsOfTheHarmonizedSystem(t *testing.T) {
	for code, want := range map[string]int{"010121": 1, "05": 1, "060110": 2, "150710": 3, "2709": 5, "610910": 11,
		"710812": 14, "847130": 16, "854231": 16, "870899": 17, "970110": 21, "9999AA": 0, "": 0, "x": 0} {
		if got := trade.Section(code); got != want {
			t.Errorf("%q: section %d, want %d", code, got, want)
		}
	}
	if !trade.Machinery("8407") || !trade.Machinery("920110") || trade.Machinery("830110") ||
		trade.Machinery("930100") {
		t.Error("machinery is of chapters 84 to 92")
	}
}

// Flows turned are those of a plain sort, of all importers and of some.
func TestTurnedIsASort(t *testing.T) {
	worlds(t, func(t *testing.T, r *rand.Rand, d *trade.Data) {
		if r.IntN(2) == 0 { // more importers than are turned together
			d = random(r, 70, 3, 2000)
		}
		var of []int
		for c := range d.Economies {
			if r.IntN(3) == 0 {
				of = append(of, c)
			}
		}
		for _, of := range [][]int{nil, of, {len(d.Economies) - 1}} {
			var want []int
			for i, to := range d.To {
				if len(of) == 0 || slices.Contains(of, int(to)) {
					want = append(want, i)
				}
			}
			slices.SortStableFunc(want, func(a, b int) int {
				return cmp.Or(cmp.Compare(d.To[a], d.To[b]), cmp.Compare(d.Product[a], d.Product[b]),
					cmp.Compare(d.From[a], d.From[b]))
			})
			got := d.Turned(of...)
			if got.Flows() != len(want) {
				t.Fatalf("%v: %d flows, want %d", of, got.Flows(), len(want))
			}
			for k, i := range want {
				if got.From[k] != d.To[i] || got.To[k] != d.From[i] || got.Product[k] != d.Product[i] ||
					got.Value[k] != d.Value[i] || math.Float64bits(got.Quantity[k]) != math.Float64bits(d.Quantity[i]) {
					t.Fatalf("%v: flow %d is not flow %d of the other side", of, k, i)
				}
			}
		}
	})
}

// Intra-industry trade by economy is the sum of that by partner, of what was asked for alone.
func TestIntrasAreSumsOfBoth(t *testing.T) {
	worlds(t, func(t *testing.T, r *rand.Rand, d *trade.Data) {
		products, partners := make([]bool, len(d.Products)), make([]bool, len(d.Economies))
		for p := range products {
			products[p] = r.IntN(4) > 0
		}
		for c := range partners {
			partners[c] = r.IntN(4) > 0
		}
		of, band, turned := places(len(d.Economies)), trade.Band(.25), d.Turned()
		together := d.Intras(turned, of, products, partners, band, false)
		for k, n := range d.Intras(turned, of, products, partners, band, true) {
			want := make([]trade.Intra, len(d.Economies))
			x, m := make([]float64, len(d.Products)), make([]float64, len(d.Products))
			d.Both(turned, k, func(w trade.TwoWay) {
				if products[w.Product] && partners[w.Partner] {
					want[w.Partner].Add(w, band)
					x[w.Product] += w.X
					m[w.Product] += w.M
				}
			})
			var sum trade.Intra
			for c, one := range want {
				if n.Partners[c] != one {
					t.Errorf("%d with %d: %v, want %v", k, c, n.Partners[c], one)
				}
				sum.Trade += one.Trade
				sum.GrubelLloyd += one.GrubelLloyd
				sum.TwoWay += one.TwoWay
			}
			same(t, "trade", together[k].Together.Trade, sum.Trade)
			same(t, "overlap", together[k].Together.GrubelLloyd, sum.GrubelLloyd)
			same(t, "two-way", together[k].Together.TwoWay, sum.TwoWay)
			all := 0.0
			for p := range x {
				all += 2 * math.Min(x[p], m[p])
			}
			same(t, "all partners as one", together[k].World.GrubelLloyd, all)
			same(t, "all partners as one", n.World.GrubelLloyd, all)
		}
	})
}
