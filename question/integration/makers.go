package integration

import (
	"math"

	"ikat/result"
	"ikat/trade"
)

// makerRow is what a member of a group buys from the others and sells markets outside.
type makerRow struct {
	group, maker          string
	year                  int
	imports, parts        float64 // from the other members, and what of it is inputs
	exports, finals       float64 // to the markets, and what of it is for final use
	through, sold         float64 // members' parts in these final goods, and of all that the maker buys of them
	importing, exporting  float64 // mean growth a year since the table before; NaN for the first
	together, timesBefore float64 // correlation of both growths so far, and of how many
}

// maker is a member's row of one table.
func (w *flows) maker(g group, m int) makerRow {
	nan := math.NaN()
	r := makerRow{group: g.code, maker: w.table.Economies[m], year: w.table.Year, importing: nan, exporting: nan,
		together: nan, sold: nan}
	for _, o := range g.members {
		r.imports += w.gross.Between(o, m)
		r.parts += w.parts.Between(o, m)
	}
	for _, o := range w.market {
		r.exports += w.gross.Between(m, o)
		r.finals += w.finals.Between(m, o)
	}
	if all := w.finals.Exports(m); all > 0 {
		r.through = r.parts * w.exported[m] * r.finals / all
	}
	if r.parts > 0 {
		r.sold = r.through / r.parts
	}
	return r
}

// grown adds to each row how both flows grew since the year before of the same maker, and how alike the growths are so
// far.
func grown(rows []makerRow) {
	before := map[string]int{}
	bought, sold := map[string][]float64{}, map[string][]float64{}
	for i := range rows {
		r := &rows[i]
		key := r.group + " " + r.maker
		last, there := before[key]
		before[key] = i
		if !there || rows[last].year >= r.year {
			continue
		}
		years := float64(r.year - rows[last].year)
		r.importing, r.exporting = yearly(rows[last].imports, r.imports, years), yearly(rows[last].exports, r.exports, years)
		bought[key], sold[key] = append(bought[key], r.importing), append(sold[key], r.exporting)
		r.timesBefore = float64(len(bought[key]))
		if r.timesBefore > 2 {
			r.together = trade.Correlation(bought[key], sold[key])
		}
	}
}

// yearly is mean growth a year; NaN from nothing.
func yearly(before, after, years float64) float64 {
	if before <= 0 {
		return math.NaN()
	}
	return math.Pow(after/before, 1/years) - 1
}

func (b *builder) makerFrame() *result.Frame {
	grown(b.makers)
	at := func(get func(makerRow) string) func(int) string {
		return func(i int) string { return get(b.makers[i]) }
	}
	f, n := keyed("Members that buy inside and sell outside", len(b.makers), map[string]func(int) string{
		"group": at(func(r makerRow) string { return r.group }), "maker": at(func(r makerRow) string { return r.maker })},
		[]string{"group", "maker"}, func(i int) int { return b.makers[i].year })
	for _, c := range []struct {
		name, label, unit, definition string
		kind                          result.Kind
		get                           func(makerRow) float64
	}{
		{"imports", "Imports from members", b.unit(), "what it buys from the other members", result.Accounting,
			func(r makerRow) float64 { return r.imports }},
		{"parts", "Inputs from members", b.unit(), "of these imports, what industries use", result.Accounting,
			func(r makerRow) float64 { return r.parts }},
		{"exports", "Exports to markets", b.unit(), "what it sells the markets outside", result.Accounting,
			func(r makerRow) float64 { return r.exports }},
		{"finals", "Final goods to markets", b.unit(), "of these exports, what is for final use", result.Accounting,
			func(r makerRow) float64 { return r.finals }},
		{"through", "Members' parts for markets", b.unit(), "members' inputs in these final goods, if they go into goods " +
			"for all markets alike", result.Estimate, func(r makerRow) float64 { return r.through }},
		{"through_share", "Of inputs from members", "share", "of what it buys of members for use, what goes on to the " +
			"markets so", result.Estimate, func(r makerRow) float64 { return r.sold }},
		{"imports_growth", "Imports grow", "share", "imports from members, a year since the table before, current prices",
			result.Accounting, func(r makerRow) float64 { return r.importing }},
		{"exports_growth", "Exports grow", "share", "exports to the markets, a year since the table before, current prices",
			result.Accounting, func(r makerRow) float64 { return r.exporting }},
		{"correlation", "Grow together", "-1 to 1", "correlation of both growths over the tables so far, from three on",
			result.Accounting, func(r makerRow) float64 { return r.together }},
		{"growths", "Growths", "years", "how many growths the correlation is of", result.Accounting,
			func(r makerRow) float64 { return r.timesBefore }},
	} {
		n.Kind = c.kind
		n.Number(c.name, c.label, c.unit, c.definition, func(i int) float64 { return c.get(b.makers[i]) })
	}
	f.Note("integration-makers", "imports and exports that grow together, in current prices, show a chain only in part: "+
		"both follow world trade and prices too")
	return f
}
