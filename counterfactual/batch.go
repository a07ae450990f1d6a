package counterfactual

import (
	"context"
	"math"
	"slices"
	"sync"

	"ikat/dense"
	"ikat/internal/pages"
)

// Mendings of a few links each leave the world nearly as it is, so that the factors of the linearised model are a good
// Jacobian of all of its equations at all of their solutions. A batch solves many mendings side by side with it: a
// step evaluates the equations, all columns in one product with the shares of the baseline, and corrects costs, sales
// and factor prices by one solve each. What it does not bring to its certificate is left to the search.

const (
	together   = 40    // columns of a batch
	eachCore   = 32    // mendings that a core is given a batch of its own for
	batchSteps = 40    // before what has not converged is left to the search
	costsClose = 1e-13 // by which costs, and sales over value added, may miss their equations
	// gainsClose is, where a gain is all that is asked for, by how much of itself the last step may have moved it, and
	// what equations may then miss of what they missed at first.
	gainsClose = 1e-6
	// A gain is certain to be below another if it is by surely times what the last step moved it, which is a few per cent
	// of what the one before did, and that was by gainsRough of itself at most.
	surely, gainsRough = 10, 1e-2
)

// abreast is mendings being solved side by side. Arrays have a column for each, the last index; a column that is done
// passes to the next mending. What there is of every buyer is made an industry at a time, while it is in the cache.
type abreast struct {
	abreastOf
	l    *Linear
	next int   // the first that has no column yet
	at   []int // by column: its mending

	u       []float64 // c, y and w, one behind the other
	c, y, w []float64 // S·N, S·N, factors
	e       []float64 // [N][S]: ĉ^(−θ), relative
	low     []float64 // [N]: what costs are relative to: 0, or the least ln ĉ where they are far from it
	final   []float64 // [N][G]: ln P̂ of final users
	income  []float64 // G

	missed                []float64 // costs, sales and factors, one behind the other
	costs, sales, factors []float64 // what equations miss
	follow                []float64 // S·N: how sales follow costs

	all, p, spent []float64 // [D·Uses], of the industry at hand: Σ_s k_s ĉ_s^(−θ), ln P̂, spending over all
	sold          []float64 // S, of the industry at hand

	mixing  mixing
	reports []Report
	done    []bool

	lent []float64 // what arrays are cut from

	gains []float64 // of the outcome that is asked for

	traded traded    // by columns that are done, where outcomes are asked for
	begun  []float64 // by how much equations were missed at the baseline
}

// batches reports whether mendings can be solved in batches: nests and tariffs have terms that a batch leaves out.
func (l *Linear) batches() bool {
	for j := range l.b.Theta {
		if l.b.nested(j) {
			return false
		}
	}
	return l.goods == nil
}

// startAbreast prepares mendings to be solved.
func (l *Linear) startAbreast(q abreastOf) *abreast {
	b, M := l.b, min(together, len(q.mendings))
	S, N, B, G, F := b.S(), b.N(), b.buyers(), b.G(), len(l.value)
	rows := 2*S*N + F
	t := &abreast{abreastOf: q, l: l, at: make([]int, M), reports: make([]Report, M), done: make([]bool, M),
		gains: make([]float64, M), begun: make([]float64, M)}
	t.lent = lend((2*rows + 2*S*N + N + N*G + G + 3*B + S + (2+2*mixed)*rows) * M)
	left := t.lent
	cut := func(n int) []float64 {
		v := left[: n*M : n*M]
		left = left[n*M:]
		return v
	}
	t.u, t.missed, t.e, t.follow = cut(rows), cut(rows), cut(S*N), cut(S*N)
	t.low, t.final, t.income = cut(N), cut(N*G), cut(G)
	t.all, t.p, t.spent, t.sold = cut(B), cut(B), cut(B), cut(S)
	t.parts()
	t.mixing = mixing{columns: M, scale: make([]float64, rows), have: make([]int, M), room: left}
	for i := range t.mixing.scale {
		t.mixing.scale[i] = 1
		if p := i - S*N; p >= 0 && p < S*N {
			t.mixing.scale[i] = b.Wages[l.l.suppliers[p/N].Economy]
		}
	}
	for row, y := range b.Output {
		fill(t.y[row*M:(row+1)*M], y)
	}
	for n, i := range b.Income {
		fill(t.income[n*M:(n+1)*M], i)
	}
	for m := range M {
		t.mixing.have[m] = -1
		t.begin(m)
	}
	return t
}

// lender keeps the memory of a batch for the next: new memory costs more than what it holds is cleared for.
var lender sync.Pool

// lend returns n zeros.
func lend(n int) []float64 {
	if v, ok := lender.Get().(*[]float64); ok && cap(*v) >= n {
		clear((*v)[:n])
		return (*v)[:n]
	}
	return pages.Make[float64](n)
}

func fill(v []float64, by float64) {
	for i := range v {
		v[i] = by
	}
}

// wipe brings a column that is done back to the baseline.
func (t *abreast) wipe(m int) {
	M := len(t.at)
	for _, v := range [][]float64{t.c, t.w, t.missed, t.final} {
		for at := m; at < len(v); at += M {
			v[at] = 0
		}
	}
	for row, y := range t.l.b.Output {
		t.y[row*M+m] = y
	}
	for n, i := range t.l.b.Income {
		t.income[n*M+m] = i
	}
	t.reports[m], t.gains[m], t.done[m] = Report{}, 0, false
	t.mixing.forget(m)
}

// parts finds the parts of u and missed.
func (t *abreast) parts() {
	n := t.l.b.S() * t.l.b.N() * len(t.at)
	t.c, t.y, t.w = t.u[:n], t.u[n:2*n], t.u[2*n:]
	t.costs, t.sales, t.factors = t.missed[:n], t.missed[n:2*n], t.missed[2*n:]
}

// begin gives a column at the baseline to the next mending, which begins at its point where it has one. At the
// baseline only those miss their equations who buy on its links, and
// their suppliers: with D = Σ_s k_s,
//
//	ln P̂ = −ln D/θ,   sales to them X (k_s/D − π_s)
//
// so that nothing need be evaluated.
func (t *abreast) begin(m int) {
	b, l, M := t.l.b, t.l.l, len(t.at)
	S, N, B, G := b.S(), b.N(), b.buyers(), b.G()
	t.at[m] = t.next
	t.next++
	if t.points != nil {
		for row, v := range t.points[t.at[m]] {
			t.u[row*M+m] = v
		}
		return
	}
	mending := t.mendings[t.at[m]]
	for from, to := 0, 0; from < len(mending.Links); from = to {
		j, d, _ := b.Ends(mending.Links[from])
		for to < len(mending.Links) && mending.Links[to]/S == mending.Links[from]/S {
			to++
		}
		links, theta := mending.Links[from:to], b.Theta[j]
		more := make([]float64, len(links))
		for u := range b.Uses {
			bu := j*B + d*b.Uses + u
			share, x := b.Share[bu*S:(bu+1)*S], t.l.x[bu]
			all := 1.0
			for k, link := range links {
				more[k] = share[link%S] * math.Expm1(-theta*mending.Log[from+k])
				all += more[k]
			}
			for k, link := range links {
				t.sales[(link%S*N+j)*M+m] += x * more[k] / all
			}
			for s, v := range share {
				t.sales[(s*N+j)*M+m] += x * v * (1/all - 1)
			}
			p := -math.Log(all) / theta
			n := l.doors[d].Economy
			for s := l.from[n]; s < l.from[n+1]; s++ {
				if l.buys[s] != d {
					continue
				}
				for k, a := range b.Input[(s*N+j)*N : (s*N+j+1)*N] {
					if b.use(k) == u {
						t.costs[(s*N+k)*M+m] += a * p
					}
				}
			}
			if l.final[n] == d && b.use(N) == u {
				t.final[(j*G+n)*M+m] = p
			}
		}
	}
}

// changed calls f for each buyer of an industry and supplier whose weight differs from its share, with by how much;
// buyers count from the industry's first.
func (t *abreast) changed(j int, f func(m, buyer, supplier int, more float64)) {
	for m, k := range t.at {
		t.changedOf(t.mendings[k], j, func(buyer, supplier int, more float64) { f(m, buyer, supplier, more) })
	}
}

// changedOf is changed of one mending.
func (t *abreast) changedOf(mending Mending, j int, f func(buyer, supplier int, more float64)) {
	b := t.l.b
	S, D, B := b.S(), b.D(), b.buyers()
	from, _ := slices.BinarySearch(mending.Links, j*D*S)
	for k := from; k < len(mending.Links) && mending.Links[k] < (j+1)*D*S; k++ {
		_, d, s := b.Ends(mending.Links[k])
		fall := math.Expm1(-b.Theta[j] * mending.Log[k])
		for bu := d * b.Uses; bu < (d+1)*b.Uses; bu++ {
			if v := b.Share[(j*B+bu)*S+s]; v > 0 {
				f(bu, s, v*fall)
			}
		}
	}
}

// most returns the largest absolute value of each column, over the size of its row.
func most(v []float64, M int, size func(row int) float64) []float64 {
	out := make([]float64, M)
	for at, x := range v {
		if d := math.Abs(x) / size(at/M); !(d <= out[at%M]) {
			out[at%M] = d
		}
	}
	return out
}

// look says how near columns are to a solution, after equations were evaluated or columns begun.
func (t *abreast) look(columns []int) {
	b, l, M := t.l.b, t.l, len(t.at)
	N := b.N()
	unit := func(int) float64 { return 1 }
	offC, offW := most(t.costs, M, unit), most(t.factors, M, unit)
	offY := most(t.sales, M, func(row int) float64 { return b.Wages[l.l.suppliers[row/N].Economy] })
	for _, m := range columns {
		t.reports[m].Steps++
		t.reports[m].Residual, t.reports[m].Moved = offW[m], math.Max(offC[m], offY[m])
		t.done[m] = offW[m] <= Tolerance/100 && t.reports[m].Moved <= costsClose && t.solvent(m)
	}
	if t.of != nil {
		t.estimate(columns)
	}
}

// estimate computes the gains of an outcome from the point reached and, at the margin, what equations still miss. A
// column is done where the last step hardly moved its gain, and equations miss little of what they did: what is worth
// nothing at the margin adds up too.
func (t *abreast) estimate(columns []int) {
	v, M := t.of, len(t.at)
	missed := make([]float64, M)
	add := func(worth, by []float64) {
		for row := range len(by) / M {
			axpy(worth[row], by[row*M:(row+1)*M], missed)
		}
	}
	add(v.cost, t.costs)
	add(v.sales, t.sales)
	add(v.market, t.factors)
	for _, m := range columns {
		r := t.reports[m]
		gain := v.outcome.Growth(t.welfare(m)) + missed[m]
		moved, off := math.Abs(gain-t.gains[m]), math.Max(r.Residual, r.Moved)
		if t.gains[m] = gain; r.Steps == 1 {
			t.begun[m] = off
		}
		near := moved <= gainsClose*math.Abs(gain) && off <= gainsClose*t.begun[m]
		if t.least != nil && moved <= gainsRough*math.Abs(gain) {
			near = near || gain+surely*moved < t.least[t.at[m]]
		}
		t.done[m] = t.done[m] || near && t.solvent(m)
	}
}

// correct takes a Newton step with the Jacobian of the baseline: costs first, then factor prices by what costs do to
// sales, then sales.
func (t *abreast) correct(ctx context.Context) error {
	l, M := t.l, len(t.at)
	costs, sales, factors := t.costs, t.sales, t.factors
	n, F := len(t.c)/M, len(l.value)
	if err := l.costs.Solve(ctx, dense.NoTrans, M, costs, M); err != nil {
		return canceled(ctx)
	}
	if err := l.turning(ctx, M, costs, t.follow); err != nil {
		return err
	}
	axpy(1, t.follow, sales)
	// What sales will do to the demand for factors, and what factor prices then do to both.
	if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, F, M, n, 1, l.paid, F, sales, M, 1, factors, M); err != nil {
		return canceled(ctx)
	}
	if err := l.factors.Solve(ctx, dense.NoTrans, M, factors, M); err != nil {
		return canceled(ctx)
	}
	if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, M, F, -1, l.c, F, factors, M, 1, costs, M); err != nil {
		return canceled(ctx)
	}
	if err := l.lessSpent(ctx, M, factors, sales); err != nil {
		return canceled(ctx)
	}
	if err := l.costs.Solve(ctx, dense.Trans, M, sales, M); err != nil {
		return canceled(ctx)
	}
	for i := range factors {
		factors[i] = -factors[i]
	}
	t.mixing.mix(t.u, t.missed)
	axpy(1, t.missed, t.u)
	return nil
}

// solve steps until every mending has had its column, and calls f with it where it is done.
func (t *abreast) solve(ctx context.Context, f func(mending, column int)) error {
	defer lender.Put(&t.lent)
	if t.points != nil {
		if err := t.evaluate(ctx); err != nil {
			return err
		}
	}
	t.look(t.columns())
	for {
		if err := canceled(ctx); err != nil {
			return err
		}
		if err := t.correct(ctx); err != nil {
			return err
		}
		if err := t.evaluate(ctx); err != nil {
			return err
		}
		for m := range t.reports {
			t.reports[m].Sweeps += 2
		}
		t.look(t.columns())
		if err := t.pass(ctx, f); err != nil || len(t.at) == 0 {
			return err
		}
	}
}

// columns are the numbers of all columns.
func (t *abreast) columns() []int {
	out := make([]int, len(t.at))
	for m := range out {
		out[m] = m
	}
	return out
}

// pass hands over what is done, and gives columns that are to the mendings that wait; others end.
func (t *abreast) pass(ctx context.Context, f func(mending, column int)) error {
	if t.of == nil {
		if err := t.trade(ctx, done(t.done)); err != nil {
			return err
		}
	}
	var begun, stay []int
	for m, k := range t.at {
		if t.done[m] {
			f(k, m)
		}
		if ended := t.done[m] || t.reports[m].Steps >= batchSteps; ended && t.next+len(begun) == len(t.mendings) {
			continue
		} else if ended {
			begun = append(begun, m)
		}
		stay = append(stay, m)
	}
	for _, m := range begun {
		t.wipe(m)
		t.begin(m)
	}
	if begun != nil {
		t.look(begun)
	}
	if len(stay) < len(t.at) {
		t.keep(stay)
	}
	return nil
}

// done are the numbers of those that are.
func done(each []bool) (out []int) {
	for m, is := range each {
		if is {
			out = append(out, m)
		}
	}
	return out
}

// keep leaves some columns, in rising order.
func (t *abreast) keep(stay []int) {
	M := len(t.at)
	for _, v := range []*[]float64{&t.u, &t.missed, &t.e, &t.low, &t.final, &t.income} {
		*v = kept(*v, M, stay)
	}
	for _, v := range []*[]float64{&t.follow, &t.all, &t.p, &t.spent, &t.sold} {
		*v = (*v)[:len(*v)/M*len(stay)]
	}
	t.mixing.keep(stay)
	t.at, t.reports, t.done = kept(t.at, M, stay), kept(t.reports, M, stay), kept(t.done, M, stay)
	t.gains, t.begun = kept(t.gains, M, stay), kept(t.begun, M, stay)
	t.parts()
}

// kept leaves some columns, in rising order, of an array with M.
func kept[T any](v []T, M int, stay []int) []T {
	n := 0
	for row := 0; row < len(v); row += M {
		for _, m := range stay {
			v[n] = v[row+m]
			n++
		}
	}
	return v[:n]
}
