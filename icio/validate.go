package icio

import (
	"fmt"
	"math"
	"sort"

	"ikat/economies"
	"ikat/fault"
)

// Severity says what a finding means for the results.
type Severity int

const (
	Note    Severity = iota // worth knowing; results are unaffected
	Warning                 // identities hold less exactly, or some sectors drop out
	Fatal                   // no system can be built on the table
)

// String returns the severity in a word.
func (s Severity) String() string { return [...]string{"note", "warning", "fatal"}[s] }

// Finding is something about a table that a reader of its results should know. Validate groups what is alike: one
// finding may name many sectors.
type Finding struct {
	Severity Severity
	Code     string   // "zero-output", "row-imbalance", ...
	What     string   // one clause
	Where    []string // the sectors (or columns) concerned, largest first
	Largest  float64  // the largest single value concerned, in the table's unit
	Values   []any    // names and values of what the clause says beside their number, for other languages
}

// String renders the finding as a sentence, naming at most five places.
func (f Finding) String() string {
	if len(f.Where) == 0 {
		return f.What
	}
	return f.What + ": " + f.Places()
}

// Places names at most five of the places concerned, and how many more there are.
func (f Finding) Places() string {
	return fault.Bare(fault.First(f.Where, mostPlaces, ", "))
}

// mostPlaces is how many of the places concerned are named.
const mostPlaces = 5

// First are at most five of the places concerned.
func (f Finding) First() []string { return f.Where[:min(mostPlaces, len(f.Where))] }

// Imbalances below this share of a sector's output are rounding in print.
const imbalance = 1e-6

// Validate returns what is odd about the table, most severe first, and repairs nothing.
func (t *Table) Validate() []Finding {
	c := t.sums()
	var out []Finding
	for _, check := range []func(*Table, *sums) []Finding{
		nonFinite, undetermined, zeroOutput, negative, imbalances, extras, ownInputs, noFinalUses, jointInputs,
		unproductive, closed, unknownEconomies,
	} {
		out = append(out, check(t, c)...)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Severity > out[j].Severity })
	return out
}

// sums is what one pass over the table yields.
type sums struct {
	inputs     []float64 // n: column sums of Z
	domestic   []float64 // n: sales inside the own economy, intermediate and final
	negativeZ  []place
	nonFinite  []place
	negativeFD map[string][]place // by category
}

type place struct {
	where string
	value float64
}

func (t *Table) sums() *sums {
	n, fd, N, K := t.Sectors(), t.G()*t.K(), t.N(), t.K()
	c := &sums{inputs: make([]float64, n), domestic: make([]float64, n), negativeFD: map[string][]place{}}
	for i := range n {
		own := i / N
		for j, z := range t.Z[i*n : (i+1)*n] {
			c.inputs[j] += z
			if j/N == own {
				c.domestic[i] += z
			}
			if z < 0 {
				c.negativeZ = append(c.negativeZ, place{t.Sector(i) + "→" + t.Sector(j), z})
			}
			if math.IsNaN(z) || math.IsInf(z, 0) {
				c.nonFinite = append(c.nonFinite, place{t.Sector(i) + "→" + t.Sector(j), math.Inf(1)})
			}
		}
		for j, f := range t.F[i*fd : (i+1)*fd] {
			if j/K == own {
				c.domestic[i] += f
			}
			if f < 0 {
				cat := t.Categories[j%K]
				c.negativeFD[cat] = append(c.negativeFD[cat], place{t.Sector(i) + "→" + t.Economies[j/K], f})
			}
			if math.IsNaN(f) || math.IsInf(f, 0) {
				c.nonFinite = append(
					c.nonFinite,
					place{t.Sector(i) + "→" + t.Economies[j/K] + "_" + t.Categories[j%K], math.Inf(1)},
				)
			}
		}
	}
	return c
}

// group makes one finding of all places, largest first, in the words for one place or for many; none where there is no
// place.
func group(sev Severity, code, one, many string, places []place) []Finding {
	if len(places) == 0 {
		return nil
	}
	sort.SliceStable(places, func(i, j int) bool { return math.Abs(places[i].value) > math.Abs(places[j].value) })
	what := many
	if len(places) == 1 {
		what = one
	}
	f := Finding{Severity: sev, Code: code, What: fmt.Sprintf("%d %s", len(places), what), Largest: places[0].value}
	for _, p := range places {
		f.Where = append(f.Where, p.where)
	}
	return []Finding{f}
}

func nonFinite(_ *Table, c *sums) []Finding {
	return group(Fatal, "not-finite", "cell is not a finite number", "cells are not finite numbers", c.nonFinite)
}

func zeroOutput(t *Table, c *sums) []Finding {
	var plain, selling []place
	for i, x := range t.X {
		if x != 0 {
			continue
		}
		// Zero output with sales somewhere means negative sales elsewhere: inventories were run down.
		if abroad := x - c.domestic[i]; abroad != 0 {
			selling = append(selling, place{t.Sector(i), abroad})
		} else {
			plain = append(plain, place{t.Sector(i), 0})
		}
	}
	return append(
		group(
			Warning,
			"zero-output-exports",
			"sector has no output but non-zero exports, offset by inventories; terms of a decomposition miss exports by as "+
				"much there",
			"sectors have no output but non-zero exports, offset by inventories; terms of a decomposition miss exports by "+
				"as much there",
			selling,
		),
		group(Note, "zero-output", "sector has no output; its coefficients are taken as zero",
			"sectors have no output; their coefficients are taken as zero", plain)...)
}

func negative(t *Table, c *sums) []Finding {
	out := group(Warning, "negative-flow", "intermediate flow is negative", "intermediate flows are negative", c.negativeZ)
	for _, cat := range t.Categories {
		for _, f := range group(Note, "negative-final-demand", "flow of "+cat+" is negative",
			"flows of "+cat+" are negative", c.negativeFD[cat]) {
			f.Values = []any{"category", cat}
			out = append(out, f)
		}
	}
	var va, x []place
	for i := range t.X {
		if t.X[i] < 0 {
			x = append(x, place{t.Sector(i), t.X[i]})
		}
		if t.VA[i] < 0 {
			va = append(va, place{t.Sector(i), t.VA[i]})
		}
	}
	out = append(out, group(Warning, "negative-output", "sector has negative output",
		"sectors have negative output", x)...)
	return append(out, group(Warning, "negative-value-added", "sector has negative value added",
		"sectors have negative value added", va)...)
}

func imbalances(t *Table, c *sums) []Finding {
	rows := compare(t, t.Reported.RowOutput, t.X)
	columns := compare(t, t.Reported.ColumnOutput, t.X)
	uses := make([]float64, len(t.X))
	for j := range uses {
		uses[j] = c.inputs[j] + t.VA[j]
		for _, r := range t.Extra {
			uses[j] += r.Use[j]
		}
	}
	out := group(Warning, "row-imbalance", "row does not add up to the output printed beside it",
		"rows do not add up to the output printed beside them", rows)
	out = append(out, group(Warning, "column-total", "column's printed output differs from the row sum",
		"columns' printed output differs from the row sums", columns)...)
	return append(
		out,
		group(
			Warning,
			"column-imbalance",
			"column's inputs and value added do not add up to output",
			"columns' inputs and value added do not add up to output",
			compare(t, uses, t.X),
		)...)
}

func compare(t *Table, got, want []float64) []place {
	var out []place
	for i := range got {
		if d := got[i] - want[i]; math.Abs(d) > imbalance*math.Max(1, math.Abs(want[i])) {
			out = append(out, place{t.Sector(i), d})
		}
	}
	return out
}

func extras(t *Table, _ *sums) []Finding {
	var out []Finding
	var total float64
	for _, x := range t.X {
		total += x
	}
	for _, r := range t.Extra {
		var sum float64
		for _, v := range r.Use {
			sum += v
		}
		if sum == 0 {
			continue
		}
		out = append(out, Finding{Severity: Note, Code: "extra-row", Largest: sum,
			What: fmt.Sprintf(
				"row %s (between intermediate use and value added) is %.2f%% of output in total",
				r.Code,
				100*sum/total,
			), Values: []any{"row", r.Code, "share", fmt.Sprintf("%.2f", 100*sum/total)}})
	}
	return out
}

func unproductive(t *Table, c *sums) []Finding {
	var places []place
	for j, x := range t.X {
		if x > 0 && c.inputs[j] > x {
			places = append(places, place{t.Sector(j), c.inputs[j] - x})
		}
	}
	return group(Warning, "inputs-exceed-output", "sector buys more than it produces",
		"sectors buy more than they produce", places)
}

func closed(t *Table, c *sums) []Finding {
	if t.G() == 1 {
		return nil
	}
	var places []place
	N := t.N()
	for s := range t.Economies {
		var sold, made float64
		for i := s * N; i < (s+1)*N; i++ {
			sold += t.X[i] - c.domestic[i]
			made += t.X[i]
		}
		if made != 0 && math.Abs(sold) <= imbalance*made {
			places = append(places, place{t.Economies[s], made})
		}
	}
	return group(Note, "no-exports", "economy exports nothing", "economies export nothing", places)
}

// unknownEconomies names the codes that are no economy's that is known, and no aggregate whose members are; parts of
// economies apart from others.
func unknownEconomies(t *Table, _ *sums) (out []Finding) {
	var unknown, parts []string
	for _, c := range t.Economies {
		if _, known := economies.Get(c); known || len(t.Members[c]) > 0 {
			continue
		}
		if _, part := economies.PartOf(c); part {
			parts = append(parts, c)
		} else {
			unknown = append(unknown, c)
		}
	}
	if len(unknown) > 0 {
		out = append(out, Finding{Severity: Note, Code: "unknown-economy", Where: unknown, Values: []any{"all", t.G()},
			What: fmt.Sprintf("%d of %d codes are no economies that are known: borders, statistics of firms and ready "+
				"groups find nothing for them; give them ISO 3166 codes or names", len(unknown), t.G())})
	}
	if len(parts) > 0 {
		out = append(out, Finding{Severity: Note, Code: "part-of-an-economy", Where: parts, Values: []any{"all", t.G()},
			What: fmt.Sprintf("%d of %d codes are parts of economies, which stay apart: what parts of one sell each other "+
				"counts as exports, and borders, statistics of firms and ready groups find nothing for them; ikat tables "+
				"aggregate adds them up", len(parts), t.G())})
	}
	return out
}

// undetermined warns of economies of which only trade with the others is known.
func undetermined(t *Table, _ *sums) []Finding {
	if len(t.Undetermined) == 0 {
		return nil
	}
	return []Finding{{Severity: Warning, Code: "not-determined", Where: t.Undetermined,
		What: "of these economies only trade with the others is known: nothing about their own production, or about " +
			"what returns through them, is determined"}}
}
