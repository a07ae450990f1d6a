package economies

import (
	"slices"
	"strings"
	"testing"
)

// A name with a comma is one economy in a list too, and codes beside each other stay two.
func TestListsKeepNamesWhole(t *testing.T) {
	for text, want := range map[string]string{
		"IDN,VNM":                            "IDN|VNM",
		"IDN, VNM ,":                         "IDN|VNM",
		"HKG,CHN":                            "HKG|CHN",
		"HKG, CHN":                           "HKG|CHN",
		"Japan, China":                       "Japan|China",
		"Taiwan,China":                       "Taiwan|China",
		"Taiwan, China":                      "Taiwan, China",
		"Taipei,China":                       "Taipei,China",
		"Hong Kong, China,IDN":               "Hong Kong, China|IDN",
		"IDN,Korea, Rep.,Iran, Islamic Rep.": "IDN|Korea, Rep.|Iran, Islamic Rep.",
		"Korea,Rep.":                         "Korea,Rep.",
		"nowhere,IDN":                        "nowhere|IDN",
		"":                                   "",
	} {
		if got := List(text); !slices.Equal(got, strings.FieldsFunc(want, func(r rune) bool { return r == '|' })) {
			t.Errorf("%q: %q, want %s", text, got, want)
		}
	}
}

// Every name of every economy is one in a list, as it is written.
func TestEveryNameIsOneInAList(t *testing.T) {
	for _, e := range All() {
		for _, name := range e.Names() {
			if got := List("IDN," + name); len(got) != 2 || got[1] != strings.TrimSpace(name) {
				t.Errorf("%s: %q is taken for %q", e.Code, name, got)
			}
		}
	}
}
