package leontief

import (
	"context"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
)

// Two industries, neither of which uses up its own output, that together need more than they make: .9 times 1.2 above
// one. What cannot be solved is refused with their names and coefficients.
func TestSectorsThatTogetherExplodeAreNamed(t *testing.T) {
	table := &icio.Table{Meta: icio.Meta{Name: "pair", Year: 2010}, Economies: []string{"AAA"},
		Industries: []string{"a", "b", "c"}, Categories: []string{"HFCE"},
		Z: []float64{0, 90, 1, 120, 0, 1, 2, 2, 2}, F: []float64{9, -21, 14}, X: []float64{100, 100, 20},
		VA: []float64{-22, 8, 16}}
	s, err := New(table, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, solve := range map[string]func() error{
		"factors": func() error { _, err := s.Factor(context.Background()); return err },
		"a solve": func() error { return s.Solve(context.Background(), 1, []float64{1, 1, 1}) },
	} {
		err := solve()
		if fault.KindOf(err) != fault.Unsolved || !strings.Contains(err.Error(), "AAA_a (1.2 of it from AAA_b), AAA_b "+
			"(0.9 of it from AAA_a)") || strings.Contains(err.Error(), "AAA_c") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
