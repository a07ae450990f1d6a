// Package flowfile reads the files of trade by product that people bring: CEPII's BACI, UN Comtrade's downloads and
// bulk files of the new site and the old, WITS, the ITC's Trade Map, plain CSV and Parquet.
//
// A file is a stream of rows; of each it takes the flow and says what it left out: totals and parts of totals, which
// would count trade twice, and rows that are wrong. Nothing is dropped without a word.
package flowfile

import (
	"context"
	"sort"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/trade"
)

// Options say how to read.
type Options struct {
	Name           string // of the data; "" is the file's
	Year           int    // of rows without one
	Only           int    // of an archive, leave out members whose names state another year; 0 is none
	Classification string // of the products; "" is what the file says
	Unit           string // of values, where the file does not say: one of Units
	Bad            string // what to do with rows that are wrong: Refuse, the default, or LeaveOut
	Progress       func(done float64)
}

// parquetMark is what a Parquet file begins with.
const parquetMark = "PAR1"

// Units of values that plain columns may be in.
var (
	Units     = []string{"USD", usualUnit, "million USD"}
	thousands = []float64{1e-3, 1, 1e3} // of USD in each
)

const usualUnit = "thousand USD"

// What to do with wrong rows.
const (
	Refuse   = "refuse"
	LeaveOut = "leave-out"
)

// Who reported flows.
const (
	Exporters  = "exporters"
	Importers  = "importers"
	Reconciled = "reconciled" // from both, made consistent by the publisher
	ReExports  = "re-exports" // part of what exporters report
)

// Read is what a file holds: flows by year and by who reported them, and what is to be said of its rows.
type Read struct {
	File     string // its name; a member's follows its archive's, as in archive.zip/member.csv
	Format   string // in words
	Data     []*trade.Data
	Names    *Names // of a list of names, which has no flows; else nil
	Findings []Finding
}

// Finding is what was noticed of rows.
type Finding struct {
	Kind  string // in words: "rows of the partner World, a total"
	Bad   bool   // the rows are wrong
	Rows  int
	Value float64 // of the rows, in the unit of the data, as far as it can be read
	First string  // where the first stands
}

// String says it in a line.
func (f Finding) String() string { return fault.Bare(f.Text()) }

// Text is what String says, as errors say texts.
func (f Finding) Text() string {
	if f.Value != 0 {
		return fault.Say("%s: %d, value %.6g; first at %s", fault.Word(f.Kind), f.Rows, f.Value, fault.Word(f.First))
	}
	return fault.Say("%s: %d; first at %s", fault.Word(f.Kind), f.Rows, fault.Word(f.First))
}

// Source reads an opened file, compressed or not.
//
// Error: fault.Unreadable for a file of no layout that is known, or a line that is none; fault.Inconsistent for rows
// that are wrong, with how many there are of each kind and where the first stands, unless Options leave them out;
// fault.Invalid where the file needs a choice that Options do not make; ctx's error.
func Source(ctx context.Context, src *tablefile.Source, opt Options) (*Read, error) {
	return source(ctx, src, &lists{}, opt)
}

func source(ctx context.Context, src *tablefile.Source, l *lists, opt Options) (*Read, error) {
	if src.Files != nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: "it holds several files",
			Fix: "Name one of them, as in archive.zip/member.csv"}
	}
	c := newCollector(fullName(src), l, opt)
	var err error
	if strings.HasPrefix(string(src.Head), parquetMark) {
		err = c.parquet(ctx, src)
	} else {
		err = c.text(ctx, src)
	}
	if err != nil {
		return nil, err
	}
	return c.read()
}

// read is what has been collected.
func (c *collector) read() (*Read, error) {
	c.bothMarks()
	out := &Read{File: c.file, Format: c.layout.label}
	for _, kind := range c.kinds {
		out.Findings = append(out.Findings, *c.findings[kind])
	}
	if err := c.refused(out.Findings); err != nil {
		return nil, err
	}
	if err := c.choose(); err != nil {
		return nil, err
	}
	for _, k := range c.sortedSides() {
		out.Data = append(out.Data, c.finish(k))
	}
	out.Findings = nil
	for _, kind := range c.kinds {
		out.Findings = append(out.Findings, *c.findings[kind])
	}
	sort.SliceStable(out.Findings, func(i, j int) bool { return out.Findings[i].Bad && !out.Findings[j].Bad })
	return out, nil
}

func (c *collector) refused(list []Finding) error {
	if c.opt.Bad == LeaveOut {
		return nil
	}
	var parts []string
	for _, f := range list {
		if f.Bad {
			parts = append(parts, f.Text())
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Inconsistent, Where: c.file,
		What: fault.Say("rows are wrong: %s", strings.Join(parts, "; ")), Why: "They would be missing from every total",
		Fix: fault.Say("Get the file again, or read it with {bad=%s}, which leaves them out and says so", LeaveOut)}
}
