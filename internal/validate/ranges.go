package validate

import (
	"context"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"ikat/estimate"
)

// spreads are those among which one is chosen on some economies, to see how it does on another.
var spreads = []estimate.Spread{{Each: .2, Own: .2}, {Each: .4, Own: .3}, {Each: .5, Own: .4}, {Each: .6, Own: .4},
	{Each: .7, Own: .4}, {Each: .8, Own: .5}, {Each: 1, Own: .6}}

// aim is the part of the truth that ranges are to hold.
const aim = .9

// rangesElsewhere measures how often ranges of estimated tables hold the truth where their spread was not chosen: in
// other years, and of an economy left out of the choice.
func rangesElsewhere() Check {
	years := []int{1995, 2003, 2011}
	needs := []string{WIOD(2008)}
	for _, y := range years {
		needs = append(needs, WIOD(y))
	}
	return Check{Name: "Ranges of estimated tables where their spread was not chosen", Needs: needs,
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			var rows []Row
			held, err := coverage(ctx, w, 2008, spreads)
			if err != nil {
				return nil, err
			}
			in, low := leftOut(held)
			rows = append(rows,
				Row{"the table", "2008, spread chosen on the other 39 economies: held of the one left out, %", 90, 100 * in, 4},
				Row{"the table", "of these 40, economies of which less than three quarters is held", 5, low, 3})
			for _, year := range years {
				c, err := coverage(ctx, w, year, []estimate.Spread{{Each: .6, Own: .4}})
				if err != nil {
					return nil, err
				}
				in, all := 0., 0.
				for _, e := range c {
					in, all = in+e[0].held, all+e[0].all
				}
				rows = append(rows, Row{"the table", yearly(year), 90, 100 * in / all, 4})
			}
			return rows, nil
		}}
}

func yearly(year int) string {
	return "held in " + strconv.Itoa(year) + " by the spread chosen on 2008, %"
}

type part struct{ held, all float64 }

// coverage is what ranges hold, by economy of a year's table and spread.
func coverage(ctx context.Context, w *World, year int, of []estimate.Spread) ([][]part, error) {
	s, err := w.System(ctx, WIOD(year))
	if err != nil {
		return nil, err
	}
	r := recovery{t: s.Table, n: s.Table.N()}
	var out [][]part
	for e, code := range s.Table.Economies {
		if strings.EqualFold(code, "row") {
			continue
		}
		k, err := r.known(ctx, e)
		if err != nil {
			return nil, err
		}
		var list []part
		for i, spread := range of {
			rng := rand.New(rand.NewPCG(uint64(e), uint64(year*100+i)))
			held, all, err := k.held(ctx, func() *estimate.Prior { return k.prior.DrawnWithin(spread, rng) })
			if err != nil {
				return nil, err
			}
			list = append(list, part{held, all})
		}
		out = append(out, list)
	}
	return out, nil
}

// leftOut chooses for each economy the spread that comes nearest to the aim on all others, and returns the part held of
// economies so left out, and of how many of them less than three quarters is held.
func leftOut(by [][]part) (share, low float64) {
	held, all := 0., 0.
	for e := range by {
		best, off := 0, math.Inf(1)
		for s := range by[e] {
			in, of := 0., 0.
			for o := range by {
				if o != e {
					in, of = in+by[o][s].held, of+by[o][s].all
				}
			}
			if d := math.Abs(in/of - aim); d < off {
				best, off = s, d
			}
		}
		held, all = held+by[e][best].held, all+by[e][best].all
		if by[e][best].held < .75*by[e][best].all {
			low++
		}
	}
	return held / all, low
}
