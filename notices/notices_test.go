package notices

import (
	"strings"
	"testing"

	"ikat/fault"
)

func TestThePartsAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range All() {
		if p.Name == "" || p.Licence == "" || !strings.HasPrefix(p.Address, "https://") || titles[p.Kind] == "" {
			t.Errorf("%+v says too little", p)
		}
		if p.Kind == Data && p.What == "" {
			t.Errorf("%s does not say whom to name", p.Name)
		}
		if seen[p.Key()] {
			t.Errorf("%s is listed twice", p.Key())
		}
		seen[p.Key()] = true
	}
}

func TestListNamesEveryPart(t *testing.T) {
	var b strings.Builder
	if err := List(&b); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if len(line) > 120 {
			t.Errorf("too long a line: %s", line)
		}
	}
	for _, p := range All() {
		if !strings.Contains(b.String(), p.Name) || !strings.Contains(b.String(), p.Licence) {
			t.Errorf("the list lacks %s, %s", p.Name, p.Licence)
		}
	}
}

// Texts are there after make only; data say theirs in any case.
func TestTexts(t *testing.T) {
	texts, err := Texts()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := WriteTexts(&b, "Doing Business 2009, Trading Across Borders"); err != nil || !strings.Contains(b.String(),
		"World Bank") {
		t.Errorf("%v: %q", err, b.String())
	}
	if err := WriteTexts(&b, "Doing Busines 2009, Trading Across Borders"); fault.KindOf(err) != fault.NotFound ||
		!strings.Contains(err.Error(), "Doing Business 2009, Trading Across Borders") {
		t.Errorf("a wrong name: %v", err)
	}
	b.Reset()
	err = WriteTexts(&b, "")
	if texts == nil {
		if fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), "make build") {
			t.Errorf("without texts: %v", err)
		}
		t.Skip("skipped: the texts of licences are gathered by make build")
	}
	for _, p := range All() {
		if p.Kind == Module && (texts[p.Key()] == "" || !strings.Contains(b.String(),
			strings.TrimSpace(texts[p.Key()]))) {
			t.Errorf("the text of %s is missing", p.Key())
		}
	}
}
