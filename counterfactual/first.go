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
	N        int     // how many
	Beside   []bool  // by mending: it stands among the first, N such at most, and takes no place; nil where all count
	Most     int     // how many to solve at most, 0 for as many as it takes
	Values   *Values // of the outcome, where they were solved for before; nil where not
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
	point   []float64 // where solving for the gain alone ended; nil where it did not, or with an outcome
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
// rule, no theorem: tests hold it against solving everything. Mendings are solved for their gain alone; from there
// those go on to their outcome that are among the first once no other can enter.
//
// Error: as Solve.
func (l *Linear) First(ctx context.Context, q FirstOf) (*First, error) {
	values := q.Values
	if values == nil {
		solved, err := l.Values(ctx, []Functional{q.Outcome})
		if err != nil {
			return nil, err
		}
		values = solved[0]
	}
	n := len(q.Mendings)
	out := &First{Estimate: values.Partials(q.Mendings), Slack: leastSlack, solved: make([]bool, n)}
	order := out.order()
	solver := l.Solver()
	most := n
	if q.Most > 0 {
		most = min(most, q.Most)
	}
	for next := q.N; ; next = batch {
		var err error
		could := out.entering(order, q)
		if could = could[:min(next, most-out.Solved, len(could))]; len(could) > 0 {
			out.Solved += len(could)
			err = out.sift(ctx, values, q, could)
		} else if !out.exact() {
			err = out.finish(ctx, solver, q)
		} else {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	out.Top = slices.Clip(out.kept(q))
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

// sift solves some mendings until their gain is known, or certain to be too small, and keeps those that may be among
// the first.
func (f *First) sift(ctx context.Context, v *Values, q FirstOf, some []int) error {
	least, of := f.least(q), make([]float64, len(some))
	for at, k := range some {
		of[at] = least[kindOf(q, k)]
	}
	found, err := v.gainsAbove(ctx, q.of(some), of)
	if err != nil {
		return err
	}
	for at, k := range some {
		found[at].Mending = k
		f.learn(k, found[at].Gain)
	}
	f.Top = append(f.Top, found...)
	f.sort()
	least = f.least(q)
	f.Top = slices.DeleteFunc(f.Top, func(s Solved) bool {
		return s.Gain+doubt*math.Abs(s.Gain) < least[kindOf(q, s.Mending)]
	})
	return nil
}

// exact reports whether all of the first have their outcome.
func (f *First) exact() bool {
	return !slices.ContainsFunc(f.Top, func(s Solved) bool { return s.Outcome == nil })
}

// finish solves what was solved for its gain alone on to its outcome.
func (f *First) finish(ctx context.Context, solver *Solver, q FirstOf) error {
	var some []int
	var points [][]float64
	for at, s := range f.Top {
		if s.Outcome == nil {
			some, points = append(some, at), append(points, s.point)
		}
	}
	mendings := make([]Mending, len(some))
	for k, at := range some {
		mendings[k] = q.Mendings[f.Top[at].Mending]
	}
	outcomes, err := solver.mendFrom(ctx, mendings, points)
	if err != nil {
		return err
	}
	for k, at := range some {
		s := &f.Top[at]
		s.Outcome, s.Gain, s.point = outcomes[k], q.Outcome.Growth(outcomes[k]), nil
		f.learn(s.Mending, s.Gain)
	}
	f.sort()
	return nil
}

// sort brings the first into their order; where gains are equal, that of their estimates.
func (f *First) sort() {
	slices.SortFunc(f.Top, func(a, b Solved) int {
		return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(f.Estimate[b.Mending], f.Estimate[a.Mending]),
			cmp.Compare(a.Mending, b.Mending))
	})
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
