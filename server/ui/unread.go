package ui

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/economies"
	"ikat/icio"
	"ikat/question"
)

// reads are the names of the choices that a page has looked at.
type reads struct {
	sync.Mutex
	names map[string]bool
}

// Get is the first value of a choice.
func (r *request) Get(name string) string {
	if r.read != nil {
		r.read.Lock()
		r.read.names[name] = true
		r.read.Unlock()
	}
	return r.Values.Get(name)
}

// viewing are the parts of an address that are no choices: which part or picture of a page, and how its reader looks at
// its rows.
var viewing = []string{"section", "as", "picture", "sorted", "find"}

// unread says which parts of the address the page has no use for: without a word they would seem to be what is shown.
func (r *request) unread(v *View) {
	for _, name := range slices.Sorted(maps.Keys(r.Values)) {
		if r.Values.Get(name) == "" || v.has(name) || slices.Contains(carried, name) || slices.Contains(viewing, name) ||
			r.read != nil && r.read.names[name] {
			continue
		}
		r.word("focus.no-choice", map[string]any{"name": question.Shortened(name)})
	}
	if text := r.Values.Get("economy"); text != "" && !r.knows(text) {
		r.word("focus.unknown", map[string]any{"want": question.Shortened(text)})
	}
	for name, known := range map[string]func(string) bool{"partner": r.knows, "industry": r.knowsIndustry,
		"year": isYear, "table": r.knowsTable} {
		if text := r.Values.Get(name); text != "" && !v.has(name) && !known(text) {
			r.word("focus.unknown-"+name, map[string]any{"want": question.Shortened(text)})
		}
	}
	for _, c := range v.everyControl() {
		for _, text := range r.Values[c.Name] {
			if c.Kind == "checks" && text != "" && !c.offers(text) {
				r.word("focus.left-out", map[string]any{"want": question.Shortened(text), "label": c.Label})
			}
		}
	}
}

// knows reports whether an economy is known by a name, to the table at hand or to anybody.
func (r *request) knows(name string) bool {
	if _, err := economies.Resolve(name); err == nil {
		return true
	}
	t, err := r.subject()
	if err != nil {
		return false
	}
	_, err = t.Find(name)
	return err == nil
}

// knowsIndustry reports whether the table at hand has an industry of that code or name.
func (r *request) knowsIndustry(text string) bool {
	t, err := r.subject()
	return err != nil || slices.ContainsFunc(industries(t.Table), func(c Choice) bool {
		return strings.EqualFold(c.Value, text) || strings.EqualFold(c.Label, text)
	})
}

// knowsTable reports whether there is a table of that name.
func (r *request) knowsTable(text string) bool {
	entries, err := r.site.engine.Tables()
	name, _, _ := strings.Cut(text, "/")
	return err != nil || slices.ContainsFunc(entries, func(e icio.Entry) bool { return e.Name == name })
}

// isYear reports whether a text can be a year of trade.
func isYear(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 1950 && n < 2100
}

// everyControl are the choices of a page and of its parts.
func (v *View) everyControl() []Control {
	out := slices.Clone(v.Controls)
	for _, s := range v.Sections {
		out = append(out, s.Controls...)
	}
	return out
}

// offers reports whether a value is among the choices, by value or label.
func (c Control) offers(text string) bool {
	return slices.ContainsFunc(slices.Concat(c.Options, c.Others), func(o Choice) bool {
		return strings.EqualFold(o.Value, text) || strings.EqualFold(o.Label, text)
	})
}
