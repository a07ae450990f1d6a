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
	for _, s := range sides {
		n.Number("days_"+s.name, "Days to "+s.name, "days", "days it takes to "+s.name,
			func(i int) float64 { return s.of(rows[i]).Days })
		n.Number("cost_"+s.name, "Cost to "+s.name, "US$", "what it costs to "+s.name,
			func(i int) float64 { return s.of(rows[i]).Cost })
		if v.Method != Shipments {
			n.Number("docs_"+s.name, "Documents to "+s.name, "documents", "documents to "+s.name,
				func(i int) float64 { return s.of(rows[i]).Documents })
			continue
		}
		for _, p := range parts {
			n.Number(p.what+"_"+s.name+"_"+p.of, p.label+" to "+s.name, p.unit, p.definition+" to "+s.name,
				func(i int) float64 { return p.get(s.parts(rows[i])) })
		}
	}
	n.Text("caution", "Caution", func(i int) string { return cautions[i] })
	f.Note("border-discontinued", "{text}", "text", Discontinued)
	if v.Note != "" {
		f.Note("border-vintage", "{text}", "text", v.Note)
	}
	f.Provenance.Question = "border"
	f.Provenance.Sources = []result.Source{{Table: v.Name, Publisher: v.Source, Citation: Licence, Unit: v.Method}}
	return f, nil
}

// parts are what a side is made of, where the method tells them apart.
var parts = []struct {
	what, of, label, unit, definition string
	get                               func(*Compliance) float64
}{
	{
		"hours",
		"border",
		"Hours at the border",
		"hours",
		"hours of border compliance",
		func(c *Compliance) float64 { return c.BorderHours },
	},
	{
		"hours",
		"documents",
		"Hours for documents",
		"hours",
		"hours of documentary compliance",
		func(c *Compliance) float64 { return c.DocumentHours },
	},
	{
		"cost",
		"border",
		"Cost at the border",
		"US$",
		"US$ per shipment of border compliance",
		func(c *Compliance) float64 { return c.BorderCost },
	},
	{
		"cost",
		"documents",
		"Cost of documents",
		"US$",
		"US$ per shipment of documentary compliance",
		func(c *Compliance) float64 { return c.DocumentCost },
	},
}
