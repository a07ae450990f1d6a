package api

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/measure"
	"ikat/result"
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
	ids, levels, options := catalogue()
	id := param{name: "id", inPath: true, doc: "the measure", values: ids, example: "bm"}
	ask := joined([]param{id, {name: "level", doc: "detail of the rows; what each measure has is in its declaration, the first being the default", values: levels, example: "country"}}, a.tableParams(), []param{
		{name: "economy", form: several, doc: "keep only these economies", example: []string{"IDN", "IND"}},
		{name: "partner", form: several, doc: "keep only these partners, where the level has some"},
		{name: "industry", form: several, doc: "keep only these industries, where the level has some"},
		{name: "option", form: repeated, most: 20, doc: "a choice of method, NAME=VALUE: " + options, pattern: regexp.MustCompile(`^[a-z-]+=`), like: "of the form NAME=VALUE"},
	})
	return []*route{
		{method: "GET", path: "/measures", id: "measures", tag: "Measures", summary: "What can be measured", doc: "The declarations of all measures: definition, formula, reference, levels, options, columns.",
			value: func(*request) (any, error) { return declarations(measure.Catalog) }, returns: []Measure{}},
		{method: "GET", path: "/measures/{id}", id: "declaration", tag: "Measures", summary: "One measure explained", params: []param{id}, returns: Measure{},
			value: func(r *request) (any, error) {
				m, err := measure.Find(r.one("id"))
				if err != nil {
					return nil, err
				}
				list, err := declarations([]*measure.Measure{m})
				if err != nil {
					return nil, err
				}
				return list[0], nil
			}},
		{method: "GET", path: "/measure/{id}", id: "measure", tag: "Measures", summary: "Compute a measure", doc: "Rows of one measure at one level, as `ikat measure`.", params: ask, rows: a.measured,
			name: func(r *request) []string { return r.named(r.one("id"), "level", "table", "economy") }},
		{method: "GET", path: "/profile/{economy}", id: "profile", tag: "Measures", summary: "An economy's place in global value chains", doc: "What an economy exports, who earns on it, how it takes part in value chains, its main partners and industries. One table brings its earlier years along.",
			params: joined([]param{{name: "economy", inPath: true, doc: "code or name", example: "CHN"}}, a.tableParams()), value: a.profile, returns: Profile{}, basis: (*request).profileTables},
	}
}

// catalogue returns what the measures declare: their IDs, all levels, and their options in words.
func catalogue() (ids, levels []string, options string) {
	var words []string
	for _, m := range measure.Catalog {
		ids = append(ids, m.ID)
		for _, l := range m.Levels {
			if !slices.Contains(levels, l.ID) {
				levels = append(levels, l.ID)
			}
		}
		for _, o := range m.Options {
			w := m.ID + " " + o.Name
			if len(o.Values) > 0 {
				w += "=" + strings.Join(o.Values, "|")
			}
			words = append(words, w)
		}
	}
	return ids, levels, strings.Join(words, "; ")
}

func declarations(list []*measure.Measure) ([]Measure, error) {
	out := make([]Measure, 0, len(list))
	for _, m := range list {
		q, err := m.Check(measure.Query{})
		if err != nil {
			return nil, err
		}
		d := Measure{ID: m.ID, Label: m.Label, Question: m.Question, Definition: m.Definition, Formula: m.Formula, Reading: m.Reading, Reference: m.Reference, Caveat: m.Caveat, Options: []Option{}}
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

func (a *API) measured(r *request) (*result.Frame, error) {
	opt, err := r.options()
	if err != nil {
		return nil, err
	}
	refs, err := r.tables()
	if err != nil {
		return nil, err
	}
	q := engine.Question{Measures: []string{r.one("id")}, Tables: refs, Level: r.one("level"), Options: map[string]string{},
		Economies: r.all("economy"), Partners: r.all("partner"), Industries: r.all("industry"), Groups: opt.Groups, Basis: opt.Basis}
	for _, o := range r.all("option") {
		name, value, _ := strings.Cut(o, "=")
		q.Options[name] = value
	}
	if err := a.affordable(q); err != nil {
		return nil, err
	}
	frames, err := a.Engine.Ask(r.Context(), q, nil)
	if err != nil {
		return nil, err
	}
	return frames[0], nil
}

// mostComputed is how many times the rows of an answer may have to be computed before some of them are chosen.
const mostComputed = 10

// affordable refuses, before any table is read, a question whose rows would fill the memory: they are computed for all
// economies before some are kept.
func (a *API) affordable(q engine.Question) error {
	m, err := measure.Find(q.Measures[0])
	if err != nil {
		return err
	}
	level := m.Level(or(q.Level, m.Levels[0].ID))
	entries, err := a.Engine.Tables()
	if err != nil {
		return err
	}
	var rows float64
	for _, e := range entries {
		if !slices.Contains(q.Tables, e.Ref()) {
			continue
		}
		each := 1.0
		for _, key := range level.Keys {
			switch {
			case strings.Contains(key, "industry"):
				each *= float64(e.Industries)
			case key != "indicator":
				each *= float64(e.Economies)
			}
		}
		rows += each
	}
	if most := float64(mostComputed * a.Limits.Rows); rows > most {
		return &Refusal{Status: http.StatusRequestEntityTooLarge, Fault: fault.Error{Kind: fault.Invalid, Where: "level " + level.ID,
			What: fmt.Sprintf("it has %.0f rows for these tables, and this server computes %.0f at most", rows, most), Fix: "Choose a coarser level or fewer tables, or ask on the command line, which has no limit"}}
	}
	return nil
}

// quantity is a number that is null in JSON where it is not defined.
type quantity float64

// MarshalJSON writes null for what is not defined.
func (q quantity) MarshalJSON() ([]byte, error) {
	if v := float64(q); math.IsNaN(v) || math.IsInf(v, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(q))
}
