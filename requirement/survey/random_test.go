package survey_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/requirement/survey"
)

// A survey's shares and errors, from formulas written out again, and Shapley's parts from every order; strata of
// one firm, weights of nothing, capacity that is not known, firms that leave a question open.
func TestSharesErrorsAndEveryOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 6))
	const n = 4
	for try := range 60 {
		s := &survey.Sample{}
		replicate := try%2 == 0
		if replicate {
			s.Factor = .25 + r.Float64()
		}
		for k := range 8 + r.IntN(20) {
			f := survey.Firm{Capacity: 10 * r.Float64()}
			for q := range n {
				switch r.IntN(5) {
				case 0, 1:
					f.Gaps = append(f.Gaps, q)
				case 2:
					if r.IntN(6) == 0 {
						f.Unknown = append(f.Unknown, q)
					}
				}
			}
			if r.IntN(8) == 0 {
				f.Capacity = math.NaN()
			}
			s.Firms, s.Weights = append(s.Firms, f), append(s.Weights, float64(r.IntN(4))+r.Float64()*float64(r.IntN(2)))
			s.Strata = append(s.Strata, k/(1+r.IntN(4)))
			if replicate {
				s.Replicates = append(s.Replicates, []float64{r.Float64(), r.Float64(), r.Float64()})
			}
		}
		s.Firms[0], s.Weights[0] = survey.Firm{Capacity: 5}, 2
		got := s.Stopped(n, survey.Asked)
		check := func(what string, e survey.Estimate, base func(f *survey.Firm) float64, part func(f *survey.Firm) float64) {
			t.Helper()
			value, err := byFormula(s, base, part)
			if math.Abs(e.Value-value) > 1e-9 || math.Abs(e.Error-err) > 1e-9 {
				t.Errorf("%d: %s %v ± %v, want %v ± %v", try, what, e.Value, e.Error, value, err)
			}
		}
		one := func(*survey.Firm) float64 { return 1 }
		capacity := func(f *survey.Firm) float64 { return f.Capacity }
		check("qualified", got.Qualified, one, func(f *survey.Firm) float64 { return yes(len(f.Gaps) == 0) })
		check("capacity", got.Capacity, capacity, func(f *survey.Firm) float64 { return yes(len(f.Gaps) == 0) })
		for q := range n {
			check(
				"Shapley",
				got.Requirements[q].GainShapley,
				capacity,
				func(f *survey.Firm) float64 { return orders(f.Gaps, n, q) },
			)
			check("last", got.Requirements[q].GainLast, capacity, func(f *survey.Firm) float64 { return yes(lacks(f.Gaps, q)) })
			check("alone", got.Requirements[q].GainAlone, capacity,
				func(f *survey.Firm) float64 { return yes(len(f.Gaps) == 1 && f.Gaps[0] == q) })
			growth := s.Growth(func(k int) bool { return k <= q })
			up, _ := byFormula(s, capacity, func(f *survey.Firm) float64 {
				return yes(len(f.Gaps) > 0 && f.Gaps[len(f.Gaps)-1] <= q)
			})
			down, _ := byFormula(s, capacity, func(f *survey.Firm) float64 { return yes(len(f.Gaps) == 0) })
			if math.Abs(growth.Value-up/down) > 1e-9 {
				t.Errorf("growth %v, want %v", growth.Value, up/down)
			}
		}
	}
}

func yes(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

func lacks(gaps []int, q int) bool {
	for _, g := range gaps {
		if g == q {
			return true
		}
	}
	return false
}

// orders is the share of all orders of n requirements in which q is the last of the gaps to be met.
func orders(gaps []int, n, q int) float64 {
	var all, last float64
	var permute func(order []int)
	permute = func(order []int) {
		if len(order) == n {
			all++
			met := map[int]bool{}
			for _, k := range order {
				met[k] = true
				open := false
				for _, g := range gaps {
					open = open || !met[g]
				}
				if !open {
					if k == q && lacks(gaps, q) {
						last++
					}
					break
				}
			}
			return
		}
		for k := range n {
			if !lacks(order, k) {
				permute(append(append([]int(nil), order...), k))
			}
		}
	}
	permute(nil)
	if len(gaps) == 0 {
		return 0
	}
	return last / all
}

// byFormula is Σ w·y/Σ w·x and its error, written out.
func byFormula(s *survey.Sample, base, part func(f *survey.Firm) float64) (value, se float64) {
	n := len(s.Firms)
	x, y := make([]float64, n), make([]float64, n)
	for k := range s.Firms {
		f := &s.Firms[k]
		x[k] = base(f)
		if len(f.Unknown) > 0 {
			x[k] = math.NaN()
		}
		y[k] = x[k] * part(f)
	}
	of := func(w func(k int) float64) float64 {
		var up, down float64
		for k := range x {
			if !math.IsNaN(x[k]) {
				up, down = up+w(k)*y[k], down+w(k)*x[k]
			}
		}
		return up / down
	}
	value = of(func(k int) float64 { return s.Weights[k] })
	if s.Replicates != nil {
		for rep := range s.Replicates[0] {
			d := of(func(k int) float64 { return s.Replicates[k][rep] }) - value
			se += s.Factor * d * d
		}
		return value, math.Sqrt(se)
	}
	var down, mean float64
	for k := range x {
		if !math.IsNaN(x[k]) {
			down += s.Weights[k] * x[k]
		}
	}
	z := make([]float64, n)
	for k := range z {
		if !math.IsNaN(x[k]) {
			z[k] = s.Weights[k] * (y[k] - value*x[k]) / down
		}
		mean += z[k] / float64(n)
	}
	done := map[int]bool{}
	for _, h := range s.Strata {
		if done[h] {
			continue
		}
		done[h] = true
		var count, sum, square float64
		for k, of := range s.Strata {
			if of == h {
				count, sum = count+1, sum+z[k]
			}
		}
		centre, scale := sum/count, count/(count-1)
		if count == 1 {
			centre, scale = mean, 1
		}
		for k, of := range s.Strata {
			if of == h {
				square += (z[k] - centre) * (z[k] - centre)
			}
		}
		se += scale * square
	}
	return value, math.Sqrt(se)
}
