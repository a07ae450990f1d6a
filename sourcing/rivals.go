package sourcing

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/share"
)

// Measure is something that can be done to a chain for money: a leg gets faster or cheaper, a stage adds less to the
// price, standards are met. docs/schema/bom.md describes it.
type Measure struct {
	ID         string          `yaml:"id"`
	From       string          `yaml:"from"` // of a leg, or a stage alone
	To         string          `yaml:"to"`   // of a leg; customer is the delivery
	Days       *float64        `yaml:"days"` // of the leg, then
	BorderCost *share.Fraction `yaml:"border_cost"`
	Value      *share.Part     `yaml:"value"` // part of its price that the stage adds itself, then
	Closes     []string        `yaml:"closes"`
	Cost       float64         `yaml:"cost"` // in whatever money; the cheapest set of measures adds these up
	Source     string          `yaml:"source"`
}

func (m *Measure) check(b *BOM, bad complaint) error {
	where := "measure " + m.ID
	given := 0
	for _, is := range []bool{m.Days != nil, m.BorderCost != nil, m.Value != nil} {
		if is {
			given++
		}
	}
	leg := m.Days != nil || m.BorderCost != nil
	switch {
	case m.ID == "":
		return bad("measures", "one has no id")
	case given > 1 || given == 0 && len(m.Closes) == 0:
		return bad(where, "it must give one of days, border_cost and value, or what it closes")
	case m.Source == "":
		return bad(where, "its cost has no source; write where it is from, or \"judgement\"")
	case m.Value != nil && b.stage(m.From) < 0:
		return bad(where, "there is no stage %q", m.From)
	case leg && !b.leg(m.From, m.To):
		return bad(where, "there is no leg from %q to %q", m.From, m.To)
	}
	list := []named{{"cost", m.Cost, math.MaxFloat64}}
	if m.Days != nil {
		list = append(list, named{"days", *m.Days, math.MaxFloat64})
	}
	if m.BorderCost != nil {
		list = append(list, named{"border_cost", float64(*m.BorderCost), math.MaxFloat64})
	}
	return numbers(where, bad, list...)
}

func (b *BOM) stage(id string) int {
	return slices.IndexFunc(b.Stages, func(s Stage) bool { return s.ID == id })
}

func (b *BOM) leg(from, to string) bool {
	if to == customer {
		return b.DeliverTo != "" && len(b.Stages) > 0 && b.Stages[0].ID == from
	}
	at := b.stage(to)
	return at >= 0 && slices.ContainsFunc(b.Stages[at].Inputs, func(in Input) bool { return in.From == from })
}

// Rival is a bill of materials as a network that competes, with what its stages and legs are.
type Rival struct {
	*OwnChain
	Network *Network
	offset  int // of the bill's stages in the model
}

// Rival is the chain as a network that competes: the money that its legs cost ad valorem, all their days at one
// cost of a day, and the standards that somebody in it asks and nobody holds.
func (o *OwnChain) Rival(theta float64) *Rival {
	n := len(o.BOM.Stages)
	out := &Rival{OwnChain: o, offset: len(o.Stages) - n}
	w := &Network{Value: make([]float64, n), Theta: theta, Price: cmp.Or(o.BOM.Stages[0].Price, 1)}
	for range n {
		w.A, w.Cost = append(w.A, make([]float64, n)), append(w.Cost, make([]float64, n))
		w.Days = append(w.Days, make([]float64, n))
	}
	for j, st := range o.BOM.Stages {
		w.Value[j] = 1
		for _, in := range st.Inputs {
			i := o.BOM.stage(in.From)
			w.A[i][j] += st.share(in)
			w.Value[j] -= st.share(in)
			w.Cost[i][j], w.Days[i][j] = out.link(i, j)
		}
	}
	if out.offset > 0 {
		w.FinalCost, w.FinalDays = out.link(0, -1)
	}
	for _, g := range o.Gaps {
		if name := g.Supplier + ": " + g.Standard; !slices.Contains(w.Missing, name) {
			w.Missing = append(w.Missing, name)
		}
	}
	out.Network = w
	return out
}

// link is the money and the days of a leg of the bill, −1 for the customer.
func (r *Rival) link(i, j int) (money, days float64) {
	b, mid := r.Model.Borders, r.Model.Thetas[(len(r.Model.Thetas)-1)/2]
	i, j = i+r.offset, j+r.offset
	money, _ = b.Parts(mid, i, i, j)
	return money, b.Days(i, i, j)
}

// Levers are the bill's measures as levers.
func (r *Rival) Levers() []Lever {
	var out []Lever
	for _, m := range r.BOM.Measures {
		l := Lever{ID: m.ID, Cost: m.Cost, Only: true}
		for _, missing := range r.Network.Missing {
			_, standard, _ := strings.Cut(missing, ": ")
			if slices.ContainsFunc(m.Closes, func(c string) bool {
				return strings.EqualFold(c, standard) || strings.EqualFold(c, missing)
			}) {
				l.Closes = append(l.Closes, missing)
			}
		}
		l.Spot = Spot{Part: PartValue, From: r.BOM.stage(m.From), To: r.BOM.stage(m.To)}
		final := m.To == customer
		switch {
		case m.Value != nil:
			l.Only, l.To, l.Spot.To = false, float64(*m.Value), -1
		case m.Days != nil:
			l.Only, l.To, l.Spot.Part = false, *m.Days, PartDays
			if final {
				l.Spot = Spot{PartFinalDays, -1, -1}
			}
		case m.BorderCost != nil:
			l.Only, l.To, l.Spot.Part = false, float64(*m.BorderCost), PartCost
			if final {
				l.Spot = Spot{PartFinalCost, -1, -1}
			}
		}
		out = append(out, l)
	}
	return out
}

// Where names the place of a number: fabric → sewing, sewing → customer, or sewing.
func (r *Rival) Where(s Spot) string {
	id := func(k int) string { return r.BOM.Stages[k].ID }
	switch {
	case s.From < 0:
		return id(0) + " → " + customer
	case s.To < 0:
		return id(s.From)
	}
	return id(s.From) + " → " + id(s.To)
}

// Rivals are two bills of materials for the same customer compared.
type Rivals struct {
	*Duel
	Chains [2]*Rival
}

// CompeteBills compares two chains that deliver the same to the same customer, at one cost of a day.
//
// Error: fault.Inconsistent for chains of different customers or units, and what Compete says.
func CompeteBills(ctx context.Context, a, b *OwnChain, theta float64) (*Rivals, error) {
	bad := func(what string, args ...any) error {
		return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s and %s", a.BOM.Product, b.BOM.Product),
			What: fault.Say(what, args...), Fix: "Both chains must deliver the same to the same customer"}
	}
	switch {
	case a.BOM.DeliverTo != b.BOM.DeliverTo:
		return nil, bad("they deliver to %q and to %q", a.BOM.DeliverTo, b.BOM.DeliverTo)
	case a.BOM.Unit != b.BOM.Unit:
		return nil, bad("their prices are in %q and in %q", a.BOM.Unit, b.BOM.Unit)
	case (a.BOM.Stages[0].Price == 0) != (b.BOM.Stages[0].Price == 0):
		return nil, bad("one gives the price of its product and the other does not")
	}
	out := &Rivals{Chains: [2]*Rival{a.Rival(theta), b.Rival(theta)}}
	var err error
	out.Duel, err = Compete(ctx, out.Chains[0].Network, out.Chains[1].Network, func(loser int) []Lever {
		return out.Chains[loser].Levers()
	})
	return out, err
}

// Dearest is the leg that adds most to the landed price: its name, and what it adds as a share of the product.
func (r *Rival) Dearest() (leg string, adds float64) {
	mid := (len(r.Model.Thetas) - 1) / 2
	for _, l := range r.Product.Links {
		if l.Cost[mid] > adds {
			leg, adds = r.Stages[l.Sector].ID+" → "+r.Stages[l.To].ID, l.Cost[mid]
		}
	}
	return leg, adds
}

// Waiting is what open accounts cost along the chain, as a share of the product's price.
func (r *Rival) Waiting() (sum float64) {
	for _, c := range r.Credit {
		sum += c.Cost
	}
	return sum
}
