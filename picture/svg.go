package picture

import (
	"html"
	"strconv"
	"strings"

	"ikat/say"
)

// Formats are the endings of files that a figure can be written to.
var Formats = []string{"svg", "png"}

// planeClass is the class of a picture in a page.
const planeClass = "plane"

// family is what labels are written in where a picture stands alone.
const family = "Arial, Helvetica, 'Liberation Sans', sans-serif"

// Inline writes a drawing for a page, whose style has Style's: colours follow the page's theme, marks say what they
// stand for. id tells its patterns from those of other drawings; class is a class of the page's own.
func (d *Drawing) Inline(id, class string) string {
	p := &pen{id: id, inline: true}
	p.open(d.Width, d.Height, planeClass+" "+d.figure.Kind+" "+class)
	p.all(d.marks)
	p.WriteString("</svg>")
	return p.String()
}

// SVG writes a figure as a file that needs nothing else, on white: with its title, what its colours stand for, and its
// source.
func (f *Figure) SVG(v *say.Voice, width float64) []byte {
	d := f.sheet(v, width)
	p := &pen{id: "p"}
	p.open(d.Width, d.Height, "")
	p.all(d.marks)
	p.WriteString("</svg>\n")
	return []byte(p.String())
}

// pen writes marks as SVG.
type pen struct {
	strings.Builder
	id     string
	inline bool
}

func (p *pen) open(width, height float64, class string) {
	p.WriteString(`<svg viewBox="0 0 ` + digits(width) + " " + digits(height) + `" width="` + digits(width) +
		`" height="` + digits(height) + `"`)
	if p.inline {
		p.WriteString(` class="` + class + `">`)
	} else {
		p.WriteString(` xmlns="http://www.w3.org/2000/svg" font-family="` + family + `">`)
	}
}

func (p *pen) all(marks []*mark) {
	if patterned(marks) {
		p.patterns()
	}
	for _, m := range marks {
		p.mark(m)
	}
}

// patterned reports whether some mark is painted with a pattern.
func patterned(marks []*mark) bool {
	for _, m := range marks {
		if m.fill == hatch || m.fill == unsure || patterned(m.marks) {
			return true
		}
	}
	return false
}

// stripes are five units apart, slanting.
func (p *pen) patterns() {
	open := func(name paint) string {
		return `<pattern id="` + string(name) + "-" + p.id +
			`" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">`
	}
	p.WriteString("<defs>" + open(hatch) + `<rect width="5" height="5" fill="` + p.colour("nodata") +
		`"/><path d="M0 0V5" stroke-width="3" stroke="` + p.colour("stripe") + `"/></pattern>` + open(unsure) +
		`<path d="M0 0V5" stroke-opacity=".7" stroke="` + p.colour("ink") + `"/></pattern></defs>`)
}

// colour writes a paint.
func (p *pen) colour(c paint) string {
	switch {
	case c == "none":
		return "none"
	case c == hatch || c == unsure:
		return "url(#" + string(c) + "-" + p.id + ")"
	case p.inline:
		return "var(--" + string(c) + ")"
	}
	value, _ := c.value()
	return value
}

func (p *pen) attribute(name, value string) {
	p.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
}

func (p *pen) mark(m *mark) {
	link := p.inline && m.href != ""
	if link {
		p.WriteString("<a")
		p.attribute("href", m.href)
		p.attribute("aria-label", strings.ReplaceAll(m.tip, "\n", ", "))
		p.WriteString(">")
	}
	p.WriteString("<" + m.tag)
	for _, a := range m.numbers {
		p.attribute(a.name, digits(a.value))
	}
	if m.path != "" {
		p.attribute("d", m.path)
	}
	switch {
	case m.turned:
		p.attribute("transform", "rotate(-90 "+point(m.x, m.y)+")")
	case m.scaled != 0 || m.tag == "g" && (m.x != 0 || m.y != 0):
		p.attribute("transform", m.transform())
	}
	p.looks(m)
	switch m.tag {
	case "text":
		p.letters(m)
	case "g":
		p.WriteString(">")
		for _, inner := range m.marks {
			p.mark(inner)
		}
		p.WriteString("</g>")
	default:
		p.WriteString("/>")
	}
	if link {
		p.WriteString("</a>")
	}
}

func (m *mark) transform() string {
	out := "translate(" + point(m.x, m.y) + ")"
	if m.scaled != 0 {
		out += " scale(" + strconv.FormatFloat(m.scaled, 'g', 5, 64) + ")"
	}
	return out
}

// looks writes what a mark looks like: by the names of its looks in a page, in full elsewhere.
func (p *pen) looks(m *mark) {
	if p.inline {
		if m.look != "" {
			p.attribute("class", m.look)
		}
		if m.tip != "" {
			p.attribute("data-tip", m.tip)
		}
		if m.fill != "" {
			p.attribute("fill", p.colour(m.fill))
		}
		if m.stroke != "" {
			p.attribute("stroke", p.colour(m.stroke))
		}
		if m.dash != "" {
			p.attribute("stroke-dasharray", m.dash)
		}
		return
	}
	if m.tag == "g" {
		return
	}
	for _, property := range m.style().properties(p.colour) {
		p.attribute(property[0], property[1])
	}
}

// letters writes a label, each line as long as it was measured, whatever the font.
func (p *pen) letters(m *mark) {
	if m.anchor != "" && m.anchor != "start" {
		p.attribute("text-anchor", m.anchor)
	}
	l := m.style().letters()
	line := func(i int) {
		p.attribute("x", digits(m.x))
		p.attribute("y", digits(m.y+float64(i)*m.leading))
		if len([]rune(m.lines[i])) > 3 {
			p.attribute("textLength", digits(l.width(m.lines[i])))
			p.attribute("lengthAdjust", "spacingAndGlyphs")
		}
		p.WriteString(">" + html.EscapeString(m.lines[i]))
	}
	if len(m.lines) == 1 {
		line(0)
		p.WriteString("</text>")
		return
	}
	p.WriteString(">")
	for i := range m.lines {
		p.WriteString("<tspan")
		line(i)
		p.WriteString("</tspan>")
	}
	p.WriteString("</text>")
}

// margin is the space around a picture that stands alone.
const margin = 16

// sheet is a figure with its title, legend and source around it.
func (f *Figure) sheet(v *say.Voice, width float64) *Drawing {
	d := f.Draw(v, width-2*margin)
	out := &Drawing{Width: width, figure: f}
	ground := rect("plain", 0, 0, width, 0).filled("card")
	out.add(ground)
	y := 28.0
	for _, line := range lettersOf("title").wrap(f.Title, d.Width) {
		out.add(label("title", "start", margin, y, line))
		y += 20
	}
	y = out.legend(d, y)
	out.add(&mark{tag: "g", x: margin, y: y, marks: d.marks})
	y += d.Height + 20
	for _, text := range []string{d.Beside, f.Source} {
		if text == "" {
			continue
		}
		for _, line := range lettersOf("source").wrap(text, d.Width) {
			out.add(label("source", "start", margin, y, line))
			y += 14
		}
	}
	out.Height = y + 4
	ground.numbers[3].value = out.Height
	return out
}

// legend writes what the colours of a drawing stand for in rows from a height, and returns the height under them.
func (d *Drawing) legend(of *Drawing, y float64) float64 {
	entries := of.Legend
	if len(entries) == 0 {
		return y
	}
	if of.Of != "" {
		entries = append([]Entry{{Label: of.Of}}, entries...)
	}
	l, x := lettersOf("name"), float64(margin)
	for _, e := range entries {
		w := l.width(e.Label) + 30
		if x > margin && x+w > of.Width {
			x, y = margin, y+18
		}
		at := x
		if e.Paint != "" {
			d.add(rect("plain", x, y-8, 12, 12).filled(paint(e.Paint)))
			at += 17
		}
		d.add(label("name", "start", at, y+2, e.Label))
		x += w
	}
	return y + 14
}
