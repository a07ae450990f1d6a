package estimate

import (
	"math"

	"ikat/fault"
	"ikat/indicators"
)

// Figures are what the sets adb62 and adb72 print of an economy, by industry, in million USD. Value added absorbed
// abroad (VAX) by exporter and by origin is p∘f and v∘(L f), f being the exports that end up abroad.
type Figures struct {
	Output, ValueAdded, Exports, VAX, Origin []float64
	// Of the year itself, or the nearest that adb72 has: exports, backward trade in value chains, which is exports less
	// p∘e, and VAX.
	SameYear                              bool
	KnownExports, KnownBackward, KnownVAX []float64
}

// Published returns an economy's figures of a year.
//
// Error: fault.NotFound for a year or an economy that adb62 has not; fault.Invalid for the rest of the world.
func Published(economy string, year int) (Figures, error) {
	f := Figures{}
	if economy == indicators.RestOfWorld {
		return f, &fault.Error{Kind: fault.Invalid, Where: fault.Say("estimated table %d", year),
			What: "the rest of the world is no economy with a table of its own"}
	}
	known := max(year, indicators.ADB72.Years[0])
	f.SameYear = known == year
	for _, c := range []struct {
		set     *indicators.Set
		year    int
		measure string
		to      *[]float64
	}{
		{indicators.ADB62, year, "output", &f.Output}, {indicators.ADB62, year, "value_added", &f.ValueAdded},
		{indicators.ADB62, year, "exports", &f.Exports}, {indicators.ADB62, year, "vax", &f.VAX},
		{indicators.ADB62, year, "vax_origin", &f.Origin}, {indicators.ADB62, known, "vax", &f.KnownVAX},
		{indicators.ADB72, known, "exports", &f.KnownExports}, {indicators.ADB72, known, "gvc_backward",
			&f.KnownBackward},
	} {
		y, err := c.set.At(c.year)
		if err != nil {
			return f, err
		}
		if *c.to, err = y.Column(c.measure, economy); err != nil {
			return f, err
		}
	}
	return f, nil
}

// Results turns figures into the form that Recover takes. From 2017 on p is published, so that f = VAX / p. Before, the
// part of each industry's exports that ends up abroad is taken to be that of 2017.
func (f Figures) Results() Results {
	n := len(f.Output)
	r := Results{Output: f.Output, ValueAdded: f.ValueAdded, Exports: f.Exports,
		Multiplier: make([]float64, n), Served: make([]float64, n), Needed: make([]float64, n)}
	for i := range n {
		r.Multiplier[i], r.Needed[i] = math.NaN(), math.NaN()
		if v := f.ValueAdded[i] / f.Output[i]; v != 0 {
			r.Needed[i] = f.Origin[i] / v
		}
		if p := f.multiplier(i); p != 0 && !math.IsNaN(p) {
			r.Multiplier[i], r.Served[i] = p, f.VAX[i]/p
		}
	}
	return r
}

// multiplier returns the domestic value added in a dollar of industry i's exports, NaN where it exports nothing.
func (f Figures) multiplier(i int) float64 {
	const enough = 1. // million USD: below, the digits printed do not carry a ratio
	if f.Exports[i] == 0 {
		return math.NaN()
	}
	known := 1 - f.KnownBackward[i]/f.KnownExports[i]
	if f.SameYear {
		return known
	}
	stays := 1.
	if f.KnownExports[i] >= enough && known > 0 && f.KnownVAX[i] > 0 {
		stays = math.Min(1, f.KnownVAX[i]/(known*f.KnownExports[i]))
	}
	return f.VAX[i] / (f.Exports[i] * stays)
}
