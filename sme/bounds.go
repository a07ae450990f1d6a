package sme

import (
	"context"
	"math"
	"sync"

	"ikat/fault"
	"ikat/sme/lp"
)

// Range is an interval in two layers. No split that agrees with the information lies outside Low and High: linear
// programming duality certifies it. Splits that agree were found at FoundLow and FoundHigh. The ends of the identified
// set lie in between.
type Range struct {
	Low, High           float64
	FoundLow, FoundHigh float64
}

// Width is the width of the certified interval.
func (r Range) Width() float64 { return r.High - r.Low }

// Bounds are what the information allows.
type Bounds struct {
	Share  Range // of small and medium firms in domestic value added in exports
	Amount Range // their value added in exports, in the table's unit; nothing is searched for, so Found is NaN

	domestic float64 // certified: no split's domestic value added in exports is below it, in the programs' own unit
}

// Progress is told what is being done and how much of it is; done is below 0 where that is not known.
type Progress func(stage string, done float64)

// largest is the number of sectors above which bounds take too long.
const largest = 80

// NewBounds returns the interval that the information leaves to small and medium firms' value added in exports.
//
// Error: fault.Inconsistent if no split agrees with the information, fault.Invalid for an economy with too many
// sectors, fault.Unsolved, fault.Canceled.
func NewBounds(ctx context.Context, e *Economy, f Information, p Progress) (*Bounds, error) {
	if err := f.Statistics.check(e); err != nil {
		return nil, err
	}
	if e.N() > largest {
		return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("%s on %s", e.Code, e.Table),
			What: fault.Say("it has %d sectors, too many for bounds", e.N()),
			Fix:  fault.Say("Take a single economy, or ikat tables aggregate to at most %v sectors", largest)}
	}
	if p != nil {
		p("bounds of "+e.Code, -1)
	}
	r, err := newRelaxation(ctx, e, f, starts)
	if err != nil {
		return nil, err
	}
	least, err := r.outer[0].most(ctx, -1, 1, 1, roughly)
	if err != nil {
		return nil, err
	}
	r.domestic = -least
	b := &Bounds{domestic: r.domestic}
	if b.Share, err = r.share(ctx, certain); err != nil {
		return nil, err
	}
	b.Amount, err = r.amount(ctx)
	b.Amount.Low, b.Amount.High = b.Amount.Low*r.unit, b.Amount.High*r.unit
	return b, err
}

// relaxation holds the two programs of one piece of information, each twice: for the lower and for the upper end.
type relaxation struct {
	e        *Economy
	f        Information
	outer    [2]*program
	inner    [2]*program
	from     [][]float64 // splits from which ends are searched for
	domestic float64     // certified: no split's domestic value added in exports is below it, in units of unit
	unit     float64     // of e, in units of the table
}

// How near to its optimum a program is solved, in shares of exports: certain is a thousandth of a percentage point.
// What a bound of the share is divided by need not be known so well.
const certain, roughly = 1e-5, 1e-2

// contradicted is by how much a split that was found may be beyond an end. One that is further shows that the traced
// program leaves splits out: then nothing is certified but that a share is between 0 and 1.
const contradicted = 1e-4

// newRelaxation gathers the programs, and splits from which to start a search.
func newRelaxation(ctx context.Context, e *Economy, f Information, starts int) (*relaxation, error) {
	e, unit := e.inOwnUnit()
	r := &relaxation{e: e, f: f, unit: unit}
	box := limits(e, f)
	err := both(func(end int) error {
		if end == 1 {
			r.outer[0] = newProgram(e, f, box)
			err := r.outer[0].solver.Centre(ctx)
			r.outer[1] = r.outer[0].clone()
			return err
		}
		r.inner[0] = newProgram(e, f, nil)
		for seed := range starts {
			x, err := r.inner[0].some(ctx, uint64(seed+1))
			if err != nil {
				return err
			}
			r.from = append(r.from, x)
		}
		r.inner[1] = r.inner[0].clone()
		return nil
	})
	return r, err
}

// clone returns a program that another goroutine may solve.
func (p *program) clone() *program {
	q := *p
	q.solver = p.solver.Clone()
	return &q
}

// both calls f(0) and f(1) at once.
func both(f func(end int) error) error {
	var errs [2]error
	var wg sync.WaitGroup
	for end := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs[end] = f(end)
		}()
	}
	wg.Wait()
	if errs[0] != nil {
		return errs[0]
	}
	return errs[1]
}

// seek sets the program's objective to −sign · (small · Σ va_S g + large · Σ va_L g), in shares of exports.
func (p *program) seek(sign, small, large float64) {
	n, scale := p.e.N(), sum(p.e.Exports)
	c := p.solver.Problem().C
	clear(c)
	for k := range 2 * n {
		weight := small
		if k >= n {
			weight = large
		}
		for t, v := range p.va[k] {
			c[v] = -sign * weight * p.box.g(k, t) / scale
		}
	}
}

// exported returns both classes' value added in exports, Σ va g, at a point of the program.
func (p *program) exported(x []float64) (by [2]float64) {
	n := p.e.N()
	for k := range 2 * n {
		for t, column := range p.va[k] {
			by[k/n] += x[column] * p.box.g(k, t)
		}
	}
	return by
}

// most returns a certified upper limit of sign · (small · Σ va_S g + large · Σ va_L g), in the program's unit.
func (p *program) most(ctx context.Context, sign, small, large, tolerance float64) (float64, error) {
	p.seek(sign, small, large)
	s, err := p.solver.Solve(ctx, tolerance)
	if err != nil {
		return 0, err
	}
	return -s.Bound * sum(p.e.Exports), p.solved(s)
}

// solved reports a program that gave no bound.
func (p *program) solved(s *lp.Solution) error {
	if s.X != nil && !math.IsInf(s.Bound, 0) {
		return nil
	}
	return &fault.Error{Kind: fault.Unsolved, Where: fault.Say("bounds of %s", p.e.Code),
		What: fault.Say("the linear program left a residual of %.1e after %d steps", s.Residual, s.Steps),
		Fix:  "Leave the bounds out: {bounds=false}"}
}

// share returns the range of the share, with what a search finds inside it. The ends are certified, and as much wider
// than they need be as the programs are solved to.
func (r *relaxation) share(ctx context.Context, tolerance float64) (Range, error) {
	var ends, found [2]float64
	err := both(func(end int) error {
		sign := float64(2*end - 1)
		var err error
		if found[end], err = r.inner[end].reach(ctx, sign, r.from, tolerance); err != nil {
			return err
		}
		ends[end], err = r.outer[end].end(ctx, sign, r.domestic, tolerance)
		if sign*(found[end]-ends[end]) > contradicted {
			ends[end] = float64(end)
		}
		return err
	})
	return Range{Low: ends[0], High: ends[1], FoundLow: found[0], FoundHigh: found[1]}, err
}

// end returns the certified end of the share on one side.
//
// For any λ, if Σ va_S g − λ Σ va g ≤ b over all splits, then their share is at most λ + max(b, 0) / least Σ va g. The
// share at the solution is the next λ (Dinkelbach), which ends where b is nought; λ moves while the program is solved.
func (p *program) end(ctx context.Context, sign, domestic, tolerance float64) (float64, error) {
	share := float64(0)
	if sign < 0 {
		share = 1
	}
	p.seek(sign, 1-share, -share)
	s, err := p.solver.Steered(ctx, tolerance, func(x []float64) bool {
		by := p.exported(x)
		next := by[Small] / (by[Small] + by[Large])
		if !(sign*(next-share) > tolerance/10) {
			return false
		}
		share = next
		p.seek(sign, 1-share, -share)
		return true
	})
	if err != nil {
		return 0, err
	}
	if err := p.solved(s); err != nil {
		return 0, err
	}
	above := math.Max(0, -s.Bound*sum(p.e.Exports))
	switch {
	case above == 0:
	case domestic > 0:
		share += sign * above / domestic
	default:
		share = sign
	}
	// A share is between 0 and 1 by what it is.
	return math.Max(0, math.Min(1, share)), nil
}

// amount returns the range of small firms' value added in exports.
func (r *relaxation) amount(ctx context.Context) (Range, error) {
	var ends [2]float64
	err := both(func(end int) error {
		sign := float64(2*end - 1)
		limit, err := r.outer[end].most(ctx, sign, 1, 0, certain)
		ends[end] = sign * limit
		return err
	})
	return Range{Low: ends[0], High: ends[1], FoundLow: math.NaN(), FoundHigh: math.NaN()}, err
}
