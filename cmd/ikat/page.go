package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"ikat/say"
)

// proseWidth is the widest a paragraph gets on a terminal: longer lines are hard to read.
const proseWidth = 110

// drawPage prints a page of prose for people.
func drawPage(w io.Writer, p *say.Page) error {
	full := terminalWidth(w)
	width := min(full, proseWidth)
	out := bufio.NewWriter(w)
	for i, b := range p.Blocks {
		switch b.Kind {
		case say.Title:
			fmt.Fprintf(out, "%s\n\n", bold(b.Text))
		case say.Heading:
			if i > 0 && p.Blocks[i-1].Kind != say.Title { // a blank line is there below a title
				fmt.Fprintln(out)
			}
			fmt.Fprintln(out, bold(b.Text))
		case say.Paragraph:
			fmt.Fprintln(out, wrap(b.Text, width, ""))
		case say.Small:
			fmt.Fprintln(out, faint(wrap(b.Text, width, "")))
		case say.Warning:
			fmt.Fprintln(out, warn(wrap(b.Text, width, "")))
		case say.Rows:
			drawGrid(out, b.Grid, full)
		case say.Frame:
			if err := printFrame(out, b.Rows, 0, p.Voice); err != nil {
				return err
			}
		case say.Space:
			if i > 0 && p.Blocks[i-1].Kind != say.Title {
				fmt.Fprintln(out)
			}
		}
	}
	return out.Flush()
}

// barWidth is how long the longest bar is.
const barWidth = 24

// drawGrid prints a table, with a bar a row where it has some.
func drawGrid(w io.Writer, t *say.Grid, width int) {
	g := &grid{header: t.Header, right: t.Right, rows: t.Rows, keys: t.Keys}
	if t.Bar != nil {
		g = withBars(t)
	}
	g.print(w, width)
}

func withBars(t *say.Grid) *grid {
	insert := func(list []string, text string) []string {
		return append(append(append([]string{}, list[:t.Keys]...), text), list[t.Keys:]...)
	}
	g := &grid{header: insert(t.Header, ""), keys: t.Keys}
	g.right = append(append(append([]bool{}, t.Right[:t.Keys]...), false), t.Right[t.Keys:]...)
	for i, row := range t.Rows {
		full := int(barWidth*max(0, min(1, t.Bar[i])) + 0.5) // what is below nought has no bar
		g.rows = append(g.rows, insert(row, strings.Repeat("█", full)+strings.Repeat(" ", barWidth-full)))
	}
	return g
}

// headed reports whether a grid has any heading.
func (g *grid) headed() bool {
	for _, h := range g.header {
		if utf8.RuneCountInString(h) > 0 {
			return true
		}
	}
	return false
}
