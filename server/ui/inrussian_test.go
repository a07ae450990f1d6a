package ui

import (
	"fmt"
	"html"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"
)

var (
	unread_   = regexp.MustCompile(`(?s)<(code|pre|textarea|script|style)\b.*?</(code|pre|textarea|script|style)>`)
	spoken_   = regexp.MustCompile(`\b(?:title|aria-label|placeholder|alt|content|label)="([^"]*)"`)
	anyTag_   = regexp.MustCompile(`<[^>]*>`)
	lower_    = regexp.MustCompile(`[a-z]{3}`)
	deferr_   = regexp.MustCompile(`data-deferred="([^"]*)"`)
)

func TestDumpEnglish(t *testing.T) {
	s := newSite(t)
	found := map[string]map[string]bool{}
	look := func(at, body string) {
		body = unread_.ReplaceAllString(body, "\n")
		var texts []string
		for _, m := range spoken_.FindAllStringSubmatch(body, -1) {
			texts = append(texts, m[1])
		}
		texts = append(texts, strings.Split(anyTag_.ReplaceAllString(body, "\n"), "\n")...)
		for _, text := range texts {
			text = html.UnescapeString(text)
			run := strings.Join(strings.Fields(text), " ")
			if lower_.MatchString(run) {
				if found[run] == nil {
					found[run] = map[string]bool{}
				}
				found[run][at] = true
			}
		}
	}
	for _, e := range strings.Split(os.Getenv("ECON"), ",") {
		for _, p := range s.everyPage() {
			at := p.path + "?lang=ru&economy=" + e
			w := get(s, at)
			body := w.Body.String()
			look(at, body)
			for _, d := range deferr_.FindAllStringSubmatch(body, -1) {
				dw := get(s, html.UnescapeString(d[1]))
				look(at+"#"+d[1], dw.Body.String())
			}
		}
		look("study "+e, get(s, "/brief/study?lang=ru&economy="+e).Body.String())
	}
	var keys []string
	for k := range found {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	f, _ := os.Create(os.Getenv("OUT"))
	for _, k := range keys {
		var one string
		for a := range found[k] {
			one = a
		}
		fmt.Fprintf(f, "%s\t%d\t%s\n", one, len(found[k]), k)
	}
	f.Close()
}
