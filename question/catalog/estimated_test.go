package catalog_test

import (
	"math"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/result"
	"ikat/say"
	"ikat/tablefile/apx"
)

const faster = "scenarios: [{name: faster, changes: [{exporter: VNM, industry: goods, days: -1}]}]"

func estimated(t *testing.T, id string, given map[string][]string) (*result.Frame, error) {
	t.Helper()
	q := catalog.Find(id)
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		t.Fatalf("%s %v: %v", id, given, err)
	}
	e := engine.New("test", nil, apx.Library(), estimate.Library())
	a, err := q.Ask(t.Context(), &question.Request{Values: values, Engine: e}, nil)
	if err != nil {
		return nil, err
	}
	return a.Frames[0], nil
}

// Every question that an estimated table may be asked marks its numbers as estimates, and says what the data leave
// open: the range holds the number itself, and is wider than nothing where inputs decide.
func TestEstimatedTablesAnswerWithRanges(t *testing.T) {
	table := []string{"adb-est-VNM/2019"}
	for _, c := range []struct {
		id, number string
		given      map[string][]string
		wide       bool
	}{
		{"measure", "gvcb", map[string][]string{"id": {"bm"}, "level": {"sector"}}, false},
		{"profile", "backward", map[string][]string{"economy": {"VNM"}, "level": {"industries"}}, false},
		{"chain", "flow", map[string][]string{"product": {"VNM:c4"}, "to": {"USA"}}, true},
		{"chain", "before", map[string][]string{"product": {"VNM:c14"}, "to": {"Japan"}, "level": {"layer"}}, true},
		{"simulate", "welfare_pct", map[string][]string{"scenario": {faster}}, true},
	} {
		c.given["table"] = table
		f, err := estimated(t, c.id, c.given)
		if err != nil {
			t.Errorf("%s: %v", c.id, err)
			continue
		}
		said := ""
		for _, n := range f.Notes {
			said += n.Text + "\n"
		}
		if !strings.Contains(said, "every number is an estimate") || !strings.Contains(said, "19 draws") {
			t.Errorf("%s says %s", c.id, said)
		}
		value, low, high := f.Column(c.number), f.Column(c.number+"_low"), f.Column(c.number+"_high")
		if (low != nil) != c.wide || (high != nil) != c.wide {
			t.Errorf("%s: %s has a range %v, want %v", c.id, c.number, low != nil, c.wide)
			continue
		}
		for row := range f.Rows() {
			if v := value.Floats[row]; low != nil && !math.IsNaN(v) &&
				!(low.Floats[row] <= v && v <= high.Floats[row]) {
				t.Errorf("%s row %d: %v outside %v to %v", c.id, row, v, low.Floats[row], high.Floats[row])
			}
		}
		if value.Kind == result.Accounting {
			t.Errorf("%s: %s is called accounting", c.id, c.number)
		}
	}
}

// The last border is the market's: it is dearer to reach an economy whose procedures take more.
func TestTheLastBorderIsTheMarkets(t *testing.T) {
	last := func(to string) float64 {
		f, err := estimated(t, "chain", map[string][]string{"product": {"VNM:c4"}, "to": {to},
			"table": {"adb-est-VNM/2019"}})
		if err != nil {
			t.Fatal(err)
		}
		for row := range f.Rows() {
			if f.Column("destination").Text(row) == to && f.Column("origin").Text(row) == "VNM" {
				return f.Column("cost").Floats[row]
			}
		}
		t.Fatalf("no border with %s", to)
		return 0
	}
	usa, bangladesh := last("USA"), last("BGD")
	if !(usa > 0 && bangladesh > 1.5*usa) {
		t.Errorf("to the United States %v, to Bangladesh %v", usa, bangladesh)
	}
}

// What the published results do not determine is refused with the reason.
func TestEstimatedTablesRefuse(t *testing.T) {
	table := []string{"adb-est-VNM/2019"}
	for _, c := range []struct {
		id    string
		given map[string][]string
		kind  fault.Kind
		says  string
	}{
		{"profile", map[string][]string{"economy": {"VNM"}, "level": {"suppliers"}}, fault.Invalid, "who buys from it"},
		{"measure", map[string][]string{"id": {"bm"}, "level": {"bilateral"}}, fault.Invalid, "Who supplies"},
		{"chain", map[string][]string{"product": {"ROW:c4"}, "to": {"USA"}}, fault.Invalid, "its own economy"},
		{"chain", map[string][]string{"product": {"THA:c4"}, "to": {"USA"}}, fault.Invalid, "its own economy"},
		{"chain", map[string][]string{"product": {"VNM:c4"}, "to": {"Atlantis"}}, fault.NotFound, "Atlantis"},
		{"rank", map[string][]string{"for": {"VNM"}}, fault.Invalid, "estimated table cannot answer"},
		{"chains", nil, fault.Invalid, "estimated table cannot answer"},
	} {
		given := map[string][]string{"table": table}
		for k, v := range c.given {
			given[k] = v
		}
		if _, err := estimated(t, c.id, given); fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %v: %v", c.id, c.given, err)
		}
	}
	for _, ref := range []string{"adb-est-VNM~0/2019", "adb-est-VNM~20/2019", "adb-est-VNM~x/2019",
		"adb-est-VNM+ROW/2019"} {
		if _, err := estimate.Library().Open(t.Context(), strings.TrimSuffix(ref, "/2019"), 2019); fault.KindOf(err) !=
			fault.NotFound {
			t.Errorf("%s: %v", ref, err)
		}
	}
}

// A chain on an estimated table says what its borders come to before it lists them: a number with its range, and the
// year.
func TestChainsOnEstimatedTablesSpeakFirst(t *testing.T) {
	q := catalog.Find("chain")
	values, err := q.Read(map[string][]string{"product": {"BGD:c4"}, "to": {"DEU"}}, question.Asker{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := q.Ask(t.Context(), &question.Request{Values: values, Prose: true,
		Engine: engine.New("test", nil, apx.Library(), estimate.Library())}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if a.Prose == nil || len(a.Prose.Blocks) < 3 || a.Prose.Blocks[0].Kind != say.Title ||
		!strings.HasSuffix(a.Prose.Blocks[0].Text, ", 2022") {
		t.Fatalf("%+v", a.Prose)
	}
	if s := a.Prose.Blocks[1]; s.Kind != say.Paragraph || strings.Count(s.Text, "%") < 9 ||
		strings.Contains(s.Text, "NaN") {
		t.Error(s.Text)
	}
}

// Where neither the usual table nor an estimated one has an economy, the answer says what would have it; a code that
// nobody knows is only not there. Names stand in sentences with their articles.
func TestWhatWouldHaveAnEconomyIsSaid(t *testing.T) {
	for _, c := range []struct {
		id, param, asked string
		more             map[string][]string
		says             []string
	}{
		{"chain", "product", "PRK:c14", map[string][]string{"to": {"JPN"}},
			[]string{"does not have the Democratic People's Republic of Korea", "ikat economies PRK says"}},
		{"factors", "economy", "NRU", map[string][]string{"draws": {"0"}}, []string{"ikat economies NRU says"}},
		{"opportunities", "economy", "COK", nil, []string{"ikat trade add keeps trade", "ikat economies COK says"}},
		{"chain", "product", "XXQ:c14", map[string][]string{"to": {"JPN"}}, []string{`no economy "XXQ"`}},
		{"sme", "economy", "TLS", nil, []string{"nobody publishes"}},
	} {
		given := map[string][]string{c.param: {c.asked}}
		for name, v := range c.more {
			given[name] = v
		}
		_, err := estimated(t, c.id, given)
		for _, want := range c.says {
			if fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), want) {
				t.Errorf("%s %s: %v, want %q", c.id, c.asked, err, want)
			}
		}
	}
	f, err := estimated(t, "chain", map[string][]string{"product": {"PHL:c14"}, "to": {"JPN"}, "level": {"total"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range f.Notes {
		if n.Key == "estimated-instead" && !strings.Contains(n.Text, "does not have the Philippines") {
			t.Error(n.Text)
		}
	}
}

// Whoever asks about one economy need not write it again into the name of its estimated table.
func TestEstimatedTablesAreThoseOfTheEconomyAskedAbout(t *testing.T) {
	for _, c := range []struct {
		id, parameter, value, table, want string
	}{
		{"profile", "economy", "Viet Nam", "adb-est/2019", "adb-est-VNM/2019"},
		{"sme", "economy", "LKA", "adb-est", "adb-est-LKA/2022"},
		{"chain", "product", "THA:c14", "adb-est/2007", "adb-est-THA/2007"},
		{"chain", "product", "THA:c14", "adb-est-KOR", "adb-est-KOR/2022"},
		{"profile", "economy", "CHN", "apx/2008", "apx/2008"},
		{"profile", "economy", "NRU", "adb-est/2019", ""}, // nothing is published of it
		{"profile", "economy", "VNM", "adb-est/2003", ""},
		{"rank", "cut", "5%", "adb-est/2019", ""}, // about no one economy
	} {
		v, err := catalog.Find(c.id).Read(map[string][]string{c.parameter: {c.value}, "table": {c.table}},
			question.Asker{Local: true})
		switch {
		case c.want == "" && fault.KindOf(err) != fault.NotFound:
			t.Errorf("%s %s of %s: %v", c.id, c.value, c.table, err)
		case c.want != "" && (err != nil || v.One("table") != c.want):
			t.Errorf("%s %s of %s is %s, %v; want %s", c.id, c.value, c.table, v.One("table"), err, c.want)
		}
	}
}
