package firms_test

import (
	"math"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question/firms"
)

// The comparison of all economies says of each what the question about it alone says, and names those it leaves out.
func TestSMEsAgreeWithEachAlone(t *testing.T) {
	e := questiontest.Engine()
	f, err := firms.Compare(t.Context(), e, firms.Usual("", "apx/2008"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if f.Rows() != 7 {
		t.Errorf("%d economies, want those of the table with statistics that agree with it", f.Rows())
	}
	value := func(column string, row int) float64 { return f.Column(column).Floats[row] }
	last := 1.
	for i := range f.Rows() {
		code := f.Column("economy").Text(i)
		alone, err := firms.EstimateOf(t.Context(), e, firms.Usual(code, "apx/2008"), nil)
		if err != nil {
			t.Fatal(err)
		}
		share := value("va_in_exports", i)
		if share != alone.Split.Share() || share > last {
			t.Errorf("%s: share %v, alone %v, the one before %v", code, share, alone.Split.Share(), last)
		}
		last = share
		if parts := value("direct", i) + value("through_smes", i) + value("through_large", i); math.Abs(parts-share) > 1e-12 {
			t.Errorf("%s: the ways add up to %v of %v", code, parts, share)
		}
		if d := value("dependence", i); d != alone.Dependence() {
			t.Errorf("%s: dependence %v, alone %v", code, d, alone.Dependence())
		}
		for _, s := range alone.Statistics {
			if s.Industry == "" && s.Indicator == "value_added" && math.Abs(value("value_added", i)-s.Value) > 1e-9 {
				t.Errorf("%s: share of value added %v, the statistic says %v", code, value("value_added", i), s.Value)
			}
		}
	}
	for _, n := range f.Notes {
		if strings.Contains(n.Text, "left out") {
			t.Errorf("an economy is left out: %v", n)
		}
	}
}

// A reader's own text stands in place of the built-in statistics of the same indicator, and is refused with its line.
func TestStatisticsAsText(t *testing.T) {
	q := firms.Usual("KOR", "apx/2008")
	q.Statistics = "economy,indicator,value\nKOR,exports,20%\n"
	e := questiontest.Engine()
	a, err := firms.EstimateOf(t.Context(), e, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := a.Split.Economy.N()
	var small, total float64
	for i, v := range a.Split.Exports {
		if total += v; i < n {
			small += v
		}
	}
	if math.Abs(small/total-.2) > 1e-9 {
		t.Errorf("small firms export %v, told 20%%", small/total)
	}
	q.Statistics = "economy,indicator,value\nKOR,exports,much\n"
	if _, err := firms.EstimateOf(t.Context(), e, q, nil); fault.KindOf(err) != fault.Unreadable ||
		!strings.Contains(err.Error(), "line 2") {
		t.Errorf("a line that is no statistic: %v", err)
	}
	q = firms.Usual("KOR", "apx/2008")
	q.Assume.ValueAdded = .5
	if _, err := firms.EstimateOf(t.Context(), e, q, nil); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a factor below 1: %v", err)
	}
}
