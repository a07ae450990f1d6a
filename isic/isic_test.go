package isic_test

import (
	"fmt"
	"testing"

	"ikat/isic"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		code string
		want string
	}{
		{"c15", "wiod35 [15] goods [15]"}, {"c19t21", "wiod35 [19 20 21] services [19 20 21]"}, {"c35", "wiod35 [35] services [35]"},
		{"A01_02", "isic4 [1 2] goods [1]"}, {"A", "isic4 [1 2 3] goods [1]"}, {"C10T12", "isic4 [10 11 12] goods [3]"}, {"C10-C12", "isic4 [10 11 12] goods [3]"},
		{"C31_32", "isic4 [31 32] goods [16]"}, {"C26", "isic4 [26] goods [14]"}, {"D01T03", "isic4 [1 2 3] goods [1]"}, {"D35", "isic4 [35] services [17]"},
		{"D", "isic4 [35] services [17]"}, {"G", "isic4 [45 46 47] services [19 20 21]"}, {"B_05", "isic4 [5] goods [2]"}, {"D29X39", "isic4 [29] goods [15]"},
	} {
		in := isic.Read([]string{c.code})[0]
		kind := "services"
		if in.IsGoods() {
			kind = "goods"
		}
		if got := fmt.Sprint(in.Scheme, " ", in.Parts, " ", kind, " ", in.WIOD35()); got != c.want {
			t.Errorf("%s: %s, want %s", c.code, got, c.want)
		}
	}
	// A name that begins with the letter of a section is no code of it.
	for _, code := range []string{"", "c0", "c36", "X1", "12", "Agriculture", "Fishing", "Food & Beverages", "Gas", "C", "sec1", "A1 and B", "C12T10"} {
		in := isic.Read([]string{code})[0]
		if code == "C" {
			if len(in.Parts) != 24 {
				t.Errorf("C holds %v", in.Parts)
			}
			continue
		}
		if in.Parts != nil || in.Scheme != isic.Unknown || in.IsGoods() {
			t.Errorf("%q: %+v", code, in)
		}
	}
}

// C20 is wood where its neighbours can only be of Rev. 3, chemicals elsewhere.
func TestRevisionsAreToldApart(t *testing.T) {
	third := isic.Read([]string{"C01T05", "C20", "C30T33X", "C36T37", "C40T41", "C50T52"})
	for i, want := range []string{"[1] true", "[6] true", "[14] true", "[16] true", "[17] false", "[19 20 21] false"} {
		if got := fmt.Sprint(third[i].WIOD35(), third[i].IsGoods()); got != want || third[i].Scheme != isic.Rev3 {
			t.Errorf("%s: %s (%s), want %s", third[i].Code, got, third[i].Scheme, want)
		}
	}
	fourth := isic.Read([]string{"A01_02", "C20", "C31T33"})
	if got := fmt.Sprint(fourth[1].WIOD35()); got != "[9]" {
		t.Errorf("C20 of Rev. 4: %s", got)
	}
	if got := fmt.Sprint(isic.Read([]string{"c14"})[0].Rev3()); got != "[30 31 32 33]" {
		t.Errorf("c14: %s", got)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"c1", "C10T12", "A", "", "c1t", "C99", "D1_"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in := isic.Read([]string{s, "C01T05"})[0]
		if (in.Parts == nil) != (in.Scheme == isic.Unknown) {
			t.Errorf("%q: %+v", s, in)
		}
		for _, c := range in.WIOD35() {
			if c < 1 || c > 35 {
				t.Errorf("%q holds c%d", s, c)
			}
		}
	})
}
