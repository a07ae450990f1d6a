package sme

import (
	"context"
	"math"
	"slices"

	"ikat/dense"
)

// Behind says which firms stand behind an economy's exports, where each class serves every buyer at home in proportion
// to its sales there. What small firms export, and what they earn in exports, is then linear in their shares by
// industry,
//
//	earned_k = t_k v_k + Σ_i v_i (L_ik − δ_ik) d_i,   d_i = (s_i x_i − t_i e_i) / (x_i − e_i)
//
// in a unit of industry k's exports, with L the inverse of the domestic coefficients: so there is a point, and
// certified ends over all shares that the statistics allow.
type Behind struct {
	e       *Economy
	shares  *Shares
	space   *ShareSpace
	content []float64 // n x n: value added of i in a unit of exports of k
	open    bool      // nobody says how exports are split
	apart   *Split    // where classes buy inputs of their own: a point alone
}

// Mean is small firms' part of something: at the shares nearest to the statistics' totals, NaN where nobody says how
// exports are split, and its ends over all shares that the statistics allow, NaN where they are not known.
type Mean struct{ Point, Low, High float64 }

// undefined is the part of nothing.
var undefined = Mean{math.NaN(), math.NaN(), math.NaN()}

// Known reports whether a part has a point or ends: a part of nothing has neither.
func (m Mean) Known() bool { return !math.IsNaN(m.Point) || !math.IsNaN(m.Low) || !math.IsNaN(m.High) }

// NewBehind gathers who stands behind an economy's exports.
//
// Error: as SharesBy; what the solve says.
func NewBehind(ctx context.Context, e *Economy, s Statistics) (*Behind, error) {
	p, err := PointShares(e, s)
	if err != nil {
		return nil, err
	}
	out := &Behind{e: e, shares: p, open: !s.any(Exports)}
	known := slices.Clone(s)
	if out.open {
		known = append(known, AnyExports(e, p))
	}
	if out.space, err = ShareSpaceOf(e, known, p); err != nil {
		return nil, err
	}
	if s.apart() || p.Imports != nil || p.FromLarge != nil || p.ToLarge != nil {
		out.apart, err = NewSplit(ctx, e, p)
		return out, err
	}
	return out, out.trace(ctx)
}

// Economy returns whose exports they are.
func (b *Behind) Economy() *Economy { return b.e }

// trace solves for the value added of every industry in a unit of each one's exports.
func (b *Behind) trace(ctx context.Context) error {
	n := b.e.N()
	m := make([]float64, n*n)
	b.content = make([]float64, n*n)
	for i := range n {
		for j := range n {
			m[i*n+j] = -b.e.Z[i][j] / b.e.X[j]
		}
		m[i*n+i]++
		b.content[i*n+i] = 1
	}
	lu, err := dense.Factor(ctx, n, m, n)
	if err != nil {
		return err
	}
	if err := lu.Solve(ctx, dense.NoTrans, n, b.content, n); err != nil {
		return err
	}
	for i := range n {
		v := b.e.VA[i] / b.e.X[i]
		for k := range n {
			b.content[i*n+k] *= v
		}
	}
	return nil
}

// Exported is what small firms export themselves, of exports by industry in some proportions.
func (b *Behind) Exported(weight []float64) Mean {
	exported, total := make([]float64, b.e.N()), sum(weight)
	if total == 0 {
		return undefined
	}
	for k, w := range weight {
		exported[k] = w / total
	}
	return b.mean(make([]float64, b.e.N()), exported)
}

// Earned is what small firms earn, of the domestic value added in exports by industry in some proportions.
func (b *Behind) Earned(weight []float64) Mean {
	n := b.e.N()
	if b.apart != nil {
		small, large := b.apart.ContentOfExports(Small), b.apart.ContentOfExports(Large)
		var theirs, all float64
		for k, w := range weight {
			theirs, all = theirs+w*small[k], all+w*(small[k]+large[k])
		}
		if all == 0 {
			return undefined
		}
		return Mean{theirs / all, math.NaN(), math.NaN()}
	}
	value, exported := make([]float64, n), make([]float64, n)
	var total float64
	for i := range n {
		var whole float64
		for k, w := range weight {
			whole += w * b.content[i*n+k]
		}
		total += whole
		direct := weight[i] * b.e.VA[i] / b.e.X[i]
		through := whole - direct
		exported[i] += direct
		if home := b.e.X[i] - b.e.Exports[i]; math.Abs(home) > solid*b.e.X[i] {
			value[i] += through * b.e.X[i] / home
			exported[i] -= through * b.e.Exports[i] / home
		} else {
			value[i] += through
		}
	}
	if total == 0 {
		return undefined
	}
	for i := range n {
		value[i], exported[i] = value[i]/total, exported[i]/total
	}
	return b.mean(value, exported)
}

// InExports is what small firms earn of the domestic value added in all exports.
func (b *Behind) InExports() Mean { return b.Earned(b.e.Exports) }

// mean is a linear outcome at the point, and its ends.
func (b *Behind) mean(value, exported []float64) Mean {
	out := Mean{Point: inner(value, b.shares.Output) + inner(exported, b.shares.Exports)}
	if b.open {
		out.Point = math.NaN()
	}
	out.Low, out.High = b.space.Bounds(value, exported)
	return out
}
