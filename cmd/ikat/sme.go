package main

import (
	"fmt"
	"io"
	"sort"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/fault"
	"ikat/result"
	"ikat/sme"
)

func (a *app) sme() *cobra.Command {
	var c choices
	var q engine.SMEQuestion
	var all, noBounds, noWorth bool
	q.Assume = sme.Usual(nil)
	cmd := &cobra.Command{
		Use:   "sme [ECONOMY]",
		Short: "What small and medium firms earn in exports: directly, through large exporters, and how surely that is known",
		Long: `Split an economy's industries into small and medium firms and large ones, consistently with the table to the last cell, and
follow what each earns in exports. Statistics of firm size (shares of value added and of direct exports) are built in for some
economies of Asia and the Pacific; --stats gives your own, economy-wide or by industry.

The statistics leave many splits possible. The point estimate is the one that adds least to them; the interval is what no split
that agrees with them can leave. The last table says which further statistic would narrow it most.`,
		Example: `  ikat sme KOR                                       the Republic of Korea's small and medium firms
  ikat sme --all                                     every economy with statistics, side by side
  ikat sme JPN --no-bounds                           the point estimate alone, at once
  ikat sme IDN --stats examples/sme-idn.csv          with your own shares, by industry
  ikat sme KOR --table wiod2013_2008.csv.gz --format csv -o kor.csv`,
		Args: cobra.MaximumNArgs(1),
	}
	c.addTables(cmd)
	c.addOutput(cmd)
	fl := cmd.Flags()
	fl.BoolVar(&all, "all", false, "the point estimates of every economy of the table that has statistics, in a row each")
	fl.StringArrayVar(&q.Files, "stats", nil, "statistics of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same")
	fl.BoolVar(&noBounds, "no-bounds", false, "leave out the interval, and what further statistics would tell")
	fl.BoolVar(&noWorth, "no-worth", false, "leave out what further statistics would tell")
	fl.Float64Var(&q.Assume.ValueAdded, "va-within", q.Assume.ValueAdded, "interval: a class's value added per output is within this factor of its industry's; 0 leaves it free")
	fl.Float64Var(&q.Assume.Imports, "imports-within", q.Assume.Imports, "interval: a class's imported inputs per output are within this factor of its industry's; 0 leaves them free")
	fl.BoolVar(&q.Assume.ExportCap, "export-cap", true, "interval: small firms export no larger a part of output than their industry")
	fl.BoolVar(&q.Assume.FreeFinal, "free-final", false, "interval: leave open which class serves final users at home")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var err error
		if q.Groups, q.ValueAdded, err = c.parsed(); err != nil {
			return err
		}
		format, err := c.resolveFormat()
		if err != nil {
			return err
		}
		if err := oneTable(c.tables); err != nil {
			return err
		}
		q.Table, q.Bounds, q.Worth = c.tables[0], !noBounds, !noWorth
		if all != (len(args) == 0) {
			return &fault.Error{Kind: fault.Invalid, Where: "ikat sme", What: "it takes one economy, or --all", Fix: "For instance ikat sme KOR, or ikat sme --all"}
		}
		if all {
			f, err := a.engine.SMEs(cmd.Context(), q, a.progress())
			if err != nil {
				return err
			}
			return a.deliver(&c, []*result.Frame{f}, []string{"sme"})
		}
		q.Economy = args[0]
		answer, err := a.engine.SME(cmd.Context(), q, a.progress())
		if err != nil {
			return err
		}
		if format == "table" {
			return a.page(&c, func(w io.Writer) { printSME(w, answer) })
		}
		return a.deliver(&c, []*result.Frame{answer.Frame()}, []string{"sme"})
	}
	return cmd
}

func oneTable(tables []string) error {
	if len(tables) == 1 {
		return nil
	}
	return &fault.Error{Kind: fault.Invalid, Where: "--table", What: fmt.Sprintf("%d tables are given", len(tables)), Fix: "Ask about one table at a time"}
}

func printSME(w io.Writer, a *engine.SME) {
	width := min(terminalWidth(w), 110)
	say := func(format string, args ...any) { fmt.Fprintln(w, wrap(fmt.Sprintf(format, args...), width, "")) }
	heading := func(s string) { fmt.Fprintf(w, "\n%s\n", bold(s)) }
	s := a.Split
	small, large := s.InExports(sme.Small), s.InExports(sme.Large)
	n := s.Economy.N()

	fmt.Fprintln(w, bold(fmt.Sprintf("Small and medium firms of %s in exports, %s", a.Name, a.Table)))
	fmt.Fprintln(w)
	say("Small and medium firms (SMEs) sell %s of exports themselves, but earn %s of the domestic value added in them: %s of %s.", percent(total(s.Exports[:n])/total(s.Economy.Exports)),
		percent(s.Share()), money(small.Total(), a.Unit), money(small.Total()+large.Total(), a.Unit))
	if a.Bounds != nil {
		b := a.Bounds.Share
		say("That is an estimate. The statistics and the assumptions below allow any share that a split of the table gives: none lies outside %s to %s, and splits were found from %s to %s.",
			percent(b.Low), percent(b.High), percent(b.FoundLow), percent(b.FoundHigh))
	}
	say("Exports bring %s of all that SMEs earn.", percent(a.Dependence()))

	heading("How SMEs earn in exports")
	g := &grid{header: []string{"", billionUnit(a.Unit), "share"}, right: []bool{false, true, true}, keys: 1}
	for _, r := range []struct {
		name  string
		value float64
	}{{"in their own exports", small.Direct}, {"supplying other SMEs that export", small.ThroughSame}, {"supplying large firms that export", small.ThroughOther}, {"together", small.Total()}} {
		g.rows = append(g.rows, []string{r.name, billions(r.value, a.Unit), percent(r.value / small.Total())})
	}
	g.print(w, width)

	heading("Exports by firm size")
	g = &grid{header: []string{"", "SMEs", "large", "all", "SMEs' share"}, right: []bool{false, true, true, true, true}, keys: 1}
	for _, t := range a.Sizes {
		g.rows = append(g.rows, []string{t.Label, billions(t.Small, a.Unit), billions(t.Large, a.Unit), billions(t.Total, a.Unit), percent(t.Small / t.Total)})
	}
	g.print(w, width)
	fmt.Fprintln(w, faint(billionUnit(a.Unit)+"; exports by who sells them, value added by who earns it"))

	printSMEIndustries(w, a, width)
	printSMEPlaces(w, a, width)
	printWorth(w, a, width)
	printSMEFooter(w, a, width)
}

func total(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}

// shownSME is how many industries, economies and products the page shows of each.
const shownSME = 8

func printSMEIndustries(w io.Writer, a *engine.SME, width int) {
	s := a.Split
	n := s.Economy.N()
	earned, through := s.ByIndustry(sme.Small), s.ByExporter(sme.Large)
	fmt.Fprintf(w, "\n%s\n", bold("Where SMEs earn most in exports, by industry"))
	g := &grid{header: []string{"industry", "", billionUnit(a.Unit), "share", "dependence", "sold abroad"}, right: []bool{false, false, true, true, true, true}, keys: 2}
	if a.Jobs != nil {
		g.header, g.right = append(g.header, "persons"), append(g.right, true)
	}
	for _, i := range largestFirst(earned) {
		row := []string{s.Economy.Label[i], a.NameOf(s.Economy.Label[i]), billions(earned[i], a.Unit), percent(earned[i] / total(earned)), percent(s.Serving[i]), percent(s.Exports[i] / s.X[i])}
		if row[0] == row[1] {
			row[1] = ""
		}
		if a.Jobs != nil {
			row = append(row, amount(a.Jobs[i], 0))
		}
		g.rows = append(g.rows, row)
	}
	g.print(w, width)
	fmt.Fprintln(w, faint("dependence: how much of what these SMEs earn exports bring; sold abroad: how much of their output they export themselves"))
	if a.Jobs != nil {
		fmt.Fprintln(w, faint(fmt.Sprintf("exports keep %s persons in SMEs of the industries whose employment is given", amount(a.AllJobs(), 0))))
	}

	fmt.Fprintf(w, "\n%s\n", bold("Large exporters that SMEs earn most through, by the exporters' industry"))
	g = &grid{header: []string{"industry", "", billionUnit(a.Unit), "share", "in a dollar of their exports"}, right: []bool{false, false, true, true, true}, keys: 2}
	for _, i := range largestFirst(through) {
		row := []string{s.Economy.Label[i], a.NameOf(s.Economy.Label[i]), billions(through[i], a.Unit), percent(through[i] / total(through)), percent(s.Content[sme.Small][n+i])}
		if row[0] == row[1] {
			row[1] = ""
		}
		g.rows = append(g.rows, row)
	}
	g.print(w, width)
}

func printSMEPlaces(w io.Writer, a *engine.SME, width int) {
	by := a.Split.ByPartner(sme.Small)
	var partners []engine.Partner
	for _, r := range largestFirst(by) {
		code := a.Split.Economy.Partners[r]
		partners = append(partners, engine.Partner{Economy: code, Name: a.NameOf(code), Amount: by[r], Share: by[r] / total(by)})
	}
	fmt.Fprintf(w, "\n%s\n", bold("Who imports what SMEs earn on"))
	printPartners(w, partners, a.Unit, "of SMEs' value added in exports")
	fmt.Fprintf(w, "\n%s\n", bold("Final products abroad that hold most of it"))
	g := &grid{header: []string{"product", "", billionUnit(a.Unit), "share"}, right: []bool{false, false, true, true}, keys: 2}
	for _, c := range a.Chains[:min(shownSME, len(a.Chains))] {
		g.rows = append(g.rows, []string{c.Economy, c.Name, billions(c.Amount, a.Unit), percent(c.Share)})
	}
	g.print(w, width)
	fmt.Fprintln(w, faint("share of what all final products of other economies hold"))
}

// largestFirst returns the positions of the largest values that the page shows.
func largestFirst(v []float64) []int {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return v[order[i]] > v[order[j]] })
	return order[:min(shownSME, len(order))]
}

func printWorth(w io.Writer, a *engine.SME, width int) {
	if len(a.Worth) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", bold("What one more statistic would tell"))
	g := &grid{header: []string{"if this were known", "none outside", "found", "narrower by"}, right: []bool{false, true, true, true}, keys: 1}
	for _, one := range a.Worth {
		v := one.Share
		g.rows = append(g.rows, []string{one.Statistic, percent(v.Low) + " – " + percent(v.High), percent(v.FoundLow) + " – " + percent(v.FoundHigh), fmt.Sprintf("%.1f points", 100*one.Narrower)})
	}
	g.print(w, width)
	fmt.Fprintln(w, faint("SMEs' share of domestic value added in exports; it is assumed that the statistic would say what the estimate says"))
}

func printSMEFooter(w io.Writer, a *engine.SME, width int) {
	fmt.Fprintln(w)
	for _, s := range a.Statistics {
		if s.Industry != "" {
			continue
		}
		text := fmt.Sprintf("statistic: %s %s", s.Indicator, percent(s.Value))
		if s.Low < s.High {
			text += fmt.Sprintf(" (%s to %s)", percent(s.Low), percent(s.High))
		}
		if s.Source != "" {
			text += ". " + s.Source
		}
		fmt.Fprintln(w, faint(wrap(text, width, "")))
	}
	f := a.Frame()
	printFooter(w, &result.Frame{Notes: f.Notes, Provenance: f.Provenance})
}
