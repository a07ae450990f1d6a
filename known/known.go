// Package known gathers what ikat knows of an economy before any table is opened: published indicators, what its
// borders ask for, logistics, statistics of firm size, and whether a table can be estimated.
package known

import (
	"cmp"
	"math"
	"slices"

	"ikat/border"
	"ikat/economies"
	"ikat/estimate"
	"ikat/indicators"
)

// Card is what is known of one economy.
type Card struct {
	economies.Economy
	Member, Associate bool // of ESCAP

	Years      []Year     // published, oldest first; none where the indicators leave the economy out
	Industries []Industry // of the last year, by exports
	Borders    []Crossing // by vintage, the last year of each
	Logistics  []border.ScoreRow
	Ready      []border.ScoreRow
	Firms      []indicators.FirmStatistic
}

// Year is a year of published indicators. Amounts are million USD, the others shares; NaN where not published.
type Year struct {
	Year                        int
	Set                         *indicators.Set // the edition of the next four: of 62 economies where it has the economy
	Output, ValueAdded, Exports float64
	OfWorld                     float64 // exports over the world's, which is larger where more borders are counted
	Abroad                      float64 // domestic value added in exports absorbed abroad, over exports (62 economies)
	Depends                     float64 // the same over the economy's value added
	// Domestic value added in exports and trade in value chains, over exports (72 economies).
	Domestic, Backward, Forward float64
}

// Industry is an industry of the last year. Shares are of the industry's exports; exports are of the edition of the
// year's.
type Industry struct {
	Code, Name                string
	Exports, Share            float64
	Abroad, Backward, Forward float64
	RCA                       float64
}

// Crossing is what a border table says of the economy.
type Crossing struct {
	Table  *border.Table
	Record border.Record
}

// Of returns the card of an economy of package economies.
//
// Error: fault.Invalid for an aggregate, of which nothing is published as of one economy; fault.Internal for embedded
// data that cannot be read.
func Of(e economies.Economy) (*Card, error) {
	if e.Kind == economies.Aggregate {
		return nil, e.Several()
	}
	c := &Card{Economy: e}
	c.Member, c.Associate = economies.ESCAP(e.Code)
	var err error
	if c.Years, err = years(e.Code); err != nil {
		return nil, err
	}
	if c.Industries, err = industriesOf(e.Code); err != nil {
		return nil, err
	}
	for _, v := range border.Vintages {
		t, err := v.At(slices.Max(v.Years))
		if err != nil {
			return nil, err
		}
		if r, ok := t.Find(e.Code); ok {
			c.Borders = append(c.Borders, Crossing{t, r})
		}
	}
	if c.Logistics, err = border.LPI.Of(e.Code); err != nil {
		return nil, err
	}
	if c.Ready, err = border.BReady.Of(e.Code); err != nil {
		return nil, err
	}
	c.Firms, err = indicators.Firms(e.Code)
	return c, err
}

// Members returns ESCAP's members and associate members, members first, by name.
func Members() []economies.Economy {
	var out []economies.Economy
	for _, e := range economies.All() {
		if member, associate := economies.ESCAP(e.Code); member || associate {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b economies.Economy) int {
		am, _ := economies.ESCAP(a.Code)
		bm, _ := economies.ESCAP(b.Code)
		if am != bm {
			if am {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return out
}

// Estimated reports whether tables of the economy can be estimated: whether the set of 62 economies has it.
func (c *Card) Estimated() bool {
	return slices.ContainsFunc(c.Years, func(y Year) bool { return !math.IsNaN(y.Abroad) })
}

// Better are published tables, as ikat tables get has them, that have the economy and say who supplies and buys.
func (c *Card) Better() []string {
	switch {
	case c.Estimated():
		return []string{"adb", estimate.Origin}
	case len(c.Years) > 0:
		return []string{"adb"}
	}
	return []string{"eora26", "gloria"}
}

// Latest is the last year of indicators; false where there are none.
func (c *Card) Latest() (Year, bool) {
	if len(c.Years) == 0 {
		return Year{}, false
	}
	return c.Years[len(c.Years)-1], true
}

// Nothing reports whether nothing is known but the name.
func (c *Card) Nothing() bool {
	return len(c.Years)+len(c.Borders)+len(c.Logistics)+len(c.Ready)+len(c.Firms) == 0
}

func years(code string) ([]Year, error) {
	var out []Year
	for _, year := range indicators.ADB62.Years {
		y := Year{
			Year:     year,
			Abroad:   math.NaN(),
			Depends:  math.NaN(),
			Domestic: math.NaN(),
			Backward: math.NaN(),
			Forward:  math.NaN(),
		}
		small, err := indicators.ADB62.At(year)
		if err != nil {
			return nil, err
		}
		if small.Has(code) {
			vax, _ := small.Value("vax", code, indicators.All)
			y.base(indicators.ADB62, small, code)
			y.Abroad, y.Depends = vax/y.Exports, vax/y.ValueAdded
		}
		if slices.Contains(indicators.ADB72.Years, year) {
			large, err := indicators.ADB72.At(year)
			if err != nil {
				return nil, err
			}
			if large.Has(code) {
				if y.Set == nil {
					y.base(indicators.ADB72, large, code)
				}
				y.Backward, _ = large.Value("backward_share", code, indicators.All)
				y.Forward, _ = large.Value("forward_share", code, indicators.All)
				y.Domestic = 1 - y.Backward
			}
		}
		if y.Set != nil {
			out = append(out, y)
		}
	}
	return out, nil
}

// base fills in what both editions print, from one of them: their worlds are not the same, and so neither are shares of
// it.
func (y *Year) base(set *indicators.Set, from *indicators.Year, code string) {
	y.Set = set
	y.Output, _ = from.Value("output", code, indicators.All)
	y.ValueAdded, _ = from.Value("value_added", code, indicators.All)
	y.Exports, _ = from.Value("exports", code, indicators.All)
	world, _ := from.World("exports") // the set has the measure
	y.OfWorld = y.Exports / world
}

// industriesOf lists the industries that export, of the last year, largest first.
func industriesOf(code string) ([]Industry, error) {
	year := indicators.ADB72.Latest()
	small, err := indicators.ADB62.At(year)
	if err != nil {
		return nil, err
	}
	large, err := indicators.ADB72.At(year)
	if err != nil {
		return nil, err
	}
	of := large
	if small.Has(code) {
		of = small
	}
	if !of.Has(code) {
		return nil, nil
	}
	all, _ := of.Value("exports", code, indicators.All)
	var out []Industry
	for _, i := range indicators.Industries {
		e, _ := of.Value("exports", code, i)
		if e <= 0 {
			continue
		}
		row := Industry{
			Code:    i,
			Name:    indicators.IndustryNames[i],
			Exports: e,
			Share:   e / all,
			Abroad:  math.NaN(), Backward: math.NaN(), Forward: math.NaN(),
			RCA: math.NaN(),
		}
		if large.Has(code) {
			row.Backward, _ = large.Value("backward_share", code, i)
			row.Forward, _ = large.Value("forward_share", code, i)
		}
		if vax, ok := small.Value("vax", code, i); ok {
			row.Abroad = vax / e
			row.RCA, _ = small.Value("rca", code, i)
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b Industry) int { return cmp.Compare(b.Exports, a.Exports) })
	return out, nil
}
