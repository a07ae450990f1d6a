package main

import (
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/internal/outfile"
	"ikat/result"
)

// borderFlags are the options of commands that rest on a border table.
type borderFlags struct {
	files      []string
	thetas     []string
	container  float64
	missing    string
	borderless []string
	goods      []string
	benchmark  string
}

// addTable adds the options that every such command has.
func (b *borderFlags) addTable(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&b.files, "border", "b", nil, "border table, tariffs or time sensitivity, a CSV file; may be repeated (default: Doing Business 2009, 40 economies)")
	cmd.Flags().StringSliceVar(&b.thetas, "theta", nil, "cost of a day, per cent of a good's value; several make a range (default 0.1,0.2,0.6,0.8,2.1)")
	cmd.Flags().Float64Var(&b.container, "container-value", 20000, "value of the goods in a container, US$")
}

// addChain adds the options of commands that follow chains through a table.
func (b *borderFlags) addChain(cmd *cobra.Command) {
	b.addTable(cmd)
	cmd.Flags().StringVar(&b.missing, "missing", "oecd", "economies without border data: oecd (its high-income mean), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error")
	cmd.Flags().StringArrayVar(&b.borderless, "borderless", []string{"eu"}, "economies without borders among themselves: eu (its members in the table's year), none, or CODE,CODE,...")
	cmd.Flags().StringSliceVar(&b.goods, "goods", nil, "industries whose sales pass border procedures (default: those that make goods)")
	cmd.Flags().StringVar(&b.benchmark, "benchmark", "frontier", "what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean")
}

func (b *borderFlags) choice() (engine.BorderChoice, error) {
	thetas, err := engine.ParseThetas(b.thetas)
	return engine.BorderChoice{Files: b.files, Thetas: thetas, Container: b.container, Missing: b.missing, Borderless: b.borderless, Goods: b.goods, Benchmark: b.benchmark}, err
}

func (a *app) border() *cobra.Command {
	var c choices
	var b borderFlags
	var economies, peers []string
	cmd := &cobra.Command{
		Use:   "border",
		Short: "What it takes to get a container across each border, and what that costs",
		Long: `Compare economies by the documents, days and dollars it takes to export and to import a container, by what that adds to the
price of goods, and by the gap to the best and to peers.

A day at the border costs more than it charges: goods lose 0.1 to 2.1 per cent of their value, depending on whom you ask. So costs
are shown from the lowest to the highest, and ranks as the interval they keep to.`,
		Example: `  ikat border                                      all 40 economies of the built-in table
  ikat border --economies VNM,THA,IDN --peers MYS,SGP
  ikat border --border doing_business_2010.csv --format csv -o borders.csv`,
		Args: cobra.NoArgs,
	}
	b.addTable(cmd)
	c.addOutput(cmd)
	cmd.Flags().StringSliceVar(&economies, "economies", nil, "keep only these economies")
	cmd.Flags().StringSliceVar(&peers, "peers", nil, "economies to measure gaps against (default: all others)")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		choice, err := b.choice()
		if err != nil {
			return err
		}
		format, err := c.resolveFormat()
		if err != nil {
			return err
		}
		f, err := a.engine.Borders(economies, peers, choice)
		if err != nil {
			return err
		}
		if format == "table" {
			return a.page(&c, func(w io.Writer) { printBorders(w, f, len(peers) > 0) })
		}
		return a.deliver(&c, []*result.Frame{f}, []string{"border"})
	}
	return cmd
}

// page prints a page to the terminal or to the file the user named.
func (a *app) page(c *choices, print func(io.Writer)) error {
	a.endProgress()
	if path := c.file(); path != "" {
		return outfile.Write(path, func(w io.Writer) error { print(w); return nil })
	}
	print(a.out)
	return nil
}

func printBorders(w io.Writer, f *result.Frame, peers bool) {
	fmt.Fprintln(w, bold(f.Title))
	fmt.Fprintln(w)
	value := func(name string, row int) float64 { return f.Column(name).Floats[row] }
	cell := func(name string, row int) string { return amount(value(name, row), 0) }
	g := &grid{header: []string{"", "economy", "rank", "held", "adds to price"}, right: []bool{false, false, true, true, true}, keys: 2}
	for _, side := range []string{"export", "import"} {
		g.header = append(g.header, side+": docs", "days", "x best", "US$", "x best")
		g.right = append(g.right, true, true, true, true, true)
		if peers {
			g.header, g.right = append(g.header, "days vs peers", "US$ vs peers"), append(g.right, true, true)
		}
	}
	for r := range f.Rows() {
		row := []string{f.Column("economy").Text(r), f.Column("name").Text(r), interval(f.Column("rank_low").Ints[r], f.Column("rank_high").Ints[r]),
			percent0(value("rank_held", r)), span(value("cost_low", r), value("cost_high", r))}
		for _, side := range []string{"export", "import"} {
			row = append(row, cell("docs_"+side, r), cell("days_"+side, r), amount(value("days_"+side+"_ratio", r), 1), cell("cost_"+side, r), amount(value("cost_"+side+"_ratio", r), 1))
			if peers {
				row = append(row, signed(value("days_"+side+"_peers", r)), signed(value("cost_"+side+"_peers", r)))
			}
		}
		g.rows = append(g.rows, row)
	}
	g.print(w, terminalWidth(w))
	if f.Rows() > 0 {
		fmt.Fprintf(w, "\nA day less is worth US$ %s–%s on a container.\n", cell("day_low", 0), cell("day_high", 0))
	}
	printFooter(w, f)
}

// span renders a range of shares: "16.9–149.4%".
func span(low, high float64) string {
	return strconv.FormatFloat(100*low, 'f', 1, 64) + "–" + percent(high)
}

// spanOf renders the range of some shares.
func spanOf(v []float64) string {
	low, high := v[0], v[0]
	for _, x := range v {
		low, high = min(low, x), max(high, x)
	}
	return span(low, high)
}

// interval renders an interval of ranks: "1–3", or "1".
func interval(low, high int64) string {
	if low == high {
		return strconv.FormatInt(low, 10)
	}
	return fmt.Sprintf("%d–%d", low, high)
}

func percent0(v float64) string { return strconv.FormatFloat(100*v, 'f', 0, 64) + "%" }

func signed(v float64) string {
	if v > 0 {
		return "+" + amount(v, 0)
	}
	return amount(v, 0)
}
