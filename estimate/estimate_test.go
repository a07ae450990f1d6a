package estimate_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"ikat/dense"
	"ikat/estimate"
	"ikat/fault"
	"ikat/indicators"
	"ikat/internal/shareddata"
)

// leontief returns (I - A)^-1.
func leontief(t testing.TB, a []float64, n int) []float64 {
	t.Helper()
	l := make([]float64, n*n)
	for i := range l {
		l[i] = -a[i]
	}
	for i := range n {
		l[i*n+i]++
	}
	if err := dense.Invert(context.Background(), n, l, n); err != nil {
		t.Fatal(err)
	}
	return l
}

// world is a made-up domestic block and what would be published of it.
func world(t testing.TB, n int, seed uint64) (a []float64, r estimate.Results) {
	rng := rand.New(rand.NewPCG(seed, 1))
	a = make([]float64, n*n)
	v := make([]float64, n)
	r = estimate.Results{Output: make([]float64, n), ValueAdded: make([]float64, n), Exports: make([]float64, n),
		Multiplier: make([]float64, n), Served: make([]float64, n), Needed: make([]float64, n)}
	for j := range n {
		v[j] = .2 + .3*rng.Float64()
		var s float64
		for i := range n {
			a[i*n+j] = rng.ExpFloat64()
			s += a[i*n+j]
		}
		for i := range n {
			a[i*n+j] *= (1 - v[j]) * (.4 + .5*rng.Float64()) / s
		}
		r.Served[j] = 10 * rng.Float64()
	}
	l := leontief(t, a, n)
	for j := range n {
		for i := range n {
			r.Multiplier[j] += v[i] * l[i*n+j]
			r.Needed[i] += l[i*n+j] * r.Served[j]
		}
	}
	for j := range n {
		r.Exports[j] = r.Served[j] * 1.02 // two per cent return home
		r.Output[j] = r.Needed[j]*1.02 + 20*rng.Float64()
		r.ValueAdded[j] = v[j] * r.Output[j]
	}
	return a, r
}

// Whatever the prior, what was published comes out again: multipliers, and the output that exports need. From the true
// block as prior, the true block comes out.
func TestRecoveredBlocksReproduceWhatWasPublished(t *testing.T) {
	for seed := range uint64(20) {
		n := 2 + int(seed)
		a, r := world(t, n, seed)
		flat := make([]float64, n*n)
		for i := range flat {
			flat[i] = .1
		}
		for name, prior := range map[string][]float64{"the truth": a, "flat": flat} {
			b, err := estimate.Recover(r, prior)
			if err != nil {
				t.Fatal(err)
			}
			if b.Moved > 1e-12 || len(b.Undetermined) != 0 {
				t.Errorf("seed %d, %s: moved %g, undetermined %v", seed, name, b.Moved, b.Undetermined)
			}
			l := leontief(t, b.Coefficients, n)
			for j := range n {
				var p, need float64
				for i := range n {
					p += r.ValueAdded[i] / r.Output[i] * l[i*n+j]
					need += l[j*n+i] * r.Served[i]
				}
				if math.Abs(p-r.Multiplier[j]) > 1e-9 || math.Abs(need/r.Needed[j]-1) > 1e-8 {
					t.Errorf("seed %d, %s, industry %d: multiplier %g for %g, output %g for %g", seed, name, j, p,
						r.Multiplier[j], need, r.Needed[j])
				}
			}
			for k := range a {
				if name == "the truth" && math.Abs(b.Coefficients[k]-a[k]) > 1e-10 {
					t.Errorf("seed %d: cell %d is %g, not %g", seed, k, b.Coefficients[k], a[k])
				}
			}
		}
	}
}

// An industry that exports nothing has no multiplier; the others' still come out, and it is named.
func TestAnIndustryWithoutExportsIsNamed(t *testing.T) {
	n := 6
	a, r := world(t, n, 7)
	l := leontief(t, a, n)
	for i := range n { // published again, without the exports of industry 2
		r.Needed[i] -= l[i*n+2] * r.Served[2]
	}
	r.Exports[2], r.Served[2], r.Multiplier[2] = 0, 0, math.NaN()
	flat := make([]float64, n*n)
	for i := range flat {
		flat[i] = .1
	}
	b, err := estimate.Recover(r, flat)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Undetermined) != 1 || b.Undetermined[0] != 2 || b.Moved > 1e-12 {
		t.Errorf("undetermined %v, moved %g", b.Undetermined, b.Moved)
	}
	m := leontief(t, b.Coefficients, n)
	for j := range n {
		var p float64
		for i := range n {
			p += r.ValueAdded[i] / r.Output[i] * m[i*n+j]
		}
		if j != 2 && math.Abs(p-r.Multiplier[j]) > 1e-9 {
			t.Errorf("industry %d: %g for %g", j, p, r.Multiplier[j])
		}
	}
}

// Results that contradict each other are moved, and the amount is said.
func TestContradictionsAreCounted(t *testing.T) {
	a, r := world(t, 5, 3)
	r.Multiplier[1] = r.ValueAdded[1] / r.Output[1] * .9 // less earned on an export than on all output
	b, err := estimate.Recover(r, a)
	if err != nil {
		t.Fatal(err)
	}
	if !(b.Moved > .001) {
		t.Errorf("moved %g", b.Moved)
	}
}

// All 62 economies and 17 years: how many tables are exact, moved and refused is what docs/methods/estimated-tables.md
// says. Every table balances, has no negative flow among industries, and keeps published output and value added.
func TestEveryEconomyAndYear(t *testing.T) {
	exact, some, without := 0, 0, 0
	for _, year := range indicators.ADB62.Years {
		y, err := indicators.ADB62.At(year)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range y.Economies {
			if e == indicators.RestOfWorld {
				continue
			}
			m, err := estimate.Make(e, year)
			if err != nil {
				t.Errorf("%s/%d: %v", e, year, err)
				continue
			}
			if m.Block.Moved <= estimate.Rounding {
				exact++
			} else {
				some++
			}
			if len(m.Block.Undetermined) > 0 {
				without++
			}
			balances(t, m)
		}
	}
	if exact != 1017 || some != 37 || without != 272 {
		t.Errorf("%d exact, %d moved, %d with an industry without exports", exact, some, without)
	}
}

func balances(t *testing.T, m *estimate.Made) {
	x := m.Table
	n := x.Sectors()
	for i := range n {
		row, column := x.F[2*i]+x.F[2*i+1], x.VA[i]
		for j := range n {
			row += x.Z[i*n+j]
			column += x.Z[j*n+i]
			if x.Z[i*n+j] < 0 {
				t.Fatalf("%s: %s sells %g to %s", x.Ref(), x.Sector(i), x.Z[i*n+j], x.Sector(j))
			}
		}
		if slack := 1e-9 * (1 + x.X[i]); math.Abs(row-x.X[i]) > slack || math.Abs(column-x.X[i]) > slack {
			t.Fatalf("%s %s: output %g, row %g, column %g", x.Ref(), x.Sector(i), x.X[i], row, column)
		}
	}
}

// From the embedded figures, multipliers equal published ones to 1e-4 where nothing was moved.
func TestMultipliersFromEmbeddedFigures(t *testing.T) {
	for _, year := range []int{2000, 2008, 2019, 2022} {
		for _, e := range []string{"VNM", "THA", "BGD", "FJI", "KAZ", "CHN", "USA"} {
			m, err := estimate.Make(e, year)
			if err != nil {
				t.Fatal(err)
			}
			f, err := estimate.Published(e, year)
			if err != nil {
				t.Fatal(err)
			}
			if m.Block.Moved <= estimate.Rounding {
				compareMultipliers(t, m.Block, f, m.Used, 1e-4)
			}
		}
	}
}

// compareMultipliers holds p∘f / e to the published value added absorbed abroad over exports, and p to the published
// domestic value added in exports where the year has it.
func compareMultipliers(t *testing.T, b *estimate.Block, f estimate.Figures, r estimate.Results, within float64) {
	t.Helper()
	n := len(r.Output)
	l := leontief(t, b.Coefficients, n)
	for j := range n {
		if !(r.Exports[j] > 1) || r.Multiplier[j] <= 0 {
			continue
		}
		var p float64
		for i := range n {
			if r.Output[i] > 0 {
				p += r.ValueAdded[i] / r.Output[i] * l[i*n+j]
			}
		}
		if got, want := p*r.Served[j]/r.Exports[j], f.VAX[j]/f.Exports[j]; math.Abs(got-want) > within {
			t.Errorf("%s: value added absorbed abroad %.10f of exports, published %.10f", indicators.Industries[j],
				got, want)
		}
		if got, want := p, 1-f.KnownBackward[j]/f.KnownExports[j]; f.SameYear && math.Abs(got-want) > within {
			t.Errorf("%s: domestic value added %.10f of exports, published %.10f", indicators.Industries[j], got, want)
		}
	}
}

// From the published files, to 1e-9.
func TestMultipliersFromPublishedFiles(t *testing.T) {
	prior, err := estimate.Mean2011()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]map[string][]float64{}
	for file, columns := range map[string][]string{"summary62": {"output", "value_added"},
		"exports62":       {"exports", "dva_in_exports", "va_in_exports_by_origin"},
		"participation72": {"exports", "gvc_trade_backward"}} {
		for c, rows := range published(t, file, columns) {
			if files[c] == nil {
				files[c] = map[string][]float64{}
			}
			for k, v := range rows {
				files[c][file+" "+k] = v
			}
		}
	}
	tried := 0
	for _, e := range []string{"VNM", "THA", "MYS", "PHL", "BGD", "LKA", "PAK", "KAZ", "MNG", "NPL", "KOR", "JPN",
		"CHN", "USA", "DEU"} {
		for _, year := range []string{"2019", "2022"} {
			get := func(column, file string) []float64 { return files[column][file+" "+year+" "+e] }
			f := estimate.Figures{Output: get("output", "summary62"), ValueAdded: get("value_added", "summary62"),
				Exports: get("exports", "exports62"),
				VAX:     get("dva_in_exports", "exports62"), Origin: get("va_in_exports_by_origin", "exports62"),
				SameYear:     true,
				KnownExports: get("exports", "participation72"), KnownBackward: get("gvc_trade_backward",
					"participation72")}
			f.KnownVAX = f.VAX
			b, err := estimate.Recover(f.Results(), prior.Home)
			if err != nil {
				t.Fatal(err)
			}
			if b.Moved <= estimate.Rounding {
				tried++
				compareMultipliers(t, b, f, f.Results(), 1e-9)
			}
		}
	}
	if tried < 25 {
		t.Errorf("only %d economy-years are exact", tried)
	}
}

// published reads columns of a file: column -> "year economy" -> 35 industries.
func published(t *testing.T, file string, columns []string) map[string]map[string][]float64 {
	t.Helper()
	rows := shareddata.Rows(t, shareddata.Path(t, "adb/"+file+".csv.gz"))
	out := map[string]map[string][]float64{}
	for at, name := range rows[0] {
		for _, c := range columns {
			if c != name {
				continue
			}
			out[c] = map[string][]float64{}
			for _, r := range rows[1:] {
				number, err := strconv.Atoi(strings.TrimPrefix(r[2], "c"))
				if err != nil {
					continue // all industries together
				}
				v, err := strconv.ParseFloat(r[at], 64)
				if err != nil {
					t.Fatal(err)
				}
				k := r[0] + " " + r[1]
				if out[c][k] == nil {
					out[c][k] = make([]float64, 35)
				}
				out[c][k][number-1] = v
			}
		}
	}
	return out
}

func TestLibrary(t *testing.T) {
	l := estimate.Library()
	x, err := l.Open(context.Background(), "adb-est-VNM", 2019)
	if err != nil {
		t.Fatal(err)
	}
	if x.Ref() != "adb-est-VNM/2019" || x.Economies[0] != "VNM" || !strings.Contains(x.Derivation[0],
		"estimated, not published") {
		t.Errorf("%s: %v", x.Ref(), x.Derivation)
	}
	for name, year := range map[string]int{"adb-est-NZL": 2019, "adb-est-ROW": 2019, "adb-est-VNM": 2005, "apx": 2008} {
		if _, err := l.Open(context.Background(), name, year); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s/%d: %v", name, year, err)
		}
	}
}
