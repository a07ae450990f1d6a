package leontief

import (
	"context"
	"math"

	"ikat/dense"
)

const (
	// A few right-hand sides cost less by iteration than by factoring I − A: up to about 14 on a table of 1,435
	// sectors.
	fewRHS = 14
	// Below this many sectors factoring takes milliseconds.
	smallSystem = 500
	// An economy's own block is most of what happens to its output, so a dozen steps suffice; a system that needs many
	// more is better factored.
	maxSteps = 60
	// The steps end where rounding begins; solve checks the residual it accepts afterwards.
	stepTolerance = 1e-14
)

// iterate solves op(I − A) y = b by GMRES with the economies' own blocks as right preconditioner,
//
//	op(I − A) M⁻¹ u = b,   y = M⁻¹ u,   M = diag(I − A_ss)
//
// for k right-hand sides at once, each with its own Krylov space, so that one pass over Z serves all. It returns the
// solution, or nil where some column did not converge. b is left alone.
//
// Saad & Schultz (1986), SIAM Journal on Scientific and Statistical Computing 7.
func (s *System) iterate(ctx context.Context, op dense.Op, k int, b []float64) ([]float64, error) {
	return s.iterateOn(ctx, op, k, b, func(y, r []float64) error { return s.addA(ctx, op, k, y, r) })
}

// iterateOn is iterate for a matrix that shares the economies' own blocks with A; add adds op(matrix) y to r.
func (s *System) iterateOn(ctx context.Context, op dense.Op, k int, b []float64, add func(y, r []float64) error) (
	[]float64, error) {
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	n := s.N()
	g := newKrylov(n, k, b)
	w := make([]float64, n*k)
	for g.steps() < maxSteps && !g.converged() {
		copy(w, g.last())
		if err := s.precondition(ctx, locals, op, k, w); err != nil {
			return nil, err
		}
		next := append([]float64(nil), w...)
		for i := range w {
			w[i] = -w[i]
		}
		if err := add(next, w); err != nil {
			return nil, stopped(err)
		}
		for i, v := range w {
			next[i] = -v // (I − A) M⁻¹ v
		}
		g.extend(next)
	}
	if !g.converged() {
		return nil, nil
	}
	y := g.solution()
	return y, s.precondition(ctx, locals, op, k, y)
}

// precondition overwrites w with op(M)⁻¹ w.
func (s *System) precondition(ctx context.Context, locals []*dense.LU, op dense.Op, k int, w []float64) error {
	return s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		return stopped(locals[p].Solve(ctx, op, k, w[P.Lo*k:P.Hi*k], k))
	})
}

// krylov is the state of k GMRES iterations that advance together. Basis vectors are n x k blocks, one column a
// right-hand side.
type krylov struct {
	n, k  int
	size  []float64   // norm of each right-hand side
	basis [][]float64 // steps+1 blocks
	h     [][]float64 // for each step, its column of the Hessenberg matrices: (step+2) x k, rotated to triangular
	cos   [][]float64 // rotations: steps x k
	sin   [][]float64
	g     [][]float64 // rotated right-hand side: (steps+1) x k
}

func newKrylov(n, k int, b []float64) *krylov {
	q := &krylov{n: n, k: k}
	q.size = norms(k, b)
	q.basis = [][]float64{append([]float64(nil), b...)}
	normalise(k, q.basis[0], q.size)
	q.g = [][]float64{append([]float64(nil), q.size...)}
	return q
}

func (q *krylov) steps() int      { return len(q.h) }
func (q *krylov) last() []float64 { return q.basis[len(q.basis)-1] }

// converged reports whether every column's residual is down to the step tolerance.
func (q *krylov) converged() bool {
	for c, r := range q.g[len(q.g)-1] {
		if !(math.Abs(r) <= stepTolerance*q.size[c]) {
			return false
		}
	}
	return true
}

// extend makes w orthogonal to the basis, adds it, and brings the new column of H to triangular form.
func (q *krylov) extend(w []float64) {
	k, step := q.k, len(q.h)
	h := make([]float64, (step+2)*k)
	for j, v := range q.basis {
		dots := columnDots(k, v, w)
		copy(h[j*k:], dots)
		for i := range q.n {
			for c, d := range dots {
				w[i*k+c] -= d * v[i*k+c]
			}
		}
	}
	length := norms(k, w)
	copy(h[(step+1)*k:], length)
	normalise(k, w, length)
	q.basis = append(q.basis, w)
	cos, sin, next := make([]float64, k), make([]float64, k), make([]float64, k)
	for c := range k {
		for j := range step {
			a, b := h[j*k+c], h[(j+1)*k+c]
			h[j*k+c], h[(j+1)*k+c] = q.cos[j][c]*a+q.sin[j][c]*b, q.cos[j][c]*b-q.sin[j][c]*a
		}
		a, b := h[step*k+c], h[(step+1)*k+c]
		cos[c], sin[c] = 1, 0
		if r := math.Hypot(a, b); r > 0 {
			cos[c], sin[c] = a/r, b/r
			h[step*k+c] = r
		}
		old := q.g[step][c]
		q.g[step][c], next[c] = cos[c]*old, -sin[c]*old
	}
	q.h, q.cos, q.sin, q.g = append(q.h, h), append(q.cos, cos), append(q.sin, sin), append(q.g, next)
}

// solution returns Σ_j y_j v_j with H y = g, by column.
func (q *krylov) solution() []float64 {
	k, steps := q.k, len(q.h)
	out := make([]float64, q.n*k)
	y := make([]float64, steps*k)
	for c := range k {
		for j := steps - 1; j >= 0; j-- {
			v := q.g[j][c]
			for l := j + 1; l < steps; l++ {
				v -= q.h[l][j*k+c] * y[l*k+c]
			}
			if d := q.h[j][j*k+c]; d != 0 {
				y[j*k+c] = v / d
			}
		}
	}
	for j := range steps {
		for i := range q.n {
			for c := range k {
				out[i*k+c] += y[j*k+c] * q.basis[j][i*k+c]
			}
		}
	}
	return out
}

// columnDots returns the inner products of the columns of two n x k blocks.
func columnDots(k int, a, b []float64) []float64 {
	out := make([]float64, k)
	for i := 0; i < len(a); i += k {
		for c := range k {
			out[c] += a[i+c] * b[i+c]
		}
	}
	return out
}

func norms(k int, a []float64) []float64 {
	out := columnDots(k, a, a)
	for c := range out {
		out[c] = math.Sqrt(out[c])
	}
	return out
}

// normalise divides each column by its length; a column of length zero stays zero.
func normalise(k int, a, length []float64) {
	for i := 0; i < len(a); i += k {
		for c := range k {
			if length[c] > 0 {
				a[i+c] /= length[c]
			}
		}
	}
}
