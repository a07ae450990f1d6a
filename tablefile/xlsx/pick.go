package xlsx

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
)

// Pick returns the sheet whose name fits, of a year where that is not 0 and there are several; or the only sheet that
// has the layout with final demand's numbers starting with the letter demand; or the only sheet.
//
// Error: fault.Unreadable, listing the sheets, if none does or several do.
func (w *Workbook) Pick(fits *regexp.Regexp, demand byte, year int, expected string) (int, error) {
	var found []int
	for i, name := range w.Sheets {
		if fits.MatchString(name) && !w.hidden[i] {
			found = append(found, i)
		}
	}
	if len(found) > 1 && year != 0 {
		found = slices.DeleteFunc(found, func(i int) bool { _, y := tablefile.NameYear(w.Sheets[i]); return y != year })
	}
	if len(found) == 0 {
		if i, _ := w.laidOut(demand); i >= 0 {
			found = []int{i}
		} else if len(w.Sheets) == 1 {
			found = []int{0}
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	e := &fault.Error{Kind: fault.Unreadable, Where: w.src.Name, What: fault.Say("no sheet is named %s", expected),
		Why: fault.Say("The workbook's sheets are %s", w.list()), Fix: "Check that it is the published table"}
	if len(found) > 1 {
		e.What, e.Fix = fault.Say("%d sheets hold a table", len(found)), "Name a year"
	}
	return 0, e
}

// list names the first sheets.
func (w *Workbook) list() string { return strings.Join(w.Sheets[:min(8, len(w.Sheets))], ", ") }

// Recognise is what formats of the layout answer to Detect: a workbook with a sheet or a file name of theirs, or one
// sheet, or a text, that has the layout, whose columns' numbers are c1, c2, ... for industries and start with the
// letter demand for final demand. Where the form of a sheet's name has a group year, the sheets' years are those of the
// table. Sheets that nobody sees do not count.
func Recognise(src *tablefile.Source, sheet, file *regexp.Regexp, demand byte, expected string) tablefile.Match {
	if !Is(src) && !isText(src) {
		return tablefile.Match{Saw: "expected " + expected}
	}
	w, err := OpenSheets(context.Background(), src)
	if err != nil {
		return tablefile.Match{Saw: "expected " + expected + "; the workbook is damaged"}
	}
	m := tablefile.Match{}
	for i, name := range w.Sheets {
		if w.parts == nil || w.hidden[i] || !sheet.MatchString(name) {
			continue
		}
		if m.Sure == 0 {
			m = tablefile.Match{Sure: tablefile.Signature, Saw: fault.Say("a workbook with the sheet %s", name)}
			if letter, _ := w.numbers(i); bareYear.MatchString(name) && letter != demand {
				m.Sure = tablefile.Layout
			}
		}
		if _, year := tablefile.NameYear(name); year != 0 {
			m.Years = append(m.Years, year)
		}
	}
	if year := src.Year(); len(m.Years) == 0 && year != 0 {
		m.Years = []int{year}
	}
	if m.Sure > 0 {
		return m
	}
	switch i, left := w.laidOut(demand); {
	case i >= 0 && left >= labelColumns && !(w.parts != nil && published.MatchString(w.Sheets[i])):
		m.Sure, m.Saw = tablefile.Signature, fault.Say("the columns' numbers c1 to %s", string(demand))
	case i >= 0 && w.parts != nil:
		m.Sure, m.Saw = tablefile.Layout, fault.Say("a sheet with the columns' numbers c1 to %s", string(demand))
	case file.MatchString(src.TextName()) && w.parts != nil:
		m.Sure, m.Saw = tablefile.Layout, fault.Say("a workbook named %s", src.TextName())
	default:
		return tablefile.Match{Saw: "expected " + expected + "; the sheets are " + w.list()}
	}
	return m
}

// bareYear is a name that anybody gives a sheet: it says whose the table is where the sheet has the layout too.
var bareYear = regexp.MustCompile(`^\d{4}$`)

// published are the names that publishers give sheets of the layout: one that is not the format's own is another's,
// however its columns are numbered.
var published = regexp.MustCompile(`(?i)\b(ADB|MRIO|WIOT)`)

// laidOut returns the only sheet that has the layout, with final demand's numbers starting with a letter, and how many
// columns stand left of its numbers; or -1.
func (w *Workbook) laidOut(demand byte) (sheet, left int) {
	sheet = -1
	for i := range min(len(w.Sheets), mostLooked) {
		letter, start := w.numbers(i)
		switch {
		case letter != demand || w.hidden[i]:
		case sheet >= 0:
			return -1, 0
		default:
			sheet, left = i, start
		}
	}
	return sheet, left
}

// mostLooked bounds the sheets that are looked into.
const mostLooked = 40

// errSeen ends a look at a sheet.
var errSeen = errors.New("seen")

// numbers looks for the row of the columns' numbers in a sheet and returns the letter that final demand's start with,
// and how many columns stand left of them; or 0.
func (w *Workbook) numbers(sheet int) (demand byte, left int) {
	row, industries, letter := -1, 0, byte(0)
	err := w.Each(context.Background(), sheet, nil, func(c Cell) error {
		if c.Row != row {
			if industries >= 2 && letter != 0 || c.Row >= headerRows {
				return errSeen
			}
			row, industries, letter = c.Row, 0, 0
		}
		switch text := c.String(); {
		case !anyNumber.MatchString(text) || c.IsNumber:
		case numbered.MatchString(text):
			if industries == 0 {
				left = c.Col
			}
			industries, letter = industries+1, 'c'
		case text[0] == 'F':
			letter = 'F'
		}
		return nil
	})
	if industries < 2 || err != nil && !errors.Is(err, errSeen) {
		return 0, 0
	}
	return letter, left
}
