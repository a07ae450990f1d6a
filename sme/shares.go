package sme

import (
	"fmt"
	"math"
	"strings"

	"ikat/fault"
	"ikat/result"
)

// Shares are the parts of each sector's totals that belong to small and medium firms, as the point estimate takes them.
type Shares struct {
	Output, ValueAdded, Exports []float64     // n
	Imports                     []float64     // n; nil where imported inputs are taken to follow all inputs
	FromLarge, ToLarge          []float64     // n, NaN where not given; nil where no sector's is
	Alike                       []string      // sectors where one share for all is impossible
	Notes                       []result.Note // what was assumed for want of a statistic
}

// PointShares turns statistics into shares by sector. A sector's own statistic goes first; the sectors without one
// share one common value, such that the economy's total is met. Where the statistics say nothing,
//
//	output         is split as value added, and value added as output, or else as employment
//	exports        are split as output
//	imported inputs are split as all inputs
//
// One common share of exports may be more or less than a sector's classes can export at all, since a class exports at
// most its output. What becomes of that is the rule: see LeastInformation and Uniform.
//
// Error: fault.Inconsistent with the figures that clash where it is certain that no such shares exist; fault.NotFound
// where value added cannot be split.
func PointShares(e *Economy, s Statistics) (*Shares, error) {
	return SharesBy(e, s, LeastInformation)
}

// SharesBy is PointShares with a rule of the caller's.
func SharesBy(e *Economy, s Statistics, rule Rule) (*Shares, error) {
	if err := s.check(e); err != nil {
		return nil, err
	}
	p := &Shares{}
	var err error
	base := s.base()
	if !s.any(base) {
		return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("statistics of %s", e.Code),
			What: "none says how value added, output or employment is split by firm size",
			Fix:  fault.Say("Add a line such as %s,,value_added,46%%,,,my source", e.Code)}
	}
	if base != ValueAdded {
		p.note("shares.no-value-added", "no statistic of value added: it is split as {indicator}", "indicator", string(base))
	}
	if p.ValueAdded, err = s.common(e, base, e.VA); err != nil {
		return nil, err
	}
	p.Output = p.ValueAdded
	if s.any(Output) {
		if p.Output, err = s.common(e, Output, e.X); err != nil {
			return nil, err
		}
	} else {
		p.note("shares.no-output", "no statistic of output: it is split as value added, so both size classes earn the same "+
			"per unit of output")
	}
	if err := p.exports(e, s, base, rule); err != nil {
		return nil, err
	}
	if s.any(Imports) {
		if p.Imports, err = s.common(e, Imports, e.Imports); err != nil {
			return nil, err
		}
		p.importsWithin(e, s)
	}
	if s.any(FromLarge) {
		p.FromLarge = s.linkage(e, FromLarge)
	}
	if s.any(ToLarge) {
		p.ToLarge = s.linkage(e, ToLarge)
	}
	return p, p.check(e)
}

func (p *Shares) note(key, template string, values ...any) {
	p.Notes = append(p.Notes, result.NewNote(key, template, values...))
}

func (s Statistics) any(of Indicator) bool {
	for _, one := range s {
		if one.Indicator == of {
			return true
		}
	}
	return false
}

// own returns the sectors' own statistics, NaN where there is none.
func (s Statistics) own(e *Economy, of Indicator) []float64 {
	out := make([]float64, e.N())
	for i, label := range e.Label {
		out[i] = math.NaN()
		if one := s.find(of, label); one != nil {
			out[i] = one.Value
		}
	}
	return out
}

// linkage returns shares of purchases or sales: a sector's own, or the economy's, which then holds in each.
func (s Statistics) linkage(e *Economy, of Indicator) []float64 {
	out := s.own(e, of)
	if whole := s.find(of, ""); whole != nil {
		for i := range out {
			if math.IsNaN(out[i]) {
				out[i] = whole.Value
			}
		}
	}
	return out
}

// common gives each sector its own share, and the rest the one share with which the economy's total is met.
func (s Statistics) common(e *Economy, of Indicator, total []float64) ([]float64, error) {
	out := s.own(e, of)
	share, err := s.rest(e, of, total, out)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if math.IsNaN(out[i]) {
			out[i] = share
		}
	}
	return out, nil
}

// rest returns the common share of the sectors whose share is NaN.
func (s Statistics) rest(e *Economy, of Indicator, total, shares []float64) (float64, error) {
	var known, left float64
	var without []string
	for i, v := range shares {
		if math.IsNaN(v) {
			left += total[i]
			without = append(without, e.Label[i])
		} else {
			known += v * total[i]
		}
	}
	whole := s.find(of, "")
	switch {
	case without == nil:
		return 0, nil
	case whole == nil:
		return 0, &fault.Error{Kind: fault.NotFound, Where: fault.Say("statistics of %s, %s", e.Code, of),
			What: fault.Say("there is no figure for %s", strings.Join(without, ", ")),
			Fix: "Give these industries' figures, or the whole economy's (leave the industry empty), from which " +
				"theirs follow"}
	}
	share := whole.Value
	if known != 0 || left != sum(total) {
		share = (whole.Value*sum(total) - known) / left
	}
	if !(share >= 0 && share <= 1) {
		return 0, &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("statistics of %s, %s", e.Code, of),
			What: fault.Say("the economy's share of %s leaves %s for %s", percent(whole.Value), percent(share),
				strings.Join(without, ", ")),
			Why: "What is given for the other industries already adds up to too much or too little"}
	}
	return share, nil
}

// exports splits exports by a rule.
func (p *Shares) exports(e *Economy, s Statistics, base Indicator, rule Rule) error {
	if !s.any(Exports) {
		p.note("shares.no-exports", "no statistic of exports: they are split as output")
		p.Exports = p.Output
		return nil
	}
	p.Exports = s.own(e, Exports)
	if s.find(Exports, "") == nil {
		for i := range p.Exports {
			if math.IsNaN(p.Exports[i]) && e.Exports[i] == 0 {
				p.Exports[i] = p.Output[i]
			}
		}
	}
	common, err := s.rest(e, Exports, e.Exports, p.Exports)
	if err != nil {
		return err
	}
	for i, v := range p.Exports {
		if math.IsNaN(v) {
			p.Exports[i] = common
		}
	}
	if rule == Uniform {
		p.uniformExports(e)
		return nil
	}
	return p.leastInformation(e, s, base)
}

// importsWithin moves shares of imported inputs to where no class imports more than the inputs that it buys: to the
// nearest shares that still add up to the economy's (by divergence, weighted by imports, each is the logistic of one
// multiplier or at its limit). What industries' own statistics say stays, as does what cannot add up, which
// check names.
func (p *Shares) importsWithin(e *Economy, s Statistics) {
	limits := make([]interval, e.N())
	moved := false
	var total float64
	for i, m := range p.Imports {
		total += m * e.Imports[i]
		use := e.X[i] - e.VA[i]
		small := p.Output[i]*e.X[i] - p.ValueAdded[i]*e.VA[i]
		limits[i] = interval{0, 1}
		if e.Imports[i] > 0 {
			limits[i] = interval{math.Max(0, 1-(use-small)/e.Imports[i]), math.Min(1, small/e.Imports[i])}
		}
		if s.find(Imports, e.Label[i]) != nil || limits[i].low > limits[i].high {
			limits[i] = interval{m, m}
		}
		moved = moved || m < limits[i].low || m > limits[i].high
	}
	if !moved {
		return
	}
	at := func(lambda float64) (shares []float64, sum float64) {
		for i, m := range p.Imports {
			v := logistic(logit(proper(m)) + lambda)
			v = math.Max(limits[i].low, math.Min(limits[i].high, v))
			shares, sum = append(shares, v), sum+v*e.Imports[i]
		}
		return shares, sum
	}
	low, high := -60.0, 60.0
	if _, sum := at(low); sum > total {
		return
	}
	if _, sum := at(high); sum < total {
		return
	}
	for range 200 {
		mid := (low + high) / 2
		if _, sum := at(mid); sum < total {
			low = mid
		} else {
			high = mid
		}
	}
	p.Imports, _ = at((low + high) / 2)
	p.note("shares.imports-nearest", "one share of imported inputs for all industries would have a class import more "+
		"than it buys: shares by industry are the nearest ones that add up to the total")
}

// room is how much of output both classes of a sector keep for sales at home, at least, as a part of output; below zero
// where one exports more than it makes. Sectors whose sales at home are negative as a whole are judged by their sign.
func (e *Economy) room(i int, output, exports float64) float64 {
	home := e.X[i] - e.Exports[i]
	small := output*e.X[i] - exports*e.Exports[i]
	if home < 0 {
		home, small = -home, -small
	}
	return math.Min(small, home-small)/e.X[i] + 1e-12
}

// of returns a class's part of a total of which small firms have a share.
func (c Class) of(small float64) float64 {
	if c == Small {
		return small
	}
	return 1 - small
}

// check names the sectors where the shares leave a class with negative sales at home or negative inputs.
func (p *Shares) check(e *Economy) error {
	var sales, inputs []string
	for i, label := range e.Label {
		if e.room(i, p.Output[i], p.Exports[i]) < 0 {
			sales = append(sales, fmt.Sprintf("%s (exports %s of output)", label, percent(e.Exports[i]/e.X[i])))
		}
		use := e.X[i] - e.VA[i]
		small := p.Output[i]*e.X[i] - p.ValueAdded[i]*e.VA[i]
		if p.Imports != nil {
			use, small = use-e.Imports[i], small-p.Imports[i]*e.Imports[i]
		}
		if tiny := 1e-9 * e.X[i]; math.Min(small, use-small) < -tiny && use >= 0 {
			inputs = append(inputs, label)
		}
	}
	switch {
	case sales != nil:
		return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("statistics of %s on %s", e.Code, e.Table),
			What: fault.Say("a size class would export more than it produces in %s", strings.Join(sales, ", ")),
			Fix:  "Change its share of exports or of output there"}
	case inputs != nil:
		return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("statistics of %s on %s", e.Code, e.Table),
			What: fault.Say("a size class would use a negative amount of inputs in %s", strings.Join(inputs, ", ")),
			Why:  "Its value added (with its imports) exceeds its output",
			Fix:  "Change its share of value added, imports or output there"}
	}
	return nil
}

func percent(v float64) string { return fmt.Sprintf("%.1f%%", 100*v) }
