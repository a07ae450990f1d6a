package counterfactual

import (
	"math"
	"slices"
)

// mixed is how many steps back Anderson's mixing looks.
const mixed = 3

// mixing speeds up an iteration u ← u + δ(u) of several columns: Anderson (1965) takes, of the last steps, the
// combination whose step is shortest, and goes on from there. Each column has its own.
type mixing struct {
	columns int
	scale   []float64   // by row: what its steps are measured in
	have    []int       // by column: how many of the differences are its own, −1 before its first step
	u, d    []float64   // where the last step began, and the step; nil before the first
	du, dd  [][]float64 // by how many steps back: differences of beginnings and of steps
	room    []float64   // what they are cut from while it lasts
}

// forget makes a column begin anew.
func (x *mixing) forget(m int) {
	x.have[m] = -1
	for _, v := range slices.Concat([][]float64{x.u, x.d}, x.du, x.dd) {
		for at := m; at < len(v); at += x.columns {
			v[at] = 0
		}
	}
}

// mix turns a step d from u into what is to be added to u.
func (x *mixing) mix(u, d []float64) {
	M := x.columns
	if x.u == nil {
		x.u, x.d = x.cut(len(u)), x.cut(len(d))
		copy(x.u, u)
		copy(x.d, d)
	} else {
		var du, dd []float64
		if n := len(x.du); n == mixed {
			du, dd = x.du[n-1], x.dd[n-1]
			x.du, x.dd = x.du[:n-1], x.dd[:n-1]
		} else {
			du, dd = x.cut(len(u)), x.cut(len(u))
		}
		for at, v := range u {
			du[at], dd[at] = v-x.u[at], d[at]-x.d[at]
		}
		x.du, x.dd = slices.Insert(x.du, 0, du), slices.Insert(x.dd, 0, dd)
		copy(x.u, u)
		copy(x.d, d)
	}
	for m := range x.have {
		x.have[m] = min(x.have[m]+1, mixed)
	}
	gamma := x.weights(d)
	for i, du := range x.du {
		g, dd := gamma[i*M:(i+1)*M], x.dd[i]
		for row := 0; row < len(d); row += M {
			to, du, dd := d[row:row+M], du[row:row+M], dd[row:row+M]
			for m, w := range g {
				to[m] -= w * (du[m] + dd[m])
			}
		}
	}
}

// cut takes memory for n numbers.
func (x *mixing) cut(n int) []float64 {
	if len(x.room) < n {
		return make([]float64, n)
	}
	v := x.room[:n:n]
	x.room = x.room[n:]
	return v
}

// keep leaves some columns, in rising order.
func (x *mixing) keep(stay []int) {
	M := x.columns
	x.columns, x.have = len(stay), kept(x.have, M, stay)
	if x.u == nil {
		return
	}
	x.u, x.d = kept(x.u, M, stay), kept(x.d, M, stay)
	for i := range x.du {
		x.du[i], x.dd[i] = kept(x.du[i], M, stay), kept(x.dd[i], M, stay)
	}
}

// weights returns γ of min |d − Σ γ_i Δd_i| in each column, by how many steps back, from the normal equations; zeros
// where the last steps say nothing new.
func (x *mixing) weights(d []float64) []float64 {
	k, M := len(x.dd), x.columns
	out, products, to := make([]float64, k*M), make([]float64, k*k*M), make([]float64, k*M)
	for i := range k {
		for j := range i + 1 {
			x.product(x.dd[i], x.dd[j], products[(i*k+j)*M:(i*k+j+1)*M])
		}
		x.product(x.dd[i], d, to[i*M:(i+1)*M])
	}
	for m := range M {
		n := min(x.have[m], k)
		a, g := make([]float64, n*n), make([]float64, n)
		for i := range n {
			for j := range i + 1 {
				a[i*n+j] = products[(i*k+j)*M+m]
				a[j*n+i] = a[i*n+j]
			}
			g[i] = to[i*M+m]
		}
		if shortest(a, g) {
			for i, v := range g {
				out[i*M+m] = v
			}
		}
	}
	return out
}

// shortest overwrites g with a⁻¹ g, for a symmetric a, which it overwrites; false where a is singular, or nearly so.
func shortest(a, g []float64) bool {
	const little = 1e-12 // of a diagonal: below it what is left of a step is rounding
	k := len(g)
	for i := range k {
		whole := a[i*k+i]
		for p := range i {
			whole -= a[i*k+p] * a[p*k+i]
		}
		if !(whole > little*a[i*k+i]) {
			return false
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
			return false
		}
	}
	return true
}

// product fills out with the scalar products of columns, in what steps are measured in.
func (x *mixing) product(a, b, out []float64) {
	M := x.columns
	for row, v := range x.scale {
		scale, a, b := 1/(v*v), a[row*M:(row+1)*M], b[row*M:(row+1)*M]
		for m := range out {
			out[m] += scale * a[m] * b[m]
		}
	}
}
