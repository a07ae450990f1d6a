package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/outfile"
	"ikat/internal/synth"
	"ikat/question"
	"ikat/result"
	"ikat/say"
)

// tradeCommand is about files of trade by product; questions about them are commands of their own.
func (a *app) tradeCommand() *cobra.Command {
	var c choices
	cmd := &cobra.Command{
		Use:   "trade",
		Short: "List trade by product at hand; add, check and remove it",
		Long: `List the years of trade by product that are kept. Questions take them with --trade NAME/YEAR.

They are Parquet files in the folder trade of the store, one for each year and reporter, which DuckDB, Spark, R and
Python read as one table; docs/methods/products.md has the queries in SQL.`,
		Example: `  ikat trade add BACI_HS17_Y2022_V202401.csv      keep a year of BACI
  ikat trade                                      what is at hand
  ikat products rca --trade baci_hs17/2022 --economy VNM`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, err := a.engine.FlowList()
			if err != nil {
				return err
			}
			for _, damage := range a.flows.Damage(cmd.Context(), false) {
				fmt.Fprintln(a.err, "ikat: "+inLanguage(damage, c.language))
			}
			return a.deliver(&c, []*result.Frame{f}, []string{"trade"})
		},
	}
	c.addOutput(cmd)
	cmd.AddCommand(a.tradeAdd(), a.tradeCheck(), a.tradeRemove(), a.tradeSynth())
	return cmd
}

func (a *app) tradeAdd() *cobra.Command {
	return a.command(command{
		Question: question.Question{
			ID: "add", Label: "Read files of trade by product and keep them by year",
			Doc: `Recognise what each file is (BACI, UN Comtrade of the new and the old site, WITS, Trade Map, plain CSV,
Parquet), read its flows, say what was left out and why, and keep them under NAME/YEAR. Files may be packed as
published (gzip, xz, zstd, bzip2); of an archive (zip, 7z, tar) every file of flows is read and kept, one after another.

Totals and parts of totals are left out: the partner World, products of fewer digits, single customs procedures and
modes of transport. What exporters and what importers report is kept apart. Rows that are wrong are counted, and the
file is refused unless {bad=leave-out}. CEPII's lists of countries and products are read where they lie beside the
file, in a folder or an archive.

A list of names of products by itself (columns code and description or name, as CEPII's product_codes_HS17.csv; also
of headings and chapters) is kept too: its names stand wherever products of that edition do.`,
			Examples: []question.Example{
				{Args: "trade add BACI_HS17_Y2022_V202401.csv", Gives: "a year"},
				{Args: "trade add BACI_HS17_V202401.zip", Gives: "all its years"},
				{Args: `trade add comtrade.csv --name vietnam --classification "HS 2017"`, Gives: "one classification"},
				{Args: "trade add product_codes_HS17_V202401.csv", Gives: "names of products"},
			},
			Params: append([]question.Param{{Name: "file", Doc: "files or archives", Form: question.File,
				Many: question.Repeated, Argument: true, Required: true}}, question.KeepFlows()...),
		},
		said: true,
		run: func(cmd *cobra.Command, c *choices, v *question.Values) error {
			voice := say.In(c.language)
			for _, path := range v.All("file") {
				q := engine.KeepingFlows{Path: path, Options: question.FlowOptions(v), Replace: v.On("replace")}
				skipped, err := a.engine.KeepFile(cmd.Context(), q, a.progress(), a.sayKeptFlows(voice))
				a.endProgress()
				if err != nil {
					return err
				}
				for _, member := range skipped {
					fmt.Fprintln(a.out, faint(voice.Say("got.no-flows", say.Args{"text": member})))
				}
			}
			return nil
		},
	})
}

// sayKeptFlows prints what became of one file, or of one member of an archive.
func (a *app) sayKeptFlows(v *say.Voice) func(*engine.KeptFile) {
	return func(kept *engine.KeptFile) {
		a.endProgress()
		fmt.Fprintf(a.out, "%s  %s\n", bold(kept.File), faint(v.Say("kept.read-as", say.Args{"format": kept.Format})))
		for _, f := range kept.Findings {
			fmt.Fprintf(a.out, "  %s\n", faint(v.ErrorText(f.Text())))
		}
		for _, y := range kept.Years {
			fmt.Fprintf(a.out, "  %s %s\n", bold(y.Ref), v.ErrorText(y.Text()))
		}
		if kept.Names != nil {
			fmt.Fprintf(a.out, "  %s\n", v.ErrorText(kept.Names.Text()))
		}
	}
}

func (a *app) tradeCheck() *cobra.Command {
	var c choices
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Read everything that is kept and say what is damaged",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			damage := a.flows.Damage(cmd.Context(), true)
			for _, d := range damage[min(1, len(damage)):] {
				fmt.Fprintln(a.err, "ikat: "+inLanguage(d, c.language))
			}
			if len(damage) > 0 {
				return damage[0]
			}
			fmt.Fprintln(a.out, say.In(c.language).Say("got.whole"))
			return nil
		},
	}
	c.addLanguage(cmd)
	return cmd
}

func (a *app) tradeRemove() *cobra.Command {
	var c choices
	cmd := &cobra.Command{
		Use:     "remove NAME/YEAR ...",
		Short:   "Take years out of what is kept",
		Example: "  ikat trade remove baci_hs17/2022",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			for _, ref := range args {
				name, year, err := storedRef(ref)
				if err != nil {
					return err
				}
				if err := a.flows.Remove(name, year); err != nil {
					return err
				}
				fmt.Fprintln(a.out, say.In(c.language).Say("got.removed", say.Args{"text": ref}))
			}
			return nil
		},
	}
	c.addLanguage(cmd)
	return cmd
}

func (a *app) tradeSynth() *cobra.Command {
	f := synth.UsualFlows
	var path string
	years := 1
	cmd := &cobra.Command{
		Use:   "synth -o FILE",
		Short: "Write made-up trade by product, laid out as BACI and as large",
		Long: `Write made-up flows in BACI's layout, to try questions, speed and memory with. Economies and products are
real ones, the numbers mean nothing, and the name of the file has to say so (V000000 as BACI's version): ikat trade add
keeps them as made up. The same seed makes the same file. Several years make an archive with a file each, in which
pairs of economies keep their products for five years.`,
		Example: `  ikat trade synth -o BACI_HS17_Y2022_V000000.csv
  ikat trade synth --year 1995 --years 28 --count 1000000 -o BACI_HS17_V000000.zip`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if f.Rows < 1 || f.Economies < 2 || f.Economies > 60_000 || f.Products < 1 || f.Products > 5800 {
				return &fault.Error{Kind: fault.Invalid, Where: "ikat trade synth",
					What: "it takes at least 1 row, 2 to 60000 economies, and 1 to 5800 products"}
			}
			write := f.Write
			if years != 1 {
				if years < 1 || years > 200 {
					return &fault.Error{Kind: fault.Invalid, Where: "ikat trade synth", What: "it takes 1 to 200 years"}
				}
				write = func(w io.Writer) error { return f.Archive(w, years) }
			}
			if path == "" || path == toStdout {
				return write(a.out)
			}
			if !strings.Contains(filepath.Base(path), synth.Version) {
				return &fault.Error{Kind: fault.Invalid, Param: "output", Where: path,
					What: "made-up trade is not written under a name that could be CEPII's",
					Fix:  fault.Say("Name it %s, or BACI_HS17_%s.zip for several years", f.Name(), synth.Version)}
			}
			if other := synth.OtherEdition(filepath.Base(path)); other != "" {
				return &fault.Error{Kind: fault.Invalid, Param: "output", Where: path,
					What: fault.Say("the products that are made up are of HS 2017, and the name says %s", other),
					Fix:  fault.Say("Name it %s, or BACI_HS17_%s.zip for several years", f.Name(), synth.Version)}
			}
			ending := ".csv"
			if years != 1 {
				ending = ".zip"
			}
			if err := endsIn("ikat trade synth", path, ending); err != nil {
				return err
			}
			return outfile.Write(path, write)
		},
	}
	fl := cmd.Flags()
	fl.StringVarP(&path, "output", "o", "", "file to write (default: standard output)")
	fl.IntVar(&f.Rows, "count", f.Rows, "rows, of each year")
	fl.IntVar(&f.Economies, "economies", f.Economies, "economies")
	fl.IntVar(&f.Products, "products", f.Products, "products")
	fl.IntVar(&f.Year, "year", f.Year, "year, the first of several")
	fl.IntVar(&years, "years", years, "years, in one archive")
	fl.Uint64Var(&f.Seed, "seed", f.Seed, "seed")
	return cmd
}

// flowFolder is where trade by product is kept: in the store, beside the tables.
func flowFolder() string { return filepath.Join(storeFolder(), "trade") }
