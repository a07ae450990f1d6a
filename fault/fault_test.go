package fault

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestErrorSaysWhereWhatWhyAndWhatToDo(t *testing.T) {
	e := &Error{
		Kind:  Unreadable,
		Where: "a.csv, row 3",
		What:  `"n.a." is not a number`,
		Why:   "A missing flow is not zero",
		Fix:   "Get the file again",
	}
	if got, want := e.Error(), `a.csv, row 3: "n.a." is not a number. A missing flow is not zero. Get the `+
		`file again.`; got != want {
		t.Errorf("got %s", got)
	}
}

// Every mouth spells the parameter at fault and those that texts mention, with their values.
func TestSpelling(t *testing.T) {
	e := &Error{Kind: Invalid, Param: "cut", Where: "200%", What: "it is more than all",
		Fix: "Say {cut=5%}, or leave out {for}"}
	flag := func(param, value string) string { return "--" + param + "=" + value }
	if got := Text(fmt.Errorf("asked: %w", e), flag); got !=
		"asked: --cut=200%: it is more than all. Say --cut=5%, or leave out --for=." {
		t.Error(got)
	}
	if s := e.Spelled(flag); s.Param != "" || s.Where != "--cut=200%" || s.Fix != "Say --cut=5%, or leave out --for=" {
		t.Errorf("%+v", s)
	}
}

func TestKindOfLooksThroughWrapping(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Kind
	}{
		{fmt.Errorf("outer: %w", &Error{Kind: NotFound, What: "x"}), NotFound},
		{fmt.Errorf("outer: %w", context.Canceled), Canceled},
		{errors.New("plain"), Internal},
	} {
		if got := KindOf(c.err); got != c.want {
			t.Errorf("%v: %v, want %v", c.err, got, c.want)
		}
	}
}

func TestNearestOffersWhatMayHaveBeenMeant(t *testing.T) {
	economies := []string{"CHN", "CHE", "CHL", "JPN", "KOR"}
	if got := Nearest("CHM", economies); len(got) != 3 || got[0] != "CHN" {
		t.Errorf("CHM: %v", got)
	}
	if got := Nearest("zzzzzz", economies); got != nil {
		t.Errorf("zzzzzz: %v", got)
	}
}

// Letters that changed places are one slip, not two.
func TestSwappedLettersAreNear(t *testing.T) {
	if got := Nearest("CNH", []string{"JPN", "CHN"}); len(got) == 0 || got[0] != "CHN" {
		t.Errorf("CNH: %v", got)
	}
}

// What is left out by length alone is what counting edits leaves out.
func TestNearestCountsNoMoreThanItMust(t *testing.T) {
	list := []string{"a", "ab", "abc", "abcdefgh", "bcd", "xyz", "abcabcabc"}
	for _, name := range append(list, "abd", "bcde", "abcdefghijkl", "xyzxyzxyzxyz", "b") {
		near := Nearest(name, list)
		for _, c := range list {
			d := edits(name, c)
			if close := d <= max(1, len(name)/3); close && len(near) < 3 && !slices.Contains(near, c) {
				t.Errorf("%s: %v lacks %s", name, near, c)
			} else if !close && slices.Contains(near, c) && !strings.Contains(c, name) && !strings.Contains(name, c) {
				t.Errorf("%s: %v has %s", name, near, c)
			}
		}
	}
}

// What would act on a terminal is spelled out in an error, wherever it comes from.
func TestErrorsDoNotActOnATerminal(t *testing.T) {
	e := &Error{Where: "a\x1b[31m", What: "no \u202efile\x00\u009b", Fix: "Keep\tété\n中"}
	if got, want := e.Error(), `a\x1b[31m: no \u202efile\x00\u009b. `+"Keep\tété\n中."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A text with values reads as one that is put together, and its key tells the values apart: those that speak are said
// in the other language too, in whichever order and form it has them.
func TestTextsInAnotherLanguage(t *testing.T) {
	texts := map[string]string{"it has {} rows and no {}": "ни {2}, ни более {1} {1:строки|строк}",
		"economy": "экономики", "the file is empty": "файл пуст", "it cannot be read: {}": "не читается: {}", "all": "все"}
	l := &Language{
		Text:   func(key string) (string, bool) { text, ok := texts[key]; return text, ok },
		Name:   func(name string) string { return strings.ReplaceAll(name, "Japan", "Япония") },
		Case:   func(which, name string) string { return name + " " + which },
		Plural: func(n int, forms ...string) string { return forms[min(n, 2)-1] },
	}
	nested := &Error{Where: "a.csv", What: "the file is empty"}
	for _, c := range []struct{ text, english, other string }{
		{Say("it has %d rows and no %s", 1, Word("economy")), "it has 1 rows and no economy",
			"ни экономики, ни более 1 строки"},
		{Say("it has %d rows and no %s", 7, Word("Japan")), "it has 7 rows and no Japan", "ни Япония, ни более 7 строк"},
		{Say("it has %d rows and no %q", 2, "all"), `it has 2 rows and no "all"`, `ни "all", ни более 2 строк`},
		{Say("it cannot be read: %v", nested), "it cannot be read: a.csv: the file is empty.",
			"не читается: a.csv: файл пуст."},
		{"the file is empty. " + Say("it cannot be read: %s", "\uFDD0x\uFDD2\uFDD2"),
			"the file is empty. it cannot be read: x",
			"файл пуст. не читается: x"},
		{"nobody has said this of " + Say("%s", Word("Japan")), "nobody has said this of Japan",
			"nobody has said this of Япония"},
	} {
		if got := Bare(c.text); got != c.english {
			t.Errorf("%q, want %q", got, c.english)
		}
		if got := l.Tell(c.text); got != c.other {
			t.Errorf("%q, want %q", got, c.other)
		}
	}
}

// What somebody sent does not come back whole in an error about it.
func TestLongValuesAreShortened(t *testing.T) {
	long := strings.Repeat("ж", 600_000)
	for _, value := range []any{long, errors.New("near " + long), Word(long)} {
		got := (&Error{What: Say("it says %v", value)}).Error()
		if len(got) > 1000 || !strings.Contains(got, "жжж…жжж") || !utf8.ValidString(got) {
			t.Errorf("%T: %d bytes", value, len(got))
		}
	}
	path := strings.Repeat("folder/", 500)
	if got := Bare(Say("in %q", path)); got != `in "`+path+`"` {
		t.Errorf("a path is cut: %.100s", got)
	}
}

// A text alone wraps what it names, and says its own values in every language.
func TestTextsAloneWrapTheirCauses(t *testing.T) {
	cause := errors.New("no space")
	inner := &Error{Kind: NotFound, What: "no file"}
	err := Errorf("row %d of %d%%: %w, %w", 3, 4, cause, inner)
	if err.Error() != "row 3 of 4%: no space, no file." || !errors.Is(err, cause) || KindOf(err) != NotFound {
		t.Errorf("%v, %v", err, KindOf(err))
	}
	l := &Language{Text: func(key string) (string, bool) { return "ряд {1}: {3}; {2}", key == "row {} of {}%: {}, {}" },
		Name: func(name string) string { return name }}
	if got := l.Tell(Said(err)); got != "ряд 3: no space; 4" {
		t.Error(got)
	}
}

// A list is named up to so many of its names, and how many more there are is said in every language.
func TestFirstNamesAndHowManyMore(t *testing.T) {
	l := &Language{Text: func(key string) (string, bool) { return "{} и ещё {}", key == "{} and {} more" },
		Name: func(name string) string { return name }}
	names := []string{"a", "b", Say("%s of %s", Word("c"), "d")}
	for most, want := range map[int][2]string{2: {"a, b and 1 more", "a, b и ещё 1"},
		3: {"a, b, c of d", "a, b, c of d"}} {
		got := First(names, most, ", ")
		if Bare(got) != want[0] || l.Tell(got) != want[1] {
			t.Errorf("%d: %q, %q", most, Bare(got), l.Tell(got))
		}
	}
}
