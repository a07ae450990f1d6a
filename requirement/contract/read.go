package contract

import (
	"fmt"
	"slices"

	"ikat/fault"
	"ikat/internal/yamltext"
	"ikat/share"
)

// File is a contract as people write it; docs/schema/contract.md describes it.
type File struct {
	Name     string      `yaml:"contract"`
	Unit     string      `yaml:"unit"`
	Sales    float64     `yaml:"sales"` // a year, for working capital in a steady state
	Supplier *OneText    `yaml:"supplier"`
	Stages   []StageText `yaml:"stages"`
	Tied     *TiedText   `yaml:"investment"`
}

// OneText is a supplier as it is written.
type OneText struct {
	Cash      float64      `yaml:"cash"`
	Limit     float64      `yaml:"credit_limit"`
	Overhead  float64      `yaml:"overhead_a_month"`
	CostRatio share.Part   `yaml:"cost_ratio"`
	Inventory int          `yaml:"inventory_days"`
	Payable   int          `yaml:"payable_days"`
	Open      int          `yaml:"open_account_days"`
	PreShare  share.Part   `yaml:"pre_shipment_share"`
	LoanRate  share.Yearly `yaml:"loan_rate"`
	NegShare  *share.Part  `yaml:"negotiated_share"`
	Discount  share.Yearly `yaml:"discount_rate"`
	Usance    int          `yaml:"usance_days"`
	Present   int          `yaml:"present_days"`
	Fee       share.Charge `yaml:"fee"`
	Repaid    string       `yaml:"loan_repaid"` // at negotiation, or at shipment
	Days      int          `yaml:"days"`
	Orders    []OrderText  `yaml:"orders"`
}

// OrderText is an order as it is written: the day on which it is shipped, and what it is worth.
type OrderText struct {
	Ship  *int     `yaml:"ship"`
	Value *float64 `yaml:"value"`
}

// StageText is a stage of a chain as it is written.
type StageText struct {
	ID    string   `yaml:"id"`
	Paid  string   `yaml:"paid"` // open or lc
	From  []string `yaml:"from"`
	Lead  int      `yaml:"lead_days"`
	Stock int      `yaml:"stock_days"`
	Terms OneText  `yaml:"terms"`
}

// TiedText is an investment that one buyer pays for, as it is written.
type TiedText struct {
	Price     float64      `yaml:"price"`
	Avoidable float64      `yaml:"avoidable_cost"`
	NextBest  float64      `yaml:"next_best_price"`
	Switching float64      `yaml:"switching_cost"` // a unit
	Invest    float64      `yaml:"investment"`
	Salvage   share.Part   `yaml:"salvage"`
	Years     int          `yaml:"years"`
	Volume    float64      `yaml:"volume"`
	Rate      share.Yearly `yaml:"rate"`
	UserCost  bool         `yaml:"floor_covers_salvage"`
}

// Repayments are when a loan before shipment is repaid.
var Repayments = []string{"at negotiation", "at shipment"}

// Read reads a contract.
//
// Error: fault.Unreadable, Invalid, Inconsistent and NotFound with the line.
func Read(name string, text []byte) (*File, error) {
	d, err := yamltext.Read(name, fix, text)
	if err != nil {
		return nil, err
	}
	f := &File{}
	if err := d.Into(f); err != nil {
		return nil, err
	}
	if f.Supplier == nil && len(f.Stages) == 0 && f.Tied == nil {
		return nil, d.Fault(fault.Invalid, "the contract has no supplier, no stages and no investment")
	}
	if f.Supplier != nil {
		if s := f.Supplier.slip(); s != nil {
			return nil, s.in(d, "supplier", "supplier")
		}
	}
	if n, s := f.slip(); s != nil {
		called := "stage " + f.Stages[n].ID
		if f.Stages[n].ID == "" {
			called = fmt.Sprintf("stage %d", n+1)
		}
		return nil, s.in(d, called, "stages", n)
	}
	if f.Tied != nil {
		s := f.Tied.Investment().slip()
		if s == nil && f.Tied.Years < 1 {
			s = amount{"years", float64(f.Tied.Years)}.slip()
		}
		if s != nil {
			return nil, s.in(d, "investment", "investment")
		}
	}
	return f, nil
}

// in is a slip of a file: the part as people call it, and the path to it.
func (s *slip) in(d *yamltext.Document, called string, path ...any) error {
	for k, step := range s.path {
		if n, ok := step.(int); ok && s.path[k-1] == "orders" {
			called += fmt.Sprintf(", order %d", n+1)
		}
	}
	return d.Fault(s.kind, called+": "+s.what, append(path, s.path...)...)
}

// slip is what is wrong with a supplier as it is written.
func (o *OneText) slip() *slip {
	if o.Repaid != "" && o.Repaid != Repayments[0] && o.Repaid != Repayments[1] {
		return &slip{fault.Invalid, []any{"loan_repaid"},
			fault.Say("loan_repaid is %q, and that is neither %s nor %s", o.Repaid, Repayments[0], Repayments[1])}
	}
	if len(o.Orders) == 0 {
		return &slip{fault.Invalid, []any{"orders"}, "there are no orders"}
	}
	for k, order := range o.Orders {
		switch {
		case order.Ship == nil:
			return &slip{fault.Invalid, []any{"orders", k}, "it says no day of shipment (ship)"}
		case order.Value == nil:
			return &slip{fault.Invalid, []any{"orders", k}, "it says no value"}
		}
	}
	return o.Supplier().slip()
}

// slip is the first stage that has something wrong, and what.
func (f *File) slip() (int, *slip) {
	var stages []Stage
	for k := range f.Stages {
		s := &f.Stages[k]
		if s.Paid != "" && s.Paid != string(OpenAccount) && s.Paid != string(LetterOfCredit) {
			return k, &slip{fault.Invalid, []any{"paid"},
				fault.Say("it is paid by %q, and that is neither open nor lc", s.Paid)}
		}
		if wrong := s.Terms.slip(); wrong != nil {
			wrong.path = append([]any{"terms"}, wrong.path...)
			return k, wrong
		}
		stages = append(stages, s.Stage())
	}
	if n, wrong := slipOf(stages); wrong != nil {
		return n, wrong
	}
	if n := f.circle(); n >= 0 {
		return n, &slip{fault.Invalid, []any{"from"}, "what it buys comes from itself"}
	}
	return 0, nil
}

// circle is a stage whose suppliers lead back to it, -1 where none does.
func (f *File) circle() int {
	from := map[string][]string{}
	for _, s := range f.Stages {
		from[s.ID] = s.From
	}
	for n, s := range f.Stages {
		seen := map[string]bool{}
		for left := slices.Clone(s.From); len(left) > 0; {
			id := left[0]
			left = left[1:]
			switch {
			case id == s.ID:
				return n
			case !seen[id]:
				seen[id] = true
				left = append(left, from[id]...)
			}
		}
	}
	return -1
}

// Supplier returns what Follow follows. Days run to the last payment where the text gives none.
func (o *OneText) Supplier() *Supplier {
	s := &Supplier{Cash: o.Cash, Limit: o.Limit, Overhead: o.Overhead, Days: o.Days, Terms: Terms{
		CostRatio: float64(o.CostRatio), Inventory: o.Inventory, Payable: o.Payable, Open: o.Open,
		PreShare: float64(o.PreShare), LoanRate: float64(o.LoanRate), NegShare: 1, Discount: float64(o.Discount),
		Usance: o.Usance, Present: o.Present, Fee: float64(o.Fee), AtShipped: o.Repaid == Repayments[1]}}
	if o.NegShare != nil {
		s.NegShare = float64(*o.NegShare)
	}
	for _, order := range o.Orders {
		s.Orders = append(s.Orders, Order{Ship: *order.Ship, Value: *order.Value})
		if o.Days == 0 {
			s.Days = max(s.Days, *order.Ship+max(o.Open, o.Present+o.Usance)+1)
		}
	}
	return s
}

// Stage returns what RunDry follows.
func (s *StageText) Stage() Stage {
	mode := OpenAccount
	if s.Paid == string(LetterOfCredit) {
		mode = LetterOfCredit
	}
	return Stage{Supplier: *s.Terms.Supplier(), ID: s.ID, Mode: mode, From: s.From, Lead: s.Lead, Stock: s.Stock}
}

// Investment returns what LockIn asks.
func (t *TiedText) Investment() *Tied {
	return &Tied{Price: t.Price, Avoidable: t.Avoidable, NextBest: max(0, t.NextBest-t.Switching), Invest: t.Invest,
		Salvage: float64(t.Salvage), Years: t.Years, Volume: t.Volume, Rate: float64(t.Rate), UserCost: t.UserCost}
}
