package borders_test

import (
	"math"
	"strings"
	"testing"

	"ikat/internal/faulttest"
	"ikat/question/borders"
)

// What people write into options comes from strangers too, over HTTP.
func FuzzThetas(f *testing.F) {
	for _, seed := range []string{"0.2%", "0.2%|0.8%", "25%", "=", "1e309", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		thetas, err := borders.ParseThetas(strings.Split(text, "|"))
		faulttest.OfFile(t, err)
		for _, v := range thetas {
			if math.IsNaN(v) || v < 0 {
				t.Fatal(thetas)
			}
		}
	})
}
