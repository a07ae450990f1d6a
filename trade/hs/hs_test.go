package hs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/shareddata"
	"ikat/trade/hs"
)

// wiod are the industries of the World Input-Output Tables.
func wiod() []string {
	var out []string
	for i := range 35 {
		out = append(out, fmt.Sprintf("c%d", i+1))
	}
	return out
}

// Wiring sets of vehicles are electrical equipment in ISIC Rev. 3 and parts of vehicles in Rev. 4; parts in BEC.
func TestProductsAreFound(t *testing.T) {
	for _, c := range []struct{ text, bec, third, fourth, wiod, four string }{
		{"hs8544.30", "53", "3190", "2930", "c14", "C29"},
		{"8708.99", "53", "3430", "2930", "c15", "C29"},
		{"HS 0901.11.0000", "111", "0113", "0127", "c1", "A01"},
		{"610910", "62", "1810", "1410", "c4", "C14"},
	} {
		f, err := hs.Find(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Classes) != 1 || f.ISIC(3)[0] != c.third || f.ISIC(4)[0] != c.fourth || f.Of != f.Code {
			t.Errorf("%s: %+v", c.text, f)
		}
		if got := f.BEC4(); c.text != "610910" && got[0] != c.bec {
			t.Errorf("%s is for %v", c.text, got)
		}
		if got, _, err := hs.Industry(c.text, wiod(), nil); got != c.wiod {
			t.Errorf("%s is made by %s: %v", c.text, got, err)
		}
		if got, _, err := hs.Industry(c.text, []string{"A01", "C13T15", "C14", "C27", "C29", "C31T33"}, nil); got != c.four &&
			c.text != "610910" {
			t.Errorf("%s is made by %s: %v", c.text, got, err)
		}
	}
}

func TestWhatIsNotOneProductIsSaid(t *testing.T) {
	for text, kind := range map[string]fault.Kind{"hs85": fault.Invalid, "hs77": fault.NotFound, "hs8x": fault.Invalid,
		"8": fault.Invalid, "hs990000": fault.NotFound, strings.Repeat("8", 20): fault.Invalid} {
		if got, _, err := hs.Industry(text, wiod(), nil); fault.KindOf(err) != kind {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
	if _, _, err := hs.Industry("854430", []string{"agriculture"}, nil); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
	f, err := hs.Find("271000") // of 1992; the edition of 2017 has 271012 to 271099
	if err != nil || f.Of != "2710" {
		t.Errorf("%+v, %v", f, err)
	}
}

// Every code of the publisher's file has the classes that the file gives.
func TestTheTableIsThePublishers(t *testing.T) {
	rows := shareddata.Rows(t, shareddata.Path(t, "classifications/hs_bec5_isic_gtap.csv.gz"))
	at := func(name string) int { return slices.Index(rows[0], name) }
	code, bec, third, fourth := at("HS6"), at("BEC4Code"), at("i3"), at("i4")
	for _, r := range rows[1:] {
		f, err := hs.Find(r[code])
		want := hs.Class{BEC4: r[bec], ISIC3: r[third], ISIC4: r[fourth]}
		if err != nil || len(f.Classes) != 1 || f.Classes[0] != want {
			t.Errorf("%s: %+v, want %+v, %v", r[code], f, want, err)
		}
	}
	if len(rows) < 5000 {
		t.Errorf("%d rows", len(rows))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("hs8544.30")
	f.Add("")
	f.Add("é01")
	f.Fuzz(func(t *testing.T, text string) {
		found, err := hs.Find(text)
		if err == nil && (len(found.Classes) == 0 || !strings.HasPrefix(found.Code, found.Of)) {
			t.Errorf("%q: %+v", text, found)
		}
	})
}
