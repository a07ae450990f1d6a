package requirement

import (
	"testing"
	"time"
)

// Every day of a thousand years, beside the standard library's.
func TestDates(t *testing.T) {
	first := time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC)
	begin, ok := serial("1600-01-01")
	if !ok {
		t.Fatal("the first day is none")
	}
	for day := range 366_000 {
		want := first.AddDate(0, 0, day).Format("2006-01-02")
		if got := written(begin + day); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
		if got, ok := serial(want); !ok || got != begin+day {
			t.Fatalf("%s is day %d (%v), want %d", want, got, ok, begin+day)
		}
	}
	for _, text := range []string{"2025-02-29", "2026-13-01", "2026-00-01", "26-01-01", "2026-01-32", "2026/01/01", "",
		"2026-1-1"} {
		if _, ok := serial(text); ok {
			t.Errorf("%s is taken for a date", text)
		}
	}
}
