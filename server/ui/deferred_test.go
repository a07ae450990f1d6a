package ui

import (
	"testing"

	"ikat/say"
)

// Progress is told in the reader's language, whatever the work calls its stage.
func TestProgressIsToldInTheReadersLanguage(t *testing.T) {
	russian := &request{Texts: say.In("ru")}
	for stage, want := range map[string]string{
		"drawing how the world responds": "разыгрывается отклик мира",
		"drawing what published results leave open, 3 of 8": "разыгрывается то, " +
			"что опубликованное оставляет открытым: 3 из 8",
		"bounds of KOR": "Идёт вычисление …",
		"what further statistics of Viet Nam would tell, soon": "Идёт вычисление …",
	} {
		if got := russian.stage(stage); got != want {
			t.Errorf("%q is told as %q", stage, got)
		}
	}
	if got := (&request{Texts: english()}).stage("bounds of KOR"); got != "bounds of KOR" {
		t.Errorf("in English it is %q", got)
	}
}
