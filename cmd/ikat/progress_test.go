package main

import (
	"strings"
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	var out strings.Builder
	b := &progressBar{out: &out, width: 60, started: time.Now()}
	b.show("reading", .5)
	if out.Len() > 0 {
		t.Errorf("shown at once: %q", out.String())
	}
	b.started = b.started.Add(-2 * patientFor)
	b.show("solving", -1)
	b.show("solving", -1) // too soon to be drawn again
	b.show("reading", .5)
	half := strings.Repeat("=", 15) + strings.Repeat("-", 15)
	want := clearLine + "solving  00:00" + clearLine + "reading [" + half + "]  50 %  00:00"
	if out.String() != want {
		t.Errorf("%q\nwant %q", out.String(), want)
	}
	b.stage = strings.Repeat("é", 100)
	for _, done := range []float64{-1, 0, 1.5} {
		line := b.line(done, 75*time.Second)
		if n := len([]rune(line)); n != b.width-1 || !strings.HasSuffix(line, "01:15") {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}
