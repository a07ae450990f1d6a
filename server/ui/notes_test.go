package ui

import (
	"testing"

	"ikat/say"
)

// A code of an economy becomes its name, but not inside the name of a table or a command.
func TestCodesInsideNamesStay(t *testing.T) {
	in := say.In(say.English)
	for text, want := range map[string]string{
		"shares of KAZ are taken":            "shares of Kazakhstan are taken",
		"adb-est-KAZ/2022: 35 sectors":       "adb-est-KAZ/2022: 35 sectors",
		"ikat sme USA --template writes it":  "ikat sme USA --template writes it",
		"no data on KAZ VNM: taken as means": "no data on Kazakhstan, Viet Nam: taken as means",
	} {
		if got := named(in, text); got != want {
			t.Errorf("%q became %q, not %q", text, got, want)
		}
	}
}

// In print a sentence is replaced where it stands, but what leads a page comes last in a chapter.
func TestPrintSaysWhatIsEarnedFirst(t *testing.T) {
	answer := []string{"being solved", "estimate", "how it is earned"}
	leads := &Section{Headline: "what raises it", Instead: "being solved"}
	answer = leads.closing(answer, true)
	bounds := &Section{Headline: "estimate with its range", Instead: "estimate"}
	answer = bounds.closing(answer, false)
	want := []string{"estimate with its range", "how it is earned", "what raises it"}
	for i := range want {
		if answer[i] != want[i] {
			t.Fatalf("the answer in print is %q", answer)
		}
	}
}
