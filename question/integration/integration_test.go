package integration_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/fault"
	"ikat/indicators"
	"ikat/question"
	"ikat/question/computed"
	"ikat/question/integration"
	"ikat/result"
	"ikat/tablefile/apx"
	"ikat/trade"
)

func ask(t *testing.T, given map[string][]string) (*result.Frame, error) {
	t.Helper()
	q := integration.Integration
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		return nil, err
	}
	a, err := q.Ask(t.Context(), &question.Request{Values: values, Engine: engine.New("test", nil, apx.Library())}, nil)
	if err != nil {
		return nil, err
	}
	return a.Frames[0], nil
}

// Every published index follows from the published amounts by the definition: 230 of them.
func TestPublishedIndicesFollowFromAmounts(t *testing.T) {
	all, err := indicators.Concentrations()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		got := trade.RegionOf(c.Within, c.Export, c.Import, c.World).Intensity()
		if math.Abs(got/c.Index-1) > 1e-7 {
			t.Errorf("%s %s %s %d: %.9g, published %.9g", c.Set, c.Flows, c.Group, c.Year, got, c.Index)
		}
	}
	f, err := ask(t, map[string][]string{"group": {"ASEAN"}})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for i := range f.Rows() {
		if f.Column("source").Text(i) == "adb72" && f.Column("flows").Text(i) == "gross exports" &&
			f.Column("year").Ints[i] == 2017 {
			found = math.Abs(f.Column("intensity").Floats[i]-3.16692) < 5e-6
		}
	}
	if !found || f.Rows() != 46 {
		t.Errorf("ASEAN 2017 of 72 economies: %d rows", f.Rows())
	}
}

// Rows of a table are what its exports say, added up by hand.
func TestRowsOfATable(t *testing.T) {
	f, err := ask(t, map[string][]string{"group": {"CHN+Japan+KOR"}, "table": {"apx/2011"}})
	if err != nil {
		t.Fatal(err)
	}
	e := engine.New("test", nil, apx.Library())
	rows, err := computed.Measures(
		t.Context(),
		e,
		computed.Request{Measures: []string{"exports"}, Tables: []string{"apx/2011"},
			Level: "bilateral"},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	in := []string{"CHN", "JPN", "KOR"}
	var within, out, back, world float64
	for i, v := range rows[0].Column("gexp").Floats {
		from := slices.Contains(in, rows[0].Column("exporter").Text(i))
		to := slices.Contains(in, rows[0].Column("importer").Text(i))
		world += v
		if from && to {
			within += v
		}
		if from {
			out += v
		}
		if to {
			back += v
		}
	}
	want := indicators.ConcentrationIndex(within, out, back, world)
	if got := f.Column("intensity").Floats[0]; math.Abs(got/want-1) > 1e-12 {
		t.Errorf("intensity %v, want %v", got, want)
	}
	if got := f.Column("trade_share").Floats[0]; math.Abs(got-2*within/(out+back)) > 1e-12 {
		t.Errorf("share inside %v", got)
	}
	for _, level := range []string{"members", "pairs", "triangles"} {
		part, err := ask(t, map[string][]string{"group": {"CHN+JPN+KOR"}, "table": {"apx/2011"},
			"level": {level}})
		if err != nil {
			t.Fatal(err)
		}
		column := map[string]string{"members": "exports_inside", "pairs": "value"}[level]
		if column == "" {
			continue
		}
		var sum float64
		for _, v := range part.Column(column).Floats {
			sum += v
		}
		if math.Abs(sum/within-1) > 1e-12 {
			t.Errorf("%s add up to %v, inside is %v", level, sum, within)
		}
	}
}

// Rows of makers are the sums of pairs, and growths that go together are so by a sum over them written out.
func TestMakers(t *testing.T) {
	f, err := ask(t, map[string][]string{"group": {"CHN+KOR+IDN"}, "table": {"apx/*"}, "level": {"makers"},
		"market": {"USA", "JPN"}})
	if err != nil {
		t.Fatal(err)
	}
	e := engine.New("test", nil, apx.Library())
	var bought, sold []float64
	years := []int{1995, 2000, 2005, 2008, 2011}
	for _, year := range years {
		rows, err := computed.Measures(t.Context(), e, computed.Request{Measures: []string{"exports"},
			Tables: []string{fmt.Sprint("apx/", year)}, Level: "bilateral"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var in, out float64
		for i, v := range rows[0].Column("gexp").Floats {
			from, to := rows[0].Column("exporter").Text(i), rows[0].Column("importer").Text(i)
			if to == "CHN" && (from == "KOR" || from == "IDN") {
				in += v
			}
			if from == "CHN" && (to == "USA" || to == "JPN") {
				out += v
			}
		}
		bought, sold = append(bought, in), append(sold, out)
	}
	var x, y []float64
	for k := range years[1:] {
		gap := 1 / float64(years[k+1]-years[k])
		x = append(x, math.Pow(bought[k+1]/bought[k], gap)-1)
		y = append(y, math.Pow(sold[k+1]/sold[k], gap)-1)
	}
	var sx, sy, sxx, syy, sxy float64
	for k := range x {
		sx, sy, sxx, syy, sxy = sx+x[k], sy+y[k], sxx+x[k]*x[k], syy+y[k]*y[k], sxy+x[k]*y[k]
	}
	n := float64(len(x))
	want := (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
	last := -1
	for i := range f.Rows() {
		if f.Column("maker").Text(i) == "CHN" && f.Column("year").Ints[i] == 2011 {
			last = i
		}
	}
	for name, v := range map[string]float64{"imports": bought[4], "exports": sold[4], "correlation": want,
		"imports_growth": x[3], "growths": 4} {
		if got := f.Column(name).Floats[last]; math.Abs(got/v-1) > 1e-9 {
			t.Errorf("%s: %v, by hand %v", name, got, v)
		}
	}
	for _, c := range []struct {
		given map[string][]string
		says  string
	}{
		{map[string][]string{"market": {"KOR"}, "level": {"makers"}}, "member of the group"},
		{map[string][]string{"market": {"VNM"}, "level": {"triangles"}}, "does not have it"},
		{map[string][]string{"market": {"USA"}}, "about triangles and makers"},
	} {
		c.given["group"], c.given["table"] = []string{"CHN+KOR"}, []string{"apx/2011"}
		if _, err := ask(t, c.given); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v", c.given, err)
		}
	}
}

// What cannot be answered says why and what to do; members that are missing are named.
func TestWhatIsMissingIsSaid(t *testing.T) {
	for _, c := range []struct {
		given map[string][]string
		kind  fault.Kind
		says  string
	}{
		{map[string][]string{"group": {"RCEP"}}, fault.NotFound, "published are ASEAN"},
		{map[string][]string{"group": {"ASEEAN"}}, fault.NotFound, "ASEAN"},
		{map[string][]string{"group": {"SAARC"}, "table": {"apx/2011"}}, fault.NotFound, "1 of its members"},
		{map[string][]string{"group": {"RCEP/1999"}, "table": {"apx/2011"}}, fault.NotFound, "1999"},
		{map[string][]string{"group": {"RCEP/x"}, "table": {"apx/2011"}}, fault.Invalid, "no year"},
		{map[string][]string{"group": {"CHN+Atlantis"}}, fault.NotFound, "Atlantis"},
		{map[string][]string{"group": {"CHN+CHN"}}, fault.NotFound, "1 of its members"},
	} {
		_, err := ask(t, c.given)
		if fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v", c.given, err)
		}
	}
	f, err := ask(t, map[string][]string{"group": {"RCEP/2024"}, "table": {"apx/2011"}})
	if err != nil || !strings.Contains(f.Column("missing").Text(0), "VNM") {
		t.Errorf("%v", err)
	}
}

// What holds of several tables is said once, with all of them.
func TestWhatHoldsOfSeveralTablesIsSaidOnce(t *testing.T) {
	f, err := ask(t, map[string][]string{"group": {"RCEP"}, "table": {"apx/*"}})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, n := range f.Notes {
		seen[n.Key]++
		if n.Key == "integration-today" && !strings.Contains(n.Text, "in 1995, 2000, 2005, 2008, 2011:") {
			t.Error(n.Text)
		}
	}
	if seen["integration-missing"] != 1 || seen["integration-today"] != 1 {
		t.Errorf("said so often: %v", seen)
	}
}
