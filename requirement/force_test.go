package requirement_test

import (
	"strings"
	"testing"

	"ikat/requirement"
)

const editions = `id,name,superseded_by,applies_from,cost_small_central,days_small,cost_source
first,First edition,second,,10,5,judgement
second,Second edition,third,2026-07-01,20,5,judgement
third,Third edition,,2028-02-29,30,5,judgement
other,Another thing,,2027-01-01,5,5,judgement
`

// A plan that begins when a newer edition applies takes that one, on the very day and not the day before.
func TestNewerEditionsTakeOver(t *testing.T) {
	registry, err := requirement.Standard().With("editions.csv", strings.NewReader(editions))
	if err != nil {
		t.Fatal(err)
	}
	list, err := requirement.ReadSheets("buyer.csv", strings.NewReader("requirement\nfirst\nother\n"), registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		date, want string
		changes    int
	}{{"", "first", 0}, {"2026-06-30", "first", 0}, {"2026-07-01", "second", 1}, {"2028-02-28", "second", 1},
		{"2028-02-29", "third", 2}, {"2040-01-01", "third", 2}} {
		now, changes := list[0].InForce(registry, c.date)
		if got := now.Demands[0].Requirement; got != c.want || len(changes) != c.changes {
			t.Errorf("%q: %s by %v, want %s", c.date, got, changes, c.want)
		}
	}
	if got := list[0].NotYet(registry, "2026-12-31"); len(got) != 1 || got[0] != "other from 2027-01-01" {
		t.Errorf("not yet: %v", got)
	}
	both, err := requirement.ReadSheets("buyer.csv", strings.NewReader("requirement\nfirst\nsecond\n"), registry)
	if err != nil {
		t.Fatal(err)
	}
	if now, _ := both[0].InForce(registry, "2027-01-01"); len(now.Demands) != 1 {
		t.Errorf("asked twice: %v", now.Demands)
	}
	_, err = requirement.Standard().With("bad.csv", strings.NewReader("id,name,applies_from\na,A,2027-02-29\n"))
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a day that there is not: %v", err)
	}
}
