package requirement

import (
	"math"

	"ikat/requirement/contract"
)

// month is the days of a month in cash plans.
const month = 30

// Money is what a way costs and what the contract brings, in US$.
type Money struct {
	Months   []Month
	Lowest   float64 // cash in the worst month; NaN where the cash at hand is not known
	In       int     // the worst month, from 1
	Outlays  float64 // discounted by the day on which each action starts
	Next     float64 // of what follows evidence that ends, discounted
	Income   float64 // contribution less upkeep, discounted
	Upkeep   float64 // what the upkeep of what follows costs more, discounted
	Present  float64 // net present value, before working capital
	Capital  float64 // working capital of the open account beyond a letter of credit at sight
	Open     float64 // net present value after what it costs
	Paid     float64 // net present value with the buyer's invoice programme; NaN where there is none
	Even     float64 // contribution at which Present is nothing, as a share of sales
	EvenOpen float64
	EvenPaid float64
	Helped   float64 // Present with what an agency's programme pays; NaN where it pays nothing
	Wedge    float64 // the way's cost as a share of the contract's sales, spread over its years
	Tied     float64 // in stock at cost and in unpaid bills, on open account
}

// Month is cash in a month of the plan.
type Month struct {
	Number int
	Paid   float64 // outlays
	Cash   float64 // at the lowest: after outlays, before the month's income
}

// Cash follows the outlays by month: an action is paid when it starts; income comes at each month's end.
func (r *Ready) Cash() (months []Month, lowest float64, in int) {
	paid := map[int]float64{}
	last := 0
	pay := func(day int, amount float64) {
		m := day/month + 1
		paid[m] += amount
		last = max(last, m)
	}
	for _, a := range r.Path.Actions {
		pay(r.Start(a), r.Ways.Actions[a].OneOff.Central)
	}
	last = max(last, r.Day()/month+1)
	cash := math.NaN()
	if r.Firm.Cash != nil {
		cash = *r.Firm.Cash
	}
	lowest = math.Inf(1)
	for m := 1; m <= last; m++ {
		cash -= paid[m]
		months = append(months, Month{m, paid[m], cash})
		if cash < lowest {
			lowest, in = cash, m
		}
		cash += r.Firm.Income
	}
	if math.IsInf(lowest, 1) {
		lowest = math.NaN()
	}
	return months, lowest, in
}

// money values the contract. The year's income comes at its end, the first a year after the firm is ready; an action is
// paid when it starts; what follows evidence that ends costs its outlay when it starts, and its upkeep in place of the
// first's from the contract year after it is there.
func (r *Ready) money() *Money {
	c := r.Firm.Contract
	rate := float64(c.Rate)
	now := func(day float64, amount float64) float64 { return amount * math.Pow(1+rate, -day/365) }
	m := &Money{Paid: math.NaN(), EvenPaid: math.NaN(), Helped: math.NaN()}
	m.Months, m.Lowest, m.In = r.Cash()
	for _, a := range r.Path.Actions {
		m.Outlays += now(float64(r.Start(a)), r.Ways.Actions[a].OneOff.Central)
	}
	day := float64(r.Day())
	years := contract.Annuity(rate, c.Years) * now(day, 1)
	gross := c.Sales * float64(c.Contribution)
	m.Income = (gross - r.Recurring) * years
	for _, l := range r.Lapses {
		for k, a := range l.Next {
			m.Next += now(float64(l.Starts[k]), r.Ways.Actions[a].OneOff.Central)
		}
		m.Upkeep += r.laterUpkeep(l, now)
	}
	m.Present = m.Income - m.Upkeep - m.Outlays - m.Next
	even := func(value float64) float64 { return float64(c.Contribution) - value/(c.Sales*years) }
	terms := contract.Terms{Inventory: c.Inventory, PreShare: float64(c.PreShare), Open: c.Open, NegShare: 1,
		Present: c.Present, AtShipped: true}
	cost := c.Sales * float64(c.CostRatio)
	m.Capital = terms.Steady(c.Sales, cost)
	m.Tied = (cost*float64(c.Inventory) + c.Sales*float64(c.Open)) / 365
	m.Open = m.Present - rate*m.Capital*years
	m.Even, m.EvenOpen = even(m.Present), even(m.Open)
	if c.PaidDays > 0 || c.PaidRate > 0 {
		early := terms
		early.Open = c.PaidDays
		fee := float64(c.PaidRate) * float64(c.Open-c.PaidDays) / 365 * c.Sales
		m.Paid = m.Present - (fee+rate*early.Steady(c.Sales, cost))*years
		m.EvenPaid = even(m.Paid)
	}
	if c.Support > 0 {
		m.Helped = m.Present + min(c.Support, m.Outlays)
	}
	m.Wedge = (r.Once/contract.Annuity(rate, c.Years) + r.Recurring) / c.Sales
	return m
}

// laterUpkeep is what the upkeep of what follows costs more than that of what ends, from the first contract year that
// begins when it is there.
func (r *Ready) laterUpkeep(l Lapse, now func(day, amount float64) float64) (sum float64) {
	more := -r.Ways.Actions[l.Action].Recurring
	for _, a := range l.Next {
		more += r.Ways.Actions[a].Recurring
	}
	if len(l.Next) == 0 {
		return 0
	}
	for year := 1; year <= r.Firm.Contract.Years; year++ {
		if begins := r.Day() + 365*(year-1); begins >= l.Ready {
			sum += now(float64(begins+365), more)
		}
	}
	return sum
}

// LargeWedge is what the way of a large firm costs as a share of its sales on links that need it, spread over the
// contract's years; NaN where the firm has no large rival, or no contract.
func (r *Ready) LargeWedge() float64 {
	c, rival := r.Firm.Contract, r.Firm.Rival
	if c == nil || rival == nil || rival.Link <= 0 || r.Large == nil {
		return math.NaN()
	}
	var once, yearly float64
	for _, a := range r.Large.Actions {
		once += r.LargeWays.Actions[a].OneOff.Central
		yearly += r.LargeWays.Actions[a].Recurring
	}
	return (once/contract.Annuity(float64(c.Rate), c.Years) + yearly) / rival.Link
}
