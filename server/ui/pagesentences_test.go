package ui

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"ikat/internal/ikattest"
	"ikat/internal/sentences"
	"ikat/result"
	"ikat/say"
)

// spokenPages are addresses whose sentences are read; {e} stands for an economy.
var spokenPages = []string{"/world", "/world?measure=bm&economy={e}", "/economy?economy={e}", "/dependency?economy={e}",
	"/integration?bloc=RCEP", "/borders?economy={e}"}

// longPages are those whose answers are long work.
var longPages = []string{"/small-firms?economy=KOR", "/small-firms?economy=IDN", "/chain?economy={e}",
	"/what-if?scenario=" + "scenarios:%20[{name:%20customs,%20changes:%20[{exporter:%20{e},%20days:%20-1}]}]"}

// readPages holds every sentence of pages to the rows that stand under it, long work done.
func readPages(t *testing.T, s *Site, pages, list []string) {
	t.Helper()
	voice, trace := traced(t)
	r := &sentences.Reader{Voice: voice, Trace: trace}
	for _, address := range pages {
		for i, economy := range list {
			if i > 0 && !strings.Contains(address, "{e}") {
				continue
			}
			readPage(t, s, r, strings.ReplaceAll(address, "{e}", economy))
		}
	}
}

func readPage(t *testing.T, s *Site, r *sentences.Reader, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	var answer func(*request) (*View, error)
	for _, p := range s.pages() {
		if p.path == u.Path {
			answer = p.answer
		}
	}
	req := &request{Context: t.Context(), Values: u.Query(), Texts: say.In(r.Voice.Called), site: s, path: u.Path}
	v, err := answer(req)
	if err != nil {
		t.Fatal(address, err)
	}
	all := &pagePart{t: t, s: s, reader: r, address: address, foot: v.foot()}
	for i := range v.Sections {
		all.section(req, &v.Sections[i])
	}
	if u.Path == "/what-if" { // its answer says again what was asked
		return
	}
	all.read("answer", []string{v.Title, v.Question}, v.Answer, append(all.frames, all.rows(v.Calls)...))
	if all.said < 2 {
		t.Errorf("%s says %d sentences", address, all.said)
	}
}

// foot is what a page says under and over all its sections: its sources, and the choices that it shows, its table among
// them.
func (v *View) foot() []string {
	out := []string{result.SourceLine(v.Sources)}
	for _, s := range v.Sources {
		out = append(out, s.Table)
	}
	for _, c := range v.Controls {
		out = append(out, c.Value)
	}
	return out
}

// pagePart collects a page's rows while its sentences are read.
type pagePart struct {
	t       *testing.T
	s       *Site
	reader  *sentences.Reader
	address string
	foot    []string
	frames  []*result.Frame
	said    int
}

func (p *pagePart) rows(calls []*Call) (out []*result.Frame) {
	for _, c := range calls {
		if c == nil {
			continue
		}
		f, err := c.rows(p.t.Context(), p.s)
		if err != nil {
			p.t.Errorf("%s: %s: %v", p.address, c.CLI(), err)
		}
		out = append(out, f...)
	}
	return out
}

func (p *pagePart) section(req *request, s *Section) {
	if s.Work != nil {
		done, err := s.Work(req, nil)
		if err != nil {
			p.t.Errorf("%s: %s: %v", p.address, s.ID, err)
			return
		}
		s = done
	}
	frames := p.rows(append([]*Call{s.Rows}, s.Calls...))
	head, texts := heads(s), []string{}
	for _, said := range s.Said { // notes and sources are no claims
		if plain, _ := p.reader.Trace.Read(said); strings.HasPrefix(plain, "note: ") || strings.HasPrefix(plain, "source: ") {
			head = append(head, said)
		} else {
			texts = append(texts, said)
		}
	}
	if s.Lead != "" {
		texts = append(texts, s.Lead)
	}
	if s.Headline != "" {
		texts = append(texts, s.Headline)
	}
	p.read(s.ID, head, texts, frames)
	p.frames = append(p.frames, frames...)
	for i := range s.More {
		p.section(req, &s.More[i])
	}
}

func (p *pagePart) read(name string, head, texts []string, frames []*result.Frame) {
	p.said += len(texts)
	head = append(head, p.foot...)
	part := sentences.Part{Name: p.address + " " + name, Head: head, Texts: texts, Frames: frames}
	for _, f := range p.reader.Faults(part) {
		p.t.Error(f)
	}
}

func TestSentencesOfPages(t *testing.T) {
	ikattest.Long(t, "pages are made and read")
	readPages(t, newSite(t), spokenPages, []string{"KOR", "IDN", "USA"})
}

func TestSentencesOfLongPages(t *testing.T) {
	if os.Getenv("IKAT_STUDIES") == "" {
		t.Skip("pages of long work take minutes: IKAT_STUDIES=1 runs them")
	}
	defer func(n int) { factorDraws = n }(factorDraws)
	factorDraws = 20
	readPages(t, newSite(t), longPages, []string{"KOR", "IDN", "USA"})
}
