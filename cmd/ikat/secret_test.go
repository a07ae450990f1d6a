package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// A token that was given is the one asked for, or an error: never none, and never one that nobody can send.
func TestATokenCanBeSent(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct{ env, args, token, err string }{
		{"", "", "", ""},
		{"abc", "", "abc", ""},
		{"abc", "--token|d-e.f~", "d-e.f~", ""},
		{"abc", "--token-file|" + file("plain", " word\r\n"), "word", ""},
		{"", "--token-file|" + file("bom", "\xef\xbb\xbfword\n"), "word", ""},
		{"", "--token-file|" + file("utf16", "\xff\xfew\x00o\x00r\x00d\x00\n\x00"), "word", ""},
		{"", "--token|", "", "--token: it is empty"},
		{"", "--token-file|", "", "no such file"},
		{"", "--token-file|" + file("blank", " \n\n"), "", "it is empty"},
		{"", "--token-file|" + file("two", "a\nb\n"), "", "byte 2 is a space"},
		{"", "--token-file|" + file("nul", "s\x00c"), "", "byte 2 is a space"},
		{"", "--token-file|" + file("long", strings.Repeat("x", 1<<20)), "", "longer than 4096 bytes"},
		{"", "--token-file|/dev/zero", "", "longer than 4096 bytes"},
		{"", "--token|x|--token-file|" + file("other", "y"), "", "given twice"},
		{"  ", "", "", "IKAT_TOKEN: byte 1 is a space"},
		{" x ", "", "", "IKAT_TOKEN: byte 1 is a space"},
		{"a\nb", "", "", "byte 2 is a space"},
		{"caf\u00e9", "", "", "byte 4 is a space"},
	} {
		t.Setenv("IKAT_TOKEN", c.env)
		var s secret
		fl := pflag.NewFlagSet("x", pflag.ContinueOnError)
		s.flags(fl, "token")
		if c.args != "" {
			if err := fl.Parse(strings.Split(c.args, "|")); err != nil {
				t.Fatal(err)
			}
		}
		err := s.find()
		if c.err == "" && (err != nil || s.token != c.token) || c.err != "" && (err == nil ||
			!strings.Contains(err.Error(), c.err)) {
			t.Errorf("%q %q: %.40q, %v", c.env, c.args, s.token, err)
		}
	}
}
