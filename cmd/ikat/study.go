package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/internal/outfile"
	"ikat/question"
	"ikat/server/ui"
)

func (a *app) study() *cobra.Command {
	table := question.OneTable
	table.Doc = "table: NAME/YEAR, NAME for the latest year at hand, or the path of a file"
	table.Default = latestTable()
	return a.command(command{
		Question: question.Question{
			ID:    "study",
			Label: "An economy's chapter: participation, partners, borders, weakest links, small firms; for print",
			Doc: `Write the answers about an economy as one chapter, in an HTML file that needs no other: open it in a browser,
print it or save it as PDF. It says how the economy takes part in value chains and how that has changed, who its
partners are, what its borders cost, which links of its main chain are the weakest and what mending them is worth,
and what small firms earn, each with its picture, its rows, its source and the command that gives the same numbers.
A chapter that the data do not allow is left out, and the study says why.

Where no table is named and the usual one lacks the economy, the study is from published figures, and says so.`,
			Examples: []question.Example{
				{Args: "study IDN", Gives: "writes idn.html"},
				{Args: `study "Republic of Korea" --table wiod2013/2008 -o korea.html`, Gives: "of a table, into a file"},
				{Args: "study DEU --table wiod2013_2008.csv.gz", Gives: "of a file of your own"},
			},
			Params: []question.Param{
				{Name: "economy", Doc: "a code (IDN) or a name (Indonesia)", Form: question.Economy, Argument: true,
					Required: true},
				table,
				{Name: "output", Short: "o", Doc: "file to write", Form: question.File,
					Says: "the economy's name.html"},
			},
		},
		said: true,
		run:  a.writeStudy,
	})
}

func (a *app) writeStudy(cmd *cobra.Command, c *choices, v *question.Values) error {
	site, err := ui.New(a.engine, latestTable())
	if err != nil {
		return err
	}
	q := ui.StudyQuestion{Economy: v.One("economy"), Language: c.language}
	if v.Chosen("table") { // without one, an economy that the usual table lacks is told of from published figures
		q.Table = v.One("table")
	}
	path := cmp.Or(v.One("output"), strings.ToLower(strings.ReplaceAll(q.Economy, " ", "-"))+".html")
	if filepath.Ext(path) != "" {
		if err := endsIn("ikat study", path, ".html", ".htm"); err != nil {
			return err
		}
	}
	err = outfile.Write(path, func(w io.Writer) error {
		return site.Study(cmd.Context(), w, q, "ikat "+version(), a.progress())
	})
	if err != nil {
		return err
	}
	a.endProgress()
	fmt.Fprintf(a.out, "%s is written; open it in a browser.\n", bold(path))
	return nil
}

// latestTable names the usual table without its year: its latest.
func latestTable() string {
	name, _, _ := strings.Cut(engine.UsualTable, "/")
	return name
}
