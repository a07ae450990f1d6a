// Package cells cuts lines of delimited text into cells, reads the numbers in them, and says what is wrong where a cell
// is no number.
package cells

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/internal/fastnum"
	"ikat/tablefile"
)

// ByteOrderMark may start a UTF-8 text.
const ByteOrderMark = "\xef\xbb\xbf"

// Next returns the cell that starts at pos, without quotes and surrounding blanks, and the position of the next one,
// which is len(line)+1 after the last. A pos beyond the line is a cell that is not there: ok is false.
func Next(line []byte, pos int, sep byte) (cell []byte, next int, ok bool) {
	if pos > len(line) {
		return nil, pos, false
	}
	start := pos
	for start < len(line) && (line[start] == ' ' || line[start] == '\t') && line[start] != sep {
		start++
	}
	if start < len(line) && line[start] == '"' {
		return quoted(line, start+1, sep)
	}
	end := bytes.IndexByte(line[pos:], sep)
	if end < 0 {
		end = len(line) - pos
	}
	return bytes.Trim(line[pos:pos+end], " \t"), pos + end + 1, true
}

// quoted returns the cell whose opening quote is before start; doubled quotes stand for one. What follows the closing
// quote up to the separator is left out unless it is more than blanks: then the quotes are part of the text.
func quoted(line []byte, start int, sep byte) (cell []byte, next int, ok bool) {
	doubled := false
	for i := start; i < len(line); i++ {
		if line[i] != '"' {
			continue
		}
		if i+1 < len(line) && line[i+1] == '"' {
			doubled = true
			i++
			continue
		}
		end := bytes.IndexByte(line[i:], sep)
		if end < 0 {
			end = len(line) - i
		}
		if len(bytes.Trim(line[i+1:i+end], " \t")) > 0 {
			return line[start-1 : i+end], i + end + 1, true
		}
		cell = line[start:i]
		if doubled {
			cell = bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
		}
		return bytes.Trim(cell, " \t"), i + end + 1, true
	}
	return line[start-1:], len(line) + 1, true
}

// AppendText appends a label as a cell of comma-separated text, in quotes where it needs them; an end of line in it
// becomes a blank, since readers of tables take a line for a row.
func AppendText(line []byte, text string) []byte {
	if !strings.ContainsAny(text, "\",\r\n") {
		return append(line, text...)
	}
	line = append(line, '"')
	for i := range len(text) {
		switch c := text[i]; c {
		case '"':
			line = append(line, '"', '"')
		case '\r', '\n':
			line = append(line, ' ')
		default:
			line = append(line, c)
		}
	}
	return append(line, '"')
}

// Guard returns a label as tables are written: with an apostrophe before what a spreadsheet would compute, and before
// labels that look guarded already, so that Unguard gives every label back.
func Guard(label string) string {
	if guarded(label) {
		return "'" + label
	}
	return label
}

// Unguard returns the label that Guard was given, without what nobody sees in it.
func Unguard(cell string) string {
	if strings.HasPrefix(cell, "'") && guarded(cell) {
		cell = cell[1:]
	}
	if strings.IndexFunc(cell, func(r rune) bool { return r > unicode.MaxASCII }) < 0 || !utf8.ValidString(cell) {
		return cell // what is no UTF-8 is named as it stands
	}
	return strings.TrimSpace(strings.Map(seen, cell))
}

// seen makes of blanks of every kind and of wide underscores the plain ones, and drops what is not printed: soft
// hyphens, marks of direction, joiners.
func seen(r rune) rune {
	switch {
	case r == '\uff3f':
		return '_'
	case unicode.IsSpace(r):
		return ' '
	case r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\u200e' || r == '\u200f':
		return -1
	}
	return r
}

// guarded holds for what a spreadsheet would compute, any number of apostrophes before it.
func guarded(label string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(label, "'"))
	return first != utf8.RuneError && strings.ContainsRune(csvtext.Formula, first)
}

// AppendNumber appends a number in as few digits as give it back.
func AppendNumber(line []byte, v float64) []byte { return strconv.AppendFloat(line, v, 'g', -1, 64) }

// Count counts the cells of a line.
func Count(line []byte, sep byte) int {
	n := 0
	for pos := 0; ; n++ {
		_, next, ok := Next(line, pos, sep)
		if !ok {
			return n
		}
		pos = next
	}
}

// Blank holds for lines without anything but separators, which spreadsheets leave at the end.
func Blank(line []byte) bool { return len(bytes.Trim(line, ",; \t\r\"")) == 0 }

// Number reads a whole cell. A minus may be written as accounts write it: (3.2), −3.2, –3.2, 3.2-.
func Number(cell []byte) (float64, bool) {
	v, n := fastnum.Prefix(cell)
	if n > 0 && n == len(cell) {
		return v, true
	}
	bare, negative := negated(cell)
	if v, n = fastnum.Prefix(bare); !negative || n == 0 || n != len(bare) || math.Signbit(v) || bare[0] == '+' {
		return 0, false
	}
	return -v, true
}

// negated takes a minus away that is no plain one in front; negative is false where there is none.
func negated(cell []byte) (bare []byte, negative bool) {
	if bytes.HasPrefix(cell, []byte("(")) && bytes.HasSuffix(cell, []byte(")")) {
		return cell[1 : len(cell)-1], true
	}
	for _, minus := range []string{"\u2212", "\u2013", "\u2012"} {
		if bare, negative = bytes.CutPrefix(cell, []byte(minus)); negative {
			return bare, true
		}
	}
	return bytes.CutSuffix(cell, []byte("-"))
}

// Missing holds for a cell that is empty or says that there is no number.
func Missing(cell []byte) bool {
	switch strings.ToUpper(string(cell)) {
	case "", "NA", "N/A", "N.A.", "N.A", "(NA)", "<NA>", "#N/A", "ND", "N.D.", "N/D", "NAN", "NULL", "NONE",
		".", "..", "...",
		"…", ":", "-", "--", "–", "—", "*":
		return true
	}
	return false
}

// BadNumber says what is wrong with a cell that is not a number, why that matters and what to do.
func BadNumber(cell []byte) (what, why, fix string) {
	const again = "Get the file again, or put the number in"
	text := string(cell)
	quoted := tablefile.Quote(cell, 40)
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case text == "":
		return "the cell is empty", "A missing flow is not zero", again
	case math.IsNaN(v) || math.IsInf(v, 0) && err == nil:
		return fault.Say("%s is not a finite number", quoted), "Everything computed from it would be undefined", again
	case Missing(cell):
		return fault.Say("%s is not a number", quoted), "A missing flow is not zero",
			"Put the number in, or take missing flows for zeros: ikat tables add --missing zero"
	case errors.Is(err, strconv.ErrRange):
		return fault.Say("%s is too large for a number", quoted), "No flow is that large", "Get the file again"
	case strings.HasSuffix(text, "%"):
		return fault.Say("%s is a share", quoted), "A table holds amounts", "Put the amount in"
	case Grouped(text):
		return fault.Say(
				"%s has a thousands separator or a decimal comma",
				quoted,
			), "Its value could be read in two ways",
			"Save the file with plain numbers: no thousands separators, a point before the decimals"
	}
	return fault.Say("%s is not a number", quoted), "A missing flow is not zero", again
}

// Grouped holds for digits with commas, blanks or apostrophes between them, or several points.
func Grouped(text string) bool {
	digits := strings.TrimLeft(text, "+-")
	bare := strings.NewReplacer(",", "", " ", "", "'", "", "\u2019", "", "\u00a0", "", "\u202f", "", ".", "", "_",
		"").Replace(digits)
	if bare == "" || len(bare) == len(digits) {
		return false
	}
	return strings.Trim(bare, "0123456789") == ""
}

// Lines scans the lines of a text, which end with LF, CR LF or CR alone and have at most so many bytes. It takes time
// in proportion to the text however long its lines are: a scanner looks at all of a line again after each read, so
// each read fills what room there is.
func Lines(r io.Reader, most int) *bufio.Scanner {
	in := bufio.NewScanner(filling{r})
	in.Buffer(make([]byte, 64<<10), most)
	in.Split(scanLines)
	return in
}

// filling is a reader whose reads are as long as what is asked for, but for the last. A stream cut short stays an
// error.
type filling struct{ io.Reader }

func (f filling) Read(p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var read int
		read, err = f.Reader.Read(p[n:])
		n += read
	}
	return n, err
}

// scanLines is a bufio.SplitFunc that splits at LF, CR LF and CR alone.
func scanLines(data []byte, atEOF bool) (advance int, line []byte, err error) {
	i := bytes.IndexAny(data, "\r\n")
	switch {
	case i < 0 && atEOF && len(data) > 0:
		return len(data), data, nil
	case i < 0 || data[i] == '\r' && i == len(data)-1 && !atEOF:
		return 0, nil, nil
	case data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n':
		return i + 2, data[:i], nil
	}
	return i + 1, data[:i], nil
}
