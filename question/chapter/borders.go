package chapter

import (
	"context"
	"fmt"
	"math"

	"ikat/border"
	"ikat/engine"
	"ikat/printed"
	"ikat/question/borders"
	"ikat/result"
)

// sourceRegions are the regions whose averages table 14 prints, and how many economies the publisher counts to them:
// Tonga is the one that the document does not print.
var sourceRegions = []struct {
	region, name string
	of           int
}{{"east-asia-pacific", "Average for East Asia and the Pacific", 24}, {"south-asia", "Average for South Asia", 8}}

var sixFigures = []struct{ name, label, unit string }{
	{"docs_export", "Documents to export", "documents"}, {"days_export", "Days to export", "days"},
	{"cost_export", "Cost to export", "US$ per container"},
	{"docs_import", "Documents to import", "documents"}, {"days_import", "Days to import", "days"},
	{"cost_import", "Cost to import", "US$ per container"},
}

// sourceBorders is table 14: what it takes to cross borders, beside the border table that ikat carries, its ranks, and
// the regional averages taken again from the rows.
func sourceBorders(_ context.Context, e *engine.Engine, _ Request, t *printed.Table,
	_ engine.Progress) (*result.Frame, error) {
	own, err := border.DoingBusiness2009()
	if err != nil {
		return nil, err
	}
	ranks, err := borders.Compare(e, nil, nil, borders.Choice{})
	if err != nil {
		return nil, err
	}
	b := &borderSheet{t: t, values: map[string][]float64{}}
	for _, r := range sourceRegions {
		b.average(r.name, r.region, r.of)
	}
	for i := range t.Rows() {
		if t.Text(i, "economy") != "" {
			b.economy(i, own, ranks)
		}
	}
	s := newSheet()
	s.Text("economy", "Economy", b.codes)
	s.Text("name", "Name", b.names)
	s.Text("row", "Row", b.kinds)
	for _, c := range sixFigures {
		s.Number(c.name, c.label, c.unit, "as printed, or as the column row says", result.Accounting, b.values[c.name])
	}
	s.Number("differs", "Differ", "figures", "of an economy, how many of the six figures ikat's border table has "+
		"otherwise; of an average taken again, how many read otherwise than printed", result.Accounting,
		b.values["differs"])
	for _, c := range []struct{ name, label string }{{"rank", "Rank"}, {"rank_low", "Best rank"},
		{"rank_high", "Worst rank"}} {
		s.Number(c.name, c.label, "", "by ad valorem cost of both sides, 1 is best, as ikat border has it",
			result.Estimate, b.values[c.name])
	}
	s.Number("rank_held", "Rank held", "share", "share of the assumptions under which the rank in the middle holds",
		result.Estimate, b.values["rank_held"])
	s.Note("source.average", "the average for East Asia and the Pacific does not follow from the 23 rows of the region; "+
		"taken over the 24 economies that the World Bank counts to it, the row that says what is left shows the figures of "+
		"the one that is not printed")
	s.Provenance.Sources = ranks.Provenance.Sources
	return s.Frame, nil
}

// borderSheet gathers the rows of table 14.
type borderSheet struct {
	t                   *printed.Table
	codes, names, kinds []string
	values              map[string][]float64
}

// add adds a row; figures that are not given are NaN.
func (b *borderSheet) add(code, name, kind string, figures map[string]float64) {
	b.codes, b.names, b.kinds = append(b.codes, code), append(b.names, name), append(b.kinds, kind)
	columns := []string{"differs", "rank", "rank_low", "rank_high", "rank_held"}
	for _, c := range sixFigures {
		columns = append(columns, c.name)
	}
	for _, c := range columns {
		v, ok := figures[c]
		if !ok {
			v = math.NaN()
		}
		b.values[c] = append(b.values[c], v)
	}
}

// average adds a region's average as printed, as the printed rows give it, and what they leave for economies that are
// not printed.
func (b *borderSheet) average(name, region string, of int) {
	at := b.t.Find("name", name)
	asPrinted, again, left := map[string]float64{}, map[string]float64{"differs": 0}, map[string]float64{}
	n := 0
	for _, c := range sixFigures {
		var sum float64
		n = 0
		for i := range b.t.Rows() {
			if i != at && b.t.Text(i, "region") == region {
				sum += b.t.Value(i, c.name)
				n++
			}
		}
		asPrinted[c.name], again[c.name] = b.t.Value(at, c.name), sum/float64(n)
		left[c.name] = float64(of)*asPrinted[c.name] - sum
		if !b.t.SameAs(at, c.name, again[c.name]) {
			again["differs"]++
		}
	}
	b.add("", name, "as printed", asPrinted)
	b.add("", name, fmt.Sprintf("mean of the %d rows of the region", n), again)
	if of > n {
		b.add("", name, fmt.Sprintf("left for %d more of %d economies", of-n, of), left)
	}
}

// economy adds an economy's row.
func (b *borderSheet) economy(i int, own *border.Table, ranks *result.Frame) {
	code := b.t.Text(i, "economy")
	r, found := own.Find(code)
	carried := []float64{r.Export.Documents, r.Export.Days, r.Export.Cost, r.Import.Documents, r.Import.Days,
		r.Import.Cost}
	figures := map[string]float64{"differs": 0}
	for k, c := range sixFigures {
		figures[c.name] = b.t.Value(i, c.name)
		if !found || !b.t.SameAs(i, c.name, carried[k]) {
			figures["differs"]++
		}
	}
	for row := range ranks.Rows() {
		if ranks.Column("economy").Text(row) == code {
			for _, c := range []string{"rank", "rank_low", "rank_high"} {
				figures[c] = float64(ranks.Column(c).Ints[row])
			}
			figures["rank_held"] = ranks.Column("rank_held").Floats[row]
		}
	}
	b.add(code, b.t.Text(i, "name"), "economy, as printed", figures)
}
