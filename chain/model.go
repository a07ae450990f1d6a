package chain

import (
	"context"
	"sync"
	"weak"

	"ikat/fault"
	"ikat/leontief"
)

// Model is a system with borders, and the prices they lead to at each cost of a day. It is immutable and safe for
// concurrent use.
type Model struct {
	Sys     *leontief.System
	Borders *Borders
	Thetas  []float64

	with []leontief.Weights // by θ: 1 + t
	rise []float64          // n x θ: p − 1

	// The factors of I − A∘(1+T), by θ, where they have been asked for. Each take as much memory as the table: those of
	// the middle cost are kept, those of others until the next collection after their use.
	mu       sync.Mutex
	factored []weak.Pointer[leontief.Weighted]
	middle   *leontief.Weighted
}

// usualFactors bounds the numbers that the factors of all costs of a day may take together, 128 MiB: five of 1,800
// sectors.
const usualFactors = 128 << 20 / 8

var mostFactors = usualFactors

// near returns the factors of prices at the c-th cost of a day, or nil where those of all would take too much memory.
// They serve every product of the table that is asked for before they are collected.
func (m *Model) near(ctx context.Context, c int) (*leontief.Weighted, error) {
	if n := m.Sys.N(); n*n*len(m.Thetas) > mostFactors {
		return nil, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.factored == nil {
		m.factored = make([]weak.Pointer[leontief.Weighted], len(m.Thetas))
	}
	if f := m.factored[c].Value(); f != nil {
		return f, nil
	}
	f, err := m.Sys.Weighted(ctx, m.with[c])
	if err != nil {
		return nil, err
	}
	if m.factored[c] = weak.Make(f); c == len(m.Thetas)/2 {
		m.middle = f
	}
	return f, nil
}

// Holds counts the bytes of the model, which grow with what is asked of it, and those of its system, as parts that
// others share.
func (m *Model) Holds(count func(id any, bytes int64)) {
	m.Sys.Holds(count)
	numbers := len(m.rise) + len(m.with)*m.Sys.N()*m.Sys.G()
	b := m.Borders
	numbers += len(b.Sensitive) + len(b.Other) + len(b.OtherDays) + 4*len(b.Sides)
	if m.mu.TryLock() { // being factored is counted once it is
		if m.middle != nil {
			numbers += m.middle.Numbers()
		}
		m.mu.Unlock()
	}
	count(m, 8*int64(numbers)+int64(len(b.Goods)+len(b.Free)))
}

// New solves the prices of all products at each cost of a day.
//
//	(p−1)' = (p−1)' A∘(1+T) + 1'(A∘T)
//
// Error: fault.Invalid for a negative or absent θ; fault.Unsolved where border costs feed on themselves without bound.
func New(ctx context.Context, s *leontief.System, b *Borders, thetas []float64) (*Model, error) {
	if len(thetas) == 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: "theta", What: "no cost of a day is given"}
	}
	m := &Model{Sys: s, Borders: b, Thetas: thetas}
	alone := make([]leontief.Weights, len(thetas))
	for c, th := range thetas {
		if !(th >= 0 && th < 1) {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: "theta",
				What:  fault.Say("%g is not a cost of a day between 0 and 100%%", th),
			}
		}
		alone[c] = weights(s, func(i, p, q int) float64 { return b.rate(th, i, p, q) })
		m.with = append(m.with, plusOne(alone[c]))
	}
	ones := make([]float64, s.N()*len(thetas))
	for i := range ones {
		ones[i] = 1
	}
	var err error
	if m.rise, err = s.MulWeightedT(ctx, alone, ones); err != nil {
		return nil, err
	}
	if err := s.SolveWeightedT(ctx, m.with, m.rise); err != nil {
		return nil, err
	}
	return m, m.bounded()
}

func plusOne(w leontief.Weights) leontief.Weights {
	out := make(leontief.Weights, len(w))
	for i, v := range w {
		out[i] = 1 + v
	}
	return out
}

// bounded checks that prices are a sum of rounds: where each round of inputs costs more than the one before, the
// solution of the linear system exists but is negative somewhere.
func (m *Model) bounded() error {
	for at, r := range m.rise {
		if r < -1e-3 {
			return &fault.Error{
				Kind:  fault.Unsolved,
				Where: m.Sys.Sector(at / len(m.Thetas)),
				What:  fault.Say("border costs feed on themselves without bound at %g%% a day", 100*m.Thetas[at%len(m.Thetas)]),
				Fix:   "Choose a lower cost of a day or a higher container value",
			}
		}
	}
	return nil
}

// Rise returns p_j − 1 at the c-th cost of a day: what borders cost upstream, per dollar of product j without them.
func (m *Model) Rise(j, c int) float64 { return m.rise[j*len(m.Thetas)+c] }

func (m *Model) price(j, c int) float64 { return 1 + m.Rise(j, c) }

// Delivered returns p_j (1 + t_jd) − 1: what borders cost from the first input to delivery in part to.
func (m *Model) Delivered(j, to, c int) float64 {
	return m.price(j, c)*(1+m.Borders.rate(m.Thetas[c], j, m.Sys.PartOf(j), to)) - 1
}

// mean returns Σ d_im A_im B_mj for all products j: what a dollar of j meets on its way, by adjoint.
func (m *Model) mean(ctx context.Context, d leontief.Weights) ([]float64, error) {
	ones := make([]float64, m.Sys.N())
	for i := range ones {
		ones[i] = 1
	}
	y, err := m.Sys.MulWeightedT(ctx, []leontief.Weights{d}, ones)
	if err != nil {
		return nil, err
	}
	return y, m.Sys.SolveT(ctx, 1, y)
}

// Days returns the expected border days embodied in a dollar of each product, D = 1'(A∘D)B.
func (m *Model) Days(ctx context.Context) ([]float64, error) {
	return m.mean(ctx, weights(m.Sys, m.Borders.Days))
}

// Crossings returns the expected number of borders a dollar of each product has crossed: goods only, and only borders
// with procedures.
func (m *Model) Crossings(ctx context.Context) ([]float64, error) {
	return m.mean(ctx, weights(m.Sys, func(i, p, q int) float64 {
		if m.Borders.crosses(i, p, q) {
			return 1
		}
		return 0
	}))
}

// Crossings returns the expected number of times a dollar of each product has passed from one economy to another, goods
// and services alike, wherever there are procedures or not: 1'(A∘[s≠r])B.
func Crossings(ctx context.Context, s *leontief.System) ([]float64, error) {
	m := &Model{Sys: s}
	return m.mean(ctx, weights(s, func(_, p, q int) float64 {
		if p != q {
			return 1
		}
		return 0
	}))
}
