package counterfactual

import (
	"sort"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/pages"
)

// Calibration chooses how a baseline is made from a table.
type Calibration struct {
	Theta       []float64 // N: trade elasticities
	UseSpecific bool      // origins by use (each industry, final demand), not pooled over uses
	Tariff      []float64 // links: tariffs in force in the table's year, nil for none; the table's flows exclude them
}

// Repair says what calibration did to negative flows.
type Repair struct {
	Cells   int     // negative flows set to zero
	Amount  float64 // their sum, as a positive number, in the table's unit
	Share   float64 // of the table's total output
	Largest []string
}

// FromTable calibrates a baseline on a table.
//
//	π from Z + F, γ from the columns of Z by supplying industry, α from F, value added = output − inputs,
//	S_n = exports − imports, I_n = final spending
//
// Final demand is summed over its categories first. A flow that is still negative cannot be a share of spending: it is
// set to zero, its seller's output and value added grow by as much, and Repair says how much that was. The baseline
// balances by construction.
//
// Error: fault.Inconsistent for a flow that is not finite, or an economy that earns or spends nothing.
func FromTable(t *icio.Table, c Calibration) (*Baseline, Repair, error) {
	G, N := t.G(), t.N()
	if len(c.Theta) != N {
		return nil, Repair{}, &fault.Error{Kind: fault.Invalid,
			What: fault.Say("%d trade elasticities for %d industries", len(c.Theta), N)}
	}
	b := &Baseline{
		Economies:  t.Economies,
		Industries: t.Industries,
		Called:     t.IndustryNames,
		Uses:       1,
		Theta:      c.Theta,
		Tariff:     c.Tariff,
	}
	b.whole = undivided(G)
	if c.UseSpecific {
		b.Uses = N + 1
	}
	if b.Tariff == nil {
		b.Tariff = make([]float64, N*G*G)
	}
	b.Share = pages.Make[float64](N * b.buyers() * G)
	b.Labour, b.Final, b.Output = make([]float64, G*N), make([]float64, G*N), make([]float64, G*N)
	b.Input = make([]float64, G*N*N)
	b.Wages, b.Income, b.Surplus = make([]float64, G), make([]float64, G), make([]float64, G)
	repair, err := b.load(t)
	if err != nil {
		return nil, repair, err
	}
	b.toShares()
	return b, repair, b.Check()
}

// load fills a baseline's arrays with flows: Share with spending, Input with spending on inputs, Final with final
// spending.
func (b *Baseline) load(t *icio.Table) (Repair, error) {
	G, N, K, B := b.G(), b.N(), t.K(), b.buyers()
	var rep Repair
	worst := map[string]float64{}
	total := 0.0
	add := func(row, n, k int, flow float64) error {
		i, j := row/N, row%N
		if flow-flow != 0 {
			return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s, row %s", t.Name, t.Sector(row)),
				What: "it holds a flow that is not a finite number", Fix: "ikat tables check names every such cell"}
		}
		if flow < 0 {
			rep.Cells++
			rep.Amount -= flow
			worst[t.Sector(row)+" to "+t.Economies[n]] -= flow
			return nil
		}
		paid := flow * (1 + b.Tariff[b.Link(j, n, i)])
		b.Share[(j*B+n*b.Uses+b.use(k))*G+i] += paid
		b.Output[row] += flow
		if k == N {
			b.Final[n*N+j] += paid
		} else {
			b.Input[(n*N+j)*N+k] += paid
		}
		if n != i {
			b.Surplus[i] += flow
			b.Surplus[n] -= flow
		}
		return nil
	}
	for j := range N { // what an economy buys of an industry stays in the cache, whoever sells it
		for n := range G {
			for i := range G {
				row := i*N + j
				for k, z := range t.Z[row*G*N+n*N : row*G*N+(n+1)*N] {
					if err := add(row, n, k, z); err != nil {
						return rep, err
					}
				}
			}
		}
		for i := range G {
			row := i*N + j
			for n := range G {
				var f float64
				for _, v := range t.F[row*G*K+n*K : row*G*K+(n+1)*K] {
					f += v
				}
				if err := add(row, n, N, f); err != nil {
					return rep, err
				}
			}
			total += b.Output[row]
		}
	}
	if rep.Cells > 0 {
		rep.Share = rep.Amount / total
		rep.Largest = largest(worst, 3)
	}
	return rep, nil
}

// toShares turns the flows that load left into shares. A buyer that buys nothing keeps zero shares, and an industry
// without output uses labour alone.
func (b *Baseline) toShares() {
	G, N := b.G(), b.N()
	for bu := range N * b.buyers() {
		normalise(b.Share[bu*G : (bu+1)*G])
	}
	for n := range G {
		for k := range N {
			y := b.Output[n*N+k]
			b.Labour[n*N+k] = 1
			for j := range N {
				at := (n*N+j)*N + k
				if y == 0 {
					b.Input[at] = 0
					continue
				}
				b.Input[at] /= y
				b.Labour[n*N+k] -= b.Input[at]
			}
			b.Wages[n] += b.Labour[n*N+k] * y
		}
		b.Income[n] = normalise(b.Final[n*N : (n+1)*N])
	}
}

// normalise divides v by its sum, which it returns.
func normalise(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	if s != 0 {
		for i := range v {
			v[i] /= s
		}
	}
	return s
}

// largest names the keys with the largest values, largest first.
func largest(m map[string]float64, most int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if m[keys[i]] != m[keys[j]] {
			return m[keys[i]] > m[keys[j]]
		}
		return keys[i] < keys[j]
	})
	return keys[:min(most, len(keys))]
}
