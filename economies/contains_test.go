package economies

import (
	"slices"
	"testing"
)

// Every economy of today lies in one region, and every region holds economies of today.
func TestRegionsDivideTheWorld(t *testing.T) {
	in := map[string]string{}
	for region, members := range regions() {
		for _, m := range members {
			if in[m] != "" {
				t.Errorf("%s lies in %s and %s", m, in[m], region)
			}
			in[m] = region
		}
	}
	for _, c := range All() {
		if in[c.Code] == "" {
			t.Errorf("%s lies in no region", c.Code)
		}
		delete(in, c.Code)
	}
	for c, region := range in {
		t.Errorf("%s of region %s is no economy of today", c, region)
	}
}

func TestContentsAreKnown(t *testing.T) {
	for aggregate := range contents() {
		if e, ok := Get(aggregate); !ok || e.Kind != Aggregate {
			t.Errorf("%s is no aggregate", aggregate)
		}
		for _, c := range contentsOf(aggregate, 2010) {
			if e, ok := Get(c); !ok || e.Kind != Current {
				t.Errorf("%s contains %q", aggregate, c)
			}
		}
		if len(contentsOf(aggregate, 2010)) == 0 {
			t.Errorf("%s contains nothing", aggregate)
		}
	}
}

// Aggregates share out what a table has not apart, the narrower first, and the rest of the world takes what remains.
func TestContained(t *testing.T) {
	got := Contained([]string{"DEU", "FRA", "CHN", "OEU", "WE", "WA", "ROW"}, 2011)
	for aggregate, has := range map[string][2]string{"OEU": {"ITA", "DEU"}, "WE": {"NOR", "ITA"},
		"WA": {"THA", "CHN"}, "ROW": {"USA", "NOR"}} {
		if m := got[aggregate]; !slices.Contains(m, has[0]) || slices.Contains(m, has[1]) {
			t.Errorf("%s: %v", aggregate, m)
		}
	}
	if slices.Contains(got["OEU"], "HRV") || !slices.Contains(Contained([]string{"OEU"}, 2014)["OEU"], "HRV") {
		t.Error("Croatia joined the Union in 2013")
	}
	n := 3
	for _, m := range got {
		n += len(m)
	}
	if want := len(All()); n != want {
		t.Errorf("%d economies in all, of %d", n, want)
	}
	if got := Contained([]string{"CN1", "CN2", "ROW"}, 2011)["ROW"]; slices.Contains(got, "CHN") {
		t.Error("China is apart, in parts")
	}
	if got := Contained([]string{"DEU", "XYZ"}, 2011); len(got) != 0 {
		t.Errorf("no aggregates, and %v", got)
	}
}
