package trade_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/shareddata"
	"ikat/trade"
)

// example is the worked example: five economies, six products, two years, every value an exact fraction.
type example struct {
	t     *testing.T
	years map[string]*year
	want  [][]string
	dir   string
}

// year holds what several measures of a year need.
type year struct {
	d, turned *trade.Data
	x, m      *trade.Matrix
	s         *trade.Space
	b         *trade.Bilateral
	u         *trade.UnitValues
	income    []float64
	with, not *trade.Around
}

func rows(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

func number(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func readExample(t *testing.T) *example {
	dir := shareddata.Path(t, "products/worked_example")
	e := &example{t: t, years: map[string]*year{}, want: rows(t, filepath.Join(dir, "expected.csv")), dir: dir}
	flows := map[string][]trade.Flow{}
	for _, r := range rows(t, filepath.Join(dir, "flows.csv")) {
		flows[r[0]] = append(
			flows[r[0]],
			trade.Flow{From: r[1], To: r[2], Product: r[3], Value: number(r[4]), Quantity: number(r[5])},
		)
	}
	gdp := map[string]float64{}
	for _, r := range rows(t, filepath.Join(dir, "gdp_per_capita.csv")) {
		gdp[r[0]+r[1]] = number(r[2])
	}
	for name, list := range flows {
		n, _ := strconv.Atoi(name)
		d, err := trade.New(trade.Meta{Name: "worked"}, n, list)
		if err != nil {
			t.Fatal(err)
		}
		y := &year{d: d, turned: d.Turned(), x: d.Exports(), m: d.Imports(), b: d.Bilateral(), u: d.UnitValues()}
		y.s = trade.NewSpace(y.x)
		y.with, y.not = y.s.Around(trade.WithOwn, nil), y.s.Around(trade.WithoutOwn, nil)
		for _, c := range d.Economies {
			y.income = append(y.income, gdp[c+name])
		}
		e.years[name] = y
	}
	return e
}

// values are the measures that a row of the worked example names, by its name.
func (y *year) values(measure, a, b, product string) (float64, bool) {
	c, j, p := y.d.Position(a), y.d.Position(b), y.d.ProductPosition(product)
	for _, f := range []func(measure string, c, j, p int) (float64, bool){y.ofTotals, y.ofConcentration, y.ofPairs} {
		if v, ok := f(measure, c, j, p); ok {
			return v, true
		}
	}
	if v, ok := y.ofSpace(measure, a, c, p); ok {
		return v, true
	}
	if strings.Contains(measure, "intraregional") || strings.Contains(measure, "homogeneous") ||
		strings.Contains(measure, "introversion") {
		return y.ofRegion(measure, strings.Split(a, "+"))
	}
	return y.ofIntra(measure, c, j, p)
}

func (y *year) ofTotals(measure string, c, j, p int) (float64, bool) {
	switch measure {
	case "world_trade":
		return y.d.Total(), true
	case "total_exports":
		return y.x.Of(c), true
	case "total_imports":
		return y.m.Of(c), true
	case "world_exports":
		return y.x.World(p), true
	case "rca_balassa":
		return y.x.RCA(c, p), true
	case "rca_symmetric":
		return trade.Symmetric(y.x.RCA(c, p)), true
	case "unit_value":
		return y.u.Of(c, p), true
	case "unit_value_world":
		return y.u.World[p], true
	case "unit_value_relative":
		return y.u.Relative(c, p), true
	}
	return 0, false
}

func (y *year) ofConcentration(measure string, c, j, p int) (float64, bool) {
	if c < 0 {
		return 0, false
	}
	row, n := y.x.Row(c), len(y.d.Products)
	var others []float64
	for to, v := range y.d.Markets(c) {
		if to != c {
			others = append(others, v)
		}
	}
	sold, unsold := trade.TheilParts(row, trade.Sold(row))
	// primary are 090111 and 270900, the first two
	between, within := trade.TheilParts(row, []int{0, 0, 1, 1, 1, 1})
	v, ok := map[string]float64{
		"hhi_products": trade.HHI(row), "hhi_products_normalised": trade.NormalisedHHI(trade.HHI(row), n),
		"hhi_products_unctad": trade.ConcentrationUNCTAD(trade.HHI(row), n),
		"hhi_markets":         trade.HHI(others), "hhi_markets_normalised": trade.NormalisedHHI(trade.HHI(others),
			len(others)),
		"theil_products": trade.Theil(row), "theil_between_active_inactive": sold, "theil_within_active": unsold,
		"theil_between_groups": between, "theil_within_groups": within,
	}[measure]
	return v, ok
}

func (y *year) ofSpace(measure, key string, c, p int) (float64, bool) {
	n := len(y.d.Products)
	switch measure {
	case "m_binary_ge1":
		if y.s.M(c, p) {
			return 1, true
		}
		return 0, true
	case "diversity":
		return float64(y.s.Diversity[c]), true
	case "ubiquity":
		return float64(y.s.Ubiquity[p]), true
	case "proximity_min":
		return y.s.Proximity(y.d.ProductPosition(key), p), true
	case "density_diag1":
		return y.with.Density[c*n+p], true
	case "density_diag0":
		return y.not.Density[c*n+p], true
	case "prody":
		return y.x.Prody(y.income)[p], true
	case "expy":
		v, _ := y.x.Expy(y.x.Prody(y.income), c)
		return v, true
	case "eci_components", "eci_not_identified":
		return float64(y.s.Components()), true
	}
	if x, err := y.s.Complexity(""); err == nil {
		switch measure {
		case "eci_z_sample":
			return x.ECI[c], true
		case "eci_z_population":
			return x.ECI[c] * x.Population, true
		case "pci_z_sample":
			return x.PCI[p], true
		case "pci_scaled_by_eci":
			return x.PCIByECI[p] * x.Population, true // that list's deviation is of n
		}
	}
	return 0, false
}

func (y *year) ofPairs(measure string, c, j, p int) (float64, bool) {
	switch measure {
	case "trade_intensity":
		return y.b.Intensity(c, j), true
	case "trade_intensity_excl_own":
		return y.b.IntensityNet(c, j), true
	case "complementarity":
		return y.x.Complementarity(y.m, c, j), true
	case "export_similarity_fk":
		return y.x.Similarity(c, j), true
	}
	return 0, false
}

func (y *year) ofRegion(measure string, members []string) (float64, bool) {
	var at []int
	for _, m := range members {
		at = append(at, y.d.Position(m))
	}
	r := y.b.Region(at)
	hi, he := r.Homogeneous()
	v, ok := map[string]float64{"intraregional_export_share": r.ExportShare(),
		"intraregional_import_share": r.ImportShare(),
		"intraregional_trade_share":  r.TradeShare(), "intraregional_trade_intensity": r.Intensity(),
		"homogeneous_intensity_HI": hi, "homogeneous_extra_HE": he, "symmetric_trade_introversion": r.Introversion()}[measure]
	return v, ok
}

func (y *year) ofIntra(measure string, c, j, p int) (float64, bool) {
	var pair, inverse, cells trade.Intra
	world := make([]trade.TwoWay, len(y.d.Products))
	var product trade.TwoWay
	y.d.Both(y.turned, c, func(t trade.TwoWay) {
		cells.Add(t, trade.Band(.25))
		world[t.Product].X += t.X
		world[t.Product].M += t.M
		if t.Partner == j {
			pair.Add(t, trade.Band(.25))
			inverse.Add(t, trade.InverseBand(.25))
			if t.Product == p {
				product = t
			}
		}
	})
	var total trade.Intra
	for _, t := range world {
		total.Add(t, trade.Band(.25))
	}
	for _, n := range []*trade.Intra{&pair, &inverse, &cells, &total} {
		n.Shares()
	}
	v, ok := map[string]float64{
		"grubel_lloyd": product.GrubelLloyd(), "uv_ratio_export_over_import": product.Ratio(),
		"grubel_lloyd_bilateral": pair.GrubelLloyd, "two_way_share_ff": pair.TwoWay,
		"iit_horizontal": pair.Parts[trade.Horizontal], "iit_vertical_high": pair.Parts[trade.High],
		"iit_vertical_low": pair.Parts[trade.Low], "iit_vertical": pair.Parts[trade.High] + pair.Parts[trade.Low],
		"iit_unknown": pair.Parts[trade.UnknownUV], "iit_horizontal_inverse_rule": inverse.Parts[trade.Horizontal],
		"grubel_lloyd_world": total.GrubelLloyd, "grubel_lloyd_bilateral_weighted": cells.GrubelLloyd,
		"iit_type": float64(product.Quality(trade.Band(.25))),
	}[measure]
	return v, ok
}

func (e *example) potentials(full bool, elasticity float64) *trade.Potentials {
	ratios := map[string][2]float64{}
	for _, r := range rows(e.t, filepath.Join(e.dir, "potential_inputs_countries.csv")) {
		ratios[r[0]] = [2]float64{number(r[1]), number(r[2])}
	}
	pairs := map[string][]string{}
	for _, r := range rows(e.t, filepath.Join(e.dir, "potential_inputs_pairs.csv")) {
		pairs[r[0]+r[1]] = r
	}
	o := trade.Outlook{Elasticity: elasticity,
		GDP:        func(c string) float64 { return ratios[c][0] },
		Population: func(c string) float64 { return ratios[c][1] }}
	if full {
		o.Distance = func(a, b string) float64 { return number(pairs[a+b][2]) }
		o.Tariff = func(a, b, p string) float64 {
			if p == "610910" {
				return number(pairs[a+b][3])
			}
			return number(pairs[a+b][4])
		}
	}
	return trade.NewPotentials(e.years["2020"].d, o)
}

func (e *example) potential(measure, a, b, product string) (float64, bool) {
	full := !strings.Contains(measure, "simple")
	elasticity := 1.0
	if strings.HasSuffix(measure, "1.5") {
		elasticity = 1.5
	}
	d := e.years["2020"].d
	var v trade.Potential
	to := max(0, d.Position(b))
	if b == "" && a == d.Economies[0] {
		to = 1 // supply is the same in every market
	}
	found := false
	e.potentials(full, elasticity).Each(d.Position(a), func(j, p int, got trade.Potential) {
		if j == to && (product == "" || d.Products[p] == product) {
			v, found = got, true
		}
	})
	out, ok := map[string]float64{"ep_supply_market_share": v.MarketShare, "ep_supply_trade_balance": v.TradeBalance,
		"ep_supply_tariff_correction": v.SupplyTariff, "ep_demand_elasticity1": v.Demand, "ep_ease_trade_ratio": v.Ease,
		"ep_ease_distance_factor": v.Distance, "ep_simple": v.Value, "ep_full": v.Value, "ep_full_elasticity_1.5": v.Value,
		"ep_simple_unrealised": v.Unrealised(), "ep_full_unrealised": v.Unrealised()}[measure]
	return out, ok && found
}

// Every value of the worked example is met, to the digits it has.
func TestWorkedExample(t *testing.T) {
	e := readExample(t)
	seen := map[string]int{}
	for _, r := range e.want {
		measure, name, a, b, product, note := r[0], r[1], r[2], r[3], r[4], r[7]
		want := number(r[6])
		var got float64
		ok := false
		if strings.HasPrefix(measure, "ep_") {
			got, ok = e.potential(measure, a, b, product)
		} else {
			got, ok = e.years[name].values(measure, a, b, product)
		}
		if measure == "iit_type" {
			want = kind(note)
		}
		seen[measure]++
		if !ok || math.Abs(got-want) > 1e-13*math.Max(1, math.Abs(want)) {
			t.Errorf("%s %s %s %s %s: %v, want %v (%s)", measure, name, a, b, product, got, want, note)
		}
	}
	if len(e.want) != 1773 {
		t.Errorf("%d values, and 1773 are expected", len(e.want))
	}
	_, err := e.years["2020"].s.Complexity("")
	if fault.KindOf(err) != fault.Inconsistent || err == nil ||
		!strings.Contains(err.Error(), "3 unconnected blocks") {
		t.Errorf("2020: %v", err)
	}
}

// kind is the quality that the example's note names: it calls high what is dearer as an export, low what is cheaper.
func kind(note string) float64 {
	note, _, _ = strings.Cut(note, ";")
	note = strings.NewReplacer("_high", "-dearer", "_low", "-cheaper", "_", "-").Replace(note)
	for q := trade.OneWay; q <= trade.UnknownUV; q++ {
		if note == q.String() {
			return float64(q)
		}
	}
	return -1
}
