package validate

import (
	"context"
	"fmt"
	"math"

	"ikat/estimate"
	"ikat/indicators"
	"ikat/sme"
)

func init() { Checks = append(Checks, smallFirms(), publishedSmallFirms()) }

// smallFirms checks the value added of small and medium firms in exports, World Input-Output Table 2008.
func smallFirms() Check {
	return Check{Name: "Small and medium firms, World Input-Output Table 2008", Needs: []string{WIOD(2008)},
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			s, err := w.System(ctx, WIOD(2008))
			if err != nil {
				return nil, err
			}
			var rows []Row
			add := func(source, quantity string, expected, computed, tolerance float64) {
				rows = append(rows, Row{Source: source, Quantity: quantity, Expected: expected, Computed: computed,
					Tolerance: tolerance})
			}
			var korea *sme.Economy
			for _, c := range []struct {
				code                       string
				valueAdded, exports, share float64
			}{{"JPN", .56, .30, .480}, {"KOR", .46, .40, .444}, {"IDN", .631, .05, .344}, {"IDN", .605, .157, .385}} {
				e, err := sme.NewEconomy(s, c.code)
				if err != nil {
					return nil, err
				}
				p, err := sme.PointShares(e, shares(c.code, c.valueAdded, c.exports))
				if err != nil {
					return nil, err
				}
				split, err := sme.NewSplit(ctx, e, p)
				if err != nil {
					return nil, err
				}
				add("worked apart", fmt.Sprintf("%s: SMEs' share of domestic value added in exports, %.1f%% of value "+
					"added and %.1f%% of exports", c.code, 100*c.valueAdded, 100*c.exports), c.share,
					split.Share(), .0005)
				worst, _ := split.Check()
				add("the table", c.code+": largest difference between split and table, of output", 0, worst, 1e-12)
				if c.code == "KOR" {
					korea = e
				}
			}
			return append(rows, koreanInterval(ctx, korea, &err)...), err
		}}
}

// publishedSmallFirms splits published indicators of three economies, by one share of exports for all industries.
func publishedSmallFirms() Check {
	return Check{Name: "Small and medium firms in published indicators, the ADB's of 62 economies",
		Run: func(context.Context, *World) ([]Row, error) {
			var rows []Row
			for _, c := range []struct {
				code       string
				valueAdded float64
				of         map[int]float64
			}{{"THA", .47, map[int]float64{2008: 41.5, 2019: 41.4}}, {"MYS", .26, map[int]float64{2008: 26.8, 2019: 27.4}},
				{"PHL", .32, map[int]float64{2008: 31.3, 2019: 31.1}}} {
				for _, year := range []int{2008, 2019} {
					f, err := estimate.Published(c.code, year)
					if err != nil {
						return nil, err
					}
					p := sme.Published{Code: c.code, Industries: indicators.Industries, Output: f.Output,
						ValueAdded: f.ValueAdded, Exports: f.Exports, InExports: f.Origin}
					v, _, err := p.Proportional(shares(c.code, c.valueAdded, .30), sme.Uniform)
					if err != nil {
						return nil, err
					}
					rows = append(rows, Row{Source: "worked apart", Quantity: fmt.Sprintf("%s %d: SMEs' share of domestic value "+
						"added in exports, %.0f%% of value added and 30%% of exports, %%", c.code, year, 100*c.valueAdded),
						Expected: c.of[year], Computed: 100 * v.Share(), Tolerance: .05})
				}
			}
			return rows, nil
		}}
}

func shares(code string, valueAdded, exports float64) sme.Statistics {
	return sme.Statistics{{Economy: code, Indicator: sme.ValueAdded, Value: valueAdded, Low: valueAdded,
		High: valueAdded},
		{Economy: code, Indicator: sme.Exports, Value: exports, Low: exports, High: exports}}
}

// koreanInterval compares the interval with one that successive linear programs gave, [12.4%, 82.0%]: from inside,
// where final sales are free; and from inside and outside, where they follow sales at home.
func koreanInterval(ctx context.Context, e *sme.Economy, fail *error) []Row {
	f := sme.Usual(shares("KOR", .46, .40))
	usual, err := sme.NewBounds(ctx, e, f, nil)
	if err != nil {
		*fail = err
		return nil
	}
	f.FreeFinal = true
	free, err := sme.NewBounds(ctx, e, f, nil)
	if err != nil {
		*fail = err
		return nil
	}
	beyond := math.Max(0, .124-usual.Share.FoundLow) + math.Max(0, usual.Share.FoundHigh-.820)
	return []Row{
		{Source: "worked apart, a search", Quantity: "KOR, final sales free: lowest share found", Expected: .124,
			Computed: free.Share.FoundLow, Tolerance: .001},
		{Source: "worked apart, a search", Quantity: "KOR, final sales free: highest share found (splits exist " +
			"above 82.0%)", Expected: .820, Computed: free.Share.FoundHigh, Tolerance: .005},
		{Source: "worked apart, a search", Quantity: "KOR, final sales pro rata: by how much shares found go beyond " +
			"12.4% to 82.0%", Expected: 0, Computed: beyond, Tolerance: 0},
		{Source: "ikat, by duality", Quantity: "KOR, final sales pro rata: no split below", Expected: .1025,
			Computed: usual.Share.Low, Tolerance: .0005},
		{Source: "ikat, by duality", Quantity: "KOR, final sales pro rata: no split above", Expected: .8309,
			Computed: usual.Share.High, Tolerance: .0005},
		{Source: "ikat, by duality", Quantity: "KOR, final sales free: no split below", Expected: .0972,
			Computed: free.Share.Low, Tolerance: .0005},
		{Source: "ikat, by duality", Quantity: "KOR, final sales free: no split above", Expected: .8409,
			Computed: free.Share.High, Tolerance: .0005},
	}
}
