package api

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"html/template"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"sync"

	"ikat/fault"
	"ikat/question"
)

//go:embed docs.html
var docsTemplate string

// document is a text that never changes while the program runs; it is written when it is first asked for.
type document struct {
	kind string
	text func() (page, error)
}

// page is a text, its entity tag, and what it asks of who shows it.
type page struct {
	data        []byte
	tag, policy string
}

func newDocument(kind string, write func() (text []byte, policy string, err error)) document {
	return document{kind, sync.OnceValues(func() (page, error) {
		text, policy, err := write()
		if err != nil {
			return page{}, &fault.Error{Kind: fault.Internal,
				What: fault.Say("the API's description cannot be written: %v", err), Err: err}
		}
		sum := sha256.Sum256(text)
		return page{text, `"` + hex.EncodeToString(sum[:16]) + `"`, policy}, nil
	})}
}

// show answers with a document.
func (a *API) show(d document) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p, err := d.text()
		if err != nil {
			a.fail(w, r, err)
			return
		}
		h := w.Header()
		h.Set("Content-Type", d.kind)
		h.Set("ETag", p.tag)
		h.Set("Cache-Control", "no-cache")
		if p.policy != "" {
			h.Set("Content-Security-Policy", p.policy)
		}
		if matches(r.Header.Get("If-None-Match"), p.tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		// A client that has left needs no answer.
		_, _ = w.Write(p.data)
	}
}

// addDocuments adds the description of all routes and its page.
func (a *API) addDocuments() {
	described := a.huma.OpenAPI()
	plain := func(write func() ([]byte, error)) func() ([]byte, string, error) {
		return func() ([]byte, string, error) {
			text, err := write()
			return text, "", err
		}
	}
	for name, d := range map[string]document{
		"openapi.json": newDocument("application/vnd.oai.openapi+json;version=3.1", plain(described.MarshalJSON)),
		"openapi.yaml": newDocument("application/vnd.oai.openapi;version=3.1", plain(described.YAML)),
		"docs":         newDocument("text/html; charset=utf-8", a.docsPage),
	} {
		a.mux.HandleFunc("GET "+Prefix+"/"+name, a.show(d))
	}
}

// docsGroup is a heading of the page with its routes.
type docsGroup struct {
	Title  string
	Routes []docsRoute
}

type docsRoute struct {
	ID, Method, Path, Summary string
	Doc                       []docsText
	Params                    []docsParam
	Body                      string
	Try                       string // the address of its examples, below Prefix; "" where asking would change something
	Rows                      bool
}

// docsText is a piece of text, or of code.
type docsText struct {
	Text string
	Code bool
}

type docsParam struct{ Name, In, Doc, Values, Otherwise, Example string }

// docsPage renders the page and the policy under which a browser shows it: no script, no other host, this style alone.
func (a *API) docsPage() (text []byte, policy string, err error) {
	t, err := template.New("docs").Parse(docsTemplate)
	if err != nil {
		return nil, "", err
	}
	var groups []docsGroup
	for _, r := range a.routes() {
		a.complete(r)
		if len(groups) == 0 || groups[len(groups)-1].Title != r.tag {
			groups = append(groups, docsGroup{Title: r.tag})
		}
		g := &groups[len(groups)-1]
		g.Routes = append(g.Routes, describe(r))
	}
	var b bytes.Buffer
	if err := t.Execute(&b, map[string]any{"Groups": groups, "Prefix": Prefix, "Version": a.Version,
		"Formats": formatList(), "Limits": a.Limits}); err != nil {
		return nil, "", err
	}
	text = b.Bytes()
	style := between(text, "<style>", "</style>")
	sum := sha256.Sum256(style)
	return text, "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(
		sum[:],
	) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", nil
}

func between(b []byte, start, end string) []byte {
	_, rest, _ := bytes.Cut(b, []byte(start))
	inside, _, _ := bytes.Cut(rest, []byte(end))
	return inside
}

func describe(r *route) docsRoute {
	out := docsRoute{ID: r.id, Method: r.method, Path: Prefix + r.path, Summary: r.summary, Rows: r.rows != nil}
	for i, piece := range strings.Split(r.doc, "`") {
		out.Doc = append(out.Doc, docsText{piece, i%2 == 1})
	}
	if r.body != nil {
		out.Body = r.body.Description
	}
	for _, p := range r.offered() {
		d := docsParam{Name: p.Name, In: map[bool]string{true: "in the path"}[p.Argument], Doc: fault.Spelled(p.Doc, Spell),
			Values: strings.Join(p.Values, ", "), Otherwise: cmp.Or(p.Default, p.Says)}
		if p.Required && !p.Argument {
			d.In = "needed"
		}
		if p.List() && !p.Apart {
			d.In = strings.TrimPrefix(d.In+", a list", ", ")
		}
		out.Params = append(out.Params, d)
	}
	if r.method == http.MethodGet && !r.lasting {
		out.Try = exampleAddress(r)
	}
	return out
}

// exampleAddress is a route's address with its path's examples, and those of the parameters it needs.
func exampleAddress(r *route) string {
	path, q := r.path, url.Values{}
	for _, p := range r.offered() {
		example := strings.Join(p.Examples(), ",")
		switch {
		case p.Argument:
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(example))
		case p.Required || p.Form == question.Document && example != "":
			q.Set(p.Name, example)
		}
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return Prefix + path
}

func formatList() []docsText {
	var out []docsText
	for f, m := range mediaTypes {
		out = append(out, docsText{Text: f + ": " + m})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Text < out[j].Text })
	return out
}
