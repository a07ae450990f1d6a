package isic_test

import (
	"fmt"
	"testing"

	"ikat/fault"
	"ikat/isic"
)

// An industry is found by code and name in any case; a word for what is made finds who makes it.
func TestLabels(t *testing.T) {
	var wiod isic.Labels
	for i := range 35 {
		wiod.Codes = append(wiod.Codes, fmt.Sprintf("c%d", i+1))
	}
	own := isic.Labels{Where: "table t", Codes: []string{"A", "C13T15", "C29"},
		Names: map[string]string{"C29": "Motor vehicles, trailers and semi-trailers"}}
	for _, one := range []struct {
		of         isic.Labels
		text, want string
	}{
		{wiod, "c4", "c4"}, {wiod, "C4", "c4"}, {wiod, " textiles and CLOTHING", "c4"},
		{wiod, "garments", `it has no industry "garments". Nearest: c4 (Textiles and clothing).`},
		{wiod, "transport", `it has no industry "transport". Nearest: c15 (Transport equipment), ` +
			`c23 (Inland transport), c24 (Water transport), c25 (Air transport), ` +
			`c26 (Transport services and travel agencies).`},
		{own, "c13t15", "C13T15"},
		{own, "garments", `table t: it has no industry "garments". Nearest: C13T15.`},
		{own, "cars", `table t: it has no industry "cars". Nearest: C29 (Motor vehicles, trailers and semi-trailers).`},
		{own, "", `table t: it has no industry "". It has A, C13T15, C29 (Motor vehicles, trailers and semi-trailers).`},
	} {
		code, err := one.of.Find(one.text)
		if err != nil {
			code = err.Error()
		}
		if code != one.want || err != nil && fault.KindOf(err) != fault.NotFound {
			t.Errorf("%q: %s, want %s", one.text, code, one.want)
		}
	}
	if got := wiod.Name("c35"); got != "Households with employees" {
		t.Error(got)
	}
	if got := own.Name("A"); got != "A" {
		t.Error(got)
	}
}
