package contract_test

import (
	"math"
	"testing"

	"ikat/requirement/contract"
)

// The worked figures of working capital, and the same from cash followed day by day in a steady state.
func TestSteadyWorkingCapital(t *testing.T) {
	terms := contract.Terms{CostRatio: .75, Inventory: 45, PreShare: .7, Open: 90, NegShare: 1, Present: 10,
		AtShipped: true}
	near(t, "repaid at shipment", terms.Steady(1e6, 750e3), 283904.109589041)
	packing := terms
	packing.AtShipped = false
	near(t, "packing credit", packing.Steady(1e6, 750e3), 298287.671232877)
	usance := terms
	usance.Usance, usance.NegShare = 90, .9
	near(t, "usance of 90 days", usance.Steady(1e6, 750e3), 259246.575342466)
	for _, terms := range []contract.Terms{terms, packing, usance} {
		s := contract.Supplier{Terms: terms, Days: 999}
		for day := range 2000 { // a dollar a day, shipped every day
			s.Orders = append(s.Orders, contract.Order{Ship: 60 + day, Value: 1})
		}
		open, err := s.Follow(contract.OpenAccount)
		if err != nil {
			t.Fatal(err)
		}
		lc, err := s.Follow(contract.LetterOfCredit)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "followed", lc.Final-open.Final, terms.Steady(365, .75*365))
	}
}

func TestLockInAsWorked(t *testing.T) {
	tied := contract.Tied{Price: 10, Avoidable: 7, NextBest: 7.8, Invest: 600e3, Salvage: .25, Years: 4, Volume: 80e3,
		Rate: .12}
	got, err := tied.LockIn()
	if err != nil {
		t.Fatal(err)
	}
	near(t, "cut", got.LargestCut, .22)
	near(t, "at price", got.AtPrice, 224291.546)
	near(t, "at floor", got.AtFloor, -310281.935)
	if math.Abs(got.EvenPrice-9.0769) > 5e-5 {
		t.Errorf("break-even price %v", got.EvenPrice)
	}
	tied.Price = got.EvenPrice
	if even, _ := tied.LockIn(); math.Abs(even.AtPrice) > 1e-6 {
		t.Errorf("at the break-even price it is worth %v", even.AtPrice)
	}
}

func TestBadTermsAreRefused(t *testing.T) {
	for _, s := range []contract.Supplier{{Days: -1}, {Days: 1 << 40}, {Days: 9, Terms: contract.Terms{PreShare: 2}},
		{Days: 9, Orders: []contract.Order{{Ship: -1}}}, {Days: 9, Terms: contract.Terms{CostRatio: math.NaN()}}} {
		if _, err := s.Follow(contract.OpenAccount); err == nil {
			t.Errorf("%+v is taken", s)
		}
	}
	circle := []contract.Stage{{ID: "a", From: []string{"c"}}, {ID: "b", From: []string{"a", "c"}}, {ID: "c",
		From: []string{"b"}}}
	circle[0].Cash, circle[0].Days = -1, 9
	got, err := contract.RunDry(circle)
	if err != nil || got.Stops[2] != 0 {
		t.Errorf("%+v, %v: a circle after the first that fails stops on its day", got, err)
	}
	if _, err := contract.RunDry([]contract.Stage{{ID: "a", From: []string{"b"}}}); err == nil {
		t.Error("a stage that is not there is taken")
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
