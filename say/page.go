package say

import (
	"slices"
	"strings"

	"ikat/result"
)

// Kind says what a block of a page is.
type Kind int

const (
	Title Kind = iota
	Heading
	Paragraph
	Small   // what explains the block before it
	Warning // a note that must not be overlooked
	Rows    // a grid
	Frame   // rows with their units
	Space
)

// Block is a piece of a page.
type Block struct {
	Kind Kind
	Text string
	Grid *Grid
	Rows *result.Frame

	Basis bool // it says what the answer rests on
}

// IsTitle, IsHeading and IsRows say what a block is to templates.
func (b Block) IsTitle() bool { return b.Kind == Title }

// IsHeading reports whether the block starts a part.
func (b Block) IsHeading() bool { return b.Kind == Heading }

// IsRows reports whether the block is a grid.
func (b Block) IsRows() bool { return b.Kind == Rows }

// Class names the kind of a paragraph for style sheets.
func (b Block) Class() string {
	switch b.Kind {
	case Small:
		return "small"
	case Warning:
		return "warning"
	}
	return "text"
}

// Grid is a table of texts.
type Grid struct {
	Header []string
	Right  []bool // columns of numbers
	Keys   int    // leading columns that name a row
	Rows   [][]string
	Bar    []float64 // a bar a row, as a share of the longest, after the keys; nil draws none
}

// Columns appends columns: those of numbers stand to the right.
func (g *Grid) Columns(numbers bool, header ...string) *Grid {
	for _, h := range header {
		g.Header, g.Right = append(g.Header, h), append(g.Right, numbers)
	}
	return g
}

// Row appends a row.
func (g *Grid) Row(cells ...string) { g.Rows = append(g.Rows, cells) }

// WithoutBlank leaves out columns of numbers that no row has.
func (g *Grid) WithoutBlank() *Grid {
	for j := len(g.Header) - 1; j >= g.Keys; j-- {
		if slices.ContainsFunc(g.Rows, func(row []string) bool { return row[j] != "–" }) {
			continue
		}
		g.Header, g.Right = slices.Delete(g.Header, j, j+1), slices.Delete(g.Right, j, j+1)
		for i, row := range g.Rows {
			g.Rows[i] = slices.Delete(row, j, j+1)
		}
	}
	return g
}

// Page is an answer in prose: blocks that a mouth draws, in one language.
type Page struct {
	*Voice
	Blocks  []Block
	Notes   []result.Note // what it rests on; Blocks say it too
	Sources []result.Source
}

// NewPage returns an empty page in a language.
func NewPage(v *Voice) *Page { return &Page{Voice: v} }

func (p *Page) add(k Kind, text string) { p.Blocks = append(p.Blocks, Block{Kind: k, Text: text}) }

// Title sets the page's title.
func (p *Page) Title(key string, data ...any) { p.add(Title, p.Say(key, data...)) }

// Heading starts a part.
func (p *Page) Heading(key string, data ...any) { p.add(Heading, p.Say(key, data...)) }

// Sentence adds a paragraph.
func (p *Page) Sentence(key string, data ...any) { p.add(Paragraph, p.Say(key, data...)) }

// Marks of rows to be taken with care, the same in every answer: what asks more of a model than it can bear, and what
// rests on border procedures that nobody observed. Texts explain them under the table.
const (
	Odd     = "*"
	Assumed = "†"
)

// Small adds an explanation.
func (p *Page) Small(key string, data ...any) { p.add(Small, p.Say(key, data...)) }

// Text adds a text that is in words already: a title made from data, a note.
func (p *Page) Text(k Kind, text string) { p.add(k, text) }

// Grid adds a table, whose names are said in the page's language.
func (p *Page) Grid(g *Grid) {
	for j, label := range g.Header {
		g.Header[j] = p.Label(label)
	}
	for _, row := range g.Rows {
		for j, cell := range row {
			row[j] = p.Label(cell)
		}
	}
	p.Blocks = append(p.Blocks, Block{Kind: Rows, Grid: g})
}

// Frame adds rows, with their title and units.
func (p *Page) Frame(f *result.Frame) {
	own := *f
	own.Title = p.Label(f.Title)
	p.Blocks = append(p.Blocks, Block{Kind: Frame, Rows: &own})
}

// AddNote adds a note or a warning.
func (p *Page) AddNote(n result.Note) {
	if n.Severity == "warning" {
		p.add(Warning, p.Say("basis.warning", Args{"text": p.Note(n)}))
	} else {
		p.add(Small, p.Say("basis.note", Args{"text": p.Note(n)}))
	}
}

// Basis adds what an answer rests on: its notes and sources.
func (p *Page) Basis(notes []result.Note, sources []result.Source) {
	p.Notes, p.Sources = append(p.Notes, notes...), append(p.Sources, sources...)
	first := len(p.Blocks)
	defer func() {
		for i := first; i < len(p.Blocks); i++ {
			p.Blocks[i].Basis = true
		}
	}()
	p.add(Space, "")
	for _, n := range notes {
		p.AddNote(n)
	}
	for _, s := range sources {
		parts := []string{s.Dated()}
		if s.Publisher != "" {
			parts = append(parts, p.Label(s.Publisher))
		}
		p.add(Small, p.Say("basis.source", Args{"text": strings.Join(parts, ", ")}))
	}
}
