package products

import (
	"ikat/trade"
	"ikat/trade/hs"
)

// carried are the classes of the Harmonized System that the program has; calledIn says whose each are.
var (
	carried  = []string{"stage", "parts", "bec4", "isic3", "isic4", "cpc1"}
	calledIn = map[string]string{"stage": "BEC Rev. 4", "parts": "BEC Rev. 4", "bec4": "BEC Rev. 4",
		"isic3": "ISIC Rev. 3", "isic4": "ISIC Rev. 4", "cpc1": "CPC Version 1"}
)

// classesOf are a product's own.
//
// Error: fault.Internal for embedded data that cannot be read.
func classesOf(f hs.Found, by string) ([]string, error) {
	switch by {
	case "isic3":
		return f.ISIC(3), nil
	case "isic4":
		return f.ISIC(4), nil
	case "cpc1":
		return f.CPC()
	}
	return f.BEC4(), nil
}

// builtIn puts products of the Harmonized System into classes that the program carries: of the edition of 2017,
// where a code of another edition stands for all products of its heading.
func (a *asked) builtIn(d *trade.Data, by string) (*trade.Concordance, error) {
	c := &trade.Concordance{From: d.Classification, To: calledIn[by], Classes: map[string][]string{}, Source: hs.Source}
	headings, without := 0, 0
	for _, p := range d.Products {
		f, err := hs.Find(p)
		if err != nil {
			without++ // a code that is none, such as BACI's 9999AA, has no class
			continue
		}
		if f.Of != f.Code {
			headings++
		}
		if c.Classes[p], err = classesOf(f, by); err != nil {
			return nil, err
		}
	}
	a.note(
		"products.bec",
		"{ref}: classes are {what} of HS 2017; {n} "+
			"{n:product|products} of other editions {n:has|have} those of {n:its|their} heading, "+
			"{without} have none",
		"ref",
		d.Ref(),
		"what",
		c.To,
		"n",
		headings,
		"without",
		without,
	)
	switch by {
	case "parts":
		return c.Grouped("parts", partsOf), nil
	case "stage":
		return c.Stages(), nil
	}
	return c, nil
}
