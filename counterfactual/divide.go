package counterfactual

import (
	"math"
	"slices"

	"ikat/fault"
)

// Division divides the firms of one economy into classes: small and large ones, or domestic and foreign-owned. Shares
// are by class and industry and add up to 1 over the classes.
type Division struct {
	Economy int
	Classes []string
	Output  [][]float64 // C x N: shares of each industry's output
	Exports [][]float64 // C x N: shares of its exports, before the limits that Divide keeps; nil for those of output
	Inputs  [][]float64 // C x N: shares of what it spends on inputs; nil for those of output, which is one technology
	// Linkages are facts of whom classes buy from; without any, the doors of the economy's buyers start alike.
	Linkages []Linkage

	// Specific is the part φ of value added that goes to factors that work nowhere else; the rest is labour, mobile
	// within the economy. Market says where such a factor works.
	Specific float64
	Market   Market
}

// Market is where a specific factor works.
type Market string

const (
	// ByClass is one market for each class of firms, over all industries.
	ByClass Market = "class"
	// ByClassIndustry is one market for each class in each industry.
	ByClassIndustry Market = "class-industry"
)

// Divide returns the baseline with some economies' firms divided into classes, each a supplier of its own.
//
// Of an industry with output Y, exports E and home sales D = Y − E, class a sells e_a abroad and Y_a − e_a at home,
// each spread over buyers as the industry's. A class exports no more than it makes; what its share of exports would
// have it export beyond that, the others do in proportion to theirs: with two classes e_S = min(max(t E, Y_S − D),
// Y_S). Every class buys inputs in the industry's proportions. At home the industries' firms of each class and final
// users buy through doors of their own, whose shares start alike where no Linkages say otherwise. What has no output
// sells nothing and has shares of 0.
//
// Error: fault.Invalid for shares that are none, an economy divided twice, or φ outside [0, 1); fault.Inconsistent for
// linkages that cannot be.
func (b *Baseline) Divide(divisions ...Division) (*Baseline, error) {
	if b.layout != nil {
		return nil, &fault.Error{Kind: fault.Internal, What: "a baseline is divided once, with all divisions together"}
	}
	divisions = slices.Clone(divisions)
	slices.SortFunc(divisions, func(x, y Division) int { return x.Economy - y.Economy })
	for i, v := range divisions {
		if i > 0 && divisions[i-1].Economy == v.Economy {
			return nil, &fault.Error{Kind: fault.Invalid, Where: b.Economies[v.Economy],
				What: "its firms are divided twice", Fix: "Give one division for each economy"}
		}
		if err := v.check(b); err != nil {
			return nil, err
		}
	}
	if len(divisions) == 0 {
		return b, nil
	}
	out := *b
	out.layout = layoutOf(b, divisions)
	d := &dividing{old: b, new: &out, by: make([]*Division, b.G())}
	for i := range divisions {
		d.by[divisions[i].Economy] = &divisions[i]
	}
	d.producers()
	d.shares()
	d.tariffs()
	for i := range divisions {
		if err := d.link(&divisions[i]); err != nil {
			return nil, err
		}
	}
	out.layout.specific(&out, divisions)
	return &out, out.Check()
}

// check returns an error for a division that is none.
func (v *Division) check(b *Baseline) error {
	bad := func(what, why, fix string) error {
		return &fault.Error{Kind: fault.Invalid, Where: fault.Say("classes of firms of %s", b.Economies[v.Economy]),
			What: what, Why: why, Fix: fix}
	}
	switch {
	case len(v.Classes) < 2:
		return bad("there are fewer than two", "", "Name two classes or more")
	case slices.Contains(v.Classes, FinalUsers) || slices.Contains(v.Classes, ""):
		return bad(fault.Say("a class cannot be called %q", FinalUsers), "That is the door of final users",
			"Give it another name")
	case !(v.Specific >= 0 && v.Specific < 1):
		return bad(fault.Say("the specific part of value added is %v", v.Specific),
			"With all of it specific nothing is left of the labour that moves, and no wage clears its market",
			"Give it a part of 0 or more, below 1")
	case v.Specific > 0 && v.Market != ByClass && v.Market != ByClassIndustry:
		return bad(fault.Say("specific factors cannot work by %q", v.Market), "",
			fault.Say("It takes %s or %s", ByClass, ByClassIndustry))
	}
	if what := v.checkLinkages(b); what != "" {
		return bad(what, "", "A part is between 0 and 1, of purchases by and from classes that are named")
	}
	for k, name := range v.Classes {
		if slices.Contains(v.Classes[:k], name) {
			return bad(fault.Say("two are called %q", name), "", "Give each its own name")
		}
	}
	for _, t := range []struct {
		of     string
		shares [][]float64
	}{{"output", v.Output}, {"exports", v.Exports}, {"inputs", v.Inputs}} {
		if t.shares == nil && t.of != "output" {
			continue
		}
		if len(t.shares) != len(v.Classes) {
			return bad(fault.Say("there are shares of %s for %d of %d classes", fault.Word(t.of), len(t.shares), len(v.Classes)),
				"", "Give each class its shares")
		}
		for j, industry := range b.Industries {
			var all float64
			for a, s := range t.shares {
				if len(s) != b.N() || !(s[j] >= 0 && s[j] <= 1) {
					return bad(fault.Say("the share of %s in %s of %s is none", v.Classes[a], fault.Word(t.of), industry), "",
						"Shares are between 0 and 1, one for each industry")
				}
				all += s[j]
			}
			if math.Abs(all-1) > 1e-9 {
				return bad(fault.Say("shares of %s of %s add up to %.4g%%", fault.Word(t.of), industry, 100*all), "",
					"They add up to 100% over the classes; a class that does not say has its part of output")
			}
		}
	}
	return nil
}

// layoutOf lays out suppliers and doors.
func layoutOf(b *Baseline, divisions []Division) *layout {
	l := &layout{from: []int{0}, into: []int{0}}
	for n := range b.G() {
		var classes []string
		var phi float64
		for _, v := range divisions {
			if v.Economy == n {
				classes, phi = v.Classes, v.Specific
			}
		}
		if classes == nil {
			l.buys, l.final = append(l.buys, len(l.doors)), append(l.final, len(l.doors))
			l.suppliers, l.doors, l.phi = append(l.suppliers, Supplier{Economy: n}), append(l.doors, Door{Economy: n}),
				append(l.phi, 0)
		}
		for _, name := range classes {
			l.buys = append(l.buys, len(l.doors))
			l.suppliers, l.doors = append(l.suppliers, Supplier{n, name}), append(l.doors, Door{n, name})
			l.phi = append(l.phi, phi)
		}
		if classes != nil {
			l.final = append(l.final, len(l.doors))
			l.doors = append(l.doors, Door{n, FinalUsers})
		}
		l.from, l.into = append(l.from, len(l.suppliers)), append(l.into, len(l.doors))
	}
	return l
}

// specific numbers the specific factors: of classes, or of producers, with positive value added.
func (l *layout) specific(b *Baseline, divisions []Division) {
	N := b.N()
	for _, v := range divisions {
		if v.Specific == 0 {
			continue
		}
		if l.factor == nil {
			l.factor = make([]int, len(l.suppliers)*N)
			for p := range l.factor {
				l.factor[p] = -1
			}
		}
		for s := l.from[v.Economy]; s < l.from[v.Economy+1]; s++ {
			class := -1
			for p := s * N; p < (s+1)*N; p++ {
				if !(b.Labour[p]*b.Output[p] > 0) {
					continue
				}
				if class < 0 || v.Market == ByClassIndustry {
					class = l.factors()
					l.owner = append(l.owner, v.Economy)
				}
				l.factor[p] = class
			}
		}
	}
}

// dividing carries the parts of a baseline over to the one with classes.
type dividing struct {
	old, new *Baseline
	by       []*Division // by economy; nil where it is not divided

	abroad, home [][]float64 // by supplier and industry: its part of the economy's exports and home sales
}

// producers divides output, exports, home sales and inputs.
func (d *dividing) producers() {
	b, l, N := d.new, d.new.layout, d.new.N()
	S := len(l.suppliers)
	exports := d.exports()
	b.Output, b.Labour, b.Input = make([]float64, S*N), make([]float64, S*N), make([]float64, S*N*N)
	d.abroad, d.home = make([][]float64, S), make([][]float64, S)
	for s := range S {
		d.abroad[s], d.home[s] = make([]float64, N), make([]float64, N)
	}
	for n, v := range d.by {
		for j := range N {
			if v == nil {
				d.abroad[l.from[n]][j], d.home[l.from[n]][j] = 1, 1
				d.produce(l.from[n], j, d.old.Output[n*N+j], 1)
				continue
			}
			y, e := d.old.Output[n*N+j], exports[n*N+j]
			made, wished := across(v.Output, j), across(v.Output, j)
			if v.Exports != nil {
				wished = across(v.Exports, j)
			}
			sold := within(made, wished, y, e)
			for a, share := range made {
				s := l.from[n] + a
				d.abroad[s][j], d.home[s][j] = share, share // of nothing, or of what rounding leaves
				if e > 0 {
					d.abroad[s][j] = sold[a] / e
				}
				if home := y - e; home > 1e-14*y {
					d.home[s][j] = math.Max(0, share*y-sold[a]) / home
				}
				ratio := 1.0
				if v.Inputs != nil && share > 0 {
					ratio = v.Inputs[a][j] / share
				}
				d.produce(s, j, share*y, ratio)
			}
		}
	}
}

// produce fills in a producer with output y that buys ratio times the inputs that its industry does per unit of output.
func (d *dividing) produce(s, k int, y, ratio float64) {
	b, N := d.new, d.new.N()
	n := b.layout.suppliers[s].Economy
	b.Output[s*N+k], b.Labour[s*N+k] = y, 1
	if y == 0 {
		return
	}
	if ratio == 1 {
		b.Labour[s*N+k] = d.old.Labour[n*N+k]
	} else {
		b.Labour[s*N+k] = 1 - ratio*(1-d.old.Labour[n*N+k])
	}
	for j := range N {
		b.Input[(s*N+j)*N+k] = ratio * d.old.Input[(n*N+j)*N+k]
	}
}

// exports returns exports by economy and industry, G·N.
func (d *dividing) exports() []float64 {
	G, N := d.old.G(), d.old.N()
	out := make([]float64, G*N)
	for at, m := range d.old.Flows() {
		if j, n, i := d.old.Ends(at); n != i {
			out[i*N+j] += m
		}
	}
	return out
}

// within divides exports e of an industry with output y by the shares wished for, no class exporting more than it
// makes.
func within(made, wished []float64, y, e float64) []float64 {
	sold := make([]float64, len(made))
	full := make([]bool, len(made))
	left := math.Min(e, y)
	for range made {
		var open float64
		for a, t := range wished {
			if !full[a] {
				open += t
			}
		}
		var over bool
		for a, t := range wished {
			if full[a] {
				continue
			}
			// Where no open class is wished to export, what is left follows what they can still make.
			part := t / open
			if room := openSum(made, full); open == 0 && room > 0 {
				part = made[a] / room
			} else if open == 0 {
				part = 0
			}
			if sold[a] = part * left; sold[a] > made[a]*y {
				over = true
			}
		}
		if !over {
			break
		}
		for a := range sold {
			if !full[a] && sold[a] >= made[a]*y {
				sold[a], full[a] = made[a]*y, true
			}
		}
		left = math.Min(e, y)
		for a, f := range full {
			if f {
				left -= sold[a]
			}
		}
		left = math.Max(0, left)
	}
	return sold
}

func openSum(v []float64, full []bool) float64 {
	var s float64
	for a, x := range v {
		if !full[a] {
			s += x
		}
	}
	return s
}

// across returns column j of a matrix by rows.
func across(m [][]float64, j int) []float64 {
	out := make([]float64, len(m))
	for a := range m {
		out[a] = m[a][j]
	}
	return out
}

// shares divides what buyers spend on an economy among its classes. Doors of an economy start with its shares.
func (d *dividing) shares() {
	b, l, N := d.new, d.new.layout, d.new.N()
	G, S, B := d.old.G(), len(l.suppliers), len(l.doors)*b.Uses
	old := d.old.Share
	b.Share = make([]float64, N*B*S)
	for j := range N {
		for bu := range B {
			n := l.doors[bu/b.Uses].Economy
			from := old[(j*d.old.buyers()+n*b.Uses+bu%b.Uses)*G:]
			to := b.Share[(j*B+bu)*S : (j*B+bu+1)*S]
			if !d.used(bu) {
				continue
			}
			for s := range to {
				i, part := l.suppliers[s].Economy, d.abroad[s][j]
				if i == n {
					part = d.home[s][j]
				}
				to[s] = from[i] * part
			}
		}
	}
}

// used reports whether anybody buys as a buyer: with use-specific shares a class's door has no final use, and the door
// of final users no other.
func (d *dividing) used(bu int) bool {
	b := d.new
	door, use := b.layout.doors[bu/b.Uses], bu%b.Uses
	if b.Uses == 1 || door.Class == "" {
		return true
	}
	return (door.Class == FinalUsers) == (use == b.N())
}

// tariffs gives classes and doors the tariffs of their economies.
func (d *dividing) tariffs() {
	b, l := d.new, d.new.layout
	b.Tariff = make([]float64, b.Links())
	for at := range b.Tariff {
		j, door, s := b.Ends(at)
		b.Tariff[at] = d.old.Tariff[d.old.Link(j, l.doors[door].Economy, l.suppliers[s].Economy)]
	}
}
