package sourcing

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/border"
	"ikat/chain"
)

// OwnChain is the answer about a bill of materials.
type OwnChain struct {
	*chain.Product
	BOM       *BOM
	Model     *chain.Model
	Stages    []Stage // in the order of the model's parts; the customer first where there is one
	Lead      Lead
	Suppliers []Supplier // by what raising their reliability would do, the most first
	Reliable  float64    // Π r over critical stages; NaN where none is known
	Gaps      []Gap
	Filled    *border.Filled // the border records it rests on
	Narrowest *Stage         // of least capacity, or nil
	Credit    []Credit       // what open accounts cost, the dearest first
}

// Lead is the longest path in time: a product is ready when its last input is.
type Lead struct {
	Path    []string // from the first supplier to the customer
	Days    float64
	SD      float64 // of independent legs
	Longest string  // the leg of the path that takes longest, "fabric → shirt"
	LegDays float64
}

// P95 is the time that nineteen of twenty orders stay within, were legs normally distributed.
func (l Lead) P95() float64 { return l.Days + 1.645*l.SD }

// Supplier is a critical stage and what its reliability does to the chain's.
type Supplier struct {
	Stage       string
	Reliability float64
	Gain        float64 // factor on the chain's reliability if raised to the target: r*/r
}

// Gap is a standard that a buyer asks for and a supplier does not hold.
type Gap struct{ Supplier, Buyer, Standard string }

// Credit is what waiting for payment costs a supplier, per dollar of the product.
type Credit struct {
	Supplier, Buyer string
	Cost            float64
}

// Costs say what a bill's borders cost: whose procedures, and what days and containers are worth.
type Costs struct {
	Table     *border.Table
	Missing   border.Missing
	Thetas    []float64 // cost of a day, the same for all goods
	Container float64   // US$, the same for all goods; 0 for what each stage sells, least to most, and no Thetas
}

// lead follows the slowest input of every stage. Check has made sure that there is no cycle.
func lead(m *chain.Model, stages []Stage) Lead {
	at := map[string]int{}
	for i, st := range stages {
		at[st.ID] = i
	}
	memo := map[int]Lead{}
	var longest func(j int) Lead
	longest = func(j int) Lead {
		if l, ok := memo[j]; ok {
			return l
		}
		best := Lead{Path: []string{stages[j].ID}}
		for _, in := range stages[j].Inputs {
			i := at[in.From]
			before := longest(i)
			leg := m.Borders.Days(i, i, j)
			if days := before.Days + leg; in.critical() && days > best.Days {
				best = Lead{Path: append(slices.Clone(before.Path), stages[j].ID), Days: days,
					SD: math.Hypot(before.SD, in.DaysSD), Longest: before.Longest, LegDays: before.LegDays}
				if leg > best.LegDays {
					best.Longest, best.LegDays = in.From+" → "+stages[j].ID, leg
				}
			}
		}
		memo[j] = best
		return best
	}
	return longest(0)
}

// reliability multiplies what is known of the stages without which nothing is delivered.
func (o *OwnChain) reliability(target float64) {
	needed, best := o.critical(), target
	for _, st := range o.Stages {
		if target == 0 {
			best = math.Max(best, float64(st.Reliability))
		}
	}
	o.Reliable = math.NaN()
	for _, st := range o.Stages {
		if !needed[st.ID] || st.Reliability == 0 {
			continue
		}
		if math.IsNaN(o.Reliable) {
			o.Reliable = 1
		}
		o.Reliable *= float64(st.Reliability)
		o.Suppliers = append(o.Suppliers, Supplier{st.ID, float64(st.Reliability),
			math.Max(1, best/float64(st.Reliability))})
	}
	slices.SortStableFunc(o.Suppliers, func(a, b Supplier) int { return cmp.Compare(b.Gain, a.Gain) })
}

// critical returns the stages that the first one stops without.
func (o *OwnChain) critical() map[string]bool {
	byID := map[string]Stage{}
	for _, st := range o.Stages {
		byID[st.ID] = st
	}
	out := map[string]bool{}
	var need func(id string)
	need = func(id string) {
		if out[id] {
			return
		}
		out[id] = true
		for _, in := range byID[id].Inputs {
			if in.critical() {
				need(in.From)
			}
		}
	}
	need(o.Stages[0].ID)
	return out
}

// gapsAndCredit finds standards asked for and not held, and what open accounts cost.
func (o *OwnChain) gapsAndCredit() {
	for j, st := range o.Stages {
		for _, in := range st.Inputs {
			i := slices.IndexFunc(o.Stages, func(s Stage) bool { return s.ID == in.From })
			for _, std := range in.Requires {
				if !slices.ContainsFunc(o.Stages[i].Holds, func(h string) bool { return strings.EqualFold(h, std) }) {
					o.Gaps = append(o.Gaps, Gap{in.From, st.ID, std})
				}
			}
			if cost := o.Bought(i, j) * in.PaymentDays / 365 * float64(o.BOM.CreditRate); cost > 0 {
				o.Credit = append(o.Credit, Credit{in.From, st.ID, cost})
			}
		}
	}
	slices.SortStableFunc(o.Credit, func(a, b Credit) int { return cmp.Compare(b.Cost, a.Cost) })
}
