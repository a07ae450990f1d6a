package requirements

import (
	"ikat/picture"
	"ikat/say"
)

// heatMaps are a map for each thing that requirements do to groups of firms: stop them, stop them alone, and, on the
// mean over all orders, keep their capacity from qualifying.
func (s *stop) heatMaps(voice *say.Voice) (out []*picture.Figure) {
	f := s.heat()
	if f.Rows() == 0 {
		return nil
	}
	for _, column := range []string{"stops", "alone", "gain_mean"} {
		title := voice.Say("stopped.map-" + column)
		one := &picture.Figure{Kind: "matrix", ID: "heat-" + column, Title: title, Alt: title,
			X: &picture.Field{Field: "value", Label: title, Format: "percent"}, Y: &picture.Field{Field: "requirement"},
			Group: "group", Color: &picture.Color{Field: "value", Scale: "sequential", Format: "percent"},
			Tip: []picture.Field{{Field: "error", Label: voice.Say("stopped.map-error"), Format: "percent"}}}
		for k := range f.Rows() {
			one.Rows = append(one.Rows, picture.Row{"requirement": f.Column("requirement").Text(k),
				"group": f.Column("group").Text(k), "value": f.Column(column).Floats[k],
				"error": f.Column(column + "_error").Floats[k]})
		}
		out = append(out, one)
	}
	return out
}

// frontierPicture is what budgets bring, and what no plan exceeds.
func (a *agency) frontierPicture(voice *say.Voice) *picture.Figure {
	if len(a.frontier) < 2 {
		return nil
	}
	title := voice.Say("programmes.picture")
	out := &picture.Figure{Kind: "lines", ID: "frontier", Title: title, Alt: title,
		X: &picture.Field{Field: "budget", Label: voice.Say("programmes.picture-budget"), Format: "number", Unit: a.unit()},
		Y: &picture.Field{Field: "worth", Label: voice.Say("programmes.picture-worth"), Format: "number"}, Group: "line"}
	best, most := voice.Say("programmes.picture-best"), voice.Say("programmes.picture-most")
	for _, p := range a.frontier {
		out.Rows = append(out.Rows, picture.Row{"budget": p.Budget, "worth": p.Value, "line": best})
	}
	for _, p := range a.frontier {
		out.Rows = append(out.Rows, picture.Row{"budget": p.Budget, "worth": p.Upper, "line": most})
	}
	return out
}

// cashPicture is cash by day under each way of payment.
func (t *terms) cashPicture(voice *say.Voice) *picture.Figure {
	if len(t.modes) == 0 {
		return nil
	}
	title := voice.Say("contract.picture")
	out := &picture.Figure{Kind: "lines", ID: "contract-cash", Title: title, Alt: title,
		X:     &picture.Field{Field: "day", Label: voice.Say("contract.picture-day"), Format: "number", Unit: "days"},
		Y:     &picture.Field{Field: "cash", Label: voice.Say("contract.picture-cash"), Format: "number", Unit: t.unit()},
		Group: "mode"}
	for _, m := range t.modes {
		step := max(1, len(m.ByDay)/mostPoints)
		for day := 0; day < len(m.ByDay); day += step {
			out.Rows = append(out.Rows, picture.Row{"day": float64(day), "cash": m.ByDay[day], "mode": m.name})
		}
	}
	return out
}

// mostPoints is how many days a line shows at most.
const mostPoints = 400

// drawings are those that there are.
func drawings(list ...*picture.Figure) (out []*picture.Figure) {
	for _, f := range list {
		if f != nil {
			out = append(out, f)
		}
	}
	return out
}
