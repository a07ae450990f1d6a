package sentences

import (
	"math"
	"strings"
	"testing"

	"ikat/result"
	"ikat/say"
)

// rows are a frame of two economies with an interval, of 2008.
func rows() *result.Frame {
	f := &result.Frame{}
	c := f.Of(result.Estimate, 2)
	c.Text("economy", "Economy", func(i int) string { return []string{"IDN", "ROW"}[i] })
	costs := [][]float64{{.1, .2, .4}, {.3, .3, .3}}
	c.Range("cost", "Cost", "share", "of the price", func(i int) []float64 { return costs[i] })
	c.Number("days", "Days", "days", "at the border", func(i int) float64 { return []float64{12.5, 7}[i] })
	c.Number("money", "Money", "million USD", "worth", func(i int) float64 { return []float64{1500, math.NaN()}[i] })
	f.Provenance.Sources = []result.Source{{Table: "apx/2008"}}
	return f
}

// Right sentences pass, and each kind of fault is found.
func TestFaults(t *testing.T) {
	v, trace := say.In(say.English).Traced()
	r := &Reader{Voice: v, Trace: trace}
	head := []string{"From apx/2008, an estimate"}
	for name, c := range map[string]struct{ text, fault string }{
		"range":       {"Borders make " + v.CentralOf([]float64{.1, .2, .4}) + " in 2008.", ""},
		"no interval": {"Borders make " + v.Percent(.2) + " in 2008.", "which is not said"},
		"one end": {"Borders make " + v.Percent(.2) + " in 2008, at least " + v.Percent(.1) + ".",
			"which is not said"},
		"days as share":  {"It takes " + v.Percent(7) + " in 2008.", "in \"days\""},
		"certain":        {"Borders make " + v.Percent(.3) + " in 2008.", ""},
		"not in rows":    {"Borders make " + v.Percent(.21) + " in 2008.", "is in no row"},
		"another row":    {"Borders make " + v.Span(.1, .3) + " in 2008.", "is no interval"},
		"from nowhere":   {"Borders make 20% in 2008.", "comes from nowhere"},
		"unit":           {"It takes " + v.Number(12.5, 1) + " weeks.", "in \"days\""},
		"right unit":     {"It takes " + v.Number(12.5, 1) + " days.", ""},
		"share as money": {"It is worth " + v.Money(.3, "million USD") + ".", "in \"share\""},
		"money":          {"It is worth " + v.Money(1500, "million USD") + ".", ""},
		"other currency": {"It is worth " + v.Money(1500, "million EUR") + ".", "in \"million USD\""},
		"undefined":      {"It is worth " + v.Money(math.NaN(), "million USD") + ".", "not defined"},
		"another year":   {"Of 1999 it is " + v.Percent(.3) + ".", "comes from nowhere"},
		"code":           {"IDN pays " + v.Percent(.3) + ".", "is Indonesia"},
		"claims":         {v.Say("borders.ranks-axis"), "claims something"},
		"flows of others": {v.Say("economy.links-lead", map[string]any{"industry": "Mining", "partner": "Rest of the world",
			"value": 1500., "unit": "million USD", "exports": 1500., "year": 2008}), "claims what no rows"},
	} {
		faults := r.Faults(Part{Name: name, Head: head, Texts: []string{c.text}, Frames: []*result.Frame{rows()}})
		found := strings.Join(faults, "; ")
		if c.fault == "" && found != "" || !strings.Contains(found, c.fault) {
			t.Errorf("%s: %q, want %q", name, found, c.fault)
		}
	}
	for head, want := range map[string]string{"an estimate of 2008": "no source", "From apx/2008": "of the kind",
		"an estimate from apx": "no source"} {
		text := "Borders make " + v.Percent(.3) + "."
		if found := strings.Join(r.Faults(Part{Head: []string{head}, Texts: []string{text}, Frames: []*result.Frame{rows()}}),
			"; "); !strings.Contains(found, want) {
			t.Errorf("%s: %q, want %q", head, found, want)
		}
	}
	undated := rows()
	undated.Provenance.Sources[0].Table = "apx"
	undated.Columns = append(undated.Columns, &result.Column{Name: "year", Ints: []int64{2008, 2008}})
	if found := strings.Join(r.Faults(Part{Head: []string{"From apx, an estimate"}, Texts: []string{v.Percent(.3)},
		Frames: []*result.Frame{undated}}), "; "); !strings.Contains(found, "the year of") {
		t.Errorf("without a year: %q", found)
	}
}

// Claims are held to the rows: who leads is one economy, the dearest is known from data, lower bounds are called so.
func TestClaims(t *testing.T) {
	v, trace := say.In(say.English).Traced()
	r := &Reader{Voice: v, Trace: trace}
	brief := &result.Frame{}
	c := brief.Of(result.Accounting, 2)
	c.Text("message", "", func(int) string { return "partners" })
	c.Text("quantity", "", func(i int) string {
		return []string{"made in Rest of the world, of the foreign value in exports", "sold to Japan, of exports"}[i]
	})
	c.Number("value", "", "share", "", func(int) float64 { return .2 })
	type partner struct {
		Name  string
		Share float64
	}
	lead := v.Say("brief.partners", map[string]any{"year": "", "suppliers": []partner{{"Rest of the world", .2}},
		"buyers": []partner{{"Japan", .2}}})
	days := &result.Frame{}
	c = days.Of(result.Estimate, 1)
	c.Number("crossings", "", "borders", "", func(int) float64 { return 1.5 })
	c.Number("with_procedures", "", "borders", "", func(int) float64 { return 1.25 })
	c.Number("days", "", "days", "", func(int) float64 { return 9 })
	c.Number("days_90", "", "days", "", func(int) float64 { return 20 })
	c.Number("days_99", "", "days", "", func(int) float64 { return 340 })
	days.Text("more_than", "", []string{"days_99"})
	type quantile struct {
		Days   float64
		Beyond bool
	}
	stay := func(beyond bool) string {
		return v.Say("chain.time", map[string]any{"passed": 1.5, "crossings": 1.25, "days": 9., "nine": quantile{20, false},
			"all": quantile{340, beyond}})
	}
	for text, c := range map[string]struct {
		frame *result.Frame
		fault string
	}{lead: {brief, "no single economy"}, stay(true): {days, ""}, stay(false): {days, "lower bounds"}} {
		found := strings.Join(r.Faults(Part{Head: []string{"an estimate"}, Texts: []string{text},
			Frames: []*result.Frame{c.frame}}), "; ")
		if c.fault == "" && found != "" || !strings.Contains(found, c.fault) {
			t.Errorf("%q, want %q", found, c.fault)
		}
	}
}

// Checks of claims find what is only just wrong, and pass what is only just right.
func TestClaimsAtTheirEdges(t *testing.T) {
	r := &Reader{Voice: say.In(say.English)}
	_, r.Trace = say.In(say.English).Traced()
	frame := func(text map[string][]string, numbers map[string][]float64) *result.Frame {
		f := &result.Frame{}
		for name, v := range text {
			f.Text(name, "", v)
		}
		for name, v := range numbers {
			f.Number(name, "", "", "", result.Accounting, v)
		}
		return f
	}
	all := func(*result.Frame, int) bool { return true }
	quantities := map[string][]string{"quantity": {"sold to Japan, of exports", "sold to India, of exports"}}
	ranking := func(high float64) *result.Frame {
		return frame(nil, map[string][]float64{"rank": {1}, "rank_high": {high}, "exact_gain": {.5}})
	}
	lead := map[string]any{"one": "Viet Nam", "lead": "more"}
	between := func(low float64) *result.Frame {
		return frame(map[string][]string{"name": {"Viet Nam"}},
			map[string][]float64{"peers_low": {low}, "peers_high": {2}})
	}
	for name, c := range map[string]struct {
		frame *result.Frame
		plain string
		check func(*reading)
		fault string
	}{
		"the first is most": {frame(quantities, map[string][]float64{"value": {2, 1}}), "",
			func(r *reading) { r.leads("value", all) }, ""},
		"the second is more": {frame(quantities, map[string][]float64{"value": {1, 1.1}}), "",
			func(r *reading) { r.leads("value", all) }, "more than the first"},
		"a buyer after one with less": {frame(quantities, map[string][]float64{"value": {1, 1.1}}), "",
			func(r *reading) { r.economiesLead("sold to ") }, "after one with less"},
		"a rank that runs to two": {ranking(2), "It leads.",
			func(r *reading) { mending(r, map[string]any{"exact": .5}) }, "its rank runs to 2"},
		"a rank that holds": {ranking(1), "It leads.",
			func(r *reading) { mending(r, map[string]any{"exact": .5}) }, ""},
		"more, over all of the range":    {between(0), "", func(r *reading) { sides(r, lead) }, ""},
		"more, over a part of the range": {between(-1), "", func(r *reading) { sides(r, lead) }, "lies between"},
		"a rank below the last": {frame(nil, map[string][]float64{"rank": {6}}), "rank 6 of 5",
			func(r *reading) { ranked(r, map[string]any{"economy": "VNM", "rank": 6, "of": 5}) }, "rank 6 of 5"},
		"the last rank": {frame(nil, map[string][]float64{"rank": {5}}), "rank 5 of 5",
			func(r *reading) { ranked(r, map[string]any{"economy": "VNM", "rank": 5, "of": 5}) }, ""},
	} {
		one := &reading{Reader: r, part: &Part{Frames: []*result.Frame{c.frame}}, plain: c.plain}
		c.check(one)
		if found := strings.Join(one.faults, "; "); c.fault == "" && found != "" || !strings.Contains(found, c.fault) {
			t.Errorf("%s: %q, want %q", name, found, c.fault)
		}
	}
}
