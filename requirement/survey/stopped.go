package survey

import (
	"math"
	"slices"
)

// Firm is what a survey says of a firm about what a buyer asks.
type Firm struct {
	ID       string
	Gaps     []int   // requirements it does not meet
	Unknown  []int   // requirements that the survey does not tell
	Capacity float64 // NaN where it is not known
	// GapCost and GapDays are what meeting the buyer would cost and take; NaN where they are not known.
	GapCost, GapDays float64
	Sales            float64
	// ImportPenetration and ExportServing are of the firm's industry: the share of imports in home use, and of output that
	// serves exports; NaN where they are not known.
	ImportPenetration, ExportServing float64
}

// Sample is firms and how they were drawn.
type Sample struct {
	Design
	Firms []Firm
	Left  []bool // firms outside the domain: they do not count, and keep their place in the design; nil where all count
}

// Known is how unknown answers are taken.
type Known int

const (
	Asked    Known = iota // only firms of which everything is known count
	AllHold               // who was not asked holds it: the upper end
	NoneHold              // who was not asked does not hold it: the lower end
)

// gaps are a firm's gaps when its unknown answers are taken so; ok is whether the firm counts.
func (f *Firm) gaps(k Known) (gaps []int, ok bool) {
	switch {
	case len(f.Unknown) == 0 || k == AllHold:
		return f.Gaps, true
	case k == NoneHold:
		return append(slices.Clone(f.Gaps), f.Unknown...), true
	}
	return nil, false
}

// Requirement is what one requirement does.
type Requirement struct {
	Stops, Alone Estimate // share of firms that lack it, and that lack nothing else
	// Gain is what meeting it adds to the qualified share of capacity: as things are, when all else is met, and on the
	// mean over all orders.
	GainAlone, GainLast, GainShapley Estimate
}

// Result is what stops a survey's firms.
type Result struct {
	Qualified    Estimate // share of firms
	Capacity     Estimate // share of capacity of firms that meet everything
	Requirements []Requirement
}

// Stopped estimates what n requirements do, with unknown answers taken so.
func (s *Sample) Stopped(n int, k Known) *Result {
	size := len(s.Firms)
	gaps, one, capacity := make([][]int, size), make([]float64, size), make([]float64, size)
	for i := range s.Firms {
		f := &s.Firms[i]
		list, ok := f.gaps(k)
		ok = ok && (s.Left == nil || !s.Left[i])
		gaps[i], one[i], capacity[i] = list, 1, f.Capacity
		if !ok {
			one[i], capacity[i] = math.NaN(), math.NaN()
		}
	}
	estimate := func(base []float64, part func(gaps []int) float64) Estimate {
		y := make([]float64, size)
		for i := range y {
			y[i] = base[i] * part(gaps[i])
		}
		return s.Ratio(y, base)
	}
	none := func(gaps []int) float64 { return truth(len(gaps) == 0) }
	out := &Result{Qualified: estimate(one, none), Capacity: estimate(capacity, none)}
	for r := range n {
		lacks := func(gaps []int) float64 { return truth(slices.Contains(gaps, r)) }
		only := func(gaps []int) float64 { return truth(len(gaps) == 1 && gaps[0] == r) }
		part := func(gaps []int) float64 {
			if slices.Contains(gaps, r) {
				return 1 / float64(len(gaps))
			}
			return 0
		}
		out.Requirements = append(out.Requirements, Requirement{Stops: estimate(one, lacks), Alone: estimate(one, only),
			GainAlone: estimate(capacity, only), GainLast: estimate(capacity, lacks),
			GainShapley: estimate(capacity, part)})
	}
	return out
}

func truth(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// Thresholds say when a firm is ready, and when it is exposed to trade.
type Thresholds struct {
	CostShare         float64 // cost of its gaps over its sales, at most
	Days              float64 // to close them, at most
	ImportPenetration float64 // of its industry, at least
	ExportServing     float64 // of its industry, at least
}

// Group is one of the groups into which the OECD divides small and medium firms.
type Group int

const (
	Ready      Group = iota
	Within           // contestable, within reach: exposed, and its gaps can be closed
	Beyond           // contestable, beyond reach: exposed, and no way closes its gaps
	Insulated        // not exposed
	NotKnown         // too little is known of the firm
	GroupCount = iota
)

// Group returns the group of a firm; false where too little is known. A firm is ready where its gaps cost and take no
// more than the thresholds; else it is contestable where its industry is exposed to imports or serves exports; else it
// is insulated. A contestable firm is beyond reach where nothing closes its gaps (an infinite cost).
func (t Thresholds) Group(f *Firm) (Group, bool) {
	switch {
	case math.IsNaN(f.GapCost) || math.IsNaN(f.GapDays) || math.IsNaN(f.Sales):
		return 0, false
	case f.GapCost <= t.CostShare*f.Sales && f.GapDays <= t.Days:
		return Ready, true
	case f.ImportPenetration >= t.ImportPenetration || f.ExportServing >= t.ExportServing:
		if math.IsInf(f.GapCost, 1) {
			return Beyond, true
		}
		return Within, true
	case math.IsNaN(f.ImportPenetration) || math.IsNaN(f.ExportServing):
		return 0, false
	}
	return Insulated, true
}

// Groups estimates the share of firms in each group, of all firms.
func (s *Sample) Groups(t Thresholds) []Estimate {
	out := make([]Estimate, GroupCount)
	one := make([]float64, len(s.Firms))
	in := make([]Group, len(s.Firms))
	for i := range s.Firms {
		g, ok := t.Group(&s.Firms[i])
		if in[i], one[i] = g, 1; !ok {
			in[i] = NotKnown
		}
		if s.Left != nil && s.Left[i] {
			one[i] = math.NaN()
		}
	}
	for g := range out {
		y := make([]float64, len(s.Firms))
		for i := range y {
			y[i] = one[i] * truth(in[i] == Group(g))
		}
		out[g] = s.Ratio(y, one)
	}
	return out
}
