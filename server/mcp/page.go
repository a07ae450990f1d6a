package mcp

import (
	"strings"

	"ikat/say"
)

// page is a page of prose as Markdown, its tables of rows cut to the first ones.
func page(p *say.Page, rows int) string {
	var out strings.Builder
	for _, b := range p.Blocks {
		switch b.Kind {
		case say.Title:
			out.WriteString("# " + b.Text + "\n\n")
		case say.Heading:
			out.WriteString("## " + b.Text + "\n\n")
		case say.Paragraph, say.Small, say.Warning:
			out.WriteString(b.Text + "\n\n")
		case say.Rows:
			grid(&out, b.Grid.Header, b.Grid.Rows)
		case say.Frame:
			// What fails here is a builder that takes no more, which there is none of.
			_ = frame(&out, b.Rows, rows)
			out.WriteString("\n")
		}
	}
	return out.String()
}

func grid(out *strings.Builder, header []string, rows [][]string) {
	line := func(cells []string) {
		out.WriteString("|")
		for _, c := range cells {
			out.WriteString(" " + strings.ReplaceAll(c, "|", `\|`) + " |")
		}
		out.WriteString("\n")
	}
	line(header)
	out.WriteString("|" + strings.Repeat(" --- |", len(header)) + "\n")
	for _, r := range rows {
		line(r)
	}
	out.WriteString("\n")
}
