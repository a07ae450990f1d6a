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

// reads are the names of the choices that a page has looked at, true for those of which it takes several values.
type reads struct {
	sync.Mutex
	names map[string]bool
}

func (r *request) looksAt(name string, several bool) {
	if r.read != nil {
		r.read.Lock()
		r.read.names[name] = r.read.names[name] || several
		r.read.Unlock()
	}
}

// Get is the value of a choice: the first that is given. Where an address gives others beside it, the page says so.
func (r *request) Get(name string) string {
	r.looksAt(name, false)
	for _, v := range r.Values[name] {
		if v != "" {
			return v
		}
	}
	return ""
}

// All are the values of a choice that takes several.
func (r *request) All(name string) []string {
	r.looksAt(name, true)
	return r.Values[name]
}

// doubled are the choices that an address gives different values and that have one, with these values.
func (r *request) doubled() map[string][]string {
	out := map[string][]string{}
	for name, values := range r.Values {
		var different []string
		for _, v := range values {
			if v != "" && !slices.Contains(different, v) {
				different = append(different, v)
			}
		}
		if len(different) > 1 && !(r.read != nil && r.read.names[name]) {
			out[name] = different
		}
	}
	return out
}

// undoubled refuses what a page would say in a word: for answers that have no room for one.
//
// Error: fault.Invalid.
func (r *request) undoubled() error {
	for _, name := range slices.Sorted(maps.Keys(r.doubled())) {
		return question.TooMany(name, len(r.Values[name]), 1)
	}
	return nil
}

// viewing are the parts of an address that are no choices: which part or picture of a page, and how its reader looks at
// its rows.
var viewing = []string{"section", "as", "picture", "sorted", "find"}

// unread says which parts of the address the page has no use for: without a word they would seem to be what is shown.
func (r *request) unread(v *View) {
	for _, name := range slices.Sorted(maps.Keys(r.Values)) {
		if strings.Join(r.Values[name], "") == "" || v.has(name) || slices.Contains(carried, name) ||
			slices.Contains(viewing, name) {
			continue
		}
		if r.read != nil {
			if _, ok := r.read.names[name]; ok {
				continue
			}
		}
		r.word("focus.no-choice", map[string]any{"name": question.Shortened(name)})
	}
	doubled := r.doubled()
	for _, name := range slices.Sorted(maps.Keys(doubled)) {
		shown, others := doubled[name][0], strings.Join(doubled[name][1:], ", ")
		r.word("focus.doubled", map[string]any{"name": question.Shortened(r.label(name, "")),
			"shown": question.Shortened(shown), "others": question.Shortened(others)})
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
