package products_test

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/internal/shareddata"
	"ikat/question"
	"ikat/question/products"
	"ikat/result"
)

func ask(t *testing.T, e *engine.Engine, q *question.Question, given map[string][]string) (*result.Frame, error) {
	t.Helper()
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		return nil, err
	}
	a, err := q.Ask(context.Background(), &question.Request{Values: values, Engine: e}, nil)
	if err != nil {
		return nil, err
	}
	return a.Frames[0], nil
}

// small is a world of three economies and four products, in which every number is easily counted.
const small = `exporter,importer,product,year,value,quantity
VNM,THA,090111,2020,30,10
VNM,USA,610910,2020,70,7
THA,VNM,870899,2020,40,4
THA,USA,870323,2020,60,3
USA,VNM,854231,2020,80,1
USA,THA,854231,2020,20,NA
VNM,THA,090111,2021,30,10
VNM,USA,090111,2021,10,3
THA,VNM,870899,2021,50,4
USA,VNM,854231,2021,80,1
VNM,THA,090111,2022,30,10
THA,VNM,870899,2022,50,4
`

func cell(t *testing.T, f *result.Frame, column string, keys ...string) float64 {
	t.Helper()
	for r := range f.Rows() {
		all := true
		for i, k := range keys {
			all = all && f.Columns[i].IsText() && f.Columns[i].Text(r) == k
		}
		if all {
			return f.Column(column).Floats[r]
		}
	}
	t.Fatalf("%s has no row %v", f.Title, keys)
	return 0
}

func is(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > 1e-12 {
		t.Errorf("%s: %v, by hand %v", what, got, want)
	}
}

func TestMeasuresByHand(t *testing.T) {
	path := questiontest.File(t, "small.csv", small)
	e := questiontest.Engine()
	of := func(measure, level string, more ...string) *result.Frame {
		given := map[string][]string{"measure": {measure}, "trade": {path + "/2020"}}
		if level != "" {
			given["level"] = []string{level}
		}
		for i := 0; i < len(more); i += 2 {
			given[more[i]] = []string{more[i+1]}
		}
		f, err := ask(t, e, products.Products, given)
		if err != nil {
			t.Fatalf("%s: %v", measure, err)
		}
		return f
	}
	is(t, "exports", cell(t, of("totals", ""), "exports", "VNM"), 100)
	is(t, "imports of THA", cell(t, of("totals", ""), "imports", "THA"), 50)
	is(t, "known quantities of USA", cell(t, of("totals", ""), "with_quantity", "USA"), .8)
	is(t, "RCA", cell(t, of("rca", ""), "rca", "VNM", "610910"), .7/(70./300))
	is(t, "HHI", cell(t, of("concentration", ""), "hhi", "THA"), .16+.36)
	is(t, "unit value", cell(t, of("unit-values", ""), "unit_value", "USA", "854231"), 80)
	is(t, "intensity", cell(t, of("pairs", ""), "intensity", "VNM", "USA"), .7/(130./300))
	is(t, "clothing", cell(t, of("composition", "", "classification", "hs2"), "share", "VNM", "exports", "61"), .7)
	changes, err := ask(
		t,
		e,
		products.Products,
		map[string][]string{"measure": {"changes"}, "trade": {path + "/*"}, "economy": {"VNM"}},
	)
	if err != nil {
		t.Fatal(err)
	}
	is(t, "new relations", changes.Column("new").Floats[0], 10)
	is(t, "ended relations", changes.Column("gone").Floats[0], -70)
	life, err := ask(t, e, products.Products, map[string][]string{"measure": {"survival"}, "trade": {path + "/*"}})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "survival of the one spell that began", cell(t, life, "survival", "1"), 0)
	group, err := ask(
		t,
		e,
		products.Region,
		map[string][]string{"group": {"VNM+Thailand"}, "trade": {path + "/2020"}},
	)
	if err != nil {
		t.Fatal(err)
	}
	is(t, "exports inside", group.Column("export_share").Floats[0], 70./200)
	is(t, "trade inside", group.Column("trade_share").Floats[0], 140./370)
}

// A table's trade is that of the table: exports of measures and of the region are its sums.
func TestTablesServeAsTrade(t *testing.T) {
	e := questiontest.Engine()
	f, err := ask(t, e, products.Products, map[string][]string{"measure": {"totals"}, "trade": {"apx/2008"}})
	if err != nil {
		t.Fatal(err)
	}
	table, err := e.Table(t.Context(), "apx/2008", nil)
	if err != nil {
		t.Fatal(err)
	}
	var want float64
	n, categories := table.Sectors(), len(table.Categories)
	china := slices.Index(table.Economies, "CHN")
	for s := china * table.N(); s < (china+1)*table.N(); s++ {
		for buyer := range table.G() {
			if buyer == china {
				continue
			}
			var inputs, final float64
			for j := buyer * table.N(); j < (buyer+1)*table.N(); j++ {
				inputs += table.Z[s*n+j]
			}
			for k := range categories {
				final += table.F[s*table.G()*categories+buyer*categories+k]
			}
			want += math.Max(inputs, 0) + math.Max(final, 0)
		}
	}
	if got := cell(t, f, "exports", "CHN"); math.Abs(got-want) > 1e-9*want {
		t.Errorf("China's exports: %v, in the table %v", got, want)
	}
	triangles, err := ask(
		t,
		e,
		products.Region,
		map[string][]string{"group": {"CHN+JPN+KOR"}, "level": {"triangles"}, "top": {"100000"}},
	)
	if err != nil {
		t.Fatal(err)
	}
	var shares float64
	for _, v := range triangles.Column("share").Floats {
		shares += v
	}
	is(t, "shares of all triangles", shares, 1)
}

// The concordance of others puts products into stages of production, with bounds where one has several.
func TestPublishedClasses(t *testing.T) {
	classes := shareddata.Path(t, "classifications/hs_bec_sitc.csv.gz")
	plain := filepath.Join(t.TempDir(), "classes.csv")
	unpack(t, classes, plain)
	sample := filepath.Join(shareddata.Path(t, "products"), "baci_sample", "BACI_HS17_Y2022_V202401.csv")
	f, err := ask(
		t,
		questiontest.Engine(),
		products.Products,
		map[string][]string{"measure": {"composition"}, "trade": {sample},
			"classification": {"parts"}, "classes": {plain}, "economy": {"DEU"}},
	)
	if err != nil {
		t.Fatal(err)
	}
	// Germany sells vehicle parts only, 870899
	is(t, "parts in Germany's exports", cell(t, f, "share", "DEU", "exports", "parts and components"), 1)
}

// What Germany sells in the sample is parts of vehicles: the classes that the program carries say so, and so does a
// concordance to a newer CPC that the reader brings.
func TestCarriedAndBroughtClasses(t *testing.T) {
	sample := filepath.Join(shareddata.Path(t, "products"), "baci_sample", "BACI_HS17_Y2022_V202401.csv")
	own := questiontest.File(t, "cpc.csv", "HS2017,CPC21\n870899,49129\n854231,47150\n")
	for classification, want := range map[string]string{"cpc1": "49129", "isic3": "3430", "isic4": "2930", "bec4": "53",
		"CPC21": "49129"} {
		given := map[string][]string{"measure": {"composition"}, "trade": {sample}, "economy": {"DEU"},
			"classification": {classification}}
		if classification == "CPC21" {
			given["classes"] = []string{own}
		}
		f, err := ask(t, questiontest.Engine(), products.Products, given)
		if err != nil {
			t.Fatal(err)
		}
		is(t, classification, cell(t, f, "share", "DEU", "exports", want), 1)
	}
	_, err := ask(t, questiontest.Engine(), products.Products, map[string][]string{"measure": {"composition"},
		"trade": {sample}, "classification": {"CPC21"}})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "cpc1") {
		t.Errorf("CPC Version 2.1, without a file: %v", err)
	}
}

// Amounts of several years are said to be at current prices, those of one year or without amounts are not.
func TestPricesOfSeveralYears(t *testing.T) {
	for given, want := range map[string]bool{"rca apx/2005 apx/2011": true, "rca apx/2011": false,
		"concentration apx/2005 apx/2011": false} {
		words := strings.Fields(given)
		f, err := ask(t, questiontest.Engine(), products.Products, map[string][]string{"measure": words[:1],
			"trade": words[1:], "economy": {"IDN"}})
		if err != nil {
			t.Fatal(err)
		}
		said := slices.ContainsFunc(f.Notes, func(n result.Note) bool { return n.Same(question.CurrentPrices()) })
		if said != want {
			t.Errorf("%s: current prices are said: %v", given, said)
		}
	}
	f, err := ask(t, questiontest.Engine(), products.Region, map[string][]string{"group": {"CHN+JPN+KOR"},
		"trade": {"apx/*"}})
	if err != nil || !slices.ContainsFunc(f.Notes, func(n result.Note) bool { return n.Same(question.CurrentPrices()) }) {
		t.Error("a region over the years does not say whose prices")
	}
}

// Economies that export less than was asked for are left out as exporters, and counted.
func TestSmallExportersAreLeftOut(t *testing.T) {
	exports := map[string]float64{}
	for _, least := range []string{"", "400000"} { // million USD
		given := map[string][]string{"measure": {"rca"}, "trade": {"apx/2011"}}
		if least != "" {
			given["smallest"] = []string{least}
		}
		f, err := ask(t, questiontest.Engine(), products.Products, given)
		if err != nil {
			t.Fatal(err)
		}
		who, value := f.Column("exporter"), f.Column("exports").Floats
		if least == "" {
			for i, v := range value {
				exports[who.Text(i)] += v
			}
			continue
		}
		shown := map[string]bool{}
		for i := range value {
			shown[who.Text(i)] = true
		}
		for code, all := range exports {
			if shown[code] != (all >= 400000) {
				t.Errorf("%s exports %g and is shown: %v", code, all, shown[code])
			}
		}
		if len(shown) == len(exports) || len(shown) == 0 {
			t.Errorf("%d of %d economies are shown", len(shown), len(exports))
		}
		if !slices.ContainsFunc(f.Notes, func(n result.Note) bool { return n.Key == "products.smallest" }) {
			t.Error("nobody says who is left out")
		}
	}
}

func TestWrongQuestions(t *testing.T) {
	path := questiontest.File(t, "small.csv", small)
	e := questiontest.Engine()
	for _, c := range []struct {
		given map[string][]string
		says  string
		kind  fault.Kind
	}{
		{map[string][]string{"measure": {"rcaa"}}, "rca", fault.NotFound},
		{map[string][]string{"measure": {"rca"}, "level": {"pair"}}, "It has product, economy", fault.Invalid},
		{map[string][]string{"measure": {"rca"}, "trade": {"nothing/2000"}}, "nothing/2000", fault.NotFound},
		{map[string][]string{"measure": {"rca"}, "trade": {path}}, "several years: 2020, 2021, 2022", fault.Invalid},
		{map[string][]string{"measure": {"rca"}, "trade": {path + "/2019"}}, "its years are 2020", fault.NotFound},
		{map[string][]string{"measure": {"rca"}, "trade": {path + "/2020"}, "economy": {"Japan"}},
			"not among the economies", fault.NotFound},
		{map[string][]string{"measure": {"sophistication"}}, "income", fault.Invalid},
		{map[string][]string{"measure": {"changes"}}, "one year", fault.Invalid},
		{map[string][]string{"measure": {"survival"}, "trade": {path + "/2020", path + "/2022"}}, "year after",
			fault.Invalid},
		{map[string][]string{"measure": {"composition"}, "classification": {"stage"}}, "classes", fault.Invalid},
		{map[string][]string{"measure": {"rca"}, "spread": {"250"}}, "share", fault.Invalid},
	} {
		_, err := ask(t, e, products.Products, c.given)
		if err == nil || fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v", c.given, err)
		}
	}
	if _, err := ask(t, e, products.Region, map[string][]string{"group": {"VNM+ZZZ"}, "trade": {path +
		"/2020"}}); err == nil {
		t.Error("a group of one is taken")
	}
	if _, err := ask(t, e.Closed(), products.Products, map[string][]string{"measure": {"rca"},
		"trade": {path}}); fault.KindOf(
		err,
	) != fault.NotFound ||
		err == nil {
		t.Errorf("a stranger may name a file: %v", err)
	}
}

// The worked example's complexity of 2020 does not exist, and the question says so.
func TestComplexityThatIsNotIdentified(t *testing.T) {
	path := filepath.Join(shareddata.Path(t, "products"), "worked_example", "flows.csv")
	e := questiontest.Engine()
	for year, exists := range map[int]bool{2019: true, 2020: false} {
		_, err := ask(
			t,
			e,
			products.Products,
			map[string][]string{"measure": {"complexity"}, "trade": {fmt.Sprint(path, "/", year)}},
		)
		if (err == nil) != exists || err != nil && !strings.Contains(err.Error(), "unconnected blocks") {
			t.Errorf("%d: %v", year, err)
		}
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
}

// Who names no trade and asks about an economy that the usual one lacks is answered from published exports, and told.
func TestPublishedExportsAnswerWhereTheUsualTradeLacksTheEconomy(t *testing.T) {
	e := questiontest.Engine()
	for _, given := range []map[string][]string{{"measure": {"rca"}, "economy": {"VNM"}}, {"economy": {"Viet Nam"}}} {
		q := products.Products
		if given["measure"] == nil {
			q = products.Opportunities
		}
		f, err := ask(t, e, q, given)
		if err != nil {
			t.Fatal(err)
		}
		if f.Rows() == 0 || f.Provenance.Sources[0].Table != "adb62-exports/2022" ||
			!slices.ContainsFunc(f.Notes, func(n result.Note) bool { return n.Key == "products.published" }) {
			t.Errorf("%s: %v, %v", f.Title, f.Provenance.Sources, f.Notes)
		}
	}
	f, err := ask(t, e, products.Products, map[string][]string{"measure": {"rca"}, "economy": {"CHN", "VNM"}})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(f.Notes, func(n result.Note) bool { return n.Key == "products.published" })
	if text := fmt.Sprint(f.Notes[max(0, at)]); at < 0 || !strings.Contains(text, "apx/2008 does not have VNM") {
		t.Errorf("of the newest trade at hand, the economy that it lacks is named: %s", text)
	}
	f, err = ask(t, e, products.Products, map[string][]string{"measure": {"concentration"}, "economy": {"FJI"}})
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsNaN(f.Column("hhi_markets").Floats[0]) || math.IsNaN(f.Column("hhi").Floats[0]) {
		t.Error("of exports with the world products are known and markets are not")
	}
	for _, measure := range []string{"pairs", "intra", "survival"} {
		_, err := ask(t, e, products.Products, map[string][]string{"measure": {measure}, "trade": {"adb62-exports/2022"}})
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "who buys") {
			t.Errorf("%s of exports with the world: %v", measure, err)
		}
	}
}

// Every measure that declares a picture draws one about a single economy.
func TestPicturesOfProducts(t *testing.T) {
	path := questiontest.File(t, "small.csv", small)
	e := questiontest.Engine()
	for _, one := range []struct{ measure, level, kind string }{{"rca", "", "bars"}, {"proximity", "", "space"},
		{"totals", "pair", "bars"}} {
		given := map[string][]string{"measure": {one.measure}, "trade": {path + "/2020"}, "economy": {"VNM"}}
		if one.level != "" {
			given["level"] = []string{one.level}
		}
		values, err := products.Products.Read(given, question.Asker{Local: true})
		if err != nil {
			t.Fatal(err)
		}
		a, err := products.Products.Ask(context.Background(), &question.Request{Values: values, Engine: e}, nil)
		if err != nil {
			t.Fatal(one.measure, err)
		}
		if len(a.Pictures) != 1 || a.Pictures[0].Kind != one.kind || len(a.Pictures[0].Rows) == 0 {
			t.Errorf("%s: %v", one.measure, a.Pictures)
		}
	}
}

// Distance is from the exporter to the importer, whatever the way back is. Of 40 that the United States buys 30 come
// over 1,000 km and 10 over 3,000, so that the mean supplier is 1,000 x 3^(1/4) km away.
func TestDistanceIsOfTheWayThere(t *testing.T) {
	e, path := questiontest.Engine(), questiontest.File(t, "ways.csv", "exporter,importer,product,year,value\n"+
		"VNM,USA,610910,2020,30\nTHA,USA,610910,2020,10\n")
	pairs := questiontest.File(t, "pairs.csv", "exporter,importer,distance_km\nVNM,USA,1000\nTHA,USA,3000\n"+
		"USA,VNM,1000\nUSA,THA,1000\nVNM,THA,1000\nTHA,VNM,1000\n")
	f, err := ask(t, e, products.Products,
		map[string][]string{"measure": {"potential"}, "trade": {path}, "pairs": {pairs}})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "nearness of Viet Nam", cell(t, f, "distance", "VNM", "USA", "610910"), math.Pow(3, -.25))
	is(t, "nearness of Thailand", cell(t, f, "distance", "THA", "USA", "610910"), math.Pow(3, -.75))
}

// Rows stand in the order of what was asked for, the most first and what is not known last; each order is another one.
// Small firms lie between their two published shares, of Korea 40 and 46% of exports and of value added.
func TestRowsStandInTheOrderAskedFor(t *testing.T) {
	seen := map[string]string{}
	for _, by := range []string{"together", "density", "gain", "pci", "demand"} {
		f, err := ask(t, questiontest.Engine(), products.Opportunities,
			map[string][]string{"economy": {"KOR"}, "trade": {"apx/2000"}, "by": {by}})
		if err != nil {
			t.Fatal(err)
		}
		v := f.Column(by).Floats
		if !slices.IsSortedFunc(v, func(a, b float64) int { return cmp.Compare(b, a) }) {
			t.Errorf("by %s the rows are %v", by, v)
		}
		order := fmt.Sprint(f.Column("product").Codes, f.Column("product").Dict)
		if other := seen[order]; other != "" {
			t.Errorf("by %s the order is that by %s", by, other)
		}
		seen[order] = by
		if least, most := f.Column("sme_low").Floats[0], f.Column("sme_high").Floats[0]; least != .4 || most != .46 {
			t.Errorf("small firms make %v to %v", least, most)
		}
	}
}

// Parts of intra-industry trade are shares of all trade, as their columns say: they add up to the Grubel-Lloyd index.
// Of 160 that are traded 100 overlap: 80 of coats, sold dearer than bought, and 20 of shoes, sold cheaper.
func TestPartsOfIntraIndustryTradeAreOfAllTrade(t *testing.T) {
	path := questiontest.File(t, "both.csv", `exporter,importer,product,year,value,quantity
VNM,USA,610210,2020,60,6
USA,VNM,610210,2020,40,8
VNM,USA,640399,2020,10,2
USA,VNM,640399,2020,20,1
VNM,USA,610910,2020,30,3
`)
	f, err := ask(t, questiontest.Engine(), products.Products, map[string][]string{"measure": {"intra"},
		"trade": {path + "/2020"}, "economy": {"VNM"}})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.
	for name, want := range map[string]float64{"horizontal": 0, "vertical_dearer": 80. / 160,
		"vertical_cheaper": 20. / 160, "unknown": 0} {
		c := f.Column(name)
		if c == nil {
			t.Fatalf("there is no column %s", name)
		}
		is(t, name, c.Floats[0], want)
		if !strings.HasPrefix(c.Definition, "of all trade") {
			t.Errorf("%s says it is %q", name, c.Definition)
		}
		sum += c.Floats[0]
	}
	is(t, "the parts together", sum, f.Column("grubel_lloyd").Floats[0])
}
