package trade

import (
	"context"
	"math"
	"slices"
	"strings"

	"ikat/chain"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/pages"
	"ikat/leontief"
	"ikat/question"
	"ikat/question/borders"
	"ikat/ranking"
	"ikat/result"
	"ikat/scenario"
)

// Ranking asks which borders are worth most to mend.
type Ranking struct {
	Table string
	// an economy, several separated by commas, a sector ECONOMY_INDUSTRY (its value added), sme:ECONOMY, or world
	For        string
	Statistics []string // files of firm-size statistics, for sme:ECONOMY
	By         string   // link, pair, export-side, import-side, industry, door
	Door       string   // keep only links through this door of an economy whose firms are divided; "" for all
	Industries []string // keep only links of these industries; goods and services stand for many
	Exporters  []string // keep only links from these economies, or from one class of their firms: KOR/sme
	Importers  []string // keep only links to these economies, or to one door of them: KOR/large
	Top        int
	// by which mending lowers the delivery cost of a link: 0.05 is five per cent; 0 mends borders to their benchmark
	Cut float64
	// what borders cost and what mending brings them down to, where Cut is 0; its first Theta is used
	Border       borders.Choice
	Elasticities []string
	Deficits     string // held or purged
	UseSpecific  bool
	Draws        int // how often what is not known is drawn, 0 for the elasticity sets and costs of a day alone
	Seed         uint64
}

// Work is about how much the ranking takes.
func (q Ranking) Work(e *engine.Engine) question.Work {
	top, solved := float64(q.Top), float64(min(q.Draws, exactDraws+checkedDraws))
	perLink := 4e-6 + 3e-7*top + 1e-6*float64(q.Draws) + 1.5e-7*top*solved
	if q.UseSpecific {
		perLink *= 4
	}
	if q.Cut == 0 { // several costs of a day
		perLink *= 1.6
	}
	return question.Work{Solutions: q.Top, Seconds: .01 + perLink*question.ShapeOf(e, q.Table).Links()}
}

// RankBy are the ways in which links are taken together.
var RankBy = []string{"link", "pair", "export-side", "import-side", "industry", "door"}

// RankLinks orders the world's international links, or bundles of them, by what lower delivery costs on them are worth
// to an outcome: by the exact gain, for which as many are solved as could be among the first.
//
// Error: fault.Invalid and NotFound for what the question names wrongly; fault.Unsolved.
func RankLinks(ctx context.Context, e *engine.Engine, q Ranking, p engine.Progress) (*result.Frame, error) {
	r, asked, err := prepared(ctx, e, q, p)
	if err != nil {
		return nil, err
	}
	p.Tell("solving changes exactly")
	out, err := ranking.Run(ctx, asked)
	if err != nil {
		return nil, err
	}
	f := out.Frame(r.t.Money(), r.By == "link" || r.By == "pair" || r.By == "export-side")
	r.describe(f, out)
	r.addFirms(f, out)
	if err := r.addLines(f, out); err != nil {
		return nil, err
	}
	f.Provenance.Program = e.Program()
	f.Provenance.Sources = []result.Source{engine.SourceOf(r.t)}
	return f, nil
}

// QuestionOf is a ranking as package ranking asks it.
//
// Error: as RankLinks, for what it names wrongly.
func QuestionOf(ctx context.Context, e *engine.Engine, q Ranking) (ranking.Question, error) {
	_, asked, err := prepared(ctx, e, q, nil)
	return asked, err
}

// prepared reads a ranking and makes the question of it.
func prepared(ctx context.Context, e *engine.Engine, q Ranking, p engine.Progress) (*links, ranking.Question, error) {
	var none ranking.Question
	t, err := e.Table(ctx, q.Table, p)
	if err != nil {
		return nil, none, err
	}
	r := &links{Ranking: q, t: t, groups: map[string]bool{}}
	if err := r.check(); err != nil {
		return nil, none, err
	}
	if err := r.whose(); err != nil {
		return nil, none, err
	}
	if err := mend(ctx, e, r, p); err != nil {
		return nil, none, err
	}
	asked, err := r.question(ctx)
	return r, asked, err
}

// links is a question being answered.
type links struct {
	Ranking
	t      *icio.Table
	repair counterfactual.Repair
	notes  []result.Note
	divided
	mended  []float64        // links of whole economies: ln of the delivery cost after mending over that before, 0 or less
	others  [][]float64      // the same at other costs of a day, for the range
	mending result.Note      // in words
	at      *borders.Applied // what borders cost, where mending is to a benchmark
	drawn   result.Clauses   // what is drawn
	gain    string           // whose gain the ranking is by, in words
	groups  map[string]bool  // names that were asked about: whether they stand for several economies
}

func (r *links) check() error {
	invalid := func(param, what, fix string) error {
		return &fault.Error{Kind: fault.Invalid, Param: param, What: what, Fix: fix}
	}
	switch {
	case !slices.Contains(RankBy, r.By):
		return invalid(
			"by",
			fault.Say("links cannot be taken together by %q", r.By),
			fault.Suggest(r.By, RankBy, fault.Say("It takes %s", strings.Join(RankBy, ", "))),
		)
	case r.Top < 1:
		return invalid("top", fault.Say("%d rows are no ranking", r.Top), "Give it a number above zero")
	case !(r.Cut >= 0 && r.Cut < 1):
		return invalid(
			"cut",
			fault.Say("costs cannot fall by %g%%", 100*r.Cut),
			"It takes a percentage between 0 and 100, such as 5%",
		)
	case r.Draws < 0 || r.Draws == 1 || r.Draws > draws.Most:
		return invalid(
			"draws",
			fault.Say("%d draws give no interval", r.Draws),
			fault.Say("It takes 2 to %d", draws.Most),
		)
	case r.Deficits != "held" && r.Deficits != "purged":
		return invalid("deficits", fault.Say("deficits cannot be %q", r.Deficits), "It takes held or purged")
	}
	return nil
}

// mend fills mended: by a common cut, or border by border down to a benchmark.
func mend(ctx context.Context, e *engine.Engine, r *links, p engine.Progress) error {
	G, N := r.t.G(), r.t.N()
	r.mended = make([]float64, N*G*G)
	if r.Cut > 0 {
		r.mending = result.NewNote("mending.cut", "{cut}% lower delivery cost", "cut", 100*r.Cut)
		for l := range r.mended {
			r.mended[l] = math.Log(1 - r.Cut)
		}
		return nil
	}
	s, err := e.System(ctx, r.Table, leontief.Options{}, p)
	if err != nil {
		return err
	}
	w, err := borders.Apply(s, r.Border)
	if err != nil {
		return err
	}
	b, filled := w.Borders, w.Filled
	r.at = w
	theta := w.Choice.Thetas[0]
	switch {
	case b.Costs != nil:
		theta = middle(w.Choice.Thetas)
	case len(r.Border.Thetas) == 0:
		theta = float64(scenario.DayCosts[0])
	}
	r.mended = r.fall(b, w.Benchmark, theta)
	for _, other := range w.Choice.Thetas {
		if other != theta {
			r.others = append(r.others, r.fall(b, w.Benchmark, other))
		}
	}
	values := []any{"table", w.Table.InWords(), "best", w.Best, "day", borders.Percents([]float64{theta}),
		"days", borders.Percents(w.Choice.Thetas)}
	r.mending = result.NewNote("mending.day", "border procedures of {table} no worse than {best}, where a day costs "+
		"{day} of a good's value; low and high run over {days} too", values...)
	if b.Costs != nil {
		r.mending = result.NewNote("mending.costs", "border procedures of {table} no worse than {best}, at central costs of "+
			"days and containers by industry (a day: {day} of a good's value on average); low and high run over {days} too",
			values...)
	}
	if len(filled.Assumed) > 0 {
		r.notes = append(r.notes, result.Warning("borders.assumed", "border procedures of {list} are assumed: {rule}",
			"list", strings.Join(filled.Assumed, ", "), "rule", filled.Rule))
	}
	return nil
}

// middle is the central one of some levels, low to high.
func middle(levels []float64) float64 { return levels[(len(levels)-1)/2] }

// fall returns, by link, ln of the cost of delivery at a benchmark over what it is, when a day costs theta.
func (r *links) fall(b *chain.Borders, best chain.Benchmark, theta float64) []float64 {
	G, N := r.t.G(), r.t.N()
	out := make([]float64, N*G*G)
	for l := range out {
		j, n, i := l/(G*G), l/G%G, l%G
		if n == i {
			continue
		}
		k := i*N + j
		exports, imports := b.Above(best, theta, k, i, n)
		switch r.By {
		case "export-side":
			imports = 0
		case "import-side":
			exports = 0
		case "door": // an economy's own side of the border
			if slices.Contains(r.economies, i) {
				imports = 0
			} else if slices.Contains(r.economies, n) {
				exports = 0
			}
		}
		out[l] = math.Log1p(-(exports + imports) / (1 + b.Rate(theta, k, i, n)))
	}
	return out
}

// mostSolved is how many changes are solved at most to find the first ones.
const mostSolved = 400

// exactDraws and checkedDraws are in how many draws rows are solved exactly, and solved again to check the surrogate.
const exactDraws, checkedDraws = 100, 50

// question makes the question of what was read.
func (r *links) question(ctx context.Context) (ranking.Question, error) {
	var q ranking.Question
	theta, notes, err := ThetaOf(r.t, r.Elasticities[0])
	if err != nil {
		return q, err
	}
	r.notes = append(r.notes, notes...)
	central, err := r.linear(ctx, theta)
	if err != nil {
		return q, err
	}
	if _, r.gain, err = r.outcome(central.Base()); err != nil {
		return q, err
	}
	q = ranking.Question{
		Linear:  central,
		Outcome: r.outcomeOf,
		Fall:    spread(central.Base(), r.mended),
		Top:     r.Top,
		Most:    max(mostSolved, 2*r.Top),
	}
	q.Other = func(ctx context.Context, theta []float64) (*counterfactual.Linear, error) {
		if r.Deficits == "purged" {
			return r.linear(ctx, theta)
		}
		return central.WithTheta(ctx, theta)
	}
	if q.Bundles, err = r.bundle(central); err != nil {
		return q, err
	}
	for _, set := range r.Elasticities[1:] {
		theta, notes, err := ThetaOf(r.t, set)
		if err != nil {
			return q, err
		}
		r.notes = append(r.notes, notes...)
		q.Range = append(q.Range, ranking.Setting{Name: set, Theta: theta})
	}
	for _, fall := range r.others {
		q.Range = append(q.Range, ranking.Setting{Fall: spread(central.Base(), fall)})
	}
	if r.Draws > 0 {
		if q.Draws, err = r.draws(central.Base()); err != nil {
			return q, err
		}
	}
	return q, nil
}

// linear calibrates and linearises the model.
func (r *links) linear(ctx context.Context, theta []float64) (*counterfactual.Linear, error) {
	b, err := r.baseline(ctx, theta)
	if err != nil {
		return nil, err
	}
	return b.Linearise(ctx, counterfactual.Held)
}

func (r *links) baseline(ctx context.Context, theta []float64) (*counterfactual.Baseline, error) {
	b, repair, err := r.undivided(ctx, theta)
	if err != nil {
		return nil, err
	}
	r.repair = repair
	return r.divide(b)
}

func (r *links) undivided(ctx context.Context, theta []float64) (*counterfactual.Baseline, counterfactual.Repair,
	error) {
	b, repair, err := counterfactual.FromTable(r.t, counterfactual.Calibration{Theta: theta,
		UseSpecific: r.UseSpecific})
	if err == nil && r.Deficits == "purged" {
		b, err = b.Purge(ctx)
	}
	return b, repair, err
}

// bundle takes the links asked for together.
func (r *links) bundle(central *counterfactual.Linear) ([]ranking.Bundle, error) {
	b := central.Base()
	file, lacking, err := r.restricted()
	if err != nil {
		return nil, err
	}
	for _, g := range lacking {
		r.notes = append(r.notes, engine.OfGroup(r.t, g)...)
	}
	sel, err := file.Select(b, "$", r.restriction())
	if err != nil {
		return nil, err
	}
	flows := central.Flows()
	var links []int
	r.eachLink(b, sel, func(l int) {
		if flows[l] != 0 {
			links = append(links, l)
		}
	})
	out := r.bundled(b, links)
	if len(out) == 0 {
		return nil, &fault.Error{
			Kind:  fault.NotFound,
			Where: "ikat rank",
			What:  "there is no trade on the links asked for",
			Fix:   "Choose other exporters, importers or industries",
		}
	}
	return out, nil
}

// bundled takes links together that have one rank. Where no economy is divided each link has its own.
func (r *links) bundled(b *counterfactual.Baseline, links []int) []ranking.Bundle {
	if r.By == "link" && b.D() == b.G() {
		out := pages.With[ranking.Bundle](len(links))
		for k, l := range links {
			out = append(out, r.named(b, r.endsOf(b, l)))
			out[k].Links = links[k : k+1 : k+1]
		}
		return out
	}
	found := map[ends]int{}
	var out []ranking.Bundle
	for _, l := range links {
		key := r.together(r.endsOf(b, l))
		at, ok := found[key]
		if !ok {
			at = len(out)
			found[key] = at
			out = append(out, r.named(b, key))
		}
		out[at].Links = append(out[at].Links, l)
	}
	return out
}

// all stands for every seller, buyer or industry.
const all = -1

// together takes the ends of links that have one rank together.
func (r *links) together(e ends) ends {
	switch r.By {
	case "door":
		e.industry = all
		switch e.door {
		case "exports":
			e.to = all
		case "imports":
			e.from = all
		}
	case "pair":
		e.industry = all
	case "export-side":
		e.to, e.industry = all, all
	case "import-side":
		e.from, e.industry = all, all
	case "industry":
		e.from, e.to = all, all
	}
	return e
}

// named is an empty bundle of links with the same ends; * stands for all. Groups of economies have no rank.
func (r *links) named(b *counterfactual.Baseline, e ends) ranking.Bundle {
	seller, buyer := func(n int) string { return b.Economies[n] }, func(n int) string { return b.Economies[n] }
	if r.apart {
		seller, buyer = b.SupplierName, b.DoorName
	}
	name := func(at int, of func(int) string) string {
		if at == all {
			return "*"
		}
		return of(at)
	}
	out := ranking.Bundle{Exporter: name(e.from, seller), Importer: name(e.to, buyer),
		Industry: name(e.industry, func(j int) string { return b.Industries[j] }), Door: e.door}
	out.Assumed = r.assumed(out.Exporter, out.Importer)
	out.Unranked = r.isGroup(out.Exporter) || r.isGroup(out.Importer)
	return out
}

// isGroup reports whether a name stands for several economies; each is looked up once, however many links it has.
func (r *links) isGroup(name string) bool {
	is, known := r.groups[name]
	if !known {
		is = economies.IsAggregate(name)
		r.groups[name] = is
	}
	return is
}

// assumed says which sides of a border that is mended to a benchmark rest on an assumption.
func (r *links) assumed(exporter, importer string) string {
	if r.at == nil {
		return ""
	}
	var sides []string
	for _, side := range []struct{ code, name string }{{exporter, "export"}, {importer, "import"}} {
		if code, _, _ := strings.Cut(side.code, "/"); slices.Contains(r.at.Filled.Assumed, code) {
			sides = append(sides, side.name)
		}
	}
	return strings.Join(sides, " and ")
}
