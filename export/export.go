// Package export writes result frames in the formats people open elsewhere: CSV for Excel and R, JSON for programs,
// Parquet and Arrow for Python, R and DuckDB, workbooks for Excel, data sets for Stata, and CSV with its description
// beside it in one zip file.
package export

import (
	"bufio"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/result"
)

// Formats lists the names that Write takes.
var Formats = names()

// writers are the formats in the order in which they are listed.
var writers = slices.Concat(
	[]format{{"csv", CSV}, {"json", JSON}}, large, []format{{"dta", Stata}, {"zip", alone}})

type format struct {
	name  string
	write func(io.Writer, *result.Frame) error
}

func names() []string {
	var out []string
	for _, f := range writers {
		out = append(out, f.name)
	}
	return out
}

// alone writes a package of one frame.
func alone(w io.Writer, f *result.Frame) error {
	return Package(w, []*result.Frame{f}, []string{resourceName(f)})
}

// Write writes the frame to w in the named format.
//
// Error: fault.Invalid for an unknown format; what w returns.
func Write(w io.Writer, f *result.Frame, format string) error {
	for _, known := range writers {
		if known.name == format {
			return known.write(w, f)
		}
	}
	return &fault.Error{
		Kind: fault.Invalid,
		What: fault.Say("there is no output format %q", format),
		Fix:  fault.Suggest(format, Formats, fault.Say("Formats are %s", strings.Join(Formats, ", "))),
	}
}

// CSV writes a header of column names and one line a row, with the shortest digits that read back as the same number.
// A value that is not defined is an empty cell.
func CSV(w io.Writer, f *result.Frame) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	cells := make([]func([]byte, int) []byte, len(f.Columns))
	for i, c := range f.Columns {
		if i > 0 {
			line = append(line, ',')
		}
		line = appendText(line, c.Name)
		cells[i] = csvCell(c)
	}
	line = append(line, '\n')
	for row := range f.Rows() {
		if _, err := out.Write(line); err != nil {
			return err
		}
		line = line[:0]
		for i, cell := range cells {
			if i > 0 {
				line = append(line, ',')
			}
			line = cell(line, row)
		}
		line = append(line, '\n')
	}
	if _, err := out.Write(line); err != nil {
		return err
	}
	return out.Flush()
}

func csvCell(c *result.Column) func([]byte, int) []byte {
	switch {
	case c.Floats != nil:
		return func(b []byte, row int) []byte { return appendNumber(b, c.Floats[row]) }
	case c.Ints != nil:
		return func(b []byte, row int) []byte { return strconv.AppendInt(b, c.Ints[row], 10) }
	}
	quoted := make([]string, len(c.Dict))
	for i, s := range c.Dict {
		quoted[i] = string(appendText(nil, s))
	}
	return func(b []byte, row int) []byte { return append(b, quoted[c.Codes[row]]...) }
}

func appendNumber(b []byte, v float64) []byte {
	switch {
	case math.IsNaN(v):
		return b
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return strconv.AppendInt(b, int64(v), 10)
	}
	return strconv.AppendFloat(b, v, 'g', -1, 64)
}

// appendText writes a text. One that a spreadsheet would take for a formula gets an apostrophe before it, which is how
// spreadsheets mark text: labels come from tables that anybody may have written.
func appendText(b []byte, s string) []byte {
	s = marked(s)
	if !strings.ContainsAny(s, ",;\t\"\r\n") {
		return append(b, s...)
	}
	return append(append(append(b, '"'), strings.ReplaceAll(s, `"`, `""`)...), '"')
}

// marked is a text with an apostrophe wherever a spreadsheet could take a formula to begin: at its start, and behind
// what parts cells or lines for a spreadsheet of another country. Such a one heeds quotes only at the start of a cell,
// so that quoting would not do.
func marked(s string) string {
	out := make([]byte, 0, len(s)+1)
	if formula(s) {
		out = append(out, '\'')
	}
	for from := 0; from < len(s); {
		end := len(s)
		if i := strings.IndexAny(s[from:], ";\t\r\n"); i >= 0 {
			end = from + i + 1
		}
		piece := strings.TrimRight(s[from:end], ";\t\r\n")
		if from > 0 && (formula(piece) || formula(strings.TrimLeft(piece, "\" "))) {
			out = append(out, '\'')
		}
		out = append(out, s[from:end]...)
		from = end
	}
	return string(out)
}

// formula reports whether a spreadsheet would compute a text. Signed numbers it only reads.
func formula(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(csvtext.Formula, first) || len(s) == size {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err != nil
}

type jsonColumn struct {
	Name       string      `json:"name"`
	Label      string      `json:"label"`
	Unit       string      `json:"unit,omitempty"`
	Kind       result.Kind `json:"kind,omitempty"`
	Definition string      `json:"definition,omitempty"`
}

// JSON writes one object: title, columns (name, label, unit, kind, definition), rows (an object each), notes,
// provenance.
// A value that is not defined is null.
func JSON(w io.Writer, f *result.Frame) error {
	out := bufio.NewWriterSize(w, 1<<16)
	names := make([][]byte, len(f.Columns))
	texts := make([][][]byte, len(f.Columns))
	for i, c := range f.Columns {
		names[i] = append(marshal(c.Name), ':')
		for _, s := range c.Dict {
			texts[i] = append(texts[i], marshal(s))
		}
	}
	out.WriteString(`{"title":`)
	out.Write(marshal(f.Title))
	out.WriteString(`,"columns":`)
	out.Write(marshal(describe(f)))
	out.WriteString(`,"rows":[`)
	var line []byte
	for row := range f.Rows() {
		line = line[:0]
		if row > 0 {
			line = append(line, ',')
		}
		line = append(line, "\n{"...)
		for i, c := range f.Columns {
			if i > 0 {
				line = append(line, ',')
			}
			line = append(line, names[i]...)
			line = appendJSON(line, c, texts[i], row)
		}
		line = append(line, '}')
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	out.WriteString("\n],\"notes\":")
	notes := f.Notes
	if notes == nil {
		notes = []result.Note{}
	}
	out.Write(marshal(notes))
	out.WriteString(`,"provenance":`)
	out.Write(marshal(f.Provenance))
	out.WriteString("}\n")
	return out.Flush()
}

func appendJSON(b []byte, c *result.Column, texts [][]byte, row int) []byte {
	switch {
	case c.Floats != nil:
		if v := c.Floats[row]; math.IsNaN(v) || math.IsInf(v, 0) {
			return append(b, "null"...)
		}
		return appendNumber(b, c.Floats[row])
	case c.Ints != nil:
		return strconv.AppendInt(b, c.Ints[row], 10)
	}
	return append(b, texts[c.Codes[row]]...)
}

// marshal renders plain data; the types here cannot fail to marshal.
func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
