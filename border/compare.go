package border

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/result"
)

// Comparison says which economies to compare, and over which assumptions.
type Comparison struct {
	Economies []string // none is all
	Peers     []string // none is all but the economy itself
	Costs     []Costs  // of one kind of goods, least to most; the one in the middle is central
}

// central is the position of the central costs.
func (c Comparison) central() int { return (len(c.Costs) - 1) / 2 }

// Containers are the factors by which a container's value is varied when ranks are tested where all costs take the
// same: half, as given, twice.
var Containers = []float64{.5, 1, 2}

// Compare returns a row for each economy: procedures, gap to the frontier and to peers, ratio to the best, what they
// and the gaps amount to ad valorem and what a day is worth at central, least and highest costs, and the interval of
// ranks over what a day costs and what a container is worth, one by one.
//
//	cost = export US$/V + import US$/V + θ (export days + import days)
//
// Error: fault.NotFound for an economy the table lacks; fault.Invalid for a table without procedures or a container
// without value.
func Compare(t *Table, c Comparison) (*result.Frame, error) {
	if len(t.Records) == 0 {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("border table %s", t.Name),
			What:  "it has no economies' procedures to compare",
		}
	}
	for _, costs := range c.Costs {
		if d := costs.Dollar[0]; !(d > 0) || math.IsInf(d, 0) {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: "container value",
				What:  fault.Say("US$ %g is no value of goods", 1/d),
				Fix:   "Give US dollars above zero, such as 20000",
			}
		}
	}
	for _, list := range []*[]string{&c.Economies, &c.Peers} {
		codes, err := t.Canonical(*list)
		if err != nil {
			return nil, err
		}
		*list = codes
	}
	ranks := rank(t.Records, c)
	order := make([]int, len(t.Records))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ranks[a].middle, ranks[b].middle) })
	if len(c.Economies) > 0 {
		order = slices.DeleteFunc(order, func(i int) bool { return !slices.Contains(c.Economies, t.Records[i].Economy) })
	}
	f := &result.Frame{
		Title: fmt.Sprintf("What it takes to cross a border: %d of %d economies", len(order), len(t.Records)),
	}
	columns(f, t, c, order, ranks)
	c.note(f)
	if strings.HasPrefix(t.Name, "doing-business") {
		f.Note("border-discontinued", "{text}", "text", Discontinued)
	}
	for _, i := range order {
		if why, ok := t.Cautions[t.Records[i].Economy]; ok {
			f.Warn("border-caution", "{economy}: {why}", "economy", t.Records[i].Economy, "why", why)
		}
	}
	shown := make([]string, len(order))
	for at, i := range order {
		shown[at] = t.Records[i].Economy
	}
	f.Notes = append(f.Notes, t.WithinUnions(shown, nil)...)
	f.Provenance.Question = "border"
	f.Provenance.References = []string{
		"Djankov, Freund, Pham (2010), Review of Economics and Statistics 92",
		"Hummels, Schaur (2013), American Economic Review 103",
	}
	return f, nil
}

type standing struct {
	low, high, middle int
	held              float64
}

// note says over which costs levels and ranks run.
func (c Comparison) note(f *result.Frame) {
	least, central, most := c.Costs[0], c.Costs[c.central()], c.Costs[len(c.Costs)-1]
	percent := func(at Costs) float64 { return math.Round(1e5*at.Theta) / 1e3 }
	worth := func(at Costs) float64 { return math.Round(1 / at.Dollar[0]) }
	args := []any{"low", percent(least), "central", percent(central), "high", percent(most),
		"container", worth(central), "least", worth(most), "most", worth(least)}
	assumptions := len(c.Costs) * len(c.dollars())
	if c.sameGoods() {
		f.Note(
			"border-cost",
			"cost is ad valorem, both sides of the border, the same for all goods: a day costs {central}% of their "+
				"value ({low} to {high}%), and a container is worth US$ {container}",
			args...)
		f.Note(
			"border-ranks",
			"ranks (1 is best) over {n} {n:assumption|assumptions}: each cost of a day, with containers worth half, as much "+
				"and twice that; rank_held is how often the rank in the middle holds",
			"n",
			assumptions,
		)
		return
	}
	f.Note(
		"border-cost-goods",
		"cost is ad valorem, both sides of the border, for a shipment of manufactures as they are on "+
			"average: a day costs {central}% of their value ({low} to {high}%), and a shipment is worth US$ {container} "+
			"({least} "+
			"to {most}); central, least and most",
		args...)
	f.Note(
		"border-ranks-goods",
		"ranks (1 is best) over {n} {n:assumption|assumptions}: each cost of a day with each value of a shipment; "+
			"rank_held is how often the central rank holds",
		"n",
		assumptions,
	)
}

// sameGoods reports whether a container is worth the same in all costs.
func (c Comparison) sameGoods() bool {
	return c.Costs[0].Dollar[0] == c.Costs[len(c.Costs)-1].Dollar[0]
}

// dollars are what a dollar of procedures may amount to, the central one in the middle.
func (c Comparison) dollars() []float64 {
	var out []float64
	if c.sameGoods() {
		for _, v := range Containers {
			out = append(out, c.Costs[0].Dollar[0]/v)
		}
		return out
	}
	for _, costs := range c.Costs {
		out = append(out, costs.Dollar[0])
	}
	return out
}

// rank ranks economies by the ad valorem cost of both sides under every assumption.
func rank(records []Record, c Comparison) []standing {
	out := make([]standing, len(records))
	var all [][]int
	for _, dollar := range c.dollars() {
		for _, costs := range c.Costs {
			ranks := make([]int, len(records))
			costs.Dollar = []float64{dollar}
			totals := costs.totals(records)
			for i, own := range totals {
				ranks[i] = 1
				for _, other := range totals {
					if other < own {
						ranks[i]++
					}
				}
			}
			all = append(all, ranks)
		}
	}
	central := (len(c.dollars())-1)/2*len(c.Costs) + c.central()
	for i := range out {
		s := standing{low: len(records), middle: all[central][i]}
		for _, ranks := range all {
			s.low, s.high = min(s.low, ranks[i]), max(s.high, ranks[i])
			if ranks[i] == s.middle {
				s.held++
			}
		}
		s.held /= float64(len(all))
		out[i] = s
	}
	return out
}

// total is what both sides of an economy's border cost one kind of goods, ad valorem.
func (c Costs) total(r Record) float64 {
	return c.Dollar[0]*(r.Export.Cost+r.Import.Cost) +
		c.Day[0]*(c.days(r.Export, r.ExportParts)+c.days(r.Import, r.ImportParts))
}

// totals are those of all records.
func (c Costs) totals(records []Record) []float64 {
	out := make([]float64, len(records))
	for i := range records {
		out[i] = c.total(records[i])
	}
	return out
}

// side is what one side costs.
func (c Costs) side(p Procedure, parts *Compliance) float64 {
	return p.Cost*c.Dollar[0] + c.Day[0]*c.days(p, parts)
}

// days are those that count: where a method tells days of papers apart, as much of them as counts.
func (c Costs) days(p Procedure, parts *Compliance) float64 {
	if parts == nil {
		return p.Days
	}
	own := parts.BorderHours / hoursOfDay
	return own + c.Paper*math.Max(0, p.Days-own)
}

// columns fills the frame.
func columns(f *result.Frame, t *Table, c Comparison, order []int, ranks []standing) {
	rows := f.Of(result.Estimate, len(order))
	number := func(name, label, unit, definition string, kind result.Kind, get func(i int) float64) {
		rows.Kind = kind
		rows.Number(name, label, unit, definition, func(row int) float64 { return get(order[row]) })
	}
	codes, names := make([]string, len(order)), make([]string, len(order))
	for n, i := range order {
		codes[n], names[n] = t.Records[i].Economy, t.Records[i].Name
	}
	f.Text("economy", "Economy", codes)
	f.Text("name", "Name", names)
	whole := func(name, label, definition string, get func(i int) int) {
		v := make([]int64, len(order))
		for n, i := range order {
			v[n] = int64(get(i))
		}
		f.Whole(name, label, "", definition, result.Estimate, v)
	}
	whole(
		"rank",
		"Rank",
		"rank by ad valorem cost of both sides, 1 is best, at the cost of a day in the middle of the list",
		func(i int) int { return ranks[i].middle },
	)
	whole(
		"rank_low",
		"Best rank",
		"best rank by ad valorem cost under any assumption, 1 is best",
		func(i int) int { return ranks[i].low },
	)
	whole(
		"rank_high",
		"Worst rank",
		"worst rank by ad valorem cost under any assumption, 1 is best",
		func(i int) int { return ranks[i].high },
	)
	number(
		"rank_held",
		"Rank held",
		"share",
		"share of the assumptions under which the rank in the middle holds",
		result.Estimate,
		func(i int) float64 { return ranks[i].held },
	)
	best := t.Frontier()
	var totals [][]float64 // by costs and record
	for _, costs := range c.Costs {
		totals = append(totals, costs.totals(t.Records))
	}
	ranged := func(name, label, definition string, of func(i, costs int) float64) {
		over := func(i int, pick func([]float64) float64) float64 {
			v := make([]float64, len(c.Costs))
			for costs := range v {
				v[costs] = of(i, costs)
			}
			return pick(v)
		}
		number(name, label, "share", definition+", ad valorem, at central costs", result.Estimate,
			func(i int) float64 { return of(i, c.central()) })
		number(name+"_low", label+", lowest", "share", definition+", ad valorem, the least over what days and shipments cost",
			result.Estimate, func(i int) float64 { return over(i, slices.Min[[]float64]) })
		number(
			name+"_high",
			label+", highest",
			"share",
			definition+", ad valorem, the most over what days and shipments cost",
			result.Estimate,
			func(i int) float64 { return over(i, slices.Max[[]float64]) },
		)
	}
	ranged("cost", "Cost", "cost of both sides", func(i, costs int) float64 { return totals[costs][i] })
	ranged("saves", "Saved at the best",
		"what procedures as quick and cheap as the least of any economy would save on both sides",
		func(i, costs int) float64 { return totals[costs][i] - c.Costs[costs].total(best) })
	ranged("peers", "Against peers", "cost of both sides above the mean of the peers, the economy itself left out",
		func(i, costs int) float64 { return totals[costs][i] - peerMean(t, c.Peers, i, totals[costs]) })
	day := func(name, label, definition string, at, shipment Costs) {
		number(name, label, "US$ per container", "what a day less is worth on a container, "+definition, result.Estimate,
			func(int) float64 { return at.Day[0] / shipment.Dollar[0] })
	}
	least, central, most := c.Costs[0], c.Costs[c.central()], c.Costs[len(c.Costs)-1]
	day("day", "A day", "at central costs", central, central)
	day("day_low", "A day, lowest", "at the lowest cost of a day, of goods worth least", least, most)
	day("day_high", "A day, highest", "at the highest cost of a day, of goods worth most", most, least)
	for _, side := range Sides {
		ranged(
			"saves_"+side.Name,
			"Saved at the best, "+side.Name,
			"what procedures as quick and cheap as the least of any economy would save to "+side.Name,
			func(i, costs int) float64 {
				r, at := t.Records[i], c.Costs[costs]
				return at.side(side.Of(r), side.Parts(r)) - at.side(side.Of(best), side.Parts(best))
			},
		)
		for _, v := range figures {
			all := make([]float64, len(t.Records))
			for i := range all {
				all[i] = v.get(side.Of(t.Records[i]))
			}
			own := func(i int) float64 { return all[i] }
			name, label := v.name+"_"+side.Name, v.label+" to "+side.Name
			number(name, label, v.unit, strings.ToLower(label[:1])+label[1:], result.Accounting, own)
			number(
				name+"_gap",
				label+", above the best",
				v.unit,
				"above the least of any economy in the table",
				result.Accounting,
				func(i int) float64 { return own(i) - v.get(side.Of(best)) },
			)
			number(
				name+"_peers",
				label+", above peers",
				v.unit,
				"above the mean of the peers, the economy itself left out",
				result.Accounting,
				func(i int) float64 { return own(i) - peerMean(t, c.Peers, i, all) },
			)
			number(
				name+"_ratio",
				label+", times the best",
				"",
				"over the least of any economy in the table, where that is one or more",
				result.Accounting,
				func(i int) float64 {
					if least := v.get(side.Of(best)); least >= 1 {
						return own(i) / least
					}
					return math.NaN() // half an hour is no yardstick
				},
			)
		}
	}
}

// Sides are the two sides of a border.
var Sides = []Side{
	{"export", func(r Record) Procedure { return r.Export }, func(r Record) *Compliance { return r.ExportParts }},
	{"import", func(r Record) Procedure { return r.Import }, func(r Record) *Compliance { return r.ImportParts }},
}

// Side is one of them.
type Side struct {
	Name  string
	Of    func(Record) Procedure
	Parts func(Record) *Compliance // nil where the method does not tell parts apart
}

// figures are what a border table says of each side.
var figures = []struct {
	name, label, unit string
	get               func(Procedure) float64
}{
	{"docs", "Documents", "documents", func(p Procedure) float64 { return p.Documents }},
	{"days", "Days", "days", func(p Procedure) float64 { return p.Days }},
	{"cost", "Cost of a container", "US$ per container", func(p Procedure) float64 { return p.Cost }},
}

// peerMean is the mean of a figure of all records over the peers of record i, or over all others.
func peerMean(t *Table, peers []string, i int, of []float64) float64 {
	var sum, n float64
	for o, v := range of {
		if o != i && (len(peers) == 0 || slices.Contains(peers, t.Records[o].Economy)) {
			sum += v
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / n
}
