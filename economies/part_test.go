package economies_test

import (
	"testing"

	"ikat/economies"
)

func TestLabelsOfParts(t *testing.T) {
	for label, want := range map[string]string{
		"CN1": "CHN", "mx3": "MEX", "CHN2": "CHN", "PRC-1": "CHN", "USAa": "USA", "CHN.PRO": "CHN", "MEXNGM": "MEX",
		"China (processing)": "CHN", "Viet Nam - North": "VNM", " IDN 12 ": "IDN",
		"CHN": "", "Korea, Rep.": "", "ROW1": "", "ROW.1": "", "WA": "", "USAx": "", "Chinatown": "", "1CN": "", "": "",
		"Virgin Islands (1)": "",
	} {
		if whole, ok := economies.PartOf(label); whole != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", label, whole, ok, want)
		}
	}
}
