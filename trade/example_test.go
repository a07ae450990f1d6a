package trade_test

import (
	"fmt"

	"ikat/trade"
)

func three() *trade.Data {
	d, err := trade.New(trade.Meta{Name: "three", Unit: "thousand USD"}, 2022, []trade.Flow{
		{From: "VNM", To: "USA", Product: "610910", Value: 80, Quantity: 6},
		{From: "VNM", To: "JPN", Product: "854231", Value: 20, Quantity: 0.02},
		{From: "USA", To: "VNM", Product: "854231", Value: 60, Quantity: 0.03},
		{From: "JPN", To: "VNM", Product: "854231", Value: 30, Quantity: 0.02},
		{From: "JPN", To: "USA", Product: "870899", Value: 110, Quantity: 12},
	})
	if err != nil {
		panic(err)
	}
	return d
}

func ExampleMatrix_RCA() {
	x := three().Exports()
	for p, product := range x.Products {
		fmt.Printf("%s %.3f\n", product, x.RCA(2, p))
	}
	// Output:
	// 610910 3.000
	// 854231 0.545
	// 870899 0.000
}

func ExampleRegion() {
	d := three()
	r := d.Bilateral().Region([]int{d.Position("JPN"), d.Position("VNM")})
	fmt.Printf("%.0f of %.0f exported stays inside; %.3f times their weight in world trade\n",
		r.Within, r.Exports, r.Intensity())
	// Output: 50 of 240 exported stays inside; 0.490 times their weight in world trade
}

func ExampleData_UnitValues() {
	d := three()
	u := d.UnitValues()
	chips := d.ProductPosition("854231")
	fmt.Printf("%.0f thousand USD a tonne, %.2f of the world's\n",
		u.Of(d.Position("JPN"), chips), u.Relative(d.Position("JPN"), chips))
	// Output: 1500 thousand USD a tonne, 0.95 of the world's
}
