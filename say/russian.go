package say

import "strings"

// russian is Russian, the language of ESCAP's Central Asian members: three forms of plurals, names in six cases of
// which sentences need three.
type russian struct{ names map[string]string }

// noBreak is a space that keeps the parts of a number together.
const noBreak = "\u00a0"

func (russian) separators() (thousands, point string) { return noBreak, "," }
func (russian) percentSign() string                   { return "%" }
func (russian) to() string                            { return "до" }
func (russian) and() string                           { return "и" }

// power is a power of ten before a currency.
func (russian) power(name string) string {
	return map[string]string{"thousand": "тыс.", "million": "млн", "billion": "млрд", "trillion": "трлн"}[name]
}

// name is the nominative.
func (r russian) name(name string) string { return r.inCase("nominative", name) }

// cases are the places of a name's forms in texts/ru/names.yaml: nominative | genitive | prepositional.
var cases = []string{"nominative", "genitive", "prepositional"}

// inCase returns a form of a name; a name without forms stays as it is.
func (r russian) inCase(which, name string) string {
	forms := strings.Split(r.names[name], " | ")
	for i, c := range cases {
		if c == which && i < len(forms) && forms[i] != "" {
			return forms[i]
		}
	}
	return name
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
