package icio

import "strings"

// powers are the words for powers of ten in units of money.
var powers = map[string]float64{"": 1, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

// Rescale returns what an amount in one unit of money, as Meta.Money words it, is times in another; ok is false where
// they are not the same currency, or one of them is not known.
func Rescale(from, to string) (factor float64, ok bool) {
	if from == to {
		return 1, true
	}
	a, x, known := money(from)
	b, y, both := money(to)
	if !known || !both || x != y {
		return 0, false
	}
	return a / b, true
}

// money splits a unit of money into its power of ten and its currency.
func money(unit string) (power float64, currency string, ok bool) {
	word, currency, two := strings.Cut(unit, " ")
	if !two {
		word, currency = "", unit
	}
	power, ok = powers[word]
	return power, currency, ok && len(currency) == 3 && currency == strings.ToUpper(currency)
}

// Multiply multiplies every flow, total and extra row by k, for a table counted in k times its unit.
func (t *Table) Multiply(k float64) {
	flows := [][]float64{t.Z, t.F, t.X, t.VA, t.Reported.RowOutput, t.Reported.ColumnOutput, t.Reported.VA}
	for _, r := range t.Extra {
		flows = append(flows, r.Use, r.FD)
	}
	done := map[*float64]bool{} // value added may be the printed one
	for _, list := range flows {
		if len(list) == 0 || done[&list[0]] {
			continue
		}
		done[&list[0]] = true
		for i := range list {
			list[i] *= k
		}
	}
}
