package portfolio_test

import (
	"strings"
	"testing"

	"ikat/requirement/portfolio"
)

const wholePlan = `budget: 9
programmes:
  - id: p
    closes: [a]
    launch: 1
    per_firm: 2
    source: judgement
markets:
  - id: m
    worth: 5
    qualified_now: 1
firms:
  - id: f
    number: 2
    capacity: 2
    market: m
    gaps: [a]
uncertain:
  - id: u
    firm: f
    requirement: b
    probability: 50%
`

// Every slip of a plan says file, line and field.
func TestSlipsSayLineAndField(t *testing.T) {
	if _, _, err := portfolio.Read("plan.yaml", []byte(wholePlan)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, says string }{
		{"budget: 9", "budget: -9", "line 1: the plan: budget is -9"},
		{"- id: p", `- id: ""`, "line 3: programme 1: its id is missing"},
		{"closes: [a]", "closes: [a, a]", "line 4: programme p: it closes a twice"},
		{"launch: 1", "launch: -1", "line 5: programme p: launch is -1"},
		{"per_firm: 2", "per_firm: 1e16", "line 6: programme p: per_firm is 1e+16"},
		{"source: judgement", "seats: -1", "line 3: programme p: its costs have no source"},
		{"source: judgement", "source: x\n    seats: -1", "line 8: programme p: it has -1 seats"},
		{"worth: 5", "worth: -5", "line 10: market m: worth is -5"},
		{"qualified_now: 1", "qualified_now: 0", "line 11: market m: qualified_now is 0"},
		{"number: 2", "number: 0", "line 14: firm f: number is 0"},
		{"capacity: 2", "capacity: -2", "line 15: firm f: capacity is -2"},
		{"market: m", "market: n", `line 16: firm f: there is no market "n"`},
		{"gaps: [a]", "gaps: [a, a]", "line 17: firm f: it lacks a twice"},
		{"firm: f\n", "firm: g\n", `line 20: uncertain u: there is no firm "g"`},
		{"requirement: b", "requirement: a", "line 21: uncertain u: f lacks a for sure"},
	} {
		_, _, err := portfolio.Read("plan.yaml", []byte(strings.Replace(wholePlan, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), "plan.yaml, "+c.says) {
			t.Errorf("%s: %v, wants %q", c.new, err, c.says)
		}
	}
}
