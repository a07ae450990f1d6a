package validate

import (
	"context"
	"math"
	"path/filepath"
	"strconv"
	"testing"

	"ikat/internal/shareddata"
)

// Every cell of every file agrees with the program that made it, to 1e-9 of it or of one unit of the table.
func TestGolden2008(t *testing.T) {
	data := filepath.Dir(shareddata.Path(t, "golden2008"))
	shareddata.Path(t, WIOD(2008))
	w := over(data)
	for _, g := range goldenFiles {
		t.Run(g.quantity, func(t *testing.T) {
			d, err := g.difference(context.Background(), w)
			if err != nil {
				t.Fatal(err)
			}
			if d.Cells == 0 || !(d.Worst <= goldenTolerance) {
				t.Errorf("%s, %d cells: %.1e at %s", g.file, d.Cells, d.Worst, d.Where)
			}
		})
	}
}

// The cell that is left out is off by what LUX c5 and c8 sell without output, and by nothing else.
func TestKWWResidualOfLUX(t *testing.T) {
	data := filepath.Dir(shareddata.Path(t, "golden2008"))
	shareddata.Path(t, WIOD(2008))
	w := over(data)
	f, err := w.Ask(context.Background(), "kww", WIOD(2008), "country", nil)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := Value(f, "fdc", "LUX")
	if err != nil {
		t.Fatal(err)
	}
	records, err := readCSV(w.Path("golden2008/kww_country_2008.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range records {
		if rec[0] != "LUX" {
			continue
		}
		theirs, err := strconv.ParseFloat(rec[len(rec)-1], 64)
		if err != nil || math.Abs(theirs-ours+6) > 1e-6 {
			t.Errorf("fdc %v, reference %v: they should differ by 6", ours, theirs)
		}
	}
}
