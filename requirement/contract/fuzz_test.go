package contract_test

import (
	"testing"

	"ikat/internal/faulttest"
	"ikat/requirement/contract"
)

func FuzzRead(f *testing.F) {
	f.Add(
		[]byte("contract: a\nsupplier: {cash: 9, cost_ratio: 75%, inventory_days: 45, orders: [{ship: 30, value: 100}]}\n"),
	)
	f.Add(
		[]byte("stages: [{id: a, paid: lc, terms: {orders: [{ship: 3, value: 1}]}}, {id: b, from: [a], terms: {orders: " +
			"[{ship: 9, value: 2}]}}]\n"),
	)
	f.Add(
		[]byte(
			"investment: {price: 10, avoidable_cost: 7, next_best_price: 8, investment: 9, years: 4, volume: 2, rate: 12%}\n",
		),
	)
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := contract.Read("c.yaml", text)
		if err != nil {
			faulttest.OfFile(t, err)
			return
		}
		if file.Supplier != nil {
			_, err := file.Supplier.Supplier().Follow(contract.OpenAccount)
			faulttest.OfFile(t, err)
		}
		if file.Tied != nil {
			_, err := file.Tied.Investment().LockIn()
			faulttest.OfFile(t, err)
		}
	})
}
