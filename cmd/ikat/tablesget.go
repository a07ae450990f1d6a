package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ikat/internal/download"
	"ikat/internal/fetch"
	"ikat/question"
	"ikat/say"
)

func (a *app) tablesGet() *cobra.Command {
	years := question.KeepYears()
	years.Doc = "years to download"
	return a.command(command{
		Question: question.Question{
			ID: "get", Label: "Download published tables from their publisher and keep them",
			Doc: `Download a year of published tables from the publisher's own address, check it, read it and keep it, as ikat
tables add does. Licence and citation are shown first. What was begun and interrupted goes on where it stopped.

Data that go with tables (kinds other than table: jobs, emissions, tariffs, trade costs, facilitation, firm sizes) are
read as the question reads them that takes them, and kept as downloaded, with their checksum, address and day beside
them. Their name then stands for the file: --satellite oecd-employment. Where the publisher asks for a login or has no
lasting address, the answer says where to get the file; ikat tables add FILE --data NAME keeps it the same way.

Without a name, list what can be downloaded, and where to find what cannot. The column address says on which day a
file last came from the address in the list; publishers move files.`,
			Examples: []question.Example{
				{Args: "tables get", Gives: "what can be downloaded"},
				{Args: "tables get oecd2025/2022", Gives: "a year of the OECD's tables"},
				{Args: "tables get oecd2025 --year 2018,2022", Gives: "two years of them"},
				{Args: "tables get oecd-employment", Gives: "jobs that go with the OECD's tables"},
				{Args: "tables get trade-costs", Gives: "where trade costs are, on which terms, and which question takes them"},
			},
			Params: []question.Param{
				{Name: "name", Doc: "of the tables, as the list has it, alone or as NAME/YEAR", Argument: true,
					Form: question.Text},
				years,
				{Name: "sources", Form: question.File, Doc: otherSources},
				question.KeepReplace,
			},
		},
		said: true,
		run: func(cmd *cobra.Command, c *choices, v *question.Values) error {
			sources, err := readSources(v.One("sources"))
			if err != nil {
				return err
			}
			name := v.One("name")
			if name == "" {
				return a.write(a.out, download.Frame(sources, a.shelf(sources)), "table", 0, say.In(c.language))
			}
			name, years := yearInName(name, v.Wholes("year"))
			source, err := download.Find(sources, name)
			if err != nil {
				return err
			}
			return a.get(cmd.Context(), source, years, v.On("replace"), say.In(c.language))
		},
	})
}

// yearInName takes NAME/YEAR, as tables are named everywhere else, apart.
func yearInName(name string, years []int) (string, []int) {
	before, after, _ := strings.Cut(name, "/")
	if year, err := strconv.Atoi(after); err == nil && !slices.Contains(years, year) {
		return before, append(years, year)
	} else if err == nil {
		return before, years
	}
	return name, years
}

const otherSources = "a JSON file with other sources than the built-in ones, a mirror for instance"

func readSources(path string) ([]fetch.Source, error) {
	if path == "" {
		return fetch.Sources(nil)
	}
	text, err := question.ReadText(path)
	if err != nil {
		return nil, err
	}
	return fetch.Sources(text)
}

// sayTerms prints whose a source's figures are, on which terms, and which question takes them.
func (a *app) sayTerms(s *fetch.Source, v *say.Voice) {
	fmt.Fprintf(a.out, "%s  %s\n", bold(s.Name), v.Label(s.Label))
	a.sayTerm(v, "licence", v.Label(s.Licence))
	a.sayTerm(v, "citation", s.Citation)
	a.sayTerm(v, "use", v.Label(s.Use))
}

// sayTerm prints what is said of one thing, where anything is.
func (a *app) sayTerm(v *say.Voice, of, text string) {
	if text != "" {
		fmt.Fprintf(a.out, "  %s\n", v.Say("got."+of, say.Args{"text": text}))
	}
}

// get downloads what a source offers, says whose it is and on which terms, and keeps it.
func (a *app) get(ctx context.Context, s *fetch.Source, years []int, replace bool, v *say.Voice) error {
	a.sayTerms(s, v)
	switch {
	case !s.Offered():
	case s.Tried != "":
		a.sayTerm(v, "tried", s.Tried)
	default:
		a.sayTerm(v, "untried", v.Label(s.Seen))
	}
	taker := a.taker(v)
	defer a.endProgress()
	if s.Kind == "" {
		_, err := taker.Tables(ctx, *s, years, replace)
		return err
	}
	kept, err := taker.Data(ctx, s, replace)
	if err != nil {
		return err
	}
	a.sayData(kept, "kept-earlier", v)
	return nil
}

// sayData prints what became of data that go with tables; known is the text that says why nothing did.
func (a *app) sayData(kept *download.Kept, known string, v *say.Voice) {
	if kept.Known {
		a.sayTerm(v, known, kept.Path)
		return
	}
	a.sayTerm(v, "kept", kept.Path)
	a.sayTerm(v, "sha256", kept.SHA256)
}

// shelf is where data that go with tables are kept, of those that sources name.
func (a *app) shelf(sources []fetch.Source) download.Shelf {
	return download.Shelf{Root: a.store.Root(), Sources: sources}
}

// data finds kept data by name.
func (a *app) data(name string) (*question.Kept, error) {
	sources, err := fetch.Sources(nil)
	if err != nil {
		return nil, err
	}
	return a.shelf(sources).Data(name)
}

// putData keeps a file of data that was brought by hand.
func (a *app) putData(ctx context.Context, name, path string, replace bool, v *say.Voice) error {
	sources, err := fetch.Sources(nil)
	if err != nil {
		return err
	}
	s, err := download.DataSource(sources, name)
	if err != nil {
		return err
	}
	a.sayTerms(s, v)
	kept, err := a.taker(v).Put(ctx, s, path, replace)
	if err != nil {
		return err
	}
	a.sayData(kept, "kept-already", v)
	return nil
}

// taker takes downloads and prints what comes.
func (a *app) taker(v *say.Voice) *download.Taker {
	said := func(text string) {
		a.endProgress()
		fmt.Fprintf(a.out, "  %s\n", faint(text))
	}
	progress := a.progress()
	return &download.Taker{Engine: a.engine, Store: a.store, Progress: progress,
		From: func(address string) { said(v.Say("got.from", say.Args{"text": address})) },
		Bytes: func(name string, done, total int64) {
			share := -1.0
			if total > 0 {
				share = float64(done) / float64(total)
			}
			if progress != nil {
				progress("downloading "+name, share)
			}
		},
		Came: func(_ string, bytes int64) { said(v.Say("got.came", say.Args{"mb": float64(bytes) / 1e6})) },
		Read: a.sayRead(v),
		Kept: a.sayKept(v),
	}
}
