package engine

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/measure"
	"ikat/result"
	"ikat/tablefile/satellite"
)

// Question asks one or more measures of one or more tables.
type Question struct {
	Measures   []string
	Tables     []string // references; each is opened and factored once for all measures
	Level      string   // "" is each measure's first level; several, separated by commas, give a frame each
	Options    map[string]string
	Economies  []string // keep only these, where the level has an economy
	Partners   []string // keep only these, where the level has a partner
	Industries []string // keep only these, where the level has industries
	Groups     []leontief.Group
	Basis      leontief.Basis
	Satellites string // path of a file of satellites to join to every table; "" for none

	satellites *satellite.File
}

// Ask answers a question: one frame for each measure and level, in order. Several tables are stacked, with a year column first (and a
// table column where their names differ).
//
// Error: fault.Invalid and NotFound for what the question names wrongly; what the tables and solves say.
func (e *Engine) Ask(ctx context.Context, q Question, p Progress) ([]*result.Frame, error) {
	asked, err := plan(q)
	if err != nil {
		return nil, err
	}
	refs, err := e.Expand(q.Tables)
	if err != nil {
		return nil, err
	}
	perMeasure := make([][]*result.Frame, len(asked))
	if err := q.readSatellites(ctx, len(refs)); err != nil {
		return nil, err
	}
	for _, ref := range refs {
		for i, a := range asked {
			f, err := e.answer(ctx, ref, a, q, p)
			if err != nil {
				return nil, err
			}
			perMeasure[i] = append(perMeasure[i], f)
		}
	}
	out := make([]*result.Frame, len(asked))
	for i, frames := range perMeasure {
		if out[i], err = stack(frames, refs); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// askedOf is one measure at one level.
type askedOf struct {
	*measure.Measure
	query measure.Query
}

// plan finds the measures and checks what is asked of each before any table is opened. An option goes to the measures that
// declare it; one that none declares is an error. Of several levels a measure answers at those it has.
func plan(q Question) ([]askedOf, error) {
	var out []askedOf
	taken := map[string]bool{}
	levels := strings.Split(q.Level, ",")
	for _, id := range q.Measures {
		m, err := measure.Find(id)
		if err != nil {
			return nil, err
		}
		options := map[string]string{}
		for _, o := range m.Options {
			if v, ok := q.Options[o.Name]; ok {
				options[o.Name], taken[o.Name] = v, true
			}
		}
		before := len(out)
		for _, level := range levels {
			query, err := m.Check(measure.Query{Level: level, Options: options})
			if err == nil {
				out = append(out, askedOf{m, query})
			} else if len(levels) == 1 || level != "" && m.Level(level).ID != "" {
				return nil, err
			}
		}
		if len(out) == before {
			_, err := m.Check(measure.Query{Level: levels[0], Options: options})
			return nil, err
		}
	}
	for name := range q.Options {
		if !taken[name] {
			return nil, &fault.Error{Kind: fault.Invalid, Where: "measure " + strings.Join(q.Measures, ","), What: "it has no option --" + name,
				Fix: "ikat measures " + q.Measures[0] + " lists what it has"}
		}
	}
	return out, nil
}

// readSatellites reads the file of satellites, if there is one, for a number of tables.
//
// Error: fault.Invalid if there are several and its rows have no year; what satellite.Read says.
func (q *Question) readSatellites(ctx context.Context, tables int) error {
	if q.Satellites == "" {
		return nil
	}
	var err error
	if q.satellites, err = satellite.Read(ctx, q.Satellites); err != nil || q.satellites.Dated || tables < 2 {
		return err
	}
	return &fault.Error{Kind: fault.Invalid, Where: q.Satellites, What: fmt.Sprintf("its rows have no year, and %d tables are asked for", tables),
		Why: "One year's figures would stand for all", Fix: "Add a first column year, or ask for one table at a time"}
}

// systemWith returns the system of a table with the question's satellites joined to it.
func (e *Engine) systemWith(ctx context.Context, ref string, q Question, p Progress) (*leontief.System, error) {
	opt := leontief.Options{Basis: q.Basis, Groups: q.Groups}
	if q.Satellites == "" {
		return e.System(ctx, ref, opt, p)
	}
	t, err := e.Table(ctx, ref, p)
	if err != nil {
		return nil, err
	}
	satellites, err := q.satellites.For(t)
	if err != nil {
		return nil, err
	}
	if t, err = t.With(satellites); err != nil {
		return nil, err
	}
	return leontief.New(t, opt)
}

// answer returns the rows of one measure of one table that a question asks for.
func (e *Engine) answer(ctx context.Context, ref string, a askedOf, q Question, p Progress) (*result.Frame, error) {
	all, err := e.all(ctx, ref, a, q, p)
	if err != nil {
		return nil, err
	}
	kept, err := all.filter(all.rows(), a.Measure, q)
	if err != nil {
		return nil, err
	}
	for _, choice := range []result.Parameter{{Name: "economy", Value: strings.Join(q.Economies, ",")}, {Name: "partner", Value: strings.Join(q.Partners, ",")}, {Name: "industry", Value: strings.Join(q.Industries, ",")}} {
		if choice.Value != "" {
			kept.Provenance.Parameters = append(kept.Provenance.Parameters, choice)
		}
	}
	return kept, nil
}

// all returns every row of one measure of one table. Those of a library's tables are kept: the next question about other
// economies of the same table costs only the choosing of its rows.
func (e *Engine) all(ctx context.Context, ref string, a askedOf, q Question, p Progress) (*answered, error) {
	content, err := e.Content(ref)
	if err != nil {
		return nil, err
	}
	if content == ref || q.Satellites != "" { // files may change under their name
		return e.compute(ctx, ref, a, q, p)
	}
	key := fmt.Sprint(ref, " ", content, " ", a.ID, a.query, q.Basis, q.Groups)
	p, silence := p.WhileAsked()
	defer silence()
	return e.answers.Do(ctx, key, func(ctx context.Context) (*answered, error) {
		// Each uses all cores; more of them at a time would only wait for memory, and hold more of it.
		select {
		case e.turns <- struct{}{}:
			defer func() { <-e.turns }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		return e.compute(ctx, ref, a, q, p)
	})
}

func (e *Engine) compute(ctx context.Context, ref string, a askedOf, q Question, p Progress) (*answered, error) {
	s, err := e.systemWith(ctx, ref, q, p)
	if err != nil {
		return nil, err
	}
	tell(p, "computing "+a.ID+" of "+ref)
	f, err := a.Run(ctx, s, a.query)
	if err != nil {
		return nil, err
	}
	e.stamp(f, s, q)
	f.Notes = append(f.Notes, Notes(s)...)
	return &answered{frame: f, ref: s.Table.Ref(), names: s.Names(), industries: s.Industries}, nil
}

// filter keeps the rows of the economies, partners and industries asked for.
func (all *answered) filter(f *result.Frame, m *measure.Measure, q Question) (*result.Frame, error) {
	level := f.Provenance.Parameters[0].Value
	economy, partner := m.Level(level).Sides()
	for _, by := range []struct {
		what, key string
		names     []string
		find      func(string) (string, error)
	}{
		{"economy", economy, q.Economies, all.names.Find},
		{"partner", partner, q.Partners, all.names.Find},
		{"industry", "industry", q.Industries, all.industry},
	} {
		if len(by.names) == 0 {
			continue
		}
		codes, err := each(by.names, by.find)
		if err != nil {
			return nil, err
		}
		c := f.Column(by.key)
		if by.key == "" || c == nil {
			return nil, &fault.Error{Kind: fault.Invalid, Where: "measure " + m.ID, What: fmt.Sprintf("its level %s has no %s to choose by", level, by.what),
				Fix: "ikat measures " + m.ID + " lists the keys of each level"}
		}
		want := make([]bool, len(c.Dict))
		for i, d := range c.Dict {
			want[i] = has(codes, d)
		}
		f = f.Where(func(row int) bool { return want[f.Column(by.key).Codes[row]] })
	}
	return f, nil
}

// industry finds an industry of the table by its code.
func (all *answered) industry(code string) (string, error) {
	if !has(all.industries, code) {
		return "", &fault.Error{Kind: fault.NotFound, Where: "table " + all.ref, What: fmt.Sprintf("it has no industry %q", code),
			Fix: fault.Suggest(code, all.industries, "It has "+strings.Join(all.industries, " "))}
	}
	return code, nil
}

// each finds every one of some names.
func each(names []string, find func(string) (string, error)) ([]string, error) {
	out := make([]string, len(names))
	for i, n := range names {
		var err error
		if out[i], err = find(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// stamp adds what the rows rest on: the table and the choices of method.
func (e *Engine) stamp(f *result.Frame, s *leontief.System, q Question) {
	f.Provenance.Program = "ikat " + e.version
	add := func(name, value string) {
		if value != "" {
			f.Provenance.Parameters = append(f.Provenance.Parameters, result.Parameter{Name: name, Value: value})
		}
	}
	add("value-added", string(s.Basis))
	for _, p := range s.Parts {
		if p.Code != p.Members[0] || len(p.Members) > 1 {
			add("group", p.Code+"="+strings.Join(p.Members, ","))
		}
	}
	add("satellite", q.Satellites)
	f.Provenance.Sources = []result.Source{SourceOf(s.Table)}
}

// SourceOf returns a table's entry in the provenance of results.
func SourceOf(t *icio.Table) result.Source {
	unit := t.Money()
	if t.Valuation != "" {
		unit += ", " + t.Valuation
	}
	return result.Source{Table: t.Ref(), SHA256: t.SHA256, Publisher: t.Source, Citation: t.Citation, Unit: unit, Derivation: t.Derivation}
}

// Notes returns the findings about a table that a reader of any result from it must know.
func Notes(s *leontief.System) []result.Note {
	var out []result.Note
	t := s.Table
	for _, f := range s.Findings() {
		// A sector that buys more than it produces has negative value added, which is said already.
		if f.Severity == icio.Warning && f.Code != "inputs-exceed-output" || f.Code == "zero-output" {
			out = append(out, result.Note{Severity: f.Severity.String(), Text: t.Ref() + ": " + f.String()})
		}
	}
	for _, whole := range slices.Sorted(maps.Keys(t.Parts)) {
		out = append(out, result.Note{Severity: "note", Text: t.Ref() + ": " + whole + " is the sum of " + strings.Join(t.Parts[whole], ", ") +
			", its parts in the published table (--split keeps them apart)"})
	}
	for _, p := range s.Parts {
		if p.Absent != nil {
			out = append(out, result.Note{Severity: "note", Text: t.Ref() + ": " + p.Code + " is taken without " + strings.Join(p.Absent, ", ") +
				", which the table has not; " + strings.Join(p.Members, ", ") + " are in it"})
		}
	}
	if text := basisNote(s); text != "" {
		out = append(out, result.Note{Severity: "note", Text: t.Ref() + ": " + text})
	}
	return out
}

// basisNote says what value added is, where the table's own row differs from output less inputs: by taxes less subsidies,
// margins, or what the table leaves out.
func basisNote(s *leontief.System) string {
	switch gap := s.LeftOut(); {
	case math.Abs(gap) < 1e-6:
		return ""
	case s.Basis == leontief.Reported:
		return fmt.Sprintf("value added is the table's own row; the %.2f%% of output less inputs that it leaves out (taxes, margins) belong to nobody, so terms miss exports by about as much", 100*gap)
	}
	gap := s.LeftOut()
	than := fmt.Sprintf("%.2f%% smaller", 100*gap)
	if gap < 0 {
		than = fmt.Sprintf("%.2f%% larger", -100*gap)
	}
	out := "value added is output less inputs; the table's own row is " + than
	if explained := inputTaxes(s); math.Abs(gap-explained) > 0.1*math.Abs(gap) {
		return fmt.Sprintf("%s, of which its rows of taxes and margins on inputs explain %.2f%%; ikat tables check says where",
			out, 100*explained)
	}
	return out + ", by taxes less subsidies and margins on inputs"
}

// inputTaxes returns the rows between intermediate use and value added, over output less inputs.
func inputTaxes(s *leontief.System) float64 {
	var rows, residual float64
	for _, r := range s.Table.Extra {
		for _, v := range r.Use {
			rows += v
		}
	}
	for _, x := range s.Table.X {
		residual += x
	}
	for _, z := range s.Table.Z {
		residual -= z
	}
	return rows / residual
}

func has(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
