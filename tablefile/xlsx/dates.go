package xlsx

import (
	"context"
	"io/fs"
	"regexp"
	"strings"
	"time"

	"ikat/fault"
)

// A spreadsheet keeps a date as a number of days and shows it by the cell's style. What somebody typed as 10-12 or 1.2
// and the spreadsheet took for a date is then a number of some forty thousand, which is no flow and no label: such a
// cell is read as the date that it shows.

// dateStyles tells which of a workbook's styles show numbers as dates or times; nil where none does.
//
// Error: ctx's error. Styles that cannot be read say nothing of numbers and are left aside.
func (w *Workbook) dateStyles(ctx context.Context) (dates []bool, err error) {
	const name = "xl/styles.xml"
	if _, err := fs.Stat(w.src.Files, name); err != nil {
		return nil, nil
	}
	var styles struct {
		Own []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			ID int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := w.small(ctx, name, &styles); err != nil {
		if fault.KindOf(err) == fault.Unreadable {
			return nil, nil
		}
		return nil, err
	}
	own := map[int]bool{}
	for _, f := range styles.Own {
		own[f.ID] = isDateFormat(f.Code)
	}
	any := false
	for _, c := range styles.Cells {
		date, named := own[c.ID]
		date = date || !named && isDateNumber(c.ID)
		dates, any = append(dates, date), any || date
	}
	if !any {
		return nil, nil
	}
	return dates, nil
}

// isDateNumber holds for the formats of dates and times that have a number and no code: those of every language, and of
// East Asian ones.
func isDateNumber(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

// literal matches what of a format's code is shown as it stands, and its conditions and colours; but [h] counts hours.
var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]hms][^\]]*\]|(?i)General|E[+-]`)

// isDateFormat holds for codes with a day, a year, hours or seconds; a code with months or minutes alone has no other
// letters, m or mmmm.
func isDateFormat(code string) bool {
	return strings.ContainsAny(strings.ToLower(literal.ReplaceAllString(code, "")), "ydhms")
}

// dateText is the date, the time, or both, that a number of days since the end of 1899 stands for.
func dateText(days float64) string {
	const most = 2_958_466 // the year 10000
	if !(days >= 0 && days < most) {
		return "a date"
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)).
		Add(time.Duration((days - float64(int(days))) * float64(24*time.Hour))).Round(time.Second)
	switch {
	case days < 1:
		return t.Format("15:04:05")
	case days == float64(int(days)):
		return t.Format(time.DateOnly)
	}
	return t.Format(time.DateTime)
}
