package mcp

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"ikat/result"
	"ikat/say"
)

// page is a page of prose as Markdown, its tables of rows cut to the first ones.
func page(p *say.Page, rows int) string {
	var out strings.Builder
	for _, b := range p.Blocks {
		switch b.Kind {
		case say.Title:
			out.WriteString("# " + asTool(b.Text) + "\n\n")
		case say.Heading:
			out.WriteString("## " + asTool(b.Text) + "\n\n")
		case say.Paragraph, say.Small, say.Warning:
			out.WriteString(asTool(b.Text) + "\n\n")
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

var (
	rowsFlag  = regexp.MustCompile(`(-o FOLDER )?--format csv`)
	otherFlag = regexp.MustCompile(`--([a-z])`)
)

// asTool spells the flags of the command line, of which sentences speak, as an assistant has them: as parameters.
func asTool(text string) string {
	return otherFlag.ReplaceAllString(rowsFlag.ReplaceAllLiteralString(text, formParam+": "+forms[1]), "$1")
}

// kinds says what kind the numbers of an answer are: all of them, or by their columns where kinds differ.
func kinds(frames []*result.Frame) string {
	all := []result.Kind{result.Accounting, result.Estimate, result.Scenario, result.Bound}
	labels := map[result.Kind][]string{}
	for _, f := range frames {
		for _, c := range f.Columns {
			if c.Kind != "" {
				labels[c.Kind] = append(labels[c.Kind], c.Label)
			}
		}
	}
	var out strings.Builder
	for _, k := range all {
		if of := labels[k]; of != nil && len(labels) == 1 {
			fmt.Fprintf(&out, "kind of all numbers: %s\n", k)
		} else if of != nil {
			fmt.Fprintf(&out, "kind %s: %s\n", k, strings.Join(distinct(of), ", "))
		}
	}
	return out.String()
}

// ownSource says that an answer rests on what the asker gave, where it names no table; "" where it names one.
func ownSource(named []result.Source, frames []*result.Frame, given map[string][]string) string {
	if len(named) > 0 || slices.ContainsFunc(frames, func(f *result.Frame) bool { return len(f.Provenance.Sources) > 0 }) {
		return ""
	}
	of := slices.Sorted(maps.Keys(given))
	return "source: no table; what was given (" + strings.Join(of, ", ") + ") and what the answer itself names\n"
}

// distinct are texts without repeats, in their order.
func distinct(texts []string) (out []string) {
	seen := map[string]bool{}
	for _, t := range texts {
		if !seen[t] {
			out, seen[t] = append(out, t), true
		}
	}
	return out
}
