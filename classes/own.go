package classes

import (
	"context"

	"ikat/counterfactual"
	"ikat/sme"
)

// Own are what measures on some links of an economy's small firms, large firms or final users do, to first order, as
// outcomes that are polynomials in shares by industry.
//
// To first order prices and incomes everywhere answer to what cheaper links take off the mean cost of an industry's
// exports and of its home sales, and to whom the economy's buyers turn; labour is mobile. Let E and H be an industry's
// exports and home sales, t and d small firms' parts of them, v value added per unit, and Φ(r) = Σ_i v_i (t_i E_i a_i +
// d_i H_i h_i) what small firms earn where exports and home sales grow by a and h. Links of small firms that get
// cheaper by k_j for all buyers of one kind then give, over their value added,
//
//	Σ_j t_j k_j Φ(X_j) + Σ_j v_j E_j θ_j k_j t_j (1 − t_j)
//
// for exports, with X_j how real sales answer where all exports of j get cheaper, and alike for home sales and those to
// final users, with d and H. What comes cheaper to the firms of one class c, of which the part w_j of the industry's
// purchases of j is theirs, lowers their costs by σ_k = Σ_j A_jk π_j q_j k_j, where q_j is d_j for what small firms
// sell and 1 for imports, and π_j the part of purchases that comes from home, or from abroad. With T_k and D_k the
// class's part of exports and of home sales, that gives
//
//	Σ_k σ_k [T_k Φ(X_k) + D_k Φ(H_k) ± θ_k v_k (E_k t_k (1 − t_k) + H_k d_k (1 − d_k))]
//	+ Σ_j q_j k_j w_j [Φ(S_j) + own_j],   own_j = v_j θ_j H^firms_j (1 − d_j) for what small firms sell
//
// with the sign of whether the class is small firms' own, and S_j how sales answer where all of the economy's firms
// turn to what has come cheaper, at unchanged costs. Where interest falls, which is somebody's income, 1 + θ stands for
// θ in own_j and S_j is that of a tariff.
type Own struct {
	split *Split
	whole *counterfactual.Baseline // not divided
	base  *counterfactual.Baseline // of those who only export and those who only sell at home
	slope [2][][]float64           // by which of the two, and industry with output: of real sales, by link
	wedge [2][][]float64           // the same where what stands between is somebody's income
	space *sme.ShareSpace
	value float64 // small firms' value added, which growth is a part of

	known map[ends]sme.Line // Φ by links
}

// ends are those of links.
type ends struct {
	industry, seller int
	to               buyers
}

// Reach is which links a measure reaches.
type Reach string

// The reaches: sales of small firms abroad, at home, or to one kind of buyer; and imports by one.
const (
	Abroad        Reach = "exports"
	Home          Reach = "home"
	Final         Reach = "final"
	ToLarge       Reach = "to large"
	ToSmall       Reach = "to small"
	ImportsLarge  Reach = "imports by large"
	ImportsSmall  Reach = "imports by small"
	ImportsFinal  Reach = "imports by final"
	CreditToLarge Reach = "interest on sales to large"
)

// NewOwn differentiates the economy's exports and home sales by industry in a baseline that is not divided.
//
// Error: what linearising says, and what the statistics say.
func (s *Split) NewOwn(ctx context.Context, b *counterfactual.Baseline) (*Own, error) {
	output, exports := halves(b.N()), halves(b.N())
	for k, j := range s.Industries {
		output[0][j], exports[0][j] = s.Accounts.Exports[k]/s.Accounts.X[k], 1
		output[1][j], exports[1][j] = 1-output[0][j], 0
	}
	two, err := b.Divide(counterfactual.Division{Economy: s.Economy, Classes: Names, Output: output, Exports: exports})
	if err != nil {
		return nil, err
	}
	linear, err := two.Linearise(ctx, counterfactual.Held)
	if err != nil {
		return nil, err
	}
	own := &Own{split: s, whole: b, base: two, value: s.Value(), known: map[ends]sme.Line{}}
	var outcomes []counterfactual.Functional
	var class, industry []int
	for c := range 2 {
		own.slope[c], own.wedge[c] = make([][]float64, b.N()), make([][]float64, b.N())
		for _, j := range s.Industries {
			if p := own.supplier(c)*b.N() + j; two.Output[p] > 0 {
				f := counterfactual.Functional{ValueAdded: make([]float64, len(two.Output))}
				f.ValueAdded[p] = 1
				outcomes, class, industry = append(outcomes, f), append(class, c), append(industry, j)
			}
		}
	}
	values, err := linear.Values(ctx, outcomes)
	if err != nil {
		return nil, err
	}
	for k, v := range values {
		g := v.Gradient()
		own.slope[class[k]][industry[k]], own.wedge[class[k]][industry[k]] = g, v.Tariff(g)
	}
	own.space, err = s.space()
	return own, err
}

// supplier is the number of one of the two: 0 those who export, 1 those who sell at home.
func (o *Own) supplier(class int) int {
	for s, v := range o.base.Suppliers() {
		if v.Economy == o.split.Economy && v.Class == Names[class] {
			return s
		}
	}
	return -1
}

// Outcome is small firms' growth by a measure that lowers cost on links by step, in logarithms, by industry.
func (o *Own) Outcome(reach Reach, step []float64) *sme.Outcome {
	out := &sme.Outcome{Form: sme.NewForm(len(o.split.Industries))}
	switch reach {
	case Abroad, Home, Final:
		o.direct(out, reach, step)
	case ImportsFinal:
		for j, k := range step {
			if k != 0 {
				out.Form.AddLine(k/o.value, o.of(j, abroad, finals))
			}
		}
	default:
		o.throughClass(out, reach, step)
	}
	return out
}

// direct adds what cheaper links for all buyers of one kind do.
func (o *Own) direct(out *sme.Outcome, reach Reach, step []float64) {
	class, to := 1, everyone
	switch reach {
	case Abroad:
		class, to = 0, foreign
	case Final:
		to = finals
	}
	flows := o.base.Flows()
	for k, j := range o.split.Industries {
		links := o.links(j, class, to)
		var trade float64
		for _, l := range links {
			trade += flows[l]
		}
		if step[j] == 0 || trade == 0 {
			continue
		}
		part := o.sold(k, class)
		out.Form.Add(step[j]/o.value, part, o.of(j, class, to))
		out.Form.Add(o.unit(k)*trade*o.base.Theta[j]*step[j]/o.value, part, rest(part))
	}
}

// throughClass adds what comes cheaper to the firms of one class.
func (o *Own) throughClass(out *sme.Outcome, reach Reach, step []float64) {
	s, n := o.split, len(o.split.Industries)
	own := reach == ToSmall || reach == ImportsSmall // the class is small firms' own
	imports := reach == ImportsSmall || reach == ImportsLarge
	sigma := make([]sme.Line, n)
	for k := range sigma {
		sigma[k] = sme.NewLine(n)
	}
	for j, cut := range step {
		from := o.from(j, imports)
		if cut == 0 || from == 0 {
			continue
		}
		q, seller := one(n), abroad
		if !imports {
			at := s.at(j)
			if at < 0 {
				continue
			}
			q, seller = o.sold(at, 1), 1
		}
		links := o.links(j, seller, firms)
		turned := append(sme.Line(nil), o.of(j, seller, firms)...)
		if reach == CreditToLarge {
			turned = o.earned(links, o.wedge)
		}
		w, bought := sme.NewLine(n), 0.0
		for k, i := range s.Industries {
			a := o.whole.Input[(s.Economy*o.whole.N()+j)*o.whole.N()+i]
			sigma[k].Add(a*from*cut, q)
			// what these firms save on their costs is counted with σ: only whom they turn to is left
			turned.Add(-a*from, o.of(i, 0, foreign))
			turned.Add(-a*from, o.of(i, 1, everyone))
			z := a * s.Accounts.X[k]
			bought += z
			w.Add(z, o.makes(k, own))
		}
		if bought == 0 {
			continue
		}
		if !imports {
			theta := o.base.Theta[j]
			if reach == CreditToLarge {
				theta++
			}
			var trade float64
			for _, l := range links {
				trade += o.base.Flows()[l]
			}
			turned.Add(o.unit(s.at(j))*theta*trade, rest(q))
		}
		part := sme.NewForm(n)
		part.Add(cut/bought/o.value, q, w)
		if imports {
			out.Form.Add(cut/bought/o.value, w, turned)
		} else {
			out.Times = append(out.Times, sme.Times{Line: turned, Form: part})
		}
	}
	o.costs(out, sigma, own, imports)
}

// costs adds what a class's lower costs do.
func (o *Own) costs(out *sme.Outcome, sigma []sme.Line, own, imports bool) {
	s, n := o.split, len(o.split.Industries)
	for k, j := range s.Industries {
		form := sme.NewForm(n)
		for class, trade := range []float64{s.Accounts.Exports[k], s.Accounts.X[k] - s.Accounts.Exports[k]} {
			part, to, sign := o.sold(k, class), foreign, 1.0
			if class == 1 {
				to = everyone
			}
			theirs := part
			if !own {
				theirs, sign = rest(part), -1
			}
			form.Add(1/o.value, theirs, o.of(j, class, to))
			form.Add(sign*o.base.Theta[j]*o.unit(k)*trade/o.value, part, rest(part))
		}
		if imports {
			out.Form.AddForm(sigma[k][0], form) // a number: imports by all of the class get cheaper
		} else {
			out.Times = append(out.Times, sme.Times{Line: sigma[k], Form: form})
		}
	}
}

// from is the part of an economy's purchases of an industry that comes from abroad, or from home.
func (o *Own) from(j int, imports bool) float64 {
	b := o.whole
	share := b.Share[(j*b.D()+o.split.Economy)*b.S() : (j*b.D()+o.split.Economy+1)*b.S()]
	if home := share[o.split.Economy]; !imports {
		return home
	}
	return sum(share) - share[o.split.Economy]
}

// unit is value added per unit of output.
func (o *Own) unit(k int) float64 { return o.split.Accounts.VA[k] / o.split.Accounts.X[k] }

// sold is small firms' part of an industry's exports, or of its home sales.
func (o *Own) sold(k, class int) sme.Line {
	n := len(o.split.Industries)
	out := sme.NewLine(n)
	x, e := o.split.Accounts.X[k], o.split.Accounts.Exports[k]
	switch {
	case class == 0:
		out[1+n+k] = 1
	case x-e > 1e-12*x:
		out[1+k], out[1+n+k] = x/(x-e), -e/(x-e)
	}
	return out
}

// makes is small firms' part of an industry's output, or large firms'.
func (o *Own) makes(k int, small bool) sme.Line {
	out := sme.NewLine(len(o.split.Industries))
	out[1+k] = 1
	if !small {
		return rest(out)
	}
	return out
}

func one(n int) sme.Line {
	out := sme.NewLine(n)
	out[0] = 1
	return out
}

// rest is 1 less a part.
func rest(l sme.Line) sme.Line {
	out := one((len(l) - 1) / 2)
	out.Add(-1, l)
	return out
}

// buyers of a seller's goods.
type buyers int

const (
	foreign  buyers = iota // in other economies
	everyone               // at home
	firms                  // the economy's
	finals                 // the economy's final users
)

// links are those of a seller (0 those who export, 1 those who sell at home, abroad all others) to some buyers.
func (o *Own) links(j, seller int, to buyers) []int {
	var out []int
	for d, door := range o.base.Doors() {
		home := door.Economy == o.split.Economy
		switch final := door.Class == counterfactual.FinalUsers; {
		case home == (to == foreign), to == firms && final, to == finals && !final:
			continue
		}
		for s, v := range o.base.Suppliers() {
			if seller == abroad && v.Economy != o.split.Economy || seller != abroad && s == o.supplier(seller) {
				out = append(out, o.base.Link(j, d, s))
			}
		}
	}
	return out
}

// of is Φ per unit of lower cost on links between some ends.
func (o *Own) of(j, seller int, to buyers) sme.Line {
	at := ends{j, seller, to}
	if o.known[at] == nil {
		o.known[at] = o.earned(o.links(j, seller, to), o.slope)
	}
	return o.known[at]
}

// earned is Φ per unit of lower cost on links.
func (o *Own) earned(links []int, slope [2][][]float64) sme.Line {
	s := o.split
	out := sme.NewLine(len(s.Industries))
	for k, i := range s.Industries {
		for class, trade := range []float64{s.Accounts.Exports[k], s.Accounts.X[k] - s.Accounts.Exports[k]} {
			g := slope[class][i]
			if g == nil {
				continue
			}
			var grown float64
			for _, l := range links {
				grown -= g[l]
			}
			out.Add(o.unit(k)*trade*grown, o.sold(k, class))
		}
	}
	return out
}

// at is the position of an industry among those with output, or −1.
func (s *Split) at(industry int) int {
	for k, j := range s.Industries {
		if j == industry {
			return k
		}
	}
	return -1
}

// Bounds returns ends that small firms' growth cannot pass over all shares by industry that the statistics allow, to
// first order, and growth that some give; see sme.ShareSpace.GrowthBounds.
//
// Error: fault.Canceled.
func (o *Own) Bounds(ctx context.Context, outcome *sme.Outcome) (sme.Ends, error) {
	return o.space.GrowthBounds(ctx, outcome, o.value)
}
