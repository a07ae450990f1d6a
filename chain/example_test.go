package chain_test

import (
	"context"
	"fmt"

	"ikat/border"
	"ikat/chain"
	"ikat/icio"
	"ikat/leontief"
)

// Parts of VNM, worth 30, go into machines of CHN, worth 100; half of these go back to VNM. A container of 20,000
// dollars pays 400 to leave and 600 to come in, so each border adds 5%.
func ExampleModel_Delivered() {
	t := &icio.Table{
		Meta:      icio.Meta{Name: "two", Year: 2000, Currency: "USD", Unit: "million"},
		Economies: []string{"CHN", "VNM"}, Industries: []string{"c13"}, Categories: []string{"final"},
		Z:  []float64{0, 0, 30, 0},
		F:  []float64{50, 50, 0, 70},
		X:  []float64{100, 100},
		VA: []float64{70, 100},
	}
	s, err := leontief.New(t, leontief.Options{})
	if err != nil {
		panic(err)
	}
	out, in := border.Procedure{Days: 2, Cost: 400}, border.Procedure{Days: 3, Cost: 600}
	table := &border.Table{Name: "own", Records: []border.Record{
		{Economy: "CHN", Export: out, Import: in}, {Economy: "VNM", Export: out, Import: in}}}
	filled, err := table.Fill(t.Economies, border.Missing{})
	if err != nil {
		panic(err)
	}
	borders, err := chain.NewBorders(s, chain.Setting{Table: table, Filled: filled, Container: 20000})
	if err != nil {
		panic(err)
	}
	m, err := chain.New(context.Background(), s, borders, []float64{0, .01}) // what a day costs, of the goods' value
	if err != nil {
		panic(err)
	}
	fmt.Printf("inside machines: %.2f%%, with a day at 1%%: %.2f%%\n", 100*m.Rise(0, 0), 100*m.Rise(0, 1))
	fmt.Printf("machines in VNM: %.3f%%\n", 100*m.Delivered(0, 1, 0))
	// Output:
	// inside machines: 1.50%, with a day at 1%: 3.00%
	// machines in VNM: 6.575%
}
