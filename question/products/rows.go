package products

import (
	"strconv"

	"ikat/question"
	"ikat/result"
)

// term is a column of numbers.
type term struct {
	name, label, unit, definition string
	kind                          result.Kind // "" is accounting
}

// money stands for the unit of the data in a term.
const money = "money"

// rows collects the rows of an answer over years.
type rows struct {
	terms  []term
	years  []int64
	keys   [][]string // by key column
	values [][]float64
	texts  []string          // of the one column of words behind the keys; nil where there is none
	words  string            // its name
	called map[string]string // what products are called, by code
}

func newRows(keys int, terms []term) *rows {
	return &rows{terms: terms, keys: make([][]string, keys), values: make([][]float64, len(terms))}
}

// add appends a row.
func (r *rows) add(year int, keys []string, values ...float64) {
	r.years = append(r.years, int64(year))
	for i := range r.keys {
		r.keys[i] = append(r.keys[i], keys[i])
	}
	for i := range r.values {
		r.values[i] = append(r.values[i], values[i])
	}
}

// labels of keys.
var labels = map[string]string{
	"economy":  "Economy",
	"exporter": "Exporter",
	"importer": "Importer",
	"partner":  "Partner",
	"product":  "Product",
	"other":    "Other product",
	"class":    "Class",
	"flow":     "Flow",
	"group":    "Group",
	"supplier": "Supplier",
	"maker":    "Maker",
	"market":   "Market",
	"member":   "Member",
	"spell":    "Year of the spell",
}

// frame makes the answer.
func (r *rows) frame(title string, level question.Level) *result.Frame {
	f := &result.Frame{Title: title}
	for i, key := range level.Keys {
		f.Text(key, labels[key], r.keys[i])
		if key == "product" || key == "other" {
			names := make([]string, len(r.keys[i]))
			for row, code := range r.keys[i] {
				names[row] = r.called[code]
			}
			f.Text(key+"_name", labels[key]+", name", names)
		}
	}
	f.Whole("year", "Year", "", "year of the trade", "", r.years)
	if r.words != "" {
		f.Text(r.words, "Kind", r.texts)
	}
	for i, t := range r.terms {
		kind := t.kind
		if kind == "" {
			kind = result.Accounting
		}
		f.Number(t.name, t.label, t.unit, t.definition, kind, r.values[i])
	}
	return f
}

// short is a number for a note.
func short(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }

func whole(n int) string { return strconv.Itoa(n) }
