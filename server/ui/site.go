// Package ui renders ikat in the browser: pages that each answer a question in a sentence, a picture and the rows under
// it, and the study, which is the same for print. Every number comes from the engine; the page only draws.
//
// A page is a function from a request to a View (pages lists them); templates turn a View into HTML with its pictures
// drawn; the front end (web/, built into dist/) makes marks say what they stand for and choices without loading the
// page anew. Without the front end a page is text, tables and links, and works.
package ui

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/internal/owned"
	"ikat/internal/packed"
	"ikat/internal/turns"
	"ikat/memo"
	"ikat/picture"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/result"
	"ikat/say"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed all:dist
var dist embed.FS

// Site is the pages of one engine. It is safe for concurrent use.
type Site struct {
	engine    *engine.Engine // opens no file by its path: pages answer strangers
	open      *engine.Engine // for studies, which the command line asks for
	templates *template.Template
	mux       *http.ServeMux
	assets    map[string]asset
	table     string               // reference of the table shown first
	economy   string               // that pages are about until a reader chooses one; "" for none
	embedFrom []string             // hosts whose pages may show pictures in frames
	finished  *memo.Slot[*Section] // of long work
	sent      *sentFiles
	keeping   Keeping
}

// asset is a file of the front end.
type asset struct {
	kind, etag string
	data       []byte
	packed     func() []byte // made when it is first asked for; nil where it is not worth it
}

// page is one page: its place in the navigation is its place in pages.
type page struct {
	key    string
	path   string
	answer func(*request) (*View, error)
	takes  func(*request) question.Work // nil where the page itself is short whatever it is about
}

// pages lists the pages in the order of the navigation.
func (s *Site) pages() []page {
	return []page{
		{key: "start", path: "/", answer: begin},
		{key: "world", path: "/world", answer: world},
		{key: "economy", path: "/economy", answer: economy, takes: economyTakes},
		{key: "comparison", path: "/compare", answer: comparePage},
		{key: "blocs", path: "/integration", answer: integrationPage},
		{key: "brief", path: "/brief", answer: briefPage},
		{key: "dependency", path: "/dependency", answer: dependency},
		{key: "products", path: "/products", answer: productsPage},
		{key: "chances", path: "/opportunities", answer: opportunitiesPage},
		{key: "competitive", path: "/competitiveness", answer: competitivePage},
		{key: "chain", path: "/chain", answer: chainPage},
		{key: "borders", path: "/borders", answer: borders},
		{key: "whatif", path: "/what-if", answer: whatIf},
		{key: "smes", path: "/small-firms", answer: smes},
		{key: "ready", path: "/requirements", answer: readyPage},
		{key: "stories", path: "/stories", answer: storiesPage},
		{key: "source", path: "/source-tables", answer: sourceTables},
		{key: "data", path: "/data", answer: data},
		{key: "methods", path: "/methods", answer: methods},
		{key: "ask", path: askPath, answer: questions},
	}
}

// everyPage lists the pages of the navigation and, after them, those of single questions.
func (s *Site) everyPage() []page {
	out := s.pages()
	for _, q := range catalog.Questions {
		out = append(out, page{key: "ask", path: askPath + "/" + q.ID, answer: anyQuestion(q)})
	}
	return out
}

// request is one page being asked for.
type request struct {
	context.Context
	url.Values
	*Texts
	site     *Site
	path     string
	progress engine.Progress // nil where nobody is told
	words    []string        // what became of choices that the page's source does not have
	estimate string          // the estimated table that the reader has named, "" for none
	read     *reads          // the choices that the page has looked at; nil where nobody asks
}

// New returns the pages. table is the reference of the table shown where an address names none.
//
// Error: fault.Invalid for an estimated table, which is of one economy only.
func New(e *engine.Engine, table string) (*Site, error) {
	if estimate.Named(table) {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "table", Where: table,
			What: "an estimated table is of one economy, and pages are about all",
			Fix: fault.Say("Name another table: about %s pages answer from its estimated tables where the other one lacks it",
				estimate.Of(table))}
	}
	s := &Site{
		engine:   e.Closed(),
		open:     e,
		table:    table,
		mux:      http.NewServeMux(),
		sent:     &sentFiles{},
		finished: memo.NewSlot[*Section](e.Memory()),
	}
	owned.Sweep(os.TempDir(), sentFolders) // of servers that were killed
	var err error
	if s.templates, err = template.New("").Funcs(templateFuncs).ParseFS(templateFiles, "templates/*.html"); err != nil {
		return nil, err
	}
	if err := s.loadAssets(); err != nil {
		return nil, err
	}
	for _, p := range s.pages() {
		pattern := "GET " + p.path
		if p.path == "/" {
			pattern += "{$}"
		}
		s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, p) })
		s.mux.HandleFunc("GET "+embedPath+strings.TrimPrefix(pattern, "GET "),
			func(w http.ResponseWriter, r *http.Request) { s.serveEmbedded(w, r, p) })
	}
	for _, p := range s.everyPage()[len(s.pages()):] {
		s.mux.HandleFunc("GET "+p.path, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, p) })
	}
	s.mux.HandleFunc("GET /brief/word", s.serveBrief)
	s.mux.HandleFunc("GET /brief/study", s.serveStudy)
	s.mux.HandleFunc("GET /what-if/scenario.yaml", s.serveScenario)
	s.mux.HandleFunc("GET "+firmPath, s.serveFirm)
	s.mux.HandleFunc("POST "+SentPath, s.takeFile)
	s.mux.HandleFunc("GET "+docsPath+"{name...}", s.serveDocument)
	s.mux.HandleFunc("GET /assets/{name}", s.serveAsset)
	s.mux.HandleFunc("GET /licences", serveLicences)
	s.mux.HandleFunc("/", s.nothing)
	return s, nil
}

// ServeHTTP answers a request for a page or one of its assets.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy("'none'"))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	s.mux.ServeHTTP(w, r)
}

func (s *Site) request(r *http.Request) *request {
	return &request{Context: r.Context(), Values: s.chosenBy(r), Texts: s.language(r), site: s, path: r.URL.Path,
		read: &reads{names: map[string]bool{}}}
}

// About tells which economy pages are about until a reader chooses one. Call it before the first request.
func (s *Site) About(code string) { s.economy = code }

// chosenBy are the choices of an address, the usual economy where it names none. Questions of one's own start empty.
func (s *Site) chosenBy(r *http.Request) url.Values {
	out := r.URL.Query()
	if s.economy != "" && !out.Has("economy") && !strings.HasPrefix(r.URL.Path, askPath) {
		out.Set("economy", s.economy)
	}
	return out
}

// language picks the one that the address names, or the first of the browser's that there are texts in.
func (s *Site) language(r *http.Request) *Texts {
	if named := r.URL.Query().Get("lang"); slices.Contains(say.Languages(), named) {
		return say.In(named)
	}
	return say.Accepted(r.Header.Get("Accept-Language"))
}

// view makes a page; one that cannot be made may still have its choices.
func (s *Site) view(req *request, p page) (*View, error) {
	v, err := req.answer(p)
	var gone *absent
	if errors.As(err, &gone) {
		v, err = req.elsewhere(gone)
	}
	if err == nil {
		v.Page = p.key
		req.withOthers(v, p.key)
		req.unread(v)
		req.unusedEstimate(v)
		v.Carried = req.words
		req.keepFocus(v)
	}
	return v, err
}

// serve answers a page; with section=ID that page's section of long work, as a stream of progress for the page's script
// or inside the page; with as= a picture of it.
func (s *Site) serve(w http.ResponseWriter, r *http.Request, p page) {
	req := s.request(r)
	v, err := s.view(req, p)
	if err != nil {
		s.failWith(w, req, p, v, err)
		return
	}
	if id := req.Get("section"); id != "" {
		part := v.section(id)
		if part == nil || part.Work == nil {
			s.fail(w, req, p, &fault.Error{Kind: fault.NotFound, Where: fault.Say("section %s", id),
				What: "the page has no such part to compute"})
			return
		}
		if strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
			s.stream(w, req, v, part)
			return
		}
		done, err := s.finish(req.withoutPicture(), part, nil)
		if err != nil {
			s.fail(w, req, p, err)
			return
		}
		*part = *done
		v.Answer = done.headed(v.Answer)
	} else {
		s.remembered(req.withoutPicture(), v)
	}
	if req.wantsPicture() {
		s.servePicture(w, req, p, v)
		return
	}
	s.render(w, r, req, v, http.StatusOK)
}

// answer makes a page when its turn has come.
func (r *request) answer(p page) (*View, error) {
	var work question.Work
	if p.takes != nil {
		work = p.takes(r)
	}
	in, leave, err := turns.Enter(r.Context, work.Size(), work.Took())
	if err != nil {
		return nil, err
	}
	defer leave()
	whole := r.Context
	r.Context = in
	defer func() { r.Context = whole }()
	return p.answer(r)
}

func (s *Site) nothing(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "pages can only be read", http.StatusMethodNotAllowed)
		return
	}
	s.fail(
		w,
		s.request(r),
		page{},
		&fault.Error{Kind: fault.NotFound, Where: r.URL.Path, What: "there is no such page"},
	)
}

// statuses are the HTTP statuses of kinds of error.
var statuses = map[fault.Kind]int{
	fault.Invalid:      400,
	fault.NotFound:     404,
	fault.Unreadable:   422,
	fault.Inconsistent: 422,
	fault.Unsolved:     422,
	fault.Canceled:     503,
	fault.Excessive:    413,
}

// fail shows an error as a page.
func (s *Site) fail(w http.ResponseWriter, req *request, p page, err error) {
	s.failWith(w, req, p, nil, err)
}

// failWith shows an error as a page that keeps the choices of another, where there is one: a reader may mend them
// there.
func (s *Site) failWith(w http.ResponseWriter, req *request, p page, kept *View, err error) {
	status := statuses[fault.KindOf(err)]
	if status == 0 {
		status = http.StatusInternalServerError
	}
	s.failAs(w, req, p, kept, err, status)
}

// failAs is failWith for a status that the kind of error does not say.
func (s *Site) failAs(w http.ResponseWriter, req *request, p page, kept *View, err error, status int) {
	v := &View{Page: p.key, Title: req.Say("site.failed"), Answer: req.reasons(err)}
	if kept == nil {
		kept = req.rescue()
	}
	if kept != nil {
		v.Controls, v.Sections = kept.Controls, kept.Sections
		req.keepFocus(v)
	}
	s.render(w, nil, req, v, status)
}

// reasons are the parts of an error as the page says them.
func (r *request) reasons(err error) []string { return reasons(r.Texts, err, r.label) }

// reasons are the parts of an error, one a sentence: what and where, why, what to do; parameters as the page labels
// them.
func reasons(t *Texts, err error, spell fault.Speller) []string {
	f := t.Told(err)
	if f == nil {
		return []string{t.ErrorText(err.Error())}
	}
	f = f.Spelled(spell)
	var out []string
	for i, part := range []string{f.Where + ": " + f.What, f.Why, f.Fix} {
		if i == 0 && f.Where == "" {
			part = f.What
		}
		if part != "" {
			out = append(out, strings.TrimSuffix(part, ".")+".")
		}
	}
	return out
}

// rendered is what the templates see.
type rendered struct {
	*View
	*Texts
	Path    string
	Home    string // the first page, with what the reader has chosen
	Nav     []navItem
	Looking string // what the page looks at, in a few words
	query   url.Values

	Languages []languageLink // in which the page can be had too
	host      string         // how the reader calls the server, with its scheme; "" where nobody asked
}

// languageLink leads to the page in another language.
type languageLink struct{ Code, Name, Path string }

type navItem struct {
	Key, Path string
	Current   bool
}

func (s *Site) rendered(req *request, v *View) *rendered {
	v.label(req.Texts)
	d := &rendered{View: v, Texts: req.Texts, Path: req.path, Home: req.link("/"), query: req.Values}
	for _, p := range s.pages() {
		if p.key != "start" {
			d.Nav = append(d.Nav, navItem{p.key, req.link(p.path), p.key == v.Page})
		}
	}
	for _, l := range say.Languages() {
		if l != req.Language {
			d.Languages = append(d.Languages, languageLink{l, say.OwnName(l), req.here("lang", l)})
		}
	}
	d.Looking = cmp.Or(v.Looks, looking(v.Controls))
	v.sign(v.Sections)
	return d
}

// sign writes under every picture which tables it rests on. Sections of long work are shared between requests, so that
// what is changed is copied.
func (v *View) sign(sections []Section) {
	for i := range sections {
		if f := sections[i].Figure; f != nil && f.Source == "" {
			signed := *f
			signed.Source = result.SourceLine(v.Sources)
			sections[i].Figure = &signed
		}
		sections[i].More = slices.Clone(sections[i].More)
		v.sign(sections[i].More)
	}
}

func (s *Site) render(w http.ResponseWriter, r *http.Request, req *request, v *View, status int) {
	var b bytes.Buffer
	d := s.rendered(req, v)
	d.host = hostOf(r)
	if err := s.templates.ExecuteTemplate(&b, "page.html", d); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	body := s.sent.hide(b.Bytes())
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	if v.begun() { // what is kept would never be whole
		h.Set("Cache-Control", "no-store")
	}
	h.Set("Vary", "Accept-Language")
	etag := tag(body)
	h.Set("ETag", etag)
	if r != nil && strings.Contains(r.Header.Get("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(status)
	w.Write(body)
}

// tag is the entity tag of some content.
func tag(data []byte) string {
	sum := sha256.Sum256(data)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}

func (s *Site) loadAssets() error {
	s.assets = map[string]asset{}
	return fs.WalkDir(dist, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		data, err := dist.ReadFile(name)
		if err != nil {
			return err
		}
		if d.Name() == "ikat.css" {
			data = append([]byte(picture.Style()), data...)
		}
		a := asset{kind: mime.TypeByExtension(path.Ext(name)), etag: tag(data), data: data}
		if packed.Worth(http.Header{"Content-Type": {a.kind}}, data) {
			a.packed = sync.OnceValue(func() []byte { return packed.Gzip(data) })
		}
		s.assets[path.Base(name)] = a
		return nil
	})
}

func (s *Site) serveAsset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.assets[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", a.etag)
	if strings.Contains(r.Header.Get("If-None-Match"), a.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Vary", "Accept-Encoding")
	body := a.data
	if a.packed != nil && packed.Takes(r) {
		body = a.packed()
		packed.Head(h)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body)
}

// FrontEnd reports whether the program was built with its front end; without it pages are text and tables only.
func (s *Site) FrontEnd() bool { return s.assets["ikat.js"].data != nil }
