package trade

import (
	"slices"
	"strings"
)

// Concordance says which classes of another classification products belong to. A product may belong to several.
type Concordance struct {
	From, To string // classifications: HS 2017, BEC 4
	Classes  map[string][]string
	Source   string
}

// Classed says which part of trade is in a class: surely, and at most. They differ by products of several classes.
type Classed struct{ Surely, AtMost float64 }

// Composition returns the value of each class among values by product, in order of class, and the value of products
// without one. A product of several classes counts whole in the AtMost of each.
func (c *Concordance) Composition(products []string, values []float64) (
	classes []string, of []Classed, without float64,
) {
	sums := map[string]*Classed{}
	for p, v := range values {
		list := c.Classes[products[p]]
		if len(list) == 0 {
			without += v
		}
		for _, class := range list {
			if sums[class] == nil {
				sums[class] = &Classed{}
			}
			sums[class].AtMost += v
			if len(list) == 1 {
				sums[class].Surely += v
			}
		}
	}
	for class := range sums {
		classes = append(classes, class)
	}
	slices.Sort(classes)
	for _, class := range classes {
		of = append(of, *sums[class])
	}
	return classes, of, without
}

// Then follows a concordance by another, whose From is this one's To.
func (c *Concordance) Then(next *Concordance) *Concordance {
	return c.Grouped(next.To, func(class string) []string { return next.Classes[class] })
}

// Grouped puts classes into others; a class for which to gives nothing is left out.
func (c *Concordance) Grouped(name string, to func(class string) []string) *Concordance {
	out := &Concordance{From: c.From, To: name, Classes: map[string][]string{}, Source: c.Source}
	for product, list := range c.Classes {
		var all []string
		for _, class := range list {
			all = append(all, to(class)...)
		}
		if len(all) > 0 {
			slices.Sort(all)
			out.Classes[product] = slices.Compact(all)
		}
	}
	return out
}

// Stage is what goods of a class of BEC Rev. 4 are for: "primary", "processed", "parts", "capital", "consumption", or
// "other" for those that the classification gives to none (motor spirit, passenger cars, goods not specified).
//
// United Nations Statistics Division (2002), Classification by Broad Economic Categories, Rev. 4, table of the system
// of national accounts' basic classes; parts and accessories are 42 and 53.
func Stage(bec string) string {
	switch bec {
	case "111", "21", "31":
		return "primary"
	case "121", "22", "322", "32":
		return "processed"
	case "42", "53":
		return "parts"
	case "41", "521":
		return "capital"
	case "112", "122", "522", "61", "62", "63":
		return "consumption"
	}
	return "other"
}

// Stages puts products into the stages of their classes of BEC Rev. 4.
func (c *Concordance) Stages() *Concordance {
	return c.Grouped("stage of production", func(bec string) []string { return []string{Stage(bec)} })
}

// Machinery reports whether a code of the Harmonized System is of chapters 84 to 92, machinery in table 15 of the
// source document.
func Machinery(hs string) bool { return len(hs) >= 2 && hs[:2] >= "84" && hs[:2] <= "92" }

// sections are the last chapters of the sections of the Harmonized System, in order.
var sections = []string{
	"05",
	"14",
	"15",
	"24",
	"27",
	"38",
	"40",
	"43",
	"46",
	"49",
	"63",
	"67",
	"70",
	"71",
	"83",
	"85",
	"89",
	"92",
	"93",
	"96",
	"97",
}

// SectionNames are the names of the sections of the Harmonized System, shortened.
var SectionNames = []string{"Live animals, animal products", "Vegetable products", "Fats and oils",
	"Food, beverages, tobacco", "Mineral products", "Chemicals", "Plastics and rubber", "Hides and leather", "Wood",
	"Paper", "Textiles and clothing", "Footwear, headgear", "Stone, ceramics, glass", "Precious stones and metals",
	"Base metals", "Machinery and electronics", "Transport equipment", "Instruments, watches", "Arms",
	"Miscellaneous manufactures", "Works of art"}

// Section is the section of the Harmonized System that a code belongs to, 1 to 21; 0 for a code outside it.
func Section(hs string) int {
	if len(hs) < 2 || hs[:2] < "01" || hs[:2] > "97" || strings.Trim(hs[:2], "0123456789") != "" {
		return 0
	}
	at, _ := slices.BinarySearch(sections, hs[:2])
	return at + 1
}

// LallNames are the technology classes of Lall, by code.
//
// Lall (2000), Oxford Development Studies 28, 337-369.
var LallNames = map[string]string{"PP": "Primary products", "RB1": "Resource-based: agro-based",
	"RB2": "Resource-based: other", "LT1": "Low technology: textiles, garments, footwear", "LT2": "Low technology: other",
	"MT1": "Medium technology: automotive", "MT2": "Medium technology: process", "MT3": "Medium technology: engineering",
	"HT1": "High technology: electronics and electrical", "HT2": "High technology: other", "NC": "Not classified"}
