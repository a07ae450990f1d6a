package oecd_test

import (
	"strings"
	"testing"
)

// Rows that somebody has put below a table to add it up are no payments: sums of the inputs, of the column, of all that
// stands above. Other rows stay, also beside such a sum.
func TestRowsThatAddUpTheTable(t *testing.T) {
	const head = "V1,AUS_A,AUS_B,NZL_A,NZL_B,AUS_HFCE,NZL_HFCE,OUT\n" +
		"AUS_A,1,2,3,4,5,6,21\nAUS_B,2,3,4,5,6,7,27\nNZL_A,3,4,5,6,7,8,33\nNZL_B,4,5,6,7,8,9,39\n"
	const tls, va, out = "TLS,1,1,1,1,0,0,\n", "VA,10,12,14,16,,,\n", "OUT,21,27,33,39,,,\n"
	for name, c := range map[string]struct {
		tail  string
		extra string // the rows that stay
	}{
		"of the inputs":         {va + out + "Sum,10,14,18,22,26,30,\n", ""},
		"of the column":         {va + out + "Grand sum,20,26,32,38,26,30,\n", ""},
		"of all above":          {tls + va + out + "Grand Total,42,54,66,78,26,30,\n", "TLS"},
		"of all but the output": {tls + va + "All,21,27,33,39,26,30,\n" + out, "TLS"},
		"none":                  {tls + va + out + "Margins,42,54,66,79,0,0,\n", "TLS Margins"},
	} {
		got, err := readString(t, "x_2018.csv", head+c.tail)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var codes []string
		for _, r := range got.Extra {
			codes = append(codes, r.Code)
		}
		if strings.Join(codes, " ") != c.extra {
			t.Errorf("%s: %v stay, %q", name, codes, got.Derivation)
		}
	}
}
