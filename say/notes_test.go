package say_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/question/sizes"
	"ikat/result"
	"ikat/say"
)

// note is a note that the program can make: its key and its text in English.
type note struct {
	key, text, at string
	given         []string // texts of the call behind these; nil where it gives a list made elsewhere
}

var named = regexp.MustCompile(`{([a-z][a-z0-9_-]*)}`)

// Every value that the English text of a note names is given beside it, so that no name in braces is shown to a reader.
func TestNotesAreGivenWhatTheyName(t *testing.T) {
	for _, n := range notesOf(t, "..") {
		for _, m := range named.FindAllStringSubmatch(n.text, -1) {
			if n.given != nil && m[1] != "each" && !slices.Contains(n.given, m[1]) {
				t.Errorf("%s: %s names {%s}, which nothing gives", n.at, n.key, m[1])
			}
		}
	}
}

// Every note that the program makes has a text in every language, which asks for no value that the note has not.
func TestNotesInEveryLanguage(t *testing.T) {
	notes := notesOf(t, "..")
	if len(notes) < 100 {
		t.Fatalf("only %d notes found in the source", len(notes))
	}
	made := map[string][]note{}
	for _, n := range notes {
		made[n.key] = append(made[n.key], n)
	}
	for _, language := range say.Languages() {
		if language == say.English {
			continue
		}
		texts := say.In(language).Section("notes")
		for _, n := range notes {
			if texts[n.key] == "" {
				t.Errorf("%s: %s has no text for the note %s", n.at, language, n.key)
			}
		}
		for key, text := range texts {
			if len(made[key]) == 0 && !dynamic(key) {
				t.Errorf("%s: no note has the key %s", language, key)
			}
			for _, n := range made[key] {
				if n.text == "" { // it stands in a constant
					continue
				}
				for _, value := range asked(text) {
					if !strings.Contains(n.text, "{"+value+"}") {
						t.Errorf("%s: %s asks for {{.%s}}, which the note does not have: %s", n.at, key, value, n.text)
					}
				}
			}
		}
	}
}

// Every finding about a table has a text in every language, and no language has one of what is never found.
func TestFindingsInEveryLanguage(t *testing.T) {
	codes := map[string]bool{}
	files, err := filepath.Glob(filepath.Join("..", "icio", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "group" {
					code, _ := text(n.Args[1])
					codes["finding."+code] = true
				}
			case *ast.KeyValueExpr:
				if f, ok := n.Key.(*ast.Ident); ok && f.Name == "Code" {
					if code, ok := text(n.Value); ok && !strings.HasSuffix(path, "_test.go") && strings.Contains(code, "-") {
						codes["finding."+code] = true
					}
				}
			}
			return true
		})
	}
	if len(codes) < 18 {
		t.Fatalf("only %d codes found: %v", len(codes), codes)
	}
	for _, language := range say.Languages() {
		if language == say.English {
			continue
		}
		texts := say.In(language).Section("notes")
		for code := range codes {
			if texts[code] == "" {
				t.Errorf("%s has no text of %s", language, code)
			}
		}
		for key := range texts {
			if strings.HasPrefix(key, "finding.") && !codes[key] {
				t.Errorf("%s: nothing finds %s", language, key)
			}
		}
	}
}

// dynamic holds for keys that are no words of a call: a finding about a table has its code, a cost of a day its level.
func dynamic(key string) bool {
	return strings.HasPrefix(key, "finding.") || strings.HasPrefix(key, "day-cost.") || key == sizes.LeftOut
}

var field = regexp.MustCompile(`\.([a-z_]+)\b`)

// asked are the values that a template asks for.
func asked(text string) []string {
	var out []string
	for _, action := range regexp.MustCompile(`{{[^}]*}}`).FindAllString(text, -1) {
		for _, m := range field.FindAllStringSubmatch(action, -1) {
			out = append(out, m[1])
		}
	}
	return out
}

// notesOf reads the notes of all calls of Note, Warn, WarnOfEach, NewNote and Warning in a tree of source.
func notesOf(t *testing.T, root string) []note {
	t.Helper()
	var out []note
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && makesNote(call) {
				if key, ok := text(call.Args[0]); ok && strings.ContainsAny(key, ".-") {
					template, _ := text(call.Args[1])
					out = append(out, note{key, template, set.Position(n.Pos()).String(), givenBy(call)})
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// givenBy are the texts behind the first two of a call.
func givenBy(call *ast.CallExpr) []string {
	if call.Ellipsis.IsValid() {
		return nil
	}
	out := []string{}
	for _, arg := range call.Args[2:] {
		if name, ok := text(arg); ok {
			out = append(out, name)
		}
	}
	return out
}

func makesNote(call *ast.CallExpr) bool {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	return len(call.Args) >= 2 &&
		slices.Contains([]string{"Note", "Warn", "WarnOfEach", "NewNote", "Warning", "note", "warn", "assume"}, name)
}

// text is what a string, or strings that are added, say.
func text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		a, first := text(e.X)
		b, second := text(e.Y)
		return a + b, first && second
	}
	return "", false
}

// A note in another language says its clauses in that language too.
func TestClausesInRussian(t *testing.T) {
	n := result.NewNote("firms.assumed", "{assumed}", "assumed", result.Clauses{
		result.NewNote("assume.export-cap", "small firms"), result.NewNote("assume.final", "each class")})
	if got := say.In("ru").Note(n); strings.ContainsAny(got, "abcdefghijklmnopqrstuvwxyz") {
		t.Error(got)
	}
	if n.Text != "small firms; each class" {
		t.Error(n.Text)
	}
}

// A label that somebody made of very many names is said like any other: looking for names in it takes no longer than
// it is long.
func TestLabelsOfManyPieces(t *testing.T) {
	ru := say.In("ru")
	for _, piece := range []string{"exports of ", "nothing of ", "exports, ", "nothing in, of ", "exports; "} {
		if got := ru.Label(strings.Repeat(piece, 2000) + "China"); !strings.HasSuffix(got, "Китай") &&
			!strings.HasSuffix(got, "China") {
			t.Errorf("%q: %q", piece, got[max(0, len(got)-40):])
		}
	}
	if got := ru.Label("Food, beverages and tobacco, Construction of China; exports"); got !=
		"Пищевые продукты, напитки и табак, Строительство, Китай; экспорт" {
		t.Error(got)
	}
}

// counted is a count and the plural that stands after it, where nothing makes it one thing.
var counted = regexp.MustCompile(`\{n\} [^{};:,.]*\b(are|have|draws|assumptions|members)\b`)

// No note counts one thing in the plural.
func TestNotesCountOne(t *testing.T) {
	for _, n := range notesOf(t, "..") {
		if found := counted.FindString(n.text); found != "" {
			t.Errorf("%s: %s says %q of one: {n:is|are} makes it one thing", n.at, n.key, found)
		}
	}
}
