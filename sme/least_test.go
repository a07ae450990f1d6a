package sme_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/shareddata"
	"ikat/sme"
)

// someEconomy has random accounts, exports of up to all of an industry's output.
func someEconomy(r *rand.Rand) *sme.Economy {
	e := &sme.Economy{Code: "X", Table: "random"}
	for i := range 2 + r.IntN(8) {
		x := math.Exp(3 * r.NormFloat64())
		e.Label, e.X = append(e.Label, strconv.Itoa(i)), append(e.X, x)
		e.VA, e.Exports = append(e.VA, x*(.05+.9*r.Float64())), append(e.Exports, x*math.Pow(r.Float64(), 3))
	}
	return e
}

// objective is what the least-information shares make least.
func objective(e *sme.Economy, s, t []float64, sTotal, tTotal float64) float64 {
	kl := func(a, b float64) float64 {
		var d float64
		if a > 0 {
			d += a * math.Log(a/b)
		}
		if a < 1 {
			d += (1 - a) * math.Log((1-a)/(1-b))
		}
		return d
	}
	va, ex := total(e.VA), total(e.Exports)
	var v float64
	for i := range e.X {
		v += e.VA[i]/va*kl(s[i], sTotal) + e.Exports[i]/ex*kl(t[i], tTotal)
	}
	return v
}

func total(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}

func weighted(w, s []float64) float64 {
	var v float64
	for i := range w {
		v += w[i] * s[i]
	}
	return v / total(w)
}

// possible reports whether shares keep every class within what it makes.
func possible(e *sme.Economy, s, t []float64) bool {
	for i, x := range e.X {
		if s[i] < 0 || s[i] > 1 || t[i] < 0 || t[i] > 1 || t[i]*e.Exports[i] > s[i]*x+1e-9*x ||
			(1-t[i])*e.Exports[i] > (1-s[i])*x+1e-9*x {
			return false
		}
	}
	return true
}

// On random economies the shares meet both totals and all limits, no possible shares nearby are closer to the totals',
// and where they are refused nothing that was drawn has such totals.
func TestLeastInformation(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	refused, limited := 0, 0
	for range 300 {
		e := someEconomy(r)
		sTotal, tTotal := .02+.96*r.Float64(), .02+.96*r.Float64()
		p, err := sme.PointShares(e, uniform(sTotal, tTotal))
		if fault.KindOf(err) == fault.Inconsistent {
			refused++
			if needs, has := needsAtLeast(e, tTotal), sTotal; needs <= has+1e-7 &&
				needsAtLeast(e, 1-tTotal) <= 1-has+1e-7 {
				t.Errorf("refused although small firms need %.4f of %.4f: %v", needs, has, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		s, x := p.ValueAdded, p.Exports
		if math.Abs(weighted(e.VA, s)-sTotal) > 1e-8 || math.Abs(weighted(e.Exports, x)-tTotal) > 1e-8 ||
			!possible(e, s, x) {
			t.Fatalf("totals %v %v for %v %v", weighted(e.VA, s), weighted(e.Exports, x), sTotal, tTotal)
		}
		if len(p.Alike) > 0 {
			limited++
		} else if math.Abs(s[0]-sTotal) > 1e-8 || math.Abs(x[0]-tTotal) > 1e-8 {
			t.Errorf("uniform shares are possible, but are not taken")
		}
		least := objective(e, s, x, sTotal, tTotal)
		for range 60 { // a move that keeps both totals: between two industries each
			s2, x2 := append([]float64(nil), s...), append([]float64(nil), x...)
			i, j, k, l := r.IntN(len(s)), r.IntN(len(s)), r.IntN(len(s)), r.IntN(len(s))
			d, f := 1e-3*r.NormFloat64(), 1e-3*r.NormFloat64()
			s2[i] += d / e.VA[i] * e.VA[j]
			s2[j] -= d
			x2[k] += f / e.Exports[k] * e.Exports[l]
			x2[l] -= f
			if i != j && k != l && possible(e, s2, x2) {
				if v := objective(e, s2, x2, sTotal, tTotal); v < least-1e-8 {
					t.Fatalf("shares nearby are closer: %v for %v", v, least)
				}
			}
		}
	}
	if refused < 5 || limited < 20 {
		t.Errorf("%d refused, %d limited: the test sees too little", refused, limited)
	}
}

// needsAtLeast is the least share of value added that makes a share of exports: the cheapest industries first.
func needsAtLeast(e *sme.Economy, exports float64) float64 {
	left, need := exports*total(e.Exports), 0.0
	done := make([]bool, len(e.X))
	for range e.X {
		best := -1
		for i := range e.X {
			if !done[i] && (best < 0 || e.VA[i]/e.X[i] < e.VA[best]/e.X[best]) {
				best = i
			}
		}
		done[best] = true
		take := math.Min(left, e.Exports[best])
		left -= take
		need += take * e.VA[best] / e.X[best]
	}
	return need / total(e.VA)
}

// A contradiction is claimed with the figures that clash, and of the class that lacks them.
func TestContradictionsAreProved(t *testing.T) {
	e := wiod(t, "IDN", 2008)
	_, err := sme.PointShares(e, uniform(.99, .05))
	if fault.KindOf(err) != fault.Inconsistent || !strings.Contains(err.Error(), "large firms need at least 13.4%") {
		t.Errorf("error %v", err)
	}
	_, err = sme.PointShares(e, uniform(.05, .90))
	if fault.KindOf(err) != fault.Inconsistent || !strings.Contains(err.Error(), "sme firms need at least 12.2%") {
		t.Errorf("error %v", err)
	}
}

// A statistic of one industry binds, and with a range it is moved inside it.
func TestSharesOfOneIndustry(t *testing.T) {
	e := wiod(t, "IDN", 2008)
	s := append(uniform(.631, .05), sme.Statistic{Indicator: sme.ValueAdded, Industry: "c8", Value: .3, Low: .3,
		High: .3},
		sme.Statistic{Indicator: sme.Exports, Industry: "c4", Value: .2, Low: .15, High: .25})
	p, err := sme.PointShares(e, s)
	if err != nil {
		t.Fatal(err)
	}
	for i, label := range e.Label {
		if label == "c8" && math.Abs(p.ValueAdded[i]-.3) > 1e-9 || label == "c4" &&
			(p.Exports[i] < .15 || p.Exports[i] > .25) {
			t.Errorf("%s: %v of value added, %v of exports", label, p.ValueAdded[i], p.Exports[i])
		}
	}
	if math.Abs(weighted(e.VA, p.ValueAdded)-.631) > 1e-8 || math.Abs(weighted(e.Exports, p.Exports)-.05) > 1e-8 {
		t.Error("totals are missed")
	}
}

// The closed form is the split of a table in which classes serve buyers at home in proportion.
func TestClosedFormIsTheSplit(t *testing.T) {
	for _, code := range []string{"KOR", "IDN", "JPN"} {
		e := wiod(t, code, 2008)
		p, err := sme.PointShares(e, uniform(.46, .40))
		if err != nil {
			t.Fatal(err)
		}
		s, err := sme.NewSplit(context.Background(), e, p)
		if err != nil {
			t.Fatal(err)
		}
		known := sme.Published{Code: code, Source: "a table", Industries: e.Label, Output: e.X, ValueAdded: e.VA,
			Exports: e.Exports}
		small, large := s.ByIndustry(sme.Small), s.ByIndustry(sme.Large)
		for i := range small {
			known.InExports = append(known.InExports, small[i]+large[i])
		}
		v, _, err := known.Proportional(uniform(.46, .40), sme.LeastInformation)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(v.Share()-s.Share()) > 1e-10 {
			t.Errorf("%s: %v, split %v", code, v.Share(), s.Share())
		}
	}
}

// Published indicators are enough: ADB, with small firms' shares of value added and 30% of exports.
func TestPublishedIndicators(t *testing.T) {
	for _, c := range []struct {
		code  string
		share float64
		want  map[string]float64
	}{{"THA", .47, map[string]float64{"2008": .415, "2019": .414}},
		{"MYS", .26, map[string]float64{"2008": .268, "2019": .274}},
		{"PHL", .32, map[string]float64{"2008": .313, "2019": .311}}} {
		for year, want := range c.want {
			p := adb(t, c.code, year)
			v, shares, err := p.Proportional(uniform(c.share, .30), sme.Uniform)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(v.Share()-want) > .0005 {
				t.Errorf("%s %s: %.4f, want %.3f", c.code, year, v.Share(), want)
			}
			if c.code == "THA" && year == "2019" && strings.Join(shares.Alike, " ") != "c5 c9 c13 c14 c16 c24 c25" {
				t.Errorf("limits bind in %v", shares.Alike)
			}
		}
	}
}

// adb are the published indicators of an economy.
func adb(t *testing.T, code, year string) *sme.Published {
	t.Helper()
	p := &sme.Published{Code: code, Source: "ADB " + year}
	for _, row := range gzipped(t, "adb/summary62.csv.gz") {
		if row["economy"] == code && row["year"] == year {
			p.Industries = append(p.Industries, row["industry"])
			p.Output, p.ValueAdded = append(p.Output, amount(row["output"])),
				append(p.ValueAdded, amount(row["value_added"]))
		}
	}
	for k, row := range within(gzipped(t, "adb/exports62.csv.gz"), code, year) {
		if row["industry"] != p.Industries[k] {
			t.Fatalf("industries differ: %s, %s", row["industry"], p.Industries[k])
		}
		p.Exports, p.InExports = append(p.Exports, amount(row["exports"])),
			append(p.InExports, amount(row["va_in_exports_by_origin"]))
	}
	return p
}

func within(rows []map[string]string, code, year string) []map[string]string {
	var out []map[string]string
	for _, r := range rows {
		if r["economy"] == code && r["year"] == year {
			out = append(out, r)
		}
	}
	return out
}

func amount(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

func gzipped(t *testing.T, rel string) []map[string]string {
	t.Helper()
	records := shareddata.Rows(t, shareddata.Path(t, rel))
	var out []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, h := range records[0] {
			row[h] = r[i]
		}
		out = append(out, row)
	}
	return out
}

// Bounds hold for shares drawn in two ways (mixtures of extreme points that random objectives lead to;
// least-information shares of random references pushed to the totals), and are reached: the best drawn comes near.
func TestShareBoundsHold(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 8 {
		e := someEconomy(r)
		sTotal, tTotal := .2+.6*r.Float64(), .2+.6*r.Float64()
		stats := uniform(sTotal, tTotal)
		value, exported := make([]float64, len(e.X)), make([]float64, len(e.X))
		for i := range value {
			value[i], exported[i] = e.VA[i]*r.NormFloat64(), e.Exports[i]*r.NormFloat64()
		}
		low, high, err := sme.ShareBounds(e, stats, value, exported)
		if fault.KindOf(err) == fault.Inconsistent {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		var seen [2]float64
		seen[0], seen[1] = math.Inf(1), math.Inf(-1)
		for n := range 1000 {
			var s, x []float64
			if n%2 == 0 {
				s, x = sme.ExtremeShares(e, stats, r)
			} else {
				s, x = sme.TiltedShares(e, stats, r)
			}
			if s == nil {
				continue
			}
			var v float64
			for i := range s {
				v += value[i]*s[i] + exported[i]*x[i]
			}
			seen[0], seen[1] = math.Min(seen[0], v), math.Max(seen[1], v)
			if slack := 1e-7 * (math.Abs(low) + math.Abs(high)); v < low-slack || v > high+slack {
				t.Fatalf("draw %d: %v outside [%v, %v]", n, v, low, high)
			}
		}
		if seen[1]-seen[0] < .3*(high-low) {
			t.Errorf("draws reach [%v, %v] of [%v, %v]", seen[0], seen[1], low, high)
		}
	}
}
