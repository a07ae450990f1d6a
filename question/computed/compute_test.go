package computed_test

import (
	"errors"
	"ikat/internal/questiontest"
	"ikat/internal/shareddata"
	"ikat/internal/tinyworld"
	"ikat/leontief"
	"ikat/question/computed"
	"ikat/tablefile/oecd"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The terms of bm add up at every level of a real table.
func TestTermsAddUpAtEveryLevel(t *testing.T) {
	path := shareddata.Path(t, "lrwiod2000/lrwiod_2000.csv.gz")
	for _, level := range []string{"country", "sector", "bilateral", "bilateral-sector"} {
		f, err := computed.Measures(
			t.Context(),
			questiontest.Engine(),
			computed.Request{Measures: []string{"bm"}, Tables: []string{path}, Level: level},
			nil,
		)
		if err != nil {
			t.Fatal(err)
		}
		v := func(name string, row int) float64 { return f[0].Column(name).Floats[row] }
		for r := range f[0].Rows() {
			e := v("gexp", r)
			for name, gap := range map[string]float64{
				"dc + fc = gexp":     v("dc", r) + v("fc", r) - e,
				"dva + ddc = dc":     v("dva", r) + v("ddc", r) - v("dc", r),
				"fva + fdc = fc":     v("fva", r) + v("fdc", r) - v("fc", r),
				"vax + ref = dva":    v("vax", r) + v("ref", r) - v("dva", r),
				"davax + gvc = gexp": v("davax", r) + v("gvc", r) - e,
				"gvcb + gvcf = gvc":  v("gvcb", r) + v("gvcf", r) - v("gvc", r),
			} {
				if math.Abs(gap) > 1e-9*math.Max(1, math.Abs(e)) {
					t.Fatalf("%s, row %d: %s misses by %v of %v", level, r, name, gap, e)
				}
			}
		}
	}
}

// Where value added as printed is less than output less inputs, the result says so and by how much.
func TestNotesSayWhatValueAddedIs(t *testing.T) {
	path := shareddata.Path(t, "lrwiod2000/lrwiod_2000.csv.gz")
	for basis, want := range map[leontief.Basis]string{leontief.Residual: "0.62% smaller",
		leontief.Reported: "belong to nobody"} {
		f, err := computed.Measures(
			t.Context(),
			questiontest.Engine(),
			computed.Request{Measures: []string{"vax"}, Tables: []string{path}, Basis: basis},
			nil,
		)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, n := range f[0].Notes {
			found = found || strings.Contains(n.Text, want)
		}
		if !found {
			t.Errorf("%s: no note says %q: %v", basis, want, f[0].Notes)
		}
	}
}

// Taxes are blamed only for what the table's rows of them say.
func TestNotesDoNotBlameTaxesThatAreNotThere(t *testing.T) {
	tiny := *tinyworld.Table()
	tiny.VA = slices.Clone(tiny.VA)
	for j := range tiny.VA {
		tiny.VA[j] /= 2
	}
	path := filepath.Join(t.TempDir(), "half_2010.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(oecd.Write(f, &tiny), f.Close()); err != nil {
		t.Fatal(err)
	}
	got, err := computed.Measures(
		t.Context(),
		questiontest.Engine(),
		computed.Request{Measures: []string{"vax"}, Tables: []string{path}},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range got[0].Notes {
		if strings.Contains(n.Text, "50.00% smaller") && strings.Contains(n.Text, "explain 0.00%") {
			return
		}
	}
	t.Errorf("no note says that half is missing, and not by taxes: %v", got[0].Notes)
}
