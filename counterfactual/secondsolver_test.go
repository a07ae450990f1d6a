package counterfactual_test

import (
	"math"
	"testing"

	"ikat/icio"
)

// A second solver of the model of docs/methods/firms.md, written from its equations for worlds of a few producers and
// nothing else: from a table to shares, from shares to classes, and to the wages that clear markets by Newton's method
// with differences. It shares no code with the package.

// tiny is a world of n economies and m industries, with some economies' firms in classes.
type tiny struct {
	n, m       int
	theta, eta []float64
	share      [][][]float64 // industry, buyer economy, seller economy
	need       [][][]float64 // economy, product, industry: inputs per unit of output
	own        [][]float64   // economy, industry: value added per unit
	output     [][]float64
	taste      [][]float64 // economy, product
	income     []float64
	surplus    []float64

	firms []firmsOf // by economy
}

// firmsOf are the classes of an economy; one class where it is whole.
type firmsOf struct {
	made, sold, inputs [][]float64 // class, industry
	phi                float64
	byIndustry         bool
}

func (f firmsOf) classes() int { return len(f.made) }

// tinyFrom reads a table.
func tinyFrom(t *icio.Table, theta, eta []float64) *tiny {
	n, m := len(t.Economies), len(t.Industries)
	w := &tiny{n: n, m: m, theta: theta, eta: eta}
	trade := make([][][]float64, m)
	for j := range m {
		trade[j] = make([][]float64, n)
		for b := range n {
			trade[j][b] = make([]float64, n)
			for s := range n {
				trade[j][b][s] = t.F[(s*m+j)*n+b]
				for k := range m {
					trade[j][b][s] += t.Z[(s*m+j)*n*m+b*m+k]
				}
			}
		}
	}
	for j := range m {
		w.share = append(w.share, make([][]float64, n))
		for b := range n {
			var all float64
			for _, v := range trade[j][b] {
				all += v
			}
			for _, v := range trade[j][b] {
				w.share[j][b] = append(w.share[j][b], v/all)
			}
		}
	}
	for b := range n {
		need := make([][]float64, m)
		own, output, taste := make([]float64, m), make([]float64, m), make([]float64, m)
		var spent float64
		for j := range m {
			need[j] = make([]float64, m)
			output[j] = t.X[b*m+j]
			own[j] = t.VA[b*m+j] / output[j]
			for k := range m {
				for s := range n {
					need[j][k] += t.Z[(s*m+j)*n*m+b*m+k] / t.X[b*m+k]
				}
			}
			for s := range n {
				taste[j] += t.F[(s*m+j)*n+b]
			}
			spent += taste[j]
		}
		earned := 0.0
		for j := range m {
			taste[j] /= spent
			earned += t.VA[b*m+j]
		}
		w.need, w.own, w.output, w.taste = append(w.need, need), append(w.own, own), append(w.output, output),
			append(w.taste, taste)
		w.income, w.surplus = append(w.income, spent), append(w.surplus, earned-spent)
		one := [][]float64{flat(m, 1)}
		w.firms = append(w.firms, firmsOf{made: one, sold: one, inputs: one})
	}
	return w
}

// exports are an economy's exports of an industry.
func (w *tiny) exports(s, j int) float64 {
	var e float64
	for b := range w.n {
		if b != s {
			e += w.share[j][b][s] * w.spending(b, j)
		}
	}
	return e
}

func (w *tiny) spending(b, j int) float64 {
	x := w.taste[b][j] * w.income[b]
	for k := range w.m {
		x += w.need[b][j][k] * w.output[b][k]
	}
	return x
}

// part is a class's part of its industry's exports, or of what is sold at home.
func (w *tiny) part(s, a, j int, home bool) float64 {
	f, y, e := w.firms[s], w.output[s][j], w.exports(s, j)
	if f.classes() == 1 {
		return 1
	}
	sold := f.sold[a][j] * e
	if f.classes() == 2 { // no class exports more than it makes
		small := math.Min(math.Max(f.sold[0][j]*e, f.made[0][j]*y-(y-e)), f.made[0][j]*y)
		if sold = small; a == 1 {
			sold = e - small
		}
	}
	if home {
		return (f.made[a][j]*y - sold) / (y - e)
	}
	return sold / e
}

// inputs are what a class buys of product j per unit of output of k.
func (w *tiny) inputs(s, a, j, k int) float64 {
	f := w.firms[s]
	return w.need[s][j][k] * f.inputs[a][k] / f.made[a][k]
}

func (w *tiny) added(s, a, k int) float64 {
	v := 1.0
	for j := range w.m {
		v -= w.inputs(s, a, j, k)
	}
	return v
}

// link names a flow: industry, buying economy and door (classes, then final users; one door where firms are whole),
// selling economy and class.
type link struct{ j, b, door, s, a int }

func (w *tiny) doors(b int) int {
	if c := w.firms[b].classes(); c > 1 {
		return c + 1
	}
	return 1
}

// state is what the world is like at some factor prices.
type state struct {
	price  map[[3]int]float64 // industry, economy, door
	cost   map[[3]int]float64 // economy, class, industry
	output map[[3]int]float64
	income []float64
	excess []float64
	earned map[[3]int]float64 // value added
}

// factors lists labours, then what works nowhere else: economy, class, industry (−1 for all).
func (w *tiny) factors() [][3]int {
	var out [][3]int
	for s := range w.n {
		out = append(out, [3]int{s, -1, -1})
	}
	for s, f := range w.firms {
		for a := range f.made {
			switch {
			case f.phi == 0:
			case f.byIndustry:
				for k := range w.m {
					out = append(out, [3]int{s, a, k})
				}
			default:
				out = append(out, [3]int{s, a, -1})
			}
		}
	}
	return out
}

// paid calls f for the factors of a producer, with their parts of its value added.
func (w *tiny) paid(s, a, k int, f func(at int, part float64)) {
	phi := w.firms[s].phi
	for at, of := range w.factors() {
		switch {
		case of[0] != s:
		case of[1] < 0:
			f(at, 1-phi)
		case of[1] == a && (of[2] < 0 || of[2] == k):
			f(at, phi)
		}
	}
}

// at works the world out at factor prices, in logarithms, with costs of delivery and productivity changed.
func (w *tiny) at(logs []float64, cost map[link]float64, productivity map[[3]int]float64) *state {
	st := &state{price: map[[3]int]float64{}, cost: map[[3]int]float64{}, output: map[[3]int]float64{},
		earned: map[[3]int]float64{}}
	turned := w.prices(st, logs, cost, productivity)
	values := make([]float64, len(logs))
	w.eachProducer(func(s, a, k int) {
		w.paid(s, a, k, func(at int, part float64) {
			values[at] += part * w.added(s, a, k) * w.firms[s].made[a][k] * w.output[s][k]
		})
	})
	st.income = make([]float64, w.n)
	for at, of := range w.factors() {
		st.income[of[0]] += values[at] * math.Exp(logs[at])
	}
	for s := range w.n {
		st.income[s] -= w.surplus[s]
	}
	w.eachProducer(func(s, a, k int) { st.output[[3]int{s, a, k}] = w.firms[s].made[a][k] * w.output[s][k] })
	for range 400 {
		w.sales(st, turned)
	}
	st.excess = make([]float64, len(logs))
	w.eachProducer(func(s, a, k int) {
		v := w.added(s, a, k) * st.output[[3]int{s, a, k}]
		st.earned[[3]int{s, a, k}] = v
		w.paid(s, a, k, func(at int, part float64) { st.excess[at] += part * v })
	})
	var before, after float64
	for at := range logs {
		after += values[at] * math.Exp(logs[at])
		before += values[at]
		st.excess[at] -= values[at] * math.Exp(logs[at])
	}
	st.excess[0] = after - before // the numeraire stands for one market: the last clears by Walras' law
	return st
}

func (w *tiny) eachProducer(f func(s, a, k int)) {
	for s := range w.n {
		for a := range w.firms[s].classes() {
			for k := range w.m {
				f(s, a, k)
			}
		}
	}
}

// prices iterates unit costs and price indices, and returns shares after the change.
func (w *tiny) prices(st *state, logs []float64, cost map[link]float64,
	productivity map[[3]int]float64) map[link]float64 {
	w.eachProducer(func(s, a, k int) { st.cost[[3]int{s, a, k}] = 1 })
	turned := map[link]float64{}
	for range 400 {
		for j := range w.m {
			for b := range w.n {
				for door := range w.doors(b) {
					st.price[[3]int{j, b, door}] = w.index(st, cost, turned, j, b, door)
				}
			}
		}
		w.eachProducer(func(s, a, k int) {
			var c float64
			w.paid(s, a, k, func(at int, part float64) { c += part * w.added(s, a, k) * logs[at] })
			for j := range w.m {
				c += w.inputs(s, a, j, k) * math.Log(st.price[[3]int{j, s, min(a, w.doors(s)-1)}])
			}
			st.cost[[3]int{s, a, k}] = math.Exp(c) / productivity[[3]int{s, a, k}]
		})
	}
	return turned
}

// index is a door's price index of an industry, and the shares behind it.
func (w *tiny) index(st *state, cost, turned map[link]float64, j, b, door int) float64 {
	theta, eta := w.theta[j], w.eta[j]
	var sum float64
	nest := make([]float64, w.n)
	part := func(s, a int) float64 { return w.part(s, a, j, s == b) }
	power := func(s, a int, of float64) float64 {
		return math.Pow(cost[link{j, b, door, s, a}]*st.cost[[3]int{s, a, j}], -of)
	}
	for s := range w.n {
		for a := range w.firms[s].classes() {
			nest[s] += part(s, a) * power(s, a, eta)
		}
		sum += w.share[j][b][s] * math.Pow(nest[s], theta/eta)
	}
	for s := range w.n {
		for a := range w.firms[s].classes() {
			turned[link{j, b, door, s, a}] = w.share[j][b][s] * math.Pow(nest[s], theta/eta) / sum * part(s, a) *
				power(s, a, eta) / nest[s]
		}
	}
	return math.Pow(sum, -1/theta)
}

// sales is one round of output from spending.
func (w *tiny) sales(st *state, turned map[link]float64) {
	out := map[[3]int]float64{}
	for j := range w.m {
		for b := range w.n {
			c := w.firms[b].classes()
			for door := range w.doors(b) {
				var x float64
				if door == c || w.doors(b) == 1 {
					x += w.taste[b][j] * st.income[b]
				}
				if door < c {
					for k := range w.m {
						x += w.inputs(b, door, j, k) * st.output[[3]int{b, door, k}]
					}
				}
				for s := range w.n {
					for a := range w.firms[s].classes() {
						out[[3]int{s, a, j}] += turned[link{j, b, door, s, a}] * x
					}
				}
			}
		}
	}
	st.output = out
}

// solve finds the factor prices that clear markets.
func (w *tiny) solve(t *testing.T, cost map[link]float64, productivity map[[3]int]float64) *state {
	t.Helper()
	n := len(w.factors())
	logs := make([]float64, n)
	for range 30 {
		st := w.at(logs, cost, productivity)
		var worst float64
		for _, e := range st.excess {
			worst = math.Max(worst, math.Abs(e))
		}
		if worst < 1e-11*w.income[0] {
			return st
		}
		const h = 1e-6
		rows := make([][]float64, n)
		for i := range rows {
			rows[i] = append(make([]float64, n), -st.excess[i])
		}
		for k := range n {
			other := append([]float64(nil), logs...)
			other[k] += h
			for i, e := range w.at(other, cost, productivity).excess {
				rows[i][k] = (e - st.excess[i]) / h
			}
		}
		for i, d := range eliminate(rows) {
			logs[i] += d
		}
	}
	t.Fatal("the second solver does not converge")
	return nil
}

// eliminate solves a small system, right-hand side last, by Gauss and Jordan.
func eliminate(a [][]float64) []float64 {
	n := len(a)
	for c := range n {
		best := c
		for r := c; r < n; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[best][c]) {
				best = r
			}
		}
		a[c], a[best] = a[best], a[c]
		for r := range n {
			if f := a[r][c] / a[c][c]; r != c {
				for k := c; k <= n; k++ {
					a[r][k] -= f * a[c][k]
				}
			}
		}
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = a[i][n] / a[i][i]
	}
	return out
}
