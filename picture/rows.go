package picture

import (
	"math"
	"strings"
)

// Bands are the places of rows with names: beside their marks, or above them where there is no room beside.
type bands struct {
	left, height float64
	above        bool
	rows         []band
}

type band struct {
	top, middle float64
	lines       []string
}

const (
	bandStep = 26
	leading  = 13
)

func bandsOf(names []string, width float64) bands {
	l := lettersOf("name strong")
	longest := 20.0
	for _, n := range names {
		longest = max(longest, l.width(n))
	}
	most := min(300, width*.34)
	if width < narrow {
		most = width * .36
	}
	out := bands{above: width < narrow && longest > most}
	room := min(longest, most)
	out.left = room + 12
	if out.above {
		room, out.left = width-12, 4
	}
	for _, n := range names {
		lines := l.wrap(n, room+.5)
		text := float64(len(lines)) * leading
		tall, middle := max(bandStep, text+8), max(bandStep, text+8)/2
		if out.above {
			tall, middle = text+bandStep+5, text+bandStep/2-1
		}
		out.rows = append(out.rows, band{out.height, out.height + middle, lines})
		out.height += tall
	}
	return out
}

// board is a plane with named rows over a number axis.
type board struct {
	edges
	bands
	x     scale
	names []string
	of    func(name string) []Row
}

// board draws the names and the axis; before and after are what marks need beside the values.
func (h *hand) board(rows []Row, values []float64, before, after float64) *board {
	names := distinct(rows, h.Y.name())
	b := bandsOf(names, h.width)
	x := across(b.left+before-8, h.width-after, values)
	notes := notesOf(h.Lines, x)
	top, bottom := 6+roomFor(notes), h.foot(h.X)
	p := h.plane(top+b.height+bottom, edges{b.left, after, top, bottom})
	h.below(p, x, h.X)
	h.references(p, notes)
	of := func(name string) []Row { return where(rows, h.Y.name(), name) }
	for i, name := range names {
		h.add(nameAt(p, &b, i, name, h.stressed(of(name))))
	}
	return &board{p, b, x, names, of}
}

// middle is the height of the i-th row's marks.
func (b *board) middle(i int) float64 { return b.top + b.rows[i].middle }

// nameAt writes the name of the i-th row.
func nameAt(p edges, b *bands, i int, name string, strong bool) *mark {
	look := "name"
	if strong {
		look += " strong"
	}
	r := b.rows[i]
	if b.above {
		y := p.top + r.top + float64(len(r.lines))*leading/2 + 2
		return written(look+" halo", "start", p.left+5, y, r.lines, leading)
	}
	return written(look, "end", p.left-8, p.top+r.middle, r.lines, leading)
}

// stack places the parts of a bar one after the other, those below zero to the left.
func stack(values []float64) [][2]float64 {
	low, high := 0.0, 0.0
	out := make([][2]float64, len(values))
	for i, v := range values {
		switch {
		case !known(v):
			out[i] = [2]float64{math.NaN(), math.NaN()}
		case v < 0:
			out[i] = [2]float64{low + v, low}
			low += v
		default:
			out[i] = [2]float64{high, high + v}
			high += v
		}
	}
	return out
}

// shown are the rows that fit a first screen where the window is narrow.
func (h *hand) shown() []Row {
	if h.Narrow == 0 || h.width >= 460 {
		return h.Rows
	}
	names := distinct(h.Rows, h.Y.name())
	var out []Row
	for _, name := range names[:min(h.Narrow, len(names))] {
		out = append(out, where(h.Rows, h.Y.name(), name)...)
	}
	return out
}

// numbers are the values of a field, in order, unknown ones too.
func numbers(rows []Row, field string) []float64 {
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = r.number(field)
	}
	return out
}

// bars draws a bar for each name, in parts where colours say so.
func (h *hand) bars() {
	rows := h.shown()
	kinds, color := []string{""}, func(string) paint { return category(0) }
	if h.Color != nil {
		kinds = distinct(rows, h.Color.Field)
		color = h.categories(kinds)
	}
	alone := len(kinds) == 1
	var ends []float64
	down, up := false, false
	for _, name := range distinct(rows, h.Y.name()) {
		for _, s := range stack(numbers(where(rows, h.Y.name(), name), h.X.name())) {
			ends = append(ends, s[0], s[1])
			down, up = down || s[0] < 0, up || s[1] > 0
		}
	}
	room, before, after := 0.0, 8.0, 12.0
	for _, r := range rows {
		room = max(room, lettersOf("tick").width(h.brief(r.number(h.X.name()), h.X))+10)
	}
	if alone && up {
		after = room
	}
	if alone && down {
		before = room
	}
	b := h.board(rows, ends, before, after)
	for i, name := range b.names {
		own := b.of(name)
		for k, s := range stack(numbers(own, h.X.name())) {
			h.bar(b, i, name, own, k, s, color, alone)
		}
	}
}

// bar draws one part of a row's bar, with its number where it is the only one.
func (h *hand) bar(b *board, i int, name string, own []Row, k int, s [2]float64, color func(string) paint, alone bool) {
	r, y := own[k], b.middle(i)
	said, fill := name, category(0)
	switch kind := ""; {
	case h.Color != nil:
		kind = r.text(h.Color.Field)
		said, fill = name+": "+h.kindName(kind), color(kind)
	case r.is("muted"):
		fill = "blank"
	case h.stressed(own):
		fill = category(1)
	}
	if known(s[0]) {
		h.add(rect("bar", b.x.at(s[0]), y-9, max(b.x.at(s[1])-b.x.at(s[0]), .5), 18).filled(fill).
			says(h.tip(h.Figure, r, said, h.X), h.Figure, r))
	}
	if !alone {
		return
	}
	text := h.brief(r.number(h.X.name()), h.X)
	if s[0] < 0 {
		h.add(label("tick", "end", b.x.at(s[0])-5, y+4, text))
		return
	}
	end := 0.0
	if known(s[1]) {
		end = s[1]
	}
	h.add(label("tick", "start", b.x.at(end)+5, y+4, text))
}

// dot is the mark of the n-th kind: kinds differ in shape as in colour.
func dot(n int, x, y, size float64) *mark {
	switch r := 5 * size; n % 3 {
	case 1:
		return rect("dot", x-r, y-r, 2*r, 2*r)
	case 2:
		r *= 1.4
		return pathOf("dot", "M"+point(x, y-r)+"L"+point(x+r, y)+"L"+point(x, y+r)+"L"+point(x-r, y)+"Z")
	default:
		return circle("dot", x, y, r*1.1)
	}
}

// dumbbell draws two or more ends for each name, and the distance between them.
func (h *hand) dumbbell() {
	field := h.Group
	if field == "" {
		field = h.Color.Field
	}
	kinds := distinct(h.Rows, field)
	color := h.categories(kinds)
	if h.Color != nil && len(h.Color.Order) > 0 {
		kinds = h.Color.Order
	}
	b := h.board(h.Rows, numbers(h.Rows, h.X.name()), 8, 16)
	for i, name := range b.names {
		var own []Row
		var at []float64
		for _, r := range b.of(name) {
			if x := r.number(h.X.name()); known(x) {
				own, at = append(own, r), append(at, b.x.at(x))
			}
		}
		y := b.middle(i)
		if len(at) > 1 {
			low, high := bounds(at)
			h.add(straight("span", low, y, high, y))
		}
		for k, r := range own {
			kind, size := r.text(field), 1.0
			for _, earlier := range at[:k] {
				if math.Abs(earlier-at[k]) < 6 {
					size = .6 // the later one is drawn smaller, so that both are seen
				}
			}
			h.add(dot(index(kinds, kind), at[k], y, size).filled(color(kind)).
				says(h.tip(h.Figure, r, name+": "+h.kindName(kind), h.X), h.Figure, r))
		}
	}
}

func index(list []string, s string) int {
	for i, one := range list {
		if one == s {
			return i
		}
	}
	return 0
}

// intervals draws from low to high for each name, what lies surely inside, and the central value where there is one.
func (h *hand) intervals() {
	color := func(string) paint { return category(0) }
	if h.Color != nil {
		color = h.categories(distinct(h.Rows, h.Color.Field))
	}
	var all []float64
	for _, field := range []string{h.Low, h.High, h.X.name()} {
		all = append(all, numbers(h.Rows, field)...)
	}
	b := h.board(h.Rows, all, 8, 16)
	for i, name := range b.names {
		own := b.of(name)
		for k, r := range own {
			y := b.middle(i) + (float64(k)-float64(len(own)-1)/2)*9
			said, fill := name, category(0)
			if h.Color != nil {
				kind := r.text(h.Color.Field)
				said, fill = name+": "+h.kindName(kind), color(kind)
			} else if h.stressed(own) {
				fill = category(1)
			}
			h.add(h.interval(b, r, y, said, fill))
		}
	}
}

// interval draws one row's range.
func (h *hand) interval(b *board, r Row, y float64, said string, fill paint) *mark {
	g := group()
	bar := func(low, high float64, look string) {
		if known(low) && known(high) {
			w := max(b.x.at(high)-b.x.at(low), 2)
			g.marks = append(g.marks, rect(look, b.x.at(low), y-4, w, 8).filled(fill))
		}
	}
	bar(r.number(h.Low), r.number(h.High), "range")
	bar(r.number(h.InnerLow), r.number(h.InnerHigh), "inner")
	var point *Field
	if name := h.X.name(); name != "" && name != h.Low && name != h.High {
		point = h.X
		if x := r.number(name); known(x) {
			g.marks = append(g.marks, circle("dot", b.x.at(x), y, 5).filled(fill))
		}
	}
	bare := *h.Figure
	bare.Tip = nil
	lines := []string{h.tip(&bare, r, said, point)}
	for _, ends := range [][2]string{{h.Low, h.High}, {h.InnerLow, h.InnerHigh}} {
		if known(r.number(ends[0])) && known(r.number(ends[1])) {
			as := &Field{Format: h.X.Format, Unit: h.X.Unit}
			lines = append(lines, h.value(r[ends[0]], as)+" – "+h.value(r[ends[1]], as))
		}
	}
	if more := strings.TrimPrefix(h.tip(h.Figure, r, ""), "\n"); more != "" {
		lines = append(lines, more)
	}
	return g.says(strings.Join(lines, "\n"), h.Figure, r)
}
