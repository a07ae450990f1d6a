package contract_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/requirement/contract"
)

// wholeContract has every part; %s is where a test writes something.
const wholeContract = `contract: a
supplier:
  cash: 1
  open_account_days: 9
  #supplier
  orders:
    - {ship: 1, value: 2}
    #order
stages:
  - id: a
    #stage
    terms:
      cash: 1
      #terms
      orders:
        - {ship: 3, value: 1}
  - id: b
    from:
      - a
      #from
    terms: {orders: [{ship: 3, value: 1}]}
investment:
  avoidable_cost: 1
  #investment
`

// Every slip of a contract says file, line and field, as the file calls it.
func TestSlipsSayLineAndField(t *testing.T) {
	for _, c := range []struct{ at, line, says string }{
		{"supplier", "credit_limit: -1", "supplier: credit_limit is -1"},
		{"supplier", "overhead_a_month: -2", "supplier: overhead_a_month is -2"},
		{"supplier", "cost_ratio: -3%", "cost_ratio"},
		{"supplier", "inventory_days: -1", "supplier: inventory_days is -1"},
		{"supplier", "payable_days: 9223372036854775807", "supplier: payable_days is 9.22"},
		{"supplier", "usance_days: 9223372036854775807", "supplier: usance_days is 9.22"},
		{"supplier", "pre_shipment_share: 200%", "pre_shipment_share"},
		{"supplier", "loan_repaid: never", `supplier: loan_repaid is "never"`},
		{"supplier", "days: 99999", "supplier: days is 99999"},
		{"order", "- {ship: -4, value: 1}", "supplier, order 2: ship is -4"},
		{"order", "- {ship: 4, value: -1}", "supplier, order 2: value is -1"},
		{"order", "- {ship: 4}", "supplier, order 2: it says no value"},
		{"stage", "paid: gold", `stage a: it is paid by "gold"`},
		{"stage", "lead_days: -1", "stage a: lead_days is -1"},
		{"stage", "lead_days: 9223372036854775807", "stage a: lead_days is 9.22"},
		{"stage", "stock_days: 36501", "stage a: stock_days is 36501"},
		{"terms", "fee: -1%", "fee"},
		{"terms", "present_days: -1", "stage a: present_days is -1"},
		{"from", "- c", `stage b: it buys from "c"`},
		{"from", "- b", "stage b: what it buys comes from itself"},
		{"investment", "price: 0", "investment: price is 0"},
		{"investment", "volume: -1", "investment: volume is -1"},
		{"investment", "years: 0", "years is 0"},
	} {
		mark := "#" + c.at + "\n"
		at := 1 + strings.Count(wholeContract[:strings.Index(wholeContract, mark)], "\n")
		text := strings.Replace(wholeContract, mark, c.line+"\n", 1)
		if c.at == "investment" && !strings.HasPrefix(c.line, "price") {
			text = strings.Replace(text, "avoidable_cost: 1", "price: 3", 1)
		}
		_, err := contract.Read("c.yaml", []byte(text))
		if c.line == "- b" {
			at-- // the list
		}
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("c.yaml, line %d: ", at)) ||
			!strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, wants line %d and %q", c.line, err, at, c.says)
		}
	}
	whole := strings.Replace(wholeContract, "#investment", "price: 3\n  years: 1", 1)
	if _, err := contract.Read("c.yaml", []byte(whole)); err != nil {
		t.Errorf("without slips: %v", err)
	}
}

// Of several slips the first is named, every time; times so long that days run over are refused.
func TestSlipsAreOneAnswer(t *testing.T) {
	text := "supplier: {credit_limit: -1, fee: -1, loan_rate: -2%, days: -3, orders: [{ship: 1, value: 2}]}"
	_, first := contract.Read("a", []byte(text))
	for range 20 {
		if _, err := contract.Read("a", []byte(text)); err == nil || err.Error() != first.Error() {
			t.Fatalf("%v, then %v", first, err)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		long := []contract.Stage{{ID: "a", Supplier: contract.Supplier{Days: 9, Terms: contract.Terms{CostRatio: 1},
			Overhead: 1}}, {ID: "b", From: []string{"a"}, Lead: 1<<62 + r.IntN(1<<61), Stock: 1<<62 + r.IntN(1<<61)}}
		if _, err := contract.RunDry(long); fault.KindOf(err) != fault.Invalid {
			t.Fatalf("days that run over: %v", err)
		}
	}
}
