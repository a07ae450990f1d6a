package main

import (
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/measure"
)

func (a *app) measure() *cobra.Command {
	var c choices
	var level string
	var economies, partners, industries []string
	cmd := &cobra.Command{
		Use:   "measure ID[,ID...]",
		Short: "Compute measures of trade in value added",
		Long: `Compute one or more measures of one or more tables. ikat measures lists them; ikat measures ID explains one.

Several tables are stacked under a year column. Several measures share the work of a table; with -o they go into a folder.`,
		Example: `  ikat measure bm                                    what exports are made of, by economy
  ikat measure bm --level sector --economy KOR       by industry of the Republic of Korea
  ikat measure vax --table apx/* --economy CHN       over all the years at hand
  ikat measure bm --group ASIA=CHN,JPN,KOR           three economies as one exporter
  ikat measure exports,bm --level country,sector --table wiod2013_2008.csv.gz -o results`,
		Args: cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, m := range measure.Catalog {
				ids = append(ids, m.ID+"\t"+m.Label)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
	}
	c.addTables(cmd)
	c.addOutput(cmd)
	cmd.Flags().StringVarP(&level, "level", "l", "", "detail of the rows: country, sector, bilateral, bilateral-sector, or what the measure has; several give a table each")
	cmd.Flags().StringSliceVar(&economies, "economy", nil, "keep only these economies")
	cmd.Flags().StringSliceVar(&partners, "partner", nil, "keep only these partners")
	cmd.Flags().StringSliceVar(&industries, "industry", nil, "keep only these industries")
	var satellites string
	cmd.Flags().StringVar(&satellites, "satellite", "", "CSV of quantities by sector (jobs, emissions, ...): economy,industry,NAME,...; units in the second row; a first column year for several tables")
	options := addMethodOptions(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		groups, basis, err := c.parsed()
		if err != nil {
			return err
		}
		if _, err := c.resolveFormat(); err != nil {
			return err
		}
		q := engine.Question{Measures: strings.Split(args[0], ","), Tables: c.tables, Level: level, Options: map[string]string{},
			Economies: economies, Partners: partners, Industries: industries, Groups: groups, Basis: basis, Satellites: satellites}
		for name, value := range options {
			if cmd.Flags().Changed(name) {
				q.Options[name] = *value
			}
		}
		frames, err := a.engine.Ask(cmd.Context(), q, a.progress())
		if err != nil {
			return err
		}
		var names []string
		for _, f := range frames {
			name := strings.TrimPrefix(f.Provenance.Question, "measure ")
			if strings.Contains(level, ",") {
				name += "-" + f.Provenance.Parameters[0].Value
			}
			names = append(names, name)
		}
		return a.deliver(&c, frames, names)
	}
	return cmd
}

// addMethodOptions adds a flag for every option that a measure of the catalogue declares.
func addMethodOptions(cmd *cobra.Command) map[string]*string {
	out := map[string]*string{}
	for _, m := range measure.Catalog {
		for _, o := range m.Options {
			if out[o.Name] == nil {
				help := m.ID + ": " + o.Definition
				if len(o.Values) > 0 {
					help += ": " + strings.Join(o.Values, ", ")
				}
				out[o.Name] = cmd.Flags().String(o.Name, "", help)
			}
		}
	}
	return out
}
