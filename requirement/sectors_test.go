package requirement_test

import (
	"testing"

	"ikat/requirement"
)

func TestRequirementsOfAProduct(t *testing.T) {
	for _, c := range []struct {
		of, hs     string
		yes, alone bool
	}{
		{"*", "610910", true, false}, {"8708", "870829", true, true}, {"8708", "8707", false, false},
		{"02-04;07-08;16;20", "0304", true, true}, {"02-04;07-08;16;20", "0511", false, false},
		{"0302-0308;1604-1605", "160415", true, true}, {"0302-0308;1604-1605", "1606", false, false},
		{"61;62", "6", false, false}, {"50-63", "85", false, false}, {"50-63", "63", true, true},
	} {
		yes, alone := (&requirement.Requirement{HS: c.of}).Concerns(c.hs)
		if yes != c.yes || alone != c.alone {
			t.Errorf("%s of %s: %v, %v", c.of, c.hs, yes, alone)
		}
	}
	for hs, buyer := range map[string]string{"610910": "garments_eu_us", "870899": "vehicle_parts_tier1",
		"030617": "seafood_eu_us", "940360": "wooden_furniture"} {
		if s := requirement.SheetOf(hs); s == nil || s.Buyer != buyer {
			t.Errorf("%s: %v", hs, s)
		}
	}
	for _, hs := range []string{"270900", "090111"} {
		if s := requirement.SheetOf(hs); s != nil {
			t.Errorf("%s has the sheet %s", hs, s.Buyer)
		}
	}
}
