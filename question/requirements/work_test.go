package requirements

import (
	"strings"
	"testing"

	"ikat/question"
)

// A plan given as text takes the longer the longer it is, so that a server knows which must wait for their turn.
func TestAPlanTakesAsLongAsItsText(t *testing.T) {
	seconds := func(text string) float64 {
		v, err := Programmes.Read(map[string][]string{"portfolio": {text}}, question.Asker{Local: true})
		if err != nil {
			t.Fatal(err)
		}
		w, err := Programmes.Work(t.Context(), &question.Request{Values: v})
		if err != nil {
			t.Fatal(err)
		}
		return w.Seconds
	}
	short, long := seconds(examplePlan), seconds(strings.Repeat(examplePlan, 20))
	if short <= 0 || long < 15*short {
		t.Errorf("%v s, and %v s for twenty times as much", short, long)
	}
}
