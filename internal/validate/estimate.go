package validate

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"ikat/dense"
	"ikat/estimate"
	"ikat/icio"
	"ikat/indicators"
)

func init() { Checks = append(Checks, recoveredTables(), rangesElsewhere(), publishedIndicators()) }

// recoveredTables recovers the domestic block of each economy of the World Input-Output Table 2008 from what would be
// published of it, the mean of the other economies as prior. The expected errors leave the column of an industry
// without exports to the prior alone, which is why Indonesia, with two of them, is nearer here.
func recoveredTables() Check {
	return Check{Name: "Domestic blocks recovered from published results, World Input-Output Table 2008",
		Needs: []string{WIOD(2008)},
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			s, err := w.System(ctx, WIOD(2008))
			if err != nil {
				return nil, err
			}
			expected := map[string]float64{"POL": 7.5, "TUR": 9.7, "CHN": 9.8, "IDN": 10.2, "MEX": 10.4, "JPN": 11.7,
				"KOR": 13.0, "IND": 16.3}
			r := recovery{t: s.Table, n: s.Table.N()}
			var rows []Row
			var missed float64
			count, moved := 0., 0.
			for e, code := range s.Table.Economies {
				if strings.EqualFold(code, "row") {
					continue
				}
				if err := r.recover(ctx, e); err != nil {
					return nil, fmt.Errorf("%s: %w", code, err)
				}
				if want, ok := expected[code]; ok {
					rows = append(rows, Row{"worked apart", code + ": value added by origin and exporting industry, " +
						"sum of absolute errors, %", want, r.off, .15})
				}
				count++
				if r.moved > estimate.Rounding {
					moved++
				} else {
					missed = math.Max(missed, r.missed)
				}
			}
			return append(rows,
				Row{"published results", "largest error of a multiplier, economies whose results agree", 0,
					missed, 1e-9},
				Row{"the table", "economies recovered", 40, count, 0},
				Row{"the table", "value added in exports made in another industry than exports it: part " +
					"that ranges of draws hold, %", 90, 100 * r.held / r.other, 4},
				Row{"the table", "of them with contradictions in their results (Greece, Lithuania)", 2, moved, 0}), nil
		}}
}

// recovery is one economy's block recovered, and how far it is from the table's.
type recovery struct {
	t *icio.Table
	n int

	off           float64 // per cent
	missed, moved float64

	// Of value added in exports that is made in another industry than exports it: all of it, and what draws hold.
	other, held float64
}

// known is what there is of one economy: what would be published of it, its table, and the mean of the others.
type known struct {
	res   estimate.Results
	v, l  []float64
	prior *estimate.Prior
}

// known gathers it for economy e.
func (r *recovery) known(ctx context.Context, e int) (*known, error) {
	prior := make([]float64, r.n*r.n)
	others := 0.
	for o, code := range r.t.Economies {
		if o != e && !strings.EqualFold(code, "row") {
			others++
			for k, v := range r.block(o) {
				prior[k] += v
			}
		}
	}
	for k := range prior {
		prior[k] /= others
	}
	l, err := inverse(ctx, r.block(e), r.n)
	if err != nil {
		return nil, err
	}
	v, res := r.published(e, l)
	return &known{res, v, l, &estimate.Prior{Home: prior, Abroad: prior}}, nil
}

func (r *recovery) recover(ctx context.Context, e int) error {
	n := r.n
	k, err := r.known(ctx, e)
	if err != nil {
		return err
	}
	b, err := estimate.Recover(k.res, k.prior.Home)
	if err != nil {
		return err
	}
	got, err := inverse(ctx, b.Coefficients, n)
	if err != nil {
		return err
	}
	r.moved, r.missed = b.Moved, 0
	var off, total float64
	for j := range n {
		p := 0.
		for i := range n {
			truth := k.v[i] * k.l[i*n+j] * k.res.Exports[j]
			off += math.Abs(k.v[i]*got[i*n+j]*k.res.Exports[j] - truth)
			total += truth
			p += k.v[i] * got[i*n+j]
		}
		if k.res.Exports[j] > 0 {
			r.missed = math.Max(r.missed, math.Abs(p-k.res.Multiplier[j]))
		}
	}
	r.off = 100 * off / total
	rng := rand.New(rand.NewPCG(uint64(e), 2008))
	held, other, err := k.held(ctx, func() *estimate.Prior { return k.prior.Drawn(rng) })
	r.held, r.other = r.held+held, r.other+other
	return err
}

// held recovers the economy from drawn priors, and counts how much of what the table says lies inside their range: of
// value added in exports that is made in another industry than exports it, which is other.
func (k *known) held(ctx context.Context, draw func() *estimate.Prior) (held, other float64, err error) {
	n := len(k.v)
	low, high := make([]float64, n*n), make([]float64, n*n)
	for c := range low {
		low[c], high[c] = math.Inf(1), math.Inf(-1)
	}
	for range estimate.Draws {
		b, err := estimate.Recover(k.res, draw().Home)
		if err != nil {
			continue // a draw of which no table can be made
		}
		got, err := inverse(ctx, b.Coefficients, n)
		if err != nil {
			return 0, 0, err
		}
		for c, x := range got {
			low[c], high[c] = math.Min(low[c], x), math.Max(high[c], x)
		}
	}
	for i := range n {
		for j := range n {
			value := k.v[i] * k.l[i*n+j] * k.res.Exports[j]
			if i == j || value <= 0 {
				continue
			}
			other += value
			if low[i*n+j] <= k.l[i*n+j] && k.l[i*n+j] <= high[i*n+j] {
				held += value
			}
		}
	}
	return held, other, nil
}

// block is an economy's domestic coefficients.
func (r *recovery) block(e int) []float64 {
	n, size := r.n, r.t.Sectors()
	a := make([]float64, n*n)
	for i := range n {
		for j := range n {
			if x := r.t.X[e*n+j]; x > 0 {
				a[i*n+j] = r.t.Z[(e*n+i)*size+e*n+j] / x
			}
		}
	}
	return a
}

// published are the results that would be published of an economy whose local inverse is l.
func (r *recovery) published(e int, l []float64) (v []float64, out estimate.Results) {
	n, t := r.n, r.t
	out = estimate.Results{Output: t.X[e*n : (e+1)*n], ValueAdded: t.VA[e*n : (e+1)*n], Exports: make([]float64, n),
		Multiplier: make([]float64, n), Needed: make([]float64, n)}
	v = make([]float64, n)
	for i := range n {
		row := e*n + i
		if t.X[row] > 0 {
			v[i] = t.VA[row] / t.X[row]
		}
		for c := range t.Sectors() {
			if c/n != e {
				out.Exports[i] += t.Z[row*t.Sectors()+c]
			}
		}
		for c := range t.G() * t.K() {
			if c/t.K() != e {
				out.Exports[i] += t.F[row*t.G()*t.K()+c]
			}
		}
	}
	out.Served = out.Exports
	for j := range n {
		for i := range n {
			out.Multiplier[j] += v[i] * l[i*n+j]
			out.Needed[i] += l[i*n+j] * out.Exports[j]
		}
		if out.Exports[j] == 0 {
			out.Multiplier[j] = math.NaN()
		}
	}
	return v, out
}

// inverse returns (I - A)^-1.
func inverse(ctx context.Context, a []float64, n int) ([]float64, error) {
	l := make([]float64, n*n)
	for k := range l {
		l[k] = -a[k]
	}
	for i := range n {
		l[i*n+i]++
	}
	return l, dense.Invert(ctx, n, l, n)
}

// publishedIndicators are figures of the embedded indicators that need no table.
func publishedIndicators() Check {
	return Check{Name: "Published indicators, computed from the ADB's tables by ksreyes/mrio-processing",
		Run: func(context.Context, *World) ([]Row, error) {
			y62, err := indicators.ADB62.At(2019)
			if err != nil {
				return nil, err
			}
			y72, err := indicators.ADB72.At(2019)
			if err != nil {
				return nil, err
			}
			var rows []Row
			for _, c := range []struct {
				code string
				want float64
			}{{"VNM", 51.1}, {"THA", 69.0}, {"MYS", 65.8}, {"PHL", 76.4}, {"IDN", 84.2}, {"BGD", 77.8}, {"KHM", 67.3},
				{"SGP", 52.4}, {"CHN", 80.2}, {"KOR", 68.3}, {"JPN", 81.7}} {
				vax, _ := y62.Value("vax", c.code, indicators.All)
				exports, _ := y62.Value("exports", c.code, indicators.All)
				rows = append(rows, Row{"adb62", c.code + " 2019: value added absorbed abroad, % of exports", c.want,
					100 * vax / exports, .05})
			}
			for _, c := range []struct {
				measure string
				want    float64
			}{{"backward_share", 48.77}, {"forward_share", 6.73}} {
				v, _ := y72.Value(c.measure, "VNM", indicators.All)
				rows = append(rows, Row{"adb72", "VNM 2019: " + c.measure + ", %", c.want, 100 * v, .005})
			}
			all, err := indicators.Concentrations()
			for _, c := range all {
				if c.Set == "adb72" && c.Group == "ASEAN" && c.Year == 2017 && c.Flows == "gross exports" {
					rows = append(rows, Row{"adb72", "ASEAN 2017: regional concentration", 3.16692,
						indicators.ConcentrationIndex(c.Within, c.Export, c.Import, c.World), 5e-6})
				}
			}
			return rows, err
		}}
}
