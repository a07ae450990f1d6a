package question

import (
	"slices"
	"strings"

	"ikat/say"
)

// head writes under the title of an answer in prose whose figures it rests on and of which years, where its first
// sentences do not: numbers are read with both, not apart from them.
func (a *Answer) head() {
	page := a.Prose
	sources := page.Sources // of rows beside it there may be more, which it says nothing of
	first := slices.IndexFunc(page.Blocks, func(b say.Block) bool { return b.Kind == say.Heading || b.Basis })
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
