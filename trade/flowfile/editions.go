package flowfile

import (
	"cmp"
	"fmt"
	"math/bits"
	"strings"

	"ikat/fault"
	"ikat/trade/hs"
)

// sixDigits is how long the codes are that all nations share.
const sixDigits = 6

// doubt says what is odd about a product's code in the edition of the Harmonized System that the file is of, "" for
// nothing. It is asked once a code, so a file of several editions is asked of the first that has the code.
func (c *collector) doubt(code, stated string) string {
	if code == "" || strings.Trim(code, "0123456789") != "" {
		return "" // a code of the publisher's own, such as 9999AA of what is not specified
	}
	edition := hs.Edition(Edition(cmp.Or(stated, c.opt.Classification, c.fromName())))
	switch {
	case edition < 0 && !c.hs(stated):
		return ""
	case len(code) < sixDigits && c.layout.totals:
		return "" // totals of others, told apart later
	case len(code) < sixDigits:
		return "products of fewer than six digits beside others: are they totals, and counted twice?"
	case len(code) > sixDigits:
		return ""
	}
	in, err := hs.In(code)
	if err != nil {
		return ""
	}
	c.editions[code] = in
	switch {
	case code == "999999":
		return "products that are not specified (999999)"
	case in == 0:
		return "products that no edition of the Harmonized System has"
	case edition >= 0 && in&(1<<edition) == 0:
		return fault.Say("products that %s does not have and another edition does", hs.Editions[edition])
	}
	return ""
}

// fitting says which edition the codes of a file fit, where it states none or one that they fit less well.
func (c *collector) fitting(stated string) string {
	if len(c.editions) == 0 {
		return ""
	}
	var lacks [8]int
	for _, in := range c.editions {
		for i := range hs.Editions {
			if in&(1<<i) == 0 {
				lacks[i]++
			}
		}
	}
	best := 0
	for i := range hs.Editions {
		if lacks[i] <= lacks[best] {
			best = i
		}
	}
	own := hs.Edition(stated)
	switch {
	case own < 0:
		var all uint8
		for i := range hs.Editions {
			if lacks[i] == lacks[best] {
				all |= 1 << i
			}
		}
		if bits.OnesCount8(all) == 1 {
			return fmt.Sprintf("no edition is stated: codes fit %s best, which lacks %d of %d", hs.Editions[best], lacks[best],
				len(c.editions))
		}
		return ""
	case lacks[best] < lacks[own]:
		return fmt.Sprintf("%d of %d codes are not in %s, as the products are said to be of, and %d not in %s", lacks[own],
			len(c.editions), hs.Editions[own], lacks[best], hs.Editions[best])
	}
	return ""
}
