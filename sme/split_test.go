package sme_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"ikat/internal/shareddata"
	"ikat/internal/validate"
	"ikat/sme"
)

// wiod returns an economy of the World Input-Output Tables, 2013 release.
func wiod(t testing.TB, code string, year int) *sme.Economy {
	t.Helper()
	path := shareddata.Path(t, validate.WIOD(year))
	s, err := validate.NewWorld(strings.TrimSuffix(path, validate.WIOD(year))).System(context.Background(),
		validate.WIOD(year))
	if err != nil {
		t.Fatal(err)
	}
	e, err := sme.NewEconomy(s, code)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func uniform(valueAdded, exports float64) sme.Statistics {
	return sme.Statistics{
		{Economy: "X", Indicator: sme.ValueAdded, Value: valueAdded, Low: valueAdded, High: valueAdded},
		{Economy: "X", Indicator: sme.Exports, Value: exports, Low: exports, High: exports},
	}
}

func split(t testing.TB, e *sme.Economy, stats sme.Statistics) *sme.Split {
	t.Helper()
	p, err := sme.PointShares(e, stats)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sme.NewSplit(context.Background(), e, p)
	if err != nil {
		t.Fatal(err)
	}
	if worst, where := s.Check(); worst > 1e-9 {
		t.Fatalf("the split misses the table by %.1e of output at %s", worst, where)
	}
	return s
}

func TestPublishedShares(t *testing.T) {
	for _, c := range []struct {
		code                string
		valueAdded, exports float64
		want                float64
	}{{"JPN", .56, .30, .480}, {"KOR", .46, .40, .444}} {
		if got := split(t, wiod(t, c.code, 2008), uniform(c.valueAdded, c.exports)).Share(); math.Abs(
			got-c.want) > .0005 {
			t.Errorf("%s: %.4f, want %.3f", c.code, got, c.want)
		}
	}
}

// What one shared share cannot satisfy is no contradiction: Indonesia answers.
func TestIndonesiaAnswers(t *testing.T) {
	for _, c := range []struct{ valueAdded, exports, want float64 }{{.631, .05, .344}, {.605, .157, .385}} {
		if got := split(t, wiod(t, "IDN", 2008), uniform(c.valueAdded, c.exports)).Share(); math.Abs(
			got-c.want) > .0005 {
			t.Errorf("%v, %v: %.4f, want %.3f", c.valueAdded, c.exports, got, c.want)
		}
	}
}
