package measure

import (
	"context"
	"errors"
	"math"

	"ikat/dense"
	"ikat/elasticity"
	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
)

var gains = &Measure{
	ID:       "gains",
	Label:    "Gains from trade",
	Question: "What would an economy lose if it stopped trading?",
	Definition: "The share of real income that an economy would lose in autarky, from what it spends at home and how easily buyers turn to " +
		"other origins: with the economy as one sector, with many industries, and with many industries that use each other's goods as inputs.",
	Formula: "G = 1 − λ^(1/ε); G = 1 − Π_s λ_s^(β_s/ε_s); G = 1 − Π_sk λ_s^(β_k ã_sk/ε_s); λ domestic share of spending, β of final demand, ã = (I − A)⁻¹ over " +
		"origins together",
	Reading: "A small number does not mean that trade hardly matters: it says that home spending is large or substitution easy. With inputs, " +
		"gains about double, because dearer inputs make everything dearer. An industry that is hard to substitute (small ε) and little made at home decides much of the result. " +
		"The same elasticity for all industries is the second opinion.",
	Reference: "Arkolakis, Costinot & Rodríguez-Clare (2012), American Economic Review 102; Costinot & Rodríguez-Clare (2014), Handbook of International Economics 4; elasticities: Caliendo & Parro (2015)",
	Levels:    []Level{{ID: "country", Keys: []string{"economy"}}},
	Options: []Option{{Name: "elasticities", Definition: "trade elasticities by industry: caliendo-parro, services 5; or 5 for every industry. The one-sector gains always take 5",
		Values: []string{"caliendo-parro", "uniform"}}},
	Terms: func(Query) []Term {
		return []Term{
			{"home_share", "Domestic share", "share", "of spending on all goods and services, inputs and final"},
			{"gains_one_sector", "Gains, one sector", "share", "of real income, the economy taken as one sector"},
			{"gains_many_sectors", "Gains, many industries", "share", "of real income, industries apart, no inputs"},
			{"gains_with_inputs", "Gains, with inputs", "share", "of real income, industries apart and linked by inputs"},
		}
	},
	Compute: computeGains,
}

func computeGains(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	N := len(s.Industries)
	epsilon := make([]float64, N)
	for j, code := range s.Industries {
		epsilon[j] = elasticity.Services
		if q.Option("elasticities") == "caliendo-parro" {
			epsilon[j], _ = elasticity.CaliendoParro(code)
		}
	}
	cols := make([][]float64, len(terms))
	for t := range cols {
		cols[t] = make([]float64, s.G())
	}
	err := s.EachPart(ctx, func(p int) error {
		home, total, beta, inputs := spendingOf(s, p)
		lambda := sumOf(home) / sumOf(total)
		needed := append([]float64(nil), beta...)
		if err := requirements(ctx, s, p, inputs, needed); err != nil {
			return err
		}
		var many, linked float64
		for j := range N {
			if total[j] <= 0 {
				continue
			}
			log := math.Log(math.Max(home[j], 0)/total[j]) / epsilon[j]
			many += weighted(beta[j], log)
			linked += weighted(needed[j], log)
		}
		for t, v := range []float64{lambda, 1 - math.Pow(lambda, 1/float64(elasticity.Services)), 1 - math.Exp(many), 1 - math.Exp(linked)} {
			cols[t][p] = v
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	codes := make([]int32, s.G())
	for p := range codes {
		codes[p] = int32(p)
	}
	f := &result.Frame{}
	f.Key("economy", "Economy", s.Codes(), codes)
	values(f, terms, cols)
	for _, c := range f.Columns[2:] {
		c.Kind = result.Estimate
	}
	return f, nil
}

// weighted is w·log, zero where the weight is: an industry that nobody needs costs nothing in autarky.
func weighted(w, log float64) float64 {
	if w == 0 {
		return 0
	}
	return w * log
}

// spendingOf returns, by industry, what part p spends on its own goods and on all, its shares of final demand, and its
// input coefficients over origins together, N x N.
func spendingOf(s *leontief.System, p int) (home, total, beta, inputs []float64) {
	N, G, P := len(s.Industries), s.G(), s.Parts[p]
	home, total, beta, inputs = make([]float64, N), make([]float64, N), make([]float64, N), make([]float64, N*N)
	output := make([]float64, N)
	for k := P.Lo; k < P.Hi; k++ {
		output[s.Industry[k]] += s.X[k]
	}
	for i := range s.N() {
		j := s.Industry[i]
		spent := math.Max(s.Y[i*G+p], 0) // a negative flow is no share of spending
		beta[j] += spent
		for k, z := range s.ZRow(i)[P.Lo:P.Hi] {
			spent += z
			inputs[j*N+s.Industry[P.Lo+k]] += z
		}
		total[j] += spent
		if i >= P.Lo && i < P.Hi {
			home[j] += spent
		}
	}
	final := sumOf(beta)
	for j := range N {
		beta[j] /= final
		for k, x := range output {
			if x == 0 {
				inputs[j*N+k] = 0
			} else {
				inputs[j*N+k] /= x
			}
		}
	}
	return home, total, beta, inputs
}

// requirements overwrites final demand with the output it calls for when imported inputs are made as at home.
func requirements(ctx context.Context, s *leontief.System, p int, inputs, demand []float64) error {
	N := len(demand)
	for i := range inputs {
		inputs[i] = -inputs[i]
	}
	for j := range N {
		inputs[j*N+j]++
	}
	lu, err := dense.Factor(ctx, N, inputs, N)
	var singular *dense.SingularError
	if errors.As(err, &singular) {
		return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name + ", " + s.Parts[p].Code + "_" + s.Industries[singular.Index],
			What: "its inputs, imported ones included, use up all of its output", Fix: "ikat tables check lists sectors whose inputs exceed output", Err: err}
	}
	if err != nil {
		return err
	}
	return lu.Solve(ctx, dense.NoTrans, 1, demand, 1)
}

func sumOf(v []float64) float64 {
	var t float64
	for _, x := range v {
		t += x
	}
	return t
}
