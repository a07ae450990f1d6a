package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// inFull writes out what the sheet of sources writes as notes.
var inFull = strings.NewReplacer(
	" (minister)", ", quoting a minister",
	" (prime minister)", ", quoting the prime minister",
	"58 older figure (memory)", "58 in an older figure whose source is not traced",
	"memory (PSA list of establishments 2023)", "PSA list of establishments 2023, not checked",
	"memory", "no source is traced",
	"en.inform.kz ", "Kazinform, en.inform.kz ",
	"voi.id ", "VOI, voi.id ",
	"brecorder", "Business Recorder, brecorder",
	"OECD 2021, c6e27d8a", "OECD 2021, document c6e27d8a",
	"DOSM", "Department of Statistics Malaysia",
	"observerbd.com", "Daily Observer, observerbd.com",
	"fbcnews.com.fj", "Fiji Broadcasting Corporation, fbcnews.com.fj",
	"orissadiary", "Orissa Diary",
	"databoks", "Databoks",
	"malaymail", "Malay Mail",
	"therakyatpost", "The Rakyat Post",
	"thesun.my", "The Sun, thesun.my",
	"en.trend.az ", "Trend, en.trend.az ",
	"trend.az ", "Trend, trend.az ",
	"financialexpress", "Financial Express",
)

// writeFirms writes published statistics of firm size: shares in place of per cent, the latest first, of economies
// alone.
func writeFirms(data, _, root string) error {
	s, err := readSheet(data, "calibration/sme_statistics.csv")
	if err != nil {
		return err
	}
	var rows [][]string
	for _, r := range s.rows {
		cells := s.cells(
			r,
			"economy",
			"indicator",
			"year",
			"value",
			"low",
			"high",
			"grade",
			"verified",
			"definition",
			"source",
		)
		if strings.HasPrefix(cells[0], "REG_") {
			continue
		}
		if cells[0], err = code(cells[0]); err != nil {
			return err
		}
		if strings.Contains(cells[8], "manufacturing only") { // another object than the whole economy
			cells[1] = "manufacturing_" + cells[1]
		}
		for i := 3; i < 6; i++ {
			if cells[i] == "" {
				continue
			}
			v, err := strconv.ParseFloat(cells[i], 64)
			if err != nil || v < 0 || v > 100 {
				return fmt.Errorf("%s: %v is no percentage", s.path, cells)
			}
			cells[i] = digits(v/100, 6)
		}
		if !slices.Contains([]string{"A", "B", "C"}, cells[6]) {
			return fmt.Errorf("%s: %v has no grade", s.path, cells)
		}
		cells[9] = inFull.Replace(cells[9])
		rows = append(rows, cells)
	}
	slices.SortStableFunc(rows, func(a, b []string) int {
		return strings.Compare(a[0]+a[1]+b[2], b[0]+b[1]+a[2])
	})
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(
		[]string{"economy", "indicator", "year", "value", "low", "high", "grade", "verified", "definition", "source"},
	)
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	return write(root, "indicators/data/firms.csv", b.Bytes())
}
