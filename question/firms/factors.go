package firms

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/counterfactual"
	"ikat/elasticity"
	"ikat/engine"
	"ikat/factors"
	"ikat/fault"
	"ikat/icio"
	"ikat/isic"
	"ikat/question"
	"ikat/question/borders"
	"ikat/question/requirements"
	"ikat/question/sizes"
	"ikat/question/trade"
	"ikat/result"
	"ikat/say"
	"ikat/scenario"
	"ikat/sme"
)

// usualDraws is how often the world's response is drawn where nobody says otherwise.
const usualDraws = "500"

// Factors asks what raises what small firms make.
var Factors = &question.Question{
	ID: "factors", Tag: tag, Label: "Which factor raises what small and medium firms make, how surely, and at " +
		"whose expense",
	Asks: "Which factor raises what small firms make, how surely, how much room is there, and at whose expense?",
	Doc: `Small and large firms are suppliers of their own in the model of trade. Each factor lowers the cost of
delivery on some of their links, widens what they can sell there, or changes the world around them: border
procedures for exports and for imports by who imports, delivery through each door (abroad, to large firms, to small
firms, to final users), qualification, productivity, tariffs and demand abroad, and linkage at constant prices.

Rows are in the order of what small firms gain by the step, an exact solution. low and high are over draws of what
is not known of the world's response, joint_low and joint_high over draws of small firms' shares by industry as well,
shares_low and shares_high over all shares that the statistics allow. Effects are dollars of income per dollar of
cost taken out; room is what peers' procedures would save.`,
	Reference: "Caliendo, Parro (2015), Review of Economic Studies 82; Chaney (2008), American Economic Review 98",
	Params: question.Join([]question.Param{
		{Name: "economy", Doc: "code or name; statistics of firm size are built in for some economies",
			Form:    question.Economy,
			Example: "KOR", Argument: true, Required: true, Named: true},
		question.OneTable,
		question.Statistics,
		{Name: "rule", Doc: "how economy-wide statistics become shares by industry", Form: question.Text,
			Values: []string{string(sme.LeastInformation), string(sme.Uniform)}, Default: string(sme.LeastInformation),
			Example: string(sme.Uniform)},
		{Name: "by", Doc: "a row a factor, or a factor and industry", Form: question.Text,
			Values:  []string{"factor", "industry"},
			Default: "factor", Example: "industry"},
		{Name: "door", Doc: "only factors of this door", Form: question.Text,
			Values: factors.Doors, Example: "large"},
		{Name: "peers", Doc: "economies whose border procedures are the room (default: all of the table that the " +
			"border table has)",
			Form: question.Economy, Many: question.Joined, Example: "JPN,SGP"},
		peerBorders(), containerValue(),
		{Name: "elasticities", Doc: "trade elasticities by industry: a set by its name, a number for all, or a CSV file " +
			"(industry,theta): " + strings.Join(elasticity.Names(), ", "),
			Form:    question.Elasticities,
			Default: scenario.UsualElasticities[0], Example: "5"},
		question.Some(question.ChainBorder, "goods")[0],
		drawsOf(), trade.Seed,
		{Name: "bounds", Doc: "the ends over shares by industry of every measure, not only of those that reach all " +
			"firms alike", Form: question.Flag, Default: "true", Example: "false"},
		{Name: "programme", Doc: "what the step of a factor costs whoever brings it about, in the table's unit, " +
			"for the gain " +
			"per dollar of it: FACTOR=COST or FACTOR:DOOR=COST", Form: question.Text, Many: question.Repeated,
			Example: "qualification:exports=20"},
	}, requirements.SurveyParams),
	Examples: []question.Example{
		{Args: "factors KOR", Gives: "the Republic of Korea's small and medium firms"},
		{Args: "factors IDN --draws 100 --format csv", Gives: "rows, with ranges over fewer draws"},
		{Args: "factors KOR --by industry --door large", Gives: "selling to large firms, industry by industry"},
		{Args: "factors IDN --survey firms.csv --buyer garments_eu_us", Gives: "with what a buyer asks as a factor"},
		{Args: "factors KOR --programme qualification:exports=20", Gives: "with the gain per dollar of a programme"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		return FactorsRequest{Table: r.One("table"), Draws: r.Whole("draws"), Choice: choiceOf(r.Values)}.Work(r.Engine), nil
	},
	World:     true,
	About:     func(v *question.Values) string { return v.One("economy") },
	Estimated: onlyOwn,
	Pictures: []question.Picture{{Kind: "intervals", Names: []string{"factor", "door", "industry"}, X: "sme_income_pct",
		Low: "low", High: "high"}},
	Answer: factorsOf,
}

// onlyOwn is what an estimated table says of factors: what the economy's own firms gain and lose. The ranges are those
// of the question, over how the world responds and over shares by industry; what the table leaves open moves less.
func onlyOwn(*question.Request) (question.Determined, error) {
	return question.Determined{}, nil
}

func drawsOf() question.Param {
	p := trade.Draws
	p.Default, p.Example, p.Max = usualDraws, "20", 5000
	p.Doc = "how often what is not known of the world's response is drawn; 0 for none"
	return p
}

// peerBorders and containerValue are the choices of border procedures that the room rests on.
func peerBorders() question.Param { return question.Some(question.Border, "border")[0] }

func containerValue() question.Param { return question.Some(question.Border, "container-value")[0] }

// FactorsRequest asks what raises what small firms make.
type FactorsRequest struct {
	Economy, Table string
	Statistics     sme.Statistics // of all economies
	Rule           sme.Rule
	Elasticities   string
	Peers          []string // nil for all of the table that the border table has
	Border         []string
	Container      float64 // US$ of goods in a container; 0 for costs by industry
	Draws          int
	Seed           uint64
	Goods          []string // industries that pass borders; nil for those that make goods
	Fast           bool     // leaves out the ends over shares of measures that do not reach all firms alike
	Programmes     []factors.Programme
	Choice         factors.Choice
	Widenings      []factors.Widening // factors beside the usual ones
}

// Work is about how much the answer takes.
func (q FactorsRequest) Work(e *engine.Engine) question.Work {
	perLink, s := 3e-4+2e-6*float64(q.Draws), question.ShapeOf(e, q.Table)
	if q.Choice.ByIndustry {
		perLink *= s.Industries // each factor in each
	}
	return question.Work{Solutions: 64, Seconds: perLink * s.Links()}
}

// choiceOf is which factors are asked for.
func choiceOf(v *question.Values) factors.Choice {
	return factors.Choice{ByIndustry: v.One("by") == "industry", Door: v.One("door")}
}

// UsualFactors asks about an economy of a table as the question does where nobody says otherwise, without draws.
func UsualFactors(economy, table string, stats sme.Statistics) FactorsRequest {
	return FactorsRequest{Economy: economy, Table: table, Statistics: stats, Rule: sme.LeastInformation,
		Elasticities: scenario.UsualElasticities[0], Seed: 1}
}

// FactorsOf answers, with rows and the name of the economy.
//
// Error: fault.NotFound for an economy without statistics; what the statistics, the border table or a solve say.
func FactorsOf(ctx context.Context, e *engine.Engine, q FactorsRequest, p engine.Progress) (a *factors.Answer,
	f *result.Frame, name string, err error) {
	t, err := e.Table(ctx, q.Table, p)
	if err != nil {
		return nil, nil, "", err
	}
	w, assumed, err := world(q, t)
	if err != nil {
		return nil, nil, "", err
	}
	if a, err = remembered(ctx, e, q, w, p); err != nil {
		return nil, nil, "", err
	}
	f = a.Frame()
	f.Notes = append(f.Notes, assumed...)
	if len(q.Programmes) > 0 {
		f.Note("factors.programmes", "per dollar of programme: value added of a year, in the table's prices ({year}), once "+
			"everything has adjusted; a cost that recurs counts whole, of a single outlay what it costs a year; who pays for "+
			"it is not in the model", "year", t.Year)
	}
	f.Provenance.Program = e.Program()
	f.Provenance.Question = "factors " + t.Economies[w.Economy]
	f.Provenance.Sources = []result.Source{engine.SourceOf(t)}
	f.Provenance.Choice("rule", string(q.Rule))
	f.Provenance.Choice("elasticities", q.Elasticities)
	f.Provenance.Choice("draws", strconv.Itoa(q.Draws))
	f.Provenance.Choice("seed", strconv.FormatUint(q.Seed, 10))
	return a, f, engine.EconomyName(t, t.Economies[w.Economy]), nil
}

// remembered solves, or remembers what was solved of a table that is kept.
func remembered(ctx context.Context, e *engine.Engine, q FactorsRequest, w *factors.World, p engine.Progress) (
	*factors.Answer, error) {
	content, err := e.Content(q.Table)
	if err != nil {
		return nil, err
	}
	if content == q.Table { // files may change under their name
		w.Progress = p
		return w.Ask(ctx, q.Choice)
	}
	p, silence := p.WhileAsked()
	defer silence()
	choices := *w                          // all that the answer rests on, beside the table, by its values
	choices.Base, choices.Costs = nil, nil // costs follow from the border table and the value of a container
	key := fmt.Sprintf("factors %s %s %v %+v %+v %v %v", q.Table, content, w.Base.Theta, choices, q.Choice, q.Border,
		q.Container)
	return engine.Remember(ctx, e, key, func(ctx context.Context) (*factors.Answer, error) {
		w.Progress = p
		return w.Ask(ctx, q.Choice)
	})
}

func factorsOf(ctx context.Context, r *question.Request) (*question.Answer, error) {
	set := r.One("elasticities")
	q := FactorsRequest{Economy: r.One("economy"), Table: r.One("table"), Rule: sme.Rule(r.One("rule")),
		Elasticities: set, Peers: r.All("peers"), Border: r.All("border"), Draws: r.Whole("draws"),
		Goods: r.All("goods"), Fast: !r.On("bounds"),
		Seed:   uint64(r.Whole("seed")),
		Choice: choiceOf(r.Values)}
	if r.Chosen("container-value") {
		q.Container = r.Amount("container-value")
	}
	var err error
	if q.Statistics, err = sizes.Statistics(r.All("stats")); err != nil {
		return nil, err
	}
	if q.Programmes, err = programmes(r.All("programme")); err != nil {
		return nil, err
	}
	if q.Widenings, err = fromSurvey(ctx, r, q); err != nil {
		return nil, err
	}
	a, f, name, err := FactorsOf(ctx, r.Engine, q, r.Progress)
	if err != nil {
		return nil, err
	}
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		t, err := r.Engine.Table(ctx, q.Table, r.Progress)
		if err != nil {
			return nil, err
		}
		factorsProse(page, a, f, name, t.IndustryName)
		return &question.Answer{Prose: page}, nil
	}
	return question.Rows(f, nil)
}

// world gathers what factors are asked in, and what of it is assumed.
func world(q FactorsRequest, t *icio.Table) (w *factors.World, assumed []result.Note, err error) {
	n, err := economyOf(t, q.Economy)
	if err != nil {
		return nil, nil, err
	}
	w = &factors.World{Economy: n, Unit: t.Money(), Rule: q.Rule, Draws: q.Draws, Seed: q.Seed,
		Programmes: q.Programmes, Fast: q.Fast, Widenings: q.Widenings}
	if w.Statistics, err = q.Statistics.Of(t.Economies[n]); err != nil {
		return nil, nil, err
	}
	theta, assumed, err := trade.ThetaOf(t, q.Elasticities)
	if err != nil {
		return nil, nil, err
	}
	if w.Theta, err = trade.ThetaInputs(t, q.Elasticities); err != nil {
		return nil, nil, err
	}
	if w.Base, _, err = counterfactual.FromTable(t, counterfactual.Calibration{Theta: theta}); err != nil {
		return nil, nil, err
	}
	borders, err := borders.Open(q.Border, t.Year)
	if err != nil {
		return nil, nil, err
	}
	if w.Goods, err = goodsOf(t, q.Goods); err != nil {
		return nil, nil, err
	}
	if q.Container > 0 {
		var sensitive []float64
		for _, code := range t.Industries {
			sensitive = append(sensitive, cmp.Or(borders.Sensitivity[code], 1))
		}
		w.Costs = factors.UniformCosts(q.Container, sensitive, t.N())
	} else { // costs by industry: goods in bulk pass no procedures of containers
		w.Costs = &factors.Costs{Central: borders.Calibrated(t.Industries, t.IndustryNames, q.Goods)[1],
			Unknown: borders.Unknown(t.Industries, t.IndustryNames, q.Goods)}
	}
	w.Borders, err = factors.GapOf(borders, t.Economies[n], peers(q.Peers, t, borders, n),
		cmp.Or(q.Container, borders.Shipment()))
	return w, assumed, err
}

// goodsOf marks the industries that pass borders: those named, or those that make goods.
//
// Error: fault.NotFound for an industry that the table lacks.
func goodsOf(t *icio.Table, named []string) ([]bool, error) {
	if len(named) == 0 {
		return isic.Goods(t.Industries, t.IndustryNames), nil
	}
	codes, err := t.FindIndustries(named)
	if err != nil {
		return nil, err
	}
	out := make([]bool, t.N())
	for _, code := range codes {
		j, _ := t.Industry(code)
		out[j] = true
	}
	return out, nil
}

// programmes reads FACTOR:DOOR=COST. A door is one of factors.Doors, or as the rows have it.
//
// Error: fault.Invalid for what is not that.
func programmes(texts []string) ([]factors.Programme, error) {
	var out []factors.Programme
	for _, text := range texts {
		name, amount, ok := strings.Cut(text, "=")
		factor, door, _ := strings.Cut(name, ":")
		p := factors.Programme{Factor: strings.TrimSpace(factor), Door: doorNamed(strings.TrimSpace(door))}
		cost, err := strconv.ParseFloat(strings.TrimSpace(amount), 64)
		if p.Cost = cost; !ok || err != nil || !(cost > 0) || math.IsInf(cost, 0) {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "programme", Where: text,
				What: "it does not say what the step of a factor costs",
				Fix: "Give a plain number above zero in the table's unit: qualification:exports=20 is 20 million where the " +
					"table is in millions"}
		}
		if p.Door != "" && !slices.Contains(factors.Doors, p.Door) {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "programme", Where: text,
				What: fault.Say("there is no door %q", p.Door), Fix: fault.Suggest(p.Door, factors.Doors,
					fault.Say("Doors are %s", strings.Join(factors.Doors, ", ")))}
		}
		out = append(out, p)
	}
	return out, nil
}

// doorNamed is the door that a text means: by its name, or in the words of the rows, such as to large firms.
func doorNamed(text string) string {
	short := strings.ToLower(text)
	for _, words := range []string{"to ", "imports by "} {
		short = strings.TrimPrefix(short, words)
	}
	if word, _, _ := strings.Cut(short, " "); slices.Contains(factors.Doors, word) {
		return word
	}
	return text
}

// peers are those named, or all economies of the table that the border table has, or where it has none all of the
// border table.
func peers(named []string, t *icio.Table, b *border.Table, own int) []string {
	if len(named) > 0 {
		return named
	}
	var out []string
	for n, code := range t.Economies {
		if _, ok := b.Find(code); ok && n != own {
			out = append(out, code)
		}
	}
	if out == nil { // a table of one economy and the rest of the world
		for _, code := range b.Codes() {
			if code != t.Economies[own] {
				out = append(out, code)
			}
		}
	}
	return out
}

// economyOf finds an economy of the table by any code or name.
func economyOf(t *icio.Table, text string) (int, error) {
	code, err := t.Find(text)
	if err != nil {
		return 0, err
	}
	n, _ := t.Economy(code)
	return n, nil
}
