package sme_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/sme"
)

// economy makes an economy from its domestic flows; x, imports and va follow.
func economy(z [][]float64, final, exports, imports []float64) *sme.Economy {
	e := &sme.Economy{Code: "X", Table: "made up", Z: z, Final: final, Exports: exports, Imports: imports,
		Partners: []string{"W"}}
	for i := range z {
		x := final[i] + exports[i]
		for _, v := range z[i] {
			x += v
		}
		e.Label, e.Sector = append(e.Label, string(rune('1'+i))), append(e.Sector, i)
		e.X, e.To = append(e.X, x), append(e.To, []float64{exports[i]})
	}
	for j := range z {
		va := e.X[j] - imports[j]
		for i := range z {
			va -= z[i][j]
		}
		e.VA = append(e.VA, va)
	}
	return e
}

// tiny is the world worked below: sector 1 sells 50 of its 100 to sector 2, which exports 80 of its 100.
//
//	      1    2  | home  abroad |   x
//	1         50  |   30      20 | 100
//	2             |   20      80 | 100
//	m    20   10
//	va   80   40
func tiny() *sme.Economy {
	return economy([][]float64{{0, 50}, {0, 0}}, []float64{30, 20}, []float64{20, 80}, []float64{20, 10})
}

// chainOfTwo is a world of one chain: sector 1, all value added, sells 50 to sector 2, which adds 50 and exports 80.
func chainOfTwo() *sme.Economy {
	return economy([][]float64{{0, 50}, {0, 0}}, []float64{0, 20}, []float64{0, 80}, []float64{0, 0})
}

// By hand, with half of value added and 40% of exports with small firms:
//
// Sector 1: x 50 + 50, exports 8 + 12, at home 42 + 38, so small firms have 42/80 = .525 of its sales at home.
// Sector 2: x 50 + 50, exports 32 + 48; inputs half and half.
// Cells: small to small 50·.525·.5 = 13.125, as much small to large; large to each 11.875.
// g: sector 2: 32/50 = .64 and 48/50 = .96. Sector 1, small: (13.125·(.64 + .96) + 8)/50 = 29/50 = .58;
// large: (11.875·1.6 + 12)/50 = 31/50 = .62.
// Value added: 40 and 40 in sector 1, 20 and 20 in sector 2. In exports, small: 40·.58 + 20·.64 = 36; large: 40·.62 +
// 20·.96 = 44. Direct, small: .8·8 + .4·32 = 19.2. Through others: sector 2 buys .5 of output from sector 1, at .8
// value added, .525 of it small: .21 a unit, so 32·.21 = 6.72 through small exporters and 48·.21 = 10.08 through large
// ones: 36 in all.
func TestTinyWorldByHand(t *testing.T) {
	s := split(t, tiny(), uniform(.5, .4))
	v := s.InExports(sme.Small)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"small to small", s.Z[1], 13.125}, {"large to small", s.Z[2*4+1], 11.875},
		{"g of small firms, sector 1", s.Serving[0], .58}, {"g of large firms, sector 2", s.Serving[3], .96},
		{"direct", v.Direct, 19.2}, {"through small", v.ThroughSame, 6.72}, {"through large", v.ThroughOther, 10.08},
		{"small", v.Total(), 36}, {"large", s.InExports(sme.Large).Total(), 44}, {"share", s.Share(), .45},
		{"by industry", s.ByIndustry(sme.Small)[0], 23.2}, {"by partner", s.ByPartner(sme.Small)[0], 36},
		{"through large exporters of sector 2", s.ByExporter(sme.Large)[1], 48*(.4+.21) - 48*.4},
	} {
		if c.name == "through large exporters of sector 2" {
			c.got = s.Content[sme.Small][3] * s.Exports[3]
		}
		if math.Abs(c.got-c.want) > 1e-12*math.Max(1, c.want) {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

// Persons 100 and 50; small firms engage 60% in both sectors. In exports: 60·.58 + 30·.64 = 54. Where persons are in
// proportion to value added and shares equal, jobs and value added depend on exports alike.
func TestJobs(t *testing.T) {
	stats := append(uniform(.5, .4),
		sme.Statistic{Industry: "1", Indicator: sme.Persons, Value: 100},
		sme.Statistic{Industry: "2", Indicator: sme.Persons, Value: 50},
		sme.Statistic{Indicator: sme.Employment, Value: .6, Low: .6, High: .6})
	s := split(t, tiny(), stats)
	jobs, ok, err := s.Jobs(stats)
	if err != nil || !ok || math.Abs(jobs[0]-34.8) > 1e-9 || math.Abs(jobs[1]-19.2) > 1e-9 {
		t.Errorf("jobs %v, %v, %v", jobs, ok, err)
	}
	if _, ok, _ := s.Jobs(uniform(.5, .4)); ok {
		t.Error("jobs without persons")
	}
	like := append(uniform(.5, .4),
		sme.Statistic{Industry: "1", Indicator: sme.Persons, Value: 80},
		sme.Statistic{Industry: "2", Indicator: sme.Persons, Value: 40},
		sme.Statistic{Indicator: sme.Employment, Value: .5, Low: .5, High: .5})
	if jobs, _, _ := s.Jobs(like); math.Abs(jobs[0]+jobs[1]-36) > 1e-9 {
		t.Errorf("employment-weighted %v, value added 36", jobs)
	}
}

// Linkage shares are met together with all totals.
func TestLinkagesAreMet(t *testing.T) {
	e := tiny()
	stats := append(uniform(.5, .4), sme.Statistic{Indicator: sme.FromLarge, Value: .7, Low: .7, High: .7})
	s := split(t, e, stats)
	if got := s.Z[2*4+1] / (s.Z[1] + s.Z[2*4+1]); math.Abs(got-.7) > 1e-9 {
		t.Errorf("small firms of sector 2 buy %v from large ones", got)
	}
	p, err := sme.PointShares(e, append(uniform(.5, .4), sme.Statistic{Indicator: sme.FromLarge, Value: 1,
		Low: 1, High: 1},
		sme.Statistic{Indicator: sme.ToLarge, Value: 0}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sme.NewSplit(context.Background(), e, p); fault.KindOf(err) != fault.Inconsistent {
		t.Errorf("all purchases from large firms and all sales to small ones: %v", err)
	}
}

func TestSharesThatContradict(t *testing.T) {
	for name, c := range map[string]struct {
		stats sme.Statistics
		kind  fault.Kind
		say   string
	}{
		"nothing": {sme.Statistics{{Economy: "X", Indicator: sme.Exports, Value: .4}}, fault.NotFound,
			"value_added"},
		"unknown industry": {append(uniform(.5, .4), sme.Statistic{Economy: "X", Industry: "9",
			Indicator: sme.Exports}), fault.NotFound, `"9"`},
		"more exports than output": {append(uniform(.5, .4)[:1], sme.Statistic{Economy: "X", Industry: "1",
			Indicator: sme.Exports, Value: .4}, sme.Statistic{Economy: "X", Industry: "2", Indicator: sme.Exports,
			Value: .9}), fault.Inconsistent, "2"},
		"sum too large": {append(uniform(.5, .4), sme.Statistic{Economy: "X", Industry: "1",
			Indicator: sme.ValueAdded, Value: 1}), fault.Inconsistent, "2"},
		"negative inputs": {append(uniform(.5, .4), sme.Statistic{Economy: "X", Industry: "1",
			Indicator: sme.Output, Value: .3}, sme.Statistic{Economy: "X", Industry: "2", Indicator: sme.Output,
			Value: .5}), fault.Inconsistent, "inputs in 1"},
	} {
		_, err := sme.PointShares(tiny(), c.stats)
		if fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// On random worlds: the split adds up to the table, small and large firms to the whole, scaling the currency scales
// amounts, and the order of sectors does not matter.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "n")
		amount := rapid.Float64Range(0, 100)
		z, f, e, m := make([][]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range n {
			z[i] = make([]float64, n)
			for j := range n {
				z[i][j] = amount.Draw(t, "z") / float64(3*n)
			}
			f[i], e[i], m[i] = 60+amount.Draw(t, "f"), amount.Draw(t, "e"), amount.Draw(t, "m")/10
		}
		a := economy(z, f, e, m)
		stats := uniform(rapid.Float64Range(.3, .7).Draw(t, "va"), rapid.Float64Range(.3, .7).Draw(t, "exports"))
		p, err := sme.PointShares(a, stats)
		if err != nil {
			t.Skip("these shares are impossible here")
		}
		s, err := sme.NewSplit(context.Background(), a, p)
		if err != nil {
			t.Fatal(err)
		}
		if worst, where := s.Check(); worst > 1e-10 {
			t.Fatalf("misses by %v at %s", worst, where)
		}
		small, large := s.InExports(sme.Small), s.InExports(sme.Large)
		domestic := sum(e)
		for i := range n {
			domestic -= m[i] * (s.Serving[i]*s.Imports[i] + s.Serving[n+i]*s.Imports[n+i]) / math.Max(m[i], 1e-300)
		}
		if near := math.Abs(small.Total() + large.Total() - domestic); near > 1e-9*sum(a.X) {
			t.Fatalf("small %v and large %v are not exports less imported inputs, %v", small, large, domestic)
		}
		if d := sum(s.ByIndustry(sme.Small)) - small.Total(); math.Abs(d) > 1e-9*sum(a.X) {
			t.Fatalf("industries miss the total by %v", d)
		}
		reversed := economy(turn(z), back(f), back(e), back(m))
		scaled := economy(times(z, 7), each(f, 7), each(e, 7), each(m, 7))
		for name, other := range map[string]*sme.Economy{"permuted": reversed, "scaled": scaled} {
			q, err := sme.PointShares(other, stats)
			if err != nil {
				t.Fatal(err)
			}
			o, err := sme.NewSplit(context.Background(), other, q)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(o.Share()-s.Share()) > 1e-9 {
				t.Fatalf("%s: %v, was %v", name, o.Share(), s.Share())
			}
		}
	})
}

func sum(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}

func each(v []float64, by float64) []float64 {
	out := make([]float64, len(v))
	for i := range v {
		out[i] = v[i] * by
	}
	return out
}

func times(z [][]float64, by float64) [][]float64 {
	out := make([][]float64, len(z))
	for i := range z {
		out[i] = each(z[i], by)
	}
	return out
}

func back(v []float64) []float64 {
	out := make([]float64, len(v))
	for i := range v {
		out[len(v)-1-i] = v[i]
	}
	return out
}

func turn(z [][]float64) [][]float64 {
	out := make([][]float64, len(z))
	for i := range z {
		out[len(z)-1-i] = back(z[i])
	}
	return out
}

// The whole of an economy taken out of a system is what the system says, and sectors without output are left out.
func TestEconomyOfASystem(t *testing.T) {
	table := &icio.Table{Meta: icio.Meta{Name: "two"}, Economies: []string{"A", "B"}, Industries: []string{"1", "2"},
		Categories: []string{"FD"},
		Z:          []float64{0, 10, 5, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0},
		F:          []float64{30, 5, 0, 0, 10, 20, 0, 0},
		X:          []float64{50, 0, 50, 0}, VA: []float64{50, -10, 45, 0}}
	s, err := leontief.New(table, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := sme.NewEconomy(s, "A")
	if err != nil || len(e.Label) != 1 || e.Label[0] != "1" || e.Exports[0] != 10 || e.To[0][0] != 10 {
		t.Errorf("%+v, %v", e, err)
	}
	if _, err := sme.NewEconomy(s, "C"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("error %v", err)
	}
}

func TestStatisticsFile(t *testing.T) {
	got, err := sme.ReadStatistics(
		strings.NewReader(
			"# mine\neconomy,industry,indicator,value,low,high,source\nKOR,,value_added,46%,40%,0.5,me\nKOR,c1,persons,"+
				"1200,,,me\n",
		), "x.csv")
	if err != nil || len(got) != 2 || got[0].Value != .46 || got[0].Low != .4 || got[0].High != .5 ||
		got[1].Value != 1200 {
		t.Errorf("%+v, %v", got, err)
	}
	for text, say := range map[string]string{
		"":                          "no statistics",
		"economy,indicator,vlaue\n": "vlaue",
		"economy,indicator\n":       "value is missing",
		"economy,indicator,value\nKOR,turnover,.4\n":               "line 2",
		"economy,indicator,value\nKOR,exports,x\n":                 "not a number",
		"economy,indicator,value\nKOR,exports,46\n":                "write the sign",
		"economy,indicator,value\nKOR,exports,-1\n":                "outside",
		"economy,indicator,value\nKOR,exports,101%\n":              "outside",
		"economy,indicator,value\n,exports,.4\n":                   "economy is missing",
		"economy,indicator,value\nKOR,persons,4\n":                 "industry",
		"economy,indicator,value\nKOR,exports\n":                   "line 2",
		"economy,indicator,value,low,high\nKOR,exports,.4,.5,.6\n": "not between",
	} {
		if _, err := sme.ReadStatistics(strings.NewReader(text), "x.csv"); fault.KindOf(err) != fault.Unreadable ||
			!strings.Contains(err.Error(), say) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if s, err := sme.Embedded().Of("KOR"); err != nil || len(s) != 4 {
		t.Errorf("embedded: %v, %v", s, err)
	}
	own := sme.Statistics{{Economy: "KOR", Indicator: sme.Exports, Value: .2}}
	if s, _ := sme.Embedded().With(own).Of("KOR"); len(s) != 4 || s[3].Value != .2 {
		t.Errorf("with one's own: %v", s)
	}
	if _, err := sme.Embedded().Of("XYZ"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("error %v", err)
	}
}
