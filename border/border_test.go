package border_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"ikat/border"
	"ikat/fault"
	"ikat/indicators"
	"ikat/internal/shareddata"
)

func embedded(t *testing.T) *border.Table {
	t.Helper()
	b, err := border.DoingBusiness2009()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t *testing.T, text string) *border.Table {
	t.Helper()
	b, err := border.Read("test.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Sums of the printed columns catch a slip in any of 240 figures.
func TestEmbeddedTable(t *testing.T) {
	b := embedded(t)
	if len(b.Records) != 40 {
		t.Fatalf("%d economies", len(b.Records))
	}
	for _, c := range []struct {
		code string
		want [6]float64
	}{{"SGP", [6]float64{4, 5, 456, 4, 3, 439}}, {"UZB", [6]float64{7, 80, 3100, 11, 104, 4600}},
		{"CHN", [6]float64{7, 21, 460, 6, 24, 545}}, {"TLS", [6]float64{6, 25, 1010, 7, 26, 1015}}} {
		r, ok := b.Find(c.code)
		if got := [6]float64{r.Export.Documents, r.Export.Days, r.Export.Cost, r.Import.Documents, r.Import.Days,
			r.Import.Cost}; !ok ||
			got != c.want {
			t.Errorf("%s: %v", c.code, got)
		}
	}
	if f := b.Frontier(); f.Export.Days != 5 || f.Export.Cost != 450 || f.Import.Days != 3 || f.Import.Cost != 439 ||
		f.Export.Documents != 3 {
		t.Errorf("frontier %+v", f)
	}
}

func TestLayouts(t *testing.T) {
	b := read(
		t,
		"Economy,Time to export: Border compliance (hours),Cost to export: Border compliance (USD),Time to export: "+
			"Documentary compliance (hours),Cost to export: Documentary compliance (USD),"+
			"Time to import: Border compliance (hours),Cost to import: Border compliance (USD),Time to import: "+
			"Documentary compliance (hours),Cost to import: Documentary compliance "+
			"(USD)\nVietnam,55,290,50,139,56,373,76,183\n",
	)
	if r, _ := b.Find("VNM"); r.Export.Days != 105./24 || r.Export.Cost != 429 || r.Import.Days != 132./24 ||
		r.Import.Cost != 556 ||
		!math.IsNaN(r.Export.Documents) {
		t.Errorf("compliance: %+v", b.Records)
	}
	b = read(t, "origin,destination,industry,rate\nCHN,USA,c14,0.07\n*,USA,*,0.01\n")
	if len(b.Bilateral) != 2 || b.Bilateral[1] != (border.Bilateral{Destination: "USA", Rate: .01}) {
		t.Errorf("bilateral: %+v", b.Bilateral)
	}
	if b = read(t, "industry,sensitivity\nc14,1.5\n"); b.Sensitivity["c14"] != 1.5 {
		t.Errorf("sensitivity: %v", b.Sensitivity)
	}
	both := embedded(t).Join(b)
	if len(both.Records) != 40 || both.Sensitivity["c14"] != 1.5 {
		t.Errorf("joined: %d records", len(both.Records))
	}
}

func TestReadErrors(t *testing.T) {
	const header = "economy,days_export,cost_export,days_import,cost_import\n"
	for text, says := range map[string]string{
		"":                                  "empty",
		"a,b\n1,2\n":                        "not that of a border table",
		header:                              "no rows",
		header + "CHN,21,460,24,much\n":     `line 2: column cost_import: "much" is not a number`,
		header + "CHN,21,460,-24,545\n":     "below zero",
		header + "CHN,NaN,460,24,545\n":     "not a number",
		header + "CHN,21,460,24\n":          "it has 4 fields, and the header has 5",
		header + ",21,460,24,5\n":           "column economy is empty",
		header + "CHN,1,1,1,1\nCHN,1,1,1,1": "line 3: economy CHN comes twice",
		"origin,destination,rate\nA,B,\n":   "column rate is empty",
	} {
		_, err := border.Read("x.csv", strings.NewReader(text))
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
}

func TestDoingBusiness2010(t *testing.T) {
	f, err := os.Open(shareddata.Path(t, "reference/doing_business_2010.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := border.Read("doing_business_2010.csv", f)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range b.Records {
		if len(r.Economy) != 3 {
			t.Errorf("%q has no code", r.Economy)
		}
	}
	if r, ok := b.Find("AFG"); !ok || r.Export.Days != 74 || r.Import.Cost != 3830 {
		t.Errorf("Afghanistan %+v", r)
	}
}

// An economy without data is an assumption that is named, never a silent zero.
func TestMissing(t *testing.T) {
	b := embedded(t)
	fill := func(rule string) (*border.Filled, error) {
		m, err := border.ParseMissing(rule)
		if err != nil {
			t.Fatal(err)
		}
		return b.Fill([]string{"CHN", "USA"}, m)
	}
	if _, err := fill("error"); fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), "USA") {
		t.Errorf("error: %v", err)
	}
	for rule, want := range map[string]border.Procedure{"oecd": {Days: 10.7, Cost: 1069},
		"value:1,2,3,4": {Days: 1, Cost: 2}, "mean:SGP,HKG": {Days: 5.5, Cost: 540.5}} {
		f, err := fill(rule)
		if err != nil {
			t.Fatal(err)
		}
		got := f.Records[1].Export
		if got.Days != want.Days || got.Cost != want.Cost || f.Records[1].Economy != "USA" || len(f.Assumed) != 1 ||
			f.Rule == nil {
			t.Errorf("%s: %+v", rule, f)
		}
	}
	if f, err := fill("exclude"); err != nil || len(f.Excluded) != 1 || len(f.Assumed) != 0 || f.Rule == nil {
		t.Errorf("exclude: %+v, %v", f, err)
	}
	for _, bad := range []string{"", "zero", "value:1,2", "value:1,2,3,x", "value:1,2,3,-4"} {
		if _, err := border.ParseMissing(bad); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// same are costs that are the same for all goods.
func same(container float64, thetas ...float64) []border.Costs {
	var out []border.Costs
	for _, v := range thetas {
		out = append(out, border.Uniform(v, container, 1))
	}
	return out
}

// Over goods' own values the central figure lies between the ends, and days of papers count at the high end only, by
// hand: c1 to c16 but mining and fuels cost on average what their mean says.
func TestCompareGoods(t *testing.T) {
	b, err := border.Open("doing-business-2020/2018", 0)
	if err != nil {
		t.Fatal(err)
	}
	costs := b.InContainers([]border.Goods{border.Manufactures()})
	f, err := border.Compare(b, border.Comparison{Economies: []string{"IDN", "KAZ"}, Costs: costs})
	if err != nil {
		t.Fatal(err)
	}
	r, _ := b.Find(f.Column("economy").Text(0))
	goods := border.Manufactures()
	want := (r.Export.Cost+r.Import.Cost)*goods.Tonnes/15/goods.TEU.Central +
		goods.Day.Central*(r.ExportParts.BorderHours+r.ImportParts.BorderHours)/24
	near(t, "cost", f.Column("cost").Floats[0], want)
	for _, name := range []string{"cost", "saves", "peers", "day", "saves_export"} {
		low, v, high := f.Column(name + "_low").Floats[0], f.Column(name).Floats[0], f.Column(name + "_high").Floats[0]
		if !(low <= v && v <= high && low < high) {
			t.Errorf("%s: %v, %v, %v", name, low, v, high)
		}
	}
}

// What stands for several economies is their mean in everything a method tells apart.
func TestMeansKeepWhatAMethodTellsApart(t *testing.T) {
	b, err := border.Open("doing-business-2020/2018", 0)
	if err != nil {
		t.Fatal(err)
	}
	m, err := b.Mean([]string{"IDN", "KAZ"})
	if err != nil {
		t.Fatal(err)
	}
	x, _ := b.Find("IDN")
	y, _ := b.Find("KAZ")
	near(t, "hours at the border", m.ExportParts.BorderHours, (x.ExportParts.BorderHours+y.ExportParts.BorderHours)/2)
	near(t, "hours to import", m.ImportParts.BorderHours, (x.ImportParts.BorderHours+y.ImportParts.BorderHours)/2)
	near(t, "papers to import", m.ImportParts.DocumentCost, (x.ImportParts.DocumentCost+y.ImportParts.DocumentCost)/2)
	near(t, "days to import", m.Import.Days, (x.Import.Days+y.Import.Days)/2)
	near(t, "cost to import", m.Import.Cost, (x.Import.Cost+y.Import.Cost)/2)
	best, err := b.Benchmark("frontier")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range b.Records {
		if r.ImportParts.BorderHours < best.ImportParts.BorderHours || r.Import.Days < best.Import.Days {
			t.Errorf("%s is better than the best", r.Economy)
		}
	}
}

// A group of economies is as those in it, weighted by exports where these are published; an economy without data, and a
// group of none with data, as the OECD's mean.
func TestMembers(t *testing.T) {
	b, err := border.Open("doing-business-2010", 0)
	if err != nil {
		t.Fatal(err)
	}
	m, err := border.ParseMissing("members")
	if err != nil {
		t.Fatal(err)
	}
	f, err := b.Fill([]string{"DEU", "MLT", "CHI", "BLX", "ROW"}, m)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(f.Assumed, " "); got != "MLT CHI BLX ROW" {
		t.Errorf("assumed: %s", got)
	}
	oecd, _ := border.ParseMissing("oecd")
	o, err := b.Fill([]string{"MLT"}, oecd)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < 3; n++ {
		if f.Records[n].Export.Days != o.Records[0].Export.Days {
			t.Errorf("%s: %+v", f.Records[n].Economy, f.Records[n])
		}
	}
	// Belgium and Luxembourg by their exports of 2017, the year published that is nearest to 2010.
	y, err := indicators.ADB72.At(2017)
	if err != nil {
		t.Fatal(err)
	}
	var sum, all float64
	for _, c := range []string{"BEL", "LUX"} {
		w, _ := y.Value("exports", c, indicators.All)
		r, _ := b.Find(c)
		sum, all = sum+w*r.Import.Cost, all+w
	}
	near(t, "Belgium and Luxembourg", f.Records[3].Import.Cost, sum/all)
	if !strings.Contains(
		f.Rule.String(),
		"of BLX the mean of its 2 economies with data in Doing Business 2010 (2010), weighted by exports: ",
	) ||
		!strings.Contains(f.Rule.String(), "of MLT, CHI the OECD") {
		t.Error(f.Rule)
	}
}

func TestCompare(t *testing.T) {
	f, err := border.Compare(embedded(t), border.Comparison{Costs: same(border.Container, border.Thetas...)})
	if err != nil {
		t.Fatal(err)
	}
	row := map[string]int{}
	for r := range f.Rows() {
		row[f.Column("economy").Text(r)] = r
	}
	if r := row["SGP"]; f.Column("rank_low").Ints[r] != 1 || f.Column("rank_high").Ints[r] != 1 {
		t.Error("Singapore is not first throughout")
	}
	// The source document: more than ten times longer.
	if got := f.Column("days_export_ratio").Floats[row["KAZ"]]; got != 89./5 {
		t.Errorf("Kazakhstan takes %v times as long as the best", got)
	}
	// In the newest tables the best takes half an hour: 466 times that says nothing.
	newest, err := border.Open("doing-business-2020", 0)
	if err != nil {
		t.Fatal(err)
	}
	g, err := border.Compare(newest, border.Comparison{Costs: same(border.Container, border.Thetas...)})
	if err != nil {
		t.Fatal(err)
	}
	if got := g.Column("days_import_ratio").Floats[0]; !math.IsNaN(got) {
		t.Errorf("days are given as %v times half an hour", got)
	}
	if got := f.Column("cost_low").Floats[row["CHN"]]; math.Abs(got-(1005./20000+.001*45)) > 1e-15 {
		t.Errorf("China's cost %v", got)
	}
	// By hand: 21 days to export of at least 5, 24 to import of at least 3, US$ 460 of at least 450 and 545 of at least
	// 439.
	for name, want := range map[string]float64{"saves_low": 116./20000 + .001*37, "saves_high": 116./20000 + .021*37,
		"saves_export_high": 10./20000 + .021*16, "saves_import_low": 106./20000 + .001*21} {
		if got := f.Column(name).Floats[row["CHN"]]; math.Abs(got-want) > 1e-15 {
			t.Errorf("China %s: %v, want %v", name, got, want)
		}
	}
	if _, err := border.Compare(embedded(t), border.Comparison{Economies: []string{"CHM"}, Costs: same(1,
		border.Thetas...)}); fault.KindOf(
		err,
	) != fault.NotFound ||
		!strings.Contains(err.Error(), "CHN") {
		t.Errorf("unknown economy: %v", err)
	}
}

// A peer counts once, however often and in whatever words it is named.
func TestPeersCountOnce(t *testing.T) {
	means := func(peers ...string) []float64 {
		f, err := border.Compare(embedded(t), border.Comparison{Costs: same(border.Container, border.Thetas...),
			Economies: []string{"CHN"}, Peers: peers})
		if err != nil {
			t.Fatal(err)
		}
		return f.Column("peers_low").Floats
	}
	once := means("SGP", "KAZ")
	more := means("SGP", "KAZ", "sgp", "Singapore", "SGP")
	if !slices.Equal(once, more) || slices.Equal(once, means("KAZ")) {
		t.Errorf("%v, %v", once, more)
	}
}

// A quick border that charges much is dearer than its peer where a day costs little, and cheaper where it costs much.
func TestAgainstPeers(t *testing.T) {
	b := read(t, "economy,days_export,cost_export,days_import,cost_import\nAAA,10,2000,10,1000\nBBB,20,1000,20,800\n")
	f, err := border.Compare(
		b,
		border.Comparison{
			Costs:     same(20000, .001, .02),
			Economies: []string{"AAA"},
			Peers:     []string{"AAA", "BBB"},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	low, high := 1200./20000-.02*20, 1200./20000-.001*20
	if got := [2]float64{f.Column("peers_low").Floats[0], f.Column("peers_high").Floats[0]}; math.Abs(
		got[0]-low,
	) > 1e-15 ||
		math.Abs(got[1]-high) > 1e-15 {
		t.Errorf("%v, want %v to %v", got, low, high)
	}
	if got := f.Column("days_export_peers").Floats[0]; got != -10 {
		t.Errorf("days against the peer: %v", got)
	}
}

func TestEU(t *testing.T) {
	for year, want := range map[int]int{2000: 15, 2005: 25, 2008: 27, 2015: 28, 2021: 27} {
		members := border.EU(year)
		n := 0
		for _, m := range members {
			if m != "OEU" && m != "ROM" {
				n++
			}
		}
		if n != want {
			t.Errorf("%d: %d members", year, n)
		}
	}
}
