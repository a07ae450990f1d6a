package known_test

import (
	"math"
	"strings"
	"testing"

	"ikat/economies"
	"ikat/known"
)

func card(t *testing.T, code string) *known.Card {
	t.Helper()
	e, err := economies.Resolve(code)
	if err != nil {
		t.Fatal(err)
	}
	c, err := known.Of(e)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The 30 members with indicators have them; everybody else has a card that says so first.
func TestEveryMemberHasACard(t *testing.T) {
	members := known.Members()
	if len(members) != 62 {
		t.Fatalf("%d members and associate members", len(members))
	}
	with := map[string]bool{}
	for _, c := range strings.Fields("AUS BGD BTN BRN KHM CHN FJI IND IDN JPN KAZ KGZ LAO MYS MDV MNG NPL PAK PHL " +
		"KOR RUS SGP LKA THA " +
		"TUR VNM HKG ARM GEO NZL FRA GBR NLD USA") {
		with[c] = true // the last four are members from elsewhere
	}
	for _, e := range members {
		c := card(t, e.Code)
		if (len(c.Years) > 0) != with[e.Code] {
			t.Errorf("%s: %d years of indicators", e.Code, len(c.Years))
		}
		if !strings.Contains(c.First().Text, c.Name) || c.Nothing() != strings.Contains(c.First().Text, "no figures") {
			t.Errorf("%s: %s", e.Code, c.First().Text)
		}
		large := e.Code == "ARM" || e.Code == "GEO" || e.Code == "NZL"
		if c.Estimated() != (with[e.Code] && !large) {
			t.Errorf("%s: tables can be estimated: %v", e.Code, c.Estimated())
		}
	}
}

func TestVietNam2019(t *testing.T) {
	for _, y := range card(t, "Viet Nam").Years {
		if y.Year == 2019 &&
			(math.Abs(y.Abroad-.5113) > 5e-5 || math.Abs(y.Backward-.48773) > 5e-6 ||
				math.Abs(y.Domestic-.51227) > 5e-6) {
			t.Errorf("%+v", y)
		}
	}
}

func TestIndexHasARowEach(t *testing.T) {
	f := known.Index([]*known.Card{card(t, "VNM"), card(t, "KIR"), card(t, "ARM")})
	if f.Rows() != 3 || math.IsNaN(f.Column("lpi").Floats[0]) || !math.IsNaN(f.Column("exports").Floats[1]) ||
		!math.IsNaN(f.Column("absorbed_abroad").Floats[2]) {
		t.Errorf("%+v", f)
	}
	if f.Column("estimated_table").Text(0) != "adb-est-VNM" || f.Column("estimated_table").Text(2) != "" ||
		f.Column("escap").Text(1) != "member" {
		t.Error("texts")
	}
	years, industries := card(t, "VNM").ByYear(), card(t, "VNM").ByIndustry()
	if years.Rows() != 17 || industries.Rows() < 20 ||
		!strings.Contains(years.Notes[0].Text, "no table at hand has Viet Nam") {
		t.Errorf("%d years, %d industries, %v", years.Rows(), industries.Rows(), years.Notes)
	}
}
