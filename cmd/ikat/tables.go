package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/synth"
	"ikat/result"
	"ikat/tablefile"
)

func (a *app) tables() *cobra.Command {
	var c choices
	cmd := &cobra.Command{
		Use:   "tables",
		Short: "List the tables at hand; add, remove, check, show, export or aggregate them",
		Example: `  ikat tables                                   what is at hand
  ikat tables add ICIO2023_2018.csv             keep a published table; it opens at once from then on
  ikat tables check wiod2013_2008.csv.gz        what is odd about a table
  ikat tables show apx/2008                     its economies, industries and totals`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			entries, err := a.engine.Tables()
			if err != nil {
				return err
			}
			for _, damage := range a.store.Damage() {
				fmt.Fprintln(a.err, "ikat: "+damage.Error())
			}
			return a.deliver(&c, []*result.Frame{engine.EntriesFrame(entries)}, []string{"tables"})
		},
	}
	c.addOutput(cmd)
	cmd.AddCommand(a.tablesAdd(), a.tablesGet(), a.tablesRemove(), a.tablesFactor(), a.tablesCheck(), a.tablesShow(), a.tablesExport(), a.tablesAggregate(), a.tablesSynth())
	return cmd
}

func (a *app) tablesCheck() *cobra.Command {
	var c choices
	var year int
	cmd := &cobra.Command{
		Use:   "check TABLE",
		Short: "Print what is odd about a table; nothing is repaired",
		Long: `Read a table and print its findings, most severe first: sectors without output, negative flows, rows and columns that do
not balance, rows of taxes and margins. Other formats give one row for every sector concerned.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			t, err := a.tableOf(cmd, args[0], year)
			if err != nil {
				return err
			}
			format, err := c.resolveFormat()
			if err != nil {
				return err
			}
			if format != "table" || c.file() != "" {
				return a.deliver(&c, []*result.Frame{engine.FindingsFrame(t)}, []string{"findings"})
			}
			a.endProgress()
			printFindings(a.out, t)
			return nil
		},
	}
	c.addOutput(cmd)
	cmd.Flags().IntVar(&year, "year", 0, "of a file, folder or archive of several years, the one to check")
	return cmd
}

// tableOf opens a table by its reference; a year picks one of a file that holds several.
func (a *app) tableOf(cmd *cobra.Command, ref string, year int) (*icio.Table, error) {
	if year == 0 {
		return a.engine.Table(cmd.Context(), ref, a.progress())
	}
	t, _, err := a.engine.Read(cmd.Context(), engine.Reading{Path: ref, Year: year}, a.progress())
	return t, err
}

func printFindings(w io.Writer, t *icio.Table) {
	fmt.Fprintln(w, bold(t.Ref()), faint(fmt.Sprintf("%d economies x %d industries, %d final-demand categories, %s", t.G(), t.N(), t.K(), t.Money())))
	findings := t.Validate()
	if len(findings) == 0 {
		fmt.Fprintln(w, "Nothing is odd about this table.")
		return
	}
	fmt.Fprintln(w)
	for _, f := range findings {
		mark := faint(f.Severity.String())
		if f.Severity != icio.Note {
			mark = warn(f.Severity.String())
		}
		fmt.Fprintf(w, "%s  %s\n%s\n", mark, bold(f.Code), wrap(f.String(), min(terminalWidth(w), 100), "    "))
		if f.Largest != 0 {
			fmt.Fprintf(w, "    %s\n", faint("largest: "+amount(f.Largest, 2)+" "+t.Money()))
		}
	}
}

func (a *app) tablesShow() *cobra.Command {
	return &cobra.Command{
		Use:   "show TABLE",
		Short: "Show a table's dimensions, economies, industries, totals and source",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			t, err := a.engine.Table(cmd.Context(), args[0], a.progress())
			if err != nil {
				return err
			}
			a.endProgress()
			showTable(a.out, t)
			if args[0] == t.Ref() && a.store.HasFactors(t.Name, t.Year) {
				fmt.Fprintf(a.out, "%-14s %s\n", "factors", "kept; ikat tables factor --drop removes them")
			}
			return nil
		},
	}
}

func showTable(w io.Writer, t *icio.Table) {
	var output, va float64
	for i := range t.X {
		output += t.X[i]
		va += t.VA[i]
	}
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%-14s %s\n", name, strings.TrimLeft(wrap(value, min(terminalWidth(w), 110), strings.Repeat(" ", 15)), " "))
		}
	}
	fmt.Fprintln(w, bold(t.Ref()))
	row("economies", strconv.Itoa(t.G())+": "+strings.Join(called(t), ", "))
	row("industries", strconv.Itoa(t.N())+": "+strings.Join(named(t.Industries, t.IndustryNames), ", "))
	row("final demand", strings.Join(t.Categories, ", "))
	row("output", amount(output, 0)+" "+t.Money())
	row("value added", amount(va, 0)+" "+t.Money())
	row("valuation", t.Valuation)
	row("publisher", t.Publisher)
	row("edition", t.Edition)
	row("source", t.Source)
	row("findings", summarise(t.Validate()))
	row("citation", t.Citation)
	row("licence", t.Licence)
	row("made by", strings.Join(t.Derivation, "; "))
	row("sha256", t.SHA256)
}

// called are the codes and names of a table's economies, with what the published table prints instead.
func called(t *icio.Table) []string {
	out := make([]string, t.G())
	for i, c := range t.Economies {
		var about []string
		if n := t.EconomyName(c); n != c {
			about = append(about, n)
		}
		if p := t.Printed[c]; p != "" {
			about = append(about, "printed "+p)
		}
		if out[i] = c; about != nil {
			out[i] += " (" + strings.Join(about, "; ") + ")"
		}
	}
	return out
}

func named(codes []string, names map[string]string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = c
		if n := names[c]; n != "" {
			out[i] += " (" + n + ")"
		}
	}
	return out
}

func (a *app) tablesAggregate() *cobra.Command {
	var mapping, name, outPath string
	cmd := &cobra.Command{
		Use:   "aggregate TABLE --mapping FILE -o FILE",
		Short: "Regroup a table's economies and industries",
		Long: `Regroup a table by a mapping and write it as its ending says: .csv, .csv.gz, .npz or .parquet, see ikat tables export.
Flows inside a group become its own.

The mapping is CSV with the header dimension,code,group,name; dimension is economy or industry. Every code of a dimension
that appears needs a line; a dimension without lines stays as it is.`,
		Example: "  ikat tables aggregate wiod2013_2008.csv.gz --mapping regions.csv -o regions_2008.csv.gz",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if mapping == "" || outPath == "" {
				return &fault.Error{Kind: fault.Invalid, Where: "ikat tables aggregate", What: "it needs --mapping and -o"}
			}
			write, err := exporter("aggregate", outPath)
			if err != nil {
				return err
			}
			f, err := os.Open(mapping)
			if err != nil {
				return &fault.Error{Kind: fault.NotFound, Where: mapping, What: "the mapping cannot be opened: " + err.Error(), Err: err}
			}
			defer f.Close()
			m, err := tablefile.ReadMapping(f, mapping)
			if err != nil {
				return err
			}
			if m.Name = name; m.Name == "" && outPath != toStdout {
				m.Name, _ = tablefile.NameYear(outPath) // not the old one's: it is another table
			}
			t, err := a.engine.Table(cmd.Context(), args[0], a.progress())
			if err != nil {
				return err
			}
			grouped, err := t.Aggregate(m)
			if err != nil {
				return err
			}
			return a.writeTable(outPath, grouped, write)
		},
	}
	cmd.Flags().StringVar(&mapping, "mapping", "", "the mapping file")
	cmd.Flags().StringVar(&name, "name", "", "name of the new table (default: from the file to write)")
	cmd.Flags().StringVarP(&outPath, "output", "o", "", "file to write; - for standard output, as CSV")
	return cmd
}

func (a *app) tablesSynth() *cobra.Command {
	var economies, industries int
	var seed uint64
	var outPath string
	cmd := &cobra.Command{
		Use:   "synth -o FILE",
		Short: "Make up a table of any size, to measure speed and try formats",
		Long: `Write a made-up table as its ending says (.csv, .csv.gz, .npz or .parquet): balanced, shaped like a published one, the same
again from the same seed. It is not data.`,
		Example: "  ikat tables synth --economies 81 --industries 50 --seed 1 -o synthetic_2000.csv",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if outPath == "" || economies < 1 || industries < 1 || economies*industries > 20000 {
				return &fault.Error{Kind: fault.Invalid, Where: "ikat tables synth", What: "it needs -o, and at least one economy and industry but no more than 20,000 sectors"}
			}
			write, err := exporter("synth", outPath)
			if err != nil {
				return err
			}
			t := synth.Table(economies, industries, seed)
			if name, year := tablefile.NameYear(outPath); outPath != toStdout {
				t.Name, t.Year = cmp.Or(name, t.Name), cmp.Or(year, t.Year)
			}
			return a.writeTable(outPath, t, write)
		},
	}
	cmd.Flags().IntVar(&economies, "economies", 81, "number of economies")
	cmd.Flags().IntVar(&industries, "industries", 50, "number of industries of each")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed")
	cmd.Flags().StringVarP(&outPath, "output", "o", "", "file to write; - for standard output, as CSV")
	return cmd
}
