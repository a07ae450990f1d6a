package measure

import (
	"regexp"
	"testing"
)

// Definitions are words for people: they name no column by its code.
func TestDefinitionsAreInWords(t *testing.T) {
	code := regexp.MustCompile(`[a-z]+_[a-z]+`)
	for _, m := range Catalog {
		for _, l := range m.Levels {
			for _, term := range m.Terms(Query{Level: l.ID}) {
				if found := code.FindString(term.Definition); found != "" {
					t.Errorf("%s at %s: %s is explained by the code %s", m.ID, l.ID, term.Label, found)
				}
			}
		}
	}
}
