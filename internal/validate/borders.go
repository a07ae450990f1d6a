package validate

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"

	"ikat/border"
	"ikat/fault"
)

func init() { Checks = append(Checks, publishedBorders(), wholeBorders()) }

// tradingAcrossBorders is the last published border table that ikat carries, and publishedAt the year shown.
const (
	tradingAcrossBorders = "doing-business-2020"
	publishedAt          = 2019
)

// publishedBorders are figures of the embedded border tables and of the index of logistics, as the World Bank prints
// them.
func publishedBorders() Check {
	return Check{Name: "Borders and logistics, as the World Bank prints them",
		Run: func(context.Context, *World) ([]Row, error) {
			t, err := border.Open(tradingAcrossBorders, publishedAt)
			if err != nil {
				return nil, err
			}
			var rows []Row
			add := func(source, quantity string, want, got, tolerance float64) {
				rows = append(rows, Row{source, quantity, want, got, tolerance})
			}
			for _, c := range []struct {
				code                      string
				border, papers, cost, fee float64
			}{{"VNM", 55, 50, 290, 139.2}, {"BGD", 168, 147, 408.2, 225}} {
				r, ok := t.Find(c.code)
				if !ok {
					return nil, fmt.Errorf("%s is not in %s", c.code, t.Name)
				}
				at := fmt.Sprintf("%s %d, to export: ", c.code, publishedAt)
				add(t.Name, at+"border compliance, hours", c.border, r.ExportParts.BorderHours, 0)
				add(t.Name, at+"documents, hours", c.papers, r.ExportParts.DocumentHours, 0)
				add(t.Name, at+"border compliance, US$", c.cost, r.ExportParts.BorderCost, .05)
				add(t.Name, at+"documents, US$", c.fee, r.ExportParts.DocumentCost, .05)
				add(t.Name, at+"days, from the hours", (c.border+c.papers)/24, r.Export.Days, 1e-12)
			}
			scores, err := border.LPI.Of("VNM")
			for _, s := range scores {
				if s.Year != 2018 {
					continue
				}
				for _, c := range []struct {
					column          string
					want, tolerance float64
				}{{"score", 3.274, 5e-4}, {"score_low", 3.111, 5e-4}, {"score_high", 3.437, 5e-4}, {"rank", 39, 0},
					{"rank_low", 31, 0}, {"rank_high", 48, 0}} {
					add("lpi", "VNM 2018: "+c.column, c.want, border.LPI.Value(s, c.column), c.tolerance)
				}
			}
			return rows, err
		}}
}

// wholeBorders compares every embedded figure of the last border table with the file that it was made from.
func wholeBorders() Check {
	const file = "borders/doing_business_2020_tab.csv"
	return Check{Name: "Borders: every figure of the embedded table against the publisher's file", Needs: []string{file},
		Run: func(_ context.Context, w *World) ([]Row, error) {
			f, err := os.Open(w.Path(file))
			if err != nil {
				return nil, err
			}
			defer f.Close()
			lines, err := csv.NewReader(f).ReadAll()
			if err != nil {
				return nil, &fault.Error{Kind: fault.Unreadable, Where: file, What: fault.Said(err), Err: err}
			}
			worst, compared := 0.0, 0
			for _, line := range lines[1:] {
				year, err := strconv.Atoi(line[1])
				if err != nil {
					return nil, err
				}
				t, err := border.Open(tradingAcrossBorders, year)
				if err != nil {
					return nil, err
				}
				r, _ := t.Find(line[0])
				for i, got := range parts(r) {
					if want, err := strconv.ParseFloat(line[2+i], 64); err == nil {
						worst, compared = math.Max(worst, math.Abs(got-want)), compared+1
					}
				}
			}
			return []Row{
				{tradingAcrossBorders, "figures compared, 1,128 rows of 8", 9024, float64(compared), 0},
				{tradingAcrossBorders, "largest difference of any", 0, worst, 0},
			}, nil
		}}
}

// parts are the eight figures of an economy, in the order of the publisher's file; NaN where the table lacks it.
func parts(r border.Record) []float64 {
	e, i := r.ExportParts, r.ImportParts
	if e == nil || i == nil {
		return []float64{math.NaN()}
	}
	return []float64{e.BorderHours, e.DocumentHours, i.BorderHours, i.DocumentHours,
		e.BorderCost, e.DocumentCost, i.BorderCost, i.DocumentCost}
}
