package elasticity_test

import (
	"fmt"
	"math"
	"testing"

	"ikat/elasticity"
)

func of(t *testing.T, set string, codes ...string) []elasticity.Estimate {
	t.Helper()
	s, ok := elasticity.Find(set)
	if !ok {
		t.Fatalf("no set %s", set)
	}
	return s.Of(codes, nil)
}

// Studies made with earlier versions can be made again.
func TestTheEarlierSet(t *testing.T) {
	for code, want := range map[string]float64{
		"c1": 8.11, "c8": 51.08, "c12": 7.99, "c14": 10.6, "c15": .37, "c16": 5, "c17": 5, "c19t21": 5, "c35": 5,
		"A01_02": 8.11, "B05_06": 15.72, "C10T12": 2.55, "C13T15": 5.56, "C16": 10.83, "C17_18": 9.07, "C19": 51.08,
		"C21": 4.75,
		"C25": 4.30, "C27": 10.60, "C28": 1.52, "C29": 1.01, "C30": .37, "C31T33": 5, "D": 5, "D35": 5, "D10T12": 2.55,
		"D01T02": 8.11, "G": 5, "T": 5,
	} {
		if got := of(t, "caliendo-parro", code)[0]; got.Theta != want || got.Assumed != (want == 5 && code != "c16" &&
			code != "C31T33") {
			t.Errorf("%s: %v (assumed %v), the paper has %v", code, got.Theta, got.Assumed, want)
		}
	}
}

// An industry gets the mean of the sectors that it holds, in every classification.
func TestIndustriesAverageOverWhatTheyContain(t *testing.T) {
	for _, c := range []struct {
		set, code string
		theta, se float64
	}{
		{"cp-full", "c12", (7.99 + 4.30) / 2, math.Sqrt(2.53*2.53+2.15*2.15) / 2},
		{"cp-full", "c14", (12.79 + 10.60 + 7.07 + 8.98) / 4, math.Sqrt(2.14*2.14+1.38*1.38+1.72*1.72+1.25*1.25) / 4},
		{"cp-full", "c15", (1.01 + .37) / 2, math.Sqrt(.8*.8+1.08*1.08) / 2},
		{"cp-full", "C26", (12.79 + 7.07 + 8.98) / 3, math.Sqrt(2.14*2.14+1.72*1.72+1.25*1.25) / 3},
		{"cp-99", "c8", 64.85, 15.61},
		{"cp-97.5", "c13", -2.82, 4.33},
		{"cp-99", "C24T25", (3.28 + 6.99) / 2, math.Sqrt(2.51*2.51+2.12*2.12) / 2},
		{"fgo", "c9", 11.53, math.NaN()},
		{"fgo", "C13T15", (392*6.99 + 142*3.69 + 46*5.54) / (392 + 142 + 46), math.NaN()},
	} {
		got := of(t, c.set, c.code)[0]
		if math.Abs(got.Theta-c.theta) > 1e-12 || !math.IsNaN(c.se) && math.Abs(got.Error-c.se) > 1e-12 {
			t.Errorf("%s, %s: %v ± %v, want %v ± %v", c.set, c.code, got.Theta, got.Error, c.theta, c.se)
		}
	}
	// What the authors put in the place of two estimates is one value, as uncertain as one.
	vehicles, ships := of(t, "cp-counterfactual", "C29")[0], of(t, "cp-counterfactual", "c15")[0]
	if vehicles.Theta != 8.22 || ships.Theta != 8.22 || math.Abs(vehicles.Error-ships.Error) > 1e-12 ||
		!(ships.Error > 3) {
		t.Errorf("%+v, %+v", vehicles, ships)
	}
}

// C20 is wood in the third revision of the classification and chemicals in the fourth.
func TestRevisions(t *testing.T) {
	third := of(t, "cp-full", "C01T05", "C20", "C36T37")
	if third[0].Theta != 8.11 || third[1].Theta != 10.83 || third[2].Theta != 5 {
		t.Errorf("%+v", third)
	}
	if fourth := of(t, "cp-full", "A01_02", "C20"); fourth[1].Theta != 4.75 {
		t.Errorf("%+v", fourth[1])
	}
}

// The recommended set weighs two studies by how exact they are: it lies between them, nearer to the more exact one, its
// error is below what either has with the differences between studies, and a value from memory moves nothing but the
// range.
func TestRecommended(t *testing.T) {
	codes := make([]string, 16)
	for i := range codes {
		codes[i] = fmt.Sprintf("c%d", i+1)
	}
	// computed apart from this program
	want := []float64{7.6, 17.8, 4.5, 6.4, 6.0, 8.8, 10.6, 17.6, 8.1, 4.5, 5.5, 7.5, 5.0, 8.0, 9.6, 5.4}
	full, fgo := of(t, "cp-full", codes...), of(t, "fgo", codes...)
	used, p99 := of(t, "cp-counterfactual", codes...), of(t, "cp-99", codes...)
	for i, e := range of(t, elasticity.Default, codes...) {
		if math.Abs(e.Theta-want[i]) > 1e-9 {
			t.Errorf("%s: %v, want %v", codes[i], e.Theta, want[i])
		}
		low, high := math.Inf(1), 0.0
		for _, v := range []float64{full[i].Theta, fgo[i].Theta, used[i].Theta, p99[i].Theta} {
			low, high = math.Min(low, v), math.Max(high, v)
		}
		if e.Theta < low-.05 || e.Theta > high+.05 {
			t.Errorf("%s: %v lies outside its sources %v to %v", codes[i], e.Theta, low, high)
		}
		if !(e.Low >= elasticity.Least && e.Low < e.Theta && e.Theta < e.High && e.Error > 0) || e.Source == "" ||
			e.Assumed {
			t.Errorf("%s: %+v", codes[i], e)
		}
		if normal := e.Theta - 1.645*e.Error; e.FromMemory == (e.Low > normal-.01 &&
			e.High < e.Theta+1.645*e.Error+.01) {
			t.Errorf("%s: a range from memory is marked wrongly: %+v", codes[i], e)
		}
	}
	if s := of(t, elasticity.Default, "c17")[0]; s.Theta != elasticity.Services || !s.Assumed || !math.IsNaN(s.Error) ||
		!s.FromMemory {
		t.Errorf("services: %+v", s)
	}
}

func TestWhatNobodyKnowsIsAssumedAndSaid(t *testing.T) {
	codes := []string{"", "c0", "c36", "X1", "gadgets", "c1"}
	for _, set := range elasticity.Sets() {
		if set.Name == "uniform" {
			continue // it says the same of every industry
		}
		got := set.Of(codes, nil)
		want := of(t, set.Name, "c17")[0].Theta // that of services but where the authors take another there
		if set.Name == "cp-counterfactual" {
			want = elasticity.Services
		}
		for i, e := range got[:len(codes)-1] {
			if e.Theta != want || !e.Assumed {
				t.Errorf("%s, %q: %+v", set.Name, codes[i], e)
			}
		}
		if got[len(codes)-1].Assumed {
			t.Errorf("%s does not know c1", set.Name)
		}
	}
	if got := elasticity.Unknown(codes, nil); len(got) != len(codes)-1 {
		t.Errorf("unknown: %q", got)
	}
}

// Industries whose codes say nothing are known by their names, as those of GLORIA and EMERGING.
func TestIndustriesByName(t *testing.T) {
	codes := []string{"P001", "P055"}
	names := map[string]string{"P001": "Growing wheat", "P055": "Textiles and clothing"}
	set, _ := elasticity.Find(elasticity.Default)
	if got := elasticity.Unknown(codes, nil); len(got) != 2 {
		t.Errorf("without names %v are unknown", got)
	}
	if got := elasticity.Unknown(codes, names); got != nil {
		t.Errorf("with names %v are unknown", got)
	}
	for j, want := range set.Of([]string{"c1", "c4"}, nil) {
		if got := set.Of(codes, names)[j]; got.Theta != want.Theta {
			t.Errorf("%s: %v, not %v", codes[j], got.Theta, want.Theta)
		}
	}
}

// The ends are those of the recommended ranges, and known.
func TestEnds(t *testing.T) {
	codes := []string{"c2", "c14", "c17", "gadgets"}
	usual := of(t, elasticity.Default, codes...)
	for name, end := range map[string]func(elasticity.Estimate) float64{
		"recommended-low":  func(e elasticity.Estimate) float64 { return e.Low },
		"recommended-high": func(e elasticity.Estimate) float64 { return e.High },
	} {
		for i, e := range of(t, name, codes...) {
			if e.Theta != end(usual[i]) || e.Low != e.Theta || e.High != e.Theta || !math.IsNaN(e.Error) {
				t.Errorf("%s, %s: %+v of %+v", name, codes[i], e, usual[i])
			}
		}
	}
}
