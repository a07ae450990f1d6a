// Package resaved sees text that another program has saved again as the text that its publisher wrote: with semicolons
// or tabs between cells, decimal commas, a column of row numbers, labels in two columns and two lines, or a line for
// each cell.
//
// Programs differ in how they write a table, not in what it says: all of it is brought back to one line of labels, one
// column of labels, commas between cells and points before decimals, and read by the format whose labels they are.
package resaved

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/tablefile/cells"
)

// shape is how a text deviates from the usual form.
type shape struct {
	marks
	separator byte
	skip      int      // columns of row numbers before the labels
	labels    int      // columns of labels
	header    int      // lines of labels
	short     bool     // the header has no cell above the columns of labels
	upper     bool     // the header is in lower case where the rows' labels are in upper case
	width     int      // columns of numbers
	trail     int      // empty columns after the last label
	lead      []string // lines of words above the labels
	take      []int    // which lines, and columns, make a label, in the order in which they do

	repeated map[string]bool // last parts of labels that several columns have
}

const (
	mostHeader = 6  // lines of labels
	mostLabels = 6  // columns of row numbers and labels
	mostLead   = 12 // lines of words above the labels
)

// plain holds for the usual form.
func (s *shape) plain() bool {
	return s.separator == ',' && s.usual() && s.skip == 0 && s.labels == 1 && s.header == 1 && !s.short && !s.upper &&
		s.trail == 0 && len(s.lead) == 0
}

// columns are the labels of the columns of numbers, each in its parts, one a line. A line that only names what stands
// in the columns of labels, as pandas writes, is none.
func (s *shape) columns(header [][]byte) (out [][]string) {
	before := s.skip + s.labels
	if s.short {
		before = 0
	}
	var head [][][]byte
	for _, line := range header {
		row := split(line, s.separator)
		if slices.ContainsFunc(row[min(before, len(row)):], func(c []byte) bool { return len(c) > 0 }) {
			head = append(head, row)
		}
	}
	for j := before; len(head) > 0 && j < len(head[0])-s.trail; j++ {
		parts := make([]string, len(head))
		for l, row := range head {
			if j < len(row) {
				parts[l] = string(row[j])
			}
		}
		out = append(out, parts)
	}
	s.repeated = again(out)
	for j := 1; j < len(out); j++ {
		fillMerged(out[j], out[j-1], s.repeated)
	}
	return out
}

// String says how the text deviates.
func (s *shape) String() string {
	var out []string
	for _, c := range []struct {
		is   bool
		what string
	}{
		{s.separator == ';', "semicolons between cells"}, {s.separator == '\t', "tabs between cells"},
		{s.separator == ' ', "blanks between cells"}, {s.separator == '|', "bars between cells"},
		{s.decimal == ',', "decimal commas"}, {s.apart != 0, "thousands apart"}, {s.skip > 0, "row numbers"},
		{s.labels > 1 || s.header > 1, fault.Say("labels in %d columns and %d lines", s.labels, s.header)},
		{s.short, "no cell above the labels"}, {s.upper, "labels in lower case"},
		{len(s.lead) > 0, "words above the table"}, {s.trail > 0, "empty columns at its end"},
	} {
		if c.is {
			out = append(out, c.what)
		}
	}
	return strings.Join(out, ", ")
}

// lookAt finds the shape of a text by its first lines; ok is false where they are no table's.
func lookAt(lines [][]byte) (s shape, ok bool) {
	lines = s.words(lines)
	if len(lines) < 2 {
		return s, false
	}
	if s.separator, ok = separatorOf(lines[0]); !ok {
		return s, false
	}
	for s.header < len(lines) {
		row := split(lines[s.header], s.separator)
		if coded := s.header > 0 && emptyAtStart(row) > 1; isData(row) && !coded {
			break
		}
		s.header++
	}
	if s.header == 0 || s.header > mostHeader || s.header == len(lines) {
		return s, false
	}
	data := split(lines[s.header], s.separator)
	for s.skip < len(data) && s.skip <= 1 && isNumber(data[s.skip]) {
		s.skip++
	}
	for s.skip+s.labels < len(data) && !isNumber(data[s.skip+s.labels]) {
		s.labels++
	}
	if before := emptyAtStart(split(lines[0], s.separator)); before == s.header && before > 1 {
		s.skip, s.labels = 0, before // as many columns of labels as lines: numbers in them are codes
	}
	s.trail = s.emptyAtEnd(lines[:s.header])
	s.width = len(data) - s.skip - s.labels - s.trail
	head := len(split(lines[0], s.separator))
	s.short = head == len(data)-s.skip-s.labels || head == len(data)-1 && s.skip+s.labels == 1
	if s.skip > 1 || s.labels == 0 || s.labels > mostLabels || s.width < 2 || !s.short && head != len(data) {
		return s, false
	}
	for k, line := range lines[s.header:] {
		s.learnLine(line, len(s.lead)+s.header+k+1)
	}
	s.take = levels(s.columns(lines[:s.header]))
	s.upper = s.header == 1 && isLower(lines[0]) && isUpper(data[s.skip])
	return s, true
}

// words takes lines above the labels apart: those with words in one or two cells, before one with more. What separates
// cells is told by the longest line, which is no such line.
func (s *shape) words(lines [][]byte) [][]byte {
	if len(lines) == 0 {
		return nil
	}
	longest := slices.MaxFunc(lines, func(a, b []byte) int { return cmp.Compare(len(a), len(b)) })
	sep, _ := separatorOf(longest)
	for k, line := range lines[:min(len(lines), mostLead+1)] {
		filled := 0
		for _, c := range split(line, sep) {
			if len(bytes.TrimSpace(c)) > 0 {
				filled++
			}
		}
		if filled > 2 && !bytes.HasPrefix(line, []byte("#")) {
			return lines[k:]
		}
		s.lead = append(s.lead, strings.Trim(string(line), "#;,\t |\""))
	}
	s.lead = nil
	return lines
}

// emptyAtStart counts the empty cells before the first that is not.
func emptyAtStart(row [][]byte) int {
	return max(0, slices.IndexFunc(row, func(c []byte) bool { return len(bytes.TrimSpace(c)) > 0 }))
}

// emptyAtEnd counts the columns at the end that have no label.
func (s *shape) emptyAtEnd(lines [][]byte) int {
	least := -1
	for _, line := range lines {
		row := split(line, s.separator)
		n := 0
		for n < len(row) && len(bytes.TrimSpace(row[len(row)-1-n])) == 0 {
			n++
		}
		if least < 0 || n < least {
			least = n
		}
	}
	return max(0, least)
}

// separatorOf returns what separates the cells of a line. Bars do where numbers with decimal commas stand between them;
// elsewhere they may stand in labels.
func separatorOf(line []byte) (byte, bool) {
	if bytes.Count(line, []byte{'|'}) >= 2 && isData(split(line, '|')) {
		return '|', true
	}
	for _, sep := range []byte{'\t', ';', ',', '|', ' '} {
		if bytes.Count(line, []byte{sep}) >= 2 {
			return sep, true
		}
	}
	return 0, false
}

// split cuts a line into its cells.
func split(line []byte, sep byte) (out [][]byte) {
	for pos := 0; ; {
		cell, next, ok := cells.Next(line, pos, sep)
		if !ok {
			return out
		}
		out, pos = append(out, cell), next
	}
}

// isData tells a row of numbers from a line of labels, which are none, the cells before the last four apart.
func isData(row [][]byte) bool {
	numbers := 0
	for _, c := range row[max(0, len(row)-8):] {
		if isNumber(c) {
			numbers++
		}
	}
	return 2*numbers > min(8, len(row)-1)
}

// isNumber holds for numbers in any way of writing.
func isNumber(cell []byte) bool {
	if _, ok := cells.Number(cell); ok {
		return true
	}
	_, ok := parse(cell)
	return ok
}

// learnLine takes what a line of numbers tells of how they are written.
func (s *shape) learnLine(line []byte, at int) {
	row := split(line, s.separator)
	for _, c := range row[min(len(row), s.skip+s.labels):] {
		s.learn(c, at)
	}
}

func isLower(text []byte) bool {
	return bytes.Equal(bytes.ToLower(text), text) && !bytes.Equal(bytes.ToUpper(text), text)
}

func isUpper(text []byte) bool {
	return bytes.Equal(bytes.ToUpper(text), text) && !bytes.Equal(bytes.ToLower(text), text)
}
