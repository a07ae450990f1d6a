package counterfactual

import "ikat/elasticity"

// IsGood reports whether an industry's code is one of agriculture, mining or manufacturing, whose trade crosses borders in
// containers and pays tariffs.
func IsGood(code string) bool {
	letter, division := elasticity.Division(code)
	switch letter {
	case 'c':
		return division >= 1 && division <= 16
	case 'A', 'B', 'C':
		return true
	case 'D':
		return division >= 1 && division < 35
	}
	return false
}
