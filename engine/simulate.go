package engine

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/result"
	"ikat/scenario"
)

// SimulationLevels are the details in which a simulation can be shown.
var SimulationLevels = []string{"economy", "accounts", "sector", "trade", "link", "sme", "convergence"}

// Simulate solves the scenarios of a file on a table and returns them in one frame of the level asked for, with the
// economies (or exporters) asked for. A table given here goes before the file's.
//
// Every scenario is solved under each elasticity set (and, where days at borders change, each value of a day): the first
// is the central result, all of them make the range.
//
// Error: what the file, the table or a solve says; fault.Unsolved names the scenario.
func (e *Engine) Simulate(ctx context.Context, s *Scenarios, table, level string, economies []string, p Progress) (*result.Frame, error) {
	f, err := e.SimulateLevels(ctx, s, table, []string{level}, economies, p)
	if err != nil {
		return nil, err
	}
	return f[0], nil
}

// SimulateLevels is Simulate at several levels of detail, solved once.
func (e *Engine) SimulateLevels(ctx context.Context, s *Scenarios, table string, levels []string, economies []string, p Progress) ([]*result.Frame, error) {
	for _, level := range levels {
		if !has(SimulationLevels, level) {
			return nil, &fault.Error{Kind: fault.Invalid, Where: "ikat simulate", What: fmt.Sprintf("it has no level %q", level),
				Fix: fault.Suggest(level, SimulationLevels, "Its levels are "+strings.Join(SimulationLevels, ", "))}
		}
	}
	if table == "" {
		table = s.Table
	}
	t, err := e.Table(ctx, table, p)
	if err != nil {
		return nil, err
	}
	sim := &simulation{s: s, t: t, borders: s.Borders}
	if s.UsesDays() && s.Borders == nil {
		if err := e.borders(ctx, sim, table, p); err != nil {
			return nil, err
		}
	}
	if has(levels, "sme") {
		if sim.firms, sim.firmNotes, err = e.simulationFirms(ctx, t, s.Statistics); err != nil {
			return nil, err
		}
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
		sim.describe(f)
		f.Provenance.Program = "ikat " + e.version
		f.Provenance.Sources = []result.Source{SourceOf(t)}
		out = append(out, f)
	}
	return out, nil
}

// borders looks up what borders cost in the table's world, for changes to start from.
func (e *Engine) borders(ctx context.Context, m *simulation, table string, p Progress) error {
	sys, err := e.System(ctx, table, leontief.Options{}, p)
	if err != nil {
		return err
	}
	choice := BorderChoice{}
	for _, d := range m.s.DayCost {
		choice.Thetas = append(choice.Thetas, float64(d))
	}
	if m.s.Container != nil {
		choice.Container = *m.s.Container
	}
	w := &chained{choice: choice.withDefaults()}
	b, filled, err := e.applyBorders(sys, w)
	if err != nil {
		return err
	}
	m.borders = b
	if len(filled.Assumed) > 0 {
		m.notes = append(m.notes, fmt.Sprintf("border procedures before the change are those of %s; those of %s are assumed: %s", w.table.Name, strings.Join(filled.Assumed, ", "), filled.Rule))
	}
	return nil
}

// keepEconomies keeps the rows of some economies: of the first column after the scenario.
func keepEconomies(f *result.Frame, economies []string, t *icio.Table) (*result.Frame, error) {
	if len(economies) == 0 {
		return f, nil
	}
	codes, err := each(economies, func(text string) (string, error) {
		if strings.EqualFold(text, "world") {
			return "world", nil
		}
		return t.Find(text)
	})
	if err != nil {
		return nil, err
	}
	return f.Where(func(row int) bool { return has(codes, f.Columns[1].Text(row)) }), nil
}

// simulation is a scenario file solved on a table.
type simulation struct {
	s         *Scenarios
	t         *icio.Table
	variants  []scenario.Variant
	repair    counterfactual.Repair
	notes     []string
	borders   scenario.Borders            // where a scenario changes days or money at borders
	outcomes  [][]*counterfactual.Outcome // by variant and scenario
	firms     map[string]*firms           // at the level of small and large firms, by economy
	firmNotes []result.Note
}

// frame lays the outcomes out at a level.
func (m *simulation) frame(level string) *result.Frame {
	if level == "sme" {
		return m.byFirms()
	}
	r := &counterfactual.Results{Outcomes: m.outcomes, Economies: m.t.Economies, Industries: m.t.Industries,
		Money: m.t.Money()}
	for _, v := range m.variants {
		r.Variants = append(r.Variants, counterfactual.Variant{Elasticities: v.Elasticities, DayCost: v.DayCost})
	}
	for _, sc := range m.s.Scenarios {
		r.Scenarios = append(r.Scenarios, sc.Name)
	}
	return r.Rows(level)
}

// levels are the levels of costs by industry, the central one first.
func (m *simulation) levels() []float64 {
	if m.borders == nil || m.borders.Levels() == nil {
		return make([]float64, scenario.CostLevels)
	}
	var out []float64
	for _, l := range middleFirst(m.borders.Levels()) {
		out = append(out, float64(l))
	}
	return out
}

func (m *simulation) run(ctx context.Context, p Progress) error {
	m.variants = m.s.Variants(m.levels())
	bases := map[string]*counterfactual.Baseline{}
	for _, v := range m.variants {
		if bases[v.Elasticities] != nil {
			continue
		}
		b, note, err := m.baseline(ctx, v.Elasticities)
		if err != nil {
			return err
		}
		if note != "" {
			m.notes = append(m.notes, note)
		}
		bases[v.Elasticities] = b
	}
	solved := counting(p, "solving scenarios", len(m.s.Scenarios)*len(m.variants))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	m.outcomes = make([][]*counterfactual.Outcome, len(m.variants))
	for v, choice := range m.variants {
		m.outcomes[v] = make([]*counterfactual.Outcome, len(m.s.Scenarios))
		for i := range m.s.Scenarios {
			group.Go(func() error {
				o, err := m.solve(ctx, bases[choice.Elasticities], i, choice)
				m.outcomes[v][i] = o
				solved()
				return err
			})
		}
	}
	return group.Wait()
}

// counting tells progress by how many of some works are done, whichever goroutine does them.
func counting(p Progress, stage string, of int) (done func()) {
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
func (m *simulation) solve(ctx context.Context, b *counterfactual.Baseline, i int, v scenario.Variant) (*counterfactual.Outcome, error) {
	G := b.G()
	sector := func(l int) int { return l%G*b.N() + l/(G*G) }
	shock, err := m.s.Shock(b, i, scenario.Prices{
		Rate:  func(l int) float64 { return m.borders.Rate(v.DayCost, sector(l), l%G, l/G%G) },
		Worth: func(l int) (day, dollar float64) { return m.borders.Worth(v.DayCost, sector(l)) },
	})
	if err != nil {
		return nil, err
	}
	o, err := b.Solve(ctx, shock, m.deficits())
	if fe, ok := err.(*fault.Error); ok && fe.Kind == fault.Unsolved {
		named := *fe
		named.Where = fmt.Sprintf("scenario %q, elasticities %s, %s", m.s.Scenarios[i].Name, v.Elasticities, fe.Where)
		return nil, &named
	}
	return o, err
}

func (m *simulation) deficits() counterfactual.Deficits {
	if m.s.Deficits == "scaled" {
		return counterfactual.Scaled
	}
	return counterfactual.Held
}

// baseline calibrates the table under one elasticity set, with the file's tariffs in force, and purges it if asked.
func (m *simulation) baseline(ctx context.Context, set string) (*counterfactual.Baseline, string, error) {
	theta, note, err := Elasticities(m.t, set)
	if err != nil {
		return nil, "", err
	}
	c := counterfactual.Calibration{Theta: theta, UseSpecific: m.s.Shares == "use-specific"}
	if len(m.s.Tariffs) > 0 {
		names := &counterfactual.Baseline{Economies: m.t.Economies, Industries: m.t.Industries}
		c.Tariff = make([]float64, names.Links())
		for i, change := range m.s.Tariffs {
			sel, err := m.s.Select(names, fmt.Sprintf("$.tariffs[%d]", i), change)
			if err != nil {
				return nil, "", err
			}
			sel.EachLink(names, func(l int) { c.Tariff[l] = change.Tariff(c.Tariff[l]) })
		}
	}
	b, repair, err := counterfactual.FromTable(m.t, c)
	if err != nil {
		return nil, "", err
	}
	m.repair = repair
	if m.s.Deficits == "purged" {
		b, err = b.Purge(ctx)
	}
	return b, note, err
}

// describe adds title, notes and the choices made.
func (m *simulation) describe(f *result.Frame) {
	f.Title = m.s.Title
	if f.Title == "" {
		f.Title = "Counterfactual scenarios"
	}
	note := func(severity, text string) { f.Notes = append(f.Notes, result.Note{Severity: severity, Text: text}) }
	deficits := map[string]string{
		"":       "trade deficits are held in units of world value added",
		"purged": "trade is balanced before and after: the baseline is the table's world without deficits",
		"scaled": "trade surpluses keep their ratio to value added; deficits follow by one common factor",
	}
	deficits["held"] = deficits[""]
	note("note", deficits[m.s.Deficits]+"; world value added is the numeraire; labour does not move between economies")
	v := m.variants[0]
	text := "central result: elasticities " + v.Elasticities
	if m.s.UsesDays() {
		text += ", " + m.dayCost(v)
	}
	if len(m.variants) > 1 {
		var sets []string
		for _, w := range m.variants[1:] {
			s := w.Elasticities
			if m.s.UsesDays() {
				s += ", " + m.dayCost(w)
			}
			sets = append(sets, s)
		}
		text += "; low and high are the least and the most of it and of " + strings.Join(sets, ", ")
	}
	note("note", text)
	for _, n := range m.notes {
		note("warning", n)
	}
	if n := repairNote(m.t, m.repair); n != "" {
		note("note", n)
	}
	param := func(name, value string) {
		f.Provenance.Parameters = append(f.Provenance.Parameters, result.Parameter{Name: name, Value: value})
	}
	f.Provenance.Question = "simulate " + m.s.Called
	or := func(value, otherwise string) string {
		if value == "" {
			return otherwise
		}
		return value
	}
	param("deficits", or(m.s.Deficits, "held"))
	param("shares", or(m.s.Shares, "pooled"))
	for _, w := range m.variants {
		param("elasticities", w.Elasticities)
	}
	f.Provenance.References = []string{"Caliendo & Parro (2015), Review of Economic Studies 82, 1-44"}
}

// dayCost says what a day at a border costs in a variant.
func (m *simulation) dayCost(v scenario.Variant) string {
	day := Percents([]float64{v.DayCost})
	if m.borders != nil {
		if at := slices.Index(m.borders.Levels(), v.DayCost); at >= 0 {
			return []string{"low", "central", "high"}[at] + " costs of days and containers by industry (a day: " + day + " of the goods' value on average)"
		}
	}
	return "a day at a border costs " + day + " of the goods' value"
}

// repairNote says what calibration did to negative flows, "" where it did nothing.
func repairNote(t *icio.Table, r counterfactual.Repair) string {
	if r.Cells == 0 {
		return ""
	}
	return fmt.Sprintf("%s: %d negative flows, %.4f%% of output, are taken as zero and their sellers' output and value added raised by as much (largest: %s)",
		t.Ref(), r.Cells, 100*r.Share, strings.Join(r.Largest, ", "))
}
