package brief_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"ikat/economies"
	"ikat/indicators"
	"ikat/internal/questiontest"
	"ikat/known"
	"ikat/question/brief"
	about "ikat/question/known"
	"ikat/say"
)

// moved returns a card whose figures of one of the two published editions are others.
func moved(c *known.Card, set *indicators.Set) *known.Card {
	out := *c
	out.Years, out.Industries = append([]known.Year{}, c.Years...), append([]known.Industry{}, c.Industries...)
	other := func(of *indicators.Set, list ...*float64) {
		for _, v := range list {
			if of == set {
				*v *= 1.07
			}
		}
	}
	for i := range out.Years {
		y := &out.Years[i]
		other(y.Set, &y.Output, &y.ValueAdded, &y.Exports, &y.OfWorld)
		other(indicators.ADB62, &y.Abroad, &y.Depends)
		other(indicators.ADB72, &y.Domestic, &y.Backward, &y.Forward)
	}
	base := indicators.ADB72
	if n := len(out.Years); n > 0 {
		base = out.Years[n-1].Set
	}
	for i := range out.Industries {
		one := &out.Industries[i]
		other(base, &one.Exports, &one.Share)
		other(indicators.ADB62, &one.Abroad, &one.RCA)
		other(indicators.ADB72, &one.Backward, &one.Forward)
	}
	return &out
}

var sentenceEnd = regexp.MustCompile(`\.\s`)

// sentencesOf are those of a page, grids left out: their feet say of which edition each column is.
func sentencesOf(p *say.Page) []string {
	var out []string
	for _, b := range p.Blocks {
		if b.Kind == say.Paragraph || b.IsHeading() {
			out = append(out, sentenceEnd.Split(b.Text, -1)...)
		}
	}
	return out
}

// No sentence mixes the two published editions, whose worlds differ, without naming both: what changes with the figures
// of one does not change with those of the other.
func TestNoSentenceMixesEditions(t *testing.T) {
	e := questiontest.Engine()
	changed := map[*indicators.Set]int{}
	latest, err := indicators.ADB72.At(indicators.ADB72.Latest())
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range latest.Economies {
		who, err := economies.Resolve(code)
		if err != nil || who.Kind == economies.Aggregate {
			continue
		}
		c, err := known.Of(who)
		if err != nil {
			t.Fatal(err)
		}
		f, err := brief.Of(context.Background(), e, code, "apx/2011", nil)
		if err != nil {
			t.Fatal(err)
		}
		f.Place, f.Links = nil, nil // as where no table has it
		for _, language := range []string{say.English, "ru"} {
			write := func(c *known.Card) []string {
				own := *f
				own.Card = c
				return append(sentencesOf(about.Prose(say.In(language), c)), sentencesOf(own.Prose(say.In(language)))...)
			}
			plain, small, large := write(c), write(moved(c, indicators.ADB62)), write(moved(c, indicators.ADB72))
			if len(plain) != len(small) || len(plain) != len(large) {
				t.Fatalf("%s: %d, %d and %d sentences", code, len(plain), len(small), len(large))
			}
			for i, s := range plain {
				ofSmall, ofLarge := s != small[i], s != large[i]
				if ofSmall {
					changed[indicators.ADB62]++
				}
				if ofLarge {
					changed[indicators.ADB72]++
				}
				if ofSmall && ofLarge && !(strings.Contains(s, "62") && strings.Contains(s, "72")) {
					t.Errorf("%s, %s: %q mixes two editions", code, language, s)
				}
			}
		}
	}
	if changed[indicators.ADB62] < 200 || changed[indicators.ADB72] < 200 {
		t.Errorf("too few sentences were tried: %v", changed)
	}
}
