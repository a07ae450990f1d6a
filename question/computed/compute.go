package computed

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/leontief"
	"ikat/measure"
	"ikat/question"
	"ikat/result"
	"ikat/tablefile/satellite"
)

// Request asks one or more measures of one or more tables.
type Request struct {
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
	Prices     int    // year in whose prices amounts of several years are; 0 leaves each at its own

	satellites *satellite.File
}

// Measures answers a question: one frame for each measure and level, in order. Several tables are stacked, with a year
// column first (and a table column where their names differ).
//
// Error: fault.Invalid and NotFound for what the question names wrongly; what the tables and solves say.
func Measures(ctx context.Context, e *engine.Engine, q Request, p engine.Progress) ([]*result.Frame, error) {
	asked, refs, err := q.parts(e)
	if err != nil {
		return nil, err
	}
	if err := q.readSatellites(ctx, len(refs)); err != nil {
		return nil, err
	}
	var s *series
	if q.Prices != 0 {
		if s, err = seriesOf(ctx, e, refs, q.Prices, p); err != nil {
			return nil, err
		}
		refs = s.current
	}
	out := make([]*result.Frame, len(asked))
	for i, a := range asked {
		frames, err := answers(ctx, e, refs, a, q, p)
		if err != nil {
			return nil, err
		}
		if s != nil {
			before, err := answers(ctx, e, s.previous, a, q, p)
			if err != nil {
				return nil, err
			}
			frames = s.chain(frames, before, q.Prices)
		}
		if out[i], err = stack(frames, refs); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// parts are the measures that are asked and the tables that they are asked of.
func (q Request) parts(e *engine.Engine) (asked []askedOf, refs []string, err error) {
	if asked, err = plan(q); err != nil {
		return nil, nil, err
	}
	refs, err = e.Expand(q.Tables)
	return asked, refs, err
}

// answers are the rows of one measure of each table; nil for one that is not named.
func answers(
	ctx context.Context,
	e *engine.Engine,
	refs []string,
	a askedOf,
	q Request,
	p engine.Progress,
) ([]*result.Frame, error) {
	out := make([]*result.Frame, len(refs))
	for i, ref := range refs {
		if ref == "" {
			continue
		}
		var err error
		if out[i], err = answer(ctx, e, ref, a, q, p); err != nil {
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

// plan finds the measures and checks what is asked of each before any table is opened. An option goes to the measures
// that declare it; one that none declares is an error. Of several levels a measure answers at those it has.
func plan(q Request) ([]askedOf, error) {
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
			query, err := m.Check(measure.Query{Level: level, Options: options, Read: question.ReadText})
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
	for name, value := range q.Options {
		if !taken[name] {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Param: name,
				Where: value,
				What:  fault.Say("measure %s has no such option", strings.Join(q.Measures, ",")),
				Fix:   "Leave it out",
			}
		}
	}
	return out, nil
}

// readSatellites reads the file of satellites, if there is one, for a number of tables.
//
// Error: fault.Invalid if there are several and its rows have no year; what satellite.Read says.
func (q *Request) readSatellites(ctx context.Context, tables int) error {
	if q.Satellites == "" {
		return nil
	}
	var err error
	if q.satellites, err = satellite.Read(ctx, q.Satellites); err != nil || q.satellites.Dated || tables < 2 {
		return err
	}
	return &fault.Error{
		Kind:  fault.Invalid,
		Where: q.Satellites,
		What:  fault.Say("its rows have no year, and %d tables are asked for", tables),
		Why:   "One year's figures would stand for all",
		Fix:   "Add a first column year, or ask for one table at a time",
	}
}

// systemWith returns the system of a table with the question's satellites joined to it.
func systemWith(
	ctx context.Context,
	e *engine.Engine,
	ref string,
	q Request,
	p engine.Progress,
) (*leontief.System, error) {
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
func answer(
	ctx context.Context,
	e *engine.Engine,
	ref string,
	a askedOf,
	q Request,
	p engine.Progress,
) (*result.Frame, error) {
	all, err := all(ctx, e, ref, a, q, p)
	if err != nil {
		return nil, err
	}
	kept, err := all.filter(all.rows(), a.Measure, q)
	if err != nil {
		return nil, err
	}
	for _, choice := range []result.Parameter{{Name: "economy", Value: strings.Join(q.Economies, ",")},
		{Name: "partner", Value: strings.Join(q.Partners, ",")}, {Name: "industry", Value: strings.Join(q.Industries, ",")}} {
		if choice.Value != "" {
			kept.Provenance.Parameters = append(kept.Provenance.Parameters, choice)
		}
	}
	return kept, nil
}

// all returns every row of one measure of one table. Those of a library's tables are kept: the next question about
// other economies of the same table costs only the choosing of its rows.
func all(
	ctx context.Context,
	e *engine.Engine,
	ref string,
	a askedOf,
	q Request,
	p engine.Progress,
) (*answered, error) {
	key, err := a.key(e, ref, q)
	if err != nil {
		return nil, err
	}
	if key == "" {
		return compute(ctx, e, ref, a, q, p)
	}
	p, silence := p.WhileAsked()
	defer silence()
	return engine.Remember(ctx, e, key, func(ctx context.Context) (*answered, error) {
		leave, err := e.Turn(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		return compute(ctx, e, ref, a, q, p)
	})
}

// key is what the rows of a table are kept under; "" where they are not, since they rest on files, which may change
// under their name.
func (a askedOf) key(e *engine.Engine, ref string, q Request) (string, error) {
	content, err := e.Content(ref)
	if err != nil || content == ref || q.Satellites != "" || a.Reads(a.query) {
		return "", err
	}
	return fmt.Sprint(ref, " ", content, " ", a.ID, a.query.Level, a.query.Options, q.Basis, q.Groups), nil
}

func compute(
	ctx context.Context,
	e *engine.Engine,
	ref string,
	a askedOf,
	q Request,
	p engine.Progress,
) (*answered, error) {
	s, err := systemWith(ctx, e, ref, q, p)
	if err != nil {
		return nil, err
	}
	p.Tell("computing " + a.ID + " of " + ref)
	f, err := a.Run(ctx, s, a.query)
	if err != nil {
		return nil, err
	}
	if !a.Flows {
		f = emptied(f, s, a.Measure.Level(f.Provenance.Parameters[0].Value))
	}
	if f, err = atHome(f, s.Table, a); err != nil {
		return nil, err
	}
	stamp(e, f, s, q)
	f.Notes = append(f.Notes, engine.Notes(s)...)
	return &answered{f, s.Table.Ref(), s.Names(), s.Table.Labels(), s.Table.Undetermined}, nil
}

// emptied returns the rows with no numbers in those of sectors that are taken apart.
func emptied(f *result.Frame, s *leontief.System, level measure.Level) *result.Frame {
	economy, _ := level.Sides()
	by, of := f.Column(economy), f.Column("industry")
	if len(s.Apart) == 0 || by == nil || of == nil {
		return f
	}
	apart := map[string]bool{}
	for _, i := range s.Apart {
		apart[s.Parts[s.PartOf(i)].Code+" "+s.Industries[s.Industry[i]]] = true
	}
	out := *f
	out.Columns = slices.Clone(f.Columns)
	for k, c := range f.Columns {
		if c.Floats == nil {
			continue
		}
		own := *c
		own.Floats = slices.Clone(c.Floats)
		for row := range own.Floats {
			if apart[by.Text(row)+" "+of.Text(row)] {
				own.Floats[row] = math.NaN()
			}
		}
		out.Columns[k] = &own
	}
	return &out
}

// filter keeps the rows of the economies, partners and industries asked for.
func (all *answered) filter(f *result.Frame, m *measure.Measure, q Request) (*result.Frame, error) {
	level := f.Provenance.Parameters[0].Value
	economy, partner := m.Level(level).Sides()
	for _, by := range []struct {
		what, key string
		names     []string
		find      func(string) (string, error)
	}{
		{"economy", economy, q.Economies, all.names.Find},
		{"partner", partner, q.Partners, all.names.Find},
		{"industry", "industry", q.Industries, all.industries.Find},
	} {
		if len(by.names) == 0 {
			continue
		}
		codes, err := engine.FindEach(by.names, by.find)
		if err != nil {
			return nil, err
		}
		for _, code := range codes {
			if by.what == "economy" && slices.Contains(all.elsewhere, code) {
				return nil, engine.OnlyTrade(all.ref, all.elsewhere, by.what,
					fault.Say("nothing is known of what %s makes and uses itself", code))
			}
		}
		c := f.Column(by.key)
		if by.key == "" || c == nil {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: fault.Say("measure %s", m.ID),
				What:  fault.Say("its level %s has no %s to choose by", level, fault.Word(by.what)),
				Fix:   fault.Say("ikat measures %s lists the keys of each level", m.ID),
			}
		}
		want := make([]bool, len(c.Dict))
		for i, d := range c.Dict {
			want[i] = slices.Contains(codes, d)
		}
		f = f.Where(func(row int) bool { return want[f.Column(by.key).Codes[row]] })
	}
	return f, nil
}

// stamp adds what the rows rest on: the table and the choices of method.
func stamp(e *engine.Engine, f *result.Frame, s *leontief.System, q Request) {
	f.Provenance.Program = e.Program()
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
	f.Provenance.Sources = []result.Source{engine.SourceOf(s.Table)}
}

// One returns one measure of one table at one level.
//
// Error: as Measures.
func One(
	ctx context.Context,
	e *engine.Engine,
	ref, id, level string,
	economies []string,
	opt leontief.Options,
	p engine.Progress,
) (*result.Frame, error) {
	f, err := Measures(
		ctx,
		e,
		Request{
			Measures:  []string{id},
			Tables:    []string{ref},
			Level:     level,
			Economies: economies,
			Groups:    opt.Groups,
			Basis:     opt.Basis,
		},
		p,
	)
	if err != nil {
		return nil, err
	}
	return f[0], nil
}
