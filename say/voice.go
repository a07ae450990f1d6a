// Package say is the one voice of ikat: sentences, number formats and notes in every language, used alike by the
// terminal, the pages and the study, so that the same number reads the same everywhere.
//
// A text is a key in texts/LANGUAGE/*.yaml, a template of the numbers and names it needs. Pages of prose are blocks
// that a mouth draws.
package say

import (
	"embed"
	"fmt"
	"iter"
	"maps"
	"math"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"ikat/fault"
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
	plain    map[string]section // by name
	made     sync.Map           // templates by section.key, each made when it is first said
	trace    *Trace             // of what is said; nil but in tests
	Called   string             // the language by which In knows a traced voice; "" of others
}

// English is the voice that has every text.
const English = "en"

// languages are the languages there are; each is read when it is first spoken.
var languages = sync.OnceValue(func() map[string]func() *Voice {
	folders, err := textFiles.ReadDir("texts")
	if err != nil {
		panic(err) // the texts are part of the program
	}
	out := map[string]func() *Voice{}
	for _, folder := range folders {
		out[folder.Name()] = sync.OnceValue(func() *Voice {
			v, err := loadVoice(folder.Name())
			if err != nil {
				panic(err) // the texts are part of the program, and a test reads them
			}
			return v
		})
	}
	return out
})

// In returns the voice of a language, or English where there is none of that name.
func In(language string) *Voice {
	if v := languages()[language]; v != nil {
		return v()
	}
	if v, ok := traces.Load(language); ok {
		return v.(*Voice)
	}
	return languages()[English]()
}

// Accepted is the voice of the first language of an HTTP header Accept-Language that there are texts in, or English.
func Accepted(header string) *Voice {
	for part := range strings.SplitSeq(header, ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if made := languages()[base]; made != nil {
			return made()
		}
	}
	return In(English)
}

// fallback says what this language lacks; nil in English.
func (v *Voice) fallback() *Voice {
	if v.Language == English {
		return nil
	}
	return In(English)
}

// Languages lists the languages there are, by their codes.
func Languages() []string { return slices.Sorted(maps.Keys(languages())) }

// OwnName is what a language calls itself.
func OwnName(language string) string { return ownNames[language] }

// section is what a section of texts holds, by key; it is read when it is first asked for.
type section = func() map[string]string

func loadVoice(language string) (*Voice, error) {
	made := grammars[language]
	if made == nil {
		return nil, fmt.Errorf("texts/%s: no grammar is known for this language", language)
	}
	v := &Voice{Language: language, plain: map[string]section{}}
	files, err := textFiles.ReadDir("texts/" + language)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, f := range files {
		if err := v.read(path.Join("texts", language, f.Name()), names); err != nil {
			return nil, err
		}
	}
	v.plain["names"] = func() map[string]string { return names }
	v.grammar = made(names)
	return v, nil
}

// read adds the sections of a file, and its forms of names, which are no templates and stand in several files.
func (v *Voice) read(file string, names map[string]string) error {
	data, err := textFiles.ReadFile(file)
	if err != nil {
		return err
	}
	for name, text := range sectionsOf(string(data)) {
		if name == "names" {
			forms, err := keysOf(text)
			if err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			for name, form := range forms {
				if before, ok := names[name]; ok && before != form {
					return fmt.Errorf("%s: %q is said otherwise in another file", file, name)
				}
				names[name] = form
			}
			continue
		}
		if v.plain[name] != nil {
			return fmt.Errorf("%s: section %s stands elsewhere too", file, name)
		}
		v.plain[name] = sync.OnceValue(func() map[string]string {
			keys, err := keysOf(text)
			if err != nil {
				panic(fmt.Sprintf("%s: section %s: %v", file, name, err)) // part of the program; a test reads every section
			}
			return keys
		})
	}
	return nil
}

// heading is the name of a section, which alone begins a line.
var heading = regexp.MustCompile(`(?m)^([a-z][a-z-]*):$`)

// sectionsOf are the sections of a file as they are written, each with its name.
func sectionsOf(text string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		found := heading.FindAllStringSubmatchIndex(text, -1)
		for i, at := range found {
			end := len(text)
			if i+1 < len(found) {
				end = found[i+1][0]
			}
			if !yield(text[at[2]:at[3]], text[at[1]:end]) {
				return
			}
		}
	}
}

// keysOf reads the texts of a section by key.
func keysOf(text string) (map[string]string, error) {
	var out map[string]string
	return out, yaml.Unmarshal([]byte(text), &out)
}

// template returns the template of a key, or nil where this language has none.
//
// Error: what is wrong with the text.
func (v *Voice) template(key string) (*template.Template, error) {
	if t, ok := v.made.Load(key); ok {
		return t.(*template.Template), nil
	}
	section, name, _ := strings.Cut(key, ".")
	text, ok := v.text(section, name)
	if !ok {
		return nil, nil
	}
	t, err := template.New(key).Funcs(v.functions()).Option("missingkey=error").Parse(strings.TrimSpace(text))
	if err == nil {
		v.tracing(t)
		v.made.Store(key, t)
	}
	return t, err
}

// written are the texts of a section that this language has.
func (v *Voice) written(section string) map[string]string {
	if texts := v.plain[section]; texts != nil {
		return texts()
	}
	return nil
}

func (v *Voice) text(section, key string) (text string, ok bool) {
	text, ok = v.written(section)[key]
	return text, ok
}

// Check says which texts are no templates.
func (v *Voice) Check() []error {
	var out []error
	for _, key := range v.keys() {
		if _, err := v.template(key); err != nil {
			out = append(out, err)
		}
	}
	return out
}

// keys are all keys of texts.
func (v *Voice) keys() []string {
	var out []string
	for section, texts := range v.plain {
		if section == "names" || section == "faults" { // which are by their English, and no templates
			continue
		}
		for key := range texts() {
			out = append(out, section+"."+key)
		}
	}
	slices.Sort(out)
	return out
}

// Say renders a text; data are the numbers and names it needs. A text that no language has shows its key, which a test
// forbids.
func (v *Voice) Say(key string, data ...any) string {
	e, err := v.template(key)
	if err != nil {
		return "[" + key + ": " + err.Error() + "]"
	}
	if e == nil {
		if v.fallback() != nil {
			return v.fallback().Say(key, data...)
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
	if v.trace != nil {
		return v.trace.mark(Phrase{key, d}, b.String())
	}
	return b.String()
}

// Section returns the texts of a section as they are written, by key.
func (v *Voice) Section(name string) map[string]string {
	if v.fallback() == nil {
		return v.written(name)
	}
	out := map[string]string{}
	maps.Copy(out, v.fallback().written(name))
	maps.Copy(out, v.written(name))
	return out
}

// Name is a name of an economy or an industry, given in English, as this language has it.
func (v *Voice) Name(english string) string {
	if v.fallback() == nil {
		return english
	}
	return v.grammar.inCase("nominative", english)
}

// Label is a label that a declaration or a table has in English as this language has it: a name, a name with a code in
// brackets, one after what it belongs to and a colon, or several of these between commas, semicolons, dots or an arrow.
// What the language does not know stays as it is.
func (v *Voice) Label(english string) string {
	if v.fallback() == nil {
		return english
	}
	if name := v.Name(english); name != english {
		return name
	}
	if bare := LowerFirst(strings.TrimSuffix(english, ".")); bare != english { // a definition as a sentence
		if said := v.Name(bare); said != bare {
			return UpperFirst(said) + english[len(bare):]
		}
	}
	if bare, ok := strings.CutSuffix(english, " *"); ok {
		return v.Label(bare) + " *"
	}
	if from, to, ok := strings.Cut(english, " → "); ok {
		return v.Label(from) + " → " + v.Label(to)
	}
	if i := strings.LastIndex(english, " ("); i > 0 && strings.HasSuffix(english, ")") &&
		strings.Count(english[:i], "(") == strings.Count(english[:i], ")") {
		return v.Label(english[:i]) + " (" + v.Label(english[i+2:len(english)-1]) + ")"
	}
	for _, between := range []string{" · ", "; "} {
		if all := strings.Split(english, between); len(all) > 1 {
			return v.joined(all, between)
		}
	}
	if i := strings.LastIndex(english, ": "); i > 0 {
		return v.Label(english[:i]) + ": " + v.Label(english[i+2:])
	}
	if all := strings.Split(english, ", "); len(all) > 1 {
		return v.joined(all, ", ")
	}
	return english
}

// Speaks reports whether a text is in this language already.
func (v *Voice) Speaks(text string) bool { return v.grammar.speaks(text) }

// figure is a number as English writes it; fraction one without thousands, which is no other language's.
var (
	figure   = regexp.MustCompile(`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+`)
	fraction = regexp.MustCompile(`\d+\.\d+`)
)

// Figures writes the numbers of a text that has them as English does, "1,234.5", as this language writes them. What is
// no number stays: a version after a letter, an address, a licence.
func (v *Voice) Figures(text string) string { return v.figures(text, figure) }

func (v *Voice) figures(text string, number *regexp.Regexp) string {
	thousands, point := v.grammar.separators()
	if point == "." {
		return text
	}
	var b strings.Builder
	from := 0
	for _, at := range number.FindAllStringIndex(text, -1) {
		before, after := text[:at[0]], text[at[1]:]
		if inWord(before, after) {
			continue
		}
		b.WriteString(text[from:at[0]] + strings.NewReplacer(",", thousands, ".", point).Replace(text[at[0]:at[1]]))
		from = at[1]
	}
	return b.String() + text[from:]
}

// licence is what stands before a licence's version.
var licence = regexp.MustCompile(`CC BY(-[A-Z]{2})* $`)

// inWord reports whether a number between two texts is part of a name, an address or a longer number.
func inWord(before, after string) bool {
	in := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	last, size := utf8.DecodeLastRuneInString(before)
	if last == '-' { // a minus, where nothing stands before it
		sign, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
		return in(sign)
	}
	next, _ := utf8.DecodeRuneInString(after)
	return in(last) || strings.ContainsRune("./_,", last) || licence.MatchString(before) || in(next) ||
		(next == '.' || next == '-') && len(after) > 1 && in(rune(after[1]))
}

// mostPieces is how many pieces between commas a name is made of at most.
const mostPieces = 4

// joined are pieces of a label, each as this language has it; pieces that make one name together are one.
func (v *Voice) joined(pieces []string, between string) string {
	var out []string
	for len(pieces) > 0 {
		n := min(mostPieces, len(pieces))
		said, known := v.pieces(pieces[:n], between)
		for ; !known && n > 1; said, known = v.pieces(pieces[:n], between) {
			n--
		}
		if !known {
			said = v.Label(pieces[0])
		}
		out, pieces = append(out, said), pieces[n:]
	}
	return strings.Join(out, between)
}

// pieces is the name that some pieces make together, where they make one.
func (v *Voice) pieces(some []string, between string) (said string, known bool) {
	name := strings.Join(some, between)
	said = v.Name(name)
	return said, said != name
}

// the is a name as it stands in a sentence: with its article in English, and as Label has it in other languages, which
// take one that English has put there away.
func (v *Voice) the(name string) string {
	if v.fallback() == nil {
		return v.grammar.name(name)
	}
	return v.Label(strings.TrimPrefix(name, "the "))
}

// Note is a note in this language, where it has a text for its key, and otherwise as it is.
func (v *Voice) Note(n result.Note) string {
	if _, ok := v.text("notes", n.Key); !ok {
		return n.Text
	}
	values := maps.Clone(n.Values)
	for name, value := range values {
		switch value := value.(type) {
		case string:
			if fault.Marked(value) {
				value = v.ErrorText(value)
			}
			values[name] = v.Figures(value)
		case result.Note:
			values[name] = v.Note(value)
		case result.Clauses:
			values[name] = strings.Join(each(value, v.Note), "; ")
		}
	}
	return v.figures(v.Say("notes."+n.Key, values), fraction)
}

// Lacks lists the keys that English has and this language does not.
func (v *Voice) Lacks() []string {
	if v.fallback() == nil {
		return nil
	}
	var out []string
	for _, key := range v.fallback().keys() {
		if !v.has(key) {
			out = append(out, key)
		}
	}
	return out
}

func (v *Voice) functions() template.FuncMap {
	return template.FuncMap{
		"cents":   func(share float64) string { return v.said("cents", "", v.number(100*share, 0), share) },
		"percent": v.Percent, "percent2": v.Percent2, "printed": v.Printed, "outward": v.Outward, "money2": v.Money2,
		"span": v.Span, "points": v.Points, "within": v.Within, "money": v.Money, "number": v.Number, "value": v.Amount,
		"times100": func(share float64) float64 { return 100 * share }, "round": math.Round, "count": v.Count,
		"the": v.the, "The": func(name string) string { return UpperFirst(v.the(name)) },
		"currency": currency, "theList": v.Names, "list": v.Listed, "lower": Lower,
		"case": v.grammar.inCase, "plural": v.grammar.plural, "plainly": v.plainly,
	}
}

// Knows reports whether there is a text of that key, in this language or in English.
func (v *Voice) Knows(key string) bool {
	return v.has(key) || v.fallback() != nil && v.fallback().Knows(key)
}

func (v *Voice) has(key string) bool {
	section, name, _ := strings.Cut(key, ".")
	_, ok := v.text(section, name)
	return ok
}
