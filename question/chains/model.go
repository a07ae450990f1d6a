package chains

import (
	"context"
	"fmt"
	"ikat/chain"
	"ikat/engine"
	"ikat/leontief"
	"ikat/question/borders"
	"ikat/result"
	"slices"
	"strings"
)

// model is a model of chains with what it rests on.
type model struct {
	*borders.Applied
	model *chain.Model
	notes []result.Note
	days  *chain.DayDistribution
}

// modelOf is the model of a table's chains, the one kept where there is one.
func modelOf(ctx context.Context, e *engine.Engine, q Request, p engine.Progress) (*model, error) {
	choice := q.Border.WithDefaults()
	s, err := e.System(ctx, q.Table, leontief.Options{}, p)
	if err != nil {
		return nil, err
	}
	borders := choice.Key()
	if borders == "" {
		return newModel(ctx, s, choice, p)
	}
	p, silence := p.WhileAsked()
	defer silence()
	// The system stands for the table's content: as long as a model of it is kept, no other can have its address.
	return engine.Remember(
		ctx,
		e,
		fmt.Sprintf("%s %s %p", q.Table, borders, s),
		func(ctx context.Context) (*model, error) {
			return newModel(ctx, s, choice, p)
		},
	)
}

// newModel makes the model of chains of a system, and what every product's chain takes from it.
func newModel(ctx context.Context, s *leontief.System, choice borders.Choice, p engine.Progress) (*model, error) {
	applied, err := borders.Apply(s, choice)
	if err != nil {
		return nil, err
	}
	w := &model{Applied: applied}
	p.Tell("solving prices with borders")
	if w.model, err = chain.New(ctx, s, w.Borders, w.Choice.Thetas); err != nil {
		return nil, err
	}
	p.Tell("following the days of every product")
	if w.days, err = w.model.DayDistribution(ctx, w.model.BinsNeeded()); err != nil {
		return nil, err
	}
	w.notes = append(chainNotes(s, applied), negativeShares(s, w.model)...)
	return w, nil
}

// negativeShares warns of sectors whose negative value added enters the distribution of days as a probability.
func negativeShares(s *leontief.System, m *chain.Model) []result.Note {
	var names []string
	for _, j := range m.NegativeShares() {
		names = append(names, s.Sector(j))
	}
	if len(names) == 0 {
		return nil
	}
	return []result.Note{
		result.Warning("chain.negative-shares", "value added is negative in {sectors}, and the distribution "+
			"of days reads it as a probability: where they supply, days within which a share of the value stays are no "+
			"more than "+
			"indicative", "sectors", strings.Join(names, " ")),
	}
}

// chainNotes says what the numbers assume.
func chainNotes(s *leontief.System, w *borders.Applied) []result.Note {
	days := borders.Percents(w.Choice.Thetas)
	f := &result.Frame{}
	if w.Borders.Costs != nil {
		f.Note("chain.levels-by-industry", "low, central and high: what a day costs, what travels in containers and what "+
			"is in one, by industry (a day: {days} of a good's value on average); goods in bulk pass no container procedures; "+
			"sea transit is left out, and so are tariffs unless a table of them is given", "days", days)
	} else {
		f.Note("chain.levels", "levels run over {days} of a good's value a day; ranks say how often they hold over these",
			"days", days)
		f.Note("chain.container", "a container is taken to be worth US$ {worth}; sea transit is left out, and so are "+
			"tariffs unless a table of them is given", "worth", w.Choice.Container)
	}
	f.Note("chain.fees", "fees and charges are paid; a day's cost is what buyers would pay to save it. Handling and "+
		"haulage that the table already counts as purchases are counted again in a border table's US$")
	if apart := w.Table.Year - s.Table.Year; w.Table.Year > 0 && s.Table.Year > 0 && (apart > 2 || apart < -2) {
		f.Warn("chain.years-apart", "the border table is of {border}, the table of {year}", "border", w.Table.Year,
			"year", s.Table.Year)
	}
	f.Notes = append(f.Notes, w.Table.WithinUnions(s.Codes(), nil)...)
	switch {
	case len(w.Filled.Excluded) > 0:
		f.Warn("chain.excluded", "no border data on {list}: excluded, so that goods from and to them cross borders free",
			"list", strings.Join(w.Filled.Excluded, " "))
	case len(w.Filled.Assumed) > 0:
		f.Note("chain.assumed", "no border data on {list}: assumed to be {rule}. Such a side is never called the weakest",
			"list", strings.Join(w.Filled.Assumed, " "), "rule", w.Filled.Rule)
	}
	for _, set := range w.Sets {
		var in []string
		for _, c := range set {
			if slices.Contains(s.Codes(), c) {
				in = append(in, c)
			}
		}
		if len(in) > 1 {
			f.Note("chain.no-procedures", "no border procedures among {list}", "list", strings.Join(in, " "))
		}
	}
	var goods []string
	for k, code := range s.Industries {
		for i := range s.N() {
			if s.Industry[i] == k && w.Borders.Goods[i] {
				goods = append(goods, s.Table.IndustryName(code))
				break
			}
		}
	}
	f.Note("chain.goods", "industries whose sales pass border procedures: {list}", "list", strings.Join(goods, "; "))
	return f.Notes
}

// stamp adds notes and provenance.
func stamp(e *engine.Engine, f *result.Frame, w *model, question string) {
	c := w.Choice
	f.Notes = append(f.Notes, w.notes...)
	f.Notes = append(f.Notes, engine.Notes(w.model.Sys)...)
	f.Provenance.Program, f.Provenance.Question = e.Program(), question
	f.Provenance.Parameters = append(
		c.Parameters(),
		result.Parameter{Name: "missing", Value: c.Missing},
		result.Parameter{Name: "borderless", Value: strings.Join(c.Borderless, "; ")},
		result.Parameter{Name: "benchmark", Value: w.Best},
	)
	f.Provenance.Sources = []result.Source{engine.SourceOf(w.model.Sys.Table), w.Table.Given()}
	f.Provenance.References = []string{
		"Rouzet, Miroudot (2013), OECD Trade Policy Papers 162",
		"Diakantoni, Escaith, Roberts, Verbeet (2017), WTO Staff Working Paper ERSD-2017-05",
		"Muradov (2017), cumulative trade costs",
		"Yi (2003), Journal of Political Economy 111",
	}
}
