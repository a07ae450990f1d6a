package gloria

import (
	"context"
	"fmt"
	"math"

	"ikat/fault"
)

// model is the first line of a table's derivation.
const model = "industry-by-industry table from supply and use by the fixed product sales structure (Eurostat model " +
	"D): each product's sales divided among its region's industries by their shares in making it"

// convert replaces use and final demand by product with those by industry, in place:
//
//	D_ip = V_ip / q_p,   q_p = Σ_i V_ip
//	Z_ij = Σ_p D_ip U_pj,   F_ic = Σ_p D_ip Y_pc
//
// V supply, U use, Y final demand; i and p of the same region. The columns of D add up to one, so the column sums of
// use and of final demand are kept, within each region of origin; value added is by industry already. Where sales of
// each product are what is made of it, an industry's output is the sum of its row of supply.
//
// Sales of a product that no industry makes (q_p = 0) go to the industry in the product's place, and the derivation,
// which is returned, says how much that is. Eurostat (2008), Manual of Supply, Use and Input-Output Tables, chapter 11,
// model D.
//
// Error: fault.Inconsistent if supply adds up to more than a number can hold; ctx's error.
func (w *world) convert(ctx context.Context, file string) ([]string, error) {
	size, columns := w.size(), w.regions*w.categories
	spare := make([]float64, w.sectors*max(size, columns))
	orphans, sales := 0, 0.0
	for r := range w.regions {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		first := r * w.sectors
		shares := w.supply[first*w.sectors : (first+w.sectors)*w.sectors]
		unmade, p := marketShares(shares, w.sectors)
		if p >= 0 {
			return nil, &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s, column %d", file, (2*r+1)*w.sectors+p+1),
				What: "supply adds up to more than a number can hold", Why: "No flow is that large", Fix: "Get the file again"}
		}
		for _, p := range unmade {
			at := first + p
			if sold := total(w.use[at*size:(at+1)*size]) + total(w.demand[at*columns:(at+1)*columns]); sold != 0 {
				orphans, sales = orphans+1, sales+sold
			}
		}
		byIndustry(shares, w.use[first*size:(first+w.sectors)*size], spare, w.sectors)
		byIndustry(shares, w.demand[first*columns:(first+w.sectors)*columns], spare, w.sectors)
	}
	derivation := []string{model}
	if orphans > 0 {
		derivation = append(derivation, fmt.Sprintf("sales of %d products that no industry makes, %.6g in all, given "+
			"to the industry in the product's place", orphans, sales))
	}
	return derivation, nil
}

// marketShares turns n x n supply, industries by products, into shares. It returns the products that nobody makes, and
// one whose supply is not a number, or -1.
func marketShares(supply []float64, n int) (unmade []int, bad int) {
	for p := range n {
		q := 0.0
		for i := range n {
			q += supply[i*n+p]
		}
		if math.IsInf(q, 0) || math.IsNaN(q) {
			return nil, p
		}
		for i := range n {
			switch {
			case q != 0:
				supply[i*n+p] /= q
			case i == p:
				supply[i*n+p] = 1
			default:
				supply[i*n+p] = 0
			}
		}
		if q == 0 {
			unmade = append(unmade, p)
		}
	}
	return unmade, -1
}

// byIndustry replaces the rows of n products with those of n industries. spare has room for the rows.
func byIndustry(shares, rows, spare []float64, n int) {
	width := len(rows) / n
	spare = spare[:len(rows)]
	clear(spare)
	for i := range n {
		out := spare[i*width : (i+1)*width]
		for p, d := range shares[i*n : (i+1)*n] {
			if d == 0 {
				continue
			}
			for j, v := range rows[p*width : (p+1)*width] {
				out[j] += d * v
			}
		}
	}
	copy(rows, spare)
}

// made returns each industry's output as supply has it.
func (w *world) made() []float64 {
	g := make([]float64, w.size())
	for i := range g {
		g[i] = total(w.supply[i*w.sectors : (i+1)*w.sectors])
	}
	return g
}

func total(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}
