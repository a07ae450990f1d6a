package wiod

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/cells"
	"ikat/tablefile/flat"
)

// The 2016 release in R's and Stata's form, written as CSV: five columns of labels, then a column for each economy and
// number, AUS1 to ROW61, and TOT.
const wideHeader = "industrycode,industrydescription,country,rnr,year,"

var wideColumn = regexp.MustCompile(`^_?v?([A-Za-z]{3})_?(\d+)$`)

// wideDemand are the categories of final demand by their number.
var wideDemand = map[int]string{57: "CONS_h", 58: "CONS_np", 59: "CONS_g", 60: "GFCF", 61: "INVEN"}

// isWide recognises the header.
func isWide(head []byte) bool {
	return strings.HasPrefix(strings.ToLower(strings.ReplaceAll(string(flat.Header(head)), `"`, "")), wideHeader)
}

// wide collects the rows of a year.
type wide struct {
	file    string
	columns []string // after the labels
	want    string   // the year, "" for any
	year    string   // of the rows taken
	code    map[string]string
	rows    []wideRow
}

type wideRow struct {
	code, name, economy string
	values              []float64
}

// readWide reads a year.
func readWide(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	stream, err := src.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	w := &wide{file: src.Name, code: map[string]string{}}
	if opt.Year != 0 {
		w.want = strconv.Itoa(opt.Year)
	}
	in := cells.Lines(stream, 16<<20)
	for number := 0; in.Scan(); number++ {
		line := in.Bytes()
		if number == 0 {
			line = bytes.TrimPrefix(line, []byte(cells.ByteOrderMark))
		}
		if cells.Blank(line) {
			continue
		}
		if err := w.line(number, line); err != nil {
			return nil, err
		}
		opt.Report(stream.Progress())
	}
	if err := in.Err(); err != nil {
		if fault.KindOf(err) == fault.Internal {
			return nil, w.bad(-1, "a line is longer than any of such a table")
		}
		return nil, err
	}
	return w.table()
}

func (w *wide) bad(line int, format string, args ...any) error {
	e := &fault.Error{
		Kind:  fault.Unreadable,
		Where: w.file,
		What:  fault.Say(format, args...),
		Fix:   "Write the file again from R or Stata",
	}
	if line >= 0 {
		e.Where = fault.Say("%s, line %d", e.Where, line+1)
	}
	return e
}

// line reads the header or a row.
func (w *wide) line(number int, line []byte) error {
	var labels [5]string
	pos := 0
	for k := range labels {
		cell, next, ok := cells.Next(line, pos, ',')
		if !ok {
			return w.bad(number, "the line has no numbers")
		}
		labels[k], pos = string(cell), next
	}
	if number == 0 {
		for {
			cell, next, ok := cells.Next(line, pos, ',')
			if !ok {
				return nil
			}
			w.columns, pos = append(w.columns, string(cell)), next
		}
	}
	year := labels[4]
	switch {
	case w.want != "" && year != w.want:
		return nil
	case w.year != "" && year != w.year:
		return w.bad(number, "the file holds several years, %s and %s: name one with {year}", w.year, year)
	case len(w.rows) > 3*len(w.columns)+64:
		return w.bad(number, "there are more rows than columns")
	}
	w.year = year
	row := wideRow{
		code:    labels[0],
		name:    labels[1],
		economy: strings.ToUpper(labels[2]),
		values:  make([]float64, len(w.columns)),
	}
	for j := range row.values {
		cell, next, ok := cells.Next(line, pos, ',')
		if !ok {
			return w.bad(number, "the line has %d numbers where %d were expected", j, len(w.columns))
		}
		pos = next
		v, isNumber := cells.Number(cell)
		if !isNumber && !(row.economy == "TOT" && cells.Missing(cell)) {
			what, why, fix := cells.BadNumber(cell)
			return &fault.Error{
				Kind:  fault.Unreadable,
				Where: fault.Say("%s, line %d, column %s", w.file, number+1, w.columns[j]),
				What:  what,
				Why:   why,
				Fix:   fix,
			}
		}
		row.values[j] = v
	}
	if row.economy != "TOT" {
		w.code[strings.TrimLeft(labels[3], "rR")] = row.code
	}
	w.rows = append(w.rows, row)
	return nil
}

// table puts the rows together.
func (w *wide) table() (*icio.Table, error) {
	b := &blocks.Blocks{File: w.file}
	names := map[string]string{}
	for _, r := range w.rows {
		if r.economy != "TOT" {
			b.Sectors = append(b.Sectors, blocks.Label{Economy: r.economy, Part: r.code})
			names[r.code] = r.name
		}
	}
	n := len(b.Sectors)
	if len(w.rows) == 0 && w.want != "" {
		return nil, w.bad(-1, "it holds no table of %s", w.want)
	}
	if n == 0 || n == len(w.rows) || n >= len(w.columns) {
		return nil, w.bad(
			-1,
			"it has %d rows of industries, %d others and %d columns: some are missing",
			n,
			len(w.rows)-n,
			len(w.columns),
		)
	}
	total := -1
	for j, label := range w.columns {
		if strings.EqualFold(label, "TOT") {
			total = j
			break
		}
		m := wideColumn.FindStringSubmatch(label)
		if m == nil {
			return nil, w.bad(0, "the column %q is not an economy with a number", label)
		}
		economy, number := strings.ToUpper(m[1]), strings.TrimLeft(m[2], "0")
		if j < n {
			if got := (blocks.Label{Economy: economy, Part: w.code[number]}); got != b.Sectors[j] {
				return nil, w.bad(0, "the column %s stands where %s was expected", label, b.Sectors[j])
			}
			continue
		}
		at, _ := strconv.Atoi(number)
		part := wideDemand[at]
		if part == "" {
			part = "c" + number
		}
		b.Demand = append(b.Demand, blocks.Label{Economy: economy, Part: part})
	}
	return w.fill(b, n, total, names)
}

func (w *wide) fill(b *blocks.Blocks, n, total int, names map[string]string) (*icio.Table, error) {
	m := n + len(b.Demand)
	for _, r := range w.rows {
		use, demand := r.values[:n:n], r.values[n:m:m]
		switch {
		case r.economy != "TOT":
			b.Z, b.F = append(b.Z, use...), append(b.F, demand...)
			if total >= 0 {
				b.Reported.RowOutput = append(b.Reported.RowOutput, r.values[total])
			}
		case r.code == "":
			return nil, w.bad(-1, "a row below the industries has no code: what it is cannot be known")
		case r.code == "VA" && b.VA != nil, slices.ContainsFunc(b.Extra, func(e icio.Row) bool { return e.Code == r.code }):
			return nil, w.bad(-1, "there is a second row %s", r.code)
		case r.code == "II_fob":
		case r.code == "VA":
			b.VA, b.Reported.VA = use, use
		case r.code == "GO":
			b.Reported.ColumnOutput = use
		default:
			b.Extra = append(b.Extra, icio.Row{Code: r.code, Use: use, FD: demand})
		}
	}
	if b.VA == nil {
		return nil, w.bad(-1, "there is no row of value added (VA)")
	}
	t, err := b.Table()
	if err != nil {
		return nil, err
	}
	t.IndustryNames = names
	t.Year, _ = strconv.Atoi(w.year)
	return t, nil
}
