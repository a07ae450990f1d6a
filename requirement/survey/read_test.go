package survey_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"ikat/internal/faulttest"
	"ikat/internal/shareddata"
	"ikat/requirement/survey"
)

func open(t *testing.T, name string) *survey.Data {
	t.Helper()
	f, err := os.Open(shareddata.Path(t, "requirements/survey/"+name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := survey.Read(name, f, survey.EnterpriseSurveys(), survey.UsedFrom)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// 300 made-up firms in the layout of the Enterprise Surveys, in codes and in labels.
func TestThreeHundredFirms(t *testing.T) {
	text, err := os.ReadFile(shareddata.Path(t, "requirements/survey/wbes_layout_300_expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Expected map[string]struct {
			Estimate, SE float64
			Firms        int
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"wbes_layout_300.csv", "wbes_layout_300_labels.csv"} {
		d := open(t, name)
		check := func(what string, got survey.Estimate) {
			t.Helper()
			want, ok := file.Expected[what]
			if !ok {
				t.Fatalf("nothing is expected of %s", what)
			}
			near(t, name+" "+what, got.Value, want.Estimate)
			near(t, name+" "+what+", error", got.Error, want.SE)
			if got.Firms != want.Firms {
				t.Errorf("%s %s: %d firms, want %d", name, what, got.Firms, want.Firms)
			}
		}
		held := func(s *survey.Sample) survey.Estimate {
			e := s.Stopped(1, survey.Asked).Requirements[0].Stops
			e.Value = 1 - e.Value
			return e
		}
		sizes := d.Column("a6a")
		check("certificate", held(d.Before(survey.Singly([]string{"iso9001"}))))
		check("audited accounts", held(d.Before(survey.Singly([]string{"accounts_audited"}))))
		for k, label := range []string{"Small (5-19)", "Medium (20-99)", "Large (100 and more)"} {
			in := func(f int) bool { return sizes[f] == label || sizes[f] == fmt.Sprint(k+1) }
			check(fmt.Sprintf("certificate, a6a=%d", k+1), held(d.Before(survey.Singly([]string{"iso9001"})).Within(in)))
		}
		four := []string{"iso9001", "accounts_audited", "credit_line", "capacity_rate"}
		s := d.Before(survey.Singly(four))
		got := s.Stopped(4, survey.Asked)
		check("no gap in the four", got.Qualified)
		check("qualified share of capacity h", got.Capacity)
		small := s.Within(func(f int) bool { return !strings.HasPrefix(sizes[f], "Large") && sizes[f] != "3" })
		check("qualified share of capacity h, SMEs", small.Stopped(4, survey.Asked).Capacity)
		for k, r := range four {
			check("gap "+r, got.Requirements[k].Stops)
			check("gap "+r+" alone", got.Requirements[k].Alone)
		}
	}
}

// The lower and the upper end enclose what is known, and what nobody asks is never free.
func TestBoundsOfWhatIsNotAsked(t *testing.T) {
	d := open(t, "wbes_layout_300.csv")
	s := d.Before(survey.Singly([]string{"iso9001", "smeta"}))
	upper, lower := s.Stopped(2, survey.AllHold), s.Stopped(2, survey.NoneHold)
	if lower.Capacity.Value != 0 || !(upper.Capacity.Value > 0) || s.Stopped(2, survey.Asked).Capacity.Firms != 0 {
		t.Errorf("between %v and %v", lower.Capacity, upper.Capacity)
	}
}

// What a buyer takes instead meets a demand, whichever of them the survey asks about.
func TestWhatIsTakenInstead(t *testing.T) {
	m, err := survey.ReadMapping("m.csv", strings.NewReader("variable,ikat_field,requirement\na,holds,iso9001\n"+
		"b,holds,iatf16949\n"))
	if err != nil {
		t.Fatal(err)
	}
	const text = "a,b\n1,1\n1,2\n2,1\n2,2\n,1\n,2\n"
	d, err := survey.Read("s.csv", strings.NewReader(text), m, 80)
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		takes survey.Demand
		want  string // by firm: held, gap, unknown
	}{
		"either":           {survey.Demand{"iso9001", "iatf16949"}, "hhhghu"},
		"the second alone": {survey.Demand{"iatf16949"}, "hghghg"},
		"one not asked":    {survey.Demand{"iatf16949", "sa8000"}, "huhuhu"},
	} {
		got := ""
		for _, f := range d.Before([]survey.Demand{c.takes}).Firms {
			got += map[bool]string{true: "g", false: map[bool]string{true: "u", false: "h"}[len(f.Unknown) > 0]}[len(f.Gaps) > 0]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
	if part := d.AskedOf(survey.Demand{"iatf16949", "sa8000"}); len(part) != 1 || part[0] != "iatf16949" {
		t.Errorf("asked is %v", part)
	}
}

// A large survey: 10,000 firms and 40 requirements.
func TestLargeSurvey(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s := survey.Sample{}
	for range 10000 {
		f := survey.Firm{Capacity: r.ExpFloat64()}
		for k := range 40 {
			if r.IntN(10) == 0 {
				f.Gaps = append(f.Gaps, k)
			}
		}
		s.Firms = append(s.Firms, f)
		s.Weights = append(s.Weights, 1+20*r.Float64())
		s.Strata = append(s.Strata, r.IntN(60))
	}
	got := s.Stopped(40, survey.Asked)
	sum := got.Capacity.Value
	for _, one := range got.Requirements {
		sum += one.GainShapley.Value
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the parts add up to %v", sum)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("idstd,wmedian,a2,b8,f1,d2\n1,2.5,1,1,70,1000\n2,3,1,Yes,90,-9\n"))
	f.Add([]byte("b8\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := survey.Read("s.csv", strings.NewReader(string(text)), survey.EnterpriseSurveys(), 80)
		if err != nil {
			faulttest.OfFile(t, err)
			return
		}
		d.Before(survey.Singly(d.Asked)).Stopped(len(d.Asked), survey.NoneHold)
	})
}

func FuzzReadMapping(f *testing.F) {
	f.Add([]byte("variable,ikat_field,requirement,holds\nq1,holds,iso9001,1|yes\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := survey.ReadMapping("m.csv", strings.NewReader(string(text)))
		faulttest.OfFile(t, err)
	})
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
