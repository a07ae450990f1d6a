package csvtext

import (
	"bufio"
	"bytes"
	"regexp"
	"strings"
)

// separator is what parts the fields of a text, told by its first record: semicolons or tabs where it has no comma
// outside quotes, as spreadsheets write them where decimals have a comma.
func separator(text *bufio.Reader) rune {
	head, _ := text.Peek(text.Size()) // what is wrong with the text, reading it says
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(bytes.TrimSpace(line)) == 0 || line[0] == '#' {
			continue
		}
		told, ok := bytes.CutPrefix(bytes.ToLower(bytes.Trim(line, `"`)), []byte("sep="))
		if ok && len(told) == 1 && bytes.Contains([]byte(",;\t|"), told) {
			return rune(told[0])
		}
		return parts(line)
	}
	return ','
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
