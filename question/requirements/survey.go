package requirements

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/requirement/survey"
	"ikat/result"
	"ikat/say"
)

// Survey is what stops the firms of a survey.
var Survey = &question.Question{
	ID: "stopped", Tag: tag, Label: "What stops the firms of a survey from supplying a buyer",
	Asks: "Which requirement stops most firms, which stops them alone, and how much capacity is qualified?",
	Doc: `Read a survey of firms with weights and say, for what a buyer asks, how many firms lack it, how many lack nothing
else, and what meeting it would add to the qualified share of capacity: as things are, when all else is met, and on the
mean over all orders (Shapley). Errors follow the survey's design: its strata, or replicate weights where it has them.

A survey does not ask everything. What it does not ask is neither held nor lacked: the qualified share comes between
what it is if nobody holds it and if everybody does. The World Bank's Enterprise Surveys are read as they come, in codes
or in labels; other surveys by a mapping.`,
	Reference: "docs/methods/stopped.md",
	Variant:   &question.Variant{Of: "ready", Flag: "survey"},
	Params: []question.Param{
		{Name: "survey", Doc: "a survey of firms, CSV or a workbook (docs/schema/survey.md)", Form: question.File},
		{Name: "firms", Doc: "the survey as CSV text, in place of a file", Form: question.Document, Example: exampleSurvey,
			Instead: "survey"},
		{Name: "mapping", Doc: "what the survey's variables are: a file (docs/schema/survey.md)", Form: question.File,
			Says: "the World Bank's Enterprise Surveys"},
		buyer, sheet, more, bundles, knockOuts,
		{Name: "by-variable", Doc: "a variable of the survey whose values are groups of their own", Form: question.Text,
			Says: "size: small 5 to 19, medium 20 to 99, large from 100", Example: "a4a"},
		{Name: "in-use", Doc: "capacity in use, per cent, above which a firm has none to spare", Form: question.Number,
			Default: "80", Min: 1, Max: 100, Example: "90"},
		{Name: "exchange-rate", Doc: "units of the survey's currency for a US dollar: what gaps cost beside sales",
			Form: question.Number, Min: 1e-6, Max: 1e9, Example: "10000"},
		{Name: "ready-cost", Doc: "a firm is ready where its gaps cost no more of a year's sales", Form: question.Share,
			Default: "5%", Example: "10%"},
		{Name: "ready-days", Doc: "and take no more days", Form: question.Whole, Default: "365", Min: 0, Max: 10000,
			Example: "180"},
		{
			Name: "exposed",
			Doc: "a firm is exposed where imports in home use, or output that serves exports, of its industry " +
				"are no less",
			Form:    question.Share,
			Default: "30%",
			Example: "20%",
		},
		{Name: "part", Doc: "which rows", Form: question.Text, Values: levelIDs(surveyParts), Default: "requirements",
			Example: "heat", Named: true},
	},
	Levels: surveyParts,
	Examples: []question.Example{
		{Args: "ready --survey firms.csv --buyer garments_eu_us", Gives: "an Enterprise Survey before a buyer"},
		{Args: "ready --survey firms.csv --mapping mine.csv --part heat -o heat.csv", Gives: "another survey, by size"},
	},
	Answer: stopped,
}

// exampleSurvey is a few firms in the layout of the Enterprise Surveys.
const exampleSurvey = `idstd,wmedian,a2,a4a,a6a,l1,d2,f1,b8,k21,k7,k8
1,40,1,1,1,9,2000000,70,2,2,2,2
2,35,1,1,1,12,2500000,60,1,1,1,1
3,20,1,2,2,45,9000000,85,2,1,1,2
4,25,1,2,2,60,8000000,75,1,1,2,1
5,5,1,1,3,150,90000000,70,1,1,1,1
6,6,1,1,3,220,70000000,90,1,2,1,1
7,30,2,1,1,14,3000000,65,2,1,1,1
8,18,2,1,2,80,7000000,75,1,2,1,1
`

var surveyParts = []question.Level{
	{ID: "requirements", Keys: []string{"requirement"}, Doc: "what each requirement stops, with errors"},
	{ID: "heat", Keys: []string{"requirement", "group"}, Doc: "the same by group of firms"},
	{ID: "qualified", Keys: []string{"group"}, Doc: "qualified share of firms and of capacity, between bounds"},
	{ID: "markets", Keys: []string{"market", "requirement"}, Doc: "share of capacity that requirements stop, by market " +
		"that the sheet names in brackets behind who asks, between bounds"},
	{ID: "groups", Keys: []string{"group"}, Doc: "firms that are ready, within reach, beyond reach, insulated"},
}

// stop is an answer about a survey.
type stop struct {
	data     *survey.Data
	registry *requirement.Registry
	sheet    *requirement.Sheet // nil where nobody asks but the survey
	demands  []string
	takes    []survey.Demand // what meets each: itself, and what the buyer takes instead
	known    []int           // demands that the survey asks about
	sample   *survey.Sample
	result   *survey.Result // of the known demands
	groups   []string
	of       []string // group by firm
	limits   survey.Thresholds
	rate     float64
	program  string
}

func stopped(ctx context.Context, r *question.Request) (*question.Answer, error) {
	s, err := stopOf(ctx, r)
	if err != nil {
		return nil, err
	}
	if r.Prose && !r.Chosen("part") {
		page := say.NewPage(say.In(r.Language))
		return &question.Answer{Prose: page, Pictures: s.heatMaps(say.In(r.Language))}, s.prose(ctx, page)
	}
	switch r.One("part") {
	case "heat":
		return &question.Answer{Frames: []*result.Frame{s.heat()}, Names: []string{"heat"},
			Pictures: s.heatMaps(say.In(r.Language))}, nil
	case "qualified":
		return question.Rows(s.qualified(), nil)
	case "markets":
		return question.Rows(marketRows(s.frame("What stops capacity, by market"), s.byMarket(r.On("knock-outs"))), nil)
	case "groups":
		return question.Rows(s.oecd(ctx))
	}
	return question.Rows(s.requirements(), nil)
}

func stopOf(ctx context.Context, r *question.Request) (*stop, error) {
	s, err := readStop(ctx, r.Values, r.Engine.Program())
	if err != nil {
		return nil, err
	}
	s.rate = r.Amount("exchange-rate")
	if err := s.thresholds(r); err != nil {
		return nil, err
	}
	s.ask(r.On("knock-outs"))
	return s, s.split(r.One("by-variable"))
}

// readStop reads a survey, what it says, and who asks.
func readStop(ctx context.Context, v *question.Values, program string) (*stop, error) {
	s := &stop{program: program}
	name, text, err := given(ctx, v, "survey", "firms")
	if err != nil {
		return nil, err
	}
	mapping := survey.EnterpriseSurveys()
	if path := v.One("mapping"); path != "" {
		own, err := content(ctx, path, "variable")
		if err != nil {
			return nil, err
		}
		if mapping, err = survey.ReadMapping(path, bytes.NewReader(own)); err != nil {
			return nil, err
		}
	}
	if s.data, err = survey.Read(name, bytes.NewReader(text), mapping, v.Amount("in-use")); err != nil {
		return nil, err
	}
	if s.registry, err = registryOf(ctx, v); err != nil {
		return nil, err
	}
	for _, one := range mapping.Items {
		for _, id := range one.Requirements {
			if err := s.registry.Has(id); err != nil {
				return nil, fault.In(fault.Say("%s, line %d", mapping.Name, one.Line), err)
			}
		}
	}
	s.sheet, err = sheetOf(ctx, v, s.registry)
	return s, err
}

// given reads a file that the asker names, or a text in its place.
func given(ctx context.Context, v *question.Values, file, document string) (name string, text []byte, err error) {
	path, own := v.One(file), v.One(document)
	switch {
	case path != "" && own != "":
		return "", nil, &fault.Error{Kind: fault.Invalid, Param: document, What: "it is given beside a file",
			Fix: "Give one of the two"}
	case path == "" && own == "":
		return "", nil, &fault.Error{Kind: fault.Invalid, Param: file, What: "it is missing"}
	case path == "":
		return document, []byte(own), nil
	}
	text, err = content(ctx, path, "")
	return path, text, err
}

func (s *stop) thresholds(r *question.Request) error {
	s.limits.Days = r.Amount("ready-days")
	for name, to := range map[string]*float64{"ready-cost": &s.limits.CostShare, "exposed": &s.limits.ExportServing} {
		v, err := shareOf(r.One(name))
		if err != nil {
			return &fault.Error{Kind: fault.Invalid, Param: name, Where: r.One(name), What: fault.Said(err)}
		}
		*to = v
	}
	s.limits.ImportPenetration = s.limits.ExportServing
	return nil
}

// ask takes the buyer's demands, or all that the survey asks; of the firms in the sample, where it was narrowed before.
func (s *stop) ask(knockOuts bool) {
	s.demands, s.takes, s.known = nil, nil, nil
	if s.sheet == nil {
		s.demands, s.takes = s.data.Asked, survey.Singly(s.data.Asked)
	} else {
		for _, d := range s.sheet.Demands {
			if d.KnockOut || !knockOuts {
				s.demands = append(s.demands, d.Requirement)
				s.takes = append(s.takes, append(survey.Demand{d.Requirement}, d.Substitutes...))
			}
		}
	}
	var asked []survey.Demand
	for k, demand := range s.takes {
		if part := s.data.AskedOf(demand); len(part) > 0 {
			s.known = append(s.known, k)
			asked = append(asked, part)
		}
	}
	before := s.data.Before(asked)
	if s.sample != nil {
		before.Left = s.sample.Left
	}
	s.sample = before
	s.result = s.sample.Stopped(len(asked), survey.Asked)
}

// split puts firms into groups: by a variable, or by size.
func (s *stop) split(variable string) error {
	if variable != "" {
		if s.of = s.data.Column(variable); s.of == nil {
			return &fault.Error{Kind: fault.NotFound, Param: "by-variable", Where: variable,
				What: "the survey has no such variable", Fix: fault.Suggest(variable, s.data.Variables(), "")}
		}
	} else {
		s.of = s.data.Sizes()
	}
	for _, g := range s.of {
		if !slices.Contains(s.groups, g) {
			s.groups = append(s.groups, g)
		}
	}
	slices.Sort(s.groups)
	if len(s.groups) > mostGroups {
		return &fault.Error{Kind: fault.Excessive, Param: "by-variable", Where: variable,
			What: fault.Say("it has %d values", len(s.groups)), Fix: "Choose a variable of few values"}
	}
	return nil
}

const mostGroups = 60

func (s *stop) frame(title string) *result.Frame {
	out := &result.Frame{Title: title}
	out.Provenance = result.Provenance{Program: s.program, Question: "stopped",
		Sources: []result.Source{ofSurvey, ofRegistry}}
	if s.sheet != nil {
		out.Provenance.Choice("buyer", s.sheet.Buyer)
	}
	out.Provenance.Choice("mapping", s.data.Mapping.Name)
	s.notes(out)
	return out
}

// notes say what the survey leaves open, and what its errors follow.
func (s *stop) notes(out *result.Frame) {
	if n := len(s.demands) - len(s.known); n > 0 {
		out.Warn(
			"stopped.silent",
			"The survey does not ask about {n} of {all} that the buyer asks ({list}): these stop nobody "+
				"in the rows, and the qualified share comes with bounds.",
			"n",
			n,
			"all",
			len(s.demands),
			"list",
			s.notAsked(),
		)
	}
	if list := s.instead(); list != "" {
		out.Note("stopped.instead", "The buyer takes other things instead of {list}, which the survey does not ask about: "+
			"the rows count them as not held, and the bounds leave them open.", "list", list)
	}
	if s.data.Weight == "" {
		out.Warn("stopped.unweighted", "No weight of the mapping is in the file: every firm counts once.")
	} else {
		out.Note("stopped.weight", "Weights are {weight}; errors follow the survey's strata or replicates; firms that "+
			"leave a "+
			"question open are left out of the rows that need it.", "weight", s.data.Weight)
	}
	if len(s.data.Caveats) > 0 {
		out.Note("stopped.caveats", "What answers say: {list}.", "list", strings.Join(s.data.Caveats, "; "))
	}
}

// instead lists the demands that something else meets which the survey does not ask about.
func (s *stop) instead() string {
	var out []string
	for k := range s.known {
		if s.open(k) {
			out = append(out, s.id(k))
		}
	}
	return strings.Join(out, ", ")
}

// open reports whether something meets a known demand that the survey does not ask about.
func (s *stop) open(k int) bool {
	takes := s.takes[s.known[k]]
	return len(s.data.AskedOf(takes)) < len(takes)
}

func (s *stop) notAsked() string {
	var out []string
	for k, id := range s.demands {
		if !slices.Contains(s.known, k) {
			out = append(out, id)
		}
	}
	return strings.Join(out, ", ")
}

func (s *stop) name(k int) string { return s.registry.Name(s.id(k)) }

func (s *stop) id(k int) string { return s.demands[s.known[k]] }
