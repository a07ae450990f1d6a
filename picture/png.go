package picture

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"ikat/say"
)

// PNG writes a figure in pixels, as SVG has it; scale is how many pixels one of its units takes.
func (f *Figure) PNG(w io.Writer, v *say.Voice, width, scale float64) error {
	return png.Encode(w, f.sheet(v, width).pixels(scale))
}

// Card writes a figure as a card of a fixed size, its picture as large as fits.
func (f *Figure) Card(w io.Writer, v *say.Voice, width, height int) error {
	sheet := f.sheet(v, float64(width)*.75)
	scale := min(float64(width)/sheet.Width, float64(height)/sheet.Height)
	inner := sheet.pixels(scale)
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	left := (width - inner.Bounds().Dx()) / 2
	top := (height - inner.Bounds().Dy()) / 2
	draw.Draw(out, inner.Bounds().Add(image.Pt(left, top)), inner, image.Point{}, draw.Src)
	return png.Encode(w, out)
}

func (d *Drawing) pixels(scale float64) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(d.Width*scale)), int(math.Ceil(d.Height*scale))))
	p := &painter{to: out}
	p.all(d.marks, place{scale, 0, 0})
	return out
}

// place is where a group's own units lie in the image.
type place struct{ scale, x, y float64 }

func (a place) of(x, y float64) [2]float64 { return [2]float64{a.x + x*a.scale, a.y + y*a.scale} }

// painter fills outlines.
type painter struct{ to *image.RGBA }

func (p *painter) all(marks []*mark, at place) {
	for _, m := range marks {
		p.mark(m, at)
	}
}

func (p *painter) mark(m *mark, at place) {
	if m.tag == "g" {
		inner := place{at.scale, at.x + m.x*at.scale, at.y + m.y*at.scale}
		if m.scaled != 0 {
			inner.scale *= m.scaled
		}
		p.all(m.marks, inner)
		return
	}
	s := m.style()
	shapes := m.outlines(at)
	width := s.width * at.scale
	if s.stroke != "" && width == 0 {
		width = at.scale
	}
	if s.halo {
		p.stroke(shapes, s, width)
	}
	if s.fill != "none" {
		fill := s.fill
		if fill == "" {
			fill = "ink"
		}
		p.fill(shapes, fill, opacity(s.opacity))
	}
	if !s.halo && s.stroke != "" && s.stroke != "none" {
		p.stroke(shapes, s, width)
	}
}

func opacity(x float64) float64 {
	if x == 0 {
		return 1
	}
	return x
}

func (p *painter) stroke(shapes []polyline, s style, width float64) {
	if s.dash != "" {
		shapes = dashed(shapes, s.dash, width/max(s.width, 1))
	}
	p.fill(thick(shapes, width/2), s.stroke, opacity(s.strokeOpacity))
}

// fill paints what some outlines hold.
func (p *painter) fill(shapes []polyline, with paint, opacity float64) {
	low, high := extent(shapes)
	box := image.Rect(
		int(math.Floor(low[0])),
		int(math.Floor(low[1])),
		int(math.Ceil(high[0]))+1,
		int(math.Ceil(high[1]))+1,
	)
	box = box.Intersect(p.to.Bounds())
	if box.Empty() {
		return
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	x, y := float64(box.Min.X), float64(box.Min.Y)
	for _, s := range shapes {
		if len(s.points) < 2 {
			continue
		}
		r.MoveTo(float32(s.points[0][0]-x), float32(s.points[0][1]-y))
		for _, q := range s.points[1:] {
			r.LineTo(float32(q[0]-x), float32(q[1]-y))
		}
		r.ClosePath()
	}
	r.Draw(p.to, box, source(with, opacity), box.Min)
}

// source is what a paint puts on the image.
func source(with paint, opacity float64) image.Image {
	switch with {
	case hatch:
		return stripes{paint("nodata").rgba(1), paint("stripe").rgba(1), 3}
	case unsure:
		return stripes{color.NRGBA{}, paint("ink").rgba(.7), 1}
	}
	return image.NewUniform(with.rgba(opacity))
}

// stripes is a slanting pattern, ten pixels apart.
type stripes struct {
	ground, stripe color.NRGBA
	wide           float64 // of five
}

func (stripes) ColorModel() color.Model { return color.NRGBAModel }

func (stripes) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }

func (s stripes) At(x, y int) color.Color {
	if math.Mod(float64(x+y)/(2*math.Sqrt2)+1e6*5, 5) < s.wide {
		return s.stripe
	}
	return s.ground
}

// polyline is an outline or a course; one that is closed ends where it begins.
type polyline struct {
	points [][2]float64
	closed bool
}

func extent(shapes []polyline) (low, high [2]float64) {
	low, high = [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, s := range shapes {
		for _, q := range s.points {
			for k := range q {
				low[k], high[k] = min(low[k], q[k]), max(high[k], q[k])
			}
		}
	}
	return low, high
}

// outlines are what a mark is bounded by.
func (m *mark) outlines(at place) []polyline {
	switch m.tag {
	case "rect":
		x, y, w, h := m.number("x"), m.number("y"), m.number("width"), m.number("height")
		return []polyline{{[][2]float64{at.of(x, y), at.of(x+w, y), at.of(x+w, y+h), at.of(x, y+h)}, true}}
	case "circle":
		return []polyline{disc(at.of(m.number("cx"), m.number("cy")), m.number("r")*at.scale)}
	case "path":
		return follow(m.path, at)
	case "text":
		return m.glyphs(at)
	}
	return nil
}

func disc(centre [2]float64, r float64) polyline {
	n := max(8, int(math.Ceil(r*2)))
	out := polyline{closed: true}
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		out.points = append(out.points, [2]float64{centre[0] + r*math.Cos(a), centre[1] + r*math.Sin(a)})
	}
	return out
}

// glyphs are the outlines of a label's letters.
func (m *mark) glyphs(at place) []polyline {
	l := m.style().letters()
	var out []polyline
	for i, line := range m.lines {
		x := m.x
		switch m.anchor {
		case "end":
			x -= l.width(line)
		case "middle":
			x -= l.width(line) / 2
		}
		out = append(out, l.outlines(line, at.of(x, m.y+float64(i)*m.leading), at.scale)...)
	}
	if m.turned {
		turn(out, at.of(m.x, m.y))
	}
	return out
}

// turn turns shapes about a point, so that what went to the right goes up.
func turn(shapes []polyline, about [2]float64) {
	for _, s := range shapes {
		for i, q := range s.points {
			dx, dy := q[0]-about[0], q[1]-about[1]
			s.points[i] = [2]float64{about[0] + dy, about[1] - dx}
		}
	}
}

// outlines are the shapes of letters from a point on their base line.
func (l letters) outlines(s string, from [2]float64, scale float64) []polyline {
	face := faceOf(l.weight)
	size := l.size * scale
	var out []polyline
	for _, c := range s {
		out = append(out, face.outline(c, from, size)...)
		from[0] += face.advance(c) * size
	}
	return out
}

func (t *typeface) outline(c rune, from [2]float64, size float64) []polyline {
	t.mu.Lock()
	defer t.mu.Unlock()
	segments, err := t.font.LoadGlyph(&t.buf, t.glyph(c), fixed.I(em), nil)
	if err != nil {
		return nil
	}
	at := func(p fixed.Point26_6) [2]float64 {
		return [2]float64{from[0] + float64(p.X)/64/em*size, from[1] + float64(p.Y)/64/em*size}
	}
	var out []polyline
	for _, s := range segments {
		last := len(out) - 1
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			out = append(out, polyline{[][2]float64{at(s.Args[0])}, true})
		case sfnt.SegmentOpLineTo:
			out[last].points = append(out[last].points, at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			out[last].bend(at(s.Args[0]), at(s.Args[0]), at(s.Args[1]), 2)
		case sfnt.SegmentOpCubeTo:
			out[last].bend(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]), 3)
		}
	}
	return out
}

// bend adds a curve of Bézier of the given degree in straight steps.
func (l *polyline) bend(b, c, d [2]float64, degree int) {
	a := l.points[len(l.points)-1]
	const steps = 8
	for i := 1; i <= steps; i++ {
		t := float64(i) / steps
		u := 1 - t
		var q [2]float64
		for k := range q {
			if degree == 2 {
				q[k] = u*u*a[k] + 2*u*t*b[k] + t*t*d[k]
			} else {
				q[k] = u*u*u*a[k] + 3*u*u*t*b[k] + 3*u*t*t*c[k] + t*t*t*d[k]
			}
		}
		l.points = append(l.points, q)
	}
}

// follow reads a path: M L H V C and Z, and m l z relative to where one stands.
func follow(path string, at place) []polyline {
	var out []polyline
	var x, y float64
	r := &pathReader{rest: path}
	add := func() { out[len(out)-1].points = append(out[len(out)-1].points, at.of(x, y)) }
	for r.next() {
		switch r.command {
		case 'M', 'm', 'L', 'l':
			dx, dy := r.number(), r.number()
			if r.command == 'm' || r.command == 'l' {
				dx, dy = x+dx, y+dy
			}
			x, y = dx, dy
			if r.command == 'M' || r.command == 'm' {
				out = append(out, polyline{})
				r.command-- // what follows without a letter are lines: l comes before m
			}
			add()
		case 'H':
			x = r.number()
			add()
		case 'V':
			y = r.number()
			add()
		case 'C':
			b, c := at.of(r.number(), r.number()), at.of(r.number(), r.number())
			x, y = r.number(), r.number()
			out[len(out)-1].bend(b, c, at.of(x, y), 3)
		case 'Z', 'z':
			last := &out[len(out)-1]
			last.closed = true
			x, y = (last.points[0][0]-at.x)/at.scale, (last.points[0][1]-at.y)/at.scale
		}
	}
	return out
}

// pathReader reads the commands and numbers of a path.
type pathReader struct {
	rest    string
	command byte
}

// next reports whether there is more, and takes the letter that says what, where there is one.
func (r *pathReader) next() bool {
	r.rest = strings.TrimLeft(r.rest, " ,")
	if r.rest == "" {
		return false
	}
	if c := r.rest[0]; c >= 'A' && c <= 'z' {
		r.command, r.rest = c, r.rest[1:]
	}
	return true
}

func (r *pathReader) number() float64 {
	r.rest = strings.TrimLeft(r.rest, " ,")
	n := 1
	for n < len(r.rest) && (r.rest[n] >= '0' && r.rest[n] <= '9' || r.rest[n] == '.') {
		n++
	}
	x, err := strconv.ParseFloat(r.rest[:min(n, len(r.rest))], 64)
	if err != nil {
		panic("a path that the package wrote: " + r.rest)
	}
	r.rest = r.rest[n:]
	return x
}

// thick are the outlines of courses with a width: a box for each step and a disc where steps meet, all turning the same
// way, so that they add up.
func thick(shapes []polyline, half float64) []polyline {
	var out []polyline
	for _, s := range shapes {
		points := s.points
		if s.closed && len(points) > 1 {
			points = append(points[:len(points):len(points)], points[0])
		}
		for i := range points {
			if i > 0 && (i < len(points)-1 || s.closed) && half > .4 {
				out = append(out, disc(points[i], half))
			}
			if i == 0 {
				continue
			}
			a, b := points[i-1], points[i]
			dx, dy := b[0]-a[0], b[1]-a[1]
			long := math.Hypot(dx, dy)
			if long == 0 {
				continue
			}
			nx, ny := -dy/long*half, dx/long*half
			out = append(out, polyline{[][2]float64{{a[0] - nx, a[1] - ny}, {b[0] - nx, b[1] - ny},
				{b[0] + nx, b[1] + ny}, {a[0] + nx, a[1] + ny}}, true})
		}
	}
	return out
}

// dashed cuts courses into dashes: the length of one, and of the gap after it.
func dashed(shapes []polyline, dash string, scale float64) []polyline {
	on, off, _ := strings.Cut(dash, " ")
	lengths := [2]float64{}
	for i, s := range []string{on, off} {
		lengths[i], _ = strconv.ParseFloat(s, 64)
		lengths[i] = max(.5, lengths[i]*scale)
	}
	var out []polyline
	for _, s := range shapes {
		left, drawn := lengths[0], true
		for i := 1; i < len(s.points); i++ {
			a, b := s.points[i-1], s.points[i]
			long := math.Hypot(b[0]-a[0], b[1]-a[1])
			for done := 0.0; done < long; {
				size := min(left, long-done)
				from, to := done/long, (done+size)/long
				if drawn {
					out = append(out, polyline{points: [][2]float64{
						{a[0] + (b[0]-a[0])*from, a[1] + (b[1]-a[1])*from},
						{a[0] + (b[0]-a[0])*to, a[1] + (b[1]-a[1])*to}}})
				}
				done += size
				if left -= size; left <= 0 {
					drawn = !drawn
					left = lengths[map[bool]int{true: 0, false: 1}[drawn]]
				}
			}
		}
	}
	return out
}
