package ui

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/internal/fetch"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

func estimatedSite(t testing.TB) *Site {
	t.Helper()
	s, err := New(engine.New("test", all.All(), apx.Library(), estimate.Library()), "apx/2008")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := fetch.Sources(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Keeps(Keeping{Sources: sources, Store: true})
	return s
}

// About an economy that the page's table lacks the pages answer from its estimated table or from what is published, as
// the command line does, say so first, and offer the tables that say more.
func TestPagesAnswerFromTheEstimatedTable(t *testing.T) {
	s := estimatedSite(t)
	for path, says := range map[string][]string{
		"/chain?economy=VNM&industry=c14&partner=JPN": {"this is from adb-est-VNM/2022, a table estimated",
			"6.0% (1.6% to 19.7% over what costs and published results leave open)", "Get it", "every number is an estimate"},
		"/chain?economy=VNM&industry=c14&partner=JPN&section=cost": {
			"ikat chain VNM:c14 --to JPN --table adb-est-VNM/2022 --level link"},
		"/chain?table=adb-est-VNM/2019&partner=JPN": {"adb-est-VNM", "2019"},
		"/what-if?table=adb-est/2019&economy=VNM":   {"adb-est-VNM/2019", "Viet Nam"},
		"/what-if?economy=VNM": {"this is from adb-est-VNM/2022, a table estimated", "Viet Nam stands beside the rest of",
			"Customs that work day and night at Viet Nam&#39;s borders", "Get it"},
		"/what-if?table=adb-est-VNM&year=2019&section=result": {"Welfare of Viet Nam would change by an estimated",
			"over 19 draws of what published results leave open", "--table adb-est-VNM/2019 --level economy"},
		"/what-if?economy=KAZ&exporter=KAZ&product=c2&what=days&amount=-2&scenario=none": {"of trade touched",
			"Mining and quarrying, from Kazakhstan to all economies"},
		"/what-if?economy=NRU": {"Nauru is not in this table; the example is about Indonesia"},
		"/dependency?economy=Viet Nam": {"56.3% of Viet Nam&#39;s exports were trade in value chains",
			"it is in no published figure", "ikat profile VNM --level industries", "Get it"},
		"/dependency?economy=TLS": {"is not an economy of", "Eora26"},
	} {
		if testing.Short() && strings.HasPrefix(path, "/what-if") && strings.Contains(path, "VNM") {
			continue // models are solved for 19 draws; the chain's are drawn
		}
		body := readable(t, s, strings.ReplaceAll(path, " ", "%20"))
		for _, want := range says {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %q", path, want)
			}
		}
	}
}

var choosesTable = regexp.MustCompile(`<select[^>]*name="table"`)

// An estimated table is of one economy and the rest: no page shows shares of its world, buyers or suppliers from it.
func TestNoPageTakesAnEstimatedTableForTheWorld(t *testing.T) {
	s := estimatedSite(t)
	for _, p := range s.pages() {
		if p.path == "/chain" || p.path == "/what-if" {
			continue
		}
		w := get(s, p.path+"?table=adb-est-VNM/2022")
		body := w.Body.String()
		said := strings.Contains(body, "adb-est-VNM/2022 is an estimated table of one economy") ||
			strings.Contains(body, "computed on adb-est-VNM/2022, a table estimated")
		if w.Code != http.StatusOK || !said && choosesTable.MatchString(body) {
			t.Errorf("%s: %d, and no word of the table", p.path, w.Code)
		}
		if strings.Contains(body, "of all exports in the table") || strings.Contains(body, "table=adb-est-VNM%2F2022&level") {
			t.Errorf("%s answers from the estimated table", p.path)
		}
	}
	if _, err := New(engine.New("test", nil, estimate.Library()), "adb-est-VNM/2022"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("pages about one estimated table: %v", err)
	}
}

// A page about an economy of which nothing is published says so first; where figures are published they come first.
func TestWhatIsNotKnownIsSaidFirst(t *testing.T) {
	s := newSite(t)
	for code, lead := range map[string]string{"NRU": `<p class="lead">No table at hand has Nauru, and no figures`,
		"TKM": `<p class="lead">No table at hand has Turkmenistan`, "VNM": `<p class="lead">Exports of`} {
		if body := html.UnescapeString(get(s, "/economy?economy="+code).Body.String()); !strings.Contains(body, lead) {
			t.Errorf("the page about %s does not begin with %q", code, lead)
		}
	}
}
