package counterfactual

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// FirstOf asks which of many mendings, each alone, are worth most to an outcome.
type FirstOf struct {
	Mendings []Mending // links of each in rising order
	Outcome  Functional
	N        int    // how many
	Beside   []bool // by mending: it stands among the first, N such at most, and takes no place; nil where all count
	Most     int    // how many to solve at most, 0 for as many as it takes
}

// First are the answers, the largest exact gain first.
type First struct {
	Top      []Solved
	Estimate []float64 // by mending: growth with the response of its own buyers alone
	Solved   int       // how many mendings were solved
	Could    int       // how many of the others could still enter, by the rule below
	Slack    float64   // how many times its estimate a mending that is not solved is allowed to be worth

	solved []bool // by mending
}

// Solved is one mending with its exact outcome.
type Solved struct {
	Mending int
	Gain    float64 // exact growth
	Outcome *Outcome
}

const (
	// leastSlack is allowed at the least: estimates of what was solved may all happen to be close.
	leastSlack = 1.25
	// margin is what the largest ratio of exact to estimated gain among those solved is multiplied by.
	margin = 1.5
	// batch is how many are solved before the rule looks again.
	batch = 16
	// doubt is by how much of itself a gain that is solved for alone may be off, with room to spare.
	doubt = 1e-6
)

// First solves mendings exactly, the most promising first, until none of the others can enter the first N. What
// promises is the estimate of Values.Partial. An unsolved mending could enter if Slack times its estimate is above the
// N-th exact gain, where Slack is margin times the largest ratio of exact to estimated gain seen so far. That is a
// rule, no theorem: tests hold it against solving everything. After the first N, mendings are solved for their gain
// alone, and those that enter again with their outcome.
//
// Error: as Solve.
func (l *Linear) First(ctx context.Context, q FirstOf) (*First, error) {
	values, err := l.Values(ctx, []Functional{q.Outcome})
	if err != nil {
		return nil, err
	}
	n := len(q.Mendings)
	out := &First{Estimate: make([]float64, n), Slack: leastSlack, solved: make([]bool, n)}
	each(n, worthwhile, func(k int) { out.Estimate[k] = values[0].Partial(q.Mendings[k]) })
	order := out.order()
	solver := l.Solver()
	most := n
	if q.Most > 0 {
		most = min(most, q.Most)
	}
	for next := q.N; out.Solved < most; next = batch {
		could := out.entering(order, q)
		if len(could) == 0 {
			break
		}
		could = could[:min(next, most-out.Solved, len(could))]
		out.Solved += len(could)
		if out.Top != nil && l.batches() {
			if could, err = out.sift(ctx, values[0], q, could); err != nil {
				return nil, err
			}
		}
		if err := out.solve(ctx, solver, q, could); err != nil {
			return nil, err
		}
	}
	out.Could = len(out.entering(order, q))
	return out, ctx.Err()
}

// entering returns those not solved that could still enter the first, in the order in which they promise.
func (f *First) entering(order []int, q FirstOf) (could []int) {
	least := f.least(q)
	for _, k := range order {
		e := f.Estimate[k]
		promised := math.Max(e*f.Slack, e/f.Slack)
		if promised <= least[0] && promised <= least[1] {
			break
		}
		if !f.solved[k] && promised > least[kindOf(q, k)] {
			could = append(could, k)
		}
	}
	return could
}

// least is above what gain a mending enters the first: one that counts, and one that stands beside.
func (f *First) least(q FirstOf) (least [2]float64) {
	least = [2]float64{math.Inf(-1), math.Inf(-1)}
	var have [2]int
	for _, s := range f.Top {
		kind := kindOf(q, s.Mending)
		if have[kind]++; have[kind] == q.N {
			least[kind] = s.Gain
		}
	}
	least[1] = math.Max(least[1], least[0])
	return least
}

// kindOf is 0 for a mending that counts and 1 for one that stands beside.
func kindOf(q FirstOf, k int) int {
	if q.Beside != nil && q.Beside[k] {
		return 1
	}
	return 0
}

// Excluded is what solving some of the mendings says that First did not solve.
type Excluded struct {
	Of, Solved int
	Entered    int     // how many gain more than the last of the first
	Nearest    float64 // the largest gain of them, over that of the last of the first
}

// Excluded solves n of the mendings that First left out, drawn at random; a negative n is all of them.
//
// Error: as Solve.
func (l *Linear) Excluded(ctx context.Context, q FirstOf, f *First, n int, seed uint64) (*Excluded, error) {
	left := slices.DeleteFunc(f.order(), func(k int) bool { return f.solved[k] })
	out := &Excluded{Of: len(left), Solved: len(left), Nearest: math.Inf(-1)}
	if n >= 0 && n < len(left) {
		random := rand.New(rand.NewPCG(seed, 0))
		random.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
		out.Solved, left = n, left[:n]
	}
	values, err := l.Values(ctx, []Functional{q.Outcome})
	if err != nil {
		return nil, err
	}
	gains, err := values[0].Gains(ctx, q.of(left))
	if err != nil {
		return nil, err
	}
	least := f.least(q)
	for at, g := range gains {
		last := least[kindOf(q, left[at])]
		if math.IsInf(last, -1) { // all of its kind are solved or the first are not full
			last = f.Top[len(f.Top)-1].Gain
		}
		out.Nearest = math.Max(out.Nearest, g/last)
		if g > last {
			out.Entered++
		}
	}
	return out, nil
}

// order lists mendings by their estimate, the largest first: the order in which they are solved.
func (f *First) order() []int {
	order := make([]int, len(f.Estimate))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(f.Estimate[b], f.Estimate[a]) })
	return order
}

// sift solves some mendings until their gain is known, or certain to be too small, and returns those that enter the
// first.
func (f *First) sift(ctx context.Context, v *Values, q FirstOf, some []int) (enter []int, err error) {
	least, of := f.least(q), make([]float64, len(some))
	for at, k := range some {
		of[at] = least[kindOf(q, k)]
	}
	gains, err := v.gainsAbove(ctx, q.of(some), of)
	if err != nil {
		return nil, err
	}
	for at, k := range some {
		f.learn(k, gains[at])
		if gains[at]+doubt*math.Abs(gains[at]) >= of[at] {
			enter = append(enter, k)
		}
	}
	return enter, nil
}

// learn takes what solving a mending says of those that are not solved.
func (f *First) learn(k int, gain float64) {
	f.solved[k] = true
	if e := f.Estimate[k]; e > 0 {
		f.Slack = math.Max(f.Slack, margin*gain/e)
	}
}

// of are some of the mendings.
func (q FirstOf) of(some []int) []Mending {
	out := make([]Mending, len(some))
	for at, k := range some {
		out[at] = q.Mendings[k]
	}
	return out
}

// solve solves some mendings and keeps the first of all.
func (f *First) solve(ctx context.Context, solver *Solver, q FirstOf, some []int) error {
	outcomes, err := solver.Mend(ctx, q.of(some))
	if err != nil {
		return err
	}
	found := make([]Solved, len(some))
	for at, k := range some {
		found[at] = Solved{k, q.Outcome.Growth(outcomes[at]), outcomes[at]}
		f.learn(k, found[at].Gain)
	}
	f.Top = append(f.Top, found...)
	slices.SortStableFunc(f.Top, func(a, b Solved) int { return cmp.Compare(b.Gain, a.Gain) })
	f.Top = slices.Clip(f.kept(q))
	return nil
}

// kept are the first, as many as count and what stands before the last of them.
func (f *First) kept(q FirstOf) (kept []Solved) {
	var have [2]int
	for _, s := range f.Top {
		if kind := kindOf(q, s.Mending); have[0] < q.N && have[kind] < q.N {
			kept = append(kept, s)
			have[kind]++
		}
	}
	return kept
}

// Shock is the mending as a shock to a baseline.
func (m Mending) Shock(b *Baseline) Shock {
	s := Shock{Iceberg: make([]float64, b.Links())}
	for i := range s.Iceberg {
		s.Iceberg[i] = 1
	}
	for k, l := range m.Links {
		s.Iceberg[l] = math.Exp(m.Log[k])
	}
	return s
}
