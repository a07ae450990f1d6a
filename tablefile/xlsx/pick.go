package xlsx

import (
	"context"
	"errors"
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
		Why: "The workbook's sheets are " + strings.Join(
			w.Sheets[:min(8, len(w.Sheets))],
			", ",
		), Fix: "Check that it is the published table"}
	if len(found) > 1 {
		e.What, e.Fix = fmt.Sprintf("%d sheets hold a table", len(found)), "Name a year"
	}
	return 0, e
}

// Recognise is what formats of the layout answer to Detect: a workbook with a sheet or a file name of theirs. Where the
// form of a sheet's name has a group year, the sheets' years are those of the table.
//
// The only sheet of a workbook is known by its columns' numbers too, which are c1, c2, ... for industries and start
// with the letter demand for final demand.
func Recognise(src *tablefile.Source, sheet, file *regexp.Regexp, demand byte, expected string) tablefile.Match {
	if !Is(src) {
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
	case len(w.Sheets) == 1 && w.numbers() == demand:
		m.Sure, m.Saw = tablefile.Layout, "a sheet with the columns' numbers c1 to "+string(demand)
	default:
		return tablefile.Match{
			Saw: "expected " + expected + "; the sheets are " + strings.Join(w.Sheets[:min(8, len(w.Sheets))], ", "),
		}
	}
	return m
}

// errSeen ends a look at a sheet.
var errSeen = errors.New("seen")

// numbers looks for the row of the columns' numbers in a workbook's first sheet and returns the letter that final
// demand's start with, or 0.
func (w *Workbook) numbers() (demand byte) {
	row, industries, letter := -1, 0, byte(0)
	err := w.Each(context.Background(), 0, nil, func(c Cell) error {
		if c.Row != row {
			if industries >= 2 && letter != 0 || c.Row >= headerRows {
				return errSeen
			}
			row, industries, letter = c.Row, 0, 0
		}
		switch text := c.String(); {
		case !anyNumber.MatchString(text) || c.IsNumber:
		case numbered.MatchString(text):
			industries, letter = industries+1, 'c'
		case text[0] == 'F':
			letter = 'F'
		}
		return nil
	})
	if industries < 2 || err != nil && !errors.Is(err, errSeen) {
		return 0
	}
	return letter
}
