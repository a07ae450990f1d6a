package trade

import (
	"fmt"
	"slices"
	"strings"

	"ikat/counterfactual"
	"ikat/icio"
	"ikat/question/borders"
	"ikat/result"
	"ikat/scenario"
	"ikat/share"
)

// describe adds title, notes and the choices made.
func (m *simulation) describe(f *result.Frame, level string) {
	f.Title = m.s.Title
	if f.Title == "" {
		f.Title = "Counterfactual scenarios"
	}
	f.Notes = append(f.Notes, m.deficitsNote(), m.variantsNote())
	f.Notes = append(f.Notes, m.drawnNotes(f, level)...)
	f.Notes = append(f.Notes, m.notes...)
	f.Notes = append(f.Notes, repairNotes(m.t, m.repair)...)
	f.Notes = append(f.Notes, m.apart.notes...)
	f.Notes = append(f.Notes, m.responseNotes()...)
	param := func(name, value string) {
		f.Provenance.Parameters = append(f.Provenance.Parameters, result.Parameter{Name: name, Value: value})
	}
	f.Provenance.Question = "simulate " + m.s.Called
	or := func(value, otherwise string) string {
		if value == "" {
			return otherwise
		}
		return value
	}
	param("deficits", or(m.s.Deficits, "held"))
	param("shares", or(m.s.Shares, "pooled"))
	for _, w := range m.variants {
		param("elasticities", w.Elasticities)
	}
	f.Provenance.References = []string{"Caliendo & Parro (2015), Review of Economic Studies 82, 1-44"}
}

// responseNotes say how classes of firms respond, where the file says otherwise than usual.
func (m *simulation) responseNotes() (out []result.Note) {
	if len(m.divisions) == 0 {
		return nil
	}
	if m.s.Between != nil {
		out = append(out, result.NewNote("firms.between", "buyers turn from one class of an economy's firms to "+
			"another with {times} times the trade elasticity", "times", *m.s.Between))
	}
	if m.s.Specific == nil {
		return out
	}
	part := share.Format(float64(*m.s.Specific))
	if m.divisions[0].Market == counterfactual.ByClassIndustry {
		return append(out, result.NewNote("firms.specific-industry", "{part} of each class's value added is paid to what "+
			"works in that class and industry alone, the rest to labour that moves", "part", part))
	}
	return append(out, result.NewNote("firms.specific", "{part} of each class's value added is paid to what works in "+
		"that class alone, the rest to labour that moves", "part", part))
}

// deficitsNote says what becomes of trade deficits.
func (m *simulation) deficitsNote() result.Note {
	switch m.s.Deficits {
	case "purged":
		return result.NewNote("deficits.purged", "trade is balanced before and after: the baseline is the table's world "+
			"without deficits; world value added is the numeraire; labour does not move between economies")
	case "scaled":
		return result.NewNote("deficits.scaled", "trade surpluses keep their ratio to value added; deficits follow by one "+
			"common factor; world value added is the numeraire; labour does not move between economies")
	}
	return result.NewNote("deficits.held", "trade deficits are held in units of world value added; world value added is "+
		"the numeraire; labour does not move between economies")
}

// variantsNote says what the central result and its range rest on.
func (m *simulation) variantsNote() result.Note {
	central := m.assumed(m.variants[0])
	if len(m.variants) == 1 {
		return result.NewNote("simulate.central", "central result: {central}", "central", central)
	}
	var others result.Clauses
	together := false // whether a variant differs from the central one in more than one way
	for _, v := range m.variants[1:] {
		different := 0
		for _, c := range m.assumed(v) {
			same := func(o result.Note) bool { return c.Same(o) }
			if slices.ContainsFunc(central, same) {
				continue
			}
			if different++; !slices.ContainsFunc(others, same) {
				others = append(others, c)
			}
		}
		together = together || different > 1
	}
	if together {
		return result.NewNote("simulate.range-each", "central result: {central}; low and high are the least and the most of "+
			"it and of {others}, each with each", "central", central, "others", others)
	}
	return result.NewNote("simulate.range", "central result: {central}; low and high are the least and the most of it "+
		"and of {others}", "central", central, "others", others)
}

// assumed is what a variant rests on.
func (m *simulation) assumed(v scenario.Variant) result.Clauses {
	out := result.Clauses{result.NewNote("simulate.elasticities", "elasticities {set}", "set", v.Elasticities)}
	if m.s.UsesDays() {
		out = append(out, m.dayCost(v))
	}
	if m.s.Qualifies() {
		out = append(out, entry(v.Entry))
	}
	return out
}

// dayCost says what a day at a border costs in a variant.
func (m *simulation) dayCost(v scenario.Variant) result.Note {
	day := borders.Percents([]float64{v.DayCost})
	if m.borders != nil {
		if at := slices.Index(m.borders.Levels(), v.DayCost); at >= 0 {
			return result.NewNote("day-cost."+[]string{"low", "central", "high"}[at], []string{"low", "central", "high"}[at]+
				" costs of days and containers by industry (a day: {day} of the goods' value on average)", "day", day)
		}
	}
	return result.NewNote("day-cost.given", "a day at a border costs {day} of the goods' value", "day", day)
}

// repairNotes say what calibration did to negative flows.
func repairNotes(t *icio.Table, r counterfactual.Repair) []result.Note {
	if r.Cells == 0 {
		return nil
	}
	return []result.Note{result.NewNote("calibration.negative", "{table}: {n} negative "+
		"{n:flow|flows}, {share}% of output, {n:is|are} taken as zero and "+
		"{n:its seller's|their sellers'} output and value added raised by as much "+
		"(largest: {largest})", "table", t.Ref(),
		"n", r.Cells, "share", fmt.Sprintf("%.4f", 100*r.Share), "largest", strings.Join(r.Largest, ", "))}
}
