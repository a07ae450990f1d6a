package leontief

import (
	"context"
	"errors"
	"math"
	"strings"

	"ikat/dense"
	"ikat/fault"
)

// tolerance bounds the norm-wise relative residual ‖b − (I−A)y‖ / (‖I−A‖ ‖y‖ + ‖b‖) of every solve. A stable
// factorisation of a well-posed system leaves about n·1e-16.
const tolerance = 1e-12

// Solve overwrites b, n x k row-major, with (I − A)⁻¹ b.
//
// Error: fault.Unsolved if I − A is singular, not productive, or the residual exceeds 1e-12; fault.Canceled.
func (s *System) Solve(ctx context.Context, k int, b []float64) error {
	return s.solve(ctx, dense.NoTrans, k, b)
}

// SolveT overwrites b, n x k row-major, with (I − A')⁻¹ b: each column of the result, transposed, is b' B.
func (s *System) SolveT(ctx context.Context, k int, b []float64) error {
	return s.solve(ctx, dense.Trans, k, b)
}

// solve iterates while the system is large, not yet factored, and has been asked little; then it factors.
func (s *System) solve(ctx context.Context, op dense.Op, k int, b []float64) error {
	if s.N() >= smallSystem && !s.global.known() && s.asked.Add(int64(k)) <= fewRHS {
		if err := s.closes(ctx); err != nil {
			return err
		}
		y, err := s.iterate(ctx, op, k, b)
		if err != nil {
			return err
		}
		if y != nil {
			_, worst, err := s.residual(ctx, op, k, b, y)
			if err != nil {
				return stopped(err)
			}
			if worst <= tolerance {
				copy(b, y)
				return nil
			}
		}
	}
	lu, err := s.Factor(ctx)
	if err != nil {
		return err
	}
	return s.solveWith(ctx, lu, op, k, b)
}

// contracting reports whether every sector's inputs are less than its output, in absolute values: then the column sums
// of
// |A| are below one, the production rounds converge, and no further check of the system is needed.
func (s *System) contracting() bool {
	ok, _ := s.contracts.get(func() (bool, error) {
		n := s.N()
		sum := make([]float64, n)
		for i := range n {
			for j, z := range s.ZRow(i) {
				sum[j] += math.Abs(z)
			}
		}
		for j, x := range s.X {
			if !(sum[j] < x) && sum[j] != 0 {
				return false, nil
			}
		}
		return true, nil
	})
	return ok
}

// solveWith solves, measures the residual, and refines once where rounding left more than the tolerance.
func (s *System) solveWith(ctx context.Context, lu *dense.LU, op dense.Op, k int, b []float64) error {
	rhs := append([]float64(nil), b...)
	if err := lu.Solve(ctx, op, k, b, k); err != nil {
		return stopped(err)
	}
	r, worst, err := s.residual(ctx, op, k, rhs, b)
	if err != nil {
		return stopped(err)
	}
	if worst > tolerance {
		if err := lu.Solve(ctx, op, k, r, k); err != nil {
			return stopped(err)
		}
		for i := range b {
			b[i] += r[i]
		}
		if _, worst, err = s.residual(ctx, op, k, rhs, b); err != nil {
			return stopped(err)
		}
	}
	if !(worst <= tolerance) {
		return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name,
			What: fault.Say("the Leontief system left a relative residual of %.1e, above %.0e", worst, tolerance),
			Why:  "I − A is singular to working precision", Fix: "ikat tables check lists sectors that buy more than " +
				"they produce"}
	}
	return nil
}

// residual returns rhs − op(I−A) y and its largest norm-wise relative size over the k columns.
func (s *System) residual(ctx context.Context, op dense.Op, k int, rhs, y []float64) ([]float64, float64, error) {
	n := s.N()
	r := make([]float64, n*k)
	for i := range r {
		r[i] = rhs[i] - y[i]
	}
	if err := s.addA(ctx, op, k, y, r); err != nil {
		return nil, 0, err
	}
	return r, relative(k, r, rhs, y), nil
}

// relative returns the largest ‖r‖ / (‖y‖ + ‖rhs‖) over the k columns, in maximum norms. ‖I − A‖ would belong beside
// ‖y‖; it is at least of order one, so leaving it out only makes the bound stricter.
func relative(k int, r, rhs, y []float64) float64 {
	nr, size := make([]float64, k), make([]float64, k)
	for i := range r {
		c := i % k
		nr[c] = math.Max(nr[c], math.Abs(r[i]))
		size[c] = math.Max(size[c], math.Abs(y[i])+math.Abs(rhs[i]))
	}
	var worst float64
	for c := range nr {
		if math.IsNaN(nr[c]) || math.IsInf(nr[c], 0) {
			return math.Inf(1)
		}
		if nr[c] > 0 {
			worst = math.Max(worst, nr[c]/size[c])
		}
	}
	return worst
}

// addA adds op(A) y to r; both are n x k.
func (s *System) addA(ctx context.Context, op dense.Op, k int, y, r []float64) error {
	n := s.N()
	if op == dense.NoTrans {
		scaled := make([]float64, n*k)
		for j := range n {
			for c := range k {
				scaled[j*k+c] = y[j*k+c] * s.invX[j]
			}
		}
		return multiply(ctx, op, n, k, s.z, scaled, 1, r)
	}
	t := make([]float64, n*k)
	if err := multiply(ctx, op, n, k, s.z, y, 0, t); err != nil {
		return err
	}
	for j := range n {
		for c := range k {
			r[j*k+c] += t[j*k+c] * s.invX[j]
		}
	}
	return nil
}

// multiply computes r = op(z) y + beta·r for square z, by a matrix-vector product where y is one column.
func multiply(ctx context.Context, op dense.Op, n, k int, z, y []float64, beta float64, r []float64) error {
	if k == 1 {
		dense.Gemv(op, n, n, 1, z, n, y, beta, r)
		return ctx.Err()
	}
	return dense.Gemm(ctx, op, dense.NoTrans, n, k, n, 1, z, n, y, k, beta, r, k)
}

// Factor returns the factors of I − A, computed at the first call, or loaded where they are kept.
//
// Error: fault.Unsolved naming the industry if I − A is singular or not productive.
func (s *System) Factor(ctx context.Context) (*dense.LU, error) {
	return s.global.get(func() (*dense.LU, error) {
		if err := ctxErr(ctx); err != nil {
			return nil, err
		}
		if lu := s.load(ctx); lu != nil {
			return lu, nil
		}
		n := s.N()
		m := s.iMinusA(0, n)
		lu, err := dense.Factor(ctx, n, m, n)
		if err != nil {
			return nil, s.singular(err, 0)
		}
		if err := s.measure(ctx, lu); err != nil {
			return nil, err
		}
		if s.contracting() {
			return lu, nil
		}
		ones := s.ones()
		if err := s.solveWith(ctx, lu, dense.NoTrans, 1, ones); err != nil {
			return nil, err
		}
		return lu, s.productive(ones)
	})
}

// load returns kept factors, or nil where there are none that solve this system.
func (s *System) load(ctx context.Context) *dense.LU {
	if s.kept == nil {
		return nil
	}
	lu := s.kept(ctx)
	if lu == nil || lu.Order() != s.N() {
		return nil
	}
	ones := s.ones()
	if s.solveWith(ctx, lu, dense.NoTrans, 1, ones) != nil || s.productive(ones) != nil || s.measure(ctx, lu) != nil {
		return nil
	}
	return lu
}

// measure finds by how much solving may enlarge rounding: the condition number ‖I − A‖₁ ‖B‖₁. B of a productive system
// without negative flows is non-negative, so that its largest column sum is the largest element of B' 1; with some it
// is a lower bound.
func (s *System) measure(ctx context.Context, lu *dense.LU) error {
	sums := s.ones()
	if err := s.solveWith(ctx, lu, dense.Trans, 1, sums); err != nil {
		return err
	}
	column := make([]float64, s.N())
	for i := range column {
		for j, z := range s.ZRow(i) {
			a := -z * s.invX[j]
			if i == j {
				a++
			}
			column[j] += math.Abs(a)
		}
	}
	var largest, inverse float64
	for j := range column {
		largest, inverse = math.Max(largest, column[j]), math.Max(inverse, math.Abs(sums[j]))
	}
	s.condition.Store(math.Float64bits(largest * inverse))
	return nil
}

// rounded is the relative size of what rounding leaves of a number.
const rounded = 0x1p-53

// Uncertain bounds the relative error that rounding leaves in what the factored system gives: its condition number
// times the rounding of numbers. 0 while the system has not been factored.
func (s *System) Uncertain() float64 { return math.Float64frombits(s.condition.Load()) * rounded }

// iMinusA returns the diagonal block [lo, hi) of I − A.
func (s *System) iMinusA(lo, hi int) []float64 {
	n, w := s.N(), hi-lo
	m := make([]float64, w*w)
	for i := range w {
		row := s.z[(lo+i)*n+lo : (lo+i)*n+hi]
		for j, z := range row {
			m[i*w+j] = -z * s.invX[lo+j]
		}
		m[i*w+i]++
	}
	return m
}

// closes checks, without factors, that the system is productive. Where iteration cannot tell, factoring will.
func (s *System) closes(ctx context.Context) error {
	if s.contracting() {
		return nil
	}
	_, err := s.closed.get(func() (bool, error) {
		y, err := s.iterate(ctx, dense.NoTrans, 1, s.ones())
		if err != nil || y == nil {
			return false, err
		}
		return true, s.productive(y)
	})
	return err
}

func (s *System) ones() []float64 {
	y := make([]float64, s.N())
	for i := range y {
		y[i] = 1
	}
	return y
}

// productive checks the solution y of (I − A) y = 1, which is at least 1 everywhere: for non-negative A that is
// equivalent to a spectral radius below one, and without it B is not the sum of production rounds. Negative flows may
// pull a sector a little below 1; only a non-positive requirement shows a system that does not close.
func (s *System) productive(y []float64) error {
	worst := 0
	for i := range y {
		if y[i] < y[worst] {
			worst = i
		}
	}
	if y[worst] > 0 {
		return nil
	}
	if err := s.joint(nil); err != nil {
		return err
	}
	return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name + ", " + s.Sector(worst),
		What: "the system is explosive: meeting one unit of every final demand would take a negative output of " +
			"this sector",
		Why: "Somewhere industries need more inputs than they produce, so production rounds do not converge",
		Fix: "ikat tables check names the sectors and their coefficients; exports and other flows still answer"}
}

func (s *System) singular(err error, offset int) error {
	var sing *dense.SingularError
	if !errors.As(err, &sing) {
		return stopped(err)
	}
	if joint := s.joint(err); joint != nil {
		return joint
	}
	return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name + ", " + s.Sector(offset+sing.Index),
		What: "I − A is singular at this sector",
		Why:  "Its output is used up by its own inputs, so no final demand has an answer",
		Fix:  "ikat tables check names the sectors and their coefficients; exports and other flows still answer", Err: err}
}

// joint names the sectors that together use up what they make; nil where no few of them do.
func (s *System) joint(cause error) error {
	sets := s.Table.Jointly()
	if len(sets) == 0 {
		return nil
	}
	var names []string
	for _, set := range sets {
		names = append(names, s.Table.NameJoint(set))
	}
	return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Ref(),
		What: fault.Say("the system is explosive: together these sectors use all that they make, or more: %s",
			strings.Join(names, "; ")),
		Why: "Production rounds among them do not end, so that no final demand has an answer",
		Fix: "Exports and other flows still answer; for the rest bring a table without them, or take them together with " +
			"others by ikat tables aggregate", Err: cause}
}

// stopped turns a context's error into fault.Canceled and leaves others alone.
func stopped(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &fault.Error{Kind: fault.Canceled, What: "stopped before the answer was ready", Err: err}
	}
	return err
}
