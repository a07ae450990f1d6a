package border

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"ikat/fault"
	"ikat/result"
)

// Comparison says which economies to compare, and over which assumptions.
type Comparison struct {
	Economies []string // none is all
	Peers     []string // none is all but the economy itself
	Thetas    []float64
	Container float64
}

// Containers are the factors by which the container's value is varied when ranks are tested: half, as given, twice.
var Containers = []float64{.5, 1, 2}

// Compare returns a row for each economy: procedures, gap to the frontier and to peers, ratio to the best, what they amount
// to ad valorem and what a day is worth over θ, and the interval of ranks over θ and the container's value.
//
//	cost = export US$/V + import US$/V + θ (export days + import days)
//
// Error: fault.NotFound for an economy the table lacks; fault.Invalid for a table without procedures.
func Compare(t *Table, c Comparison) (*result.Frame, error) {
	if len(t.Records) == 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: "border table " + t.Name, What: "it has no economies' procedures to compare"}
	}
	for _, codes := range [][]string{c.Economies, c.Peers} {
		if len(codes) > 0 {
			if _, err := t.Mean(codes); err != nil {
				return nil, err
			}
		}
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
	f := &result.Frame{Title: fmt.Sprintf("What it takes to cross a border: %d of %d economies", len(order), len(t.Records))}
	columns(f, t, c, order, ranks)
	f.Notes = append(f.Notes,
		result.Note{Severity: "note", Text: fmt.Sprintf("cost is ad valorem, both sides of the border, from the lowest to the highest published cost of a day (%g to %g%% of a good's value), for a container worth US$ %g", 100*slices.Min(c.Thetas), 100*slices.Max(c.Thetas), c.Container)},
		result.Note{Severity: "note", Text: fmt.Sprintf("ranks (1 is best) over %d assumptions: each cost of a day, with containers worth half, as much and twice that; rank_held is how often the rank in the middle holds", len(c.Thetas)*len(Containers))})
	f.Provenance.Question = "border"
	f.Provenance.References = []string{"Djankov, Freund, Pham (2010), Review of Economics and Statistics 92", "Hummels, Schaur (2013), American Economic Review 103"}
	return f, nil
}

type standing struct {
	low, high, middle int
	held              float64
}

// rank ranks economies by the ad valorem cost of both sides under every assumption.
func rank(records []Record, c Comparison) []standing {
	out := make([]standing, len(records))
	var all [][]int
	for _, v := range Containers {
		for _, th := range c.Thetas {
			ranks := make([]int, len(records))
			for i, r := range records {
				ranks[i] = 1
				for _, o := range records {
					if total(o, th, v*c.Container) < total(r, th, v*c.Container) {
						ranks[i]++
					}
				}
			}
			all = append(all, ranks)
		}
	}
	middle := len(c.Thetas) + (len(c.Thetas)-1)/2 // the container as given, the middle θ
	for i := range out {
		s := standing{low: len(records), middle: all[middle][i]}
		for _, ranks := range all {
			s.low, s.high = min(s.low, ranks[i]), max(s.high, ranks[i])
			if ranks[i] == s.middle {
				s.held += 1 / float64(len(all))
			}
		}
		out[i] = s
	}
	return out
}

func total(r Record, theta, container float64) float64 {
	return (r.Export.Cost+r.Import.Cost)/container + theta*(r.Export.Days+r.Import.Days)
}

// columns fills the frame.
func columns(f *result.Frame, t *Table, c Comparison, order []int, ranks []standing) {
	at := func(get func(i int) float64) []float64 {
		out := make([]float64, len(order))
		for n, i := range order {
			out[n] = get(i)
		}
		return out
	}
	number := func(name, label, unit, definition string, kind result.Kind, get func(i int) float64) {
		f.Columns = append(f.Columns, &result.Column{Name: name, Label: label, Unit: unit, Definition: definition, Kind: kind, Floats: at(get)})
	}
	codes, names := make([]string, len(order)), make([]string, len(order))
	for n, i := range order {
		codes[n], names[n] = t.Records[i].Economy, t.Records[i].Name
	}
	f.Text("economy", "Economy", codes)
	f.Text("name", "Name", names)
	whole := func(name, label string, get func(i int) int) {
		v := make([]int64, len(order))
		for n, i := range order {
			v[n] = int64(get(i))
		}
		f.Columns = append(f.Columns, &result.Column{Name: name, Label: label, Kind: result.Estimate, Definition: "rank by ad valorem cost, 1 is best", Ints: v})
	}
	whole("rank_low", "Best rank", func(i int) int { return ranks[i].low })
	whole("rank_high", "Worst rank", func(i int) int { return ranks[i].high })
	number("rank_held", "Rank held", "share", "share of the assumptions under which the rank in the middle holds", result.Estimate, func(i int) float64 { return ranks[i].held })
	low, high := slices.Min(c.Thetas), slices.Max(c.Thetas)
	number("cost_low", "Cost, lowest", "share", "ad valorem cost of both sides at the lowest cost of a day", result.Estimate, func(i int) float64 { return total(t.Records[i], low, c.Container) })
	number("cost_high", "Cost, highest", "share", "ad valorem cost of both sides at the highest cost of a day", result.Estimate, func(i int) float64 { return total(t.Records[i], high, c.Container) })
	number("day_low", "A day, lowest", "US$ per container", "what a day less is worth on a container, at the lowest cost of a day", result.Estimate, func(int) float64 { return low * c.Container })
	number("day_high", "A day, highest", "US$ per container", "what a day less is worth on a container, at the highest cost of a day", result.Estimate, func(int) float64 { return high * c.Container })
	best := t.Frontier()
	for _, side := range []struct {
		name string
		of   func(Record) Procedure
	}{{"export", func(r Record) Procedure { return r.Export }}, {"import", func(r Record) Procedure { return r.Import }}} {
		for _, v := range []struct {
			name, unit string
			get        func(Procedure) float64
		}{{"docs", "documents", func(p Procedure) float64 { return p.Documents }}, {"days", "days", func(p Procedure) float64 { return p.Days }}, {"cost", "US$ per container", func(p Procedure) float64 { return p.Cost }}} {
			own := func(i int) float64 { return v.get(side.of(t.Records[i])) }
			name := v.name + "_" + side.name
			number(name, name, v.unit, v.name+" to "+side.name, result.Accounting, own)
			number(name+"_gap", name+", gap", v.unit, "above the least of any economy in the table", result.Accounting, func(i int) float64 { return own(i) - v.get(side.of(best)) })
			number(name+"_peers", name+", against peers", v.unit, "above the mean of the peers, the economy itself left out", result.Accounting, func(i int) float64 {
				return own(i) - peerMean(t, c.Peers, i, func(r Record) float64 { return v.get(side.of(r)) })
			})
			number(name+"_ratio", name+", times the best", "", "over the least of any economy in the table", result.Accounting, func(i int) float64 { return own(i) / v.get(side.of(best)) })
		}
	}
}

// peerMean is the mean of a figure over the peers of record i, or over all others.
func peerMean(t *Table, peers []string, i int, get func(Record) float64) float64 {
	var sum, n float64
	for o, r := range t.Records {
		if o != i && (len(peers) == 0 || slices.Contains(peers, r.Economy)) {
			sum += get(r)
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / n
}
