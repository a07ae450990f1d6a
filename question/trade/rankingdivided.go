package trade

import (
	"math"
	"slices"
	"strings"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/question/sizes"
	"ikat/ranking"
	"ikat/result"
	"ikat/scenario"
	"ikat/sme"
)

// divided is what a ranking knows of classes of firms.
type divided struct {
	small     bool  // the outcome is small firms' income, of the first economy
	economies []int // whose firms are divided, that of the outcome first
	apart     bool  // classes and doors have ranks of their own; else a link is all of an economy's firms
	splits    map[int]*classes.Split
	stats     sme.Statistics
}

// restriction is what the ranking is restricted to, in the language of scenarios.
func (r *links) restriction() scenario.Change {
	return scenario.Change{Exporter: r.Exporters, Importer: r.Importers, Industry: r.Industries}
}

// restricted is the restriction as a file, with the ready groups that it names, and what the table lacks of them.
func (r *links) restricted() (file *scenario.File, lacking []icio.Ready, err error) {
	return (&scenario.File{Scenarios: []scenario.Scenario{{Changes: []scenario.Change{r.restriction()}}}}).InTable(r.t)
}

// whose finds the economies whose firms are divided: that whose small firms' income is the outcome, those whose classes
// are named, and that of the outcome where doors are told apart.
//
// Error: fault.NotFound for an economy or statistics that there are not; fault.Invalid for doors of no economy.
func (r *links) whose() error {
	names := &counterfactual.Baseline{Economies: r.t.Economies, Industries: r.t.Industries, Called: r.t.IndustryNames}
	at := func(text string) (int, error) {
		code, err := (icio.Names{Codes: r.t.Economies, Where: "table " + r.t.Ref()}).Find(text)
		return slices.Index(r.t.Economies, code), err
	}
	doors := r.By == "door" || r.Door != ""
	economy, small := sizes.ForFirms(r.For)
	switch n, err := at(economy); {
	case small && err != nil:
		return err
	case small || doors && err == nil:
		r.economies, r.small = []int{n}, small
	}
	file, _, err := r.restricted()
	if err != nil {
		return err
	}
	named, err := file.Divided(names)
	if err != nil {
		return err
	}
	for _, n := range named {
		if !slices.Contains(r.economies, n) {
			r.economies = append(r.economies, n)
		}
	}
	r.apart = doors || len(named) > 0
	if doors && len(r.economies) == 0 {
		return &fault.Error{Kind: fault.Invalid, Param: "by", What: "doors are those of an economy, and none is named",
			Fix: "Add {for=sme:KOR}, {for=KOR} or {exporter=KOR/sme}"}
	}
	if len(r.economies) > 0 {
		r.stats, err = sizes.Statistics(r.Statistics)
	}
	return err
}

// divide divides the firms of the ranking's economies by their statistics.
func (r *links) divide(b *counterfactual.Baseline) (*counterfactual.Baseline, error) {
	r.splits = map[int]*classes.Split{}
	for _, n := range r.economies {
		stats, err := r.stats.Of(b.Economies[n])
		if err != nil {
			return nil, err
		}
		s, err := classes.Of(b, n, stats, sme.LeastInformation)
		if err != nil {
			return nil, err
		}
		r.splits[n] = s
	}
	return r.dividedBy(b, r.splits)
}

// dividedBy divides the firms of the ranking's economies by splits.
func (r *links) dividedBy(b *counterfactual.Baseline, by map[int]*classes.Split) (*counterfactual.Baseline, error) {
	var divisions []counterfactual.Division
	for _, n := range r.economies {
		divisions = append(divisions, by[n].Division(b))
	}
	return b.Divide(divisions...)
}

// spread gives links of classes what is said of links of economies, [N][G][G].
func spread(b *counterfactual.Baseline, whole []float64) []float64 {
	G := b.G()
	out := make([]float64, b.Links())
	for l := range out {
		j, d, s := b.Ends(l)
		out[l] = whole[(j*G+b.Doors()[d].Economy)*G+b.Suppliers()[s].Economy]
	}
	return out
}

// eachLink calls f for the links to be ranked: across borders, and, where doors are told apart, those of the divided
// economies through the door asked for.
func (r *links) eachLink(b *counterfactual.Baseline, sel scenario.Selection, f func(link int)) {
	if r.By != "door" && r.Door == "" {
		sel.EachLink(b, f)
		return
	}
	for l := range b.Links() {
		if door := r.door(b, l); sel.Has(b, l) && door != "" && (r.Door == "" || door == r.Door) {
			f(l)
		}
	}
}

// door is the door of a divided economy that a link leads through, the seller's first.
func (r *links) door(b *counterfactual.Baseline, l int) string {
	for _, n := range r.economies {
		if door := classes.DoorOf(b, n, l); door != "" {
			return door
		}
	}
	return ""
}

// ends are a link's seller, buyer and industry, by number, and the door, where doors are told apart.
type ends struct {
	from, to, industry int
	door               string
}

// endsOf are economies, or classes and doors where these have ranks of their own.
func (r *links) endsOf(b *counterfactual.Baseline, l int) ends {
	j, d, s := b.Ends(l)
	if r.apart {
		return ends{s, d, j, r.door(b, l)}
	}
	return ends{b.Suppliers()[s].Economy, b.Doors()[d].Economy, j, ""}
}

// addFirms puts small firms, large ones and the economy beside each gain, with the range over all splits where mending
// treats both classes alike, and at whose expense small firms gain where it does not.
func (r *links) addFirms(f *result.Frame, out *ranking.Result) {
	if len(r.economies) == 0 || len(out.Rows) == 0 {
		return
	}
	n := r.economies[0]
	rows := make([]firmRow, len(out.Rows))
	for k, row := range out.Rows {
		v := firmRow{sharesLow: math.NaN(), sharesHigh: math.NaN(), fromLarge: math.NaN(), fromAbroad: math.NaN()}
		v.Change = r.splits[n].Growth(row.Outcome)
		if !r.apart && r.splits[n].Alike() {
			if low, high, err := r.splits[n].Bounds(row.Outcome); err == nil { // the statistics agree: they were split
				v.sharesLow, v.sharesHigh = low, high
			}
		} else {
			v.losers(row.Outcome, n)
		}
		rows[k] = v
	}
	c := f.Of(result.Scenario, len(rows))
	for _, d := range firmColumns(r.t.Economies[n]) {
		c.Number(d.name, d.label, counterfactual.PerCent, d.definition, func(i int) float64 {
			return 100 * d.of(&rows[i])
		})
	}
	f.Notes = append(f.Notes, incomeNote)
	f.Notes = append(f.Notes, sourceNotes(r.splits[n])...)
}

// firmsOf names whose small firms a ranking is for, "" where it is for others.
func (r *links) firmsOf() string {
	if !r.small {
		return ""
	}
	return r.t.Economies[r.economies[0]]
}

// whole is the economy of an end such as KOR/sme.
func whole(end string) string {
	economy, _, _ := strings.Cut(end, "/")
	return economy
}
