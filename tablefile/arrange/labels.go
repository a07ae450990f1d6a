package arrange

import (
	"slices"
	"strings"

	"ikat/tablefile/cells"
)

// cut is a way to take a label of an economy and what is its own apart: at what separates them, or where there is
// nothing, after so many letters. Where last holds the economy comes last.
type cut struct {
	separator string
	width     int
	last      bool
}

// cuts are the ways, in the order in which they are tried.
var cuts = waysToCut()

func waysToCut() (out []cut) {
	for _, s := range []string{
		"_", "__", " - ", " | ", " / ", ": ", " (", " [", "(", "[", ") ", "] ", "|", ":", "/", ".", "-", " ",
	} {
		out = append(out, cut{separator: s}, cut{separator: s, last: true})
	}
	for _, width := range []int{3, 2} {
		out = append(out, cut{width: width}, cut{width: width, last: true})
	}
	return out
}

// split takes a label apart.
func (c cut) split(label string) (economy, part string, ok bool) {
	at := strings.Index(label, c.separator)
	switch {
	case c.width > 0 && c.last:
		at = len(label) - c.width
	case c.width > 0:
		at = c.width
	case c.last:
		at = strings.LastIndex(label, c.separator)
	}
	if at <= 0 || at+len(c.separator) >= len(label) {
		return "", "", false
	}
	before, after := label[:at], label[at+len(c.separator):]
	if strings.ContainsAny(c.separator, "()[]") {
		before, after = strings.TrimLeft(before, "(["), strings.TrimRight(after, ")]")
	}
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	if c.last {
		before, after = after, before
	}
	return before, after, before != "" && after != "" && (c.width == 0 || isCode(before))
}

// isCode holds for capital letters alone.
func isCode(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// grid is what a table's labels name.
type grid struct {
	cut
	economies, industries []string             // as they come
	printed               map[[2]string]string // labels by economy and industry
	sector                map[string]bool      // by label
}

// gridOf reads labels in one way: those of both rows and columns must be every industry of every economy. nil where
// they are not.
func gridOf(c cut, across, down []string) *grid {
	g := &grid{cut: c, printed: map[[2]string]string{}, sector: map[string]bool{}}
	row := positions(down)
	for _, text := range across {
		if _, both := row[text]; !both || cells.IsTotal(text) || cells.IsOutput(text) {
			continue
		}
		e, i, ok := c.split(text)
		if _, twice := g.printed[[2]string{e, i}]; !ok || twice {
			return nil
		}
		g.printed[[2]string{e, i}], g.sector[text] = text, true
		if !slices.Contains(g.economies, e) {
			g.economies = append(g.economies, e)
		}
		if !slices.Contains(g.industries, i) {
			g.industries = append(g.industries, i)
		}
	}
	if len(g.printed) == 0 || len(g.printed) != len(g.economies)*len(g.industries) {
		return nil
	}
	return g
}

// find takes a label apart whose economy is one of the table's, whichever way round it stands.
func (g *grid) find(text string) (economy, part string, ok bool) {
	for _, c := range []cut{g.cut, {g.separator, g.width, !g.last}} {
		if e, part, ok := c.split(text); ok && slices.Contains(g.economies, e) {
			return e, part, true
		}
	}
	return "", "", false
}
