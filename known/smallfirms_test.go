package known_test

import (
	"math"
	"testing"

	"ikat/economies"
	"ikat/indicators"
	"ikat/known"
	"ikat/sme"
)

func smallFirms(t *testing.T, code string, year int, own sme.Statistics) *known.SmallFirms {
	t.Helper()
	e, err := economies.Resolve(code)
	if err != nil {
		t.Fatal(err)
	}
	s, err := known.SmallFirmsOf(e, year, own)
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	return s
}

// Without a share of exports there is a range and no point; with one both, and the point lies inside. Every economy
// that has published indicators and a share of value added is answered.
func TestSmallFirmsWithoutATable(t *testing.T) {
	answered := 0
	for _, e := range known.Members() {
		c := card(t, e.Code)
		stats, _, err := known.FirmShares(e.Code)
		if err != nil || !c.Estimated() {
			continue
		}
		answered++
		s := smallFirms(t, e.Code, indicators.ADB62.Latest(), nil)
		exports := false
		for _, one := range stats {
			exports = exports || one.Indicator == sme.Exports
		}
		point, low, high := s.Share()
		if exports == math.IsNaN(point) || !(0 <= low && low < high && high <= 1) || point < low-1e-9 ||
			point > high+1e-9 {
			t.Errorf("%s: %v in %v to %v, exports published: %v", e.Code, point, low, high, exports)
		}
	}
	if answered < 16 {
		t.Errorf("only %d answered", answered)
	}
}

// Where nothing is published by industry, totals bound the share by capacity alone, and where not even totals are, any
// share agrees with the statistics.
func TestSmallFirmsInTotal(t *testing.T) {
	year, err := indicators.ADB72.At(2019)
	if err != nil {
		t.Fatal(err)
	}
	of := func(measure string) float64 { v, _ := year.Value(measure, "GEO", indicators.All); return v }
	in, made := of("exports")-of("gvc_backward"), of("value_added")
	for _, share := range []float64{.01, .3, .593, .9, .99} {
		own := sme.Statistics{{Economy: "GEO", Indicator: sme.ValueAdded, Value: share, Low: share, High: share}}
		s := smallFirms(t, "GEO", 2019, own)
		_, low, high := s.Share()
		most, least := share*made/in, 1-(1-share)*made/in // all that a class makes, spent on exports first
		if math.Abs(high-min(1, most)) > 1e-12 || math.Abs(low-max(0, least)) > 1e-12 || s.Point != nil {
			t.Errorf("share %v: %v to %v", share, low, high)
		}
	}
	s := smallFirms(t, "UZB", 2019, nil)
	if point, low, high := s.Share(); !math.IsNaN(point) || low != 0 || high != 1 || len(s.Sources()) > 0 {
		t.Errorf("Uzbekistan: %v in %v to %v, from %v", point, low, high, s.Sources())
	}
	for _, n := range s.Notes() {
		if n.Key == "smallfirms-no-point" {
			t.Error("it says that nobody publishes how exports are split")
		}
	}
}

// With the document's shares the closed form is near what an independent program found, which gives every industry the
// same share of exports.
func TestSmallFirmsOfTheDocument(t *testing.T) {
	for _, c := range []struct {
		code  string
		share float64
		year  int
		want  float64
	}{{"THA", .47, 2019, .414}, {"MYS", .26, 2019, .274}, {"PHL", .32, 2019, .311}, {"THA", .47, 2008, .415}} {
		own := sme.Statistics{{Economy: c.code, Indicator: sme.ValueAdded, Value: c.share, Low: c.share, High: c.share},
			{Economy: c.code, Indicator: sme.Exports, Value: .3, Low: .3, High: .3}}
		s := smallFirms(t, c.code, c.year, own)
		if point, _, _ := s.Share(); math.Abs(point-c.want) > .01 {
			t.Errorf("%s %d: %.4f, want %.3f", c.code, c.year, point, c.want)
		}
	}
}

func TestSmallFirmsFrame(t *testing.T) {
	f := smallFirms(t, "VNM", 2019, nil).Frame()
	if !math.IsNaN(f.Column("point").Floats[0]) || f.Column("low").Floats[0] <= 0 || len(f.Notes) < 3 {
		t.Errorf("%+v", f)
	}
	c := smallFirms(t, "PAK", 2019, nil)
	if len(c.Doubts) == 0 {
		t.Error("a statistic of grade C is used without a word")
	}
}
