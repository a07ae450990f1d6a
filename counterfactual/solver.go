package counterfactual

import (
	"context"

	"golang.org/x/sync/errgroup"

	"ikat/internal/cores"
)

// Solver solves many shocks to one baseline: what their searches have in common, the Jacobian at the baseline, is
// computed once. It is immutable and safe for concurrent use.
type Solver struct {
	b     *Baseline
	d     Deficits
	first *jacobian
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
	return &Solver{b: b, d: d, first: jac}, nil
}

// Solver returns a solver that starts from the slopes of the linearised model, which are exact.
func (l *Linear) Solver() *Solver {
	b := l.b
	sales := l.y[:b.S()*b.N()*len(l.value)]
	return &Solver{b, l.d, &jacobian{f: b.excessSlope(l.value, b.Output, sales), c: l.c, y: sales}, l}
}

// Solve finds the equilibrium after a shock, as Baseline.Solve does.
//
// Error: as Baseline.Solve.
func (s *Solver) Solve(ctx context.Context, shock Shock) (*Outcome, error) {
	return s.b.solve(ctx, shock, s.d, s.first)
}

// Mend finds the equilibrium after each of many mendings, each alone, as Solve does of each. Their outcomes have shares
// only where economies are divided into classes of firms.
//
// Error: as Baseline.Solve.
func (s *Solver) Mend(ctx context.Context, mendings []Mending) ([]*Outcome, error) {
	out := make([]*Outcome, len(mendings))
	if s.l != nil && s.l.batches() {
		if err := s.abreast(ctx, mendings, out); err != nil {
			return nil, err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(cores.Count())
	for k, o := range out {
		if o != nil {
			continue
		}
		group.Go(func() (err error) {
			if out[k], err = s.Solve(ctx, mendings[k].Shock(s.b)); err == nil && s.b.layout == nil {
				out[k].Share = nil
			}
			return err
		})
	}
	return out, group.Wait()
}

// abreast fills out with what batches bring to their certificate.
func (s *Solver) abreast(ctx context.Context, mendings []Mending, out []*Outcome) error {
	flows := s.b.Flows()
	workers := cores.Count()
	size := min(together, (len(mendings)+workers-1)/workers)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for from := 0; from < len(mendings); from += size {
		group.Go(func() error {
			t := s.l.startAbreast(mendings[from:min(from+size, len(mendings))])
			if err := t.solve(ctx); err != nil {
				return err
			}
			for m, done := range t.done {
				if done {
					out[from+m] = t.outcome(m, flows)
				}
			}
			return nil
		})
	}
	return group.Wait()
}
