package engine

import (
	"context"
	"slices"

	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
	"ikat/sme"
)

// SMEs compares the point estimates of all economies of a table that have statistics: a row each, the largest share
// first. The question's economy and its assumptions for the interval play no part.
//
// Error: fault.NotFound where no economy of the table has statistics that agree with it; what sme.ReadStatistics and
// solves say.
func (e *Engine) SMEs(ctx context.Context, q SMEQuestion, p Progress) (*result.Frame, error) {
	s, err := e.System(ctx, q.Table, leontief.Options{Groups: q.Groups, Basis: q.ValueAdded}, p)
	if err != nil {
		return nil, err
	}
	all, err := q.AllStatistics()
	if err != nil {
		return nil, err
	}
	found, notes, err := everySplit(ctx, s, all)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, &fault.Error{Kind: fault.NotFound, Where: "table " + s.Table.Ref(),
			What: "no economy of it has statistics of small and medium firms that agree with it"}
	}
	var list []*firms
	for _, code := range s.Codes() {
		if f := found[code]; f != nil {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b *firms) int {
		if a.split.Share() > b.split.Share() {
			return -1
		}
		return 1
	})
	f := comparison(s, list)
	f.Notes = append(append(f.Notes, notes...), Notes(s)...)
	f.Provenance = result.Provenance{Program: "ikat " + e.version, Question: "sme --all",
		Sources: []result.Source{SourceOf(s.Table)}}
	return f, nil
}

// comparison lays out the splits of several economies.
func comparison(s *leontief.System, list []*firms) *result.Frame {
	f := &result.Frame{Title: "Small and medium firms in exports, point estimates, " + s.Table.Ref()}
	c := f.Of(result.Estimate, len(list))
	text := func(name, label string, get func(f *firms) string) {
		c.Text(name, label, func(row int) string { return get(list[row]) })
	}
	number := func(name, label, unit, definition string, get func(f *firms) float64) {
		c.Number(name, label, unit, definition, func(row int) float64 { return get(list[row]) })
	}
	code := func(f *firms) string { return f.split.Economy.Code }
	text("economy", "Economy", code)
	text("name", "Name", func(f *firms) string { return EconomyName(s.Table, code(f)) })
	small := func(f *firms) sme.InExports { return f.split.InExports(sme.Small) }
	half := func(v []float64) float64 { return sumOf(v[:len(v)/2]) / sumOf(v) }
	number("value_added", "Share of all value added", "share",
		"SMEs' share of the economy's value added, as the statistics have it", func(f *firms) float64 {
			return half(f.split.VA)
		})
	number("direct_exports", "Share of direct exports", "share", "of the economy's exports, what SMEs sell themselves",
		func(f *firms) float64 {
			return half(f.split.Exports)
		})
	number("va_in_exports", "Share of value added in exports", "share",
		"of the domestic value added in exports, what SMEs earn", func(f *firms) float64 {
			return f.split.Share()
		})
	number("direct", "In their own exports", "share", "of the domestic value added in exports, what SMEs earn in "+
		"their own exports", func(f *firms) float64 {
		return small(f).Direct / small(f).Total() * f.split.Share()
	})
	number("through_smes", "Supplying SMEs that export", "share", "of the domestic value added in exports, what SMEs "+
		"earn supplying other SMEs that export", func(f *firms) float64 {
		return small(f).ThroughSame / small(f).Total() * f.split.Share()
	})
	number("through_large", "Supplying large exporters", "share", "of the domestic value added in exports, what SMEs "+
		"earn supplying large firms that export", func(f *firms) float64 {
		return small(f).ThroughOther / small(f).Total() * f.split.Share()
	})
	number("dependence", "Dependence on exports", "share", "of all that SMEs earn, what exports bring, directly and "+
		"through others", func(f *firms) float64 {
		return small(f).Total() / sumOf(f.split.VA[:f.split.Economy.N()])
	})
	number("amount", "Value added in exports", s.Table.Money(), "what SMEs earn in exports", func(f *firms) float64 {
		return small(f).Total()
	})
	return f
}
