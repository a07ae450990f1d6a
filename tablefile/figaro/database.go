package figaro

import (
	"bytes"
	"context"
	"fmt"
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

// database is the form in which Eurostat's database gives FIGARO (naio_10_fcp_ii1 to ii4 and ip1 to ip4): TSV, whose
// first cell holds all dimensions with a column for each year behind it, or SDMX-CSV, a line for each cell and year, as
// the packages eurostat and restatapi of R have it too.
type database struct {
	separator                      byte
	use, available, to, from, unit int // dimensions, or columns
	value, period, updated         int // columns; period is -1 where years are columns of their own
	years                          []int
	want                           flat.Years
	column                         int // of the year wanted, where years are columns
	dimensions                     int
}

// databaseForm recognises the header of a file from the database.
func databaseForm(head []byte) (*database, bool) {
	header := flat.Header(head)
	d := &database{separator: ',', use: -1, available: -1, to: -1, from: -1, unit: -1, value: -1, period: -1,
		updated: -1}
	first, rest, isTSV := strings.Cut(string(header), "\t")
	var names []string
	if isTSV {
		names = strings.Split(strings.TrimSuffix(strings.ToLower(strings.ReplaceAll(first, `"`, "")), `\time_period`), ",")
	} else {
		names = flat.Names(header, d.separator)
	}
	for i, name := range names {
		name, _, _ = strings.Cut(strings.TrimSpace(name), ":")
		switch {
		case strings.HasSuffix(name, "_use"):
			d.use = i
		case strings.HasSuffix(name, "_ava"):
			d.available = i
		case name == "c_dest":
			d.to = i
		case name == "c_orig":
			d.from = i
		case name == "unit":
			d.unit = i
		case name == "obs_value", name == "values":
			d.value = i
		case name == "time_period", name == "time":
			d.period = i
		case name == "last update":
			d.updated = i
		}
	}
	if d.dimensions = len(names); min(d.use, d.available, d.to, d.from) < 0 || !isTSV && min(d.value, d.period) < 0 {
		return nil, false
	}
	if isTSV {
		d.separator, d.period = '\t', -1
		for _, cell := range strings.Split(rest, "\t") {
			year, _ := strconv.Atoi(strings.TrimSpace(cell))
			d.years = append(d.years, year)
		}
	}
	return d, true
}

// yearsIn lists the years that the head of a file shows.
func (d *database) yearsIn(head []byte) []int {
	if d.period < 0 {
		return d.years
	}
	var out []int
	lines := bytes.Split(head, []byte("\n"))
	for i, line := range lines {
		if i == 0 || i == len(lines)-1 {
			continue
		}
		if list := splitAll(line, ','); len(list) > d.period {
			if y, err := strconv.Atoi(string(year(list[d.period]))); err == nil && !slices.Contains(out, y) {
				out = append(out, y)
			}
		}
	}
	slices.Sort(out)
	return out
}

func splitAll(line []byte, sep byte) (out [][]byte) {
	for pos := 0; ; {
		cell, next, ok := cells.Next(line, pos, sep)
		if !ok {
			return out
		}
		out, pos = append(out, cell), next
	}
}

// aggregates are codes of sums, which are no part of a table.
var aggregates = map[string]bool{"EU27_2020": true, "EU28": true, "EA19": true, "EA20": true, "EA21": true,
	"WORLD": true, "WRL": true, "TOTAL": true,
	"CPA_TOTAL": true, "TOT": true}

// economy is FIGARO's code of the database's.
func economy(code []byte) []byte {
	switch string(code) {
	case "WRL_REST":
		return []byte("FIGW1")
	case "DOM":
		return []byte("W2")
	}
	return code
}

// code is a cell without the label that the portal puts behind it on request.
func code(cell []byte) []byte {
	before, _, _ := bytes.Cut(cell, []byte(":"))
	return bytes.TrimSpace(before)
}

// year is the year of a period: R has the first of January.
func year(cell []byte) []byte { return bytes.TrimSuffix(code(cell), []byte("-01-01")) }

// line finds a cell of the table in a line.
func (d *database) line(line [][]byte, to *flat.Cell) (bool, error) {
	parts := line
	if d.period < 0 {
		var room [32][]byte
		parts = room[:0]
		for rest, more := line[0], true; more && len(parts) < len(room); {
			var cell []byte
			cell, rest, more = bytes.Cut(rest, []byte(","))
			parts = append(parts, cell)
		}
		if len(parts) != d.dimensions {
			return false, fault.Errorf("the first cell has %d dimensions where %d were expected", len(parts),
				d.dimensions)
		}
		to.Value = line[d.column]
	} else {
		to.Value = parts[d.value]
		if take, err := d.want.Take(year(parts[d.period])); err != nil || !take {
			return false, err
		}
	}
	to.RowEconomy, to.RowPart = economy(code(parts[d.from])), code(parts[d.available])
	to.ColEconomy, to.ColPart = economy(code(parts[d.to])), code(parts[d.use])
	for _, c := range [][]byte{to.RowEconomy, to.RowPart, to.ColEconomy, to.ColPart} {
		if aggregates[string(c)] {
			return false, nil
		}
	}
	if d.unit >= 0 && string(code(parts[d.unit])) != "MIO_EUR" {
		return false, fault.Errorf("the unit is %q where MIO_EUR was expected", parts[d.unit])
	}
	// Flags stand behind a blank; a colon says that there is no value.
	to.Value, _, _ = bytes.Cut(to.Value, []byte(" "))
	return string(to.Value) != ":" && len(to.Value) > 0, nil
}

// readDatabase reads a year of a file from the database.
func readDatabase(ctx context.Context, src *tablefile.Source, d *database, opt tablefile.Options) (*icio.Table, error) {
	d.want.Want = opt.Year
	year := opt.Year
	if d.period < 0 {
		if year == 0 {
			year = slices.Max(d.years)
		}
		if d.column = 1 + slices.Index(d.years, year); d.column == 0 {
			return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name,
				What: fault.Say("it holds no table of %d", year),
				Why:  fault.Say("Its years are %v", d.years), Fix: "Name one of them with {year}"}
		}
	}
	form := flat.Form{Separator: d.separator, Line: d.line}
	if opt.Missing == tablefile.MissingZero {
		form.MayLack, form.Sparse = func(blocks.Label, blocks.Label) bool { return true }, true
	}
	m, err := flat.Read(ctx, src, form, opt)
	if d.period >= 0 && (err == nil || len(d.yearsIn(src.Head)) > 1) {
		var yearErr error
		if year, yearErr = d.want.Year(src.Name); yearErr != nil {
			return nil, yearErr
		}
	}
	if err != nil {
		return nil, err
	}
	t, err := tableOf(m)
	if err != nil {
		return nil, err
	}
	if form.MayLack != nil {
		t.Derivation = append(t.Derivation, "missing flows taken for zeros")
	}
	if t.Year = year; d.period < 0 && opt.Year == 0 && len(d.years) > 1 {
		t.Derivation = append(t.Derivation, fmt.Sprintf("the last of the years %v in its file", d.years))
	}
	return t, nil
}
