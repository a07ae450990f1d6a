// Package composite makes composite indices of published indicators, and says how far the ranks that they give rest on
// how they were made: on the choices of normalising, weighting and aggregating, and on the indicators' own bounds.
//
// It follows OECD and JRC (2008), Handbook on Constructing Composite Indicators: treat outliers, normalise, weigh,
// aggregate, and vary every choice by Monte Carlo (Saisana, Saltelli, Tarantola 2005, Journal of the Royal Statistical
// Society A 168). No index comes without its parts: Index holds the pillars, the normalised indicators and their
// weights from which each score follows.
package composite

import (
	"math"
	"slices"

	"ikat/fault"
)

// Indicator is one figure of all units.
type Indicator struct {
	ID, Pillar string
	Lower      bool      // less is better
	Values     []float64 // by unit, NaN where it is not known
	Low, High  []float64 // the figure's own bounds, NaN where nobody gives any; nil where it has none at all
	Covers     float64   // share of a normal distribution that lies between the bounds
}

// Data are indicators of units, by pillar.
type Data struct {
	Units      []string
	Pillars    []string
	Indicators []Indicator
}

// Choices are how an index is made.
type Choices struct {
	Treat     string // of outliers
	Lacking   string // figures
	Normalise string
	Weigh     string
	Aggregate string
}

// The choices that there are; the first of each is what is taken where nothing is said.
var (
	Treatments     = []string{"none", "winsorise"}
	Lackings       = []string{"leave-out", "median"}
	Normalisations = []string{"min-max", "z-scores", "ranks"}
	Weighings      = []string{"pillars", "indicators", "components"}
	Aggregations   = []string{"arithmetic", "geometric", "copeland"}
)

// Usual is the first of each choice.
func Usual() Choices {
	return Choices{Treatments[0], Lackings[0], Normalisations[0], Weighings[0], Aggregations[0]}
}

// Kinds are the names of the choices, in the order of Of.
var Kinds = []string{"treat", "lacking", "normalise", "weigh", "aggregate"}

// Of returns what was chosen of a kind.
func (c Choices) Of(kind string) string {
	return [...]string{c.Treat, c.Lacking, c.Normalise, c.Weigh, c.Aggregate}[slices.Index(Kinds, kind)]
}

// All are all combinations of choices.
func All() []Choices {
	var out []Choices
	for _, t := range Treatments {
		for _, m := range Lackings {
			for _, n := range Normalisations {
				for _, w := range Weighings {
					for _, a := range Aggregations {
						out = append(out, Choices{t, m, n, w, a})
					}
				}
			}
		}
	}
	return out
}

// Index is a composite index with its parts.
type Index struct {
	Choices    Choices
	Scores     []float64   // by unit
	Pillars    [][]float64 // by pillar and unit, the weighted mean of the pillar's indicators; NaN where a unit has none
	Normalised [][]float64 // by indicator and unit, more is better; NaN where a unit does not have it
	Weights    []float64   // by indicator; they add up to 1 over all
}

// Index makes the index.
//
// Error: fault.Invalid where there is nothing to make it of, or for a pillar whose weight is not above 0.
func (d *Data) Index(c Choices, own Weights) (*Index, error) {
	if err := d.check(own); err != nil {
		return nil, err
	}
	return d.index(c, own.of(d.Indicators), d.values()), nil
}

func (d *Data) check(own Weights) error {
	if len(d.Units) < 2 || len(d.Indicators) == 0 {
		return &fault.Error{Kind: fault.Invalid, Where: "composite index",
			What: fault.Say("there are %d indicators of %d units", len(d.Indicators), len(d.Units)),
			Why:  "An index compares two units or more by one indicator or more"}
	}
	for pillar, w := range own {
		if !(w > 0) || math.IsInf(w, 0) {
			return &fault.Error{Kind: fault.Invalid, Where: pillar, What: fault.Say("its weight is %v", w),
				Fix: "Weights are above 0; they need not add up to 1"}
		}
	}
	return nil
}

// values are the indicators as published, by indicator and unit.
func (d *Data) values() [][]float64 {
	out := make([][]float64, len(d.Indicators))
	for i := range d.Indicators {
		out[i] = d.Indicators[i].Values
	}
	return out
}

// index makes an index of figures that may have been drawn.
func (d *Data) index(c Choices, factors []float64, values [][]float64) *Index {
	z := make([][]float64, len(values))
	for i, v := range values {
		z[i] = d.brought(c, i, v)
	}
	return d.indexOf(c, factors, z, func() []float64 { return communalities(z) })
}

// brought are an indicator's figures, treated, normalised and filled as the choices say.
func (d *Data) brought(c Choices, indicator int, v []float64) []float64 {
	z := normalised(c.Normalise, treated(c.Treat, v), d.Indicators[indicator].Lower)
	if c.Lacking == "median" {
		z = filled(z)
	}
	return z
}

// indexOf makes the index of normalised figures; parts are what principal components give as weights.
func (d *Data) indexOf(c Choices, factors []float64, z [][]float64, parts func() []float64) *Index {
	x := &Index{Choices: c, Normalised: z}
	x.Weights = d.weights(c.Weigh, factors, parts)
	x.Pillars = d.pillars(x)
	switch c.Aggregate {
	case "copeland":
		x.Scores = d.copeland(x)
	default:
		x.Scores = d.means(x, c.Aggregate == "geometric")
	}
	return x
}

// pillar is the place of an indicator's pillar.
func (d *Data) pillar(indicator int) int {
	return slices.Index(d.Pillars, d.Indicators[indicator].Pillar)
}

// pillars are the weighted means of the indicators of each pillar.
func (d *Data) pillars(x *Index) [][]float64 {
	out, weights := make([][]float64, len(d.Pillars)), make([][]float64, len(d.Pillars))
	for p := range out {
		out[p], weights[p] = make([]float64, len(d.Units)), make([]float64, len(d.Units))
	}
	for i, z := range x.Normalised {
		p := d.pillar(i)
		for u, v := range z {
			if !math.IsNaN(v) {
				out[p][u] += x.Weights[i] * v
				weights[p][u] += x.Weights[i]
			}
		}
	}
	for p := range out {
		for u := range out[p] {
			out[p][u] /= weights[p][u]
		}
	}
	return out
}
