package ui

import (
	"strings"
	"testing"
)

// What the page says is what ikat border computes: the figures of Doing Business 2009 and the ad valorem cost worked by
// hand.
func TestBordersSayWhatTheTableSays(t *testing.T) {
	s := newSite(t)
	answer := answerOf(
		readable(t, s, "/borders?border=doing-business-2009&economy=CHN&theta=0.1%25,0.2%25,0.6%25,0.8%25,2.1%25"),
	)
	for _, want := range []string{
		"took 7 documents, 21 days and US$ 460", "took 6 documents, 24 days and US$ 545",
		"9.5% to 99.5%",            // (460+545)/20000 + 45 days at 0.1 and 2.1%
		"(4.3% to 78.3%)",          // (10+106)/20000 + 37 days
		"exported (1.6% to 33.7%)", // 10/20000 + 16 days at 2.1%
		"imported (2.6% to 44.6%)", // 106/20000 + 21 days
	} {
		if !strings.Contains(answer, want) {
			t.Errorf("the page does not say %q:\n%s", want, answer)
		}
	}
	for target, want := range map[string]string{
		"/borders?border=doing-business-2009&economy=IDN&partner=MYS&theta=0.2%25": "the borders " +
			"of Indonesia cost more than those of Malaysia: 5.5% of",
		"/borders?border=doing-business-2009&economy=MYS&partner=IDN&container-value=20000": "the borders " +
			"of Malaysia cost less than those of Indonesia: 3.9% to 35.9% of",
		"/borders?border=doing-business-2009&economy=CHN&partner=KIR&container-value=20000":
		// 45 days against 42, US$ 1,005 against 2,140
		"cost 5.4% of the goods&#39; value less than those of Kiribati, or 0.6% more",
		"/borders?border=doing-business-2009&economy=SGP&partner=SGP": "cannot be compared with itself",
		"/borders?border=doing-business-2009&economy=CHN":
		// a container of manufactures
		"come to 29.1% of the value of the goods, 8.4% to 67.5% over",
		"/borders?border=doing-business-2009&economy=IDN&peers=MYS&peers=SGP&theta=0.6%25,2.1%25": "ikat border " +
			"--border doing-business-2009 --peers MYS,SGP --theta 0.6%,2.1%",
	} {
		if !strings.Contains(readable(t, s, target), want) {
			t.Errorf("%s does not say %q", target, want)
		}
	}
}

func TestBordersRefuseWhatIsNotThere(t *testing.T) {
	s := newSite(t)
	for query, status := range map[string]int{"economy=XXX": 404, "partner=ATL": 404, "peers=QQQ": 404,
		"theta=often": 400, "theta=-1": 400, "container-value=-4": 400, "container-value=NaN": 400,
		"container-value=Inf": 400} {
		if w := get(s, "/borders?border=doing-business-2009&"+query); w.Code != status {
			t.Errorf("%s gives %d, want %d", query, w.Code, status)
		}
	}
}

// What is said of trade inside a customs union names the page's economy; the codes of all stand in the notes alone.
func TestBordersNameTheirEconomyInItsUnion(t *testing.T) {
	site := newSite(t)
	for code, name := range map[string]string{"POL": "Poland", "KAZ": "Kazakhstan"} {
		page := get(site, "/borders?border=doing-business-2020/2019&economy="+code).Body.String()
		if !strings.Contains(page, "Imports of "+name+": next to nothing") ||
			strings.Count(page, "mports of Austria, ") != 1 {
			t.Errorf("the page of %s does not say it of %s, or of others too", code, name)
		}
	}
}
