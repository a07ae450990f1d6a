package picture

import (
	"slices"
	"strings"

	"ikat/say"
)

// hand draws one figure at one width.
type hand struct {
	writer
	*Figure
	*Drawing
	width float64
}

// kinds are the kinds of figures, each with what draws it.
var kinds = map[string]func(*hand){
	"bars": (*hand).bars, "dumbbell": (*hand).dumbbell, "intervals": (*hand).intervals, "lines": (*hand).lines,
	"multiples": (*hand).multiples, "scatter": (*hand).scatter, "curve": (*hand).curve,
	"distribution": (*hand).distribution, "map": (*hand).worldMap,
	"matrix": (*hand).matrix, "sankey": (*hand).sankey, "network": (*hand).network,
	"space": (*hand).space,
}

// narrow is the width below which labels stand where there is room for them.
const narrow = 520

// Draw lays out a figure in a width. A kind that there is not is a fault of who made the figure, which panics.
func (f *Figure) Draw(v *say.Voice, width float64) *Drawing {
	d := &Drawing{Width: width, figure: f}
	h := &hand{writer{v}, f, d, width}
	if f.Empty() {
		d.Height = 40
		d.add(label("name", "start", 0, 24, v.Say("picture.empty")))
		return d
	}
	kinds[f.Kind](h)
	d.Beside = strings.TrimSpace(d.Beside + " " + f.Note)
	return d
}

// edges are the inside of a drawing's margins.
type edges struct{ left, right, top, bottom float64 }

// plane sets the drawing's height and returns what is inside of margins.
func (h *hand) plane(height float64, m edges) edges {
	h.Height = height
	return edges{m.left, h.width - m.right, m.top, height - m.bottom}
}

// categories gives each value of a colour its paint; the legend has those that are there.
func (h *hand) categories(values []string) func(string) paint {
	order := values
	if h.Color != nil && len(h.Color.Order) > 0 {
		order = h.Color.Order
	}
	at := func(v string) int {
		for i, o := range order {
			if o == v {
				return i
			}
		}
		return 0
	}
	for i, o := range order {
		for _, v := range values {
			if v == o {
				h.Legend = append(h.Legend, Entry{h.kindName(o), string(category(i))})
				break
			}
		}
	}
	return func(v string) paint { return category(at(v)) }
}

// kindName is what a category is called.
func (h *hand) kindName(kind string) string {
	if h.Color != nil && h.Color.Labels[kind] != "" {
		return h.Color.Labels[kind]
	}
	return kind
}

// stressed reports whether some row is.
func (f *Figure) stressed(rows []Row) bool {
	for _, r := range rows {
		if r.is(f.Mark) {
			return true
		}
	}
	return false
}

// below draws the number axis and its grid; labels never touch, the axis' name stands under them.
func (h *hand) below(p edges, x scale, f *Field) {
	l := lettersOf("tick")
	crowded := func(ticks []float64) bool {
		for i := 1; i < len(ticks); i++ {
			room := (l.width(h.tick(ticks[i], f)) + l.width(h.tick(ticks[i-1], f))) / 2
			if x.at(ticks[i])-x.at(ticks[i-1]) < room+8 {
				return true
			}
		}
		return false
	}
	count := max(2, int((p.right-p.left)/80))
	at := x.ticks(count)
	for count > 1 && crowded(at) {
		count--
		at = x.ticks(count)
	}
	for _, t := range at {
		h.add(straight(gridLook(t), x.at(t), p.top, x.at(t), p.bottom))
		half := l.width(h.tick(t, f)) / 2
		h.add(label("tick", "middle", min(max(x.at(t), half), h.width-half), p.bottom+15, h.tick(t, f)))
	}
	for i, line := range h.nameBelow(f) {
		h.add(label("axis", "end", p.right, p.bottom+33+float64(i)*leading, line))
	}
}

// nameBelow is the name of a number axis under a plane, in lines.
func (h *hand) nameBelow(f *Field) []string {
	name := h.axis(f)
	if name == "" {
		return nil
	}
	return lettersOf("axis").wrap(name, h.width*.9)
}

// foot is the height that a number axis takes under a plane, its name included.
func (h *hand) foot(f *Field) float64 {
	if n := len(h.nameBelow(f)); n > 0 {
		return 29 + float64(n)*leading
	}
	return 24
}

func gridLook(t float64) string {
	if t == 0 {
		return "zero"
	}
	return "grid"
}

// beside draws the number axis at the left, its name above it.
func (h *hand) beside(p edges, y scale, f *Field) {
	for _, t := range y.ticks(5) {
		h.add(straight(gridLook(t), p.left, y.at(t), p.right, y.at(t)))
		h.add(label("tick", "end", p.left-6, y.at(t)+4, h.tick(t, f)))
	}
	h.add(label("axis", "start", 0, 12, lettersOf("axis").shorten(h.axis(f), h.width)))
}

// leftOf is the margin that the ticks of an axis need.
func (h *hand) leftOf(y scale, f *Field) float64 {
	most := 0.0
	for _, t := range y.ticks(5) {
		most = max(most, lettersOf("tick").width(h.tick(t, f)))
	}
	return most + 12
}

// note is the label of a reference line, in a row above the plane where it touches no other.
type note struct {
	at, left, width float64
	row             int
	label           string
}

func (n note) meets(start, width float64) bool {
	return n.label != "" && n.left < start+width+8 && start < n.left+n.width+8
}

func notesOf(lines []Line, x scale) []note {
	l := lettersOf("note")
	var out []note
	order := slices.Clone(lines) // from the right, so that a line rises beside the labels of later ones
	slices.SortStableFunc(order, func(a, b Line) int { return sign(b.At - a.At) })
	for _, line := range order {
		at, w := x.at(line.At), l.width(line.Label)
		if at < x.from-1 || at > x.to+1 {
			continue
		}
		n := note{at: at, left: at + 4, width: w, label: line.Label}
		if at+4+w > x.to+12 {
			n.left = max(0, at-4-w)
		}
		for n.label != "" && taken(out, n) {
			n.row++
		}
		out = append(out, n)
	}
	return out
}

func taken(notes []note, n note) bool {
	for _, o := range notes {
		if o.row == n.row && o.meets(n.left, n.width) {
			return true
		}
	}
	return false
}

// roomFor is the height that notes take above a plane.
func roomFor(notes []note) float64 {
	room := 0.0
	for _, n := range notes {
		if n.label != "" {
			room = max(room, 14*float64(n.row+1)+4)
		}
	}
	return room
}

func (h *hand) references(p edges, notes []note) {
	for _, n := range notes {
		y := p.top - 6 - 14*float64(n.row)
		if n.label == "" {
			h.add(straight("zero", n.at, p.top, n.at, p.bottom))
			continue
		}
		h.add(straight("reference", n.at, y-9, n.at, p.bottom), label("note halo", "start", n.left, y, n.label))
	}
}
