package arrange

import (
	"slices"
	"strings"

	"ikat/economies"
	"ikat/tablefile/cells"
)

// cut is a way to take a label of an economy and what is its own apart: at what separates them, or where there is
// nothing, after so many letters. Where last holds the economy comes last. Where the economy has two parts they may
// say one thing twice, as in CHN_1_A01 and ASIA_CHN_A01, and one is dropped; or the inner one is of which part of the
// economy, as in USA_CA_A01, which stays as USA-CA. Where named holds the separator may stand in the economy's name
// too, as in Rest_of_World_A01: the longest beginning that is an economy is the economy. Where inside holds it may
// stand in names that are none of any economy that is known, and the industry has none.
type cut struct {
	separator string
	width     int
	last      bool
	more      more
	named     bool
	inside    bool
}

// more is which of an economy's two parts stay.
type more int

const (
	single more = iota // there is one part
	outerStays
	innerStays
	bothStay
)

// cuts are the ways, in the order in which they are tried.
var cuts = waysToCut()

func waysToCut() (out []cut) {
	for _, s := range []string{
		"_", "__", "', '", ", ", ",", " - ", " | ", " / ", ": ", " (", " [", "(", "[", ") ", "] ", "|", ":", "/", ".", "-",
		" ",
	} {
		out = append(out, cut{separator: s}, cut{separator: s, last: true})
	}
	for _, width := range []int{3, 2} {
		out = append(out, cut{width: width}, cut{width: width, last: true})
	}
	for _, s := range []string{"_", "-", ".", "|", ":", "/", " "} {
		for _, stays := range []more{outerStays, innerStays, bothStay} {
			out = append(out, cut{separator: s, more: stays}, cut{separator: s, last: true, more: stays})
		}
	}
	for _, s := range []string{"_", "-", ".", " "} {
		out = append(out, cut{separator: s, named: true}, cut{separator: s, inside: true})
	}
	return out
}

// twice takes a label apart whose economy has two parts.
func (c cut) twice(label string) (economy, other, part string, ok bool) {
	bare := cut{separator: c.separator, last: c.last}
	outer, rest, ok := bare.split(label)
	if !ok {
		return "", "", "", false
	}
	inner, part, ok := bare.split(rest)
	if c.more == innerStays {
		outer, inner = inner, outer
	}
	return outer, inner, part, ok
}

// partSign joins an economy and which part of it, as economies.PartOf takes them apart.
const partSign = "-"

// split takes a label apart.
func (c cut) split(label string) (economy, part string, ok bool) {
	switch c.more {
	case bothStay:
		economy, inner, part, ok := c.twice(label)
		if !ok { // an economy that is in one part
			return cut{separator: c.separator, last: c.last}.split(label)
		}
		return economy + partSign + inner, part, true
	case outerStays, innerStays:
		economy, _, part, ok = c.twice(label)
		return economy, part, ok
	}
	at := strings.Index(label, c.separator)
	switch {
	case c.named:
		at = c.afterName(label)
	case c.inside:
		at = strings.LastIndex(label, c.separator)
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
	if c.separator == "', '" { // a pair as Python prints it
		before, after = strings.TrimPrefix(before, "('"), strings.TrimSuffix(after, "')")
	}
	if c.named || c.inside { // what is written between the two parts stands in neither
		before = strings.ReplaceAll(before, c.separator, " ")
	}
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	if c.last {
		before, after = after, before
	}
	return before, after, before != "" && after != "" && (c.width == 0 || isCode(before))
}

// afterName returns where the longest beginning of a label ends that names an economy; where none does, the first
// separator.
func (c cut) afterName(label string) int {
	first := strings.Index(label, c.separator)
	for at := strings.LastIndex(label, c.separator); at > first; at = strings.LastIndex(label[:at], c.separator) {
		if _, err := economies.Resolve(label[:at]); err == nil {
			return at
		}
	}
	return first
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
	if len(g.printed) == 0 || len(g.printed) != len(g.economies)*len(g.industries) || !g.saysTwice() || g.ambiguous() ||
		len(g.economies) == 1 && (g.width > 0 || EconomiesInside(g.industries) ||
			partsInside(g.separator, g.industries, g.demand(across))) {
		return nil
	}
	return g
}

// ambiguous reports whether the names that the separator was taken to stand in are of words that are economies
// themselves, as in CA_IL_A01: either could be the economy.
func (g *grid) ambiguous() bool {
	if !g.named && !g.inside {
		return false
	}
	var words []string
	for _, name := range g.economies {
		if _, err := economies.Resolve(name); err == nil {
			continue
		}
		if of := strings.Fields(name); len(of) > 1 {
			words = append(words, of...)
		}
	}
	return len(words) > 0 && areEconomies(words)
}

// demand are the parts of the columns that are no sectors.
func (g *grid) demand(across []string) (out []string) {
	for _, text := range across {
		if _, part, ok := g.find(text); ok && !g.sector[text] {
			out = append(out, part)
		}
	}
	return out
}

// saysTwice reports whether the economies' two parts, if they have two, are what the way to cut takes them for: the
// part that is dropped is the same wherever the other is, and no better known as an economy; of those that both stay
// the outer one is an economy, and the inner one is not the same everywhere.
func (g *grid) saysTwice() bool {
	if g.more == single {
		return true
	}
	others := map[string][]string{} // the other parts by the one that stays, or the outer one where both do
	for _, label := range g.printed {
		e, other, _, ok := g.twice(label)
		if ok {
			others[e] = append(others[e], other)
		}
	}
	var divided, parts []string
	for e, list := range others {
		if others[e] = distinct(list); len(others[e]) > 1 {
			divided = append(divided, e)
		}
		parts = append(parts, others[e]...)
	}
	parts = distinct(parts)
	switch {
	case g.more == bothStay:
		return areEconomies(divided) && (!areEconomies(parts) || longest(divided) > longest(parts))
	case len(divided) > 0:
		return false
	case len(parts) < len(g.economies) && areEconomies(parts): // what is spelled out more is the economy, as in NA_USA
		return known(g.economies) && longest(g.economies) > longest(parts)
	}
	return known(g.economies) || !known(parts)
}

func distinct(texts []string) []string { return slices.Compact(slices.Sorted(slices.Values(texts))) }

func longest(texts []string) (n int) {
	for _, text := range texts {
		n = max(n, len(text))
	}
	return n
}

// PartsInside reports whether the names of one economy's industries and of its final demand begin with the same names:
// what was taken for a table of one economy is one of its parts, as CHN_Hebei_A01.
func PartsInside(industries, categories []string) bool {
	return partsInside("_", industries, categories)
}

func partsInside(separator string, industries, categories []string) bool {
	if separator == "" {
		return false
	}
	firsts := func(texts []string) (first, rest []string) {
		for _, text := range texts {
			before, after, ok := cut{separator: separator}.split(text)
			if !ok {
				return nil, nil
			}
			first, rest = append(first, before), append(rest, after)
		}
		return distinct(first), distinct(rest)
	}
	parts, names := firsts(industries)
	of, _ := firsts(categories)
	return len(parts) > 1 && len(parts)*len(names) == len(industries) && slices.Equal(parts, of)
}

// EconomiesInside reports whether the names of one economy's industries begin with economies: what was taken for the
// economy is then something else, such as a region.
func EconomiesInside(industries []string) bool {
	var first []string
	for _, text := range industries {
		before, _, ok := cut{separator: "_"}.split(text)
		if !ok {
			return false
		}
		if !slices.Contains(first, before) {
			first = append(first, before)
		}
	}
	return len(first) > 1 && known(first)
}

// known reports whether most of some texts name economies.
func known(texts []string) bool { return mostly(texts, func(economies.Economy) bool { return true }) }

// areEconomies reports whether most of some texts name economies that are no aggregates.
func areEconomies(texts []string) bool {
	return mostly(texts, func(e economies.Economy) bool { return e.Kind == economies.Current })
}

// mostly reports whether most of some texts name economies of a kind.
func mostly(texts []string, kind func(economies.Economy) bool) bool {
	n := 0
	for _, m := range economies.Table(texts, nil, "") {
		if m.By != economies.ByNothing && kind(m.Economy) {
			n++
		}
	}
	return 2*n > len(texts)
}

// find takes a label apart whose economy is one of the table's, whichever way round it stands.
func (g *grid) find(text string) (economy, part string, ok bool) {
	turned := g.cut
	turned.last = !g.last
	for _, c := range []cut{g.cut, turned} {
		if e, part, ok := c.split(text); ok && slices.Contains(g.economies, e) {
			return e, part, true
		}
	}
	return "", "", false
}

// lost holds for a label of an industry that is no sector: other economies have it.
func (g *grid) lost(text string) bool {
	_, part, ok := g.split(text)
	return ok && slices.Contains(g.industries, part)
}
