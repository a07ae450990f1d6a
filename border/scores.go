package border

import (
	"bytes"
	_ "embed"
	"io"
	"math"
	"slices"
	"strconv"
	"sync"

	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/result"
)

// Scores are a published index of borders and logistics by economy and year: no hours and no costs, so no border table.
type Scores struct {
	Name    string
	Source  string
	Scale   string
	Note    string
	Columns []Score // what is scored, in the file's order
	text    []byte
	read    func() ([]ScoreRow, error)
}

// Score is one column of scores.
type Score struct{ Name, Label, Unit, Definition string }

// ScoreRow is an economy's scores in a year, in the order of Columns; NaN where there is none.
type ScoreRow struct {
	Economy string
	Year    int
	Values  []float64
}

var (
	//go:embed lpi.csv
	lpiText []byte
	//go:embed bready.csv
	breadyText []byte
)

// LPI is the Logistics Performance Index: seven editions, with the publisher's own bounds to 2018.
var LPI = newScores(&Scores{
	Name: "lpi", Source: "World Bank, Logistics Performance Index, 2007, 2010, 2012, 2014, 2016, 2018, 2023",
	Scale: "1 to 5, 5 is best",
	Note: "bounds are the publisher's 80% confidence intervals, which the 2023 edition does not print; of 2007 the " +
		"score less and plus " +
		"the printed half-width. The edition of 2023 is of fewer answers and rounded to one decimal: read small " +
		"changes from 2018 with care",
	text: lpiText,
	Columns: []Score{
		{"score", "Score", "1 to 5", "Logistics Performance Index, 5 is best"},
		{"score_low", "Score, lower bound", "1 to 5", "lower bound of the score"},
		{"score_high", "Score, upper bound", "1 to 5", "upper bound of the score"},
		{"rank", "Rank", "", "rank by score, 1 is best"},
		{"rank_low", "Rank, highest place", "", "best rank within the bounds"},
		{"rank_high", "Rank, lowest place", "", "worst rank within the bounds"},
		{"customs", "Customs", "1 to 5", "efficiency of customs and border clearance"},
		{"infrastructure", "Infrastructure", "1 to 5", "quality of trade and transport infrastructure"},
		{"shipments", "International shipments", "1 to 5", "ease of arranging competitively priced shipments"},
		{"competence", "Competence", "1 to 5", "competence and quality of logistics services"},
		{"timeliness", "Timeliness", "1 to 5", "how often shipments arrive within the expected time"},
		{"tracking", "Tracking", "1 to 5", "ability to track and trace consignments"},
	},
})

// BReady is the trade topic of Business Ready 2024, 50 economies, and its three pillars over all topics.
var BReady = newScores(&Scores{
	Name: "b-ready", Source: "World Bank, Business Ready 2024, International Trade", Scale: "0 to 100, 100 is best",
	Note: "50 economies of the first edition; the method is not that of Doing Business, and its scores are not " +
		"compared with it",
	text: breadyText,
	Columns: []Score{
		{"trade_regulation", "Trade: regulation", "0 to 100", "quality of regulations of international trade"},
		{"trade_public_services", "Trade: public services", "0 to 100", "quality of public services for international trade"},
		{
			"trade_operational_efficiency",
			"Trade: efficiency",
			"0 to 100",
			"efficiency of importing, exporting and digital trade",
		},
		{"export_time_score", "Time to export", "points", "score of the time to export"},
		{"export_cost_score", "Cost to export", "points", "score of the cost to export"},
		{"import_time_score", "Time to import", "points", "score of the time to import"},
		{"import_cost_score", "Cost to import", "points", "score of the cost to import"},
		{"regulatory_framework", "Regulatory framework", "0 to 100", "first pillar, all topics"},
		{"public_services", "Public services", "0 to 100", "second pillar, all topics"},
		{"operational_efficiency", "Operational efficiency", "0 to 100", "third pillar, all topics"},
	},
})

func newScores(s *Scores) *Scores {
	s.read = sync.OnceValues(func() ([]ScoreRow, error) { return s.Parse(bytes.NewReader(s.text)) })
	return s
}

// Parse reads scores in CSV: economy, year and the columns of the index, in order; an empty cell is no score.
//
// Error: fault.Unreadable naming the line.
func (s *Scores) Parse(r io.Reader) ([]ScoreRow, error) {
	records, at, err := csvtext.All(r)
	if err != nil {
		return nil, unreadable(s.Name+".csv", 1, err)
	}
	want := []string{"economy", "year"}
	for _, c := range s.Columns {
		want = append(want, c.Name)
	}
	if len(records) < 2 || !slices.Equal(records[0], want) {
		return nil, &fault.Error{
			Kind:  fault.Unreadable,
			Where: s.Name + ".csv",
			What:  "it has not the columns of the index, or no rows",
		}
	}
	var out []ScoreRow
	for i, rec := range records[1:] {
		row, err := s.row(rec)
		if err != nil {
			return nil, unreadable(s.Name+".csv", at[i+1], err)
		}
		out = append(out, row)
	}
	return out, nil
}

func (s *Scores) row(rec []string) (ScoreRow, error) {
	year, err := strconv.Atoi(rec[1])
	if err != nil || rec[0] == "" {
		return ScoreRow{}, fault.Errorf("%q, %q are no economy and year", rec[0], rec[1])
	}
	row := ScoreRow{Economy: rec[0], Year: year}
	for _, cell := range rec[2:] {
		v := math.NaN()
		if cell != "" {
			if v, err = strconv.ParseFloat(cell, 64); err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return ScoreRow{}, fault.Errorf("%q is not a number", cell)
			}
		}
		row.Values = append(row.Values, v)
	}
	return row, nil
}

// Of returns an economy's rows, oldest first; none where the index leaves it out.
func (s *Scores) Of(economy string) ([]ScoreRow, error) {
	all, err := s.read()
	if err != nil {
		return nil, err
	}
	var out []ScoreRow
	for _, r := range all {
		if r.Economy == economy {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b ScoreRow) int { return a.Year - b.Year })
	return out, nil
}

// Column returns the column of that name; the zero value where there is none.
func (s *Scores) Column(name string) Score {
	for _, c := range s.Columns {
		if c.Name == name {
			return c
		}
	}
	return Score{}
}

// Value returns one score of a row.
func (s *Scores) Value(r ScoreRow, name string) float64 {
	for i, c := range s.Columns {
		if c.Name == name {
			return r.Values[i]
		}
	}
	return math.NaN()
}

// Rows returns the scores of some economies, or of all, by economy and year.
func (s *Scores) Rows(economies []string) (*result.Frame, error) {
	all, err := s.read()
	if err != nil {
		return nil, err
	}
	var rows []ScoreRow
	for _, r := range all {
		if len(economies) == 0 || slices.Contains(economies, r.Economy) {
			rows = append(rows, r)
		}
	}
	f := &result.Frame{Title: s.Source}
	n := f.Of(result.Estimate, len(rows))
	n.Text("economy", "Economy", func(i int) string { return rows[i].Economy })
	years := make([]int64, len(rows))
	for i, r := range rows {
		years[i] = int64(r.Year)
	}
	f.Whole("year", "Year", "", "", "", years)
	for k, c := range s.Columns {
		n.Number(c.Name, c.Label, c.Unit, c.Definition, func(i int) float64 { return rows[i].Values[k] })
	}
	f.Note("border-scores", "{scale}; {note}", "scale", s.Scale, "note", s.Note)
	f.Provenance.Question = "border"
	f.Provenance.Sources = []result.Source{s.Given()}
	return f, nil
}
