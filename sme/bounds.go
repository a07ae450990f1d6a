package sme

import (
	"context"
	"fmt"
	"math"
	"sync"

	"ikat/fault"
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
		return nil, &fault.Error{Kind: fault.Invalid, Where: e.Code + " on " + e.Table,
			What: fmt.Sprintf("it has %d sectors, too many for bounds", e.N()),
			Fix:  "Take a single economy, or ikat tables aggregate to at most " + fmt.Sprint(largest) + " sectors"}
	}
	if p != nil {
		p("bounds of "+e.Code, -1)
	}
	r, err := newRelaxation(ctx, e, f)
	if err != nil {
		return nil, err
	}
	least, _, _, err := r.outer[0].best(ctx, -1, 1, 1)
	if err != nil {
		return nil, err
	}
	r.domestic = -least
	b := &Bounds{domestic: r.domestic}
	if b.Share, err = r.share(ctx, starts, 20*certain); err != nil {
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
	domestic float64 // certified: no split's domestic value added in exports is below it, in units of unit
	unit     float64 // of e, in units of the table
}

// share of exports, in which the objectives of programs are measured: a thousandth of a percentage point.
const certain = 1e-5

func newRelaxation(ctx context.Context, e *Economy, f Information) (*relaxation, error) {
	e, unit := e.inOwnUnit()
	r := &relaxation{e: e, f: f, unit: unit}
	box := limits(e, f)
	err := both(func(end int) error {
		if end == 0 {
			r.inner[0] = newProgram(e, f, nil)
			r.inner[1] = r.inner[0].clone()
			_, err := r.inner[0].some(ctx, 0)
			return err
		}
		r.outer[0] = newProgram(e, f, box)
		r.outer[1] = r.outer[0].clone()
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

// best returns a certified upper limit of
//
//	sign · (small · Σ va_S g + large · Σ va_L g)
//
// over the mixtures of the program, and the two sums at the solution. All are in the program's unit.
func (p *program) best(ctx context.Context, sign, small, large float64) (limit, vaSmall, vaLarge float64, err error) {
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
	s, err := p.solver.Solve(ctx, certain)
	if err != nil {
		return 0, 0, 0, err
	}
	if s.X == nil || math.IsInf(s.Bound, 0) {
		return 0, 0, 0, &fault.Error{Kind: fault.Unsolved, Where: "bounds of " + p.e.Code,
			What: fmt.Sprintf("the linear program left a residual of %.1e after %d steps", s.Residual, s.Steps),
			Fix:  "Leave the bounds out with --no-bounds"}
	}
	for k := range 2 * n {
		var v float64
		for t, column := range p.va[k] {
			v += s.X[column] * p.box.g(k, t)
		}
		if k < n {
			vaSmall += v
		} else {
			vaLarge += v
		}
	}
	return -s.Bound * scale, vaSmall, vaLarge, nil
}

// share returns the range of the share, with what a search from some starts finds inside it. The ends are certified,
// and by no more than slack wider than they need be.
//
// For any λ, if Σ va_S g − λ Σ va g ≤ b over all splits, then their share is at most λ + max(b, 0) / least Σ va g. The
// share at the solution is the next λ (Dinkelbach), which ends where b is nought.
func (r *relaxation) share(ctx context.Context, starts int, slack float64) (Range, error) {
	var ends, found [2]float64
	err := both(func(end int) error {
		sign := float64(2*end - 1)
		var err error
		if found[end], err = r.inner[end].reach(ctx, sign, starts); err != nil {
			return err
		}
		ends[end], err = r.outer[end].limit(ctx, sign, found[end], r.domestic, slack)
		return err
	})
	return Range{Low: ends[0], High: ends[1], FoundLow: found[0], FoundHigh: found[1]}, err
}

// limit returns the certified end of the share on one side, starting from a guess, to within some slack.
func (p *program) limit(ctx context.Context, sign, share, domestic, slack float64) (float64, error) {
	certified := math.Inf(1)
	for range 8 {
		b, small, large, err := p.best(ctx, sign, 1-share, -share)
		if err != nil {
			return 0, err
		}
		if b <= 0 {
			certified = math.Min(certified, sign*share)
		} else if domestic > 0 {
			certified = math.Min(certified, sign*share+b/domestic)
		}
		next := small / (small + large)
		if math.Abs(next-share) < certain || certified-sign*next < slack {
			break
		}
		share = next
	}
	// A share is between 0 and 1 by what it is.
	return math.Max(0, math.Min(1, sign*certified)), nil
}

// amount returns the range of small firms' value added in exports.
func (r *relaxation) amount(ctx context.Context) (Range, error) {
	var ends [2]float64
	err := both(func(end int) error {
		sign := float64(2*end - 1)
		limit, _, _, err := r.outer[end].best(ctx, sign, 1, 0)
		ends[end] = sign * limit
		return err
	})
	return Range{Low: ends[0], High: ends[1], FoundLow: math.NaN(), FoundHigh: math.NaN()}, err
}
