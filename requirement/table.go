package requirement

import (
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
)

// table is a CSV file with a header, read whole.
type table struct {
	name, fix string
	head      []string
	rows      []record
}

type record struct {
	*table
	line  int
	cells []string
}

// readTable reads a file whose columns are among known; those in needed must be there.
//
// Error: fault.Unreadable for what is no such file, with its line.
func readTable(name, fix string, text io.Reader, needed, known []string) (*table, error) {
	records, lines, err := csvtext.All(text)
	if skip := headerAt(records, needed); skip > 0 {
		records, lines = records[skip:], lines[skip:]
	}
	if err != nil {
		var bad *csvtext.Error
		if errors.As(err, &bad) {
			return nil, bad.Fault(fault.Unreadable, name, fix)
		}
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: fault.Said(err), Fix: fix, Err: err}
	}
	t := &table{name: name, fix: fix}
	if len(records) == 0 {
		return nil, t.fault(0, "the file is empty")
	}
	all := append(slices.Clone(needed), known...)
	for k, h := range records[0] {
		h = columnName(h)
		switch {
		case h == "":
			if at := filled(records, k); at >= 0 {
				return nil, t.fault(lines[at], fault.Say("%q stands in a column without a name", records[at][k]))
			}
		case !slices.Contains(all, h):
			return nil, &fault.Error{Kind: fault.Invalid, Where: t.at(lines[0]),
				What: fault.Say("there is no column %q", records[0][k]),
				Fix:  fault.Suggest(h, all, fault.Say("Columns are %s", strings.Join(all, ", ")))}
		case slices.Contains(t.head, h):
			return nil, t.fault(lines[0], fault.Say("the column %s stands here twice", h))
		}
		t.head = append(t.head, h)
	}
	for _, h := range needed {
		if !slices.Contains(t.head, h) {
			return nil, t.fault(lines[0], fault.Say("the column %s is missing", h))
		}
	}
	for k, cells := range records[1:] {
		t.rows = append(t.rows, record{t, lines[k+1], cells})
	}
	return t, nil
}

// columnName is a header's cell as the name of a column.
func columnName(cell string) string { return strings.ToLower(strings.ReplaceAll(cell, " ", "_")) }

// mostTitles bounds the lines of title above a header.
const mostTitles = 20

// headerAt is the first record with all columns that are needed, if a title stands above it; otherwise 0.
func headerAt(records [][]string, needed []string) int {
	for k, cells := range records[:min(len(records), mostTitles)] {
		has := func(column string) bool {
			return slices.ContainsFunc(cells, func(c string) bool { return columnName(c) == column })
		}
		if !slices.ContainsFunc(needed, func(column string) bool { return !has(column) }) {
			return k
		}
	}
	return 0
}

// filled is the first record with something in a column; -1 where there is none.
func filled(records [][]string, column int) int {
	return slices.IndexFunc(records, func(cells []string) bool { return cells[column] != "" })
}

func (t *table) at(line int) string {
	if line == 0 {
		return t.name
	}
	return fault.Say("%s, line %d", t.name, line)
}

func (t *table) fault(line int, what string) error {
	return &fault.Error{Kind: fault.Invalid, Where: t.at(line), What: what, Fix: t.fix}
}

// fault is what is wrong with a cell.
func (r record) fault(column, what string) error {
	return &fault.Error{Kind: fault.Invalid, Where: fault.Say("%s, column %s", r.at(r.line), column), What: what,
		Fix: r.fix}
}

func (r record) text(column string) string {
	if k := slices.Index(r.head, column); k >= 0 && k < len(r.cells) {
		return r.cells[k]
	}
	return ""
}

func (r record) list(column, separator string) []string {
	return list(r.text(column), separator)
}

func list(text, separator string) (out []string) {
	for _, one := range strings.Split(text, separator) {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

// number reads an amount of 0 or more; NaN where the cell is empty.
func (r record) number(column string) (float64, error) {
	text := r.text(column)
	if text == "" {
		return math.NaN(), nil
	}
	if small, large, ok := TwoAmounts(text); ok && column != "level" && column != "asked" && column != "weight" {
		return 0, r.fault(column,
			fault.Say("%q may be %s or %s: write it without marks between thousands", text, small, large))
	}
	v, err := strconv.ParseFloat(Amount(text), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || v < 0 || v > 1e15 {
		return 0, r.fault(column, fault.Say("%q is no number of 0 or more", text))
	}
	return v, nil
}

// thousands are amounts as people write them.
var thousands = regexp.MustCompile(
	`^(?:US\$|\$)?\s*(\d{1,3}(?:[ ,\x{a0}\x{202f}]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)$`)

// Amount is an amount as people write it, US$ 900,000 or 900 000, as programs do; any other text as it stands.
func Amount(text string) string {
	m := thousands.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return text
	}
	return strings.Map(func(c rune) rune {
		if c == '.' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, m[1])
}

// twoAmounts are texts that one half of the world reads as thousands and the other as a fraction.
var twoAmounts = regexp.MustCompile(`^([1-9]\d{0,2})[.](\d{3})$`)

// TwoAmounts are the two amounts that a text such as 8.000 may be.
func TwoAmounts(text string) (small, large string, ok bool) {
	m := twoAmounts.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	return m[1], m[1] + m[2], true
}

// whole reads a whole number of 0 or more; -1 where the cell is empty.
func (r record) whole(column string) (int, error) {
	v, err := r.number(column)
	switch {
	case err != nil:
		return 0, err
	case math.IsNaN(v):
		return -1, nil
	case v != math.Trunc(v) || v > 1e6:
		return 0, r.fault(column, fault.Say("%q is no whole number up to a million", r.text(column)))
	}
	return int(v), nil
}

// yes reads yes or no; otherwise where the cell is empty.
func (r record) yes(column string, otherwise bool) (bool, error) {
	switch strings.ToLower(r.text(column)) {
	case "":
		return otherwise, nil
	case "yes", "true", "1":
		return true, nil
	case "no", "false", "0":
		return false, nil
	}
	return false, r.fault(column, fault.Say("%q is neither yes nor no", r.text(column)))
}
