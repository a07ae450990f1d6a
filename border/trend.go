package border

import (
	"slices"

	"ikat/result"
)

// Trend returns what borders took in each year of a vintage, by economy and year, oldest first: one method throughout.
// No economies means all.
//
// Error: fault.NotFound for an economy that no year has.
func (v *Vintage) Trend(economies []string) (*result.Frame, error) {
	var rows []Record
	var years []int64
	var cautions []string
	found := map[string]bool{}
	var last *Table
	for _, year := range v.Years {
		t, err := v.At(year)
		if err != nil {
			return nil, err
		}
		last = t
		for _, r := range t.Records {
			if len(economies) == 0 || slices.Contains(economies, r.Economy) {
				rows, years, cautions = append(rows, r), append(years, int64(year)), append(cautions, t.Cautions[r.Economy])
				found[r.Economy] = true
			}
		}
	}
	for _, e := range economies {
		if !found[e] {
			_, err := last.Mean([]string{e})
			return nil, err
		}
	}
	f := &result.Frame{Title: v.Source}
	n := f.Of(result.Accounting, len(rows))
	n.Text("economy", "Economy", func(i int) string { return rows[i].Economy })
	f.Whole("year", "Year", "", "year of the figures", "", years)
	for _, s := range Sides {
		n.Number("days_"+s.Name, "Days to "+s.Name, "days", "days it takes to "+s.Name,
			func(i int) float64 { return s.Of(rows[i]).Days })
		n.Number("cost_"+s.Name, "Cost to "+s.Name, "US$", "what it costs to "+s.Name,
			func(i int) float64 { return s.Of(rows[i]).Cost })
		if v.Method != Shipments {
			n.Number("docs_"+s.Name, "Documents to "+s.Name, "documents", "documents to "+s.Name,
				func(i int) float64 { return s.Of(rows[i]).Documents })
			continue
		}
		for _, p := range Parts {
			n.Number(p.What+"_"+s.Name+"_"+p.By, p.Label+" to "+s.Name, p.Unit, p.Definition+" to "+s.Name,
				func(i int) float64 { return p.Of(s.Parts(rows[i])) })
		}
	}
	n.Text("caution", "Caution", func(i int) string { return cautions[i] })
	f.Note("border-discontinued", "{text}", "text", Discontinued)
	if v.Note != "" {
		f.Note("border-vintage", "{text}", "text", v.Note)
	}
	f.Provenance.Question = "border"
	f.Provenance.Sources = []result.Source{v.Given()}
	return f, nil
}

// Parts are what a side is made of, where the method tells them apart.
var Parts = []Part{
	{"hours", "border", "Hours at the border", "hours", "hours of border compliance",
		func(c *Compliance) float64 { return c.BorderHours }},
	{"hours", "documents", "Hours for documents", "hours", "hours of documentary compliance",
		func(c *Compliance) float64 { return c.DocumentHours }},
	{"cost", "border", "Cost at the border", "US$", "US$ per shipment of border compliance",
		func(c *Compliance) float64 { return c.BorderCost }},
	{"cost", "documents", "Cost of documents", "US$", "US$ per shipment of documentary compliance",
		func(c *Compliance) float64 { return c.DocumentCost }},
}

// Part is hours or US$, of the border or of documents.
type Part struct {
	What, By, Label, Unit, Definition string
	Of                                func(*Compliance) float64
}
