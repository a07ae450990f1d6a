package economies

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"ikat/fault"
)

// Every name in another language means its economy, and is no other's in any spelling.
func TestNamesInOtherLanguagesAreFound(t *testing.T) {
	names := 0
	for _, v := range rows("languages.csv") {
		for _, n := range split(v[1]) {
			names++
			if _, iso := ofISO(n); iso { // the code of another economy too: both are named
				if _, err := Resolve(n); err == nil || !strings.Contains(err.Error(), v[0]) ||
					!strings.Contains(err.Error(), strings.ToUpper(n)) {
					t.Errorf("%s: %v", n, err)
				}
				for _, code := range []string{strings.ToUpper(n), strings.ToLower(n)} {
					if e, err := Resolve(code); err != nil || e.Code != strings.ToUpper(n) {
						t.Errorf("%s: %s %v", code, e.Code, err)
					}
				}
				continue
			}
			if e, err := Resolve(n); err != nil || e.Code != v[0] {
				t.Errorf("%s: %s, %v; wants %s", n, e.Code, err, v[0])
			}
		}
	}
	if names < 500 {
		t.Errorf("%d names", names)
	}
	if e, err := Resolve("ВЬЕТНАМ"); err != nil || e.Code != "VNM" {
		t.Errorf("in capitals: %v, %v", e, err)
	}
}

// Names as Unicode's locale data have them, which nobody here wrote: none is taken for another economy, and those of
// the economies that large tables hold are known.
func TestNamesInOtherLanguagesAreNotMistaken(t *testing.T) {
	least := map[language.Tag]int{language.Russian: 200, language.French: 130, language.Spanish: 140, language.German: 150,
		language.Portuguese: 130, language.Chinese: 60}
	for _, tag := range []language.Tag{language.Russian, language.French, language.Spanish, language.German,
		language.Portuguese, language.Chinese, language.Japanese, language.Korean, language.Italian, language.Dutch,
		language.Polish, language.Turkish, language.Vietnamese, language.Indonesian} {
		known := 0
		for _, e := range All() {
			r, err := language.ParseRegion(e.Alpha2)
			if err != nil {
				t.Fatal(err)
			}
			name := display.Regions(tag).Name(r)
			got, err := Resolve(name)
			switch {
			case err == nil && got.Code != e.Code:
				t.Errorf("%s: %q of %s is taken for %s", tag, name, e.Code, got.Code)
			case err == nil:
				known++
			case fault.KindOf(err) != fault.NotFound && fault.KindOf(err) != fault.Invalid:
				t.Errorf("%s: %q: %v", tag, name, err)
			}
		}
		if known < least[tag] {
			t.Errorf("%s: %d are known, fewer than %d", tag, known, least[tag])
		}
	}
}
