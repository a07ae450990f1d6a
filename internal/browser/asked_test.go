package browser

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"ikat/question/catalog"
)

// asked are the addresses of the pages of single questions, each with what it must be told.
func asked() []string {
	var out []string
	for _, q := range catalog.Questions {
		given := url.Values{}
		for i := range q.Params {
			if p := &q.Params[i]; p.Required && !p.IsFile() {
				given.Set(p.Name, strings.Join(p.Examples(), ","))
			}
		}
		out = append(out, strings.TrimSuffix("/ask/"+q.ID+"?"+given.Encode(), "?"))
	}
	return out
}

// The page of every question, asked its example, fits and is free of what axe finds. Long work stays as it comes.
func TestQuestionsInABrowser(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	axe := axeScript(t)
	r.look(t, 1280, "light")
	r.goTo(t, s.URL+"/ask")
	do(t, r, "axe", chromedp.Evaluate[chromedp.Void](axe)) // stays, since links change the page in place
	for _, path := range asked() {
		r.follow(t, s.URL+path)
		r.evaluate(t, path, layout)
		r.evaluate(t, path, accessible)
		r.sound(t, path)
	}
}
