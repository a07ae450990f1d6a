package factors

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/border"
	"ikat/classes"
	"ikat/counterfactual"
	"ikat/fault"
	"ikat/sme"
)

// Block says whom a measure reaches: figures of different blocks are of different policies.
type Block string

// The blocks.
const (
	ForSmall     Block = "small firms"
	ForAll       Block = "all firms"
	Reallocation Block = "reallocation" // at constant prices; it takes no cost away
)

// kind is what a factor changes.
type kind int

const (
	cost      kind = iota // of delivery, by a part or by days and money at a border
	varieties             // of capacity that may sell on a link
	tariff                // abroad
	growth                // of everybody else's productivity
	linkage               // what large firms buy moves from large suppliers to small ones
	credit                // interest on what small firms have sold and are not paid for yet: a transfer, nothing melts
	ratio                 // value added in a unit of what small firms make, at constant prices
)

// Factor is one factor, in one industry where factors are asked for by industry, and what is found of it.
type Factor struct {
	Name, Door, Step string
	Industry         string // "" for all
	Block            Block

	kind       kind
	links      []int
	own        []bool // by link: small firms sell or buy on it
	export     bool   // of border procedures: their side
	procedures bool
	days       bool // the step is a day where peers leave no room
	// of capacity that may sell: by how much, by industry, where it is not the usual step; its error over it
	wider, spread []float64
	elastic       []float64 // see Elastic

	Income, Large, Economy, Welfare float64    // exact growth at the step
	Half                            [2]float64 // of income and large at φ = .5
	// of income: exact at the draws where its first-order value is at 5 and 95%
	Low, High float64
	// of income: the same with shares by industry drawn too, and how often its sign holds so
	JointLow, JointHigh, JointSign float64
	// of income: over all shares by industry that agree; NaN where not computed
	SharesLow, SharesHigh float64
	// of income: what some of those shares reach, to first order; NaN where not searched for
	FoundLow, FoundHigh float64
	Rank                int
	RankHeld, SignHeld  float64
	// part of draws in which small firms' income grows by more than large firms'
	SmallMore float64
	// dollars of small firms', large firms', the economy's income per dollar taken away
	Effect               [3]float64
	OwnEffect            float64 // dollars of small firms' income per dollar that they save themselves
	Saved                float64 // dollars taken away by the step, in the table's unit
	RoomMedian, RoomBest float64 // % of small firms' sales; NaN where nobody publishes peers' figures
	RoomSource           string
	Pays                 string
	Cost                 float64 // of the step's programme, in the table's unit; NaN where none is given
	// part of splits drawn from all that the statistics allow in which small firms gain more than large ones; NaN where
	// bounds are not computed
	SharesMore float64

	slope  [4]float64              // outcomes' first-order growth at the step, centrally
	gains  []float64               // small firms' first-order gains by draw
	solved *counterfactual.Outcome // of the step, centrally
}

// Answer is what is found.
type Answer struct {
	*World
	Base    *counterfactual.Baseline // divided
	Shares  *sme.Shares
	Factors []*Factor

	firms    *classes.Split
	choice   Choice
	flows    []float64                   // of the base, by link
	outcomes []counterfactual.Functional // small, large, economy, welfare
}

// list makes the factors.
//
// Error: fault.NotFound for a programme of no factor.
func (a *Answer) list(c Choice) error {
	a.procedures("export procedures", "exports", ForAll, true, func(class, door string) bool {
		return door == "exports"
	})
	a.procedures("export procedures for small firms", "exports", ForSmall, true, func(class, door string) bool {
		return class == "sme" && door == "exports"
	})
	for _, who := range []struct{ door, words string }{{"sme", "small firms"}, {"large", "large firms"},
		{"final", "final users"}, {"", "everybody"}} {
		block := ForAll
		if who.door == "sme" {
			block = ForSmall
		}
		a.procedures("import procedures", "imports by "+who.words, block, false, func(class, door string) bool {
			return class == "" && (who.door == "" || door == who.door)
		})
	}
	doors := []struct{ door, words string }{{"exports", "exports"}, {"large", "to large firms"},
		{"sme", "to small firms"}, {"final", "to final users"}}
	for _, d := range doors {
		a.add(&Factor{Name: "delivery", Door: d.words, Step: "1% of cost", Block: ForSmall},
			func(j int, class, door string) bool {
				return a.Goods[j] && class == "sme" && door == d.door
			})
	}
	for _, d := range doors[:2] {
		a.add(&Factor{Name: "qualification", Door: d.words, Step: "10% more capacity", Block: ForSmall,
			kind: varieties}, func(j int, class, door string) bool {
			return a.Goods[j] && class == "sme" && door == d.door
		})
	}
	a.add(&Factor{Name: "productivity", Door: "all", Step: "1%", Block: ForSmall},
		func(_ int, class, door string) bool {
			return class == "sme"
		})
	a.add(&Factor{Name: "tariffs abroad", Door: "exports", Step: "1 point", Block: ForAll, kind: tariff},
		func(j int, class, door string) bool {
			return a.Goods[j] && class != "" && door == "exports"
		})
	a.add(&Factor{Name: "linkage", Door: "to large firms", Step: "1% of large suppliers' sales", Block: Reallocation,
		kind: linkage}, func(j int, class, door string) bool {
		return class == "sme" && door == "large"
	})
	a.add(&Factor{Name: "working capital", Door: "to large firms", Step: "paid 30 days sooner", Block: ForSmall,
		kind: credit}, func(j int, class, door string) bool {
		return class == "sme" && door == "large"
	})
	a.add(&Factor{Name: "value added per unit", Door: "all", Step: "1% of it", Block: Reallocation, kind: ratio},
		func(_ int, class, door string) bool {
			return class == "sme"
		})
	if err := a.widenings(); err != nil {
		return err
	}
	if err := a.price(); err != nil {
		return err
	}
	a.Factors = slices.DeleteFunc(a.Factors, func(f *Factor) bool {
		return !c.takes(f.Door) || c.Widenings && f.wider == nil
	})
	if c.ByIndustry {
		a.split()
	}
	return a.dropped()
}

// price gives factors the costs of their programmes. A cost is of a whole factor's step: none is known of an
// industry's part.
func (a *Answer) price() error {
	for _, f := range a.Factors {
		f.Cost = math.NaN()
	}
	for _, p := range a.Programmes {
		bad := func(kind fault.Kind, what, fix string) error {
			return &fault.Error{Kind: kind, Param: "programme", Where: p.String(), What: what, Fix: fix}
		}
		var names []string
		found := false
		for _, f := range a.Factors {
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
			if !strings.EqualFold(f.Name, p.Factor) || !(Choice{Door: p.Door}).takes(f.Door) {
				continue
			}
			if f.Cost == f.Cost {
				return bad(fault.Invalid, fault.Say("%s (%s) has a cost already", f.Name, f.Door), "Give one cost for each step")
			}
			f.Cost, found = p.Cost, true
		}
		switch {
		case !found && slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, p.Factor) }):
			return bad(fault.NotFound, fault.Say("%q is not to be had through door %q", p.Factor, p.Door),
				"Leave out the door, or take one that ikat factors shows beside it")
		case !found:
			return bad(fault.NotFound, fault.Say("there is no factor %q", p.Factor),
				fault.Suggest(p.Factor, names, fault.Say("Factors are %s", strings.Join(names, ", "))))
		case a.choice.ByIndustry:
			return bad(fault.Invalid, "a step's cost is of all industries together, and rows are by industry",
				"Leave out {by}")
		}
	}
	return nil
}

// dropped is an error for a programme all of whose factors are left out.
func (a *Answer) dropped() error {
	for _, p := range a.Programmes {
		if !slices.ContainsFunc(a.Factors, func(f *Factor) bool {
			return strings.EqualFold(f.Name, p.Factor) && f.Cost == p.Cost
		}) {
			return &fault.Error{Kind: fault.Invalid, Param: "programme", Where: p.String(),
				What: "its factor does not lead through the door that is asked for", Fix: "Leave out {door}"}
		}
	}
	return nil
}

// takes reports whether a factor's door is asked for.
func (c Choice) takes(door string) bool {
	words := map[string]string{"": "", "exports": "exports", "large": "to large", "small": "to small",
		"final": "to final", "imports": "imports by"}
	return strings.HasPrefix(door, words[c.Door])
}

// procedures adds a factor of border procedures.
func (a *Answer) procedures(name, door string, block Block, export bool, takes func(class, door string) bool) {
	f := &Factor{Name: name, Door: door, Block: block, export: export, procedures: true}
	side := a.side(export)
	f.Step, f.days = "1 day", true
	if side.known() && (side.MedianDays > 0 || side.MedianCost > 0) {
		f.Step, f.days = side.toMedian(), false
	}
	a.add(f, func(j int, class, door string) bool { return a.Goods[j] && takes(class, door) })
}

// toMedian says what reaching the peers' median takes away: only what they have less of.
func (s Side) toMedian() string {
	var less []string
	if s.MedianDays > 0 {
		days := fmt.Sprintf("%.3g days", s.MedianDays)
		if s.MedianDays == 1 {
			days = "1 day"
		}
		less = append(less, days)
	}
	if s.MedianCost > 0 {
		less = append(less, fmt.Sprintf("US$ %.3g", s.MedianCost))
	}
	return "to the peers' median: " + strings.Join(less, ", ") + " less"
}

func (a *Answer) side(export bool) Side {
	if export {
		return a.Borders.Export
	}
	return a.Borders.Import
}

// add fills in a factor's links: those of the economy's classes, or imports, through a door. The classes of a link are
// the supplier's ("" for those abroad), and the buyer's: a class, final, or exports.
func (a *Answer) add(f *Factor, takes func(j int, class, door string) bool) {
	b := a.Base
	for at := range b.Links() {
		j, d, s := b.Ends(at)
		supplier, door := b.Suppliers()[s], b.Doors()[d]
		if supplier.Economy != a.World.Economy && door.Economy != a.World.Economy {
			continue
		}
		name := door.Class
		if door.Economy != a.World.Economy {
			name = "exports"
		}
		if supplier.Economy != a.World.Economy && name == "exports" || !takes(j, supplier.Class, name) {
			continue
		}
		f.links = append(f.links, at)
		f.own = append(f.own, supplier.Class == "sme" || supplier.Class == "" && door.Class == "sme")
	}
	a.Factors = append(a.Factors, f)
}

// split makes a factor of each industry.
func (a *Answer) split() {
	var out []*Factor
	flows := a.Base.Flows()
	for _, f := range a.Factors {
		by := map[int]*Factor{}
		for k, at := range f.links {
			j, _, _ := a.Base.Ends(at)
			if by[j] == nil {
				one := *f
				one.links, one.own, one.Industry = nil, nil, a.Base.Industries[j]
				by[j] = &one
			}
			by[j].links, by[j].own = append(by[j].links, at), append(by[j].own, f.own[k])
		}
		for j := range a.Base.N() {
			if one := by[j]; one != nil && one.trade(flows) > 0 {
				out = append(out, one)
			}
		}
	}
	a.Factors = out
}

func (f *Factor) trade(flows []float64) float64 {
	var s float64
	for _, at := range f.links {
		s += flows[at]
	}
	return s
}

// change returns the logarithm of the cost on each of the factor's links after its step, and links that lose with them.
func (a *Answer) change(f *Factor, s setting) counterfactual.Mending {
	b := a.Base
	m := counterfactual.Mending{}
	if f.kind == tariff || f.kind == credit || f.kind == ratio {
		return m
	}
	for _, at := range f.links {
		j, _, _ := b.Ends(at)
		theta := s.response.Theta[j]
		switch f.kind {
		case cost:
			m.Links, m.Log = append(m.Links, at), append(m.Log, math.Log1p(-a.part(f, j, s.costs)))
		case varieties, linkage:
			more := s.zeta * f.widens(j, s)
			rival := at + 1 // large firms stand beside small ones
			if f.kind == linkage {
				if b.Share[at] == 0 {
					continue
				}
				more = small * b.Share[rival] / b.Share[at]
			}
			m.Links, m.Log = append(m.Links, at), append(m.Log, -math.Log1p(more)/theta)
			if left := b.Share[at] / b.Share[rival] * more; (f.kind == linkage || s.replacement) && left < 1 {
				m.Links, m.Log = append(m.Links, rival), append(m.Log, -math.Log1p(-left)/theta)
			}
		}
	}
	return m
}

// part is by how much a step lowers the cost of delivery in an industry.
func (a *Answer) part(f *Factor, j int, c border.Costs) float64 {
	switch side := a.side(f.export); {
	case !f.procedures:
		return small
	case f.days:
		return c.Day[j]
	default:
		return math.Min(.5, c.Day[j]*side.MedianDays+c.Dollar[j]*side.MedianCost)
	}
}

// best is the same to the best of the peers.
func (a *Answer) best(f *Factor, j int, c border.Costs) float64 {
	side := a.side(f.export)
	return math.Min(.5, c.Day[j]*side.BestDays+c.Dollar[j]*side.BestCost)
}

// wedge is by how much a step lowers what stands between seller and buyer and is somebody's income.
func (f *Factor) wedge(s setting) float64 {
	if f.kind == credit {
		return s.interest * sooner
	}
	return small
}

// technology is by how much a factor raises value added in a unit of output, by producer; nil where it does not.
func (a *Answer) technology(f *Factor) []float64 {
	if f.kind != ratio {
		return nil
	}
	b := a.Base
	out := make([]float64, b.S()*b.N())
	for _, at := range f.links {
		j, _, s := b.Ends(at)
		if p := s*b.N() + j; b.Output[p] > 0 && b.Labour[p] > 0 {
			out[p] = math.Min(small*b.Labour[p], 1-b.Labour[p])
		}
	}
	return out
}

// shock is a factor's step.
func (a *Answer) shock(f *Factor, s setting) counterfactual.Shock {
	b := a.Base
	switch f.kind {
	case ratio:
		return counterfactual.Shock{}
	case tariff, credit:
		t := make([]float64, b.Links())
		copy(t, b.Tariff)
		for _, at := range f.links {
			t[at] -= f.wedge(s)
		}
		return counterfactual.Shock{Tariff: t}
	case growth:
		p := make([]float64, b.S()*b.N())
		for i := range p {
			p[i] = 1
			if b.Suppliers()[i/b.N()].Economy != a.World.Economy {
				p[i] += small
			}
		}
		return counterfactual.Shock{Productivity: p}
	}
	m := a.change(f, s)
	out := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
	for i := range out.Iceberg {
		out.Iceberg[i] = 1
	}
	for k, at := range m.Links {
		out.Iceberg[at] = math.Exp(m.Log[k])
	}
	return out
}
