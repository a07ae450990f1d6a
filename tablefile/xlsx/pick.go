package xlsx

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
)

// Pick returns the sheet whose name fits, of a year where that is not 0 and there are several; or the only sheet.
//
// Error: fault.Unreadable, listing the sheets, if none does or several do.
func (w *Workbook) Pick(fits *regexp.Regexp, year int, expected string) (int, error) {
	var found []int
	for i, name := range w.Sheets {
		if fits.MatchString(name) {
			found = append(found, i)
		}
	}
	if len(found) > 1 && year != 0 {
		found = slices.DeleteFunc(found, func(i int) bool { _, y := tablefile.NameYear(w.Sheets[i]); return y != year })
	}
	if len(found) == 0 && len(w.Sheets) == 1 {
		found = []int{0}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	e := &fault.Error{Kind: fault.Unreadable, Where: w.src.Name, What: "no sheet is named " + expected,
		Why: "The workbook's sheets are " + strings.Join(w.Sheets[:min(8, len(w.Sheets))], ", "), Fix: "Check that it is the published table"}
	if len(found) > 1 {
		e.What, e.Fix = fmt.Sprintf("%d sheets hold a table", len(found)), "Name a year"
	}
	return 0, e
}

// Recognise is what formats of the layout answer to Detect: a workbook with a sheet or a file name of theirs. Where the form
// of a sheet's name has a group year, the sheets' years are those of the table.
func Recognise(src *tablefile.Source, sheet, file *regexp.Regexp, expected string) tablefile.Match {
	is, binary := Is(src)
	if binary {
		return tablefile.Match{Saw: "expected " + expected + "; this is a binary workbook (xlsb): save it as xlsx first"}
	}
	if !is {
		return tablefile.Match{Saw: "expected " + expected}
	}
	w, err := Open(context.Background(), src)
	if err != nil {
		return tablefile.Match{Saw: "expected " + expected + "; the workbook is damaged"}
	}
	m := tablefile.Match{}
	for _, name := range w.Sheets {
		if !sheet.MatchString(name) {
			continue
		}
		if m.Sure == 0 {
			m = tablefile.Match{Sure: tablefile.Signature, Saw: "a workbook with the sheet " + name}
		}
		if _, year := tablefile.NameYear(name); year != 0 {
			m.Years = append(m.Years, year)
		}
	}
	if _, year := tablefile.NameYear(src.TextName()); len(m.Years) == 0 && year != 0 {
		m.Years = []int{year}
	}
	switch {
	case m.Sure > 0:
	case file.MatchString(src.TextName()):
		m.Sure, m.Saw = tablefile.Layout, "a workbook named "+src.TextName()
	default:
		return tablefile.Match{Saw: "expected " + expected + "; the sheets are " + strings.Join(w.Sheets[:min(8, len(w.Sheets))], ", ")}
	}
	return m
}
