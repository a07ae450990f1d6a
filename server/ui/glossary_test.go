package ui

import (
	"strings"
	"testing"

	"ikat/say"
)

func TestWordsOfTheGlossaryAreExplainedOnce(t *testing.T) {
	d := &rendered{Texts: say.In(say.English)}
	got := string(d.Explained("A < B: foreign inputs, foreign inputs and value added, not overvalue addedness"))
	if strings.Count(got, "<dfn") != 2 || !strings.HasPrefix(got, "A &lt; B: <dfn") || strings.Contains(got,
		"overvalue <") {
		t.Errorf("%s", got)
	}
	for _, language := range say.Languages() {
		for key, text := range say.In(language).Section("glossary") {
			if _, meaning, ok := strings.Cut(text, " = "); !ok || meaning == "" {
				t.Errorf("%s: the glossary's %s has no meaning", language, key)
			}
		}
	}
}
