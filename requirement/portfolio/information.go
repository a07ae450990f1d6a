package portfolio

import (
	"cmp"
	"math"
	"slices"

	"ikat/fault"
)

// Bet is a choice among programmes that are paid for before it is known which gaps some firms have.
type Bet struct {
	Programmes []Offer
	Firms      []Sure
	Uncertain  []Doubt
	Budget     float64
}

// Offer is a programme at a price that does not depend on who takes part.
type Offer struct {
	ID     string
	Closes []int
	Cost   float64
}

// Sure is a firm with the gaps that it is known to have, and what its qualifying is worth.
type Sure struct {
	Value float64
	Gaps  []int
}

// Doubt is a gap that a firm has with a probability; doubts are independent of each other.
type Doubt struct {
	ID   string
	Firm int
	Gap  int
	P    float64
}

// Information is what knowing would be worth.
type Information struct {
	Choice   []int   // programmes of the best choice as things are known
	Expected float64 // what it is worth on the mean
	Perfect  float64 // what knowing everything before choosing would add
	Answers  []Answer
}

// Answer is what knowing one doubt before choosing would add on the mean, and how likely the choice would then be
// another one. 0 is the usual answer: the choice is the same whatever it is.
type Answer struct {
	Worth   float64
	Changes float64
}

const (
	mostOffers = 16 // programmes among which every choice is tried
	mostDoubts = 14 // doubts of which every outcome is tried
)

// Know computes what information is worth, by every choice within the budget.
//
// Error: fault.Excessive for more programmes or doubts than can be tried; fault.Invalid for a probability that is
// none.
func (b *Bet) Know() (*Information, error) {
	if len(b.Programmes) > mostOffers || len(b.Uncertain) > mostDoubts {
		return nil, &fault.Error{Kind: fault.Excessive,
			What: fault.Say("%d programmes and %d uncertain answers are too many to try every one", len(b.Programmes),
				len(b.Uncertain)),
			Fix: fault.Say("Keep %d programmes and %d answers at most", mostOffers, mostDoubts)}
	}
	for _, d := range b.Uncertain {
		if !(d.P >= 0 && d.P <= 1) || d.Firm < 0 || d.Firm >= len(b.Firms) {
			return nil, &fault.Error{Kind: fault.Invalid, Where: d.ID, What: fault.Say("its probability is %g", d.P),
				Fix: "Probabilities lie between 0 and 1"}
		}
	}
	choices := b.choices()
	out := &Information{}
	_, out.Expected, out.Choice = b.best(choices, b.chances(nil))
	for k := range b.Uncertain {
		out.Answers = append(out.Answers, b.answer(choices, k, out))
	}
	out.Perfect = b.perfect(choices) - out.Expected
	return out, nil
}

// choice is a set of programmes, and which firms it serves whatever doubts turn out.
type choice struct {
	offers []int
	known  []bool // by firm: its known gaps are closed
	doubts []bool // by doubt: its gap would be closed
	cost   float64
}

// choices lists those within the budget, the cheapest first and of these the smallest.
func (b *Bet) choices() (out []choice) {
	for set := range 1 << len(b.Programmes) {
		c := choice{}
		closed := map[int]bool{}
		for k, o := range b.Programmes {
			if set>>k&1 == 1 {
				c.offers = append(c.offers, k)
				c.cost += o.Cost
				for _, r := range o.Closes {
					closed[r] = true
				}
			}
		}
		if c.cost > b.Budget*(1+1e-12)+1e-9 {
			continue
		}
		for _, f := range b.Firms {
			c.known = append(c.known, !slices.ContainsFunc(f.Gaps, func(r int) bool { return !closed[r] }))
		}
		for _, d := range b.Uncertain {
			c.doubts = append(c.doubts, closed[d.Gap])
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(x, y choice) int {
		return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(len(x.offers), len(y.offers)))
	})
	return out
}

// chances are the doubts' probabilities, some of them known.
func (b *Bet) chances(known map[int]float64) []float64 {
	out := make([]float64, len(b.Uncertain))
	for k, d := range b.Uncertain {
		out[k] = d.P
		if p, ok := known[k]; ok {
			out[k] = p
		}
	}
	return out
}

// value is what a choice is worth on the mean.
func (b *Bet) value(c *choice, chances []float64) (sum float64) {
	served := make([]float64, len(b.Firms))
	for f, ok := range c.known {
		served[f] = one(ok)
	}
	for k, d := range b.Uncertain {
		if !c.doubts[k] {
			served[d.Firm] *= 1 - chances[k]
		}
	}
	for f, p := range served {
		sum += p * b.Firms[f].Value
	}
	return sum
}

func (b *Bet) best(choices []choice, chances []float64) (at int, most float64, offers []int) {
	most = math.Inf(-1)
	for k := range choices {
		if v := b.value(&choices[k], chances); v > most+1e-9*(1+math.Abs(most)) || math.IsInf(most, -1) {
			at, most = k, v
		}
	}
	return at, most, choices[at].offers
}

// answer is what knowing one doubt would add. The choice changes where the one made without it is not among the best
// with it.
func (b *Bet) answer(choices []choice, k int, base *Information) (out Answer) {
	now := slices.IndexFunc(choices, func(c choice) bool { return slices.Equal(c.offers, base.Choice) })
	for outcome, p := range map[float64]float64{1: b.Uncertain[k].P, 0: 1 - b.Uncertain[k].P} {
		chances := b.chances(map[int]float64{k: outcome})
		_, most, _ := b.best(choices, chances)
		out.Worth += p * most
		if b.value(&choices[now], chances) < most-1e-9*(1+math.Abs(most)) {
			out.Changes += p
		}
	}
	if out.Worth -= base.Expected; out.Worth < 1e-9*(1+math.Abs(base.Expected)) {
		out.Worth = 0 // what adding up leaves
	}
	return out
}

// perfect is the mean, over all outcomes, of the best choice for each.
func (b *Bet) perfect(choices []choice) (mean float64) {
	for outcome := range 1 << len(b.Uncertain) {
		known, p := map[int]float64{}, 1.0
		for k, d := range b.Uncertain {
			if outcome>>k&1 == 1 {
				known[k] = 1
				p *= d.P
			} else {
				known[k] = 0
				p *= 1 - d.P
			}
		}
		if p == 0 {
			continue
		}
		_, most, _ := b.best(choices, b.chances(known))
		mean += p * most
	}
	return mean
}
