// Package competitiveness holds the question of what makes an economy competitive, at the levels at which that is
// discussed, and how it stands among others.
package competitiveness

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"ikat/composite"
	"ikat/draws"
	"ikat/economies"
	"ikat/fault"
	"ikat/indicators"
	"ikat/question"
	"ikat/result"
	"ikat/say"
	"ikat/share"
)

const papers = "OECD and JRC (2008), Handbook on Constructing Composite Indicators; Saisana, Saltelli, Tarantola " +
	"(2005), " +
	"Journal of the Royal Statistical Society A 168; levels after Porter, Delgado, Ketels, Stern (2008), Global " +
	"Competitiveness Report 2008-2009"

// Competitiveness asks how an economy stands in what makes economies competitive.
var Competitiveness = &question.Question{
	ID: "competitiveness", Tag: "Economies and products",
	Label: "What makes an economy competitive, by level, its rank among others and how far that rank can be trusted",
	Asks:  "How competitive is this economy, in what, and how sure is its rank?",
	Doc: `How an economy stands among others at each level that competitiveness is discussed at: endowments, the
macroeconomy, firms and their clusters, the business environment, logistics, borders, and what its exports achieve as a
whole and in an industry. Figures are those that ikat carries, and your own (a CSV, {indicators=FILE}); a level without
any is empty, and is said to be.

The index over all levels is made as the OECD's and JRC's handbook says, never shown without its parts, and made again
with other choices of treating outliers, normalising, weighing and aggregating, and with figures drawn from within their
own bounds: each rank stands with the interval in which it lies in nine of ten ways. Where that interval is wide, the
rank says little, and the parts say more.`,
	Reference: papers,
	Params: []question.Param{
		{Name: "economy", Doc: "economy, by code or name", Form: question.Economy, Example: "VNM", Argument: true,
			Required: true, Named: true},
		{
			Name:    "level",
			Short:   "l",
			Doc:     "rows: every economy's index with its levels, every figure behind it, or what each choice does to the rank",
			Form:    question.Text,
			Values:  []string{"index", "parts", "choices"},
			Default: "index",
			Example: "parts",
			Named:   true,
		},
		{Name: "peers", Doc: "whom it stands among: economies, or groups by name (ASEAN)", Form: question.Economy,
			Many: question.Joined, Most: 250, Says: "members and associate members of ESCAP", Example: "ASEAN"},
		{Name: "industry", Doc: "industry whose exports are judged, c1 to c35", Form: question.Text,
			Values: indicators.Industries, Says: "the one of which it exports most", Example: "c4"},
		{Name: "year", Doc: "take the last figures up to this year", Form: question.Whole, Min: 2000, Max: 2100,
			Says: "the last there are", Example: "2015", Named: true},
		{Name: "indicators", Doc: "figures of your own, a CSV (docs/schema/indicators.md), or the name of scores that are " +
			"kept (ikat tables get); repeat it for several",
			Form: question.File, Many: question.Repeated, Most: 20, Kept: []string{"facilitation"}},
		{Name: "only", Doc: "levels to take", Form: question.Text, Many: question.Joined, Values: levels,
			Says: "all that have figures", Example: "logistics,borders"},
		{Name: "weight", Doc: "weight of a level, as borders=2; others count 1; repeat it for several", Form: question.Text,
			Many: question.Repeated, Most: len(levels), Example: "borders=2"},
		choice("treat", "outliers: as they are, or drawn in to the next figure (winsorise)", composite.Treatments),
		choice("lacking", "figures that an economy lacks: left out, or the others' median", composite.Lackings),
		choice("normalise", "scale of figures: between the least and the most, z-scores, or ranks",
			composite.Normalisations),
		choice("weigh", "weights: each level alike, each figure alike, or by principal components", composite.Weighings),
		choice("aggregate", "over levels: arithmetic or geometric mean, or economies beaten less those lost to (copeland)",
			composite.Aggregations),
		{
			Name:    "cover",
			Doc:     "economies with a smaller part of the figures are left out",
			Form:    question.Share,
			Default: "60%",
			Example: "30%",
		},
		{Name: "draws", Doc: "how often the index is made again", Form: question.Whole, Min: 100, Max: draws.Most,
			Default: "1000", Example: "200"},
		{Name: "seed", Doc: "of the draws: the same seed gives the same draws", Form: question.Whole, Min: 0, Max: 1 << 53,
			Default: "1", Example: "2"},
	},
	Levels: []question.Level{
		{
			ID:   "index",
			Keys: []string{"economy"},
			Doc:  "an economy's rank, its interval, its index and the levels it is made of",
		},
		{ID: "parts", Keys: []string{"economy", "figure"}, Doc: "a figure of an economy, as published, and what it adds"},
		{ID: "choices", Keys: []string{"choice", "option"}, Doc: "the economy's mean rank under a choice"},
	},
	Examples: []question.Example{
		{Args: "competitiveness VNM", Gives: "its levels, its rank among ESCAP's members, and what that rests on"},
		{Args: "competitiveness VNM --peers ASEAN --industry c4", Gives: "among ASEAN, with its clothing industry"},
		{Args: "competitiveness IDN --level parts -o parts.csv", Gives: "every figure behind it, into a file"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		each := 5e-5 * float64(len(ranges[r.One("level")]))
		if n := len(r.All("only")); n > 0 {
			each *= float64(n) / float64(len(levels))
		}
		return question.Work{Seconds: .04 + each*float64(r.Whole("draws"))}, nil
	},
	Answer: answer,
}

func choice(name, doc string, values []string) question.Param {
	return question.Param{Name: name, Doc: doc, Form: question.Text, Values: values, Default: values[0],
		Example: values[len(values)-1]}
}

// asked is the question being answered.
type asked struct {
	*question.Request
	ctx      context.Context
	economy  economies.Economy
	industry string
	figures  []*figure
	data     *composite.Data
	cells    [][]cell // by figure and economy
	without  []string // too few figures of them
	alike    []string // figures that tell no economies apart
	index    *composite.Index
	weights  composite.Weights

	all, choices, bounds *composite.Ranges
}

func answer(ctx context.Context, r *question.Request) (*question.Answer, error) {
	a := &asked{Request: r, ctx: ctx}
	for _, step := range []func() error{a.choose, a.gather, a.compute} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	frames := map[string]func() *result.Frame{"index": a.indexFrame, "parts": a.partsFrame, "choices": a.choicesFrame}
	f := frames[r.One("level")]()
	a.about(f)
	out := &question.Answer{Frames: []*result.Frame{f}}
	if r.Prose && r.One("level") == "index" {
		out.Prose = a.prose(say.In(r.Language), f)
	}
	return out, nil
}

// choose reads what was chosen.
func (a *asked) choose() (err error) {
	if a.economy, err = economies.Resolve(a.One("economy")); err != nil {
		return err
	}
	if a.industry = a.One("industry"); a.industry == "" {
		a.industry = largest(a.economy.Code, a.lastYear())
	}
	if a.weights, err = weightsOf(a.All("weight")); err != nil {
		return err
	}
	a.figures = atHand(a.industry, a.lastYear())
	for _, path := range a.All("indicators") {
		own, err := fromFile(path, a.lastYear())
		if err != nil {
			return err
		}
		if a.figures, err = joined(a.figures, own); err != nil {
			return err
		}
	}
	return nil
}

// lastYear is the last year whose figures count.
func (a *asked) lastYear() int {
	if y := a.Whole("year"); y > 0 {
		return y
	}
	return 9999
}

func weightsOf(texts []string) (composite.Weights, error) {
	out := composite.Weights{}
	for _, text := range texts {
		name, number, _ := strings.Cut(text, "=")
		v, err := strconv.ParseFloat(number, 64)
		bad := &fault.Error{Kind: fault.Invalid, Param: "weight", Where: question.Shortened(text)}
		switch {
		case !slices.Contains(levels, name):
			bad.What, bad.Fix = "there is no such level", fault.Suggest(name, levels,
				fault.Say("Levels are %s", strings.Join(levels, ", ")))
			return nil, bad
		case err != nil || !(v > 0) || v > 1e6:
			bad.What, bad.Fix = "it is no weight above 0", "For instance {weight=borders=2}"
			return nil, bad
		}
		out[name] = v
	}
	return out, nil
}

// compute makes the index as chosen, and its ranges.
func (a *asked) compute() (err error) {
	c := composite.Choices{Treat: a.One("treat"), Lacking: a.One("lacking"), Normalise: a.One("normalise"),
		Weigh: a.One("weigh"), Aggregate: a.One("aggregate")}
	if a.index, err = a.data.Index(c, a.weights); err != nil {
		return err
	}
	for _, of := range ranges[a.One("level")] {
		made, err := a.data.Ranges(a.ctx, a.index, a.weights, of, a.Whole("draws"), uint64(a.Whole("seed")))
		if err != nil {
			return err
		}
		switch of {
		case overAll:
			a.all = made
		case overChoices:
			a.choices = made
		case overBounds:
			a.bounds = made
		}
	}
	return nil
}

var (
	overAll     = composite.Varied{Choices: true, Bounds: true}
	overChoices = composite.Varied{Choices: true}
	overBounds  = composite.Varied{Bounds: true}

	// ranges are those that the rows of a level need, each drawn apart.
	ranges = map[string][]composite.Varied{"index": {overAll, overChoices, overBounds}, "choices": {overChoices}}
)

// units are the economies to stand among, the one asked about first, then by code.
func (a *asked) units() ([]string, error) {
	var out []string
	for _, name := range a.All("peers") {
		if economies.IsGroup(name) {
			g, err := economies.GroupOf(name, a.Whole("year"))
			if err != nil {
				return nil, err
			}
			out = append(out, g.Members...)
			continue
		}
		e, err := economies.Resolve(name)
		if err != nil {
			return nil, err
		}
		out = append(out, e.Code)
	}
	if len(out) == 0 {
		for _, e := range economies.All() {
			if member, associate := economies.ESCAP(e.Code); member || associate {
				out = append(out, e.Code)
			}
		}
	}
	slices.Sort(out)
	out = slices.DeleteFunc(slices.Compact(out), func(c string) bool { return c == a.economy.Code })
	return append([]string{a.economy.Code}, out...), nil
}

// gather collects figures of all economies and leaves out economies of which too little is known.
//
// Error: fault.NotFound where that is the one asked about, or all others.
func (a *asked) gather() error {
	units, err := a.units()
	if err != nil {
		return err
	}
	part, err := share.ParsePart(a.One("cover"))
	if err != nil {
		return &fault.Error{Kind: fault.Invalid, Param: "cover", Where: a.One("cover"), What: fault.Said(err)}
	}
	a.figures = slices.DeleteFunc(a.figures, func(f *figure) bool { // what nobody has, or nobody asked for
		if only := a.All("only"); len(only) > 0 && !slices.Contains(only, f.level) {
			return true
		}
		return !slices.ContainsFunc(units, func(u string) bool { return f.of(u).known() })
	})
	var keep []string
	for _, u := range units {
		have := 0
		for _, f := range a.figures {
			if f.of(u).known() {
				have++
			}
		}
		switch {
		case have > 0 && float64(have) >= part*float64(len(a.figures)):
			keep = append(keep, u)
		case u == a.economy.Code:
			return &fault.Error{Kind: fault.NotFound, Param: "economy", Where: a.economy.Name,
				What: fault.Say("%d of %d figures are known of it", have, len(a.figures)),
				Why:  "An index of few figures says little, and economies with few are left out",
				Fix:  "{cover=30%} takes economies with fewer; {indicators=FILE} adds figures of your own"}
		default:
			a.without = append(a.without, u)
		}
	}
	if len(keep) < 2 {
		return &fault.Error{Kind: fault.NotFound, Param: "peers", Where: strings.Join(a.All("peers"), ", "),
			What: "too little is known of all of them", Fix: "Name others, or take less with {cover=30%}"}
	}
	a.figures = slices.DeleteFunc(a.figures, func(f *figure) bool {
		if f.tellsApart(keep) {
			return false
		}
		a.alike = append(a.alike, f.id)
		return true
	})
	if len(a.figures) == 0 {
		return &fault.Error{Kind: fault.Inconsistent, Param: "peers", Where: strings.Join(a.alike, ", "),
			What: "every figure is the same for all, or known of one economy alone", Why: "An index ranks by differences",
			Fix: "Name other peers, or add figures with {indicators=FILE}"}
	}
	a.fill(keep)
	return nil
}

// tellsApart reports whether a figure differs among economies, in its value or its bounds, and is known of two.
func (f *figure) tellsApart(units []string) bool {
	var first *cell
	for _, u := range units {
		c := f.of(u)
		switch {
		case !c.known():
		case first == nil:
			first = &c
		case c.value != first.value || c.low < c.high || first.low < first.high:
			return true
		}
	}
	return false
}

// fill lays figures out for the index.
func (a *asked) fill(units []string) {
	a.data = &composite.Data{Units: units}
	for _, f := range a.figures {
		if !slices.Contains(a.data.Pillars, f.level) {
			a.data.Pillars = append(a.data.Pillars, f.level)
		}
		ind := composite.Indicator{ID: f.id, Pillar: f.level, Lower: f.lower, Covers: f.covers}
		var row []cell
		bounded := false
		for _, u := range units {
			c := f.of(u)
			row = append(row, c)
			ind.Values, ind.Low, ind.High = append(ind.Values, c.value), append(ind.Low, c.low), append(ind.High, c.high)
			bounded = bounded || c.low < c.high
		}
		if !bounded {
			ind.Low, ind.High = nil, nil
		}
		a.cells = append(a.cells, row)
		a.data.Indicators = append(a.data.Indicators, ind)
	}
	slices.SortFunc(a.data.Pillars, func(x, y string) int { return slices.Index(levels, x) - slices.Index(levels, y) })
}
