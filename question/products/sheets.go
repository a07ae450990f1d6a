package products

import (
	"fmt"
	"strings"
	"sync"

	"ikat/requirement"
	"ikat/trade/hs"
)

// makers fills in the industry and what buyers ask.
func (s *search) makers(c *chance) {
	c.demands, c.knockouts, c.distinctive = nan, nan, nan
	if strings.HasPrefix(s.d.Classification, "industries") {
		c.industry = c.product
		if sheet := sheetsOfIndustries()[c.product]; sheet != nil {
			c.asks(sheet)
		}
		return
	}
	if found, err := hs.Find(c.product); err == nil {
		if by := makersOfWIOD().Of(found); len(by) == 1 {
			c.industry = by[0]
		}
	}
	sheet := requirement.SheetOf(c.product)
	if sheet == nil {
		return
	}
	c.asks(sheet)
	c.distinctive = float64(len(sheet.Concerning(requirement.Standard(), c.product)))
}

// asks fills in what a buyers' sheet asks.
func (c *chance) asks(sheet *requirement.Sheet) {
	c.sheet, c.demands, c.knockouts = sheet.Buyer, float64(len(sheet.Demands)), 0
	for _, d := range sheet.Demands {
		if d.KnockOut {
			c.knockouts++
		}
	}
}

var makersOfWIOD = sync.OnceValue(func() *hs.Makers { return hs.MakersIn(wiodIndustries, nil) })

// sheetsOfIndustries are the buyers' sheets that are about most headings of an industry's products, where they are
// about a quarter of them at least.
var sheetsOfIndustries = sync.OnceValue(func() map[string]*requirement.Sheet {
	headings, about := map[string]int{}, map[string]map[*requirement.Sheet]int{}
	makers := makersOfWIOD()
	for n := 101; n < 9800; n++ {
		code := fmt.Sprintf("%04d", n)
		found, err := hs.Find(code)
		if err != nil || found.Of != code {
			continue // no heading
		}
		by := makers.Of(found)
		if len(by) != 1 {
			continue // of several industries
		}
		industry := by[0]
		headings[industry]++
		if about[industry] == nil {
			about[industry] = map[*requirement.Sheet]int{}
		}
		if sheet := requirement.SheetOf(code); sheet != nil {
			about[industry][sheet]++
		}
	}
	out := map[string]*requirement.Sheet{}
	for industry, sheets := range about {
		most := headings[industry] / 4
		for _, sheet := range requirement.Sheets() {
			if n := sheets[sheet]; n > most {
				out[industry], most = sheet, n
			}
		}
	}
	return out
})

// wiodIndustries are c1 to c35, to which costs of borders belong.
var wiodIndustries = func() []string {
	var out []string
	for i := range 35 {
		out = append(out, "c"+whole(i+1))
	}
	return out
}()
