package requirements_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question"
	"ikat/question/catalog"
)

// kinds are the files that people write about requirements: a good one, how it is asked with, and a line that is bad
// wherever it stands.
func kinds(t *testing.T) []struct{ name, question, file, text, bad string } {
	t.Helper()
	example := func(name string) string {
		text, err := os.ReadFile(filepath.Join("../../examples", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const yaml, csv = "nonsense: [1", "\"never closed"
	return []struct{ name, question, file, text, bad string }{
		{"firm.yaml", "ready", "firm", example("stamping.yaml"), yaml},
		{"sheet.csv", "ready", "buyer", example("stamping-buyer.csv"), csv},
		{"requirements.csv", "ready", "requirements", example("stamping-requirements.csv"), csv},
		{"contract.yaml", "contract", "terms", example("contract.yaml"), yaml},
		{"plan.yaml", "programmes", "plan", example("agency.yaml"), yaml},
		{"survey.csv", "stopped", "survey", catalog.Find("stopped").Param("firms").Example, csv},
		{"mapping.csv", "stopped", "mapping", "variable,ikat_field,requirement,holds\nwmedian,weight,,\n" +
			"b8,holds,iso9001,1|Yes\nl1,persons,,\n", csv},
		{"scenarios.yaml", "simulate", "scenarios", example("tariff-war.yaml"), yaml},
		{"bom.yaml", "bom", "bom", example("garment.yaml"), yaml},
		{"offers.yaml", "landed", "file", example("chair.yaml"), yaml},
	}
}

// ask asks a question with files of this machine; only whether it can be answered counts.
func ask(q *question.Question, given map[string][]string) error {
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		return err
	}
	_, err = q.Ask(context.Background(), &question.Request{Values: values, Engine: questiontest.Engine()}, &question.Usual)
	return err
}

// beside is what a question needs beside the file that is tried.
func beside(t *testing.T, file string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	switch file {
	case "buyer", "requirements":
		out["firm"] = []string{"../../examples/stamping.yaml"}
		out["requirements"] = []string{"../../examples/stamping-requirements.csv"}
		out["buyer"] = []string{"../../examples/stamping-buyer.csv"}
	case "firm":
		out["buyer"] = []string{"vehicle_parts_tier1"}
	case "mapping":
		out["firms"] = []string{catalog.Find("stopped").Param("firms").Example}
		out["buyer"] = []string{"garments_eu_us"}
	case "survey":
		out["buyer"] = []string{"garments_eu_us"}
	}
	return out
}

// number is a number after a name, in the YAML that people write.
var number = regexp.MustCompile(`[a-z_]+: (-?[0-9]+(?:\.[0-9]+)?)\b(?:[,}]|$)`)

// A bad line is found wherever it stands, and said with file and line; nothing of the file is used. The same for a file
// that is cut off, of another kind, empty, or no text at all.
func TestBadFilesOfEveryKind(t *testing.T) {
	for _, k := range kinds(t) {
		t.Run(k.name, func(t *testing.T) {
			q := catalog.Find(k.question)
			try := func(what, text string, located bool) {
				path := questiontest.File(t, k.name, text)
				given := beside(t, k.file)
				given[k.file] = []string{path}
				err := ask(q, given)
				var f *fault.Error
				switch {
				case err == nil:
					t.Errorf("%s: it is taken", what)
				case !errors.As(err, &f) || f.Kind == 0:
					t.Errorf("%s: not an error of ours: %v", what, err)
				case !strings.Contains(fault.Bare(f.Where), k.name):
					t.Errorf("%s: the error does not name the file: %v", what, err)
				case located && !strings.Contains(fault.Bare(f.Where), "line "):
					t.Errorf("%s: the error names no line: %v", what, err)
				}
			}
			lines := strings.Split(strings.TrimRight(k.text, "\n"), "\n")
			for at := 1; at <= len(lines); at += 1 + len(lines)/8 {
				text := strings.Join(lines[:at], "\n") + "\n" + k.bad + "\n" + strings.Join(lines[at:], "\n") + "\n"
				try(fmt.Sprintf("a bad line after line %d", at), text, true)
			}
			for at, line := range lines {
				for _, m := range number.FindAllStringSubmatchIndex(line, -1) {
					for _, value := range []string{"oops", "NaN", "1e999"} {
						bad := append([]string{}, lines...)
						bad[at] = line[:m[2]] + value + line[m[3]:]
						try(fmt.Sprintf("%s in line %d, %q", value, at+1, bad[at]), strings.Join(bad, "\n")+"\n", true)
					}
				}
			}
			try("no text", "\x00\x01\x02\xff\xfe", false)
			try("nothing", "", false)
			try("a web page", "<!doctype html><html><body>Moved</body></html>", false)
		})
	}
}

// What an answer does not rest on is refused and not left unread.
func TestWhatIsNotReadIsRefused(t *testing.T) {
	for _, c := range []struct {
		question string
		given    map[string]string
	}{
		{"programmes", map[string]string{"portfolio": "", "level": "firms", "institutions": "any.csv"}},
		{"landed", map[string]string{"offers": "", "pairs": "any.csv"}},
		{"landed", map[string]string{"offers": "", "against": "KOR"}},
		{"landed", map[string]string{"offers": "", "to": "JPN"}},
	} {
		q, given := catalog.Find(c.question), map[string][]string{}
		for name, text := range c.given {
			if given[name] = []string{text}; text == "" {
				given[name] = []string{q.Param(name).Example}
			}
		}
		err := ask(q, given)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "not rest on it") {
			t.Errorf("%s %v: %v", c.question, c.given, err)
		}
	}
}
