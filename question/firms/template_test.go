package firms_test

import (
	"bytes"
	"strings"
	"testing"

	"ikat/export"
	"ikat/internal/questiontest"
	"ikat/question"
	"ikat/question/firms"
	"ikat/sme"
)

// The form holds what is known, and gives it back when it is read as it is.
func TestTheFormReadsBack(t *testing.T) {
	for economy, lines := range map[string]int{"VNM": 7 + 3*35, "KOR": 7 + 3*24, "NRU": 7 + 3*35} {
		v, err := firms.SME.Read(map[string][]string{"economy": {economy}, "template": {"true"}}, question.Asker{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := firms.SME.Ask(t.Context(), &question.Request{Values: v, Engine: questiontest.Engine()}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := export.CSV(&b, a.Frames[0]); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "\n"); n != lines+1 {
			t.Errorf("%s: %d lines, want %d and the header", economy, n, lines)
		}
		got, err := sme.ReadStatistics(strings.NewReader(b.String()), "form.csv")
		if err != nil {
			t.Fatal(err)
		}
		want, _ := firms.Usual(economy, "").AllStatistics()
		own, _ := want.Of(economy)
		for _, s := range own {
			for _, back := range got {
				if s.Indicator == back.Indicator && s.Industry == back.Industry && s != back {
					t.Errorf("%s: %+v came back as %+v", economy, s, back)
				}
			}
		}
		if len(got) == 0 && economy != "NRU" || len(got) > len(own) {
			t.Errorf("%s: %d statistics of %d came back", economy, len(got), len(own))
		}
	}
}
