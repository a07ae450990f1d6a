package elasticity_test

import (
	"testing"

	"ikat/elasticity"
)

func TestCaliendoParro(t *testing.T) {
	for code, want := range map[string]float64{
		"c1": 8.11, "c8": 51.08, "c15": .37, "c16": 5, "c17": 5, "c19t21": 5, "c35": 5,
		"A01_02": 8.11, "B05_06": 15.72, "C10T12": 2.55, "C13T15": 5.56, "C16": 10.83, "C17_18": 9.07, "C19": 51.08, "C21": 4.75,
		"C25": 4.30, "C27": 10.60, "C28": 1.52, "C29": 1.01, "C30": .37, "C31T33": 5, "D": 5, "D35": 5, "D10T12": 2.55, "D01T02": 8.11, "G": 5, "T": 5,
	} {
		if got, known := elasticity.CaliendoParro(code); got != want || !known {
			t.Errorf("%s: %v (known %v), the paper has %v", code, got, known, want)
		}
	}
	for _, code := range []string{"", "c0", "c36", "X1", "12", "wheat"} {
		if got, known := elasticity.CaliendoParro(code); known || got != elasticity.Services {
			t.Errorf("%q: %v, known %v", code, got, known)
		}
	}
}
