package resaved

import (
	"bufio"
	"context"
	"slices"
	"strings"

	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// list is a text with a line for each cell of a table in its publisher's own columns, saved again with other separators
// or decimal commas. Formats know it by its names.
type list struct {
	marks
	separator byte
	value     int // the column of values
}

// listOf recognises such a text by its first lines, and is false for one in the usual form.
func listOf(lines [][]byte) (l list, ok bool) {
	if len(lines) < 2 {
		return l, false
	}
	if l.separator, ok = separatorOf(lines[0]); !ok {
		return l, false
	}
	names := split(lines[0], l.separator)
	l.value = slices.IndexFunc(names, func(n []byte) bool {
		return slices.Contains(valueNames, strings.ToLower(string(n)))
	})
	if l.value < 0 {
		return l, false
	}
	for k, line := range lines[1:] {
		if cells.Count(line, l.separator) != len(names) {
			return l, false
		}
		l.learnLine(line, k+2)
	}
	return l, l.separator != ',' || !l.usual()
}

// view sees the text with commas between cells and points before decimals.
func (l *list) view(ctx context.Context, src *tablefile.Source) (*tablefile.Source, string, error) {
	if err := l.ask(ctx, src, 1, l.learnLine); err != nil {
		return nil, "", err
	}
	view, err := tablefile.View(src, "", 2*src.MaxText()+1<<20, l.render(src))
	return view, "a line for each cell, with other separators", err
}

func (l *list) learnLine(line []byte, at int) {
	if row := split(line, l.separator); l.value < len(row) {
		l.learn(row[l.value], at)
	}
}

func (l *list) render(src *tablefile.Source) tablefile.Render {
	return rewritten(src, func(out *bufio.Writer) func([]byte) error {
		at := 0
		var text []byte
		return func(line []byte) error {
			at++
			text = text[:0]
			for j, c := range split(line, l.separator) {
				if j > 0 {
					text = append(text, ',')
				}
				if at == 1 || j != l.value {
					text = cells.AppendText(text, string(c))
					continue
				}
				var ok bool
				if text, ok = l.append(text, c); !ok {
					return twoWays(src.Name, at, c)
				}
			}
			_, err := out.Write(append(text, '\n'))
			return err
		}
	})
}
