package trade_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question/trade"
	"ikat/result"
	"ikat/scenario"
)

const quicker = "scenarios: [{name: a, changes: [{exporter: IDN, iceberg: -5%}]}]"

// withJobs solves the scenario with so many jobs per unit of an industry's value added.
func withJobs(t *testing.T, header string, per func(industry string) float64) (f, sectors *result.Frame, err error) {
	t.Helper()
	s, err := scenario.Read("test.yaml", []byte(quicker))
	if err != nil {
		t.Fatal(err)
	}
	if sectors, err = trade.Solve(t.Context(), questiontest.Engine(), s, "apx/2008", "sector", nil, nil); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(header)
	for i := range sectors.Rows() {
		industry := sectors.Column("industry").Text(i)
		fmt.Fprintf(&b, "%s,%s,%v\n", sectors.Column("economy").Text(i), industry,
			per(industry)*sectors.Column("value_added").Floats[i])
	}
	s.Satellites = filepath.Join(t.TempDir(), "jobs.csv")
	if err := os.WriteFile(s.Satellites, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err = trade.Solve(t.Context(), questiontest.Engine(), s, "apx/2008", "economy", nil, nil)
	return f, sectors, err
}

const persons = "economy,industry,employment\n,,persons\n"

// Where every industry has as many jobs per unit of labour, jobs move and none comes or goes: labour is held.
func TestJobsAlikeMoveAndNetNothing(t *testing.T) {
	f, _, err := withJobs(t, persons, func(string) float64 { return 10 })
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.Rows() {
		net, moved := f.Column("employment_change").Floats[i], f.Column("employment_moved").Floats[i]
		if !(math.Abs(net) < 1e-4*moved) || !(moved > 0) {
			t.Errorf("%s: net %g, moved %g", f.Column("economy").Text(i), net, moved)
		}
	}
}

// Jobs of one industry alone grow as its value added does over the economy's wage, which is what all its industries'
// value added grows by together.
func TestJobsOfAnIndustryFollowItsLabour(t *testing.T) {
	const per = 10
	f, sectors, err := withJobs(t, persons, func(industry string) float64 {
		if industry == "c4" {
			return per
		}
		return 0
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.Rows() - 1 {
		code := f.Column("economy").Text(i)
		var before, after, textiles, grown float64
		for k := range sectors.Rows() {
			if sectors.Column("economy").Text(k) != code {
				continue
			}
			v := sectors.Column("value_added").Floats[k]
			if v == 0 {
				continue
			}
			growth := 1 + sectors.Column("value_added_pct").Floats[k]/100
			before, after = before+v, after+v*growth
			if sectors.Column("industry").Text(k) == "c4" {
				textiles, grown = v, growth
			}
		}
		want := per * textiles * (grown*before/after - 1)
		if got := f.Column("employment_change").Floats[i]; math.Abs(got-want) > 1e-4*per*textiles {
			t.Errorf("%s: %g jobs in textiles, not %g", code, got, want)
		}
		low, high := f.Column("employment_change_low").Floats[i], f.Column("employment_change_high").Floats[i]
		if net := f.Column("employment_change").Floats[i]; !(low <= net && net <= high) {
			t.Errorf("%s: %g is not within %g and %g", code, net, low, high)
		}
	}
}

// Emissions are no jobs, and what a file lacks is said.
func TestOnlyWorkIsJobs(t *testing.T) {
	f, _, err := withJobs(t, "economy,industry,co2\n,,kilotonnes\n", func(string) float64 { return 1 })
	if err != nil || trade.Jobs(f) != nil || !strings.Contains(fmt.Sprint(f.Notes), "--satellite") {
		t.Error(err, f.Notes)
	}
	_, _, err = withJobs(t, "economy,industry\n", func(string) float64 { return 1 })
	if fault.KindOf(err) != fault.Unreadable {
		t.Error(err)
	}
}
