package main

import (
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/result"
)

func (a *app) rank() *cobra.Command {
	var c choices
	var q engine.Ranking
	var b borderFlags
	var shares, cut string
	cmd := &cobra.Command{
		Use:   "rank",
		Short: "The borders in the world that are worth most to mend, and what they are worth",
		Long: `Rank every link in the world (importer x exporter x industry) by what a lower cost of delivery on it is worth to an economy, to
several, to a sector or to the world, once prices, wages and trade have adjusted everywhere (Caliendo and Parro 2015).

The derivative of the outcome with respect to all links comes from one factorisation and one adjoint solve, not from one
counterfactual a link; the first links are then solved exactly, and both figures are shown.`,
		Example: `  ikat rank                                  the links worth most to the world
  ikat rank --for IDN --top 10               to Indonesia
  ikat rank --for IDN --exporter IDN         among its own exports
  ikat rank --for IDN --cut benchmark        by the gap of each border to the best procedures
  ikat rank --for IDN --benchmark SGP        to Singapore's
  ikat rank --for IDN_c14                    to the value added of its electronics industry
  ikat rank --for sme:KOR                    to the income of the Republic of Korea's small and medium firms
  ikat rank --by export-side --industry goods   whose export borders cost the world most`,
		Args: cobra.NoArgs,
	}
	fl := cmd.Flags()
	fl.StringVarP(&q.Table, "table", "t", defaultTable, "table: name/year or the path of a file")
	fl.StringVar(&q.For, "for", "world", "whose gain: world, an economy, several separated by commas, a sector ECONOMY_INDUSTRY, or sme:ECONOMY, its small and medium firms' income")
	fl.StringArrayVar(&q.Statistics, "stats", nil, "statistics of firm size of your own (docs/schema/sme.md), for sme:ECONOMY")
	fl.StringVar(&q.By, "by", "link", "what has a rank: "+strings.Join(engine.RankBy, ", "))
	fl.StringSliceVar(&q.Industries, "industry", nil, "only links of these industries; goods and services stand for many")
	fl.StringSliceVar(&q.Exporters, "exporter", nil, "only links from these economies")
	fl.StringSliceVar(&q.Importers, "importer", nil, "only links to these economies")
	fl.IntVar(&q.Top, "top", 20, "how many ranks to show and to solve exactly")
	fl.StringVar(&cut, "cut", engine.UsualCut, "by how much mending lowers the cost of delivery on a link; or benchmark: border procedures no worse than --benchmark")
	b.addChain(cmd)
	fl.StringSliceVar(&q.Elasticities, "elasticities", engine.UsualElasticities, "elasticity sets, the central one first: "+strings.Join(engine.ElasticitySets(), ", ")+", a number, or a CSV file (industry,theta)")
	fl.StringVar(&q.Deficits, "deficits", "held", "trade deficits: held, or purged before anything else")
	fl.StringVar(&shares, "shares", "pooled", "origins of inputs: pooled over uses, or use-specific")
	c.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if _, err := c.resolveFormat(); err != nil {
			return err
		}
		choice, err := b.choice()
		if err != nil {
			return err
		}
		q.Border = choice
		given := ""
		if cmd.Flags().Changed("cut") {
			given = cut
		}
		if q.Cut, err = engine.ParseCut(given, cmd.Flags().Changed); err != nil {
			return err
		}
		return a.ranked(cmd, &c, q, shares)
	}
	return cmd
}

func (a *app) ranked(cmd *cobra.Command, c *choices, q engine.Ranking, shares string) error {
	var err error
	if q.UseSpecific, err = engine.ParseShares(shares); err != nil {
		return err
	}
	f, err := a.engine.Rank(cmd.Context(), q, a.progress())
	if err != nil {
		return err
	}
	return a.deliver(c, []*result.Frame{f}, []string{"rank"})
}
