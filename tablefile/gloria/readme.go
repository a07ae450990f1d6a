package gloria

import (
	"context"
	"path"
	"regexp"
	"strings"

	"ikat/tablefile"
	"ikat/tablefile/grid"
	"ikat/tablefile/xlsx"
)

var readMe = regexp.MustCompile(`(?i)read_?me.*\.xlsx$`)

// fromReadMe takes the labels from the publisher's workbook ReadMe, where it lies among the files: regions' codes and
// names from the sheet Regions, sectors' names, which stay P001 and on, from the sheet Sectors.
func (l *labels) fromReadMe(ctx context.Context, src *tablefile.Source, m *grid.Members) error {
	found := m.Find(func(name string) bool { return readMe.MatchString(path.Base(name)) })
	if len(found) != 1 {
		return nil
	}
	sub, err := src.Sub(found[0])
	if err != nil {
		return err
	}
	defer sub.Close()
	w, err := xlsx.Open(ctx, sub)
	if err != nil {
		return err
	}
	l.file = found[0]
	regions, err := columnsOf(ctx, w, "region", "region_acronyms", "region_names")
	if err != nil {
		return err
	}
	sectors, err := columnsOf(ctx, w, "sector", "sector_names")
	if err != nil {
		return err
	}
	l.economies, l.sectorNames = regions[0], sectors[0]
	for i, code := range regions[0] {
		if i < len(regions[1]) {
			l.economyNames[code] = regions[1][i]
		}
	}
	return nil
}

// columnsOf returns the columns of given heads from the first sheet whose name starts with a word and which has the
// first of them; each is nil where there is none.
func columnsOf(ctx context.Context, w *xlsx.Workbook, sheet string, heads ...string) ([][]string, error) {
	const mostNames = 10_000
	out := make([][]string, len(heads))
	for i, name := range w.Sheets {
		if !strings.HasPrefix(strings.ToLower(name), sheet) || out[0] != nil {
			continue
		}
		at := map[int]int{} // column -> head
		err := w.Each(ctx, i, nil, func(c xlsx.Cell) error {
			text := c.String()
			if k, ok := at[c.Col]; ok {
				if text != "" && len(out[k]) < mostNames {
					out[k] = append(out[k], text)
				}
				return nil
			}
			for k, head := range heads {
				if strings.EqualFold(strings.ReplaceAll(text, " ", "_"), head) {
					at[c.Col] = k
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
