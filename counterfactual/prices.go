package counterfactual

import (
	"context"
	"math"

	"ikat/fault"
)

// evaluate brings prices, shares and sales to the current factor prices, each until a sweep moves it by less than tol,
// and returns the excess demand.
func (st *state) evaluate(ctx context.Context, tol float64) ([]float64, error) {
	if err := st.prices(ctx, tol); err != nil {
		return nil, err
	}
	st.shares()
	if err := st.sales(ctx, tol); err != nil {
		return nil, err
	}
	return st.excess(), nil
}

// prices iterates equations 1 and 2,
//
//	ln ĉ_sk = γ_sk ln ŵ_s + Σ_j γ_s^{jk} ln P̂_dj − ln â_sk,   ln P̂_bj = −ln(Σ_s π_bsj κ̂^{−θ} ĉ_sj^{−θ}) / θ_j
//
// with d the door that s buys through and ŵ_s the mean price of the factors it pays.
func (st *state) prices(ctx context.Context, tol float64) error {
	next := make([]float64, len(st.logC))
	least := st.b.leastPriceMove()
	var s settling
	for range maxSweeps {
		if err := canceled(ctx); err != nil {
			return err
		}
		st.sweeps++
		st.priceIndices()
		st.costs(next)
		moved, at := 0.0, 0
		for i, c := range next {
			if d := math.Abs(c-st.logC[i]) / math.Max(1, math.Abs(c)); !(d <= moved) {
				moved, at = d, i
			}
		}
		if !(moved < math.MaxFloat64) {
			return &fault.Error{Kind: fault.Unsolved, Where: st.b.place("productivity", at),
				What: "its cost of production is not finite",
				Why:  "Some input it needs has no supplier left, or costs explode along the chain",
				Fix:  "Leave part of the supply available, or make the shock smaller"}
		}
		copy(st.logC, next)
		if s.settled(moved, tol, least) {
			st.pricesMove = moved
			return nil
		}
	}
	return &fault.Error{Kind: fault.Unsolved, What: fault.Say("prices still moved after %d sweeps", maxSweeps),
		Why: "Inputs take up nearly all of the cost of some industries, so price changes hardly die out " +
			"along the chain"}
}

// vanishing is a sum of weighted appeals too small to divide by.
const vanishing = 1e-200

// priceIndices computes ln P̂ from ln ĉ. Costs are taken relative to the industry's cheapest supplier, so that large θ
// do not overflow; a buyer that cannot buy there is summed relative to its own cheapest.
func (st *state) priceIndices() {
	b := st.b
	S, N, B := b.S(), b.N(), b.buyers()
	each(N, len(st.w.k), func(j int) {
		e := st.appeal(j)
		for bu := j * B; bu < (j+1)*B; bu++ {
			s := dot(st.w.k[bu*S:(bu+1)*S], e.plain)
			for v := range st.w.nests {
				s += e.nest(&st.w.nests[v], v, bu)
			}
			if s > vanishing {
				st.logP[bu] = e.low - math.Log(s)/e.theta
			} else {
				st.logP[bu] = st.farIndex(j, bu)
			}
		}
	})
}

// appeal is what suppliers' costs in an industry do to their sales.
type appeal struct {
	theta, eta float64
	low        float64     // the cheapest supplier's ln ĉ
	plain      []float64   // by supplier: ĉ^(−θ) relative to the cheapest
	member     [][]float64 // by nest and member: ĉ^(−η) relative to the cheapest
}

func (st *state) appeal(j int) appeal {
	N := st.b.N()
	a := appeal{theta: st.b.Theta[j], low: math.Inf(1), plain: make([]float64, st.b.S())}
	for i := range a.plain {
		a.low = math.Min(a.low, st.logC[i*N+j])
	}
	for i := range a.plain {
		a.plain[i] = math.Exp(-a.theta * (st.logC[i*N+j] - a.low))
	}
	if !st.b.nested(j) {
		return a
	}
	a.eta = st.b.Eta[j]
	for _, v := range st.w.nests {
		member := make([]float64, v.size())
		for i := range member {
			member[i] = math.Exp(-a.eta * (st.logC[(v.from+i)*N+j] - a.low))
		}
		a.member = append(a.member, member)
	}
	return a
}

// nest returns what nest v counts for with a buyer.
func (a appeal) nest(v *nest, at, buyer int) float64 {
	if a.member == nil || v.beta[buyer] == 0 {
		return 0
	}
	s := dot(v.at(buyer), a.member[at])
	if s == 0 {
		return 0
	}
	return v.beta[buyer] * math.Exp(math.Log(s)*a.theta/a.eta)
}

// farIndex is ln P̂ of one buyer, summed relative to its own cheapest supplier; zero for a buyer that never bought.
func (st *state) farIndex(j, bu int) float64 {
	if s := logSum(st.far(j, bu)); !math.IsInf(s, -1) {
		return -s / st.b.Theta[j]
	}
	return 0
}

// far returns the logarithms of what suppliers count for with a buyer, −Inf for those that it cannot buy from.
func (st *state) far(j, bu int) []float64 {
	S, N, theta := st.b.S(), st.b.N(), st.b.Theta[j]
	out := make([]float64, S)
	for i := range out {
		out[i] = math.Log(st.w.k[bu*S+i]) - theta*st.logC[i*N+j]
	}
	for _, v := range st.w.nests {
		if v.beta[bu] == 0 {
			continue
		}
		eta, members := st.b.Eta[j], make([]float64, v.size())
		for a, q := range v.at(bu) {
			members[a] = math.Log(q) - eta*st.logC[(v.from+a)*N+j]
		}
		all := logSum(members)
		for a, m := range members {
			out[v.from+a] = math.Inf(-1)
			if !math.IsInf(m, -1) {
				out[v.from+a] = math.Log(v.beta[bu]) + all*theta/eta + m - all
			}
		}
	}
	return out
}

// logSum is ln Σ exp.
func logSum(v []float64) float64 {
	most := math.Inf(-1)
	for _, x := range v {
		most = math.Max(most, x)
	}
	if math.IsInf(most, -1) {
		return most
	}
	var s float64
	for _, x := range v {
		s += math.Exp(x - most)
	}
	return most + math.Log(s)
}

// costs computes ln ĉ from ln P̂ and ln ŵ.
func (st *state) costs(out []float64) {
	b, l := st.b, st.l
	S, N, B := b.S(), b.N(), b.buyers()
	each(S, len(b.Input), func(s int) {
		c, door := out[s*N:(s+1)*N], l.buys[s]
		for k := range c {
			c[k] = 0
			l.paid(s, s*N+k, func(factor int, part float64) { c[k] += b.Labour[s*N+k] * part * st.logW[factor] })
			if st.prod != nil {
				c[k] -= st.prod[s*N+k]
			}
		}
		for j := range N {
			p := st.logP[j*B+door*b.Uses : j*B+(door+1)*b.Uses]
			for k, a := range b.Input[(s*N+j)*N : (s*N+j+1)*N] {
				c[k] += a * p[b.use(k)]
			}
		}
	})
}

// shares computes equation 3, π′ = π (κ̂ĉ/P̂)^(−θ), and what of it reaches sellers.
func (st *state) shares() {
	b := st.b
	S, N, B := b.S(), b.N(), b.buyers()
	each(N, len(st.w.k), func(j int) {
		e := st.appeal(j)
		for bu := j * B; bu < (j+1)*B; bu++ {
			share, net := st.share[bu*S:(bu+1)*S], st.net[bu*S:(bu+1)*S]
			st.split(e, j, bu, share)
			tau := st.tariff[b.Link(j, (bu-j*B)/b.Uses, 0):]
			var kept float64
			for i, v := range share {
				net[i] = v / (1 + tau[i])
				kept += net[i]
			}
			st.kept[bu] = kept
		}
	})
}

// split fills share with a buyer's spending by supplier.
func (st *state) split(e appeal, j, bu int, share []float64) {
	k := st.w.k[bu*len(share) : (bu+1)*len(share)]
	all := dot(k, e.plain)
	for v := range st.w.nests {
		all += e.nest(&st.w.nests[v], v, bu)
	}
	if all <= vanishing {
		for i, t := range st.far(j, bu) {
			share[i] = math.Exp(t + e.theta*st.logP[bu])
		}
		return
	}
	for i, w := range k {
		share[i] = w * e.plain[i] / all
	}
	for at := range st.w.nests {
		v := &st.w.nests[at]
		if e.member == nil || v.beta[bu] == 0 {
			continue
		}
		part, q := e.nest(v, at, bu)/all, v.at(bu)
		within := dot(q, e.member[at])
		for a, w := range q {
			share[v.from+a] = 0
			if w > 0 && within > 0 {
				share[v.from+a] = part * w * e.member[at][a] / within
			}
		}
	}
}

// sales iterates equations 4 and 5 given shares and factor prices,
//
//	Y_sj = Σ_b X_jb π′_bs/(1+τ′),   I_n = Σ ŵ_f w_f + Σ_b X_jb (1 − Σ_s π′_bs/(1+τ′)) − S′_n
func (st *state) sales(ctx context.Context, tol float64) error {
	b, l := st.b, st.l
	S, N, B := b.S(), b.N(), b.buyers()
	earned := st.earned()
	surplus := b.surplus(st.def, relative(earned, b.Wages))
	next := make([]float64, S*N)
	sold := make([]float64, N*S)
	var s settling
	for range maxSweeps {
		if err := canceled(ctx); err != nil {
			return err
		}
		st.sweeps++
		for n := range earned {
			st.income[n] = earned[n] - surplus[n]
			for j := range N {
				for u := j*B + l.into[n]*b.Uses; u < j*B+l.into[n+1]*b.Uses; u++ {
					st.income[n] += st.x[u] * (1 - st.kept[u])
				}
			}
		}
		b.spending(st.y, st.income, st.x)
		each(N, len(st.net), func(j int) {
			dst := sold[j*S : (j+1)*S]
			clear(dst)
			for bu := range B {
				axpy(st.x[j*B+bu], st.net[(j*B+bu)*S:(j*B+bu+1)*S], dst)
			}
		})
		moved, most := 0.0, 1.0
		for i := range S {
			size := b.Wages[l.suppliers[i].Economy]
			for j := range N {
				next[i*N+j] = sold[j*S+i]
				most = math.Max(most, next[i*N+j]/size)
				if d := math.Abs(next[i*N+j]-st.y[i*N+j]) / size; !(d <= moved) {
					moved = d
				}
			}
		}
		st.y, next = next, st.y
		if s.settled(moved, tol, rounding*most) {
			st.salesMove = moved
			return nil
		}
		if !(moved < math.MaxFloat64) {
			break
		}
	}
	return &fault.Error{Kind: fault.Unsolved, What: "sales do not converge given prices",
		Why: "Spending feeds on itself: an economy's income from tariffs or inputs grows with each round"}
}

// earned returns the value added of each economy at the current factor prices.
func (st *state) earned() []float64 { return earned(st.l, st.value, st.logW) }

// earned is by economy what factors earn that earned value, at ln ŵ.
func earned(l *layout, value, logW []float64) []float64 {
	out := make([]float64, len(l.from)-1)
	for f, v := range value {
		out[l.home(f)] += math.Exp(logW[f]) * v
	}
	return out
}

func relative(v, base []float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = x / base[i]
	}
	return out
}

// demand returns what is paid for each factor.
func (st *state) demand() []float64 {
	b, N := st.b, st.b.N()
	out := make([]float64, len(st.value))
	for p, y := range st.y {
		st.l.paid(p/N, p, func(f int, part float64) { out[f] += part * b.Labour[p] * y })
	}
	return out
}

// excess returns the excess demand for each factor relative to its supply, plus what world value added misses its
// numeraire by.
func (st *state) excess() []float64 {
	f := st.demand()
	var world, base float64
	for m, v := range st.value {
		supply := math.Exp(st.logW[m]) * v
		world += supply
		base += v
		f[m] = f[m]/supply - 1
		if m < len(st.alone) && st.alone[m] {
			f[m] += st.logW[m] // nothing else determines the level of its wages
		}
	}
	for m := range f {
		f[m] += world/base - 1
	}
	return f
}

// axpy adds a·x to y.
func axpy(a float64, x, y []float64) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += a * v
	}
}
