package sme

import (
	"fmt"
	"math"
	"strings"

	"ikat/fault"
	"ikat/result"
)

// Rule says how totals of an economy become shares by industry.
type Rule string

const (
	// LeastInformation takes the shares nearest to the totals' that add up to them and leave no class with more exports
	// than output. It is the default.
	LeastInformation Rule = "least-information"
	// Uniform gives every industry the totals' shares, with exports of a class limited to its output. It need not add
	// up.
	Uniform Rule = "uniform"
)

// Rules lists them, the default first.
var Rules = []Rule{LeastInformation, Uniform}

// leastInformation fills in shares of output and value added (one unless output has statistics of its own) and exports.
func (p *Shares) leastInformation(e *Economy, s Statistics, base Indicator) error {
	q, err := newNearest(e, s, base, p)
	if err != nil {
		return err
	}
	if err := q.proveFeasible(e, s, base); err != nil {
		if !q.moveWithin(s, base) {
			return err
		}
		p.Notes = append(p.Notes, q.moved(e, base))
	}
	small, exports, err := q.solve()
	if err != nil {
		return located(err, e)
	}
	p.Exports = exports
	if !s.apart() {
		p.ValueAdded, p.Output = small, small
	}
	moved, names := []string{}, []string{}
	for i := range q.part {
		v := &q.part[i]
		if at := v.best(0, 0); len(v.corner) > 2 && !v.inside(v.s, v.t) &&
			math.Abs(at.s-v.s)+math.Abs(at.t-v.t) > 1e-6 {
			moved, names = append(moved, e.Label[i]), append(names, e.name(i))
		}
	}
	if len(moved) > 0 {
		p.Alike = moved
		p.note("shares.nearest", "one share for all industries would have a class export more than it makes in {list}: "+
			"shares by industry are the nearest ones that add up to the totals", "list", strings.Join(names, "; "))
	}
	return nil
}

// newNearest states the problem. Where output has statistics of its own, shares of output are what they say and only
// exports are sought.
func newNearest(e *Economy, s Statistics, base Indicator, p *Shares) (*nearest, error) {
	q := &nearest{}
	apart := s.apart()
	whole := s.find(base, "")
	out := s.find(Exports, "")
	q.part = make([]industryShares, e.N())
	totalVA, totalE := sumAbs(e.VA), sumAbs(e.Exports)
	for i, label := range e.Label {
		v := &q.part[i]
		v.a, v.b = weightOf(e.VA[i], totalVA), weightOf(e.Exports[i], totalE)
		// Exports below zero are drawn from stocks: both classes have the same part, which is no information of its
		// own.
		v.w, v.u = math.Max(math.Abs(v.a), unweighted), math.Max(v.b, unweighted)
		sRange, tRange := interval{0, 1}, interval{0, 1}
		v.s, v.t = p.ValueAdded[i], p.Exports[i]
		if one := s.find(base, label); one != nil {
			sRange, v.s = one.within(), one.Value
		}
		if one := s.find(Exports, label); one != nil {
			tRange, v.t = one.within(), one.Value
		}
		if apart {
			sRange = interval{p.Output[i], p.Output[i]}
			v.s = p.Output[i]
		}
		v.s, v.t = proper(v.s), proper(v.t)
		if v.corner = polygon(e.X[i], e.Exports[i], sRange, tRange); len(v.corner) == 0 {
			return nil, &fault.Error{Kind: fault.Inconsistent,
				Where: fault.Say("statistics of %s on %s, %s", e.Code, e.Table, label),
				What: fault.Say("small firms with %s to %s of output cannot make %s to %s of exports, which are %s of output",
					percent(sRange.low), percent(sRange.high), percent(tRange.low), percent(tRange.high),
					percent(e.Exports[i]/e.X[i])),
				Why: "A class exports no more than it makes", Fix: "Change one of the two"}
		}
	}
	q.S, q.T = q.total(whole, apart, func(p *industryShares) (float64, float64) { return p.a, p.s }),
		q.total(out, false, func(p *industryShares) (float64, float64) { return p.b, p.t })
	return q, nil
}

// within is the range that a statistic leaves.
func (s *Statistic) within() interval {
	if s.Low <= s.Value && s.Value <= s.High {
		return interval{s.Low, s.High}
	}
	return interval{s.Value, s.Value}
}

// total is what shares must add up to: the economy's statistic, or what the industries' give.
func (q *nearest) total(whole *Statistic, fixed bool, of func(p *industryShares) (weight, share float64)) float64 {
	var weights, given float64
	for i := range q.part {
		w, s := of(&q.part[i])
		weights += w
		given += w * s
	}
	if whole == nil || fixed {
		return given
	}
	return whole.Value * weights
}

// proper keeps a share away from 0 and 1, where divergence is infinite.
func proper(v float64) float64 { return math.Min(math.Max(v, 1e-9), 1-1e-9) }

// weightOf is a part of a total; where there is none at all, nothing weighs.
func weightOf(part, total float64) float64 {
	if total == 0 {
		return 0
	}
	return part / total
}

func sumAbs(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += math.Abs(x)
	}
	return s
}

// proveFeasible returns an error where no shares by industry have the totals, with the figures that clash.
func (q *nearest) proveFeasible(e *Economy, s Statistics, base Indicator) error {
	weights, exports := q.weight(0), q.weight(1)
	least, ok := q.extremeShare(1)
	most, _ := q.extremeShare(-1)
	switch {
	case !ok:
		return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("statistics of %s on %s", e.Code, e.Table),
			What: fault.Say("no shares by industry make %s of exports", percent(q.T/exports)),
			Why:  "What is given for the industries already adds up to too much or too little",
			Fix:  "Change the industries' shares of exports or the economy's"}
	case least > q.S+little:
		return q.clash(e, base, Small, q.T/exports, least/weights, q.S/weights)
	case most < q.S-little:
		return q.clash(e, base, Large, 1-q.T/exports, 1-most/weights, 1-q.S/weights)
	}
	return nil
}

// little is what totals may be beyond what is possible, for rounding.
const little = 1e-9

// possible reports whether some shares by industry have the totals.
func (q *nearest) possible() bool {
	least, ok := q.extremeShare(1)
	if !ok || least > q.S+little {
		return false
	}
	most, _ := q.extremeShare(-1)
	return most >= q.S-little
}

// moveWithin takes the totals to the nearest that are possible within the ranges of their statistics, exports before
// the other; false where none are: then the contradiction is proved for all that the ranges allow.
func (q *nearest) moveWithin(s Statistics, base Indicator) bool {
	ranges := [2]interval{q.ranged(0, s.find(base, "")), q.ranged(1, s.find(Exports, ""))}
	zero, exports, weights := make([]float64, len(q.part)), make([]float64, len(q.part)), make([]float64, len(q.part))
	var all [2]float64
	for i := range q.part {
		weights[i], exports[i] = q.part[i].a, q.part[i].b
		all[0], all[1] = all[0]+math.Abs(weights[i]), all[1]+math.Abs(exports[i])
	}
	reach := func(of int, value, exported []float64, within [2]interval) interval {
		within[of] = interval{-all[of], all[of]}
		return interval{-q.most(negative(value), negative(exported), within), q.most(value, exported, within)}
	}
	for _, base := range []interval{{q.S, q.S}, ranges[0]} {
		can := reach(1, zero, exports, [2]interval{base, {}})
		both := interval{math.Max(can.low, ranges[1].low), math.Min(can.high, ranges[1].high)}
		if both.low > both.high+1e-9 {
			continue
		}
		q.T = inside(q.T, both, can)
		can = reach(0, weights, zero, [2]interval{{}, {q.T, q.T}})
		q.S = inside(q.S, interval{math.Max(can.low, ranges[0].low), math.Min(can.high, ranges[0].high)}, can)
		return true
	}
	return false
}

// edge is how far from the ends of what is possible totals are taken, as a part of it: at an end itself no shares are
// near others.
const edge = 1e-3

// inside is the nearest to a value in a range, off the ends of what is possible where there is room.
func inside(v float64, r, possible interval) float64 {
	room := edge * (possible.high - possible.low)
	low, high := math.Max(r.low, possible.low+room), math.Min(r.high, possible.high-room)
	if low > high {
		return (r.low + r.high) / 2
	}
	return math.Max(low, math.Min(high, v))
}

// moved says which totals are taken.
func (q *nearest) moved(e *Economy, base Indicator) result.Note {
	weights, exports := q.weight(0), q.weight(1)
	return result.NewNote("shares.moved", "the statistics' central values together are not possible in {table}: taken "+
		"are the nearest within their ranges, {exports} of exports and {part} of {indicator}", "table", e.Table,
		"exports", percent(q.T/exports), "part", percent(q.S/weights),
		"indicator", fault.Word(base.Word()))
}

// clash says which class would need more than it has.
func (q *nearest) clash(e *Economy, base Indicator, c Class, exports, needs, has float64) error {
	return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("statistics of %s on %s", e.Code, e.Table),
		What: fault.Say("%s firms need at least %s of %s to make %s of exports, and have %s", c, percent(needs),
			fault.Word(base.Word()), percent(exports), percent(has)),
		Why: "A class exports no more than it makes, in whichever industries it works",
		Fix: "Check the two shares, or give ranges (low, high)"}
}

func located(err error, e *Economy) error {
	if f, ok := err.(*fault.Error); ok {
		f.Where = fmt.Sprintf("statistics of %s on %s", e.Code, e.Table)
	}
	return err
}

// uniformExports limits each industry's share of exports to what its classes make: e_S = min(max(t e, s x − (x − e)), s
// x).
func (p *Shares) uniformExports(e *Economy) {
	p.Exports = append([]float64(nil), p.Exports...)
	for i, t := range p.Exports {
		if e.Exports[i] > 0 {
			p.Exports[i] = limitedShare(p.Output[i], t, e.X[i], e.Exports[i])
			if p.Exports[i] != t {
				p.Alike = append(p.Alike, e.Label[i])
			}
		}
	}
	if p.Alike != nil {
		p.note("shares.beyond", "one share of exports for all industries is beyond what a class makes in {list}: there it "+
			"is the nearest possible, and the economy's total is missed", "list", strings.Join(p.Alike, ", "))
	}
}

// limitedShare is the share of exports e nearest to t for a class with the part s of output x.
func limitedShare(s, t, x, e float64) float64 {
	home := x - e
	return math.Min(math.Max(t*e, s*x-math.Max(home, 0)), s*x) / e
}
