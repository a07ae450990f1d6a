package indicators

import (
	"slices"

	"ikat/fault"
	"ikat/result"
)

// Query says which figures of a set to return. Nothing given is everything.
type Query struct {
	Economies  []string
	Years      []int
	Industries []string // codes, or All; nothing given is the 35 industries
	Measures   []string
}

// Frame returns figures of a set as rows: year, economy, industry, and a column a measure; NaN where the publisher
// gives none.
//
// Error: fault.NotFound for a year, economy, industry or measure that the set has not; fault.Internal for embedded
// data.
func (s *Set) Frame(q Query) (*result.Frame, error) {
	measures, err := s.chosen(q.Measures)
	if err != nil {
		return nil, err
	}
	industries := q.Industries
	if industries == nil {
		industries = Industries
	}
	for _, i := range industries {
		if i != All && !slices.Contains(Industries, i) {
			return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("indicators %s", s.ID),
				What: fault.Say("they have no industry %s", i), Fix: fault.Say("They have c1 to c35 and %s", All)}
		}
	}
	years := q.Years
	if years == nil {
		years = s.Years
	}
	f := &result.Frame{Title: s.Title}
	rows := &rows{columns: make([][]float64, len(measures))}
	for _, at := range years {
		y, err := s.At(at)
		if err != nil {
			return nil, err
		}
		if err := rows.add(y, q.Economies, industries, measures); err != nil {
			return nil, err
		}
	}
	f.Columns = append(f.Columns, &result.Column{Name: "year", Label: "Year", Ints: rows.years})
	f.Text("economy", "Economy", rows.economies)
	f.Text("industry", "Industry", rows.industries)
	for i, m := range measures {
		f.Columns = append(f.Columns, &result.Column{Name: m.ID, Label: m.Label, Unit: m.Unit, Definition: m.Definition,
			Kind: m.Kind, Floats: rows.columns[i]})
	}
	f.Note("indicators.published", "published figures of the set {set}, {credit} ({vintage}); current prices; no table "+
		"was opened for them", "set", s.ID, "credit", ADB.Credit, "vintage", ADB.Vintage)
	f.Provenance.Question = "indicators"
	f.Provenance.Sources = []result.Source{ADB.Of(s)}
	return f, nil
}

// chosen returns the measures of some IDs, or all.
func (s *Set) chosen(ids []string) ([]Measure, error) {
	if ids == nil {
		return s.Measures, nil
	}
	var out []Measure
	for _, id := range ids {
		i, err := s.Measure(id)
		if err != nil {
			return nil, err
		}
		out = append(out, s.Measures[i])
	}
	return out, nil
}

// Of describes the source of a set for a result's provenance.
func (s Source) Of(set *Set) result.Source {
	return result.Source{Table: set.ID, Years: result.Spans(set.Years...), Publisher: s.Publisher, Citation: s.Citation,
		Unit: "million USD, current prices", Derivation: []string{s.Credit}}
}

// rows collects a frame's rows.
type rows struct {
	years                 []int64
	economies, industries []string
	columns               [][]float64
}

func (r *rows) add(y *Year, economies, industries []string, measures []Measure) error {
	if economies == nil {
		economies = y.Economies
	}
	for _, e := range economies {
		if _, err := y.Column(measures[0].ID, e); err != nil {
			return err
		}
		for _, i := range industries {
			r.years = append(r.years, int64(y.Year))
			r.economies = append(r.economies, e)
			r.industries = append(r.industries, i)
			for m, measure := range measures {
				v, _ := y.Value(measure.ID, e, i)
				r.columns[m] = append(r.columns[m], v)
			}
		}
	}
	return nil
}
