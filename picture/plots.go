package picture

import (
	"math"
	"slices"
	"strings"
)

// course is a line of a picture: its rows in order, and the last that is known.
type course struct {
	name   string
	rows   []Row
	color  paint
	strong bool
	dash   string
	end    Row
}

// courses are the lines of a picture.
func (h *hand) courses() []course {
	var out []course
	for i, name := range distinct(h.Rows, h.Group) {
		c := course{name: name, rows: where(h.Rows, h.Group, name), color: category(i)}
		slices.SortStableFunc(c.rows, func(a, b Row) int { return sign(a.number(h.X.name()) - b.number(h.X.name())) })
		c.strong = h.stressed(c.rows)
		if i >= 8 {
			c.dash = "5 3"
		}
		for _, r := range c.rows {
			if known(r.number(h.Y.name())) {
				c.end = r
			}
		}
		if c.end != nil {
			out = append(out, c)
		}
	}
	return out
}

// extents are the ends of both axes of some lines, their bands included.
func (h *hand) extents(all []course) (first, last, low, high float64) {
	var xs, ys []float64
	for _, c := range all {
		xs = append(xs, values(c.rows, h.X.name())...)
		for _, field := range []string{h.Y.name(), h.Low, h.High} {
			ys = append(ys, values(c.rows, field)...)
		}
	}
	first, last = bounds(xs)
	if first == last {
		last = first + 1
	}
	low, high = extentOf(ys)
	return first, last, low, high
}

// marksOf writes the values of the first axis under a plane, as many as there is room for.
func (h *hand) marksOf(p edges, x scale, rows []Row) {
	at := values(rows, h.X.name())
	slices.Sort(at)
	l, free := lettersOf("tick"), math.Inf(-1)
	for _, t := range slices.Compact(at) {
		s := h.tick(t, h.X)
		half := l.width(s) / 2
		if x.at(t)-half < free {
			continue
		}
		free = x.at(t) + half + 8
		h.add(label("tick", "middle", x.at(t), p.bottom+16, s))
	}
}

// lines draws a line for each name, named at its end.
func (h *hand) lines() {
	all := h.courses()
	l := lettersOf("label strong")
	room := 0.0
	for _, c := range all {
		room = max(room, l.width(c.name))
	}
	most := 220.0
	if h.width < narrow {
		most = h.width * .3
	}
	room = min(most, room) + 2
	names, tallest := make([][]string, len(all)), 0.0
	for i, c := range all {
		names[i] = l.wrap(c.name, room)
		tallest = max(tallest, float64(len(names[i]))*12+3)
	}
	first, last, low, high := h.extents(all)
	height := max(280, min(380, h.width*.5), float64(len(all))*tallest+60)
	left := h.leftOf(niceOf(low, high, 0, 1), h.Y)
	p := h.plane(height, edges{left, room + 22, 28, 26})
	y := niceOf(low, high, p.bottom, p.top)
	x := scale{first, last, p.left + 8, p.right - 4}
	h.beside(p, y, h.Y)
	h.marksOf(p, x, h.Rows)
	ends := make([]float64, len(all))
	for i, c := range all {
		ends[i] = y.at(c.end.number(h.Y.name()))
	}
	at := apart(ends, tallest, p.top, p.bottom+8)
	for i, c := range all {
		h.course(c, x, y)
		end, look := x.at(c.end.number(h.X.name())), "label"
		h.add(pathOf("leader", "M"+point(end+4, ends[i])+"L"+point(p.right+4, ends[i])+"L"+point(p.right+16, at[i])).
			stroked(c.color))
		if c.strong {
			look += " strong"
		}
		h.add(written(look, "start", p.right+19, at[i], names[i], 12))
	}
	for _, c := range all {
		h.dots(c, x, y)
	}
}

// course draws a line, broken where it is not known, and the band around it.
func (h *hand) course(c course, x, y scale) {
	var line strings.Builder
	var upper, lower []string
	pen := "M"
	for _, r := range c.rows {
		at, v := x.at(r.number(h.X.name())), r.number(h.Y.name())
		if low, high := r.number(h.Low), r.number(h.High); known(low) && known(high) {
			upper, lower = append(upper, point(at, y.at(high))), append(lower, point(at, y.at(low)))
		}
		if !known(v) {
			pen = "M"
			continue
		}
		line.WriteString(pen + point(at, y.at(v)))
		pen = "L"
	}
	if len(upper) > 1 {
		slices.Reverse(lower)
		h.add(pathOf("band", "M"+strings.Join(append(upper, lower...), "L")+"Z").filled(c.color))
	}
	look := "line"
	if c.strong {
		look += " thick"
	}
	m := pathOf(look, line.String()).stroked(c.color)
	m.dash = c.dash
	h.add(m)
}

// dots marks the points of a line; they are seen where they are far enough apart.
func (h *hand) dots(c course, x, y scale) {
	steps := max(1, len(c.rows)-1)
	wide := (x.to-x.from)/float64(steps) > 16
	for _, r := range c.rows {
		v := r.number(h.Y.name())
		if !known(v) {
			continue
		}
		said := h.tip(h.Figure, r, c.name+", "+h.value(r[h.X.name()], h.X), h.Y)
		if low, high := r.number(h.Low), r.number(h.High); known(low) && known(high) {
			said += "\n" + h.value(low, h.Y) + " – " + h.value(high, h.Y)
		}
		m := circle("dot", x.at(r.number(h.X.name())), y.at(v), 3.5)
		if !wide {
			m = circle("dot faint", x.at(r.number(h.X.name())), y.at(v), 5)
		}
		h.add(m.filled(c.color).says(said, h.Figure, r))
	}
}

// multiples draws a small picture for each name, all on the same axes.
func (h *hand) multiples() {
	all := h.courses()
	columns := max(1, min(len(all), int(h.width/200)))
	const gap, foot, tall = 14.0, 20.0, 96.0
	first, last, low, high := h.extents(all)
	left := h.leftOf(niceOf(low, high, 0, 1), h.Y)
	wide := (h.width - left - gap*float64(columns-1)) / float64(columns)
	names, head := make([][]string, len(all)), 0.0
	for i, c := range all {
		names[i] = lettersOf("head").wrap(c.name, wide)
		head = max(head, float64(len(names[i]))*lead+8)
	}
	rows := (len(all) + columns - 1) / columns
	h.Height = 22 + float64(rows)*(head+tall+foot+6)
	h.add(label("axis", "start", 0, 12, lettersOf("axis").shorten(h.axis(h.Y), h.width)))
	for i, c := range all {
		p := edges{left: left + float64(i%columns)*(wide+gap), top: 22 + float64(i/columns)*(head+tall+foot+6) + head}
		p.right, p.bottom = p.left+wide, p.top+tall
		y, x := niceOf(low, high, p.bottom, p.top), scale{first, last, p.left + 4, p.right - 6}
		for _, t := range y.ticks(3) {
			h.add(straight(gridLook(t), p.left, y.at(t), p.right, y.at(t)))
			if i%columns == 0 {
				h.add(label("tick", "end", p.left-6, y.at(t)+4, h.tick(t, h.Y)))
			}
		}
		h.ends(p, x, first, last)
		y0 := p.top - 11 - float64(len(names[i])-1)*lead/2
		h.add(written("head", "start", p.left, y0, names[i], lead))
		c.color, c.dash = category(0), ""
		if c.strong {
			c.color = category(1)
		}
		h.course(c, x, y)
		h.dots(c, x, y)
	}
}

// ends writes the first and the last value of an axis.
func (h *hand) ends(p edges, x scale, first, last float64) {
	h.add(label("tick", "start", p.left, p.bottom+14, h.tick(first, h.X)),
		label("tick", "end", p.right, p.bottom+14, h.tick(last, h.X)))
}

// box is a place on a drawing.
type box struct{ x, y, w, h float64 }

func (a box) meets(b box) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

func (a box) meetsAny(list []box) bool { return slices.ContainsFunc(list, a.meets) }

// placeFor finds room for a label at a point, on one of its sides; what must be named may lie on other points. r is how
// far the point reaches.
func placeFor(cx, cy, w, r float64, p edges, points, labels []box, must bool) (at [2]float64, found box, ok bool) {
	sides := [][2]float64{{r + 4, 4}, {-r - 4 - w, 4}, {-w / 2, -r - 5}, {-w / 2, r + 14}}
	for _, over := range []bool{false, true} {
		if over && !must {
			break
		}
		for _, s := range sides {
			b := box{cx + s[0] - 2, cy + s[1] - 10, w + 4, 13}
			if b.x < p.left || b.x+b.w > p.right+12 || b.y < p.top-4 || b.y+b.h > p.bottom {
				continue
			}
			if b.meetsAny(labels) || !over && b.meetsAny(points) {
				continue
			}
			return [2]float64{cx + s[0], cy + s[1]}, b, true
		}
	}
	return at, found, false
}

// field is a plane with two number axes, and the rows that have a place on it by two of their fields.
type field struct {
	edges
	x, y       scale
	across, up string
	rows       []Row
}

func (p *field) at(r Row) (x, y float64) { return p.x.at(r.number(p.across)), p.y.at(r.number(p.up)) }

func (h *hand) field() *field {
	out := &field{across: h.X.name(), up: h.Y.name()}
	for _, r := range h.Rows {
		if known(r.number(h.X.name())) && known(r.number(h.Y.name())) {
			out.rows = append(out.rows, r)
		}
	}
	low, high := bounds(append(values(out.rows, h.Y.name()), 0))
	left := h.leftOf(niceOf(low, high, 0, 1), h.Y)
	from, to := bounds(values(out.rows, h.X.name()))
	if h.Kind != "curve" {
		from, to = extentOf(values(out.rows, h.X.name()))
	}
	out.x = niceOf(from, to, left, h.width-16)
	notes := notesOf(h.Lines, out.x)
	top := 28 + roomFor(notes)
	out.edges = h.plane(max(340, min(460, h.width*.6))+top-28, edges{left, 16, top, h.foot(h.X)})
	out.y = niceOf(low, high, out.bottom, out.top)
	h.beside(out.edges, out.y, h.Y)
	h.below(out.edges, out.x, h.X)
	h.references(out.edges, notes)
	return out
}

// scatter draws a point for each row, named where there is room; a stressed one is named in any case.
func (h *hand) scatter() {
	h.points(h.field(), func(Row) float64 { return 5 }, h.X, h.Y)
}

// points draws a point for each row of a field, the stressed and the large first; said are the fields of its tip.
func (h *hand) points(p *field, size func(Row) float64, said ...*Field) {
	color := func(string) paint { return category(0) }
	if h.Color != nil {
		color = h.categories(distinct(h.Rows, h.Color.Field))
	}
	radius := func(r Row) float64 {
		if r.is(h.Mark) {
			return max(7, size(r))
		}
		return size(r)
	}
	order := slices.Clone(p.rows)
	slices.SortStableFunc(order, func(a, b Row) int {
		if a.is(h.Mark) != b.is(h.Mark) {
			return map[bool]int{true: -1, false: 1}[a.is(h.Mark)]
		}
		return sign(size(b) - size(a))
	})
	var points, labels []box
	for _, r := range order {
		x, y := p.at(r)
		s := radius(r)
		points = append(points, box{x - s, y - s, 2 * s, 2 * s})
	}
	var names []*mark
	for i, r := range order {
		s := radius(r)
		cx, cy := points[i].x+s, points[i].y+s
		name, look, fill := r.text(h.Group), "label halo", category(0)
		if h.Color != nil {
			fill = color(r.text(h.Color.Field))
		} else if r.is(h.Mark) {
			fill = category(1)
		}
		if r.is(h.Mark) {
			look += " strong"
		}
		m := circle("dot", cx, cy, s).filled(fill).says(h.tip(h.Figure, r, name, said...), h.Figure, r)
		h.add(m)
		w := lettersOf(look).width(name)
		if at, place, ok := placeFor(cx, cy, w, s, p.edges, points, labels, r.is(h.Mark)); ok {
			labels = append(labels, place)
			names = append(names, label(look, "start", at[0], at[1], name))
		}
	}
	h.add(names...)
}

// curve draws points as large as what they stand for, and the parabola that fits them best by that.
func (h *hand) curve() {
	p := h.field()
	_, most := bounds(values(p.rows, h.Size))
	size := func(r Row) float64 { return 3 + 13*math.Sqrt(max(0, r.number(h.Size))/max(most, 1e-300)) }
	if a, b, c, ok := parabola(p.rows, h.X.name(), h.Y.name(), h.Size); ok {
		low, high := bounds(values(p.rows, h.X.name()))
		var line []string
		const steps = 60
		for i := range steps + 1 {
			x := low + (high-low)*float64(i)/steps
			if y := a + b*x + c*x*x; y >= p.y.low && y <= p.y.high {
				line = append(line, point(p.x.at(x), p.y.at(y)))
			}
		}
		h.add(pathOf("fit", "M"+strings.Join(line, "L")))
	}
	h.points(p, size, h.X, h.Y)
}

// parabola fits y = a + bx + cx² by least squares, each row as heavy as its size.
func parabola(rows []Row, xf, yf, wf string) (a, b, c float64, ok bool) {
	var m [3][4]float64
	for _, r := range rows {
		x, y, w := r.number(xf), r.number(yf), max(0, r.number(wf))
		power := [3]float64{1, x, x * x}
		for i := range 3 {
			for j := range 3 {
				m[i][j] += w * power[i] * power[j]
			}
			m[i][3] += w * power[i] * y
		}
	}
	for i := range 3 { // of Gauss and Jordan; the matrix is symmetric and, with three places of x, positive
		if math.Abs(m[i][i]) < 1e-12*m[0][0] {
			return 0, 0, 0, false
		}
		for j := range 3 {
			if j == i {
				continue
			}
			f := m[j][i] / m[i][i]
			for k := range 4 {
				m[j][k] -= f * m[i][k]
			}
		}
	}
	return m[0][3] / m[0][0], m[1][3] / m[1][1], m[2][3] / m[2][2], true
}

// distribution draws a column for each value of the first axis, and marks values within which a share lies.
func (h *hand) distribution() {
	xs := values(h.Rows, h.X.name())
	_, high := bounds(values(h.Rows, h.Y.name()))
	left := h.leftOf(niceOf(0, high, 0, 1), h.Y)
	first, last := bounds(xs)
	for _, l := range h.Lines {
		last = max(last, l.At)
	}
	gap := gapOf(xs)
	x := scale{min(first, 0) - gap/2, last + gap, left + 4, h.width - 16}
	notes := notesOf(h.Lines, x)
	top := 30 + roomFor(notes)
	p := h.plane(260+top, edges{left, 16, top, h.foot(h.X)})
	y := niceOf(0, high, p.bottom, p.top)
	h.beside(p, y, h.Y)
	h.below(p, x, h.X)
	h.references(p, notes) // below the columns: a line at the largest would hide it on a phone
	wide := max(2, (x.at(gap)-x.at(0))*.85)
	for _, r := range h.Rows {
		v, at := r.number(h.Y.name()), r.number(h.X.name())
		if v > 0 {
			h.add(rect("bar", x.at(at)-wide/2, y.at(v), wide, p.bottom-y.at(v)).filled(category(0)).
				says(h.tip(h.Figure, r, h.value(at, h.X), h.Y), nil, nil))
		}
	}
}

// gapOf is the smallest distance between values, at most 1.
func gapOf(xs []float64) float64 {
	gap := 1.0
	for i := 1; i < len(xs); i++ {
		if d := math.Abs(xs[i] - xs[i-1]); d > 0 {
			gap = min(gap, d)
		}
	}
	return gap
}
