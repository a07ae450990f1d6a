// Package firms holds the questions about small and medium firms.
package firms

import (
	"context"
	"fmt"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/question"
	about "ikat/question/known"
	"ikat/question/trade"
	"ikat/result"
	"ikat/say"
	"ikat/sme"
)

const tag = "Small and medium firms"

// SME splits an economy's industries by firm size.
var SME = &question.Question{
	ID: "sme", Tag: tag, Label: "What small and medium firms earn in exports: directly, through large exporters, " +
		"and how surely that is known",
	Asks: "What do small and medium firms earn in exports, and how surely is that known?",
	Doc: `Split an economy's industries into small and medium firms and large ones, consistently with the table to the
last cell, and
follow what each earns in exports. Statistics of firm size (shares of value added and of direct exports) are built in
for some
economies of Asia and the Pacific; {stats} gives your own, economy-wide or by industry: a CSV that {template} gives
to fill in, or the file that the OECD (exports by business size) or the IFC (MSME Country Indicators) has for download.

The statistics leave many splits possible. The point estimate is the one that adds least to them; the interval is what
no split
that agrees with them can leave. The last table says which further statistic would narrow it most.

Where no table is named and the usual one lacks the economy, or with {year}, the answer is from published results of 62
economies and the newest published statistics: in closed form, without a table. Where nobody publishes how exports are
split by firm size, it is a range over all that capacity allows, and no point.

With {with} two to five economies stand side by side: from published figures, or point estimates on a {table}.`,
	Params: question.Join([]question.Param{
		{
			Name:     "economy",
			Doc:      "code or name; statistics of firm size are built in for some economies",
			Form:     question.Economy,
			Example:  "KOR",
			Argument: true,
			Required: true,
			Named:    true,
		},
		question.With,
		question.Statistics,
		{Name: "template", Doc: "give a form for statistics of your own instead of an answer", Form: question.Flag},
		{
			Name:  "year",
			Doc:   "year of the published results to answer from, in place of a table",
			Form:  question.Whole,
			Min:   2000,
			Max:   2100,
			Says:  "the table's; without a table the latest published",
			Named: true,
		},
		trade.Draws, trade.Seed,
	}, question.OneSystem, assumptions()),
	Examples: []question.Example{
		{Args: "sme KOR", Gives: "the Republic of Korea's small and medium firms"},
		{Args: "sme JPN --no-bounds", Gives: "the point estimate alone, at once"},
		{Args: "sme VNM --year 2019", Gives: "from published results, without a table"},
		{Args: "sme VNM THA MYS", Gives: "three economies side by side, from published figures"},
		{Args: "sme IDN --stats examples/sme-idn.csv", Gives: "with your own shares, by industry"},
		{Args: "sme VNM --template -o stats.csv", Gives: "a form for your own shares, with what is known filled in"},
		{Args: "sme KOR --table wiod2013_2008.csv.gz --format csv -o kor.csv", Gives: "of a table of your own, into a file"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		if !r.On("bounds") || r.On("template") || r.Chosen("year") || r.Chosen("with") {
			return question.Work{Seconds: 1e-8*r.Shape().Cells() + 2e-4*float64(r.Whole("draws"))}, nil
		}
		return BoundsWork(r.Engine, r.One("table")), nil
	},
	Estimated: func(*question.Request) (question.Determined, error) { return question.Determined{}, nil },
	Pictures: []question.Picture{{Kind: "intervals", Names: []string{"quantity"}, X: "point", Low: "low", High: "high",
		Keep: map[string]string{"unit": "share", "detail": ""}}},
	Answer: split,
}

// BoundsWork is about how much the interval of what small firms earn takes.
func BoundsWork(e *engine.Engine, table string) question.Work {
	return question.Work{Seconds: 1e-3 * question.ShapeOf(e, table).Links()}
}

// SMEs sets economies side by side.
var SMEs = &question.Question{
	ID: "smes", Tag: tag, Label: "Small and medium firms of every economy with statistics, side by side",
	Asks: "How do economies' small and medium firms compare?",
	Doc:  "The point estimates of every economy of the table that has statistics of firm size, a row each.",
	Params: question.Join(
		[]question.Param{
			{Name: "all", Doc: "every economy with statistics", Form: question.Flag, Default: "true", Hidden: true},
			question.Statistics,
		},
		question.OneSystem,
	),
	Examples: []question.Example{
		{Args: "sme --all", Gives: "every economy with statistics, side by side"},
	},
	Variant: &question.Variant{Of: "sme", Flag: "all"},
	Pictures: []question.Picture{
		{Kind: "dumbbell", Names: []string{"name"}, Parts: []string{"direct_exports", "va_in_exports"}},
	},
	Answer: compare,
}

// assumptions are what the interval takes as known beside the statistics.
func assumptions() []question.Param {
	usual := sme.Usual(nil)
	return []question.Param{
		{
			Name:    "bounds",
			Doc:     "the interval that no split agreeing with the statistics leaves, and what further statistics would tell",
			Form:    question.Flag,
			Default: "true",
			Example: "false",
		},
		{
			Name:    "worth",
			Doc:     "what each further statistic would do to the interval",
			Form:    question.Flag,
			Default: "true",
			Example: "false",
		},
		{
			Name:    "va-within",
			Doc:     "interval: a class's value added per output is within this factor of its industry's; 0 leaves it free",
			Form:    question.Number,
			Default: fmt.Sprint(usual.ValueAdded),
			Example: "1.25",
		},
		{
			Name: "imports-within",
			Doc: "interval: a class's imported inputs per output are within this factor of its industry's; 0 leaves " +
				"them free",
			Form:    question.Number,
			Default: fmt.Sprint(usual.Imports),
			Example: "1.5",
		},
		{
			Name:    "export-cap",
			Doc:     "interval: small firms export no larger a part of output than their industry",
			Form:    question.Flag,
			Default: fmt.Sprint(usual.ExportCap),
			Example: "true",
		},
		{Name: "free-final", Doc: "interval: leave open which class serves final users at home", Form: question.Flag,
			Default: fmt.Sprint(usual.FreeFinal), Example: "true"},
	}
}

// Asked returns what the values ask of the engine.
//
// Error: as Values.Options; fault.Invalid for a factor below 1.
func Asked(v *question.Values) (Request, error) {
	opt, err := v.Options()
	if err != nil {
		return Request{}, err
	}
	q := Usual("", v.One("table"))
	q.Groups, q.ValueAdded, q.Files = opt.Groups, opt.Basis, v.All("stats")
	if !v.Has("economy") {
		return q, nil
	}
	q.Economy, q.Bounds, q.Worth = v.One("economy"), v.On("bounds"), v.On("worth")
	q.Draws, q.Seed = v.Whole("draws"), uint64(v.Whole("seed"))
	q.Assume.ValueAdded, q.Assume.Imports = v.Amount("va-within"), v.Amount("imports-within")
	q.Assume.ExportCap, q.Assume.FreeFinal = v.On("export-cap"), v.On("free-final")
	for _, name := range []string{"va-within", "imports-within"} {
		if f := v.Amount(name); f != 0 && f < 1 {
			return q, &fault.Error{
				Kind:  fault.Invalid,
				Param: name,
				Where: v.One(name),
				What:  "it is no factor",
				Fix:   "It takes a factor of 1 or more, or 0",
			}
		}
	}
	return q, nil
}

func split(ctx context.Context, r *question.Request) (*question.Answer, error) {
	q, err := Asked(r.Values)
	if err != nil {
		return nil, err
	}
	if r.On("template") {
		return formed(ctx, r, q)
	}
	if r.Chosen("with") {
		if r.Chosen("table") {
			return question.Rows(Compare(ctx, r.Engine, q, r.Progress, append(r.All("economy"), r.All("with")...)...))
		}
		return about.Beside(ctx, r, "", r.Whole("year"), nil, "firms")
	}
	if r.Chosen("year") {
		return fromPublished(r, nil)
	}
	if only, ok, err := ranged(ctx, r, q); ok {
		return only, err
	}
	answer, err := EstimateOf(ctx, r.Engine, q, r.Progress)
	if fault.KindOf(err) == fault.NotFound && !r.Chosen("table") {
		return fromPublished(r, err)
	}
	if err != nil {
		if _, unknown := economies.Resolve(r.One("economy")); unknown == nil {
			err = question.Unnamed(err)
		}
		return nil, err
	}
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		prose(page, answer)
		return &question.Answer{Prose: page}, nil
	}
	return &question.Answer{Frames: []*result.Frame{answer.Frame()}}, nil
}

func compare(ctx context.Context, r *question.Request) (*question.Answer, error) {
	q, err := Asked(r.Values)
	if err != nil {
		return nil, err
	}
	return question.Rows(Compare(ctx, r.Engine, q, r.Progress))
}
