// Package measures holds the questions about measures of trade in value added: compute some, and an economy's profile.
package measures

import (
	"context"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/measure"
	"ikat/question"
	"ikat/question/computed"
)

const tag = "Measures"

// Measure computes measures.
var Measure = &question.Question{
	ID: "measure", Tag: tag, Label: "Compute measures of trade in value added",
	Asks: "What is a measure's value, for every economy, industry and partner?",
	Doc: `Compute one or more measures of one or more tables. ikat measures lists them; ikat measures ID explains one.

Several tables are stacked under a year column. Several measures, or several levels, make a frame each and share the
work of a table;
on the command line they go into a folder.`,
	Params: question.Join([]question.Param{
		{
			Name:     "id",
			Doc:      "the measure",
			Form:     question.Text,
			Many:     question.Joined,
			Values:   ids(),
			Example:  "bm",
			Argument: true,
			Required: true,
			Apart:    true,
			Named:    true,
		},
		{
			Name:    "level",
			Short:   "l",
			Doc:     "detail of the rows; each measure's declaration lists those it has, the first being the default",
			Form:    question.Text,
			Many:    question.Joined,
			Values:  levels(),
			Example: "bilateral-sector",
			Apart:   true,
			Named:   true,
		},
	}, question.Tables, []question.Param{question.KeepEconomies, question.KeepPartners, question.KeepIndustries,
		question.Satellite,
		{
			Name: "prices",
			Doc: "real terms: amounts of several years as chained volumes at the prices of this year, where tables in " +
				"previous year's prices (NAME-pyp) are at hand or named beside the others",
			Form:    question.Whole,
			Min:     1,
			Max:     9999,
			Says:    "each year's own prices",
			Example: "2008", // the year of the usual table
		},
	}, methods(), []question.Param{
		{
			Name:   "option",
			Doc:    "a choice of method, NAME=VALUE, as the parameter NAME is",
			Form:   question.Text,
			Many:   question.Repeated,
			Most:   20,
			Hidden: true,
		},
	}),
	Examples: []question.Example{
		{Args: "measure bm", Gives: "what exports are made of, by economy"},
		{Args: "measure bm --level sector --economy KOR", Gives: "by industry of the Republic of Korea"},
		{Args: "measure vax --table apx/* --economy CHN", Gives: "over all the years at hand"},
		{Args: "measure exports --table wiod2016/* --prices 2010", Gives: "in real terms, where wiod2016-pyp is kept too"},
		{Args: "measure bm --group ASIA=CHN,JPN,KOR", Gives: "three economies as one exporter"},
		{
			Args:  "measure exports,bm --level country,sector --table wiod2013_2008.csv.gz -o results",
			Gives: "several measures into a folder",
		},
	},
	Work: counted,
	About: func(v *question.Values) string {
		if list := v.All("economy"); len(list) == 1 {
			return list[0]
		}
		return ""
	},
	Estimated: determined,
	Answer:    measured,
}

// domestic are the columns of measures that an economy's own block determines, by measure.
var domestic = map[string][]string{"exports": {"gexp"}, "bm": {"gexp", "dva", "gvcb"}}

// determined says what of a measure an estimated table determines: by economy or industry, what its own block says.
func determined(r *question.Request) (question.Determined, error) {
	out := question.Determined{Columns: []string{}, Ranged: true}
	levels := r.All("level")
	for _, id := range r.All("id") {
		columns, ok := domestic[id]
		if !ok || slices.ContainsFunc(levels, func(l string) bool { return l != "country" && l != "sector" }) {
			return question.Determined{Columns: []string{}}, nil
		}
		out.Columns = append(out.Columns, columns...)
	}
	return out, nil
}

func ids() []string {
	var out []string
	for _, m := range measure.Catalog {
		out = append(out, m.ID)
	}
	return out
}

// levels lists the levels of all measures, each once.
func levels() []string {
	var out []string
	for _, m := range measure.Catalog {
		for _, l := range m.Levels {
			if !slices.Contains(out, l.ID) {
				out = append(out, l.ID)
			}
		}
	}
	return out
}

// methods makes a parameter of every option that a measure declares. Measures that share an option share the parameter.
func methods() []question.Param {
	var out []question.Param
	for _, m := range measure.Catalog {
		for _, o := range m.Options {
			if slices.ContainsFunc(out, func(p question.Param) bool { return p.Name == o.Name }) {
				continue
			}
			doc := m.ID + ": " + o.Definition
			p := question.Param{Name: o.Name, Form: question.Text, Doc: doc}
			if len(o.Values) > 0 {
				p.Doc = doc + ": " + strings.Join(o.Values, ", ")
			}
			if o.Carried != nil {
				p.Form = question.Elasticities
			}
			out = append(out, p)
		}
	}
	return out
}

// Asked returns what the values ask of the engine.
//
// Error: as Values.Options; fault.Invalid for an option that is not of the form NAME=VALUE.
func Asked(v *question.Values) (computed.Request, error) {
	opt, err := v.Options()
	if err != nil {
		return computed.Request{}, err
	}
	q := computed.Request{
		Measures: v.All("id"),
		Tables:   v.All("table"),
		Level:    strings.Join(v.All("level"), ","),
		Options:  map[string]string{},
		Economies: v.All(
			"economy",
		),
		Partners:   v.All("partner"),
		Industries: v.All("industry"),
		Groups:     opt.Groups,
		Basis:      opt.Basis,
		Satellites: v.One("satellite"),
		Prices:     v.Whole("prices"),
	}
	for _, p := range methods() {
		if v.Chosen(p.Name) {
			q.Options[p.Name] = v.One(p.Name)
		}
	}
	for _, o := range v.All("option") {
		name, value, ok := strings.Cut(o, "=")
		if !ok {
			return q, &fault.Error{Kind: fault.Invalid, Param: "option", Where: o, What: "it is not of the form NAME=VALUE"}
		}
		q.Options[name] = value
	}
	return q, nil
}

func measured(ctx context.Context, r *question.Request) (*question.Answer, error) {
	q, err := Asked(r.Values)
	if err != nil {
		return nil, err
	}
	frames, err := computed.Measures(ctx, r.Engine, q, r.Progress)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, f := range frames {
		name := strings.TrimPrefix(f.Provenance.Question, "measure ")
		if strings.Contains(q.Level, ",") {
			name += "-" + f.Provenance.Parameters[0].Value
		}
		names = append(names, name)
	}
	return &question.Answer{Frames: frames, Names: names}, nil
}

// counted counts the rows that are computed before some are chosen: those of all economies of the tables of a library.
// What is kept is not computed again.
func counted(_ context.Context, r *question.Request) (question.Work, error) {
	q, err := Asked(r.Values)
	if err != nil {
		return question.Work{}, err
	}
	parts, err := computed.Parts(r.Engine, q)
	if err != nil {
		return question.Work{}, err
	}
	w := question.Work{Kept: q.Prices == 0} // in prices of a year, tables of other years are opened
	written := 0.
	for _, one := range parts {
		s := question.ShapeOf(r.Engine, one.Table)
		all := rows(one.Level, s.Economies, s.Industries)
		w.Computed += all
		if one.Kept {
			w.Seconds += 1e-8 * all // choosing among them
		} else {
			w.Kept = false
			w.Seconds += 4e-8 * s.Cells()
		}
		if n := float64(len(r.All("economy"))); n > 0 && n < s.Economies { // the others' rows are not written
			all *= n / s.Economies
		}
		written += all
	}
	w.Seconds += 1e-7 * written
	const row = 100                                              // bytes, about
	if q.Prices == 0 && r.Engine.Memory().Fits(row*w.Computed) { // else it would be made again for the answer
		w.Makes, w.Make = computed.Lacking(r.Engine, q, parts, r.Progress)
	}
	return w, nil
}

// rows is how many rows a level has for a table.
func rows(l measure.Level, economies, industries float64) float64 {
	out := 1.0
	for _, key := range l.Keys {
		switch {
		case strings.Contains(key, "industry"):
			out *= industries
		case key != "indicator":
			out *= economies
		}
	}
	return out
}
