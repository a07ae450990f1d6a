package picture

import (
	"math"
	"slices"
	"strings"
)

// classes are the limits between the colours of a scale: even steps; even in orders of magnitude where values differ by
// them; the same on both sides of zero where colours diverge, with a class for hardly any change, by the second
// largest:
// one economy's change does not hide all others'.
func classes(v []float64, kind string) []float64 {
	if len(v) == 0 {
		return nil
	}
	low, high := bounds(v)
	if kind == "diverging" {
		return divergingClasses(v)
	}
	if low > 0 && (kind == "log" || high/low > 10) {
		step := math.Log10(high/low) / 6
		var out []float64
		for i := 1; i <= 5; i++ {
			out = append(out, significant(low*math.Pow(10, float64(i)*step), 1))
		}
		return slices.Compact(out)
	}
	for n := 6.0; n > 1; n-- {
		var out []float64
		for _, t := range ticks(low, high, n) {
			if t > low && t < high {
				out = append(out, t)
			}
		}
		if len(out) > 0 && len(out) <= 6 {
			return out
		}
	}
	return nil
}

func divergingClasses(v []float64) []float64 {
	sizes := make([]float64, len(v))
	for i, x := range v {
		sizes[i] = math.Abs(x)
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	most := sizes[min(1, len(sizes)-1)]
	if most == 0 {
		most = sizes[0]
	}
	if most == 0 {
		most = 1 // nothing changes: all are in the middle
	}
	out := []float64{-.6, -.2, -.02, .02, .2, .6}
	for i := range out {
		out[i] = significant(out[i]*most, 2)
	}
	return out
}

// significant rounds to so many digits.
func significant(x float64, digits int) float64 {
	if x == 0 {
		return 0
	}
	power := digits - 1 - int(math.Floor(math.Log10(math.Abs(x))))
	if power < 0 {
		p := math.Pow(10, float64(-power))
		return math.Round(x/p) * p
	}
	p := math.Pow(10, float64(power))
	return math.Round(x*p) / p
}

// shadeOf is the colour of the k-th of some classes.
func shadeOf(k, limits int, kind string) paint {
	switch {
	case kind == "diverging":
		return paint("d" + digits(float64(k)))
	case limits == 0:
		return "s3"
	}
	return paint("s" + digits(math.Round(float64(k)*6/float64(limits))))
}

// class is the number of limits that a value reaches.
func class(x float64, limits []float64) int {
	n := 0
	for _, l := range limits {
		if x >= l {
			n++
		}
	}
	return n
}

func (f *Figure) scaleKind() string {
	if f.Color == nil {
		return ""
	}
	return f.Color.Scale
}

// scaleLegend says what the colours of a scale stand for.
func (h *hand) scaleLegend(limits []float64, f *Field) {
	if len(limits) == 0 {
		return
	}
	n, kind := len(limits), h.scaleKind()
	h.Of = h.axis(f)
	h.Legend = append(h.Legend, Entry{"< " + h.tick(limits[0], f), string(shadeOf(0, n, kind))})
	for i := 1; i < n; i++ {
		h.Legend = append(h.Legend,
			Entry{h.tick(limits[i-1], f) + " – " + h.tick(limits[i], f), string(shadeOf(i, n, kind))})
	}
	h.Legend = append(h.Legend, Entry{"≥ " + h.tick(limits[n-1], f), string(shadeOf(n, n, kind))})
}

// matrix draws a cell for each name and group.
func (h *hand) matrix() {
	const tall, lead = 24.0, 12.0
	names, groups := distinct(h.Rows, h.Y.name()), distinct(h.Rows, h.Group)
	if slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(groups))) {
		groups = names // who sells to whom: both ways in one order
	}
	left := min(220, h.width*.34)
	if h.width < 560 {
		left = min(110, left)
	}
	cell := (h.width - left) / max(1, float64(len(groups)))
	tick, name := lettersOf("tick"), lettersOf("label")
	heads, most := make([][]string, len(groups)), 1
	for i, g := range groups {
		heads[i] = tick.wrap(g, cell-4, 3)
		most = max(most, len(heads[i]))
	}
	top := float64(most)*lead + 8
	h.Height = top + float64(len(names))*tall + 2
	for k, lines := range heads {
		y := top - 6 - float64(len(lines)-1)*lead/2
		h.add(written("tick", "middle", left+(float64(k)+.5)*cell, y, lines, lead).named(groups[k]))
	}
	for i, n := range names {
		y := top + (float64(i)+.5)*tall
		h.add(written("label", "end", left-6, y, name.wrap(n, left-8, 1), lead).named(n))
	}
	limits := classes(values(h.Rows, h.X.name()), h.scaleKind())
	h.scaleLegend(limits, h.X)
	for _, r := range h.Rows {
		x := r.number(h.X.name())
		fill := paint("nodata")
		if known(x) {
			fill = shadeOf(class(x, limits), len(limits), h.scaleKind())
		}
		i, k := float64(index(names, r.text(h.Y.name()))), float64(index(groups, r.text(h.Group)))
		said := r.text(h.Y.name()) + ", " + r.text(h.Group) + "\n" + h.value(r[h.X.name()], h.X)
		h.add(rect("bar", left+k*cell+1, top+i*tall+1, max(1, cell-2), tall-2).filled(fill).says(said, h.Figure, r))
	}
}

// block is a part of a treemap: a group, or a category of one.
type block struct {
	name  string
	row   Row
	size  float64
	parts []block
	box
}

// treemap draws a block for each group, divided by colour.
func (h *hand) treemap() {
	color := h.categories(distinct(h.Rows, h.Color.Field))
	h.Height = math.Round(min(540, h.width*.52))
	if h.width < narrow {
		h.Height = math.Round(h.width * 1.35)
	}
	groups := h.blocks()
	whole := squarify(groups, box{1, 1, h.width - 2, h.Height - 2})
	for _, g := range groups {
		h.blockOf(g, whole, color)
	}
}

// blocks are the groups of a treemap, largest first.
func (h *hand) blocks() []block {
	var out []block
	for _, name := range distinct(h.Rows, h.Group) {
		g := block{name: name}
		for _, r := range where(h.Rows, h.Group, name) {
			if x := r.number(h.X.name()); x > 0 {
				g.parts = append(g.parts, block{name: r.text(h.Color.Field), row: r, size: x})
				g.size += x
			}
		}
		if g.size > 0 {
			slices.SortStableFunc(g.parts, func(a, b block) int { return sign(b.size - a.size) })
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b block) int { return sign(b.size - a.size) })
	return out
}

// strip is the height of a block's head, where it has room for a name.
const strip = 17

func (g block) named() bool { return g.w > 44 && g.h > 32 }

func (h *hand) blockOf(g block, whole float64, color func(string) paint) {
	share := h.Percent(g.size / whole)
	said := g.name + "\n" + h.value(g.size, h.X) + ", " + share
	h.add(rect("block", g.x, g.y, max(0, g.w-1), max(0, g.h-1)).says(said, nil, nil))
	inside := box{g.x + 1, g.y + 1, g.w - 3, g.h - 3}
	if g.named() {
		inside.y, inside.h = g.y+strip, g.h-strip-2
	}
	squarify(g.parts, inside)
	for _, n := range g.parts {
		if n.w > 1 && n.h > 1 {
			h.add(rect("leaf", n.x, n.y, n.w-1, n.h-1).filled(color(n.name)).
				says(h.tip(h.Figure, n.row, g.name+": "+h.kindName(n.name), h.X), h.Figure, n.row))
		}
	}
	if !g.named() {
		return
	}
	l, text := lettersOf("head"), g.name+"  "+share
	if l.width(text) >= g.w-8 {
		text = l.shorten(g.name, g.w-8)
	}
	m := label("head", "start", g.x+4, g.y+12.5, text)
	m.tip = said
	h.add(m)
}

// squarify divides a place among blocks, largest first, in rows whose blocks are as square as can be (Bruls, Huizing
// and van Wijk 2000), and returns their sum.
func squarify(blocks []block, in box) float64 {
	whole := 0.0
	for _, b := range blocks {
		whole += b.size
	}
	left := whole
	for from := 0; from < len(blocks) && in.w > 0 && in.h > 0; {
		side, area := min(in.w, in.h), in.w*in.h/left
		to, sum, worst := from, 0.0, math.Inf(1)
		for to < len(blocks) {
			next := sum + blocks[to].size
			ratio := worstRatio(blocks[from].size, blocks[to].size, next, side, area)
			if ratio > worst {
				break
			}
			worst, sum = ratio, next
			to++
		}
		in = row(blocks[from:to], sum, left, in)
		left -= sum
		from = to
	}
	return whole
}

// worstRatio is the longest side by the shortest of the least square block of a row.
func worstRatio(largest, smallest, sum, side, area float64) float64 {
	thick := sum * area / side
	return max(largest*area/thick/thick, thick*thick/(smallest*area))
}

// row places blocks along the shorter side of a place, and returns what is left of it.
func row(blocks []block, sum, whole float64, in box) box {
	at := 0.0
	across := in.w < in.h
	thick := in.w * sum / whole
	if across {
		thick = in.h * sum / whole
	}
	for i := range blocks {
		part := blocks[i].size / sum
		if across {
			blocks[i].box = box{in.x + at*in.w, in.y, part * in.w, thick}
		} else {
			blocks[i].box = box{in.x, in.y + at*in.h, thick, part * in.h}
		}
		at += part
	}
	if across {
		return box{in.x, in.y + thick, in.w, in.h - thick}
	}
	return box{in.x + thick, in.y, in.w - thick, in.h}
}

// joined lists texts after one another.
func joined(parts []string) string { return strings.Join(parts, "; ") }
