package golden

import (
	"context"
	"ikat/requirement/contract"
)

type supplier struct {
	ID       string
	Mode     contract.Mode
	Lead     int `json:"lead_days"`
	Stock    int `json:"stock_days"`
	Cash     float64
	Limit    float64 `json:"credit_limit"`
	Overhead float64 `json:"overhead_month"`
	Ratio    float64 `json:"cost_ratio"`
	DIO, DPO int
	Terms    int
	Pre      float64 `json:"rho_pre"`
	Loan     float64 `json:"loan_rate"`
	Neg      float64 `json:"rho_neg"`
	Discount float64 `json:"discount_rate"`
	Usance   int
	TNeg     int     `json:"t_neg"`
	Fee      float64 `json:"lc_fee"`
	Days     int
	Orders   []contract.Order
}

func (s supplier) supplier() contract.Supplier {
	return contract.Supplier{Cash: s.Cash, Limit: s.Limit, Overhead: s.Overhead, Days: s.Days, Orders: s.Orders,
		Terms: contract.Terms{CostRatio: s.Ratio, Inventory: s.DIO, Payable: s.DPO, Open: s.Terms, PreShare: s.Pre,
			LoanRate: s.Loan, NegShare: s.Neg, Discount: s.Discount, Usance: s.Usance, Present: s.TNeg, Fee: s.Fee}}
}

type cash struct {
	Lowest float64 `json:"lowest_cash"`
	On     int     `json:"lowest_day"`
	Breach *int    `json:"first_breach_day"`
	Final  float64 `json:"final_cash"`
	Needed float64 `json:"cash_needed"`
}

func contracts(_ context.Context, o *Off, text []byte) error {
	type input struct {
		Contract *supplier
		Stages   []supplier
		Steady   *struct {
			S, C   float64
			DIO    int
			Pre    float64 `json:"rho_pre"`
			Open   int     `json:"T_oa"`
			Neg    float64 `json:"rho_neg"`
			Usance int
			TNeg   int `json:"t_neg"`
		}
	}
	type expected struct {
		Open, LC   cash
		Breach     map[string]*int `json:"breach_days"`
		First      *string         `json:"fails_first"`
		Stops      map[string]int  `json:"stops_on"`
		Difference float64
	}
	return each(o, text, func(id string, in input, want expected) error {
		switch {
		case in.Contract != nil:
			s := in.Contract.supplier()
			for mode, want := range map[contract.Mode]cash{contract.OpenAccount: want.Open,
				contract.LetterOfCredit: want.LC} {
				got, err := s.Follow(mode)
				if err != nil {
					return err
				}
				o.near(id, got.Lowest, want.Lowest)
				o.near(id, got.Final, want.Final)
				o.near(id, got.Needed, want.Needed)
				breach := -1
				if want.Breach != nil {
					breach = *want.Breach
				}
				if got.On != want.On || got.Breach != breach {
					o.differ("%s, %s: lowest on %d, breach on %d; want %d, %d", id, mode, got.On, got.Breach, want.On, breach)
				}
			}
		case in.Steady != nil:
			s := in.Steady
			terms := contract.Terms{Inventory: s.DIO, PreShare: s.Pre, Open: s.Open, NegShare: s.Neg, Usance: s.Usance,
				Present: s.TNeg, AtShipped: true}
			o.near(id, terms.Steady(s.S, s.C), want.Difference)
		default:
			return stages(o, id, in.Stages, want.Breach, want.First, want.Stops)
		}
		return nil
	})
}

func stages(o *Off, id string, in []supplier, breach map[string]*int, first *string, stops map[string]int) error {
	var list []contract.Stage
	for n, s := range in {
		stage := contract.Stage{Supplier: s.supplier(), ID: s.ID, Mode: s.Mode, Lead: s.Lead, Stock: s.Stock}
		if n > 0 {
			stage.From = []string{in[n-1].ID}
		}
		list = append(list, stage)
	}
	got, err := contract.RunDry(list)
	if err != nil {
		return err
	}
	if (first == nil) != (got.First < 0) || first != nil && list[got.First].ID != *first {
		o.differ("%s: %d fails first", id, got.First)
	}
	for n, s := range list {
		if want := breach[s.ID]; (want == nil) != (got.Cash[n].Breach < 0) || want != nil && *want != got.Cash[n].Breach {
			o.differ("%s: %s breaches on %d", id, s.ID, got.Cash[n].Breach)
		}
		if want, ok := stops[s.ID]; ok != (got.Stops[n] >= 0) || ok && want != got.Stops[n] {
			o.differ("%s: %s stops on %d, want %d", id, s.ID, got.Stops[n], want)
		}
	}
	return nil
}

func lockIns(_ context.Context, o *Off, text []byte) error {
	type input struct {
		Price, Avoidable, Invest, Volume, Rate float64
		NextBest                               float64 `json:"next_best"`
		Salvage                                float64 `json:"salvage_share"`
		Years                                  int
		UserCost                               bool `json:"user_cost_of_salvage"`
	}
	type expected struct {
		Exposure   float64
		QuasiRent  float64 `json:"quasi_rent"`
		LargestCut float64 `json:"largest_cut"`
		AtPrice    float64 `json:"npv_at_price"`
		AtFloor    float64 `json:"npv_at_largest_cut"`
		EvenPrice  float64 `json:"price_that_breaks_even"`
		EvenCut    float64 `json:"cut_that_breaks_even"`
	}
	return each(o, text, func(id string, in input, want expected) error {
		tied := contract.Tied{Price: in.Price, Avoidable: in.Avoidable, NextBest: in.NextBest, Invest: in.Invest,
			Salvage: in.Salvage, Years: in.Years, Volume: in.Volume, Rate: in.Rate, UserCost: in.UserCost}
		got, err := tied.LockIn()
		if err != nil {
			return err
		}
		for what, v := range map[string][2]float64{"exposure": {got.Exposure, want.Exposure},
			"quasi-rent": {got.QuasiRent, want.QuasiRent}, "cut": {got.LargestCut, want.LargestCut},
			"at price": {got.AtPrice, want.AtPrice}, "at floor": {got.AtFloor, want.AtFloor},
			"even price": {got.EvenPrice, want.EvenPrice}, "even cut": {got.EvenCut, want.EvenCut}} {
			o.near(id+" "+what, v[0], v[1])
		}
		return nil
	})
}
