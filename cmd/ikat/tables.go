package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/synth"
	"ikat/leontief"
	"ikat/question"
	"ikat/result"
	"ikat/say"
	"ikat/tablefile"
)

func (a *app) tables() *cobra.Command {
	cmd := a.command(command{
		Question: question.Question{
			ID: "tables", Label: "List the tables at hand; add, remove, check, show, export or aggregate them",
			Examples: []question.Example{
				{Args: "tables", Gives: "what is at hand"},
				{Args: "tables add ICIO2023_2018.csv", Gives: "keep a published table; it opens at once from then on"},
				{Args: "tables check wiod2013_2008.csv.gz", Gives: "what is odd about a table"},
				{Args: "tables show apx/2008", Gives: "its economies, industries and totals"},
			},
		},
		rows: true,
		run: func(_ *cobra.Command, c *choices, _ *question.Values) error {
			entries, err := a.engine.Tables()
			if err != nil {
				return err
			}
			for _, damage := range a.store.Damage() {
				fmt.Fprintln(a.err, "ikat: "+inLanguage(damage, c.language))
			}
			return a.deliver(c, []*result.Frame{engine.EntriesFrame(entries, nil)}, []string{"tables"})
		},
	})
	cmd.AddCommand(a.tablesAdd(), a.tablesGet(), a.tablesRemove(), a.tablesFactor(), a.tablesCheck(), a.tablesShow(),
		a.tablesExport(), a.tablesAggregate(), a.tablesSynth())
	return cmd
}

func (a *app) tablesCheck() *cobra.Command {
	year := question.KeepYear
	year.Doc = "of a file, folder or archive of several years, the one to check"
	return a.command(command{
		said: true,
		Question: question.Question{
			ID: "check", Label: "Print what is odd about a table; nothing is repaired",
			Doc: `Read a table and print its findings, most severe first: sectors without output, negative flows, rows and
columns that do not balance, rows of taxes and margins. Other formats give one row for every sector concerned.`,
			Params: []question.Param{oneTable(), year},
		},
		rows: true,
		run: func(cmd *cobra.Command, c *choices, v *question.Values) error {
			t, err := a.tableOf(cmd, v.One("table"), v.Whole("year"))
			if err != nil {
				return err
			}
			format, err := c.resolveFormat()
			if err != nil {
				return err
			}
			if format != "table" || c.file() != "" {
				f := engine.FindingsFrame(t)
				if n := nearSingular(cmd.Context(), t); n != nil {
					f.Notes = append(f.Notes, *n)
				}
				return a.deliver(c, []*result.Frame{f}, []string{"findings"})
			}
			near := nearSingular(cmd.Context(), t)
			a.endProgress()
			printFindings(a.out, t, near, say.In(c.language))
			return nil
		},
	})
}

// tableOf opens a table by its reference; a year picks one of a file that holds several.
func (a *app) tableOf(cmd *cobra.Command, ref string, year int) (*icio.Table, error) {
	if year == 0 {
		return a.engine.Table(cmd.Context(), ref, a.progress())
	}
	t, _, err := a.engine.Read(cmd.Context(), engine.Reading{Path: ref, Year: year}, a.progress())
	return t, err
}

// factoredToCheck is the number of sectors up to which checking a table factors its system, to see how well it can be
// solved: beyond, that takes longer than a check may.
const factoredToCheck = 2500

// nearSingular warns of a table that can hardly be solved; one that cannot be is what its other findings are about.
func nearSingular(ctx context.Context, t *icio.Table) *result.Note {
	if t.Sectors() > factoredToCheck {
		return nil
	}
	s, err := leontief.New(t, leontief.Options{})
	if err != nil {
		return nil
	}
	if _, err := s.Factor(ctx); err != nil {
		return nil
	}
	return engine.NearSingular(s)
}

func printFindings(w io.Writer, t *icio.Table, near *result.Note, v *say.Voice) {
	fmt.Fprintln(
		w,
		bold(t.Ref()),
		faint(v.Say("basis.size", say.Args{"economies": t.G(), "industries": t.N(), "categories": t.K(),
			"unit": t.Money()})),
	)
	findings := t.Validate()
	width := min(terminalWidth(w), 100)
	if near != nil {
		mark := warn(v.Say("basis." + near.Severity + "-name"))
		fmt.Fprintf(w, "\n%s  %s\n%s\n", mark, bold(near.Key), wrap(v.Note(*near), width, "    "))
	}
	if len(findings) == 0 && near == nil {
		fmt.Fprintln(w, v.Say("data.findings-none"))
		return
	}
	fmt.Fprintln(w)
	for _, f := range findings {
		mark := faint(v.Say("basis." + f.Severity.String() + "-name"))
		if f.Severity != icio.Note {
			mark = warn(v.Say("basis." + f.Severity.String() + "-name"))
		}
		fmt.Fprintf(w, "%s  %s\n%s\n", mark, bold(f.Code), wrap(v.Note(engine.NoteOf(f, "")), width, "    "))
		if f.Largest != 0 {
			fmt.Fprintf(w, "    %s\n", faint(v.Say("basis.largest", say.Args{"value": v.Figures(amount(f.Largest, 2)),
				"unit": t.Money()})))
		}
	}
}

func (a *app) tablesShow() *cobra.Command {
	return a.command(command{
		Question: question.Question{
			ID: "show", Label: "Show a table's dimensions, economies, industries, totals and source",
			Params: []question.Param{oneTable()},
		},
		said: true,
		run: func(cmd *cobra.Command, c *choices, v *question.Values) error {
			ref := v.One("table")
			t, err := a.engine.Table(cmd.Context(), ref, a.progress())
			if err != nil {
				return err
			}
			a.endProgress()
			kept := ref == t.Ref() && a.store.HasFactors(t.Name, t.Year)
			showTable(a.out, t, kept, say.In(c.language))
			return nil
		},
	})
}

// showTable prints what a table is; factored says that its factors are kept.
func showTable(w io.Writer, t *icio.Table, factored bool, v *say.Voice) {
	var output, va float64
	for i := range t.X {
		output += t.X[i]
		va += t.VA[i]
	}
	var rows [][2]string
	row := func(key, value string) {
		if value != "" {
			rows = append(rows, [2]string{v.Say("shown." + key), value})
		}
	}
	list := func(n int, of []string) string { return strconv.Itoa(n) + ": " + strings.Join(of, ", ") }
	row("economies", list(t.G(), called(t, v)))
	row("industries", list(t.N(), named(t.Industries, t.IndustryNames, v)))
	row("final-demand", strings.Join(t.Categories, ", "))
	// A table whose world is worth less than this is small enough that its decimals are looked at.
	const small = 10_000
	digits := 0
	if output < small {
		digits = 1
	}
	row("output", v.Figures(amount(output, digits))+" "+v.Label(t.Money()))
	row("value-added", v.Figures(amount(va, digits))+" "+v.Label(t.Money()))
	row("valuation", v.Label(t.Valuation))
	if t.BaseYear != 0 {
		row("base-year", strconv.Itoa(t.BaseYear))
	}
	row("publisher", v.Label(t.Publisher))
	row("edition", v.Label(t.Edition))
	row("source", v.Label(t.Source))
	row("findings", summarise(v, t.Validate()))
	row("citation", t.Citation)
	row("licence", v.Label(t.Licence))
	var made []string
	for _, step := range t.Derivation {
		made = append(made, v.Label(step))
	}
	row("made-by", strings.Join(made, "; "))
	row("sha256", t.SHA256)
	if factored {
		row("factors", v.Say("shown.factors-kept"))
	}
	wide := 0
	for _, r := range rows {
		wide = max(wide, utf8.RuneCountInString(r[0]))
	}
	fmt.Fprintln(w, bold(t.Ref()))
	for _, r := range rows {
		pad := strings.Repeat(" ", wide+2-utf8.RuneCountInString(r[0]))
		value := wrap(r[1], min(terminalWidth(w), 110), strings.Repeat(" ", wide+2))
		fmt.Fprintln(w, r[0]+pad+strings.TrimLeft(value, " "))
	}
}

// called are the codes and names of a table's economies, with what the published table prints instead.
func called(t *icio.Table, v *say.Voice) []string {
	out := make([]string, t.G())
	for i, c := range t.Economies {
		var about []string
		if n := t.EconomyName(c); n != c {
			about = append(about, v.Label(n))
		}
		if p := t.Printed[c]; p != "" {
			about = append(about, v.Say("shown.printed", say.Args{"code": p}))
		}
		if out[i] = c; about != nil {
			out[i] += " (" + strings.Join(about, "; ") + ")"
		}
	}
	return out
}

func named(codes []string, names map[string]string, v *say.Voice) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = c
		if n := names[c]; n != "" {
			out[i] += " (" + v.Label(n) + ")"
		}
	}
	return out
}

func (a *app) tablesAggregate() *cobra.Command {
	name := question.KeepName
	name.Doc = "name of the new table (default: from the file to write)"
	return a.command(command{
		Question: question.Question{
			ID: "aggregate", Label: "Regroup a table's economies and industries",
			Doc: `Regroup a table by a mapping and write it as its ending says: .csv, .csv.gz, .npz or .parquet, see ikat tables
export. Flows inside a group become its own.

The mapping is CSV with the header dimension,code,group,name; dimension is economy or industry. Every code of a
dimension that appears needs a line; a dimension without lines stays as it is.`,
			Examples: []question.Example{{
				Args:  "tables aggregate wiod2013_2008.csv.gz --mapping regions.csv -o regions_2008.csv.gz",
				Gives: "a table of regions",
			}},
			Params: []question.Param{
				oneTable(),
				{Name: "mapping", Doc: "the mapping file", Form: question.File, Required: true},
				name, tableFile(),
			},
		},
		run: a.aggregate,
	})
}

func (a *app) aggregate(cmd *cobra.Command, _ *choices, v *question.Values) error {
	path, mapping := v.One("output"), v.One("mapping")
	write, err := exporter("aggregate", path)
	if err != nil {
		return err
	}
	f, err := question.Open(mapping)
	if err != nil {
		return err
	}
	defer f.Close()
	m, err := tablefile.ReadMapping(f, mapping)
	if err != nil {
		return err
	}
	if m.Name = v.One("name"); m.Name == "" && path != toStdout {
		m.Name, _ = tablefile.NameYear(path) // not the old one's: it is another table
	}
	t, err := a.engine.Table(cmd.Context(), v.One("table"), a.progress())
	if err != nil {
		return err
	}
	grouped, err := t.Aggregate(m)
	if err != nil {
		return err
	}
	return a.writeTable(path, grouped, write)
}

// mostMadeUp is how many sectors a made-up table has at most.
const mostMadeUp = 20000

func (a *app) tablesSynth() *cobra.Command {
	count := func(name, doc, usual string) question.Param {
		return question.Param{Name: name, Doc: doc, Form: question.Whole, Min: 1, Max: mostMadeUp, Default: usual}
	}
	return a.command(command{
		Question: question.Question{
			ID: "synth", Label: "Make up a table of any size, to measure speed and try formats",
			Doc: `Write a made-up table as its ending says (.csv, .csv.gz, .npz or .parquet): balanced, shaped like a published
one, the same again from the same seed. It is not data.`,
			Examples: []question.Example{{
				Args:  "tables synth --economies 81 --industries 50 --seed 1 -o synthetic_2000.csv",
				Gives: "as large as the OECD's",
			}},
			Params: []question.Param{
				count("economies", "number of economies", "81"),
				count("industries", "number of industries of each", "50"),
				{Name: "seed", Doc: "the same seed makes the same table", Form: question.Whole, Max: 1 << 53, Default: "1"},
				tableFile(),
			},
		},
		run: func(_ *cobra.Command, _ *choices, v *question.Values) error {
			path, economies, industries := v.One("output"), v.Whole("economies"), v.Whole("industries")
			if economies*industries > mostMadeUp {
				return &fault.Error{Kind: fault.Invalid, Where: "ikat tables synth",
					What: fault.Say("%d sectors are more than the %d it makes", economies*industries, mostMadeUp)}
			}
			write, err := exporter("synth", path)
			if err != nil {
				return err
			}
			t := synth.Table(economies, industries, uint64(v.Whole("seed")))
			if name, year := tablefile.NameYear(path); path != toStdout {
				t.Name, t.Year = cmp.Or(name, t.Name), cmp.Or(year, t.Year)
			}
			return a.writeTable(path, t, write)
		},
	})
}
