package trade_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"ikat/trade"
)

// The links of a space join what can be joined at the largest sum of proximities: a second way to it, Prim's, agrees.
func TestLinksAreAMaximumSpanningTree(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for round := range 60 {
		economies, products := 3+r.IntN(8), 3+r.IntN(12)
		b := trade.NewBuilder()
		for c := range economies {
			for p := range products {
				if r.IntN(3) > 0 {
					b.Add(
						b.Economy(fmt.Sprint("E", c)),
						b.Economy("WLD"),
						b.Product(fmt.Sprint(100+p)),
						math.Exp(r.NormFloat64()),
						math.NaN(),
					)
				}
			}
		}
		s := trade.NewSpace(b.Data(trade.Meta{}, 2020).Exports())
		sum, tree := prim(s)
		links := s.Links(0)
		got := 0.0
		for _, l := range links {
			got += l.Proximity
		}
		if len(links) != tree || math.Abs(got-sum) > 1e-12 {
			t.Fatalf("round %d: %d links of %v, another way %d of %v", round, len(links), got, tree, sum)
		}
		more := s.Links(tree + 2)
		for i := tree + 1; i < len(more); i++ {
			if more[i].Proximity > more[i-1].Proximity {
				t.Error("the strongest of the others come first")
			}
		}
	}
}

// prim grows trees from every product that none holds, and returns their sum of proximities and number of links.
func prim(s *trade.Space) (sum float64, links int) {
	n := len(s.Products)
	in := make([]bool, n)
	for start := range n {
		if in[start] {
			continue
		}
		in[start] = true
		tree := []int{start}
		for {
			best, at := 0.0, -1
			for _, a := range tree {
				for b := range n {
					if v := s.Proximity(a, b); !in[b] && v > best {
						best, at = v, b
					}
				}
			}
			if at < 0 {
				break
			}
			in[at], tree, sum, links = true, append(tree, at), sum+best, links+1
		}
	}
	return sum, links
}

func TestChaptersOfTheHarmonizedSystem(t *testing.T) {
	for code, want := range map[string]string{"01": "Live animals", "8544": "Electrical equipment",
		"970110": "Art and antiques",
		"770000": "", "98": "", "9": "", "XX": ""} {
		if got := trade.Chapter(code); got != want {
			t.Errorf("%s: %q, not %q", code, got, want)
		}
	}
}
