package ranking

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/counterfactual"
	"ikat/result"
)

// noise is the gain, as a share of world final spending, below which what a solution leaves open is all there is.
const noise = 1e-11

// perCent is the unit of gains: of the outcome.
const perCent = "per cent"

// Frame returns the rows. Money is the table's unit, sided whether a row's first exporter is one economy.
func (r *Result) Frame(money string, sided bool) *result.Frame {
	f := &result.Frame{}
	columns := f.Of(result.Scenario, len(r.Rows))
	number := func(name, label, unit, definition string, of func(row *Row) float64) {
		columns.Number(name, label, unit, definition, func(k int) float64 { return of(&r.Rows[k]) })
	}
	text := func(name, label, definition string, of func(row *Row) string) {
		columns.Text(name, label, func(k int) string { return of(&r.Rows[k]) }).Definition = definition
	}
	number("rank", "Rank", "", "by the exact gain; none for groups of economies", func(row *Row) float64 {
		return blank(row.Rank)
	})
	text("exporter", "Exporter", "", func(row *Row) string { return row.Exporter })
	text("importer", "Importer", "", func(row *Row) string { return row.Importer })
	text("industry", "Industry", "", func(row *Row) string { return row.Industry })
	if slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Door != "" }) {
		text("door", "Door", "exports and imports, or who buys at home", func(row *Row) string { return row.Door })
	}
	number("exact_gain", "Gain", perCent, "change in the outcome when the links are mended, everything adjusted",
		func(row *Row) float64 {
			return 100 * counterfactual.Settled(row.Gain)
		})
	number("gain_low", "Gain, low", perCent, "least exact gain over what is not known", func(row *Row) float64 {
		return 100 * counterfactual.Settled(row.Low)
	})
	number("gain_high", "Gain, high", perCent, "largest exact gain over what is not known", func(row *Row) float64 {
		return 100 * counterfactual.Settled(row.High)
	})
	number("rank_low", "Best rank", "", "over what is not known", func(row *Row) float64 { return blank(row.Best) })
	number("rank_high", "Worst rank", "", "over what is not known", func(row *Row) float64 { return blank(row.Worst) })
	if len(r.Rows) > 0 && r.Rows[0].Drawn != nil {
		number("sign_held", "Sign held", "share", "of draws, in which the gain has the sign it has here",
			func(row *Row) float64 {
				return row.Drawn.Sign
			})
		number("rank_held", "Rank held", "share", "of draws, in which the rank is that here", func(row *Row) float64 {
			return row.ranked(row.Drawn.Standing.Held)
		})
		number("among_first", "Among the first", "share", "of draws, in which the row is among the first shown",
			func(row *Row) float64 {
				return row.ranked(row.Drawn.Standing.Among)
			})
	}
	number("derivative", "Derivative", perCent, "change in the outcome for one per cent lower delivery cost, "+
		"at the margin", func(row *Row) float64 {
		return 100 * row.Derivative
	})
	number("cost_cut", "Cost cut", "share", "by which mending lowers the delivery cost, mean weighted by trade",
		func(row *Row) float64 {
			return row.Cut
		})
	number("trade", "Trade", money, "on these links in the baseline", func(row *Row) float64 { return row.Trade })
	number("market_share", "Share of market", "share", "of the buyers' spending on the industry, before",
		func(row *Row) float64 {
			return row.Share
		})
	number("market_share_after", "Share after", "share", "of the buyers' spending on the industry, once mended",
		func(row *Row) float64 {
			return row.ShareAfter
		})
	number("world_gain", "World gain", money, "exact change in all economies' real final spending, in the "+
		"table's prices", func(row *Row) float64 {
		if r.noise(row) {
			return 0
		}
		return row.World
	})
	if sided {
		at := r.Base.Economies
		number("exporter_share", "Exporter's share", "share", "of the world gain", func(row *Row) float64 {
			economy, _, _ := strings.Cut(row.Exporter, "/")
			if n := slices.Index(at, economy); n >= 0 && !r.noise(row) {
				return row.Gains[n] / row.World
			}
			return math.NaN()
		})
	}
	text("gainers", "Who gains most", "parts of the world gain", func(row *Row) string { return r.who(row, 1) })
	text("losers", "Who loses most", "parts of the world gain", func(row *Row) string { return r.who(row, -1) })
	if slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Assumed != "" }) {
		text("assumed", "Assumed", "sides whose border procedures are assumed, not data", func(row *Row) string {
			return row.Assumed
		})
	}
	text("warning", "Warning", "why the experiment may ask too much of the model", func(row *Row) string {
		return row.Odd()
	})
	return f
}

// ranked is a share of draws that says something of the row's rank: blank where it has none.
func (row *Row) ranked(share float64) float64 {
	if row.Rank == 0 {
		return math.NaN()
	}
	return share
}

func blank(rank int) float64 {
	if rank == 0 {
		return math.NaN()
	}
	return float64(rank)
}

// noise reports whether the world gain is what solving leaves open.
func (r *Result) noise(row *Row) bool {
	var spending float64
	for _, i := range r.Base.Income {
		spending += i
	}
	return math.Abs(row.World) < noise*spending
}

// most is how many gainers and losers are named.
const most = 3

// who names the economies that gain most, or with −1 lose most, and their part of the world gain.
func (r *Result) who(row *Row, sign float64) string {
	if r.noise(row) {
		return ""
	}
	order := make([]int, len(row.Gains))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sign*row.Gains[b], sign*row.Gains[a]) })
	var parts []string
	for _, n := range order[:min(most, len(order))] {
		if part := row.Gains[n] / math.Abs(row.World); sign*part >= .005 {
			parts = append(parts, fmt.Sprintf("%s %.0f%%", r.Base.Economies[n], 100*part))
		}
	}
	return strings.Join(parts, ", ")
}

// Odd says why a row asks more of the model than trade can bear: a gain above the trade mended, or a market share that
// more than doubles. It is "" for the others.
func (row *Row) Odd() string {
	var why []string
	if row.World > row.Trade {
		why = append(why, "the world gain is above the trade mended")
	}
	if row.ShareAfter > 2*row.Share {
		why = append(why, fmt.Sprintf("the share of the market goes from %s to %s", twoDigits(row.Share),
			twoDigits(row.ShareAfter)))
	}
	return strings.Join(why, "; ")
}

// twoDigits is a share in per cent with two digits that count, no power of ten.
func twoDigits(v float64) string {
	decimals := 0
	if p := 100 * math.Abs(v); p > 0 {
		decimals = max(0, 1-int(math.Floor(math.Log10(p))))
	}
	return strconv.FormatFloat(100*v, 'f', decimals, 64) + "%"
}
