package known_test

import (
	"math"
	"testing"

	"ikat/indicators"
	"ikat/known"
)

func comparison(t *testing.T, codes []string, peers ...string) *known.Comparison {
	t.Helper()
	c := &known.Comparison{Topics: known.Topics}
	for _, code := range codes {
		c.Economies = append(c.Economies, card(t, code))
	}
	for _, code := range peers {
		c.Peers = append(c.Peers, card(t, code))
	}
	return c
}

func cells(rows []known.Row, figure, code string) known.Row {
	for _, r := range rows {
		if r.Figure.ID == figure && r.Card.Code == code {
			return r
		}
	}
	return known.Row{Value: known.Value{Value: math.NaN()}}
}

// What stands side by side is what is published of each alone, of one year where all have it.
func TestComparisonIsWhatIsPublished(t *testing.T) {
	c := comparison(t, []string{"VNM", "BGD", "KIR"}, "THA", "MYS", "PHL", "IDN", "KHM")
	c.Year = 2019
	rows := c.Rows()
	for _, want := range []struct {
		figure, code string
		value        float64
		year         int
	}{{"absorbed_abroad", "VNM", .5113, 2019}, {"absorbed_abroad", "BGD", .778, 2019}, {"backward", "VNM", .4877, 2019},
		{"hours_export_border", "VNM", 55, 2019}, {"hours_export_documents", "VNM", 50, 2019},
		{"cost_export_border", "VNM", 290, 2019}, {"cost_export_documents", "VNM", 139.2, 2019},
		{"hours_export_border", "BGD", 168, 2019}, {"hours_export_documents", "BGD", 147, 2019},
		{"hours_export_border", "KIR", 72, 2019}, {"lpi", "VNM", 3.274, 2018}} {
		r := cells(rows, want.figure, want.code)
		if math.Abs(r.Value.Value-want.value) > 5e-4*math.Max(1, want.value) || r.Year != want.year {
			t.Errorf("%s of %s: %v in %d, want %v in %d", want.figure, want.code, r.Value.Value, r.Year, want.value,
				want.year)
		}
	}
	lpi := cells(rows, "lpi", "VNM")
	rank := cells(rows, "lpi_rank", "VNM")
	if math.Abs(lpi.Low-3.111) > 5e-4 || math.Abs(lpi.High-3.437) > 5e-4 || rank.Value.Value != 39 || rank.Low != 31 ||
		rank.High != 48 {
		t.Errorf("the LPI lost its bounds: %+v %+v", lpi.Value, rank.Value)
	}
	back := cells(rows, "backward", "VNM")
	if back.Rank != 0 || back.Of != 0 || back.Peers != 5 ||
		!(back.PeersLow <= back.Median && back.Median <= back.PeersHigh) {
		t.Errorf("%+v", back)
	}
	if firms := cells(rows, "sme_value_added", "VNM"); firms.Of != 0 || firms.Peers != 0 || firms.Year != 2016 {
		t.Errorf("figures of different definitions are ranked: %+v", firms)
	}
	latest, _ := card(t, "VNM").Latest()
	if of := cells(rows, "exports", "VNM").Source; of.Table != indicators.ADB.Of(latest.Set).Table {
		t.Errorf("exports of Viet Nam come from %+v, those shown are of another edition", of)
	}
	if none := cells(rows, "exports", "KIR"); !math.IsNaN(none.Value.Value) {
		t.Errorf("Kiribati exports %v", none.Value.Value)
	}
}

// Without a year the last one that all have is shown, and every figure says its year and source.
func TestComparisonTakesTheLastCommonYear(t *testing.T) {
	c := comparison(t, []string{"THA", "ARM"})
	for _, r := range c.Rows() {
		if r.Figure.Topic == "trade" && !math.IsNaN(r.Value.Value) && r.Year != 2022 {
			t.Errorf("%s of %s is of %d", r.Figure.ID, r.Card.Code, r.Year)
		}
		if r.Source.Table == "" {
			t.Errorf("%s has no source", r.Figure.ID)
		}
	}
	f := c.Frame(c.Rows())
	if len(f.Notes) < 3 || len(f.Provenance.Sources) < 3 {
		t.Errorf("%v %v", f.Notes, f.Provenance.Sources)
	}
}

// Another source has its whole row: an economy it lacks is blank, not taken from elsewhere.
func TestComparisonMixesNoSources(t *testing.T) {
	c := comparison(t, []string{"THA", "VNM"})
	c.Own = func(f *known.Figure, code string) (known.Value, bool) {
		v := known.Value{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
		if code == "THA" {
			v.Value, v.Year = 7, 2011
		}
		return v, f.Topic == "trade"
	}
	rows := c.Rows()
	if r := cells(rows, "exports", "VNM"); !math.IsNaN(r.Value.Value) {
		t.Errorf("%+v", r)
	}
	if r := cells(rows, "exports", "THA"); r.Value.Value != 7 || r.Year != 2011 {
		t.Errorf("%+v", r)
	}
}

// The best has rank 1: the least of hours, costs and places, the most of scores. What is neither has no rank.
func TestRankOneIsTheBest(t *testing.T) {
	c := comparison(t, []string{"BTN", "NPL"}, "VNM", "SGP")
	ranked := map[string]bool{}
	for _, r := range c.Rows() {
		f := r.Figure
		if f.Better != known.More && f.Better != known.Less {
			if r.Rank != 0 || r.Of != 0 {
				t.Errorf("%s has no best, and %s is rank %d of %d", f.ID, r.Card.Code, r.Rank, r.Of)
			}
			continue
		}
		ranked[f.ID] = true
		for _, o := range c.Rows() {
			if o.Figure.ID != f.ID || math.IsNaN(o.Value.Value) || math.IsNaN(r.Value.Value) {
				continue
			}
			if better := o.Value.Value < r.Value.Value == (f.Better == known.Less); o.Value.Value != r.Value.Value &&
				better != (o.Rank < r.Rank) {
				t.Errorf("%s: %s %v is rank %d, %s %v rank %d", f.ID, r.Card.Code, r.Value.Value, r.Rank, o.Card.Code,
					o.Value.Value, o.Rank)
			}
		}
	}
	if b := cells(c.Rows(), "hours_export_border", "BTN"); b.Value.Value != 5 || b.Rank != 1 || b.Of != 4 {
		t.Errorf("Bhutan's 5 hours, the least, are rank %d of %d: %v", b.Rank, b.Of, b.Value.Value)
	}
	for _, id := range []string{"cost_import_documents", "lpi", "lpi_rank"} {
		if !ranked[id] {
			t.Errorf("%s has a best and is not ranked", id)
		}
	}
	if ranked["exports"] || ranked["backward"] || ranked["sme_value_added"] {
		t.Error("what has no best is ranked")
	}
}

// A group is the median of the members that have a figure, with the least and the most, and takes no rank from anybody.
func TestAGroupIsAColumn(t *testing.T) {
	c := comparison(t, []string{"VNM", "THA"})
	alone := c.Rows()
	group := known.Group{Card: &known.Card{}}
	group.Card.Code = "G"
	for _, code := range []string{"BTN", "NPL", "SGP", "NRU"} {
		group.Members = append(group.Members, card(t, code))
	}
	c.Groups = []known.Group{group}
	rows := c.Rows()
	if len(rows) != len(alone)/2*3 || c.Columns() != 3 {
		t.Fatalf("%d rows beside %d", len(rows), len(alone))
	}
	hours := cells(rows, "hours_export_border", "G")
	if hours.Value.Value != 10 && hours.Value.Value != 11 || hours.Low != 5 || hours.Members != 4 || hours.Have != 3 ||
		hours.Rank != 0 {
		t.Errorf("%+v", hours)
	}
	if of := cells(rows, "hours_export_border", "THA"); of.Of != 2 {
		t.Errorf("the group counts in ranks: %+v", of)
	}
	if s := cells(rows, "sme_value_added", "G"); !math.IsNaN(s.Value.Value) {
		t.Errorf("what each economy defines in its own way has a median: %+v", s)
	}
}
