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
	"ikat/question"
	"ikat/say"
	"ikat/store"
	"ikat/tablefile/oecd"
)

// adding are the options of tables add.
type adding struct {
	format, name, balance, missing string
	years                          []int
	replace                        bool
}

func (a *app) tablesAdd() *cobra.Command {
	doc := `Recognise what each file is, read it exactly as published, say what is odd about it, and keep it under
NAME/YEAR. Name and year come from the file's name unless {name} and {year} say otherwise. Nothing is repaired and
nothing is rescaled, unless {balance=ras} asks for it: then the table is kept as NAME-ras, and says of itself how
far it was moved.

The same table again changes nothing; another table of the same name and year is refused without {replace}. Tables
are kept in the folder IKAT_STORE names, or in ~/.local/share/ikat/tables: NumPy arrays and JSON, which any program
can read.

Formats:`
	for _, f := range a.engine.Formats() {
		doc += fmt.Sprintf("\n  %-10s %s", f.ID(), f.Label())
	}
	return a.command(command{
		Question: question.Question{
			ID: "add", Label: "Read published tables and keep them; they open at once from then on", Doc: doc,
			Examples: []question.Example{
				{Args: "tables add ICIO2023_2018.csv ICIO2023_2019.csv", Gives: "two files"},
				{Args: "tables add tradecosts.xlsx --data trade-costs", Gives: "trade costs, brought by hand"},
				{Args: "tables add tables.zip --year 2010,2011 --name mine", Gives: "two years of an archive"},
			},
			Params: []question.Param{
				{Name: "file", Doc: "files, folders or archives", Form: question.File, Many: question.Repeated,
					Argument: true, Required: true},
				question.KeepFormat(a.engine.Formats()), question.KeepName, question.KeepYears(), question.KeepBalance,
				question.KeepMissing, question.KeepReplace, keepData(),
			},
		},
		said: true,
		run: func(cmd *cobra.Command, c *choices, v *question.Values) error {
			o := adding{format: v.One("format"), name: v.One("name"), balance: v.One("balance"),
				missing: v.One("missing"), years: v.Wholes("year"), replace: v.On("replace")}
			if name := v.One("data"); name != "" {
				for _, p := range []string{"format", "name", "year", "balance", "missing"} {
					if v.Chosen(p) {
						return &fault.Error{Kind: fault.Invalid, Param: p, What: "data that go with tables have no use for it",
							Fix: "Leave it out, or leave out {data}"}
					}
				}
				if len(v.All("file")) > 1 {
					return question.TooMany("file", len(v.All("file")), 1)
				}
				return a.putData(cmd.Context(), name, v.One("file"), o.replace, say.In(c.language))
			}
			for _, path := range v.All("file") {
				for _, year := range o.wanted() {
					if err := a.add(cmd, path, year, &o, say.In(c.language)); err != nil {
						return err
					}
				}
			}
			return nil
		},
	})
}

// keepData says which data that go with tables a file is.
func keepData() question.Param {
	return question.Param{Name: "data", Form: question.Name, Example: "trade-costs",
		Doc: "the file is no table but data that go with tables, by their name in ikat tables get; they are kept under it"}
}

// wanted are the years asked for; 0 stands for the one in the file's name.
func (o *adding) wanted() []int {
	if len(o.years) == 0 {
		return []int{0}
	}
	return o.years
}

// add reads one table and stores it.
func (a *app) add(cmd *cobra.Command, path string, year int, o *adding, v *say.Voice) error {
	done, err := a.engine.Import(
		cmd.Context(),
		a.store,
		engine.Importing{
			Reading: engine.Reading{Path: path, Format: o.format, Year: year, Missing: o.missing},
			Name:    o.name,
			Balance: o.balance,
			Replace: o.replace,
		},
		a.progress(),
	)
	if done != nil {
		a.sayRead(v)(filepath.Base(path), done)
	}
	if err == nil {
		a.sayKept(v)(done)
	}
	return err
}

// sayRead prints what was recognised in a file.
func (a *app) sayRead(v *say.Voice) func(file string, read *engine.Imported) {
	return func(file string, read *engine.Imported) {
		a.endProgress()
		fmt.Fprintf(a.out, "%s  %s\n", bold(file), faint(v.Say("kept.read-as", say.Args{"format": v.ErrorText(read.Saw)})))
		for _, more := range []string{v.Note(read.Apart), v.Label(read.Moved)} {
			if more != "" {
				fmt.Fprintf(a.out, "  %s\n", more)
			}
		}
	}
}

// sayKept prints what a table in the store is.
func (a *app) sayKept(v *say.Voice) func(*engine.Imported) {
	return func(kept *engine.Imported) {
		t := kept.Table
		fmt.Fprintf(a.out, "  %s\n", v.Say("kept.as", say.Args{"table": bold(t.Ref()),
			"outcome": v.Label(kept.Outcome.String()), "economies": t.G(), "industries": t.N(), "unit": t.Money()}))
		fmt.Fprintf(a.out, "  %s\n", faint(v.Say("kept.findings", say.Args{"findings": summarise(v, kept.Findings),
			"table": t.Ref()})))
	}
}

// summarise counts findings in a line.
func summarise(v *say.Voice, findings []icio.Finding) string {
	var codes []string
	for _, f := range findings {
		codes = append(codes, v.Say("kept."+f.Severity.String())+" "+f.Code)
	}
	if len(codes) == 0 {
		return v.Say("kept.none")
	}
	return strings.Join(codes, ", ")
}

func (a *app) tablesRemove() *cobra.Command {
	return a.command(command{
		Question: question.Question{
			ID: "remove", Label: "Take tables out of the store",
			Examples: []question.Example{{Args: "tables remove ICIO2023/2018", Gives: "one year"}},
			Params:   []question.Param{storedTables()},
		},
		said: true,
		run: func(cmd *cobra.Command, c *choices, v *question.Values) error {
			for _, ref := range v.All("table") {
				name, year, err := storedRef(ref)
				if err != nil {
					return err
				}
				if err := a.store.Remove(cmd.Context(), name, year); err != nil {
					return err
				}
				fmt.Fprintln(a.out, say.In(c.language).Say("got.removed", say.Args{"text": ref}))
			}
			return nil
		},
	})
}

func (a *app) tablesExport() *cobra.Command {
	return a.command(command{
		Question: question.Question{
			ID: "export", Label: "Write a table as CSV, NumPy or Parquet",
			Doc: `Write a table to a file. The file's ending says how:

  .csv, .csv.gz   the OECD ICIO layout: a row and a column for each sector, extra rows, VA and OUT; numbers read back
                  exactly
  .npz            NumPy arrays z, f, x, va, extra_use, extra_fd, with the labels in the member table.json
  .parquet        a line for each flow that is not zero: seller, industry, buyer, use, value; value added and extra
                  rows too

Each says what the table is - unit, prices, source, citation, names, edition - and ikat reads it back as the same
table: CSV says so in its first cell, NPZ in table.json, Parquet under the key ikat.table.`,
			Examples: []question.Example{{Args: "tables export apx/2008 -o apx_2008.npz", Gives: "NumPy arrays"}},
			Params:   []question.Param{oneTable(), tableFile()},
		},
		run: func(cmd *cobra.Command, _ *choices, v *question.Values) error {
			path := v.One("output")
			write, err := exporter("export", path)
			if err != nil {
				return err
			}
			t, err := a.engine.Table(cmd.Context(), v.One("table"), a.progress())
			if err != nil {
				return err
			}
			return a.writeTable(path, t, write)
		},
	})
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
	return nil, endsIn(fault.Say("ikat tables %s", command), path, ".csv", ".csv.gz", ".npz", ".parquet")
}

// endsIn refuses a file whose ending is none that a command writes: what is in it would not be what its name says.
func endsIn(command, path string, endings ...string) error {
	for _, e := range endings {
		if strings.HasSuffix(strings.ToLower(path), e) {
			return nil
		}
	}
	return &fault.Error{
		Kind:  fault.Invalid,
		Where: command,
		What:  fault.Say("-o %q does not end in %s", path, strings.Join(endings, ", ")),
		Fix:   "The ending says what to write",
	}
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
