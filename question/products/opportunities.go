package products

import (
	"context"
	"math"
	"slices"

	"ikat/border"
	"ikat/known"
	"ikat/picture"
	"ikat/question"
	"ikat/result"
	"ikat/say"
	"ikat/sme"
	"ikat/trade"
	"ikat/trade/companion"
)

const opportunityPapers = "Hidalgo and others (2007), Science 317; Hausmann, Hidalgo and others (2014), The " +
	"Atlas of Economic Complexity; docs/methods/opportunities.md"

// Opportunities asks what an economy could sell next.
var Opportunities = &question.Question{
	ID: "opportunities", Tag: tag,
	Label: "Products near what an economy's firms make: demand, borders on the way, what buyers ask, small firms' part",
	Asks:  "What could this economy's firms sell next, to whom, and what stands in the way?",
	Doc: `Products that an economy does not yet sell more of than the world does, the nearest to what its firms are good at
first: how near, how complex, what they would open; how much the world buys and whether that grows; the largest market
that it hardly serves, with the days and the cost of the borders between and the tariff ({pairs=FILE}); which buyers'
sheet there is, with how much it asks that nobody else does; and between which shares of such exports small firms lie
in that economy today.

The rows are in the order of four things together: how near a product is, what it would open, how much the market that
is hardly served buys, and what the borders on the way cost. Each is the share of these products that are no better in
it, and stands in a column of its own; ranks run over leaving any one of the four out. {by} orders the rows by one thing
alone.

It is a list to act on and no forecast: that products are near is seen in who sells both, and promises nothing.`,
	Reference: opportunityPapers,
	Params: question.Join([]question.Param{
		{Name: "economy", Doc: "the economy whose firms would sell", Form: question.Economy, Example: "IDN", Argument: true,
			Required: true, Named: true},
		{
			Name: "by",
			Doc: "what orders the rows: nearness, what it would open, the market's demand and the borders on the way " +
				"together, or nearness, what it would open, complexity or the world's demand alone",
			Form:    question.Text,
			Values:  []string{"together", "density", "gain", "pci", "demand"},
			Default: "together",
			Example: "demand",
		},
	}, tradeParams, []question.Param{
		{Name: "product", Doc: "keep only products whose codes begin so", Form: question.Text, Many: question.Joined,
			Example: "c14"},
		{Name: "pairs", Doc: "CSV of tariffs: exporter,importer,product,tariff", Form: question.File},
		{Name: "own", Doc: "count a product as near to itself", Form: question.Flag, Default: "true"},
		{Name: "served", Doc: "a market is hardly served where it buys less than this share from the economy",
			Form: question.Share, Default: "5%", Example: "30%"},
		{Name: "top", Doc: "products to show", Form: question.Whole, Min: 1, Max: 100000, Default: "50", Example: "3"},
	}),
	Levels: []question.Level{{ID: "product", Keys: []string{"product"}, Doc: "a product that the economy could sell"}},
	Examples: []question.Example{
		{Args: "opportunities IDN", Gives: "by the industries of the built-in table"},
		{Args: "opportunities VNM --trade baci_hs17/* --pairs tariffs.csv --by gain -o list.csv",
			Gives: "products of BACI that would open most, with demand's growth over its years, into a file"},
	},
	RestsOn: restsOn,
	Work:    work,
	Answer:  opportunities,
}

// chance is a product that could be sold.
type chance struct {
	product, industry, market, sheet        string
	exports, rca, density, pci, gain        float64
	demand, growth, buys, served, days      float64
	cost                                    border.Range
	tariff, demands, knockouts, distinctive float64

	wanted   float64    // what the market buys, or the world where buyers are not known
	parts    [4]float64 // by aspect, the share of all products that are no better
	together float64
	rank     result.Standing
}

// search is a list of chances being made.
type search struct {
	*asked
	economy int // in the trade of the last year
	first   *trade.Data
	earlier []float64 // by product of first, what the world bought of it
	border  *border.Table
	served  float64
	smes    [2]float64
	names   map[string]string // of industries

	sells      [][]int32                 // by product, the economy's flows
	aggregates []bool                    // by position, what is no market: the rest of the world
	costs      map[string][]border.Costs // by industry: what days and dollars come to, low to high
}

func opportunities(ctx context.Context, r *question.Request) (*question.Answer, error) {
	refs, instead, err := tradeAbout(ctx, r, []string{r.One("economy")})
	if err != nil {
		return nil, err
	}
	s := &search{asked: &asked{Request: r, ctx: ctx, level: question.Level{ID: "product"}, units: map[string]bool{}}}
	if instead != nil {
		s.notes = append(s.notes, *instead)
	}
	if err := s.prepare(refs); err != nil {
		return nil, err
	}
	list, err := s.list()
	if err != nil {
		return nil, err
	}
	f := s.frame(list)
	s.about(f, "opportunities", []string{opportunityPapers})
	f.Provenance.Parameters = append([]result.Parameter{{Name: "economy", Value: s.d.Economies[s.economy]},
		{Name: "by", Value: r.One("by")}}, f.Provenance.Parameters...)
	out := &question.Answer{Frames: []*result.Frame{f}}
	if p := s.picture(list, say.In(r.Language)); len(p.Rows) > 0 {
		out.Pictures = []*picture.Figure{p}
	}
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		s.prose(list, page)
		page.Basis(f.Notes, f.Provenance.Sources)
		out.Prose = page
	}
	return out, nil
}

// prepare opens what the list rests on: the last year of the trade, its first for growth, borders and firms.
func (s *search) prepare(refs []string) (err error) {
	if s.served, err = partOf(s.Request, "served"); err != nil {
		return err
	}
	if path := s.One("pairs"); path != "" {
		if s.pairs, err = opened(path, companion.ReadPairs); err != nil {
			return err
		}
	}
	if s.d, err = load(s.ctx, s.Request, refs[len(refs)-1], false); err != nil {
		return err
	}
	s.source(s.d)
	if len(refs) > 1 {
		if s.first, err = load(s.ctx, s.Request, refs[0], false); err != nil {
			return err
		}
		s.source(s.first)
	}
	if s.economy = Place(s.d, s.One("economy")); s.economy < 0 {
		return s.known(s.d)
	}
	vintage := border.Vintages[len(border.Vintages)-1]
	if s.border, err = vintage.At(slices.Max(vintage.Years)); err != nil {
		return err
	}
	s.smes = [2]float64{nan, nan}
	stats, doubts, err := known.FirmShares(s.d.Economies[s.economy])
	if err == nil { // without statistics their part is not known
		s.smes = partsOfSmall(stats)
		for _, d := range doubts {
			s.warn("products.opportunities-doubt", "shares of small firms: {doubt}", "doubt", d)
		}
	}
	return nil
}

// partsOfSmall are the least and the most of small firms' published shares of exports and of value added.
func partsOfSmall(stats sme.Statistics) [2]float64 {
	out := [2]float64{math.Inf(1), math.Inf(-1)}
	for _, one := range stats {
		if one.Industry == "" && (one.Indicator == sme.ValueAdded || one.Indicator == sme.Exports) {
			out = [2]float64{min(out[0], one.Value), max(out[1], one.Value)}
		}
	}
	if out[0] > out[1] {
		return [2]float64{nan, nan}
	}
	return out
}
