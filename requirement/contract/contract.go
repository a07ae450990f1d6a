// Package contract follows a supplier's cash through an order book, day by day, under terms of payment, and says
// what a relation that ties a supplier down puts at risk. All of it are scenarios: what would happen if orders,
// costs and terms were those given. None of it is a probability.
package contract

import (
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

// slip is what is wrong with what was given: the part of a contract's file where it stands, and what it is.
type slip struct {
	kind fault.Kind
	path []any // fields and numbers of entries
	what string
}

// fault is a slip of what came from no file.
func (s *slip) fault(where string) error {
	if s == nil {
		return nil
	}
	return &fault.Error{Kind: s.kind, Where: where, What: s.what, Fix: fix}
}

// fix is what errors advise.
const fix = "docs/schema/contract.md describes the file"

// amount is a field as a contract's file calls it, and what stands in it.
type amount struct {
	field string
	value float64
}

func (a amount) slip(path ...any) *slip {
	return &slip{fault.Invalid, append(path, a.field), fault.Say("%s is %g", a.field, a.value)}
}

func (s *Supplier) check() error { return s.slip().fault("the supplier") }

// slip is the first thing that is wrong, in the order in which a file describes a supplier; the days that follow from
// others come after these.
func (s *Supplier) slip() *slip {
	for n, o := range s.Orders {
		if o.Ship < 0 || o.Ship > mostDays {
			return amount{"ship", float64(o.Ship)}.slip("orders", n)
		}
		if !(o.Value >= 0) || math.IsInf(o.Value, 1) {
			return amount{"value", o.Value}.slip("orders", n)
		}
	}
	for _, a := range []amount{{"credit_limit", s.Limit}, {"overhead_a_month", s.Overhead}, {"cost_ratio", s.CostRatio},
		{"inventory_days", float64(s.Inventory)}, {"payable_days", float64(s.Payable)},
		{"open_account_days", float64(s.Open)}, {"loan_rate", s.LoanRate}, {"discount_rate", s.Discount},
		{"usance_days", float64(s.Usance)}, {"present_days", float64(s.Present)}, {"fee", s.Fee}} {
		if !(a.value >= 0) || a.value > 1e15 {
			return a.slip()
		}
	}
	for _, a := range []amount{{"pre_shipment_share", s.PreShare}, {"negotiated_share", s.NegShare}} {
		if !(a.value >= 0 && a.value <= 1) {
			return a.slip()
		}
	}
	if s.Days < 0 || s.Days > mostDays {
		return amount{"days", float64(s.Days)}.slip()
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
