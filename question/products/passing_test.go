package products_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/internal/questiontest"

	"ikat/question/products"
	"ikat/result"
	"ikat/trade"
	"ikat/trade/flowstore"
)

// twoYears keeps two years of made-up flows with quantities, some of them missing, and the world's largest years apart.
func twoYears(t *testing.T) *flowstore.Store {
	t.Helper()
	s := flowstore.New(t.TempDir())
	r := rand.New(rand.NewPCG(1, 2))
	economies := []string{"CHN", "IDN", "JPN", "KOR", "THA", "VNM"}
	for _, year := range []int{2020, 2022} {
		b := trade.NewBuilder()
		for _, from := range economies {
			for p := range 8 {
				for _, to := range economies {
					if from == to || r.IntN(3) == 0 {
						continue
					}
					q := 1 + 9*r.Float64()
					if r.IntN(5) == 0 {
						q = math.NaN()
					}
					b.Add(b.Economy(from), b.Economy(to), b.Product(fmt.Sprintf("8500%02d", p)), 1+99*r.Float64(), q)
				}
			}
		}
		d := b.Data(trade.Meta{Name: "two", Source: "made up", Classification: "HS 2017", Unit: "thousand USD",
			Measure: "tonnes", Reported: "reconciled"}, year)
		if _, err := s.Put(d, false); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// text is all that a frame says, its numbers to the last digit.
func text(f *result.Frame) string {
	var out strings.Builder
	for _, c := range f.Columns {
		fmt.Fprintln(&out, c.Name)
		for r := range c.Len() {
			switch {
			case c.IsText():
				fmt.Fprint(&out, c.Text(r), " ")
			case c.IsWhole():
				fmt.Fprint(&out, c.WholeAt(r), " ")
			default:
				fmt.Fprint(&out, c.Floats[r], " ")
			}
		}
		fmt.Fprintln(&out)
	}
	return out.String()
}

// A question over more flows than are kept reads only what it rests on, and says the same as one over few.
func TestYearsInPassingSayTheSame(t *testing.T) {
	store := twoYears(t)
	measures := products.Products.Param("measure").Values
	if len(measures) < 10 {
		t.Fatalf("measures: %v", measures)
	}
	answered := 0
	for _, m := range measures {
		var said [2]string
		for i, most := range []int{20_000_000, 0} {
			before := products.KeepAtMost(most)
			e := questiontest.Engine()
			e.KeepFlows(store)
			f, err := ask(t, e, products.Products, map[string][]string{"measure": {m}, "trade": {"two/*"}})
			before()
			if err != nil {
				said[i] = err.Error()
				continue
			}
			answered++
			said[i] = text(f)
		}
		if said[0] != said[1] {
			t.Errorf("%s\nkept:\n%s\nin passing:\n%s", m, said[0], said[1])
		}
	}
	if answered < 16 {
		t.Errorf("only %d of %d were answered", answered, 2*len(measures))
	}
}

// Over several years a product's demand grows from the first year to the last, those between left alone; demand that
// was nothing at first has no growth.
func TestOpportunitiesOverYears(t *testing.T) {
	path := filepath.Join(t.TempDir(), "small.csv")
	rows := small + "USA,THA,010121,2022,5,1\nUSA,VNM,854231,2022,99,1\nVNM,USA,610910,2022,20,2\n"
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := ask(t, questiontest.Engine(), products.Opportunities,
		map[string][]string{"economy": {"VNM"}, "trade": {path + "/*"}})
	if err != nil {
		t.Fatal(err)
	}
	for product, want := range map[string]float64{
		"870899": math.Sqrt(50./40) - 1, // 40 in 2020, 50 in 2022, 50 between
		"854231": math.Sqrt(99./100) - 1,
		"010121": math.NaN(),
	} {
		got := cell(t, f, "growth", product)
		if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-12 {
			t.Errorf("%s grows by %v a year, not %v", product, got, want)
		}
	}
	if alone, err := ask(t, questiontest.Engine(), products.Opportunities,
		map[string][]string{"economy": {"VNM"}, "trade": {path + "/2022"}}); err != nil ||
		!math.IsNaN(cell(t, alone, "growth", "870899")) {
		t.Errorf("one year has growth: %v", err)
	}
}
