package oecd_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

// What a table's file printed is written again as it was, rows and columns each in their own place, and a row below the
// industries ends with what it adds up to: 21 on intermediate use and 6 on final demand.
func TestWhatWasPrintedIsWrittenAgain(t *testing.T) {
	table := tinyworld.Table()
	table.Economies = []string{"AUS", "CHN", "JPN"}
	table.Reported = icio.Totals{RowOutput: []float64{101, 51, 41, 161, 11, 201},
		ColumnOutput: []float64{102, 52, 42, 162, 12, 202}}
	table.Extra = []icio.Row{{Code: "TLS", Use: []float64{1, 2, 3, 4, 5, 6}, FD: []float64{1, 2, 3}}}
	var b bytes.Buffer
	if err := oecd.Export(&b, table); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if strings.HasPrefix(line, "TLS,") && line != "TLS,1,2,3,4,5,6,1,2,3,27" {
			t.Errorf("taxes are written as %s", line)
		}
	}
	src, err := tablefile.FromBytes("mine.csv", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	got, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Reported.RowOutput, table.Reported.RowOutput) ||
		!slices.Equal(got.Reported.ColumnOutput, table.Reported.ColumnOutput) {
		t.Errorf("printed output came back as %v and %v", got.Reported.RowOutput, got.Reported.ColumnOutput)
	}
}

// A row that adds up the one input there is is left out where it calls itself a total, and kept where it does not: one
// number may be equal by chance.
func TestASumOfOneNumber(t *testing.T) {
	for row, rows := range map[string]int{"INTERMEDIATE TOTAL": 0, "TLS": 1} {
		src, err := tablefile.FromBytes("mine.csv", []byte("V1,AUS_1,AUS_2,CHN_1,CHN_2,AUS_FD,CHN_FD,OUT\n"+
			"AUS_1,0,10,0,0,5,0,15\nAUS_2,0,0,0,0,20,0,20\nCHN_1,0,0,0,0,0,7,7\nCHN_2,0,0,0,0,0,8,8\n"+
			row+",0,10,0,0,0,0,10\nVA,15,10,7,8,0,0,40\nOUT,15,20,7,8,25,15,50\n"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Extra) != rows {
			t.Errorf("%s: %d rows are kept", row, len(got.Extra))
		}
		src.Close()
	}
}
