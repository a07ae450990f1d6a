package counterfactual

import (
	"math"
	"slices"

	"ikat/fault"
)

// Linkage is a fact of whom the classes of an economy's firms buy their inputs from: of what the dealings in Of come
// to, those in Part are Share. Part is among Of. It is of what all industries buy, or of what some do, by their number,
// where shares are use-specific.
type Linkage struct {
	Name       string
	Part, Of   []Dealing
	Share      float64
	Industries []int // nil for all
}

// Dealing is what the firms of one class buy from those of another, or of their own, or from abroad: the numbers of
// classes, Seller −1 for imports.
type Dealing struct{ Buyer, Seller int }

// Abroad is the seller of imports.
const Abroad = -1

// linked is an economy's purchases of inputs by buyer and seller: for each product and use a table of C buyers by 1+C
// sellers, those abroad first.
type linked struct {
	classes int
	tables  [][]float64
	facts   []Linkage
	of      [][]int     // by fact: the tables that it is of
	weights [][]float64 // by fact: of each cell of a table, so that the fact says that the weighted sum is nothing
}

const (
	// linkSweeps are rounds of scaling; linkTolerance is by how much facts may be missed, as a part of all purchases.
	linkSweeps, linkTolerance = 20_000, 1e-12
)

// link parts the doors of a divided economy's firms where facts of their purchases are given, in the way that adds the
// least information: every class still spends what it did on each product, everybody sells what he did of it to the
// economy's firms, and
//
//	Σ F ln(F/F₀) is least   where the facts hold
//
// F₀ are purchases with shares alike. Final users buy as before. It scales each limit in its turn (Csiszár 1975).
//
// Error: fault.Inconsistent for a fact that no purchases agree with, with what they allow, and where none are found
// that meet all.
func (d *dividing) link(v *Division) error {
	if len(v.Linkages) == 0 {
		return nil
	}
	l := d.purchases(v)
	before := make([][]float64, len(l.tables))
	for i, t := range l.tables {
		before[i] = clone(t)
	}
	for k := range l.facts {
		if err := l.prove(k, d.new.Economies[v.Economy]); err != nil {
			return err
		}
	}
	if miss := l.fit(); miss > 1e-9 {
		return &fault.Error{Kind: fault.Inconsistent,
			Where: fault.Say("purchases by class of firms of %s", d.new.Economies[v.Economy]),
			What:  fault.Say("what is said of them is missed by %.1e of all purchases", miss),
			Why: "Each fact alone can hold, but none that hold together were found: with two classes, what both buy " +
				"and sell in all leaves room for two facts, which give the third",
			Fix: "Leave one of them out"}
	}
	d.buy(v, l, before)
	return nil
}

// purchases gathers what the firms of an economy buy.
func (d *dividing) purchases(v *Division) *linked {
	b, C := d.new, len(v.Classes)
	l := &linked{classes: C, facts: v.Linkages}
	x := b.Spending(b.Output, b.Income)
	l.of = make([][]int, len(l.facts))
	d.eachPurchase(v, func(i, use int, rows []int) {
		for k, f := range l.facts {
			if f.Industries == nil || slices.Contains(f.Industries, use) {
				l.of[k] = append(l.of[k], i)
			}
		}
		t := make([]float64, C*(1+C))
		for a, bu := range rows {
			for s, share := range b.Share[bu*b.S() : (bu+1)*b.S()] {
				t[a*(1+C)+d.seller(v, s)] += share * x[bu]
			}
		}
		l.tables = append(l.tables, t)
	})
	for _, f := range l.facts {
		w := make([]float64, C*(1+C))
		for _, of := range f.Of {
			w[of.Buyer*(1+C)+1+of.Seller] -= f.Share
		}
		for _, of := range f.Part {
			w[of.Buyer*(1+C)+1+of.Seller]++
		}
		l.weights = append(l.weights, w)
	}
	return l
}

// seller is the column of a supplier in a table of purchases: 0 for those abroad.
func (d *dividing) seller(v *Division, s int) int {
	l := d.new.layout
	if l.suppliers[s].Economy != v.Economy {
		return 0
	}
	return 1 + s - l.from[v.Economy]
}

// eachPurchase calls f for each product and use of an economy's firms, with the places of its classes among buyers.
func (d *dividing) eachPurchase(v *Division, f func(i, use int, rows []int)) {
	b, l := d.new, d.new.layout
	B, i := b.buyers(), 0
	for j := range b.N() {
		for u := range b.Uses {
			if b.Uses > 1 && u == b.N() {
				continue // final demand
			}
			var rows []int
			for a := range v.Classes {
				rows = append(rows, j*B+l.buys[l.from[v.Economy]+a]*b.Uses+u)
			}
			f(i, u, rows)
			i++
		}
	}
}

// fit scales the tables until margins and facts hold, and returns by how much facts are missed, as a part of all.
func (l *linked) fit() float64 {
	C := l.classes
	rows, cols := make([][]float64, len(l.tables)), make([][]float64, len(l.tables))
	var all float64
	for i, t := range l.tables {
		rows[i], cols[i] = margins(C, t)
		all += sum(rows[i])
	}
	if all == 0 {
		return 0
	}
	miss := math.Inf(1)
	for range linkSweeps {
		for k := range l.facts {
			l.meet(k)
		}
		for i, t := range l.tables {
			_, now := margins(C, t)
			scale(C, t, nil, ratios(cols[i], now))
			now, _ = margins(C, t)
			scale(C, t, ratios(rows[i], now), nil)
		}
		if miss = l.missed(all, cols); miss < linkTolerance {
			break
		}
	}
	return miss
}

// missed is the worst miss of a fact or of what is sold.
func (l *linked) missed(all float64, cols [][]float64) float64 {
	var worst float64
	for k := range l.facts {
		v, _ := l.tilted(k, 0)
		worst = math.Max(worst, math.Abs(v)/all)
	}
	for i, t := range l.tables {
		_, now := margins(l.classes, t)
		for c, v := range now {
			worst = math.Max(worst, math.Abs(v-cols[i][c])/all)
		}
	}
	return worst
}

// meet tilts all tables by e^(λ·weight) until a fact holds.
func (l *linked) meet(k int) {
	var lambda float64
	for range 60 {
		v, slope := l.tilted(k, lambda)
		if slope <= 0 {
			return
		}
		step := math.Max(-2, math.Min(2, -v/slope))
		if lambda += step; math.Abs(step) < 1e-14 {
			break
		}
	}
	for _, i := range l.of[k] {
		for c, w := range l.weights[k] {
			if w != 0 {
				l.tables[i][c] *= math.Exp(lambda * w)
			}
		}
	}
}

// tilted is what a fact's weighted sum is after a tilt, and its slope.
func (l *linked) tilted(k int, lambda float64) (v, slope float64) {
	for c, w := range l.weights[k] {
		if w == 0 {
			continue
		}
		e := w * math.Exp(lambda*w)
		for _, i := range l.of[k] {
			v += e * l.tables[i][c]
			slope += w * e * l.tables[i][c]
		}
	}
	return v, slope
}

// prove returns an error where no purchases agree with a fact: where the most, or the least, that its share can be is
// on the other side of it.
func (l *linked) prove(k int, economy string) error {
	f := l.facts[k]
	reach := func(sign float64) float64 { // the share beyond which it is certain that there are none
		low, high := 0.0, 1.0
		for range 50 {
			mid := (low + high) / 2
			if (l.most(k, sign, mid) >= 0) == (sign > 0) {
				low = mid
			} else {
				high = mid
			}
		}
		return (low + high) / 2
	}
	if l.most(k, 1, f.Share) >= -1e-12 && l.most(k, -1, f.Share) >= -1e-12 {
		return nil
	}
	return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("purchases by class of firms of %s", economy),
		What: fault.Say("%s cannot be %.1f%%: what each class buys and sells of every product leaves %.1f to %.1f%%", f.Name,
			100*f.Share, 100*reach(-1), 100*reach(1)),
		Fix: "Change it, or the shares of output and exports"}
}

// most returns what sign times a fact's weighted sum cannot pass at some share, as a part of all purchases: for any
// prices p of buyers, Σ_a X_a p_a + Σ_s M_s max_a (w_as − p_a) is an upper end, exact for two classes.
func (l *linked) most(k int, sign, share float64) float64 {
	C := l.classes
	w := make([]float64, C*(1+C))
	for _, of := range l.facts[k].Of {
		w[of.Buyer*(1+C)+1+of.Seller] -= sign * share
	}
	for _, of := range l.facts[k].Part {
		w[of.Buyer*(1+C)+1+of.Seller] += sign
	}
	var end, all float64
	price := make([]float64, C)
	for _, i := range l.of[k] {
		rows, cols := margins(C, l.tables[i])
		all += sum(rows)
		best := math.Inf(1)
		for s := range 1 + C {
			for a := range price {
				price[a] = w[a*(1+C)+s]
			}
			v := dot(rows, price)
			for c, m := range cols {
				top := math.Inf(-1)
				for a := range C {
					top = math.Max(top, w[a*(1+C)+c]-price[a])
				}
				v += m * top
			}
			best = math.Min(best, v)
		}
		end += best
	}
	if all == 0 {
		return 0
	}
	return end / all
}

// buy gives the doors of an economy's firms the shares that their purchases say.
func (d *dividing) buy(v *Division, l *linked, before [][]float64) {
	b, C := d.new, len(v.Classes)
	d.eachPurchase(v, func(i, _ int, rows []int) {
		for a, bu := range rows {
			share := b.Share[bu*b.S() : (bu+1)*b.S()]
			for s := range share {
				if c := a*(1+C) + d.seller(v, s); before[i][c] > 0 {
					share[s] *= l.tables[i][c] / before[i][c]
				}
			}
		}
	})
}

func margins(C int, t []float64) (rows, cols []float64) {
	rows, cols = make([]float64, C), make([]float64, 1+C)
	for a := range C {
		for s := range 1 + C {
			rows[a] += t[a*(1+C)+s]
			cols[s] += t[a*(1+C)+s]
		}
	}
	return rows, cols
}

func scale(C int, t, rows, cols []float64) {
	for a := range C {
		for s := range 1 + C {
			if rows != nil {
				t[a*(1+C)+s] *= rows[a]
			} else {
				t[a*(1+C)+s] *= cols[s]
			}
		}
	}
}

// ratios are what turns one list into the other; 1 where there is nothing.
func ratios(want, have []float64) []float64 {
	out := make([]float64, len(want))
	for i, v := range have {
		if out[i] = 1; v > 0 {
			out[i] = want[i] / v
		}
	}
	return out
}

// checkLinkages returns what is wrong with facts of purchases, "" where nothing is.
func (v *Division) checkLinkages(b *Baseline) string {
	for _, f := range v.Linkages {
		if f.Industries != nil && b.Uses == 1 {
			return fault.Say("%s is of some industries, and with pooled shares a class buys for all of its industries alike",
				f.Name)
		}
		if !(f.Share >= 0 && f.Share <= 1) {
			return fault.Say("%s of %v is no part", f.Name, f.Share)
		}
		for _, of := range append(append([]Dealing(nil), f.Of...), f.Part...) {
			if of.Buyer < 0 || of.Buyer >= len(v.Classes) || of.Seller < Abroad || of.Seller >= len(v.Classes) {
				return fault.Say("%s is of a class that there is not", f.Name)
			}
		}
		for _, of := range f.Part {
			found := false
			for _, whole := range f.Of {
				found = found || whole == of
			}
			if !found {
				return fault.Say("%s is no part of its whole", f.Name)
			}
		}
	}
	return ""
}
