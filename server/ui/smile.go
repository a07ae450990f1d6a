package ui

// smile draws how much of its output each industry keeps, by how far it is from first inputs (Ye, Meng and Wei 2015).
func (r *request) smile(t *subject, code string, v *View) (*Section, error) {
	a, err := r.one(t, v, "position", "sector", code)
	if err != nil {
		return nil, err
	}
	sold, err := r.one(t, v, "bm", "sector", code)
	if err != nil {
		return nil, err
	}
	exports := map[string]float64{}
	for i := range sold.Rows() {
		exports[sold.text(i, "industry")] = sold.value(i, "gexp")
	}
	names := map[string]any{"name": nameOf(t, code), "year": t.Year}
	f := &Figure{Kind: "curve", ID: "smile-curve", Title: r.Say("economy.smile-title", names),
		Alt: r.Say("economy.smile-alt"), Group: "name", Size: "exports",
		X: &Field{Field: "stages", Label: r.Say("economy.smile-x"), Format: "number"},
		Y: &Field{Field: "kept", Label: r.Say("economy.smile-y"), Format: "percent"},
		Tip: []Field{{Field: "exports", Label: r.Say("economy.exports-axis"), Format: "money",
			Unit: sold.Column("gexp").Unit}}}
	for i := range a.Rows() {
		industry := a.text(i, "industry")
		f.Rows = append(f.Rows, Row{"name": t.Table.IndustryName(industry), "exports": exports[industry],
			"stages": a.value(i, "downstreamness"), "kept": a.value(i, "va_to_output")})
	}
	return &Section{ID: "smile", Title: r.Say("economy.smile"), Lead: r.Say("economy.smile-lead", names), Figure: f,
		Table: TableOf(a.Frame, naming(t.Table), "industry", "downstreamness", "va_to_output"), Rows: a.call}, nil
}
