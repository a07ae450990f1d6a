package markdown

import "testing"

func TestFormulasAreTypeset(t *testing.T) {
	for text, want := range map[string]string{
		"APL_ij = [B(B − I)]_ij / [B − I]_ij.": "APL<sub>ij</sub> = [B(B − I)]<sub>ij</sub> / [B − I]<sub>ij</sub>.",
		"V̂LA_{f}BY":                  "V̂LA<sub>f</sub>BY",
		"a_i b_j":                     "a<sub>i</sub> b<sub>j</sub>",
		"x^{n−1} and A_{rs}":          "x<sup>n−1</sup> and A<sub>rs</sub>",
		"<code>value_added_ij</code>": "<code>value_added_ij</code>",
		"EXGR_DVA of CHN_c14":         "EXGR_DVA of CHN_c14",
		"the column value_added":      "the column value_added",
	} {
		if got := Typeset(text); got != want {
			t.Errorf("%s is set as %s, not %s", text, got, want)
		}
	}
}
