package counterfactual

import "math"

// rounding is what the sums of a sweep may lose of the largest term: below so many units in the last place a sweep
// that moves nothing further is at its fixed point as far as numbers of 64 bits tell.
const rounding = 64 * 0x1p-52

// patient is how many sweeps in a row that come no closer show that rounding is what still moves.
const patient = 8

// settling watches an iteration to a fixed point.
type settling struct {
	least float64 // of the moves so far
	since int     // sweeps that came no closer
	begun bool
}

// settled reports whether a sweep that moved by so much ends the iteration: by no more than tol, or, where rounding
// allows no less, by no more than floor after sweeps that came no closer. A fixed point that feeds on itself, its
// contraction close to one, would otherwise be asked for what its sums cannot give.
func (s *settling) settled(moved, tol, floor float64) bool {
	if moved <= tol {
		return true
	}
	if !s.begun || moved < s.least {
		s.least, s.since, s.begun = moved, 0, true
		return false
	}
	s.since++
	return moved <= floor && s.since >= patient
}

// leastPriceMove is what rounding may move ln ĉ by in a sweep: a price index is the logarithm of a sum, divided by θ.
func (b *Baseline) leastPriceMove() float64 {
	least := 1.0
	for _, t := range b.Theta {
		least = math.Min(least, t)
	}
	return rounding / least
}
