package firms

import (
	"context"
	"slices"

	"ikat/engine"
	"ikat/fault"
	"ikat/leontief"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/sme"
)

// Compare compares the point estimates of all economies of a table that have statistics: a row each, the largest share
// first; or of some of them. The question's economy and its assumptions for the interval play no part.
//
// Error: fault.NotFound for an economy named that the table lacks or that has no statistics, and where none of the
// table has statistics that agree with it; what sme.ReadStatistics and solves say.
func Compare(ctx context.Context, e *engine.Engine, q Request, p engine.Progress, some ...string) (*result.Frame,
	error) {
	s, err := e.System(ctx, q.Table, leontief.Options{Groups: q.Groups, Basis: q.ValueAdded}, p)
	if err != nil {
		return nil, err
	}
	all, err := q.AllStatistics()
	if err != nil {
		return nil, err
	}
	found, notes, err := sizes.Every(ctx, s, all)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %s", s.Table.Ref()),
			What: "no economy of it has statistics of small and medium firms that agree with it"}
	}
	if some, err = among(s, found, some); err != nil {
		return nil, err
	}
	var list []*sizes.Firms
	for _, code := range s.Codes() {
		if f := found[code]; f != nil && (len(some) == 0 || slices.Contains(some, code)) {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b *sizes.Firms) int {
		if a.Split.Share() > b.Split.Share() {
			return -1
		}
		return 1
	})
	f := comparison(s, list)
	f.Notes = append(append(f.Notes, notes...), engine.Notes(s)...)
	f.Provenance = result.Provenance{Program: e.Program(), Question: "sme --all",
		Sources: []result.Source{engine.SourceOf(s.Table)}}
	return f, nil
}

// among returns the codes of economies named, each of which has statistics.
func among(s *leontief.System, found map[string]*sizes.Firms, names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		code, err := s.Find(name)
		if err != nil {
			return nil, err
		}
		if found[code] == nil {
			return nil, &fault.Error{Kind: fault.NotFound, Param: "with", Where: engine.EconomyName(s.Table, code),
				What: fault.Say("there are no statistics of its firms by size that agree with table %s", s.Table.Ref()),
				Fix:  "Ask without {table} for what is published, or give your own with {stats}"}
		}
		out = append(out, code)
	}
	return out, nil
}

// comparison lays out the splits of several economies.
func comparison(s *leontief.System, list []*sizes.Firms) *result.Frame {
	f := &result.Frame{Title: "Small and medium firms in exports, point estimates, " + s.Table.Ref()}
	c := f.Of(result.Estimate, len(list))
	text := func(name, label string, get func(f *sizes.Firms) string) {
		c.Text(name, label, func(row int) string { return get(list[row]) })
	}
	number := func(name, label, unit, definition string, get func(f *sizes.Firms) float64) {
		c.Number(name, label, unit, definition, func(row int) float64 { return get(list[row]) })
	}
	code := func(f *sizes.Firms) string { return f.Split.Economy.Code }
	text("economy", "Economy", code)
	text("name", "Name", func(f *sizes.Firms) string { return engine.EconomyName(s.Table, code(f)) })
	small := func(f *sizes.Firms) sme.InExports { return f.Split.InExports(sme.Small) }
	half := func(v []float64) float64 { return total(v[:len(v)/2]) / total(v) }
	number("value_added", "Share of all value added", "share",
		"SMEs' share of the economy's value added, as the statistics have it", func(f *sizes.Firms) float64 {
			return half(f.Split.VA)
		})
	number("direct_exports", "Share of direct exports", "share", "of the economy's exports, what SMEs sell themselves",
		func(f *sizes.Firms) float64 {
			return half(f.Split.Exports)
		})
	number("va_in_exports", "Share of value added in exports", "share",
		"of the domestic value added in exports, what SMEs earn", func(f *sizes.Firms) float64 {
			return f.Split.Share()
		})
	number("direct", "In their own exports", "share", "of the domestic value added in exports, what SMEs earn in "+
		"their own exports", func(f *sizes.Firms) float64 {
		return small(f).Direct / small(f).Total() * f.Split.Share()
	})
	number("through_smes", "Supplying SMEs that export", "share", "of the domestic value added in exports, what SMEs "+
		"earn supplying other SMEs that export", func(f *sizes.Firms) float64 {
		return small(f).ThroughSame / small(f).Total() * f.Split.Share()
	})
	number("through_large", "Supplying large exporters", "share", "of the domestic value added in exports, what SMEs "+
		"earn supplying large firms that export", func(f *sizes.Firms) float64 {
		return small(f).ThroughOther / small(f).Total() * f.Split.Share()
	})
	number("dependence", "Dependence on exports", "share", "of all that SMEs earn, what exports bring, directly and "+
		"through others", func(f *sizes.Firms) float64 {
		return small(f).Total() / total(f.Split.VA[:f.Split.Economy.N()])
	})
	number("amount", "Value added in exports", s.Table.Money(), "what SMEs earn in exports", func(f *sizes.Firms) float64 {
		return small(f).Total()
	})
	return f
}
