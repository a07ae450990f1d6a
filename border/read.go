package border

import (
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/share"
)

// Read reads a border table in CSV, of the layout that its header says (Layouts). A file of several years is refused:
// ReadYear takes one of them.
//
// Error: fault.Unreadable, naming line and column.
func Read(name string, r io.Reader) (*Table, error) { return ReadYear(name, r, 0) }

// ReadYear reads one year of a border table with a column year; 0 takes the only year it has.
//
// Error: fault.Unreadable, naming line and column; fault.NotFound for a year that the file has not.
func ReadYear(name string, r io.Reader, year int) (*Table, error) {
	c := csvtext.New(r)
	header, _, err := c.Read()
	if err != nil {
		return nil, unreadable(name, 1, err)
	}
	f := &file{name: name, at: map[string]int{}, years: map[int]bool{}, want: year,
		duties: duties{}}
	for i, h := range header {
		column := column(h)
		if _, twice := f.at[column]; twice {
			return nil, unreadable(name, 1, fault.Errorf("column %s comes twice", h))
		}
		f.at[column] = i
	}
	layout := f.layout()
	if layout == nil {
		return nil, f.unknown(header)
	}
	t := &Table{Name: name, Method: layout.Method}
	for {
		var line int
		f.rec, line, err = c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = f.row(t, layout)
		}
		if err != nil {
			return nil, unreadable(name, line, err)
		}
	}
	f.tariffs(t)
	return t, f.finish(t)
}

// row reads one row, if it is of the year that is wanted.
func (f *file) row(t *Table, l *Layout) error {
	if year := f.text("year"); l.Method != "" && year != "" {
		y, err := strconv.Atoi(year)
		if err != nil {
			return fault.Errorf("column year: %q is not a year", year)
		}
		f.years[y] = true
		if f.want != 0 && y != f.want {
			return nil
		}
		if len(f.years) > 1 && f.want == 0 {
			return fault.Errorf("it has several years; keep the rows of one, or name it")
		}
		t.Year = y
	}
	return l.read(f, t)
}

// finish refuses a table without rows.
func (f *file) finish(t *Table) error {
	if len(t.Records)+len(t.Bilateral)+len(t.Sensitivity) > 0 {
		return nil
	}
	if f.want != 0 && len(f.years) > 0 && !f.years[f.want] {
		var have []string
		for y := range f.years {
			have = append(have, strconv.Itoa(y))
		}
		slices.Sort(have)
		return &fault.Error{Kind: fault.NotFound, Where: f.name, What: fault.Say("it has no year %d", f.want),
			Fix: fault.Say("It has %s", strings.Join(have, ", "))}
	}
	what := "it has a header and no rows"
	if len(t.Incomplete) > 0 {
		what = "none of its rows has both days and costs"
	}
	return &fault.Error{Kind: fault.Unreadable, Where: f.name, What: what}
}

// file is a CSV file being read.
type file struct {
	name  string
	at    map[string]int // column -> position
	rec   []string
	want  int          // the year to read, 0 for the only one
	years map[int]bool // that the file has

	duties duties // of a tariff file
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
	"time to export border compliance hours":      "hours_export_border",
	"cost to export border compliance usd":        "cost_export_border",
	"time to export documentary compliance hours": "hours_export_documents", "cost to export documentary compliance " +
		"usd": "cost_export_documents",
	"time to import border compliance hours":      "hours_import_border",
	"cost to import border compliance usd":        "cost_import_border",
	"time to import documentary compliance hours": "hours_import_documents", "cost to import documentary compliance " +
		"usd": "cost_import_documents",
}

func (f *file) procedures(t *Table) error {
	v, err := f.numbers("docs_export", "days_export", "cost_export", "docs_import", "days_import", "cost_import")
	if err != nil {
		return err
	}
	return f.record(t, Record{Export: Procedure{v[0], v[1], v[2]}, Import: Procedure{v[3], v[4], v[5]}})
}

// compliance adds border and documentary compliance: hours become days, and both costs are paid. Documents are not
// counted.
// A file may have border compliance alone; documentary compliance is then not in its days and costs.
func (f *file) compliance(t *Table) error {
	var sides [2]Compliance
	for i, side := range []string{"export", "import"} {
		v, err := f.numbers(
			"hours_"+side+"_border",
			"hours_"+side+"_documents",
			"cost_"+side+"_border",
			"cost_"+side+"_documents",
		)
		if err != nil {
			return err
		}
		sides[i] = Compliance{BorderHours: v[0], DocumentHours: v[1], BorderCost: v[2], DocumentCost: v[3]}
	}
	whole := f.has("hours_export_documents", "cost_export_documents", "hours_import_documents", "cost_import_documents")
	return f.record(t, Record{Export: sides[0].procedure(whole), Import: sides[1].procedure(whole),
		ExportParts: &sides[0], ImportParts: &sides[1]})
}

// procedure is both compliances together, or border compliance alone where a file has no other.
func (c Compliance) procedure(whole bool) Procedure {
	if !whole {
		return Procedure{math.NaN(), c.BorderHours / hoursOfDay, c.BorderCost}
	}
	return Procedure{math.NaN(), (c.BorderHours + c.DocumentHours) / hoursOfDay, c.BorderCost + c.DocumentCost}
}

const hoursOfDay = 24

func (f *file) record(t *Table, r Record) error {
	economy := f.text("economy")
	if economy == "" {
		return fault.Errorf("column economy is empty")
	}
	r.Name = f.text("name")
	if r.Economy = Code(economy); r.Economy == "" {
		r.Economy = economy
	}
	switch {
	case r.Name != "":
	case r.Economy != economy:
		r.Name = economy
	default:
		r.Name = economies.Name(economy)
	}
	if _, twice := t.Find(r.Economy); twice || slices.Contains(t.Incomplete, r.Economy) {
		return fault.Errorf("economy %s comes twice", economy)
	}
	// A row without days or cost is an economy without data: it is left to the rule for those, and named.
	for _, p := range []Procedure{r.Export, r.Import} {
		if math.IsNaN(p.Days) || math.IsNaN(p.Cost) {
			t.Incomplete = append(t.Incomplete, r.Economy)
			return nil
		}
	}
	t.Records = append(t.Records, r)
	return nil
}

func (f *file) bilateral(t *Table) error {
	text := f.text("rate")
	if text == "" {
		return fault.Errorf("column rate is empty")
	}
	rate, err := share.ParseFraction(text)
	switch {
	case err != nil:
		return fault.Errorf("column rate: %w", err)
	case rate < 0:
		return fault.Errorf("column rate: %s is below zero", text)
	}
	all := func(s string) string { return strings.TrimPrefix(s, "*") }
	economy := func(column string) string {
		name := all(f.text(column))
		if code := Code(name); code != "" {
			return code
		}
		return name
	}
	t.Bilateral = append(t.Bilateral, Bilateral{economy("origin"), economy("destination"), all(f.text("industry")), rate})
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
			return nil, fault.Errorf("column %s: %q is not a number", c, s)
		}
		if x < 0 {
			return nil, fault.Errorf("column %s: %g is below zero", c, x)
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
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", name, line), What: fault.Said(err),
		Err: err}
}
