package say

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// russian is Russian, the language of ESCAP's Central Asian members: three forms of plurals, names in six cases of
// which sentences need three.
type russian struct {
	names    map[string]string
	patterns []pattern
}

// pattern is a title made of names, and what it is in Russian: with {} in place of each name, or {1} where it takes
// them in another order.
type pattern struct {
	first, last string // what stands before the first name and after the last
	english     *regexp.Regexp
	text        string
}

func newRussian(names map[string]string) grammar {
	r := russian{names: names}
	byLength := func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) }
	for _, key := range slices.SortedFunc(maps.Keys(names), byLength) { // the one that says most, first
		if strings.Contains(key, "{}") {
			exactly := "^" + strings.ReplaceAll(regexp.QuoteMeta(key), regexp.QuoteMeta("{}"), "(.+?)") + "$"
			around := strings.Split(key, "{}")
			r.patterns = append(r.patterns, pattern{around[0], around[len(around)-1], regexp.MustCompile(exactly), names[key]})
		}
	}
	return r
}

// titled is a title made of names, the names as they stand alone.
func (r russian) titled(title string) (string, bool) {
	for _, p := range r.patterns {
		if !strings.HasPrefix(title, p.first) || !strings.HasSuffix(title, p.last) {
			continue // most: a pattern looks at each letter
		}
		if in := p.english.FindStringSubmatch(title); in != nil && !several.MatchString(in[len(in)-1]) {
			text := p.text
			for i, name := range in[1:] {
				said := r.listed(name)
				text = strings.Replace(text, "{}", said, 1)
				text = strings.Replace(text, "{"+strconv.Itoa(i)+"}", said, 1)
			}
			return text, true
		}
	}
	return "", false
}

// several stands between names and what does not belong to a title.
var several = regexp.MustCompile("[:;] ")

// listed is a name, or names between commas.
func (r russian) listed(name string) string {
	if said := r.inCase(cases[0], name); said != name {
		return said
	}
	names := strings.Split(name, ", ")
	for i, one := range names {
		names[i] = r.inCase(cases[0], one)
	}
	return strings.Join(names, ", ")
}

// noBreak is a space that keeps the parts of a number together.
const noBreak = "\u00a0"

func (russian) separators() (thousands, point string) { return noBreak, "," }
func (russian) percentSign() string                   { return "%" }
func (russian) to() string                            { return "до" }
func (russian) between() string                       { return "до" }
func (russian) and() string                           { return "и" }

// power is a power of ten before a currency.
func (russian) power(name string) string {
	return map[string]string{"thousand": "тыс.", "million": "млн", "billion": "млрд", "trillion": "трлн"}[name]
}

// speaks holds for a text with Russian words.
func (russian) speaks(text string) bool { return cyrillic(text) }

// name is the nominative.
func (r russian) name(name string) string { return r.inCase("nominative", name) }

// cases are the places of a name's forms in texts/ru/names.yaml: nominative | genitive | prepositional.
var cases = []string{"nominative", "genitive", "prepositional"}

// inCase returns a form of a name; a name without forms stays as it is. What is put together of names, "Construction of
// China", is told apart where both are known.
func (r russian) inCase(which, name string) string {
	if form, ok := r.form(which, name); ok {
		return form
	}
	if text, ok := r.titled(name); ok && which == cases[0] {
		return text
	}
	for _, between := range joins.FindAllStringIndex(name, mostJoins) {
		what, known := r.form(which, name[:between[0]])
		if !known {
			continue
		}
		whose := name[between[1]:]
		if said := r.inCase(which, whose); said != whose || cyrillic(said) || said == strings.ToUpper(said) {
			return what + ", " + said // known, said already, or a code
		}
	}
	return name
}

// form is a form of a name that the names have as it stands, or with # in place of its numbers.
func (r russian) form(which, name string) (string, bool) {
	forms := strings.Split(r.names[name], " | ")
	for i, c := range cases {
		if c == which && i < len(forms) && forms[i] != "" {
			return forms[i], true
		}
	}
	if bare, ok := strings.CutPrefix(name, "the "); ok { // as economies.InPhrase has it
		if form, ok := r.form(which, UpperFirst(bare)); ok {
			return form, true
		}
	}
	if form, ok := r.withNumbers(name); ok {
		return form, true
	}
	if upper := UpperFirst(name); upper != name { // a name inside of a phrase
		form, ok := r.form(which, upper)
		return LowerFirst(form), ok
	}
	return "", false
}

// cyrillic holds for what is said in Russian already.
func cyrillic(text string) bool {
	return strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) })
}

// mostJoins is how many words between names are looked at: no name has as many.
const mostJoins = 8

// joins stands between the two names that a name is put together of.
var joins = regexp.MustCompile(` (of|in) `)

var numeral = regexp.MustCompile(`\d+([.,]\d+)?`)

// withNumbers looks a phrase up with # in place of each of its numbers.
func (r russian) withNumbers(phrase string) (string, bool) {
	if !strings.ContainsAny(phrase, "0123456789") { // most
		return "", false
	}
	numbers := numeral.FindAllString(phrase, -1)
	text, ok := r.names[numeral.ReplaceAllString(phrase, "#")]
	if !ok {
		return "", false
	}
	for _, n := range numbers {
		text = strings.Replace(text, "#", strings.Replace(n, ".", ",", 1), 1)
	}
	return text, true
}

// plural takes the forms for 1, 21, 31; for 2 to 4, 22 to 24; and for the rest.
func (russian) plural(n any, forms ...string) string {
	k := count(n)
	if k < 0 {
		k = -k
	}
	switch {
	case k%10 == 1 && k%100 != 11:
		return forms[0]
	case k%10 >= 2 && k%10 <= 4 && (k%100 < 12 || k%100 > 14):
		return forms[1]
	}
	return forms[2]
}
