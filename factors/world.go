// Package factors answers which factor raises what small firms make, how surely, how much room there is, and at whose
// expense.
//
// An economy's small and large firms are suppliers of their own in the model of package counterfactual. A factor lowers
// the cost of delivery on some of their links, widens what can be sold on them, or changes the world around them. Of
// each the room holds the effect per dollar of cost taken away, the room to named peers, the exact gain of a step, and
// two layers of interval: over all shares by industry that the statistics allow, and over what is not known of how the
// world responds.
package factors

import (
	"context"
	"fmt"
	"slices"

	"ikat/border"
	"ikat/classes"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/fault"
	"ikat/sme"
)

// World is where factors are asked for.
type World struct {
	Base       *counterfactual.Baseline // undivided; its elasticities are the central ones
	Balanced   *counterfactual.Baseline // with balanced trade, for demand abroad; nil to purge Base
	Economy    int
	Statistics sme.Statistics // of the economy
	Rule       sme.Rule
	Goods      []bool        // N: industries with border procedures
	Theta      []draws.Input // N: what is known of the elasticities
	Borders    Gap           // of the economy's procedures against peers'
	Costs      *Costs        // of days and dollars at borders; nil for UniformCosts of the container
	Unknown    *Unknown      // what is not known of how the world responds; nil for Usual
	Unit       string        // of the table's amounts
	Programmes []Programme   // what steps cost those who bring them about
	Widenings  []Widening    // factors beside the usual ones
	Draws      int           // for the interval over responses
	Fast       bool          // leaves out the ends over shares of what is no linear program
	Seed       uint64
	Progress   func(string, float64)
}

// Gap is how far an economy's border procedures are from its peers'.
type Gap struct {
	Source         string // border table
	Peers          []string
	Export, Import Side
	Container      float64 // US$ of goods in a container
}

// Side is one side of a border: the gap to the peers' median and to the best of them, never below zero. NaN where
// unknown.
type Side struct{ MedianDays, MedianCost, BestDays, BestCost float64 }

// known reports whether there are figures.
func (s Side) known() bool { return s.MedianDays == s.MedianDays && s.MedianCost == s.MedianCost }

// Costs are what days and US dollars at borders cost of the value of goods, by industry: central ones, and what is not
// known of them, as it is drawn for chains and rankings too.
type Costs struct {
	Central border.Costs
	Unknown *border.Unknown
}

// dayCosts are what is known of the cost of a day where it is the same for all goods: Hummels and Schaur's (2013)
// range, with the value that Doing Business's users take most, and Djankov, Freund and Pham's (2010) as the least.
var dayCosts = []float64{.002, .008, .021}

// UniformCosts are those where all goods cost the same: a container holds goods of a value, and a day costs a part of
// it, which an industry's sensitivity multiplies; nil is 1 for each.
func UniformCosts(container float64, sensitive []float64, industries int) *Costs {
	u := border.UnknownDay(dayCosts, container, industries)
	scaled := func(c border.Costs) border.Costs {
		for j := range sensitive {
			c.Day[j] *= sensitive[j]
		}
		return c
	}
	return &Costs{scaled(border.Uniform(dayCosts[1], container, industries)), &border.Unknown{Inputs: u.Inputs,
		Costs: func(row []float64) border.Costs { return scaled(u.Costs(row)) }}}
}

// Unknown is what is not known of how the world responds, beside elasticities.
type Unknown struct {
	Eta         draws.Dist // η over θ
	Specific    draws.Dist // φ
	Size        draws.Dist // ζ of those who qualify
	Replacement draws.Dist // 0 where they add to the economy's, 1 where they replace others
	Interest    draws.Dist // that small firms pay for a year
}

// Usual is what is published or, where nothing is, taken.
var Usual = Unknown{Eta: draws.Triangular{Low: .5, Mode: 1, High: 1.5}, Specific: draws.Uniform{Low: centralPhi,
	High: halfPhi},
	Size: draws.Choice{Values: []float64{.3, .5, 1}}, Replacement: draws.Choice{Values: []float64{0, 1}},
	Interest: Interest}

// Interest is what small firms pay for a year's working capital: a range that is taken, for nobody publishes it by
// economy on one footing.
var Interest = draws.LogTriangular{Low: .04, Mode: .08, High: .15}

// Programme is what a factor's step costs, in the table's unit.
type Programme struct {
	Factor, Door string // the door is one of Doors, "" for every door of the factor
	Cost         float64
}

// String is a programme as it is given.
func (p Programme) String() string {
	if p.Door != "" {
		return fmt.Sprintf("%s:%s=%g", p.Factor, p.Door, p.Cost)
	}
	return fmt.Sprintf("%s=%g", p.Factor, p.Cost)
}

// PerProgramme is dollars of small firms' and of the economy's value added a year per dollar of a factor's programme,
// and small firms' at the ends of the interval: with shares by industry drawn too.
type PerProgramme struct{ Small, Low, High, Economy float64 }

// PerProgramme returns them, NaN for a factor without a programme.
func (a *Answer) PerProgramme(f *Factor) PerProgramme {
	base := a.incomes()
	per := func(growth, of float64) float64 { return growth * of / f.Cost }
	return PerProgramme{per(f.Income, base[0]), per(f.JointLow, base[0]), per(f.JointHigh, base[0]),
		per(f.Economy, base[2])}
}

const (
	// centralPhi is the part of value added that is specific in the first column; halfPhi that of the second.
	centralPhi, halfPhi = 0, .5
	// small is the step of a factor in delivery: one per cent of the cost.
	small = .01
	// wider is the step of qualification: a tenth more capacity.
	wider = .1
	// sooner is the step of working capital: a month, as a part of a year.
	sooner = 30. / 365
)

// setting is one choice of what is not known.
type setting struct {
	response    counterfactual.Response
	costs       border.Costs
	zeta        float64 // size of a newly qualified firm over the mean
	replacement bool    // whether those who qualify replace others of the economy, not add to them
	interest    float64 // that small firms pay for a year
	survey      float64 // standard errors by which a survey's growths of capacity are off
}

func (w *World) central(phi float64) setting {
	return setting{
		response: counterfactual.Response{
			Theta:    w.Base.Theta,
			Eta:      w.Base.Theta,
			Specific: phi,
			Market:   counterfactual.ByClass,
		},
		costs: w.Costs.Central,
		zeta:  .5, interest: Interest.Mode,
	}
}

// Inputs lists what is drawn: elasticities by industry, η over θ, φ, costs at borders, how qualification works, and
// the interest that small firms pay.
func (w *World) Inputs() []draws.Input {
	var out []draws.Input
	out = append(out, w.Theta...)
	u := w.Unknown
	if u == nil {
		u = &Usual
	}
	out = append(out, draws.Input{Name: "eta/theta", Dist: u.Eta}, draws.Input{Name: "phi", Dist: u.Specific})
	out = append(out, w.Costs.Unknown.Inputs...)
	out = append(out,
		draws.Input{Name: "zeta", Dist: u.Size},
		draws.Input{Name: "replacement", Dist: u.Replacement}, draws.Input{Name: "interest", Dist: u.Interest})
	if len(w.Widenings) > 0 {
		out = append(out, draws.Input{Name: "survey", Dist: draws.Normal{SD: 1, Least: -6}})
	}
	return out
}

// settingOf reads a draw.
func (w *World) settingOf(row []float64) setting {
	n := len(w.Theta)
	rest := n + 2 + len(w.Costs.Unknown.Inputs)
	costs := w.Costs.Unknown.Costs(row[n+2 : rest])
	s := setting{response: counterfactual.Response{Theta: row[:n:n], Specific: row[n+1],
		Market: counterfactual.ByClass},
		costs: costs, zeta: row[rest], replacement: row[rest+1] != 0,
		interest: row[rest+2]}
	if len(row) > rest+3 {
		s.survey = row[rest+3]
	}
	for _, t := range s.response.Theta {
		s.response.Eta = append(s.response.Eta, t*row[n])
	}
	return s
}

// check returns an error for a world that cannot be asked.
func (w *World) check() error {
	switch {
	case len(w.Theta) != w.Base.N() || len(w.Goods) != w.Base.N():
		return &fault.Error{
			Kind: fault.Internal,
			What: fault.Say("%d elasticities and %d goods for %d industries", len(w.Theta), len(w.Goods), w.Base.N()),
		}
	case w.Base.Uses != 1:
		return &fault.Error{
			Kind: fault.Invalid,
			What: "factors are asked of pooled shares",
			Fix:  "Calibrate with pooled shares",
		}
	case !slices.Contains(w.Goods, true):
		return &fault.Error{Kind: fault.Invalid, What: "no industry has border procedures", Fix: "Name goods"}
	}
	return nil
}

// Doors are the doors that factors may be narrowed to.
var Doors = classes.Doors

// Choice narrows what is asked for.
type Choice struct {
	ByIndustry bool   // a factor for each industry
	Door       string // one of Doors, "" for all
	Widenings  bool   // only the world's own Widenings
}

// Ask answers.
//
// Error: what the statistics or a solve say; fault.Canceled.
func (w *World) Ask(ctx context.Context, c Choice) (*Answer, error) {
	if w.Costs == nil {
		own := *w
		own.Costs = UniformCosts(w.Borders.Container, nil, w.Base.N())
		w = &own
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	tell := w.Progress
	if tell == nil {
		tell = func(string, float64) {}
	}
	split, err := classes.Of(w.Base, w.Economy, w.Statistics, w.Rule)
	if err != nil {
		return nil, err
	}
	a := &Answer{World: w, choice: c}
	if err := a.divide(split); err != nil {
		return nil, err
	}
	tell("linearising the model", 0)
	linear, err := a.linear(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.list(c); err != nil {
		return nil, err
	}
	steps := []func(context.Context, *counterfactual.Linear, func(string, float64)) error{
		a.margin, a.exact, a.bounds, a.sample, a.abroad}
	for _, step := range steps {
		if err := step(ctx, linear, tell); err != nil {
			return nil, err
		}
	}
	a.order()
	return a, nil
}
