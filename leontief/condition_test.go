package leontief

import (
	"math"
	"testing"

	"ikat/icio"
)

// nearly is a table whose final demand is eps of each cell of a symmetric Z: I − A has a condition of about 1/eps.
func nearly(eps float64) *icio.Table {
	t := &icio.Table{Meta: icio.Meta{Name: "nearly"}, Economies: []string{"AAA", "BBB", "CCC"},
		Industries: []string{"1", "2"}, Categories: []string{"final"},
		Z: make([]float64, 36), F: make([]float64, 18), X: make([]float64, 6)}
	for i := range 6 {
		for j := range 6 {
			t.Z[i*6+j] = float64(1 + (i*j+i+j)%10)
			t.X[i] += t.Z[i*6+j]
		}
		for k := range 3 {
			t.F[i*3+k] = eps
			t.X[i] += eps
		}
	}
	return t
}

// What rounding may do is bounded: the error that solving makes against the exact answer, B f = x, lies below the
// bound, which grows as the system closes.
func TestUncertainBoundsTheError(t *testing.T) {
	last := 0.0
	for _, eps := range []float64{1, 1e-2, 1e-4, 1e-6, 1e-8} {
		s, err := New(nearly(eps), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if s.Uncertain() != 0 {
			t.Errorf("before factoring it is %v", s.Uncertain())
		}
		if _, err := s.Factor(t.Context()); err != nil {
			t.Fatal(err)
		}
		f := make([]float64, 6)
		for i := range f {
			for k := range 3 {
				f[i] += s.Table.F[i*3+k]
			}
		}
		if err := s.Solve(t.Context(), 1, f); err != nil {
			t.Fatal(err)
		}
		var worst float64
		for i, x := range s.X {
			worst = math.Max(worst, math.Abs(f[i]-x)/x)
		}
		if bound := s.Uncertain(); worst > 6*bound || bound < last || bound < 1e-17/eps || bound > 1e-13/eps {
			t.Errorf("eps %v: an error of %v, bound %v", eps, worst, bound)
		}
		last = s.Uncertain()
	}
}
