package requirements

import (
	"context"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/requirement/survey"
	"ikat/result"
)

// everywhere and elsewhere are the markets that a sheet does not name: all its lines, and those that name no market.
const everywhere, elsewhere = "all", "elsewhere"

// marketStop is what requirements stop in a market: before the lines that are asked there.
type marketStop struct {
	market string
	*stop
	value     survey.Estimate // share of capacity in firms that lack something that the survey asks about
	low, high float64         // if everybody, and if nobody holds what it does not ask
}

// byMarket is what stops firms in each market that the sheet tells apart.
func (s *stop) byMarket(knockOuts bool) []*marketStop {
	markets := []string{everywhere}
	if s.sheet != nil {
		for _, d := range s.sheet.Demands {
			for _, m := range marketsOf(d) {
				if !slices.Contains(markets, m) {
					markets = append(markets, m)
				}
			}
		}
	}
	if len(markets) > 1 {
		markets = append(markets, elsewhere)
	}
	out := make([]*marketStop, len(markets))
	for k, name := range markets {
		out[k] = s.in(name, knockOuts)
	}
	return out
}

// marketsOf are the markets that a line of a sheet names in brackets behind who asks, as law (EU, US); none where it is
// asked wherever the goods go.
func marketsOf(d requirement.Demand) (out []string) {
	for _, part := range strings.Split(d.Asked, "(")[1:] {
		inside, _, _ := strings.Cut(part, ")")
		for _, name := range strings.Split(inside, ",") {
			if name = strings.TrimSpace(name); isMarket(name) {
				out = append(out, name)
			}
		}
	}
	return out
}

func isMarket(name string) bool {
	if name == "" || name != strings.ToUpper(name) {
		return false
	}
	_, err := economies.Resolve(name)
	return err == nil || economies.IsGroup(name)
}

// in is what stops firms in a market.
func (s *stop) in(market string, knockOuts bool) *marketStop {
	one := *s
	if s.sheet != nil {
		there := *s.sheet
		there.Demands = nil
		for _, d := range s.sheet.Demands {
			if named := marketsOf(d); market == everywhere || len(named) == 0 || slices.Contains(named, market) {
				there.Demands = append(there.Demands, d)
			}
		}
		one.sheet = &there
	}
	one.ask(knockOuts)
	asked, lower, upper := one.share(s.data.Before(one.takes), func(int) bool { return true })
	out := &marketStop{market: market, stop: &one, value: unknown, low: 1 - upper.Value, high: 1 - lower.Value}
	if one.result = asked; len(one.known) > 0 {
		out.value = asked.Capacity
		out.value.Value = 1 - out.value.Value
	}
	return out
}

var unknown = survey.Estimate{Value: math.NaN(), Error: math.NaN()}

// most is the requirement that stops most capacity in a market; -1 where the survey asks about none.
func (m *marketStop) most() int {
	most := -1
	for k, one := range m.result.Requirements {
		if v := one.GainLast.Value; !math.IsNaN(v) && (most < 0 || v > m.result.Requirements[most].GainLast.Value) {
			most = k
		}
	}
	return most
}

// marketRows fills a frame with what requirements stop, by market.
func marketRows(out *result.Frame, list []*marketStop) *result.Frame {
	type row struct {
		market, id, name   string
		stops, alone, mean survey.Estimate
		low, high          float64
	}
	var rows []row
	for _, m := range list {
		rows = append(rows, row{m.market, everywhere, "", m.value, unknown, unknown, m.low, m.high})
		for k, r := range m.result.Requirements {
			high := r.GainLast.Value // asked about, so that both bounds are what is known
			low := high
			if m.open(k) {
				low = 0 // whoever lacks it may hold what the buyer takes instead
			}
			rows = append(rows, row{m.market, m.id(k), m.name(k), r.GainLast, r.GainAlone, r.GainShapley, low, high})
		}
	}
	of, bound := out.Of(result.Estimate, len(rows)), out.Of(result.Bound, len(rows))
	of.Text("market", "Market", func(k int) string { return rows[k].market })
	of.Text("requirement", "Requirement", func(k int) string { return rows[k].id })
	of.Text("name", "Name", func(k int) string { return rows[k].name })
	estimated(of, "stopped", "Stopped", "share of capacity in firms that lack it (all: that lack something)",
		func(k int) survey.Estimate { return rows[k].stops })
	bound.Number("stopped_low", "Stopped, lowest", "share", "if everybody holds what the survey does not ask",
		func(k int) float64 { return rows[k].low })
	bound.Number("stopped_high", "Stopped, highest", "share", "if nobody does",
		func(k int) float64 { return rows[k].high })
	estimated(of, "alone", "Alone", "share of capacity in firms that lack nothing else",
		func(k int) survey.Estimate { return rows[k].alone })
	estimated(of, "gain_mean", "Gain, mean", "what meeting it adds to the qualified share of capacity on the mean over "+
		"all orders (Shapley)", func(k int) survey.Estimate { return rows[k].mean })
	of.Whole("answers", "Answers", "", "firms that the share of capacity rests on", result.Accounting,
		each(len(rows), func(k int) int64 { return int64(rows[k].stops.Firms) }))
	return out
}

// Stops is what a survey of an economy's firms says of a buyer's requirements, as a chain takes it: by market.
type Stops struct {
	*stop
	Economy string // code of the firms'
	markets []*marketStop
}

// StopsOf reads a survey for a chain: the firms of the first of some economies that the survey has firms of, or all of
// them, as the first's, where it names no economies; and of one industry, where the survey tells a table's apart.
//
// Error: what the survey's and the sheet's readers say; fault.NotFound where it has no such firms.
func StopsOf(ctx context.Context, v *question.Values, program string, codes []string, industry string,
	industries []string) (*Stops, error) {
	s, err := readStop(ctx, v, program)
	if err != nil {
		return nil, err
	}
	of, err := sectorsOf(v, s.data, industries, nil)
	if err != nil {
		return nil, err
	}
	out := &Stops{stop: s, Economy: codes[0]}
	named := s.data.Economies()
	if named != nil {
		if out.Economy, err = among(named, codes); err != nil {
			return nil, err
		}
	}
	s.sample = s.data.Within(func(f int) bool {
		return (named == nil || codeOf(named[f]) == out.Economy) && (of == nil || of[f] == industry)
	})
	if !slices.Contains(s.sample.Left, false) {
		return nil, &fault.Error{Kind: fault.NotFound, Param: "survey",
			What: fault.Say("none of its firms of %s is in the industry %s", out.Economy, industry),
			Fix:  fault.Say("{sectors=VALUE=%s} says which of its industries that is", industry)}
	}
	out.markets = s.byMarket(v.On("knock-outs"))
	return out, nil
}

// among is the first of some economies of which a survey has firms.
func among(named, codes []string) (string, error) {
	var there []string
	for _, text := range named {
		if code := codeOf(text); !slices.Contains(there, code) {
			there = append(there, code)
		}
	}
	for _, code := range codes {
		if slices.Contains(there, code) {
			return code, nil
		}
	}
	return "", &fault.Error{Kind: fault.NotFound, Param: "survey",
		What: fault.Say("its firms are of %s, and no supplier of the industry on this chain is", strings.Join(there, ", ")),
		Fix:  fault.Say("Suppliers are of %s", strings.Join(codes, ", "))}
}

// codeOf is the code of an economy as a survey writes it; the text itself where nobody knows it.
func codeOf(text string) string {
	if e, err := economies.Resolve(text); err == nil {
		return e.Code
	}
	return text
}

// At is what requirements stop in the market of the sheet that an economy lies in; before every line where the sheet
// names none.
func (s *Stops) At(to string) *Market {
	if to == "" || len(s.markets) == 1 {
		return s.markets[0].told()
	}
	last := len(s.markets) - 1
	for _, m := range s.markets[1:last] {
		g, err := economies.GroupOf(m.market, 0)
		if codeOf(m.market) == to || err == nil && slices.Contains(g.Members, to) {
			return m.told()
		}
	}
	return s.markets[last].told()
}

// Markets are all of them; the first is before every line.
func (s *Stops) Markets() []*Market {
	out := make([]*Market, len(s.markets))
	for k, m := range s.markets {
		out[k] = m.told()
	}
	return out
}

// Market is what requirements stop where a product goes. Shares are of capacity; NaN where the survey asks about
// nothing that the buyer asks there.
type Market struct {
	Name         string  // as the sheet has it; all, elsewhere
	All          bool    // before every line
	Elsewhere    bool    // before the lines that name no market
	Stopped      float64 // in firms that lack something, with its standard error
	Error        float64
	Low, High    float64 // if everybody, and if nobody holds what the survey does not ask
	Most         string  // the requirement that stops most; "" for none
	Lacks, Alone float64 // what it stops, and what it alone does
}

func (m *marketStop) told() *Market {
	out := &Market{Name: m.market, All: m.market == everywhere, Elsewhere: m.market == elsewhere,
		Stopped: m.value.Value, Error: m.value.Error, Low: m.low,
		High: m.high, Lacks: math.NaN(), Alone: math.NaN()}
	if k := m.most(); k >= 0 {
		r := m.result.Requirements[k]
		out.Most, out.Lacks, out.Alone = m.name(k), r.GainLast.Value, r.GainAlone.Value
	}
	return out
}

// Rows fills a frame with what is stopped in each market, and says what the survey leaves open.
func (s *Stops) Rows(out *result.Frame) *result.Frame {
	s.markets[0].notes(out)
	return marketRows(out, s.markets)
}
