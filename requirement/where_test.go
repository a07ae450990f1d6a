package requirement_test

import (
	"fmt"
	"strings"
	"testing"

	"ikat/requirement"
)

// wholeFirm has a mark at the end of each part into which a slip can be put; names stand in more than one list.
const wholeFirm = `firm: A
persons: 48
sales: 1200000 #sales
cash: 40000 #cash
cash_a_month: 4000 #income
people: 2 #people
start: 2026-01-05 #start
holds:
  - {requirement: iso9001}
  - {requirement: capacity_rate, level: 30000} #holds
lacks: [iatf16949,
  ppap3] #lacks
costs:
  - {requirement: iso9001, cost: 10}
  - {requirement: capacity_rate, cost: 5, low: 4, high: 6} #costs
contract:
  sales: 360000 #contract
  contribution: 18% #contribution
  years: 3 #years
  inventory_days: 45 #inventory
`

// A slip in a firm's file is said with the line where it stands, not where its name stands first, and with its field.
func TestSlipsInAFirmSayLineAndField(t *testing.T) {
	for _, c := range []struct{ at, line, says string }{
		{"sales", "sales: -1", "sales: -1 is no amount"}, {"sales", "sales: x", "sales"}, {"cash", "cash: .inf", "cash"},
		{"income", "cash_a_month: -.inf", "cash_a_month"}, {"people", "people: -1", "people: a number"},
		{"people", "people: 1.5", "people"}, {"start", "start: soon", "start: "}, {"start", "start: 2026-02-30", "start: "},
		{"holds", "  - {requirement: iso9001}", "iso9001: it stands there twice"},
		{"holds", "  - {requirement: capacity_rate, expires: never}", "capacity_rate: "},
		{"holds", "  - {requirement: capacity_rate, level: much}", "level"},
		{"holds", "  - {requirement: capacity_rate, lvl: 1}", "lvl"},
		{"lacks", "  iso9001]", "iso9001: it is held, lacked"}, {"lacks", "  iatf16949]", "iatf16949: it is held, lacked"},
		{"costs", "  - {requirement: capacity_rate, cost: -5}", "capacity_rate: -5 is below nothing"},
		{"costs", "  - {requirement: iso9001, cost: 5, low: 6}", "iso9001: 5 does not lie between 6 and 5"},
		{"costs", "  - {requirement: capacity_rate, days: -5}", "capacity_rate: -5 is below nothing"},
		{"contract", "  sales: 0", "contract.sales: 0 is no amount"}, {"contribution", "  contribution: -1%", "contribution"},
		{"years", "  years: 51", "contract.years: 51"}, {"inventory", "  inventory_days: -1", "contract.inventory_days: -1"},
		{"inventory", "  inventry_days: 1", "inventry_days"},
	} {
		lines := strings.Split(wholeFirm, "\n")
		for i, l := range lines {
			if strings.HasSuffix(l, "#"+c.at) {
				lines[i] = c.line
				_, err := requirement.ReadFirm("f.yaml", []byte(strings.Join(lines, "\n")))
				if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("f.yaml, line %d: ", i+1)) ||
					!strings.Contains(err.Error(), c.says) {
					t.Errorf("%s: %v, wants line %d and %q", c.line, err, i+1, c.says)
				}
			}
		}
	}
	// Names that the registry does not have are found where the list has them.
	text := strings.Replace(wholeFirm, "  - {requirement: capacity_rate, cost: 5, low: 4, high: 6}", "  - {requirement: "+
		"iso90001, cost: 5}", 1)
	f, err := requirement.ReadFirm("f.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	err = (&requirement.Case{Firm: f, Registry: requirement.Standard()}).Check()
	if err == nil || !strings.Contains(err.Error(), "f.yaml, line 15") {
		t.Errorf("%v, wants line 15", err)
	}
}
