package ui

import "testing"

func BenchmarkZZ(b *testing.B) {
	for range b.N {
		s := estimatedSite(b)
		w := get(s, "/chain?economy=VNM&industry=c14&partner=JPN")
		if w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}
