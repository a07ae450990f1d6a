package engine

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/elasticity"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/csvtext"
)

const daysOfYear = 365

// dayCosts are published values of a day at a border, ad valorem, the middle one first: Hummels and Schaur (2013),
// Djankov, Freund and Pham (2010).
var dayCosts = Fractions{0.008, 0.001, 0.002, 0.006, 0.021}

// usesDays reports whether a change is in days or money at borders, so that the value of a day matters.
func (s *Scenarios) usesDays() bool {
	for _, sc := range s.Scenarios {
		for _, c := range sc.Changes {
			if c.Days != nil || c.ContainerCost != nil {
				return true
			}
		}
	}
	return false
}

// changes returns the changes of a scenario, those of the scenarios it comes after first, with their paths.
func (s *Scenarios) changes(i int) (list []Change, at []string) {
	sc := s.Scenarios[i]
	if sc.After != "" {
		for k := range s.Scenarios[:i] {
			if s.Scenarios[k].Name == sc.After {
				list, at = s.changes(k)
			}
		}
	}
	for k, c := range sc.Changes {
		list = append(list, c)
		at = append(at, fmt.Sprintf("$.scenarios[%d].changes[%d]", i, k))
	}
	return list, at
}

// shock returns what scenario i does to a baseline when a day at a border costs dayCost and borders cost what rate says.
func (s *Scenarios) shock(b *counterfactual.Baseline, i int, dayCost float64, rate func(link int) float64) (counterfactual.Shock, error) {
	sh := counterfactual.Shock{Iceberg: ones(b.Links()), Tariff: append([]float64(nil), b.Tariff...), Available: ones(b.Links()), Productivity: ones(b.G() * b.N())}
	added := make([]float64, b.Links()) // to the ad valorem cost of borders, so far; a border never costs less than nothing
	list, at := s.changes(i)
	for k, c := range list {
		sel, err := s.selection(b, at[k], c)
		if err != nil {
			return sh, err
		}
		if c.Productivity != nil {
			for e := range b.G() {
				for j := range b.N() {
					if sel.exporter[e] && sel.industry[j] {
						sh.Productivity[e*b.N()+j] *= 1 + float64(*c.Productivity)
					}
				}
			}
			continue
		}
		more := s.borderCost(c, dayCost)
		eachLink(b, sel, func(l int) {
			if c.Iceberg != nil {
				sh.Iceberg[l] *= 1 + float64(*c.Iceberg)
			}
			if more != 0 {
				sh.Iceberg[l] *= (1 + math.Max(0, rate(l)+added[l]+more)) / (1 + math.Max(0, rate(l)+added[l]))
				added[l] += more
			}
			sh.Tariff[l] = c.tariff(sh.Tariff[l])
			sh.Available[l] *= c.left()
		})
	}
	return sh, nil
}

// eachLink calls f for the international links of a selection.
func eachLink(b *counterfactual.Baseline, sel selection, f func(link int)) {
	for j := range b.N() {
		for n := range b.G() {
			for e := range b.G() {
				if n != e && sel.industry[j] && sel.importer[n] && sel.exporter[e] {
					f(b.Link(j, n, e))
				}
			}
		}
	}
}

// borderCost returns what a change adds to the ad valorem cost of a border.
func (s *Scenarios) borderCost(c Change, dayCost float64) float64 {
	var more float64
	if c.Days != nil {
		more += dayCost * *c.Days
	}
	if c.ContainerCost != nil {
		more += *c.ContainerCost / s.container()
	}
	return more
}

func (s *Scenarios) container() float64 {
	if s.Container == 0 {
		return border.Container
	}
	return s.Container
}

// tariff returns the tariff after a change; a preference leaves the tariff in force on the trade that does not claim it.
func (c Change) tariff(old float64) float64 {
	switch {
	case c.TariffTo != nil && c.Use != nil:
		return old + float64(*c.Use)*(float64(*c.TariffTo)-old)
	case c.TariffTo != nil:
		return float64(*c.TariffTo)
	case c.TariffBy != nil:
		return old + float64(*c.TariffBy)
	}
	return old
}

// left returns the share of the supply that a change leaves.
func (c Change) left() float64 {
	left := 1.0
	if c.Available != nil {
		left *= float64(*c.Available)
	}
	if c.ClosedDays != nil {
		left *= 1 - *c.ClosedDays/daysOfYear
	}
	return left
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// UsualElasticities are the sets that are used where nobody chooses: the central one first.
var UsualElasticities = []string{elasticity.Default, "5"}

// ElasticitySets are the names of the published sets.
func ElasticitySets() []string { return elasticity.Names() }

// Elasticities returns the trade elasticity of each industry of a table that a name stands for, and a note where it rests
// on an assumption: a set of package elasticity; a number, the same for all; or the path of a CSV file with the header
// industry,theta, in which * stands for the industries not listed.
//
// Error: fault.NotFound, Unreadable or Invalid for the file.
func Elasticities(t *icio.Table, name string) (theta []float64, note string, err error) {
	theta = make([]float64, t.N())
	if set, ok := elasticity.Find(name); ok {
		for j, e := range set.Of(t.Industries) {
			theta[j] = e.Theta
		}
		if unknown := elasticity.Unknown(t.Industries); unknown != nil {
			note = fmt.Sprintf("no source gives an elasticity for %s: %d is assumed", strings.Join(unknown, ", "), elasticity.Services)
		}
		return theta, note, nil
	}
	if v, err := strconv.ParseFloat(name, 64); err == nil {
		for j := range theta {
			theta[j] = v
		}
		return theta, "", nil
	}
	return theta, "", readElasticities(t, name, theta)
}

// elasticityInputs are what an industry's elasticity may be: the estimate with its standard error, or the range of a
// convention; a number of the user's is known.
func elasticityInputs(t *icio.Table, name string) ([]draws.Input, error) {
	theta, _, err := Elasticities(t, name)
	if err != nil {
		return nil, err
	}
	out := make([]draws.Input, len(theta))
	for j, v := range theta {
		out[j] = draws.Input{Name: "elasticity of " + t.Industries[j], Dist: draws.Fixed(v)}
	}
	set, ok := elasticity.Find(name)
	if !ok {
		return out, nil
	}
	for j, e := range set.Of(t.Industries) {
		switch {
		case e.Error > 0:
			out[j].Dist = draws.Normal{Mean: e.Theta, SD: e.Error, Least: elasticity.Least}
		case e.Low < e.High:
			out[j].Dist, out[j].With = draws.Triangular{Low: e.Low, Mode: e.Theta, High: e.High}, "services"
		}
	}
	return out, nil
}

func readElasticities(t *icio.Table, path string, theta []float64) error {
	f, err := os.Open(path)
	if err != nil {
		return &fault.Error{Kind: fault.NotFound, Where: "elasticities " + path, What: "there is no such set and no such file",
			Fix: "Name " + strings.Join(elasticity.Names(), ", ") + ", a number, or a CSV file with the header industry,theta", Err: err}
	}
	defer f.Close()
	return elasticities(t, path, f, theta)
}

// elasticities reads a CSV text with the header industry,theta; * stands for the industries without a line of their own.
func elasticities(t *icio.Table, path string, text io.Reader, theta []float64) error {
	records, lines, err := csvtext.All(text)
	var bad *csvtext.Error
	if errors.As(err, &bad) {
		return bad.Fault(fault.Unreadable, path, "Elasticities are CSV with the header industry,theta")
	}
	if len(records) == 0 || len(records[0]) != 2 || records[0][0] != "industry" || records[0][1] != "theta" {
		return &fault.Error{Kind: fault.Unreadable, Where: path, What: "it is not a CSV file with the header industry,theta"}
	}
	for i, rec := range records[1:] {
		v, err := strconv.ParseFloat(rec[1], 64)
		if err != nil || !(v > 0) || math.IsInf(v, 0) {
			return &fault.Error{Kind: fault.Invalid, Where: fmt.Sprintf("%s, line %d", path, lines[i+1]), What: fmt.Sprintf("the elasticity %q is not a positive number", rec[1])}
		}
		if j, ok := t.Industry(rec[0]); ok {
			theta[j] = v
		} else if rec[0] == "*" {
			for j, old := range theta {
				if old == 0 {
					theta[j] = v
				}
			}
		} else {
			return &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s, line %d", path, lines[i+1]), What: fmt.Sprintf("the table has no industry %q", rec[0]),
				Fix: fault.Suggest(rec[0], t.Industries, "It has "+strings.Join(t.Industries, " "))}
		}
	}
	for j, v := range theta {
		if v == 0 {
			return &fault.Error{Kind: fault.Invalid, Where: path, What: "it has no elasticity for industry " + t.Industries[j], Fix: "Add a line for it, or one for * last"}
		}
	}
	return nil
}
