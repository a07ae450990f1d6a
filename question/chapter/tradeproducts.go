package chapter

import (
	"context"
	"strconv"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/trade"
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
		tell, err := tellerOf(d, q.Classes)
		if err != nil {
			return nil, err
		}
		out = append(out, productTrade(d, blocs, tell))
		if year == printedYears[1] {
			tell.note(s, d)
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

// productTrade adds up trade by product between blocs.
func productTrade(d *trade.Data, blocs []bloc, tell *teller) *blocTrade {
	out := newBlocTrade(blocs, d.Year, engine.SourceOfFlows(d), func(code string) bool { return d.Position(code) >= 0 })
	bloc := make([]int, len(d.Economies))
	for i, code := range d.Economies {
		bloc[i] = -1
		if at, ok := out.of[code]; ok {
			bloc[i] = at
		}
	}
	goods := tell.goodsOf(d)
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
