package validate

import (
	"context"
	"fmt"
	"math"
	"sort"
	"strconv"
)

// publishedOutputShares compares output-based participation with the published series, in percentage points of output.
//
// The tables at hand print whole millions, cut off: small flows, most of them across borders, are missing, so domestic
// output looks larger and GVC output smaller. Cutting off the decimals of a table that has them (the long-run table for
// 2000) moves the same terms the same way, by more.
func publishedOutputShares() Check {
	const file = "reference/wits_output_based_gvc_wiod2013.csv.gz"
	needs := []string{file}
	for y := 1995; y <= 2011; y++ {
		needs = append(needs, WIOD(y))
	}
	return Check{
		Name:  "Output-based participation, all years",
		Needs: needs,
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			records, err := readCSV(w.Path(file))
			if err != nil {
				return nil, err
			}
			terms := []string{"outpd", "outptt", "gvco", "gvcobp", "gvcofp", "gvcomix"}
			gaps := make([][]float64, len(terms))
			for y := 1995; y <= 2011; y++ {
				f, err := w.Ask(ctx, "participation-output", WIOD(y), "sector", nil)
				if err != nil {
					return nil, err
				}
				at := map[string]int{}
				for r := range f.Rows() {
					at[f.Columns[0].Text(r)+"_"+f.Columns[1].Text(r)] = r
				}
				for _, rec := range records[1:] {
					// country, sect, t, source, outp, outpd, outptt, gvco, gvcobp, gvcofp, gvcomix
					r, ok := at[tableCode(rec[0])+"_c"+rec[1]]
					if !ok {
						return nil, fmt.Errorf("the table of %d has no sector %s_c%s", y, rec[0], rec[1])
					}
					output, err := strconv.ParseFloat(rec[4], 64)
					if err != nil || output < 10_000 || rec[2] != fmt.Sprint(y) {
						continue
					}
					for i, term := range terms {
						want, err := strconv.ParseFloat(rec[5+i], 64)
						if err != nil {
							return nil, err
						}
						gaps[i] = append(gaps[i], 100*math.Abs(f.Column(term).Floats[r]/f.Column("outp").Floats[r]-want/output))
					}
				}
			}
			var rows []Row
			for i, term := range terms {
				sort.Float64s(gaps[i])
				n := len(gaps[i])
				if n < 1000 {
					return nil, fmt.Errorf("only %d sectors could be compared", n)
				}
				rows = append(
					rows,
					Row{
						"World Bank WITS (2021)",
						fmt.Sprintf("%s, points of output: median difference in %d sectors above 10 billion", term, n),
						0,
						gaps[i][n/2],
						.25,
					},
					Row{
						"World Bank WITS (2021)",
						term + ", points of output: 99th percentile of differences",
						0,
						gaps[i][n*99/100],
						1,
					},
				)
			}
			return rows, nil
		},
	}
}

func init() { Checks = append(Checks, publishedOutputShares()) }
