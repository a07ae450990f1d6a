package counterfactual_test

import (
	"math"
	"testing"
)

// A second solver of the model of docs/methods/firms.md and simulate.md, written from its equations on dense arrays for
// worlds of a few producers: all equations are used in turn until nothing moves. It shares no code with the package.

// spending is by product, door and use.
func (w *dense) spending(output [][]float64, income []float64) [][][]float64 {
	var x [][][]float64
	for j := range w.m {
		of := matrix(len(w.doors), w.uses)
		for i, d := range w.buys {
			for k := range w.m {
				of[d][min(k, w.uses-1)] += w.need[i][j][k] * output[i][k]
			}
		}
		for e, d := range w.final {
			of[d][w.uses-1] += w.taste[e][j] * income[e]
		}
		x = append(x, of)
	}
	return x
}

// each calls f for every flow, net of its tariff.
func (w *dense) each(share [][][][]float64, tariff, x [][][]float64, f func(j, d, i int, m float64)) {
	for j := range share {
		for d := range share[j] {
			for u := range share[j][d] {
				for i, v := range share[j][d][u] {
					f(j, d, i, v*x[j][d][u]/(1+tariff[j][d][i]))
				}
			}
		}
	}
}

func (w *dense) revenue(share [][][][]float64, tariff, x [][][]float64) []float64 {
	out := make([]float64, w.n)
	w.each(share, tariff, x, func(j, d, i int, m float64) { out[w.doors[d].economy] += tariff[j][d][i] * m })
	return out
}

// change is what happens to the world: costs by link, with what can be had of a supplier as a cost; tariffs after it;
// productivity by seller and industry; and whether surpluses keep their ratio to value added.
type change struct {
	cost, tariff [][][]float64
	productivity [][]float64
	scaled       bool
}

// after is the world after a change.
type after struct {
	output  [][]float64
	welfare []float64
	level   []float64 // of consumer prices
}

// solve uses all equations in turn until nothing moves.
func (w *dense) solve(t *testing.T, c change) after {
	t.Helper()
	cost, output, logs := matrix(len(w.sellers), w.m), matrix(len(w.sellers), w.m), make([]float64, len(w.factors))
	for i := range cost {
		copy(output[i], w.output[i])
		for k := range cost[i] {
			cost[i][k] = 1
		}
	}
	for range 30_000 {
		price, share := w.prices(cost, c)
		moved := w.unitCosts(cost, price, logs, c.productivity)
		wages := make([]float64, w.n)
		for f, v := range w.factors {
			wages[v.economy] += v.value * math.Exp(logs[f])
		}
		revenue := w.revenue(share, c.tariff, w.spending(output, w.incomes(wages, nil, c.scaled)))
		for range 50 { // revenue and income depend on each other
			revenue = w.revenue(share, c.tariff, w.spending(output, w.incomes(wages, revenue, c.scaled)))
		}
		income := w.incomes(wages, revenue, c.scaled)
		sold := matrix(len(w.sellers), w.m)
		w.each(share, c.tariff, w.spending(output, income), func(j, _, i int, m float64) { sold[i][j] += m })
		for i := range sold {
			for k, v := range sold[i] {
				moved = math.Max(moved, math.Abs(v/output[i][k]-1))
			}
		}
		output = sold
		moved = math.Max(moved, w.pay(logs, output))
		if moved < 1e-14 {
			return w.outcome(price, output, income)
		}
	}
	t.Fatal("the second solver does not converge")
	return after{}
}

// pay moves factor prices towards what producers pay, world value added being the numeraire, and returns by how much.
func (w *dense) pay(logs []float64, output [][]float64) (moved float64) {
	var before, now float64
	for f, v := range w.factors {
		var paid float64
		for i := range output {
			for k, y := range output[i] {
				paid += v.part[i][k] * w.own[i][k] * y
			}
		}
		step := .06 * (math.Log(paid/v.value) - logs[f])
		logs[f] += step
		moved = math.Max(moved, math.Abs(step))
		before += v.value
		now += v.value * math.Exp(logs[f])
	}
	for f := range logs {
		logs[f] -= math.Log(now / before)
	}
	return moved
}

// incomes are what final users spend.
func (w *dense) incomes(wages, revenue []float64, scaled bool) []float64 {
	surplus := append([]float64(nil), w.surplus...)
	if scaled {
		var plus, minus float64
		for e := range surplus {
			surplus[e] *= wages[e] / w.wages[e]
			plus += math.Max(0, surplus[e])
			minus -= math.Min(0, surplus[e])
		}
		for e, s := range surplus {
			if s < 0 {
				surplus[e] = s * plus / minus
			}
		}
	}
	out := make([]float64, w.n)
	for e := range out {
		out[e] = wages[e] - surplus[e]
		if revenue != nil {
			out[e] += revenue[e]
		}
	}
	return out
}

// unitCosts works costs out anew and returns by how much they moved.
func (w *dense) unitCosts(cost [][]float64, price [][][]float64, logs []float64, productivity [][]float64) float64 {
	var moved float64
	for i := range cost {
		for k := range cost[i] {
			v := -math.Log(productivity[i][k])
			for f, of := range w.factors {
				v += of.part[i][k] * w.own[i][k] * logs[f]
			}
			for j := range w.m {
				v += w.need[i][j][k] * math.Log(price[j][w.buys[i]][min(k, w.uses-1)])
			}
			moved = math.Max(moved, math.Abs(math.Exp(v)/cost[i][k]-1))
			cost[i][k] = math.Exp(v)
		}
	}
	return moved
}

// prices are price indices by product, door and use, and shares after the change.
func (w *dense) prices(cost [][]float64, c change) (price [][][]float64, share [][][][]float64) {
	for j := range w.m {
		theta, eta := w.theta[j], w.eta[j]
		of := matrix(len(w.doors), w.uses)
		var doors [][][]float64
		for d := range w.doors {
			uses := matrix(w.uses, len(w.sellers))
			for u := range uses {
				nest, base := make([]float64, w.n), make([]float64, w.n)
				for i, s := range w.sellers {
					delivered := c.cost[j][d][i] * (1 + c.tariff[j][d][i]) / (1 + w.tariff[j][d][i]) * cost[i][j]
					uses[u][i] = w.share[j][d][u][i] * math.Pow(delivered, -eta)
					nest[s.economy] += uses[u][i]
					base[s.economy] += w.share[j][d][u][i]
				}
				var sum float64
				for e := range nest {
					sum += base[e] * math.Pow(nest[e]/base[e], theta/eta)
				}
				for i, s := range w.sellers {
					e := s.economy
					uses[u][i] *= base[e] * math.Pow(nest[e]/base[e], theta/eta) / nest[e] / sum
				}
				of[d][u] = math.Pow(sum, -1/theta)
			}
			doors = append(doors, uses)
		}
		price, share = append(price, of), append(share, doors)
	}
	return price, share
}

func (w *dense) outcome(price [][][]float64, output [][]float64, income []float64) after {
	out := after{output: output}
	for e, d := range w.final {
		level := 1.0
		for j := range w.m {
			level *= math.Pow(price[j][d][w.uses-1], w.taste[e][j])
		}
		out.level = append(out.level, level)
		out.welfare = append(out.welfare, income[e]/w.income[e]/level)
	}
	return out
}

// grown is the growth of real value added of a seller.
func (w *dense) grown(o after, i int) float64 {
	var before, now float64
	for k, v := range w.own[i] {
		before += v * w.output[i][k]
		now += v * o.output[i][k]
	}
	return now/before/o.level[w.sellers[i].economy] - 1
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
