package sourcing_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/border"
	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question"
	"ikat/question/sourcing"
	"ikat/result"
	"ikat/say"
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

// Where trade has quantities, prices are unit values in US$: exports of 1,000 US$ over tonnes. Duty is of the price on
// board, a container holds what it is worth at the mean unit value, and the buyer's own procedures bring it in. The
// second economy's unit value is such that both cost the same halfway between the low and the high end of a day and a
// container: which is cheaper is not sure then, and is sure where it sells at half of that.
func TestOffersAtUnitValues(t *testing.T) {
	table, err := border.Open("doing-business-2010", 0)
	if err != nil {
		t.Fatal(err)
	}
	into, _ := table.Find("KOR")
	garments := border.GoodsOf([]string{"c4"}, nil)[0]
	const duty, first, tonnes = .1, 20000., 10. // the second sells three times as many tonnes
	arrives := func(price, mean, duty float64, economy string, end func(border.Range) float64) float64 {
		out, _ := table.Find(economy)
		container := end(garments.TEU) / mean
		board := price + out.Export.Cost/container
		return board*(1+duty+end(garments.Day)*(out.Export.Days+into.Import.Days)) + into.Import.Cost/container
	}
	central, low, high := func(r border.Range) float64 { return r.Central }, func(r border.Range) float64 { return r.Low },
		func(r border.Range) float64 { return r.High }
	apart := func(second float64, end func(border.Range) float64) float64 { // of the offers, at one end
		mean := (first + 3*second) / 4
		return arrives(first, mean, duty, "VNM", end) - arrives(second, mean, 0, "THA", end)
	}
	from, to := first/2, 2*first
	for range 100 {
		if second := (from + to) / 2; apart(second, low)+apart(second, high) > 0 {
			from = second
		} else {
			to = second
		}
	}
	for says, second := range map[string]float64{"another one is": from, "none is cheaper": from / 2} {
		if sure := apart(second, low)*apart(second, high) > 0; sure != (second < from) {
			t.Fatalf("at %v it is sure: %v", second, sure)
		}
		flows := questiontest.File(t, "BACI_HS17_Y2022_V202401b.csv", fmt.Sprintf("t,i,j,k,v,q\n2022,704,410,610910,%v,%v\n"+
			"2022,764,410,610910,%v,%v\n", first*tonnes/1000, tonnes, second*3*tonnes/1000, 3*tonnes))
		f, err := offers(t, map[string][]string{"product": {"VNM:hs6109.10"}, "to": {"KOR"}, "trade": {flows},
			"border": {"doing-business-2010"},
			"pairs":  {questiontest.File(t, "tariffs.csv", "exporter,importer,product,tariff\nVNM,KOR,6109,10%\n")}})
		if err != nil {
			t.Fatal(err)
		}
		mean := (first + 3*second) / 4
		for economy, want := range map[string][2]float64{"VNM": {first, arrives(first, mean, duty, "VNM", central)},
			"THA": {second, arrives(second, mean, 0, "THA", central)}} {
			k := slices.IndexFunc([]int{0, 1}, func(r int) bool { return f.Column("economy").Text(r) == economy })
			got := [2]float64{f.Column("price").Floats[k], f.Column("landed").Floats[k]}
			if math.Abs(got[0]/want[0]-1) > 1e-9 || math.Abs(got[1]/want[1]-1) > 1e-9 {
				t.Errorf("%s: price and landed %v, by hand %v", economy, got, want)
			}
		}
		if !slices.ContainsFunc(f.Notes, func(n result.Note) bool { return strings.Contains(n.Text, says) }) {
			t.Errorf("at %v nobody says %q", second, says)
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

// compared is the grid of offers beside each other on the page about a chair in USD.
func compared(t *testing.T, offers string) *say.Grid {
	t.Helper()
	v, err := sourcing.Landed.Read(map[string][]string{"offers": {"product: a chair\nunit: USD\nper_container: 1000\n" +
		offers}}, question.Asker{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := sourcing.Landed.Ask(t.Context(), &question.Request{Values: v, Engine: questiontest.Engine(), Prose: true},
		nil)
	if err != nil {
		t.Fatal(err)
	}
	return a.Prose.Blocks[1].Grid
}

// Every part of an offer's price stands in its own column of the page, all of them different: 18 + 5 + 2 is all but 5%
// of 110% of the price CIF, 26.455, so that insurance is 1.455 and 10% of duty 2.646; 10% a year on 23 for 73 days is
// .46.
func TestColumnsOfOffers(t *testing.T) {
	g := compared(t, "carrying_rate: 10%\nduty: 10%\noffers:\n"+
		"- {supplier: A, economy: VNM, price: 18, export_cost: 5000, freight: 2000, insurance: 5%, "+
		"import_cost: 4000, days: 73}\n- {supplier: B, price: 40, export_cost: 0, days: 10}\n")
	var got []string
	for k, name := range g.Header[2:9] {
		got = append(got, name+" "+g.Rows[0][k+2])
	}
	const want = "price 18.000, export 5.000, freight 2.000, insurance 1.455, duty 2.646, import 4.000, under way 0.460"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s, not %s", s, want)
	}
}

// Two offers that come to the same tie; the third must give.
func TestATieIsNoWin(t *testing.T) {
	const a, b, dear = "- {supplier: A, price: 20, export_cost: 100, days: 10}\n",
		"- {supplier: B, price: 20.1, export_cost: 0, days: 10}\n", "- {supplier: C, price: 40, export_cost: 0, days: 10}\n"
	for offers, want := range map[string]string{a + b: "ties ties", a + b + dear: "ties 49.75%", a + dear: "wins 49.75%"} {
		rows := compared(t, "carrying_rate: 12%\noffers:\n"+offers).Rows
		if got := rows[0][11] + " " + rows[len(rows)-1][11]; got != want {
			t.Errorf("%s%q, want %q", offers, got, want)
		}
	}
}
