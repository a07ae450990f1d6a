package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// printed are README's commands with what they print beneath, up to a line of dots or the end.
var printed = regexp.MustCompile("(?s)```text\n\\$ ikat ([^\n]*)\n([^$].*?)\n```")

// What README shows of a command is what the command prints.
func TestReadmeShowsWhatIsPrinted(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := printed.FindAllStringSubmatch(string(text), -1)
	if len(shown) < 5 {
		t.Errorf("README shows what %d commands print, and 5 are expected", len(shown))
	}
	for _, s := range shown {
		t.Run(s[1], func(t *testing.T) {
			want, more := strings.CutSuffix(s[2], "\n...")
			got := must(t, strings.Fields(s[1])...)
			if !strings.HasPrefix(got, want) || !more && strings.TrimRight(got, "\n") != want {
				t.Errorf("README shows\n%s\nand it prints\n%s", want, got)
			}
		})
	}
}
