package contract

import (
	"math"
)

// Tied is a supplier's investment that only one buyer pays for.
type Tied struct {
	Price     float64 // a unit
	Avoidable float64 // cost a unit that would not arise without the sale
	NextBest  float64 // price that the next-best buyer would pay, net of what switching costs a unit
	Invest    float64
	Salvage   float64 // share of the investment that could be sold at the end
	Years     int
	Volume    float64 // units a year
	Rate      float64 // a year
	// UserCost adds to the floor the return on what could be sold, which the supplier gives up by staying.
	UserCost bool
}

// LockIn is what the buyer could take once the investment is made.
type LockIn struct {
	Floor      float64 // the lowest price at which the supplier still delivers
	QuasiRent  float64 // a unit, above the floor
	LargestCut float64 // share of the price
	Exposure   float64 // investment that cannot be sold
	AtPrice    float64 // net present value
	AtFloor    float64 // net present value after the largest cut
	EvenPrice  float64 // at which the net present value is 0; NaN where nothing is sold
	EvenCut    float64 // share of the price
}

// LockIn computes what is at risk.
//
//	floor = max(avoidable [+ rate·salvage/volume], next best)
//	npv(p) = −invest + volume·(p − avoidable)·Σ_{t=1..years} (1 + rate)^−t + salvage·(1 + rate)^−years
//
// Error: fault.Invalid for what is below nothing, or not a number.
func (t *Tied) LockIn() (*LockIn, error) {
	if s := t.slip(); s != nil {
		return nil, s.fault("the investment")
	}
	floor := t.Avoidable
	if t.UserCost && t.Volume > 0 {
		floor += t.Rate * t.Salvage * t.Invest / t.Volume
	}
	floor = max(floor, t.NextBest)
	out := &LockIn{Floor: floor, Exposure: t.Invest * (1 - t.Salvage)}
	out.QuasiRent = max(0, t.Price-floor)
	out.LargestCut = out.QuasiRent / t.Price
	years := Annuity(t.Rate, t.Years)
	back := t.Salvage * t.Invest / math.Pow(1+t.Rate, float64(t.Years))
	worth := func(price float64) float64 { return -t.Invest + t.Volume*(price-t.Avoidable)*years + back }
	out.AtPrice, out.AtFloor = worth(t.Price), worth(t.Price-out.QuasiRent)
	out.EvenPrice, out.EvenCut = math.NaN(), math.NaN()
	if t.Volume*years > 0 {
		out.EvenPrice = t.Avoidable + (t.Invest-back)/(t.Volume*years)
		out.EvenCut = 1 - out.EvenPrice/t.Price
	}
	return out, nil
}

func (t *Tied) slip() *slip {
	for _, a := range []amount{{"price", t.Price}, {"avoidable_cost", t.Avoidable}, {"next_best_price", t.NextBest},
		{"investment", t.Invest}, {"salvage", t.Salvage}, {"years", float64(t.Years)}, {"volume", t.Volume},
		{"rate", t.Rate}} {
		if !(a.value >= 0) || math.IsInf(a.value, 1) || a.field == "salvage" && a.value > 1 ||
			a.field == "price" && a.value == 0 {
			return a.slip()
		}
	}
	return nil
}

// Annuity is what a dollar a year, for so many years from the first year's end, is worth now.
func Annuity(rate float64, years int) float64 {
	if rate == 0 {
		return float64(years)
	}
	return (1 - math.Pow(1+rate, -float64(years))) / rate
}
