package sentences

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// The claims of answers about a firm's own chain, requirements, programmes and contracts.

// least and most of a column's numbers, over rows that are kept.
func extremes(values []float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high
}

// added: what a chain's legs add, and the days on them by the value that takes them, are sums over the rows.
func added(r *reading, _ map[string]any) {
	f := r.frame("cost", "cost_low", "cost_high", "flow", "days")
	if f == nil {
		return
	}
	var cost, low, high, days float64
	for i := range f.Rows() {
		cost, low = cost+f.Column("cost").Floats[i], low+f.Column("cost_low").Floats[i]
		high, days = high+f.Column("cost_high").Floats[i], days+f.Column("flow").Floats[i]*f.Column("days").Floats[i]
	}
	for _, v := range []float64{cost, low, high, days} {
		if !r.says(v) {
			r.fault("the legs together have %v, which is not said", v)
		}
	}
}

// path: the longest way takes at least as long as its longest leg, and longer where legs vary.
func path(r *reading, d map[string]any) {
	f := r.frame("flow", "days")
	if f == nil {
		return
	}
	_, longest := extremes(f.Column("days").Floats)
	if days := number(d["days"]); days < longest || number(d["p95"]) < days {
		r.fault("a leg alone takes %v days", longest)
	}
}

// lands: the chain that is said to win lands at less, and the other is dearer by what the rows say.
func lands(r *reading, d map[string]any) {
	f := r.frame("figure", "own", "rival")
	if f == nil {
		return
	}
	for i := range f.Rows() {
		if f.Column("figure").Text(i) != "landed" {
			continue
		}
		low, high := extremes([]float64{f.Column("own").Floats[i], f.Column("rival").Floats[i]})
		if !same(number(d["low"]), low) || !same(number(d["high"]), high) || !same(number(d["dearer"]), high/low-1) {
			r.fault("they land at %v and %v", low, high)
		}
		if wins := f.Column("own").Floats[i] == low; wins != strings.Contains(fmt.Sprint(d["winner"]), "our own") {
			r.fault("the other one wins")
		}
	}
}

// registered: how many requirements were found, seen at their source, and have costs by judgement.
func registered(r *reading, d map[string]any) {
	f := r.frame("requirement", "cost_kind", "source_seen")
	if f == nil {
		return
	}
	count := func(column, text string) (n int) {
		for i := range f.Rows() {
			if f.Column(column).Text(i) == text {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		said string
		n    int
	}{{"found", f.Rows()}, {"seen", count("source_seen", "yes")}, {"judged", count("cost_kind", "judgement")}} {
		if number(d[c.said]) != float64(c.n) {
			r.fault("%s is %d in the rows", c.said, c.n)
		}
	}
}

// stopping: no requirement of the survey stops more firms than the one that is named.
func stopping(r *reading, d map[string]any) {
	f := r.frame("requirement", "stops", "gain_mean")
	if f == nil {
		return
	}
	if _, most := extremes(f.Column("stops").Floats); !same(most, number(d["share"])) {
		r.fault("another stops %v", most)
	}
}

// closing: of requirements, none is worth more on the mean than the one that is named, and it is called worth its cost
// as the net says.
func closing(r *reading, d map[string]any) {
	f := r.frame("requirement", "worth_pct")
	if f == nil || d["first"] == "" {
		return
	}
	_, most := extremes(f.Column("worth_pct").Floats[1:])
	if !same(most, number(d["most"])) || int(number(d["asked"])) < f.Rows()-1 {
		r.fault("another is worth %v", most)
	}
	if net := number(d["net"]); d["pays"] == true != (net > 0) {
		r.fault("it nets %v", net)
	}
}

// planned: no rule of thumb brings more than the plan that is called the best.
func planned(r *reading, d map[string]any) {
	for _, rule := range []string{"greedy", "first"} {
		if v := number(d[rule]); v > 1+1e-9 {
			r.fault("%s brings %v of it", rule, v)
		}
	}
}

// knowing: what answers are worth before choosing is never less than nothing, nor are more worth it than there are.
func knowing(r *reading, d map[string]any) {
	if number(d["perfect"]) < -1e-9 || number(d["worth"]) > number(d["all"]) {
		r.fault("%v of %v are worth %v", d["worth"], d["all"], d["perfect"])
	}
}

// runsLow: cash is as low as the days' rows have it.
func runsLow(r *reading, d map[string]any) {
	f := r.frame("day", "open", "lc")
	if f == nil {
		return
	}
	for said, column := range map[string]string{"open": "open", "lc": "lc"} {
		low, _ := extremes(f.Column(column).Floats)
		if repaid := f.Column("lc_shipment"); column == "lc" && repaid != nil {
			other, _ := extremes(repaid.Floats)
			if same(other, number(d[said])) {
				low = other
			}
		}
		if !same(low, number(d[said])) {
			r.fault("%s is lowest at %v", column, low)
		}
	}
	if !slices.Contains([]any{true, false}, d["open_fails"]) {
		r.fault("it does not say whether the line holds")
	}
}
