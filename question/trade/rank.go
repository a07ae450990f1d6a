// Package trade holds the questions to the model of trade: which borders are worth most to mend, and what a scenario
// would do.
package trade

import (
	"context"
	"strings"

	"ikat/classes"
	"ikat/draws"
	"ikat/elasticity"
	"ikat/question"
	"ikat/question/borders"
	"ikat/result"
	"ikat/say"
	"ikat/scenario"
)

const tag = "What mending is worth"

// Rank orders the world's links by what mending them is worth.
var Rank = &question.Question{
	ID: "rank", Tag: tag, Label: "The borders in the world that are worth most to mend, and what they are worth",
	Asks: "Which border is worth most to mend, to whom, and what is it worth?",
	Doc: `Rank every link in the world (importer x exporter x industry) by what a lower cost of delivery on it is worth
to an economy, to
several, to a sector or to the world, once prices, wages and trade have adjusted everywhere.

Rows are in the order of the exact gain. One factorisation and one adjoint solve give an estimate for all links; as many
as could be among the first are then solved in the whole model.`,
	Reference: "Caliendo, Parro (2015), Review of Economic Studies 82",
	Params: question.Join([]question.Param{
		question.OneTable,
		{
			Name:    "for",
			Doc:     outcomesDoc(),
			Form:    question.Text,
			Default: "world",
			Example: "IDN",
			Named:   true,
		},
		{
			Name:    "by",
			Doc:     "what has a rank",
			Form:    question.Text,
			Values:  RankBy,
			Default: "link",
			Example: "pair",
			Named:   true,
		},
		{
			Name:    "door",
			Doc:     "only links through this door of an economy whose small and large firms are told apart",
			Form:    question.Text,
			Values:  classes.Doors,
			Example: classes.Doors[0],
		},
		{
			Name:    "industry",
			Doc:     "only links of these industries; goods and services stand for many",
			Form:    question.Industry,
			Many:    question.Joined,
			Example: "goods",
		},
		{
			Name:    "exporter",
			Doc:     "only links from these economies, or from one class of their firms: KOR/sme",
			Form:    question.Economy,
			Many:    question.Joined,
			Example: "IDN",
		},
		{
			Name:    "importer",
			Doc:     "only links to these economies, or through one of their doors: KOR/large",
			Form:    question.Economy,
			Many:    question.Joined,
			Example: "JPN",
		},
		{
			Name:    "top",
			Doc:     "how many ranks to show",
			Form:    question.Whole,
			Min:     1,
			Max:     10000,
			Default: "20",
			Example: "5",
		},
		{
			Name: "cut",
			Doc: "by how much mending lowers the cost of delivery on a link; or benchmark: border " +
				"procedures no worse than {benchmark}",
			Form:    question.Share,
			Says:    UsualCut,
			Example: "benchmark",
		},
		Elasticities, Deficits, Shares, Draws, Seed, question.Statistics,
	}, question.ChainBorder),
	Examples: []question.Example{
		{Args: "rank", Gives: "the links worth most to the world"},
		{Args: "rank --for IDN --top 10", Gives: "to Indonesia"},
		{Args: "rank --for IDN --exporter IDN", Gives: "among its own exports"},
		{Args: "rank --for IDN --cut benchmark", Gives: "by the gap of each border to the best procedures"},
		{Args: "rank --for IDN --benchmark SGP", Gives: "to Singapore's"},
		{Args: "rank --for IDN --draws 200", Gives: "with 5-95% ranges over elasticities and how often ranks hold"},
		{Args: "rank --for IDN_c14", Gives: "to the value added of its electronics industry"},
		{Args: "rank --for sme:KOR", Gives: "to the income of the Republic of Korea's small and medium firms"},
		{Args: "rank --for sme:KOR --by door", Gives: "by who sells and who buys: abroad, to large and small firms, " +
			"to final users"},
		{Args: "rank --for sme:KOR --door large --industry goods",
			Gives: "small firms' and others' sales to large firms"},
		{Args: "rank --by export-side --industry goods", Gives: "whose export borders cost the world most"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		cut, err := ParseCut(r.One("cut"), r.Chosen)
		return Ranking{Table: r.One("table"), Top: r.Whole("top"), Cut: cut, Draws: r.Whole("draws"),
			UseSpecific: r.One("shares") == "use-specific"}.Work(r.Engine), err
	},
	World: true,
	Pictures: []question.Picture{{Kind: "intervals", Names: []string{"exporter", "importer", "industry"}, X: "exact_gain",
		Low: "gain_low", High: "gain_high"}},
	Answer: ranked,
}

// Elasticities, Deficits, Shares, Draws and Seed are choices of every question to the model.
var (
	Draws = question.Param{
		Name: "draws",
		Doc: "how often what is not known (elasticities, costs at borders, firms' shares by industry) is drawn, for " +
			"ranges of 5 to 95% and how often signs and ranks hold; 0 for none",
		Form:    question.Whole,
		Max:     draws.Most,
		Default: "0",
		Example: "20",
	}
	Seed = question.Param{
		Name:    "seed",
		Doc:     "of the draws: the same seed draws the same",
		Form:    question.Whole,
		Max:     1 << 31,
		Default: "1",
		Example: "1",
	}
	Elasticities = question.Param{
		Name: "elasticities",
		Doc: "trade elasticities, the central ones first: sets, numbers for all industries, or CSV files " +
			"(industry,theta): " + strings.Join(elasticity.Names(), ", "),
		Form:    question.Elasticities,
		Many:    question.Joined,
		Most:    5,
		Default: strings.Join(scenario.UsualElasticities, ","),
		Example: "caliendo-parro,5",
	}
	Deficits = question.Param{
		Name:    "deficits",
		Doc:     "trade deficits: held, or purged before anything else",
		Form:    question.Text,
		Values:  []string{"held", "purged"},
		Default: "held",
		Example: "held",
	}
	Shares = question.Param{
		Name:    "shares",
		Doc:     "origins of inputs: pooled over uses, or use-specific",
		Form:    question.Text,
		Values:  []string{"pooled", "use-specific"},
		Default: "pooled",
		Example: "pooled",
	}
)

// RankingOf returns what the values ask of the engine.
//
// Error: fault.Invalid for what a parameter does not take, and for a file of elasticities where none may be named.
func RankingOf(v *question.Values) (Ranking, error) {
	choice, err := borders.Chosen(v)
	if err != nil {
		return Ranking{}, err
	}
	q := Ranking{
		Table:        v.One("table"),
		For:          v.One("for"),
		By:           v.One("by"),
		Door:         v.One("door"),
		Industries:   v.All("industry"),
		Exporters:    v.All("exporter"),
		Importers:    v.All("importer"),
		Top:          v.Whole("top"),
		Border:       choice,
		Elasticities: v.All("elasticities"),
		Deficits:     v.One("deficits"),
		UseSpecific:  v.One("shares") == "use-specific",
		Draws:        v.Whole("draws"),
		Seed:         uint64(v.Whole("seed")),
		Statistics:   v.All("stats"),
	}
	q.Cut, err = ParseCut(v.One("cut"), v.Chosen)
	return q, err
}

func ranked(ctx context.Context, r *question.Request) (*question.Answer, error) {
	q, err := RankingOf(r.Values)
	if err != nil {
		return nil, err
	}
	f, err := RankLinks(ctx, r.Engine, q, r.Progress)
	if err != nil || !r.Prose {
		return question.Rows(f, err)
	}
	t, err := r.Engine.Table(ctx, q.Table, r.Progress)
	if err != nil {
		return nil, err
	}
	return &question.Answer{Frames: []*result.Frame{f}, Prose: rankingProse(say.In(r.Language), t, f)}, nil
}
