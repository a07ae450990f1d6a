package measure

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/dense"
	"ikat/draws"
	"ikat/elasticity"
	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
)

var gains = &Measure{
	ID:       "gains",
	Label:    "Gains from trade",
	Question: "What would an economy lose if it stopped trading?",
	Definition: "The share of real income that an economy would lose in autarky, from what it spends at home and how " +
		"easily buyers turn to other origins: with the economy as one sector, with many industries, and with many " +
		"industries that use each other's goods as inputs.",
	Formula: "G = 1 − λ^(1/ε); G = 1 − Π_s λ_s^(β_s/ε_s); G = 1 − Π_sk λ_s^(β_k ã_sk/ε_s); λ domestic share of " +
		"spending, β of final demand, ã = (I − A)⁻¹ over origins together",
	Reading: "A small number does not mean that trade hardly matters: it says that home spending is large or " +
		"substitution easy. With inputs, gains about double, because dearer inputs make everything dearer. One " +
		"industry that is hard to substitute (small ε) and little made at home may decide the result: see the " +
		"largest part. Where an industry is not made at home at all the formula has no answer, and the row is blank.",
	Reference: "Arkolakis, Costinot & Rodríguez-Clare (2012), American Economic Review 102; Costinot & " +
		"Rodríguez-Clare (2014), Handbook of International Economics 4",
	Levels: []Level{{ID: "country", Keys: []string{"economy"}},
		{ID: "industry", Keys: []string{"economy", "industry"}}},
	Options: []Option{
		{Name: "elasticities", Definition: "trade elasticities by industry: a set by its name, a number for all, or a CSV " +
			"file (industry,theta). The one-sector gains always take 5",
			Values: elasticity.Names(), Carried: elasticity.Carried},
		{Name: "industries", Definition: "separate; or merged: textiles with leather, retail and wholesale trade " +
			"together, private households with other services, as in the paper",
			Values: []string{"separate", "merged"}},
	},
	Domestic: always("home_share", "gains_one_sector", "gains_many_sectors", "gains_many_sectors_low",
		"gains_many_sectors_high", "gains_with_inputs", "gains_with_inputs_low", "gains_with_inputs_high", "largest_part",
		"elasticity", "need", "part"),
	Terms:   gainsTerms,
	Compute: computeGains,
}

// gainsDraws is how often elasticities are drawn for the interval of gains; gainsLow and gainsHigh are its ends in
// words.
const gainsDraws = 1000

var (
	gainsLow  = fmt.Sprintf("5%% point of %d draws of the elasticities; blank where these are known", gainsDraws)
	gainsHigh = "95% point of the same draws"
)

func gainsTerms(q Query) []Term {
	if q.Level == "industry" {
		return []Term{
			{"home_share", "Domestic share", "share",
				"of spending on the industry's goods or services, inputs and final"},
			{"elasticity", "Trade elasticity", "per cent for one per cent", "by how much buyers turn to other origins"},
			{"need", "Need", "share", "of final demand, with the inputs it calls for"},
			{"part", "Part of the gains", "share", "of the logarithm of the gains with inputs"},
		}
	}
	return []Term{
		{"home_share", "Domestic share", "share", "of spending on all goods and services, inputs and final"},
		{"gains_one_sector", "Gains, one sector", "share", "of real income, the economy taken as one sector"},
		{"gains_many_sectors", "Gains, many industries", "share", "of real income, industries apart, no inputs"},
		{"gains_many_sectors_low", "Gains, many industries, low", "share", gainsLow},
		{"gains_many_sectors_high", "Gains, many industries, high", "share", gainsHigh},
		{"gains_with_inputs", "Gains, with inputs", "share", "of real income, industries apart and linked by inputs"},
		{"gains_with_inputs_low", "Gains, with inputs, low", "share", gainsLow},
		{"gains_with_inputs_high", "Gains, with inputs, high", "share", gainsHigh},
		{"largest_part", "Largest part", "share", "of the gains with inputs that one industry makes alone, " +
			"in logarithms"},
	}
}

func computeGains(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	g, err := newGains(s, q)
	if err != nil {
		return nil, err
	}
	losses := make([]*loss, s.G())
	if err := s.EachPart(ctx, func(p int) error {
		var err error
		losses[p], err = g.of(ctx, p)
		return err
	}); err != nil {
		return nil, err
	}
	f := &result.Frame{}
	if q.Level == "industry" {
		g.byIndustry(f, terms, losses)
	} else {
		g.byEconomy(f, terms, losses)
	}
	g.notes(f, losses)
	for _, c := range f.Columns {
		if c.Floats != nil && c.Name != "home_share" && c.Name != "need" {
			c.Kind = result.Estimate
		}
	}
	return f, nil
}

// loss is what autarky costs an economy, by industry.
type loss struct {
	home, total []float64 // spending on home goods and on all
	many, need  []float64 // weights: share of final demand, and with the inputs it calls for
	log         []float64 // ln λ, 0 where nothing is bought from abroad
	absent      []int     // industries that are needed and not made at home
}

// of returns what autarky costs part p.
//
// Error: fault.Unsolved where inputs use up an industry's output; fault.Canceled.
func (g *gainsOf) of(ctx context.Context, p int) (*loss, error) {
	l := &loss{}
	var inputs []float64
	l.home, l.total, l.many, inputs = g.spending(p)
	l.need = append([]float64(nil), l.many...)
	if err := g.requirements(ctx, p, inputs, l.need); err != nil {
		return nil, err
	}
	l.log = make([]float64, len(l.home))
	for j := range l.log {
		switch {
		case l.total[j] <= 0:
		case l.home[j] > leastHome*l.total[j]:
			l.log[j] = math.Log(l.home[j] / l.total[j])
		case l.need[j] > 0:
			l.absent = append(l.absent, j)
		}
	}
	return l, nil
}

// leastHome is the share of spending below which an industry counts as not made at home: the formula then turns a
// figure that rounding decides into the whole result.
const leastHome = 1e-6

// most is the loss beyond which the formula is taken to have left its range: it knows no substitute but another origin.
const most = .99

// gain returns 1 − Π λ_s^(w_s/ε_s), NaN where no answer exists, and the industry with the largest part of its
// logarithm.
func (l *loss) gain(weight, theta []float64) (gain, part float64, largest int) {
	var sum, top float64
	for j, log := range l.log {
		if v := weight[j] * log / theta[j]; v != 0 {
			sum += v
			if v < top {
				top, largest = v, j
			}
		}
	}
	for _, j := range l.absent {
		if weight[j] > 0 {
			return math.NaN(), math.NaN(), j
		}
	}
	if gain = 1 - math.Exp(sum); gain > most {
		return math.NaN(), math.NaN(), largest
	}
	if sum == 0 {
		return gain, math.NaN(), largest
	}
	return gain, top / sum, largest
}

// interval is the middle 90% of the gain over the draws, NaN where nothing is drawn or no answer exists.
func (g *gainsOf) interval(l *loss, weight []float64) (low, high float64) {
	if gain, _, _ := l.gain(weight, g.theta); math.IsNaN(gain) {
		return math.NaN(), math.NaN()
	}
	var all []float64
	for _, theta := range g.drawn {
		gain, _, _ := l.gain(weight, theta)
		all = append(all, gain)
	}
	return draws.Interval(all)
}

func (g *gainsOf) byEconomy(f *result.Frame, terms []Term, losses []*loss) {
	cols := make([][]float64, len(terms))
	codes, names := make([]int32, len(losses)), make([]string, len(losses))
	for p, l := range losses {
		codes[p] = int32(p)
		lambda := sumOf(l.home) / sumOf(l.total)
		many, _, _ := l.gain(l.many, g.theta)
		manyLow, manyHigh := g.interval(l, l.many)
		linked, part, largest := l.gain(l.need, g.theta)
		linkedLow, linkedHigh := g.interval(l, l.need)
		if linked != 0 && lambda > 0 { // else nothing is bought abroad, or nothing at all
			names[p] = g.industries[largest]
		}
		one := 1 - math.Pow(lambda, 1/float64(elasticity.Services))
		if lambda <= leastHome {
			one = math.NaN()
		}
		for t, v := range []float64{lambda, one, many, manyLow, manyHigh, linked, linkedLow, linkedHigh, part} {
			cols[t] = append(cols[t], v)
		}
	}
	f.Key("economy", "Economy", g.s.Codes(), codes)
	values(f, terms, cols)
	f.Text("largest_industry", "Largest part from", names).Definition = "the industry with the largest part, or the " +
		"one for which there is no answer"
}

func (g *gainsOf) byIndustry(f *result.Frame, terms []Term, losses []*loss) {
	cols := make([][]float64, len(terms))
	var economy, industry []int32
	for p, l := range losses {
		var sum float64
		for j, log := range l.log {
			sum += l.need[j] * log / g.theta[j]
		}
		for j := range g.industries {
			economy, industry = append(economy, int32(p)), append(industry, int32(j))
			part := l.need[j] * l.log[j] / g.theta[j] / sum
			if len(l.absent) > 0 {
				part = math.NaN()
			}
			for t, v := range []float64{l.home[j] / l.total[j], g.theta[j], l.need[j], part} {
				cols[t] = append(cols[t], v)
			}
		}
	}
	f.Key("economy", "Economy", g.s.Codes(), economy)
	f.Key("industry", "Industry", g.industries, industry)
	values(f, terms, cols)
}

// notes names, economy by economy, the industries for which there is no answer, and whose the elasticities are.
func (g *gainsOf) notes(f *result.Frame, losses []*loss) {
	var blank []result.Part
	for p, l := range losses {
		if slices.Contains(g.s.Table.Undetermined, g.s.Parts[p].Code) {
			continue
		}
		var names []string
		for _, j := range l.absent {
			names = append(names, fmt.Sprintf("%s (%.2g%% of spending)", g.industries[j],
				100*l.total[j]/sumOf(l.total)))
		}
		if linked, _, largest := l.gain(l.need, g.theta); math.IsNaN(linked) && names == nil {
			names = []string{g.industries[largest] + " (hardly made at home)"}
		}
		if names != nil {
			code := g.s.Parts[p].Code
			blank = append(blank, result.Part{Of: code, Text: code + ": " + strings.Join(names, ", ")})
		}
	}
	if blank != nil {
		f.WarnOfEach("gains.not-made", "no figure where an industry is not made at home, since the formula then says that "+
			"autarky costs everything: {each}; --industries merged takes some of them together with their neighbours", blank)
	}
	f.Note("gains.elasticities", "elasticities: {set}: {source}", "set", g.chosen.Name, "source", g.chosen.Source)
	if unknown := g.chosen.Unknown(g.s.Industries, g.s.Table.IndustryNames); unknown != nil {
		f.Warn("elasticities.unknown", elasticity.UnknownText, "list", strings.Join(unknown, ", "),
			"theta", elasticity.Services)
	}
}

// requirements overwrites final demand with the output it calls for when imported inputs are made as at home.
func (g *gainsOf) requirements(ctx context.Context, p int, inputs, demand []float64) error {
	N := len(demand)
	for i := range inputs {
		inputs[i] = -inputs[i]
	}
	for j := range N {
		inputs[j*N+j]++
	}
	lu, err := dense.Factor(ctx, N, inputs, N)
	var singular *dense.SingularError
	if errors.As(err, &singular) {
		return &fault.Error{Kind: fault.Unsolved, Where: g.s.Table.Name + ", " + g.s.Parts[p].Code + "_" +
			g.industries[singular.Index],
			What: "its inputs, imported ones included, use up all of its output",
			Fix:  "ikat tables check lists sectors whose inputs exceed output", Err: err}
	}
	if err != nil {
		return err
	}
	return lu.Solve(ctx, dense.NoTrans, 1, demand, 1)
}

func sumOf(v []float64) float64 {
	var t float64
	for _, x := range v {
		t += x
	}
	return t
}
