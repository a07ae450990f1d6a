// Package wiod reads the World Input-Output Tables as published in Excel: the 2013 release (sheets WIOT_1995 to
// WIOT_2011) and the 2016 release (sheets 2000 to 2014); and the long-run tables, CSV with a line for each cell and
// year.
//
// The sheets are what package xlsx calls the layout, as is text that a sheet was saved as. The row of totals of
// intermediate use is left out, since it is a sum; taxes less subsidies (TXSP), the CIF/FOB adjustment (EXP_adj),
// purchases abroad and by non-residents (PURR, PURNR) and transport margins (IntTTM) stay in Table.Extra. Industries of
// the 2013 release are named c1 to c35, as everyone cites them, those of the 2016 release by their code (A01). Flows
// are in millions of US dollars.
package wiod

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/xlsx"
)

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "wiod".
func (Format) ID() string { return "wiod" }

// Label says what the format is.
func (Format) Label() string {
	return "World Input-Output Tables, releases 2013 and 2016 (Excel) and long-run (CSV)"
}

var (
	sheets = regexp.MustCompile(`^(WIOT_?)?((19|20)\d\d)$`)
	files  = regexp.MustCompile(`(?i)WIOT`)

	national = regexp.MustCompile(`(?i)\bIOT\b`) // of the ADB, which has sheets of years too
)

const expected = "an Excel workbook with a sheet WIOT_YEAR (release 2013) or YEAR (release 2016)"

// Detect looks at the sheets' names and the file's.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	if _, ok := longForm(src.Head); ok && src.Files == nil {
		return tablefile.Match{Sure: tablefile.Signature, Saw: "a line for each cell, with row_isic3 and col_isic3"}
	}
	if src.Files == nil && isWide(src.Head) {
		return tablefile.Match{Sure: tablefile.Signature, Saw: "the columns IndustryCode to Year of R's and Stata's form"}
	}
	if national.MatchString(src.TextName()) {
		return tablefile.Match{Saw: "expected " + expected + "; this is named as a national table"}
	}
	return xlsx.Recognise(src, sheets, files, 'c', expected)
}

// Read reads a table.
func (Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	if l, ok := longForm(src.Head); ok && src.Files == nil {
		t, err := readLong(ctx, src, l, opt)
		if err != nil {
			return nil, err
		}
		Describe(t, src, "long-run", tablefile.Stated{}, t.Year)
		t.Name = "lrwiod"
		t.Citation = "Woltjer, Gouma & Timmer (2021), Long-run World Input-Output Database, GGDC Research Memorandum 190"
		t.SHA256, err = src.SHA256()
		return t, err
	}
	if src.Files == nil && isWide(src.Head) {
		t, err := readWide(ctx, src, opt)
		if err != nil {
			return nil, err
		}
		Describe(t, src, "2016", tablefile.Stated{}, cmp.Or(opt.Year, t.Year))
		t.SHA256, err = src.SHA256()
		return t, err
	}
	w, err := xlsx.OpenSheets(ctx, src)
	if err != nil {
		return nil, err
	}
	sheet, err := w.Pick(sheets, 'c', opt.Year, expected[len("an Excel workbook with a sheet "):])
	if err != nil {
		return nil, err
	}
	release := "2016"
	if xlsx.Is(src) && strings.HasPrefix(strings.ToUpper(w.Sheets[sheet]), "WIOT") {
		release = "2013"
	}
	t, said, err := w.ReadTable(ctx, sheet, xlsx.Layout{Numbered: release == "2013"}, opt.Report)
	if err == nil && release == "2016" && slices.Contains(t.Industries, "AtB") { // a sheet under another name
		release = "2013"
		t, said, err = w.ReadTable(ctx, sheet, xlsx.Layout{Numbered: true}, opt.Report)
	}
	if err != nil {
		return nil, err
	}
	if len(t.Undetermined) > 0 {
		return nil, &fault.Error{
			Kind:  fault.Unreadable,
			Where: src.Name,
			What:  "this is a national table",
			Fix:   "Read it with {format=adb}",
		}
	}
	_, sheetYear := tablefile.NameYear(w.Sheets[sheet])
	Describe(t, src, release, said, cmp.Or(opt.Year, sheetYear, said.Year, src.Year()))
	t.SHA256, err = src.SHA256()
	return t, err
}

// Describe fills in what is known of a table of a release from the words in its file, its name and its publisher.
func Describe(t *icio.Table, src *tablefile.Source, release string, said tablefile.Stated, year int) {
	t.Name, t.Year = "wiod"+release, year
	said.Or("million", "USD").Put(t)
	prices := cmp.Or(said.Prices, tablefile.Prices(src.TextName()), "current")
	tablefile.SetPrices(&t.Meta, prices)
	if prices == "previous year's" {
		t.Name += "-pyp"
	}
	t.Publisher, t.Edition = "World Input-Output Database", release
	t.Source = t.Publisher + ", " + release + " release, " + src.Name
	t.Citation = "Timmer, Dietzenbacher, Los, Stehrer & de Vries (2015), An Illustrated User Guide to the World " +
		"Input-Output Database, Review of International Economics 23, 575-605"
}
