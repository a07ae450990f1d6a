package result

import (
	"slices"
	"strings"
	"testing"
)

// A warning about some of the rows follows the rows that are chosen, and one about all stays.
func TestWarningsFollowTheRows(t *testing.T) {
	f := &Frame{}
	f.Text("economy", "Economy", []string{"AAA", "BBB", "CCC"})
	f.WarnOfEach("k", "no figure: {each}; sorry", []Part{{Of: "AAA", Text: "AAA: c1"}, {Of: "CCC", Text: "CCC: c2"}})
	f.Warn("all", "this is about all")
	for _, c := range []struct {
		keep string
		want []string
	}{
		{"AAABBBCCC", []string{"no figure: AAA: c1; CCC: c2; sorry", "this is about all"}},
		{"BBBCCC", []string{"no figure: CCC: c2; sorry", "this is about all"}},
		{"BBB", []string{"this is about all"}},
	} {
		var got []string
		for _, n := range f.Where(func(r int) bool { return strings.Contains(c.keep, f.Columns[0].Text(r)) }).Notes {
			got = append(got, n.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.keep, got)
		}
	}
}

func TestWordsOfOneAndOfMany(t *testing.T) {
	for n, want := range map[any]string{1: "1 row is left out, with its sum", "1": "1 row is left out, with its sum",
		0: "0 rows are left out, with their sum", 21: "21 rows are left out, with their sum"} {
		note := NewNote("k", "{n} {n:row is|rows are} left out, with {n:its|their} {what}", "n", n, "what", "sum")
		if note.Text != want {
			t.Errorf("%v: %s, not %s", n, note.Text, want)
		}
	}
}
