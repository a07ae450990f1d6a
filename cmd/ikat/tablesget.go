package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/fetch"
	"ikat/question"
	"ikat/result"
)

func (a *app) tablesGet() *cobra.Command {
	years := question.KeepYears()
	years.Doc = "years to download"
	return a.command(command{
		Question: question.Question{
			ID: "get", Label: "Download published tables from their publisher and keep them",
			Doc: `Download a year of published tables from the publisher's own address, check it, read it and keep it, as ikat
tables add does. Licence and citation are shown first. What was begun and interrupted goes on where it stopped.

Data that go with tables (kinds other than table: tariffs, jobs, trade costs, firm sizes) are kept as downloaded, with
their checksum, address and day beside them, and the answer says which question takes them.

Without a name, list what can be downloaded, and where to find what cannot. The column address says on which day a
file last came from the address in the list; publishers move files.`,
			Examples: []question.Example{
				{Args: "tables get", Gives: "what can be downloaded"},
				{Args: "tables get oecd2025 --year 2018,2022", Gives: "two years of the OECD's tables"},
				{Args: "tables get trade-costs", Gives: "where trade costs are, on which terms, and which question takes them"},
			},
			Params: []question.Param{
				{Name: "name", Doc: "of the tables, as the list has it", Form: question.Name, Argument: true},
				years,
				{Name: "sources", Form: question.File,
					Doc: "a JSON file with other sources than the built-in ones, a mirror for instance"},
				question.KeepReplace,
			},
		},
		run: func(cmd *cobra.Command, _ *choices, v *question.Values) error {
			sources, err := readSources(v.One("sources"))
			if err != nil {
				return err
			}
			name := v.One("name")
			if name == "" {
				return a.write(a.out, sourcesFrame(sources), "table", 0)
			}
			i := slices.IndexFunc(sources, func(s fetch.Source) bool { return s.Name == name })
			if i < 0 {
				var names []string
				for _, s := range sources {
					names = append(names, s.Name)
				}
				return &fault.Error{Kind: fault.NotFound, What: "there is no source " + name,
					Fix: fault.Suggest(name, names, "ikat tables get lists the sources")}
			}
			return a.get(cmd, &sources[i], v.Wholes("year"), v.On("replace"))
		},
	})
}

func readSources(path string) ([]fetch.Source, error) {
	if path == "" {
		return fetch.Sources(nil)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: path,
			What:  "the list of sources cannot be read: " + err.Error(),
			Err:   err,
		}
	}
	return fetch.Sources(text)
}

func sourcesFrame(sources []fetch.Source) *result.Frame {
	f := &result.Frame{Title: "Tables, and data that go with them, that publishers offer"}
	var names, kinds, years, what, pages, tried []string
	for _, s := range sources {
		kinds = append(kinds, cmp.Or(s.Kind, "table"))
		names, years, what, pages = append(
			names,
			s.Name,
		), append(
			years,
			s.Years(),
		), append(
			what,
			s.Label,
		), append(
			pages,
			s.Page,
		)
		switch {
		case len(s.Files) == 0 && s.List == nil:
			tried = append(tried, "none")
		case s.Tried == "":
			tried = append(tried, "not tried")
		default:
			tried = append(tried, s.Tried)
		}
	}
	f.Text("name", "Name", names)
	f.Text("kind", "Kind", kinds)
	f.Text("years", "Years", years)
	f.Text("address", "Address", tried)
	f.Text("what", "What", what)
	f.Text("page", "Publisher's page", pages)
	return f
}

// get downloads and adds the years asked for. A file of several years is downloaded once and kept until all are added.
func (a *app) get(cmd *cobra.Command, s *fetch.Source, years []int, replace bool) error {
	if s.Kind != "" {
		return a.getData(cmd, s)
	}
	if s.List != nil {
		files, err := (&fetch.Fetcher{}).List(cmd.Context(), s.List)
		if err != nil {
			return err
		}
		s.Files = files
	}
	if len(years) == 0 && len(s.Files) > 0 {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: "ikat tables get " + s.Name,
			What:  "it needs --year",
			Fix:   "It has " + s.Years(),
		}
	}
	fmt.Fprintf(a.out, "%s  %s\n  licence:  %s\n  citation: %s\n", bold(s.Name), s.Label, s.Licence, s.Citation)
	if len(s.Files) > 0 && s.Seen != "" {
		fmt.Fprintf(a.out, "  address:  %s\n", s.Address())
	}
	folder := filepath.Join(a.store.Root(), "downloads")
	var done []string
	origins := map[string]string{}
	for _, year := range years {
		file, err := s.File(year)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(folder, 0o777); err != nil {
			return unwritable(folder, err)
		}
		path := filepath.Join(folder, filepath.Base(file.File))
		if !slices.Contains(done, path) {
			origin, err := a.download(cmd, file, s.Page, path)
			if err != nil {
				return err
			}
			origins[path] = origin
			done = append(done, path)
		}
		if err := a.add(cmd, path, year, &adding{format: s.Format, name: s.Store, replace: replace,
			origin: origins[path]}); err != nil {
			if k := fault.KindOf(err); k == fault.Unreadable || k == fault.Inconsistent {
				os.Remove(path) // the next try must not meet it again
			}
			return err
		}
	}
	if len(years) == 0 {
		_, err := s.File(0)
		return err
	}
	for _, path := range done {
		os.Remove(path)
	}
	return nil
}

// download fetches a file unless an earlier call has, saying from where and how much. It returns where the file is
// from, and since when it was there.
func (a *app) download(cmd *cobra.Command, file fetch.SourceFile, page, path string) (origin string, err error) {
	if _, err := os.Stat(path); err == nil {
		return "", nil
	}
	fmt.Fprintf(a.out, "  %s\n", faint("from "+file.URL))
	f := &fetch.Fetcher{
		Progress: transferred(a.progress(), filepath.Base(path)),
		Got:      func(r fetch.Receipt) { origin = r.String() },
	}
	err = f.Get(cmd.Context(), fetch.Request{URL: file.URL, Path: path, SHA256: file.SHA256, MD5: file.MD5, Page: page})
	a.endProgress()
	if info, serr := os.Stat(path); err == nil && serr == nil {
		fmt.Fprintf(a.out, "  %s\n", faint(fmt.Sprintf("%.1f MB", float64(info.Size())/1e6)))
	}
	return origin, err
}

// transferred shows bytes as progress.
func transferred(p engine.Progress, name string) func(done, total int64) {
	if p == nil {
		return nil
	}
	return func(done, total int64) {
		share := -1.0
		if total > 0 {
			share = float64(done) / float64(total)
		}
		p("downloading "+name, share)
	}
}
