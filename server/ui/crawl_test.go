package ui

import (
	"html"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var toPages = regexp.MustCompile(`<a [^>]*href="(/[^"#]*)"`)

// Every link of every page keeps what the reader has chosen, or names another choice in its place. Stories are walks of
// their own and keep the language; a link that names a table and year in one drops the year.
func TestEveryLinkKeepsWhatIsChosen(t *testing.T) {
	s := newSite(t)
	chosen := url.Values{"economy": {"JPN"}, "partner": {"DEU"}, "industry": {"c15"}, "year": {"2005"}, "table": {"apx"},
		"group": {"EAEU"}, "lang": {"ru"}}
	for _, p := range s.pages() {
		at := p.path + "?" + chosen.Encode()
		for _, found := range toPages.FindAllStringSubmatch(get(s, at).Body.String(), -1) {
			to, err := url.Parse(html.UnescapeString(found[1]))
			if err != nil {
				t.Fatal(err)
			}
			if !s.isPage(to.Path) || to.Query().Has("as") {
				continue
			}
			for name := range chosen {
				whole := strings.Contains(to.Query().Get("table"), "/") || strings.Contains(to.Query().Get("scenario"), "table:")
				switch {
				case to.Query().Has(name), p.key == "stories" && name != "lang", name == "year" && whole,
					name == "table" && whole:
				default:
					t.Errorf("%s: the link to %s loses %s", p.path, to, name)
				}
			}
		}
	}
}

// A question's page takes what was chosen for all pages: a table and a year apart, an economy where it has one.
func TestQuestionsTakeWhatIsChosen(t *testing.T) {
	s := newSite(t)
	chosen := "economy=JPN&partner=DEU&industry=c15&year=2005&table=apx"
	for id, want := range map[string]string{"profile": "apx/2005", "smes": "apx/2005", "chains": "apx/2005",
		"measure": "Compute one or more measures", "brief": "By the table apx/2005"} {
		if body := readable(t, s, "/ask/"+id+"?"+chosen); !strings.Contains(body, want) {
			t.Errorf("%s does not say %q: %s", id, want, answerOf(body))
		}
	}
	if w := get(s, "/ask/profile?economy=Nowhere"); w.Code != 404 {
		t.Errorf("an economy that is none: %d", w.Code)
	}
}

// isPage reports whether a path is that of a page.
func (s *Site) isPage(path string) bool {
	return slices.ContainsFunc(s.everyPage(), func(p page) bool { return p.path == path })
}

// A walk that begins with choices of every kind and takes links as they come, a few hundred steps of it: every page is
// there and whole, in the language it was asked in, and leads on.
func TestAWalkWithVariedChoices(t *testing.T) {
	s := newSite(t)
	r := rand.New(rand.NewPCG(20, 10))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	seen := map[string]bool{}
	var pages []string
	for _, p := range s.pages() {
		pages = append(pages, p.path)
	}
	walks := 40
	if testing.Short() {
		walks = 12
	}
	for walk := range walks {
		chosen := url.Values{}
		for name, values := range map[string][]string{
			"economy": {"IDN", "JPN", "VNM", "KAZ", "FJI", "KIR", "OEU", "Viet Nam", "idn"},
			"partner": {"DEU", "CHN", "ROW", "FJI"}, "industry": {"c4", "c14", "textiles"}, "year": {"1995", "2005", "2011"},
			"table": {"apx", "apx/2000", "adb-est/2019"}, "group": {"EAEU", "ASEAN", "A=CHN,JPN"}, "lang": {"ru", "en"},
			"product": {"c4", "hs8544.30"}, "economies": {"IDN,VNM", "FJI,KIR,WSM"}, "buyer": {"wooden_furniture"},
		} {
			if r.IntN(3) == 0 {
				chosen.Set(name, pick(values...))
			}
		}
		at := pages[walk%len(pages)] + "?" + chosen.Encode()
		for range 6 {
			if seen[at] {
				break
			}
			seen[at] = true
			w := get(s, at)
			body := w.Body.String()
			lang := "en"
			if strings.Contains(at, "lang=ru") {
				lang = "ru"
			}
			switch {
			case w.Code >= 500:
				t.Errorf("%s: %d: %s", at, w.Code, answerOf(body))
			case !strings.Contains(body, "</html>") || !strings.Contains(body, `<html lang="`+lang+`"`):
				t.Errorf("%s is not whole, or not in %s", at, lang)
			case unsaid(body) != "":
				t.Errorf("%s shows %q", at, unsaid(body))
			case w.Code != 200 && !strings.Contains(body, "<form"):
				t.Errorf("%s: an error (%d) without the choices that led to it", at, w.Code)
			}
			var links []string
			for _, found := range toAnything.FindAllStringSubmatch(body, -1) {
				to, err := url.Parse(html.UnescapeString(found[1]))
				if err != nil {
					t.Fatal(err)
				}
				if s.isPage(to.Path) && !to.Query().Has("as") && to.Query().Get("lang") == chosen.Get("lang") {
					links = append(links, to.String())
				}
			}
			if len(links) == 0 {
				t.Errorf("%s leads nowhere", at)
				break
			}
			at = pick(links...)
		}
	}
	if len(seen) < 4*walks {
		t.Errorf("only %d pages were walked to", len(seen))
	}
}

var (
	toAnything = regexp.MustCompile(`<a [^>]*href="(/[^"]*)"`)

	controls  = regexp.MustCompile(`<(select|input|textarea)\b[^>]*>`)
	formsOf   = regexp.MustCompile(`(?s)<form\b([^>]*)>(.*?)</form>`)
	attribute = regexp.MustCompile(`\b(id|form|name|type|action)="([^"]*)"`)
	later     = regexp.MustCompile(`(?s)data-deferred="([^"]*)".*?<p class="waiting"[^>]*><a href="([^"]*)">([^<]*)</a>`)
)

func attributes(tag string) map[string]string {
	out := map[string]string{}
	for _, a := range attribute.FindAllStringSubmatch(tag, -1) {
		out[a[1]] = html.UnescapeString(a[2])
	}
	return out
}

// Without scripts pages work or say so: choices are a form with a button, every control belongs to one, work that comes
// beside a page has a link that leads to it, pictures and tables are in the page, and what needs scripts says what does
// the same.
func TestPagesWithoutScripts(t *testing.T) {
	s := newSite(t)
	for _, p := range s.everyPage() {
		body := readable(t, s, p.path)
		ids := map[string]bool{}
		for _, f := range formsOf.FindAllStringSubmatch(body, -1) {
			of := attributes(f[1])
			ids[of["id"]] = true
			pressed := strings.Contains(f[2], `type="submit"`) || strings.Contains(body, `type="submit" form="`+of["id"]+`"`) ||
				strings.Contains(body, `form="`+of["id"]+`" type="submit"`)
			if !pressed {
				t.Errorf("%s: the form %q has no button", p.path, of["id"])
			}
			if strings.HasPrefix(of["action"], "/api/") && !strings.Contains(f[2], "<noscript>") {
				t.Errorf("%s: the form to %s needs scripts and does not say so", p.path, of["action"])
			}
		}
		whole := formsOf.ReplaceAllString(body, "")
		for _, c := range controls.FindAllString(whole, -1) {
			if a := attributes(c); a["name"] != "" && !ids[a["form"]] {
				t.Errorf("%s: the control %s belongs to no form", p.path, a["name"])
			}
		}
		for _, l := range later.FindAllStringSubmatch(body, -1) {
			if l[1] != l[2] || strings.TrimSpace(l[3]) == "" {
				t.Errorf("%s: work beside it has no link of its own: %s", p.path, l[1])
			}
		}
		if strings.Count(body, `class="canvas"`) != strings.Count(body, "<figure") {
			t.Errorf("%s: a picture is not in the page", p.path)
		}
	}
}
