package engine

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sort"
	"strings"

	"golang.org/x/sync/errgroup"

	"ikat/chain"
	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/result"
	"ikat/sme"
)

// Ranking asks which borders are worth most to mend.
type Ranking struct {
	Table        string
	For          string   // an economy, several separated by commas, a sector ECONOMY_INDUSTRY (its value added), sme:ECONOMY, or world
	Statistics   []string // files of firm-size statistics, for sme:ECONOMY
	By           string   // link, pair, export-side, import-side, industry
	Industries   []string // keep only links of these industries; goods and services stand for many
	Exporters    []string // keep only links from these economies
	Importers    []string // keep only links to these economies
	Top          int
	Cut          float64      // by which mending lowers the delivery cost of a link: 0.05 is five per cent; 0 mends borders to their benchmark
	Border       BorderChoice // what borders cost and what mending brings them down to, where Cut is 0; its first Theta is used
	Elasticities []string
	Deficits     string // held or purged
	UseSpecific  bool
}

// RankBy are the ways in which links are taken together.
var RankBy = []string{"link", "pair", "export-side", "import-side", "industry"}

// bundle is what has one rank: some links, and the codes of what they share.
type bundle struct {
	links      []int
	derivative []float64 // by elasticity set: per cent for one per cent lower cost
	gain       []float64 // by elasticity set: per cent for mending, to first order
}

// Rank orders the world's international links, or bundles of them, by what lower delivery costs on them are worth to an
// outcome, and solves the model again for each of the first ones.
//
// The derivative of the outcome with respect to every link comes from one factorisation and one adjoint solve for each
// elasticity set; the exact figures from one full solve for each bundle shown.
//
// Error: fault.Invalid and NotFound for what the question names wrongly; fault.Unsolved.
func (e *Engine) Rank(ctx context.Context, q Ranking, p Progress) (*result.Frame, error) {
	t, err := e.Table(ctx, q.Table, p)
	if err != nil {
		return nil, err
	}
	r := &ranking{Ranking: q, t: t}
	if err := r.check(); err != nil {
		return nil, err
	}
	if err := e.mend(ctx, r, p); err != nil {
		return nil, err
	}
	if economy, ok := ForFirms(q.For); ok {
		if r.firms, err = e.firmsOf(ctx, q.Table, economy, q.Statistics, p); err != nil {
			return nil, err
		}
	}
	tell(p, "differentiating the model")
	if err := r.differentiate(ctx); err != nil {
		return nil, err
	}
	tell(p, fmt.Sprintf("solving %d changes exactly", len(r.bundles)))
	if err := r.solve(ctx); err != nil {
		return nil, err
	}
	f := r.frame()
	r.describe(f)
	r.addFirms(f)
	f.Provenance.Program = "ikat " + e.version
	f.Provenance.Sources = []result.Source{SourceOf(t)}
	return f, nil
}

// ranking is a question being answered.
type ranking struct {
	Ranking
	t       *icio.Table
	bundles []*bundle // the top ones, best first
	of      int       // how many there were
	base    *counterfactual.Baseline
	outcome counterfactual.Functional
	repair  counterfactual.Repair
	notes   []string
	exact   []*counterfactual.Outcome // by bundle
	firms   *firms                    // where the outcome is small firms' income
	flows   []float64                 // links: trade in the baseline
	mended  []float64                 // links: ln of the delivery cost after mending over that before, 0 or less
	others  [][]float64               // the same at the other costs of a day, for the range
	mending string                    // in words
}

func (r *ranking) check() error {
	invalid := func(where, what, fix string) error {
		return &fault.Error{Kind: fault.Invalid, Where: where, What: what, Fix: fix}
	}
	switch {
	case !has(RankBy, r.By):
		return invalid("--by", fmt.Sprintf("links cannot be taken together by %q", r.By), fault.Suggest(r.By, RankBy, "It takes "+strings.Join(RankBy, ", ")))
	case r.Top < 1:
		return invalid("--top", fmt.Sprintf("%d rows are no ranking", r.Top), "Give it a number above zero")
	case !(r.Cut >= 0 && r.Cut < 1):
		return invalid("--cut", fmt.Sprintf("costs cannot fall by %g", r.Cut), "It takes a percentage between 0 and 100, such as 5%")
	case r.Deficits != "held" && r.Deficits != "purged":
		return invalid("--deficits", fmt.Sprintf("deficits cannot be %q", r.Deficits), "It takes held or purged")
	}
	return nil
}

// mend fills mended: by a common cut, or border by border down to a benchmark.
func (e *Engine) mend(ctx context.Context, r *ranking, p Progress) error {
	G, N := r.t.G(), r.t.N()
	r.mended = make([]float64, N*G*G)
	if r.Cut > 0 {
		r.mending = fmt.Sprintf("%g%% lower delivery cost", 100*r.Cut)
		for l := range r.mended {
			r.mended[l] = math.Log(1 - r.Cut)
		}
		return nil
	}
	s, err := e.System(ctx, r.Table, leontief.Options{}, p)
	if err != nil {
		return err
	}
	w := &chained{choice: r.Border.withDefaults()}
	theta := w.choice.Thetas[0]
	if len(r.Border.Thetas) == 0 {
		theta = dayCosts[0]
	}
	b, filled, err := e.applyBorders(s, w)
	if err != nil {
		return err
	}
	r.mended = r.fall(b, w.benchmark, theta)
	for _, other := range w.choice.Thetas {
		if other != theta {
			r.others = append(r.others, r.fall(b, w.benchmark, other))
		}
	}
	r.mending = fmt.Sprintf("border procedures of %s no worse than %s, where a day costs %g%% of a good's value; low and high run over %s too", w.table.Name, w.bestName, 100*theta, Percents(w.choice.Thetas))
	if len(filled.Assumed) > 0 {
		r.notes = append(r.notes, fmt.Sprintf("border procedures of %s are assumed: %s", strings.Join(filled.Assumed, ", "), filled.Rule))
	}
	return nil
}

// fall returns, by link, ln of the cost of delivery at a benchmark over what it is, when a day costs theta.
func (r *ranking) fall(b *chain.Borders, best chain.Benchmark, theta float64) []float64 {
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
		}
		out[l] = math.Log1p(-(exports + imports) / (1 + b.Rate(theta, k, i, n)))
	}
	return out
}

// costCut returns by how much mending lowers the delivery cost of a bundle, a mean weighted by trade.
func (r *ranking) costCut(one *bundle) float64 {
	var cut, trade float64
	for _, l := range one.links {
		cut += r.flows[l] * (1 - math.Exp(r.mended[l]))
		trade += r.flows[l]
	}
	return cut / trade
}

// differentiate fills bundles with the top ones under the first elasticity set, and their derivatives under all.
func (r *ranking) differentiate(ctx context.Context) error {
	var all []*bundle
	for v, set := range r.Elasticities {
		b, err := r.baseline(ctx, set)
		if err != nil {
			return err
		}
		f, err := r.outcomeOf(b)
		if err != nil {
			return err
		}
		linear, err := b.Linearise(ctx, counterfactual.Held)
		if err != nil {
			return err
		}
		g, err := linear.Gradients(ctx, []counterfactual.Functional{f})
		if err != nil {
			return err
		}
		if v == 0 {
			r.base, r.outcome, r.flows = b, f, b.Flows()
			if all, err = r.bundle(b); err != nil {
				return err
			}
		}
		for _, one := range all {
			var d float64
			for _, l := range one.links {
				d -= g[0][l]
			}
			one.derivative = append(one.derivative, d)
			for _, mended := range append([][]float64{r.mended}, r.others...) {
				var gain float64
				for _, l := range one.links {
					gain += 100 * g[0][l] * mended[l]
				}
				one.gain = append(one.gain, gain)
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].gain[0] > all[j].gain[0] })
	r.of, r.bundles = len(all), all[:min(r.Top, len(all))]
	return nil
}

func (r *ranking) baseline(ctx context.Context, set string) (*counterfactual.Baseline, error) {
	theta, note, err := Elasticities(r.t, set)
	if err != nil {
		return nil, err
	}
	if note != "" {
		r.notes = append(r.notes, note)
	}
	b, repair, err := counterfactual.FromTable(r.t, counterfactual.Calibration{Theta: theta, UseSpecific: r.UseSpecific})
	if err != nil {
		return nil, err
	}
	r.repair = repair
	if r.Deficits == "purged" {
		return b.Purge(ctx)
	}
	return b, nil
}

func (r *ranking) outcomeOf(b *counterfactual.Baseline) (counterfactual.Functional, error) {
	if r.firms != nil {
		return r.firms.outcome(b, sme.Small), nil
	}
	return outcomeFor(b, r.For)
}

// outcomeFor returns the outcome that a name stands for.
func outcomeFor(b *counterfactual.Baseline, name string) (counterfactual.Functional, error) {
	if name == "" || name == "world" {
		return b.World(), nil
	}
	position := func(list []string, s string) int {
		for i, v := range list {
			if v == s {
				return i
			}
		}
		return -1
	}
	f := counterfactual.Functional{Name: name, Income: make([]float64, b.G())}
	var total float64
	for _, code := range strings.Split(name, ",") {
		n := position(b.Economies, code)
		if economy, industry, ok := strings.Cut(code, "_"); n < 0 && ok && code == name {
			n, j := position(b.Economies, economy), position(b.Industries, industry)
			if n >= 0 && j >= 0 && b.Output[n*b.N()+j] > 0 {
				v := make([]float64, b.G()*b.N())
				v[n*b.N()+j] = 1
				return counterfactual.Functional{Name: name, ValueAdded: v}, nil
			}
		}
		if n < 0 {
			return f, &fault.Error{Kind: fault.NotFound, Where: "--for " + name, What: fmt.Sprintf("the table has no economy and no sector with output %q", code),
				Fix: fault.Suggest(code, b.Economies, "It takes world, economies ("+strings.Join(b.Economies, " ")+") or a sector such as "+b.Economies[0]+"_"+b.Industries[0])}
		}
		f.Income[n] = b.Income[n]
		total += b.Income[n]
	}
	for n := range f.Income {
		f.Income[n] /= total
	}
	return f, nil
}

// bundle takes the links asked for together.
func (r *ranking) bundle(b *counterfactual.Baseline) ([]*bundle, error) {
	s := &Scenarios{name: "ikat rank"}
	sel, err := s.selection(b, "$", Change{Exporter: r.Exporters, Importer: r.Importers, Industry: r.Industries})
	if err != nil {
		return nil, err
	}
	G := b.G()
	found := map[int]*bundle{}
	var out []*bundle
	eachLink(b, sel, func(l int) {
		if r.flows[l] == 0 {
			return
		}
		j, n, i := l/(G*G), l/G%G, l%G
		key := map[string]int{"link": l, "pair": n*G + i, "export-side": i, "import-side": n, "industry": j}[r.By]
		one := found[key]
		if one == nil {
			one = &bundle{}
			found[key] = one
			out = append(out, one)
		}
		one.links = append(one.links, l)
	})
	if len(out) == 0 {
		return nil, &fault.Error{Kind: fault.NotFound, Where: "ikat rank", What: "there is no trade on the links asked for", Fix: "Choose other exporters, importers or industries"}
	}
	return out, nil
}

// solve solves the model again with each bundle's costs cut.
func (r *ranking) solve(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	r.exact = make([]*counterfactual.Outcome, len(r.bundles))
	for i, one := range r.bundles {
		group.Go(func() error {
			s := counterfactual.Shock{Iceberg: ones(r.base.Links())}
			for _, l := range one.links {
				s.Iceberg[l] = math.Exp(r.mended[l])
			}
			var err error
			r.exact[i], err = r.base.Solve(ctx, s, counterfactual.Held)
			return err
		})
	}
	return group.Wait()
}

// labels returns a bundle's exporter, importer and industry; * stands for all.
func (r *ranking) labels(one *bundle) (exporter, importer, industry string) {
	b := r.base
	G := b.G()
	l := one.links[0]
	exporter, importer, industry = b.Economies[l%G], b.Economies[l/G%G], b.Industries[l/(G*G)]
	switch r.By {
	case "pair":
		industry = "*"
	case "export-side":
		importer, industry = "*", "*"
	case "import-side":
		exporter, industry = "*", "*"
	case "industry":
		exporter, importer = "*", "*"
	}
	return exporter, importer, industry
}

func (r *ranking) frame() *result.Frame {
	f := &result.Frame{}
	n := len(r.bundles)
	rank := make([]int64, n)
	text := make([][]string, 4)
	cols := make([][]float64, 9)
	for k, one := range r.bundles {
		rank[k] = int64(k + 1)
		exporter, importer, industry := r.labels(one)
		o := r.exact[k]
		low, high := math.Inf(1), math.Inf(-1)
		for _, d := range one.gain {
			low, high = math.Min(low, d), math.Max(high, d)
		}
		var trade float64
		for _, l := range one.links {
			trade += r.flows[l]
		}
		world, own, who := r.gainers(o)
		for i, s := range []string{exporter, importer, industry, who} {
			text[i] = append(text[i], s)
		}
		for i, v := range []float64{one.derivative[0], 100 * r.outcome.Growth(o), one.gain[0], low, high, r.costCut(one), trade, world, own} {
			cols[i] = append(cols[i], v)
		}
	}
	f.Whole("rank", "Rank", "", "", "", rank)
	f.Text("exporter", "Exporter", text[0])
	f.Text("importer", "Importer", text[1])
	f.Text("industry", "Industry", text[2])
	for i, c := range []struct{ name, label, unit, definition string }{
		{"derivative", "Derivative", counterfactual.PerCent, "change in the outcome for one per cent lower delivery cost, at the margin"},
		{"exact_gain", "Exact gain", counterfactual.PerCent, "change in the outcome when the links are mended, everything adjusted"},
		{"first_order_gain", "First-order gain", counterfactual.PerCent, "what the derivatives alone say of mending the links"},
		{"first_order_low", "First-order gain, low", counterfactual.PerCent, "least over the elasticity sets and costs of a day"},
		{"first_order_high", "First-order gain, high", counterfactual.PerCent, "largest over the elasticity sets and costs of a day"},
		{"cost_cut", "Cost cut", "share", "by which mending lowers the delivery cost, mean weighted by trade"},
		{"trade", "Trade", r.t.Money(), "on these links in the baseline"},
		{"world_gain", "World gain", r.t.Money(), "exact change in all economies' real final spending, in the table's prices"},
		{"exporter_share", "Exporter's share", "share", "of the world gain"},
	} {
		if c.name == "exporter_share" && r.By != "link" && r.By != "pair" && r.By != "export-side" {
			continue
		}
		f.Number(c.name, c.label, c.unit, c.definition, result.Scenario, cols[i])
	}
	f.Text("gainers", "Who gains most", text[3])
	return f
}

// gainers returns the world's gain in money, the share of it that goes to the exporter of a bundle's first link, and the
// three economies that gain most.
func (r *ranking) gainers(o *counterfactual.Outcome) (world, exporter float64, who string) {
	b := r.base
	gain := make([]float64, b.G())
	order := make([]int, b.G())
	for n, w := range o.Welfare {
		gain[n] = b.Income[n] * (w - 1)
		world += gain[n]
		order[n] = n
	}
	sort.SliceStable(order, func(i, j int) bool { return gain[order[i]] > gain[order[j]] })
	var parts []string
	for _, n := range order[:min(3, len(order))] {
		parts = append(parts, fmt.Sprintf("%s %.0f%%", b.Economies[n], 100*gain[n]/world))
	}
	for k, x := range r.exact {
		if x == o {
			exporter = gain[r.bundles[k].links[0]%b.G()] / world
		}
	}
	return world, exporter, strings.Join(parts, ", ")
}

func (r *ranking) describe(f *result.Frame) {
	name := map[string]string{"link": "Links", "pair": "Pairs of economies", "export-side": "Export sides of borders", "import-side": "Import sides of borders", "industry": "Industries"}[r.By]
	whose := "the world's real final spending"
	switch {
	case r.firms != nil:
		whose = "the income of small and medium firms of " + r.firms.split.Economy.Code
	case r.outcome.ValueAdded != nil:
		whose = "the real value added of " + r.outcome.Name
	case r.outcome.Name != "world":
		whose = "the real final spending of " + r.outcome.Name
	}
	f.Title = fmt.Sprintf("%s by what lower delivery costs are worth to %s", name, whose)
	note := func(severity, text string) { f.Notes = append(f.Notes, result.Note{Severity: severity, Text: text}) }
	note("note", fmt.Sprintf("the first %d of %s with trade, by first-order gain; mending means %s; gains are in per cent of the outcome", len(r.bundles), group(r.of), r.mending))
	note("note", fmt.Sprintf("elasticities %s; low and high are over %s; deficits %s", r.Elasticities[0], strings.Join(r.Elasticities, " and "), r.Deficits))
	if r.By != "link" {
		note("note", "gains of several rows do not add up: each is solved alone")
	}
	for _, n := range r.notes {
		note("warning", n)
	}
	if n := repairNote(r.t, r.repair); n != "" {
		note("note", n)
	}
	f.Provenance.Question = "rank"
	for _, p := range [][2]string{{"for", r.outcome.Name}, {"by", r.By}, {"mending", r.mending}, {"deficits", r.Deficits},
		{"elasticities", strings.Join(r.Elasticities, ",")}, {"industry", strings.Join(r.Industries, ",")}} {
		if p[1] != "" {
			f.Provenance.Parameters = append(f.Provenance.Parameters, result.Parameter{Name: p[0], Value: p[1]})
		}
	}
	f.Provenance.References = []string{"Caliendo & Parro (2015), Review of Economic Studies 82, 1-44"}
}

// group renders a count with thousands separators.
func group(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
