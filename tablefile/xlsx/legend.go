package xlsx

import (
	"context"
	"regexp"
	"strings"
)

var legend = regexp.MustCompile(`(?i)legend|countr|econom|regions|codes|list`)

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
				return w.bad("sheet "+sheet, "a sheet of names has more than %d cells", mostLegend)
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
