package ui

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/fault"
	questionfirms "ikat/question/firms"
	"ikat/result"
)

// firms is what the page about small and medium firms was asked, and its answer.
type firms struct {
	t      *subject
	q      questionfirms.Request
	known  []Choice                // economies of the table that have statistics
	answer *questionfirms.Estimate // nil where the statistics contradict the table
	rows   *result.Frame           // of the answer
}

// shownFirms is how many bars the pictures of this page have.
const shownFirms = 12

// smes shows what raises what small and medium firms make, and what they earn in exports.
func smes(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	f := &firms{t: t}
	err = f.asked(r)
	var gone *absent
	if errors.As(err, &gone) {
		return r.firmsKnown(t, gone)
	}
	if err != nil {
		return nil, err
	}
	name := nameOf(t, f.q.Economy)
	v := &View{Title: r.Say("smes.nav"), Question: r.Say("smes.question", map[string]any{"name": name}),
		Controls: r.focusControls(t, f.q.Economy)}
	all, err := f.everyone(r, v)
	if err != nil {
		return nil, err
	}
	f.answer, err = questionfirms.EstimateOf(r, r.site.engine, f.q, nil)
	switch {
	case fault.KindOf(err) == fault.Inconsistent:
		v.Answer = append([]string{r.Say("smes.contradiction", map[string]any{"name": name})}, r.reasons(err)...)
		v.Sections = []Section{f.statistics(r)}
	case err != nil:
		return nil, err
	default:
		f.rows = f.answer.Frame()
		v.about(f.rows)
		v.Answer = f.say(r)
		var rows Section
		if f.call(r, &rows, false, false); rows.Rows != nil {
			v.Calls = append(v.Calls, rows.Rows)
		}
		parts := f.parts(r)
		if t.national() { // the one importer is the rest of the world, whose products are not known
			parts = slices.DeleteFunc(parts, func(s Section) bool { return s.ID == "chains" || s.ID == "importers" })
			v.leave(r, "chains", "smes.chains", r.Say("site.national"))
		}
		if t.national() {
			v.leave(r, "factors", "smes.factors", r.Say("site.national"))
			v.Central, v.Sections = f.central(r), parts
			break
		}
		raised, err := f.factors(r)
		if err != nil {
			return nil, err
		}
		v.Answer = append([]string{raised.instead}, v.Answer...)
		v.Sections = append([]Section{raised.section(r)}, parts...)
	}
	if all != nil {
		v.Sections = append(v.Sections, *all)
	}
	return v, nil
}

// asked reads the page's choices.
//
// Error: fault.NotFound where no economy of the table has statistics; what sme.ReadStatistics says of the reader's own.
func (f *firms) asked(r *request) error {
	f.q = questionfirms.Usual("", f.t.ref)
	f.q.Statistics = r.Get("statistics")
	all, err := f.q.AllStatistics()
	if err != nil {
		return err
	}
	with := all.Economies()
	f.known = slices.DeleteFunc(economiesOf(f.t.Table), func(c Choice) bool { return !slices.Contains(with, c.Value) })
	if len(f.known) == 0 {
		return &fault.Error{
			Kind:  fault.NotFound,
			Where: fault.Say("table %s", f.t.ref),
			What:  "no economy of it has statistics of small and medium firms",
			Why:   fault.Say("There are some for %s", strings.Join(with, " ")),
			Fix:   "Choose another table",
		}
	}
	first := f.known[0].Value
	if slices.ContainsFunc(f.known, func(c Choice) bool { return c.Value == "KOR" }) {
		first = "KOR"
	}
	if f.q.Economy, err = r.economyOf(f.t, "economy", first); err != nil {
		return err
	}
	if !slices.ContainsFunc(f.known, func(c Choice) bool { return c.Value == f.q.Economy }) {
		return &absent{economies.Economy{Code: f.q.Economy, Name: nameOf(f.t, f.q.Economy)}, "", "focus.no-firms"}
	}
	for name, to := range map[string]*float64{"va-within": &f.q.Assume.ValueAdded, "imports-within": &f.q.Assume.Imports} {
		if text := r.Get(name); text != "" {
			if *to, err = strconv.ParseFloat(text, 64); err != nil {
				return &fault.Error{
					Kind:  fault.Invalid,
					Where: fault.Say("%s %s", fault.Word(name), text),
					What:  "it is not a number",
					Fix:   "It takes a factor of 1 or more, or 0",
				}
			}
		}
	}
	f.q.Assume.ExportCap = r.yes("export-cap", true)
	f.q.Assume.FreeFinal = r.yes("free-final", false)
	return f.q.Assume.Check()
}

// call asks for the rows: as the page has them at once, or with the interval, or with the worth of statistics too. The
// reader's own statistics are no file that a call could name.
func (f *firms) call(r *request, s *Section, bounds, worth bool) {
	if f.q.Statistics != "" {
		s.Command = "sme " + f.q.Economy + " --table " + f.t.ref + " --stats FILE"
		return
	}
	c := NewCall(questionfirms.SME).With("economy", f.q.Economy).With("table", f.t.ref)
	if bounds {
		c.With("va-within", r.Get("va-within")).With("imports-within", r.Get("imports-within"))
		if !f.q.Assume.ExportCap {
			c.With("export-cap", "false")
		}
		if f.q.Assume.FreeFinal {
			c.With("free-final", "true")
		}
	}
	switch {
	case !bounds:
		c.With("bounds", "false")
	case !worth:
		c.With("worth", "false")
	}
	s.Rows = c
}

// one returns the point estimate of a quantity that has one row.
func (f *firms) one(quantity string) float64 {
	for i := range f.rows.Rows() {
		if f.rows.Column("quantity").Text(i) == quantity {
			return f.rows.Column("point").Floats[i]
		}
	}
	return math.NaN()
}

func (f *firms) say(r *request) []string {
	a := f.answer
	low, high := a.DependenceRange()
	data := map[string]any{"bounded": a.Bounds != nil, "low": low, "high": high, "unit": a.Unit,
		"dependence": f.one("sme_dependence_on_exports"),
		"direct":     f.one("sme_va_in_exports_direct"), "smes": f.one("sme_va_in_exports_through_smes"),
		"large": f.one("sme_va_in_exports_through_large")}
	out := []string{questionfirms.Headline(r.Texts, a), r.Say("smes.ways-said", data), r.Say("smes.surety")}
	if a.Jobs != nil {
		out = append(out, r.Say("smes.jobs-said", map[string]any{"jobs": f.one("sme_jobs_in_exports")}))
	}
	return out
}

// central are the numbers beside the sentence: the part of what exports bring that small firms earn, and the part of
// exports that they sell.
func (f *firms) central(r *request) []Term {
	return []Term{
		{r.Percent2(f.one("sme_share_of_va_in_exports")), r.Say("smes.central-earned")},
		{r.Percent2(f.one("sme_share_of_direct_exports")), r.Say("smes.central-sold")},
	}
}

// parts are the sections about one economy.
func (f *firms) parts(r *request) []Section {
	out := []Section{f.ways(r), f.interval(r), f.sizes(r),
		f.details(
			r,
			"industries",
			"control.industry",
			naming(f.t.Table),
			"sme_va_in_exports_by_industry",
			"sme_dependence_by_industry",
		),
		f.details(r, "through", "control.industry", naming(f.t.Table), "sme_va_through_large_by_exporting_industry"),
		f.details(r, "importers", "control.partner", naming(f.t.Table), "sme_va_in_exports_by_partner"),
		f.details(
			r,
			"chains",
			"smes.product",
			func(_, code string) string { return f.answer.NameOf(code) },
			"sme_va_in_chain",
		)}
	if f.answer.Jobs != nil {
		out = append(out, f.details(r, "jobs", "control.industry", naming(f.t.Table), "sme_jobs_in_exports_by_industry"))
	}
	return append(out, f.worth(r), f.statistics(r))
}
