package sourcing_test

import (
	"math"
	"strings"
	"testing"

	"ikat/border"
	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question"
	"ikat/question/sourcing"
	"ikat/result"
)

func offers(t *testing.T, given map[string][]string) (*result.Frame, error) {
	t.Helper()
	v, err := sourcing.Landed.Read(given, question.Asker{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	a, err := sourcing.Landed.Ask(t.Context(), &question.Request{Values: v, Engine: questiontest.Engine()}, nil)
	if err != nil {
		return nil, err
	}
	return a.Frames[0], nil
}

// Offers of a product are filled in with what borders and days cost: worked here from the border table itself.
func TestOffersOfAProduct(t *testing.T) {
	f, err := offers(t, map[string][]string{"file": {"IDN:hs8544.30"}, "to": {"JPN"}, "against": {"CHN", "KOR"},
		"border": {"doing-business-2010"}, "table": {"apx/2008"}})
	if err != nil {
		t.Fatal(err)
	}
	table, err := border.Open("doing-business-2010", 0)
	if err != nil {
		t.Fatal(err)
	}
	into, _ := table.Find("JPN")
	electrical := border.GoodsOf([]string{"c14"}, nil)[0]
	container := electrical.TEU.Central / 100 // offers of US$ 100 in one
	if f.Rows() != 3 {
		t.Fatalf("%d offers", f.Rows())
	}
	least := math.Inf(1)
	for i := range f.Rows() {
		out, _ := table.Find(f.Column("economy").Text(i))
		board := 100 + out.Export.Cost/container
		want := board + into.Import.Cost/container + board*electrical.Day.Central*(out.Export.Days+into.Import.Days)
		if got := f.Column("landed").Floats[i]; math.Abs(got-want) > 1e-9*want {
			t.Errorf("%s: %v on arrival, want %v", f.Column("economy").Text(i), got, want)
		}
		least = min(least, want)
	}
	if f.Column("landed").Floats[0] != least {
		t.Error("the first is not the cheapest")
	}
	said := ""
	for _, n := range f.Notes {
		said += n.Text + "\n"
	}
	for _, want := range []string{"trade has no quantities", "no file of tariffs", "none is cheaper"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
}

func TestOffersThatCannotBeFilledIn(t *testing.T) {
	for says, given := range map[string]map[string][]string{
		"not among the economies": {"product": {"IDN:c4"}, "to": {"JPN"}, "against": {"VNM"}},
		"no chapter":              {"product": {"IDN:hs9999"}, "to": {"JPN"}},
		"fewer than two":          {"product": {"IDN:c4"}, "to": {"JPN"}, "against": {"ROW"}},
		"no such file":            {"file": {"offers.yaml"}},
	} {
		if _, err := offers(t, given); fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, want %q", given, err, says)
		}
	}
}

// Two offers that come to the same tie; the third must give.
func TestATieIsNoWin(t *testing.T) {
	read := func(offers string) string {
		v, err := sourcing.Landed.Read(map[string][]string{"offers": {"product: a chair\nunit: USD\n" +
			"per_container: 1000\ncarrying_rate: 12%\noffers:\n" + offers}}, question.Asker{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := sourcing.Landed.Ask(t.Context(), &question.Request{Values: v, Engine: questiontest.Engine(), Prose: true},
			nil)
		if err != nil {
			t.Fatal(err)
		}
		return a.Prose.Blocks[1].Grid.Rows[0][11] + " " + a.Prose.Blocks[1].Grid.Rows[len(a.Prose.Blocks[1].Grid.Rows)-1][11]
	}
	const a, b, dear = "- {supplier: A, price: 20, export_cost: 100, days: 10}\n",
		"- {supplier: B, price: 20.1, export_cost: 0, days: 10}\n", "- {supplier: C, price: 40, export_cost: 0, days: 10}\n"
	for offers, want := range map[string]string{a + b: "ties ties", a + b + dear: "ties 49.75%", a + dear: "wins 49.75%"} {
		if got := read(offers); got != want {
			t.Errorf("%s%q, want %q", offers, got, want)
		}
	}
}
