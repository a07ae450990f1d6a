package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/leontief"
)

func (a *app) profile() *cobra.Command {
	var c choices
	cmd := &cobra.Command{
		Use:   "profile ECONOMY",
		Short: "An economy's place in global value chains, on one page",
		Long: `Print what an economy exports, who earns on it, how it takes part in global value chains, its main partners and industries,
and how that has changed over the years at hand. ECONOMY is a code (CHN) or a name (China).`,
		Example: `  ikat profile CHN
  ikat profile "Republic of Korea" --table apx/2011
  ikat profile DEU --table wiod2013_2000.csv.gz --table wiod2013_2008.csv.gz`,
		Args: cobra.ExactArgs(1),
	}
	c.addTables(cmd)
	cmd.Flags().StringVarP(&c.outPath, "output", "o", "", "write to this file instead of the terminal")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		groups, basis, err := c.parsed()
		if err != nil {
			return err
		}
		tables, err := a.engine.WithEarlierYears(c.tables)
		if err != nil {
			return err
		}
		p, err := a.engine.Profile(cmd.Context(), args[0], tables, leontief.Options{Groups: groups, Basis: basis}, a.progress())
		if err != nil {
			return err
		}
		return a.page(&c, func(w io.Writer) { printProfile(w, p) })
	}
	return cmd
}

func printProfile(w io.Writer, p *engine.Profile) {
	y := p.Years[len(p.Years)-1]
	width := min(terminalWidth(w), 100)
	say := func(format string, args ...any) { fmt.Fprintln(w, wrap(fmt.Sprintf(format, args...), width, "")) }
	heading := func(s string) { fmt.Fprintf(w, "\n%s\n", bold(s)) }

	fmt.Fprintln(w, bold(fmt.Sprintf("%s in global value chains, %d", p.Name, y.Year)))
	fmt.Fprintln(w)
	say("Exports of %s are %s of the world's. Of every dollar exported, %.0f cents were earned at home and %.0f cents abroad, by suppliers of inputs.",
		money(y.Exports, p.Unit), percent(y.WorldShare), 100*y.Domestic, 100*y.Foreign)
	say("%s of exports cross at least two borders before they are used (rank %d of %d economies): %s because they contain foreign inputs (backward participation), %s because buyers abroad work them into exports of their own (forward participation).",
		percent(y.GVC), p.Rank, p.Of, percent(y.Backward), percent(y.Forward))
	say("Final users abroad pay for %s of domestic value added, %s of all the economy earns.", money(y.ValueAddedOut, p.Unit), percent(y.DependsOn))

	if len(p.Years) > 1 {
		heading("Change over the years at hand")
		printYears(w, p, width)
	}
	heading("Industries that export most")
	printIndustries(w, p, width)
	heading("Whose work is inside the exports (foreign value added, by source)")
	printPartners(w, p.Suppliers, p.Unit, "of foreign value added")
	heading("Who buys the exports (gross)")
	printPartners(w, p.Buyers, p.Unit, "of exports")
	heading("Who uses them in the end (domestic value added, by final user abroad)")
	printPartners(w, p.Users, p.Unit, "of value added absorbed abroad")

	fmt.Fprintln(w)
	printProfileFooter(w, p, width)
}

func printYears(w io.Writer, p *engine.Profile, width int) {
	g := &grid{header: []string{"year", "exports", "of world", "earned at home", "abroad", "in value chains", "backward", "forward"}, right: []bool{false, true, true, true, true, true, true, true}, keys: 1}
	for _, y := range p.Years {
		g.rows = append(g.rows, []string{fmt.Sprint(y.Year), billions(y.Exports, p.Unit), percent(y.WorldShare), percent(y.Domestic), percent(y.Foreign), percent(y.GVC), percent(y.Backward), percent(y.Forward)})
	}
	g.print(w, width)
	fmt.Fprintln(w, faint(wrap("exports in "+billionUnit(p.Unit)+"; the last five columns are shares of exports", width, "")))
}

func printIndustries(w io.Writer, p *engine.Profile, width int) {
	g := &grid{header: []string{"industry", "", "exports", "share", "earned at home", "backward", "forward"}, right: []bool{false, false, true, true, true, true, true}, keys: 2}
	for _, i := range p.Industries {
		name := i.Name
		if name == i.Industry {
			name = ""
		}
		g.rows = append(g.rows, []string{i.Industry, name, billions(i.Exports, p.Unit), percent(i.Share), percent(i.Domestic), percent(i.Back), percent(i.Forth)})
	}
	g.print(w, width)
	fmt.Fprintln(w, faint(wrap("exports in "+billionUnit(p.Unit)+"; the last three columns are shares of the industry's exports", width, "")))
}

// printPartners prints partners with a bar each, as long as their share of the largest.
func printPartners(w io.Writer, list []engine.Partner, unit, of string) {
	const bar = 24
	longest := 0
	for _, p := range list {
		longest = max(longest, len([]rune(p.Name)))
	}
	for _, p := range list {
		full := 0
		if list[0].Amount > 0 {
			full = int(bar*p.Amount/list[0].Amount + 0.5)
		}
		name := p.Name + strings.Repeat(" ", longest-len([]rune(p.Name)))
		fmt.Fprintf(w, "%-4s %s  %s%s %8s  %6s\n", p.Economy, name, strings.Repeat("█", full), strings.Repeat(" ", bar-full), billions(p.Amount, unit), percent(p.Share))
	}
	fmt.Fprintln(w, faint(billionUnit(unit)+", share "+of))
}

func printProfileFooter(w io.Writer, p *engine.Profile, width int) {
	fmt.Fprintln(w, faint(wrap("All numbers are accounting: they follow from the table by arithmetic. Content and participation are those of Borin and Mancini (2019), exporter perspective, source approach; ikat measures bm explains them.", width, "")))
	for _, n := range p.Notes {
		if n.Severity == "warning" {
			fmt.Fprintln(w, warn(wrap("warning: "+n.Text, width, "")))
		} else {
			fmt.Fprintln(w, faint(wrap("note: "+n.Text, width, "")))
		}
	}
	last := p.Sources[len(p.Sources)-1]
	var tables []string
	for _, s := range p.Sources {
		tables = append(tables, s.Table)
	}
	line := "source: " + strings.Join(tables, ", ")
	for _, s := range []string{last.Publisher, last.Citation} {
		if s != "" {
			line += ". " + s
		}
	}
	fmt.Fprintln(w, faint(wrap(line, width, "")))
}

// money renders an amount of a table in words: "1,498.5 billion USD".
func money(v float64, unit string) string {
	if u := billionUnit(unit); u != unit {
		return billions(v, unit) + " " + u
	}
	return amount(v, 1) + " " + unit
}

// billions renders an amount in millions as billions, other units as they are.
func billions(v float64, unit string) string {
	if billionUnit(unit) != unit {
		return amount(v/1000, 1)
	}
	return amount(v, 1)
}

func billionUnit(unit string) string {
	if rest, ok := strings.CutPrefix(unit, "million"); ok {
		return "billion" + rest
	}
	return unit
}
