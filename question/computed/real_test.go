package computed_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/ikattest"
	"ikat/internal/tinyworld"
	"ikat/question/computed"
)

// years of which volumes and prices are known: the tiny world's rows grow by these factors over its own year.
var (
	volumeOf = [][]float64{{1, 1, 1, 1, 1, 1}, {1.1, .9, 1.2, 1, 1.3, .8}, {1.5, .95, 1.1, 1.2, 1.25, .7}}
	priceOf  = [][]float64{{1, 1, 1, 1, 1, 1}, {1.2, 1.1, .9, 1.4, 1, 1.05}, {1.1, 1.3, .8, 1.5, 1.1, 1.2}}
)

// priced is the tiny world with the volumes of one year at the prices of another: what each sector sells, to whomever,
// is scaled alike, and value added is what remains.
func priced(name, prices string, year, at int) *icio.Table {
	t := *tinyworld.Table()
	t.Name, t.Year, t.Valuation = name, 2000+year, "basic prices, "+prices
	t.Extra, t.Satellites = nil, nil
	n := len(t.X)
	t.Z, t.F, t.X = slices.Clone(t.Z), slices.Clone(t.F), slices.Clone(t.X)
	t.VA = slices.Clone(t.VA)
	for i := range n {
		by := volumeOf[year][i] * priceOf[at][i]
		t.X[i] *= by
		for j := range n {
			t.Z[i*n+j] *= by
		}
		for c := range len(t.F) / n {
			t.F[i*(len(t.F)/n)+c] *= by
		}
	}
	for j := range n {
		t.VA[j] = t.X[j]
		for i := range n {
			t.VA[j] -= t.Z[i*n+j]
		}
	}
	return &t
}

// realWorld is an engine of three years at current prices and two in previous year's.
func realWorld(without ...string) *engine.Engine {
	var all []icio.Library
	for year := range volumeOf {
		all = append(all, ikattest.Library{Table: priced("tiny", "current", year, year)})
		if year > 0 && !slices.Contains(without, fmt.Sprint(2000+year)) {
			all = append(all, ikattest.Library{Table: priced("tiny-pyp", "previous year's", year, year-1)})
		}
	}
	return engine.New("test", nil, all...)
}

var tinyYears = []string{"tiny/2000", "tiny/2001", "tiny/2002"}

// Volumes that are known come back: of one product they are its own whatever the year of prices, and of an economy they
// grow as Laspeyres' index of its products does from each year to the next.
func TestRealTermsFindKnownVolumes(t *testing.T) {
	for prices := range volumeOf {
		f, err := computed.Measures(t.Context(), realWorld(), computed.Request{Measures: []string{"exports"},
			Tables: tinyYears, Level: "sector,country", Prices: 2000 + prices}, nil)
		if err != nil {
			t.Fatal(err)
		}
		base, err := computed.Measures(t.Context(), realWorld(), computed.Request{Measures: []string{"exports"},
			Tables: tinyYears[:1], Level: "sector"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		first := base[0].Column("gexp").Floats // at the prices and volumes of 2000
		n := len(first)
		for row, got := range f[0].Column("gexp").Floats {
			year, i := row/n, row%n
			if want := first[i] * volumeOf[year][i] * priceOf[prices][i]; !(math.Abs(got-want) <= 1e-9*want) {
				t.Errorf("prices of %d, row %d: %v, known %v", prices, row, got, want)
			}
		}
		at := func(volume, price, economy int) (sum float64) {
			for i := 2 * economy; i < 2*economy+2; i++ {
				sum += first[i] * volumeOf[volume][i] * priceOf[price][i]
			}
			return sum
		}
		for economy := range 3 {
			index := []float64{1, 0, 0}
			for y := 1; y < 3; y++ {
				index[y] = index[y-1] * at(y, y-1, economy) / at(y-1, y-1, economy)
			}
			for y := range 3 {
				want := at(prices, prices, economy) * index[y] / index[prices]
				if got := f[1].Column("gexp").Floats[3*y+economy]; !(math.Abs(got-want) <= 1e-9*want) {
					t.Errorf("economy %d in %d at prices of %d: %v, chained %v", economy, y, prices, got, want)
				}
			}
		}
	}
}

// Without tables in previous year's prices amounts over years are called current, and real terms are refused plainly.
func TestRealTermsAreRefusedWithoutTheirTables(t *testing.T) {
	f, err := computed.Measures(t.Context(), realWorld(), computed.Request{Measures: []string{"exports"},
		Tables: tinyYears}, nil)
	if err != nil || !strings.Contains(fmt.Sprint(f[0].Notes), "at current prices") {
		t.Errorf("%v: %v", err, f[0].Notes)
	}
	for _, c := range []struct {
		engine *engine.Engine
		tables []string
		prices int
		kind   fault.Kind
		says   string
	}{
		{realWorld("2001"), tinyYears, 2000, fault.NotFound, "no table of 2001 in the prices of 2000"},
		{realWorld(), tinyYears, 2005, fault.Invalid, "no table at current prices is of this year"},
		{realWorld(), []string{"tiny/2000", "tiny/2002"}, 2000, fault.Invalid, "no table between 2000 and 2002"},
	} {
		_, err := computed.Measures(t.Context(), c.engine, computed.Request{Measures: []string{"exports"},
			Tables: c.tables, Prices: c.prices}, nil)
		if fault.KindOf(err) != c.kind || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%v at prices of %d: %v", c.tables, c.prices, err)
		}
	}
}
