package engine_test

import (
	"strings"
	"testing"

	"ikat/economies"
	"ikat/engine"
	"ikat/internal/faulttest"
)

// What people write into options comes from strangers too, over HTTP.
func FuzzGroups(f *testing.F) {
	for _, seed := range []string{"NAFTA=USA,CAN", "ASEAN|RCEP/2024", "=", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		groups, err := engine.ParseGroups(strings.Split(text, "|"))
		faulttest.OfFile(t, err)
		for _, g := range groups {
			known, _, _ := strings.Cut(g.Code, "/")
			if g.Code == "" || len(g.Members) == 0 && !economies.IsGroup(known) {
				t.Fatalf("%+v", groups)
			}
		}
	})
}
