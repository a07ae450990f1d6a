package ui

import (
	"html"
	"strings"
	"testing"

	"ikat/internal/ikattest"
	"ikat/known"
)

// Every member and associate member of ESCAP has its pages, whether a table has it or not, and none shows a number that
// is none.
func TestEveryMemberHasItsPages(t *testing.T) {
	ikattest.Long(t, "it opens 248 pages")
	s := newSite(t)
	for _, e := range known.Members() {
		for _, page := range []string{"/economy", "/borders", "/brief", "/compare"} {
			body := readable(t, s, page+"?economy="+e.Code)
			if !strings.Contains(html.UnescapeString(body), e.Name) || strings.Contains(answerOf(body), "NaN") {
				t.Errorf("%s of %s does not name %s, or shows NaN", page, e.Code, e.Name)
			}
		}
	}
}

// A site that knows whose it is opens on that economy, until a reader chooses another; questions start empty.
func TestPagesKnowTheUsualEconomy(t *testing.T) {
	s := newSite(t)
	s.About("FJI")
	for address, want := range map[string]string{"/economy": "Fiji", "/economy?economy=IDN": "Indonesia",
		"/brief": "Fiji", "/compare": "Fiji"} {
		if body := readable(t, s, address); !strings.Contains(answerOf(body)+body[strings.Index(body, "<h1"):], want) {
			t.Errorf("%s is not about %s", address, want)
		}
	}
	if strings.Contains(readable(t, s, "/ask/measure"), `value="FJI" selected`) {
		t.Error("a question of one's own starts with an economy")
	}
}

// Groups and economies stand side by side, with the ranges that they have.
func TestComparisonAndGroupsAreDrawn(t *testing.T) {
	s := newSite(t)
	for address, wants := range map[string][]string{
		"/compare?economies=BTN,NPL,SAARC&peers=ASEAN": {"Bhutan", "SAARC", "the median of its members", "lpi-ranges"},
		"/integration?bloc=ASEAN":                      {"3.17", "bloc-years"},
		"/integration?bloc=RCEP":                       {"Not at hand: Brunei Darussalam", "bloc-pairs", "bloc-members"},
		"/integration?bloc=CHN%2BJPN%2BKOR":            {"bloc-pairs", "Triangular trade"},
		"/economy?economy=VNM&with=THA,Malaysia":       {`id="beside"`, "Thailand", "/compare?"},
		"/economy?economy=IDN&with=CHN,JPN&year=2011":  {`id="beside"`, "2,085.0", "apx/2011"},
		"/borders?economy=VNM&with=THA":                {`id="beside"`, "Thailand 44 and Viet Nam 55"},
		"/small-firms?economy=KOR&with=THA":            {`id="beside"`, "Thailand"},
		"/world?economy=FJI&with=PNG,ASEAN":            {`id="beside"`, "ASEAN"},
		"/economy?economy=IDN&with=Atlantis":           {"cannot be set side by side", "Atlantis"},
		"/world":                                       {"Members of ESCAP, from published figures", "published-map"},
	} {
		body := html.UnescapeString(readable(t, s, address))
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q", address, want)
			}
		}
	}
	for address, want := range map[string]string{"/compare?economies=BRI,VNM": "no list of members",
		"/compare?economies=VNM": "cannot be compared with itself", "/integration?bloc=nonsense": "The groups are"} {
		if w := get(s, address); w.Code < 400 || !strings.Contains(html.UnescapeString(w.Body.String()), want) {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
}
