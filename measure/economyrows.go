package measure

import (
	"ikat/leontief"
	"ikat/result"
)

// The levels of measures of an industry or an economy as such.
var (
	economyLevel = Level{ID: "country", Keys: []string{"economy"}}
	sectorLevel  = Level{ID: "sector", Keys: []string{"economy", "industry"}}
)

// economyRows adds up quantities of sectors into rows by economy, or by economy and industry.
type economyRows struct {
	sys    *leontief.System
	sector bool
	rows   int
}

func newEconomyRows(s *leontief.System, level string) *economyRows {
	e := &economyRows{sys: s, sector: level == sectorLevel.ID, rows: s.G()}
	if e.sector {
		e.rows *= len(s.Industries)
	}
	return e
}

// sum adds up v over the sectors of each row.
func (e *economyRows) sum(v []float64) []float64 {
	out := make([]float64, e.rows)
	N := len(e.sys.Industries)
	for p, P := range e.sys.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			if e.sector {
				out[p*N+e.sys.Industry[i]] += v[i]
			} else {
				out[p] += v[i]
			}
		}
	}
	return out
}

// mean returns the mean of v over the sectors of each row, weighted by output; where a row has none, the plain mean, so
// that a sector without output has what its definition gives it.
func (e *economyRows) mean(v []float64) []float64 {
	ones := make([]float64, len(v))
	for i := range ones {
		ones[i] = 1
	}
	out, x := e.sum(times(v, e.sys.X)), e.sum(e.sys.X)
	plain, count := e.sum(v), e.sum(ones)
	for r := range out {
		if x[r] != 0 {
			out[r] /= x[r]
		} else {
			out[r] = plain[r] / count[r]
		}
	}
	return out
}

// over is a / b by row, not a number where b is zero.
func over(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = ratio(a[i], b[i])
	}
	return out
}

// times is the elementwise product.
func times(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] * b[i]
	}
	return out
}

// frame returns the rows with their keys and the given columns.
func (e *economyRows) frame(terms []Term, data [][]float64) *result.Frame {
	N := 1
	if e.sector {
		N = len(e.sys.Industries)
	}
	economy, industry := make([]int32, e.rows), make([]int32, e.rows)
	for i := range economy {
		economy[i], industry[i] = int32(i/N), int32(i%N)
	}
	f := &result.Frame{}
	f.Key("economy", "Economy", e.sys.Codes(), economy)
	if e.sector {
		f.Key("industry", "Industry", e.sys.Industries, industry)
	}
	values(f, terms, data)
	return f
}
