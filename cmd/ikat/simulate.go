package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/fault"
	"ikat/result"
)

func (a *app) simulate() *cobra.Command {
	var c choices
	var table, level string
	var economies, stats []string
	cmd := &cobra.Command{
		Use:   "simulate SCENARIOS.yaml",
		Short: "What would change if a border, a tariff or a supplier were different",
		Long: `Solve the scenarios of a file: tariffs, delivery costs, days and money at borders, preferences, productivity, a supplier that
closes. Prices, wages, trade and output adjust everywhere (Caliendo and Parro 2015, exact hat algebra with input-output
linkages). The result is a scenario, not a forecast: it says what the change alone would do once everything has adjusted.

A file looks like this (docs/methods/simulate.md lists every field; examples/ has five):

  title: Cheaper borders for electronics
  scenarios:
    - name: faster-borders
      changes:
        - {exporter: CHN, industry: c14, days: -3}         # three days less at the border
    - name: faster-and-duty-free
      after: faster-borders                                # its changes, and these
      changes:
        - {exporter: CHN, importer: [USA, DEU], industry: goods, tariff_by: -2%}`,
		Example: `  ikat simulate examples/e-customs.yaml
  ikat simulate examples/tariff-war.yaml --economy CHN,USA,world
  ikat simulate examples/freight-doubles.yaml --table wiod2013_2008.csv.gz --level trade -o trade.csv`,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVarP(&table, "table", "t", "", "table: name/year or the path of a file (default: the file's, or "+defaultTable+")")
	cmd.Flags().StringVarP(&level, "level", "l", "economy", "detail of the rows: "+strings.Join(engine.SimulationLevels, ", "))
	cmd.Flags().StringSliceVar(&economies, "economy", nil, "keep only these economies (or exporters); world is the world's row")
	cmd.Flags().StringArrayVar(&stats, "stats", nil, "level sme: statistics of firm size of your own (docs/schema/sme.md)")
	c.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if _, err := c.resolveFormat(); err != nil {
			return err
		}
		data, err := os.ReadFile(args[0])
		if err != nil {
			return &fault.Error{Kind: fault.NotFound, Where: args[0], What: "the scenario file cannot be read: " + err.Error(), Err: err}
		}
		s, err := engine.ReadScenarios(args[0], data)
		if err != nil {
			return err
		}
		s.Statistics = stats
		if table == "" && s.Table == "" {
			table = defaultTable
		}
		f, err := a.engine.Simulate(cmd.Context(), s, table, level, economies, a.progress())
		if err != nil {
			return err
		}
		return a.deliver(&c, []*result.Frame{f}, []string{"simulate"})
	}
	return cmd
}
