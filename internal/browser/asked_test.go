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
		out = append(out, "/ask/"+q.ID+"?"+given.Encode())
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
	for _, path := range asked() {
		do(t, r, path, chromedp.Navigate(s.URL+path))
		r.shown(t, path)
		do(t, r, path, chromedp.Evaluate[chromedp.Void](axe))
		r.evaluate(t, path, layout)
		r.evaluate(t, path, accessible)
		r.sound(t, path)
	}
}
