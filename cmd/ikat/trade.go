package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikat/fault"
	"ikat/internal/outfile"
	"ikat/internal/synth"
	"ikat/result"
	"ikat/trade/flowfile"
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
				fmt.Fprintln(a.err, "ikat: "+damage.Error())
			}
			return a.deliver(&c, []*result.Frame{f}, []string{"trade"})
		},
	}
	c.addOutput(cmd)
	cmd.AddCommand(a.tradeAdd(), a.tradeCheck(), a.tradeRemove(), a.tradeSynth())
	return cmd
}

func (a *app) tradeAdd() *cobra.Command {
	var opt flowfile.Options
	var replace bool
	cmd := &cobra.Command{
		Use:   "add FILE ...",
		Short: "Read files of trade by product and keep them by year",
		Long: `Recognise what each file is (BACI, UN Comtrade of the new and the old site, WITS, Trade Map, plain CSV,
Parquet), read its flows, say what was left out and why, and keep them under NAME/YEAR. Files may be packed as
published (gzip, xz, zstd, bzip2); of an archive (zip, 7z, tar) every file of flows is read and kept, one after another.

Totals and parts of totals are left out: the partner World, products of fewer digits, single customs procedures and
modes of transport. What exporters and what importers report is kept apart. Rows that are wrong are counted, and the
file is refused unless --bad leave-out. CEPII's lists of countries and products are read where they lie beside the
file, in a folder or an archive.`,
		Example: `  ikat trade add BACI_HS17_Y2022_V202401.csv
  ikat trade add BACI_HS17_V202401.zip            all its years
  ikat trade add comtrade.csv --name vietnam --classification "HS 2017"`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, path := range args {
				if err := a.addFlows(cmd, path, opt, replace); err != nil {
					return err
				}
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&opt.Name, "name", "", "keep them under this name (default: from the file's name)")
	f.IntVar(&opt.Year, "year", 0, "year of rows that have none")
	f.StringVar(&opt.Classification, "classification", "", "of products, as HS 2017; picks one of a file of several")
	f.StringVar(
		&opt.Unit,
		"unit",
		"",
		"of values in plain columns: USD, thousand USD, million USD (default: thousand USD)",
	)
	f.StringVar(&opt.Bad, "bad", flowfile.Refuse, "rows that are wrong: "+flowfile.Refuse+", "+flowfile.LeaveOut)
	f.BoolVar(&replace, "replace", false, "replace other data of the same name, year and reporter")
	return cmd
}

func (a *app) addFlows(cmd *cobra.Command, path string, opt flowfile.Options, replace bool) error {
	if opt.Bad != flowfile.Refuse && opt.Bad != flowfile.LeaveOut {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: "--bad " + opt.Bad,
			What: "it is neither " + flowfile.Refuse + " nor " +
				flowfile.LeaveOut,
		}
	}
	if p := a.progress(); p != nil {
		opt.Progress = func(done float64) { p("reading "+filepath.Base(path), done) }
	}
	skipped, err := flowfile.Each(cmd.Context(), path, opt, func(read *flowfile.Read) error {
		a.endProgress()
		return a.keepFlows(read, replace)
	})
	a.endProgress()
	if err != nil {
		return a.flagged(err)
	}
	for _, member := range skipped {
		fmt.Fprintln(a.out, faint("no flows in "+member))
	}
	return nil
}

// keepFlows keeps what one file, or one member of an archive, holds.
func (a *app) keepFlows(read *flowfile.Read, replace bool) error {
	fmt.Fprintf(a.out, "%s  %s\n", bold(read.File), faint("read as "+read.Format))
	for _, f := range read.Findings {
		fmt.Fprintf(a.out, "  %s\n", faint(f.String()))
	}
	for i, d := range read.Data {
		outcome, err := a.flows.Put(d, replace)
		if err != nil {
			return err
		}
		fmt.Fprintf(
			a.out,
			"  %s %s: %d flows of %d economies and %d products of %s, %.6g %s, reported by %s\n",
			bold(d.Ref()),
			outcome,
			d.Flows(),
			len(d.Economies),
			len(d.Products),
			d.Classification,
			d.Total(),
			d.Unit,
			d.Reported,
		)
		read.Data[i] = nil // a file may hold many years
	}
	return nil
}

// flagged spells parameters that an error mentions as flags.
func (a *app) flagged(err error) error {
	return &spelledError{
		fault.Text(err, func(name, value string) string { return strings.TrimSpace("--" + name + " " + value) }),
		err,
	}
}

func (a *app) tradeCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Read everything that is kept and say what is damaged",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			damage := a.flows.Damage(cmd.Context(), true)
			for _, d := range damage[min(1, len(damage)):] {
				fmt.Fprintln(a.err, "ikat: "+d.Error())
			}
			if len(damage) > 0 {
				return damage[0]
			}
			fmt.Fprintln(a.out, "nothing is damaged")
			return nil
		},
	}
}

func (a *app) tradeRemove() *cobra.Command {
	return &cobra.Command{
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
				fmt.Fprintf(a.out, "removed %s\n", ref)
			}
			return nil
		},
	}
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
					Fix:  "Name it " + f.Name() + ", or BACI_HS17_" + synth.Version + ".zip for several years"}
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
