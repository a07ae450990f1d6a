package site

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"ikat/question/catalog"
)

// section is a heading of the site's contents, with its pages.
type section struct {
	Title  string
	Pages  []*page
	folder string // of the project, where a section is one
}

// trust and project are the documents of docs/ that are not about using ikat.
var (
	trust = []string{"docs/validation.md", "docs/differences.md", "docs/indicators.md", "docs/planted-faults.md",
		"docs/benchmarks.md", "docs/benchmarks-avx2.md", "docs/load.md"}
	about = []string{"ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/pages.md"}
	// outside are documents that belong to a part of the project's own.
	outside = []string{"clients/python/README.md", "clients/r/README.md", "clients/stata/README.md"}
)

// contents are all pages in the order of the site.
func contents(project fs.FS) ([]*section, error) {
	sections := []*section{
		{Title: "Start"}, {Title: "Using ikat"}, {Title: "Questions"}, {Title: "Files people write", folder: "docs/schema"},
		{Title: "Methods", folder: "docs/methods"}, {Title: "How far to trust it"}, {Title: "The project"},
		{Title: "Decisions", folder: "docs/decisions"},
	}
	start, use, questions, schemas, methods, trusted, own, decisions := sections[0], sections[1], sections[2],
		sections[3], sections[4], sections[5], sections[6], sections[7]
	if err := start.add(project, "README.md"); err != nil {
		return nil, err
	}
	start.Pages[0].URL = "index.html"
	documents, err := fs.Glob(project, "docs/*.md")
	if err != nil {
		return nil, err
	}
	documents = slices.DeleteFunc(documents, func(d string) bool {
		return slices.Contains(trust, d) || slices.Contains(about, d)
	})
	for s, list := range map[*section][]string{use: append(documents, outside...), trusted: trust, own: about} {
		if err := s.add(project, list...); err != nil {
			return nil, err
		}
	}
	for _, s := range []*section{schemas, methods, decisions} {
		list, err := fs.Glob(project, s.folder+"/*.md")
		if err != nil {
			return nil, err
		}
		// a folder's README leads its list
		slices.SortStableFunc(list, func(a, b string) int { return first(b) - first(a) })
		if err := s.add(project, list...); err != nil {
			return nil, err
		}
	}
	for _, q := range catalog.Questions {
		questions.Pages = append(questions.Pages, reference(q))
	}
	return sections, unreleased(project, own)
}

func first(file string) int {
	if path.Base(file) == "README.md" {
		return 1
	}
	return 0
}

// add makes pages of documents.
func (s *section) add(project fs.FS, files ...string) error {
	for _, file := range files {
		text, err := fs.ReadFile(project, file)
		if err != nil {
			return err
		}
		s.Pages = append(s.Pages, newPage(file, string(text)))
	}
	return nil
}

// unreleased puts the changes since the last release before those of the releases.
func unreleased(project fs.FS, s *section) error {
	list, err := fs.Glob(project, "docs/changes/*.md")
	if err != nil {
		return err
	}
	var text strings.Builder
	text.WriteString("# Changes since the last release\n")
	for _, file := range list {
		if path.Base(file) == "README.md" {
			continue
		}
		one, err := fs.ReadFile(project, file)
		if err != nil {
			return err
		}
		kind, rest := "Added", string(one)
		if after, ok := strings.CutPrefix(rest, "# "); ok {
			kind, rest, _ = strings.Cut(after, "\n")
		}
		text.WriteString("\n## " + kind + ": " + strings.ReplaceAll(strings.TrimSuffix(path.Base(file), ".md"), "-", " ") +
			"\n\n" + rest + "\n")
	}
	s.Pages = slices.Insert(s.Pages, 2, newPage("docs/changes/README.md", text.String()))
	return nil
}
