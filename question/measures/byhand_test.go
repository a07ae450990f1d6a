package measures_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"ikat/engine"
	"ikat/internal/questiontest"
	"ikat/internal/tinyworld"
	"ikat/question"
	"ikat/question/measures"
	"ikat/store"
)

// A exports 40 of ore and 30 of tools, all to B. Half of the ore leaves B again inside parts: 20 of forward trade, none
// of it in tools. A tool holds .5 of A_2, .2 of ore, and .3 of a machine, of which C earns .6, B .4 x .75 and A, in
// ore, .4 x .25: so .73 of tools are A's, .18 C's and .09 B's, and of 30 exported 8.1 are foreign. What crosses two
// borders backward is the machines, .3 x 30 = 9.
//
// Of A's 125 of value added B absorbs 20 in parts, 40 x .1 in machines and 30 x .73 in tools, 45.9; C absorbs 100 x .1.
func TestAProfileByHand(t *testing.T) {
	p, err := measures.PlaceOf(
		t.Context(),
		questiontest.TinyWorld(),
		"A",
		[]string{questiontest.Tiny},
		engine.Options{},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	questiontest.Golden(
		t,
		p.Frame("industries"),
		"industry",
		[]string{"exports", "share", "domestic", "backward", "forward"},
		map[string][]float64{"1": {40, 4. / 7, 1, 0, .5}, "2": {30, 3. / 7, .73, .3, 0}},
	)
	two := []string{"amount", "share"}
	questiontest.Golden(
		t,
		p.Frame("suppliers"),
		"economy",
		two,
		map[string][]float64{"B": {2.7, 1. / 3}, "C": {5.4, 2. / 3}},
	)
	questiontest.Golden(t, p.Frame("buyers"), "economy", two, map[string][]float64{"B": {70, 1}, "C": {0, 0}})
	questiontest.Golden(t, p.Frame("users"), "economy", two,
		map[string][]float64{"B": {45.9, 45.9 / 55.9}, "C": {10, 10 / 55.9}})
	years := p.Frame("years")
	for column, want := range map[string]float64{"exports": 70, "world_share": .28, "domestic": 61.9 / 70,
		"foreign": 8.1 / 70, "gvc": 29. / 70, "backward": 9. / 70, "forward": 20. / 70, "value_added_abroad": 55.9,
		"dependence": 55.9 / 125} {
		if got := years.Column(column).Floats[0]; !(math.Abs(got-want) < 1e-9) {
			t.Errorf("%s: %v, by hand %v", column, got, want)
		}
	}
}

// By the share of exports in value chains B (50/80) goes before C (45.4/100) and A (29/70).
func TestPlacesInValueChainsByHand(t *testing.T) {
	for economy, want := range map[string]int{"B": 1, "C": 2, "A": 3} {
		p, err := measures.PlaceOf(
			t.Context(),
			questiontest.TinyWorld(),
			economy,
			[]string{questiontest.Tiny},
			engine.Options{},
			nil,
		)
		if err != nil {
			t.Fatal(err)
		}
		if p.Rank != want || p.Of != 3 {
			t.Errorf("%s is number %d of %d, by hand %d of 3", economy, p.Rank, p.Of, want)
		}
	}
}

// in keeps the tiny world of a year in a file, its amounts times a factor, in a unit.
func in(t *testing.T, year int, unit string, factor float64) string {
	t.Helper()
	table := tinyworld.Table()
	table.Economies, table.Year, table.Unit = []string{"AUS", "CHN", "JPN"}, year, unit
	for _, v := range [][]float64{table.Z, table.F, table.X, table.VA} {
		for i := range v {
			v[i] *= factor
		}
	}
	path := filepath.Join(t.TempDir(), fmt.Sprint("tiny_", year, ".parquet"))
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := store.WriteParquet(f, table); err != nil {
		t.Fatal(err)
	}
	return path
}

// The years of a profile are in the unit of the last one: 70 million in 2001 and 2 x 70,000 thousand in 2002.
func TestYearsOfAProfileAreInOneUnit(t *testing.T) {
	first, last := in(t, 2001, "million", 1), in(t, 2002, "thousand", 2000)
	p, err := measures.PlaceOf(t.Context(), questiontest.Engine(), "AUS", []string{last, first}, engine.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, factor := range []float64{1000, 2000} {
		y := p.Years[i]
		if y.Year != 2001+i || math.Abs(y.Exports-70*factor) > 1e-6 || math.Abs(y.ValueAddedOut-55.9*factor) > 1e-6 {
			t.Errorf("%s: %+v", p.Unit, y)
		}
	}
}

// Side by side stand the figures of the last year, in whatever order tables are named: 140 of exports, not 70.
func TestSideBySideIsTheLastYear(t *testing.T) {
	first, last := in(t, 2001, "million", 1), in(t, 2002, "million", 2)
	for _, tables := range [][]string{{first, last}, {last, first}} {
		v, err := measures.Profile.Read(map[string][]string{"economy": {"AUS"}, "with": {"JPN"}, "table": tables},
			question.Asker{Local: true})
		if err != nil {
			t.Fatal(err)
		}
		a, err := measures.Profile.Ask(t.Context(),
			&question.Request{Values: v, Engine: questiontest.Engine(), Prose: true}, nil)
		if err != nil {
			t.Fatal(err)
		}
		f := a.Frames[0]
		if got := f.Column("value").Floats[0]; f.Column("figure").Text(0) != "exports" || math.Abs(got-140) > 1e-9 {
			t.Errorf("%s of AUS are %v", f.Column("figure").Text(0), got)
		}
	}
}

// What small firms earn in exports lies between its ends, in the column of each.
func TestSmallFirmsOfAProfileHaveTheirEnds(t *testing.T) {
	v, err := measures.Profile.Read(map[string][]string{"economy": {"KOR"}, "level": {"years"}, "table": {"apx/2008"}},
		question.Asker{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	a, err := measures.Profile.Ask(t.Context(), &question.Request{Values: v, Engine: questiontest.Engine()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	of := func(name string) float64 { return a.Frames[0].Column(name).Floats[a.Frames[0].Rows()-1] }
	low, at, high := of("sme_in_exports_low"), of("sme_in_exports"), of("sme_in_exports_high")
	if !(low < at && at < high) {
		t.Errorf("small firms earn %v, between %v and %v", at, low, high)
	}
}
