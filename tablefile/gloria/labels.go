package gloria

import (
	"context"
	"fmt"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/grid"
)

// labelsFile is where the names of regions, sectors and categories may stand.
const labelsFile = "labels.csv"

// categoryCodes are the six categories of final demand, in GLORIA's order: households, non-profit institutions serving
// them, government, fixed capital formation, inventories, valuables.
var categoryCodes = []string{"HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "VALU"}

// labels are codes in the order of the matrices.
type labels struct {
	file                              string // "" where there is none
	economies, industries, categories []string
	economyNames, industryNames       map[string]string

	sectorNames []string // of the ReadMe, in order; the codes are numbers
}

// readLabels reads the publisher's ReadMe, or labels.csv, if it is there: lines of dimension, code and, optionally,
// name, where dimension is economy, industry or category.
func readLabels(ctx context.Context, src *tablefile.Source, m *grid.Members) (*labels, error) {
	l := &labels{economyNames: map[string]string{}, industryNames: map[string]string{}}
	if len(m.Find(grid.Named(labelsFile))) == 0 {
		return l, l.fromReadMe(ctx, src, m)
	}
	file, err := m.One(labelsFile, grid.Named(labelsFile))
	if err != nil {
		return nil, err
	}
	lines, err := m.Texts(ctx, file)
	if err != nil {
		return nil, err
	}
	l.file = file
	for i, line := range lines {
		if i == 0 && strings.EqualFold(line[0], "dimension") {
			continue
		}
		if what := l.add(line); what != "" {
			return nil, &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", file, i+1), What: what,
				Fix: "Write dimension,code,name, where dimension is economy, industry or category"}
		}
	}
	return l, nil
}

// add adds a line; it says what is wrong with one.
func (l *labels) add(line []string) string {
	if len(line) < 2 || line[1] == "" {
		return "a dimension and a code were expected"
	}
	code, name := line[1], ""
	if len(line) > 2 {
		name = line[2]
	}
	switch strings.ToLower(line[0]) {
	case "economy":
		l.economies = append(l.economies, code)
		if name != "" {
			l.economyNames[code] = name
		}
	case "industry":
		l.industries = append(l.industries, code)
		if name != "" {
			l.industryNames[code] = name
		}
	case "category":
		l.categories = append(l.categories, code)
	default:
		return fault.Say("%q is neither economy, industry nor category", line[0])
	}
	return ""
}

// complete numbers what has no labels: R001 and P001 on. It checks that there are as many as the matrices have.
func (l *labels) complete(w *world) error {
	for _, d := range []struct {
		what   string
		list   *[]string
		count  int
		number string
	}{
		{"economies", &l.economies, w.regions, "R%03d"},
		{"industries", &l.industries, w.sectors, "P%03d"},
		{"categories", &l.categories, w.categories, "F%d"},
	} {
		if names := l.sectorNames; d.what == "industries" && len(names) > 0 && len(names) != d.count {
			return &fault.Error{Kind: fault.Unreadable, Where: l.file,
				What: fault.Say("it lists %d sectors where the matrices have %d", len(names), d.count),
				Fix:  "Put the ReadMe of the same release beside the matrices"}
		}
		if len(*d.list) == 0 {
			if d.what == "categories" && d.count == len(categoryCodes) {
				*d.list = categoryCodes
				continue
			}
			for i := range d.count {
				code := fmt.Sprintf(d.number, i+1)
				*d.list = append(*d.list, code)
				if d.what == "industries" && i < len(l.sectorNames) {
					l.industryNames[code] = l.sectorNames[i]
				}
			}
		}
		if len(*d.list) != d.count {
			return &fault.Error{Kind: fault.Unreadable, Where: l.file,
				What: fault.Say("it lists %d %s where the matrices have %d", len(*d.list), fault.Word(d.what), d.count),
				Fix:  "List each of them once, in the order of the publisher's ReadMe"}
		}
	}
	return nil
}

// pairs are the labels of all regions' industries or categories.
func (l *labels) pairs(parts []string) (out []blocks.Label) {
	for _, e := range l.economies {
		for _, p := range parts {
			out = append(out, blocks.Label{Economy: e, Part: p})
		}
	}
	return out
}
