// Package say is the one voice of ikat: sentences, number formats and notes in every language, used alike by the
// terminal,
// the pages and the study, so that the same number reads the same everywhere.
//
// A text is a key in texts/LANGUAGE/*.yaml, a template of the numbers and names it needs. Pages of prose are blocks
// that a
// mouth draws.
package say

import (
	"embed"
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
	"sync"
	"text/template"

	"github.com/goccy/go-yaml"

	"ikat/result"
)

//go:embed texts
var textFiles embed.FS

// Args are the numbers and names that a text needs.
type Args = map[string]any

// Voice speaks one language. It is safe for concurrent use.
type Voice struct {
	Language string
	grammar  grammar
	entries  map[string]*template.Template
	plain    map[string]map[string]string
	fallback *Voice // says what this language lacks; nil in English
}

// English is the voice that has every text.
const English = "en"

var voices = sync.OnceValues(load)

// In returns the voice of a language, or English where there is none of that name.
func In(language string) *Voice {
	all, err := voices()
	if err != nil {
		panic(err) // the texts are part of the program, and a test reads them
	}
	if v := all[language]; v != nil {
		return v
	}
	return all[English]
}

// Languages lists the languages there are, by their codes.
func Languages() []string {
	all, err := voices()
	if err != nil {
		panic(err) // the texts are part of the program, and a test reads them
	}
	return slices.Sorted(maps.Keys(all))
}

// Whole lists the languages that have every text; pages speak these.
func Whole() []string {
	return slices.DeleteFunc(Languages(), func(l string) bool { return len(In(l).Lacks()) > 0 })
}

func load() (map[string]*Voice, error) {
	out := map[string]*Voice{}
	folders, err := textFiles.ReadDir("texts")
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		v, err := loadVoice(folder.Name())
		if err != nil {
			return nil, err
		}
		out[v.Language] = v
	}
	for language, v := range out {
		if language != English {
			v.fallback = out[English]
		}
	}
	return out, nil
}

func loadVoice(language string) (*Voice, error) {
	made := grammars[language]
	if made == nil {
		return nil, fmt.Errorf("texts/%s: no grammar is known for this language", language)
	}
	names := map[string]string{}
	v := &Voice{Language: language, grammar: made(names), entries: map[string]*template.Template{},
		plain: map[string]map[string]string{"names": names}}
	files, err := textFiles.ReadDir("texts/" + language)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := v.read(path.Join("texts", language, f.Name())); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// read adds the texts of a file: sections of keys.
func (v *Voice) read(file string) error {
	data, err := textFiles.ReadFile(file)
	if err != nil {
		return err
	}
	var sections map[string]map[string]string
	if err := yaml.Unmarshal(data, &sections); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for section, keys := range sections {
		if section == "names" { // not templates: forms of names
			maps.Copy(v.plain["names"], keys)
			continue
		}
		if v.plain[section] != nil {
			return fmt.Errorf("%s: section %s stands in another file too", file, section)
		}
		v.plain[section] = keys
		for key, text := range keys {
			name := section + "." + key
			t, err := template.New(name).Funcs(v.functions()).Option("missingkey=error").Parse(strings.TrimSpace(text))
			if err != nil {
				return fmt.Errorf("%s: %s: %w", file, name, err)
			}
			v.entries[name] = t
		}
	}
	return nil
}

// Say renders a text; data are the numbers and names it needs. A text that no language has shows its key, which a test
// forbids.
func (v *Voice) Say(key string, data ...any) string {
	e := v.entries[key]
	if e == nil {
		if v.fallback != nil {
			return v.fallback.Say(key, data...)
		}
		return "[" + key + "]"
	}
	var d any
	if len(data) > 0 {
		d = data[0]
	}
	var b strings.Builder
	if err := e.Execute(&b, d); err != nil {
		return "[" + key + ": " + err.Error() + "]"
	}
	return b.String()
}

// Section returns the texts of a section as they are written, by key.
func (v *Voice) Section(name string) map[string]string {
	if v.fallback == nil {
		return v.plain[name]
	}
	out := maps.Clone(v.fallback.plain[name])
	maps.Copy(out, v.plain[name])
	return out
}

// Name is a name of an economy or an industry, given in English, as this language has it.
func (v *Voice) Name(english string) string {
	if v.fallback == nil {
		return english
	}
	return v.grammar.inCase("nominative", english)
}

// Note is a note in this language, where it has a text for its key, and otherwise as it is.
func (v *Voice) Note(n result.Note) string {
	if e := v.entries["notes."+n.Key]; e != nil {
		return v.Say("notes."+n.Key, n.Values)
	}
	return n.Text
}

// Lacks lists the keys that English has and this language does not.
func (v *Voice) Lacks() []string {
	if v.fallback == nil {
		return nil
	}
	var out []string
	for key := range v.fallback.entries {
		if v.entries[key] == nil {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

func (v *Voice) functions() template.FuncMap {
	return template.FuncMap{
		"cents":   func(share float64) string { return v.Number(100*share, 0) },
		"percent": v.Percent, "span": v.Span, "points": v.Points, "money": v.Money, "number": v.Number, "value": v.Amount,
		"times100": func(share float64) float64 { return 100 * share }, "round": math.Round,
		"the": v.grammar.name, "The": func(name string) string { return upperFirst(v.grammar.name(name)) },
		"currency": currency, "theList": v.Names, "list": v.List, "lower": strings.ToLower,
		"case": v.grammar.inCase, "plural": v.grammar.plural,
	}
}

// Knows reports whether there is a text of that key, in this language or in English.
func (v *Voice) Knows(key string) bool {
	return v.entries[key] != nil || v.fallback != nil && v.fallback.Knows(key)
}
