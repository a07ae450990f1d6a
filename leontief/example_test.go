package leontief_test

import (
	"fmt"

	"ikat/icio"
	"ikat/leontief"
)

// Parts of B, worth 30, go into cars of A, worth 100.
func ExampleNew() {
	t := &icio.Table{
		Meta:      icio.Meta{Name: "two", Year: 2000, Currency: "USD", Unit: "million"},
		Economies: []string{"A", "B"}, Industries: []string{"all"}, Categories: []string{"final"},
		Z:  []float64{0, 0, 30, 0},   // sellers by buyers
		F:  []float64{50, 50, 0, 70}, // sellers by final users
		X:  []float64{100, 100},
		VA: []float64{70, 100},
	}
	s, err := leontief.New(t, leontief.Options{})
	if err != nil {
		panic(err)
	}
	fmt.Printf("a dollar of A takes %.2f of B and adds %.2f\n", s.A(1, 0), s.V[0])
	// Output: a dollar of A takes 0.30 of B and adds 0.70
}
