package sme

import (
	"math"

	"ikat/fault"
	"ikat/result"
)

// Information is what is taken as known about the split when its interval is computed. Statistics enter with their
// ranges.
type Information struct {
	Statistics Statistics
	// each class's value added per output lies within this factor of the industry's; 0 leaves it free
	ValueAdded float64
	// each class's imported inputs per output lie within this factor of the industry's; 0 leaves them free
	Imports float64
	// ExportCap says that in no industry small and medium firms export a larger part of output than the industry.
	ExportCap bool
	// FreeFinal leaves open which class serves final users at home; otherwise final sales follow sales at home.
	FreeFinal bool
}

// Usual is the information taken as known where a user says nothing else.
func Usual(s Statistics) Information {
	return Information{Statistics: s, ValueAdded: 1.25, Imports: 1.5, ExportCap: true}
}

// Check reports a factor that is none, by the name of its option.
func (f Information) Check() error {
	for _, v := range []struct {
		name   string
		factor float64
	}{{"--va-within", f.ValueAdded}, {"--imports-within", f.Imports}} {
		if v.factor != 0 && !(v.factor >= 1 && v.factor <= math.MaxFloat32) {
			return &fault.Error{Kind: fault.Invalid, Where: v.name, What: fault.Say("%g is no factor", v.factor),
				Fix: "It takes a factor of 1 or more, or 0"}
		}
	}
	return nil
}

// Assumptions says in words what is taken as known beyond the statistics.
func (f Information) Assumptions() result.Clauses {
	var out result.Clauses
	assume := func(key, template string, values ...any) { out = append(out, result.NewNote(key, template, values...)) }
	if f.ValueAdded > 0 {
		assume("assume.value-added", "each size class's value added per unit of output is within a factor of {factor} of "+
			"its industry's", "factor", f.ValueAdded)
	}
	if f.Imports > 0 {
		assume("assume.imports", "each size class's imported inputs per unit of output are within a factor of {factor} of "+
			"its industry's", "factor", f.Imports)
	}
	if f.ExportCap {
		assume("assume.export-cap", "small and medium firms export no larger a part of output than their industry")
	}
	if !f.FreeFinal {
		assume("assume.final", "each size class sells the same part of its sales at home to final users")
	}
	return out
}

// interval is a range of ratios.
type interval struct{ low, high float64 }

// around returns the ratios within a factor of a ratio, whichever its sign; without a factor, those between 0 and 1.
func around(ratio, factor float64) interval {
	switch {
	case factor <= 0:
		return interval{min(0, ratio), max(1, ratio)}
	case ratio < 0:
		return interval{ratio * factor, ratio / factor}
	}
	return interval{ratio / factor, ratio * factor}
}
