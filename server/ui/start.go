package ui

import (
	"slices"

	"ikat/economies"
)

// subregions are ESCAP's, in the order in which it lists them.
var subregions = []string{"ENEA", "SEA", "SSWA", "NCA", "PACIFIC"}

// begin asks which economy the reader is working on, and says what ikat answers about it.
func begin(r *request) (*View, error) {
	v := &View{
		Title:    r.Say("start.title"),
		Question: r.Say("start.question"),
		Answer:   []string{r.Say("start.answer")},
		Action:   "/economy",
	}
	if t, err := r.subject(); err == nil {
		v.Controls = r.focusControls(t, "")
	} else {
		v.Controls = r.rescue().Controls
	}
	for _, code := range subregions {
		g, err := economies.GroupOf(code, 0)
		if err != nil {
			return nil, err
		}
		tile := Tile{Heading: r.Label(g.Name)}
		for _, member := range g.Members {
			tile.Steps = append(tile.Steps, Step{r.Name(economies.Name(member)), r.link("/economy", "economy", member)})
		}
		slices.SortFunc(
			tile.Steps,
			func(a, b Step) int { return byLabel(Choice{Label: a.Label}, Choice{Label: b.Label}) },
		)
		v.Guide = append(v.Guide, tile)
	}
	v.Guide = append(v.Guide, r.furtherMembers(v.Guide))
	ask := Tile{Heading: r.Say("start.ask")}
	for _, p := range []struct{ key, path string }{
		{"group", askPath + "/integration?group=ASEAN"}, {"offers", askPath + "/landed"}, {"own", askPath + "/bom"},
		{"ready", "/requirements"},
		{"economy", "/economy"}, {"dependency", "/dependency"}, {"chain", "/chain"}, {"borders", "/borders"}, {"smes",
			"/small-firms"},
		{"whatif", "/what-if"}, {"world", "/world"},
	} {
		ask.Steps = append(ask.Steps, Step{r.Say("start.to-" + p.key), r.linkTo(p.path)})
	}
	v.Guide = append([]Tile{ask}, v.Guide...)
	return v, nil
}

// furtherMembers are ESCAP's members outside its region.
func (r *request) furtherMembers(have []Tile) Tile {
	out := Tile{Heading: r.Say("start.outside")}
	for _, code := range r.members() {
		to := Step{r.Name(economies.Name(code)), r.link("/economy", "economy", code)}
		if !slices.ContainsFunc(have, func(t Tile) bool { return slices.Contains(t.Steps, to) }) {
			out.Steps = append(out.Steps, to)
		}
	}
	return out
}
