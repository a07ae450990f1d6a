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
is not known of the world's response; shares_low and shares_high over all shares by industry that the statistics
allow. Effects are dollars of income per dollar of cost taken out; room is what peers' procedures would save.`,
	Reference: "Caliendo, Parro (2015), Review of Economic Studies 82; Chaney (2008), American Economic Review 98",
	Params: []question.Param{
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
		{Name: "elasticities", Doc: "elasticity set: " + strings.Join(elasticity.Names(), ", ") + ", or a number",
			Form:    question.Text,
			Default: scenario.UsualElasticities[0], Example: "5"},
		drawsOf(), trade.Seed,
		{Name: "programme", Doc: "what the step of a factor costs whoever brings it about, in the table's unit, " +
			"for the gain " +
			"per dollar of it: FACTOR=COST or FACTOR:DOOR=COST", Form: question.Text, Many: question.Repeated,
			Example: "qualification:exports=20"},
	},
	Examples: []question.Example{
		{Args: "factors KOR", Gives: "the Republic of Korea's small and medium firms"},
		{Args: "factors IDN --draws 100 --format csv", Gives: "rows, with ranges over fewer draws"},
		{Args: "factors KOR --by industry --door large", Gives: "selling to large firms, industry by industry"},
		{Args: "factors KOR --programme qualification:exports=20", Gives: "with the gain per dollar of a programme"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		return question.Work{Tables: 1, Solutions: 64, Long: true}, nil
	},
	World:  true,
	Answer: factorsOf,
}

func drawsOf() question.Param {
	p := trade.Draws
	p.Default, p.Example, p.Max = usualDraws, "20", 5000
	p.Doc = "how often what is not known of the world's response is drawn; 0 for none"
	return p
}

// peerBorders and containerValue are the choices of border procedures that the room rests on.
func peerBorders() question.Param { return named(question.Border, "border") }

func containerValue() question.Param { return named(question.Border, "container-value") }

func named(list []question.Param, name string) question.Param {
	return list[slices.IndexFunc(list, func(p question.Param) bool { return p.Name == name })]
}

func factorsOf(ctx context.Context, r *question.Request) (*question.Answer, error) {
	t, err := r.Engine.Table(ctx, r.One("table"), r.Progress)
	if err != nil {
		return nil, err
	}
	w, err := world(ctx, r, t)
	if err != nil {
		return nil, err
	}
	a, err := w.Ask(ctx, factors.Choice{ByIndustry: r.One("by") == "industry", Door: r.One("door")})
	if err != nil {
		return nil, err
	}
	f := a.Frame()
	f.Provenance.Question = "factors " + t.Economies[w.Economy]
	f.Provenance.Sources = []result.Source{engine.SourceOf(t)}
	for _, name := range []string{"rule", "elasticities", "draws", "seed"} {
		f.Provenance.Choice(name, r.One(name))
	}
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		factorsProse(page, a, f, engine.EconomyName(t, t.Economies[w.Economy]))
		return &question.Answer{Prose: page}, nil
	}
	return question.Rows(f, nil)
}

// world gathers what factors are asked in.
func world(ctx context.Context, r *question.Request, t *icio.Table) (*factors.World, error) {
	n, err := economyOf(t, r.One("economy"))
	if err != nil {
		return nil, err
	}
	stats, err := sizes.Statistics(r.All("stats"))
	if err != nil {
		return nil, err
	}
	w := &factors.World{Economy: n, Unit: t.Money(), Rule: sme.Rule(r.One("rule")), Draws: r.Whole("draws"),
		Seed: uint64(r.Whole("seed")), Progress: r.Progress}
	if w.Programmes, err = programmes(r.All("programme")); err != nil {
		return nil, err
	}
	if w.Statistics, err = stats.Of(t.Economies[n]); err != nil {
		return nil, err
	}
	set := r.One("elasticities")
	if !r.Local {
		if err := scenario.KnownElasticities([]string{set}); err != nil {
			return nil, err
		}
	}
	theta, _, err := trade.ThetaOf(t, set)
	if err != nil {
		return nil, err
	}
	if w.Theta, err = trade.ThetaInputs(t, set); err != nil {
		return nil, err
	}
	if w.Base, _, err = counterfactual.FromTable(t, counterfactual.Calibration{Theta: theta}); err != nil {
		return nil, err
	}
	borders, err := borders.Open(r.All("border"), t.Year)
	if err != nil {
		return nil, err
	}
	w.Goods = isic.Goods(t.Industries, t.IndustryNames)
	if r.Chosen("container-value") {
		for _, code := range t.Industries {
			w.Sensitive = append(w.Sensitive, cmp.Or(borders.Sensitivity[code], 1))
		}
	} else { // costs by industry: goods in bulk pass no procedures of containers
		central := borders.Calibrated(t.Industries, t.IndustryNames, nil)[1]
		w.Dollar = central.Dollar
		for _, day := range central.Day {
			w.Sensitive = append(w.Sensitive, day/factors.DayCost.Mode)
		}
	}
	w.Borders, err = factors.GapOf(borders, t.Economies[n], peers(r.All("peers"), t, borders, n),
		cmp.Or(r.Amount("container-value"), borders.Shipment()))
	return w, err
}

// programmes reads FACTOR:DOOR=COST.
//
// Error: fault.Invalid for what is not that.
func programmes(texts []string) ([]factors.Programme, error) {
	var out []factors.Programme
	for _, text := range texts {
		name, amount, ok := strings.Cut(text, "=")
		factor, door, _ := strings.Cut(name, ":")
		p := factors.Programme{Factor: strings.TrimSpace(factor), Door: strings.TrimSpace(door)}
		cost, err := strconv.ParseFloat(strings.TrimSpace(amount), 64)
		if p.Cost = cost; !ok || err != nil || !(cost > 0) || math.IsInf(cost, 0) {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "programme", Where: text,
				What: "it does not say what the step of a factor costs",
				Fix:  "For instance qualification:exports=20, in the table's unit, above zero"}
		}
		if p.Door != "" && !slices.Contains(factors.Doors, p.Door) {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "programme", Where: text,
				What: fmt.Sprintf("there is no door %q", p.Door), Fix: fault.Suggest(p.Door, factors.Doors,
					"Doors are "+strings.Join(factors.Doors, ", "))}
		}
		out = append(out, p)
	}
	return out, nil
}

// peers are those named, or all economies of the table that the border table has.
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

// factorsProse writes the answer: what is sure and what is not, then the factors.
func factorsProse(page *say.Page, a *factors.Answer, f *result.Frame, name string) {
	page.Title("factors.title", say.Args{"name": name, "table": f.Provenance.Sources[0].Table})
	sure, unsure := a.Sure()
	if a.Draws > 0 {
		page.Sentence("factors.sure", say.Args{"list": sure, "draws": a.Draws})
		page.Sentence("factors.unsure", say.Args{"list": unsure})
	}
	g := &say.Grid{Keys: 3}
	for _, key := range []string{"factor", "door", "step"} {
		g.Columns(false, page.Say("factors."+key))
	}
	for _, key := range []string{"small", "range", "shares", "half", "large", "welfare", "per-dollar", "room"} {
		g.Columns(true, page.Say("factors."+key))
	}
	number := func(column string, row int) float64 { return f.Column(column).Floats[row] }
	for row := range f.Rows() {
		per := func(column string) string { return say2(page, number(column, row)) }
		g.Row(withIndustry(f, row), f.Column("door").Text(row), f.Column("step").Text(row), per("sme_income_pct"),
			between(page, number("low", row), number("high", row)), between(page, number("shares_low", row),
				number("shares_high", row)),
			per("sme_income_half_pct"), per("large_income_pct"), per("welfare_pct"), per("sme_effect"),
			per("room_median_pct"))
	}
	page.Grid(g)
	page.Small("factors.columns")
	page.Small("factors.half-explained")
	page.Basis(f.Notes, f.Provenance.Sources)
}

func withIndustry(f *result.Frame, row int) string {
	name := f.Column("factor").Text(row)
	if i := f.Column("industry").Text(row); i != "" {
		return name + ", " + i
	}
	return name
}

// say2 is a number of three digits after the point, nothing where there is none.
func say2(page *say.Page, v float64) string {
	if v != v {
		return ""
	}
	return page.Number(v, 3)
}

func between(page *say.Page, low, high float64) string {
	if low != low || high != high {
		return ""
	}
	return page.Number(low, 2) + " – " + page.Number(high, 2)
}
