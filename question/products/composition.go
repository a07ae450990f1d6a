package products

import (
	"slices"
	"strings"

	"ikat/fault"
	"ikat/question"
	"ikat/result"
	"ikat/trade"
	"ikat/trade/companion"
)

var composition = &Measure{
	ID: "composition", Label: "Composition by class: stage of production, technology, section",
	Definition: "Exports and imports by class of product. Where a product belongs to several classes the share has " +
		"bounds: surely, and at most.",
	Reference: "United Nations, BEC Rev. 4 and 5; Lall (2000), Oxford Development Studies 28; Ando, Kimura (2005) " +
		"for machinery parts",
	Levels: []question.Level{{ID: "class", Keys: []string{"economy", "flow", "class"}}},
	terms: func(string) []term {
		return []term{{"value", "Value", money, "of products that are of the class alone", ""},
			{"share", "Share", "share", "of the flow, of products of the class alone", result.Bound},
			{"share_at_most", "Share, at most", "share", "with products that are of other classes too", result.Bound}}
	},
	compute: func(a *asked) error {
		c, err := a.concordance(a.d, a.One("classification"))
		if err != nil {
			return err
		}
		for _, e := range a.shown("economy") {
			for flow, m := range map[string]*trade.Matrix{"exports": a.d.Exports(), "imports": a.d.Imports()} {
				a.composed(c, e, flow, m)
			}
		}
		return nil
	},
	end: func(a *asked) error { a.rows.sort(); return nil },
}

func (a *asked) composed(c *trade.Concordance, e int, flow string, m *trade.Matrix) {
	values := m.Row(e)
	if begin := a.All("product"); len(begin) > 0 {
		values = append([]float64(nil), values...)
		for p, code := range m.Products {
			if !a.showsProduct(code) {
				values[p] = 0
			}
		}
	}
	var total float64
	for _, v := range values {
		total += v
	}
	if total == 0 {
		return
	}
	classes, of, without := c.Composition(m.Products, values)
	for i, class := range classes {
		if of[i].AtMost > 0 {
			a.rows.add(
				a.d.Year,
				[]string{m.Economies[e], flow, class},
				of[i].Surely,
				of[i].Surely/total,
				of[i].AtMost/total,
			)
		}
	}
	if without > 0 {
		a.rows.add(a.d.Year, []string{m.Economies[e], flow, "no class"}, without, without/total, without/total)
	}
}

// concordance leads from the products of data to classes.
//
// Error: fault.Invalid where it needs a file of classes that was not given.
func (a *asked) concordance(d *trade.Data, by string) (*trade.Concordance, error) {
	own := func(of func(product string) string) (*trade.Concordance, error) {
		c := &trade.Concordance{From: d.Classification, To: by, Classes: map[string][]string{}}
		for _, p := range d.Products {
			if class := of(p); class != "" {
				c.Classes[p] = []string{class}
			}
		}
		return c, nil
	}
	harmonised := strings.HasPrefix(d.Classification, "HS")
	switch {
	case by == "use":
		return own(func(p string) string { return p[strings.LastIndexByte(p, ' ')+1:] })
	case by == "section" && !harmonised:
		return own(func(p string) string { return p })
	case by == "section":
		return own(func(p string) string {
			if n := trade.Section(p); n > 0 {
				return trade.SectionNames[n-1]
			}
			return ""
		})
	case by == "hs2":
		return own(func(p string) string { return p[:min(2, len(p))] })
	case by == "hs4":
		return own(func(p string) string { return p[:min(4, len(p))] })
	}
	if a.classes == nil && harmonised && slices.Contains(carried, by) {
		return a.builtIn(d, by)
	}
	if a.classes == nil {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Param: "classification",
			Where: by,
			What:  "which products are of which class is not known",
			Why:   fault.Say("ikat carries these of the Harmonized System only: %s", strings.Join(carried, ", ")),
			Fix: fault.Say("Give a CSV whose header names both classifications with {classes}, such as %s,BEC4",
				d.Classification),
		}
	}
	switch by {
	case "stage", "parts":
		c, err := companion.Between(a.classes, d.Classification, "BEC4")
		if err != nil {
			return nil, err
		}
		if by == "parts" {
			return c.Grouped("parts", partsOf), nil
		}
		return c.Stages(), nil
	}
	return companion.Between(a.classes, d.Classification, by)
}

// partsOf tells parts and components from other goods.
func partsOf(bec string) []string {
	if trade.Stage(bec) == "parts" {
		return []string{"parts and components"}
	}
	return []string{"other goods"}
}
