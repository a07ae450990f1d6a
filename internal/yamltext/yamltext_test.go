package yamltext_test

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"ikat/fault"
	"ikat/internal/faulttest"
	"ikat/internal/yamltext"
	"ikat/share"
)

type names []string

func (*names) Loose() {}

type entry struct {
	Name  string   `yaml:"name"`
	Value *float64 `yaml:"value"`
}

type file struct {
	Title string              `yaml:"title"`
	Count int                 `yaml:"count"`
	Yes   bool                `yaml:"yes"`
	Rate  *share.Rate         `yaml:"rate"`
	Names names               `yaml:"names"`
	Map   map[string][]string `yaml:"map"`
	List  []*entry            `yaml:"list"`
	Own   string              `yaml:"-"`
}

func read(text string) (*file, *yamltext.Document, error) {
	d, err := yamltext.Read("f.yaml", "see the docs", []byte(text))
	if err != nil {
		return nil, nil, err
	}
	var f file
	return &f, d, d.Into(&f)
}

const whole = `title: "a: b"
count: 3
yes: true
rate: 5%
names: A
map: {x: [a, b], y: []}
list:
  - name: one
    value: 0
  - {name: two}
`

func TestADocument(t *testing.T) {
	zero, rate := 0.0, share.Rate(.05)
	want := &file{Title: "a: b", Count: 3, Yes: true, Rate: &rate, Names: names{"A"},
		Map:  map[string][]string{"x": {"a", "b"}, "y": {}},
		List: []*entry{{"one", &zero}, {"two", nil}}}
	asJSON := `{"title":"a: b","count":3,"yes":true,"rate":"5%","names":["A"],"map":{"x":["a","b"],"y":[]},` +
		`"list":[{"name":"one","value":0},{"name":"two","value":null}]}`
	utf16 := "\xff\xfe"
	for _, c := range whole {
		utf16 += string([]byte{byte(c), 0})
	}
	for what, text := range map[string]string{"plain": whole, "with a mark": "\ufeff" + whole, "UTF-16": utf16,
		"JSON":          asJSON,
		"Windows lines": strings.ReplaceAll(whole, "\n", "\r\n")} {
		got, _, err := read(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
	_, d, _ := read(whole)
	for _, c := range []struct {
		path []any
		line int
		len  int
	}{{[]any{"list", 1, "name"}, 10, 0}, {[]any{"list", 1, "nothing"}, 10, 0}, {[]any{"list"}, 8, 2},
		{[]any{"map"}, 6, 2}} {
		if got := fault.Bare(d.Where(c.path...)); got != fmt.Sprintf("f.yaml, line %d", c.line) || d.Len(c.path...) != c.len {
			t.Errorf("%v stands at %s with %d entries", c.path, got, d.Len(c.path...))
		}
	}
}

func TestWhatIsWrongIsSaidWithItsLine(t *testing.T) {
	for text, says := range map[string]string{
		"":                                "empty",
		"# only a comment\n":              "empty",
		"title: a\ntitel: b":              `line 2: there is no field "titel". Nearest: title`,
		"title: a\ntitle: b":              "twice",
		"\ncount: many":                   `line 2: count: "many" is not a whole number`,
		"rate: 5":                         "write the sign",
		"list: {name: a}":                 "a list belongs here",
		"list:\n- name: [a]":              "line 2: name: a single value",
		"list:\n- value: .inf":            `".inf" is not a number`,
		"map: a":                          "names with values",
		"- a":                             "fields with values",
		"yes: 1":                          "neither true nor false",
		"a: &x 1\nb: *x":                  "line 1",
		"names: *":                        "names for parts",
		"list: !!map {}":                  "tags",
		"title: !x 1":                     "tags",
		"title: \"a\\u001b[31m\"":         `line 1: "a\x1b[31m" has a letter that cannot be seen`,
		"list:\n- name: a\u202eb":         "line 2",
		"title: [":                        "YAML",
		"title: \"a":                      "YAML",
		"title: a\n---\ntitle: b":         "second document",
		"title: a\xff":                    "UTF-8",
		"map: {x: [a], x: [b]}":           "",
		"a: " + strings.Repeat("[", 5000): "nested",
		strings.Repeat("- ", 5000):        "nested",
	} {
		_, _, err := read(text)
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "f.yaml") {
			t.Errorf("%.40q: %v", text, err)
		}
		faulttest.OfFile(t, err)
	}
	if _, _, err := read("title: [\n"); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("no YAML: %v", err)
	}
}

// Texts of a quarter of a megabyte, of every shape that is slow somewhere, take no more than a moment.
func TestReadingIsLinear(t *testing.T) {
	const size = 240_000
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	var keys, nested strings.Builder
	for i := range size / 10 {
		fmt.Fprintf(&keys, "k%d: 1\n", i)
	}
	for i := range 600 {
		nested.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	for what, text := range map[string]string{
		"flow": "list: [" + fill("{name: a},") + "]", "block": "list:\n" + fill("  - name: a\n"),
		"brackets": "a: " + fill("["),
		"braces":   fill("{a: "), "wide": "{names: [" + fill("A,") + "]}", "dashes": fill("- "),
		"questions": fill("? "),
		"quoted":    `title: "` + fill(`\n`) + `"`, "plain": "title: " + fill("x "), "lines": "title: " + fill("x\n "),
		"comments": fill("# c\n"), "keys": keys.String(), "nested": nested.String(), "aliases": "a: &x [" +
			fill("*x,") + "]",
		"one map": "{" + fill("a: 1, ") + "}", "colons": fill("a:"), "tags": fill("!!"), "quotes": fill(`"a" `),
		"bars": fill("|\n"),
	} {
		start := time.Now()
		_, _, _ = read(text)
		if took := time.Since(start); took > 5*time.Second { // on any machine; it takes a tenth of a second
			t.Errorf("%s: %v", what, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{whole, "a: [b, {c: d}]", "- ? a", "rate: 5%", "\xff\xfea\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, _, err := read(text)
		faulttest.OfFile(t, err)
	})
}

// Texts within the size that is read and with more parts than memory has room for are refused before they are parsed.
func TestTextsOfTooManyParts(t *testing.T) {
	for name, text := range map[string]string{
		"commas":   "[" + strings.Repeat(",", 7_000_000),
		"flow":     "a: [" + strings.Repeat("1,", 1_100_000) + "1]",
		"lines":    strings.Repeat("- 1\n", 1_100_000),
		"maps":     "[" + strings.Repeat("{},", 600_000) + "1]",
		"colons":   strings.Repeat(":", 8_000_000),
		"newlines": strings.Repeat("\n", 8_000_000),
	} {
		before := allocated()
		_, err := yamltext.Read("f.yaml", "", []byte(text))
		if err == nil || !strings.Contains(err.Error(), "the most that are read") {
			t.Errorf("%s: %.200v", name, err)
		}
		if took := allocated() - before; took > 64<<20 {
			t.Errorf("%s took %d MB", name, took>>20)
		}
	}
}

// allocated is how many bytes were taken since the program began.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
