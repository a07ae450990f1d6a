package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/outfile"
	"ikat/store"
	"ikat/tablefile/oecd"
)

// adding are the options of tables add.
type adding struct {
	format, name, balance, missing string
	origin                         string // where it was downloaded, in words
	years                          []int
	replace                        bool
}

func (a *app) tablesAdd() *cobra.Command {
	var o adding
	cmd := &cobra.Command{
		Use:   "add FILE|FOLDER|ZIP ...",
		Short: "Read published tables and keep them; they open at once from then on",
		Long: `Recognise what each file is, read it exactly as published, say what is odd about it, and keep it under NAME/YEAR. Name and
year come from the file's name unless --name and --year say otherwise. Nothing is repaired and nothing is rescaled, unless
--balance ras asks for it: then the table is kept as NAME-ras, and says of itself how far it was moved.

The same table again changes nothing; another table of the same name and year is refused without --replace. Tables are
kept in the folder IKAT_STORE names, or in ~/.local/share/ikat/tables: NumPy arrays and JSON, which any program can read.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, path := range args {
				for _, year := range o.wanted() {
					if err := a.add(cmd, path, year, &o); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
	var known []string
	for _, f := range a.engine.Formats() {
		known = append(known, f.ID())
		cmd.Long += fmt.Sprintf("\n%s%-10s %s", map[bool]string{true: "\nFormats:\n"}[len(known) == 1], f.ID(), f.Label())
	}
	cmd.Example = `  ikat tables add ICIO2023_2018.csv ICIO2023_2019.csv
  ikat tables add tables.zip --year 2010,2011 --name mine`
	cmd.Flags().StringVar(&o.format, "format", "", "read it as this format: "+strings.Join(known, ", ")+" (default: the one that fits)")
	cmd.Flags().StringVar(&o.name, "name", "", "keep it under this name (default: from the file's name)")
	cmd.Flags().IntSliceVar(&o.years, "year", nil, "its year; for a folder or archive of several, the years to take")
	cmd.Flags().StringVar(&o.balance, "balance", "", "ras: make rows and columns add up by multiplying them, record it, and say how far flows moved")
	cmd.Flags().StringVar(&o.missing, "missing", "", "zero: take flows that are empty or say NA for zeros, and count them")
	cmd.Flags().BoolVar(&o.replace, "replace", false, "replace another table of the same name and year")
	return cmd
}

// wanted are the years asked for; 0 stands for the one in the file's name.
func (o *adding) wanted() []int {
	if len(o.years) == 0 {
		return []int{0}
	}
	return o.years
}

// add reads one table and stores it.
func (a *app) add(cmd *cobra.Command, path string, year int, o *adding) error {
	done, err := a.engine.Import(cmd.Context(), a.store, engine.Importing{Reading: engine.Reading{Path: path, Format: o.format, Year: year, Missing: o.missing}, Name: o.name, Origin: o.origin, Balance: o.balance, Replace: o.replace}, a.progress())
	a.endProgress()
	if done != nil {
		fmt.Fprintf(a.out, "%s  %s\n", bold(filepath.Base(path)), faint("read as "+done.Saw))
		if done.Apart != "" {
			fmt.Fprintf(a.out, "  %s\n", done.Apart)
		}
		if done.Moved != "" {
			fmt.Fprintf(a.out, "  %s\n", done.Moved)
		}
	}
	if err != nil {
		return err
	}
	t := done.Table
	fmt.Fprintf(a.out, "  %s %s: %d economies x %d industries, %s\n", bold(t.Ref()), done.Outcome, t.G(), t.N(), t.Money())
	fmt.Fprintf(a.out, "  %s\n", faint("findings: "+summarise(done.Findings)+"; ikat tables check "+t.Ref()+" lists them"))
	return nil
}

// summarise counts findings in a line.
func summarise(findings []icio.Finding) string {
	var codes []string
	for _, f := range findings {
		codes = append(codes, f.Severity.String()+" "+f.Code)
	}
	if len(codes) == 0 {
		return "none"
	}
	return strings.Join(codes, ", ")
}

func (a *app) tablesRemove() *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME/YEAR ...",
		Short:   "Take tables out of the store",
		Example: "  ikat tables remove ICIO2023/2018",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, ref := range args {
				name, year, err := storedRef(ref)
				if err != nil {
					return err
				}
				if err := a.store.Remove(cmd.Context(), name, year); err != nil {
					return err
				}
				fmt.Fprintf(a.out, "removed %s\n", ref)
			}
			return nil
		},
	}
}

func (a *app) tablesExport() *cobra.Command {
	var outPath string
	cmd := &cobra.Command{
		Use:   "export TABLE -o FILE",
		Short: "Write a table as CSV, NumPy or Parquet",
		Long: `Write a table to a file. The file's ending says how:

  .csv, .csv.gz   the OECD ICIO layout: a row and a column for each sector, extra rows, VA and OUT; numbers read back exactly
  .npz            NumPy arrays z, f, x, va, extra_use, extra_fd, with the labels in the member table.json
  .parquet        a line for each flow that is not zero: seller, industry, buyer, use, value; value added and extra rows too

Each says what the table is - unit, prices, source, citation, names, edition - and ikat reads it back as the same table: CSV says so
in its first cell, NPZ in table.json, Parquet under the key ikat.table.`,
		Example: "  ikat tables export apx/2008 -o apx_2008.npz",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			write, err := exporter("export", outPath)
			if err != nil {
				return err
			}
			t, err := a.engine.Table(cmd.Context(), args[0], a.progress())
			if err != nil {
				return err
			}
			return a.writeTable(outPath, t, write)
		},
	}
	cmd.Flags().StringVarP(&outPath, "output", "o", "", "file to write; - for standard output, as CSV")
	return cmd
}

// toStdout stands for standard output in a file's place.
const toStdout = "-"

// exporter picks the writer that a file's ending asks for.
func exporter(command, path string) (func(io.Writer, *icio.Table) error, error) {
	lower := strings.ToLower(path)
	switch {
	case path == toStdout, strings.HasSuffix(lower, ".csv"):
		return oecd.Export, nil
	case strings.HasSuffix(lower, ".csv.gz"):
		return writeCompressed, nil
	case strings.HasSuffix(lower, ".npz"):
		return store.WriteNPZ, nil
	case strings.HasSuffix(lower, ".parquet"):
		return store.WriteParquet, nil
	}
	return nil, &fault.Error{Kind: fault.Invalid, Where: "ikat tables " + command, What: fmt.Sprintf("-o %q does not end in .csv, .csv.gz, .npz or .parquet", path),
		Fix: "The ending says what to write"}
}

func writeCompressed(w io.Writer, t *icio.Table) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := oecd.Export(z, t); err != nil {
		return err
	}
	return z.Close()
}

// writeTable writes a table to a file, or to standard output.
func (a *app) writeTable(path string, t *icio.Table, write func(io.Writer, *icio.Table) error) error {
	a.endProgress()
	if path == toStdout {
		return write(a.out, t)
	}
	return outfile.Write(path, func(w io.Writer) error { return write(w, t) })
}
