// Package wiod reads the World Input-Output Tables as published in Excel: the 2013 release (sheets WIOT_1995 to WIOT_2011)
// and the 2016 release (sheets 2000 to 2014) saved as xlsx. The long-run tables are CSV in the OECD layout.
//
// The sheets are what package xlsx calls the layout. The row of totals of intermediate use is left out, since it is a sum;
// taxes less subsidies (TXSP), the CIF/FOB adjustment (EXP_adj), purchases abroad and by non-residents (PURR, PURNR) and
// transport margins (IntTTM) stay in Table.Extra. Industries of the 2013 release are named c1 to c35, as everyone cites
// them, those of the 2016 release by their code (A01). Flows are in millions of US dollars.
package wiod

import (
	"cmp"
	"context"
	"regexp"
	"strconv"
	"strings"

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
	return "World Input-Output Tables, releases 2013 and 2016: Excel (xlsx)"
}

var (
	sheets = regexp.MustCompile(`^(WIOT_?)?((19|20)\d\d)$`)
	files  = regexp.MustCompile(`(?i)WIOT`)
)

const expected = "an Excel workbook with a sheet WIOT_YEAR (release 2013) or YEAR (release 2016)"

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
	fits := sheets
	if opt.Year != 0 && len(w.Sheets) > 1 {
		fits = regexp.MustCompile(`^(WIOT_?)?` + strconv.Itoa(opt.Year) + `$`)
	}
	sheet, err := w.Pick(fits, expected[len("an Excel workbook with a sheet "):])
	if err != nil {
		return nil, err
	}
	release := "2016"
	if strings.HasPrefix(w.Sheets[sheet], "WIOT") {
		release = "2013"
	}
	t, err := w.ReadTable(ctx, sheet, xlsx.Layout{Numbered: release == "2013"}, opt.Report)
	if err != nil {
		return nil, err
	}
	_, fileYear := tablefile.NameYear(src.Name)
	if m := sheets.FindStringSubmatch(w.Sheets[sheet]); m != nil {
		fileYear, _ = strconv.Atoi(m[2])
	}
	t.Name, t.Year = "wiod"+release, cmp.Or(opt.Year, fileYear)
	t.Currency, t.Unit, t.Valuation = "USD", "million", "basic prices, current"
	t.Source = "World Input-Output Database, " + release + " release, " + src.Name
	t.Citation = "Timmer, Dietzenbacher, Los, Stehrer & de Vries (2015), An Illustrated User Guide to the World Input-Output Database, Review of International Economics 23, 575-605"
	t.SHA256, err = src.SHA256()
	return t, err
}
