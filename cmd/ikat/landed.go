package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"ikat/chain"
	"ikat/result"
)

func (a *app) landed() *cobra.Command {
	var c choices
	var files []string
	cmd := &cobra.Command{
		Use:   "landed FILE",
		Short: "Which of several suppliers is cheapest on arrival, and what the others must give",
		Long: `Compare rival offers of the same product by what a piece costs on arrival: the price, procedures to export, freight, insurance,
duty, procedures to import, the cost of goods under way and of the stock that variable days make necessary. Where an offer does not
give its days and cost to export, those of its economy in the border table are taken.`,
		Example: `  ikat landed examples/chair.yaml`,
		Args:    cobra.ExactArgs(1),
	}
	c.addOutput(cmd)
	cmd.Flags().StringArrayVarP(&files, "border", "b", nil, "border table, a CSV file (default: Doing Business 2009, 40 economies)")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		format, err := c.resolveFormat()
		if err != nil {
			return err
		}
		prices, l, err := a.engine.Landed(args[0], files)
		if err != nil {
			return err
		}
		if format == "table" {
			return a.page(&c, func(w io.Writer) { printLanded(w, prices, l) })
		}
		return a.deliver(&c, []*result.Frame{a.engine.LandedFrame(prices, l)}, []string{"landed"})
	}
	return cmd
}

func printLanded(w io.Writer, prices []chain.Price, l *chain.Landed) {
	fmt.Fprintln(w, bold("What a piece of "+l.Product+" costs on arrival"))
	fmt.Fprintln(w)
	g := &grid{header: []string{"supplier", "", "price", "export", "freight", "insurance", "duty", "import", "under way", "stock", "landed", "must give"}, keys: 2}
	g.right = make([]bool, len(g.header))
	for i := range g.right {
		g.right[i] = i > 1
	}
	for n, p := range prices {
		row := []string{p.Supplier, p.Economy}
		for _, v := range []float64{p.Price, p.Export, p.Freight, p.Insurance, p.Duty, p.Import, p.Pipeline, p.Safety, p.Landed} {
			row = append(row, amount(v, 3))
		}
		give := "wins"
		if n > 0 {
			give = fmt.Sprintf("%.2f%%", 100*p.Concession)
		}
		g.rows = append(g.rows, append(row, give))
	}
	g.print(w, terminalWidth(w))
	fmt.Fprintln(w)
	fmt.Fprintln(w, faint(wrap(fmt.Sprintf("%s a piece; containers of %s pieces; goods under way cost %s a year. The last column is the cut in price that would make an offer as cheap as the first.", l.Unit, amount(l.PerContainer, 0), percent(l.CarryingRate+l.Obsolescence)), min(terminalWidth(w), 110), "")))
}
