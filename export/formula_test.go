package export

import (
	"bytes"
	"encoding/csv"
	"testing"

	"ikat/result"
)

// Labels come from tables that anybody may have written, and a CSV is opened in a spreadsheet.
func TestNoLabelIsAFormula(t *testing.T) {
	labels := map[string]string{
		"=1+1": "'=1+1", "+cmd": "'+cmd", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t'=1", "\r=1": "'\r'=1",
		"\n=1":                    "'\n'=1",
		"=HYPERLINK(\"x\",\"y\")": "'=HYPERLINK(\"x\",\"y\")", "\uff1d1": "'\uff1d1",
		"-": "-", "-5": "-5", "+1.5e3": "+1.5e3", "c1": "c1", "a=b": "a=b", "": "",
	}
	f := &result.Frame{Title: "labels"}
	var in []string
	for label := range labels {
		in = append(in, label)
	}
	f.Text("label", "Label", in)
	f.Whole("n", "n", "", "", result.Accounting, make([]int64, len(in)))
	var b bytes.Buffer
	if err := CSV(&b, f); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != len(in)+1 {
		t.Fatal(rows, err)
	}
	for i, label := range in {
		// A reader of CSV takes a carriage return before a line end for the line's.
		if got := rows[i+1][0]; got != labels[label] && label != "\r=1" {
			t.Errorf("%q is written as %q", label, got)
		}
	}
}
