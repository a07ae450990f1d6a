package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ikat/chain"
	"ikat/engine"
	"ikat/fault"
	"ikat/result"
)

func (a *app) chain() *cobra.Command {
	var c choices
	var b borderFlags
	var table, to, bom, level, mend string
	var all, smes, worth bool
	var stats []string
	cmd := &cobra.Command{
		Use:   "chain PRODUCT",
		Short: "What borders cost along a product's chain, and its weakest links",
		Long: `Follow a product to its first inputs and add up what borders cost on the way, in money and in time: every input that crosses
a border carries the cost of all the borders before it. PRODUCT is ECONOMY:INDUSTRY, such as CHN:c14.

Three weakest links are named, and never merged: the dearest border, the slowest input, and the least reliable supplier (which
needs your own data: --bom). Each comes with what mending it would save, and with how often it keeps its rank when the cost of a
day is taken to be lower or higher.`,
		Example: `  ikat chain CHN:c14 --to USA                        Chinese electrical equipment, delivered to the United States
  ikat chain IDN:c4 --to JPN --benchmark SGP         what Singapore's procedures would save Indonesian textiles
  ikat chain CHN:c14 --to USA --format csv -o links.csv
  ikat chain CHN:c14 --to USA --level layer          who adds what, and which borders lie between
  ikat chain CHN:c14 --to USA --mend TWN:c14:CHN=50% what half of that border less would save, and who would gain
  ikat chain --all --to USA                          every product, and the foreign borders that cost each exporter most
  ikat chain --bom examples/garment.yaml             your own chain`,
		Args: cobra.MaximumNArgs(1),
	}
	cmd.Flags().StringVarP(&table, "table", "t", defaultTable, "table: name/year, or the path of a file")
	cmd.Flags().StringVar(&to, "to", "", "economy the product is delivered to")
	cmd.Flags().StringVar(&bom, "bom", "", "your own chain: a bill of materials in YAML or CSV (docs/schema/bom.md)")
	cmd.Flags().BoolVar(&all, "all", false, "every product of the table")
	cmd.Flags().BoolVar(&smes, "sme", false, "also say which part of cost and time falls on small and medium firms")
	cmd.Flags().StringVarP(&level, "level", "l", "link", "rows of files: "+strings.Join(engine.ChainLevels, ", ")+"; another than link prints them too")
	cmd.Flags().StringVar(&mend, "mend", "", "ease a border and solve again: ORIGIN:INDUSTRY:DESTINATION=50% (or =5d, days), ECONOMY:export=50%, ECONOMY:import=50%")
	cmd.Flags().BoolVar(&worth, "worth", false, "with --mend: the rows of what it is worth to every economy")
	cmd.Flags().StringArrayVar(&stats, "stats", nil, "with --sme: statistics of firm size of your own (docs/schema/sme.md)")
	b.addChain(cmd)
	c.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		choice, err := b.choice()
		if err != nil {
			return err
		}
		format, err := c.resolveFormat()
		if err != nil {
			return err
		}
		asked := len(args)
		for _, on := range []bool{all, bom != ""} {
			if on {
				asked++
			}
		}
		if asked != 1 {
			return &fault.Error{Kind: fault.Invalid, Where: "ikat chain", What: "it takes a product, or --all, or --bom FILE", Fix: "For instance ikat chain CHN:c14 --to USA"}
		}
		for _, name := range []string{"level", "mend", "worth"} {
			if len(args) == 0 && cmd.Flags().Changed(name) {
				return &fault.Error{Kind: fault.Invalid, Where: "--" + name, What: "it belongs to the chain of one product of a table", Fix: "For instance ikat chain CHN:c14 --to USA --" + name + " ..."}
			}
		}
		q := engine.ChainQuestion{To: to, Table: table, Border: choice, SMEs: smes, Stats: stats}
		switch {
		case all:
			return a.allChains(cmd, &c, q, format)
		case bom != "":
			return a.bom(cmd, &c, bom, q, format)
		}
		q.Product = args[0]
		if format != "table" || level != "link" || worth {
			rows, err := a.engine.ChainRows(cmd.Context(), q, level, mend, worth, a.progress())
			if err != nil {
				return err
			}
			return a.deliver(&c, []*result.Frame{rows}, []string{level})
		}
		answer, err := a.engine.Chain(cmd.Context(), q, a.progress())
		if err != nil {
			return err
		}
		if mend != "" {
			return a.mend(cmd, &c, answer, mend)
		}
		return a.page(&c, func(w io.Writer) { printChain(w, answer) })
	}
	return cmd
}

// mend prints what easier borders save on a product and what they are worth to everybody.
func (a *app) mend(cmd *cobra.Command, c *choices, answer *engine.Chain, text string) error {
	m, err := answer.Mend(cmd.Context(), text)
	if err != nil {
		return err
	}
	worth, err := a.engine.Worth(cmd.Context(), answer, m, a.progress())
	if err != nil {
		return err
	}
	return a.page(c, func(w io.Writer) {
		width := min(terminalWidth(w), 110)
		to := ""
		if answer.To != "" {
			to = ", delivered to " + answer.ToName
		}
		fmt.Fprintln(w, wrap(fmt.Sprintf("With %s, borders would add %s less to %s%s: prices of all inputs solved again, over the cost of a day. A dollar of it would spend %.2f days less at borders.",
			m.Name, spanOf(m.Saving), answer.Name, to, m.Days), width, ""))
		fmt.Fprintln(w)
		if err := printFrame(w, m.Rows, 0); err != nil {
			return
		}
		fmt.Fprintf(w, "\n%s\n", bold("What it is worth once trade has adjusted everywhere"))
		_ = printFrame(w, worth, c.rows)
	})
}

func (a *app) allChains(cmd *cobra.Command, c *choices, q engine.ChainQuestion, format string) error {
	answer, err := a.engine.AllChains(cmd.Context(), q, a.progress())
	if err != nil {
		return err
	}
	if format == "table" {
		return a.page(c, func(w io.Writer) { printAllChains(w, answer, c.rows) })
	}
	return a.deliver(c, []*result.Frame{answer.Products, answer.Sides}, []string{"products", "sides"})
}

// printChain prints one product's chain on a page.
func printChain(w io.Writer, p *engine.Chain) {
	width := min(terminalWidth(w), 110)
	say := func(format string, args ...any) { fmt.Fprintln(w, wrap(fmt.Sprintf(format, args...), width, "")) }
	heading := func(s string) { fmt.Fprintf(w, "\n%s\n", bold(s)) }
	title := "What borders add to " + p.Name
	if p.To != "" {
		title += ", delivered to " + p.ToName
	}
	fmt.Fprintln(w, bold(title))
	fmt.Fprintln(w)
	if p.To != "" {
		say("Borders add %s to its price on arrival, %s of it before the product leaves home, inside its inputs.", spanOf(p.Delivered), spanOf(p.Upstream))
	} else {
		say("Borders add %s to its price before it leaves home, inside its inputs.", spanOf(p.Upstream))
	}
	say("A dollar of it crosses %.2f borders on the way and spends %.1f days at them on average; nine tenths of its value stay within %.0f days, all but 1%% within %.0f.",
		p.Crossings, p.MeanDays, p.Percentiles[1].Days, p.Percentiles[3].Days)

	heading("By what a day is taken to cost")
	printLevels(w, p)
	heading("Weakest link in cost: the dearest borders")
	printLinks(w, p)
	heading("Whose procedures: what bringing them to the benchmark would save")
	printSides(w, p, width)
	heading("Weakest link in time: the slowest inputs that carry at least 1% of the value")
	printSlow(w, p)
	if p.Firms != nil {
		heading("What falls on small and medium firms (SMEs), at the borders of their own economy")
		printChainFirms(w, p)
	}
	heading("Weakest link in reliability")
	say("A table of industries does not know how reliable suppliers are. ikat chain --bom FILE finds the least reliable one of your own chain.")
	fmt.Fprintln(w)
	fmt.Fprintln(w, faint(wrap("benchmark: "+p.Benchmark+". All costs are estimates.", width, "")))
	printFooter(w, p.Links)
}

func printChainFirms(w io.Writer, p *engine.Chain) {
	g := &grid{header: []string{"", "economy", "export borders add", "on SMEs' exports", "share", "days", "on SMEs' exports", "SMEs' part of value"}, right: []bool{false, false, true, true, true, true, true, true}, keys: 2}
	mid := (len(p.Thetas) - 1) / 2
	for _, f := range p.Firms {
		g.rows = append(g.rows, []string{f.Economy, f.Name, spanOf(f.Cost), spanOf(f.Own), percent(f.Own[mid] / f.Cost[mid]), amount(f.Days, 2), amount(f.OwnDays, 2), percent(f.Value)})
	}
	g.print(w, min(terminalWidth(w), 120))
}

func printLevels(w io.Writer, p *engine.Chain) {
	g := &grid{header: []string{"cost of a day"}, right: []bool{false}, keys: 1}
	rows := [][]string{{"last border"}, {"direct inputs"}, {"their inputs"}, {"earlier stages"}, {"all"}}
	for c, th := range p.Thetas {
		g.header, g.right = append(g.header, engine.Percents([]float64{th})), append(g.right, true)
		var earlier float64
		for _, s := range p.Stages[3:] {
			earlier += s[c]
		}
		for r, v := range []float64{p.Stages[0][c], p.Stages[1][c], p.Stages[2][c], earlier, p.Delivered[c]} {
			rows[r] = append(rows[r], percent(v))
		}
	}
	if p.To == "" {
		rows = rows[1:]
	}
	g.rows = rows
	g.print(w, terminalWidth(w))
}

const shownLinks = 5

func printLinks(w io.Writer, p *engine.Chain) {
	s := p.Model.Sys
	g := &grid{header: []string{"from", "industry", "to", "adds", "rank", "held", "mending saves", "days"}, right: []bool{false, false, false, true, true, true, true, true}, keys: 3}
	st := p.LinkStandings()
	for n, l := range p.Product.Links[:min(shownLinks, len(p.Product.Links))] {
		g.rows = append(g.rows, []string{s.Parts[s.PartOf(l.Sector)].Code, s.Industries[s.Industry[l.Sector]], s.Parts[l.To].Code, spanOf(l.Cost),
			interval(int64(st[n].Low), int64(st[n].High)), percent0(st[n].Held), spanOf(l.Saving), amount(l.Days, 1)})
	}
	g.print(w, terminalWidth(w))
	fmt.Fprintln(w, faint(fmt.Sprintf("of %s links; --format csv lists all. Shares of the product's price; the links add up to the whole.", group(len(p.Product.Links)))))
}

func printSides(w io.Writer, p *engine.Chain, width int) {
	g := &grid{header: []string{"economy", "procedures", "adds", "mending saves", "rank", "held", "share jointly"}, right: []bool{false, false, true, true, true, true, true}, keys: 2}
	st := p.SideStandings()
	var assumed []chain.Side
	for n, side := range p.Sides {
		if side.Assumed {
			assumed = append(assumed, side)
			continue
		}
		if side.Saving == nil {
			continue
		}
		joint := "-"
		if side.Share != nil {
			joint = spanOf(side.Share)
		}
		g.rows = append(g.rows, []string{p.Model.Borders.Sides[side.Economy], procedure(side.Import), spanOf(side.Cost), spanOf(side.Saving), interval(int64(st[n].Low), int64(st[n].High)), percent0(st[n].Held), joint})
	}
	g.print(w, terminalWidth(w))
	if len(g.rows) > 1 {
		fmt.Fprintln(w, faint(wrap("Mending several saves less than the sum of each: the last column shares what mending the first three together saves (Shapley).", width, "")))
	}
	if len(assumed) > 0 {
		fmt.Fprintln(w, faint(wrap(fmt.Sprintf("Economies without border data are not ranked; the dearest assumed side is %s, %s, adding %s.", p.Model.Borders.Sides[assumed[0].Economy], procedure(assumed[0].Import), spanOf(assumed[0].Cost)), width, "")))
	}
}

func procedure(imports bool) string {
	if imports {
		return "import"
	}
	return "export"
}

func printSlow(w io.Writer, p *engine.Chain) {
	s := p.Model.Sys
	if len(p.Slow) == 0 {
		fmt.Fprintln(w, "No input that crosses a border carries that much.")
		return
	}
	g := &grid{header: []string{"from", "industry", "to", "days", "of the value", "rank", "held", "benchmark saves, mean days"}, right: []bool{false, false, false, true, true, true, true, true}, keys: 3}
	for _, l := range p.Slow {
		g.rows = append(g.rows, []string{s.Parts[s.PartOf(l.Sector)].Code, s.Industries[s.Industry[l.Sector]], s.Parts[l.To].Code, amount(l.Days, 1), percent(l.Flow),
			interval(int64(l.Low), int64(l.High)), percent0(l.Held), amount(l.DaysSaved, 2)})
	}
	g.print(w, terminalWidth(w))
	fmt.Fprintln(w, faint("ranks over thresholds of 0.5, 1 and 2% of the value"))
}

func printAllChains(w io.Writer, a *engine.AllChains, limit int) {
	f := a.Products
	fmt.Fprintln(w, bold(f.Title))
	fmt.Fprintln(w)
	cost := "upstream"
	if f.Column("delivered_low") != nil {
		cost = "delivered"
	}
	g := &grid{header: []string{"economy", "industry", "rank", "held", "adds upstream", "in all", "crossings", "days, mean", "within, 95%"}, right: []bool{false, false, true, true, true, true, true, true, true}, keys: 2}
	shown := f.Rows()
	if limit > 0 {
		shown = min(shown, limit/2)
	}
	v := func(f *result.Frame, name string, r int) float64 { return f.Column(name).Floats[r] }
	ranks := func(f *result.Frame, r int) string {
		return interval(f.Column("rank_low").Ints[r], f.Column("rank_high").Ints[r])
	}
	for r := range shown {
		g.rows = append(g.rows, []string{f.Column("economy").Text(r), f.Column("industry").Text(r), ranks(f, r), percent0(v(f, "rank_held", r)),
			span(v(f, "upstream_low", r), v(f, "upstream_high", r)), span(v(f, cost+"_low", r), v(f, cost+"_high", r)), amount(v(f, "crossings", r), 2), amount(v(f, "days_mean", r), 1), amount(v(f, "days_p95", r), 0)})
	}
	g.print(w, terminalWidth(w))
	fmt.Fprintln(w, faint(fmt.Sprintf("%d of %d products. Between any two costs of a day the whole ranking agrees with Kendall's τ of at least %.2f (1 is full agreement).", shown, f.Rows(), a.Kendall)))

	s := a.Sides
	fmt.Fprintf(w, "\n%s\n", bold(s.Title))
	g = &grid{header: []string{"exporter", "whose procedures", "", "rank", "held", "of its exports", "cost, billion", "benchmark saves, at most"}, right: []bool{false, false, false, true, true, true, true, true}, keys: 3}
	left := map[string]int{}
	for r := range s.Rows() {
		own := s.Column("economy").Text(r)
		if s.Column("basis").Text(r) == "assumed" {
			continue
		}
		if left[own]++; left[own] > 2 && limit > 0 {
			continue
		}
		g.rows = append(g.rows, []string{own, s.Column("side").Text(r), s.Column("procedure").Text(r), ranks(s, r), percent0(v(s, "rank_held", r)),
			span(v(s, "share_low", r), v(s, "share_high", r)), amounts(v(s, "cost_low", r), v(s, "cost_high", r)), amounts(v(s, "bound_low", r), v(s, "bound_high", r))})
	}
	g.print(w, terminalWidth(w))
	fmt.Fprintln(w, faint("ranks are among all foreign sides; those that rest on an assumption are left out here, and marked in what -o FOLDER --format csv writes"))
	printFooter(w, f)
}

// amounts renders a range of millions as billions.
func amounts(low, high float64) string { return amount(low/1000, 1) + "–" + amount(high/1000, 1) }
