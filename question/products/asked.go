package products

import (
	"context"
	"errors"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/question"
	"ikat/result"
	"ikat/say"
	"ikat/share"
	"ikat/trade"
	"ikat/trade/companion"
)

var nan = math.NaN()

// asked is a measure being computed over years.
type asked struct {
	*question.Request
	ctx   context.Context
	m     *Measure
	level question.Level
	rows  *rows
	notes []result.Note
	from  []result.Source

	spread  trade.Spread
	classes []*companion.Sheet
	income  companion.Incomes
	growth  map[string]companion.Growth
	pairs   *companion.Pairs

	d, before *trade.Data // of this year, and of the one before
	passing   bool        // years are too many flows to be kept together
	survival  trade.Survival
	units     map[string]bool
	years     map[int]bool // whose trade it is
	priced    bool         // amounts of some are at other prices than each year's own
}

func newAsked(ctx context.Context, r *question.Request, m *Measure, level question.Level) (*asked, error) {
	a := &asked{Request: r, ctx: ctx, m: m, level: level, rows: newRows(len(level.Keys), m.terms(level.ID)),
		units: map[string]bool{}}
	margin, err := share.ParsePart(r.One("spread"))
	if err != nil || margin <= 0 || margin >= 1 {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Param: "spread",
			Where: r.One("spread"),
			What:  "it is no share between 0 and 1",
			Fix:   "For instance {spread=25%}",
		}
	}
	a.spread = trade.Band(margin)
	if r.One("band") == "inverse" {
		a.spread = trade.InverseBand(margin)
	}
	if err := a.files(); err != nil {
		return nil, err
	}
	for _, need := range m.Needs {
		if !r.Chosen(need) {
			return nil, &fault.Error{Kind: fault.Invalid, Param: need, What: fault.Say("measure %s needs it", m.ID)}
		}
	}
	return a, nil
}

// files reads the files that were named.
func (a *asked) files() (err error) {
	if err := a.concordances(); err != nil {
		return err
	}
	if path := a.One("income"); path != "" {
		if a.income, err = opened(path, companion.ReadIncomes); err != nil {
			return err
		}
	}
	if path := a.One("growth"); path != "" {
		if a.growth, err = opened(path, companion.ReadGrowth); err != nil {
			return err
		}
	}
	if path := a.One("pairs"); path != "" {
		a.pairs, err = opened(path, companion.ReadPairs)
	}
	return err
}

func (a *asked) concordances() (err error) {
	a.classes, err = sheets(a.All("classes"))
	return err
}

// ClassesOf leads from a classification to another by CSV files of corresponding codes, as the choice classes takes
// them.
//
// Error: as companion.ReadConcordance and companion.Between; fault.NotFound for a file that cannot be opened.
func ClassesOf(files []string, from, to string) (*trade.Concordance, error) {
	list, err := sheets(files)
	if err != nil {
		return nil, err
	}
	return companion.Between(list, from, to)
}

// sheets reads files of corresponding codes.
func sheets(files []string) (out []*companion.Sheet, err error) {
	for _, path := range files {
		s, err := opened(path, companion.ReadConcordance)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func opened[T any](path string, read func(io.Reader, string) (T, error)) (T, error) {
	f, err := question.Open(path)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	return read(f, filepath.Base(path))
}

// year computes the measure for one year.
func (a *asked) year(ctx context.Context, ref string) error {
	d, err := a.load(ctx, ref, a.One("classification") == "use" && a.m.ID == "composition")
	if err != nil {
		return err
	}
	if n := a.Whole("digits"); n > 0 {
		d, _ = d.Coarser(d.Classification, func(p string) string { return p[:min(n, len(p))] })
	}
	if least := a.Amount("smallest"); least > 0 {
		d = a.large(d, least)
	}
	if err := a.known(d); err != nil {
		return err
	}
	if d.ToWorldOnly() && a.m.ofImporters(a.level) {
		return &fault.Error{Kind: fault.Invalid, Param: "trade", Where: d.Ref(),
			What: "it holds exports to the world and says nothing of who buys them",
			Why:  fault.Say("Measure %s by %s is about importers", a.m.ID, a.level.ID),
			Fix:  "Name trade with partners: a table that has them, or what ikat trade add has kept"}
	}
	a.d = d
	a.source(d)
	if err := a.m.compute(a); err != nil {
		return err
	}
	if a.m.Before {
		a.before = d
	}
	a.call(d)
	return ctx.Err()
}

// call notes what the products of a year are called, for rows about products.
func (a *asked) call(d *trade.Data) {
	if !slices.Contains(a.level.Keys, "product") {
		return
	}
	if a.rows.called == nil {
		a.rows.called = map[string]string{}
	}
	for _, code := range d.Products {
		a.rows.called[code] = ProductName(d, code)
	}
}

// through goes through the years of trade that references name, one after the other.
func (a *asked) through(ctx context.Context, refs []string, year func(ctx context.Context, ref string) error) error {
	flows := 0
	for _, ref := range refs {
		flows += a.Engine.FlowsKept(ref, a.One("reported"))
	}
	a.passing = len(refs) > 1 && flows > mostKept
	for _, ref := range refs {
		if a.passing {
			a.d = nil // the year before makes room
		}
		if err := year(ctx, ref); err != nil {
			return err
		}
	}
	return nil
}

// mostKept is how many flows of all years of a question are kept for other questions, about 600 MB; of more, none is.
var mostKept = 20_000_000

// load opens trade of a year of the question.
func (a *asked) load(ctx context.Context, ref string, uses bool) (*trade.Data, error) {
	if a.passing && !uses {
		return a.Engine.FlowsInPassing(ctx, ref, a.One("reported"), a.m != nil && a.m.Quantities, a.Progress)
	}
	return load(ctx, a.Request, ref, uses)
}

// load opens trade; a table's with its uses apart where they are asked for.
func load(ctx context.Context, r *question.Request, ref string, uses bool) (*trade.Data, error) {
	if uses {
		t, err := r.Engine.Table(ctx, ref, r.Progress)
		if err != nil {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Param: "classification",
				Where: "use",
				What:  "only tables say for which use trade is",
				Fix:   "Choose another, such as {classification=section} or {classification=stage} with {classes}",
				Err:   err,
			}
		}
		return engine.FlowsOfTable(t), nil
	}
	return r.Engine.Flows(ctx, ref, r.One("reported"), r.Progress)
}

// large leaves out economies that export less, and says how many.
func (a *asked) large(d *trade.Data, least float64) *trade.Data {
	b := d.Bilateral()
	keep := make([]bool, len(d.Economies))
	left := 0
	for c := range keep {
		keep[c] = b.Exports(c) >= least
		if !keep[c] {
			left++
		}
	}
	out := d.Where(func(i int) bool { return keep[d.From[i]] })
	a.note(
		"products.smallest",
		"{ref}: {n} {n:economy that exports|economies that export} less than {least} {unit} {n:is|are} left out as "+
			"{n:exporter|exporters}",
		"ref",
		d.Ref(),
		"n",
		left,
		"least",
		a.One("smallest"),
		"unit",
		d.Unit,
	)
	return out
}

func (a *asked) note(key, template string, values ...any) {
	n := result.NewNote(key, template, values...)
	if !slices.ContainsFunc(a.notes, func(o result.Note) bool { return o.Same(n) }) {
		a.notes = append(a.notes, n)
	}
}

func (a *asked) warn(key, template string, values ...any) {
	a.notes = append(a.notes, result.Warning(key, template, values...))
}

// known says which of the economies that were named are not among the data.
//
// Error: fault.NotFound with the nearest.
func (a *asked) known(d *trade.Data) error {
	for _, param := range []string{"economy", "partner", "higher"} {
		for _, name := range a.All(param) {
			if Place(d, name) < 0 {
				return lacking(d, param, name)
			}

		}
	}
	return nil
}

// lacking says that trade lacks an economy, or that what a parameter names is no economy but a group.
func lacking(d *trade.Data, param, name string) error {
	var several *fault.Error
	if _, err := economies.Resolve(name); fault.KindOf(err) == fault.Invalid && errors.As(err, &several) {
		several.Param = param
		return several
	}
	out := &fault.Error{Kind: fault.NotFound, Param: param, Where: name,
		What: fault.Say("%s is not among the economies of %s", say.UpperFirst(economies.InPhrase(economies.Name(name))),
			d.Ref()),
		Fix: fault.Suggest(name, d.Economies,
			fault.Say("ikat trade add keeps trade that has it. Its economies are %s",
				strings.Join(d.Economies[:min(30, len(d.Economies))], ", ")))}
	if e, err := economies.Resolve(name); err == nil {
		out.Fix = fault.Say(
			"ikat trade add keeps trade that has it: BACI and UN Comtrade have nearly all economies; ikat "+
				"economies %s says what is known of it without",
			e.Code,
		)
	}
	return out
}

// Place finds an economy by its code or any of its names; -1 where it is not there.
func Place(d *trade.Data, name string) int {
	if at := d.Position(name); at >= 0 {
		return at
	}
	if e, err := economies.Resolve(name); err == nil {
		return d.Position(e.Code)
	}
	return -1
}

// source notes what the data are.
func (a *asked) source(d *trade.Data) {
	a.from = append(a.from, engine.SourceOfFlows(d))
	a.units[d.Unit] = true
	if a.years == nil {
		a.years = map[int]bool{}
	}
	a.years[d.Year] = true
	if d.Prices != "" {
		a.priced = true
		a.note("products.prices", "{ref}: amounts are at {prices}", "ref", d.Ref(), "prices", d.Prices)
	}
	for _, n := range d.Notes {
		a.note("products.data", "{ref}: {note}", "ref", d.Ref(), "note", n)
	}
	if d.Reported == "importers" {
		a.note("products.mirror", "{ref}: flows are as importers report them, with freight and insurance", "ref", d.Ref())
	}
}

// about completes a frame.
func (a *asked) about(f *result.Frame, what string, references []string) {
	unit := "as the data"
	if len(a.units) == 1 {
		for u := range a.units {
			unit = u
		}
	}
	amounts := false
	for _, c := range f.Columns {
		if c.Unit == money {
			c.Unit, amounts = unit, true
		}
	}
	if amounts && len(a.years) > 1 && !a.priced {
		a.notes = append(a.notes, question.CurrentPrices())
	}
	f.Notes = append(f.Notes, a.notes...)
	f.Provenance = result.Provenance{
		Program:    a.Engine.Program(),
		Question:   what,
		Sources:    a.from,
		References: references,
	}
	f.Provenance.Choice("level", a.level.ID)
	for _, name := range []string{"trade", "reported", "digits", "classification", "spread", "band", "own", "higher",
		"smallest", "least", "elasticity"} {
		if a.Has(name) && a.Chosen(name) {
			f.Provenance.Choice(name, strings.Join(a.All(name), ","))
		}
	}
}

// keeps reports whether an economy, a partner or a product is among those to show.
func (a *asked) keeps(param string, at int) bool {
	names := a.All(param)
	return len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return Place(a.d, n) == at })
}

// shown are the positions of the economies to show.
func (a *asked) shown(param string) []int {
	var out []int
	for c := range a.d.Economies {
		if a.keeps(param, c) {
			out = append(out, c)
		}
	}
	return out
}

// exporters are the economies to show of those that sell anything; who was named is shown in any case.
func (a *asked) exporters(x *trade.Matrix) []int {
	return slices.DeleteFunc(a.shown("economy"), func(c int) bool {
		return x.Of(c) == 0 && len(a.All("economy")) == 0
	})
}

// kept says for each product and each partner, by their positions, whether it is among those to show.
func (a *asked) kept() (products, partners []bool) {
	products, partners = make([]bool, len(a.d.Products)), make([]bool, len(a.d.Economies))
	for p, code := range a.d.Products {
		products[p] = a.showsProduct(code)
	}
	for _, c := range a.shown("partner") {
		partners[c] = true
	}
	return products, partners
}

func (a *asked) showsProduct(code string) bool {
	begin := a.All("product")
	return len(begin) == 0 || slices.ContainsFunc(begin, func(b string) bool { return strings.HasPrefix(code, b) })
}
