// Package tinyworld is a world small enough to decompose on paper: three economies, two industries, one chain.
//
// Ore of A (A_1) goes into parts of B (B_2), parts into machines of C (C_2), machines into tools of A (A_2), which A
// sells at home and to B. So A's value comes home inside imports, and some of it leaves again.
package tinyworld

import "ikat/icio"

// Table returns the world. Flows, in million USD (rows sell, columns buy; blank is zero):
//
//	      A_1  A_2  B_1  B_2  C_1  C_2 |  A    B    C  |   x
//	A_1         10        40           | 50            | 100
//	A_2                                | 20   30       |  50
//	B_1                   20           |      20       |  40
//	B_2                            80  |      80       | 160
//	C_1                                |           10  |  10
//	C_2         15                     | 45   40  100  | 200
//	va   100    25   40  100   10  120
//
// Hence the input coefficients a(A_1,A_2) = .2, a(A_1,B_2) = .25, a(B_1,B_2) = .125, a(B_2,C_2) = .4, a(C_2,A_2) = .3,
// and the value-added coefficients v = (1, .5, 1, .625, 1, .6). The chain never closes on itself, so B is a finite sum.
func Table() *icio.Table {
	t := &icio.Table{
		Meta: icio.Meta{Name: "tinyworld", Year: 2000, Currency: "USD", Unit: "million",
			Source: "made up, to be worked by hand"},
		Economies:  []string{"A", "B", "C"},
		Industries: []string{"1", "2"},
		Categories: []string{"FD"},
		Z: []float64{
			0, 10, 0, 40, 0, 0,
			0, 0, 0, 0, 0, 0,
			0, 0, 0, 20, 0, 0,
			0, 0, 0, 0, 0, 80,
			0, 0, 0, 0, 0, 0,
			0, 15, 0, 0, 0, 0,
		},
		F: []float64{
			50, 0, 0,
			20, 30, 0,
			0, 20, 0,
			0, 80, 0,
			0, 0, 10,
			45, 40, 100,
		},
		X:  []float64{100, 50, 40, 160, 10, 200},
		VA: []float64{100, 25, 40, 100, 10, 120},
	}
	return t
}
