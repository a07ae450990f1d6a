package share_test

import (
	"strings"
	"testing"

	"ikat/share"
)

func TestCurrenciesThatPeopleWrite(t *testing.T) {
	for _, unit := range []string{"USD", "thousand USD", "US$", "US$ per shirt", "USD per shirt", "million baht",
		"€", "тенге",
		"долл. США", "thousand KZT", "rupees"} {
		if !share.IsCurrency(unit) {
			t.Errorf("%q is taken for no currency", unit)
		}
	}
	for _, unit := range []string{"", "bananas", "points", "thousand", "kg", "ABC"} {
		if share.IsCurrency(unit) {
			t.Errorf("%q is taken for a currency", unit)
		}
	}
}

func TestRatesThatAreSlipsAreRefused(t *testing.T) {
	for text, want := range map[string]float64{"12%": .12, "0.12": .12, "200%": 2, "0": 0} {
		if got, err := share.ParseYearly(text); err != nil || got != want {
			t.Errorf("%q a year is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"1200%", "-1%", "201%", "12", "much"} {
		if v, err := share.ParseYearly(text); err == nil {
			t.Errorf("%q a year is %v", text, v)
		}
	}
	for text, want := range map[string]float64{"0.5%": .005, "25%": .25, "0": 0} {
		if got, err := share.ParseCharge(text); err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"100%", "26%", "-0.1%", "0.3"} {
		if v, err := share.ParseCharge(text); err == nil || !strings.Contains(err.Error(), "outside") {
			t.Errorf("%q is %v, %v", text, v, err)
		}
	}
}
