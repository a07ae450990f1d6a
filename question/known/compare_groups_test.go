package known

import (
	"slices"
	"testing"
)

// A name that is a group's is a group, though some tables have it as one economy; others are economies.
func TestGroupsAndEconomiesAreToldApart(t *testing.T) {
	alone, groups := Apart([]string{"EU", "VNM", "RCEP/2024", "Viet Nam", "ASEAN", "Atlantis"})
	if !slices.Equal(alone, []string{"VNM", "Viet Nam", "Atlantis"}) ||
		!slices.Equal(groups, []string{"EU", "RCEP/2024", "ASEAN"}) {
		t.Error(alone, groups)
	}
}
