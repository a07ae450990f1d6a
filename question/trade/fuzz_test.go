package trade_test

import (
	"math"
	"testing"

	"ikat/internal/faulttest"
	"ikat/question/trade"
)

// What people write into options comes from strangers too, over HTTP.
func FuzzCut(f *testing.F) {
	for _, seed := range []string{"0.2%", "benchmark", "25%", "=", "1e309", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cut, err := trade.ParseCut(text, func(string) bool { return false })
		faulttest.OfFile(t, err)
		if err == nil && math.IsInf(cut, 0) {
			t.Fatal(cut)
		}
	})
}
