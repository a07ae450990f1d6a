package indicators

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// FirmStatistic is a published share of small and medium firms in an economy. Definitions differ between economies:
// figures are not ranked by.
type FirmStatistic struct {
	Economy    string
	Indicator  string // value_added_share, exports_share, employment_share, enterprises_share, ...
	Year       int
	Value      float64 // a fraction
	Low, High  float64 // what other sources say, NaN where none does
	Grade      string  // A official or international, B press quoting an official, C a claim without a traceable survey
	Verified   bool    // seen at the source; otherwise it must not be quoted as published
	Definition string  // of a small or medium firm
	Source     string
}

// Grades say how sure a figure is.
var Grades = map[string]string{"A": "official or international source", "B": "press quoting an official source",
	"C": "a claim without a traceable survey"}

// Doubt says what must be said with a figure, "" where nothing must.
func (s FirmStatistic) Doubt() string {
	var out []string
	if s.Grade == "C" {
		out = append(out, "grade C: "+Grades["C"])
	}
	if !s.Verified {
		out = append(out, "not seen at its source")
	}
	return strings.Join(out, "; ")
}

//go:embed data/firms.csv
var firmsFile []byte

var firms = sync.OnceValues(func() ([]FirmStatistic, error) {
	return readEmbedded("data/firms.csv", firmsFile, parseFirms)
})

func parseFirms(row []string) (FirmStatistic, error) {
	if len(row) != 10 {
		return FirmStatistic{}, fmt.Errorf("a row has %d cells", len(row))
	}
	s := FirmStatistic{
		Economy:    row[0],
		Indicator:  row[1],
		Grade:      row[6],
		Verified:   row[7] == "1",
		Definition: row[8],
		Source:     row[9],
	}
	var err error
	if s.Year, err = strconv.Atoi(row[2]); err != nil {
		return s, err
	}
	for i, to := range []*float64{&s.Value, &s.Low, &s.High} {
		if *to = math.NaN(); row[3+i] != "" {
			if *to, err = strconv.ParseFloat(row[3+i], 64); err != nil {
				return s, err
			}
		}
	}
	return s, nil
}

// Firms returns the statistics of firm size of an economy, or of all for "": by economy and indicator, the latest
// first.
func Firms(economy string) ([]FirmStatistic, error) {
	all, err := firms()
	if err != nil || economy == "" {
		return all, err
	}
	var out []FirmStatistic
	for _, s := range all {
		if s.Economy == economy {
			out = append(out, s)
		}
	}
	return out, nil
}

// BestFirms returns the statistic of an indicator to use: the best grade seen at its source, then the latest; false
// where there is none.
func BestFirms(economy, indicator string) (FirmStatistic, bool) {
	all, err := Firms(economy)
	var best FirmStatistic
	found := false
	worse := func(s FirmStatistic) string { return strconv.FormatBool(!s.Verified) + s.Grade }
	for _, s := range all {
		if s.Indicator == indicator && (!found || worse(s) < worse(best)) {
			best, found = s, true
		}
	}
	return best, err == nil && found
}
