package api

import (
	"ikat/measure"
	"ikat/question"
	"ikat/question/measures"
)

// Measure is the declaration of a measure.
type Measure struct {
	ID         string   `json:"id"`
	Label      string   `json:"label"`
	Question   string   `json:"question" doc:"what a reader asks when they want it"`
	Definition string   `json:"definition"`
	Formula    string   `json:"formula"`
	Reading    string   `json:"reading" doc:"how to read it, and its limits"`
	Reference  string   `json:"reference"`
	Caveat     string   `json:"caveat,omitempty" doc:"what is known to be wrong with a method kept for comparison"`
	Levels     []Level  `json:"levels"`
	Options    []Option `json:"options"`
	Terms      []Term   `json:"terms" doc:"columns after the keys, at the first level and with the options' defaults"`
}

// Level is a detail of the rows of a measure.
type Level struct {
	ID   string   `json:"id"`
	Keys []string `json:"keys" doc:"columns that name a row"`
}

// Option is a choice of method.
type Option struct {
	Name       string   `json:"name"`
	Definition string   `json:"definition"`
	Values     []string `json:"values,omitempty" doc:"the first is the default; none: any text"`
}

// Term is a column of values.
type Term struct {
	Name       string `json:"name"`
	Label      string `json:"label"`
	Unit       string `json:"unit" doc:"currency stands for the table's"`
	Definition string `json:"definition"`
}

func (a *API) measureRoutes() []*route {
	id := *measures.Measure.Param("id")
	id.Many, id.Apart = question.Once, false
	return []*route{
		{
			method:  "GET",
			path:    "/measures",
			id:      "measures",
			tag:     "Measures",
			summary: "What can be measured",
			doc:     "The declarations of all measures: definition, formula, reference, levels, options, columns.",
			value:   func(*request) (any, error) { return declarations(measure.Catalog) },
			returns: []Measure{},
		},
		{
			method:  "GET",
			path:    "/measures/{id}",
			id:      "declaration",
			tag:     "Measures",
			summary: "One measure explained",
			params:  []question.Param{id},
			returns: Measure{},
			value: func(r *request) (any, error) {
				m, err := measure.Find(r.One("id"))
				if err != nil {
					return nil, err
				}
				list, err := declarations([]*measure.Measure{m})
				if err != nil {
					return nil, err
				}
				return list[0], nil
			},
		},
	}
}

func declarations(list []*measure.Measure) ([]Measure, error) {
	out := make([]Measure, 0, len(list))
	for _, m := range list {
		q, err := m.Check(measure.Query{})
		if err != nil {
			return nil, err
		}
		d := Measure{
			ID:         m.ID,
			Label:      m.Label,
			Question:   m.Question,
			Definition: m.Definition,
			Formula:    m.Formula,
			Reading:    m.Reading,
			Reference:  m.Reference,
			Caveat:     m.Caveat,
			Options:    []Option{},
		}
		for _, l := range m.Levels {
			d.Levels = append(d.Levels, Level{l.ID, l.Keys})
		}
		for _, o := range m.Options {
			d.Options = append(d.Options, Option{o.Name, o.Definition, o.Values})
		}
		for _, t := range m.Terms(q) {
			d.Terms = append(d.Terms, Term{t.Name, t.Label, t.Unit, t.Definition})
		}
		out = append(out, d)
	}
	return out, nil
}
