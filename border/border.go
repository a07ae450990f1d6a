// Package border says what crossing a border costs: the documents, days and money that an economy's procedures ask for,
// and what they amount to ad valorem once a day and a container have a value.
//
// The value of a day is not known within an order of magnitude, so every level is computed over a list of values and
// shown as a range.
package border

import (
	"slices"
	"strings"

	"ikat/economies"
	"ikat/fault"
)

// Procedure is what it takes to get one container across one side of a border. NaN where not known.
type Procedure struct {
	Documents float64
	Days      float64
	Cost      float64 // US$ per container
}

// Record is an economy's entry in a border table.
type Record struct {
	Economy string // ISO 3166 three-letter code
	Name    string
	Export  Procedure
	Import  Procedure

	// What export and import are made of, where the method tells them apart.
	ExportParts, ImportParts *Compliance
}

// Compliance is what one side of a border asks for, by who asks: at the border, and for papers. NaN where not known.
type Compliance struct {
	BorderHours, DocumentHours float64
	BorderCost, DocumentCost   float64 // US$ per shipment
}

// Bilateral is an ad valorem cost, such as a tariff, on what one economy sells to another. An empty field stands for
// all.
type Bilateral struct {
	Origin, Destination, Industry string
	Rate                          float64
}

// Table is a border table. The parts a source does not have are empty.
type Table struct {
	Name        string
	Source      string
	Method      string            // how it was measured: figures of two methods are not compared over time
	Year        int               // the year the figures are of, 0 where not known
	Cautions    map[string]string // by economy: what is known against its figures
	Incomplete  []string          // economies with a row that lacks days or costs
	Records     []Record
	Bilateral   []Bilateral
	Sensitivity map[string]float64 // by industry: multiplies the cost of a day, 1 where absent
}

// Find returns the record of an economy, by any of its codes and names, and whether the table has it.
func (t *Table) Find(economy string) (Record, bool) {
	for _, name := range []string{economy, Code(economy)} {
		for _, r := range t.Records {
			if r.Economy == name {
				return r, true
			}
		}
	}
	return Record{}, false
}

// Canonical returns the codes by which the table has some economies, each once however often it is named.
//
// Error: fault.NotFound for one it lacks.
func (t *Table) Canonical(names []string) ([]string, error) {
	var out []string
	for _, n := range names {
		r, ok := t.Find(n)
		if !ok {
			return nil, t.without(n)
		}
		if !slices.Contains(out, r.Economy) {
			out = append(out, r.Economy)
		}
	}
	return out, nil
}

// without says that the table lacks an economy.
func (t *Table) without(name string) error {
	var called []string
	for _, r := range t.Records {
		called = append(called, r.Economy, r.Name)
	}
	what := fault.Say("it has no economy %q", name)
	if code := Code(name); code == name && code != "" { // a code of an economy is no slip of the pen
		return &fault.Error{Kind: fault.NotFound, Where: fault.Say("border table %s", t.Name),
			What: fault.Say("it has no figures of %s (%s)", fault.Word(economies.Name(code)), code),
			Fix:  fault.Say("ikat economies %s says what is known of it", code)}
	} else if code != "" {
		what = fault.Say("%s, which is %s", what, code)
	}
	return &fault.Error{Kind: fault.NotFound, Where: fault.Say("border table %s", t.Name), What: what,
		Fix: fault.Suggest(name, called, "ikat border lists its economies")}
}

// Codes returns the economies of the table, in order.
func (t *Table) Codes() []string {
	out := make([]string, len(t.Records))
	for i, r := range t.Records {
		out[i] = r.Economy
	}
	return out
}

// joined stands between the names of tables that were joined.
const joined = " + "

// Join adds the parts of another table; records of the same economy are replaced.
func (t *Table) Join(o *Table) *Table {
	out := &Table{
		Method:      t.Method,
		Year:        t.Year,
		Cautions:    t.Cautions,
		Incomplete:  append(slices.Clone(t.Incomplete), o.Incomplete...),
		Name:        t.Name + joined + o.Name,
		Source:      strings.Trim(t.Source+"; "+o.Source, "; "),
		Sensitivity: map[string]float64{},
	}
	for _, r := range t.Records {
		if _, replaced := o.Find(r.Economy); !replaced {
			out.Records = append(out.Records, r)
		}
	}
	out.Records = append(out.Records, o.Records...)
	out.Bilateral = append(append(out.Bilateral, t.Bilateral...), o.Bilateral...)
	for _, from := range []map[string]float64{t.Sensitivity, o.Sensitivity} {
		for k, v := range from {
			out.Sensitivity[k] = v
		}
	}
	return out
}

// Frontier returns the least documents, days and cost of any economy in the table, each by itself.
func (t *Table) Frontier() Record {
	return combine("frontier", t.Records, slices.Min[[]float64])
}

// Mean returns the mean record of some economies.
//
// Error: fault.NotFound for an economy the table lacks.
func (t *Table) Mean(codes []string) (Record, error) {
	var rs []Record
	for _, c := range codes {
		r, ok := t.Find(c)
		if !ok {
			return Record{}, t.without(c)
		}
		rs = append(rs, r)
	}
	if len(rs) == 1 {
		return rs[0], nil
	}
	return mean("mean of "+strings.Join(codes, ", "), rs, nil), nil
}

// Benchmark returns the record that weak links are measured against: "frontier", one economy, or the mean of several
// separated by commas.
func (t *Table) Benchmark(name string) (Record, error) {
	if len(t.Records) == 0 {
		return Record{}, &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("border table %s", t.Name),
			What:  "it has no economies' procedures to compare with",
		}
	}
	if name == "" || name == "frontier" {
		return t.Frontier(), nil
	}
	return t.Mean(strings.Split(name, ","))
}
