package ui

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"ikat/engine"
	"ikat/internal/ikattest"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

// tables is what the sites of tests here ask: a table that several need is read and solved once.
var tables = sync.OnceValue(func() *engine.Engine { return engine.New("test", all.All(), apx.Library()) })

// newSite is a site that remembers nothing of what other tests were shown or have sent.
func newSite(t testing.TB) *Site {
	t.Helper()
	s, err := New(tables(), "apx/2008")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(s *Site, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// unsaid finds a text that a page asked for and no language has, or that a template could not render. Each pattern
// begins with what it looks for: one of all together would go through a page letter by letter.
func unsaid(body string) string {
	for _, broken := range []string{"&lt;no value", "%!"} {
		if strings.Contains(body, broken) {
			return broken
		}
	}
	return unnamed.FindString(body)
}

var unnamed = regexp.MustCompile(`\[[a-z]+\.[a-z0-9-]+[\]:]`)

func readable(t *testing.T, s *Site, target string) string {
	t.Helper()
	w := get(s, target)
	body := w.Body.String()
	if w.Code != http.StatusOK {
		t.Errorf("%s: %d\n%s", target, w.Code, answerOf(body))
	}
	if found := unsaid(body); found != "" {
		t.Errorf("%s shows %q", target, found)
	}
	if !strings.Contains(body, "</html>") {
		t.Errorf("%s is not whole", target)
	}
	return explained.ReplaceAllString(body, "")
}

// explained are the marks around words that the glossary explains.
var explained = regexp.MustCompile(`<dfn[^>]*>|</dfn>`)

func answerOf(body string) string {
	var out string
	for _, part := range strings.Split(body, `<div class="answer`)[1:] {
		answer, _, _ := strings.Cut(part, "\n</div>")
		out += answer
	}
	return out
}

// Every value of every choice of every page gives a page; sections of long work are left to their own tests.
func TestEveryChoiceOfEveryPage(t *testing.T) {
	s := newSite(t)
	for _, p := range s.pages() {
		t.Run(p.key, func(t *testing.T) {
			readable(t, s, p.path)
			v, err := p.answer(
				&request{Context: context.Background(), Values: url.Values{}, Texts: english(), site: s, path: p.path},
			)
			if err != nil {
				t.Fatal(err)
			}
			controls := v.Controls
			ids := map[string]bool{}
			for _, part := range v.Sections {
				controls = append(controls, part.Controls...)
				if ids[part.ID] || part.ID == "" {
					t.Errorf("section id %q is not its own", part.ID)
				}
				ids[part.ID] = true
			}
			for _, c := range controls {
				for i, o := range c.Options {
					if c.Focus && p.key != "economy" || len(c.Options) > 12 && i%5 != 0 {
						continue // lists of economies and industries are tried in part, the choices of all pages on one
					}
					readable(t, s, address(p.path, c.Name, o.Value))
				}
			}
		})
	}
}

func TestAnswersSayWhatTheCommandSays(t *testing.T) {
	answer := answerOf(readable(t, newSite(t), "/economy?economy=CHN&year=2008"))
	// README shows what ikat profile CHN prints.
	for _, want := range []string{"1,580.1 billion USD",
		"10.1% of all exports in the table",
		"78 cents were earned at home and 22 cents abroad", "37.7% of its exports", "number 9 of 15",
		"23.1% because they contain",
		"14.6% because buyers", "1,193.2 billion USD", "26.1%"} {
		if !strings.Contains(answer, want) {
			t.Errorf("the page does not say %q:\n%s", want, answer)
		}
	}
}

func TestWhatIsNotThereIsSaid(t *testing.T) {
	s := newSite(t)
	for target, want := range map[string]struct {
		status int
		text   string
	}{
		"/nowhere":                                {404, "there is no such page"},
		"/world?table=wiod2013/2008":              {404, "there is no table of that name"},
		"/world?table=../../etc/passwd":           {404, "there is no table of that name"},
		"/world?year=soon":                        {400, "it is not a year"},
		"/economy?economy=ATL":                    {404, "there is no such choice"},
		"/world?measure=happiness":                {404, "there is no such choice"},
		"/world?group=ASIA":                       {400, "neither of the form"},
		"/world?group=ASIA=CHN,ATL":               {0, "ATL"},
		"/economy?section=nothing":                {404, "no such part"},
		"/world?group=%3Cscript%3Ealert(1)%3D%00": {0, ""},
		"/economy?economy=%ff%fe&year=999999":     {404, ""},
	} {
		w := get(s, target)
		if w.Code < 400 || w.Code >= 500 || want.status != 0 && w.Code != want.status ||
			!strings.Contains(w.Body.String(), want.text) {
			t.Errorf("%s: %d, want %d %q\n%s", target, w.Code, want.status, want.text, answerOf(w.Body.String()))
		}
		if strings.Contains(w.Body.String(), "<script>alert") {
			t.Errorf("%s: what was asked for is not escaped", target)
		}
	}
}

func TestPagesAreOnlyReadAndNotReadTwice(t *testing.T) {
	s := newSite(t)
	first := get(s, "/methods")
	if again := get(s, "/methods", "If-None-Match", first.Header().Get("ETag")); again.Code != http.StatusNotModified ||
		again.Body.Len() != 0 {
		t.Errorf("a page that has not changed is sent again: %d", again.Code)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader("x")))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST gives %d", w.Code)
	}
	if csp := first.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") ||
		strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
}

// strange are parameters as strangers may send them.
var strange = []string{"table=small&year=2000", "economy=KOR&measure=bm", "group=A=CHN,JPN;B=KOR", "section=x",
	"column=gexp&year=-1", "table=%00", "to=USA&industry=c14&mend=1e309",
	"mend=CHN:export&in=days&by=7&drawn=0.1",
	"scenario=scenarios:%0A+-+name:+a%0A+++changes:+[{days:+-1}]&section=result",
	"amount=-5&what=days&exporter=CHN&exporter=*", "for=sme:KOR&by=pair&cut=benchmark&of=goods"}

// anyQuery asks a page of a table that answers at once: a page, or an error that is the asker's.
func anyQuery(t testing.TB) (pages int, ask func(t *testing.T, page int, query string)) {
	s, err := New(engine.New("test", all.All(), ikattest.Small()), "small/2000")
	if err != nil {
		t.Fatal(err)
	}
	list := s.pages()
	return len(list), func(t *testing.T, page int, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		p := list[page%len(list)]
		if w := get(s, p.path+"?"+values.Encode()); w.Code >= 500 {
			t.Errorf("%s?%s: %d\n%s", p.path, values.Encode(), w.Code, answerOf(w.Body.String()))
		}
	}
}

func TestEveryPageTakesStrangeParameters(t *testing.T) {
	pages, ask := anyQuery(t)
	for page := range pages {
		for _, q := range strange {
			ask(t, page, q)
		}
	}
}

// Seeds are few, each page once: the fuzzer runs them all before it tries anything of its own.
func FuzzParameters(f *testing.F) {
	pages, ask := anyQuery(f)
	for page := range pages {
		f.Add(uint8(page), strange[page%len(strange)])
	}
	f.Fuzz(func(t *testing.T, page uint8, query string) { ask(t, int(page), query) })
}
