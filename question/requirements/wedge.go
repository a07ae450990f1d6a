package requirements

import (
	"context"
	"math"

	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/requirement/path"
	"ikat/requirement/worth"
)

// Wedge is what meeting a buyer's sheet costs a supplier of a size, over its sales on the links that need it.
type Wedge struct {
	Low, Central, High float64
	Cost               float64 // US$ once, centrally
	Dearest            string  // the action that weighs most, and its part of Central
	Part               float64
	Unpriced           []string // requirements whose cost nobody gives: not in it
}

// Wedges are those of a small and a large supplier that hold nothing but their registration: outlays spread over
// the life of their evidence, or over so many years where it does not end, and what is paid each year.
//
//	t = Σ over items [outlay/Σ_{y=1..life} (1 + rate)^−y + amount a year] / sales
//
// Error: what the sheet's readers say; fault.Invalid without a sheet.
func Wedges(ctx context.Context, v *question.Values, sales [2]float64, years int, rate float64) (out [2]Wedge,
	asked *requirement.Sheet, err error) {
	registry, err := registryOf(ctx, v)
	if err != nil {
		return out, nil, err
	}
	if asked, err = needed(sheetOf(ctx, v, registry)); err != nil {
		return out, nil, err
	}
	for size := range out {
		f := &requirement.Firm{Size: requirement.Sizes[size]}
		if registry.Find("company_registered") != nil {
			f.Holds = []requirement.Holding{{Requirement: "company_registered"}}
		}
		c := &requirement.Case{Registry: registry, Sheet: priced(asked, registry, requirement.Size(size), &out[size]),
			Firm: f, KnockOut: v.On("knock-outs")}
		ways := c.Ways(requirement.Size(size), requirement.Lacked)
		p, err := ways.Cheapest(ctx, path.Ask{})
		if err != nil {
			return out, nil, err
		}
		if p == nil {
			return out, nil, &fault.Error{Kind: fault.Invalid, Param: "buyer", What: "no way meets what it asks",
				Fix: "{requirements} adds requirements and their costs"}
		}
		if err := out[size].spread(ways, p, sales[size], years, rate); err != nil {
			return out, nil, err
		}
	}
	return out, asked, nil
}

// priced leaves out what nobody gives a cost of, with its name.
func priced(s *requirement.Sheet, registry *requirement.Registry, size requirement.Size, to *Wedge) *requirement.Sheet {
	out := *s
	out.Demands = nil
	for _, d := range s.Demands {
		known := false
		for _, id := range append([]string{d.Requirement}, d.Substitutes...) {
			known = known || registry.Find(id).Effort[size].Known()
		}
		if known {
			out.Demands = append(out.Demands, d)
		} else {
			to.Unpriced = append(to.Unpriced, d.Requirement)
		}
	}
	return &out
}

// spread turns a way into a part of sales.
func (w *Wedge) spread(ways *requirement.Ways, p *path.Path, sales float64, years int, rate float64) error {
	of := func(a path.Action, l path.Level) (float64, error) {
		life := years
		if a.Valid > 0 {
			life = max(1, int(math.Round(float64(a.Valid)/365)))
		}
		class := worth.Class{Sales: sales, Items: []worth.Item{{OneOff: a.OneOff.At(l), Life: years, PerYear: a.Recurring}}}
		if a.Valid > 0 && life < years && a.Renewal > 0 { // renewed each time that it ends
			class.Items[0] = worth.Item{OneOff: a.OneOff.At(l) - a.Renewal, Life: years, PerYear: a.Recurring}
			class.Items = append(class.Items, worth.Item{OneOff: a.Renewal, Life: life})
		}
		return class.Wedge(rate)
	}
	for _, k := range p.Actions {
		for l, to := range map[path.Level]*float64{path.Low: &w.Low, path.Central: &w.Central, path.High: &w.High} {
			t, err := of(ways.Actions[k], l)
			if err != nil {
				return err
			}
			*to += t
			if l == path.Central && t > w.Part {
				w.Dearest, w.Part = ways.Names[k], t
			}
		}
		w.Cost += ways.Actions[k].OneOff.Central
	}
	return nil
}
