package ui

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"text/template"

	"github.com/goccy/go-yaml"
)

//go:embed texts/*.yaml
var textFiles embed.FS

// Texts are all words of the pages in one language: a file of texts/ named by its code, sections of keys, each a template.
type Texts struct {
	Language string
	entries  map[string]*template.Template
	plain    map[string]map[string]string
}

var textFuncs = template.FuncMap{
	"cents":   func(share float64) string { return Number(100*share, 0) },
	"percent": Percent, "span": span, "times100": func(share float64) float64 { return 100 * share }, "money": Money, "number": func(v float64, decimals int) string { return Number(v, decimals) },
	"points":  Points,
	"theList": theList, "value": Value, "the": the, "The": func(name string) string { return upperFirst(the(name)) }, "lower": strings.ToLower, "list": func(list []string) string { return Join(list, "and") },
}

// loadTexts reads every language that there is.
func loadTexts() (map[string]*Texts, error) {
	out := map[string]*Texts{}
	files, err := textFiles.ReadDir("texts")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		language := strings.TrimSuffix(f.Name(), path.Ext(f.Name()))
		data, err := textFiles.ReadFile("texts/" + f.Name())
		if err != nil {
			return nil, err
		}
		var sections map[string]map[string]string
		if err := yaml.Unmarshal(data, &sections); err != nil {
			return nil, fmt.Errorf("texts/%s: %w", f.Name(), err)
		}
		t := &Texts{Language: language, entries: map[string]*template.Template{}, plain: sections}
		for section, keys := range sections {
			for key, text := range keys {
				name := section + "." + key
				if t.entries[name], err = template.New(name).Funcs(textFuncs).Option("missingkey=error").Parse(strings.TrimSpace(text)); err != nil {
					return nil, fmt.Errorf("texts/%s: %s: %w", f.Name(), name, err)
				}
			}
		}
		out[language] = t
	}
	return out, nil
}

// Say renders a text; data are the numbers and names it needs. A text that is not there shows its key, which a test forbids.
func (t *Texts) Say(key string, data ...any) string {
	e := t.entries[key]
	if e == nil {
		return "[" + key + "]"
	}
	var b strings.Builder
	var d any
	if len(data) > 0 {
		d = data[0]
	}
	if err := e.Execute(&b, d); err != nil {
		return "[" + key + ": " + err.Error() + "]"
	}
	return b.String()
}

// section returns the texts of a section as they are written, by key.
func (t *Texts) section(name string) map[string]string { return t.plain[name] }

// the adds the article that some names of economies need inside a sentence.
func the(name string) string {
	for _, start := range []string{"Republic", "Russian Federation", "United", "Rest of", "Other ", "Netherlands", "Philippines", "Islamic Republic", "Syrian Arab", "Democratic", "Czech Republic"} {
		if strings.HasPrefix(name, start) {
			return "the " + lowerArticle(name)
		}
	}
	return name
}

// lowerArticle lowers the first letter of a name that is a description: the rest of the world, the other European Union.
func lowerArticle(name string) string {
	if strings.HasPrefix(name, "Rest of") || strings.HasPrefix(name, "Other ") {
		return strings.ToLower(name[:1]) + name[1:]
	}
	return name
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// theList lists names of economies as a sentence does.
func theList(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = the(n)
	}
	return Join(out, "and")
}
