// Package satellite reads satellite rows: quantities by producing sector that go with a table, such as jobs, energy,
// emissions, or the split of value added into wages and profits.
//
// The layout is a CSV file, compressed or not:
//
//	economy,industry,employment,co2
//	,,thousand persons,kilotonnes
//	AUS,c1,325.2,8114.9
//
// The second row holds the units. A first column named year lets one file serve several tables.
//
// Publishers' files of jobs are read as downloaded: WIOD's Socio-Economic Accounts (country, variable, code and a
// column a year), CSV of SDMX as the OECD's and Eurostat's (REF_AREA, ACTIVITY, TIME_PERIOD, OBS_VALUE), and ILOSTAT's
// (ref_area, classif1, time, obs_value); of the OECD's greenhouse gas footprints the emissions of producers. What they
// lack is not known, and said.
package satellite

import (
	"context"
	"errors"
	"io"
	"sort"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/csvtext"
	"ikat/internal/fastnum"
	"ikat/tablefile/xlsx"
)

// File holds the rows of a satellite file, not yet matched with a table.
type File struct {
	name  string
	rows  []icio.Satellite // names and units
	cells map[key]cells
	Dated bool // whether the rows have years

	coded bool            // a publisher's file, whose industries are codes of classifications
	also  map[string]bool // economies of which it has several surveys
}

type key struct {
	year    int // 0 where the file has no years
	sector  string
	economy int // letters of the sector that are its economy
}

type cells struct {
	line   int
	values []float64
	empty  []bool
	part   bool // a sum of parts of an economy, or one of them
}

const fix = "A satellite file is CSV: a header economy,industry,NAME,..., a row with the units, then a row for every " +
	"sector; a first column year is optional"

// Read reads a satellite file: text, or the sheet of a workbook that has such a header.
//
// Error: what xlsx.EachText says; fault.Unreadable with line and column for a header that is not one, a cell that is
// not a number, a sector given twice, or several sheets that could be meant.
func Read(ctx context.Context, path string) (f *File, err error) {
	err = xlsx.EachText(ctx, path, isHeader, func(name string, text io.Reader) error {
		if f != nil {
			return &fault.Error{Kind: fault.Unreadable, Where: name, What: "a sheet before it has such rows too",
				Fix: "Save the sheet that is meant as CSV"}
		}
		f, err = parse(name, text)
		return err
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

// isHeader reports whether a row is the header of satellites.
func isHeader(row []string) bool {
	if len(row) > 0 && row[0] == "year" {
		row = row[1:]
	}
	return layoutOf(row) != nil || len(row) >= 3 && row[0] == "economy" && row[1] == "industry"
}

func parse(name string, text io.Reader) (*File, error) {
	in := csvtext.New(text)
	in.Ragged = true
	f := &File{name: name, cells: map[key]cells{}, also: map[string]bool{}}
	header, head, err := f.next(in)
	if err != nil {
		return nil, err
	}
	if l := layoutOf(header); l != nil {
		return f, f.published(l, in, len(header))
	}
	if len(header) > 0 && header[0] == "year" {
		f.Dated, header = true, header[1:]
	}
	if len(header) < 3 || header[0] != "economy" || header[1] != "industry" {
		return nil, f.bad(head, "the header is %q", strings.Join(header, ","))
	}
	units, below, err := f.next(in)
	if err != nil {
		return nil, err
	}
	if err := f.columns(head, below, header[2:], units); err != nil {
		return nil, err
	}
	for {
		rec, line, err := f.next(in)
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return nil, err
		}
		if err := f.row(line, rec); err != nil {
			return nil, err
		}
	}
}

// next returns the next record and its line.
func (f *File) next(in *csvtext.Reader) ([]string, int, error) {
	rec, line, err := in.Read()
	var text *csvtext.Error
	switch {
	case errors.Is(err, io.EOF) && len(f.rows) == 0:
		return nil, 0, f.bad(1, "the file ends before its header and units")
	case errors.As(err, &text) && fault.KindOf(text.Err) != fault.Internal:
		return nil, 0, text.Err // of the file below: a damaged archive, an interrupt
	case errors.As(err, &text):
		return nil, 0, text.Fault(fault.Unreadable, f.name, fix)
	}
	return rec, line, err
}

// columns takes the names and units of the satellite rows, from the lines head and below.
func (f *File) columns(head, below int, names, units []string) error {
	units = units[min(f.keys(), len(units)):]
	if len(units) != len(names) {
		return f.bad(below, "it has %d units for %d columns", len(units), len(names))
	}
	seen := map[string]bool{}
	for i, n := range names {
		if _, number := fastnum.Prefix([]byte(units[i])); number > 0 || units[i] == "" {
			return f.bad(below, "%q is not a unit for %s", units[i], n)
		}
		if n == "" || seen[n] {
			return f.bad(head, "column %d has no name of its own", f.keys()+i+1)
		}
		seen[n] = true
		f.rows = append(f.rows, icio.Satellite{Name: n, Unit: units[i]})
	}
	return nil
}

func (f *File) keys() int {
	if f.Dated {
		return 3
	}
	return 2
}

func (f *File) row(line int, rec []string) error {
	if len(rec) != f.keys()+len(f.rows) {
		return f.bad(line, "it has %d cells, the header %d", len(rec), f.keys()+len(f.rows))
	}
	var k key
	if f.Dated {
		year, err := strconv.Atoi(rec[0])
		if err != nil {
			return f.bad(line, "%q is not a year", rec[0])
		}
		k.year, rec = year, rec[1:]
	}
	k.sector, k.economy = rec[0]+"_"+rec[1], len(rec[0])
	if old, ok := f.cells[k]; ok {
		return f.bad(line, "sector %s is already on line %d", k.sector, old.line)
	}
	c := cells{line: line, values: make([]float64, len(f.rows)), empty: make([]bool, len(f.rows))}
	for i, text := range rec[2:] {
		v, n := fastnum.Prefix([]byte(text))
		if text == "" {
			c.empty[i] = true
		} else if n != len(text) {
			return f.bad(line, "column %s: %q is not a number", f.rows[i].Name, text)
		}
		c.values[i] = v
	}
	f.cells[k] = c
	return nil
}

// For returns the file's rows in the order of a table's sectors. A sector without output may be left out.
//
// Error: fault.Inconsistent where the file lacks a sector or a cell of the table, or names a sector it does not have.
func (f *File) For(t *icio.Table) ([]icio.Satellite, error) {
	if f.coded {
		return f.fitted(t)
	}
	year := 0
	if f.Dated {
		year = t.Year
	}
	out := make([]icio.Satellite, len(f.rows))
	for r, row := range f.rows {
		out[r] = icio.Satellite{Name: row.Name, Unit: row.Unit, Values: make([]float64, t.Sectors())}
	}
	own, err := f.canonical(t, year)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, t.Sectors())
	for i := range t.Sectors() {
		known[t.Sector(i)] = true
		c, ok := own[t.Sector(i)]
		for r := range out {
			if (!ok || c.empty[r]) && t.X[i] != 0 {
				return nil, f.missing(t, i, f.rows[r].Name)
			}
			if ok {
				out[r].Values[i] = c.values[r]
			}
		}
	}
	stray, line := "", 0
	for sector, c := range own {
		if !known[sector] && (line == 0 || c.line < line) {
			stray, line = sector, c.line
		}
	}
	if stray != "" {
		return nil, &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s, line %d", f.name, line),
			What: fault.Say("table %s has no sector %s", t.Ref(), stray),
			Fix:  "Use the table's codes; ikat tables show lists them"}
	}
	return out, nil
}

// canonical returns a year's cells by the sectors of a table, whose economies the file may spell otherwise. Parts of an
// economy that the table has whole are added up.
func (f *File) canonical(t *icio.Table, year int) (map[string]cells, error) {
	var keys []key
	for k := range f.cells {
		if k.year == year {
			keys = append(keys, k)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return f.cells[keys[i]].line < f.cells[keys[j]].line })
	code := map[string]string{}
	out := make(map[string]cells, len(keys))
	for _, k := range keys {
		c, economy := f.cells[k], k.sector[:k.economy]
		if _, ok := code[economy]; !ok {
			code[economy] = economyOf(t, economy)
		}
		sector := code[economy] + k.sector[k.economy:]
		have, twice := out[sector]
		switch {
		case !twice:
			c.part = isPart(economy)
			out[sector] = c
		case isPart(economy) || have.part:
			out[sector] = have.plus(c)
		default:
			return nil, f.bad(max(c.line, have.line), "sector %s is already on line %d", sector, min(c.line, have.line))
		}
	}
	return out, nil
}

// economyOf is the table's code for an economy of the file, or what the file has.
func economyOf(t *icio.Table, name string) string {
	if name == restOfWorld {
		name = "ROW"
	}
	code, err := t.Whole(name)
	if err != nil {
		return name
	}
	return code
}

// restOfWorld is the rest of the world in the OECD's footprints, whose tables call it ROW.
const restOfWorld = "WXD"

// plus adds the cells of another part; what one of them lacks is lacking.
func (c cells) plus(o cells) cells {
	out := cells{line: min(c.line, o.line), values: make([]float64, len(c.values)), empty: make([]bool, len(c.empty))}
	for i := range out.values {
		out.values[i], out.empty[i] = c.values[i]+o.values[i], c.empty[i] || o.empty[i]
	}
	out.part = true
	return out
}

func isPart(name string) bool {
	e, ok := economies.Get(name)
	return ok && e.Kind == economies.Part
}

func (f *File) missing(t *icio.Table, i int, name string) error {
	when := ""
	if f.Dated {
		when = fault.Say(" in %d", t.Year)
	}
	return &fault.Error{Kind: fault.Inconsistent, Where: f.name,
		What: fault.Say("it has no %s for %s%s, which table %s has", name, t.Sector(i), fault.Word(when), t.Ref()),
		Why:  "A missing quantity is not zero", Fix: "Add the figure, or 0 where there is none"}
}

func (f *File) bad(line int, format string, args ...any) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", f.name, line),
		What: fault.Say(format, args...), Fix: fix}
}
