package economies

import (
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// words are abbreviations that publishers use, and words that make no difference between names.
var words = map[string]string{
	"the": "", "of": "", "and": "", "rep": "republic", "dem": "democratic", "fed": "federated", "is": "islands",
	"isl":  "islands",
	"isds": "islands", "ppl": "peoples", "st": "saint", "sts": "states", "fmr": "former", "prov": "province",
	"arabic":     "arab",
	"federation": "federated", "island": "islands", "islamic": "islamic", "peopls": "peoples", "intl": "international",
}

// letters are those which no decomposition makes plain.
var letters = strings.NewReplacer("ß", "ss", "ø", "o", "đ", "d", "ł", "l", "æ", "ae", "œ", "oe", "ı", "i", "&", " and ")

// key brings the spellings of a name to one: case, accents, punctuation, the order of words and abbreviations such as
// "Rep." do not count. "Korea, Rep." and "Republic of Korea" have one key.
func key(name string) string {
	list := fields(name)
	out := list[:0]
	for _, w := range list {
		if plain, ok := words[w]; ok {
			w = plain
		}
		if w != "" {
			out = append(out, w)
		}
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

// Same says whether two names are spellings of one.
func Same(a, b string) bool { return key(a) == key(b) || run(a) == run(b) }

// run returns a name's letters and digits without anything between them: "VietNam" and "Viet Nam" have one run.
func run(name string) string { return strings.Join(fields(name), "") }

// fields returns the words of a name in small letters without accents; apostrophes and full stops inside a word fall
// away.
func fields(name string) []string {
	var b strings.Builder
	plain := norm.NFKD.String(strings.ToLower(name))
	for _, r := range letters.Replace(plain) {
		switch {
		case unicode.Is(unicode.Mn, r), strings.ContainsRune("'`´’‘ʼ′\"“”", r):
		case r == '.':
			b.WriteByte('.')
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	// U.S.A. is one word, "Korea,Rep.of" three.
	var out []string
	for _, w := range strings.Fields(b.String()) {
		parts := strings.FieldsFunc(w, func(r rune) bool { return r == '.' })
		if initials(parts) {
			parts = []string{strings.Join(parts, "")}
		}
		out = append(out, parts...)
	}
	return out
}

func initials(parts []string) bool {
	for _, p := range parts {
		if len([]rune(p)) != 1 {
			return false
		}
	}
	return len(parts) > 1
}
