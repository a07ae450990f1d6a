package isic

import (
	"slices"
	"strings"
	"unicode"
)

// divisionNames names the divisions of ISIC Rev. 4 shortly, so that several beside each other can still be read.
var divisionNames = map[int]string{
	1: "crops and livestock", 2: "forestry", 3: "fishing and aquaculture", 5: "coal", 6: "oil and gas", 7: "metal ores",
	8: "other mining", 9: "mining support", 10: "food", 11: "beverages", 12: "tobacco", 13: "textiles",
	14: "wearing apparel", 15: "leather and footwear", 16: "wood products", 17: "paper", 18: "printing",
	19: "coke and refined petroleum", 20: "chemicals", 21: "pharmaceuticals", 22: "rubber and plastics",
	23: "other non-metallic minerals", 24: "basic metals", 25: "fabricated metal products",
	26: "computers and electronics", 27: "electrical equipment", 28: "machinery", 29: "motor vehicles",
	30: "other transport equipment", 31: "furniture", 32: "other manufacturing", 33: "repair of machinery",
	35: "electricity and gas", 36: "water supply", 37: "sewerage", 38: "waste", 39: "remediation", 41: "buildings",
	42: "civil engineering", 43: "specialised construction", 45: "motor trade and repair", 46: "wholesale trade",
	47: "retail trade", 49: "land transport and pipelines", 50: "water transport", 51: "air transport",
	52: "warehousing and transport support", 53: "post and couriers", 55: "accommodation",
	56: "food and beverage services", 58: "publishing", 59: "film and sound", 60: "broadcasting",
	61: "telecommunications", 62: "computer services", 63: "information services", 64: "finance",
	65: "insurance and pensions", 66: "financial auxiliaries", 68: "real estate", 69: "law and accounting",
	70: "head offices and consulting", 71: "architecture and engineering", 72: "research", 73: "advertising",
	74: "other professional services", 75: "veterinary services", 77: "renting and leasing", 78: "employment services",
	79: "travel agencies", 80: "security", 81: "services to buildings", 82: "office support",
	84: "public administration", 85: "education", 86: "health", 87: "residential care", 88: "social work",
	90: "creative arts", 91: "libraries and museums", 92: "gambling", 93: "sports and recreation",
	94: "membership organisations", 95: "repair of household goods", 96: "other personal services",
	97: "households with employees", 98: "households' own production", 99: "international organisations",
}

// sectionNames names the sections A to U.
var sectionNames = [...]string{"agriculture, forestry and fishing", "mining", "manufacturing", "electricity and gas",
	"water supply, sewerage and waste", "construction", "wholesale and retail trade", "transport and storage",
	"accommodation and food services", "information and communication", "finance and insurance", "real estate",
	"professional services", "administrative and support services", "public administration", "education",
	"health and social work", "arts and recreation", "other personal services", "households with employees",
	"international organisations"}

// nameOf is what an industry of Rev. 4 is called by what it contains: its sections where it has them whole, its
// divisions elsewhere. It is empty for any other industry.
func nameOf(in Industry) string {
	if in.Scheme != Rev4 {
		return ""
	}
	var called []string
	for parts := in.Parts; len(parts) > 0; {
		n := 1
		name := divisionNames[parts[0]]
		for s, of := range sections {
			if all := between(rev4Divisions, of[0], of[1]); len(all) <= len(parts) && slices.Equal(all, parts[:len(all)]) {
				n, name = len(all), sectionNames[s]
			}
		}
		called, parts = append(called, name), parts[n:]
	}
	name := []rune(strings.Join(called, ", "))
	name[0] = unicode.ToUpper(name[0])
	return string(name)
}
