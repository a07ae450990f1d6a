package export

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"ikat/fault"
	"ikat/result"
)

// Limits of Stata's format 118 (Stata 14 and later), in bytes unless said otherwise.
const (
	stataNameWidth   = 129                    // 32 characters and a zero
	stataMostLabel   = 80                     //
	stataLabelWidth  = 4*stataMostLabel + 1   // and a zero
	stataFormatWidth = 57                     //
	stataMostText    = 2045                   // of a text column; longer texts lie apart
	stataMostNote    = 67784                  // of a note, its zero included
	stataMostColumns = 32767                  // columns
	stataLargest     = 8.9884656743115785e307 // the largest number that does not mean missing
	stataMissing     = 0x7fe0000000000000     // bits of a number that is not defined
)

// Codes of what a column holds; a code of at most stataMostText is a text's width.
const (
	stataDouble = 65526
	stataLong   = 65528
	stataApart  = 32768 // texts that lie apart, strL
)

// A stataColumn is a column as Stata holds it.
type stataColumn struct {
	*result.Column
	name  string
	code  uint16
	first []int // of texts that lie apart, by their number in Dict: the first row that has it, -1 where none has
}

// Stata writes the frame as a data set of Stata 14 and later: a label for every column, and as notes what the frame
// says of itself: notes of the data set have title, notes and provenance, notes of a variable its unit, kind and
// definition. A value that is not defined is missing.
//
// Error: fault.Invalid where Stata has no place for a number or for so many columns; what w returns.
func Stata(w io.Writer, f *result.Frame) error {
	columns, err := stataColumns(f)
	if err != nil {
		return err
	}
	header := stataHeader(f, columns)
	before, after := stataParts(f, columns), [][]byte{stataApartTexts(columns), []byte("<value_labels></value_labels>")}
	data := len("<data></data>") + f.Rows()*stataRowWidth(columns)
	out := bufio.NewWriterSize(w, 1<<16)
	for _, part := range append([][]byte{header, stataMap(len(header), before, data, after)}, before...) {
		if _, err := out.Write(part); err != nil {
			return err
		}
	}
	if err := stataData(out, f, columns); err != nil {
		return err
	}
	for _, part := range append(after, []byte("</stata_dta>")) {
		if _, err := out.Write(part); err != nil {
			return err
		}
	}
	return out.Flush()
}

// stataColumns names and codes the columns, and refuses what has no place.
func stataColumns(f *result.Frame) ([]stataColumn, error) {
	refuse := func(what string) error {
		return &fault.Error{Kind: fault.Invalid, What: what, Fix: "Write it as csv or parquet"}
	}
	if len(f.Columns) > stataMostColumns {
		return nil, refuse(fault.Say("Stata holds %d columns; the result has %d", stataMostColumns, len(f.Columns)))
	}
	taken := map[string]bool{}
	out := make([]stataColumn, len(f.Columns))
	for i, c := range f.Columns {
		out[i] = stataColumn{Column: c, name: stataName(c.Name, taken), code: stataCode(c)}
		if out[i].code == stataApart {
			out[i].first = firstRows(c)
		}
		for row, v := range c.Floats {
			if math.Abs(v) > stataLargest {
				return nil, refuse(fault.Say("Stata holds no number as large as %g, in row %d of %s", v, row+1, c.Name))
			}
		}
		for row, v := range c.Ints {
			if out[i].code == stataDouble && int64(float64(v)) != v {
				return nil, refuse(fault.Say("Stata holds no whole number as large as %d exactly, in row %d of %s", v, row+1,
					c.Name))
			}
		}
	}
	return out, nil
}

func stataCode(c *result.Column) uint16 {
	switch {
	case c.Floats != nil:
		return stataDouble
	case c.Ints != nil:
		for _, v := range c.Ints {
			if v < -2147483647 || v > 2147483620 { // what lies beyond means missing
				return stataDouble
			}
		}
		return stataLong
	}
	width := 1
	for _, t := range c.Dict {
		width = max(width, len(t))
	}
	if width > stataMostText {
		return stataApart
	}
	return uint16(width)
}

var (
	notInStataNames = regexp.MustCompile(`[^A-Za-z0-9_]`)
	stataReserved   = regexp.MustCompile(`^(_.*|byte|double|float|if|in|int|long|using|with|strL|str[0-9]+|[0-9].*|)$`)
)

// stataName makes a name that Stata takes, of at most 32 characters, as near to the column's own as can be.
func stataName(name string, taken map[string]bool) string {
	base := notInStataNames.ReplaceAllString(name, "_")
	if stataReserved.MatchString(base) {
		base = "v" + base
	}
	base = base[:min(len(base), 32)]
	for n := 2; taken[base]; n++ {
		end := fmt.Sprintf("_%d", n)
		base = base[:min(len(base), 32-len(end))] + end
	}
	taken[base] = true
	return base
}

var little = binary.LittleEndian

// stataHeader begins the file. It holds no time, so that the same frame is the same file.
func stataHeader(f *result.Frame, columns []stataColumn) []byte {
	b := []byte("<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>")
	b = little.AppendUint16(b, uint16(len(columns)))
	b = append(b, "</K><N>"...)
	b = little.AppendUint64(b, uint64(f.Rows()))
	b = append(b, "</N><label>"...)
	title := cutText(f.Title, 80)
	b = little.AppendUint16(b, uint16(len(title)))
	b = append(b, title...)
	return append(b, "</label><timestamp>\x00</timestamp></header>"...)
}

// stataMap says where every part begins: the file itself, the map, the parts, the end, and what follows the end.
func stataMap(header int, before [][]byte, data int, after [][]byte) []byte {
	at := uint64(header + len("<map></map>") + 14*8)
	b := little.AppendUint64(little.AppendUint64([]byte("<map>"), 0), uint64(header))
	add := func(size int) {
		b = little.AppendUint64(b, at)
		at += uint64(size)
	}
	for _, part := range before {
		add(len(part))
	}
	add(data)
	for _, part := range after {
		add(len(part))
	}
	add(len("</stata_dta>"))
	add(0)
	return append(b, "</map>"...)
}

// stataParts are the parts ahead of the data: what every column holds, is called, looks like and means.
func stataParts(f *result.Frame, columns []stataColumn) [][]byte {
	part := func(tag string, each func([]byte, stataColumn) []byte) []byte {
		b := []byte("<" + tag + ">")
		for _, c := range columns {
			b = each(b, c)
		}
		return append(b, "</"+tag+">"...)
	}
	sorted := append([]byte("<sortlist>"), make([]byte, 2*(len(columns)+1))...)
	return [][]byte{
		part("variable_types", func(b []byte, c stataColumn) []byte { return little.AppendUint16(b, c.code) }),
		part("varnames", func(b []byte, c stataColumn) []byte { return padded(b, c.name, stataNameWidth) }),
		append(sorted, "</sortlist>"...),
		part("formats", func(b []byte, c stataColumn) []byte {
			return padded(b, stataFormat(c.code), stataFormatWidth)
		}),
		part("value_label_names", func(b []byte, _ stataColumn) []byte { return padded(b, "", stataNameWidth) }),
		part("variable_labels", func(b []byte, c stataColumn) []byte {
			return padded(b, stataLabel(c.Column), stataLabelWidth)
		}),
		stataNotes(f, columns),
	}
}

// stataLabel is what `describe` shows of a column: its label, and its unit where both find room.
func stataLabel(c *result.Column) string {
	unit := " (" + c.Unit + ")"
	room := stataMostLabel - utf8.RuneCountInString(unit)
	if c.Unit == "" || room < stataMostLabel/2 {
		return cutText(c.Label, stataMostLabel)
	}
	return cutText(c.Label, room) + unit
}

// stataFormat is how Stata shows a column.
func stataFormat(code uint16) string {
	switch {
	case code == stataDouble, code == stataLong:
		return "%12.0g"
	case code == stataApart:
		return "%-60s"
	}
	return fmt.Sprintf("%%-%ds", min(code, 60))
}

// stataNotes are characteristics by the names that Stata's command notes reads: note0 is how many there are.
func stataNotes(f *result.Frame, columns []stataColumn) []byte {
	b := []byte("<characteristics>")
	add := func(of, name, text string) {
		b = append(b, "<ch>"...)
		b = little.AppendUint32(b, uint32(2*stataNameWidth+len(text)+1))
		b = padded(padded(b, of, stataNameWidth), name, stataNameWidth)
		b = append(b, text...)
		b = append(b, "\x00</ch>"...)
	}
	notes := func(of string, texts []string) {
		if len(texts) > 0 {
			add(of, "note0", fmt.Sprint(len(texts)))
		}
		for i, t := range texts {
			add(of, fmt.Sprintf("note%d", i+1), cutBytes(t, stataMostNote-1))
		}
	}
	notes("_dta", frameNotes(f))
	for _, c := range columns {
		var about []string
		if c.name != c.Name {
			about = append(about, "name: "+c.Name)
		}
		for _, p := range []pair{{"label", c.Label}, {"unit", c.Unit}, {"kind", string(c.Kind)},
			{"definition", c.Definition}} {
			if p.value != "" {
				about = append(about, p.key+": "+p.value)
			}
		}
		notes(c.name, about)
	}
	return append(b, "</characteristics>"...)
}

// frameNotes are what the frame says of itself, a text an item.
func frameNotes(f *result.Frame) []string {
	out := []string{f.Title}
	for _, n := range f.Notes {
		out = append(out, n.Severity+": "+n.Text)
	}
	p := f.Provenance
	for _, s := range p.Sources {
		out = append(out, strings.TrimSuffix("source: "+s.Dated()+", "+s.Publisher+". "+s.Citation, ". "))
	}
	for _, r := range p.References {
		out = append(out, "reference: "+r)
	}
	return append(out, "provenance: "+string(marshal(p)))
}

func stataRowWidth(columns []stataColumn) int {
	width := 0
	for _, c := range columns {
		switch c.code {
		case stataDouble, stataApart:
			width += 8
		case stataLong:
			width += 4
		default:
			width += int(c.code)
		}
	}
	return width
}

func stataData(out *bufio.Writer, f *result.Frame, columns []stataColumn) error {
	if _, err := out.WriteString("<data>"); err != nil {
		return err
	}
	row := make([]byte, 0, stataRowWidth(columns))
	for i := range f.Rows() {
		row = row[:0]
		for k, c := range columns {
			row = stataCell(row, c, k, i)
		}
		if _, err := out.Write(row); err != nil {
			return err
		}
	}
	_, err := out.WriteString("</data>")
	return err
}

// stataCell appends the value of a row of the k-th column.
func stataCell(b []byte, c stataColumn, k, row int) []byte {
	switch {
	case c.Floats != nil:
		if v := c.Floats[row]; !math.IsNaN(v) {
			return little.AppendUint64(b, math.Float64bits(v))
		}
		return little.AppendUint64(b, stataMissing)
	case c.code == stataDouble:
		return little.AppendUint64(b, math.Float64bits(float64(c.Ints[row])))
	case c.code == stataLong:
		return little.AppendUint32(b, uint32(int32(c.Ints[row])))
	case c.code == stataApart:
		if c.Text(row) == "" {
			return little.AppendUint64(b, 0)
		}
		return little.AppendUint64(b, uint64(k+1)|uint64(c.first[c.Codes[row]]+1)<<16) // column and row that name it
	}
	return padded(b, c.Text(row), int(c.code))
}

// firstRows says in which row each text of a column stands first.
func firstRows(c *result.Column) []int {
	first := make([]int, len(c.Dict))
	for i := range first {
		first[i] = -1
	}
	for row, code := range c.Codes {
		if first[code] < 0 {
			first[code] = row
		}
	}
	return first
}

// stataApartTexts are the texts of columns that are too wide, each once, named by column and first row, in this order.
func stataApartTexts(columns []stataColumn) []byte {
	b := []byte("<strls>")
	for k, c := range columns {
		if c.code != stataApart {
			continue
		}
		for row, code := range c.Codes {
			t := c.Dict[code]
			if t == "" || c.first[code] != row {
				continue
			}
			b = append(b, "GSO"...)
			b = little.AppendUint64(little.AppendUint32(b, uint32(k+1)), uint64(row+1))
			b = append(b, 130) // text that ends with a zero
			b = little.AppendUint32(b, uint32(len(t)+1))
			b = append(b, t...)
			b = append(b, 0)
		}
	}
	return append(b, "</strls>"...)
}

// padded appends a text and zeros up to a width.
func padded(b []byte, text string, width int) []byte {
	b = append(b, text...)
	return append(b, make([]byte, width-len(text))...)
}

// cutText keeps the first characters of a text; the whole stands in a note.
func cutText(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// cutBytes keeps the first bytes of a text, and whole characters.
func cutBytes(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
