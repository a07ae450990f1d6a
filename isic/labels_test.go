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
		{own, "garments", `table t: it has no industry "garments". Nearest: C13T15 (Textiles, wearing apparel, leather and ` +
			`footwear).`},
		{own, "cars", `table t: it has no industry "cars". Nearest: C29 (Motor vehicles, trailers and semi-trailers).`},
		{own, "", `table t: it has no industry "". It has A (Agriculture, forestry and fishing), ` +
			`C13T15 (Textiles, wearing apparel, leather and footwear), C29 (Motor vehicles, trailers and semi-trailers).`},
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
}

// Codes of ISIC Rev. 4 are called by what they contain; parts of one division, and codes of Rev. 3, by their codes.
func TestNamesOfDivisions(t *testing.T) {
	oecd := isic.Labels{Codes: []string{"A01_02", "B05_06", "C10T12", "C26", "C301", "C302T309", "D", "F", "J58T60", "T"}}
	figaro := isic.Labels{Codes: []string{"CPA_C10-12", "CPA_C26", "CPA_D35"}}
	bare := isic.Labels{Codes: []string{"01T03", "10T12", "26", "41T43"}}
	third := isic.Labels{Codes: []string{"C01T05", "C15T16", "C30", "C40T41"}}
	other := isic.Labels{Codes: []string{"c1", "c2", "P055", "Wheat"}}
	for _, one := range []struct {
		of         isic.Labels
		code, want string
	}{
		{oecd, "A01_02", "Crops and livestock, forestry"}, {oecd, "B05_06", "Coal, oil and gas"},
		{oecd, "C10T12", "Food, beverages, tobacco"}, {oecd, "C26", "Computers and electronics"},
		{oecd, "C301", "C301"}, {oecd, "C302T309", "C302T309"}, {oecd, "D", "Electricity and gas"},
		{oecd, "F", "Construction"}, {oecd, "J58T60", "Publishing, film and sound, broadcasting"},
		{oecd, "T", "Households with employees"}, {oecd, "C99", "C99"},
		{figaro, "CPA_C10-12", "Food, beverages, tobacco"}, {figaro, "CPA_D35", "Electricity and gas"},
		{bare, "01T03", "Agriculture, forestry and fishing"}, {bare, "26", "Computers and electronics"},
		{bare, "41T43", "Construction"}, {third, "C30", "C30"}, {third, "C15T16", "C15T16"},
		{other, "c2", "c2"}, {other, "P055", "P055"}, {other, "Wheat", "Wheat"},
	} {
		if got := one.of.Name(one.code); got != one.want {
			t.Errorf("%s: %q, want %q", one.code, got, one.want)
		}
	}
	for d := 1; d <= 99; d++ {
		code := fmt.Sprintf("D%02d", d)
		in := isic.Read([]string{code})[0]
		if got := (isic.Labels{Codes: []string{code}}).Name(code); (got != code) != (in.Scheme == isic.Rev4) {
			t.Errorf("%s is called %q and contains %v of %s", code, got, in.Parts, in.Scheme)
		}
	}
}
