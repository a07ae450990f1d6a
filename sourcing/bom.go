// Package sourcing is a buyer's own chain: a bill of materials asked what a table's products are asked, and rival
// offers compared by what they cost on arrival.
package sourcing

import (
	"context"
	"slices"
	"strings"

	"ikat/border"
	"ikat/chain"
	"ikat/economies"
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
	Target     share.Part   `yaml:"reliability_target"`
	Volume     float64      `yaml:"volume"`      // units of the product wanted per period
	CreditRate share.Yearly `yaml:"credit_rate"` // interest a year on what buyers have not paid yet
	Stages     []Stage      `yaml:"stages"`      // the first is the product
	Measures   []Measure    `yaml:"measures"`    // what could be done for money, against a rival chain
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
	at          string     // file and line; "" where it was not read
}

// where names a stage for errors.
func (s *Stage) where() string { return placed(s.at, "stage "+s.ID) }

// placed puts the place in a file before what stands there.
func placed(at, what string) string { return strings.TrimPrefix(at+", "+what, ", ") }

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
	at          string          // file and line; "" where it was not read
}

func (i Input) critical() bool { return i.Critical == nil || *i.Critical }

// customer is the id of the stage that stands for delivery.
const customer = "customer"

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
	if err := known(stages, filled.Assumed); err != nil {
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

// known refuses to assume borders of an economy that nobody knows: its code is a slip.
//
// Error: fault.NotFound, naming the stage.
func known(stages []Stage, assumed []string) error {
	for _, st := range stages {
		if slices.Contains(assumed, st.Economy) && border.Code(st.Economy) == "" && !economies.IsAggregate(st.Economy) {
			return &fault.Error{Kind: fault.NotFound, Where: st.where(),
				What: fault.Say("there is no economy %q", st.Economy),
				Why:  "Borders of an economy without data are assumed, and those of a slip would be too",
				Fix:  "Give its ISO 3166 code or its name; an economy of your own needs its borders in {border}"}
		}
	}
	return nil
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
