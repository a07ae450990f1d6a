package yamltext

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// most is how many entries the largest list and fields the largest map of a text have, as it is counted beforehand.
func most(text string) (entries, fields int) {
	crowds([]byte(text), func(c crowd) {
		if c.kind == yaml.SequenceNode {
			entries = max(entries, c.n)
		} else {
			fields = max(fields, c.n)
		}
	})
	return entries, fields
}

// mostRead is the same of what the library makes of the text.
func mostRead(n *yaml.Node) (entries, fields int) {
	switch c := crowdOf(n); c.kind {
	case yaml.SequenceNode:
		entries = c.n
	case yaml.MappingNode:
		fields = c.n
	}
	for _, child := range n.Content {
		e, f := mostRead(child)
		entries, fields = max(entries, e), max(fields, f)
	}
	return entries, fields
}

var written = []string{
	"a:\n- 1\n- 2\nb:\n- 3\n", "a:\n  - b: 1\n    c: 2\n  - b: 3\n    c: 4\nd: 5\n", "- - 1\n  - 2\n- - 3\n",
	"[1, 2, [3, 4, 5], {a: 1, b: 2}]", `{"a": ["x, y", "z]", 'it''s, so', "\", 1"], "b": {"c": 1,"d":[]}}`,
	"a: it's, so, what\nb: half [0, 1) of\nc: \"d: [\n  , , ,\"\ne: '{,\n ,,'\n",
	"a: |\n  - x\n  - y: [\n\nb: >-\n    c: 1\n    d: 2\n", "- a: |\n    t: 1\n    u: 2\n  b: 2\n- |\n  x: 1\n",
	"# a, b: [c\na: 1 # b: [, ,\nb: [1, # 2, 3, 4\n 5]\n", "a: [1,2,]\nb: []\nc: {}\n", "[]", "{a, b}",
	"--\n- \n", "\rg\n-", "a: 1\r\nb: 2\r\n", ":\n-\n:\n-",
	"a: b\n  - c\n  - d\ne:\n  - f g\n    - h\n  - i # j\n  - k\n", "? a\n? b\n: c\n", "a:\n  b\n  c\n  d\n",
	"-\n-\n- \n", "a: !t [1, 2]\nb: &c {d: 1}\n", "- \"a\": 1\n  'b': 2\n", "a: x:y\nb: http://c,d\n",
	"{a:\n  1,\n b: 2}",
}

// What is counted beforehand is what the library finds, in every form that lists and maps are written in.
func TestEntriesAreCountedBeforehand(t *testing.T) {
	for _, text := range written {
		root, err := parse([]byte(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		entries, fields := most(text)
		if e, f := mostRead(root); e != entries || f != fields {
			t.Errorf("%q: %d entries and %d fields, it has %d and %d", text, entries, fields, e, f)
		}
	}
}

// Endless lists and maps are refused before anything is made of them, at the line where they begin.
func TestEndlessListsAreNotMade(t *testing.T) {
	entry := map[string]string{
		"- 1\n": "", "- a: 1\n": "", "-\n": "", "- - 1\n": "", "- ''\n": "", "- [1]\n": "", "- >\n  x\n": "",
		"1,": "[]", "{},": "[]", `"x",`: "[]", "[1,2],": "[]", "'a, b',": "[]", "k: 1\n": "", "? k\n": "",
		`"k": 1` + "\n": "",
		"k: 1,":         "{}", `"k":1,`: "{}", "k,": "{}",
	}
	for part, brackets := range entry {
		n := 1 + mostEntries
		body := "\n" + strings.Repeat("  "+part, n)
		if brackets != "" {
			body = " \n  " + brackets[:1] + strings.Repeat(part, n) + brackets[1:]
		} else {
			body = strings.ReplaceAll(body, "\n  x", "\n    x")
		}
		_, err := Read("f.yaml", "", []byte("# one\na:"+body))
		if err == nil || !strings.Contains(err.Error(), "are the most that are read") ||
			!strings.Contains(err.Error(), "f.yaml, line 3") {
			t.Errorf("%q: %v", part, err)
		}
		if c, what := crowded([]byte("# one\na:" + body)); what == "" || c.n != n || c.line != 3 {
			t.Errorf("%q: counted as %+v", part, c)
		}
	}
}

// No list is taken for longer than it is.
func FuzzCrowds(f *testing.F) {
	for _, text := range written {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		entries, fields := most(text)
		root, err := parse([]byte(text))
		if err != nil || root == nil {
			return
		}
		if e, f := mostRead(root); entries > e || fields > f {
			t.Errorf("%d entries and %d fields, it has %d and %d", entries, fields, e, f)
		}
	})
}
