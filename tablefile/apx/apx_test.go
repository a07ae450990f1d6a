package apx

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"ikat/icio"
	"ikat/internal/shareddata"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

// The embedded figures are those of a fresh aggregation of the published tables.
func TestEmbeddedEqualsFreshAggregation(t *testing.T) {
	m, err := Mapping()
	if err != nil {
		t.Fatal(err)
	}
	for _, year := range Years {
		src, err := tablefile.OpenPath(shareddata.Path(t, fmt.Sprintf("wiod2013/wiod2013_%d.csv.gz", year)))
		if err != nil {
			t.Fatal(err)
		}
		published, err := oecd.Format{}.Read(context.Background(), src, tablefile.Options{})
		src.Close()
		if err != nil {
			t.Fatal(err)
		}
		want, err := published.Aggregate(m)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Library().Open(context.Background(), Name, year)
		if err != nil {
			t.Fatal(err)
		}
		for name, pair := range map[string][2]any{
			"economies": {got.Economies, want.Economies}, "industries": {got.Industries, want.Industries},
			"categories": {got.Categories, want.Categories},
			"Z":          {got.Z, want.Z}, "F": {got.F, want.F}, "x": {got.X, want.X}, "value added": {got.VA, want.VA},
		} {
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Errorf("%d: %s of the embedded table differs from a fresh aggregation; make apx", year, name)
			}
		}
	}
}

func TestEveryYearOpensAndIsWholeAndNamed(t *testing.T) {
	entries, err := Library().List()
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(Years) {
		t.Fatalf("%d entries, %d years", len(entries), len(Years))
	}
	for _, e := range entries {
		tab, err := Library().Open(context.Background(), e.Name, e.Year)
		if err != nil {
			t.Fatal(err)
		}
		if tab.G() != e.Economies || tab.N() != e.Industries || tab.Year != e.Year || tab.Citation == "" {
			t.Errorf("%s: %d x %d, year %d", e.Ref(), tab.G(), tab.N(), tab.Year)
		}
		for _, c := range append(append([]string(nil), tab.Economies...), tab.Industries...) {
			if tab.EconomyNames[c] == "" {
				t.Errorf("%s has no name", c)
			}
		}
		for _, f := range tab.Validate() {
			if f.Severity == icio.Fatal || f.Code == "row-imbalance" || f.Code == "column-imbalance" {
				t.Errorf("%s: %s", e.Ref(), f)
			}
		}
	}
}
