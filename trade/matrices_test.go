package trade_test

import (
	"math"
	"path/filepath"
	"slices"
	"testing"

	"ikat/internal/shareddata"
	"ikat/trade"
)

// agreed is a matrix of exports whose measures several programs agree on.
type agreed struct {
	t    *testing.T
	dir  string
	name string
	x    *trade.Matrix
	s    *trade.Space
	c    *trade.Complexity

	own, not *trade.Around
	worst    map[string]float64 // relative difference, by measure
}

func readAgreed(t *testing.T, name string) *agreed {
	a := &agreed{t: t, dir: shareddata.Path(t, "products/complexity"), name: name, worst: map[string]float64{}}
	list := shareddata.Rows(t, filepath.Join(a.dir, name+"_input.csv.gz"))[1:]
	var economies, products []string
	for _, r := range list {
		economies, products = append(economies, r[0]), append(products, r[1])
	}
	economies, products = slices.Compact(
		slices.Sorted(slices.Values(economies)),
	), slices.Compact(
		slices.Sorted(slices.Values(products)),
	)
	x := make([]float64, len(economies)*len(products))
	for _, r := range list {
		x[a.at(economies, r[0])*len(products)+a.at(products, r[1])] = number(r[2])
	}
	a.x = trade.NewMatrix(economies, products, x)
	a.s = trade.NewSpace(a.x)
	var err error
	if a.c, err = a.s.Complexity(""); err != nil {
		t.Fatal(err)
	}
	a.own, a.not = a.s.Around(trade.WithOwn, a.c.PCI), a.s.Around(trade.WithoutOwn, a.c.PCI)
	return a
}

func (a *agreed) at(list []string, code string) int {
	i, ok := slices.BinarySearch(list, code)
	if !ok {
		a.t.Fatalf("%s is not there", code)
	}
	return i
}

func (a *agreed) is(measure string, got float64, want string) {
	w := number(want)
	a.worst[measure] = math.Max(a.worst[measure], math.Abs(got-w)/math.Max(1, math.Abs(w)))
	if math.IsNaN(got) {
		a.worst[measure] = math.Inf(1)
	}
}

// places are 0 to n-1.
func places(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func (a *agreed) economies() {
	n := len(a.x.Products)
	outlooks := a.s.Outlooks(trade.WithOwn, a.c.PCI, places(len(a.x.Economies)))
	for _, r := range rows(a.t, filepath.Join(a.dir, a.name+"_countries.csv")) {
		c := a.at(a.x.Economies, r[0])
		row := a.x.Row(c)
		a.is("total", a.x.Of(c), r[1])
		a.is("diversity", float64(a.s.Diversity[c]), r[2])
		a.is("ECI", a.c.ECI[c], r[3])
		a.is("ECI population", a.c.ECI[c]*a.c.Population, r[4])
		a.is("outlook", outlooks[c], r[5])
		a.is("HHI", trade.HHI(row), r[6])
		a.is("HHI normalised", trade.NormalisedHHI(trade.HHI(row), n), r[7])
		a.is("Theil", trade.Theil(row), r[8])
		a.is("Gini", trade.Gini(row), r[10])
	}
}

func (a *agreed) products() {
	for _, r := range rows(a.t, filepath.Join(a.dir, a.name+"_products.csv")) {
		p := a.at(a.x.Products, r[0])
		a.is("ubiquity", float64(a.s.Ubiquity[p]), r[2])
		a.is("PCI", a.c.PCI[p], r[3])
		a.is("PCI by ECI", a.c.PCIByECI[p]*a.c.Population, r[5]) // that list has the deviation of n
	}
}

func (a *agreed) cells(cells [][]string) {
	n := len(a.x.Products)
	for _, r := range cells {
		c, p := a.at(a.x.Economies, r[0]), a.at(a.x.Products, r[1])
		a.is("RCA", a.x.RCA(c, p), r[2])
		m := 0.0
		if a.s.M(c, p) {
			m = 1
		}
		a.is("M", m, r[3])
		a.is("density, own in", a.own.Density[c*n+p], r[4])
		a.is("density, own out", a.not.Density[c*n+p], r[5])
		a.is("gain", a.own.Gain[c*n+p], r[6])
		a.is("outlook gain", a.own.Gain[c*n+p]-a.own.Density[c*n+p]*a.c.PCI[p], r[7])
		if m == 0 {
			a.is("outlook gain", a.s.OutlookGain(a.own, a.c.PCI, c, p), r[7])
			a.is("outlook gain, own out", a.s.OutlookGain(a.not, a.c.PCI, c, p), r[8])
		}
	}
}

func (a *agreed) pairs(pairs [][]string) {
	for _, r := range pairs {
		p, q := a.at(a.x.Products, r[0]), a.at(a.x.Products, r[1])
		a.is("proximity", a.s.Proximity(p, q), r[2])
		a.is("common", float64(a.s.Common(p, q)), r[3])
	}
}

func (a *agreed) within(tolerance float64) {
	for measure, worst := range a.worst {
		if worst > tolerance {
			a.t.Errorf("%s, %s: off by %.2g", a.name, measure, worst)
		}
	}
}

// RCA, proximity, density, ECI, PCI and gains of two matrices are those that programs of others agree on.
func TestMatricesOfOthers(t *testing.T) {
	small := readAgreed(t, "small_21")
	small.economies()
	small.products()
	small.cells(shareddata.Rows(t, filepath.Join(small.dir, "small_21_cells.csv.gz"))[1:])
	small.pairs(rows(t, filepath.Join(small.dir, "small_21_proximity.csv")))
	small.within(1e-9)

	large := readAgreed(t, "large_785")
	large.economies()
	large.products()
	large.cells(shareddata.Rows(t, filepath.Join(large.dir, "large_785_cells_sample4000.csv.gz"))[1:])
	large.pairs(rows(t, filepath.Join(large.dir, "large_785_proximity_sample4000.csv")))
	large.incomes()
	large.within(1e-9)
}

// incomes compares PRODY and EXPY over the economies whose income is known.
func (a *agreed) incomes() {
	known := map[string]float64{}
	for _, r := range rows(a.t, filepath.Join(a.dir, "gdp_per_capita_1998_2000.csv")) {
		known[r[0]] = number(r[1])
	}
	x := a.x.Lists(func(c int) bool { return known[a.x.Economies[c]] > 0 }, func(int) bool { return true })
	var income []float64
	for _, c := range x.Economies {
		income = append(income, known[c])
	}
	prody := x.Prody(income)
	for _, r := range rows(a.t, filepath.Join(a.dir, "large_785_prody.csv")) {
		a.is("PRODY", prody[a.at(x.Products, r[0])]/number(r[1]), "1")
	}
	for _, r := range rows(a.t, filepath.Join(a.dir, "large_785_expy.csv")) {
		expy, _ := x.Expy(prody, a.at(x.Economies, r[0]))
		a.is("EXPY", expy/number(r[1]), "1")
	}
}
