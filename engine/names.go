package engine

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"ikat/border"
	"ikat/icio"
)

// economyNames are the names of codes that published tables use outside ISO 3166, and the United Nations' names where common
// usage has another.
var economyNames = map[string]string{
	"KOR": "Republic of Korea", "PRK": "Democratic People's Republic of Korea", "RUS": "Russian Federation", "VNM": "Viet Nam", "LAO": "Lao PDR",
	"BRN": "Brunei Darussalam", "IRN": "Islamic Republic of Iran", "SYR": "Syrian Arab Republic", "MDA": "Republic of Moldova",
	"TWN": "Taiwan Province of China", "HKG": "Hong Kong, China", "MAC": "Macao, China",
	"ROW": "Rest of the world", "RoW": "Rest of the world", "WLD": "World",
	"ROM": "Romania", "NDL": "Netherlands", "KSV": "Kosovo",
	"CN1": "China (other than processing)", "CN2": "China (processing)", "MX1": "Mexico (other than global manufacturing)", "MX2": "Mexico (global manufacturing)",
}

// EconomyName returns the name of an economy: the table's own, or that of its ISO 3166 code, or the code.
func EconomyName(t *icio.Table, code string) string {
	if n := t.EconomyNames[code]; n != "" {
		return n
	}
	if n := economyNames[code]; n != "" {
		return n
	}
	if r, err := language.ParseRegion(code); err == nil && r.IsCountry() {
		if n := display.English.Regions().Name(r); n != "" {
			return n
		}
	}
	return code
}

// wiodIndustries names the 35 industries of the World Input-Output Tables, 2013 release, whose files print codes only.
var wiodIndustries = []string{
	"Agriculture, forestry and fishing", "Mining", "Food, beverages and tobacco", "Textiles and clothing", "Leather and footwear", "Wood products",
	"Paper, printing and publishing", "Coke and refined petroleum", "Chemicals", "Rubber and plastics", "Other non-metallic minerals",
	"Basic and fabricated metals", "Machinery", "Electrical and optical equipment", "Transport equipment", "Other manufacturing and recycling",
	"Electricity, gas and water", "Construction", "Motor trade and repair, fuel retail", "Wholesale trade", "Retail trade", "Hotels and restaurants",
	"Inland transport", "Water transport", "Air transport", "Transport services and travel agencies", "Post and telecommunications", "Finance",
	"Real estate", "Business services", "Public administration", "Education", "Health and social work", "Other personal services",
	"Households with employees",
}

// IndustryName returns the name of an industry: the table's own, or that of a classification the table's codes are those of,
// or its code.
func IndustryName(t *icio.Table, code string) string {
	if n := t.IndustryNames[code]; n != "" {
		return n
	}
	i, ok := t.Industry(code)
	if ok && t.N() == len(wiodIndustries) && t.Industries[0] == "c1" && t.Industries[t.N()-1] == "c35" {
		return wiodIndustries[i]
	}
	return code
}

// IsGood reports whether an industry's code is known to stand for goods, which border procedures delay.
func IsGood(industry string) bool { return border.IsGood(industry) }
