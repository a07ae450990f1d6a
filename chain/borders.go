// Package chain cumulates what borders cost, in money and in time, along chains of production, and finds the links
// and sides of borders that weigh most in a product.
//
// With t_im the ad valorem cost of the border between supplier i and user m, and A the input coefficients, prices are
//
//	p' = v' + p'(A∘(1+T)),   p = 1 where T = 0
//
// and p_j − 1 = Σ p_i t_im A_im B_mj, link by link and without a residual. A border's cost depends on the user only
// through its economy, so T is kept as n x G. Nothing n x n is made.
package chain

import (
	"math"

	"ikat/border"
	"ikat/fault"
	"ikat/isic"
	"ikat/leontief"
	"ikat/result"
)

// Borders are what it costs in money and days to cross every border of a system, at any cost of a day:
//
//	t_iq = export_i + import_q + θ_i (days export_i + days import_q) + other_iq
//
// for sectors i that make goods, and other_iq alone for those that do not. G parts, n sectors, N industries.
type Borders struct {
	Sides     []string    // names of the economies that have border procedures
	Side      []int       // G: the one a part lies in
	Assumed   []bool      // by side: whether its procedures rest on an assumption, not on data
	Export    []Procedure // by side: to sell to another
	Import    []Procedure
	Goods     []bool         // n: whether the sector's sales pass the procedures
	Sensitive []float64      // n: multiplies the cost of a day, or nil for 1
	Container float64        // US$ in a container, where costs are the same for all goods
	Costs     []border.Costs // by level: costs by industry, found by their Theta; nil where they are the same for all
	Free      []bool         // G·G: no procedures between these parts; always set at home
	Other     []float64      // n·G: further ad valorem costs, such as tariffs, or nil
	OtherDays []float64      // n·G: further days, or nil

	Industry []int // n: position in Costs; nil where these are
}

// Procedure is one side of a border: US$, days, and days that papers take, which count at some levels only.
type Procedure struct{ Cost, Days, Paper float64 }

// ProcedureOf is what an economy asks for, where a table tells days of papers apart without these.
func ProcedureOf(p border.Procedure, parts *border.Compliance) Procedure {
	out := Procedure{Cost: p.Cost, Days: p.Days}
	if parts != nil {
		out.Days = parts.BorderHours / 24
		out.Paper = math.Max(0, p.Days-out.Days)
	}
	return out
}

// worth is what a day and a dollar at borders amount to for some goods, as shares of their value.
type worth struct {
	day, dollar float64
	paper       float64 // part of the days of papers that counts
}

// worth is what a sector's goods pay at the level that θ stands for.
func (b *Borders) worth(theta float64, i int) worth {
	w := worth{theta, 1 / b.Container, 1}
	for c := range b.Costs {
		if of := &b.Costs[c]; of.Theta == theta {
			w = worth{of.Day[b.Industry[i]], of.Dollar[b.Industry[i]], of.Paper}
			break
		}
	}
	if b.Sensitive != nil {
		w.day *= b.Sensitive[i]
	}
	return w
}

// money is what procedures cost in fees and charges, and of what their time does.
func (w worth) money(p Procedure) float64 { return w.dollar * p.Cost }

func (w worth) time(p Procedure) float64 {
	return w.day * (p.Days + w.paper*p.Paper)
}

func (w worth) of(p Procedure) float64 { return w.money(p) + w.time(p) }

// Setting says how a border table applies to a system.
type Setting struct {
	Table      *border.Table
	Filled     *border.Filled // the records of the system's parts, in order
	Container  float64        // US$, where Costs are nil
	Costs      []border.Costs // by level and industry of the system; nil for a cost that is the same for all
	Goods      []string       // industries that cross borders as goods; nil for those whose classification says so
	Borderless [][]string     // economies without borders among themselves
}

// NewBorders applies a border table to a system.
//
// Error: fault.Invalid for groups of economies as one, a container without value, or a table none of whose industries
// is known to make goods; fault.NotFound for unknown industries.
func NewBorders(s *leontief.System, set Setting) (*Borders, error) {
	if set.Costs == nil && !(set.Container > 0) {
		return nil, &fault.Error{Kind: fault.Invalid, Where: "container value", What: "it must be above zero"}
	}
	G, n := s.G(), s.N()
	b := &Borders{Sides: s.Codes(), Side: make([]int, G), Goods: make([]bool, n), Free: make([]bool, G*G),
		Container: set.Container, Costs: set.Costs, Industry: s.Industry}
	for p, P := range s.Parts {
		if len(P.Members) > 1 {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: fault.Say("group %s", P.Code),
				What:  "a chain passes the borders of economies, and a group has none of its own",
				Fix:   "Take economies as they are; {borderless} lists those without borders among themselves",
			}
		}
		r := set.Filled.Records[p]
		b.Side[p] = p
		b.Assumed = append(b.Assumed, contains(set.Filled.Assumed, P.Code))
		b.Export = append(b.Export, ProcedureOf(r.Export, r.ExportParts))
		b.Import = append(b.Import, ProcedureOf(r.Import, r.ImportParts))
		b.Free[p*G+p] = true
	}
	b.free(s, set)
	if err := b.goods(s, set.Goods); err != nil {
		return nil, err
	}
	b.sensitivity(s, set.Table)
	return b, b.other(s, set.Table)
}

// free opens the borders inside each borderless set, and those of the economies excluded from the assumptions.
func (b *Borders) free(s *leontief.System, set Setting) {
	for _, members := range set.Borderless {
		for p := range s.Parts {
			for q := range s.Parts {
				if contains(members, s.Parts[p].Code) && contains(members, s.Parts[q].Code) {
					b.Free[p*len(b.Side)+q] = true
				}
			}
		}
	}
	for p := range s.Parts {
		if contains(set.Filled.Excluded, s.Parts[p].Code) {
			for q := range s.Parts {
				b.Free[p*len(b.Side)+q], b.Free[q*len(b.Side)+p] = true, true
			}
		}
	}
}

func (b *Borders) goods(s *leontief.System, chosen []string) error {
	codes, err := s.Table.FindIndustries(chosen)
	if err != nil {
		return err
	}
	made := isic.Goods(s.Industries, s.Table.IndustryNames)
	any := false
	for i, k := range s.Industry {
		b.Goods[i] = contains(codes, s.Industries[k]) || chosen == nil && made[k] && b.pays(k)
		any = any || b.Goods[i]
	}
	if !any {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("table %s", s.Table.Ref()),
			What:  "none of its industries is known to make goods, which is what border procedures delay",
			Fix:   "Name them: {goods=CODE,CODE}",
		}
	}
	return nil
}

// pays reports whether the goods of an industry pay anything at any level: goods in bulk do not.
func (b *Borders) pays(industry int) bool {
	for c := range b.Costs {
		if b.Costs[c].Day[industry] > 0 || b.Costs[c].Dollar[industry] > 0 {
			return true
		}
	}
	return b.Costs == nil
}

// Priced are the same borders at other costs, each found by its Theta.
func (b *Borders) Priced(costs ...border.Costs) *Borders {
	out := *b
	out.Costs = costs
	if out.Industry == nil {
		out.Industry = make([]int, len(b.Goods)) // all the same
	}
	return &out
}

// Levels returns the costs of a day that name the levels of costs by industry, low to high; nil where all goods cost
// the same.
func (b *Borders) Levels() []float64 {
	var out []float64
	for _, c := range b.Costs {
		out = append(out, c.Theta)
	}
	return out
}

// Worth returns what a day and a dollar amount to for a sector's goods, as shares of their value, at the level that θ
// stands for.
func (b *Borders) Worth(theta float64, i int) (day, dollar float64) {
	w := b.worth(theta, i)
	return w.day, w.dollar
}

func (b *Borders) sensitivity(s *leontief.System, t *border.Table) {
	if len(t.Sensitivity) == 0 {
		return
	}
	b.Sensitive = make([]float64, s.N())
	for i, k := range s.Industry {
		b.Sensitive[i] = 1
		if v, ok := t.Sensitivity[s.Industries[k]]; ok {
			b.Sensitive[i] = v
		}
	}
}

func (b *Borders) other(s *leontief.System, t *border.Table) error {
	if len(t.Bilateral) == 0 {
		return nil
	}
	b.Other = make([]float64, s.N()*len(b.Side))
	matched := false
	for _, r := range t.Bilateral {
		for i, k := range s.Industry {
			p := s.PartOf(i)
			if r.Origin != "" && r.Origin != s.Parts[p].Code || r.Industry != "" && r.Industry != s.Industries[k] {
				continue
			}
			for q := range len(b.Side) {
				if q != p && (r.Destination == "" || r.Destination == s.Parts[q].Code) {
					b.Other[i*len(b.Side)+q] = r.Rate
					matched = true
				}
			}
		}
	}
	if !matched {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: t.Name,
			What:  fault.Say("none of its ad valorem rates applies to an economy and industry of table %s", s.Table.Ref()),
		}
	}
	return nil
}

// crosses reports whether what sector i, of part p, sells to part q passes border procedures.
func (b *Borders) crosses(i, p, q int) bool { return b.Goods[i] && !b.Free[p*len(b.Side)+q] }

// Sides that rest on an assumption, in words.
var assumedSides = []string{"", "export", "import", "export and import"}

// AssumedOf says which sides of the border from part p to part q rest on an assumption rather than on data, in
// words of its own: "", "export", "import", "export and import". A border without procedures rests on none.
func (b *Borders) AssumedOf(p, q int) string {
	at := 0
	if p >= 0 && q >= 0 && !b.Free[p*len(b.Side)+q] {
		if b.Assumed[b.Side[p]] {
			at++
		}
		if b.Assumed[b.Side[q]] {
			at += 2
		}
	}
	return assumedSides[at]
}

// assumed appends the column that says so of every row's border.
func (b *Borders) assumed(c *result.Numbers, border func(row int) (p, q int)) {
	c.Text("assumed", "Assumed", func(row int) string { return b.AssumedOf(border(row)) }).Definition =
		"sides of this border whose procedures are assumed, not data; none where blank"
}

// parts of a border's cost
const (
	exportSide = iota
	importSide
	otherCost
	kinds
)

// cost returns the ad valorem cost of the border between sector i of part p and part q, by kind.
func (b *Borders) cost(theta float64, i, p, q int) (c [kinds]float64) {
	at := b.worth(theta, i)
	if b.crosses(i, p, q) {
		c[exportSide], c[importSide] = at.of(b.Export[b.Side[p]]), at.of(b.Import[b.Side[q]])
	}
	if b.OtherDays != nil && p != q {
		c[otherCost] += at.day * b.OtherDays[i*len(b.Side)+q]
	}
	if b.Other != nil && p != q {
		c[otherCost] += b.Other[i*len(b.Side)+q]
	}
	return c
}

// moneyAndTime returns what of a border's cost is fees and charges, and what its days.
func (b *Borders) moneyAndTime(theta float64, i, p, q int) (money, time float64) {
	w := b.worth(theta, i)
	if b.crosses(i, p, q) {
		for _, side := range []Procedure{b.Export[b.Side[p]], b.Import[b.Side[q]]} {
			money += w.money(side)
			time += w.time(side)
		}
	}
	if b.OtherDays != nil && p != q {
		time += w.day * b.OtherDays[i*len(b.Side)+q]
	}
	return money, time
}

// rate returns the whole ad valorem cost of a border.
func (b *Borders) rate(theta float64, i, p, q int) float64 {
	c := b.cost(theta, i, p, q)
	return c[exportSide] + c[importSide] + c[otherCost]
}

// Parts returns what of the border between sector i of part p and part q is money (fees, tariffs and the like) and
// what is the cost of its days, ad valorem, at the level that θ stands for.
func (b *Borders) Parts(theta float64, i, p, q int) (money, time float64) {
	_, time = b.moneyAndTime(theta, i, p, q)
	return b.rate(theta, i, p, q) - time, time
}

// Days returns how long the border between sector i of part p and part q takes.
func (b *Borders) Days(i, p, q int) float64 {
	var d float64
	if b.crosses(i, p, q) {
		d = b.Export[b.Side[p]].Days + b.Import[b.Side[q]].Days
	}
	if b.OtherDays != nil && p != q {
		d += b.OtherDays[i*len(b.Side)+q]
	}
	return d
}

// weights returns f(i, p, q) for every sector i of part p and using part q.
func weights(s *leontief.System, f func(i, p, q int) float64) leontief.Weights {
	w := make(leontief.Weights, s.N()*s.G())
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			for q := range s.Parts {
				w[q*s.N()+i] = f(i, p, q)
			}
		}
	}
	return w
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
