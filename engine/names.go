package engine

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"ikat/icio"
)

// codesOutsideISO are economy codes that published tables use and ISO 3166 does not give a name.
var codesOutsideISO = map[string]string{
	"ROW": "Rest of the world", "RoW": "Rest of the world", "WLD": "World",
	"ROM": "Romania", "NDL": "Netherlands", "KSV": "Kosovo",
	"CN1": "China (other than processing)", "CN2": "China (processing)", "MX1": "Mexico (other than global manufacturing)", "MX2": "Mexico (global manufacturing)",
}

// EconomyName returns the name of an economy: the table's own, or that of its ISO 3166 code, or the code.
func EconomyName(t *icio.Table, code string) string {
	if n := t.EconomyNames[code]; n != "" {
		return n
	}
	if n := codesOutsideISO[code]; n != "" {
		return n
	}
	if r, err := language.ParseRegion(code); err == nil && r.IsCountry() {
		if n := display.English.Regions().Name(r); n != "" {
			return n
		}
	}
	return code
}

// IndustryName returns the name of an industry: the table's own, or its code.
func IndustryName(t *icio.Table, code string) string {
	if n := t.IndustryNames[code]; n != "" {
		return n
	}
	return code
}
