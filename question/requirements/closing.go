package requirements

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/requirement/contract"
	"ikat/requirement/path"
	"ikat/requirement/survey"
	"ikat/requirement/worth"
)

// SurveyParams are what a question needs to hear of a survey and of who asks.
var SurveyParams = question.Join(question.Some(Survey.Params, "survey", "firms", "mapping", "buyer", "sheet",
	"requirements", "bundles", "knock-outs", "in-use"), []question.Param{sectors})

// ExchangeRate sets a survey's sales beside US dollars.
var ExchangeRate = question.Some(Survey.Params, "exchange-rate")[0]

// Years and Rate spread outlays over time.
var (
	Years = question.Param{Name: "years", Doc: "years over which outlays are spread", Form: question.Whole, Default: "5",
		Min: 1, Max: 50, Example: "3"}
	Rate = question.Param{Name: "rate", Doc: "interest a year at which they are", Form: question.Share, Default: "12%",
		Example: "6%"}
)

var sectors = question.Param{
	Name: "sectors",
	Doc: "the table's industry of a value of the mapping's variable industry, or " +
		"of the survey's industry of sampling: VALUE=INDUSTRY",
	Form:    question.Text,
	Many:    question.Repeated,
	Says:    "all goods industries alike",
	Example: "1=c4",
}

// mostSmall is the number of employees from which a firm is no small or medium one.
const mostSmall = 250

// Gaps is a survey before a buyer as a model of trade takes it: small and medium firms by industry.
type Gaps struct {
	*stop
	Industries []string // of the table, those that the survey tells apart; "" where it tells none
	parts      []*survey.Sample
	Answers    []int    // by industry
	Pooled     []string // industries in which nobody is qualified: they take the growth of all firms of the survey
}

// Given reports whether the values bring a survey.
func Given(v *question.Values) bool { return v.One("survey") != "" || v.One("firms") != "" }

// GapsOf reads a survey for the goods industries of a table.
//
// Error: what the survey's and the sheet's readers say; fault.NotFound for a sector that the table lacks;
// fault.Invalid where the survey asks nothing that is asked, or where nobody is qualified.
func GapsOf(ctx context.Context, v *question.Values, program string, industries []string, goods []bool) (*Gaps, error) {
	s, err := readStop(ctx, v, program)
	if err != nil {
		return nil, err
	}
	s.ask(v.On("knock-outs"))
	if len(s.known) == 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "survey", What: "it asks about nothing that the buyer asks"}
	}
	out := &Gaps{stop: s}
	employees := s.data.Employees()
	s.sample = s.sample.Within(func(f int) bool { return !(employees[f] >= mostSmall) })
	of, err := sectorsOf(v, s.data, industries, goods)
	if err != nil {
		return nil, err
	}
	if of == nil {
		out.add("", s.sample)
	} else {
		for j, code := range industries {
			if in := func(f int) bool { return of[f] == code }; goods[j] {
				out.add(code, s.sample.Within(in))
			}
		}
	}
	if len(out.parts) == 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "survey", What: "in no industry does a firm have all that is " +
			"asked, so that nothing says by how much more could sell"}
	}
	return out, nil
}

// add takes an industry in which somebody is qualified.
func (g *Gaps) add(code string, part *survey.Sample) {
	n := part.Answers()
	if n == 0 {
		return
	}
	if !qualified(part) { // h = 0: by how much it grows is not known there
		if part = g.sample; !qualified(part) {
			return
		}
		g.Pooled = append(g.Pooled, code)
	}
	g.Industries, g.parts, g.Answers = append(g.Industries, code), append(g.parts, part), append(g.Answers, n)
}

// qualified reports whether some firm lacks nothing.
func qualified(s *survey.Sample) bool {
	return !math.IsNaN(s.Growth(func(int) bool { return false }).Value)
}

// sectorsOf is each firm's industry of the table, "" where none is said; nil where the survey tells none apart. goods
// are the industries that may be named; nil is all.
func sectorsOf(v *question.Values, d *survey.Data, industries []string, goods []bool) ([]string, error) {
	column := d.Industries()
	if list := v.All("sectors"); len(list) > 0 {
		if column == nil {
			column = d.Column("a4a") // the Enterprise Surveys' industry of sampling
		}
		to := map[string]string{}
		for _, text := range list {
			value, code, ok := strings.Cut(text, "=")
			if !ok {
				return nil, &fault.Error{Kind: fault.Invalid, Param: "sectors", Where: text, What: "it is no VALUE=INDUSTRY"}
			}
			to[strings.TrimSpace(value)] = strings.TrimSpace(code)
		}
		if column == nil {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "sectors", What: "the survey has no variable of industries",
				Fix: "Give the mapping the field industry"}
		}
		column = slices.Clone(column)
		for k, text := range column {
			column[k] = to[strings.TrimSpace(text)]
		}
	}
	for _, code := range column {
		if j := slices.Index(industries, code); code != "" && (j < 0 || goods != nil && !goods[j]) {
			what := "the table has no industry of that code"
			if goods != nil {
				what = "the table has no goods industry of that code"
			}
			return nil, &fault.Error{Kind: fault.NotFound, Param: "sectors", Where: code, What: what,
				Fix: fault.Suggest(code, industries, "Name industries with {sectors=VALUE=INDUSTRY}")}
		}
	}
	return column, nil
}

// N is the number of requirements that the survey asks about.
func (g *Gaps) N() int { return len(g.known) }

// Name and ID are a requirement's.
func (g *Gaps) Name(k int) string { return g.name(k) }

// ID is a requirement's.
func (g *Gaps) ID(k int) string { return g.id(k) }

// Growth is by how much qualified capacity grows in each industry when requirements are met, with the errors over it,
// spread over a table's industries: those that the survey does not tell apart, where it tells some, do not grow.
func (g *Gaps) Growth(industries []string, goods []bool, met func(k int) bool) (growth, sd []float64) {
	growth, sd = make([]float64, len(industries)), make([]float64, len(industries))
	for j, code := range industries {
		at := slices.Index(g.Industries, code)
		if g.Industries[0] == "" {
			at = 0
		}
		if !goods[j] || at < 0 {
			continue
		}
		e := g.parts[at].Growth(met)
		if growth[j] = e.Value; e.Value > 0 && e.Error > 0 {
			sd[j] = e.Error / e.Value
		}
	}
	return growth, sd
}

// Sales are those of all small and medium firms that the survey stands for, in its currency, and the number of firms.
func (g *Gaps) Sales() (sales, firms float64) {
	for f := range g.sample.Firms {
		if !g.sample.Left[f] && !math.IsNaN(g.sample.Firms[f].Sales) {
			sales += g.sample.Weights[f] * g.sample.Firms[f].Sales
			firms += g.sample.Weights[f]
		}
	}
	return sales, firms
}

// Shapley divides Σ over industries elastic_j·ln(1 + ζ·Δh_j/h_j) among the requirements: the mean over all orders,
// with the standard error where orders were drawn.
func (g *Gaps) Shapley(industries []string, elastic []float64, zeta float64, seed uint64) (mean, se []float64) {
	mean, se = make([]float64, g.N()), make([]float64, g.N())
	for at, part := range g.parts {
		var k float64
		for j, code := range industries {
			if g.Industries[0] == "" || g.Industries[at] == code {
				k += elastic[j]
			}
		}
		var firms []worth.Firm
		for f := range part.Firms {
			one := &part.Firms[f]
			if len(one.Unknown) == 0 && !part.Left[f] && !math.IsNaN(one.Capacity) {
				firms = append(firms, worth.Firm{Weight: part.Weights[f], Capacity: one.Capacity, Ways: [][]int{one.Gaps}})
			}
		}
		before := worth.Linear(g.N(), firms).Before
		parts := worth.Divide(g.N(), firms, func(h float64) float64 { return k * math.Log1p(zeta*(h/before-1)) },
			shapleyOrders, seed)
		for r := range mean {
			mean[r] += parts.Shapley[r]
			if parts.Error != nil {
				se[r] = math.Hypot(se[r], parts.Error[r])
			}
		}
	}
	return mean, se
}

const shapleyOrders = 400

// Cost is what closing gaps costs all firms that the survey stands for, US$ a year: outlays and renewals over so many
// years at a rate, and what is paid each year.
type Cost struct {
	All         float64
	Alone, Last []float64 // of firms that lack nothing else; of the requirement when all else is met
	Mean        []float64 // each gap of a firm an equal part
	Unpriced    []string  // requirements whose cost nobody gives: not counted
}

// Cost sums up the cheapest ways.
func (g *Gaps) Cost(ctx context.Context, years int, rate float64) (*Cost, error) {
	out := &Cost{Alone: make([]float64, g.N()), Last: make([]float64, g.N()), Mean: make([]float64, g.N())}
	known := map[string]float64{}
	yearly := func(gaps []int) (float64, error) {
		key := fmt.Sprint(gaps)
		if v, ok := known[key]; ok {
			return v, nil
		}
		v, err := g.yearly(ctx, gaps, years, rate, out)
		known[key] = v
		return v, err
	}
	for f := range g.sample.Firms {
		one := &g.sample.Firms[f]
		if len(one.Unknown) > 0 || len(one.Gaps) == 0 || g.sample.Left[f] {
			continue
		}
		w := g.sample.Weights[f]
		all, err := yearly(one.Gaps)
		if err != nil {
			return nil, err
		}
		out.All += w * all
		for _, k := range one.Gaps {
			rest := slices.DeleteFunc(slices.Clone(one.Gaps), func(r int) bool { return r == k })
			without, err := yearly(rest)
			if err != nil {
				return nil, err
			}
			out.Last[k] += w * (all - without)
			out.Mean[k] += w * all / float64(len(one.Gaps))
			if len(rest) == 0 {
				out.Alone[k] += w * all
			}
		}
	}
	return out, nil
}

// yearly is the cheapest way to close a firm's gaps, US$ a year.
func (g *Gaps) yearly(ctx context.Context, gaps []int, years int, rate float64, out *Cost) (float64, error) {
	f := &requirement.Firm{Size: requirement.Sizes[requirement.Small]}
	one := &requirement.Sheet{}
	for _, k := range gaps {
		f.Lacks = append(f.Lacks, g.id(k))
		r := g.registry.Find(g.id(k))
		if r == nil || !r.Effort[requirement.Small].Known() {
			if !slices.Contains(out.Unpriced, g.id(k)) {
				out.Unpriced = append(out.Unpriced, g.id(k))
			}
			continue
		}
		one.Demands = append(one.Demands, requirement.Demand{Requirement: g.id(k), Level: math.NaN()})
	}
	if len(one.Demands) == 0 {
		return 0, nil
	}
	c := &requirement.Case{Registry: g.registry, Sheet: one, Firm: f, Horizon: 365 * years}
	ways := c.Ways(requirement.Small, requirement.Held)
	p, err := ways.Cheapest(ctx, path.Ask{})
	if err != nil || p == nil {
		return 0, err
	}
	var recurring float64
	for _, a := range p.Actions {
		recurring += ways.Actions[a].Recurring
	}
	return (p.Cost-recurring*float64(years))/contract.Annuity(rate, years) + recurring, nil
}
