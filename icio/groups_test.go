package icio_test

import (
	"strings"
	"testing"

	"ikat/icio"
)

// A group is the same one for every question: as it stood in the table's year, in the year named, or, where it had no
// members in the table's year, as it stands today.
func TestAGroupIsOneEverywhere(t *testing.T) {
	table := &icio.Table{Meta: icio.Meta{Year: 2011}, Economies: []string{"AUS", "CHN", "USA"}}
	for name, c := range map[string]struct {
		members string
		today   bool
	}{"RCEP": {"AUS CHN", true}, "RCEP/2024": {"AUS CHN", false}, "APEC": {"AUS USA CHN", false}} {
		g, err := table.ReadyGroup(name)
		if err != nil || strings.Join(g.Members, " ") != c.members || g.Today != c.today || len(g.Absent) == 0 {
			t.Errorf("%s: %+v, %v", name, g, err)
		}
	}
	for name, says := range map[string]string{"RCEP/2010": "began in 2022", "RCEP/x": "no year", "FOO": "no group"} {
		if g, err := table.ReadyGroup(name); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %+v, %v", name, g, err)
		}
	}
}
