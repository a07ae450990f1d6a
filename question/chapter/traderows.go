package chapter

import (
	"fmt"
	"math"

	"ikat/printed"
	"ikat/result"
)

// tradeSheet is table 15 in a row for each figure of its shares.
type tradeSheet struct {
	goods, exporters, importers     []string
	first, last, growth             []float64 // printed
	impliedLow, impliedHigh         []float64 // share of 2005 that follows from the share of 1990 and growth
	firstHere, lastHere, growthHere []float64 // of the table at hand
	agree                           int       // rows whose printed share of 2005 follows, within rounding
	outside                         int       // pairs whose total grows by less or more than both its parts could
}

// tradeRows puts trade in two years beside the printed.
func tradeRows(t *printed.Table, from, to *blocTrade) *tradeSheet {
	s := &tradeSheet{}
	for k, g := range tradeGoods {
		for i := range t.Rows() {
			exporter, importer := t.Text(i, "exporter"), t.Text(i, "importer")
			s.goods, s.exporters, s.importers = append(s.goods, g.name), append(s.exporters, exporter),
				append(s.importers, importer)
			first, last, growth := t.Value(i, g.id+"_1990"), t.Value(i, g.id+"_2005"), t.Value(i, g.id+"_growth")
			s.first, s.last, s.growth = append(s.first, first), append(s.last, last), append(s.growth, growth)
			low, high := implied(first, growth, wholeGrowth(t, exporter, g.id))
			s.impliedLow, s.impliedHigh = append(s.impliedLow, low), append(s.impliedHigh, high)
			if low <= last+rounding && high >= last-rounding {
				s.agree++
			}
			x, m := from.place(exporter), from.place(importer)
			s.firstHere, s.lastHere = append(s.firstHere, from.share(exporter, importer, k)),
				append(s.lastHere, to.share(exporter, importer, k))
			grown := math.NaN()
			if !math.IsNaN(s.firstHere[len(s.firstHere)-1]) && from.year != to.year && from.flows[x][m][k] > 0 {
				grown = 100 * (to.flows[x][m][k]/from.flows[x][m][k] - 1)
			}
			s.growthHere = append(s.growthHere, grown)
		}
	}
	for i := range t.Rows() {
		parts, final, total := t.Value(i, "parts_growth"), t.Value(i, "final_growth"), t.Value(i, "total_growth")
		if total < min(parts, final) || total > max(parts, final) {
			s.outside++
		}
	}
	return s
}

// rounding is how far a whole number of per cent may be from what it stands for.
const rounding = .5

// implied is the range of a share in 2005 that follows from the rounded share in 1990, its growth and that of the
// whole.
func implied(share, growth, whole float64) (low, high float64) {
	if share == 100 {
		return 100, 100
	}
	ratio := (1 + growth/100) / (1 + whole/100)
	return max(0, share-rounding) * ratio, (share + rounding) * ratio
}

// wholeGrowth is the growth of an exporter's exports to all of East Asia.
func wholeGrowth(t *printed.Table, exporter, goods string) float64 {
	for i := range t.Rows() {
		if t.Text(i, "exporter") == exporter && t.Text(i, "importer") == "East Asia" {
			return t.Value(i, goods+"_growth")
		}
	}
	return math.NaN()
}

// lay lays the rows out as columns.
func (s *tradeSheet) lay(to sheet, first, last int) {
	to.Text("goods", "Goods", s.goods)
	to.Text("exporter", "Exporter", s.exporters)
	to.Text("importer", "Importer", s.importers)
	column := func(name, label, definition string, kind result.Kind, v []float64) {
		to.Number(name, label, "per cent", definition, kind, v)
	}
	column("share_1990", "1990, printed", "share of the exporter's exports to East Asia", result.Accounting, s.first)
	column("share_2005", "2005, printed", "share of the exporter's exports to East Asia", result.Accounting, s.last)
	column("real_growth", "Real growth, printed", "from 1990 to 2005, prices taken out", result.Accounting, s.growth)
	column("implied_low", "2005, follows from", "least share in 2005 that follows from the share in 1990 and the "+
		"growth printed, which are rounded", result.Bound, s.impliedLow)
	column("implied_high", "2005, follows to", "largest share in 2005 that follows from the share in 1990 and the "+
		"growth printed, which are rounded", result.Bound, s.impliedHigh)
	column("share_first", fmt.Sprintf("%d, at hand", first), "share of the exporter's exports to the economies of "+
		"East Asia that the data have", result.Accounting, s.firstHere)
	column("share_last", fmt.Sprintf("%d, at hand", last), "share of the exporter's exports to the economies of East "+
		"Asia that the data have", result.Accounting, s.lastHere)
	column("nominal_growth", "Nominal growth, at hand", fmt.Sprintf("from %d to %d, in current US dollars", first,
		last), result.Accounting, s.growthHere)
}
