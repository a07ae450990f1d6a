package engine_test

import (
	"math"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/internal/faulttest"
)

// What people write into options comes from strangers too, over HTTP.
func FuzzOptions(f *testing.F) {
	for _, seed := range []string{"0.2%", "NAFTA=USA,CAN", "reported", "benchmark", "25%", "use-specific", "=", "1e309", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list := strings.Split(text, "|")
		thetas, err := engine.ParseThetas(list)
		faulttest.OfFile(t, err)
		for _, v := range thetas {
			if math.IsNaN(v) || v < 0 {
				t.Fatal(thetas)
			}
		}
		groups, err := engine.ParseGroups(list)
		faulttest.OfFile(t, err)
		for _, g := range groups {
			if g.Code == "" || len(g.Members) == 0 {
				t.Fatalf("%+v", groups)
			}
		}
		_, err = engine.ParseBasis(text)
		faulttest.OfFile(t, err)
		cut, err := engine.ParseCut(text, func(string) bool { return false })
		faulttest.OfFile(t, err)
		if err == nil && math.IsInf(cut, 0) {
			t.Fatal(cut)
		}
		_, err = engine.ParseShares(text)
		faulttest.OfFile(t, err)
	})
}
