// Package icio holds an inter-country input-output table: who sells what to whom, across industries and borders.
//
// A Table is what a statistics office publishes, read and nothing more. Validate reports what is odd about it and
// repairs nothing; Aggregate makes a coarser table from it. Both leave the receiver as it was.
package icio

import (
	"strconv"

	"ikat/fault"
)

// Table is one year of an inter-country input-output table with G economies, N industries and K final-demand
// categories.
//
// Sectors (country-industries) are in economy-major order: sector i is industry i%N of economy i/N. All values are
// flows in Unit of Currency. Matrices are row-major; rows sell, columns buy.
//
// A table is immutable once a reader has returned it. Industries is the same list for every economy.
type Table struct {
	Meta

	Economies  []string // G codes, in table order
	Industries []string // N codes, in table order
	Categories []string // K codes of final-demand categories, in table order

	Z  []float64 // n x n, n = G·N: intermediate use
	F  []float64 // n x G·K: final demand, economy-major columns
	X  []float64 // n: gross output, the row sums of Z and F
	VA []float64 // n: value added as the table reports it, or X less the column sums of Z where it reports none

	// Extra holds the rows between intermediate use and value added that some tables carry: taxes less subsidies on
	// products, international transport margins, adjustments.
	Extra []Row

	// Satellites are quantities that go with output: employment, energy, emissions, factor incomes.
	Satellites []Satellite

	// Reported keeps the totals as printed in the file, where it prints them, for Validate to compare with.
	Reported Totals
}

// Row is one extra row of the use side of a table.
type Row struct {
	Code string
	Use  []float64 // n: on intermediate use, by buying sector
	FD   []float64 // G·K: on final demand, or nil where the table has none
}

// Satellite is one quantity by producing sector.
type Satellite struct {
	Name   string
	Unit   string
	Values []float64 // n; NaN where it is not known, which Note says
	Note   string
}

// With returns the table with more satellites; the flows are shared with the receiver.
//
// Error: fault.Invalid if a name is there already.
func (t *Table) With(satellites []Satellite) (*Table, error) {
	out := *t
	out.Satellites = append([]Satellite(nil), t.Satellites...)
	for _, s := range satellites {
		for _, have := range out.Satellites {
			if have.Name == s.Name {
				return nil, &fault.Error{
					Kind:  fault.Invalid,
					Where: fault.Say("table %s", t.Ref()),
					What:  fault.Say("it has a satellite %s already", s.Name),
					Fix:   "Give the column another name",
				}
			}
		}
		out.Satellites = append(out.Satellites, s)
	}
	return &out, nil
}

// Totals are a table's printed totals; a nil slice means the file prints none.
type Totals struct {
	RowOutput    []float64 // n: output column
	ColumnOutput []float64 // n: output row
	VA           []float64 // n: value-added row
}

// Meta says what a table is and where it comes from.
type Meta struct {
	Name      string // "apx", "wiod2013", or the file's base name
	Year      int    // 0 where neither the file nor its name says
	Currency  string // ISO 4217 code, "" where unknown
	Unit      string // "million", "thousand", ...; "" where unknown
	Valuation string // "basic prices, current", "basic prices, previous year's", "basic prices, constant 2010", ...
	BaseYear  int    `json:",omitempty"` // of constant prices; 0 for others, and where it is not known
	Publisher string // who published it, "" where unknown
	Edition   string // which of the publisher's editions, "" where unknown; with Publisher and Year it identifies a table
	Source    string // who published it, edition and file
	Citation  string // how to cite it
	Licence   string // under which it may be used, where known
	SHA256    string // of the file's bytes, lower-case hex

	EconomyNames  map[string]string // code -> name, where the table gives one
	IndustryNames map[string]string // code -> name, where the table gives one

	// Printed says what the published table prints for an economy whose code here is another: VNM -> VIE.
	Printed map[string]string `json:",omitempty"`

	// Parts says of which parts in the published table an economy is the sum: CHN -> CN1, CN2.
	Parts map[string][]string `json:",omitempty"`

	// Split is true for a table that keeps parts of one economy apart, on its reader's wish.
	Split bool `json:",omitempty"`

	// Members says which economies an aggregate of some stands for, where that is known: OEU -> AUT, BEL, ...
	Members map[string][]string

	// Undetermined are economies of which only trade with the others is known, as the rest of the world of a national
	// table: nothing about their own production may be asked.
	Undetermined []string

	// Derivation lists, in order, the explicit transformations that made this table from a published one.
	Derivation []string
}

// G returns the number of economies.
func (t *Table) G() int { return len(t.Economies) }

// N returns the number of industries of each economy.
func (t *Table) N() int { return len(t.Industries) }

// K returns the number of final-demand categories of each economy.
func (t *Table) K() int { return len(t.Categories) }

// Sectors returns n = G·N, the number of country-industries.
func (t *Table) Sectors() int { return len(t.Economies) * len(t.Industries) }

// Sector returns the label ECONOMY_INDUSTRY of sector i.
func (t *Table) Sector(i int) string {
	return t.Economies[i/t.N()] + "_" + t.Industries[i%t.N()]
}

// Economy returns the position of an economy's code and whether the table has it.
func (t *Table) Economy(code string) (int, bool) { return find(t.Economies, code) }

// Industry returns the position of an industry's code and whether the table has it.
func (t *Table) Industry(code string) (int, bool) { return find(t.Industries, code) }

// Ref returns the table's name as users write it: name/year, or the name alone where the year is not known.
func (m *Meta) Ref() string {
	if m.Year == 0 {
		return m.Name
	}
	return m.Name + "/" + strconv.Itoa(m.Year)
}

// Money returns the unit of the table's flows in words, "million USD".
func (m *Meta) Money() string {
	switch {
	case m.Currency == "" && m.Unit == "":
		return "table units"
	case m.Unit == "":
		return m.Currency
	case m.Currency == "":
		return m.Unit + ", currency not stated"
	}
	return m.Unit + " " + m.Currency
}

func find(list []string, s string) (int, bool) {
	for i, v := range list {
		if v == s {
			return i, true
		}
	}
	return 0, false
}
