package competitiveness

import (
	"errors"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/question"
	"ikat/result"
	"ikat/share"
)

const ownFix = "Its header is level,indicator,economy,year,value and where there are any low, high, covers, better, " +
	"label, unit, source; docs/schema/indicators.md has an example"

// fromFile reads a reader's own figures.
func fromFile(path string, upTo int) ([]*figure, error) {
	f, err := question.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readOwn(f, filepath.Base(path), upTo)
}

// ownRow is a line of a reader's file.
type ownRow struct {
	economy string
	cell
}

// own is a file being read.
type own struct {
	file    string
	columns map[string]int
	record  []string
	line    int
}

// readOwn reads figures: for each indicator and economy the last year that is not after upTo.
//
// Error: fault.Unreadable, with line and column.
func readOwn(r io.Reader, file string, upTo int) ([]*figure, error) {
	records, lines, err := csvtext.All(r)
	var bad *csvtext.Error
	if errors.As(err, &bad) {
		return nil, bad.Fault(fault.Unreadable, file, ownFix)
	}
	if err != nil {
		return nil, err
	}
	if len(records) < 2 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: file, What: "it has no rows below a header", Fix: ownFix}
	}
	records, lines = scores(records, lines)
	in := &own{file: file, columns: map[string]int{}}
	for i, h := range records[0] {
		in.columns[strings.ToLower(strings.TrimSpace(h))] = i
	}
	for _, need := range []string{"level", "indicator", "economy", "year", "value"} {
		if _, ok := in.columns[need]; !ok {
			return nil, &fault.Error{Kind: fault.Unreadable, Where: file, What: fault.Say("it has no column %s", need),
				Fix: ownFix}
		}
	}
	var out []*figure
	rows := map[string][]ownRow{}
	for i, rec := range records[1:] {
		in.record, in.line = rec, lines[i+1]
		f, row, err := in.row()
		if err != nil {
			return nil, err
		}
		if out, err = in.add(out, f); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(rows[f.id], func(o ownRow) bool { return o.economy == row.economy && o.year == row.year }) {
			return nil, in.bad("economy", fault.Say("it comes twice for %s in %d", f.id, row.year))
		}
		rows[f.id] = append(rows[f.id], row)
	}
	for _, f := range out {
		f.of = lastOf(rows[f.id], upTo)
	}
	return out, nil
}

// scores lays a file of scores, economy, year and a column a score, out as a file of figures: what a survey of borders
// publishes is of the level borders. Any other file stays as it is.
func scores(records [][]string, lines []int) ([][]string, []int) {
	header := make([]string, len(records[0]))
	for i, h := range records[0] {
		header[i] = strings.ToLower(strings.TrimSpace(h))
	}
	if len(header) < 3 || header[0] != "economy" || header[1] != "year" || slices.Contains(header, "level") ||
		slices.Contains(header, "indicator") || slices.Contains(header, "value") {
		return records, lines
	}
	out, at := [][]string{{"level", "indicator", "economy", "year", "value", "label"}}, []int{lines[0]}
	for n, rec := range records[1:] {
		for i := 2; i < len(header) && i < len(rec); i++ {
			out = append(out, []string{"borders", header[i], rec[0], rec[1], rec[i], strings.TrimSpace(records[0][i])})
			at = append(at, lines[n+1])
		}
	}
	return out, at
}

// lastOf finds the last row of an economy that is not after a year.
func lastOf(rows []ownRow, upTo int) func(code string) cell {
	return func(code string) cell {
		out := nothing
		for _, r := range rows {
			if r.economy == code && r.year <= upTo && r.year >= out.year {
				out = r.cell
			}
		}
		return out
	}
}

// add adds an indicator, which must be the same in all its rows.
func (in *own) add(list []*figure, f *figure) ([]*figure, error) {
	at := slices.IndexFunc(list, func(o *figure) bool { return o.id == f.id })
	if at < 0 {
		return append(list, f), nil
	}
	o := list[at]
	if o.level != f.level || o.lower != f.lower || o.unit != f.unit || o.covers != f.covers {
		return nil, in.bad("indicator", "its level, better, unit or covers is not that of its other rows")
	}
	return list, nil
}

func (in *own) text(column string) string {
	if i, ok := in.columns[column]; ok {
		return strings.TrimSpace(in.record[i])
	}
	return ""
}

func (in *own) bad(column, what string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d, column %s", in.file, in.line, column),
		What: what, Fix: ownFix}
}

// number reads a number; an empty cell is NaN.
func (in *own) number(column string) (float64, error) {
	text := in.text(column)
	if text == "" {
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e300 {
		return 0, in.bad(column, fault.Say("%q is no number", text))
	}
	return v, nil
}

// row reads a line: what its indicator is, and the figure.
func (in *own) row() (*figure, ownRow, error) {
	var row ownRow
	f := &figure{id: in.text("indicator"), level: in.text("level"), unit: in.text("unit"), covers: inclusive,
		kind: result.Estimate}
	f.label, f.definition = in.text("label"), "of "+in.file
	if f.label == "" {
		f.label = f.id
	}
	f.source = result.Source{Table: in.file, Publisher: in.text("source"), Unit: f.unit}
	switch {
	case f.id == "":
		return nil, row, in.bad("indicator", "it is empty")
	case !slices.Contains(levels, f.level):
		return nil, row, in.bad("level", fault.Say("%q is no level: they are %s", f.level, strings.Join(levels, ", ")))
	}
	switch better := in.text("better"); better {
	case "", "high":
	case "low":
		f.lower = true
	default:
		return nil, row, in.bad("better", fault.Say("%q is neither high nor low", better))
	}
	if text := in.text("covers"); text != "" {
		v, err := share.ParsePart(text)
		if err != nil || v <= 0 || v >= 1 {
			return nil, row, in.bad("covers", fault.Say("%q is no share between 0 and 1, such as 95%%", text))
		}
		f.covers = v
	}
	row, err := in.figure()
	return f, row, err
}

// figure reads the figure of a line.
func (in *own) figure() (row ownRow, err error) {
	e, err := economies.Resolve(in.text("economy"))
	if err != nil {
		return row, in.bad("economy", fault.Said(err))
	}
	row.economy = e.Code
	if row.year, err = strconv.Atoi(in.text("year")); err != nil || row.year < 1800 || row.year > 2200 {
		return row, in.bad("year", fault.Say("%q is no year", in.text("year")))
	}
	for _, one := range []struct {
		column string
		to     *float64
	}{{"value", &row.value}, {"low", &row.low}, {"high", &row.high}} {
		if *one.to, err = in.number(one.column); err != nil {
			return row, err
		}
	}
	if math.IsNaN(row.low) != math.IsNaN(row.high) || row.low > row.value || row.high < row.value {
		return row, in.bad("low", "bounds are two, and the value lies between them")
	}
	return row, nil
}
