package counterfactual

import (
	"context"
	"fmt"
	"math"

	"ikat/fault"
)

// Tolerance bounds the largest excess demand for an economy's value added, relative to its value added, at which a
// solution is accepted. Prices and sales are solved 100 times closer.
const Tolerance = 1e-11

const (
	aim       = 1e-13 // refine to this where rounding lets
	maxSteps  = 60    // of the search for wages
	maxSweeps = 5000  // of the iterations for prices and for sales
)

// Report says how a solution was reached.
type Report struct {
	Steps    int     // of the search for wages
	Sweeps   int     // over prices and sales
	Residual float64 // largest relative excess demand for value added
	Walras   float64 // sum of excess demands over world value added: zero by Walras' law, so it measures the sales' error
}

// state is a point of the search: relative wages and all that follows from them.
type state struct {
	b      *Baseline
	def    Deficits
	k      []float64 // weights after the shock
	tariff []float64
	prod   []float64 // ln â by sector, nil for none
	alone  []bool    // economies that the shock leaves without trade
	first  *jacobian // to start the search with, or nil

	logW   []float64 // G
	logC   []float64 // G·N: ln ĉ
	logP   []float64 // [N][G·Uses]: ln P̂
	share  []float64 // [N][G·Uses][G]: π′
	net    []float64 // [N][G·Uses][G]: π′/(1+τ′)
	kept   []float64 // [N][G·Uses]: Σ_i π′/(1+τ′), the part of spending that reaches sellers
	y      []float64 // G·N: sales
	x      []float64 // [N][G·Uses]: spending
	income []float64 // G

	sweeps, steps int
}

// Solve finds the equilibrium after a shock.
//
// Wages clear the market for each economy's value added; given wages, prices are the fixed point of equations 1 and 2 and
// sales solve equations 3 to 5, both contractions. Wages are found by a quasi-Newton search whose Jacobian is exact where
// it starts. The numeraire is world value added.
//
// Error: fault.Invalid for a shock that is not one; fault.Unsolved with residual and place where no equilibrium is found;
// fault.Canceled.
func (b *Baseline) Solve(ctx context.Context, s Shock, d Deficits) (*Outcome, error) {
	return b.solve(ctx, s, d, nil)
}

func (b *Baseline) solve(ctx context.Context, s Shock, d Deficits, first *jacobian) (*Outcome, error) {
	if err := b.checkShock(s); err != nil {
		return nil, err
	}
	st := newState(b, s, d)
	if err := st.supplied(); err != nil {
		return nil, err
	}
	st.first = first
	rep, err := st.search(ctx)
	if fault.KindOf(err) == fault.Unsolved {
		rep, err = st.approach(ctx, err)
	}
	if err != nil {
		return nil, err
	}
	return st.outcome(s, rep), nil
}

// approach finds an equilibrium that is too far from the baseline for one search, by applying the shock in stages: half of
// it, or less, then more from there. first is the error of the attempt to take it in one.
func (st *state) approach(ctx context.Context, first error) (Report, error) {
	full, steps, sweeps := *st, st.steps, st.sweeps
	done, stage := 0.0, 0.5
	last := st.b.start(st.def)
	last.alone = make([]bool, st.b.G())
	for stage > 1.0/64 {
		try := last.copy()
		to := math.Min(1, done+stage)
		try.partial(&full, to)
		rep, err := try.search(ctx)
		steps, sweeps = steps+try.steps, sweeps+try.sweeps
		switch {
		case fault.KindOf(err) == fault.Unsolved:
			stage /= 2
		case err != nil:
			return rep, err
		case to == 1:
			*st = *try
			rep.Steps, rep.Sweeps = steps, sweeps
			return rep, nil
		default:
			last, done = try, to
			last.steps, last.sweeps = 0, 0
		}
	}
	return Report{}, first
}

// partial gives a state the part s of a full shock: costs as powers, closed links as fractions.
func (st *state) partial(full *state, s float64) {
	st.k, st.tariff, st.prod = full.k, full.tariff, full.prod
	if s == 1 {
		st.alone = full.alone
		return
	}
	b := st.b
	st.k, st.tariff = clone(full.k), clone(full.tariff)
	for i, k := range st.k {
		switch base := b.Share[i]; {
		case base == 0:
		case k == 0:
			st.k[i] = base * (1 - s)
		case k != base:
			st.k[i] = base * math.Exp(s*math.Log(k/base))
		}
	}
	for i, t := range st.tariff {
		st.tariff[i] = b.Tariff[i] + s*(t-b.Tariff[i])
	}
	if full.prod != nil {
		st.prod = make([]float64, len(full.prod))
		axpy(s, full.prod, st.prod)
	}
}

// copy returns a state that can search on its own from the same point.
func (st *state) copy() *state {
	c := *st
	c.logW, c.logC, c.y, c.income = clone(st.logW), clone(st.logC), clone(st.y), clone(st.income)
	return &c
}

func newState(b *Baseline, s Shock, d Deficits) *state {
	st := b.start(d)
	st.k, st.tariff = b.weights(s)
	if s.Productivity != nil {
		st.prod = make([]float64, b.G()*b.N())
		for i, a := range s.Productivity {
			st.prod[i] = math.Log(a)
		}
	}
	return st
}

// start is the baseline as a state.
func (b *Baseline) start(d Deficits) *state {
	G, N, B := b.G(), b.N(), b.buyers()
	return &state{b: b, def: d, logW: make([]float64, G), logC: make([]float64, G*N), logP: make([]float64, N*B),
		share: make([]float64, N*B*G), net: make([]float64, N*B*G), kept: make([]float64, N*B),
		y: append([]float64(nil), b.Output...), x: b.Spending(b.Output, b.Income), income: append([]float64(nil), b.Income...)}
}

// supplied returns an error where a buyer has lost every supplier of something it buys, or an economy that must pay for
// imports every buyer abroad.
func (st *state) supplied() error {
	b := st.b
	G, B := b.G(), b.buyers()
	sells, buys := make([]bool, G), make([]bool, G)
	for bu := range b.N() * B {
		n := bu % B / b.Uses
		for i, k := range st.k[bu*G : (bu+1)*G] {
			if k > 0 && i != n {
				sells[i], buys[n] = true, true
			}
		}
	}
	st.alone = make([]bool, G)
	for n, s := range b.Surplus {
		st.alone[n] = !sells[n] && !buys[n]
		switch {
		case st.alone[n] && math.Abs(s) > Tolerance*b.Wages[n]:
			return &fault.Error{Kind: fault.Unsolved, Where: b.Economies[n], What: fmt.Sprintf("it neither sells nor buys abroad any more but is held to a trade surplus of %.4g", s),
				Why: "Without trade there is no surplus and no deficit", Fix: "Purge the deficits"}
		case !sells[n] && buys[n] && s >= 0:
			return &fault.Error{Kind: fault.Unsolved, Where: b.Economies[n], What: "it sells nothing abroad any more but still buys there",
				Why: "No wage pays for its imports", Fix: "Leave part of its exports available, or close its imports too"}
		}
	}
	for bu := range b.N() * B {
		var before, after float64
		for i := bu * G; i < (bu+1)*G; i++ {
			before += b.Share[i]
			after += st.k[i]
		}
		if before > 0 && !(after > 0) {
			return &fault.Error{Kind: fault.Unsolved, Where: b.Economies[bu%B/b.Uses], What: "it has no supplier of " + b.Industries[bu/B] + " left",
				Why: "It cannot do without, so no price clears its market", Fix: "Leave part of the supply available"}
		}
	}
	return nil
}

// evaluate brings prices, shares and sales to the current wages, each until a sweep moves it by less than tol, and
// returns the excess demand.
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
//	ln ĉ_nk = γ_nk ln ŵ_n + Σ_j γ_n^{jk} ln P̂_nj − ln â_nk,   ln P̂_nj = −ln(Σ_i π_nij κ̂^{−θ} ĉ_ij^{−θ}) / θ_j
func (st *state) prices(ctx context.Context, tol float64) error {
	b := st.b
	next := make([]float64, len(st.logC))
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
			return &fault.Error{Kind: fault.Unsolved, Where: b.place("productivity", at), What: "its cost of production is not finite",
				Why: "Some input it needs has no supplier left, or costs explode along the chain", Fix: "Leave part of the supply available, or make the shock smaller"}
		}
		copy(st.logC, next)
		if moved <= tol {
			return nil
		}
	}
	return &fault.Error{Kind: fault.Unsolved, What: fmt.Sprintf("prices still moved after %d sweeps", maxSweeps),
		Why: "Inputs take up nearly all of the cost of some industries, so price changes hardly die out along the chain"}
}

// priceIndices computes ln P̂ from ln ĉ. Costs are taken relative to the industry's cheapest origin, so that large θ do not
// overflow; a buyer that cannot buy there is summed relative to its own cheapest.
func (st *state) priceIndices() {
	b := st.b
	G, N, B := b.G(), b.N(), b.buyers()
	each(N, len(st.k), func(j int) {
		theta := b.Theta[j]
		e, low := st.appeal(j)
		for bu := range B {
			k := st.k[(j*B+bu)*G : (j*B+bu+1)*G]
			s := dot(k, e)
			if s > 1e-200 {
				st.logP[j*B+bu] = low - math.Log(s)/theta
			} else {
				st.logP[j*B+bu] = st.farIndex(j, k)
			}
		}
	})
}

// appeal returns e_i = ĉ_ij^(−θ) relative to the industry's cheapest origin, and that origin's ln ĉ.
func (st *state) appeal(j int) (e []float64, low float64) {
	N := st.b.N()
	e, low = make([]float64, st.b.G()), math.Inf(1)
	for i := range e {
		low = math.Min(low, st.logC[i*N+j])
	}
	for i := range e {
		e[i] = math.Exp(-st.b.Theta[j] * (st.logC[i*N+j] - low))
	}
	return e, low
}

// farIndex is ln P̂ of one buyer, summed relative to its own cheapest origin; zero for a buyer that never bought.
func (st *state) farIndex(j int, k []float64) float64 {
	N, theta := st.b.N(), st.b.Theta[j]
	best := math.Inf(-1)
	for i, w := range k {
		if w > 0 {
			best = math.Max(best, math.Log(w)-theta*st.logC[i*N+j])
		}
	}
	if math.IsInf(best, -1) {
		return 0
	}
	var s float64
	for i, w := range k {
		if w > 0 {
			s += math.Exp(math.Log(w) - theta*st.logC[i*N+j] - best)
		}
	}
	return -(best + math.Log(s)) / theta
}

// costs computes ln ĉ from ln P̂ and ln ŵ.
func (st *state) costs(out []float64) {
	b := st.b
	G, N, B := b.G(), b.N(), b.buyers()
	each(G, len(b.Input), func(n int) {
		c := out[n*N : (n+1)*N]
		for k := range c {
			c[k] = b.Labour[n*N+k] * st.logW[n]
			if st.prod != nil {
				c[k] -= st.prod[n*N+k]
			}
		}
		for j := range N {
			p := st.logP[j*B+n*b.Uses : j*B+(n+1)*b.Uses]
			for k, a := range b.Input[(n*N+j)*N : (n*N+j+1)*N] {
				c[k] += a * p[b.use(k)]
			}
		}
	})
}

// shares computes equation 3, π′ = π (κ̂ĉ/P̂)^(−θ), and what of it reaches sellers.
func (st *state) shares() {
	b := st.b
	G, N, B := b.G(), b.N(), b.buyers()
	each(N, len(st.k), func(j int) {
		theta := b.Theta[j]
		e, _ := st.appeal(j)
		for bu := range B {
			at := (j*B + bu) * G
			tau := st.tariff[b.Link(j, bu/b.Uses, 0):]
			k, share, net := st.k[at:at+G], st.share[at:at+G], st.net[at:at+G]
			s := dot(k, e)
			far := s <= 1e-200
			for i, w := range k {
				switch {
				case !far:
					share[i] = w * e[i] / s
				case w > 0:
					share[i] = math.Exp(math.Log(w) - theta*(st.logC[i*N+j]-st.logP[j*B+bu]))
				default:
					share[i] = 0
				}
			}
			var kept float64
			for i, v := range share {
				net[i] = v / (1 + tau[i])
				kept += net[i]
			}
			st.kept[j*B+bu] = kept
		}
	})
}

// sales iterates equations 4 and 5 given shares and wages,
//
//	Y_ij = Σ_b X_jb π′_bi/(1+τ′),   I_n = ŵ_n w_n L_n + Σ_b X_jb (1 − Σ_i π′_bi/(1+τ′)) − S′_n
func (st *state) sales(ctx context.Context, tol float64) error {
	b := st.b
	G, N, B := b.G(), b.N(), b.buyers()
	w := make([]float64, G)
	for n := range w {
		w[n] = math.Exp(st.logW[n])
	}
	surplus := b.surplus(st.def, w)
	next := make([]float64, G*N)
	sold := make([]float64, N*G)
	for range maxSweeps {
		if err := canceled(ctx); err != nil {
			return err
		}
		st.sweeps++
		for n := range G {
			st.income[n] = w[n]*b.Wages[n] - surplus[n]
			for j := range N {
				for u := j*B + n*b.Uses; u < j*B+(n+1)*b.Uses; u++ {
					st.income[n] += st.x[u] * (1 - st.kept[u])
				}
			}
		}
		b.spending(st.y, st.income, st.x)
		each(N, len(st.net), func(j int) {
			dst := sold[j*G : (j+1)*G]
			clear(dst)
			for bu := range B {
				axpy(st.x[j*B+bu], st.net[(j*B+bu)*G:(j*B+bu+1)*G], dst)
			}
		})
		moved := 0.0
		for i := range G {
			for j := range N {
				next[i*N+j] = sold[j*G+i]
				if d := math.Abs(next[i*N+j]-st.y[i*N+j]) / b.Wages[i]; !(d <= moved) {
					moved = d
				}
			}
		}
		st.y, next = next, st.y
		if moved <= tol {
			return nil
		}
		if !(moved < math.MaxFloat64) {
			break
		}
	}
	return &fault.Error{Kind: fault.Unsolved, What: "sales do not converge given prices",
		Why: "Spending feeds on itself: an economy's income from tariffs or inputs grows with each round"}
}

// excess returns the excess demand for each economy's value added relative to its supply, plus what world value added
// misses its numeraire by.
func (st *state) excess() []float64 {
	b := st.b
	G, N := b.G(), b.N()
	f := make([]float64, G)
	var world, base float64
	for n := range G {
		supply := math.Exp(st.logW[n]) * b.Wages[n]
		world += supply
		base += b.Wages[n]
		f[n] = dot(b.Labour[n*N:(n+1)*N], st.y[n*N:(n+1)*N])/supply - 1
		if st.alone[n] {
			f[n] += st.logW[n] // nothing else determines the level of its wages
		}
	}
	for n := range f {
		f[n] += world/base - 1
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
