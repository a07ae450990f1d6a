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
)

// describe adds title, notes and the choices made.
func (m *simulation) describe(f *result.Frame) {
	f.Title = m.s.Title
	if f.Title == "" {
		f.Title = "Counterfactual scenarios"
	}
	note := func(severity, text string) { f.Notes = append(f.Notes, result.Note{Severity: severity, Text: text}) }
	deficits := map[string]string{
		"":       "trade deficits are held in units of world value added",
		"purged": "trade is balanced before and after: the baseline is the table's world without deficits",
		"scaled": "trade surpluses keep their ratio to value added; deficits follow by one common factor",
	}
	deficits["held"] = deficits[""]
	note("note", deficits[m.s.Deficits]+"; world value added is the numeraire; labour does not move between economies")
	v := m.variants[0]
	text := "central result: elasticities " + v.Elasticities
	if m.s.UsesDays() {
		text += ", " + m.dayCost(v)
	}
	if m.s.Qualifies() {
		text += ", " + entry(v.Entry)
	}
	if len(m.variants) > 1 {
		var sets []string
		for _, w := range m.variants[1:] {
			s := w.Elasticities
			if m.s.UsesDays() {
				s += ", " + m.dayCost(w)
			}
			if m.s.Qualifies() {
				s += ", " + entry(w.Entry)
			}
			sets = append(sets, s)
		}
		text += "; low and high are the least and the most of it and of " + strings.Join(sets, ", ")
	}
	note("note", text)
	if n := m.drawnNote(); n != nil {
		f.Notes = append(f.Notes, *n)
	}
	for _, n := range m.notes {
		note("warning", n)
	}
	if n := repairNote(m.t, m.repair); n != "" {
		note("note", n)
	}
	f.Notes = append(f.Notes, m.apart.notes...)
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

// dayCost says what a day at a border costs in a variant.
func (m *simulation) dayCost(v scenario.Variant) string {
	day := borders.Percents([]float64{v.DayCost})
	if m.borders != nil {
		if at := slices.Index(m.borders.Levels(), v.DayCost); at >= 0 {
			return []string{"low", "central", "high"}[at] + " costs of days and containers by industry (a day: " + day +
				" of the goods' value on average)"
		}
	}
	return "a day at a border costs " + day + " of the goods' value"
}

// repairNote says what calibration did to negative flows, "" where it did nothing.
func repairNote(t *icio.Table, r counterfactual.Repair) string {
	if r.Cells == 0 {
		return ""
	}
	return fmt.Sprintf(
		"%s: %d negative flows, %.4f%% of output, are taken as zero and their sellers' output and value added raised "+
			"by as much (largest: %s)",
		t.Ref(),
		r.Cells,
		100*r.Share,
		strings.Join(r.Largest, ", "),
	)
}
