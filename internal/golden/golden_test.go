package golden_test

import (
	"os"
	"strings"
	"testing"

	"ikat/internal/golden"
	"ikat/internal/shareddata"
)

// Every family is answered as the reference solvers do.
func TestFamilies(t *testing.T) {
	for _, f := range golden.Families {
		t.Run(f.Name+", "+f.Of, func(t *testing.T) {
			text, err := os.ReadFile(shareddata.Path(t, f.File()))
			if err != nil {
				t.Fatal(err)
			}
			off, err := f.Check(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			if !(off.Worst <= 1e-6) || off.Figures == 0 {
				t.Errorf("%d figures of %d instances, off by %g: %s", off.Figures, off.Instances, off.Worst, off.Where)
			}
		})
	}
}

// A figure that is off, and a plan that is another one, are told.
func TestWhatIsOffIsTold(t *testing.T) {
	right := `{"instances": [{"id": "one", "input": {"price": 10, "avoidable": 7, "next_best": 7.8, "invest": 600000,
		"volume": 80000, "rate": 0.12, "salvage_share": 0.25, "years": 4}, "expected": {"exposure": 450000,
		"quasi_rent": 2.2, "largest_cut": 0.22, "npv_at_price": 224291.546, "npv_at_largest_cut": -310281.935,
		"price_that_breaks_even": 9.07690, "cut_that_breaks_even": 0.09231}}]}`
	family := golden.Families[16]
	for text, most := range map[string]float64{right: 1e-4, strings.Replace(right, "0.22,", "0.23,", 1): .02} {
		off, err := family.Check(t.Context(), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if off.Instances != 1 || !(off.Worst < most) || off.Worst < most/1e4 {
			t.Errorf("%+v", off)
		}
	}
	if _, err := family.Check(t.Context(), []byte(`{"instances": []}`)); err == nil {
		t.Error("a file without instances is right")
	}
}
