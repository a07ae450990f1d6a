package ui

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/estimate"
	"ikat/internal/ikattest"
	"ikat/tablefile/apx"
)

// README shows what ikat sme KOR prints.
func TestSmallFirmsSayWhatTheCommandSays(t *testing.T) {
	s := newSite(t)
	body := readable(t, s, "/small-firms?economy=KOR")
	for _, want := range []string{"estimated to earn 44% of the domestic value added in exports",
		"130 billion USD of 291.2 billion USD",
		"statistics dated 2004 and 2007 on the table of 2008", "given without its interval", "sell 40% of exports " +
			"themselves", "Exports bring 31%",
		"ikat sme KOR --table apx/2008 --no-bounds", "ikat sme --all --table apx/2008"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q:\n%s", want, answerOf(body))
		}
	}
	if strings.Contains(answerOf(body), "more than") || strings.Contains(answerOf(body), "less than") {
		t.Errorf("it compares before the interval is known:\n%s", answerOf(body))
	}
	if testing.Short() {
		return // the interval is drawn
	}
	interval := readable(t, s, "/small-firms?economy=KOR&section=interval")
	for _, want := range []string{"between 9.9% and 82%", "point estimate of 44%", "cannot be told apart",
		"found from 14.6% to 77.3%", "ikat sme KOR --table apx/2008 --no-worth", "a factor of 1.25"} {
		if !strings.Contains(interval, want) {
			t.Errorf("the interval does not say %q", want)
		}
	}
}

// What one more statistic would tell is never less than nothing: the interval with it lies inside the one without.
func TestSmallFirmsSayWhatToMeasure(t *testing.T) {
	ikattest.Long(t, "intervals with each further statistic are computed")
	body := readable(t, newSite(t), "/small-firms?economy=KOR&section=worth")
	for _, want := range []string{"Most would be learnt from SMEs&#39; share of value added by industry, within 5 " +
		"points", "11.4 points narrower, 11.4% to 72.0%", "As it is", "ikat sme KOR --table apx/2008<"} {
		if !strings.Contains(body, want) {
			t.Errorf("the section does not say %q", want)
		}
	}
}

// Indonesia's published totals answer by the shares that add least to them; figures by industry answer by themselves.
func TestOwnStatisticsAnswerWhereThePublishedCannot(t *testing.T) {
	ikattest.Long(t, "small firms of two statistics are solved")
	s := newSite(t)
	body := readable(t, s, "/small-firms?economy=IDN")
	if !strings.Contains(answerOf(body), "34% of the domestic value added") || !strings.Contains(body, "99.995%") {
		t.Errorf("the published totals do not answer:\n%s", answerOf(body))
	}
	own, err := os.ReadFile("../../examples/sme-idn.csv")
	if err != nil {
		t.Fatal(err)
	}
	body = readable(t, s, address("/small-firms", "economy", "IDN", "statistics", string(own)))
	for _, want := range []string{"sell 5.0% (0% to 5.0%) of exports themselves", "persons in SMEs of the " +
		"industries whose employment is given", `id="jobs"`, "ikat sme IDN --table apx/2008 --stats FILE"} {
		if !strings.Contains(body, want) {
			t.Errorf("with own statistics the page does not say %q:\n%s", want, answerOf(body))
		}
	}
	if strings.Contains(body, "/api/v1/sme/IDN") {
		t.Error("the page offers rows that do not know the reader's statistics")
	}
}

func TestSmallFirmsRefuseWhatIsNotThere(t *testing.T) {
	s := newSite(t)
	for query, status := range map[string]int{"economy=USA": 200, "economy=ATL": 404, "va-within=a": 400,
		"va-within=0.5": 400, "imports-within=NaN": 400, "statistics=a,b": 422,
		"statistics=" + url.QueryEscape("economy,indicator,value\nKOR,value_added,146%\n"): 422, "section=nothing": 404} {
		if w := get(s, "/small-firms?"+query); w.Code != status {
			t.Errorf("%s gives %d, want %d", query, w.Code, status)
		}
	}
}

// What raises what small firms make leads the page: two sentences and a picture with draws, whose place is taken by the
// one with the ends over all splits. A page asked for again has them at once.
func TestSmallFirmsLeadWithFactors(t *testing.T) {
	ikattest.Long(t, "the response of small firms is drawn 500 times")
	s := newSite(t)
	cold := get(s, "/small-firms?economy=KOR")
	body := cold.Body.String()
	if !strings.Contains(body, `id="factors"`) || !strings.Contains(body, "section=factors\"") ||
		strings.Index(body, `id="factors"`) > strings.Index(body, `id="ways"`) ||
		cold.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the page does not lead with factors: %v", cold.Header())
	}
	first := get(s, "/small-firms?economy=KOR&section=factors").Body.String()
	for _, want := range []string{"also with their shares by industry drawn",
		"A dollar of cost taken out of what small firms of", "to large firms it is", "section=factors-sure",
		"ikat factors KOR --table apx/2008"} {
		if !strings.Contains(first, want) {
			t.Errorf("with draws the page does not say %q", want)
		}
	}
	get(s, "/small-firms?economy=KOR&section=factors-sure")
	warm := get(s, "/small-firms?economy=KOR")
	body = readable(t, s, "/small-firms?economy=KOR")
	if !strings.Contains(answerOf(body), "over every split of industries where those are bounded") ||
		strings.Contains(body, "section=factors") || warm.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("what was solved is not remembered: %v\n%s", warm.Header(), answerOf(body))
	}
}

// The picture has both layers of interval about every point; a colour says what is sure by them.
func TestFactorsPictureHasBothLayers(t *testing.T) {
	ikattest.Long(t, "the response of small firms is drawn 500 times")
	whole := work(t, newSite(t), "/small-firms", "factors-sure", "economy", "KOR")
	seen := map[string]int{}
	for _, row := range whole.Figure.Rows {
		of := func(name string) float64 { return row[name].(float64) }
		if of("low") > of("value") || of("value") > of("high") || of("shares_low") > of("value") ||
			of("value") > of("shares_high") {
			t.Errorf("%v", row)
		}
		look := row["look"].(string)
		seen[look]++
		if look == "raises" && (of("low") < 0 || of("shares_low") < 0) || look == "lowers" && of("shares_high") > 0 {
			t.Errorf("%v is not sure", row)
		}
	}
	if seen["raises"] < 3 || seen["open"] < 3 {
		t.Errorf("%v", seen)
	}
}

// An economy that no table at hand has leads with its newest estimated table, and says that it is an estimate.
func TestFactorsOfAnEstimatedTableLead(t *testing.T) {
	ikattest.Long(t, "the response of small firms is drawn 500 times")
	s, err := New(engine.New("test", nil, apx.Library(), estimate.Library()), "apx/2011")
	if err != nil {
		t.Fatal(err)
	}
	body := readable(t, s, "/small-firms?economy=VNM&section=factors")
	for _, want := range []string{"Surely, in at least 98% of 500 draws", "recovered from published results",
		"Nobody publishes how its exports are split by firm size", "adb-est-VNM/"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q:\n%s", want, answerOf(body))
		}
	}
}
