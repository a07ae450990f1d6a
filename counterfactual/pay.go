package counterfactual

import (
	"context"
	"sync"

	"ikat/dense"
)

// pay is what pay leads to, by who pays it: costs, and what sales pay in the end. Who pays is each producer of a
// divided economy, whose pay responses divide between factors, and each other economy as a whole. Both are linear in
// pay, so any response's factors are sums of these columns, and nothing is solved again.
type pay struct {
	sync.Mutex
	by    []int     // by producer: its column
	wide  int       // columns
	costs []float64 // S·N x wide: of ln ĉ
	sales []float64 // (S·N + G) x wide: of a unit of sales and of income
}

// of returns the columns of a linearised world, which are solved when they are first asked for.
func (y *pay) of(ctx context.Context, l *Linear) (*pay, error) {
	y.Lock()
	defer y.Unlock()
	if y.sales != nil {
		return y, nil
	}
	n, N, G := l.b.S()*l.b.N(), l.b.N(), l.b.G()
	by, wide := make([]int, n), 0
	for e := range G {
		from, to := l.l.from[e]*N, l.l.from[e+1]*N
		divided := to-from > N
		for p := from; p < to; p++ {
			by[p] = wide
			if divided {
				wide++
			}
		}
		if !divided {
			wide++
		}
	}
	costs, sales := make([]float64, n*wide), make([]float64, (n+G)*wide)
	for p, v := range l.b.Labour {
		costs[p*wide+by[p]], sales[p*wide+by[p]] = v, v
	}
	if err := l.costs.Solve(ctx, dense.NoTrans, wide, costs, wide); err != nil {
		return nil, canceled(ctx)
	}
	if err := l.solveGoods(ctx, dense.Trans, wide, sales); err != nil {
		return nil, canceled(ctx)
	}
	y.by, y.wide, y.costs, y.sales = by, wide, costs, sales
	return y, nil
}

// combine computes how costs follow factor prices, and what sales pay factors, as solveFactors does, from the columns
// of pay.
func (l *Linear) combine(ctx context.Context) error {
	y, err := l.pay.of(ctx, l)
	if err != nil {
		return err
	}
	type part struct {
		column, factor int
		part           float64
	}
	var parts []part
	seen := make([]bool, y.wide)
	for p := range l.b.Labour {
		if u := y.by[p]; !seen[u] {
			seen[u] = true
			l.l.paid(p/l.b.N(), p, func(factor int, v float64) { parts = append(parts, part{u, factor, v}) })
		}
	}
	M := len(l.value)
	sum := func(from []float64) []float64 {
		rows := len(from) / y.wide
		out := make([]float64, rows*M)
		for i := range rows {
			row, into := from[i*y.wide:(i+1)*y.wide], out[i*M:(i+1)*M]
			for _, v := range parts {
				into[v.factor] += v.part * row[v.column]
			}
		}
		return out
	}
	l.c, l.paid = sum(y.costs), sum(y.sales)
	for i := 0; i < len(l.paid); i += M {
		for f, v := range l.value {
			l.paid[i+f] /= v
		}
	}
	return nil
}
