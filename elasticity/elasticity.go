// Package elasticity holds published trade elasticities: by how many per cent buyers shift between origins when one of them
// becomes one per cent dearer.
package elasticity

// CaliendoParro returns the trade elasticity that Caliendo and Parro (2015, table 1, full sample) estimate for an
// industry, by its code, and whether the code is one it knows: c1 to c35 and their groups (World Input-Output Tables,
// 2013 release), and letters with ISIC Rev. 4 divisions (A01_02, C10T12, D10T12, C29). Services, which the paper does not
// estimate, get 5.
func CaliendoParro(code string) (theta float64, known bool) {
	letter, division := split(code)
	switch {
	case letter == 'c' && division >= 1 && division <= len(wiod2013Theta):
		return wiod2013Theta[division-1], true
	case letter == 'c' && division <= 35 && division > 0:
		return Services, true
	case letter == 'A':
		return isicTheta[1], true
	case letter == 'B':
		return isicTheta[5], true
	case (letter == 'C' || letter == 'D') && division > 0:
		for d := division; d > 0; d-- {
			if t, ok := isicTheta[d]; ok {
				return t, true
			}
		}
	case letter >= 'D' && letter <= 'U':
		return Services, true
	}
	return Services, false
}

// Services is the elasticity taken for industries that the paper does not estimate.
const Services = 5

// wiod2013Theta are the elasticities of c1 to c16.
var wiod2013Theta = []float64{8.11, 15.72, 2.55, 5.56, 5.56, 10.83, 9.07, 51.08, 4.75, 1.66, 2.76, 7.99, 1.52, 10.60, 0.37, 5}

// isicTheta are elasticities by ISIC Rev. 4 division, each holding from its division to the next one listed.
var isicTheta = map[int]float64{
	1: 8.11, 5: 15.72, 10: 2.55, 13: 5.56, 16: 10.83, 17: 9.07, 19: 51.08, 20: 4.75, 22: 1.66, 23: 2.76, 24: 7.99, 25: 4.30,
	26: 10.60, 28: 1.52, 29: 1.01, 30: 0.37, 31: 5, 35: Services,
}

// split returns a code's first letter and the number that follows it, 0 where none does.
func split(code string) (letter byte, number int) {
	if code == "" {
		return 0, 0
	}
	for i := 1; i < len(code) && code[i] >= '0' && code[i] <= '9'; i++ {
		number = 10*number + int(code[i]-'0')
	}
	return code[0], number
}
