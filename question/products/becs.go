package products

import (
	"ikat/trade"
	"ikat/trade/hs"
)

// builtIn puts products of the Harmonized System into classes of BEC Rev. 4 as ikat carries them: of the edition of
// 2017, where a code of another edition stands for all products of its heading.
func (a *asked) builtIn(d *trade.Data, by string) (*trade.Concordance, error) {
	c := &trade.Concordance{From: d.Classification, To: "BEC4", Classes: map[string][]string{}, Source: hs.Source}
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
		c.Classes[p] = f.BEC4()
	}
	a.note(
		"products.bec",
		"{ref}: classes of use are BEC Rev. 4 of HS 2017; {n} "+
			"{n:product|products} of other editions {n:has|have} those of {n:its|their} heading, "+
			"{without} have none",
		"ref",
		d.Ref(),
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
