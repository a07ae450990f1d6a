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
