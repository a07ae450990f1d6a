// Package adb reads the Multiregional Input-Output Tables of the Asian Development Bank, 62 economies and more and the
// rest of the world, at current and at constant prices, as published in Excel (xlsx).
//
// The sheets have the layout of the World Input-Output Tables' 2013 release, which these tables extend; see package
// xlsx. Industries are c1 to c35, final demand is F1 to F5. Where the bank leaves a cell empty or writes a blank, the
// flow is zero. Taxes less subsidies (TXSP, r99), adjustments (EXP_adj, PURR, PURNR; r61 to r63) and transport margins
// (IntTTM, trs) stay in Table.Extra. Year, prices, unit and edition are those of the cells above the table and of the
// remarks below it, and where these say nothing, those of the sheet's and the file's name; the edition may also stand
// in a sheet of notes, and names of economies come from the sheet Legend.
//
// National tables (VIE IOT 2000, 2007-2024.xlsx, a sheet a year) have rows of imports below the domestic industries and
// columns of exports: they are tables of one economy and ROW, of which nothing but trade with the economy is known.
package adb

import (
	"cmp"
	"context"
	"regexp"
	"slices"
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
	return "ADB Multiregional Input-Output Tables, 62 economies and more, current and constant prices: Excel (xlsx)"
}

var (
	sheets = regexp.MustCompile(`(?i)\b(ADB|MRIO)`)
	files  = regexp.MustCompile(`(?i)ADB.*MRIO|MRIO.*ADB`)
	years  = regexp.MustCompile(`^(19|20)\d\d$`) // the sheets of national tables
	nation = regexp.MustCompile(`(?i)\bIOT\b`)
	long   = regexp.MustCompile(`(?i)MRIO[ _-]?62|\b6[23] economies`)
)

const expected = "an Excel workbook with a sheet ADB MRIO YEAR"

// Detect looks at the sheets' names and the file's.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	if nation.MatchString(src.TextName()) {
		return xlsx.Recognise(src, years, nation, 'F', expected)
	}
	return xlsx.Recognise(src, sheets, files, 'F', expected)
}

// Read reads a table.
func (Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	w, err := xlsx.OpenSheets(ctx, src)
	if err != nil {
		return nil, err
	}
	form := sheets
	if !slices.ContainsFunc(w.Sheets, sheets.MatchString) {
		form = years
	}
	sheet, err := w.Pick(form, 'F', opt.Year, "ADB MRIO YEAR, or YEAR in a national table")
	if err != nil {
		return nil, err
	}
	t, said, err := w.ReadTable(ctx, sheet, xlsx.Layout{Numbered: true, BlankIsZero: true}, opt.Report)
	if err != nil {
		return nil, err
	}
	if t.EconomyNames, err = w.Names(ctx, t.Economies); err != nil {
		return nil, err
	}
	noted, err := w.Released(ctx)
	if err != nil {
		return nil, err
	}
	_, sheetYear := tablefile.NameYear(w.Sheets[sheet])
	t.Year = cmp.Or(opt.Year, said.Year, sheetYear, src.Year())
	said.Or("million", "USD").Put(t)
	prices := cmp.Or(said.Prices, tablefile.Prices(src.TextName()), "current")
	tablefile.SetPrices(&t.Meta, prices)
	t.Publisher, t.Edition = "Asian Development Bank", cmp.Or(said.Edition, noted, tablefile.Released(src.TextName()))
	if t.Name = series(t.G(), src.TextName()+"\n"+said.Text, prices); len(t.Undetermined) > 0 {
		t.Name = "adb-" + t.Canonical().Economies[0]
	}
	t.Source = t.Publisher + ", Multiregional Input-Output Tables, " + src.Name
	if cmp.Or(said.Edition, noted) == "" && t.Edition != "" {
		t.Source += ", whose name says the edition: its cells do not"
	}
	t.Citation = "Asian Development Bank, Multiregional Input-Output Tables (state the edition)"
	t.SHA256, err = src.SHA256()
	return t, err
}

// series names the bank's series: the long one of 62 economies, or the one whose economies grow from year to year; each
// at current prices or at constant ones.
func series(economies int, file, prices string) string {
	name := "adb"
	if economies == 63 || long.MatchString(file) {
		name = "adb62"
	}
	switch prices {
	case "current":
		return name
	case "previous year's":
		return name + "-pyp"
	}
	return name + "-" + strings.ReplaceAll(prices, " ", "")
}
