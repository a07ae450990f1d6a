package trade

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/cores"
	"ikat/leontief"
	"ikat/question/borders"
	"ikat/result"
	"ikat/scenario"
	"ikat/share"
)

// SimulationLevels are the details in which a simulation can be shown.
var SimulationLevels = []string{"economy", "accounts", "sector", "trade", "link", "sme", "class", "convergence"}

// Solve solves the scenarios of a file on a table and returns them in one frame of the level asked for, with the
// economies (or exporters) asked for. A table given here goes before the file's.
//
// Every scenario is solved under each elasticity set (and, where days at borders change, each value of a day): the
// first is the central result, all of them make the range.
//
// Error: what the file, the table or a solve says; fault.Unsolved names the scenario.
func Solve(
	ctx context.Context,
	e *engine.Engine,
	s *scenario.File,
	table, level string,
	economies []string,
	p engine.Progress,
) (*result.Frame, error) {
	f, err := SolveLevels(ctx, e, s, table, []string{level}, economies, p)
	if err != nil {
		return nil, err
	}
	return f[0], nil
}

// SolveLevels is Solve at several levels of detail, solved once.
func SolveLevels(
	ctx context.Context,
	e *engine.Engine,
	s *scenario.File,
	table string,
	levels []string,
	economies []string,
	p engine.Progress,
) ([]*result.Frame, error) {
	for _, level := range levels {
		if !slices.Contains(SimulationLevels, level) {
			return nil, &fault.Error{Kind: fault.Invalid, Where: "ikat simulate",
				What: fault.Say("it has no level %q", level),
				Fix:  fault.Suggest(level, SimulationLevels, fault.Say("Its levels are %s", strings.Join(SimulationLevels, ", ")))}
		}
	}
	if table == "" {
		table = s.Table
	}
	t, err := e.Table(ctx, table, p)
	if err != nil {
		return nil, err
	}
	if t, err = withSatellites(ctx, t, s.Satellites); err != nil {
		return nil, err
	}
	s, lacking, err := s.InTable(t)
	if err != nil {
		return nil, err
	}
	sim := &simulation{s: s, t: t, borders: s.Borders}
	for _, g := range lacking {
		sim.notes = append(sim.notes, engine.OfGroup(t, g)...)
	}
	if s.UsesDays() && s.Borders == nil {
		if err := bordersFor(ctx, e, sim, table, p); err != nil {
			return nil, err
		}
	}
	if err := sim.readFirms(levels); err != nil {
		return nil, err
	}
	if err := sim.run(ctx, p); err != nil {
		return nil, err
	}
	var out []*result.Frame
	for _, level := range levels {
		f, err := keepEconomies(sim.frame(level), economies, t)
		if err != nil {
			return nil, err
		}
		sim.markAssumed(f)
		sim.describe(f, level)
		if level == "economy" {
			f.Notes = append(f.Notes, sim.firmNotes(f)...)
		}
		f.Provenance.Program = e.Program()
		f.Provenance.Sources = []result.Source{engine.SourceOf(t)}
		out = append(out, f)
	}
	return out, nil
}

// bordersFor looks up what borders cost in the table's world, for changes to start from.
func bordersFor(ctx context.Context, e *engine.Engine, m *simulation, table string, p engine.Progress) error {
	sys, err := e.System(ctx, table, leontief.Options{}, p)
	if err != nil {
		return err
	}
	choice := borders.Choice{}
	for _, d := range m.s.DayCost {
		choice.Thetas = append(choice.Thetas, float64(d))
	}
	if m.s.Container != nil {
		choice.Container = *m.s.Container
	}
	w, err := borders.Apply(sys, choice)
	if err != nil {
		return err
	}
	m.borders, m.at = w.Borders, w
	if filled := w.Filled; len(filled.Assumed) > 0 {
		m.notes = append(m.notes, result.Warning("borders.before", "border procedures before the change are those of "+
			"{table}; those of {list} are assumed: {rule}", "table", w.Table.InWords(),
			"list", strings.Join(filled.Assumed, ", "), "rule", filled.Rule))
	}
	return nil
}

// keepEconomies keeps the rows of some economies: of the first column after the scenario.
func keepEconomies(f *result.Frame, economies []string, t *icio.Table) (*result.Frame, error) {
	if len(economies) == 0 {
		return f, nil
	}
	codes, err := engine.FindEach(economies, func(text string) (string, error) {
		if strings.EqualFold(text, "world") {
			return "world", nil
		}
		return t.Find(text)
	})
	if err != nil {
		return nil, err
	}
	return f.Where(func(row int) bool { return slices.Contains(codes, f.Columns[1].Text(row)) }), nil
}

// simulation is a scenario file solved on a table.
type simulation struct {
	s        *scenario.File
	t        *icio.Table
	variants []scenario.Variant
	repair   counterfactual.Repair
	notes    []result.Note
	borders  scenario.Borders            // where a scenario changes days or money at borders
	at       *borders.Applied            // the same, where they are the table's own
	outcomes [][]*counterfactual.Outcome // by variant and scenario
	drawn    []*counterfactual.Drawn     // by scenario, nil without draws
	small    drawnFirms                  // by scenario and economy, nil without draws
	drew     result.Clauses              // what was drawn
	apart
}

// frame lays the outcomes out at a level.
func (m *simulation) frame(level string) *result.Frame {
	switch level {
	case "sme":
		return m.byFirms()
	case "class":
		return m.byClass()
	}
	r := &counterfactual.Results{Outcomes: m.outcomes, Economies: m.t.Economies, Industries: m.t.Industries,
		Money: m.t.Money(), Drawn: m.drawn}
	for _, v := range m.variants {
		r.Variants = append(r.Variants, counterfactual.Variant{Elasticities: v.Elasticities, DayCost: v.DayCost})
	}
	for _, sc := range m.s.Scenarios {
		r.Scenarios = append(r.Scenarios, sc.Name)
	}
	f := r.Rows(level)
	if level == "economy" {
		m.addFirms(f)
		m.addJobs(f)
	}
	return f
}

// levels are the levels of costs by industry, the central one first.
func (m *simulation) levels() []float64 {
	if m.borders == nil || m.borders.Levels() == nil {
		return make([]float64, scenario.CostLevels)
	}
	var out []float64
	for _, l := range MiddleFirst(m.borders.Levels()) {
		out = append(out, float64(l))
	}
	return out
}

func (m *simulation) run(ctx context.Context, p engine.Progress) error {
	m.variants = m.s.Variants(m.levels())
	m.splits = map[string]map[int]*classes.Split{}
	bases := map[string]*counterfactual.Baseline{}
	for _, v := range m.variants {
		if bases[v.Elasticities] != nil {
			continue
		}
		b, notes, err := m.baseline(ctx, v.Elasticities)
		if err != nil {
			return err
		}
		m.notes = append(m.notes, notes...)
		if bases[v.Elasticities], err = m.divide(ctx, v.Elasticities, b); err != nil {
			return err
		}
	}
	solved := counting(p, "solving scenarios", len(m.s.Scenarios)*len(m.variants))
	group, while := errgroup.WithContext(ctx)
	group.SetLimit(cores.Count())
	m.outcomes = make([][]*counterfactual.Outcome, len(m.variants))
	for v, choice := range m.variants {
		m.outcomes[v] = make([]*counterfactual.Outcome, len(m.s.Scenarios))
		for i := range m.s.Scenarios {
			group.Go(func() error {
				o, err := m.solve(while, bases[choice.Elasticities], i, choice)
				m.outcomes[v][i] = o
				solved()
				return err
			})
		}
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := m.idle(bases[m.variants[0].Elasticities]); err != nil || m.s.Draws == 0 {
		return err
	}
	return m.draw(ctx, bases[m.variants[0].Elasticities], p)
}

// counting tells progress by how many of some works are done, whichever goroutine does them.
func counting(p engine.Progress, stage string, of int) (done func()) {
	if p == nil {
		return func() {}
	}
	var mu sync.Mutex
	n := 0
	p(stage, 0)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		n++
		p(stage, float64(n)/float64(of))
	}
}

// solve solves one scenario under one variant.
func (m *simulation) solve(
	ctx context.Context,
	b *counterfactual.Baseline,
	i int,
	v scenario.Variant,
) (*counterfactual.Outcome, error) {
	return m.solveBy(ctx, b, func(ctx context.Context, s counterfactual.Shock) (*counterfactual.Outcome, error) {
		return b.Solve(ctx, s, m.deficits())
	}, m.borders, i, v)
}

// solveBy solves it by a solver of its baseline, where borders cost what priced says.
func (m *simulation) solveBy(
	ctx context.Context,
	b *counterfactual.Baseline,
	by func(context.Context, counterfactual.Shock) (*counterfactual.Outcome, error),
	priced scenario.Borders,
	i int,
	v scenario.Variant,
) (*counterfactual.Outcome, error) {
	shock, err := m.s.Shock(b, i, m.prices(b, priced, v))
	if err != nil {
		return nil, err
	}
	o, err := by(ctx, shock)
	if fe, ok := err.(*fault.Error); ok && fe.Kind == fault.Unsolved {
		named := *fe
		named.Where = fmt.Sprintf("scenario %q, elasticities %s, %s", m.s.Scenarios[i].Name, v.Elasticities, fe.Where)
		return nil, &named
	}
	return o, err
}

// prices are what borders of a baseline cost under a variant.
func (m *simulation) prices(b *counterfactual.Baseline, priced scenario.Borders, v scenario.Variant) scenario.Prices {
	suppliers, doors := b.Suppliers(), b.Doors()
	ends := func(l int) (sector, from, to int) {
		j, d, s := b.Ends(l)
		from, to = suppliers[s].Economy, doors[d].Economy
		return from*b.N() + j, from, to
	}
	return scenario.Prices{
		Rate: func(l int) float64 {
			sector, from, to := ends(l)
			if from == to {
				return 0
			}
			return priced.Rate(v.DayCost, sector, from, to)
		},
		Worth: func(l int) (day, dollar float64) {
			sector, _, _ := ends(l)
			return priced.Worth(v.DayCost, sector)
		},
		Entry: v.Entry,
	}
}

// idle says which names in lists of changes nothing touches.
func (m *simulation) idle(b *counterfactual.Baseline) error {
	var list []string
	for i, sc := range m.s.Scenarios {
		at := m.prices(b, m.borders, m.variants[0])
		at.Idle = func(n scenario.Idle) { list = append(list, sc.Name+": "+n.Field+" "+n.Name) }
		if _, err := m.s.Shock(b, i, at); err != nil {
			return err
		}
	}
	if len(list) > 0 {
		m.notes = append(m.notes, result.Warning("scenario.idle", "these names in lists of changes touch nothing, and the "+
			"answer is that of the others: {list}", "list", strings.Join(slices.Compact(list), ", ")))
	}
	return nil
}

func (m *simulation) deficits() counterfactual.Deficits {
	if m.s.Deficits == "scaled" {
		return counterfactual.Scaled
	}
	return counterfactual.Held
}

// baseline calibrates the table under one elasticity set, with the file's tariffs in force, and purges it if asked.
func (m *simulation) baseline(ctx context.Context, set string) (*counterfactual.Baseline, []result.Note, error) {
	theta, notes, err := ThetaOf(m.t, set)
	if err != nil {
		return nil, nil, err
	}
	c := counterfactual.Calibration{Theta: theta, UseSpecific: m.s.Shares == "use-specific"}
	if len(m.s.Tariffs)+len(m.s.Applied) > 0 {
		names := &counterfactual.Baseline{Economies: m.t.Economies, Industries: m.t.Industries, Called: m.t.IndustryNames}
		if c.Tariff, err = applied(m.s.Applied, names); err != nil {
			return nil, nil, err
		}
		for i, change := range m.s.Tariffs {
			links, err := m.s.InForce(names, i)
			if err != nil {
				return nil, nil, err
			}
			for _, l := range links {
				c.Tariff[l] = change.Tariff(c.Tariff[l])
			}
		}
	}
	b, repair, err := counterfactual.FromTable(m.t, c)
	if err != nil {
		return nil, nil, err
	}
	m.repair = repair
	b.Eta = m.s.Eta(b.Theta)
	if m.s.Deficits == "purged" {
		b, err = b.Purge(ctx)
	}
	return b, notes, err
}

// ReadRemote reads scenarios that come over a network: see scenario.ReadRemote.
func ReadRemote(e *engine.Engine, name, text string) (*scenario.File, error) {
	tables, err := e.Tables()
	if err != nil {
		return nil, err
	}
	return scenario.ReadRemote(name, []byte(text), tables, e.Has)
}

// MiddleFirst puts the middle of some values before the others.
func MiddleFirst(v []float64) scenario.Rates {
	var out scenario.Rates
	at := (len(v) - 1) / 2
	for _, x := range slices.Concat(v[at:at+1], v[:at], v[at+1:]) {
		out = append(out, share.Rate(x))
	}
	return out
}
