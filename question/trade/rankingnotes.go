package trade

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/ranking"
	"ikat/result"
)

func (r *links) describe(f *result.Frame, out *ranking.Result) {
	name := map[string]string{"link": "Links", "pair": "Pairs of economies", "export-side": "Export sides of borders",
		"import-side": "Import sides of borders", "industry": "Industries", "door": "Doors"}[r.By]
	whose := r.gain
	f.Title = name + " by what lower delivery costs " + worthTo + whose
	note := func(severity, text string) { f.Notes = append(f.Notes, result.Note{Severity: severity, Text: text}) }
	note(
		"note",
		fmt.Sprintf(
			"the first %d of %s with trade, by the exact gain, in per cent of %s; mending means %s",
			len(out.Rows),
			group(out.Of),
			whose,
			r.mending,
		),
	)
	note(
		"note",
		fmt.Sprintf(
			"%s solved exactly; %d of the others could still be among the first, by a rule that tests hold against "+
				"solving all",
			group(out.Solved),
			out.Could,
		),
	)
	note("note", r.rangeNote(out))
	if r.By != "link" {
		note("note", "gains of several rows do not add up: each is solved alone")
	}
	if out.Untouched > 0 {
		note("note", group(out.Untouched)+" with trade are left out: mending does not lower their cost")
	}
	if unranked(out.Rows) {
		note("note", "groups of economies, such as the rest of the world, have no rank")
	}
	odd := 0
	for k := range out.Rows {
		if out.Rows[k].Odd() != "" {
			odd++
		}
	}
	if odd > 0 {
		note(
			"warning",
			fmt.Sprintf(
				"%d of the rows ask more of the model than trade can bear (column warning): their gain is no forecast",
				odd,
			),
		)
	}
	for _, n := range r.notes {
		note("warning", n)
	}
	if n := repairNote(r.t, r.repair); n != "" {
		note("note", n)
	}
	f.Provenance.Question = "rank"
	for _, p := range [][2]string{{"for", out.Outcome.Name}, {"by", r.By}, {"mending", r.mending},
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

// rangeNote says what low, high and ranks run over.
func (r *links) rangeNote(out *ranking.Result) string {
	text := fmt.Sprintf(
		"elasticities %s; low, high and ranks are over %s",
		r.Elasticities[0],
		strings.Join(r.Elasticities, " and "),
	)
	if len(r.others) > 0 {
		text += " and costs of a day"
	}
	if r.Draws > 0 {
		text += fmt.Sprintf(", and the middle 90%% of %d draws of %s (seed %d)", r.Draws, r.drawn, r.Seed)
	}
	if !math.IsNaN(out.Surrogate) {
		text += fmt.Sprintf(
			"; rows are solved in %d draws and predicted in the others, with an error of at most %.2g%% of the "+
				"gain in %d "+
				"that were solved to check",
			exactDraws,
			100*out.Surrogate,
			checkedDraws,
		)
	}
	return text + "; deficits " + r.Deficits
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
