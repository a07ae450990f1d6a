package leontief

import (
	"context"
	"sync"

	"ikat/dense"
	"ikat/internal/cores"
)

// Locals returns the factors of I − A_ss for each part s.
func (s *System) Locals(ctx context.Context) ([]*dense.LU, error) {
	return s.local.get(func() ([]*dense.LU, error) {
		out := make([]*dense.LU, s.G())
		err := s.EachPart(ctx, func(p int) error {
			P := s.Parts[p]
			w := P.Hi - P.Lo
			lu, err := dense.Factor(ctx, w, s.iMinusA(P.Lo, P.Hi), w)
			if err != nil {
				return s.singular(err, P.Lo)
			}
			out[p] = lu
			return nil
		})
		return out, err
	})
}

// DiagonalBlocks returns B_ss for each part s, row-major.
func (s *System) DiagonalBlocks(ctx context.Context) ([][]float64, error) {
	return s.diag.get(func() ([][]float64, error) {
		lu, err := s.Factor(ctx)
		if err != nil {
			return nil, err
		}
		out := make([][]float64, s.G())
		bounds := []int{0}
		for p, P := range s.Parts {
			out[p] = make([]float64, (P.Hi-P.Lo)*(P.Hi-P.Lo))
			bounds = append(bounds, P.Hi)
		}
		err = stopped(lu.DiagonalBlocks(ctx, bounds, out))
		return out, err
	})
}

// Origin returns the value added of each part in one unit of each sector's final output.
//
//	W[j·G + t] = v_t B_tj
//
// With the residual basis the G shares of a sector with output add up to one.
func (s *System) Origin(ctx context.Context) ([]float64, error) {
	return s.origin.get(func() ([]float64, error) { return s.OriginOf(ctx, s.V) })
}

// OriginOf is Origin for any quantity per unit of output in place of value added.
func (s *System) OriginOf(ctx context.Context, intensity []float64) ([]float64, error) {
	w := s.eachApart(intensity)
	return w, s.SolveT(ctx, s.G(), w)
}

// eachApart spreads u, stacked by part, over G columns: the entries of part p stand in column p.
func (s *System) eachApart(u []float64) []float64 {
	G := s.G()
	out := make([]float64, s.N()*G)
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			out[i*G+p] = u[i]
		}
	}
	return out
}

// Absorbed returns the output of each sector absorbed by the final demand of each part, BY: n x G.
func (s *System) Absorbed(ctx context.Context) ([]float64, error) {
	return s.absorb.get(func() ([]float64, error) {
		by := append([]float64(nil), s.Y...)
		return by, s.Solve(ctx, s.G(), by)
	})
}

// Exports are gross exports by exporting sector and importing part; entries inside a part are zero.
type Exports struct {
	Total        []float64 // n x G
	Intermediate []float64 // n x G
	Final        []float64 // n x G
	Sum          []float64 // n: over importers
}

// Exports returns gross exports.
//
//	e_sr = Z_sr 1 + Y_sr 1, r ≠ s
func (s *System) Exports() *Exports {
	e, _ := s.exports.get(func() (*Exports, error) {
		n, G := s.N(), s.G()
		e := &Exports{Total: make([]float64, n*G), Intermediate: make([]float64, n*G), Final: make([]float64, n*G),
			Sum: make([]float64, n)}
		for own, o := range s.Parts {
			for i := o.Lo; i < o.Hi; i++ {
				row := s.ZRow(i)
				for r, p := range s.Parts {
					if r == own {
						continue
					}
					var z float64
					for _, v := range row[p.Lo:p.Hi] {
						z += v
					}
					f := s.Y[i*G+r]
					e.Intermediate[i*G+r], e.Final[i*G+r], e.Total[i*G+r] = z, f, z+f
					e.Sum[i] += z + f
				}
			}
		}
		return e, nil
	})
	return e
}

// OriginLocal returns v_s L_s for each part's own sectors: domestic value added per unit of output that never left the
// economy on the way.
func (s *System) OriginLocal(ctx context.Context) ([]float64, error) {
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	out := append([]float64(nil), s.V...)
	for p, P := range s.Parts {
		if err := locals[p].Solve(ctx, dense.Trans, 1, out[P.Lo:P.Hi], 1); err != nil {
			return nil, stopped(err)
		}
	}
	return out, nil
}

// EachPart calls f for every part, on all cores, and returns the first error.
func (s *System) EachPart(ctx context.Context, f func(p int) error) error {
	var (
		mu    sync.Mutex
		next  int
		first error
		wg    sync.WaitGroup
	)
	for range min(cores.Count(), s.G()) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				mu.Lock()
				p := next
				next++
				stop := first != nil || p >= s.G()
				mu.Unlock()
				if stop {
					return
				}
				err := ctxErr(ctx)
				if err == nil {
					err = f(p)
				}
				if err != nil {
					mu.Lock()
					if first == nil {
						first = err
					}
					mu.Unlock()
					return
				}
			}
		}()
	}
	wg.Wait()
	return first
}

// MulAbroad returns A_f u, or A_f' u: A without the blocks inside each part. u and the result have one value a sector.
func (s *System) MulAbroad(ctx context.Context, op dense.Op, u []float64) ([]float64, error) {
	out := make([]float64, s.N())
	err := s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		dst := out[P.Lo:P.Hi]
		part := make([]float64, len(dst))
		for q, Q := range s.Parts {
			if q == p {
				continue
			}
			if op == dense.NoTrans {
				s.MulA(p, q, u[Q.Lo:Q.Hi], part)
			} else {
				s.MulAT(q, p, u[Q.Lo:Q.Hi], part)
			}
			for i, v := range part {
				dst[i] += v
			}
		}
		return nil
	})
	return out, err
}

// Inverse returns B, n x n, as a new matrix. Few questions need it: a solve for what is asked costs less.
func (s *System) Inverse(ctx context.Context) ([]float64, error) {
	if err := s.closes(ctx); err != nil {
		return nil, err
	}
	b := s.iMinusA(0, s.N())
	if err := dense.Invert(ctx, s.N(), b, s.N()); err != nil {
		return nil, s.singular(err, 0)
	}
	return b, nil
}

// EconomyOf returns the table's number of the economy that sector i belongs to.
func (s *System) EconomyOf(i int) int {
	p := s.Parts[s.PartOf(i)]
	e, _ := s.Table.Economy(p.Members[(i-p.Lo)/len(s.Industries)])
	return e
}
