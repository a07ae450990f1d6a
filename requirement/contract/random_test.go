package contract_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/requirement/contract"
)

// events are the payments of an order book, one by one, as the terms say them in words.
type event struct {
	day    int
	amount float64
}

func events(s *contract.Supplier, m contract.Mode) (out []event) {
	for k := 1; 30*k <= s.Days; k++ {
		out = append(out, event{30 * k, -s.Overhead})
	}
	for _, o := range s.Orders {
		bought := o.Ship - s.Inventory
		if bought < 0 {
			bought = 0
		}
		out = append(out, event{bought + s.Payable, -s.CostRatio * o.Value})
		if m == contract.OpenAccount {
			out = append(out, event{o.Ship + s.Open, o.Value})
			continue
		}
		loan, shown := s.PreShare*s.CostRatio*o.Value, o.Ship+s.Present
		back := shown
		if s.AtShipped {
			back = o.Ship
		}
		interest := loan * s.LoanRate / 365 * float64(back-bought)
		bill := s.NegShare * o.Value
		out = append(out, event{bought, loan}, event{back, -loan}, event{back, -interest}, event{shown, bill},
			event{shown, -bill * s.Discount * float64(s.Usance) / 365}, event{shown, -s.Fee * o.Value},
			event{shown + s.Usance, o.Value - bill})
	}
	return out
}

// Cash followed day by day is the sum of the payments so far, on every day, for order books of every kind: none, empty
// ones, on day 0, at no cost, without inventory, beyond the days followed.
func TestCashAgainstPaymentsOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 1))
	pick := func(list ...int) int { return list[r.IntN(len(list))] }
	part := func() float64 { return []float64{0, 1, r.Float64()}[r.IntN(3)] }
	for n := range 2000 {
		s := contract.Supplier{Cash: 1000 * (r.Float64() - .3), Limit: []float64{0, 500 * r.Float64()}[r.IntN(2)],
			Overhead: []float64{0, 20}[r.IntN(2)], Days: pick(0, 29, 30, 365, 366)}
		s.Terms = contract.Terms{CostRatio: []float64{0, 1.5 * r.Float64()}[r.IntN(2)], Inventory: pick(0, 45, 400),
			Payable: pick(0, 30), Open: pick(0, 90), PreShare: part(), LoanRate: .2 * part(), NegShare: part(),
			Discount: .1 * part(), Usance: pick(0, 60), Present: pick(0, 10), Fee: .01 * part(), AtShipped: r.IntN(2) == 0}
		for range r.IntN(6) {
			s.Orders = append(s.Orders, contract.Order{Ship: pick(0, 1, 30, 59, 365, 500), Value: pick2(r)})
		}
		for _, m := range []contract.Mode{contract.OpenAccount, contract.LetterOfCredit} {
			got, err := s.Follow(m)
			if err != nil {
				t.Fatal(err)
			}
			list := events(&s, m)
			lowest, breach := math.Inf(1), -1
			for day := range s.Days + 1 {
				cash := s.Cash
				for _, e := range list {
					if e.day <= day {
						cash += e.amount
					}
				}
				near(t, "cash", got.ByDay[day], cash)
				lowest = min(lowest, cash)
				if breach < 0 && cash < -s.Limit-1e-6 {
					breach = day
				}
			}
			near(t, "lowest", got.Lowest, lowest)
			near(t, "needed", got.Needed, max(0, -lowest-s.Limit))
			if got.Breach != breach {
				t.Errorf("%d, %s: breach on %d, want %d", n, m, got.Breach, breach)
			}
		}
	}
}

func pick2(r *rand.Rand) float64 { return []float64{0, 100, 900 * r.Float64()}[r.IntN(3)] }

// What a relation puts at risk, year by year.
func TestLockInYearByYear(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 2))
	for range 2000 {
		tied := contract.Tied{
			Price:     .1 + 10*r.Float64(),
			Avoidable: 12 * r.Float64(),
			NextBest:  12 * r.Float64() * float64(r.IntN(2)),
			Invest:    1e5 * r.Float64() * float64(r.IntN(2)),
			Salvage:   []float64{0, 1, r.Float64()}[r.IntN(3)],
			Years:     r.IntN(8),
			Volume: 1e5 * r.Float64() * float64(
				r.IntN(3),
			),
			Rate:     []float64{0, .2 * r.Float64()}[r.IntN(2)],
			UserCost: r.IntN(2) == 0,
		}
		got, err := tied.LockIn()
		if err != nil {
			t.Fatal(err)
		}
		floor := tied.Avoidable
		if tied.UserCost && tied.Volume > 0 {
			floor += tied.Rate * tied.Salvage * tied.Invest / tied.Volume
		}
		floor = math.Max(floor, tied.NextBest)
		value := func(price float64) float64 {
			sum, factor := -tied.Invest, 1.0
			for range tied.Years {
				factor /= 1 + tied.Rate
				sum += tied.Volume * (price - tied.Avoidable) * factor
			}
			return sum + tied.Salvage*tied.Invest*factor
		}
		near(t, "floor", got.Floor, floor)
		near(t, "at price", got.AtPrice, value(tied.Price))
		near(t, "at floor", got.AtFloor, value(math.Min(tied.Price, floor)))
		near(t, "exposure", got.Exposure, tied.Invest-tied.Invest*tied.Salvage)
		if tied.Volume > 0 && tied.Years > 0 {
			near(t, "break-even", value(got.EvenPrice)/(1+tied.Invest), 0)
		} else if !math.IsNaN(got.EvenPrice) {
			t.Error("nothing is sold, and there is a break-even price")
		}
	}
}

// Who stops when, against going through every walk from the first that fails.
func TestStagesAgainstEveryWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 3))
	names := []string{"a", "b", "c", "d", "e"}
	for range 500 {
		n := 1 + r.IntN(5)
		list := make([]contract.Stage, n)
		for k := range list {
			list[k] = contract.Stage{ID: names[k], Mode: contract.OpenAccount, Lead: r.IntN(4), Stock: r.IntN(3)}
			list[k].Days, list[k].Overhead, list[k].Cash = 200, 10, float64(5+r.IntN(60))
			for j := range n {
				if j != k && r.IntN(3) == 0 {
					list[k].From = append(list[k].From, names[j])
				}
			}
		}
		got, err := contract.RunDry(list)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]int, n)
		for k := range want {
			want[k] = -1
		}
		var walk func(at, day int, seen []bool)
		walk = func(at, day int, seen []bool) {
			if want[at] < 0 || day < want[at] {
				want[at] = day
			}
			seen[at] = true
			for k, s := range list {
				for _, id := range s.From {
					if id == list[at].ID && !seen[k] {
						walk(k, day+s.Lead+s.Stock, append([]bool(nil), seen...))
					}
				}
			}
		}
		if got.First >= 0 {
			walk(got.First, got.Cash[got.First].Breach, make([]bool, n))
		}
		for k := range want {
			if got.Stops[k] != want[k] {
				t.Errorf("%s stops on %d, want %d", names[k], got.Stops[k], want[k])
			}
		}
	}
}
