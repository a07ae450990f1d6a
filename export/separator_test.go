package export

import (
	"encoding/csv"
	"strings"
	"testing"
)

// A CSV opened where semicolons or tabs part cells has no formula either, whichever column a text stands in: such a
// spreadsheet takes a quote in the middle of a cell for a letter, and a new line for a new row.
func TestNoFormulaBehindOtherSeparators(t *testing.T) {
	for _, text := range []string{"a;=cmd", "=1;=2", "a;b;+SUM(A1)", "a\t@x", "a\n=cmd", "a;\"=cmd", "a; =cmd", "a;;=cmd",
		"a\r\n-x", "a;\"\"=cmd;b", "a;-2+3"} {
		line := string(appendText([]byte("x,"), text))
		for _, cell := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(";\t\r\n", r) }) {
			if formula(strings.TrimLeft(cell, "\" ")) {
				t.Errorf("%q is written %s, of which %s is a formula", text, line, cell)
			}
		}
		read, err := csv.NewReader(strings.NewReader(line)).Read()
		if err != nil || len(read) != 2 || strings.ReplaceAll(read[1], "'", "") != strings.ReplaceAll(text, "\r\n", "\n") {
			t.Errorf("%q is written %s and read %q, %v", text, line, read, err)
		}
	}
	for _, text := range []string{"a;b", "a;-1", "a; b=c", "-1", "", ";", "a;"} {
		if got := marked(text); got != text {
			t.Errorf("%q is changed to %q", text, got)
		}
	}
	if got := string(appendText(nil, "a;b")); got != `"a;b"` {
		t.Errorf("%s is split where semicolons part cells", got)
	}
}
