package sourcing

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/border"
	"ikat/fault"
)

// canonical knows every economy by its code: one that is spelled in two ways has no border with itself.
func (b *BOM) canonical() {
	b.DeliverTo = cmp.Or(border.Code(b.DeliverTo), b.DeliverTo)
	for i := range b.Stages {
		b.Stages[i].Economy = cmp.Or(border.Code(b.Stages[i].Economy), b.Stages[i].Economy)
	}
}

// Check finds what is wrong with a bill of materials: no stages, names used twice or not at all, shares that are
// negative, above one or add up to more, cycles, numbers out of range.
//
// Error: fault.Invalid or Inconsistent, naming stage and input.
func (b *BOM) Check() error {
	bad := func(where, format string, args ...any) error {
		return &fault.Error{Kind: fault.Inconsistent, Where: where, What: fault.Say(format, args...),
			Fix: "docs/schema/bom.md describes the file"}
	}
	if len(b.Stages) == 0 {
		return bad(b.Product, "it has no stages")
	}
	b.canonical()
	goods := sold(b.Stages)
	ids := map[string]bool{customer: true}
	for n, st := range b.Stages {
		where := placed(st.at, fmt.Sprintf("stage %d", n+1))
		switch {
		case st.ID == "":
			return bad(where, "it has no id")
		case ids[st.ID]:
			return bad(st.where(), "its id is used twice, or is the word customer")
		case st.Economy == "":
			return bad(st.where(), "it has no economy")
		case st.Industry != "" && !goods[n].Known:
			return bad(st.where(), "no goods are known of industry %q: codes are c1 to c16, or divisions of ISIC",
				st.Industry)
		}
		ids[st.ID] = true
	}
	delete(ids, customer)
	for _, st := range b.Stages {
		if err := st.check(ids, bad); err != nil {
			return err
		}
	}
	if err := b.Delivery.check("delivery", bad); err != nil {
		return err
	}
	if err := numbers("the chain", bad, named{"reliability_target", float64(b.Target), 1},
		named{"volume", b.Volume, math.Inf(1)}, named{"credit_rate", float64(b.CreditRate), 1}); err != nil {
		return err
	}
	if b.Container != nil && !(*b.Container > 0) {
		return bad("the chain", "container_value is %g and must be above 0; leave it out for the usual one",
			*b.Container)
	}
	for n := range b.Measures {
		if err := b.Measures[n].check(b, bad); err != nil {
			return err
		}
	}
	return b.acyclic(bad)
}

type complaint func(where, format string, args ...any) error

// named is a number that must lie between 0 and most.
type named struct {
	name        string
	value, most float64
}

func numbers(where string, bad complaint, list ...named) error {
	for _, v := range list {
		if !(v.value >= 0 && v.value <= v.most) || math.IsInf(v.value, 0) {
			limit := "at least 0"
			if !math.IsInf(v.most, 0) {
				limit = fmt.Sprintf("between 0 and %.4g", v.most)
			}
			return bad(where, "%s is %g and must be %s", v.name, v.value, limit)
		}
	}
	return nil
}

func (s *Stage) check(ids map[string]bool, bad complaint) error {
	where := s.where()
	if err := numbers(where, bad, named{"price", s.Price, math.Inf(1)}, named{"reliability", float64(s.Reliability), 1},
		named{"capacity", s.Capacity, math.Inf(1)}); err != nil {
		return err
	}
	var sum float64
	for n, in := range s.Inputs {
		at := placed(cmp.Or(in.at, s.at), fmt.Sprintf("stage %s, input %d (%s)", s.ID, n+1, in.From))
		if !ids[in.From] {
			var known []string
			for id := range ids {
				known = append(known, id)
			}
			slices.Sort(known)
			return &fault.Error{Kind: fault.NotFound, Where: at, What: fault.Say("there is no stage %q", in.From),
				Fix: fault.Suggest(in.From, known, fault.Say("Stages are %s", strings.Join(known, ", ")))}
		}
		if err := in.check(at, bad); err != nil {
			return err
		}
		switch {
		case in.Cost > 0 && in.Share > 0:
			return bad(at, "it has both a share and a cost")
		case in.Cost == 0 && in.Share == 0:
			return bad(at, "it has neither a share nor a cost")
		case in.Cost > 0 && s.Price == 0:
			return bad(at, "it gives a cost, and stage %s gives no price to compare it with", s.ID)
		}
		sum += s.share(in)
	}
	if sum > 1+1e-9 {
		return bad(where, "its inputs add up to %.4g of its price, which is more than all of it", sum)
	}
	return nil
}

func (in Input) check(where string, bad complaint) error {
	list := []named{{"share", float64(in.Share), 1}, {"cost", in.Cost, math.Inf(1)}, {"days", in.Days, math.Inf(1)},
		{"days_sd", in.DaysSD, math.Inf(1)}, {"payment_days", in.PaymentDays, math.Inf(1)}}
	if in.BorderCost != nil {
		list = append(list, named{"border_cost", float64(*in.BorderCost), math.Inf(1)})
	}
	return numbers(where, bad, list...)
}

// acyclic reports a stage that is made from itself.
func (b *BOM) acyclic(bad complaint) error {
	byID := map[string]*Stage{}
	for i := range b.Stages {
		st := &b.Stages[i]
		byID[st.ID] = st
	}
	done, path := map[string]bool{}, []string{}
	var visit func(id string) error
	visit = func(id string) error {
		if at := slices.Index(path, id); at >= 0 {
			return bad(byID[id].where(), "it is made from itself: %s",
				strings.Join(append(slices.Clone(path[at:]), id), " ← "))
		}
		if done[id] {
			return nil
		}
		path = append(path, id)
		for _, in := range byID[id].Inputs {
			if err := visit(in.From); err != nil {
				return err
			}
		}
		path, done[id] = path[:len(path)-1], true
		return nil
	}
	for _, st := range b.Stages {
		if err := visit(st.ID); err != nil {
			return err
		}
	}
	return nil
}
