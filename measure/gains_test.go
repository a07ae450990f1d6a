package measure_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"ikat/draws"
	"ikat/elasticity"
	"ikat/engine"
	"ikat/icio"
	"ikat/internal/shareddata"
	"ikat/internal/tinyworld"
	"ikat/leontief"
	"ikat/measure"
	"ikat/result"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

func run(t *testing.T, s *leontief.System, q measure.Query) *result.Frame {
	t.Helper()
	m, err := measure.Find("gains")
	if err != nil {
		t.Fatal(err)
	}
	f, err := m.Run(context.Background(), s, q)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The gains that an independent computation finds with four sets of elasticities, the two that are no sets of the
// program among them.
func TestGainsOfFourSets(t *testing.T) {
	e := engine.New("test", all.All(), apx.Library())
	ref := shareddata.Path(t, "wiod2013/wiod2013_2008.csv.gz")
	s, err := e.System(context.Background(), ref, leontief.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		set  string
		want map[string]float64
	}{
		{"caliendo-parro", map[string]float64{"TUR": 26.1, "DEU": 21.4, "MEX": 18.4, "AUS": 15.4}},
		{"elasticity_wiod35_ikat.csv", map[string]float64{"TUR": 6.2, "DEU": 8.6, "MEX": 6.4, "AUS": 5.2}},
		{"elasticity_wiod35_cp99_ikat.csv", map[string]float64{"TUR": 6.7, "DEU": 10.9, "MEX": 9.5, "AUS": 6.8}},
		{"5", map[string]float64{"TUR": 7.4, "DEU": 10.8, "MEX": 7.7, "AUS": 6.3}},
	} {
		name := c.set
		if strings.HasSuffix(name, ".csv") {
			name = shareddata.Path(t, "calibration/"+name)
		}
		f := run(t, s, measure.Query{Options: map[string]string{"elasticities": name}, Read: os.ReadFile})
		got := f.Column("gains_with_inputs").Floats
		for p, code := range s.Codes() {
			if want, ok := c.want[code]; ok && !(math.Abs(100*got[p]-want) <= .1) {
				t.Errorf("%s, %s: %.2f%%, want %.1f", c.set, code, 100*got[p], want)
			}
		}
	}
}

// No year and no set gives an economy a loss of everything; who has no figure is named.
func TestNobodyLosesEverything(t *testing.T) {
	e := engine.New("test", all.All(), apx.Library())
	for _, year := range []int{1995, 2003, 2011} {
		nobodyLosesEverything(t, e, shareddata.Path(t, fmt.Sprintf("wiod2013/wiod2013_%d.csv.gz", year)))
	}
}

// The same on every year of the embedded table.
func TestNobodyLosesEverythingOnEmbeddedTables(t *testing.T) {
	e := engine.New("test", all.All(), apx.Library())
	tables, err := e.Tables()
	if err != nil || len(tables) < 5 {
		t.Fatal(len(tables), err)
	}
	for _, table := range tables {
		nobodyLosesEverything(t, e, table.Ref())
	}
}

func nobodyLosesEverything(t *testing.T, e *engine.Engine, table string) {
	t.Helper()
	s, err := e.System(context.Background(), table, leontief.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []string{"recommended", "caliendo-parro", "cp-full", "cp-99", "cp-counterfactual", "fgo",
		"uniform"} {
		for _, industries := range []string{"separate", "merged"} {
			f := run(t, s, measure.Query{Options: map[string]string{"elasticities": set, "industries": industries}})
			named := ""
			for _, n := range f.Notes {
				named += n.Text
			}
			for r, v := range f.Column("gains_with_inputs").Floats {
				if v > .95 {
					t.Errorf("%s, %s, %s: %s loses %.1f%%", table, set, industries, f.Columns[0].Text(r), 100*v)
				}
				if math.IsNaN(v) && !strings.Contains(named, f.Columns[0].Text(r)+": ") {
					t.Errorf("%s, %s: nobody says why %s has no figure", table, set, f.Columns[0].Text(r))
				}
			}
		}
	}
}

// An industry that is bought and not made at home leaves the row blank, with its name.
func TestAnIndustryNotMadeAtHomeIsNamed(t *testing.T) {
	table := tinyworld.Table()
	c := *table
	c.Z, c.F, c.X = append([]float64(nil), c.Z...), append([]float64(nil), c.F...), append([]float64(nil), c.X...)
	m, fd := c.Sectors(), c.G()*c.K()
	clear(c.Z[:m])  // the first economy's first industry sells nothing
	clear(c.F[:fd]) // and makes nothing
	for i := range m {
		c.Z[i*m] = 0
	}
	c.F[c.N()*fd] += 5 // the second economy's sells to its consumers
	for i := range m {
		c.X[i] = 0
		for _, v := range c.Z[i*m : (i+1)*m] {
			c.X[i] += v
		}
		for _, v := range c.F[i*fd : (i+1)*fd] {
			c.X[i] += v
		}
	}
	c.VA = nil
	s, err := leontief.New(&c, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := run(t, s, measure.Query{})
	if v := f.Column("gains_with_inputs").Floats[0]; !math.IsNaN(v) {
		t.Errorf("%v", v)
	}
	if got, want := f.Column("largest_industry").Text(0), c.Industries[0]; got != want {
		t.Errorf("named %s, not %s", got, want)
	}
	if len(f.Notes) == 0 || !strings.Contains(f.Notes[0].Text, c.Economies[0]+": "+c.Industries[0]) {
		t.Errorf("%+v", f.Notes)
	}
}

// Industries' parts of an economy's gains add up to all of them.
func TestPartsOfGainsAddUp(t *testing.T) {
	s, err := leontief.New(tinyworld.Table(), leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := run(t, s, measure.Query{Level: "industry"})
	sum := map[string]float64{}
	for r, v := range f.Column("part").Floats {
		sum[f.Columns[0].Text(r)] += v
	}
	for code, v := range sum {
		if math.Abs(v-1) > 1e-12 {
			t.Errorf("%s: %v", code, v)
		}
	}
}

// Industries that nobody estimates draw one elasticity between 2.8 and 8.22 together, so that the logarithm of a gain
// is a known number over it: the interval's ends lie where the triangular distribution has 5 and 95%, within what 1,000
// draws leave.
func TestGainsOverDraws(t *testing.T) {
	s, err := leontief.New(tinyworld.Table(), leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	theta := draws.Triangular{Low: 2.8, Mode: elasticity.Services, High: 8.22}
	f := run(t, s, measure.Query{})
	for _, name := range []string{"gains_many_sectors", "gains_with_inputs"} {
		for row, gain := range f.Column(name).Floats {
			at := func(u float64) float64 { return 1 - math.Pow(1-gain, elasticity.Services/theta.Quantile(u)) }
			low, high := f.Column(name + "_low").Floats[row], f.Column(name + "_high").Floats[row]
			if !(at(.98) < low && low < at(.92) && at(.08) < high && high < at(.02)) {
				t.Errorf("%s of %s: %v (%v to %v)", name, f.Columns[0].Text(row), gain, low, high)
			}
		}
	}
	known := run(t, s, measure.Query{Options: map[string]string{"elasticities": "5"}})
	if v := known.Column("gains_with_inputs_low").Floats[0]; !math.IsNaN(v) {
		t.Errorf("a known elasticity has a range from %v", v)
	}
}

// Where the formula has left its range at the elasticities themselves, draws in which it has not make no interval.
// Nearly all that A uses and 80% of what it makes is from abroad: its gain is 1 − .005^(5/5).
func TestNoIntervalWithoutAGain(t *testing.T) {
	s, err := leontief.New(&icio.Table{Economies: []string{"A", "B"}, Industries: []string{"1"},
		Categories: []string{"FD"}, Z: []float64{.4, 0, 79.6, 0}, F: []float64{.1, 99.5, 20, 100},
		X: []float64{100, 199.6}, VA: []float64{20, 199.6}}, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := run(t, s, measure.Query{})
	for _, name := range []string{"gains_with_inputs", "gains_with_inputs_low", "gains_with_inputs_high"} {
		if v := f.Column(name).Floats; !math.IsNaN(v[0]) || math.IsNaN(v[1]) {
			t.Errorf("%s: %v", name, v)
		}
	}
	if v := f.Column("gains_many_sectors_high").Floats[0]; math.IsNaN(v) {
		t.Error("no interval without inputs")
	}
}
