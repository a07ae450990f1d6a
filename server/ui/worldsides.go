package ui

import (
	"slices"
	"strings"

	"ikat/measure"
)

// outlook is how the world looks at a measure: at the level that has the fewest keys beside the economy, and at a
// partner and an industry where that level has them.
type outlook struct {
	measure           string
	level             measure.Level
	economy           string // column of the economy
	partner, industry string // chosen; "" where the level has none
	names             []string
}

// worldLevel is the level at which a measure has one number for each economy once a partner and an industry are said.
func worldLevel(m *measure.Measure) (best measure.Level, ok bool) {
	for _, l := range m.Levels {
		economy, partner := l.Sides()
		other := slices.ContainsFunc(l.Keys, func(k string) bool { return k != economy && k != partner && k != "industry" })
		if !other && (!ok || len(l.Keys) < len(best.Keys)) {
			best, ok = l, true
		}
	}
	return best, ok
}

// outlook chooses what the measure is looked at with: the reader's partner and industry, else the supplier that sells
// most and the first industry.
func (r *request) outlook(t *subject, id string) (*outlook, error) {
	m, err := measure.Find(id)
	if err != nil {
		return nil, err
	}
	s := &outlook{measure: id}
	s.level, _ = worldLevel(m)
	economy, partner := s.level.Sides()
	s.economy = economy
	if partner != "" {
		sold, err := r.ask(asking{measure: "exports", level: "country", tables: []string{t.ref}})
		if err != nil {
			return nil, err
		}
		sold = sold.sorted("gexp")
		largest := firstOf(sold, sold.key(), t.Economies[0], func(i int) bool {
			return !t.IsAggregate(sold.text(i, sold.key()))
		})
		if s.partner, err = r.economyOf(t, "partner", largest); err != nil {
			return nil, err
		}
		s.names = append(s.names, nameOf(t, s.partner))
	}
	if slices.Contains(s.level.Keys, "industry") {
		if s.industry, err = r.industryOf(t, "industry", t.Industries[0]); err != nil {
			return nil, err
		}
		s.names = append(s.names, t.Table.IndustryName(s.industry))
	}
	return s, nil
}

// controls let the reader choose the partner and the industry.
func (s *outlook) controls(r *request, t *subject) (out []Control) {
	if s.partner != "" {
		out = append(out, Control{Kind: "select", Name: "partner", Label: r.Say("control.partner"), Value: s.partner,
			Options: economiesOf(t.Table)})
	}
	if s.industry != "" {
		out = append(out, Control{Kind: "select", Name: "industry", Label: r.Say("control.industry"), Value: s.industry,
			Options: industries(t.Table)})
	}
	return out
}

// ask answers the measure in some years, a row for each economy; the partner itself is left out, since what it is to
// itself is another thing. Labels name what it was looked at with.
func (s *outlook) ask(r *request, tables, groups []string) (*answer, error) {
	with := asking{measure: s.measure, level: s.level.ID, tables: tables, groups: groups}
	_, partner := s.level.Sides()
	if s.partner != "" {
		with.partners = []string{s.partner}
	}
	if s.industry != "" {
		with.industries = []string{s.industry}
	}
	a, err := r.ask(with)
	if err != nil || s.names == nil {
		return a, err
	}
	a = a.where(func(i int) bool { return s.partner == "" || a.text(i, s.economy) != s.partner })
	f := *a.Frame
	f.Columns = nil
	for _, c := range a.Columns {
		switch {
		case c.Name == s.economy:
			f.Columns = slices.Insert(f.Columns, 0, c)
		case c.Name == partner && s.partner != "", c.Name == "industry" && s.industry != "":
		case c.Floats != nil:
			own := *c
			own.Label = r.Label(c.Label) + " (" + strings.Join(s.names, "; ") + ")"
			f.Columns = append(f.Columns, &own)
		default:
			f.Columns = append(f.Columns, c)
		}
	}
	return &answer{&f, a.call}, nil
}
