package trade_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/trade"
)

// What surrounds the products of one economy is the same whether it is asked alone or with all.
func TestAroundOneEconomyIsAsAmongAll(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	b := trade.NewBuilder()
	for c := range 9 {
		for p := range 14 {
			if r.Float64() < .6 {
				b.Add(b.Economy(string(rune('A'+c))), b.Economy("Z"), b.Product(string(rune('a'+p))), r.ExpFloat64(), 1)
			}
		}
	}
	s := trade.NewSpace(b.Data(trade.Meta{Name: "made up"}, 2020).Exports())
	pci := make([]float64, len(s.Products))
	for i := range pci {
		pci[i] = r.NormFloat64()
	}
	all, one := s.Around(trade.WithoutOwn, pci), s.Around(trade.WithoutOwn, pci, 3)
	n := len(s.Products)
	for i := range all.Density {
		alike := all.Density[i] == one.Density[i] && all.Gain[i] == one.Gain[i] ||
			math.IsNaN(all.Density[i]) && math.IsNaN(one.Density[i])
		if i/n == 3 && !alike || i/n != 3 && !math.IsNaN(one.Density[i]) {
			t.Errorf("economy %d, product %d: %v and %v", i/n, i%n, all.Density[i], one.Density[i])
		}
	}
}
