package ui

import (
	"slices"

	"ikat/result"
)

// firmLines are what a scenario does to small and large firms: a line an economy of which they are known, nothing where
// they are known of none. words name the scenario for people.
func (r *request) firmLines(t *subject, f *result.Frame, call *Call, scenario, words string) []Section {
	all := &answer{f, call}
	one := all.where(func(i int) bool { return all.text(i, "scenario") == scenario })
	if one.Rows() == 0 {
		return nil
	}
	ends := []string{"sme_income_pct", "large_income_pct"}
	fig := one.dumbbell("firms-beside", r.Say("whatif.firms-title", map[string]any{"name": words}),
		r.Say("whatif.firms-alt"), Field{Label: r.Say("whatif.firms-income"), Format: "points", Unit: "%"},
		func(i int) string { return nameOf(t, one.text(i, "economy")) }, ends...)
	fig.Lines = []Line{{At: 0}}
	return []Section{{ID: "firms", Title: r.Say("whatif.firms"), Lead: r.firmSentence(t, one), Figure: fig,
		Terms: one.terms(slices.Concat(ends, []string{"economy_income_pct", "shift_pct", "shares_low_pct"})...),
		Table: TableOf(f, naming(t.Table)), Rows: call}}
}

// firmSentence says where small firms gain most and least, and how many gain less than large firms.
func (r *request) firmSentence(t *subject, one *answer) string {
	first := one.sorted("sme_income_pct")
	less := 0
	for i := range one.Rows() {
		if one.value(i, "sme_income_pct") < one.value(i, "large_income_pct") {
			less++
		}
	}
	low, close := first.value(0, "sme_income_low_pct"), false
	for i := 1; i < first.Rows(); i++ {
		close = close || first.value(i, "sme_income_high_pct") > low
	}
	return r.Say("whatif.firms-lead", map[string]any{"close": close, "low": low,
		"high": first.value(0, "sme_income_high_pct"), "name": nameOf(t, first.text(0, "economy")),
		"small": first.value(0, "sme_income_pct"), "large": first.value(0, "large_income_pct"), "of": one.Rows(),
		"less": less})
}
