// Package sourcing is a buyer's own chain: a bill of materials asked what a table's products are asked, and rival
// offers compared by what they cost on arrival.
package sourcing

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/border"
	"ikat/chain"
	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/share"
)

// BOM is a bill of materials: the stages of a user's own chain. docs/schema/bom.md describes its file formats.
type BOM struct {
	Product   string   `yaml:"product"`
	Unit      string   `yaml:"unit"`            // of prices and costs, such as "USD per shirt"
	DeliverTo string   `yaml:"deliver_to"`      // economy of the customer, or ""
	Delivery  Input    `yaml:"delivery"`        // the leg to the customer
	Container *float64 `yaml:"container_value"` // US$, of every stage's goods; nil leaves it to who asks
	// what a supplier's reliability could be raised to; the best of the chain where 0
	Target     share.Part     `yaml:"reliability_target"`
	Volume     float64        `yaml:"volume"`      // units of the product wanted per period
	CreditRate share.Fraction `yaml:"credit_rate"` // interest a year on what buyers have not paid yet
	Stages     []Stage        `yaml:"stages"`      // the first is the product
	Measures   []Measure      `yaml:"measures"`    // what could be done for money, against a rival chain
}

// Stage is one step of production by one supplier.
type Stage struct {
	ID      string `yaml:"id"`
	Name    string `yaml:"name"`
	Economy string `yaml:"economy"`
	// what it sells, for the worth of a container and of a day: c1 to c16 or another code; manufactures where not said
	Industry string `yaml:"industry"`
	// what a unit of it costs without borders; needed where inputs give a cost
	Price       float64    `yaml:"price"`
	Reliability share.Part `yaml:"reliability"` // share of orders delivered in full and on time; 0 is not known
	Holds       []string   `yaml:"holds"`       // standards
	Capacity    float64    `yaml:"capacity"`    // units of the final product it can serve per period; 0 is not known
	Inputs      []Input    `yaml:"inputs"`
}

// Input is what a stage buys from another.
type Input struct {
	From   string     `yaml:"from"`
	Share  share.Part `yaml:"share"`   // of the buying stage's price without borders
	Cost   float64    `yaml:"cost"`    // instead of Share: amount per unit of the buying stage
	Days   float64    `yaml:"days"`    // on the way, besides border procedures
	DaysSD float64    `yaml:"days_sd"` // standard deviation of all days of this leg
	// ad valorem, instead of the border table's cost; border days then count in Days
	BorderCost  *share.Fraction `yaml:"border_cost"`
	Critical    *bool           `yaml:"critical"` // whether the stage stops without it; true where not said
	Requires    []string        `yaml:"requires"` // standards the buyer asks of the supplier
	PaymentDays float64         `yaml:"payment_days"`
}

func (i Input) critical() bool { return i.Critical == nil || *i.Critical }

// customer is the id of the stage that stands for delivery.
const customer = "customer"

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

// Analyse turns a bill of materials into a system of one sector a stage and asks it what Model.Product asks of a table.
//
// Error: fault.Invalid and Inconsistent as Check; fault.NotFound for an economy that neither the border table nor the
// missing-data rule knows.
func (b *BOM) Analyse(ctx context.Context, c Costs, best border.Record) (*OwnChain, error) {
	if err := b.Check(); err != nil {
		return nil, err
	}
	if b.Container != nil && c.Container > 0 {
		c.Container = *b.Container
	}
	stages := b.withCustomer()
	s, err := b.system(stages)
	if err != nil {
		return nil, err
	}
	filled, err := c.Table.Fill(passing(stages), c.Missing)
	if err != nil {
		return nil, err
	}
	borders := b.borders(s, stages, filled, c)
	if borders.Costs != nil {
		c.Thetas = borders.Levels()
	}
	m, err := chain.New(ctx, s, borders, c.Thetas)
	if err != nil {
		return nil, err
	}
	p, err := m.Product(ctx, chain.Target{Product: 0, To: -1, Benchmark: chain.NewBenchmark(best)})
	if err != nil {
		return nil, err
	}
	out := &OwnChain{Product: p, BOM: b, Model: m, Stages: stages, Filled: filled}
	out.Lead = lead(m, stages)
	out.reliability(float64(b.Target))
	out.gapsAndCredit()
	for n := range stages {
		if st := &stages[n]; st.Capacity > 0 && (out.Narrowest == nil || st.Capacity < out.Narrowest.Capacity) {
			out.Narrowest = st
		}
	}
	return out, nil
}

// withCustomer puts a customer who buys the whole product before the stages, where delivery is asked for.
func (b *BOM) withCustomer() []Stage {
	if b.DeliverTo == "" {
		return b.Stages
	}
	in := b.Delivery
	in.From, in.Share, in.Cost = b.Stages[0].ID, 1, 0
	return append([]Stage{{ID: customer, Name: "Customer", Economy: b.DeliverTo, Inputs: []Input{in}}}, b.Stages...)
}

// share returns an input's share in the price of its stage.
func (s *Stage) share(in Input) float64 {
	if in.Cost > 0 {
		return in.Cost / s.Price
	}
	return float64(in.Share)
}

// system returns a table of one sector a stage, each with an output of one.
func (b *BOM) system(stages []Stage) (*leontief.System, error) {
	n := len(stages)
	t := &icio.Table{Meta: icio.Meta{Name: b.Product, Unit: b.Unit}, Industries: []string{"stage"},
		Categories: []string{"final"},
		Z:          make([]float64, n*n), F: make([]float64, n*n), X: make([]float64, n), VA: make([]float64, n)}
	at := map[string]int{}
	for i, st := range stages {
		t.Economies = append(t.Economies, st.ID)
		at[st.ID], t.X[i], t.VA[i] = i, 1, 1
	}
	for j, st := range stages {
		for _, in := range st.Inputs {
			t.Z[at[in.From]*n+j] += st.share(in)
			t.VA[j] -= st.share(in)
		}
	}
	for i := range n {
		t.F[i*n+i] = 1
		for j := range n {
			t.F[i*n+i] -= t.Z[i*n+j]
		}
	}
	return leontief.New(t, leontief.Options{})
}

// borders applies a border table to the stages' economies, and each input's own days and costs.
func (b *BOM) borders(s *leontief.System, stages []Stage, filled *border.Filled, c Costs) *chain.Borders {
	n := len(stages)
	out := &chain.Borders{Side: make([]int, n), Goods: make([]bool, n), Free: make([]bool, n*n),
		Other: make([]float64, n*n), OtherDays: make([]float64, n*n), Container: c.Container}
	if c.Container == 0 {
		out.Costs, out.Industry = c.Table.InContainers(sold(stages)), make([]int, n)
		for i := range n {
			out.Industry[i] = i
			for l := range out.Costs {
				if b.Container != nil {
					out.Costs[l].Dollar[i] = 1 / *b.Container
				}
			}
		}
	}
	for i, st := range stages {
		out.Goods[i] = true
		if !slices.Contains(out.Sides, st.Economy) {
			out.Sides = append(out.Sides, st.Economy)
		}
		out.Side[i] = slices.Index(out.Sides, st.Economy)
	}
	needed := passing(stages)
	for _, code := range out.Sides {
		var r border.Record // of an economy whose borders the bill itself prices
		if at := slices.Index(needed, code); at >= 0 {
			r = filled.Records[at]
		}
		out.Assumed = append(out.Assumed, slices.Contains(filled.Assumed, code))
		out.Export = append(out.Export, chain.ProcedureOf(r.Export, r.ExportParts))
		out.Import = append(out.Import, chain.ProcedureOf(r.Import, r.ImportParts))
	}
	for q, st := range stages {
		for p := range stages {
			e, f := stages[p].Economy, st.Economy
			out.Free[p*n+q] = e == f || slices.Contains(filled.Excluded, e) || slices.Contains(filled.Excluded, f)
		}
		for _, in := range st.Inputs {
			p := slices.IndexFunc(stages, func(x Stage) bool { return x.ID == in.From })
			out.OtherDays[p*n+q] = in.Days
			if in.BorderCost != nil {
				out.Free[p*n+q], out.Other[p*n+q] = true, float64(*in.BorderCost)
			}
		}
	}
	return out
}

// sold is what is known of each stage's goods: manufactures where it does not say.
func sold(stages []Stage) []border.Goods {
	var codes []string
	for _, st := range stages {
		if st.Industry != "" {
			codes = append(codes, strings.ToLower(st.Industry))
		}
	}
	said := border.GoodsOf(codes, nil)
	out := make([]border.Goods, len(stages))
	for i, st := range stages {
		out[i] = border.Manufactures()
		if st.Industry != "" {
			out[i], said = said[0], said[1:]
		}
	}
	return out
}

// passing returns the economies whose procedures some leg passes, rather than a cost that the bill gives.
func passing(stages []Stage) []string {
	var out []string
	for _, st := range stages {
		for _, in := range st.Inputs {
			from := stages[slices.IndexFunc(stages, func(x Stage) bool { return x.ID == in.From })].Economy
			if in.BorderCost != nil || from == st.Economy {
				continue
			}
			for _, code := range []string{from, st.Economy} {
				if !slices.Contains(out, code) {
					out = append(out, code)
				}
			}
		}
	}
	return out
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

// Check finds what is wrong with a bill of materials: no stages, names used twice or not at all, shares that are
// negative, above one or add up to more, cycles, numbers out of range.
//
// Error: fault.Invalid or Inconsistent, naming stage and input.
func (b *BOM) Check() error {
	bad := func(where, format string, args ...any) error {
		return &fault.Error{Kind: fault.Inconsistent, Where: where, What: fmt.Sprintf(format, args...),
			Fix: "docs/schema/bom.md describes the file"}
	}
	if len(b.Stages) == 0 {
		return bad(b.Product, "it has no stages")
	}
	goods := sold(b.Stages)
	ids := map[string]bool{customer: true}
	for n, st := range b.Stages {
		where := fmt.Sprintf("stage %d", n+1)
		switch {
		case st.ID == "":
			return bad(where, "it has no id")
		case ids[st.ID]:
			return bad("stage "+st.ID, "its id is used twice, or is the word customer")
		case st.Economy == "":
			return bad("stage "+st.ID, "it has no economy")
		case st.Industry != "" && !goods[n].Known:
			return bad("stage "+st.ID, "no goods are known of industry %q: codes are c1 to c16, or divisions of ISIC",
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
	where := "stage " + s.ID
	if err := numbers(where, bad, named{"price", s.Price, math.Inf(1)}, named{"reliability", float64(s.Reliability), 1},
		named{"capacity", s.Capacity, math.Inf(1)}); err != nil {
		return err
	}
	var sum float64
	for n, in := range s.Inputs {
		at := fmt.Sprintf("stage %s, input %d (%s)", s.ID, n+1, in.From)
		if !ids[in.From] {
			var known []string
			for id := range ids {
				known = append(known, id)
			}
			slices.Sort(known)
			return &fault.Error{Kind: fault.NotFound, Where: at, What: fmt.Sprintf("there is no stage %q", in.From),
				Fix: fault.Suggest(in.From, known, "Stages are "+strings.Join(known, ", "))}
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
	byID := map[string]Stage{}
	for _, st := range b.Stages {
		byID[st.ID] = st
	}
	done, path := map[string]bool{}, []string{}
	var visit func(id string) error
	visit = func(id string) error {
		if at := slices.Index(path, id); at >= 0 {
			return bad("stage "+id, "it is made from itself: %s",
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
