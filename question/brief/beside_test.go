package brief_test

import (
	"context"
	"strings"
	"testing"

	"ikat/border"
	"ikat/internal/questiontest"
	"ikat/known"
	"ikat/question/brief"
	"ikat/say"
)

// A neighbour whose newest figures are of another year or method is not compared by them: the quickest is so by the
// table that the economy's own newest figures are of.
func TestNeighboursAreComparedByOneTable(t *testing.T) {
	old, now := &border.Table{Name: "old/2010", Year: 2010}, &border.Table{Name: "new/2019", Year: 2019}
	card := func(code string, days ...any) *known.Card {
		c := &known.Card{}
		c.Code, c.Name = code, code
		for i := 0; i < len(days); i += 2 {
			r := border.Record{}
			r.Export.Days = days[i+1].(float64)
			r.Import.Days = 100 - r.Export.Days // who lets goods out soon lets them in late
			c.Borders = append(c.Borders, known.Crossing{Table: days[i].(*border.Table), Record: r})
		}
		return c
	}
	own := card("AAA", old, 20., now, 5.)
	onlyOld, quick, slow := card("BBB", old, 1.), card("CCC", old, 30., now, 2.), card("DDD", now, 3.)
	peers := []*known.Card{onlyOld, slow, quick}
	if got := brief.Quickest(own, peers); got != "CCC" {
		t.Errorf("the quickest is %q: days of two methods were set beside each other", got)
	}
	if got := brief.Compared(card("EEE"), peers); got != now {
		t.Errorf("one without figures stands beside others by %v", got)
	}
	if got := brief.Quickest(card("EEE", old, 9.), peers); got != "BBB" {
		t.Errorf("by the older table the quickest is %q", got)
	}
	if got := brief.Quickest(card("EEE"), nil); got != "" {
		t.Errorf("nobody has figures, and the quickest is %q", got)
	}
}

// Where a published share of exports stands beside an estimate that starts from another, a sentence keeps them apart;
// where nothing differs, there is none. A published figure has its definition with it.
func TestTwoSharesOfExportsAreKeptApart(t *testing.T) {
	for code, want := range map[string]bool{"IDN": true, "KAZ": false, "VNM": false} {
		f, err := brief.Of(context.Background(), questiontest.Engine(), code, "apx/2011", nil)
		if err != nil {
			t.Fatal(err)
		}
		other, ok := f.Other()
		if ok != want {
			t.Errorf("%s: two shares of exports: %v, %v", code, ok, other)
		}
		var text strings.Builder
		for _, b := range f.Prose(say.In(say.English)).Blocks {
			text.WriteString(b.Text + "\n")
		}
		if said := strings.Contains(text.String(), "is another figure than the 5%"); said != want {
			t.Errorf("%s: the sentence that keeps them apart: %v", code, said)
		}
		if want && !strings.Contains(text.String(), "of non-oil and gas exports") {
			t.Errorf("%s: a published share lacks its definition", code)
		}
	}
}
