package counterfactual

import (
	"context"
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

// Settled is a change, relative to what changes, as a solution knows it: none where rounding alone could make it.
func Settled(change float64) float64 {
	if math.Abs(change) < aim {
		return 0
	}
	return change
}

// From is Settled for an amount that was before and is after.
func From(before, after float64) (change float64) {
	if change = after - before; math.Abs(change) < aim*math.Max(math.Abs(before), math.Abs(after)) {
		return 0
	}
	return change
}

// Report says how a solution was reached.
type Report struct {
	Steps    int     // of the search for wages
	Sweeps   int     // over prices and sales
	Residual float64 // largest relative excess demand for value added
	// by how much the last sweeps still moved costs (their logarithms) and sales (over their economy's value added):
	// below what was asked of them, or as little as rounding lets
	Moved float64
	// sum of excess demands over world value added: zero by Walras' law, so it measures the sales' error
	Walras float64
}

// state is a point of the search: relative factor prices and all that follows from them.
type state struct {
	b      *Baseline
	l      *layout
	value  []float64 // factors: what they earn in the baseline
	def    Deficits
	w      weights // after the shock
	tariff []float64
	prod   []float64 // ln â by producer, nil for none
	alone  []bool    // economies that the shock leaves without trade
	first  *jacobian // to start the search with, or nil

	logW   []float64 // factors: ln ŵ
	logC   []float64 // S·N: ln ĉ
	logP   []float64 // [N][D·Uses]: ln P̂
	share  []float64 // [N][D·Uses][S]: π′
	net    []float64 // [N][D·Uses][S]: π′/(1+τ′)
	kept   []float64 // [N][D·Uses]: Σ_s π′/(1+τ′), the part of spending that reaches sellers
	y      []float64 // S·N: sales
	x      []float64 // [N][D·Uses]: spending
	income []float64 // G

	sweeps, steps         int
	pricesMove, salesMove float64 // by the last sweeps
}

// Solve finds the equilibrium after a shock.
//
// Wages, and the returns of factors that work for one class of firms only, clear their markets; given them, prices are
// the fixed point of equations 1 and 2 and sales solve equations 3 to 5, both contractions. Factor prices are found by
// a quasi-Newton search whose Jacobian is exact where it starts. The numeraire is world value added.
//
// Error: fault.Invalid for a shock that is not one; fault.Unsolved with residual and place where no equilibrium is
// found; fault.Canceled.
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

// approach finds an equilibrium that is too far from the baseline for one search, by applying the shock in stages: half
// of it, or less, then more from there. first is the error of the attempt to take it in one.
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
	st.w, st.tariff, st.prod = full.w, full.tariff, full.prod
	if s == 1 {
		st.alone = full.alone
		return
	}
	st.w = full.w.part(st.b.unshocked(), s)
	st.tariff = clone(full.tariff)
	for i, t := range st.tariff {
		st.tariff[i] = st.b.Tariff[i] + s*(t-st.b.Tariff[i])
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
	st.w, st.tariff = b.weights(s)
	if s.Productivity != nil {
		st.prod = make([]float64, len(s.Productivity))
		for i, a := range s.Productivity {
			st.prod[i] = math.Log(a)
		}
	}
	return st
}

// start is the baseline as a state.
func (b *Baseline) start(d Deficits) *state {
	S, N, B, l := b.S(), b.N(), b.buyers(), b.shape()
	return &state{b: b, l: l, value: b.factorValues(), def: d,
		logW: make([]float64, l.factors()), logC: make([]float64, S*N), logP: make([]float64, N*B),
		share: make([]float64, N*B*S), net: make([]float64, N*B*S), kept: make([]float64, N*B),
		y: clone(b.Output), x: b.Spending(b.Output, b.Income), income: clone(b.Income)}
}

// supplied returns an error where a buyer has lost every supplier of something it buys, or an economy that must pay for
// imports every buyer abroad.
func (st *state) supplied() error {
	b, l := st.b, st.l
	G, S, B := b.G(), b.S(), b.buyers()
	sells, buys := make([]bool, G), make([]bool, G)
	for bu := range b.N() * B {
		d := bu % B / b.Uses
		n := l.doors[d].Economy
		before, after := false, false
		for i := range S {
			before = before || b.Share[bu*S+i] > 0
			if !st.w.supplies(bu, i, S) {
				continue
			}
			after = true
			if e := l.suppliers[i].Economy; e != n {
				sells[e], buys[n] = true, true
			}
		}
		if before && !after {
			return &fault.Error{Kind: fault.Unsolved, Where: b.DoorName(d),
				What: fault.Say("it has no supplier of %s left", b.Industries[bu/B]),
				Why:  "It cannot do without, so no price clears its market", Fix: "Leave part of the supply available"}
		}
	}
	st.alone = make([]bool, G)
	for n, s := range b.Surplus {
		st.alone[n] = !sells[n] && !buys[n]
		switch {
		case st.alone[n] && math.Abs(s) > Tolerance*b.Wages[n]:
			return &fault.Error{Kind: fault.Unsolved, Where: b.Economies[n],
				What: fault.Say("it neither sells nor buys abroad any more but is held to a trade surplus of %.4g", s),
				Why:  "Without trade there is no surplus and no deficit", Fix: "Purge the deficits"}
		case !sells[n] && buys[n] && s >= 0:
			return &fault.Error{Kind: fault.Unsolved, Where: b.Economies[n],
				What: "it sells nothing abroad any more but still buys there",
				Why:  "No wage pays for its imports", Fix: "Leave part of its exports available, or close its " +
					"imports too"}
		}
	}
	return nil
}
