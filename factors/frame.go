package factors

import (
	"fmt"
	"slices"
	"strings"

	"ikat/result"
)

const perCent = "per cent"

// Frame lays the answer out: a row a factor, in the order of what small firms gain by its step.
func (a *Answer) Frame() *result.Frame {
	economy := a.World.Base.Economies[a.World.Economy]
	f := &result.Frame{Title: "What raises the value added made in small firms of " + economy}
	rows := f.Of(result.Scenario, len(a.Factors))
	text := func(name, label string, of func(v *Factor) string) {
		rows.Text(name, label, func(i int) string { return of(a.Factors[i]) })
	}
	number := func(name, label, unit, definition string, of func(v *Factor) float64) {
		rows.Number(name, label, unit, definition, func(i int) float64 { return of(a.Factors[i]) })
	}
	growth := func(name, label, definition string, of func(v *Factor) float64) {
		number(name, label, perCent, definition, func(v *Factor) float64 { return 100 * of(v) })
	}
	text("factor", "Factor", func(v *Factor) string { return v.Name })
	text("door", "Door", func(v *Factor) string { return v.Door })
	text("step", "Step", func(v *Factor) string { return v.Step })
	growth("sme_income_pct", "Small firms", "change in the value added made in small firms, over consumer prices, at "+
		"the step: an exact solution",
		func(v *Factor) float64 { return v.Income })
	growth("low", "Low", "below it are 5% of the draws of how the world responds, what a day costs and how firms "+
		"qualify; an exact solution",
		func(v *Factor) float64 { return v.Low })
	growth("high", "High", "above it are 5% of those draws; an exact solution", func(v *Factor) float64 { return v.High })
	ranks := make([]int64, len(a.Factors))
	for i, v := range a.Factors {
		ranks[i] = int64(v.Rank)
	}
	f.Whole("rank", "Rank", "", "by what small firms gain at the step", result.Scenario, ranks)
	number("rank_held", "Rank held", "share", "of the draws in which the factor has the place that it has centrally",
		func(v *Factor) float64 {
			return v.RankHeld
		})
	growth("large_income_pct", "Large firms", "the same change of large firms", func(v *Factor) float64 {
		return v.Large
	})
	growth("welfare_pct", "Welfare", "change in the economy's real final spending", func(v *Factor) float64 {
		return v.Welfare
	})
	dollars := "dollars per dollar"
	for o, who := range []struct{ name, label, words string }{{"sme", "small firms", "small firms'"},
		{"large", "large firms", "large firms'"}, {"economy", "economy", "the economy's"}} {
		number(who.name+"_effect", "Effect, "+who.label, dollars,
			who.words+" income per dollar of cost taken out of the eased links, at the margin",
			func(v *Factor) float64 { return v.Effect[o] })
	}
	number("sme_effect_own", "Effect, own saving", dollars, "small firms' income per dollar that they save themselves",
		func(v *Factor) float64 {
			return v.OwnEffect
		})
	number("room_median_pct", "Room to median", "% of small firms' sales",
		"what the peers' median would save on small firms' links; 0 is an answer", func(v *Factor) float64 {
			return v.RoomMedian
		})
	number("room_best_pct", "Room to best", "% of small firms' sales", "what the best of the peers would save",
		func(v *Factor) float64 {
			return v.RoomBest
		})
	text("room_source", "Source of room", func(v *Factor) string { return v.RoomSource })
	text("measure", "Measure", func(v *Factor) string { return string(v.Block) })
	growth("shift_pct", "Shift", "small firms' change less the economy's", func(v *Factor) float64 {
		return v.Income - v.Economy
	})
	growth("sme_income_half_pct", "Small firms, φ = .5", "with half of value added paid to factors that stay in "+
		"their class", func(v *Factor) float64 {
		return v.Half[0]
	})
	growth("large_income_half_pct", "Large firms, φ = .5", "the same of large firms", func(v *Factor) float64 {
		return v.Half[1]
	})
	growth("shares_low", "Shares, low", "least over all shares by industry that the statistics allow (certified), "+
		"labour mobile; for measures that reach small firms alone to first order, and the true end may lie inside",
		func(v *Factor) float64 {
			return v.SharesLow
		})
	growth("shares_high", "Shares, high", "most over the same", func(v *Factor) float64 { return v.SharesHigh })
	growth("shares_found_low", "Shares, found low", "what some of those shares give, to first order, over "+
		"the value added that they give small firms: the true end lies between it and shares_low",
		func(v *Factor) float64 { return v.FoundLow })
	growth("shares_found_high", "Shares, found high", "the same above", func(v *Factor) float64 { return v.FoundHigh })
	number("shares_more", "Of splits, small firms gain more", "share",
		fmt.Sprintf("of %d splits drawn from all that the "+
			"statistics allow, half by hit-and-run, half as the nearest to drawn odds", 2*splits),
		func(v *Factor) float64 {
			return v.SharesMore
		})
	growth("joint_low", "Jointly, low", fmt.Sprintf("exact at the draw at 5%% where small firms' shares by industry are "+
		"drawn with the response, from all that the statistics allow (the first %d draws)", joint),
		func(v *Factor) float64 { return v.JointLow })
	growth("joint_high", "Jointly, high", "the same at 95%", func(v *Factor) float64 { return v.JointHigh })
	number("joint_sign_held", "Sign held jointly", "share", "of those draws in which small firms' change has the central "+
		"sign", func(v *Factor) float64 { return v.JointSign })
	number("sign_held", "Sign held", "share", "of the draws in which small firms' change has the central sign",
		func(v *Factor) float64 {
			return v.SignHeld
		})
	number("sme_more", "Small firms gain more", "share", "of the draws in which small firms' income grows by more "+
		"than large firms'", func(v *Factor) float64 {
		return v.SmallMore
	})
	if len(a.Programmes) > 0 {
		number("programme_cost", "Cost of the programme", a.Unit, "of the step, as given", func(v *Factor) float64 {
			return v.Cost
		})
		for _, d := range []struct {
			name, label, definition string
			of                      func(p PerProgramme) float64
		}{
			{"sme_per_programme", "Small firms, per dollar of programme", "small firms' gain of a year at the step over what " +
				"its programme costs", func(p PerProgramme) float64 { return p.Small }},
			{"sme_per_programme_low", "Per dollar, low", "the same at joint_low", func(p PerProgramme) float64 { return p.Low }},
			{"sme_per_programme_high", "Per dollar, high", "the same at joint_high",
				func(p PerProgramme) float64 { return p.High }},
			{"economy_per_programme", "Economy, per dollar of programme", "the economy's gain of a year over the same",
				func(p PerProgramme) float64 { return p.Economy }},
		} {
			number(d.name, d.label, dollars, d.definition, func(v *Factor) float64 { return d.of(a.PerProgramme(v)) })
		}
	}
	text("who_pays", "Who pays", func(v *Factor) string { return v.Pays })
	text("industry", "Industry", func(v *Factor) string { return v.Industry })
	a.notes(f)
	return f
}

// surely is the part of draws in which a sign must hold to be called sure.
const surely = .98

// drawn reports whether the sign of what small firms gain by a factor is sure over draws of the response, with shares
// by industry too.
func (f *Factor) drawn() bool { return f.SignHeld >= surely && !(f.JointSign < surely) }

// Sign is the sign of what small firms gain by a factor where it is sure, over draws of the response, with shares by
// industry too, and over all shares where those are bounded; otherwise 0.
func (f *Factor) Sign() int {
	switch {
	case !f.drawn():
		return 0
	case f.Income > 0 && !(f.SharesLow < 0):
		return 1
	case f.Income < 0 && !(f.SharesHigh > 0):
		return -1
	}
	return 0
}

// ByIndustry reports whether the answer has a factor for each industry.
func (a *Answer) ByIndustry() bool { return a.choice.ByIndustry }

// Signs are the names of the factors that surely raise what small firms make and that surely lower it; of those whose
// sign draws agree on, and not all splits by industry; and of those whose sign is open, as it is where nothing is
// drawn. Where factors are by industry, it is sure where it is in all of them. Those that move nothing are not named.
type Signs struct{ Raise, Lower, Split, Open []string }

// Signs sorts the factors by how sure their sign is.
func (a *Answer) Signs() Signs {
	signs, drawn, names := map[string]int{}, map[string]bool{}, []string(nil)
	for _, f := range a.Factors {
		if f.Income == 0 && !(f.Low < 0 || f.High > 0) { // it has no links, and nothing that could be open
			continue
		}
		name := f.Name + " (" + f.Door + ")"
		before, seen := signs[name]
		switch {
		case !seen:
			signs[name], drawn[name] = f.Sign(), f.drawn()
			names = append(names, name)
		case before != f.Sign():
			signs[name] = 0
		}
		drawn[name] = drawn[name] && f.drawn() && before*f.Sign() >= 0
	}
	var out Signs
	for _, name := range names {
		to := &out.Open
		switch {
		case signs[name] > 0:
			to = &out.Raise
		case signs[name] < 0:
			to = &out.Lower
		case drawn[name]:
			to = &out.Split
		}
		*to = append(*to, name)
	}
	return out
}

func (a *Answer) notes(f *result.Frame) {
	signs := a.Signs()
	list := func(v []string) string {
		if len(v) == 0 {
			return "nothing"
		}
		return strings.Join(v, ", ")
	}
	if a.Draws > 0 {
		f.Note("factors.sure", "sure (the sign holds in {part} of {draws} draws or more, also where shares by industry are "+
			"drawn with the response, and over all shares where those are bounded): "+
			"what small firms make is raised by {raise}, and lowered by {lower}", "part",
			fmt.Sprintf("%.0f%%", 100*surely), "draws", a.Draws, "raise", list(signs.Raise), "lower", list(signs.Lower))
		f.Note("factors.unsure", "not sure: over the industries in which small firms work, though draws agree: {split}; in "+
			"draws either: {list}; nor are the places of neighbours in the order, which hold as rank_held says",
			"split", list(signs.Split), "list", list(signs.Open))
		f.Note("factors.jointly", "jointly with how the world responds, small firms' shares by industry are drawn from all "+
			"that the statistics allow (small firms make {totals}); low and high hold the shares nearest to the statistics",
			"totals", a.Statistics.DrawnTotals())
	}
	if better, ok := a.leastDoor(); ok {
		f.Note("factors.doors", "per dollar, selling to large firms pays small firms less than {better}; doors "+
			"decide who gets the gain more "+
			"than how much there is of it", "better", better)
	}
	f.Note("factors.said", "value added made in small firms is not the income of their people: labour moves between "+
		"classes, in a fixed "+
		"number in each economy; elasticities are long-run; gains are gross of what a programme costs; the class is "+
		"the firms that are in it "+
		"at the start; measures for all firms and for small firms only are different policies; economies are not "+
		"ranked by these figures")
	f.Note("factors.kappa", "delivery, productivity and qualification on a link are one and the same cost: they "+
		"never add up")
	f.Notes = append(f.Notes, a.Shares.Notes...)
	a.statisticNotes(f)
	if a.Borders.Source != "" {
		goods := result.NewNote("factors.container", "a container holds goods of US$ {worth}", "worth", a.Borders.Container)
		if by := a.Costs.Central; slices.Max(by.Day) > slices.Min(by.Day) {
			goods = result.NewNote("factors.by-industry", "what a day and a US dollar cost differs by industry, and goods in "+
				"bulk pass no procedures of containers")
		}
		f.Note("factors.peers", "room: gaps of border procedures to {peers} ({source}); a day costs {day}% of a "+
			"good's value on average; {goods}", "day", fmt.Sprintf("%.3g", 100*a.Costs.Central.Theta),
			"peers", a.Borders.named(),
			"source", a.Borders.Source, "goods", goods)
	}
	f.Provenance.References = []string{"Caliendo, Parro (2015), Review of Economic Studies 82",
		"Chaney (2008), American Economic Review 98",
		"Hummels, Schaur (2013), American Economic Review 103"}
}

// statisticNotes say on which of the economy's statistics the shares rest, and what nobody says.
func (a *Answer) statisticNotes(f *result.Frame) {
	for _, s := range a.Statistics {
		if s.Industry != "" || !a.Statistics.Enters(s.Indicator) {
			continue
		}
		values := []any{"indicator", s.Indicator.Word(), "value",
			fmt.Sprintf("%.1f%%", 100*s.Value), "source", s.Source}
		if s.Low == s.High {
			f.Note("factors.statistic-held", "small firms' share of {indicator}: {value}, {source}", values...)
			continue
		}
		f.Note("factors.statistic", "small firms' share of {indicator}: {value} ({low} to {high}), {source}", append(values,
			"low", fmt.Sprintf("%.1f%%", 100*s.Low), "high", fmt.Sprintf("%.1f%%", 100*s.High))...)
	}
	if a.firms.Open() {
		f.Warn("factors.open", "nobody publishes how exports are split by firm size: central gains take them split as "+
			"output, a convention; joint_low to joint_high and the ends over all shares take any part")
	}
}

// named are the peers, or how many there are where there are many.
func (g Gap) named() any {
	const few = 12
	if len(g.Peers) <= few {
		return strings.Join(g.Peers, " ")
	}
	return result.NewNote("peers.many", "{n} economies", "n", len(g.Peers))
}

// leastDoor names the doors that pay small firms more per dollar than selling to large firms does, where all others do.
func (a *Answer) leastDoor() (better string, ok bool) {
	effect := map[string]float64{}
	for _, v := range a.Factors {
		if v.Name == "delivery" && v.Industry == "" {
			effect[v.Door] = v.Effect[0]
		}
	}
	large, known := effect["to large firms"]
	if !known || !(effect["exports"] > large) || !(effect["to final users"] > large) {
		return "", false
	}
	return "exporting or selling to final users", true
}
