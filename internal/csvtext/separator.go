package csvtext

import (
	"bufio"
	"bytes"
	"regexp"
	"strings"
)

// separator is what parts the fields of a text: what a first line sep=; tells a spreadsheet, which is no record (told),
// or else semicolons or tabs where the first record has no comma outside quotes, as spreadsheets write them where
// decimals have a comma.
func separator(text *bufio.Reader) (comma rune, told bool) {
	head, _ := text.Peek(text.Size()) // what is wrong with the text, reading it says
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		said, told := bytes.CutPrefix(bytes.ToLower(bytes.Trim(line, `"`)), []byte("sep="))
		switch {
		case !told || len(said) != 1:
			return parts(line), false
		case bytes.Contains([]byte(",;\t|"), said):
			return rune(said[0]), true
		}
		return ',', true
	}
	return ',', false
}

// parts is what parts the fields of a line.
func parts(line []byte) rune {
	quoted := false
	out := ','
	for _, b := range line {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == ',':
			return ','
		case b == ';', b == '\t' && out == ',':
			out = rune(b)
		}
	}
	return out
}

// Numbers where decimals have a comma: whether a point alone before three digits parts thousands or decimals cannot be
// told.
var (
	decimalComma = regexp.MustCompile(`^[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+ ?%?$`)
	eitherWay    = regexp.MustCompile(`^[-+]?[1-9]\d{0,2}(\.\d{3})+ ?%?$`)
)

// withPoint is a number that has a decimal comma as all others write it; other fields as they are.
func withPoint(field string) string {
	if !decimalComma.MatchString(field) {
		return field
	}
	return strings.Replace(strings.ReplaceAll(field, ".", ""), ",", ".", 1)
}
