package counterfactual

import (
	"math"

	"ikat/fault"
)

// Shock is a change to a baseline. Nil arrays change nothing.
type Shock struct {
	Iceberg      []float64 // links: d̂, cost of delivery relative to the baseline
	Tariff       []float64 // links: τ′, the tariff after the change
	Available    []float64 // links: the supplier's varieties that buyers can have, relative to the baseline
	Productivity []float64 // S·N: output per unit of inputs relative to the baseline
}

// Deficits says what happens to an economy's trade surplus S in the counterfactual.
type Deficits string

const (
	// Held keeps S in units of world value added, the numeraire.
	Held Deficits = "held"
	// Scaled keeps each surplus in proportion to the economy's own value added; deficits follow theirs, all by one
	// common factor, so that the world's surpluses still add up to zero.
	Scaled Deficits = "scaled"
)

// surplus returns S′ where economies' value added is v times what it was.
func (b *Baseline) surplus(d Deficits, v []float64) []float64 {
	out := append([]float64(nil), b.Surplus...)
	if d != Scaled {
		return out
	}
	var plus, minus float64
	for n, s := range out {
		out[n] = s * v[n]
		plus += math.Max(out[n], 0)
		minus -= math.Min(out[n], 0)
	}
	if minus > 0 {
		for n, s := range out {
			if s < 0 {
				out[n] = s * plus / minus
			}
		}
	}
	return out
}

// surplusSlope returns ∂S′_n/∂ln v_m, G x G.
func (b *Baseline) surplusSlope(d Deficits, v []float64) []float64 {
	G := b.G()
	j := make([]float64, G*G)
	if d != Scaled {
		return j
	}
	s := b.surplus(d, v)
	var plus float64
	for _, v := range s {
		plus += math.Max(v, 0)
	}
	for n, v := range s {
		j[n*G+n] += v
		if v >= 0 {
			continue
		}
		// A deficit's factor is Σ surpluses / Σ unscaled deficits; both sums weigh by the values after scaling.
		for m, u := range s {
			j[n*G+m] += v * u / plus
		}
	}
	return j
}

// check returns an error for a shock that is no shock to this baseline.
func (b *Baseline) checkShock(s Shock) error {
	bad := func(what string, at int, v float64, fix string) error {
		return &fault.Error{Kind: fault.Invalid, Where: b.place(what, at),
			What: fault.Say("the %s after the shock is %v", fault.Word(what), v), Fix: fix}
	}
	for _, a := range []struct {
		what string
		v    []float64
		n    int
		ok   func(float64) bool
		fix  string
	}{
		{"iceberg cost", s.Iceberg, b.Links(), positive,
			"It is a factor, above zero; to close a link use availability"},
		{"tariff", s.Tariff, b.Links(), func(v float64) bool {
			return v > -1 && !math.IsInf(v, 0)
		}, "It is a fraction, above -1: 0.05 is five per cent"},
		{"availability", s.Available, b.Links(), func(v float64) bool {
			return v >= 0 && !math.IsInf(v, 0)
		}, "It is a fraction, zero or more"},
		{"productivity", s.Productivity, b.S() * b.N(), positive, "It is a factor, above zero"},
	} {
		if a.v != nil && len(a.v) != a.n {
			return &fault.Error{Kind: fault.Internal,
				What: fault.Say("%d values of %s for %d places", len(a.v), fault.Word(a.what), a.n)}
		}
		for i, v := range a.v {
			if !a.ok(v) {
				return bad(a.what, i, v, a.fix)
			}
		}
	}
	return nil
}

func positive(v float64) bool { return v > 0 && !math.IsInf(v, 0) }

// place names a link or, for productivity, a producer.
func (b *Baseline) place(what string, at int) string {
	if what == "productivity" {
		return b.SupplierName(at/b.N()) + "_" + b.Industries[at%b.N()]
	}
	j, d, s := b.Ends(at)
	return fault.Say("%s from %s to %s", b.Industries[j], b.SupplierName(s), fault.Word(b.DoorName(d)))
}
