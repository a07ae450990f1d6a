package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

var length = &Measure{
	ID:       "length",
	Label:    "Production length and GVC participation",
	Question: "How long are the chains an industry's value added runs through, and how many borders do they cross?",
	Definition: "Value added of an industry is followed forward to final products, and final products backward to " +
		"value added. Both are split into domestic production, traditional trade in final products, and global value " +
		"chains (value that crosses a border inside an intermediate), with the mean number of production stages of " +
		"each.",
	Formula: "V̂BŶ = V̂LŶ_d + V̂LŶ_f + V̂LA_fBŶ; PL_v = V̂BBY / V̂BY; PL_vD = V̂LLY_d / V̂LY_d; PL_vRT = V̂LLY_f " +
		"/ V̂LY_f; PLvd_GVC = V̂LLA_fBY / V̂LA_fBY; CBv_GVC = V̂LA_fB(I + A_fB)Y / V̂LA_fBY; PL_vGVC = V̂L(LA_fB + " +
		"A_fBB)Y / V̂LA_fBY; PLvf_GVC = PL_vGVC − PLvd_GVC − CBv_GVC; backward likewise, as sums of columns; GVC_POS " +
		"= PL_vGVC / PL_yGVC",
	Reading: "Forward participation is the share of an industry's value added in global value chains, backward " +
		"participation the share of its final products' value that comes from them. A chain's length is domestic " +
		"stages, plus border crossings, plus foreign stages. Position above 1 is nearer to the beginning of chains " +
		"than to their end.",
	Reference: "Wang, Wei, Yu & Zhu (2017), NBER Working Papers 23222 and 23261",
	Levels:    []Level{economyLevel, sectorLevel},
	Domestic:  lengthAtHome,
	Terms: func(Query) []Term {
		return []Term{
			{"gvcpt_f", "Forward participation", "share", "of value added that enters global value chains"},
			{"gvcpt_b", "Backward participation", "share", "of the value of final products that comes from global " +
				"value chains"},
			{"plv", "Length, forward", "stages", "from value added to final products"},
			{"plv_d", "Length of domestic production", "stages",
				"value added absorbed at home without crossing a border"},
			{"plv_rt", "Length of traditional trade", "stages", "value added in final products exported"},
			{"plvd_gvc", "Domestic part of GVC length, forward", "stages", "before the first border"},
			{"cbv_gvc", "Border crossings, forward", "crossings",
				"of value added in global value chains, as intermediates"},
			{"plvf_gvc", "Foreign part of GVC length, forward", "stages", "after the first border, crossings apart"},
			{"ply", "Length, backward", "stages", "from final products to value added"},
			{"plyd_gvc", "Domestic part of GVC length, backward", "stages", "before the first border"},
			{"cby_gvc", "Border crossings, backward", "crossings", "of value in final products, as intermediates"},
			{"plyf_gvc", "Foreign part of GVC length, backward", "stages", "after the first border, crossings apart"},
			{"plv_gvc", "GVC length, forward", "stages", "all three parts"},
			{"ply_gvc", "GVC length, backward", "stages", "all three parts"},
			{"gvc_pos", "Position", "index", "forward over backward GVC length"},
		}
	},
	Compute: computeLength,
}

func computeLength(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	home, abroad := finalOutput(s)
	total := make([]float64, s.N())
	for i := range total {
		total[i] = home[i] + abroad[i]
	}
	forward, err := chains(ctx, s, dense.NoTrans, total, s.V)
	if err != nil {
		return nil, err
	}
	backward, err := chains(ctx, s, dense.Trans, s.V, total)
	if err != nil {
		return nil, err
	}
	if backward.local, err = domesticAtSource(ctx, s, total); err != nil {
		return nil, err
	}
	rows := newEconomyRows(s, q.Level)
	mean := func(amount, value []float64) []float64 { return over(rows.sum(amount), rows.sum(value)) }
	data := [][]float64{mean(forward.gvc, forward.value), mean(backward.gvc, backward.value),
		mean(forward.stages, forward.value)}
	for _, y := range [][]float64{home, abroad} {
		value, stages, err := localChains(ctx, s, y)
		if err != nil {
			return nil, err
		}
		data = append(data, mean(stages, value))
	}
	all, parts := forward.lengths(mean)
	data = append(append(data, parts...), mean(backward.stages, backward.value))
	back, parts := backward.lengths(mean)
	return rows.frame(terms, append(append(data, parts...), all, back, over(all, back))), nil
}

// finalOutput returns output sold to final users at home and abroad, by sector.
func finalOutput(s *leontief.System) (home, abroad []float64) {
	home, abroad = make([]float64, s.N()), make([]float64, s.N())
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			for r, y := range s.Y[i*s.G() : (i+1)*s.G()] {
				if r == p {
					home[i] += y
				} else {
					abroad[i] += y
				}
			}
		}
	}
	return home, abroad
}

// chainSums are amounts of value by the sector at one end of its chains, and those amounts times what the chains count.
type chainSums struct {
	value, stages []float64 // all value; times production stages
	gvc, gvcStage []float64 // value that crosses a border inside an intermediate; times stages
	local, cross  []float64 // the same value times stages inside the economy at its source, and times border crossings
}

// chains follows from to the sectors at the other end, where weight turns quantities into value: final output to value
// added per unit of output by B (NoTrans), or value added to final output by B' (Trans).
//
// With the operators transposed as asked, and f = from: value wBf, stages wBBf, GVC wLA_fBf, its stages w(LLA_fB +
// LA_fBB)f, stages at this end wLLA_fBf, crossings wL(I + A_fB)A_fBf.
func chains(ctx context.Context, s *leontief.System, op dense.Op, from, weight []float64) (*chainSums, error) {
	o := operators{ctx: ctx, s: s, op: op}
	bf := o.b(from)
	bbf := o.b(bf)
	first := o.abroad(bf)
	l := o.l(first)
	ll := o.l(l)
	again := o.l(o.abroad(o.b(first)))
	later := o.l(o.abroad(bbf))
	if o.err != nil {
		return nil, o.err
	}
	for i := range ll {
		again[i] += l[i]
		later[i] += ll[i]
	}
	return &chainSums{value: times(weight, bf), stages: times(weight, bbf), gvc: times(weight, l),
		gvcStage: times(weight, later),
		local:    times(weight, ll), cross: times(weight, again)}, nil
}

// domesticAtSource returns, for each final product, its GVC value times the stages inside the economies it comes from,
// before the first border: vLLA_fBŶ. From either end the domestic part of a chain is the one at its source.
func domesticAtSource(ctx context.Context, s *leontief.System, y []float64) ([]float64, error) {
	o := operators{ctx: ctx, s: s, op: dense.Trans}
	return times(y, o.b(o.abroad(o.l(o.l(s.V))))), o.err
}

// localChains returns the value added that reaches final output y inside its economy, and that value times stages.
func localChains(ctx context.Context, s *leontief.System, y []float64) (value, stages []float64, err error) {
	o := operators{ctx: ctx, s: s, op: dense.NoTrans}
	l := o.l(y)
	ll := o.l(l)
	return times(s.V, l), times(s.V, ll), o.err
}

// operators applies B, the local inverses and trade in inputs, and keeps the first error.
type operators struct {
	ctx context.Context
	s   *leontief.System
	op  dense.Op
	err error
}

func (o *operators) b(v []float64) []float64 {
	out := append([]float64(nil), v...)
	if o.err == nil {
		if o.op == dense.Trans {
			o.err = o.s.SolveT(o.ctx, 1, out)
		} else {
			o.err = o.s.Solve(o.ctx, 1, out)
		}
	}
	return out
}

func (o *operators) l(v []float64) []float64 {
	out := append([]float64(nil), v...)
	if o.err == nil {
		o.err = localSolve(o.ctx, o.s, o.op, out)
	}
	return out
}

func (o *operators) abroad(v []float64) []float64 {
	if o.err != nil {
		return v
	}
	out, err := o.s.MulAbroad(o.ctx, o.op, v)
	o.err = err
	return out
}

// lengths returns the mean length of GVC chains and its three parts: domestic stages, crossings, foreign stages.
func (c *chainSums) lengths(mean func(amount, value []float64) []float64) (all []float64, parts [][]float64) {
	all = mean(c.gvcStage, c.gvc)
	domestic, cross := mean(c.local, c.gvc), mean(c.cross, c.gvc)
	foreign := make([]float64, len(all))
	for i := range foreign {
		foreign[i] = all[i] - domestic[i] - cross[i]
	}
	return all, [][]float64{domestic, cross, foreign}
}
