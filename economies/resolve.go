package economies

import (
	"strings"
	"sync"

	"ikat/fault"
)

// index finds codes from spellings. A spelling that means two economies is in ambiguous and nowhere else.
type index struct {
	alpha2, number map[string]string
	names          map[string]string            // key or run of a name -> code
	ambiguous      map[string][]string          // key or run of a name -> codes
	published      map[string]map[string]string // code as printed -> publisher -> code
	candidates     []string                     // what Nearest chooses from
}

var lookup = sync.OnceValue(func() index {
	x := index{alpha2: map[string]string{}, number: map[string]string{}, names: map[string]string{},
		ambiguous: map[string][]string{},
		published: map[string]map[string]string{}}
	for _, e := range known().list {
		if e.Alpha2 != "" {
			x.alpha2[e.Alpha2] = e.Code
		}
		if e.Number != "" {
			x.number[e.Number] = e.Code
		}
		for _, n := range e.Names() {
			x.name(key(n), e.Code)
			x.name(run(n), e.Code)
		}
		x.candidates = append(x.candidates, e.Code, e.Name)
	}
	for _, v := range rows("languages.csv") {
		for _, n := range split(v[1]) {
			x.name(key(n), v[0])
			x.name(run(n), v[0])
		}
	}
	for _, v := range rows("codes.csv") {
		if x.published[v[1]] == nil {
			x.published[v[1]] = map[string]string{}
		}
		x.published[v[1]][v[0]] = v[2]
	}
	for _, v := range vague {
		for _, k := range []string{key(v.name), run(v.name)} {
			delete(x.names, k)
			x.ambiguous[k] = v.codes
		}
	}
	return x
})

// vague are names that people use and that do not say which economy they mean.
var vague = []struct {
	name  string
	codes []string
}{
	{"Virgin Islands", []string{"VGB", "VIR"}},
	{"Guiana", []string{"GUF", "GUY"}},
}

func (x *index) name(k, code string) {
	if have, ok := x.names[k]; ok && have != code {
		delete(x.names, k)
		x.ambiguous[k] = []string{have, code}
		return
	}
	if x.ambiguous[k] == nil {
		x.names[k] = code
	}
}

// Resolve returns the economy that a text means: a code of three or two letters or a number, a name in any of its
// spellings or in another language (languages.csv), or a publisher's code, with case, accents, spaces and apostrophes
// ignored. Codes of ISO 3166-1 in force come first, so that nothing a publisher prints hides one.
//
// Error: fault.NotFound with what is near, fault.Invalid where the text means several or a group.
func Resolve(text string) (Economy, error) {
	text = strings.TrimSpace(text)
	e, codes := meaning(text)
	switch {
	case e.Kind != Unknown:
		return e, nil
	case codes != nil:
		return Economy{}, &fault.Error{Kind: fault.Invalid, Where: text,
			What: fault.Say("several economies are called so: %s", fault.Word(list(codes))), Fix: "Give the code"}
	}
	if _, known := unlisted[run(text)]; known {
		_, err := GroupOf(text, 0)
		return Economy{}, err
	}
	if g, err := GroupOf(text, 0); err == nil {
		return Economy{}, g.Several()
	}
	return Economy{}, &fault.Error{Kind: fault.NotFound, What: fault.Say("no economy is known as %s", quoted(text)),
		Fix: nearest(text)}
}

// mixedCase reports whether a text has letters of both cases, as names have and codes have not.
func mixedCase(text string) bool {
	return strings.ToUpper(text) != text && strings.ToLower(text) != text
}

// meaning returns what a text means, or the codes of those it may mean, or neither.
func meaning(text string) (Economy, []string) {
	x := lookup()
	if code, ok := ofISO(text); ok {
		if named := x.names[run(text)]; named != "" && named != code && mixedCase(text) {
			return Economy{}, []string{code, named} // Nga: the code of one, another's name in a language
		}
		return mustGet(code), nil
	}
	for _, k := range []string{key(text), run(text)} {
		if code, ok := x.names[k]; ok && k != "" {
			return mustGet(code), nil
		}
		if codes := x.ambiguous[k]; codes != nil {
			return Economy{}, codes
		}
	}
	if code, ok := agreed(x.publishers(text)); ok {
		return mustGet(code), nil
	}
	if parts := strings.Split(strings.TrimSuffix(text, "."), "."); initials(parts) { // N.Z.
		if code, ok := ofISO(strings.Join(parts, "")); ok {
			return mustGet(code), nil
		}
	}
	return Economy{}, nil
}

// publishers returns what publishers mean by a code: publisher -> economy. Their numbers may lack leading zeros.
func (x *index) publishers(code string) map[string]string {
	if by := x.published[strings.ToUpper(code)]; by != nil {
		return by
	}
	if n, ok := number(code); ok {
		return x.published[n]
	}
	return nil
}

// ofISO returns the code that a code in force of ISO 3166-1, or one of this package's own, stands for.
func ofISO(text string) (string, bool) {
	up := strings.ToUpper(text)
	if e, ok := Get(up); ok && (e.Kind != Aggregate || len(up) == 3) {
		return e.Code, true
	}
	x := lookup()
	if code, ok := x.alpha2[up]; ok {
		return code, true
	}
	if n, ok := number(up); ok {
		code, ok := x.number[n]
		return code, ok
	}
	return "", false
}

// agreed returns the code that all publishers who print a code mean by it.
func agreed(by map[string]string) (string, bool) {
	out := ""
	for _, code := range by {
		if out != "" && code != out {
			return "", false
		}
		out = code
	}
	return out, out != ""
}

func mustGet(code string) Economy {
	e, ok := Get(code)
	if !ok {
		panic("economies: no entry for " + code)
	}
	return e
}

func list(codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = c + " (" + Name(c) + ")"
	}
	return strings.Join(out, ", ")
}

func quoted(text string) any {
	if text == "" {
		return fault.Word("an empty text")
	}
	if r := []rune(text); len(r) > 60 {
		text = string(r[:60]) + "…"
	}
	return `"` + text + `"`
}

// nearest says what may have been meant.
func nearest(text string) string {
	var out []string
	seen := map[string]bool{}
	for _, n := range fault.Nearest(text, lookup().candidates) {
		if e, _ := meaning(n); e.Kind != Unknown && !seen[e.Code] {
			seen[e.Code] = true
			out = append(out, e.Code)
		}
	}
	if len(out) == 0 {
		return "Give a code of ISO 3166 (VNM, VN, 704) or a name"
	}
	return fault.Say("Nearest: %s", fault.Word(list(out)))
}
