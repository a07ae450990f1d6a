package chapter

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/isic"
	"ikat/leontief"
	"ikat/printed"
	"ikat/result"
)

// bloc is some economies whose trade is added up, that among themselves included.
type bloc struct {
	name    string
	members []string
}

// eastAsia are the blocs of table 15; together they are its East Asia.
var eastAsia = []bloc{{"China", []string{"CHN"}}, {"ASEAN4", []string{"IDN", "MYS", "PHL", "THA"}},
	{"NIEs3", []string{"KOR", "SGP", "TWN"}}, {"Japan", []string{"JPN"}}}

// The goods of table 15, and what of a table's exports stands beside each.
var tradeGoods = []struct{ id, name, beside string }{
	{"parts", "parts and components", "machinery sold to industries abroad"},
	{"final", "machinery final goods", "machinery sold to final users abroad, investment included"},
	{"total", "total", "exports of all industries that make goods"},
}

// blocTrade is exports by exporting and importing bloc, of the kinds of tradeGoods; the last bloc is all together.
type blocTrade struct {
	flows  [][][3]float64
	blocs  []bloc
	absent []string // members that the table does not have
	table  *icio.Table
}

// tradeOf adds up exports between blocs: intermediate and final of some industries, and all of the industries that make
// goods. Trade between members of a bloc counts; what an economy sells at home does not.
func tradeOf(s *leontief.System, blocs []bloc, machinery []string) *blocTrade {
	n := len(blocs)
	out := &blocTrade{flows: make([][][3]float64, n+1), table: s.Table}
	for i := range out.flows {
		out.flows[i] = make([][3]float64, n+1)
	}
	of := map[string]int{}
	for i, b := range blocs {
		at := bloc{name: b.name}
		for _, m := range b.members {
			if slices.Contains(s.Codes(), m) {
				at.members = append(at.members, m)
				of[m] = i
			} else {
				out.absent = append(out.absent, m)
			}
		}
		out.blocs = append(out.blocs, at)
	}
	e, G := s.Exports(), s.G()
	goods := isic.Goods(s.Industries, s.Table.IndustryNames)
	for _, from := range s.Parts {
		x, ok := of[from.Code]
		if !ok {
			continue
		}
		for r, to := range s.Parts {
			m, ok := of[to.Code]
			if !ok || to.Code == from.Code {
				continue
			}
			var sum [3]float64
			for i := from.Lo; i < from.Hi; i++ {
				code := s.Industries[s.Industry[i]]
				if slices.Contains(machinery, code) {
					sum[0] += e.Intermediate[i*G+r]
					sum[1] += e.Final[i*G+r]
				}
				if goods[s.Industry[i]] || slices.Contains(machinery, code) {
					sum[2] += e.Total[i*G+r]
				}
			}
			for k, v := range sum {
				for _, a := range []int{x, n} {
					out.flows[a][m][k] += v
					out.flows[a][n][k] += v
				}
			}
		}
	}
	return out
}

// share is an importing bloc's share of a bloc's exports to all, in per cent; NaN where the table lacks members that
// could trade.
func (b *blocTrade) share(exporter, importer string, good int) float64 {
	x, m := b.place(exporter), b.place(importer)
	if b.none(x) || b.none(m) || x == m && x < len(b.blocs) && len(b.blocs[x].members) < 2 {
		return math.NaN()
	}
	return 100 * b.flows[x][m][good] / b.flows[x][len(b.blocs)][good]
}

func (b *blocTrade) none(i int) bool { return i < len(b.blocs) && len(b.blocs[i].members) == 0 }

func (b *blocTrade) place(name string) int {
	if i := slices.IndexFunc(b.blocs, func(o bloc) bool { return o.name == name }); i >= 0 {
		return i
	}
	return len(b.blocs)
}

// machineryOf names the industries of a table that make machinery, which table 15 takes as general, electrical,
// transport and precision machinery.
//
// Error: fault.NotFound where the codes are of no classification that ikat knows.
func machineryOf(t *icio.Table) ([]string, error) {
	for _, codes := range [][]string{{"c13", "c14", "c15"}, {"C26", "C27", "C28", "C29", "C30"},
		{"D26", "D27", "D28", "D29", "D30"}} {
		if !slices.ContainsFunc(codes, func(c string) bool { _, ok := t.Industry(c); return !ok }) && !olderISIC(t) {
			return codes, nil
		}
	}
	return nil, &fault.Error{Kind: fault.NotFound, Where: "table " + t.Ref(),
		What: "its codes do not say which industries make machinery",
		Fix:  "Name them with {industry}: those of general, electrical, transport and precision machinery"}
}

// olderISIC reports whether codes are those of ISIC revision 3, where 26 to 30 are other industries.
func olderISIC(t *icio.Table) bool {
	return slices.ContainsFunc(t.Industries, func(c string) bool {
		return strings.HasPrefix(c, "C34") || strings.HasPrefix(c, "C30T33") || strings.HasPrefix(c, "D34") ||
			strings.HasPrefix(c, "D30T33")
	})
}

// sourceTrade is table 15: trade within East Asia in machinery, beside that of the table at hand in the years nearest
// to 1990 and 2005.
func sourceTrade(ctx context.Context, e *engine.Engine, q Request, t *printed.Table,
	p engine.Progress) (*result.Frame, error) {
	var trade []*blocTrade
	machinery := q.Industries
	for _, year := range []int{1990, 2005} {
		ref, err := inYear(e, q.Table, year)
		if err != nil {
			return nil, err
		}
		s, err := e.System(ctx, ref, leontief.Options{}, p)
		if err != nil {
			return nil, err
		}
		if machinery == nil {
			if machinery, err = machineryOf(s.Table); err != nil {
				return nil, err
			}
		}
		for _, code := range machinery {
			if _, ok := s.Table.Industry(code); !ok {
				return nil, &fault.Error{Kind: fault.NotFound, Where: "table " + s.Table.Ref(),
					What: fmt.Sprintf("it has no industry %q", code), Fix: fault.Suggest(code, s.Table.Industries,
						"It has "+strings.Join(s.Table.Industries, " "))}
			}
		}
		trade = append(trade, tradeOf(s, eastAsia, machinery))
	}
	s := newSheet()
	rows := tradeRows(t, trade[0], trade[1])
	rows.lay(s, trade[0].table.Year, trade[1].table.Year)
	s.Note("source.goods", "beside parts: {parts}; beside final goods: {final}; beside the total: {total}. Machinery is "+
		"{machinery}", "parts", tradeGoods[0].beside, "final", tradeGoods[1].beside, "total", tradeGoods[2].beside,
		"machinery", strings.Join(machinery, ", "))
	if absent := trade[1].absent; absent != nil {
		s.Note("source.absent", "{table} has no data for {list}: their blocs are the other members, and shares are of the "+
			"trade between economies that it has", "table", q.Table, "list", strings.Join(absent, ", "))
	}
	s.Note("source.growth", "growth printed is real, 1990 to 2005; growth beside it is of current US dollars, {from} to "+
		"{to}",
		"from", trade[0].table.Year, "to", trade[1].table.Year)
	s.Note("source.total", "printed growth of the total lies outside that of parts and of final goods in {n} of {all} "+
		"rows, which the sum of the two could not: the total is most likely of all goods, and goods of all industries "+
		"stand beside it", "n", rows.outside, "all", t.Rows())
	s.Note("source.agree", "shares of 2005 that follow from shares of 1990 and growth, within rounding, agree with those "+
		"printed in {n} of {all} figures", "n", rows.agree, "all", len(rows.goods))
	for _, one := range trade {
		if src := engine.SourceOf(one.table); !slices.ContainsFunc(s.Provenance.Sources, func(o result.Source) bool {
			return o.Table == src.Table
		}) {
			s.Provenance.Sources = append(s.Provenance.Sources, src)
		}
	}
	return s.Frame, nil
}
