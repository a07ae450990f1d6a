package counterfactual_test

import (
	"math"
	"slices"

	"ikat/counterfactual"
	"ikat/icio"
)

// The worlds of the second solver: from a table to shares, and from shares to classes.

// party is who sells or who buys: an economy and the number of a class; final users follow the classes, and −1 is an
// economy that is not divided.
type party struct{ economy, class int }

type dense struct {
	n, m, uses     int
	theta, eta     []float64
	sellers, doors []party
	buys, final    []int           // door of a seller's industries, and of an economy's final users
	output, own    [][]float64     // seller, industry: output, value added per unit
	need           [][][]float64   // seller, product, industry: inputs per unit
	share          [][][][]float64 // product, door, use, seller
	tariff         [][][]float64   // product, door, seller
	taste          [][]float64     // economy, product
	income         []float64       // of final users
	surplus, wages []float64       // by economy
	factors        []factor
}

// factor is what is paid: the part of each producer's value added, by seller and industry.
type factor struct {
	economy int
	part    [][]float64
	value   float64
}

// matrix is a table of nothing.
func matrix(rows, columns int) [][]float64 {
	out := make([][]float64, rows)
	for i := range out {
		out[i] = make([]float64, columns)
	}
	return out
}

// denseOf calibrates a table of positive flows with tariffs by product, importer and exporter, and divides economies.
func denseOf(t *icio.Table, theta, eta []float64, specific bool, tariff [][][]float64,
	divisions map[int]counterfactual.Division) *dense {
	n, m := len(t.Economies), len(t.Industries)
	w := &dense{n: n, m: m, uses: 1, theta: theta, eta: eta, wages: make([]float64, n), surplus: make([]float64, n)}
	if specific {
		w.uses = m + 1
	}
	for e := range n {
		first := len(w.doors)
		for a := range divisions[e].Classes {
			w.buys = append(w.buys, len(w.doors))
			w.sellers, w.doors = append(w.sellers, party{e, a}), append(w.doors, party{e, a})
		}
		if first == len(w.doors) {
			w.buys, w.sellers = append(w.buys, first), append(w.sellers, party{e, -1})
			w.doors = append(w.doors, party{e, -1})
		} else {
			w.doors = append(w.doors, party{e, len(divisions[e].Classes)})
		}
		w.final = append(w.final, len(w.doors)-1)
	}
	flow := func(s, j, b, k int) float64 { // k = m is final demand
		if k == m {
			return t.F[(s*m+j)*n+b]
		}
		return t.Z[(s*m+j)*n*m+b*m+k]
	}
	w.spread(flow, tariff, divisions)
	w.produce(flow, tariff, divisions)
	for e, v := range divisions {
		if len(v.Linkages) > 0 {
			w.connect(e, v)
		}
	}
	w.earn(divisions)
	return w
}

// spread fills in shares and tariffs: each buyer's spending on an economy goes to its classes as its exports, or its
// home sales, do.
func (w *dense) spread(flow func(s, j, b, k int) float64, tariff [][][]float64,
	divisions map[int]counterfactual.Division) {
	for j := range w.m {
		var doors [][][]float64
		var taxed [][]float64
		for _, d := range w.doors {
			uses, tax := matrix(w.uses, len(w.sellers)), make([]float64, len(w.sellers))
			for u := range uses {
				var all float64
				paid := make([]float64, w.n)
				for s := range paid {
					for k := range w.m + 1 {
						if w.uses == 1 || k == u {
							paid[s] += flow(s, j, d.economy, k) * (1 + tariff[j][d.economy][s])
						}
					}
					all += paid[s]
				}
				for i, s := range w.sellers {
					uses[u][i] = paid[s.economy] / all * w.classPart(flow, divisions[s.economy], s, j, d.economy)
					tax[i] = tariff[j][d.economy][s.economy]
				}
			}
			doors, taxed = append(doors, uses), append(taxed, tax)
		}
		w.share, w.tariff = append(w.share, doors), append(w.tariff, taxed)
	}
}

// classPart is a class's part of what its economy sells of a product to another, or at home.
func (w *dense) classPart(flow func(s, j, b, k int) float64, v counterfactual.Division, s party, j, to int) float64 {
	if s.class < 0 {
		return 1
	}
	var made, abroad float64
	for b := range w.n {
		for k := range w.m + 1 {
			made += flow(s.economy, j, b, k)
			if b != s.economy {
				abroad += flow(s.economy, j, b, k)
			}
		}
	}
	// No class exports more than it makes: exports are the least of that and of λ times what was wished for.
	low, high := 0.0, 1e9
	sold := func(a int, lambda float64) float64 {
		return math.Min(lambda*v.Exports[a][j]*abroad, v.Output[a][j]*made)
	}
	for range 200 {
		var all float64
		for a := range v.Classes {
			all += sold(a, (low+high)/2)
		}
		if all < abroad {
			low = (low + high) / 2
		} else {
			high = (low + high) / 2
		}
	}
	if to != s.economy {
		return sold(s.class, high) / abroad
	}
	return (v.Output[s.class][j]*made - sold(s.class, high)) / (made - abroad)
}

// produce fills in output, inputs, tastes and incomes.
func (w *dense) produce(flow func(s, j, b, k int) float64, tariff [][][]float64,
	divisions map[int]counterfactual.Division) {
	for _, s := range w.sellers {
		out, own, need := make([]float64, w.m), make([]float64, w.m), matrix(w.m, w.m)
		for k := range w.m {
			var made float64
			for b := range w.n {
				for use := range w.m + 1 {
					made += flow(s.economy, k, b, use)
				}
			}
			out[k], own[k] = made, 1
			ratio := 1.0
			if s.class >= 0 {
				v := divisions[s.economy]
				out[k] *= v.Output[s.class][k]
				ratio = v.Inputs[s.class][k] / v.Output[s.class][k]
			}
			for j := range w.m {
				for from := range w.n {
					need[j][k] += ratio * flow(from, j, s.economy, k) * (1 + tariff[j][s.economy][from]) / made
				}
				own[k] -= need[j][k]
			}
			w.wages[s.economy] += own[k] * out[k]
		}
		w.output, w.own, w.need = append(w.output, out), append(w.own, own), append(w.need, need)
	}
	for b := range w.n {
		taste, spent := make([]float64, w.m), 0.0
		for j := range w.m {
			for s := range w.n {
				taste[j] += flow(s, j, b, w.m) * (1 + tariff[j][b][s])
			}
			spent += taste[j]
		}
		for j := range taste {
			taste[j] /= spent
		}
		w.taste, w.income = append(w.taste, taste), append(w.income, spent)
	}
}

// earn names factors and what they earn, and surpluses.
func (w *dense) earn(divisions map[int]counterfactual.Division) {
	add := func(e int, part func(s party, k int) float64) {
		f := factor{economy: e, part: matrix(len(w.sellers), w.m)}
		for i, s := range w.sellers {
			for k := range w.m {
				if s.economy == e {
					f.part[i][k] = part(s, k)
					f.value += f.part[i][k] * w.own[i][k] * w.output[i][k]
				}
			}
		}
		w.factors = append(w.factors, f)
	}
	for e := range w.n {
		phi := divisions[e].Specific
		add(e, func(party, int) float64 { return 1 - phi })
		for a := range divisions[e].Classes {
			switch {
			case phi == 0:
			case divisions[e].Market == counterfactual.ByClass:
				add(e, func(s party, _ int) float64 { return only(s.class == a, phi) })
			default:
				for k := range w.m {
					add(e, func(s party, i int) float64 { return only(s.class == a && i == k, phi) })
				}
			}
		}
	}
	revenue := w.revenue(w.share, w.tariff, w.spending(w.output, w.income))
	for e := range w.n {
		w.surplus[e] = w.wages[e] + revenue[e] - w.income[e]
	}
}

func only(yes bool, v float64) float64 {
	if yes {
		return v
	}
	return 0
}

// connect parts the doors of an economy's firms by facts of their purchases, nearest to shares alike: purchases are
// F₀ r_a c_s e^(λ·weights), r and c by product and use, and Newton's method with differences finds λ.
func (w *dense) connect(e int, v counterfactual.Division) {
	x := w.spending(w.output, w.income)
	first := w.final[e] - len(v.Classes)
	column := func(i int) int { // those abroad come first
		if w.sellers[i].economy != e {
			return 0
		}
		return 1 + w.sellers[i].class
	}
	weights := func(f counterfactual.Linkage) [][]float64 {
		of := matrix(len(v.Classes), 1+len(v.Classes))
		for _, d := range f.Of {
			of[d.Buyer][1+d.Seller] -= f.Share
		}
		for _, d := range f.Part {
			of[d.Buyer][1+d.Seller]++
		}
		return of
	}
	var all [][][]float64
	for _, f := range v.Linkages {
		all = append(all, weights(f))
	}
	uses := min(w.uses, w.m)
	tilted := func(lambda []float64) (tables, before [][][]float64, miss []float64) {
		miss = make([]float64, len(lambda))
		for at := range w.m * uses {
			old, now := matrix(len(v.Classes), 1+len(v.Classes)), matrix(len(v.Classes), 1+len(v.Classes))
			for a := range old {
				d := first + a
				for i := range w.sellers {
					old[a][column(i)] += w.share[at/uses][d][at%uses][i] * x[at/uses][d][at%uses]
				}
				for s := range old[a] {
					power := 0.0
					for f, of := range all {
						if within(v.Linkages[f], at%uses) {
							power += lambda[f] * of[a][s]
						}
					}
					now[a][s] = old[a][s] * math.Exp(power)
				}
			}
			fitMargins(now, old)
			for f, of := range all {
				for a, row := range of {
					if !within(v.Linkages[f], at%uses) {
						continue
					}
					for s, weight := range row {
						miss[f] += weight * now[a][s]
					}
				}
			}
			tables, before = append(tables, now), append(before, old)
		}
		return tables, before, miss
	}
	lambda := make([]float64, len(v.Linkages))
	for range 12 {
		_, _, miss := tilted(lambda)
		rows := make([][]float64, len(lambda))
		for f := range rows {
			rows[f] = append(make([]float64, len(lambda)), -miss[f])
		}
		for k := range lambda {
			const h = 1e-5
			up, down := append([]float64(nil), lambda...), append([]float64(nil), lambda...)
			up[k], down[k] = up[k]+h, down[k]-h
			_, _, above := tilted(up)
			_, _, below := tilted(down)
			for f := range rows {
				rows[f][k] = (above[f] - below[f]) / (2 * h)
			}
		}
		for f, d := range eliminate(rows) {
			lambda[f] += d
		}
	}
	tables, before, _ := tilted(lambda)
	for at := range tables {
		for a := range v.Classes {
			for i := range w.sellers {
				if s := column(i); before[at][a][s] > 0 { // a class may export all it makes
					w.share[at/uses][first+a][at%uses][i] *= tables[at][a][s] / before[at][a][s]
				}
			}
		}
	}
}

// within reports whether a fact is of what an industry buys.
func within(f counterfactual.Linkage, industry int) bool {
	return f.Industries == nil || slices.Contains(f.Industries, industry)
}

// fitMargins scales rows and columns of a table to those of another.
func fitMargins(now, to [][]float64) {
	for range 300 {
		for s := range now[0] {
			var want, have float64
			for a := range now {
				want, have = want+to[a][s], have+now[a][s]
			}
			for a := range now {
				if have > 0 {
					now[a][s] *= want / have
				}
			}
		}
		for a := range now {
			var want, have float64
			for s := range now[a] {
				want, have = want+to[a][s], have+now[a][s]
			}
			for s := range now[a] {
				now[a][s] *= want / have
			}
		}
	}
}
