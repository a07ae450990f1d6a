// Package firmsmodel reads ../shared/data/firms_model, the results of an independent implementation of small and large
// firms as suppliers, and builds the worlds and the changes that they are of, as its README says.
package firmsmodel

import (
	"context"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/csvtext"
	"ikat/isic"
)

// Row is a line of a file: its columns by name.
type Row map[string]string

// Number returns a column as a number, NaN where it is none.
func (r Row) Number(name string) float64 {
	v, err := strconv.ParseFloat(r[name], 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// World says which baseline a row is of.
func (r Row) World() string {
	return strings.Join([]string{r["table"], r["economy"], r["theta"], r["eta_factor"], r["phi"], r["specific_to"],
		r.technology()}, ",")
}

// technology is alike in both classes where a file does not say.
func (r Row) technology() string {
	if r["technology"] == "" {
		return "same"
	}
	return r["technology"]
}

// Read returns the rows of a file.
//
// Error: fault.Unreadable.
func Read(path string) ([]Row, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &fault.Error{Kind: fault.NotFound, Where: path, What: "it cannot be opened", Err: err}
	}
	defer f.Close()
	records, _, err := csvtext.All(f)
	if err != nil {
		return nil, err
	}
	var out []Row
	for _, record := range records[1:] {
		row := Row{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		out = append(out, row)
	}
	return out, nil
}

// Worlds makes baselines with two classes of firms.
type Worlds struct {
	Tables map[string]*icio.Table
	Shares []Row // shares.csv
	Theta  []Row // calibration/elasticity_wiod35.csv

	made map[string]*counterfactual.Baseline
}

// Of returns the baseline that a row is of, and the number of the economy that is divided.
//
// Error: as FromTable and Divide.
func (w *Worlds) Of(r Row) (*counterfactual.Baseline, int, error) {
	tab := w.Tables[r["table"]]
	economy, _ := tab.Economy(r["economy"])
	if b := w.made[r.World()]; b != nil {
		return b, economy, nil
	}
	whole, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: w.theta(tab, r)})
	if err != nil {
		return nil, 0, err
	}
	for _, v := range whole.Theta {
		whole.Eta = append(whole.Eta, v*r.Number("eta_factor"))
	}
	b, err := whole.Divide(w.division(tab, whole, economy, r))
	if w.made == nil {
		w.made = map[string]*counterfactual.Baseline{}
	}
	w.made[r.World()] = b
	return b, economy, err
}

// theta is 5, or the central elasticities with 5 for industries that they do not name.
func (w *Worlds) theta(tab *icio.Table, r Row) []float64 {
	theta := make([]float64, tab.N())
	for j := range theta {
		theta[j] = 5
	}
	for _, line := range w.Theta {
		if j, ok := tab.Industry(line["industry"]); ok && r["theta"] == "central" {
			theta[j] = line.Number("theta")
		}
	}
	return theta
}

func (w *Worlds) division(tab *icio.Table, whole *counterfactual.Baseline, economy int, r Row) counterfactual.Division {
	output, exports, inputs := make([]float64, tab.N()), make([]float64, tab.N()), make([]float64, tab.N())
	for _, s := range w.Shares {
		j, ok := tab.Industry(s["industry"])
		if !ok || s["table"] != r["table"] || s["economy"] != r["economy"] {
			continue
		}
		p := economy*tab.N() + j
		y, va := whole.Output[p], whole.Labour[p]*whole.Output[p]
		output[j], exports[j] = s.Number("share_of_output"), s.Number("share_of_exports")
		if inputs[j] = output[j]; r.technology() == "own" && y > va {
			inputs[j] = (output[j]*y - s.Number("own_share_of_value_added")*va) / (y - va)
		}
	}
	return counterfactual.Division{Economy: economy, Classes: []string{"sme", "large"},
		Output: Two(output), Exports: Two(exports), Inputs: Two(inputs),
		Specific: r.Number("phi"), Market: counterfactual.Market(r["specific_to"])}
}

// Two are the shares of small firms, and of the rest.
func Two(small []float64) [][]float64 {
	large := make([]float64, len(small))
	for j, v := range small {
		large[j] = 1 - v
	}
	return [][]float64{small, large}
}

// Shock is a scenario of the files for one economy's classes.
func Shock(b *counterfactual.Baseline, economy int, scenario string) counterfactual.Shock {
	s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
	goods := isic.Goods(b.Industries, nil)
	for at := range s.Iceberg {
		s.Iceberg[at] = 1
		j, d, i := b.Ends(at)
		door, supplier := b.Doors()[d], b.Suppliers()[i]
		if supplier.Economy != economy {
			continue
		}
		if industry := b.Industries[j]; scenario == "qualified" {
			if supplier.Class == "sme" && slices.Contains([]string{"c13", "c14", "c15"}, industry) {
				s.Iceberg[at] = math.Pow(1.2, -1/b.Theta[j])
			}
		} else if goods[j] && eased(scenario, supplier.Class, Door(door, economy)) {
			s.Iceberg[at] = .95
		}
	}
	return s
}

// eased reports whether a scenario eases sales of a class through a door.
func eased(scenario, class, door string) bool {
	switch scenario {
	case "all_exports":
		return door == "exports"
	case "sme_exports":
		return class == "sme" && door == "exports"
	case "sme_home":
		return class == "sme" && door != "exports"
	}
	return class == "sme" && scenario == "sme_home_to_"+door
}

// Door is the name that the files have for a door of the divided economy's classes: exports, large, small, final.
func Door(d counterfactual.Door, economy int) string {
	switch {
	case d.Economy != economy:
		return "exports"
	case d.Class == "sme":
		return "small"
	}
	return d.Class
}

// Compare calls see with every result of a scenario, in per cent, beside the file's.
func Compare(o *counterfactual.Outcome, economy int, r Row, see func(column string, got, want float64)) {
	classes := o.Classes(economy)
	small := classes[0].Supplier
	for column, v := range map[string]float64{
		"sme_income_pct": classes[0].Income, "large_income_pct": classes[1].Income, "economy_pct": classes[0].Economy,
		"sme_shift_pct": classes[0].Shift, "large_shift_pct": classes[1].Shift,
		"real_wage_pct": o.RealWage[economy] - 1,
		"welfare_pct":   o.Welfare[economy] - 1, "world_pct": o.Base.World().Growth(o),
		"consumer_price_pct": o.PriceIndex[economy] - 1,
	} {
		see(column, 100*v, r.Number(column))
	}
	for rule, v := range map[string]counterfactual.Rivals{"losers_": o.ProportionalLosers(small),
		"pairs_": o.PairwiseLosers(small)} {
		for column, part := range map[string]float64{
			"large_home": v.ClassesHome, "large_export": v.ClassesExport, "abroad_home": v.AbroadHome,
			"abroad_export": v.AbroadExport, "growth_home": v.GrowthHome, "growth_export": v.GrowthExport,
		} {
			see(rule+column, 100*part, r.Number(rule+column))
		}
	}
}

// Derivatives are what a world's links are worth to small firms' income, to large firms' and to welfare.
type Derivatives struct {
	Base    *counterfactual.Baseline
	Economy int
	Flows   []float64
	Worth   [3][]float64 // by link: per cent for one per cent lower cost
}

// Differentiate computes a world's derivatives.
//
// Error: as Linearise.
func Differentiate(ctx context.Context, b *counterfactual.Baseline, economy int) (*Derivatives, error) {
	l, err := b.Linearise(ctx, counterfactual.Held)
	if err != nil {
		return nil, err
	}
	g, err := l.Gradients(ctx, append(b.Incomes(economy)[:2], b.WelfareOf(economy)))
	if err != nil {
		return nil, err
	}
	d := &Derivatives{Base: b, Economy: economy, Flows: b.Flows()}
	for o := range d.Worth {
		d.Worth[o] = make([]float64, len(g[o]))
		for at, v := range g[o] {
			d.Worth[o][at] = -v
		}
	}
	return d, nil
}

// Columns are the files' names of Derivatives.Worth.
var Columns = [3]string{"sme_income", "large_income", "welfare"}

// Link returns the position of a row's link.
func (d *Derivatives) Link(r Row) int {
	supplier, door := -1, -1
	for i, s := range d.Base.Suppliers() {
		if d.Base.Economies[s.Economy] == r["supplier"] && s.Class == r["class"] {
			supplier = i
		}
	}
	for i, v := range d.Base.Doors() {
		name := ""
		if v.Economy == d.Economy {
			name = Door(v, d.Economy)
		}
		if d.Base.Economies[v.Economy] == r["buyer"] && name == r["door"] {
			door = i
		}
	}
	return d.Base.Link(slices.Index(d.Base.Industries, r["industry"]), door, supplier)
}

// Through adds up sales and derivatives over all links of a row's class through its door.
func (d *Derivatives) Through(r Row) (sales float64, worth [3]float64) {
	for at, m := range d.Flows {
		_, door, i := d.Base.Ends(at)
		s := d.Base.Suppliers()[i]
		if s.Economy == d.Economy && s.Class == r["class"] && Door(d.Base.Doors()[door], d.Economy) == r["door"] {
			sales += m
			for o := range worth {
				worth[o] += d.Worth[o][at]
			}
		}
	}
	return sales, worth
}
