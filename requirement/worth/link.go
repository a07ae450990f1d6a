package worth

import (
	"context"
	"math"
	"slices"

	"ikat/dense"
	"ikat/fault"
	"ikat/requirement/contract"
)

// Item is what a supplier pays to meet a requirement: an outlay that lasts so many years, and an amount a year.
type Item struct {
	OneOff  float64
	Life    int // years
	PerYear float64
}

// Class is the suppliers of a sector of a size.
type Class struct {
	Share float64 // of the sector's sales on the links
	Sales float64 // a supplier's sales on the links that need it
	Items []Item
}

// Wedge is what meeting its requirements costs a supplier, over its sales on the links that need it.
//
//	t = Σ over items [outlay / Σ_{y=1..life} (1 + rate)^−y + amount a year] / sales
//
// Error: fault.Invalid for items without life, and for costs without sales to bear them.
func (c *Class) Wedge(rate float64) (float64, error) {
	var cost float64
	for _, i := range c.Items {
		if i.Life < 1 {
			return 0, &fault.Error{Kind: fault.Invalid, What: fault.Say("an item lasts %d years", i.Life)}
		}
		cost += i.OneOff/contract.Annuity(rate, i.Life) + i.PerYear
	}
	if cost == 0 {
		return 0, nil
	}
	if !(c.Sales > 0) {
		return 0, &fault.Error{Kind: fault.Invalid, What: "there are no sales to bear what the requirements cost"}
	}
	return cost / c.Sales, nil
}

// Chain is a price system whose links bear border costs and what requirements cost, both as shares of the flow.
type Chain struct {
	A      [][]float64 // input shares, supplier by user
	Border [][]float64
	Wedges []float64 // by supplier, on all its links
}

// Links is what borders and requirements add to a product's price.
type Links struct {
	Price               float64   // of the product, 1 without costs
	Border, Requirement float64   // parts of Price − 1, exactly
	BySupplier          []float64 // of Requirement
	Saving              []float64 // fall of the price when one supplier's requirement cost goes away on all its links
	SavingAll           float64   // when all requirement costs go away
}

// Price divides what costs add to a product's price between borders and requirements, and by supplier.
//
//	p_j − 1 = Σ_{i,m} p_i t_im A_im B_mj,  B = (I − A)⁻¹
//	saving_j(i) = p_i (d'B(t))_j / (1 + (d'B(t))_i),  d_m = t_i A_im,  B(t) = (I − A∘(1 + t))⁻¹
//
// Error: fault.Unsolved where the chain has no prices.
func (c *Chain) Price(ctx context.Context, product int) (*Links, error) {
	n := len(c.A)
	without, with, value := make([]float64, n*n), make([]float64, n*n), make([]float64, n)
	for i := range n {
		value[i]++
		without[i*n+i], with[i*n+i] = 1, 1
	}
	for i := range n {
		for m, a := range c.A[i] {
			value[m] -= a
			without[i*n+m] -= a
			with[i*n+m] -= a * (1 + c.Border[i][m] + c.Wedges[i])
		}
	}
	down, err := column(ctx, without, product, dense.NoTrans) // B_mj
	if err != nil {
		return nil, err
	}
	loaded, err := dense.Factor(ctx, n, with, n)
	if err != nil {
		return nil, unsolved(err)
	}
	prices := slices.Clone(value) // p' = v' + p'(A∘(1+t))
	if err := loaded.Solve(ctx, dense.Trans, 1, prices, 1); err != nil {
		return nil, err
	}
	users := unit(n, product) // B(t)_mj
	if err := loaded.Solve(ctx, dense.NoTrans, 1, users, 1); err != nil {
		return nil, err
	}
	out := &Links{Price: prices[product], BySupplier: make([]float64, n), Saving: make([]float64, n)}
	for i := range n {
		var load, own float64 // d'B(t) at the product and at the supplier itself
		at := unit(n, i)
		if err := loaded.Solve(ctx, dense.NoTrans, 1, at, 1); err != nil {
			return nil, err
		}
		for m, a := range c.A[i] {
			out.Border += prices[i] * c.Border[i][m] * a * down[m]
			out.BySupplier[i] += prices[i] * c.Wedges[i] * a * down[m]
			load += c.Wedges[i] * a * users[m]
			own += c.Wedges[i] * a * at[m]
		}
		out.Requirement += out.BySupplier[i]
		out.Saving[i] = prices[i] * load / (1 + own)
	}
	free := &Chain{A: c.A, Border: c.Border, Wedges: make([]float64, n)}
	if out.Requirement == 0 {
		return out, nil
	}
	bare, err := free.Price(ctx, product)
	if err != nil {
		return nil, err
	}
	out.SavingAll = out.Price - bare.Price
	return out, nil
}

func column(ctx context.Context, matrix []float64, j int, op dense.Op) ([]float64, error) {
	n := int(math.Round(math.Sqrt(float64(len(matrix)))))
	lu, err := dense.Factor(ctx, n, matrix, n)
	if err != nil {
		return nil, unsolved(err)
	}
	out := unit(n, j)
	return out, lu.Solve(ctx, op, 1, out, 1)
}

func unit(n, i int) []float64 {
	out := make([]float64, n)
	out[i] = 1
	return out
}

func unsolved(err error) error {
	return &fault.Error{Kind: fault.Unsolved, What: "the chain has no prices: its input shares add up to one or more",
		Err: err}
}
