package ui

import (
	"context"
	"html"
	"ikat/chain"
	"ikat/question/chains"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func viewOf(t *testing.T, s *Site, path string, pairs ...string) *View {
	t.Helper()
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Add(pairs[i], pairs[i+1])
	}
	for _, p := range s.pages() {
		if p.path == path {
			v, err := p.answer(
				&request{Context: context.Background(), Values: q, Texts: english(), site: s, path: path},
			)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatalf("there is no page %s", path)
	return nil
}

// The answer is what README shows ikat chain CHN:c14 --to USA print.
func TestTheChainPageSaysWhatTheCommandSays(t *testing.T) {
	s := newSite(t)
	answer := html.UnescapeString(answerOf(readable(t, s, "/chain?economy=CHN&industry=c14&partner=USA")))
	for _, want := range []string{"make about 30.2% (9.2% to 51.3%", "10.1% to 105.1%", "2.8% to 29.9%", "0.1% to 1.4%",
		"1.48 borders", "1.36 of them with procedures", "38.4 days", "within 68 days", "within 120", "7.4% to 75.3%",
		"The border procedures of the United States are assumed", "Doing Business 2009 (2008)"} {
		if !strings.Contains(answer, want) {
			t.Errorf("the page does not say %q:\n%s", want, answer)
		}
	}
	for id, want := range map[string]string{"time": "37.0 days, with 4.6% of the value", "sides": "US$ 450",
		"reliability": "does not know how reliable"} {
		if lead := viewOf(t, s, "/chain", "economy", "CHN", "industry", "c14", "to",
			"USA").section(id).Lead; !strings.Contains(
			lead,
			want,
		) {
			t.Errorf("%s does not say %q: %s", id, want, lead)
		}
	}
}

// What is drawn is whole: at the market arrives the price, of value and of borders.
func TestTheFlowOfTheChainPageIsWhole(t *testing.T) {
	s := newSite(t)
	a, err := chains.Follow(
		t.Context(),
		s.engine,
		chains.Request{Product: "CHN:c14", To: "USA", Table: "apx/2008"},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	for c, drawn := range []string{"0.133", "0.553", "1.396"} {
		f := viewOf(
			t,
			s,
			"/chain",
			"economy",
			"CHN",
			"industry",
			"c14",
			"to",
			"USA",
			"drawn",
			drawn,
		).section(
			"layers",
		).Figure
		ids := map[string]Node{}
		for _, n := range f.Nodes {
			if _, twice := ids[n.ID]; twice {
				t.Errorf("two places %s", n.ID)
			}
			ids[n.ID] = n
		}
		var arrives float64
		for _, l := range f.Links {
			from, to := ids[l.Source], ids[l.Target]
			if from.ID == "" || to.ID == "" || to.Layer != from.Layer+1 {
				t.Errorf("a flow from %v to %v", from, to)
			}
			if to.Layer == chain.StageMarket {
				arrives += l.Value
			}
			if (l.Kind == "border") != (from.Kind == "border") ||
				l.Kind == "border" && !strings.Contains(l.Label, " to ") {
				t.Errorf("%s, of kind %s, flows from %s", l.Label, l.Kind, from.Kind)
			}
		}
		if got, want := Number(arrives, 6), Number(1+a.Delivered[c], 6); got != want {
			t.Errorf("at %s%% a day %s arrives, want %s", drawn, got, want)
		}
	}
}

// Mending re-solves: nothing off is the least that can be, all of the last border leaves what comes before it, and
// choices that belong to another product give way.
func TestMendingOnTheChainPage(t *testing.T) {
	s := newSite(t)
	of := func(pairs ...string) *Section {
		return viewOf(
			t,
			s,
			"/chain",
			append([]string{"economy", "CHN", "industry", "c14", "to", "USA"}, pairs...)...).section("mend")
	}
	if least := of("by", "0"); least.Rows.CLI() != of("by", "1").Rows.CLI() {
		t.Errorf("nothing off: %s", least.Rows.CLI())
	}
	if lead := of("mend", "CHN:c14:USA", "by", "100").Lead; !strings.Contains(lead, "would spend 26.") {
		t.Errorf("all off the last border: %s", lead)
	}
	if of(
		"mend",
		"CHN:export",
		"in",
		"days",
		"by",
		"1000",
	).Rows.CLI() != "ikat chain CHN:c14 --to USA --table apx/2008 --mend CHN:export=40d" {
		t.Errorf("the call is %s", of("mend", "CHN:export", "in", "days", "by", "1000").Rows.CLI())
	}
	if lead := of("mend", "ATL:c99:XXX").Lead; !strings.Contains(lead, "from China to the United States") {
		t.Errorf("a border that is not there: %s", lead)
	}
	body := html.UnescapeString(
		readable(t, s, "/chain?economy=CHN&industry=c14&partner=USA&mend=TWN:c14:CHN&section=worth"),
	)
	for _, want := range []string{"China gains most", "Change this scenario", "ikat chain CHN:c14 --to USA --table " +
		"apx/2008 --mend TWN:c14:CHN=50% --worth", "elasticities recommended"} {
		if !strings.Contains(body, want) {
			t.Errorf("what mending is worth does not say %q", want)
		}
	}
}

func TestWhatTheChainPageCannotAnswer(t *testing.T) {
	s := newSite(t)
	for target, status := range map[string]int{
		"/chain?economy=ATL": 404, "/chain?industry=c99": 404, "/chain?partner=ATL": 404, "/chain?by=much": 400,
		"/chain?by=NaN": 400, "/chain?economy=CHN&partner=CHN": 200, "/chain?economy=CHN&industry=c28&partner=USA": 200,
		"/chain?drawn=5": 200, "/chain?table=/etc/passwd": 404, "/chain?by=1e309": 400, "/chain?section=mend": 404,
		"/chain?economy=GBR&industry=c28": 200,
	} {
		if w := get(s, target); w.Code != status {
			t.Errorf("%s: %d, want %d\n%s", target, w.Code, status, answerOf(w.Body.String()))
		}
	}
	if w := get(s, "/chain?section=worth&economy=CHN", "Accept", "text/event-stream"); w.Code != http.StatusOK ||
		!strings.Contains(w.Body.String(), "event: section") {
		t.Errorf("the stream ends in %.200s", w.Body.String())
	}
}
