package ui

import (
	"fmt"
	"html"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/internal/ikattest"
	"ikat/say"
)

var (
	figureIDs    = regexp.MustCompile(`data-kind="[^"]*" id="([^"]*)"`)
	textsOfSVG   = regexp.MustCompile(`<text([^>]*)>(.*?)</text>`)
	inEnglish    = regexp.MustCompile(`[−-]?\d[\d,]*(?:\.\d+)?( \p{L}+)?`)
	inRussian    = regexp.MustCompile(`[−-]?\d(?:[\d\x{a0}\x{202f}]*\d)?(?:,\d+)?( \p{L}+)?`)
	groupsOfTens = strings.NewReplacer(",", "")
	asInGo       = strings.NewReplacer("\u00a0", "", "\u202f", "", ",", ".")
)

// A picture says the same in every language: it has the same marks and lines between them, beside its marks stand the
// same numbers, thousands of millions among them, and its axes end at the same power of ten. Which ticks have room goes
// by the language.
func TestPicturesSayTheSameInRussian(t *testing.T) {
	ikattest.Long(t, "all pictures of all pages are drawn twice")
	s := newSite(t)
	seen := 0
	marks, grid := regexp.MustCompile(`<(path|circle|rect)\b`), regexp.MustCompile(`<path [^>]*stroke="#e4e8ed"`)
	count := func(svg string) int { return len(marks.FindAllString(svg, -1)) - len(grid.FindAllString(svg, -1)) }
	for _, p := range s.everyPage() {
		if p.key == "ask" {
			continue
		}
		at := p.path + "?economy=IDN"
		for _, id := range figureIDs.FindAllStringSubmatch(get(s, at).Body.String(), -1) {
			drawn := func(language string) string {
				return get(s, fmt.Sprintf("%s&as=svg&picture=%s&lang=%s", at, id[1], language)).Body.String()
			}
			english, russian := drawn("en"), drawn("ru")
			en, most := amounts(t, say.In("en"), english, inEnglish, groupsOfTens)
			ru, mostRussian := amounts(t, say.In("ru"), russian, inRussian, asInGo)
			if a, b := count(english), count(russian); a != b {
				t.Errorf("%s %s has %d marks and lines, %d in Russian", at, id[1], a, b)
			}
			if !slices.Equal(en, ru) || mostRussian > 2*most || most > 2*mostRussian {
				t.Errorf("%s %s: %g and %g at most\n%v\n%v", at, id[1], most, mostRussian, en, ru)
			}
			seen += len(en)
		}
	}
	if seen < 100 {
		t.Errorf("%d numbers were seen", seen)
	}
}

// amounts are the numbers that stand beside the marks of a picture, words of powers of ten multiplied out, in order
// of size, and the largest of all.
func amounts(t *testing.T, in *Texts, svg string, number *regexp.Regexp, plain *strings.Replacer) (beside []float64,
	most float64) {
	t.Helper()
	powers := map[string]float64{}
	for name, power := range map[string]float64{"million": 1e6, "billion": 1e9, "trillion": 1e12} {
		powers[" "+in.Say("picture."+name)] = power
	}
	for _, text := range textsOfSVG.FindAllStringSubmatch(svg, -1) {
		said := html.UnescapeString(text[2])
		if at := number.FindStringIndex(said); at == nil || at[0] > 0 ||
			strings.Contains(text[1], "font-weight") { // a name or a title
			continue
		}
		for _, found := range number.FindAllStringSubmatch(said, -1) {
			digits := strings.ReplaceAll(strings.TrimSuffix(found[0], found[1]), "−", "-")
			x, err := strconv.ParseFloat(plain.Replace(digits), 64)
			if err != nil {
				t.Fatal(err)
			}
			x *= max(1, powers[found[1]])
			most = max(most, math.Abs(x))
			if !strings.Contains(text[1], "text-anchor") {
				beside = append(beside, x)
			}
		}
	}
	slices.Sort(beside)
	return beside, most
}
