// Package elasticity holds published trade elasticities: by how many per cent buyers shift between origins when one of
// them becomes one per cent dearer. They come in named sets; the name says whose they are and from which sample.
//
// An elasticity is an estimate. Each comes with its standard error where it has one, a range, and its source in words.
package elasticity

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/draws"
	"ikat/isic"
)

// Default is the set that is used where nobody chooses.
const Default = "recommended"

// Services is taken for industries that no study estimates, by the convention of Costinot and Rodríguez-Clare (2014).
const Services = 5

// Least is the smallest elasticity of a range or a draw: below it a cost of one per cent moves no trade to speak of,
// and autarky costs everything.
const Least = .5

// servicesLow and servicesHigh are the range of Services: the first is from memory of another model's parameters, the
// second is what Caliendo and Parro take for industries that are not traded.
const servicesLow, servicesHigh = 2.8, 8.22

// ninety is how many standard errors on either side hold the middle 90% of a normal distribution.
const ninety = 1.6448536269514722

var unknown = math.NaN()

// Estimate is the elasticity of one industry.
type Estimate struct {
	Theta      float64
	Error      float64 // standard error, NaN where there is none
	Low, High  float64 // 5 and 95%, or the values that other sources give; Theta where nothing is known
	FromMemory bool    // whether Low or High is a value that nobody looked up
	Assumed    bool    // whether Theta is a convention, not an estimate
	Source     string
}

// Input is what an industry's elasticity may be: the estimate with its standard error, or the range of a convention,
// which all industries that rest on it draw together; what somebody wrote down is known.
func (e Estimate) Input(industry string) draws.Input {
	in := draws.Input{Name: "elasticity of " + industry, Dist: draws.Fixed(e.Theta)}
	switch {
	case e.Error > 0:
		in.Dist = draws.Normal{Mean: e.Theta, SD: e.Error, Least: Least}
	case e.Low < e.High:
		in.Dist, in.With = draws.Triangular{Low: e.Low, Mode: e.Theta, High: e.High}, "services"
	}
	return in
}

// Set is a named set of elasticities.
type Set struct {
	Name       string
	Definition string // whose, from which sample, what is done with industries that hold several sectors
	everywhere bool   // whether it says the same of every industry, of one that nobody knows too
	of         func(isic.Industry) Estimate
	end        func(Estimate) Estimate // which end of each range it takes; nil for the middle
}

var sets = []*Set{
	{Name: "recommended", of: recommended, Definition: "Caliendo and Parro (2015) and Fontagné, Guimbard and Orefice " +
		"(2022) together, each weighted by how exact it is; services 5"},
	{Name: "recommended-low", of: recommended, end: low,
		Definition: "recommended, each industry at the low end of its range"},
	{Name: "recommended-high", of: recommended, end: high,
		Definition: "recommended, each industry at the high end of its range"},
	{Name: "cp-full", of: sample(full),
		Definition: "Caliendo and Parro (2015), full sample, mean of the sectors in an industry; services 5"},
	{Name: "cp-99", of: sample(ninetyNine),
		Definition: "Caliendo and Parro (2015), 99% sample, mean of the sectors in an industry; services 5"},
	{Name: "cp-97.5", of: sample(ninetySeven),
		Definition: "Caliendo and Parro (2015), 97.5% sample, mean of the sectors in an industry; services 5"},
	{Name: "cp-counterfactual", of: counterfactual, Definition: "what Caliendo and Parro (2015) use: the 99% sample, " +
		"8.22 for vehicles, other transport and services"},
	{Name: "fgo", of: products,
		Definition: "Fontagné, Guimbard and Orefice (2022), median over products; services 5"},
	{Name: "caliendo-parro", of: earlier, Definition: "as in earlier versions: Caliendo and Parro (2015), full sample, " +
		"one sector for an industry that holds several; services 5"},
	{Name: "uniform", of: uniform, everywhere: true, Definition: "5 for every industry, a second opinion"},
}

// Names returns the names of the sets, the default first.
func Names() []string {
	out := make([]string, len(sets))
	for i, s := range sets {
		out[i] = s.Name
	}
	return out
}

// Sets returns all sets, the default first.
func Sets() []*Set { return slices.Clone(sets) }

// Find returns a set by its name.
func Find(name string) (*Set, bool) {
	i := slices.IndexFunc(sets, func(s *Set) bool { return s.Name == name })
	if i < 0 {
		return nil, false
	}
	return sets[i], true
}

// Of returns the set's estimates for the industries of a table, by their codes, and by their names (nil where there are
// none) where a code says nothing. An industry that is none that is known gets Services and is marked as assumed.
func (s *Set) Of(codes []string, names map[string]string) []Estimate {
	out := make([]Estimate, len(codes))
	for i, in := range isic.ReadNamed(codes, names) {
		if in.Parts == nil && !s.everywhere {
			out[i] = convention()
			out[i].Source = "assumed: no source knows this industry's code"
		} else {
			out[i] = s.of(in)
		}
		if s.end != nil {
			out[i] = s.end(out[i])
		}
	}
	return out
}

// Unknown returns the codes of industries that no set knows.
func Unknown(codes []string, names map[string]string) []string {
	var out []string
	for _, in := range isic.ReadNamed(codes, names) {
		if in.Parts == nil {
			out = append(out, in.Code)
		}
	}
	return out
}

// convention is what stands for services.
func convention() Estimate {
	return Estimate{Theta: Services, Error: unknown, Low: servicesLow, High: servicesHigh, FromMemory: true,
		Assumed: true,
		Source:  "convention of Costinot and Rodríguez-Clare (2014), no estimate"}
}

// sample is the set of one sample of Caliendo and Parro.
func sample(of sampled) func(isic.Industry) Estimate {
	return func(in isic.Industry) Estimate {
		list := sectorsOf(in)
		if list == nil {
			return convention()
		}
		e := around(mean(list, func(s *sector) (float64, float64) { return s.theta[of], s.err[of] }))
		e.Source = fmt.Sprintf("Caliendo and Parro (2015), %s: %s", sampleNames[of], named(list))
		return e
	}
}

// uniform is the set that takes the convention for services everywhere, and as known.
func uniform(isic.Industry) Estimate {
	return Estimate{Theta: Services, Error: unknown, Low: Services, High: Services, Source: "the same for every industry"}
}

// counterfactual is what the paper's own counterfactual uses.
func counterfactual(in isic.Industry) Estimate {
	list := sectorsOf(in)
	if list == nil {
		e := convention()
		e.Theta, e.Low, e.Source = servicesHigh, servicesLow,
			"Caliendo and Parro (2015), what they take where nothing is traded"
		return e
	}
	e := around(mean(list, (*sector).used))
	e.Source = "Caliendo and Parro (2015), as in their counterfactual: " + named(list)
	return e
}

// low and high are the ends of an estimate's range as if they were known.
func low(e Estimate) Estimate  { e.Theta = e.Low; return known(e) }
func high(e Estimate) Estimate { e.Theta = e.High; return known(e) }

func known(e Estimate) Estimate {
	e.Low, e.High, e.Error = e.Theta, e.Theta, unknown
	return e
}

// products is the set of medians over products.
func products(in isic.Industry) Estimate {
	m, ok := medianOf(in)
	if !ok {
		return convention()
	}
	e := around(m.theta, m.err)
	e.Source = fmt.Sprintf("Fontagné, Guimbard and Orefice (2022), median of %d product lines", m.lines)
	return e
}

// around is an estimate with its 5 to 95% range.
func around(theta, err float64) Estimate {
	low := math.Max(Least, theta-ninety*err)
	return Estimate{Theta: theta, Error: err, Low: low, High: math.Max(low, theta+ninety*err)}
}

func named(list []*sector) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = strings.ToLower(s.name)
	}
	return strings.Join(names, ", ")
}
