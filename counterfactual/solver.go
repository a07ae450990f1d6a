package counterfactual

import (
	"context"
	"math"
	"sync"

	"golang.org/x/sync/errgroup"

	"ikat/internal/cores"
)

// Solver solves many shocks to one baseline: what their searches have in common, the Jacobian at the baseline, is
// computed once. It is immutable and safe for concurrent use.
type Solver struct {
	b     *Baseline
	d     Deficits
	first func() (*jacobian, error)
	l     *Linear // what many mendings are solved abreast with, nil for none
}

// Solver prepares a baseline for many shocks.
//
// Error: as Solve without a shock.
func (b *Baseline) Solver(ctx context.Context, d Deficits) (*Solver, error) {
	st := newState(b, Shock{}, d)
	st.alone = make([]bool, b.G())
	st.shares()
	jac, err := st.jacobian(ctx, coarse)
	if err != nil {
		return nil, err
	}
	return &Solver{b: b, d: d, first: func() (*jacobian, error) { return jac, nil }}, nil
}

// Solver returns a solver that starts from the slopes of the linearised model, which are exact.
func (l *Linear) Solver() *Solver {
	return &Solver{l.b, l.d, sync.OnceValues(func() (*jacobian, error) {
		y, err := l.sales(context.Background())
		return &jacobian{f: l.slope, c: l.c, y: y}, err
	}), l}
}

// Base returns the baseline that is solved.
func (s *Solver) Base() *Baseline { return s.b }

// Solve finds the equilibrium after a shock, as Baseline.Solve does.
//
// Error: as Baseline.Solve.
func (s *Solver) Solve(ctx context.Context, shock Shock) (*Outcome, error) {
	first, err := s.first()
	if err != nil {
		return nil, err
	}
	return s.b.solve(ctx, shock, s.d, first)
}

// In is the solver of another world with the same suppliers and buyers, such as one whose shares or elasticities are
// drawn: it starts from the same slopes, which are near its own.
func (s *Solver) In(b *Baseline) *Solver { return &Solver{b: b, d: s.d, first: s.first} }

// Mend finds the equilibrium after each of many mendings, each alone, as Solve does of each. Their outcomes have what
// there is of every buyer, prices, spending and shares, only where economies are divided into classes of firms.
//
// Error: as Baseline.Solve.
func (s *Solver) Mend(ctx context.Context, mendings []Mending) ([]*Outcome, error) {
	out := make([]*Outcome, len(mendings))
	return out, s.outcomes(ctx, abreastOf{mendings: mendings}, out)
}

// mendFrom is Mend of mendings that were solved up to some points; nil where they were not.
func (s *Solver) mendFrom(ctx context.Context, mendings []Mending, points [][]float64) ([]*Outcome, error) {
	out := make([]*Outcome, len(mendings))
	for from := 0; from < len(mendings); from += together { // all of them begin at once
		to := min(from+together, len(mendings))
		if err := s.outcomes(ctx, abreastOf{mendings: mendings[from:to], points: points[from:to]}, out[from:to]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Solver) outcomes(ctx context.Context, q abreastOf, out []*Outcome) error {
	flows := sync.OnceValue(s.b.Flows)
	if s.l != nil {
		flows = s.l.flows
	}
	return s.mend(ctx, q, func(k int, t *abreast, m int) { out[k] = t.outcome(m, flows()) },
		func(k int, o *Outcome) { out[k] = o })
}

// Gains returns by how much the outcome grows after each of many mendings, each alone: what Mend's outcomes say, where
// nothing else is asked of them, to 1e-7 of the gain.
//
// Error: as Baseline.Solve.
func (v *Values) Gains(ctx context.Context, mendings []Mending) ([]float64, error) {
	out := make([]float64, len(mendings))
	err := v.l.Solver().mend(ctx, abreastOf{mendings: mendings, of: v}, func(k int, t *abreast, m int) {
		out[k] = t.gains[m]
	}, func(k int, o *Outcome) { out[k] = v.outcome.Growth(o) })
	return out, err
}

// gainsAbove is Gains where a gain need not be known well that is certain to be below a least one of the mending's own;
// of the others it returns where they were solved to, or their outcome.
func (v *Values) gainsAbove(ctx context.Context, mendings []Mending, least []float64) ([]Solved, error) {
	out := make([]Solved, len(mendings))
	q := abreastOf{mendings: mendings, of: v, least: least}
	err := v.l.Solver().mend(ctx, q, func(k int, t *abreast, m int) {
		if out[k].Gain = t.gains[m]; out[k].Gain+doubt*math.Abs(out[k].Gain) >= least[k] {
			out[k].point = column(t.u, len(t.at), m)
		}
	}, func(k int, o *Outcome) { out[k].Gain, out[k].Outcome = v.outcome.Growth(o), o })
	return out, err
}

// abreastOf is what is to be solved abreast.
type abreastOf struct {
	mendings []Mending
	points   [][]float64 // by mending: where it is begun; nil for the baseline
	of       *Values     // whose outcome's gains are all that is asked, or nil
	least    []float64   // by mending: below which a gain need not be known well; nil for all to be
}

// part is what is asked of some of the mendings.
func (q abreastOf) part(from, to int) abreastOf {
	q.mendings = q.mendings[from:to]
	if q.points != nil {
		q.points = q.points[from:to]
	}
	if q.least != nil {
		q.least = q.least[from:to]
	}
	return q
}

// mend solves mendings: in batches, whose columns are taken where they are done; one by one what batches cannot do.
func (s *Solver) mend(ctx context.Context, q abreastOf, column func(k int, t *abreast, m int),
	one func(k int, o *Outcome)) error {
	done := make([]bool, len(q.mendings))
	if s.l != nil && s.l.batches() {
		if err := s.abreast(ctx, q, func(k int, t *abreast, m int) {
			column(k, t, m)
			done[k] = true
		}); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(cores.Count())
	for k, m := range q.mendings {
		if done[k] {
			continue
		}
		group.Go(func() error {
			o, err := s.Solve(ctx, m.Shock(s.b))
			if err != nil {
				return err
			}
			if s.b.layout == nil {
				o.Price, o.Share, o.Spending = nil, nil, nil
			}
			one(k, o)
			return nil
		})
	}
	return group.Wait()
}

// abreast solves mendings in batches and calls f for each that is done.
func (s *Solver) abreast(ctx context.Context, q abreastOf, f func(k int, t *abreast, m int)) error {
	workers := max(1, min(cores.Count(), len(q.mendings)/eachCore))
	size := (len(q.mendings) + workers - 1) / workers
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for from := 0; from < len(q.mendings); from += size {
		group.Go(func() error {
			t := s.l.startAbreast(q.part(from, min(from+size, len(q.mendings))))
			return t.solve(ctx, func(k, m int) { f(from+k, t, m) })
		})
	}
	return group.Wait()
}
