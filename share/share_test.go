package share_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/share"
)

func TestARateNeedsItsSign(t *testing.T) {
	for text, want := range map[string]float64{"5%": .05, " -5 % ": -.05, "0.1%": .001, "0": 0, "0.0": 0, "-0": 0,
		"250%": 2.5, "1e1%": .1} {
		if got, err := share.Parse(text); err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for text, says := range map[string]string{"0.8": "80%", "8": "8%", "-3": "sign", "": "number", "%": "number",
		"NaN%": "number", "1e999%": "number", "0x1p2%": "number", "1_0%": "number", "5%%": "number"} {
		if v, err := share.Parse(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q is %v: %v", text, v, err)
		}
	}
}

func TestAPartIsAtMostTheWhole(t *testing.T) {
	for text, want := range map[string]float64{"30%": .3, "0.3": .3, "1": 1, "100%": 1, "0": 0} {
		if got, err := share.ParsePart(text); err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for text, says := range map[string]string{"46": "46%", "101%": "outside", "-1%": "outside", "-0.1": "outside",
		"200": "outside", "many": "number"} {
		if v, err := share.ParsePart(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q is %v: %v", text, v, err)
		}
	}
}

func TestWrittenIsReadBack(t *testing.T) {
	for v, want := range map[float64]string{.05: "5%", .001: "0.1%", -2.5: "-250%", 0: "0%", .12345: "12.345%",
		1: "100%", 1e-7: "0.00001%"} {
		if got := share.Format(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-1e15, 1e15).Draw(t, "v")
		if back, err := share.Parse(share.Format(v)); err != nil || back != v && v*v > 0 {
			t.Errorf("%v is written %s and read %v, %v", v, share.Format(v), back, err)
		}
	})
}

func TestAFractionOfOneIsTakenWhereItIsTheCustom(t *testing.T) {
	for text, want := range map[string]float64{"12%": .12, "0.12": .12, "-0.4": -.4, "250%": 2.5, "0": 0} {
		if got, err := share.ParseFraction(text); err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"12", "1", "-3", "0.8", "-0.5"} {
		if v, err := share.ParseFraction(text); err == nil || !strings.Contains(err.Error(), "sign") {
			t.Errorf("%q is %v: %v", text, v, err)
		}
	}
}
