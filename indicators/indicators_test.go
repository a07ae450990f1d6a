package indicators_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/indicators"
)

func at(t testing.TB, s *indicators.Set, year int) *indicators.Year {
	t.Helper()
	y, err := s.At(year)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func value(t testing.TB, y *indicators.Year, measure, economy, industry string) float64 {
	t.Helper()
	v, ok := y.Value(measure, economy, industry)
	if !ok {
		t.Fatalf("%s/%d has no %s of %s %s", y.Set.ID, y.Year, measure, economy, industry)
	}
	return v
}

// What is absorbed abroad of a dollar exported in 2019, per cent, as the publisher's own figures say to one decimal.
func TestValueAddedInExportsOf2019(t *testing.T) {
	y := at(t, indicators.ADB62, 2019)
	for economy, want := range map[string]float64{"VNM": 51.1, "THA": 69.0, "MYS": 65.8, "PHL": 76.4, "IDN": 84.2,
		"BGD": 77.8, "KHM": 67.3, "SGP": 52.4, "CHN": 80.2, "KOR": 68.3, "JPN": 81.7} {
		if got := 100 * value(t, y, "vax", economy, "all") / value(t, y, "exports", economy,
			"all"); math.Abs(got-want) > .05 {
			t.Errorf("%s: %.3f%%, want %.1f%%", economy, got, want)
		}
	}
}

func TestParticipationOfVietNam2019(t *testing.T) {
	y := at(t, indicators.ADB72, 2019)
	if b, f := value(t, y, "backward_share", "VNM", "all"), value(t, y, "forward_share", "VNM",
		"all"); math.Abs(b-.4877) > 5e-5 || math.Abs(f-.0673) > 5e-5 {
		t.Errorf("backward %g, forward %g", b, f)
	}
}

// What is embedded keeps the publisher's identities to the digits that are kept.
func TestEmbeddedFiguresKeepTheirIdentities(t *testing.T) {
	for _, year := range indicators.ADB62.Years {
		y := at(t, indicators.ADB62, year)
		if len(y.Economies) != 63 || y.Economies[62] != indicators.RestOfWorld {
			t.Fatalf("%d: %d economies, the last %s", year, len(y.Economies), y.Economies[len(y.Economies)-1])
		}
		for _, e := range y.Economies {
			for _, m := range []string{"output", "value_added", "exports", "vax", "vax_origin"} {
				column, err := y.Column(m, e)
				if err != nil {
					t.Fatal(err)
				}
				var sum float64
				for _, v := range column {
					sum += v
				}
				if all := value(t, y, m, e, "all"); math.Abs(sum/all-1) > 1e-6 {
					t.Errorf("%d %s %s: %g in sum, %g together", year, e, m, sum, all)
				}
			}
			if a, b := value(t, y, "vax", e, "all"), value(t, y, "vax_origin", e, "all"); math.Abs(a/b-1) > 1e-6 {
				t.Errorf("%d %s: %g by exporter, %g by origin", year, e, a, b)
			}
		}
	}
}

// The two editions print the same exports; what returns home is the difference between domestic value added in them and
// what is absorbed abroad of it, large for the United States and next to nothing for Viet Nam.
func TestWhatReturnsHomeIsNotAbsorbedAbroad(t *testing.T) {
	a, b := at(t, indicators.ADB62, 2019), at(t, indicators.ADB72, 2019)
	for economy, want := range map[string]float64{"USA": .073, "CHN": .025, "VNM": .001, "MNG": 0} {
		exports := value(t, a, "exports", economy, "all")
		returns := (exports - value(t, b, "gvc_backward", economy, "all") - value(t, a, "vax", economy,
			"all")) / exports
		if math.Abs(returns-want) > .001 {
			t.Errorf("%s: %.4f of exports return home, want %.3f", economy, returns, want)
		}
	}
}

func TestConcentration(t *testing.T) {
	all, err := indicators.Concentrations()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 230 {
		t.Errorf("%d rows", len(all))
	}
	want := map[string]float64{"adb62 2000": 3.0449168, "adb62 2008": 3.9970, "adb62 2019": 2.6235,
		"adb72 2017": 3.16692}
	for _, c := range all {
		if got := indicators.ConcentrationIndex(c.Within, c.Export, c.Import, c.World); math.Abs(got/c.Index-1) > 1e-8 {
			t.Errorf("%+v: the formula gives %g", c, got)
		}
		if w, ok := want[c.Set+" "+strconv.Itoa(c.Year)]; ok && c.Group == "ASEAN" && c.Flows == "gross exports" &&
			math.Abs(c.Index-w) > 5e-5 {
			t.Errorf("ASEAN %d: %g, want %g", c.Year, c.Index, w)
		}
	}
	if !math.IsNaN(indicators.ConcentrationIndex(0, 0, 0, 1)) {
		t.Error("a group without trade has an index")
	}
}

func TestEveryYearOfEverySetCanBeRead(t *testing.T) {
	for _, s := range indicators.Sets() {
		for _, year := range s.Years {
			y := at(t, s, year)
			if len(y.Economies) != s.Members+1 {
				t.Errorf("%s/%d: %d economies", s.ID, year, len(y.Economies))
			}
			for _, e := range []string{"VNM", "FJI", "MNG"} {
				if !y.Has(e) {
					t.Errorf("%s/%d lacks %s", s.ID, year, e)
				}
			}
		}
	}
}

func TestWhatIsNotThereIsNamed(t *testing.T) {
	if _, err := indicators.Find("adb6"); fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(),
		"adb62") {
		t.Error(err)
	}
	if _, err := indicators.ADB62.At(2005); fault.KindOf(err) != fault.NotFound ||
		!strings.Contains(err.Error(), "2007") {
		t.Error(err)
	}
	y := at(t, indicators.ADB62, 2019)
	if _, err := y.Column("exports", "NZL"); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	if _, err := y.Column("export", "VNM"); fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(),
		"exports") {
		t.Error(err)
	}
	if _, ok := y.Value("rca", "VNM", "all"); ok {
		t.Error("an index of all industries together has a value")
	}
	if indicators.ADB62.Nearest(2003) != 2000 || indicators.ADB62.Nearest(2030) != 2022 {
		t.Error("the nearest year is another")
	}
}

func TestFrameSaysWhoseFiguresTheyAre(t *testing.T) {
	f, err := indicators.ADB62.Frame(indicators.Query{Economies: []string{"VNM", "THA"}, Years: []int{2018, 2019},
		Industries: []string{"c4", "all"}, Measures: []string{"exports", "rca"}})
	if err != nil {
		t.Fatal(err)
	}
	if f.Rows() != 8 || len(f.Columns) != 5 || !math.IsNaN(f.Column("rca").Floats[1]) ||
		!(f.Column("rca").Floats[0] > 1) {
		t.Errorf("%d rows, rca %v", f.Rows(), f.Column("rca").Floats)
	}
	if len(f.Notes) != 1 || !strings.Contains(f.Notes[0].Text, indicators.ADB.Credit) ||
		len(f.Provenance.Sources) != 1 {
		t.Errorf("notes %v", f.Notes)
	}
	if _, err := indicators.ADB62.Frame(indicators.Query{Industries: []string{"c36"}}); fault.KindOf(err) !=
		fault.NotFound {
		t.Error(err)
	}
}

func TestChecksWereMade(t *testing.T) {
	all, err := indicators.Checks()
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string]bool{}
	for _, c := range all {
		sets[c.Set] = true
		if c.Figures == 0 || !(c.LargestMiss <= c.Allowed) {
			t.Errorf("%+v", c)
		}
	}
	if len(sets) != len(indicators.Sets()) {
		t.Errorf("checked %v", sets)
	}
}

// A file that was cut, doctored or of another set is refused, never half read.
func FuzzParse(f *testing.F) {
	s := &indicators.Set{ID: "two", Measures: indicators.ADB62.Measures[:2]}
	var good strings.Builder
	good.WriteString(indicators.Header + ",VNM,THA\n")
	for _, m := range s.Measures {
		for row := range 36 {
			good.WriteString(m.ID + "," + indicators.IndustryAt(row) + ",1.5,\n")
		}
	}
	f.Add(good.String())
	f.Add(good.String()[:200])
	f.Add(indicators.Header)
	f.Add("measure,industry,VNM,VNM\n")
	f.Fuzz(func(t *testing.T, text string) {
		y, err := s.Parse(strings.NewReader(text), 2019)
		if err != nil {
			if fault.KindOf(err) != fault.Unreadable {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		for _, e := range y.Economies {
			if _, err := y.Column("output", e); err != nil {
				t.Error(err)
			}
		}
	})
}

// Shares of value added as published; grade C is never without saying so.
func TestFirms(t *testing.T) {
	shares := map[string]float64{"VNM": .36, "BGD": .245, "KHM": .63, "LKA": .52, "PAK": .40, "KAZ": .365}
	for economy, want := range shares {
		s, ok := indicators.BestFirms(economy, "value_added_share")
		if !ok || s.Value != want {
			t.Errorf("%s: %+v, want %g", economy, s, want)
		}
	}
	all, err := indicators.Firms("")
	if err != nil {
		t.Fatal(err)
	}
	with := map[string]map[string]bool{}
	for _, s := range all {
		if with[s.Indicator] == nil {
			with[s.Indicator] = map[string]bool{}
		}
		with[s.Indicator][s.Economy] = true
		if s.Source == "" || !(s.Value >= 0 && s.Value <= 1) || s.Low > s.Value || s.High < s.Value {
			t.Errorf("%+v", s)
		}
		if (s.Grade == "C" || !s.Verified) != (s.Doubt() != "") {
			t.Errorf("%+v says %q", s, s.Doubt())
		}
	}
	// The one to use was seen at its source where any was, and of these no other has a better grade; then it is the
	// latest.
	for _, s := range all {
		best, _ := indicators.BestFirms(s.Economy, s.Indicator)
		if s.Verified && !best.Verified || s.Verified == best.Verified &&
			(s.Grade < best.Grade || s.Grade == best.Grade && s.Year > best.Year) {
			t.Errorf("%+v goes before %+v", best, s)
		}
	}
	if len(with["value_added_share"]) != 18 || len(with["exports_share"]) != 9 {
		t.Errorf("%d economies with value added, %d with exports", len(with["value_added_share"]), len(with["exports_share"]))
	}
}
