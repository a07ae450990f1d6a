package counterfactual

import "context"

// Solver solves many shocks to one baseline: what their searches have in common, the Jacobian at the baseline, is
// computed once. It is immutable and safe for concurrent use.
type Solver struct {
	b     *Baseline
	d     Deficits
	first *jacobian
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
	return &Solver{b, d, jac}, nil
}

// Solver returns a solver that starts from the slopes of the linearised model, which are exact.
func (l *Linear) Solver() *Solver {
	b := l.b
	sales := l.y[:b.S()*b.N()*len(l.value)]
	return &Solver{b, l.d, &jacobian{f: b.excessSlope(l.value, b.Output, sales), c: l.c, y: sales}}
}

// Solve finds the equilibrium after a shock, as Baseline.Solve does.
//
// Error: as Baseline.Solve.
func (s *Solver) Solve(ctx context.Context, shock Shock) (*Outcome, error) {
	return s.b.solve(ctx, shock, s.d, s.first)
}
