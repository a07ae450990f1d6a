package chapter

import (
	"context"
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

// eastAsia are the blocs of table 15; together they are its East Asia. A footnote there counts Taiwan Province of China
// among the NIEs3, but three quarters of China's exports of 1990 cannot have gone to it: they went to Hong Kong.
var eastAsia = []bloc{{"China", []string{"CHN"}}, {"ASEAN4", []string{"IDN", "MYS", "PHL", "THA"}},
	{"NIEs3", []string{"HKG", "KOR", "SGP"}}, {"Japan", []string{"JPN"}}}

// blocs are those of table 15 with the members that somebody gives some of them.
//
// Error: fault.Invalid for a bloc that the table does not have.
func blocs(given []string) ([]bloc, error) {
	own, err := engine.ParseGroups(given)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(eastAsia)
	for _, g := range own {
		at := slices.IndexFunc(out, func(b bloc) bool { return strings.EqualFold(b.name, g.Code) })
		if at < 0 || len(g.Members) == 0 {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "bloc", Where: g.Code,
				What: "table 15 has no such bloc with members", Fix: "For instance {bloc=NIEs3=KOR,SGP,TWN}; its blocs " +
					"are China, ASEAN4, NIEs3, Japan"}
		}
		out[at].members = g.Members
	}
	return out, disjoint(out)
}

// disjoint refuses an economy in two blocs: its trade would count twice.
func disjoint(list []bloc) error {
	in := map[string]string{}
	for _, b := range list {
		for _, m := range b.members {
			if in[m] != "" {
				return &fault.Error{Kind: fault.Invalid, Param: "bloc", Where: m,
					What: fault.Say("it is in %s and in %s", in[m], b.name), Why: "Its trade would count twice"}
			}
			in[m] = b.name
		}
	}
	return nil
}

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
	absent []string       // members that the data do not have
	of     map[string]int // the bloc of a member
	year   int
	source result.Source
}

// newBlocTrade is no trade between the members of blocs that data have.
func newBlocTrade(blocs []bloc, year int, source result.Source, has func(code string) bool) *blocTrade {
	out := &blocTrade{year: year, source: source, of: map[string]int{}, flows: make([][][3]float64, len(blocs)+1)}
	for i := range out.flows {
		out.flows[i] = make([][3]float64, len(blocs)+1)
	}
	for i, b := range blocs {
		at := bloc{name: b.name}
		for _, m := range b.members {
			if has(m) {
				at.members = append(at.members, m)
				out.of[m] = i
			} else {
				out.absent = append(out.absent, m)
			}
		}
		out.blocs = append(out.blocs, at)
	}
	return out
}

// add counts what one bloc sells another, and with all.
func (b *blocTrade) add(from, to int, sum [3]float64) {
	all := len(b.blocs)
	for k, v := range sum {
		for _, x := range []int{from, all} {
			b.flows[x][to][k] += v
			b.flows[x][all][k] += v
		}
	}
}

// tradeOf adds up exports between blocs: intermediate and final of some industries, and all of the industries that make
// goods. Trade between members of a bloc counts; what an economy sells at home does not.
func tradeOf(s *leontief.System, blocs []bloc, machinery []string) *blocTrade {
	out := newBlocTrade(blocs, s.Table.Year, engine.SourceOf(s.Table),
		func(code string) bool { return slices.Contains(s.Codes(), code) })
	e, G := s.Exports(), s.G()
	goods := isic.Goods(s.Industries, s.Table.IndustryNames)
	for _, from := range s.Parts {
		x, ok := out.of[from.Code]
		if !ok {
			continue
		}
		for r, to := range s.Parts {
			m, ok := out.of[to.Code]
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
			out.add(x, m, sum)
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
	return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %s", t.Ref()),
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

// tradeOfTables is the trade of the tables of a name in the years nearest to 1990 and 2005.
func tradeOfTables(ctx context.Context, e *engine.Engine, q Request, blocs []bloc, p engine.Progress) (
	trade []*blocTrade, machinery []string, err error) {
	machinery = q.Industries
	for _, year := range printedYears {
		ref, err := inYear(e, q.Table, year)
		if err != nil {
			return nil, nil, err
		}
		s, err := e.System(ctx, ref, leontief.Options{}, p)
		if err != nil {
			return nil, nil, err
		}
		if machinery == nil {
			if machinery, err = machineryOf(s.Table); err != nil {
				return nil, nil, err
			}
		}
		if machinery, err = s.Table.FindIndustries(machinery); err != nil {
			return nil, nil, err
		}
		trade = append(trade, tradeOf(s, blocs, machinery))
	}
	return trade, machinery, nil
}

// sourceTrade is table 15: trade within East Asia in machinery, beside that of the tables at hand, or of trade by
// product, in the years nearest to 1990 and 2005.
func sourceTrade(ctx context.Context, e *engine.Engine, q Request, t *printed.Table,
	p engine.Progress) (*result.Frame, error) {
	of, err := blocs(q.Blocs)
	if err != nil {
		return nil, err
	}
	s := newSheet()
	var trade []*blocTrade
	if q.Trade != nil {
		trade, err = tradeOfProducts(ctx, e, q, of, s, p)
	} else {
		var machinery []string
		trade, machinery, err = tradeOfTables(ctx, e, q, of, p)
		s.Note("source.goods", "beside parts: {parts}; beside final goods: {final}; beside the total: {total}. Machinery is "+
			"{machinery}", "parts", tradeGoods[0].beside, "final", tradeGoods[1].beside, "total", tradeGoods[2].beside,
			"machinery", strings.Join(machinery, ", "))
	}
	if err != nil {
		return nil, err
	}
	first, last := trade[0], trade[1]
	rows := tradeRows(t, first, last)
	rows.lay(s, first.year, last.year)
	s.Note("source.blocs", "{name} are {members} here. A footnote of the document names Taiwan Province of China and not "+
		"Hong Kong, China; but three quarters of what China sold East Asia in 1990, as printed, cannot have gone to the "+
		"economies of the footnote (docs/methods/source.md). The choice bloc takes other members", "name", of[2].name,
		"members", strings.Join(of[2].members, ", "))
	if last.absent != nil {
		s.Note("source.absent", "{table} has no data for {list}: their blocs are the other members, and shares are of the "+
			"trade between economies that it has", "table", last.source.Table, "list", strings.Join(last.absent, ", "))
	}
	s.Note("source.growth", "growth printed is real, 1990 to 2005; growth beside it is of current US dollars, {from} to "+
		"{to}",
		"from", first.year, "to", last.year)
	s.Note("source.total", "printed growth of the total lies outside that of parts and of final goods in {n} of {all} "+
		"rows, which the sum of the two could not: the total is most likely of all goods, and goods of all industries "+
		"stand beside it", "n", rows.outside, "all", t.Rows())
	s.Note("source.agree", "shares of 2005 that follow from shares of 1990 and growth, within rounding, agree with those "+
		"printed in {n} of {all} figures", "n", rows.agree, "all", len(rows.goods))
	for _, one := range trade {
		if !slices.ContainsFunc(s.Provenance.Sources, func(o result.Source) bool { return o.Table == one.source.Table }) {
			s.Provenance.Sources = append(s.Provenance.Sources, one.source)
		}
	}
	return s.Frame, nil
}
