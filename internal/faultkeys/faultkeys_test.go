package faultkeys_test

import (
	"fmt"
	"go/ast"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"ikat/internal/faultkeys"
	"ikat/say"
)

// system are texts that come from outside: what an operating system says of files.
var system = []string{"permission denied", "no such file or directory", "no space left on device", "is a directory"}

// names are what stands where the name of a file does.
var names = []string{"embedded statistics"}

var source = sync.OnceValues(func() (*faultkeys.Source, error) {
	return faultkeys.Read(filepath.Join("..", ".."), "ikat")
})

func read(t *testing.T) *faultkeys.Source {
	t.Helper()
	s, err := source()
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Keys) < 1500 {
		t.Fatalf("%d texts of errors are found", len(s.Keys))
	}
	return s
}

// Every text of an error has one in every language, and no language keeps one that no error has. A word without a space
// is the name of a column, a field or a file.
func TestEveryErrorIsSaidInEveryLanguage(t *testing.T) {
	s := read(t)
	for _, language := range say.Languages() {
		if language == say.English {
			continue
		}
		texts := say.In(language).ErrorTexts()
		for _, key := range slices.Sorted(maps.Keys(s.Keys)) {
			if _, ok := texts[key]; !ok && strings.Contains(key, " ") {
				t.Errorf("%s lacks a text of %s:%d: %q", language, s.Keys[key].Filename, s.Keys[key].Line, key)
			}
		}
		for key := range texts {
			if _, ok := s.Keys[key]; !ok && !slices.Contains(system, key) {
				t.Errorf("%s: no error says %q", language, key)
			}
		}
	}
}

// mouths are the folders whose errors only the command line says, or whoever starts a server.
var mouths = regexp.MustCompile(`(^|/)(cmd/ikat|server|sweep|internal/(outfile|owned|fetch|cmd))/`)

// flagOf is a flag of the command line that no command stands before.
var flagOf = regexp.MustCompile(`(^|[^-\w])--[a-z]`)

// Errors below the mouths are said by all of them: a parameter is {year}, which each spells, and no flag; but a whole
// command may be named, such as ikat tables add FILE --year.
func TestErrorsSpellNoFlags(t *testing.T) {
	for key, at := range read(t).Keys {
		before, _, _ := strings.Cut(key, "--")
		below := !mouths.MatchString(filepath.ToSlash(at.Filename))
		if below && flagOf.MatchString(key) && !strings.Contains(before, "ikat ") {
			t.Errorf("%s:%d: %q spells a flag", at.Filename, at.Line, key)
		}
	}
	for key, want := range map[string]bool{"Name one with --year": true, "a -- b": false, "well--known": false} {
		if flagOf.MatchString(key) != want {
			t.Errorf("%q", key)
		}
	}
}

var slot = regexp.MustCompile(`\{(\d*)(?::[^{}]*)?\}`)

// A text has the values of its key, each at least once and no other.
func TestTextsHaveTheValuesOfTheirKeys(t *testing.T) {
	for _, language := range say.Languages() {
		for key, text := range say.In(language).ErrorTexts() {
			found, next := map[int]bool{}, 0
			for _, m := range slot.FindAllStringSubmatch(text, -1) {
				at := 0
				if _, err := fmt.Sscan(m[1], &at); err != nil {
					next++
					at = next
				}
				found[at] = true
			}
			for i := 1; i <= max(strings.Count(key, "{}"), len(found)); i++ {
				if found[i] != (i <= strings.Count(key, "{}")) {
					t.Errorf("%s: %q is not of the values of %q", language, text, key)
				}
			}
			if mentions(key) != mentions(text) {
				t.Errorf("%s: %q mentions other parameters than %q", language, text, key)
			}
		}
	}
}

var mention = regexp.MustCompile(`\{[a-z][a-z0-9-]*[=}]`)

// mentions are the parameters that a text mentions.
func mentions(text string) string {
	found := mention.FindAllString(text, -1)
	slices.Sort(found)
	return strings.Join(found, " ")
}

// A text that is put together by hand has no key.
func TestTextsWithValuesAreSaid(t *testing.T) {
	s := read(t)
	for _, x := range s.Unsaid {
		t.Errorf("%s: a text of an error with values in it is made by fault.Say", s.Files.Position(x.Pos()))
	}
	for _, x := range s.Mute {
		if text, _ := faultkeys.Constant(x); slices.Contains(names, text) {
			continue
		}
		t.Errorf("%s: a text that is a value of another is a fault.Word there", s.Files.Position(x.Pos()))
	}
}

// Texts reach an error by many ways: joined with what a function was given, as an error without parts, as a value of
// another text. Each is found, and what no language could say is named.
func TestTextsThatHideAreFound(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "a.go"), []byte(`package a

import ("errors"; "fmt"; "ikat/fault")

var errOld = errors.New("it is too old")

func bad(where, what string) error {
	return &fault.Error{Where: "a", What: where + ": " + what, Why: fmt.Sprintf("%s; %s", where, what)}
}

func one() error { return bad("in the first row", "there is no sum") }

func why(n int) string {
	if n == 0 { return "of no known kind" }
	return fault.Say("of kind %d", n)
}

func two(err error) error { return fmt.Errorf("the second row: %w", err) }

func three() error { return fault.Errorf("it is %s", why(0)) }

func four() error { return fault.Errorf("it holds %s", fault.Word(why(0))) }
`), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := faultkeys.Read(root, "ikat")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"it is too old", "in the first row", "there is no sum", "of no known kind", "of kind {}",
		"it is {}", "it holds {}"} {
		if _, ok := s.Keys[key]; !ok {
			t.Errorf("%q is not found", key)
		}
	}
	lines := func(list []ast.Expr) string {
		var out []string
		for _, x := range list {
			out = append(out, fmt.Sprint(s.Files.Position(x.Pos()).Line))
		}
		return strings.Join(out, " ")
	}
	if unsaid, mute := lines(s.Unsaid), lines(s.Mute); unsaid != "18" || mute != "14" {
		t.Errorf("put together by hand: lines %s, not 18; values that stay English: %s, not 14", unsaid, mute)
	}
}
