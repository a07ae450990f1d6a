package border_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/border"
	"ikat/fault"
)

func open(t *testing.T, ref string, year int) *border.Table {
	t.Helper()
	b, err := border.Open(ref, year)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestHoursAndCostsOf2019(t *testing.T) {
	b := open(t, "doing-business-2020/2019", 0)
	for economy, want := range map[string]border.Compliance{
		"VNM": {BorderHours: 55, DocumentHours: 50, BorderCost: 290, DocumentCost: 139.2},
		"BGD": {BorderHours: 168, DocumentHours: 147, BorderCost: 408.2, DocumentCost: 225},
	} {
		r, ok := b.Find(economy)
		if !ok || *r.ExportParts != want {
			t.Errorf("%s: %+v", economy, r.ExportParts)
		}
		if days := (want.BorderHours + want.DocumentHours) / 24; r.Export.Days != days ||
			r.Export.Cost != want.BorderCost+want.DocumentCost {
			t.Errorf("%s: %+v", economy, r.Export)
		}
	}
	if b.Method != border.Shipments || b.Year != 2019 || !strings.Contains(b.Cautions["AZE"], "doubtful") {
		t.Errorf("%s %d %v", b.Method, b.Year, b.Cautions)
	}
}

// How many economies each year has is what the World Bank has.
func TestVintagesAreWhole(t *testing.T) {
	want := map[string]int{"doing-business-2009": 40, "doing-business-2010": 169, "doing-business-2020/2014": 187,
		"doing-business-2020/2015": 188, "doing-business-2020/2016": 188, "doing-business-2020/2017": 188,
		"doing-business-2020/2018": 189, "doing-business-2020/2019": 188}
	for _, v := range border.Vintages {
		for _, year := range v.Years {
			b, err := v.At(year)
			if err != nil {
				t.Fatal(err)
			}
			if len(b.Records) != want[b.Name] || len(b.Incomplete) != 0 || b.Source == "" {
				t.Errorf("%s: %d economies, incomplete %v", b.Name, len(b.Records), b.Incomplete)
			}
			for _, r := range b.Records {
				if len(r.Economy) != 3 || border.Code(r.Economy) != r.Economy {
					t.Errorf("%s: %q is no code", b.Name, r.Economy)
				}
			}
		}
	}
}

// The table's year chooses the nearest vintage, the earlier of two.
func TestTheNearestVintage(t *testing.T) {
	for year, want := range map[int]string{1995: "doing-business-2009", 2008: "doing-business-2009",
		2009: "doing-business-2009",
		2011: "doing-business-2010", 2012: "doing-business-2010", 2013: "doing-business-2020/2014",
		2017: "doing-business-2020/2017",
		2022: "doing-business-2020/2019", 0: "doing-business-2020/2019"} {
		if b := open(t, "", year); b.Name != want {
			t.Errorf("%d: %s, want %s", year, b.Name, want)
		}
	}
	if b := open(t, "doing-business-2020", 2015); b.Year != 2015 {
		t.Errorf("%s", b.Name)
	}
	for _, ref := range []string{"doing-business-2020/2013", "doing-business-2020/x", "doing-busines-2020", "lpi"} {
		if _, err := border.Open(ref, 0); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", ref, err)
		}
	}
	if !border.Named("doing-business-2010") || !border.Named("doing-business-2020/2016") || border.Named("mine.csv") {
		t.Error("a vintage is not told from a file")
	}
}

// What stands for an economy outside the table is measured as the table is. The means of Doing Business 2020 are as it
// prints them for the OECD's high-income members.
func TestMethodsAreNotMixed(t *testing.T) {
	m, err := border.ParseMissing("oecd")
	if err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string][4]float64{"doing-business-2009": {10.7, 1069, 11.4, 1133},
		"doing-business-2020/2019": {(12.7 + 2.3) / 24, 136.8 + 33.4, (8.5 + 3.4) / 24, 98.1 + 23.5}} {
		f, err := open(t, ref, 0).Fill([]string{"XXX"}, m)
		if err != nil {
			t.Fatal(err)
		}
		r := f.Records[0]
		got := [4]float64{r.Export.Days, r.Export.Cost, r.Import.Days, r.Import.Cost}
		for i := range got {
			if math.Abs(got[i]-want[i]) > .006*(1+want[i]/10) {
				t.Errorf("%s: %v, want %v", ref, got, want)
				break
			}
		}
	}
}

func TestTrendStaysInsideOneMethod(t *testing.T) {
	f, err := border.Vintages[2].Trend([]string{"VNM", "AZE"})
	if err != nil {
		t.Fatal(err)
	}
	if f.Rows() != 12 || f.Column("hours_export_border").Floats[0] <= 0 || f.Column("docs_export") != nil {
		t.Errorf("%d rows", f.Rows())
	}
	last := f.Rows() - 2 // rows go by year
	if f.Columns[0].Text(last) != "AZE" || !strings.Contains(f.Column("caution").Text(last), "doubtful") {
		t.Errorf("%s: %s", f.Columns[0].Text(last), f.Column("caution").Text(last))
	}
	if len(f.Notes) == 0 || !strings.Contains(f.Notes[0].Text, "ended Doing Business") {
		t.Errorf("notes %v", f.Notes)
	}
	// Exports of Viet Nam as published: 55 and 50 hours, US$ 290 and 139; imports: 56 and 76 hours, US$ 373 and 183.
	for name, want := range map[string]float64{"days_export": 105. / 24, "cost_export": 429, "days_import": 132. / 24,
		"cost_import": 556} {
		got := f.Column(name).Floats[last+1]
		if got != want && !(strings.HasPrefix(name, "cost") && math.Abs(got-want) <= .5) { // dollars are published in full
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if _, err := border.Vintages[2].Trend([]string{"XYZ"}); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

func TestScoresKeepTheirBounds(t *testing.T) {
	rows, err := border.LPI.Of("VNM")
	if err != nil || len(rows) != 7 {
		t.Fatalf("%v, %v", rows, err)
	}
	for _, r := range rows {
		v := func(name string) float64 { return border.LPI.Value(r, name) }
		if r.Year == 2018 &&
			(v("score") != 3.274 || v("score_low") != 3.111 || v("score_high") != 3.437 || v("rank") != 39 ||
				v("rank_low") != 31 || v("rank_high") != 48) {
			t.Errorf("2018: %v", r.Values)
		}
		if r.Year == 2023 && !math.IsNaN(v("score_low")) {
			t.Errorf("2023: %v", r.Values)
		}
	}
	ready, err := border.BReady.Of("VNM")
	if err != nil || len(ready) != 1 {
		t.Fatal(ready, err)
	}
	for name, want := range map[string]float64{"regulatory_framework": 66.81, "public_services": 53.41,
		"operational_efficiency": 72.78} {
		if got := border.BReady.Value(ready[0], name); math.Abs(got-want) > .005 {
			t.Errorf("%s: %g, want %g", name, got, want)
		}
	}
	f, err := border.LPI.Rows([]string{"THA", "VNM"})
	if err != nil || f.Rows() != 14 {
		t.Errorf("%v", err)
	}
	if none, err := border.LPI.Of("TUV"); err != nil || none != nil {
		t.Errorf("%v, %v", none, err)
	}
}

func TestEveryScoreLiesWithinItsBounds(t *testing.T) {
	f, err := border.LPI.Rows(nil)
	if err != nil {
		t.Fatal(err)
	}
	years := map[int64]int{}
	for i := range f.Rows() {
		years[f.Column("year").Ints[i]]++
		s, low, high := f.Column("score").Floats[i], f.Column("score_low").Floats[i], f.Column("score_high").Floats[i]
		if s < low-.001 || s > high+.001 || s < 1 || s > 5 {
			t.Errorf("%s: %g in [%g, %g]", f.Columns[0].Text(i), s, low, high)
		}
	}
	want := map[int64]int{2007: 150, 2010: 155, 2012: 155, 2014: 160, 2016: 160, 2018: 160, 2023: 139}
	for y, n := range want {
		if years[y] != n {
			t.Errorf("%d: %d economies, want %d", y, years[y], n)
		}
	}
}

// Every layout is read whatever a spreadsheet or an editor did to it, and refused where it is not right.
func TestEveryLayout(t *testing.T) {
	for _, l := range border.Layouts {
		t.Run(l.ID, func(t *testing.T) { layout(t, l) })
	}
}

func layout(t *testing.T, l border.Layout) {
	whole := read(t, l.Sample)
	if whole.Method != l.Method {
		t.Errorf("method %q", whole.Method)
	}
	for _, c := range l.Columns {
		if !strings.Contains(strings.SplitN(l.Sample, "\n", 2)[0], c) {
			t.Errorf("the sample has no column %s", c)
		}
	}
	rows := strings.Split(strings.TrimSpace(l.Sample), "\n")
	turned := func(change func([]string) []string) string {
		var out []string
		for _, r := range rows {
			out = append(out, strings.Join(change(strings.Split(r, ",")), ","))
		}
		return strings.Join(out, "\n") + "\n"
	}
	for what, text := range map[string]string{
		"a byte-order mark":  "\ufeff" + l.Sample,
		"lines of Windows":   strings.ReplaceAll(l.Sample, "\n", "\r\n"),
		"empty lines":        "\n" + strings.ReplaceAll(l.Sample, "\n", "\n\n"),
		"a comment":          "# mine\n" + l.Sample,
		"columns turned":     turned(func(c []string) []string { slices.Reverse(c); return c }),
		"a column beside":    turned(func(c []string) []string { return append(c, "x") }),
		"quotes":             turned(func(c []string) []string { c[0] = `"` + c[0] + `"`; return c }),
		"capitals in header": strings.ToUpper(rows[0]) + "\n" + strings.Join(rows[1:], "\n"),
	} {
		got := read(t, text)
		if len(got.Records) != len(whole.Records) || len(got.Bilateral) != len(whole.Bilateral) ||
			len(got.Sensitivity) != len(whole.Sensitivity) {
			t.Errorf("with %s: %+v", what, got)
		}
		for _, r := range whole.Records {
			if g, ok := got.Find(r.Economy); !ok || g.Export.Days != r.Export.Days || g.Import.Cost != r.Import.Cost {
				t.Errorf("with %s: %+v, want %+v", what, g, r)
			}
		}
	}
	number := len(strings.Split(rows[1], ",")) - 1
	spoilt := func(cell string) string {
		c := strings.Split(rows[1], ",")
		c[number] = cell
		return rows[0] + "\n" + strings.Join(c, ",") + "\n"
	}
	for what, text := range map[string]string{
		"text for a number": spoilt("much"), "a negative number": spoilt("-1"), "an infinite number": spoilt("Inf"),
		"NaN":            spoilt("NaN"),
		"a header alone": rows[0] + "\n", "a row too short": rows[0] + "\n" + strings.Split(rows[1], ",")[0] + "\n",
		"an open quote": rows[0] + "\n\"" + rows[1], "a column twice": rows[0] + "," + l.Columns[0] + "\n" + rows[1] + ",x\n",
	} {
		if _, err := border.Read("x.csv", strings.NewReader(text)); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%s: %v", what, err)
		}
	}
	// without one of its columns it is another layout or none; where none, the column is named
	for _, c := range l.Columns {
		at := slices.Index(strings.Split(rows[0], ","), c)
		_, err := border.Read(
			"x.csv",
			strings.NewReader(turned(func(r []string) []string { return slices.Delete(r, at, at+1) })),
		)
		if err == nil || fault.KindOf(err) != fault.Unreadable {
			t.Errorf("without %s: %v", c, err)
		}
		if len(l.Columns) > 2 && err != nil && !strings.Contains(err.Error(), c) {
			t.Errorf("without %s: %v does not name it", c, err)
		}
	}
}

func TestAFileOfSeveralYearsNeedsOne(t *testing.T) {
	const text = "economy,year,days_export,cost_export,days_import,cost_import\nCHN,2010,1,2,3,4\nCHN,2011,5,6,7," +
		"8\nVNM,2011,,6,7,8\n"
	if _, err := border.Read("x.csv", strings.NewReader(text)); err == nil ||
		!strings.Contains(err.Error(), "several years") {
		t.Error(err)
	}
	b, err := border.ReadYear("x.csv", strings.NewReader(text), 2011)
	if err != nil || b.Year != 2011 || len(b.Records) != 1 || b.Records[0].Export.Days != 5 ||
		!slices.Equal(b.Incomplete, []string{"VNM"}) {
		t.Errorf("%+v, %v", b, err)
	}
	if _, err := border.ReadYear("x.csv", strings.NewReader(text), 2015); fault.KindOf(err) != fault.NotFound ||
		!strings.Contains(err.Error(), "2010, 2011") {
		t.Error(err)
	}
}

func FuzzScores(f *testing.F) {
	f.Add("economy,year,score\nVNM,2018,3\n")
	f.Add("economy,year,score\nVNM,2018\n")
	f.Add("\"")
	s := &border.Scores{Name: "one", Columns: []border.Score{{Name: "score"}}}
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := s.Parse(strings.NewReader(text))
		if err != nil && fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%q: %v", text, err)
		}
		for _, r := range rows {
			if len(r.Values) != 1 {
				t.Errorf("%q: %v", text, r)
			}
		}
	})
}

// Figures of trade inside a customs union say so, and only those: inside the union of the figures' year, in which the
// United Kingdom still was one of its members.
func TestTradeWithinUnions(t *testing.T) {
	b, err := border.Open("doing-business-2020/2019", 0)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string][]string{"KAZ": {"import EAEU"}, "BLR": {"import EAEU"}, "DEU": {"import EU"},
		"FRA": {"import EU", "export EU"}, "GBR": {"import EU"}, "KGZ": nil, "VNM": nil, "CHE": nil, "HKG": nil} {
		var got []string
		for _, n := range b.WithinUnions([]string{code}, nil) {
			union := map[any]string{"European Union": "EU", "Eurasian Economic Union": "EAEU"}[n.Values["union"]]
			got = append(got, strings.TrimPrefix(n.Key, "border.union-")+" "+union)
			if !strings.Contains(n.String(), code+": next to nothing") {
				t.Error(n)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
	old, err := border.Open("doing-business-2010", 0)
	if err != nil || old.WithinUnions([]string{"FRA", "KAZ"}, nil) != nil {
		t.Errorf("the method of containers by sea: %v", err)
	}
}

// Sentences call a table by its edition, with the year of its figures.
func TestTablesInWords(t *testing.T) {
	for ref, want := range map[string]string{"doing-business-2009": "Doing Business 2009 (2008)",
		"doing-business-2020/2016": "Doing Business 2020 (2016)"} {
		b, err := border.Open(ref, 0)
		if err != nil || b.InWords() != want {
			t.Errorf("%s: %q, %v", ref, b.InWords(), err)
		}
	}
	mine := &border.Table{Name: "doing-business-2010 + tariffs.csv"}
	if got := mine.InWords(); got != "Doing Business 2010 + tariffs.csv" {
		t.Error(got)
	}
}
