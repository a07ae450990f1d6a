package firms

import (
	"context"
	"slices"
	"strconv"

	"ikat/economies"
	"ikat/indicators"
	"ikat/leontief"
	"ikat/question"
	"ikat/result"
	"ikat/sme"
)

// formed is the form for statistics of one's own: a line for each that would enter the split, with what ikat carries
// already. Lines left empty say nothing.
//
// Error: what the table says, or economies.Resolve where neither a table nor published figures have the economy.
func formed(ctx context.Context, r *question.Request, q Request) (*question.Answer, error) {
	code, industries, name, err := formOf(ctx, r, q)
	if err != nil {
		return nil, err
	}
	all, err := q.AllStatistics()
	if err != nil {
		return nil, err
	}
	have, err := all.Of(code)
	if err != nil {
		have = nil // an economy without statistics gets an empty form
	}
	var rows []sme.Statistic
	for _, i := range sme.Indicators {
		if i == sme.Persons || i == sme.Establishment {
			continue // by industry only, and context
		}
		rows = append(rows, sme.Statistic{Indicator: i})
	}
	for _, label := range industries {
		for _, i := range []sme.Indicator{sme.ValueAdded, sme.Exports, sme.Persons} {
			rows = append(rows, sme.Statistic{Industry: label, Indicator: i})
		}
	}
	for i, row := range rows {
		at := slices.IndexFunc(have, func(s sme.Statistic) bool {
			return s.Industry == row.Industry && s.Indicator == row.Indicator
		})
		if rows[i].Economy = code; at >= 0 {
			rows[i] = have[at]
		}
	}
	return question.Rows(form(rows, name), nil)
}

// formOf is whom a form is about: code, industries and their names, of the table that has the economy or as published.
func formOf(ctx context.Context, r *question.Request, q Request) (code string, industries []string,
	name func(string) string, err error) {
	system, err := r.Engine.System(ctx, q.Table, leontief.Options{Groups: q.Groups, Basis: q.ValueAdded}, r.Progress)
	if err == nil {
		if code, err = system.Find(q.Economy); err == nil {
			t := system.Table
			return code, t.Industries, func(c string) string { return t.IndustryName(c) }, nil
		}
	}
	if r.Chosen("table") {
		return "", nil, nil, err
	}
	e, err := economies.Resolve(q.Economy)
	return e.Code, indicators.Industries, func(c string) string { return indicators.IndustryNames[c] }, err
}

// form lays the lines out as sme.ReadStatistics reads them.
func form(rows []sme.Statistic, name func(string) string) *result.Frame {
	f := &result.Frame{Title: "Statistics of small and medium firms, to fill in"}
	n := f.Of(result.Accounting, len(rows))
	given := func(i int) bool { return rows[i].Source != "" }
	cell := func(i int, v float64) string {
		if !given(i) {
			return ""
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	n.Text("economy", "Economy", func(i int) string { return rows[i].Economy })
	n.Text("industry", "Industry", func(i int) string { return rows[i].Industry })
	n.Text("indicator", "Indicator", func(i int) string { return string(rows[i].Indicator) })
	n.Text("value", "Value", func(i int) string { return cell(i, rows[i].Value) })
	n.Text("low", "Low", func(i int) string { return cell(i, rows[i].Low) })
	n.Text("high", "High", func(i int) string { return cell(i, rows[i].High) })
	n.Text("source", "Source", func(i int) string { return rows[i].Source })
	n.Text("name", "Name", func(i int) string {
		if rows[i].Industry == "" {
			return "the whole economy"
		}
		return name(rows[i].Industry)
	})
	f.Note("firms.form", "shares of small and medium firms, as 0.46 or 46%; persons are numbers. Lines left empty say "+
		"nothing; give the file back as stats")
	f.Provenance.Question = "sme"
	return f
}
