package tablefile

import (
	"bytes"
	"strings"
	"testing"

	"ikat/internal/faulttest"
)

func FuzzReadMapping(f *testing.F) {
	for _, seed := range []string{"\"000", "dimension,code,group,name\neconomy,AUT,EU,European " +
		"Union\nindustry,c1,all\n", "dimension,code,group\neconomy,\"A", ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadMapping(bytes.NewReader(data), "fuzz.csv")
		faulttest.OfFile(t, err)
		for _, p := range append(m.Economies, m.Industries...) {
			if p.Code == "" || p.Group == "" {
				t.Fatalf("%+v", m)
			}
		}
	})
}

func FuzzReadGroups(f *testing.F) {
	for _, seed := range []string{"group,economy\nNAFTA,USA\nNAFTA,CAN\n", "group,economy\n\"0", "group;economy\n", ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		pairs, err := ReadGroups(bytes.NewReader(data), "fuzz.csv")
		faulttest.OfFile(t, err)
		for _, p := range pairs {
			if p.Code == "" || p.Group == "" {
				t.Fatalf("%+v", pairs)
			}
		}
	})
}

// A header that is none does not come back whole.
func TestAWideHeaderIsNamedShortly(t *testing.T) {
	_, err := ReadMapping(strings.NewReader(strings.Repeat("column,", 60_000)+"x\n"), "wide.csv")
	if err == nil || len(err.Error()) > 2000 || !strings.Contains(err.Error(), "wide.csv, line 1") {
		t.Errorf("%.300v", err)
	}
}
