package products

import (
	"regexp"
	"strings"
	"testing"

	"ikat/result"
	"ikat/say"
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

// english finds two words and more of English in a row, but for references and names of columns.
var english = regexp.MustCompile(`[A-Za-z]*[a-z]{3,} [A-Za-z]*[a-z]{3,}`)

// Titles, labels and definitions of every measure are Russian for who asks in Russian; signs and symbols need no other
// language.
func TestEveryMeasureSpeaksRussian(t *testing.T) {
	v := say.In("ru")
	spoken := func(of, text string) {
		if said := v.Label(text); said == text && english.MatchString(text) || english.MatchString(said) {
			t.Errorf("%s is not in Russian: %q", of, said)
		}
	}
	for _, m := range Measures {
		spoken(m.ID, m.Definition)
		for _, l := range m.Levels {
			spoken(m.ID+" by "+l.ID, m.Label+", by "+l.ID)
			for _, x := range m.terms(l.ID) {
				for _, text := range []string{x.label, x.unit, x.definition} {
					spoken(m.ID+"."+x.name, text)
				}
			}
		}
	}
}
