package portfolio_test

import (
	"testing"

	"ikat/internal/faulttest"
	"ikat/requirement/portfolio"
)

func FuzzRead(f *testing.F) {
	f.Add([]byte("budget: 9\nprogrammes: [{id: p, closes: [a], launch: 1, per_firm: 2, seats: 3}]\nmarkets: [{id: m, " +
		"worth: 5, qualified_now: 1}]\nfirms: [{id: f, capacity: 2, market: m, gaps: [a]}]\n"))
	f.Add([]byte("budget: -1\nfirms: []\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, p, err := portfolio.Read("plan.yaml", text)
		if err != nil {
			faulttest.OfFile(t, err)
			return
		}
		if _, err := p.Greedy(); err != nil {
			faulttest.OfFile(t, err)
		}
	})
}
