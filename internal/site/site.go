// Package site makes ikat's site from the project's documents: static pages that need no other host, open from a folder
// as from a web server, can be searched, and whose every link leads somewhere.
package site

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed assets
var assets embed.FS

var layout = template.Must(template.ParseFS(assets, "assets/page.html"))

// Make returns the files of the site by their paths, from a checkout of the project.
//
// Error: a link that leads nowhere, by document and target; every one is named.
func Make(project fs.FS) (map[string][]byte, error) {
	sections, err := contents(project)
	if err != nil {
		return nil, err
	}
	b := &builder{project: project, sections: sections, at: map[string]*page{}, out: map[string][]byte{}}
	for _, s := range sections {
		for _, p := range s.Pages {
			b.at[p.source] = p
		}
	}
	for _, s := range sections {
		for _, p := range s.Pages {
			if err := p.render(); err != nil {
				return nil, err
			}
		}
	}
	for _, s := range sections {
		for _, p := range s.Pages {
			if err := b.write(s, p); err != nil {
				return nil, err
			}
		}
	}
	if len(b.broken) > 0 {
		slices.Sort(b.broken)
		return nil, fmt.Errorf("these links lead nowhere:\n%s", strings.Join(b.broken, "\n"))
	}
	return b.out, b.finish()
}

// builder is a site in the making.
type builder struct {
	project  fs.FS
	sections []*section
	at       map[string]*page // by the document it is made from
	out      map[string][]byte
	broken   []string
	found    []entry
}

// entry is one passage that the search finds: a heading and what stands under it.
type entry struct {
	URL   string `json:"u"`
	Page  string `json:"p"`
	Title string `json:"t"`
	Text  string `json:"x"`
}

// write makes the file of a page.
func (b *builder) write(s *section, p *page) error {
	up := strings.Repeat("../", strings.Count(p.URL, "/"))
	body := b.linked(p, up)
	var text bytes.Buffer
	err := layout.Execute(&text, map[string]any{
		"Title": p.Title, "Body": template.HTML(body), "Up": up, "Sections": b.sections, "Here": p, "Section": s,
		"Parts": p.parts(),
	})
	if err != nil {
		return err
	}
	b.out[p.URL] = text.Bytes()
	b.found = append(b.found, p.entries(s.Title)...)
	return nil
}

// finish adds the search's index and what all pages share.
func (b *builder) finish() error {
	index, err := json.Marshal(b.found)
	if err != nil {
		return err
	}
	b.out["assets/index.js"] = append(append([]byte("window.ikatIndex="), index...), ';')
	for _, name := range []string{"style.css", "search.js"} {
		if b.out["assets/"+name], err = assets.ReadFile("assets/" + name); err != nil {
			return err
		}
	}
	return nil
}

// target is where a link of a document leads on the site; "" where it leads nowhere.
func (b *builder) target(p *page, link string) string {
	file, fragment, _ := strings.Cut(link, "#")
	source := p.source
	if file != "" {
		source = path.Join(path.Dir(p.source), file)
	}
	if to, ok := b.at[source]; ok {
		if fragment != "" && !to.has(fragment) {
			return ""
		}
		if fragment != "" {
			return to.URL + "#" + fragment
		}
		return to.URL
	}
	for _, s := range b.sections {
		if s.folder == source {
			return s.Pages[0].URL
		}
	}
	content, err := fs.ReadFile(b.project, source)
	if err != nil {
		return ""
	}
	b.out["files/"+source] = content
	return "files/" + source
}
