package ui

import (
	"html/template"

	"ikat/picture"
	"ikat/say"
)

// The parts of a figure are those of package picture, which draws it: a page says which rows stand where.
type (
	Figure = picture.Figure
	Row    = picture.Row
	Field  = picture.Field
	Color  = picture.Color
	Line   = picture.Line
	Node   = picture.Node
	Link   = picture.Link
)

// Widths of drawings: beside the answer, below it, two beside each other on paper, and in a narrow window. A page holds
// a wide and a narrow one of each figure, and its style shows the one that fits.
const (
	heroWide   = 568
	partWide   = 960
	paperWide  = 420
	studyWide  = 700
	narrowWide = 340
)

// shownFigure is a figure as a page shows it.
type shownFigure struct {
	*Figure
	Wide   *picture.Drawing
	Narrow *picture.Drawing // nil where one drawing does for all widths
}

func draw(v *say.Voice, f *Figure, width float64) *shownFigure {
	d := &shownFigure{Figure: f}
	if f.Kind == "map" { // has no letters that would get too small
		d.Wide = f.Draw(v, heroWide)
		return d
	}
	d.Wide, d.Narrow = f.Draw(v, width), f.Draw(v, narrowWide)
	return d
}

// WideSVG is the drawing for windows that are not narrow, as a page holds it.
func (d *shownFigure) WideSVG() template.HTML {
	return template.HTML(d.Wide.Inline(d.ID+"-w", d.widthClass()))
}

// NarrowSVG is the drawing for narrow windows.
func (d *shownFigure) NarrowSVG() template.HTML {
	return template.HTML(d.Narrow.Inline(d.ID+"-n", "narrow"))
}

func (d *shownFigure) widthClass() string {
	if d.Narrow == nil {
		return "any"
	}
	return "wide"
}

// Drawn is the section's figure at the width of its place.
func (s sectionView) Drawn() *shownFigure {
	if s.First {
		return draw(s.Texts, s.Section.Figure, heroWide)
	}
	return draw(s.Texts, s.Section.Figure, partWide)
}

// Picture is the address of the section's figure as a file.
func (s sectionView) Picture(as string) string {
	return s.rendered.pictureAddress(s.Section.Figure, as)
}

func (d *rendered) pictureAddress(f *Figure, as string) string {
	q := clone(d.query)
	q.Set("picture", f.ID)
	q.Set("as", as)
	return d.Path + "?" + q.Encode()
}

// OnPaper is a figure of a page to print.
func (d *rendered) OnPaper(f *Figure) *shownFigure { return draw(d.Texts, f, paperWide) }

// printed is a figure of a file that needs no other: its marks lead nowhere.
func printed(v *say.Voice, f *Figure) *shownFigure {
	bare := *f
	bare.Href = ""
	return draw(v, &bare, studyWide)
}
