package draws

import (
	"math"

	"ikat/fault"
)

// Surrogate predicts a result that is dear to compute from features that are cheap, by least squares on some draws.
type Surrogate struct {
	weights []float64 // by feature, and for one
}

// Fit finds the weights with which features, one row a draw, come nearest to the results.
//
// Error: fault.Invalid where there are fewer draws than weights.
func Fit(features [][]float64, results []float64) (*Surrogate, error) {
	if len(results) == 0 || len(results) < len(features[0])+1 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: "draws",
			What: fault.Say("%d results are too few to fit a surrogate", len(results)), Fix: "Solve in more draws"}
	}
	k := len(features[0]) + 1
	a, b := make([]float64, k*k), make([]float64, k)
	scale := make([]float64, k)
	for i := range scale {
		for _, f := range features {
			scale[i] = math.Max(scale[i], math.Abs(feature(f, i)))
		}
		if scale[i] == 0 {
			scale[i] = 1
		}
	}
	for row, f := range features {
		for i := range k {
			x := feature(f, i) / scale[i]
			b[i] += x * results[row]
			for j := range k {
				a[i*k+j] += x * feature(f, j) / scale[j]
			}
		}
	}
	for i := range k {
		a[i*k+i] += 1e-10 * float64(len(results)) // features may say the same
	}
	solve(k, a, b)
	for i := range b {
		b[i] /= scale[i]
	}
	return &Surrogate{b}, nil
}

// feature returns feature i, and 1 after the last.
func feature(f []float64, i int) float64 {
	if i == len(f) {
		return 1
	}
	return f[i]
}

// solve overwrites b with the solution of a symmetric positive definite system.
func solve(k int, a, b []float64) {
	for i := range k {
		for j := range i {
			f := a[i*k+j] / a[j*k+j]
			for c := j; c < k; c++ {
				a[i*k+c] -= f * a[j*k+c]
			}
			b[i] -= f * b[j]
		}
	}
	for i := k - 1; i >= 0; i-- {
		for j := i + 1; j < k; j++ {
			b[i] -= a[i*k+j] * b[j]
		}
		b[i] /= a[i*k+i]
	}
}

// Predict returns the result that features stand for.
func (s *Surrogate) Predict(features []float64) float64 {
	var v float64
	for i, w := range s.weights {
		v += w * feature(features, i)
	}
	return v
}

// Check returns the root of the mean square error on draws that were not fitted, and the largest error.
func (s *Surrogate) Check(features [][]float64, results []float64) (rms, worst float64) {
	for i, f := range features {
		miss := s.Predict(f) - results[i]
		rms += miss * miss / float64(len(results))
		worst = math.Max(worst, math.Abs(miss))
	}
	return math.Sqrt(rms), worst
}
