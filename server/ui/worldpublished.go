package ui

import (
	"math"

	"ikat/question/drawn"
	questionknown "ikat/question/known"
	"ikat/result"
)

// publishedColumns are the figures of the index of economies that a map can show.
var publishedColumns = []string{"absorbed_abroad", "backward_share", "exports", "days_export", "cost_export", "lpi"}

// worldPublished colours a map by what is published of ESCAP's members, most of which no table at hand has. It is a map
// of its own: no figure of it is of the page's table.
func (r *request) worldPublished() (*Section, error) {
	a, err := r.product(questionknown.Economies)
	if err != nil {
		return nil, err
	}
	var choices []Choice
	for _, name := range publishedColumns {
		choices = append(choices, Choice{Value: name, Label: a.Column(name).Label})
	}
	column, err := r.choose("published", publishedColumns[0], choices)
	if err != nil {
		return nil, err
	}
	c := a.Column(column)
	a = a.sorted(column)
	f := &Figure{Kind: "map", ID: "published-map", Title: c.Label, Alt: r.Say("world.published-alt", map[string]any{
		"label": c.Label}), Y: &Field{Field: "value", Label: c.Label, Format: format(c.Unit), Unit: c.Unit},
		Color: &Color{Field: "value", Label: c.Label, Scale: scale(c.Floats), Format: format(c.Unit), Unit: c.Unit},
		Href:  "href", Source: result.SourceLine(a.Provenance.Sources)}
	for i := range a.Rows() {
		code, value := a.text(i, "economy"), a.value(i, column)
		if math.IsNaN(value) {
			continue
		}
		row := Row{"code": code, "name": a.text(i, "name"), "value": value, "shapes": drawn.Areas(nil, code),
			"href": r.link("/economy", "economy", code)}
		f.Rows = append(f.Rows, row)
	}
	return &Section{ID: "published", Title: r.Say("world.published"), Lead: r.Say("world.published-lead"), Figure: f,
		Controls: []Control{
			{Kind: "select", Name: "published", Label: r.Say("world.column"), Value: column, Options: choices},
		},
		Terms: a.terms(column), Rows: a.call,
		Table: TableOf(a.Frame, nil, "name", "escap", "indicators", "exports", "absorbed_abroad", "backward_share",
			"days_export", "cost_export", "lpi")}, nil
}
