package icio_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/randtable"
)

// coded returns a random table whose economies have the given codes.
func coded(t *rapid.T, codes string) *icio.Table {
	list := strings.Fields(codes)
	m := randtable.DrawOf(t, len(list), rapid.IntRange(1, 3).Draw(t, "N"), 1)
	out := *m
	out.Economies = list
	return &out
}

// Codes change, flows do not; doing it again changes nothing.
func TestCanonicalChangesCodesOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		printed := coded(
			t,
			rapid.SampledFrom([]string{"VIE PRC INO TAP", "VN CN ID TW", "vnm chn idn twn", "704 156 360 158"}).Draw(t, "codes"),
		)
		got := printed.Canonical()
		if want := "VNM CHN IDN TWN"; strings.Join(got.Economies, " ") != want {
			t.Fatalf("%v from %v", got.Economies, printed.Economies)
		}
		if &got.Z[0] != &printed.Z[0] || &got.F[0] != &printed.F[0] {
			t.Fatal("flows were copied")
		}
		if again := got.Canonical(); !reflect.DeepEqual(again, got) {
			t.Fatalf("again: %+v, %+v", again.Meta, got.Meta)
		}
		for i, c := range printed.Economies {
			if code, err := got.Find(c); err != nil || code != got.Economies[i] {
				t.Fatalf("%s: %s, %v", c, code, err)
			}
		}
	})
}

// Parts are added up to their economy, in its place: the same numbers as the aggregate made by hand, without trade
// among them.
func TestPartsBecomeTheirEconomy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := coded(t, rapid.SampledFrom([]string{"CHN AUS CN1 CN2", "AUS CN1 CHN CN2", "AUS IDN ID1 ID2",
			"AUS IDN IDN1 IDN2", "AUS IDN INO-1 INO-2", "AUS CHN PRC1 PRC2", "AUS IDN idn.1 idn.2"}).Draw(t, "codes"))
		whole, part := "CHN", strings.TrimSuffix(m.Economies[3], "2")
		if strings.HasPrefix(strings.ToUpper(part), "I") {
			whole = "IDN"
		}
		e, _ := m.Economy(whole)
		N, K, n := m.N(), m.K(), m.Sectors()
		for i := range n { // the whole produces nothing and buys for final use
			for j := range n {
				if i/N == e || j/N == e {
					m.Z[i*n+j] = 0
				}
			}
			for k := range m.G() * K {
				if i/N == e {
					m.F[i*m.G()*K+k] = 0
				}
			}
		}
		for i := range n {
			m.X[i] = 0
			for j := range n {
				m.X[i] += m.Z[i*n+j]
			}
			for k := range m.G() * K {
				m.X[i] += m.F[i*m.G()*K+k]
			}
		}
		got := m.Canonical()
		if got.G() != 2 || !reflect.DeepEqual(got.Parts, map[string][]string{whole: {part + "1", part + "2"}}) {
			t.Fatalf("%v %v", got.Economies, got.Parts)
		}
		if len(got.Derivation) != 1 || !strings.Contains(got.Derivation[0], whole) {
			t.Fatalf("derivation %q", got.Derivation)
		}
		var pairs []icio.Pair
		for _, c := range m.Economies {
			to := c
			if strings.HasPrefix(c, part) {
				to = whole
			}
			pairs = append(pairs, icio.Pair{Code: c, Group: to})
		}
		want, err := m.Aggregate(icio.Mapping{Economies: pairs})
		if err != nil {
			t.Fatal(err)
		}
		for i, code := range got.Economies {
			w, _ := want.Economy(code)
			for j := range N {
				if a, b := got.X[i*N+j], want.X[w*N+j]; math.Abs(a-b) > 1e-9*(1+math.Abs(b)) {
					t.Fatalf("%s: output %v, want %v", code, a, b)
				}
			}
		}
		if again := got.Canonical(); !reflect.DeepEqual(again, got) {
			t.Fatal("again changes it")
		}
		m.Split = true
		if got := m.Canonical(); got.G() != 4 {
			t.Fatalf("split: %v", got.Economies)
		}
	})
}

// A part that is known by its name and one that is not are parts of the same economy.
func TestKnownAndLikelyPartsAreOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := coded(t, "CHN AUS CN2 China(other)")
		n, width := m.Sectors(), m.G()*m.K()
		for i := range m.N() {
			clear(m.Z[i*n : (i+1)*n])
			clear(m.F[i*width : (i+1)*width])
			m.X[i] = 0
		}
		if got := m.Canonical(); !reflect.DeepEqual(got.Economies, []string{"CHN", "AUS"}) {
			t.Fatalf("%v", got.Economies)
		}
	})
}

// An economy with output of its own beside its parts is not added to them; a code with a digit is no part without its
// whole.
func TestWhatIsNoPartStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := coded(t, rapid.SampledFrom([]string{"CHN CN1 CN2 AUS", "AUS ID1 ID2 ROW", "AUS CN1 ROW DEU"}).Draw(t, "codes"))
		m.X[0] = 1
		if got := m.Canonical(); got.G() != 4 {
			t.Fatalf("%v", got.Economies)
		}
	})
}

func TestFindSaysWhereAnEconomyIs(t *testing.T) {
	m := &icio.Table{
		Meta:      icio.Meta{Name: "t", Year: 2000, Members: map[string][]string{"OEU": {"AUT", "BEL"}}},
		Economies: []string{"CHN", "OEU", "ROW"},
	}
	for text, say := range map[string]string{"Austria": "part of OEU", "Viet Nam": "VNM", "CN1": "part of CHN",
		"Chyna": "China", "Virgin Islands": "several"} {
		if _, err := m.Find(text); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, want := range map[string]string{"china": "CHN", "rest of world": "ROW", "OEU": "OEU", "oeu": "OEU"} {
		if got, err := m.Find(text); err != nil || got != want {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
	if code, err := m.Whole("CN2"); err != nil || code != "CHN" {
		t.Errorf("CN2: %s, %v", code, err)
	}
	if _, err := m.Find(""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("nothing: %v", err)
	}
}

// Industries are found by code and by name; the commas of a name that a list was cut at are no matter.
func TestFindIndustries(t *testing.T) {
	m := &icio.Table{
		Meta:       icio.Meta{IndustryNames: map[string]string{"P1": "Growing wheat"}},
		Industries: []string{"P1", "Hotels, restaurants", "Hotels"},
	}
	for text, want := range map[string]string{"Hotels, restaurants": "[Hotels, restaurants]",
		"Hotels,P1": "[Hotels P1]", "growing WHEAT": "[P1]",
		"P1,hotels, Restaurants": "[P1 Hotels, restaurants]"} {
		if got, err := m.FindIndustries(strings.Split(text, ",")); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"Motels": "Nearest: Hotels", "paddy rice": "Nearest: P1 (Growing wheat)",
		"*": "It has P1 (Growing wheat), Hotels, restaurants, Hotels"} {
		_, err := m.FindIndustries([]string{text})
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.NotFound || fault.Bare(f.Fix) != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
