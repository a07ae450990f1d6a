package validate

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"ikat/icio"
	"ikat/leontief"
	"ikat/result"
)

// positions2008 compares participation, position and length with the reference results for WIOD 2008.
func positions2008() Check {
	files := []struct {
		name, id, level, source string
		compare                 Compare
	}{
		{
			"ref_tripartite_trade_country_2008.csv",
			"participation",
			"country",
			"numpy",
			Compare{Keys: 1, Floor: 1, Rename: map[string]string{"E": "gexp", "GVC_share": "gvc_share"}},
		},
		{
			"ref_tripartite_trade_bilateral_2008.csv",
			"participation",
			"bilateral",
			"numpy",
			Compare{Keys: 2, Floor: 1, Rename: map[string]string{"E": "gexp"}},
		},
		{
			"upstream_downstream_2008.csv",
			"position",
			"sector",
			"R",
			Compare{Keys: 2, Floor: 1, Rename: map[string]string{"X": ""}},
		},
		{"ref_wwyz_country_2008.csv", "length", "country", "numpy", Compare{Keys: 1, Floor: 1}},
	}
	needs := []string{WIOD(2008)}
	for _, f := range files {
		needs = append(needs, "golden2008/"+f.name)
	}
	return Check{
		Name:  "Participation and position, World Input-Output Table 2008",
		Needs: needs,
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			var rows []Row
			for i, f := range files {
				frame, err := w.Ask(ctx, f.id, WIOD(2008), f.level, nil)
				if err != nil {
					return nil, err
				}
				d, err := f.compare.File(w.Path(needs[i+1]), frame)
				if err != nil {
					return nil, err
				}
				rows = append(rows, d.Row(f.source, f.id+", "+f.level, goldenTolerance))
			}
			return rows, nil
		},
	}
}

func init() { Checks = append(Checks, positions2008(), publishedPositions(), papers(), millerBlair()) }

// positionColumns are the measure's columns, where the series of Antràs and Chor has them, and how far truncation may
// move them in sectors with more than 10 billion of output.
//
// The tables at hand print whole millions, cut off rather than rounded, so that small flows, most of them across
// borders, are missing: chains look a little shorter. The published output shows how much: up to 99 million a sector,
// .01 of 10 billion. Shares are off by no more than that, a mean number of stages by about twice as much.
var positionColumns = []struct {
	name      string
	field     int // of year, ctyind_num, cty_name, cty_num, ind_num, GVC_Ui, GVC_FUGOi, GVC_Di, GVC_VAGOi, GO, EXPi
	tolerance float64
}{{"upstreamness", 5, .02}, {"downstreamness", 7, .02}, {"final_to_output", 6, .01}, {"va_to_output", 8, .01}}

// rowCells is the number of cells in a row of the World Input-Output Tables, 41·35 users and 41·5 final ones, each of
// which lost less than a million to truncation.
const rowCells = 41*35 + 41*5

// publishedPositions compares position with the series of Antràs and Chor for every year.
func publishedPositions() Check {
	const file = "reference/antras_chor_wiod2013_gvcmeasures.csv.gz"
	needs := []string{file}
	for y := 1995; y <= 2011; y++ {
		needs = append(needs, WIOD(y))
	}
	return Check{
		Name:  "Antràs and Chor (2018), all years",
		Needs: needs,
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			records, err := readCSV(w.Path(file))
			if err != nil {
				return nil, err
			}
			var rows []Row
			lost := make([]float64, len(positionColumns))
			for y := 1995; y <= 2011; y++ {
				f, err := w.Ask(ctx, "position", WIOD(y), "sector", map[string]string{"inventories": "spread"})
				if err != nil {
					return nil, err
				}
				worst, err := largestGaps(records, f, y, lost)
				if err != nil {
					return nil, err
				}
				for i, c := range positionColumns {
					rows = append(
						rows,
						Row{
							Source:    "Antràs & Chor (2018)",
							Quantity:  fmt.Sprintf("%s %d: largest difference in sectors above 10 billion", c.name, y),
							Computed:  worst[i],
							Tolerance: c.tolerance,
						},
					)
				}
			}
			for i, c := range positionColumns {
				rows = append(
					rows,
					Row{
						Source: "Antràs & Chor (2018)",
						Quantity: fmt.Sprintf(
							"%s, all sectors and years: largest difference times output, million, of %d that a row may have lost",
							c.name,
							rowCells,
						),
						Computed:  lost[i],
						Tolerance: rowCells,
					},
				)
			}
			return rows, nil
		},
	}
}

// largestGaps returns the largest differences by column in sectors with more than 10 billion; lost keeps the largest
// difference times output over all sectors.
func largestGaps(records [][]string, f *result.Frame, year int, lost []float64) (worst []float64, err error) {
	worst = make([]float64, len(positionColumns))
	at := map[string]int{}
	for r := range f.Rows() {
		at[f.Columns[0].Text(r)+"_"+f.Columns[1].Text(r)] = r
	}
	compared := 0
	for _, rec := range records[1:] {
		if rec[0] != fmt.Sprint(year) {
			continue
		}
		r, ok := at[tableCode(rec[2])+"_c"+rec[4]]
		if !ok {
			return worst, fmt.Errorf("the table has no sector %s_c%s", rec[2], rec[4])
		}
		output, err := strconv.ParseFloat(rec[9], 64)
		if err != nil {
			continue
		}
		large := output >= 10_000
		if large {
			compared++
		}
		for i, c := range positionColumns {
			want, err := strconv.ParseFloat(rec[c.field], 64)
			if err != nil && large {
				return worst, err
			} else if err != nil {
				continue // not published for this sector
			}
			gap := math.Abs(f.Column(c.name).Floats[r] - want)
			lost[i] = math.Max(lost[i], gap*output)
			if large {
				worst[i] = math.Max(worst[i], gap)
			}
		}
	}
	if compared < 500 {
		return worst, fmt.Errorf("only %d sectors of %d could be compared", compared, year)
	}
	return worst, nil
}

// papers are single numbers that papers print.
func papers() Check {
	years := []int{1995, 2008, 2011}
	needs := []string{}
	for _, y := range years {
		needs = append(needs, WIOD(y))
	}
	return Check{Name: "Numbers that papers print", Needs: needs, Run: func(ctx context.Context, w *World) ([]Row, error) {
		var rows []Row
		for i, y := range years {
			vax, err := w.Ask(ctx, "vax", WIOD(y), "country", nil)
			if err != nil {
				return nil, err
			}
			rows = append(
				rows,
				Row{
					"Johnson & Noguera (2012) method",
					fmt.Sprintf("world VAX ratio %d", y),
					[]float64{.785, .706, .725}[i],
					Sum(vax, "vax") / Sum(vax, "gexp"),
					.0005,
				},
			)
			s, err := w.System(ctx, WIOD(y))
			if err != nil {
				return nil, err
			}
			pos, err := w.Ask(ctx, "position", WIOD(y), "sector", nil)
			if err != nil {
				return nil, err
			}
			var u, x float64
			for j, v := range pos.Column("upstreamness").Floats {
				u += v * s.X[j]
				x += s.X[j]
			}
			rows = append(
				rows,
				Row{
					"Antràs & Chor (2018) method",
					fmt.Sprintf("world upstreamness %d", y),
					[]float64{1.946, 2.140, 2.153}[i],
					u / x,
					.0005,
				},
			)
			part, err := w.Ask(ctx, "participation", WIOD(y), "country", nil)
			if err != nil {
				return nil, err
			}
			rows = append(
				rows,
				Row{
					"Borin, Mancini & Taglioni (2025) method",
					fmt.Sprintf("GVC share of world exports %d", y),
					[]float64{.349, .468, .444}[i],
					Sum(part, "gvc") / Sum(part, "gexp"),
					.0005,
				},
			)
		}
		for i, y := range []int{1995, 2008} {
			f, err := w.Ask(ctx, "chain-income", WIOD(y), "product", nil)
			if err != nil {
				return nil, err
			}
			share, err := Value(f, "share", "DEU", "c15", "DEU")
			if err != nil {
				return nil, err
			}
			rows = append(
				rows,
				Row{
					"Timmer et al. (2014)",
					fmt.Sprintf("domestic share of German transport equipment %d, %%", y),
					[]float64{79.1, 66.7}[i],
					100 * share,
					.05,
				},
			)
		}
		return rows, nil
	}}
}

// millerBlair is the textbook's table of two sectors.
func millerBlair() Check {
	return Check{Name: "Miller and Blair's textbook", Run: func(ctx context.Context, _ *World) ([]Row, error) {
		s, err := leontief.New(
			&icio.Table{Economies: []string{"A"}, Industries: []string{"1", "2"}, Categories: []string{"FD"},
				Z: []float64{
					150,
					500,
					200,
					100,
				}, F: []float64{350, 1700}, X: []float64{1000, 2000}, VA: []float64{650, 1400}},
			leontief.Options{},
		)
		if err != nil {
			return nil, err
		}
		b, err := s.Inverse(ctx)
		if err != nil {
			return nil, err
		}
		var rows []Row
		for i, want := range []float64{1.2541, .3300, .2640, 1.1221} {
			rows = append(
				rows,
				Row{"Miller & Blair, ch. 2", fmt.Sprintf("Leontief inverse, row %d, column %d", i/2+1, i%2+1), want, b[i], .00005},
			)
		}
		return rows, nil
	}}
}
