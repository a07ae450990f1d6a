package chain_test

import (
	"testing"

	"ikat/border"
	"ikat/chain"
)

// Goods of economy 0 go to economy 1. Its procedures to export take 48 hours at the border and 24 for papers, and US$
// 400; to import the other asks for 72 and 48 hours, and US$ 600. By the way they are 5 days longer under way.
func byHand() *chain.Borders {
	return &chain.Borders{Sides: []string{"AUS", "CHN"}, Side: []int{0, 1}, Assumed: []bool{true, false},
		Export: []chain.Procedure{chain.ProcedureOf(border.Procedure{Cost: 400, Days: 3},
			&border.Compliance{BorderHours: 48, DocumentHours: 24}), {}},
		Import: []chain.Procedure{{}, chain.ProcedureOf(border.Procedure{Cost: 600, Days: 5},
			&border.Compliance{BorderHours: 72, DocumentHours: 48})},
		Goods: []bool{true, true}, Free: []bool{true, false, false, true}, Industry: []int{0, 0},
		Costs:     []border.Costs{{Theta: .008, Day: []float64{.004}, Dollar: []float64{1. / 20000}, Paper: .5}},
		OtherDays: []float64{0, 5, 0, 0}}
}

// What a border costs goods whose day is .004 of their value and whose container is worth US$ 20,000, at a level at
// which half of the days of papers count: fees are 1,000/20,000, days 2 + 3 and 5 more, papers half of 1 + 2. A day is
// the industry's, not the one by which the level goes; papers delay nothing by themselves.
func TestABorderByHand(t *testing.T) {
	b := byHand()
	if e, m := b.Export[0], b.Import[1]; e != (chain.Procedure{Cost: 400, Days: 2, Paper: 1}) ||
		m != (chain.Procedure{Cost: 600, Days: 3, Paper: 2}) {
		t.Errorf("procedures are %v and %v", e, m)
	}
	if p := chain.ProcedureOf(border.Procedure{Cost: 400, Days: 3}, nil); p != (chain.Procedure{Cost: 400, Days: 3}) {
		t.Errorf("where papers are not told apart: %v", p)
	}
	money, time := b.Parts(.008, 0, 0, 1)
	near(t, "fees", money, .05, 1e-15)
	near(t, "days", time, .004*(10+1.5), 1e-15)
	near(t, "both", b.Rate(.008, 0, 0, 1), .096, 1e-15)
	near(t, "days under way", b.Days(0, 0, 1), 10, 0)
	if there, back := b.AssumedOf(0, 1), b.AssumedOf(1, 0); there != "export" || back != "import" {
		t.Errorf("assumed are the sides %q and %q", there, back)
	}
	best := chain.Benchmark{Export: chain.Procedure{Cost: 100, Days: 1},
		Import: chain.Procedure{Cost: 500, Days: 4, Paper: 1}}
	exports, imports := b.Above(best, .008, 0, 0, 1)
	near(t, "above the benchmark to export", exports, 300./20000+.004*(1+.5), 1e-15)
	near(t, "above it to import", imports, 100./20000+.004*.5, 1e-15)
}

// Half of a side is half of its fees, its days and its papers; a day is a day of the border.
func TestAnEasingByHand(t *testing.T) {
	for _, c := range []struct {
		e    chain.Easing
		want chain.Procedure
	}{
		{chain.Easing{Of: chain.OfExport, Economy: 0, Share: .5}, chain.Procedure{Cost: 200, Days: 1, Paper: .5}},
		{chain.Easing{Of: chain.OfImport, Economy: 1, Share: .5}, chain.Procedure{Cost: 300, Days: 1.5, Paper: 1}},
		{chain.Easing{Of: chain.OfImport, Economy: 1, Days: 1}, chain.Procedure{Days: 1}},
		{chain.Easing{Of: chain.OfImport, Economy: 1, Days: 9}, chain.Procedure{Days: 3}},
	} {
		if got := c.e.Takes(nil, byHand()); got != c.want {
			t.Errorf("%+v takes %v, by hand %v", c.e, got, c.want)
		}
	}
}
