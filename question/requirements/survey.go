package requirements

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/requirement/path"
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
		{Name: "firms", Doc: "the survey as CSV text, in place of a file", Form: question.Document, Example: exampleSurvey},
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
	{ID: "groups", Keys: []string{"group"}, Doc: "firms that are ready, within reach, beyond reach, insulated"},
}

// stop is an answer about a survey.
type stop struct {
	data     *survey.Data
	registry *requirement.Registry
	sheet    *requirement.Sheet // nil where nobody asks but the survey
	demands  []string
	known    []int // demands that the survey asks about
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
		return &question.Answer{Prose: page}, s.prose(ctx, page)
	}
	switch r.One("part") {
	case "heat":
		return question.Rows(s.heat(), nil)
	case "qualified":
		return question.Rows(s.qualified(), nil)
	case "groups":
		return question.Rows(s.oecd(ctx))
	}
	return question.Rows(s.requirements(), nil)
}

func stopOf(ctx context.Context, r *question.Request) (*stop, error) {
	s := &stop{program: r.Engine.Program(), rate: r.Amount("exchange-rate")}
	name, text, err := given(ctx, r.Values, "survey", "firms")
	if err != nil {
		return nil, err
	}
	mapping := survey.EnterpriseSurveys()
	if path := r.One("mapping"); path != "" {
		own, err := content(ctx, path)
		if err != nil {
			return nil, err
		}
		if mapping, err = survey.ReadMapping(path, bytes.NewReader(own)); err != nil {
			return nil, err
		}
	}
	if s.data, err = survey.Read(name, bytes.NewReader(text), mapping, r.Amount("in-use")); err != nil {
		return nil, err
	}
	if s.registry, err = registryOf(ctx, r.Values); err != nil {
		return nil, err
	}
	if s.sheet, err = sheetOf(ctx, r.Values, s.registry); err != nil {
		return nil, err
	}
	if err := s.thresholds(r); err != nil {
		return nil, err
	}
	s.ask(r.On("knock-outs"))
	return s, s.split(r.One("by-variable"))
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
	text, err = content(ctx, path)
	return path, text, err
}

func (s *stop) thresholds(r *question.Request) error {
	s.limits.Days = r.Amount("ready-days")
	for name, to := range map[string]*float64{"ready-cost": &s.limits.CostShare, "exposed": &s.limits.ExportServing} {
		v, err := shareOf(r.One(name))
		if err != nil {
			return &fault.Error{Kind: fault.Invalid, Param: name, Where: r.One(name), What: err.Error()}
		}
		*to = v
	}
	s.limits.ImportPenetration = s.limits.ExportServing
	return nil
}

// ask takes the buyer's demands, or all that the survey asks.
func (s *stop) ask(knockOuts bool) {
	if s.sheet == nil {
		s.demands = s.data.Asked
	} else {
		for _, d := range s.sheet.Demands {
			if d.KnockOut || !knockOuts {
				s.demands = append(s.demands, d.Requirement)
			}
		}
	}
	var asked []string
	for k, id := range s.demands {
		if slices.Contains(s.data.Asked, id) {
			s.known = append(s.known, k)
			asked = append(asked, id)
		}
	}
	s.sample = s.data.Before(asked)
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
			What: fmt.Sprintf("it has %d values", len(s.groups)), Fix: "Choose a variable of few values"}
	}
	return nil
}

const mostGroups = 60

func (s *stop) frame(title string) *result.Frame {
	out := &result.Frame{Title: title}
	out.Provenance = result.Provenance{Program: s.program, Question: "stopped"}
	if s.sheet != nil {
		out.Provenance.Choice("buyer", s.sheet.Buyer)
	}
	out.Provenance.Choice("mapping", s.data.Mapping.Name)
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
	return out
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

func (s *stop) name(k int) string {
	id := s.demands[s.known[k]]
	if one := s.registry.Find(id); one != nil {
		return one.Name
	}
	return id
}

func (s *stop) id(k int) string { return s.demands[s.known[k]] }

// estimated appends an estimate and its error.
func estimated(of *result.Numbers, name, label, definition string, get func(k int) survey.Estimate) {
	of.Number(name, label, "share", definition, func(k int) float64 { return get(k).Value })
	of.Number(name+"_error", label+", error", "share", "standard error of "+definition,
		func(k int) float64 { return get(k).Error })
}

func (s *stop) requirements() *result.Frame {
	out := s.frame("What stops firms")
	one := func(k int) survey.Requirement { return s.result.Requirements[k] }
	of := out.Of(result.Estimate, len(s.known))
	of.Text("requirement", "Requirement", s.id)
	of.Text("name", "Name", s.name)
	estimated(of, "stops", "Stops", "share of firms that lack it", func(k int) survey.Estimate { return one(k).Stops })
	estimated(of, "alone", "Alone", "share of firms that lack nothing else",
		func(k int) survey.Estimate { return one(k).Alone })
	estimated(of, "gain_now", "Gain now", "what meeting it adds to the qualified share of capacity as things are",
		func(k int) survey.Estimate { return one(k).GainAlone })
	estimated(of, "gain_last", "Gain last", "the same when all else is met",
		func(k int) survey.Estimate { return one(k).GainLast })
	estimated(of, "gain_mean", "Gain, mean", "the same on the mean over all orders (Shapley)",
		func(k int) survey.Estimate { return one(k).GainShapley })
	of.Whole("firms", "Firms", "", "answers that it rests on", result.Accounting, each(len(s.known), func(k int) int64 {
		return int64(one(k).Stops.Firms)
	}))
	return out
}

// within is the result of a group.
func (s *stop) within(group string, known survey.Known, sample *survey.Sample, n int) *survey.Result {
	return sample.Within(func(f int) bool { return s.of[f] == group }).Stopped(n, known)
}

func (s *stop) heat() *result.Frame {
	out := s.frame("What stops firms, by group")
	type cell struct {
		k     int
		group string
		survey.Requirement
	}
	var cells []cell
	for _, g := range s.groups {
		r := s.within(g, survey.Asked, s.sample, len(s.known))
		for k := range s.known {
			cells = append(cells, cell{k, g, r.Requirements[k]})
		}
	}
	of := out.Of(result.Estimate, len(cells))
	of.Text("requirement", "Requirement", func(n int) string { return s.id(cells[n].k) })
	of.Text("group", "Group", func(n int) string { return cells[n].group })
	estimated(of, "stops", "Stops", "share of the group's firms that lack it",
		func(n int) survey.Estimate { return cells[n].Stops })
	estimated(of, "alone", "Alone", "share of the group's firms that lack nothing else",
		func(n int) survey.Estimate { return cells[n].Alone })
	estimated(
		of,
		"gain_mean",
		"Gain, mean",
		"what meeting it adds to the group's qualified share of capacity on the mean "+
			"over all orders (Shapley)",
		func(n int) survey.Estimate { return cells[n].GainShapley },
	)
	of.Whole("firms", "Firms", "", "answers that it rests on", result.Accounting, each(len(cells), func(n int) int64 {
		return int64(cells[n].Stops.Firms)
	}))
	return out
}

// qualified is the qualified share by group, between bounds where the survey does not ask.
func (s *stop) qualified() *result.Frame {
	out := s.frame("Qualified firms and capacity")
	out.Note(
		"stopped.qualified",
		"The column qualified is written as scenarios take it: `qualified: 10% to 12%` in the class "+
			"of firms. Bounds take what the survey does not ask as held by nobody and by all.",
	)
	all := s.data.Before(s.demands)
	all = all.Within(func(f int) bool { return len(s.sample.Firms[f].Unknown) == 0 }) // who answered what is asked
	type row struct {
		group        string
		asked        *survey.Result
		lower, upper survey.Estimate
	}
	var rows []row
	add := func(group string, in func(int) bool) {
		part := all.Within(in)
		rows = append(rows, row{group, s.sample.Within(in).Stopped(len(s.known), survey.Asked),
			part.Stopped(len(s.demands), survey.NoneHold).Capacity, part.Stopped(len(s.demands), survey.AllHold).Capacity})
	}
	add("all", func(int) bool { return true })
	for _, g := range s.groups {
		add(g, func(f int) bool { return s.of[f] == g })
	}
	of := out.Of(result.Estimate, len(rows))
	of.Text("group", "Group", func(k int) string { return rows[k].group })
	estimated(of, "firms_qualified", "Firms", "share of firms that lack nothing that is asked about",
		func(k int) survey.Estimate { return rows[k].asked.Qualified })
	estimated(of, "capacity_qualified", "Capacity", "share of capacity of such firms",
		func(k int) survey.Estimate { return rows[k].asked.Capacity })
	bound := out.Of(result.Bound, len(rows))
	bound.Number("capacity_low", "Capacity, lowest", "share", "if nobody holds what is not asked",
		func(k int) float64 { return rows[k].lower.Value })
	bound.Number("capacity_high", "Capacity, highest", "share", "if everybody does",
		func(k int) float64 { return rows[k].upper.Value })
	of.Whole("answers", "Answers", "", "firms that the share of capacity rests on", result.Accounting,
		each(len(rows), func(k int) int64 { return int64(rows[k].asked.Capacity.Firms) }))
	of.Text("qualified", "In a scenario", func(k int) string {
		now := rows[k].asked.Capacity.Value
		return fmt.Sprintf("qualified: %.1f%% to %.1f%%", 100*now, 100*s.after(rows[k].asked))
	})
	return out
}

// after is the qualified share when the one requirement that adds most as things are is met.
func (s *stop) after(r *survey.Result) float64 {
	most := 0.0
	for _, one := range r.Requirements {
		if v := one.GainAlone.Value; v > most {
			most = v
		}
	}
	return r.Capacity.Value + most
}

// published are the shares that the OECD gives for its groups of small and medium firms.
var published = []string{"5 to 10%", "25 to 50%, both kinds", "25 to 50%, both kinds", "about 40%", ""}

// oecd divides firms into those ready, within reach, beyond reach and insulated.
func (s *stop) oecd(ctx context.Context) (*result.Frame, error) {
	out := s.frame("Firms that are ready, contestable and insulated")
	sample := *s.sample
	sample.Firms = slices.Clone(sample.Firms)
	if err := s.gapCosts(ctx, &sample, out); err != nil {
		return nil, err
	}
	groups := sample.Groups(s.limits)
	names := []string{"ready", "contestable, within reach", "contestable, beyond reach", "insulated", "not known"}
	if groups[survey.NotKnown].Value > 0 {
		out.Warn(
			"stopped.not-known",
			"Of some firms too little is known: what their gaps cost, or whether their industry is exposed "+
				"(the mapping's fields import_penetration and export_serving).",
		)
	}
	out.Note(
		"stopped.thresholds",
		"Ready: gaps cost at most {cost} of sales and take at most {days} days. Contestable: imports "+
			"in home use, or output that serves exports, of the firm's industry are at least {exposed}. Shares are never "+
			"forced "+
			"to those published, which add up to 70 to 100%.",
		"cost",
		percent(s.limits.CostShare),
		"days",
		s.limits.Days,
		"exposed",
		percent(s.limits.ExportServing),
	)
	of := out.Of(result.Estimate, len(groups))
	of.Text("group", "Group", func(k int) string { return names[k] })
	estimated(of, "share", "Share", "share of firms", func(k int) survey.Estimate { return groups[k] })
	of.Whole("firms", "Firms", "", "firms of the survey", result.Accounting, each(len(groups), func(k int) int64 {
		return int64(groups[k].Firms)
	}))
	of.Text("published", "OECD", func(k int) string { return published[k] })
	return out, nil
}

func percent(v float64) string { return fmt.Sprintf("%.4g%%", 100*v) }

// gapCosts fills in what the gaps of each firm would cost and take, where the survey does not say: the cheapest way
// with what it does not ask taken as held, the same for firms with the same gaps.
func (s *stop) gapCosts(ctx context.Context, sample *survey.Sample, out *result.Frame) error {
	if s.rate == 0 {
		out.Warn(
			"stopped.no-rate",
			"Without {exchange-rate} what gaps cost cannot be set beside sales in the survey's currency: "+
				"only firms without gaps are known to be ready.",
		)
	}
	type way struct{ cost, days float64 }
	known := map[string]way{}
	for k := range sample.Firms {
		f := &sample.Firms[k]
		switch {
		case !math.IsNaN(f.GapCost):
			continue // the survey says it
		case len(f.Unknown) > 0:
			continue
		case len(f.Gaps) == 0:
			f.GapCost, f.GapDays = 0, 0
			if math.IsNaN(f.Sales) {
				f.Sales = 1
			}
			continue
		case s.rate == 0:
			continue
		}
		key := fmt.Sprint(f.Gaps)
		w, ok := known[key]
		if !ok {
			var err error
			if w.cost, w.days, err = s.closing(ctx, f.Gaps); err != nil {
				return err
			}
			known[key] = w
		}
		f.GapCost, f.GapDays = w.cost*s.rate, w.days
	}
	return nil
}

// closing is the least cost of closing some gaps, and its days.
func (s *stop) closing(ctx context.Context, gaps []int) (cost, days float64, err error) {
	f := &requirement.Firm{Size: requirement.Sizes[requirement.Small]}
	one := &requirement.Sheet{}
	for _, k := range gaps {
		f.Lacks = append(f.Lacks, s.id(k))
		if s.registry.Find(s.id(k)) == nil {
			return math.Inf(1), math.Inf(1), nil
		}
		one.Demands = append(one.Demands, requirement.Demand{Requirement: s.id(k), Level: math.NaN()})
	}
	c := &requirement.Case{Registry: s.registry, Sheet: one, Firm: f}
	p, err := c.Ways(requirement.Small, requirement.Held).Cheapest(ctx, path.Ask{})
	if err != nil {
		return 0, 0, err
	}
	if p == nil {
		return math.Inf(1), math.Inf(1), nil
	}
	return p.Cost, float64(p.Day), nil
}

func (s *stop) prose(ctx context.Context, page *say.Page) error {
	buyer := ""
	if s.sheet != nil {
		buyer = s.sheet.Buyer
	}
	page.Title("stopped.title", say.Args{"buyer": buyer, "firms": len(s.data.Firms)})
	worst, gain := 0, 0
	for k, one := range s.result.Requirements {
		if one.Stops.Value > s.result.Requirements[worst].Stops.Value {
			worst = k
		}
		if one.GainShapley.Value > s.result.Requirements[gain].GainShapley.Value {
			gain = k
		}
	}
	if len(s.known) == 0 {
		page.Sentence("stopped.none")
	} else {
		w, g := s.result.Requirements[worst], s.result.Requirements[gain]
		page.Sentence("stopped.most", say.Args{"name": s.name(worst), "share": w.Stops.Value, "error": w.Stops.Error,
			"alone": w.Alone.Value, "other": s.name(gain), "same": worst == gain, "adds": g.GainShapley.Value,
			"qualified": s.result.Capacity.Value, "qualified_error": s.result.Capacity.Error})
	}
	page.Heading("stopped.requirements")
	page.Frame(bare(s.requirements()))
	page.Heading("stopped.qualified")
	page.Frame(bare(s.qualified()))
	page.Heading("stopped.heat")
	page.Frame(bare(s.heat()))
	page.Heading("stopped.groups")
	groups, err := s.oecd(ctx)
	if err != nil {
		return err
	}
	groupNotes := groups.Notes
	page.Frame(bare(groups))
	page.Basis(groupNotes, nil)
	return nil
}
