package engine

import (
	"ikat/icio"
	"ikat/result"
)

// Flows returns a table as a frame with a row for every flow that is not zero. row is "flow" for what a sector sells, the
// extra row's code, or "VA"; seller and industry are empty for the latter two. use is the buying industry or the category
// of final demand.
func Flows(t *icio.Table) *result.Frame {
	f := &result.Frame{Title: "Flows of " + t.Ref()}
	f.Provenance.Sources = []result.Source{SourceOf(t)}
	var row, seller, industry, buyer, use []string
	var values []float64
	N, K := t.N(), t.K()
	add := func(kind string, i int, list []float64, width int, labels []string) {
		for j, v := range list {
			if v == 0 {
				continue
			}
			s, in := "", ""
			if i >= 0 {
				s, in = t.Economies[i/N], t.Industries[i%N]
			}
			row, seller, industry = append(row, kind), append(seller, s), append(industry, in)
			buyer, use, values = append(buyer, t.Economies[j/width]), append(use, labels[j%width]), append(values, v)
		}
	}
	n, fd := t.Sectors(), t.G()*K
	for i := range n {
		add("flow", i, t.Z[i*n:(i+1)*n], N, t.Industries)
		add("flow", i, t.F[i*fd:(i+1)*fd], K, t.Categories)
	}
	for _, r := range t.Extra {
		add(r.Code, -1, r.Use, N, t.Industries)
		add(r.Code, -1, r.FD, K, t.Categories)
	}
	add("VA", -1, t.VA, N, t.Industries)
	f.Text("row", "Row", row)
	f.Text("seller", "Selling economy", seller)
	f.Text("industry", "Selling industry", industry)
	f.Text("buyer", "Buying economy", buyer)
	f.Text("use", "Buying industry or final demand", use)
	f.Columns = append(f.Columns, &result.Column{Name: "value", Label: "Value", Unit: t.Money(), Floats: values})
	return f
}
