package chapter

import (
	"context"
	"fmt"
	"math"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/printed"
	"ikat/question/firms"
	"ikat/question/sizes"
	"ikat/result"
)

// Request asks for a table of the source document beside what the data at hand give.
type Request struct {
	Number     int      // 12, 13, 14 or 15
	Table      string   // reference of a table; tables of the same name are taken for other years
	Industries []string // table 15: those that make machinery; none is what the codes of the table say
	Trade      []string // table 15: trade by product in place of tables; nil is none
	Reported   string   // whose reports of trade; "" is the usual
	Blocs      []string // table 15: members of blocs, as NIEs3=KOR,SGP,TWN
	Classes    []string // table 15: CSV files that tell parts of machinery from its final goods; nil is BEC of HS 2017
}

// Beside returns a table of the source document, cell by cell as printed, beside what the tables at hand and the
// built-in data give. What differs, and why, is in notes.
//
// Error: fault.NotFound for a table that the document or the libraries do not have, or whose machinery cannot be told.
func Beside(ctx context.Context, e *engine.Engine, q Request, p engine.Progress) (*result.Frame, error) {
	t, err := printed.Read(q.Number)
	if err != nil {
		return nil, err
	}
	answer := map[int]func(context.Context, *engine.Engine, Request, *printed.Table, engine.Progress) (*result.Frame,
		error){
		12: sourceFirms, 13: sourceProfile, 14: sourceBorders, 15: sourceTrade}[q.Number]
	f, err := answer(ctx, e, q, t, p)
	if err != nil {
		return nil, err
	}
	f.Title = fmt.Sprintf("Table %d. %s", t.Number, t.Title)
	f.Provenance.Program, f.Provenance.Question = e.Program(), fmt.Sprintf("source %d", t.Number)
	f.Provenance.References = []string{t.Source, printed.Document}
	return f, nil
}

// sheet lays out a frame column by column.
type sheet struct{ *result.Frame }

func newSheet() sheet { return sheet{&result.Frame{}} }

// copied adds a column of numbers as printed.
func (s sheet) copied(t *printed.Table, column, label, unit string) {
	s.Number(column, label+", printed", unit, "as the document prints it", result.Accounting, columnOf(t, column))
}

func columnOf(t *printed.Table, column string) []float64 {
	out := make([]float64, t.Rows())
	for i := range out {
		out[i] = t.Value(i, column)
	}
	return out
}

func (s sheet) words(t *printed.Table, column, label string) {
	out := make([]string, t.Rows())
	for i := range out {
		out[i] = t.Text(i, column)
	}
	s.Text(column, label, out)
}

func nans(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}

// inYear is the reference of the table of the same name whose year is nearest.
func inYear(e *engine.Engine, ref string, year int) (string, error) {
	name, _, ok := engine.SplitRef(ref)
	if !ok {
		return ref, nil
	}
	entries, err := e.Tables()
	if err != nil {
		return "", err
	}
	var best *icio.Entry
	for i, en := range entries {
		if en.Name == name && (best == nil || max(en.Year-year, year-en.Year) < max(best.Year-year, year-best.Year)) {
			best = &entries[i]
		}
	}
	if best == nil {
		return ref, nil
	}
	return best.Ref(), nil
}

// sourceFirms is table 12: what small and medium firms contribute, beside the statistics that ikat carries and what
// follows from them for exports.
func sourceFirms(ctx context.Context, e *engine.Engine, q Request, t *printed.Table,
	p engine.Progress) (*result.Frame, error) {
	s := newSheet()
	s.words(t, "economy", "Economy")
	s.words(t, "name", "Name")
	for _, c := range []struct{ name, label string }{{"establishments", "Establishments"}, {"employment", "Employment"},
		{"value_added", "Value added"}} {
		s.copied(t, c.name, c.label, "per cent")
	}
	exports, low, high, differs := nans(t.Rows()), nans(t.Rows()), nans(t.Rows()), make([]int64, t.Rows())
	carried, err := sizes.Statistics(nil)
	if err != nil {
		return nil, err
	}
	for i := range t.Rows() {
		own, err := carried.Of(t.Text(i, "economy"))
		if err != nil {
			return nil, err
		}
		for _, one := range own {
			switch indicator := string(one.Indicator); {
			case indicator == "exports":
				exports[i], low[i], high[i] = 100*one.Value, 100*one.Low, 100*one.High
			case !t.SameAs(i, indicator, 100*one.Value):
				differs[i]++
			}
		}
	}
	s.Whole("differs", "Carried otherwise", "figures", "how many of the three figures ikat's own statistics have "+
		"otherwise, at the precision printed",
		result.Accounting, differs)
	s.Number("direct_exports", "Direct exports", "per cent", "SMEs' share of direct exports, from table 13",
		result.Accounting, exports)
	s.Number("direct_exports_low", "Direct exports, from", "per cent", "the least that table 13 leaves",
		result.Accounting, low)
	s.Number("direct_exports_high", "Direct exports, to", "per cent", "the most that table 13 leaves",
		result.Accounting, high)
	shares, notes, err := sourceShares(ctx, e, q.Table, p)
	if err != nil {
		return nil, err
	}
	va := nans(t.Rows())
	for i := range va {
		if v, ok := shares[t.Text(i, "economy")]; ok {
			va[i] = 100 * v
		}
	}
	s.Number("va_in_exports", "Value added in exports", "per cent",
		"SMEs' share of domestic value added in exports, point estimate from the table at hand", result.Estimate, va)
	s.Note("source.establishments", "establishments of Indonesia are printed as 100.0 with a footnote that says 99.995, "+
		"which is what ikat carries")
	s.Note("source.no-figure", "no figure means that the economy is not in {table}, or that its statistics do not agree "+
		"with that table", "table", q.Table)
	s.Notes = append(s.Notes, notes...)
	table, err := e.Table(ctx, q.Table, p)
	if err == nil {
		s.Provenance.Sources = []result.Source{engine.SourceOf(table)}
	}
	return s.Frame, err
}

// sourceShares are the point estimates of small firms' share of value added in exports, by economy; none where a table
// has no economy with statistics that agree with it.
func sourceShares(
	ctx context.Context,
	e *engine.Engine,
	ref string,
	p engine.Progress,
) (map[string]float64, []result.Note, error) {
	f, err := firms.Compare(ctx, e, firms.Usual("", ref), p)
	out := map[string]float64{}
	if fault.KindOf(err) == fault.NotFound {
		if _, missing := e.Table(ctx, ref, p); missing != nil {
			return nil, nil, missing
		}
		return out, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for i := range f.Rows() {
		out[f.Column("economy").Text(i)] = f.Column("va_in_exports").Floats[i]
	}
	var notes []result.Note
	for _, n := range f.Notes {
		if n.Key == sizes.LeftOut {
			notes = append(notes, n)
		}
	}
	return out, notes, nil
}
