package xlsx

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
)

var legend = regexp.MustCompile(`(?i)legend|countr|econom|regions|codes|list`)

var notes = regexp.MustCompile(`(?i)note|read.?me|about|cover|info|meta|release|version`)

// mostLegend bounds the cells of a sheet of names; no publisher lists more than some hundred codes.
const mostLegend = 100_000

// Names returns what a workbook's sheets of names call the codes: of each row with a code, the text right of it, or
// left of it where there is none.
//
// Error: what is wrong with such a sheet; ctx's error.
func (w *Workbook) Names(ctx context.Context, codes []string) (map[string]string, error) {
	names, isCode := map[string]string{}, map[string]bool{}
	for _, c := range codes {
		isCode[c] = true
	}
	for i, sheet := range w.Sheets {
		if !legend.MatchString(sheet) {
			continue
		}
		row, line, seen := -1, []string{}, 0
		take := func() {
			for k, text := range line {
				switch {
				case !isCode[text] || names[text] != "":
				case k+1 < len(line):
					names[text] = line[k+1]
				case k > 0:
					names[text] = line[k-1]
				}
			}
			line = line[:0]
		}
		err := w.Each(ctx, i, nil, func(c Cell) error {
			if seen++; seen > mostLegend {
				return w.bad(fault.Say("sheet %s", sheet), "a sheet of names has more than %d cells", mostLegend)
			}
			if c.Row != row {
				take()
				row = c.Row
			}
			if text := strings.TrimSpace(string(c.Text)); text != "" {
				line = append(line, text)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		take()
	}
	return names, nil
}

// Released returns the month of release that a workbook's sheets of notes or names state, "" where none does.
//
// Error: what is wrong with such a sheet; ctx's error.
func (w *Workbook) Released(ctx context.Context) (month string, err error) {
	found := errors.New("found")
	for i, sheet := range w.Sheets {
		if !notes.MatchString(sheet) && !legend.MatchString(sheet) {
			continue
		}
		seen := 0
		err := w.Each(ctx, i, nil, func(c Cell) error {
			seen++
			if month = tablefile.Released(string(c.Text)); month != "" || seen > mostLegend {
				return found
			}
			return nil
		})
		if err != nil && !errors.Is(err, found) {
			return "", err
		}
		if month != "" {
			break
		}
	}
	return month, nil
}
