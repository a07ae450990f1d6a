package trade

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/ranking"
	"ikat/result"
)

// firsts counts the rows that have a rank; where only groups were asked about, all of them.
func firsts(rows []ranking.Row) (n int) {
	for _, r := range rows {
		if r.Rank > 0 {
			n++
		}
	}
	return cmp.Or(n, len(rows))
}

func (r *links) describe(f *result.Frame, out *ranking.Result) {
	name := map[string]string{"link": "Links", "pair": "Pairs of economies", "export-side": "Export sides of borders",
		"import-side": "Import sides of borders", "industry": "Industries", "door": "Doors"}[r.By]
	whose := r.gain
	f.Title = name + " by what lower delivery costs " + worthTo + whose
	f.Note("rank.first", "the first {n} of {all} with trade, by the exact gain, in per cent of {whose}; mending means "+
		"{mending}", "n", firsts(out.Rows), "all", group(out.Of), "whose", whose, "mending", r.mending)
	f.Note("rank.solved", "{solved} solved in the whole model; {could} of the others could still be among the first, "+
		"by a rule that tests hold against solving all", "solved", group(out.Solved), "could", out.Could)
	r.rangeNotes(f, out)
	if r.By != "link" {
		f.Note("rank.alone", "gains of several rows do not add up: each is solved alone")
	}
	if out.Untouched > 0 {
		f.Note("rank.untouched", "{n} with trade {n:is|are} left out: mending does not lower "+
			"{n:its|their} cost", "n", group(out.Untouched))
	}
	if unranked(out.Rows) {
		f.Note("rank.groups", "groups of economies, such as the rest of the world, have no rank and take no place "+
			"among the first")
	}
	odd := 0
	for k := range out.Rows {
		if out.Rows[k].Odd() != "" {
			odd++
		}
	}
	if odd > 0 {
		f.Warn("rank.odd", "{n} of the rows {n:asks|ask} more of the model than trade can bear (column warning): "+
			"{n:its|their} gain is no forecast", "n", odd)
	}
	f.Notes = append(f.Notes, r.notes...)
	f.Notes = append(f.Notes, repairNotes(r.t, r.repair)...)
	f.Provenance.Question = "rank"
	for _, p := range [][2]string{{"for", out.Outcome.Name}, {"by", r.By}, {"mending", r.mending.Text},
		{"deficits", r.Deficits},
		{"elasticities", strings.Join(r.Elasticities, ",")}, {"industry", strings.Join(r.Industries, ",")},
		{"door", r.Door}} {
		if p[1] != "" {
			f.Provenance.Parameters = append(f.Provenance.Parameters, result.Parameter{Name: p[0], Value: p[1]})
		}
	}
	if r.Draws > 0 {
		f.Provenance.Parameters = append(
			f.Provenance.Parameters,
			result.Parameter{Name: "draws", Value: fmt.Sprint(r.Draws)},
			result.Parameter{Name: "seed", Value: fmt.Sprint(r.Seed)},
		)
	}
	f.Provenance.References = []string{"Caliendo & Parro (2015), Review of Economic Studies 82, 1-44"}
}

// rangeNotes say what low, high and ranks run over.
func (r *links) rangeNotes(f *result.Frame, out *ranking.Result) {
	values := []any{"central", r.Elasticities[0], "sets", strings.Join(r.Elasticities, ", "), "deficits", r.Deficits}
	if len(r.others) > 0 {
		f.Note("rank.range-days", "elasticities {central}; low, high and ranks are over {sets} and costs of a day; deficits "+
			"{deficits}", values...)
	} else {
		f.Note("rank.range", "elasticities {central}; low, high and ranks are over {sets}; deficits {deficits}", values...)
	}
	if r.Draws == 0 {
		f.Note("rank.undrawn", "draws, in which each industry's elasticity moves on its own, were not asked for: their "+
			"middle 90% can be wider")
	} else {
		f.Note("rank.drawn", "low, high and ranks hold the middle 90% of {n} {n:draw|draws} of {drawn} too (seed {seed})",
			"n", r.Draws, "drawn", r.drawn, "seed", r.Seed)
	}
	if !math.IsNaN(out.Surrogate) {
		f.Note("rank.surrogate", "rows are solved in {solved} draws and predicted in the others, with an error of at most "+
			"{error}% of the gain in {checked} that were solved to check", "solved", exactDraws,
			"error", fmt.Sprintf("%.2g", 100*out.Surrogate), "checked", checkedDraws)
	}
}

func unranked(rows []ranking.Row) bool {
	return slices.ContainsFunc(rows, func(r ranking.Row) bool { return r.Unranked })
}

// group renders a count with thousands separators.
func group(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
