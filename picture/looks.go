package picture

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"
)

// paint is the name of a colour: of a variable of the pages' style, which has a value in light and one in dark.
type paint string

// shade is a paint in both themes.
type shade struct {
	name        paint
	light, dark string
}

// Okabe and Ito's colours for categories, told apart without red and green, darkened where thin on white; blues for
// what is more or less of one thing; orange and blue on the two sides of nothing.
var shades = []shade{
	{"card", "#ffffff", "#1a2027"}, {"ink", "#1b2430", "#e7ecf2"}, {"soft", "#4d5b6b", "#a9b4c0"},
	{"mild", "#eef3f8", "#222b35"}, {"grid", "#e4e8ed", "#2b333c"}, {"zero", "#7c8794", "#8290a0"},
	{"focus", "#b34700", "#ffb169"},
	{"c0", "#0072b2", "#56a8e0"}, {"c1", "#d55e00", "#f08a3c"}, {"c2", "#009e73", "#35c79a"},
	{"c3", "#cc79a7", "#e39cc4"}, {"c4", "#c27f00", "#f2bd4b"}, {"c5", "#2f96cf", "#8fd0f5"},
	{"c6", "#7a6a00", "#c9b93a"}, {"c7", "#6b7280", "#9aa4b0"},
	{"s0", "#cfe3f1", "#1f3d57"}, {"s1", "#a9cfe6", "#20506f"}, {"s2", "#7db6d8", "#24658c"},
	{"s3", "#4f9ac6", "#3584b0"}, {"s4", "#2b7bab", "#57a5cf"}, {"s5", "#115988", "#8bc6e6"},
	{"s6", "#053657", "#cbe8f8"},
	{"d0", "#a6470a", "#f59a5c"}, {"d1", "#dd8452", "#c46a30"}, {"d2", "#f3cdb4", "#6d4429"},
	{"d3", "#e2e5e9", "#3b434c"}, {"d4", "#c3dcec", "#27465c"}, {"d5", "#5fa2cb", "#3f82ab"},
	{"d6", "#0c5585", "#86c6ec"},
	{"blank", "#b8bec6", "#5d6670"}, {"nodata", "#f3f4f5", "#22282f"}, {"stripe", "#d3d7db", "#3a434d"},
	{"sea", "#fafcfe", "#161c22"},
}

// Two paints are patterns: hatch is what has no value, so that it cannot be taken for a low one; unsure lies over what
// may be of either sign.
const (
	hatch  paint = "hatch"
	unsure paint = "unsure"
)

// style is what a mark looks like; a field that is zero is said by none of its looks.
type style struct {
	fill, stroke    paint // "none" paints nothing
	width           float64
	dash            string
	opacity         float64 // of the fill
	strokeOpacity   float64
	size            float64
	weight          int
	halo            bool // the outline lies under the letters
	hover           string
	figures         bool // numbers of one width
	withoutPointing bool
}

// looks are the looks of marks, the later ones over the earlier.
var looks = []struct {
	name string
	style
}{
	{"text", style{fill: "ink", size: 12}},
	{"name", style{size: 12}},
	{"label", style{size: 11}},
	{"tick", style{fill: "soft", size: 11, figures: true}},
	{"axis", style{fill: "soft", size: 11, figures: true}},
	{"note", style{size: 11}},
	{"head", style{size: 11, weight: 600}},
	{"title", style{size: 16, weight: 600}},
	{"source", style{fill: "soft", size: 11}},
	{"strong", style{weight: 700}},
	{"halo", style{stroke: "card", width: 3, halo: true}},
	{"grid", style{fill: "none", stroke: "grid", width: 1}},
	{"zero", style{fill: "none", stroke: "zero", width: 1}},
	{"tie", style{fill: "none", stroke: "blank", width: 1}},
	{"reference", style{fill: "none", stroke: "ink", width: 1, dash: "4 3"}},
	{"span", style{fill: "none", stroke: "zero", width: 2}},
	{"line", style{fill: "none", width: 2.2}},
	{"thick", style{width: 3.5}},
	{"fit", style{fill: "none", stroke: "zero", width: 2, dash: "5 3"}},
	{"leader", style{fill: "none", width: 1, strokeOpacity: .6}},
	{"dot", style{stroke: "card", width: 1.2}},
	{"faint", style{opacity: .001, strokeOpacity: .001, hover: "fill-opacity: 1"}},
	{"bar", style{stroke: "card", width: .6, hover: "stroke: var(--ink); stroke-width: 1.5"}},
	{"range", style{opacity: .45}},
	{"inner", style{opacity: .6}},
	{"band", style{opacity: .18}},
	{"node", style{hover: "stroke: var(--ink); stroke-width: 1.5"}},
	{"flow", style{opacity: .38, hover: "fill-opacity: .65"}},
	{"weak", style{stroke: "focus", strokeOpacity: 1, width: 3}},
	{"sea", style{fill: "sea"}},
	{"area", style{stroke: "zero", width: .5, hover: "stroke: var(--ink); stroke-width: 1.5"}},
	{"rest", style{stroke: "zero", width: .3, withoutPointing: true}},
	{"over", style{withoutPointing: true}},
	{"state", style{stroke: "ink", width: .8}},
	{"plain", style{}},
}

// styleOf is what a mark looks like.
func (m *mark) style() style {
	names := strings.Fields(m.look)
	if m.tag == "text" {
		names = append([]string{"text"}, names...)
	}
	var out style
	for _, l := range looks {
		for _, n := range names {
			if l.name == n {
				out.put(l.style)
			}
		}
	}
	if m.fill != "" {
		out.fill = m.fill
	}
	if m.stroke != "" {
		out.stroke = m.stroke
	}
	if m.dash != "" {
		out.dash = m.dash
	}
	return out
}

// put lays what a look says over what was said.
func (s *style) put(o style) {
	over(&s.fill, o.fill)
	over(&s.stroke, o.stroke)
	over(&s.width, o.width)
	over(&s.dash, o.dash)
	over(&s.opacity, o.opacity)
	over(&s.strokeOpacity, o.strokeOpacity)
	over(&s.size, o.size)
	over(&s.weight, o.weight)
	over(&s.halo, o.halo)
}

func over[T comparable](to *T, value T) {
	var none T
	if value != none {
		*to = value
	}
}

func (s style) letters() letters { return letters{s.size, max(s.weight, 400)} }

// lettersOf is how the labels of a look are written.
func lettersOf(look string) letters { return (&mark{tag: "text", look: look}).style().letters() }

// value is the colour of a paint on white; false for patterns and what is not painted.
func (p paint) value() (string, bool) {
	for _, s := range shades {
		if s.name == p {
			return s.light, true
		}
	}
	return "", false
}

// rgba is the colour of a paint on white.
func (p paint) rgba(opacity float64) color.NRGBA {
	text, ok := p.value()
	if !ok {
		return color.NRGBA{}
	}
	n, err := strconv.ParseUint(text[1:], 16, 32)
	if err != nil {
		panic(err) // the list above
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), uint8(255*opacity + .5)}
}

// category is the n-th of the colours for categories.
func category(n int) paint { return paint(fmt.Sprintf("c%d", n%8)) }

// Style is the part of a page's style sheet that its pictures need: the colours of both themes, and the looks of marks.
func Style() string {
	var b strings.Builder
	theme := func(selector string, value func(shade) string) {
		b.WriteString(selector + " {")
		for _, s := range shades {
			fmt.Fprintf(&b, " --%s: %s;", s.name, value(s))
		}
		b.WriteString(" }")
	}
	light, dark := func(s shade) string { return s.light }, func(s shade) string { return s.dark }
	theme(":root", light)
	b.WriteString("\n@media screen and (prefers-color-scheme: dark) { ")
	theme(`:root:not([data-theme="light"])`, dark)
	b.WriteString(" }\n@media screen { ")
	theme(`:root[data-theme="dark"]`, dark)
	b.WriteString(" }\n")
	for _, l := range looks {
		selector := "svg." + planeClass + " ." + l.name
		if l.name == "text" {
			selector = "svg." + planeClass + " text"
		}
		fmt.Fprintf(&b, "%s {%s }\n", selector, l.style.css())
		if l.hover != "" {
			fmt.Fprintf(&b, "%s:hover, %s:focus { %s }\n", selector, selector, l.hover)
		}
	}
	for _, s := range shades {
		fmt.Fprintf(&b, ".swatch.%s { background: var(--%s); }\n", s.name, s.name)
	}
	return b.String()
}

// css writes a look as a style sheet has it.
func (s style) css() string {
	var b strings.Builder
	for _, p := range s.properties(func(p paint) string { return "var(--" + string(p) + ")" }) {
		fmt.Fprintf(&b, " %s: %s;", p[0], p[1])
	}
	if s.figures {
		b.WriteString(" font-variant-numeric: tabular-nums;")
	}
	if s.withoutPointing {
		b.WriteString(" pointer-events: none;")
	}
	return b.String()
}

// properties are what a style says, under the names that style sheets and pictures share.
func (s style) properties(colour func(paint) string) [][2]string {
	var out [][2]string
	number := func(name string, x float64, unit string) {
		if x != 0 {
			out = append(out, [2]string{name, strconv.FormatFloat(x, 'f', -1, 64) + unit})
		}
	}
	colours := func(name string, p paint) {
		if p == "none" {
			out = append(out, [2]string{name, "none"})
		} else if p != "" {
			out = append(out, [2]string{name, colour(p)})
		}
	}
	colours("fill", s.fill)
	colours("stroke", s.stroke)
	number("stroke-width", s.width, "")
	if s.dash != "" {
		out = append(out, [2]string{"stroke-dasharray", s.dash})
	}
	number("fill-opacity", s.opacity, "")
	number("stroke-opacity", s.strokeOpacity, "")
	number("font-size", s.size, "px")
	number("font-weight", float64(s.weight), "")
	if s.halo {
		out = append(out, [2]string{"paint-order", "stroke"}, [2]string{"stroke-linejoin", "round"})
	}
	return out
}
