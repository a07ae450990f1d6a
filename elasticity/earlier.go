package elasticity

import "ikat/isic"

// earlierTheta are the elasticities of c1 to c16 in the set of earlier versions: of industries that hold several of the
// study's sectors it takes one, basic metals for c12, electrical machinery for c14, other transport equipment for c15.
var earlierTheta = []float64{8.11, 15.72, 2.55, 5.56, 5.56, 10.83, 9.07, 51.08, 4.75, 1.66, 2.76, 7.99, 1.52,
	10.60, 0.37, 5}

// earlierDivision are those by ISIC Rev. 4 division, each holding from its division to the next one listed.
var earlierDivision = map[int]float64{
	1: 8.11, 5: 15.72, 10: 2.55, 13: 5.56, 16: 10.83, 17: 9.07, 19: 51.08, 20: 4.75, 22: 1.66, 23: 2.76,
	24: 7.99, 25: 4.30,
	26: 10.60, 28: 1.52, 29: 1.01, 30: 0.37, 31: 5,
}

// earlier is the set that studies made with earlier versions used; of several industries it takes the first.
func earlier(in isic.Industry) Estimate {
	first, e := in.Parts[0], Estimate{Source: "Caliendo and Parro (2015), full sample, one sector each"}
	switch {
	case !in.IsGoods():
		return convention()
	case in.Scheme == isic.Rev4:
		for d := first; e.Theta == 0; d-- {
			e.Theta = earlierDivision[d]
		}
	default:
		e.Theta = earlierTheta[in.WIOD35()[0]-1]
	}
	e.Error, e.Low, e.High = unknown, e.Theta, e.Theta
	return e
}
