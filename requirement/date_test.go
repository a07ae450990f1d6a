package requirement

import (
	"strings"
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

// Dates as people write them, and those that one half of the world reads as another day.
func TestDatesAsPeopleWriteThem(t *testing.T) {
	want, _ := serial("2027-12-31")
	for _, text := range []string{"2027-12-31", "31/12/2027", "12/31/2027", "31.12.2027", "31-12-2027", "2027/12/31",
		"31 Dec 2027", "31-Dec-2027", "December 31, 2027", "Dec. 31 2027", "2027-12-31 00:00:00", "2027-12-31T09:30:00Z",
		" 31/12/2027 "} {
		if got, err := date(text); err != nil || got != want {
			t.Errorf("%q is day %d, %v; want %d", text, got, err, want)
		}
	}
	for text, says := range map[string]string{"05/06/2027": "2027-06-05 or 2027-05-06", "31/12/27": "is no date",
		"29.2.2027": "is no date", "13/13/2027": "is no date", "31 Foo 2027": "is no date", "Dec 2027": "is no date"} {
		if _, err := date(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v does not say %q", text, err, says)
		}
	}
	if got, err := date("5.6.2027"); err != nil || written(got) != "2027-06-05" {
		t.Errorf("with points it is %v, %v", got, err)
	}
	if got, err := date("6/6/2027"); err != nil || written(got) != "2027-06-06" {
		t.Errorf("the same both ways it is %v, %v", got, err)
	}
}
