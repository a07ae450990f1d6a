package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/internal/outfile"
	"ikat/server/ui"
)

func (a *app) study() *cobra.Command {
	var table, out string
	cmd := &cobra.Command{
		Use:   "study ECONOMY",
		Short: "An economy's chapter: participation, partners, borders, weakest links, small firms; for print",
		Long: `Write the answers about an economy as one chapter, in an HTML file that needs no other: open it in a browser, print it or save
it as PDF. It says how the economy takes part in value chains and how that has changed, who its partners are, what its borders
cost, which links of its main chain are the weakest and what mending them is worth, and what small firms earn, each with its
picture, its rows, its source and the command that gives the same numbers. A chapter that the data do not allow is left out,
and the study says why. ECONOMY is a code (IDN) or a name (Indonesia).`,
		Example: `  ikat study IDN                             writes idn.html
  ikat study "Republic of Korea" --table wiod2013/2008 -o korea.html
  ikat study DEU --table wiod2013_2008.csv.gz`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			site, err := ui.New(a.engine, engine.UsualTable)
			if err != nil {
				return err
			}
			path := out
			if path == "" {
				path = strings.ToLower(strings.ReplaceAll(args[0], " ", "-")) + ".html"
			}
			q := ui.StudyQuestion{Economy: args[0], Table: table}
			if err := outfile.Write(path, func(w io.Writer) error { return site.Study(cmd.Context(), w, q, "ikat "+version(), a.progress()) }); err != nil {
				return err
			}
			a.endProgress()
			fmt.Fprintf(a.out, "%s is written; open it in a browser.\n", bold(path))
			return nil
		},
	}
	cmd.Flags().StringVarP(&table, "table", "t", latestTable(), "table: name/year, name for the latest year at hand, or the path of a file")
	cmd.Flags().StringVarP(&out, "output", "o", "", "file to write (default: the economy's name.html)")
	return cmd
}

// latestTable names the usual table without its year: its latest.
func latestTable() string {
	name, _, _ := strings.Cut(engine.UsualTable, "/")
	return name
}
