package picture

import (
	"slices"
	"strconv"
	"strings"
)

// mark is one thing that is drawn: a rectangle, a circle, a path, a label, or several together.
type mark struct {
	tag     string // rect, circle, path, text, g
	numbers []attribute
	path    string
	look    string // names of looks.go, the later ones over the earlier
	fill    paint  // in place of its look's
	stroke  paint
	dash    string
	tip     string
	href    string
	lines   []string // of a label, each leading apart
	leading float64
	anchor  string
	turned  bool // a label that is read upwards
	marks   []*mark
	scaled  float64 // of a group; 0 is as it is
	x, y    float64 // of a label
}

type attribute struct {
	name  string
	value float64
}

// number is the value of an attribute.
func (m *mark) number(name string) float64 {
	for _, a := range m.numbers {
		if a.name == name {
			return a.value
		}
	}
	return 0
}

func rect(look string, x, y, w, h float64) *mark {
	return &mark{tag: "rect", look: look, numbers: []attribute{{"x", x}, {"y", y}, {"width", w}, {"height", h}}}
}

func circle(look string, x, y, r float64) *mark {
	return &mark{tag: "circle", look: look, numbers: []attribute{{"cx", x}, {"cy", y}, {"r", r}}}
}

func pathOf(look, d string) *mark { return &mark{tag: "path", look: look, path: d} }

// straight is a line between two points.
func straight(look string, x1, y1, x2, y2 float64) *mark {
	return pathOf(look, "M"+point(x1, y1)+"L"+point(x2, y2))
}

func group(marks ...*mark) *mark { return &mark{tag: "g", marks: marks} }

// label is a text at a point; anchor is start, middle or end.
func label(look, anchor string, x, y float64, text string) *mark {
	return &mark{tag: "text", look: look, anchor: anchor, x: x, y: y, lines: []string{text}}
}

// written is a label of one or more lines, centred on a height.
func written(look, anchor string, x, y float64, lines []string, leading float64) *mark {
	first := y + 4 - float64(len(lines)-1)*leading/2
	return &mark{tag: "text", look: look, anchor: anchor, x: x, y: first, lines: lines, leading: leading}
}

// upright is a label of one line that is read upwards, from a point on.
func upright(look string, x, y float64, text string) *mark {
	m := label(look, "start", x, y, text)
	m.turned = true
	return m
}

func (m *mark) filled(p paint) *mark { m.fill = p; return m }

func (m *mark) stroked(p paint) *mark { m.stroke = p; return m }

// says gives a mark its tip and, where the row has one, the address that it leads to.
func (m *mark) says(tip string, f *Figure, r Row) *mark {
	m.tip = tip
	if f != nil && f.Href != "" {
		m.href = r.text(f.Href)
	}
	return m
}

// digits writes a coordinate: a tenth of a pixel is as fine as is seen.
func digits(x float64) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

func point(x, y float64) string { return digits(x) + " " + digits(y) }

// Entry says what a colour of a drawing stands for.
type Entry struct {
	Label string
	Paint string // the class of its swatch
}

// Drawing is a figure at one width.
type Drawing struct {
	Width, Height float64
	Of            string // what the legend is of
	Legend        []Entry
	Beside        string // what could not be shown, and the figure's note

	figure *Figure
	marks  []*mark
}

func (d *Drawing) add(marks ...*mark) { d.marks = append(d.marks, marks...) }

// apart moves positions until, in rising order, they are a distance from each other, within an extent.
func apart(at []float64, distance, low, high float64) []float64 {
	order := make([]int, len(at))
	for i := range at {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return sign(at[a] - at[b]) })
	out := slices.Clone(at)
	for _, i := range order {
		out[i] = max(out[i], low)
		low = out[i] + distance
	}
	slices.Reverse(order)
	for _, i := range order {
		out[i] = min(out[i], high)
		high = out[i] - distance
	}
	return out
}

func sign(x float64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}
