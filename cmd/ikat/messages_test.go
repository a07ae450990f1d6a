package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
)

// For programs every line of standard error is an object with one part.
func TestMessagesForPrograms(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	ask := func(args ...string) ([]message, string, int) {
		var out, errors bytes.Buffer
		code := run(context.Background(), append([]string{"--messages", "json"}, args...), &out, &errors)
		var got []message
		for line := range strings.Lines(errors.String()) {
			var m message
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			got = append(got, m)
		}
		return got, out.String(), code
	}
	got, _, code := ask("measure", "bm", "--level", "sectr")
	if len(got) != 1 || got[0].Error == nil || code != 2 {
		t.Fatalf("%+v, exit %d", got, code)
	}
	if e := got[0].Error; e.Kind != "invalid" || e.Param != "level" || e.What == "" || e.Fix == "" || e.Text == "" {
		t.Errorf("%+v", e)
	}
	got, out, code := ask("rank", "--for", "IDN", "--top", "2", "-f", "csv")
	if code != 0 || !strings.Contains(out, ",") {
		t.Fatalf("exit %d: %+v", code, got)
	}
	for _, m := range got {
		if m.Error != nil || (m.Progress == nil) == (m.Warning == "") {
			t.Errorf("%+v", m)
		}
	}
}

// People read in the language they ask for what is wrong and what to do; programs read English.
func TestErrorsInALanguage(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"profile JPN --language ru --table none/2000", "таблицы с таким именем нет"},
		{"profile Vietnan --language ru", `в ней нет экономики "Vietnan". Есть AUS`},
		{"measure bm --level sectr --language ru", "Ближайшие: sector"},
		{"profile Vietnan --language en", `it has no economy "Vietnan". It has AUS`},
		{"profile Vietnan --language ru --messages json", "It has AUS"},
	} {
		var out, errors bytes.Buffer
		if code := run(context.Background(), strings.Fields(c.args), &out, &errors); code == 0 {
			t.Errorf("%s succeeds", c.args)
		}
		if got := errors.String(); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", c.args, got, c.want)
		}
	}
}
