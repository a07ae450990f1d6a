package economies_test

import (
	"slices"
	"strings"
	"testing"

	"ikat/economies"
	"ikat/fault"
)

// A name that is a group's is a group, though some tables have it as one economy; others are economies.
func TestGroupsAndEconomiesAreToldApart(t *testing.T) {
	alone, groups := economies.Apart([]string{"EU", "VNM", "RCEP/2024", "Viet Nam", "ASEAN", "Atlantis"})
	if !slices.Equal(alone, []string{"VNM", "Viet Nam", "Atlantis"}) ||
		!slices.Equal(groups, []string{"EU", "RCEP/2024", "ASEAN"}) {
		t.Error(alone, groups)
	}
}

// A group, or an aggregate of tables, where one economy is asked for is called what it is.
func TestAGroupIsNoEconomy(t *testing.T) {
	if _, err := economies.Resolve("ASEAN"); fault.KindOf(err) != fault.Invalid ||
		!strings.Contains(err.Error(), "group of 11 economies") {
		t.Error(err)
	}
	for name, says := range map[string]string{"EU": "group of 27", "ROW": "aggregate"} {
		e, err := economies.Resolve(name)
		if err != nil || !strings.Contains(e.Several().Error(), says) {
			t.Error(name, err, e.Several())
		}
	}
}
