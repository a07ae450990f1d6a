package engine

import (
	"ikat/economies"
	"ikat/icio"
	"ikat/leontief"
	"slices"
)

// EconomyName returns the name of an economy of a table.
func EconomyName(t *icio.Table, code string) string { return t.EconomyName(code) }

// wiodIndustries names the 35 industries of the World Input-Output Tables, 2013 release, whose files print codes only.
var wiodIndustries = []string{
	"Agriculture, forestry and fishing", "Mining", "Food, beverages and tobacco", "Textiles and clothing",
	"Leather and footwear", "Wood products",
	"Paper, printing and publishing", "Coke and refined petroleum", "Chemicals", "Rubber and plastics",
	"Other non-metallic minerals",
	"Basic and fabricated metals", "Machinery", "Electrical and optical equipment", "Transport equipment",
	"Other manufacturing and recycling",
	"Electricity, gas and water", "Construction", "Motor trade and repair, fuel retail", "Wholesale trade",
	"Retail trade", "Hotels and restaurants",
	"Inland transport", "Water transport", "Air transport", "Transport services and travel agencies",
	"Post and telecommunications", "Finance",
	"Real estate", "Business services", "Public administration", "Education", "Health and social work",
	"Other personal services",
	"Households with employees",
}

// IndustryName returns the name of an industry: the table's own, or that of a classification the table's codes are
// those of, or its code.
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

// FindEach finds every one of some names.
func FindEach(names []string, find func(string) (string, error)) ([]string, error) {
	out := make([]string, len(names))
	for i, n := range names {
		var err error
		if out[i], err = find(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ProductName returns the name of a sector's product in English: its industry, of its economy.
func ProductName(s *leontief.System, j int) string {
	return IndustryName(s.Table, s.Industries[s.Industry[j]]) + " of " +
		economies.InPhrase(EconomyName(s.Table, s.Parts[s.PartOf(j)].Code))
}

// once leaves out what comes again.
func once(refs []string) []string {
	var out []string
	for _, r := range refs {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}
