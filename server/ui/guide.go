package ui

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"ikat/economies"
	"ikat/fault"
)

// guideBegins is what the user guide says before its walks.
const guideBegins = `# User guide

` + "`ikat serve --open`" + ` opens the pages in a browser. Nothing leaves the machine. The first page asks which
economy you are working on, and every other page then is about it.

- **The line above each page** says what it looks at: economy, year, table, and the page's own choices. Change it
  there; the address says all of it, so that whoever gets the address sees the same.
- **The answer comes first**: a sentence, its central numbers, a picture. The rows are behind "Show rows"; they can be
  sorted and searched. Words that are underlined say what they mean.
- **"Get the picture, the rows or the command"** under each picture has SVG and PNG, the rows as CSV, Excel, Parquet or
  a package with names, units and sources, and the command that prints the same.
- **Long work** is done beside the page, one part at a time, with progress; it can be stopped.
- **Your own files** are chosen on the pages of questions (Data lists them all) or, where they are tables, on Data.
- **The brief** is two sheets for a minister, to print or as a Word document; the long study is its annex.

What follows are six walks through the pages, with what the pages say. They are written by the program itself; the
pictures are what a browser showed.
`

// Guide is the user guide: the walks of the page Stories, with what each page of them answers.
//
// Error: of a page that cannot be made.
func (s *Site) Guide() (string, error) {
	var b strings.Builder
	b.WriteString(guideBegins)
	t := english()
	for _, one := range stories {
		name := map[string]any{"name": economies.Name(one.economy)}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n![%s](%s)\n", t.Say("stories."+one.key, name),
			t.Say("stories."+one.key+"-lead", name), t.Say("stories."+one.key+"-"+one.stops[0].key), one.picture())
		for _, stop := range one.stops {
			says, err := s.saysAt(stop.to)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "\n**%s**, `%s`: %s\n", t.Say("stories."+one.key+"-"+stop.key), stop.to, says)
		}
	}
	return b.String(), nil
}

// picture is where the guide has the picture of a walk, beside it.
func (s story) picture() string { return "guide/" + s.key + ".webp" }

// GuidePictures are the pictures of the user guide: their files below docs, and the addresses that they show.
func GuidePictures() map[string]string {
	out := map[string]string{}
	for _, one := range stories {
		shown := one.stops[0]
		out[one.picture()] = shown.to
	}
	return out
}

// saysAt is the sentence that a page answers with.
func (s *Site) saysAt(target string) (string, error) {
	to, err := url.Parse(target)
	if err != nil {
		return "", err
	}
	req := &request{Context: context.Background(), Values: to.Query(), Texts: english(), site: s, path: to.Path}
	for _, p := range s.everyPage() {
		if p.path != to.Path {
			continue
		}
		v, err := s.view(req, p)
		if err != nil {
			return "", err
		}
		return (&rendered{View: v}).Described(), nil
	}
	return "", fault.Errorf("there is no page at %s", target)
}
