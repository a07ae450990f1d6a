package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ikat/measure"
)

func (a *app) measures() *cobra.Command {
	return &cobra.Command{
		Use:     "measures [ID]",
		Short:   "List the measures, or explain one",
		Example: "  ikat measures\n  ikat measures bm",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				listMeasures(a.out)
				return nil
			}
			m, err := measure.Find(args[0])
			if err != nil {
				return err
			}
			return explain(a.out, m)
		},
	}
}

func listMeasures(w io.Writer) {
	g := &grid{header: []string{"id", "what it is", "levels"}, right: make([]bool, 3), keys: 1}
	for _, m := range measure.Catalog {
		var levels []string
		for _, l := range m.Levels {
			levels = append(levels, l.ID)
		}
		g.rows = append(g.rows, []string{m.ID, m.Label, strings.Join(levels, ", ")})
	}
	g.print(w, 1000)
	fmt.Fprintln(w, "\nikat measures ID explains one; ikat measure ID computes it.")
}

func explain(w io.Writer, m *measure.Measure) error {
	q, err := m.Check(measure.Query{})
	if err != nil {
		return err
	}
	width := min(terminalWidth(w), 100)
	fmt.Fprintf(w, "%s  %s\n%s\n\n", bold(m.ID), bold(m.Label), m.Question)
	section := func(name, text string) {
		if text != "" {
			fmt.Fprintf(w, "%s\n%s\n\n", bold(name), wrap(text, width, "  "))
		}
	}
	section("Definition", m.Definition)
	section("Formula", strings.ReplaceAll(m.Formula, "; ", "\n"))
	section("How to read it", m.Reading)
	section("Known limits", m.Caveat)
	for _, o := range m.Options {
		if len(o.Values) == 0 {
			section("--"+o.Name, o.Definition)
			continue
		}
		section("--"+o.Name+" "+strings.Join(o.Values, "|"), o.Definition+"; "+o.Values[0]+" by default")
	}
	fmt.Fprintln(w, bold("Levels and their keys"))
	for _, l := range m.Levels {
		fmt.Fprintf(w, "  %-18s %s\n", l.ID, strings.Join(l.Keys, ", "))
	}
	fmt.Fprintln(w, "\n"+bold("Columns"))
	for _, t := range m.Terms(q) {
		unit := t.Unit
		if unit == measure.Currency {
			unit = "the table's currency"
		}
		fmt.Fprintf(w, "  %-18s %s: %s (%s)\n", t.Name, t.Label, t.Definition, unit)
	}
	section("\nReference", m.Reference)
	return nil
}

// wrap breaks text at spaces so that no line is longer than width; line breaks in it are kept.
func wrap(text string, width int, indent string) string {
	var b strings.Builder
	for i, par := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		col := len(indent)
		b.WriteString(indent)
		for j, word := range strings.Fields(par) {
			n := len([]rune(word))
			if j > 0 && col+1+n > width {
				b.WriteString("\n" + indent)
				col = len(indent)
			} else if j > 0 {
				b.WriteByte(' ')
				col++
			}
			b.WriteString(word)
			col += n
		}
	}
	return b.String()
}
