package chapter

import (
	"context"
	"strconv"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/trade"
	"ikat/trade/hs"
)

// printedYears are those of table 15.
var printedYears = []int{1990, 2005}

// tradeOfProducts is trade by product in the years at hand that are nearest to those printed.
//
// Error: what reading the trade says; fault.Invalid for exports of which only totals are known.
func tradeOfProducts(ctx context.Context, e *engine.Engine, q Request, blocs []bloc, s sheet, p engine.Progress) (
	[]*blocTrade, error) {
	refs, err := e.ExpandFlows(q.Trade)
	if err != nil {
		return nil, err
	}
	var out []*blocTrade
	for _, year := range printedYears {
		d, err := e.Flows(ctx, nearest(refs, year), q.Reported, p)
		if err != nil {
			return nil, err
		}
		if d.ToWorldOnly() {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "trade", Where: d.Ref(),
				What: "it holds exports to the world and says nothing of who buys them",
				Why:  "Table 15 is about buyers", Fix: "Name trade with partners"}
		}
		out = append(out, productTrade(d, blocs))
		if year == printedYears[1] {
			s.machinery(d)
		}
	}
	return out, nil
}

// nearest is the reference whose year is nearest; a reference without a year is as good as any.
func nearest(refs []string, year int) string {
	best, off := refs[0], -1
	for _, ref := range refs {
		if of, err := strconv.Atoi(ref[strings.LastIndexByte(ref, '/')+1:]); err == nil {
			if d := max(of-year, year-of); off < 0 || d < off {
				best, off = ref, d
			}
		}
	}
	return best
}

// machinery notes how goods of trade by product are told apart.
func (s sheet) machinery(d *trade.Data) {
	if !harmonised(d) {
		s.Note("source.no-hs", "{trade}: which products are machinery is known of the Harmonized System only (its "+
			"classification: {classification}); the total stands alone. ikat trade add takes the classification of a file",
			"trade", d.Ref(), "classification", d.Classification)
		return
	}
	s.Note("source.machinery", "machinery is chapters 84 to 92 of the Harmonized System, parts what is in BEC 42 and 53 "+
		"alone, by the edition of 2017, final goods the rest; the total is of all products. Ando and Kimura's own list of "+
		"parts is another")
}

func harmonised(d *trade.Data) bool { return strings.HasPrefix(d.Classification, "HS") }

// productTrade adds up trade by product between blocs.
func productTrade(d *trade.Data, blocs []bloc) *blocTrade {
	out := newBlocTrade(blocs, d.Year, engine.SourceOfFlows(d), func(code string) bool { return d.Position(code) >= 0 })
	bloc := make([]int, len(d.Economies))
	for i, code := range d.Economies {
		bloc[i] = -1
		if at, ok := out.of[code]; ok {
			bloc[i] = at
		}
	}
	goods := goodsOf(d)
	for i, v := range d.Value {
		from, to := bloc[d.From[i]], bloc[d.To[i]]
		if from >= 0 && to >= 0 && d.From[i] != d.To[i] {
			sum := [3]float64{2: v}
			if k := goods[d.Product[i]]; k < 2 {
				sum[k] = v
			}
			out.add(from, to, sum)
		}
	}
	return out
}

// goodsOf are the kinds of tradeGoods that products are of beside the total: 0 parts of machinery, 1 its final goods, 2
// neither.
func goodsOf(d *trade.Data) []int {
	out := make([]int, len(d.Products))
	for i, code := range d.Products {
		out[i] = 2
		if harmonised(d) && trade.Machinery(code) {
			if out[i] = 1; machineryPart(code) {
				out[i] = 0
			}
		}
	}
	return out
}

// machineryPart reports whether a code is in the classes of parts and accessories of BEC Rev. 4, 42 and 53, alone.
func machineryPart(code string) bool {
	f, err := hs.Find(code)
	if err != nil {
		return false
	}
	for _, class := range f.BEC4() {
		if trade.Stage(class) != "parts" {
			return false
		}
	}
	return true
}
