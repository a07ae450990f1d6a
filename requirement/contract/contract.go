// Package contract follows a supplier's cash through an order book, day by day, under terms of payment, and says
// what a relation that ties a supplier down puts at risk. All of it are scenarios: what would happen if orders,
// costs and terms were those given. None of it is a probability.
package contract

import (
	"fmt"
	"math"

	"ikat/fault"
)

// Order is goods shipped on a day, and their value.
type Order struct {
	Ship  int
	Value float64
}

// Terms are what a contract pays, when, and what money costs meanwhile. Days count from the start; rates are a year's,
// as fractions of one.
type Terms struct {
	CostRatio float64 // cost of an order over its value
	Inventory int     // days before shipping on which its inputs are bought (days inventory outstanding)
	Payable   int     // days after that on which they are paid for
	Open      int     // days after shipping on which an open account is paid

	PreShare  float64 // share of an order's cost that a bank lends before shipment, against a letter of credit
	LoanRate  float64
	NegShare  float64 // share of a bill that the bank pays out when the documents are presented
	Discount  float64 // rate
	Usance    int     // days after presentation on which the letter of credit pays; 0 is at sight
	Present   int     // days after shipping on which documents are presented and the bill is negotiated
	Fee       float64 // of the letter of credit, over the value
	AtShipped bool    // the loan is repaid on the day of shipment, not when the bill is negotiated
}

// Mode is how a buyer pays.
type Mode string

const (
	OpenAccount    Mode = "open"
	LetterOfCredit Mode = "lc"
)

// Supplier is who carries the orders.
type Supplier struct {
	Terms
	Cash     float64
	Limit    float64 // credit line: cash may fall to minus this
	Overhead float64 // every thirty days
	Days     int     // followed
	Orders   []Order
}

// Cash is how cash goes.
type Cash struct {
	ByDay  []float64 // at the end of each day, the first day 0
	Lowest float64
	On     int // day of the lowest
	Breach int // first day below minus the limit; -1 where there is none
	Final  float64
	Needed float64 // beyond the credit line, at the lowest
}

// Follow returns the cash of each day.
//
// An order's inputs are bought Inventory days before it is shipped, not before day 0, and paid Payable days later.
// An open account is paid Open days after shipping. Against a letter of credit a loan of PreShare of the cost comes
// on the day of buying and is repaid with simple interest at negotiation, where NegShare of the value less its
// discount for the usance and less the fee comes in; the rest comes when the usance is over.
//
// Error: fault.Invalid for terms that are none.
func (s *Supplier) Follow(m Mode) (*Cash, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	flow := make([]float64, s.Days+1)
	pay := func(day int, amount float64) {
		if day <= s.Days {
			flow[day] += amount
		}
	}
	for day := 30; day <= s.Days; day += 30 {
		pay(day, -s.Overhead)
	}
	for _, o := range s.Orders {
		cost, bought := s.CostRatio*o.Value, max(0, o.Ship-s.Inventory)
		pay(bought+s.Payable, -cost)
		if m == OpenAccount {
			pay(o.Ship+s.Open, o.Value)
			continue
		}
		negotiated := o.Ship + s.Present
		repaid := negotiated
		if s.AtShipped {
			repaid = o.Ship
		}
		loan := s.PreShare * cost
		pay(bought, loan)
		pay(repaid, -loan*(1+s.LoanRate*float64(repaid-bought)/365))
		pay(negotiated, s.NegShare*o.Value*(1-s.Discount*float64(s.Usance)/365)-s.Fee*o.Value)
		pay(negotiated+s.Usance, (1-s.NegShare)*o.Value)
	}
	return s.sum(flow), nil
}

// rounding is what sums of payments may be off by: cash that is the limit itself is no breach.
const rounding = 1e-9

func (s *Supplier) sum(flow []float64) *Cash {
	out := &Cash{ByDay: flow, Lowest: math.Inf(1), Breach: -1}
	cash := s.Cash
	for day, v := range flow {
		cash += v
		flow[day] = cash
		if cash < out.Lowest {
			out.Lowest, out.On = cash, day
		}
		if out.Breach < 0 && cash < -s.Limit-rounding*(1+s.Limit) {
			out.Breach = day
		}
	}
	out.Final, out.Needed = cash, max(0, -out.Lowest-s.Limit)
	return out
}

func (s *Supplier) check() error {
	bad := func(what string, v float64) error {
		return &fault.Error{Kind: fault.Invalid, Where: "the supplier", What: fmt.Sprintf("%s is %g", what, v),
			Fix: "docs/schema/contract.md describes the file"}
	}
	for what, v := range map[string]float64{"cost_ratio": s.CostRatio, "credit_limit": s.Limit, "overhead": s.Overhead,
		"loan_rate": s.LoanRate, "discount_rate": s.Discount, "fee": s.Fee, "inventory_days": float64(s.Inventory),
		"payable_days": float64(s.Payable), "open_days": float64(s.Open), "usance_days": float64(s.Usance),
		"present_days": float64(s.Present), "days": float64(s.Days)} {
		if !(v >= 0) || v > 1e15 {
			return bad(what, v)
		}
	}
	if s.Days > mostDays {
		return bad("days", float64(s.Days))
	}
	for _, v := range []float64{s.PreShare, s.NegShare} {
		if !(v >= 0 && v <= 1) {
			return bad("a share", v)
		}
	}
	for _, o := range s.Orders {
		if o.Ship < 0 || o.Ship > mostDays || !(o.Value >= 0) || math.IsInf(o.Value, 1) {
			return bad(fmt.Sprintf("the value of the order shipped on day %d", o.Ship), o.Value)
		}
	}
	return nil
}

// mostDays bounds how long a contract is followed: a hundred years.
const mostDays = 36500

// Steady is the working capital that an open account ties up beyond a letter of credit, with sales and costs spread
// evenly over the year:
//
//	cost/365·(Inventory [+ Present])·PreShare + sales/365·(Open − (1 − NegShare)·Usance − Present)
//
// Present is added where the loan is repaid from the bill, as packing credit is, and not on the day of shipment.
func (t *Terms) Steady(sales, cost float64) float64 {
	lent := t.Inventory
	if !t.AtShipped {
		lent += t.Present
	}
	return cost/365*float64(lent)*t.PreShare +
		sales/365*(float64(t.Open)-(1-t.NegShare)*float64(t.Usance)-float64(t.Present))
}
