package border

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
)

// Read reads a border table in CSV. The header says which it is:
//
//	economy, docs_export, days_export, cost_export, docs_import, days_import, cost_import   (name optional)
//	country, year, Cost.to.export, ..., Time.to.import                                      (World Bank, until 2014)
//	economy, hours_export_border, cost_export_border, hours_export_documents, ...           (World Bank, from 2015)
//	origin, destination, industry, rate                                                     (ad valorem; * for all)
//	industry, sensitivity                                                                   (multiplies the cost of a day)
//
// Error: fault.Unreadable, naming line and column.
func Read(name string, r io.Reader) (*Table, error) {
	c := csvtext.New(r)
	header, _, err := c.Read()
	if err != nil {
		return nil, unreadable(name, 1, err)
	}
	f := &file{name: name, at: map[string]int{}}
	for i, h := range header {
		f.at[column(h)] = i
	}
	read := f.layout()
	if read == nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: "its header is not that of a border table: " + strings.Join(header, ","),
			Fix: "Expected economy,docs_export,days_export,cost_export,docs_import,days_import,cost_import; docs/methods/border.md lists the other layouts"}
	}
	t := &Table{Name: name}
	for {
		var line int
		f.rec, line, err = c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = read(t)
		}
		if err != nil {
			return nil, unreadable(name, line, err)
		}
	}
	if len(t.Records)+len(t.Bilateral)+len(t.Sensitivity) == 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: "it has a header and no rows"}
	}
	return t, nil
}

// file is a CSV file being read.
type file struct {
	name string
	at   map[string]int // column -> position
	rec  []string
}

// layout returns the reader of a row for the columns at hand, or nil.
func (f *file) layout() func(*Table) error {
	switch {
	case f.has("origin", "destination", "rate"):
		return f.bilateral
	case f.has("industry", "sensitivity"):
		return f.sensitivity
	case f.has("economy", "hours_export_border", "cost_export_border", "hours_import_border", "cost_import_border"):
		return f.compliance
	case f.has("economy", "days_export", "cost_export", "days_import", "cost_import"):
		return f.procedures
	}
	return nil
}

func (f *file) has(columns ...string) bool {
	for _, c := range columns {
		if _, ok := f.at[c]; !ok {
			return false
		}
	}
	return true
}

// column maps the headers of the World Bank's files to ikat's.
func column(h string) string {
	h = strings.ToLower(strings.TrimSpace(h))
	words := strings.FieldsFunc(h, func(r rune) bool { return strings.ContainsRune(" ._-:()", r) })
	key := strings.Join(words, " ")
	if c, ok := worldBank[key]; ok {
		return c
	}
	return strings.Join(words, "_")
}

var worldBank = map[string]string{
	"country": "economy", "location": "economy", "code": "economy", "economy name": "name",
	"documents to export": "docs_export", "time to export": "days_export", "cost to export": "cost_export",
	"documents to import": "docs_import", "time to import": "days_import", "cost to import": "cost_import",
	"time to export border compliance hours": "hours_export_border", "cost to export border compliance usd": "cost_export_border",
	"time to export documentary compliance hours": "hours_export_documents", "cost to export documentary compliance usd": "cost_export_documents",
	"time to import border compliance hours": "hours_import_border", "cost to import border compliance usd": "cost_import_border",
	"time to import documentary compliance hours": "hours_import_documents", "cost to import documentary compliance usd": "cost_import_documents",
}

func (f *file) procedures(t *Table) error {
	v, err := f.numbers("docs_export", "days_export", "cost_export", "docs_import", "days_import", "cost_import")
	if err != nil {
		return err
	}
	return f.record(t, Procedure{v[0], v[1], v[2]}, Procedure{v[3], v[4], v[5]})
}

// compliance adds border and documentary compliance: hours become days, and both costs are paid. Documents are not counted.
func (f *file) compliance(t *Table) error {
	v, err := f.numbers("hours_export_border", "hours_export_documents", "cost_export_border", "cost_export_documents",
		"hours_import_border", "hours_import_documents", "cost_import_border", "cost_import_documents")
	if err != nil {
		return err
	}
	for i := 1; i < len(v); i += 2 {
		if math.IsNaN(v[i]) {
			v[i] = 0 // documentary compliance may be left out, border compliance not
		}
	}
	return f.record(t, Procedure{math.NaN(), (v[0] + v[1]) / 24, v[2] + v[3]}, Procedure{math.NaN(), (v[4] + v[5]) / 24, v[6] + v[7]})
}

func (f *file) record(t *Table, export, imports Procedure) error {
	economy := f.text("economy")
	if economy == "" {
		return fmt.Errorf("column economy is empty")
	}
	code, name := Code(economy), f.text("name")
	if code == "" {
		code = economy
	}
	if name == "" && code != economy {
		name = economy
	}
	if _, twice := t.Find(code); twice {
		return fmt.Errorf("economy %s comes twice", economy)
	}
	// A row without days or cost is an economy without data: it is left to the rule for those.
	for _, p := range []Procedure{export, imports} {
		if math.IsNaN(p.Days) || math.IsNaN(p.Cost) {
			return nil
		}
	}
	t.Records = append(t.Records, Record{Economy: code, Name: name, Export: export, Import: imports})
	return nil
}

func (f *file) bilateral(t *Table) error {
	v, err := f.numbers("rate")
	if err != nil {
		return err
	}
	if math.IsNaN(v[0]) {
		return fmt.Errorf("column rate is empty")
	}
	all := func(s string) string { return strings.TrimPrefix(s, "*") }
	t.Bilateral = append(t.Bilateral, Bilateral{all(f.text("origin")), all(f.text("destination")), all(f.text("industry")), v[0]})
	return nil
}

func (f *file) sensitivity(t *Table) error {
	v, err := f.numbers("sensitivity")
	if err != nil {
		return err
	}
	if t.Sensitivity == nil {
		t.Sensitivity = map[string]float64{}
	}
	t.Sensitivity[f.text("industry")] = v[0]
	return nil
}

// text returns the text of a column, or "" where the file has no such column.
func (f *file) text(column string) string {
	i, ok := f.at[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(f.rec[i])
}

// numbers returns the numbers of some columns; an empty or absent one is NaN.
func (f *file) numbers(columns ...string) ([]float64, error) {
	out := make([]float64, len(columns))
	for i, c := range columns {
		s := f.text(c)
		if s == "" || s == "NA" || s == ".." {
			out[i] = math.NaN()
			continue
		}
		x, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("column %s: %q is not a number", c, s)
		}
		if x < 0 {
			return nil, fmt.Errorf("column %s: %g is below zero", c, x)
		}
		out[i] = x
	}
	return out, nil
}

func unreadable(name string, line int, err error) error {
	var text *csvtext.Error
	switch {
	case errors.Is(err, io.EOF):
		return &fault.Error{Kind: fault.Unreadable, Where: name, What: "the file is empty"}
	case errors.As(err, &text):
		return text.Fault(fault.Unreadable, name, "docs/methods/border.md lists the layouts of border tables")
	}
	return &fault.Error{Kind: fault.Unreadable, Where: fmt.Sprintf("%s, line %d", name, line), What: err.Error(), Err: err}
}
