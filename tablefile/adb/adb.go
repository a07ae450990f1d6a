// Package adb reads the Multiregional Input-Output Tables of the Asian Development Bank: 62 and 72 economies and the rest
// of the world, at current and at constant prices, as published in Excel (xlsx).
//
// The sheets have the layout of the World Input-Output Tables' 2013 release, which these tables extend; see package xlsx.
// Industries are c1 to c35, final demand is F1 to F5. Where the bank leaves a cell empty or writes a blank, the flow is
// zero. Taxes less subsidies (TXSP, r99), adjustments (EXP_adj, PURR, PURNR; r61 to r63) and transport margins (IntTTM,
// r65) stay in Table.Extra. Flows are in millions of US dollars.
package adb

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"strings"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/xlsx"
)

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "adb".
func (Format) ID() string { return "adb" }

// Label says what the format is.
func (Format) Label() string {
	return "ADB Multiregional Input-Output Tables, 62 and 72 economies, current and constant prices: Excel (xlsx)"
}

var (
	sheets = regexp.MustCompile(`(?i)\b(ADB|MRIO)`)
	files  = regexp.MustCompile(`(?i)ADB.*MRIO|MRIO.*ADB`)
)

const expected = "an Excel workbook with a sheet ADB MRIO YEAR"

// Detect looks at the sheets' names and the file's.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	return xlsx.Recognise(src, sheets, files, expected)
}

// Read reads a table.
func (Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	w, err := xlsx.Open(ctx, src)
	if err != nil {
		return nil, err
	}
	sheet, err := w.Pick(sheets, "ADB MRIO YEAR")
	if err != nil {
		return nil, err
	}
	t, err := w.ReadTable(ctx, sheet, xlsx.Layout{Numbered: true, BlankIsZero: true}, opt.Report)
	if err != nil {
		return nil, err
	}
	_, sheetYear := tablefile.NameYear(w.Sheets[sheet])
	// "ADB MRIO 2018, at constant 2010 prices" has two years; the first is the table's.
	_, fileYear := tablefile.NameYear(strings.Split(strings.ToLower(src.Name), "constant")[0])
	t.Name, t.Year = fmt.Sprintf("adb%d", max(1, t.G()-1)), cmp.Or(opt.Year, sheetYear, fileYear)
	t.Currency, t.Unit, t.Valuation = "USD", "million", "basic prices, current"
	if strings.Contains(strings.ToLower(src.Name), "constant") {
		t.Name += "k"
		t.Valuation = "basic prices, constant"
	}
	t.Source = "Asian Development Bank, Multiregional Input-Output Tables, " + src.Name
	t.Citation = "Asian Development Bank, Multiregional Input-Output Tables (state the edition)"
	t.SHA256, err = src.SHA256()
	return t, err
}
