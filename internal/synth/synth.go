// Package synth makes tables of any size that are shaped like published ones: economies and industries of very
// different size, most inputs bought at home, trade that falls with distance, many empty cells, run-down inventories.
// They are for measuring speed and for trying formats, and say of themselves that they are made up.
package synth

import (
	"fmt"
	"math"
	"math/rand/v2"

	"ikat/icio"
)

const (
	inputShare   = 0.55  // of output that goes to inputs, on average
	mostInputs   = 0.85  // of output, of any industry
	homeShare    = 0.85  // of inputs bought at home where nothing speaks against it
	decay        = 3.0   // of trade with distance on a unit circle
	thinnest     = 2e-3  // partners with a smaller share of an industry's imports sell nothing
	printedUnits = 1000. // values are printed to a thousandth
	rounds       = 60    // of production; the spectral radius is about inputShare
)

// Table makes a balanced table of the given size from a seed.
func Table(economies, industries int, seed uint64) *icio.Table {
	m := &maker{g: economies, n: industries, r: rand.New(rand.NewPCG(seed, 0x696b6174))}
	m.drawShapes()
	t := &icio.Table{
		Meta: icio.Meta{Name: fmt.Sprintf("synthetic%dx%d", economies, industries), Year: 2000, Currency: "USD",
			Unit:   "million",
			Source: fmt.Sprintf("made up by ikat from seed %d; not data", seed)},
		Categories: []string{"HFCE", "GGFC", "GFCF", "INVNT"},
	}
	for s := range economies {
		t.Economies = append(t.Economies, fmt.Sprintf("E%03d", s+1))
	}
	for i := range industries {
		t.Industries = append(t.Industries, fmt.Sprintf("I%03d", i+1))
	}
	m.finalDemand(t)
	m.coefficients(t)
	m.flows(t)
	return t
}

type maker struct {
	g, n  int
	r     *rand.Rand
	size  []float64   // of each economy
	place []float64   // of each economy on a circle of length one
	trade []float64   // tradability of each industry, 0..1
	use   []float64   // n x n: technology, supplying by using industry, column sums about inputShare
	from  [][]float64 // for each supplying industry, g x g: where each economy (column) buys it
}

func (m *maker) drawShapes() {
	for range m.g {
		m.size = append(m.size, math.Exp(1.5*m.r.NormFloat64()))
		m.place = append(m.place, m.r.Float64())
	}
	m.use = make([]float64, m.n*m.n)
	for i := range m.n {
		m.trade = append(m.trade, m.r.Float64())
		for j := range m.n {
			m.use[i*m.n+j] = math.Exp(1.5 * m.r.NormFloat64())
		}
	}
	for j := range m.n {
		var sum float64
		for i := range m.n {
			sum += m.use[i*m.n+j]
		}
		share := inputShare * (0.6 + 0.8*m.r.Float64())
		for i := range m.n {
			m.use[i*m.n+j] *= share / sum
		}
	}
	for i := range m.n {
		m.from = append(m.from, m.sourcing(m.trade[i]))
	}
}

// sourcing draws where each economy buys a product of the given tradability: at home first, then from large and near
// economies.
func (m *maker) sourcing(tradability float64) []float64 {
	out := make([]float64, m.g*m.g)
	for r := range m.g {
		home := 1.0
		if m.g > 1 {
			home = 1 - (1-homeShare)*2*tradability*math.Exp(0.5*m.r.NormFloat64())/math.Max(1, math.Sqrt(m.size[r]))
			home = math.Max(0.1, home)
		}
		weight := make([]float64, m.g)
		var sum float64
		for s := range m.g {
			if s == r {
				continue
			}
			d := math.Abs(m.place[s] - m.place[r])
			d = math.Min(d, 1-d)
			weight[s] = m.size[s] * math.Exp(-decay*2*d+m.r.NormFloat64())
			sum += weight[s]
		}
		var kept float64
		for s := range m.g {
			if weight[s] < thinnest*sum {
				weight[s] = 0
			}
			kept += weight[s]
		}
		for s := range m.g {
			if kept > 0 {
				out[s*m.g+r] = (1 - home) * weight[s] / kept
			}
		}
		if kept == 0 {
			home = 1
		}
		out[r*m.g+r] = home
	}
	return out
}

func (m *maker) finalDemand(t *icio.Table) {
	g, n, K := m.g, m.n, len(t.Categories)
	t.F = make([]float64, g*n*g*K)
	share := []float64{0.6, 0.18, 0.21, 0.01}
	for r := range g {
		for i := range n {
			for k := range K {
				level := 1000 * m.size[r] * share[k] * math.Exp(m.r.NormFloat64())
				if k == K-1 && m.r.IntN(3) == 0 {
					level = -level
				}
				for s := range g {
					t.F[(s*n+i)*g*K+r*K+k] = round(level * m.from[i][s*g+r])
				}
			}
		}
	}
}

// coefficients fills Z with input coefficients.
func (m *maker) coefficients(t *icio.Table) {
	g, n := m.g, m.n
	total := g * n
	t.Z = make([]float64, total*total)
	for r := range g {
		for j := range n {
			recipe, sum := make([]float64, n), 0.0
			for i := range n {
				recipe[i] = m.use[i*n+j] * math.Exp(0.3*m.r.NormFloat64()-0.045)
				sum += recipe[i]
			}
			scale := math.Min(1, mostInputs/sum)
			for i, a := range recipe {
				for s := range g {
					if w := m.from[i][s*g+r]; w > 0 {
						t.Z[(s*n+i)*total+r*n+j] = scale * a * w
					}
				}
			}
		}
	}
}

// flows turns coefficients into flows at the output that final demand calls for, rounded as a table is printed, and
// takes value added as what is left.
func (m *maker) flows(t *icio.Table) {
	total := m.g * m.n
	fd := len(t.F) / total
	final := make([]float64, total)
	for i := range final {
		for _, f := range t.F[i*fd : (i+1)*fd] {
			final[i] += f
		}
	}
	x := append([]float64(nil), final...)
	for range rounds {
		next := append([]float64(nil), final...)
		for i := range next {
			row := t.Z[i*total : (i+1)*total]
			for j, a := range row {
				next[i] += a * x[j]
			}
		}
		x = next
	}
	t.X, t.VA = final, make([]float64, total)
	for i := range total {
		row := t.Z[i*total : (i+1)*total]
		for j := range row {
			row[j] = round(row[j] * x[j])
			t.X[i] += row[j]
			t.VA[j] -= row[j]
		}
	}
	for i := range total {
		t.VA[i] = round(t.VA[i] + t.X[i])
	}
}

func round(v float64) float64 { return math.Round(v*printedUnits) / printedUnits }
