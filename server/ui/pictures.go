package ui

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/picture"
)

// A picture of a page is a file at the page's own address, with what it is called and how it is wanted: picture=map and
// as=svg or as=png; as=card, without a picture, is the first one as a card for those who link to the page.
const (
	fileWide   = 760 // units of a picture that is kept
	pixels     = 2   // to a unit
	cardWide   = 1200
	cardHeight = 630
)

// wantsPicture reports whether an address asks for a picture of its page.
func (r *request) wantsPicture() bool { return r.Get("as") != "" }

// withoutPicture is the request for the page itself.
func (r *request) withoutPicture() *request {
	out := *r
	out.Values = clone(r.Values)
	out.Del("as")
	out.Del("picture")
	return &out
}

func clone(q url.Values) url.Values {
	out := url.Values{}
	for k, v := range q {
		out[k] = v
	}
	return out
}

// figure finds a figure among sections; without an id it is the first.
func figure(sections []Section, id string) *Figure {
	for i := range sections {
		if f := sections[i].Figure; f != nil && (id == "" || f.ID == id) {
			return f
		}
		if f := figure(sections[i].More, id); f != nil {
			return f
		}
	}
	return nil
}

// figure finds a figure of a page.
func (v *View) figure(id string) *Figure {
	if f := figure(v.Sections, id); f != nil {
		return f
	}
	if v.Paper != nil {
		for _, f := range v.Paper.Figures {
			if id == "" || f.ID == id {
				return f
			}
		}
	}
	return nil
}

// servePicture sends a picture of a page as a file.
func (s *Site) servePicture(w http.ResponseWriter, req *request, p page, v *View) {
	v.label(req.Texts)
	v.sign(v.Sections)
	f := v.figure(req.Get("picture"))
	if f == nil {
		s.fail(w, req, p, &fault.Error{Kind: fault.NotFound, Where: fault.Say("picture %s", req.Get("picture")),
			What: "the page has no such picture"})
		return
	}
	if err := sendPicture(w, req, f); err != nil {
		s.fail(w, req, p, err)
	}
}

func sendPicture(w http.ResponseWriter, req *request, f *Figure) error {
	var b bytes.Buffer
	kind, name := "image/png", f.FileName()+".png"
	switch as := req.Get("as"); as {
	case "svg":
		kind, name = "image/svg+xml", f.FileName()+".svg"
		b.Write(f.SVG(req.Texts, fileWide))
	case "png":
		if err := f.PNG(&b, req.Texts, fileWide, pixels); err != nil {
			return err
		}
	case "card":
		if err := f.Card(&b, req.Texts, cardWide, cardHeight); err != nil {
			return err
		}
	default:
		return &fault.Error{Kind: fault.Invalid, Where: fault.Say("as %s", as), What: "pictures are not made as that",
			Fix: fault.Suggest(as, picture.Formats, "Formats are svg, png and card")}
	}
	if req.Get("as") == "card" {
		w.Header().Set("Content-Type", kind)
	} else {
		attach(w, kind, name)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Card is the address of the page's first picture as a card; "" where it has none. Those who show cards want whole
// addresses.
func (d *rendered) Card() string {
	if d.host == "" || d.figure("") == nil {
		return ""
	}
	q := clone(d.query)
	q.Set("as", "card")
	return d.host + d.Path + "?" + q.Encode()
}

// Address is the page's own, whole.
func (d *rendered) Address() string {
	if len(d.query) == 0 {
		return d.host + d.Path
	}
	return d.host + d.Path + "?" + d.query.Encode()
}

// hostOf is how the reader calls the server.
func hostOf(r *http.Request) string {
	if r == nil || r.Host == "" {
		return ""
	}
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// embedPath is where pages are shown as one picture, for pages of others.
const embedPath = "/embed"

// A frame of others is named by its origin, or by all names below a domain.
var origin = regexp.MustCompile(`^(https?://)?(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]+)?$`)

// EmbedFrom lets pages of these hosts show pictures in frames.
//
// Error: fault.Invalid for what is no host.
func (s *Site) EmbedFrom(hosts []string) error {
	for _, h := range hosts {
		if !origin.MatchString(h) {
			return &fault.Error{Kind: fault.Invalid, Where: "--embed-from " + h, What: "it is no host",
				Fix: "Name one as https://www.example.org, or all below a domain as https://*.example.org"}
		}
	}
	s.embedFrom = slices.Clone(hosts)
	return nil
}

// serveEmbedded shows one picture of a page, for a frame of those who may.
func (s *Site) serveEmbedded(w http.ResponseWriter, r *http.Request, p page) {
	req := s.request(r)
	req.path = p.path
	if len(s.embedFrom) == 0 {
		s.fail(w, req, page{}, &fault.Error{Kind: fault.NotFound, Where: r.URL.Path,
			What: "pictures of this server are not shown in pages of others",
			Fix:  "Whoever runs it may allow hosts to: ikat serve --embed-from https://www.example.org"})
		return
	}
	v, err := s.view(req, p)
	if err != nil {
		s.failWith(w, req, p, v, err)
		return
	}
	d := s.rendered(req, v)
	d.host = hostOf(r)
	f := v.figure(req.Get("picture"))
	if f == nil {
		s.fail(w, req, p, &fault.Error{Kind: fault.NotFound, Where: fault.Say("picture %s", req.Get("picture")),
			What: "the page has no such picture"})
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", policy("'self' "+strings.Join(s.embedFrom, " ")))
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	var b bytes.Buffer
	if err := s.templates.ExecuteTemplate(&b, "embed", &embedded{d, draw(req.Texts, f, partWide)}); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Write(b.Bytes())
}

// embedded is one picture of a page.
type embedded struct {
	*rendered
	Shown *shownFigure
}

// policy is what a page may load, and which pages may hold it.
func policy(ancestors string) string {
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
		"font-src 'self'; form-action 'self'; frame-ancestors " + ancestors + "; base-uri 'none'"
}
