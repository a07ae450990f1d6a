package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/result"
)

func (a *app) bom(cmd *cobra.Command, c *choices, path string, q engine.ChainQuestion, format string) error {
	answer, err := a.engine.OwnChain(cmd.Context(), path, q.Border)
	if err != nil {
		return err
	}
	if format == "table" {
		return a.page(c, func(w io.Writer) { printOwnChain(w, answer) })
	}
	return a.deliver(c, []*result.Frame{answer.Links}, []string{"links"})
}

// printOwnChain prints a bill of materials' three weakest links and what else may hold it up.
func printOwnChain(w io.Writer, o *engine.OwnChain) {
	width := min(terminalWidth(w), 110)
	say := func(format string, args ...any) { fmt.Fprintln(w, wrap(fmt.Sprintf(format, args...), width, "")) }
	heading := func(s string) { fmt.Fprintf(w, "\n%s\n", bold(s)) }
	title := "The chain of " + o.BOM.Product
	if o.BOM.DeliverTo != "" {
		title += ", delivered to " + o.BOM.DeliverTo
	}
	fmt.Fprintln(w, bold(title))
	fmt.Fprintln(w)
	say("Borders and days on the way add %s to its price. A dollar of it spends %.1f days on the way on average.", spanOf(o.Delivered), o.MeanDays)

	heading("Weakest link in cost: the dearest legs")
	printOwnLinks(w, o)
	heading("Whose border procedures")
	printOwnSides(w, o)
	heading("Weakest link in time: the longest path")
	say("%s: %.0f days on average, %.0f in nineteen of twenty orders if legs vary independently.", strings.Join(o.Lead.Path, " → "), o.Lead.Days, o.Lead.P95())
	if o.Lead.Longest != "" {
		say("Its longest leg is %s, %.0f days.", o.Lead.Longest, o.Lead.LegDays)
	}
	heading("Weakest link in reliability")
	printReliability(w, o, say)
	printOwnRest(o, heading, say)
	fmt.Fprintln(w)
	fmt.Fprintln(w, faint(wrap("benchmark: "+o.Benchmark+". All costs are estimates.", width, "")))
	printFooter(w, o.Links)
}

func printOwnLinks(w io.Writer, o *engine.OwnChain) {
	st := o.Product.LinkStandings()
	g := &grid{header: []string{"from", "to", "of the value", "adds", "rank", "held", "mending saves", "days"}, right: []bool{false, false, true, true, true, true, true, true}, keys: 2}
	for n, l := range o.Product.Links[:min(shownLinks, len(o.Product.Links))] {
		from, to := o.Stages[l.Sector], o.Stages[l.To]
		g.rows = append(g.rows, []string{from.ID + " (" + from.Economy + ")", to.ID + " (" + to.Economy + ")", percent(l.Flow), spanOf(l.Cost),
			interval(int64(st[n].Low), int64(st[n].High)), percent0(st[n].Held), spanOf(l.Saving), amount(l.Days, 1)})
	}
	g.print(w, terminalWidth(w))
	fmt.Fprintln(w, faint("mending brings a leg's border procedures to the benchmark; days on the road or at sea stay"))
}

func printOwnSides(w io.Writer, o *engine.OwnChain) {
	st := o.Product.SideStandings()
	g := &grid{header: []string{"economy", "procedures", "adds", "mending saves", "rank", "held"}, right: []bool{false, false, true, true, true, true}, keys: 2}
	for n, side := range o.Sides {
		if side.Assumed || side.Saving == nil {
			continue
		}
		g.rows = append(g.rows, []string{o.Model.Borders.Sides[side.Economy], procedure(side.Import), spanOf(side.Cost), spanOf(side.Saving), interval(int64(st[n].Low), int64(st[n].High)), percent0(st[n].Held)})
	}
	g.print(w, terminalWidth(w))
}

func printReliability(w io.Writer, o *engine.OwnChain, say func(string, ...any)) {
	if math.IsNaN(o.Reliable) {
		say("No stage gives its reliability, the share of orders it delivers in full and on time.")
		return
	}
	say("%s of orders arrive in full and on time if each of %d critical suppliers does its part independently.", percent(o.Reliable), len(o.Suppliers))
	g := &grid{header: []string{"supplier", "reliability", "raised to the target, the chain's is"}, right: []bool{false, true, true}, keys: 1}
	for _, s := range o.Suppliers[:min(3, len(o.Suppliers))] {
		g.rows = append(g.rows, []string{s.Stage, percent(s.Reliability), percent(o.Reliable * s.Gain)})
	}
	g.print(w, terminalWidth(w))
}

// printOwnRest prints standards, capacity and payment terms.
func printOwnRest(o *engine.OwnChain, heading func(string), say func(string, ...any)) {
	if len(o.Gaps) > 0 {
		heading("Standards asked for and not held")
		for _, g := range o.Gaps {
			say("%s asks %s for %s", g.Buyer, g.Supplier, g.Standard)
		}
	}
	if o.Narrowest != nil {
		heading("Capacity")
		s := fmt.Sprintf("The narrowest stage is %s: %s units a period", o.Narrowest.ID, amount(o.Narrowest.Capacity, 0))
		if v := o.BOM.Volume; v > o.Narrowest.Capacity {
			s += fmt.Sprintf(", %s short of the %s wanted", amount(v-o.Narrowest.Capacity, 0), amount(v, 0))
		}
		say("%s.", s)
	}
	if len(o.Credit) > 0 {
		heading("Payment terms")
		for _, c := range o.Credit[:min(3, len(o.Credit))] {
			say("%s waits for %s to pay: %.2f%% of the product's price", c.Supplier, c.Buyer, 100*c.Cost)
		}
	}
}
