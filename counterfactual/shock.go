package counterfactual

import (
	"fmt"
	"math"

	"ikat/fault"
)

// Shock is a change to a baseline. Nil arrays change nothing.
type Shock struct {
	Iceberg      []float64 // links: d̂, cost of delivery relative to the baseline
	Tariff       []float64 // links: τ′, the tariff after the change
	Available    []float64 // links: fraction of the exporter's varieties that the importer can still buy, 0 to 1
	Productivity []float64 // G·N: output per unit of inputs relative to the baseline
}

// Deficits says what happens to an economy's trade surplus S in the counterfactual.
type Deficits string

const (
	// Held keeps S in units of world value added, the numeraire.
	Held Deficits = "held"
	// Scaled keeps each surplus in proportion to the economy's own value added; deficits follow theirs, all by one common
	// factor, so that the world's surpluses still add up to zero.
	Scaled Deficits = "scaled"
)

// surplus returns S′ at relative wages ŵ.
func (b *Baseline) surplus(d Deficits, w []float64) []float64 {
	out := append([]float64(nil), b.Surplus...)
	if d != Scaled {
		return out
	}
	var plus, minus float64
	for n, s := range out {
		out[n] = s * w[n]
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

// surplusSlope returns ∂S′_n/∂ln ŵ_m, G x G.
func (b *Baseline) surplusSlope(d Deficits, w []float64) []float64 {
	G := b.G()
	j := make([]float64, G*G)
	if d != Scaled {
		return j
	}
	s := b.surplus(d, w)
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
		return &fault.Error{Kind: fault.Invalid, Where: b.place(what, at), What: fmt.Sprintf("the %s after the shock is %v", what, v), Fix: fix}
	}
	for _, a := range []struct {
		what string
		v    []float64
		n    int
		ok   func(float64) bool
		fix  string
	}{
		{"iceberg cost", s.Iceberg, b.Links(), positive, "It is a factor, above zero; to close a link use availability"},
		{"tariff", s.Tariff, b.Links(), func(v float64) bool { return v > -1 && !math.IsInf(v, 0) }, "It is a fraction, above -1: 0.05 is five per cent"},
		{"availability", s.Available, b.Links(), func(v float64) bool { return v >= 0 && !math.IsInf(v, 0) }, "It is a fraction, zero or more"},
		{"productivity", s.Productivity, b.G() * b.N(), positive, "It is a factor, above zero"},
	} {
		if a.v != nil && len(a.v) != a.n {
			return &fault.Error{Kind: fault.Internal, What: fmt.Sprintf("%d values of %s for %d places", len(a.v), a.what, a.n)}
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

// place names a link or, for productivity, a sector.
func (b *Baseline) place(what string, at int) string {
	G, N := b.G(), b.N()
	if what == "productivity" {
		return b.Economies[at/N] + "_" + b.Industries[at%N]
	}
	return fmt.Sprintf("%s from %s to %s", b.Industries[at/(G*G)], b.Economies[at%G], b.Economies[at/G%G])
}

// weights returns what multiplies ĉ^(−θ) in price indices: π · availability · κ̂^(−θ), [N][G·Uses][G], and τ′ by link.
func (b *Baseline) weights(s Shock) (k, tariff []float64) {
	G, B := b.G(), b.buyers()
	tariff = b.Tariff
	if s.Tariff != nil {
		tariff = s.Tariff
	}
	if s.Tariff == nil && s.Iceberg == nil && s.Available == nil {
		return b.Share, tariff
	}
	k = append([]float64(nil), b.Share...)
	for at := range b.Links() {
		cost := 1.0
		if s.Iceberg != nil {
			cost = s.Iceberg[at]
		}
		if s.Tariff != nil {
			cost *= (1 + s.Tariff[at]) / (1 + b.Tariff[at])
		}
		f := 1.0
		if cost != 1 {
			f = math.Exp(-b.Theta[at/(G*G)] * math.Log(cost))
		}
		if s.Available != nil {
			f *= s.Available[at]
		}
		if f == 1 {
			continue
		}
		j, n, i := at/(G*G), at/G%G, at%G
		for u := range b.Uses {
			k[(j*B+n*b.Uses+u)*G+i] *= f
		}
	}
	return k, tariff
}
