package engine

import (
	"context"
	"math"
	"testing"

	"ikat/indicators"
)

// RCA computed from published exports is the publisher's, which is printed to six places and kept to five digits.
func TestPublishedExportsGiveThePublishedAdvantages(t *testing.T) {
	e := New("test", nil)
	refs := PublishedFlows()
	if len(refs) != len(indicators.ADB62.Years) || refs[0] != "adb62-exports/2022" {
		t.Fatal(refs)
	}
	d, err := e.Flows(context.Background(), refs[0], "", nil)
	if err != nil {
		t.Fatal(err)
	}
	y, err := indicators.ADB62.At(2022)
	if err != nil {
		t.Fatal(err)
	}
	if !d.ToWorldOnly() {
		t.Error("exports with the world have importers")
	}
	x, checked := d.Exports(), 0
	for c, code := range d.Economies {
		for p, industry := range d.Products {
			want, ok := y.Value("rca", code, industry)
			if !ok || x.Row(c)[p] == 0 {
				continue
			}
			checked++
			if got := x.RCA(c, p); math.Abs(got-want) > 1e-6+5e-5*want {
				t.Errorf("%s %s: %v, published %v", code, industry, got, want)
			}
		}
	}
	if checked < 1800 {
		t.Errorf("%d advantages were compared", checked)
	}
}

func TestPublishedExportsOfAYearThatThereIsNot(t *testing.T) {
	e := New("test", nil)
	if _, err := e.Flows(context.Background(), "adb62-exports/2001", "", nil); err == nil {
		t.Error("2001 is not published")
	}
	all, err := e.ExpandFlows([]string{"adb62-exports/*"})
	if err != nil || all[0] != "adb62-exports/2000" || len(all) != len(indicators.ADB62.Years) {
		t.Error(all, err)
	}
}
