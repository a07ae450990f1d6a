package counterfactual

import "math"

// mixed is how many steps back Anderson's mixing looks.
const mixed = 3

// mixing speeds up an iteration u ← u + δ(u) of several columns: Anderson (1965) takes, of the last steps, the
// combination whose step is shortest, and goes on from there. Each column has its own.
type mixing struct {
	columns int
	scale   []float64   // by row: what its steps are measured in
	u, d    []float64   // where the last step began, and the step; nil before the first
	du, dd  [][]float64 // by how many steps back: differences of beginnings and of steps
}

// next returns what is to be added to u in place of the step d.
func (x *mixing) next(u, d []float64) []float64 {
	out := clone(d)
	if x.u != nil {
		x.du = append([][]float64{minus(u, x.u)}, x.du...)
		x.dd = append([][]float64{minus(d, x.d)}, x.dd...)
		if len(x.du) > mixed {
			x.du, x.dd = x.du[:mixed], x.dd[:mixed]
		}
		for m := range x.columns {
			for i, g := range x.weights(m, d) {
				for at := m; at < len(out); at += x.columns {
					out[at] -= g * (x.du[i][at] + x.dd[i][at])
				}
			}
		}
	}
	x.u, x.d = clone(u), clone(d)
	return out
}

func minus(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range out {
		out[i] = a[i] - b[i]
	}
	return out
}

// weights returns γ of min |d − Σ γ_i Δd_i| in one column, by the normal equations; nil where the last steps say
// nothing new.
func (x *mixing) weights(m int, d []float64) []float64 {
	k := len(x.dd)
	a, g := make([]float64, k*k), make([]float64, k)
	for i := range k {
		for j := range i + 1 {
			a[i*k+j] = x.product(m, x.dd[i], x.dd[j])
			a[j*k+i] = a[i*k+j]
		}
		g[i] = x.product(m, x.dd[i], d)
	}
	const little = 1e-12 // of a diagonal: below it what is left of a step is rounding
	for i := range k {
		whole := a[i*k+i]
		for p := range i {
			whole -= a[i*k+p] * a[p*k+i]
		}
		if !(whole > little*a[i*k+i]) {
			return nil
		}
		for j := i; j < k; j++ { // the upper factor, its diagonal whole; below it, rows divided by it
			for p := range i {
				a[i*k+j] -= a[i*k+p] * a[p*k+j]
			}
		}
		for r := i + 1; r < k; r++ {
			for p := range i {
				a[r*k+i] -= a[r*k+p] * a[p*k+i]
			}
			a[r*k+i] /= a[i*k+i]
		}
	}
	for i := range k {
		for p := range i {
			g[i] -= a[i*k+p] * g[p]
		}
	}
	for i := k - 1; i >= 0; i-- {
		for p := i + 1; p < k; p++ {
			g[i] -= a[i*k+p] * g[p]
		}
		if g[i] /= a[i*k+i]; math.IsNaN(g[i]) || math.IsInf(g[i], 0) {
			return nil
		}
	}
	return g
}

func (x *mixing) product(m int, a, b []float64) float64 {
	var s float64
	for at, row := m, 0; at < len(a); at, row = at+x.columns, row+1 {
		v := x.scale[row]
		s += a[at] * b[at] / (v * v)
	}
	return s
}
