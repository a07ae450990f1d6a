package products

import (
	"strings"
	"testing"

	"ikat/result"
)

// Columns named as the two ends of a range are printed as one: no two columns that are none may be called so.
func TestOnlyBoundsAreNamedAsRanges(t *testing.T) {
	for _, m := range Measures {
		for _, l := range m.Levels {
			kinds := map[string]result.Kind{}
			for _, x := range m.terms(l.ID) {
				kinds[x.name] = x.kind
			}
			for name, kind := range kinds {
				of, isLow := strings.CutSuffix(name, "_low")
				high, both := kinds[of+"_high"]
				if isLow && both && (kind != result.Bound || high != result.Bound) {
					t.Errorf("%s by %s: %s and %s_high are no bounds of one number", m.ID, l.ID, name, of)
				}
			}
		}
	}
}
