// Package portfolio says which programmes an agency should launch, and for which firms, so that a budget brings the
// most: the best plan with a proved gap, beside what rules of thumb would choose.
//
// A firm qualifies when the programmes that it takes part in close all its gaps. A programme costs its launch once,
// and an amount a firm; its seats may be limited. What qualified capacity is worth grows with its logarithm, market
// by market, so that the first firms of a market bring more than the last ones.
package portfolio

import (
	"fmt"
	"math"
	"slices"

	"ikat/fault"
)

// Programme closes requirements of the firms that take part.
type Programme struct {
	ID      string
	Closes  []int
	Launch  float64 // once, where any firm takes part
	PerFirm float64
	Seats   int // firms that can take part; NoLimit where any number can
}

// NoLimit is the seats of a programme that has no end of them.
const NoLimit = -1

// Market is where qualified capacity sells: its worth is K·ln(h/Now).
type Market struct {
	ID     string
	K, Now float64
}

// Firm is a firm, or so many firms that are alike and taken together or not at all.
type Firm struct {
	ID       string
	Weight   int
	Capacity float64 // of each
	Market   int
	Gaps     []int
}

// Problem is what an agency can choose.
type Problem struct {
	Programmes []Programme
	Markets    []Market
	Firms      []Firm
	Budget     float64
}

// Plan is a choice: the programmes of each firm; nil is a firm that is not served.
type Plan struct {
	Takes [][]int
	Value float64
	Cost  float64
}

// Check says what is wrong with a problem.
//
// Error: fault.Invalid naming programme, market or firm.
func (p *Problem) Check() error {
	s := p.slip()
	if s == nil {
		return nil
	}
	return &fault.Error{Kind: fault.Invalid, Where: s.called, What: s.what, Fix: fix}
}

// fix is what errors advise.
const fix = "docs/schema/programmes.md describes the file"

// slip is what is wrong with a plan: the part as people call it, the path to it in a plan's file, and what it is.
type slip struct {
	called string
	path   []any
	what   string
}

// slip is the first thing that is wrong, nil where nothing is.
func (p *Problem) slip() *slip {
	bad := func(called, field string, v any, path ...any) *slip {
		return &slip{called, append(path, field), fault.Say("%s is %v", field, v)}
	}
	finite := func(v float64) bool { return v >= 0 && v <= mostAmount }
	if !finite(p.Budget) {
		return bad("the plan", "budget", p.Budget)
	}
	for n, g := range p.Programmes {
		called := fault.Say("programme %s", g.ID)
		switch {
		case !finite(g.Launch):
			return bad(called, "launch", g.Launch, "programmes", n)
		case !finite(g.PerFirm):
			return bad(called, "per_firm", g.PerFirm, "programmes", n)
		case g.Seats < NoLimit:
			return bad(called, "seats", g.Seats, "programmes", n)
		}
	}
	for n, m := range p.Markets {
		switch {
		case !finite(m.K):
			return bad(fault.Say("market %s", m.ID), "worth", m.K, "markets", n)
		case !finite(m.Now) || m.Now == 0:
			return bad(fault.Say("market %s", m.ID), "qualified_now", m.Now, "markets", n)
		}
	}
	for n, f := range p.Firms {
		switch {
		case f.Weight < 1:
			return bad(fault.Say("firm %s", f.ID), "number", f.Weight, "firms", n)
		case !finite(f.Capacity):
			return bad(fault.Say("firm %s", f.ID), "capacity", f.Capacity, "firms", n)
		case f.Market < 0 || f.Market >= len(p.Markets):
			return bad(fault.Say("firm %s", f.ID), "market", f.Market, "firms", n)
		}
	}
	return nil
}

// Evaluate fills in what a choice costs and is worth; ok is whether it is within the budget and the seats.
func (p *Problem) Evaluate(takes [][]int) (plan *Plan, ok bool) {
	out := &Plan{Takes: takes}
	used, h := make([]int, len(p.Programmes)), make([]float64, len(p.Markets))
	for f, list := range takes {
		if list == nil {
			continue
		}
		firm := &p.Firms[f]
		for _, g := range list {
			used[g] += firm.Weight
			out.Cost += float64(firm.Weight) * p.Programmes[g].PerFirm
		}
		h[firm.Market] += float64(firm.Weight) * firm.Capacity
	}
	ok = true
	for g, n := range used {
		if n > 0 {
			out.Cost += p.Programmes[g].Launch
		}
		ok = ok && (p.Programmes[g].Seats == NoLimit || n <= p.Programmes[g].Seats)
	}
	for m, more := range h {
		out.Value += p.Markets[m].K * math.Log1p(more/p.Markets[m].Now)
	}
	return out, ok && out.Cost <= p.Budget*(1+1e-12)+1e-9
}

// mostAmount bounds money and capacity: no agency has more, and beyond it prices of seats and money lose their digits.
const mostAmount = 1e15

// mostBundles bounds the combinations of programmes that are looked at for a set of gaps.
const mostBundles = 5000

// bundles returns, by firm, the smallest sets of programmes that close its gaps; firms with the same gaps share them.
//
// Error: fault.Excessive for gaps that can be closed in too many ways.
func (p *Problem) bundles() ([][][]int, error) {
	known := map[string][][]int{}
	out := make([][][]int, len(p.Firms))
	for f := range p.Firms {
		gaps := slices.Clone(p.Firms[f].Gaps)
		slices.Sort(gaps)
		gaps = slices.Compact(gaps)
		key := fmt.Sprint(gaps)
		list, ok := known[key]
		if !ok {
			list = p.covers(gaps)
			if len(list) > mostBundles {
				return nil, &fault.Error{Kind: fault.Excessive, Where: fault.Say("firm %s", p.Firms[f].ID),
					What: fault.Say("its gaps can be closed in more than %d ways", mostBundles),
					Fix:  "Join programmes that are alike, or requirements that come together"}
			}
			known[key] = list
		}
		out[f] = list
	}
	return out, nil
}

// covers lists the sets of programmes that close all gaps and would not without any one of them.
func (p *Problem) covers(gaps []int) (out [][]int) {
	if len(gaps) == 0 {
		return [][]int{{}}
	}
	var chosen []int
	seen := map[string]bool{}
	var branch func()
	branch = func() {
		if len(out) > mostBundles {
			return
		}
		open := -1
		for _, r := range gaps {
			if !p.closed(chosen, r) {
				open = r
				break
			}
		}
		if open < 0 {
			set := slices.Clone(chosen)
			slices.Sort(set)
			if key := fmt.Sprint(set); p.smallest(set, gaps) && !seen[key] {
				seen[key] = true
				out = append(out, set)
			}
			return
		}
		for g := range p.Programmes {
			if slices.Contains(p.Programmes[g].Closes, open) {
				chosen = append(chosen, g)
				branch()
				chosen = chosen[:len(chosen)-1]
			}
		}
	}
	branch()
	return out
}

func (p *Problem) closed(set []int, r int) bool {
	return slices.ContainsFunc(set, func(g int) bool { return slices.Contains(p.Programmes[g].Closes, r) })
}

func (p *Problem) smallest(set, gaps []int) bool {
	for k := range set {
		rest := slices.Delete(slices.Clone(set), k, k+1)
		if !slices.ContainsFunc(gaps, func(r int) bool { return !p.closed(rest, r) }) {
			return false
		}
	}
	return true
}
