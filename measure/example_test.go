package measure_test

import (
	"context"
	"fmt"

	"ikat/icio"
	"ikat/leontief"
	"ikat/measure"
)

// Parts of B, worth 30, go into cars of A, which sells half of them to B: half of the parts come home.
func twoEconomies() *icio.Table {
	return &icio.Table{
		Meta:      icio.Meta{Name: "two", Year: 2000, Currency: "USD", Unit: "million"},
		Economies: []string{"A", "B"}, Industries: []string{"all"}, Categories: []string{"final"},
		Z:  []float64{0, 0, 30, 0},   // sellers by buyers
		F:  []float64{50, 50, 0, 70}, // sellers by final users
		X:  []float64{100, 100},      // output
		VA: []float64{70, 100},       // value added
	}
}

// Whose value is inside each economy's exports: of A's 50, 30% is B's.
func ExampleMeasure_Run() {
	s, err := leontief.New(twoEconomies(), leontief.Options{})
	if err != nil {
		panic(err)
	}
	m, err := measure.Find("va-origin")
	if err != nil {
		panic(err)
	}
	f, err := m.Run(context.Background(), s, measure.Query{Level: "country"})
	if err != nil {
		panic(err)
	}
	source, exporter, va := f.Column("source"), f.Column("exporter"), f.Column("va")
	for row := range f.Rows() {
		fmt.Printf("%s in exports of %s: %.1f\n", source.Text(row), exporter.Text(row), va.Floats[row])
	}
	// Output:
	// A in exports of A: 35.0
	// A in exports of B: 0.0
	// B in exports of A: 15.0
	// B in exports of B: 30.0
}
