package elasticity_test

import (
	"errors"
	"os"
	"slices"
	"testing"

	"ikat/elasticity"
	"ikat/fault"
	"ikat/internal/faulttest"
)

var someCodes = []string{"c1", "c4", "c20"}

// from is a reader of one file.
func from(text string) func(string) ([]byte, error) {
	return func(string) ([]byte, error) { return []byte(text), nil }
}

func chosen(choice, text string) ([]elasticity.Estimate, error) {
	c, err := elasticity.Choose(choice, from(text))
	if err != nil {
		return nil, err
	}
	return c.Of(someCodes, nil)
}

// Lines are those of the file, comments and all.
func TestElasticitiesNameTheirLine(t *testing.T) {
	_, err := chosen("e.csv", "# ours\nindustry,theta\nc4,4\n\n*,-1\n")
	var e *fault.Error
	if !errors.As(err, &e) || fault.Bare(e.Where) != "e.csv, line 5" {
		t.Errorf("%v", err)
	}
}

// Industries that nobody knows are told where a set assumes something for them; a number, a file and a set that says
// the same of all assume nothing.
func TestUnknownIndustriesAreToldWhereASetAssumes(t *testing.T) {
	for choice, want := range map[string][]string{"5": nil, "uniform": nil, "e.csv": nil,
		"recommended": {"gadgets"}, "caliendo-parro": {"gadgets"}} {
		c, err := elasticity.Choose(choice, from("industry,theta\n*,3\n"))
		if err != nil {
			t.Fatal(choice, err)
		}
		if got := c.Unknown([]string{"c4", "gadgets"}, nil); !slices.Equal(got, want) {
			t.Errorf("%s: %q is unknown, not %q", choice, got, want)
		}
	}
}

// A set, a number and a file are one rule: what is written down is known, and one that is no elasticity is refused.
func TestAChoiceIsASetANumberOrAFile(t *testing.T) {
	for choice, want := range map[string][]float64{"5": {5, 5, 5}, "uniform": {5, 5, 5}, "2.5": {2.5, 2.5, 2.5},
		"recommended": {7.6, 6.4, 5}, "e.csv": {3, 4, 3}} {
		got, err := chosen(choice, "industry,theta\nc4,4\n*,3\n")
		if err != nil {
			t.Fatal(choice, err)
		}
		for j, e := range got {
			if e.Theta != want[j] || choice != "recommended" && (e.Low != e.Theta || e.High != e.Theta) {
				t.Errorf("%s, %s: %+v", choice, someCodes[j], e)
			}
		}
	}
	for _, choice := range []string{"0", "-1", "NaN", "Inf", "cp-97.5"} {
		var e *fault.Error
		c, err := elasticity.Choose(choice, from(""))
		if err == nil {
			_, err = c.Of([]string{"c13"}, nil)
		}
		if !errors.As(err, &e) || e.Kind != fault.Invalid {
			t.Errorf("%s: %v", choice, err)
		}
	}
	_, err := elasticity.Choose("cp", func(string) ([]byte, error) { return nil, os.ErrNotExist })
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.NotFound {
		t.Errorf("%v", err)
	}
	if elasticity.Carried("e.csv") || !elasticity.Carried("5") || !elasticity.Carried("fgo") {
		t.Error("what is a file and what is not is confused")
	}
}

func FuzzElasticities(f *testing.F) {
	for _, seed := range []string{"industry,theta\n*,4\n", "industry,theta\nc4,4\n*,\"5", "industry,theta\n*,Inf\n",
		""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := chosen("fuzz.csv", text)
		faulttest.OfFile(t, err)
		for _, e := range got {
			if !(e.Theta > 0) {
				t.Fatal(got)
			}
		}
	})
}
