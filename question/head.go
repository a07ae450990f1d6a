package question

import (
	"slices"
	"strings"

	"ikat/result"
	"ikat/say"
)

// head writes under the title of an answer in prose whose figures it rests on and of which years, where its first
// sentences do not: numbers are read with both, not apart from them.
func (a *Answer) head() {
	page := a.Prose
	sources := slices.Clone(page.Sources)
	for _, f := range a.Frames {
		for _, s := range f.Provenance.Sources {
			if !slices.ContainsFunc(sources, func(o result.Source) bool { return o.Table == s.Table }) {
				sources = append(sources, s)
			}
		}
	}
	first := slices.IndexFunc(page.Blocks, func(b say.Block) bool { return b.Kind == say.Heading })
	if first < 0 {
		first = len(page.Blocks)
	}
	var said strings.Builder
	for _, b := range page.Blocks[:first] {
		said.WriteString(b.Text + "\n")
	}
	lacks := func(name string) bool { return !strings.Contains(said.String(), name) }
	if !slices.ContainsFunc(page.From(sources...), lacks) {
		return
	}
	text := page.Head(sources...)
	at := slices.IndexFunc(page.Blocks, say.Block.IsTitle) + 1
	page.Blocks = slices.Insert(page.Blocks, at, say.Block{Kind: say.Small, Text: text, Basis: true})
}
