package requirements

import (
	"fmt"

	"ikat/requirement/survey"
	"ikat/result"
)

// estimated appends an estimate and its error.
func estimated(of *result.Numbers, name, label, definition string, get func(k int) survey.Estimate) {
	of.Number(name, label, "share", definition, func(k int) float64 { return get(k).Value })
	of.Number(name+"_error", label+", error", "share", "standard error of "+definition,
		func(k int) float64 { return get(k).Error })
}

func (s *stop) requirements() *result.Frame {
	out := s.frame("What stops firms")
	one := func(k int) survey.Requirement { return s.result.Requirements[k] }
	of := out.Of(result.Estimate, len(s.known))
	of.Text("requirement", "Requirement", s.id)
	of.Text("name", "Name", s.name)
	estimated(of, "stops", "Stops", "share of firms that lack it", func(k int) survey.Estimate { return one(k).Stops })
	estimated(of, "alone", "Alone", "share of firms that lack nothing else",
		func(k int) survey.Estimate { return one(k).Alone })
	estimated(of, "gain_now", "Gain now", "what meeting it adds to the qualified share of capacity as things are",
		func(k int) survey.Estimate { return one(k).GainAlone })
	estimated(of, "gain_last", "Gain last", "the same when all else is met",
		func(k int) survey.Estimate { return one(k).GainLast })
	estimated(of, "gain_mean", "Gain, mean", "the same on the mean over all orders (Shapley)",
		func(k int) survey.Estimate { return one(k).GainShapley })
	of.Whole("firms", "Firms", "", "answers that it rests on", result.Accounting, each(len(s.known), func(k int) int64 {
		return int64(one(k).Stops.Firms)
	}))
	return out
}

// within is the result of a group.
func (s *stop) within(group string, known survey.Known, sample *survey.Sample, n int) *survey.Result {
	return sample.Within(func(f int) bool { return s.of[f] == group }).Stopped(n, known)
}

func (s *stop) heat() *result.Frame {
	out := s.frame("What stops firms, by group")
	type cell struct {
		k     int
		group string
		survey.Requirement
	}
	var cells []cell
	for _, g := range s.groups {
		r := s.within(g, survey.Asked, s.sample, len(s.known))
		for k := range s.known {
			cells = append(cells, cell{k, g, r.Requirements[k]})
		}
	}
	of := out.Of(result.Estimate, len(cells))
	of.Text("requirement", "Requirement", func(n int) string { return s.id(cells[n].k) })
	of.Text("group", "Group", func(n int) string { return cells[n].group })
	estimated(of, "stops", "Stops", "share of the group's firms that lack it",
		func(n int) survey.Estimate { return cells[n].Stops })
	estimated(of, "alone", "Alone", "share of the group's firms that lack nothing else",
		func(n int) survey.Estimate { return cells[n].Alone })
	estimated(
		of,
		"gain_mean",
		"Gain, mean",
		"what meeting it adds to the group's qualified share of capacity on the mean "+
			"over all orders (Shapley)",
		func(n int) survey.Estimate { return cells[n].GainShapley },
	)
	of.Whole("firms", "Firms", "", "answers that it rests on", result.Accounting, each(len(cells), func(n int) int64 {
		return int64(cells[n].Stops.Firms)
	}))
	return out
}

// qualified is the qualified share by group, between bounds where the survey does not ask.
func (s *stop) qualified() *result.Frame {
	out := s.frame("Qualified firms and capacity")
	out.Note(
		"stopped.qualified",
		"The column qualified is written as scenarios take it: `qualified: 10% to 12%` in the class "+
			"of firms. Bounds take what the survey does not ask as held by nobody and by all.",
	)
	type row struct {
		group        string
		asked        *survey.Result
		lower, upper survey.Estimate
	}
	all := s.data.Before(s.takes)
	var rows []row
	add := func(group string, in func(int) bool) {
		asked, lower, upper := s.share(all, in)
		rows = append(rows, row{group, asked, lower, upper})
	}
	add("all", func(int) bool { return true })
	for _, g := range s.groups {
		add(g, func(f int) bool { return s.of[f] == g })
	}
	of := out.Of(result.Estimate, len(rows))
	of.Text("group", "Group", func(k int) string { return rows[k].group })
	estimated(of, "firms_qualified", "Firms", "share of firms that lack nothing that is asked about",
		func(k int) survey.Estimate { return rows[k].asked.Qualified })
	estimated(of, "capacity_qualified", "Capacity", "share of capacity of such firms",
		func(k int) survey.Estimate { return rows[k].asked.Capacity })
	bound := out.Of(result.Bound, len(rows))
	bound.Number("capacity_low", "Capacity, lowest", "share", "if nobody holds what is not asked",
		func(k int) float64 { return rows[k].lower.Value })
	bound.Number("capacity_high", "Capacity, highest", "share", "if everybody does",
		func(k int) float64 { return rows[k].upper.Value })
	of.Whole("answers", "Answers", "", "firms that the share of capacity rests on", result.Accounting,
		each(len(rows), func(k int) int64 { return int64(rows[k].asked.Capacity.Firms) }))
	of.Text("qualified", "In a scenario", func(k int) string {
		now := rows[k].asked.Capacity.Value
		return fmt.Sprintf("qualified: %.1f%% to %.1f%%", 100*now, 100*s.after(rows[k].asked))
	})
	return out
}

// share is what stops some firms, and the qualified share of their capacity if nobody and if all hold what the survey
// does not ask, of those that answered what it asks; all are the survey's firms before the demands.
func (s *stop) share(all *survey.Sample, in func(firm int) bool) (asked *survey.Result, lower, upper survey.Estimate) {
	part := s.sample.Within(in)
	told := all.Within(func(f int) bool { return !part.Left[f] && len(part.Firms[f].Unknown) == 0 })
	return part.Stopped(len(s.known), survey.Asked), told.Stopped(len(s.demands), survey.NoneHold).Capacity,
		told.Stopped(len(s.demands), survey.AllHold).Capacity
}

// after is the qualified share when the one requirement that adds most as things are is met.
func (s *stop) after(r *survey.Result) float64 {
	most := 0.0
	for _, one := range r.Requirements {
		if v := one.GainAlone.Value; v > most {
			most = v
		}
	}
	return r.Capacity.Value + most
}
