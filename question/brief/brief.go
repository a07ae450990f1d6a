// Package brief holds the question of a note on an economy for a minister: five messages, each with its numbers.
package brief

import (
	"context"
	"math"
	"slices"
	"strings"

	"ikat/border"
	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/known"
	"ikat/leontief"
	"ikat/question"
	"ikat/question/measures"
	"ikat/question/trade"
	"ikat/result"
	"ikat/say"
)

// Brief is a note on an economy for a minister.
var Brief = &question.Question{
	ID: "brief", Tag: "Economies and products", Label: "A note on an economy in five messages, for a minister",
	Asks: "What should a minister know about this economy in value chains?",
	Doc: `Messages on an economy, each with its numbers: how its part in value chains has changed, whose work is
inside its exports and who buys them, what its borders ask for beside its neighbours, what small firms earn, and
which border it would gain most from mending. Its neighbours are the economies of its subregion of ESCAP.

Where the table has the economy, the messages are computed from it; otherwise they are published figures, and say so. A
message that the data do not allow is left out, and the note says which.`,
	Reference: "docs/pages.md says where each message comes from",
	Params: question.Join([]question.Param{{
		Name: "economy", Doc: "code (VNM) or name (Viet Nam)", Form: question.Economy, Example: "IDN", Argument: true,
		Required: true, Named: true,
	}}, []question.Param{question.OneTable}),
	Examples: []question.Example{
		{Args: "brief IDN", Gives: "Indonesia, from the usual table"},
		{Args: "brief VNM", Gives: "Viet Nam, from published figures"},
		{Args: "brief VNM -o vnm.docx", Gives: "the same to edit"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		return question.Work{Seconds: .01 + 1.1e-5*r.Shape().Links()}, nil
	},
	Answer: answer,
}

// Facts are what a brief is written from.
type Facts struct {
	economies.Economy
	asked string          // the table as it was asked for, which may be a path
	Ref   string          // the table's name
	Place *measures.Place // nil where the table lacks the economy
	Card  *known.Card
	Peers []*known.Card // of the subregion, the economy left out
	Links *result.Frame // the borders worth most to mend; nil where they cannot be computed
	Small *Earned       // what small firms earn in exports; nil where it is not known
	// National holds where the table knows nothing of what others make and use.
	National bool
	names    map[string]string // of the table's industries
	Left     []string          // keys of messages that the data do not allow
}

func answer(ctx context.Context, r *question.Request) (*question.Answer, error) {
	facts, err := Of(ctx, r.Engine, r.One("economy"), r.One("table"), r.Progress)
	if err != nil {
		return nil, err
	}
	out := &question.Answer{Frames: []*result.Frame{facts.Frame()}}
	if r.Prose {
		out.Prose = facts.Prose(say.In(r.Language))
	}
	out.Pictures = facts.Figures(say.In(r.Language))
	return out, nil
}

// Of gathers what a brief on an economy is written from.
//
// Error: fault.NotFound for a name that is no economy's; what the table and the solves say. An economy of which nothing
// is published has a brief that says so, and what would add to it.
func Of(ctx context.Context, e *engine.Engine, economy, table string, p engine.Progress) (*Facts, error) {
	who, err := economies.Resolve(economy)
	if err != nil {
		return nil, err
	}
	out := &Facts{Economy: who, asked: table}
	if out.Card, err = known.Of(who); err != nil {
		return nil, err
	}
	if _, out.Peers, err = Neighbours(who.Code); err != nil {
		return nil, err
	}
	if err := out.compute(ctx, e, p); err != nil {
		return nil, err
	}
	if err := out.earned(ctx, e, p); err != nil {
		return nil, err
	}
	return out, nil
}

// topLinks is how many ranks are solved exactly: the first is what a message names.
const topLinks = 5

// compute adds what the table gives, where it has the economy.
func (f *Facts) compute(ctx context.Context, e *engine.Engine, p engine.Progress) error {
	s, err := e.System(ctx, f.asked, leontief.Options{}, p) // a table that is not there is not one that lacks the economy
	if err != nil {
		return err
	}
	f.Ref = s.Table.Ref()
	refs, err := e.WithEarlierYears([]string{f.asked})
	if err != nil {
		return err
	}
	f.Place, err = measures.PlaceOf(ctx, e, f.Code, refs, leontief.Options{}, p)
	if fault.KindOf(err) == fault.NotFound {
		f.Place, f.Left = nil, append(f.Left, "worth")
		return nil
	}
	if err != nil {
		return err
	}
	if len(s.Table.Undetermined) > 0 {
		f.National, f.Left = true, append(f.Left, "national")
		return nil
	}
	q := trade.Ranking{Table: f.asked, For: f.Place.Economy, By: "link", Top: topLinks, Cut: cut,
		Elasticities: usualElasticities(), Deficits: "held"}
	f.Links, err = trade.RankLinks(ctx, e, q, p)
	if fault.KindOf(err) == fault.Canceled {
		return err
	}
	if err != nil || f.Links.Rows() == 0 {
		f.Links, f.Left = nil, append(f.Left, "worth")
		return nil
	}
	f.names = map[string]string{}
	for _, code := range s.Industries {
		f.names[code] = s.Table.IndustryName(code)
	}
	return nil
}

// cut is by how much a link's cost of delivery is lowered in the last message.
const cut = .05

// subregions are ESCAP's.
var subregions = []string{"ENEA", "SEA", "SSWA", "NCA", "PACIFIC"}

// Neighbours are the cards of the other economies of an economy's subregion of ESCAP of which something is published,
// and the group's name; none where it is in no subregion.
func Neighbours(code string) (group string, cards []*known.Card, err error) {
	for _, name := range subregions {
		g, err := economies.GroupOf(name, 0)
		if err != nil {
			return "", nil, err
		}
		if !slices.Contains(g.Members, code) {
			continue
		}
		var out []*known.Card
		for _, member := range g.Members {
			e, ok := economies.Get(member)
			if !ok || member == code {
				continue
			}
			c, err := known.Of(e)
			if err != nil {
				return "", nil, err
			}
			if len(c.Years) > 0 || len(c.Borders) > 0 {
				out = append(out, c)
			}
		}
		slices.SortFunc(out, func(a, b *known.Card) int { return strings.Compare(a.Name, b.Name) })
		return name, out, nil
	}
	return "", nil, nil
}

// Quickest is the neighbour whose border takes the fewest days to export, by the one border table that Compared names;
// "" where none is known.
func Quickest(own *known.Card, peers []*known.Card) string {
	best, days := "", math.Inf(1)
	table := Compared(own, peers)
	for _, p := range peers {
		if c, ok := crossing(p, table); ok && c.Record.Export.Days < days {
			best, days = p.Code, c.Record.Export.Days
		}
	}
	return best
}

// Compared is the border table by which an economy stands beside its neighbours: its own newest, or theirs where it has
// none; nil where nobody has one. Days of two years or methods are never set beside each other.
func Compared(own *known.Card, peers []*known.Card) *border.Table {
	if c, ok := newest(own); ok {
		return c.Table
	}
	var out *border.Table
	for _, p := range peers {
		if c, ok := newest(p); ok && (out == nil || c.Table.Year > out.Year) {
			out = c.Table
		}
	}
	return out
}

// crossing is what one border table says of an economy.
func crossing(c *known.Card, table *border.Table) (known.Crossing, bool) {
	at := slices.IndexFunc(c.Borders, func(one known.Crossing) bool {
		return table != nil && one.Table.Name == table.Name
	})
	if at < 0 {
		return known.Crossing{}, false
	}
	return c.Borders[at], true
}

// Frame returns the numbers of the messages, a row each.
func (f *Facts) Frame() *result.Frame {
	out := &result.Frame{Title: "A brief on " + economies.InPhrase(f.Name)}
	rows := f.rows()
	n := out.Of(result.Accounting, len(rows))
	n.Text("message", "Message", func(i int) string { return rows[i].message })
	n.Text("quantity", "Quantity", func(i int) string { return rows[i].quantity })
	n.Text("unit", "Unit", func(i int) string { return rows[i].unit })
	n.Text("year", "Year", func(i int) string { return rows[i].year })
	n.Text("kind", "Kind", func(i int) string { return string(rows[i].kind) })
	n.Number("value", "Value", "", "in the row's unit", func(i int) float64 { return rows[i].value })
	n.Number("low", "Low", "", "least over what is not known, in the row's unit",
		func(i int) float64 { return rows[i].low })
	n.Number("high", "High", "", "most over what is not known, in the row's unit",
		func(i int) float64 { return rows[i].high })
	n.Text("remark", "Remark", func(i int) string { return rows[i].remark })
	out.Notes = f.notes()
	out.Provenance.Sources = f.sources()
	return out
}

func (f *Facts) notes() []result.Note {
	if f.Place != nil {
		return f.Place.Notes
	}
	return known.Notes()
}

func (f *Facts) sources() []result.Source {
	used := slices.DeleteFunc(known.Sources(), func(s result.Source) bool { return s.Table == border.LPI.Name })
	if f.Place != nil {
		return slices.Concat(inOne(f.Place.Sources), used)
	}
	return used
}

// year is one year of either source.
type year struct {
	at                                        int
	exports, world, foreign, back, forth, gvc float64
}

// tabled are the economy's years in the table; none where the table does not have it.
func (f *Facts) tabled() []year {
	if f.Place == nil {
		return nil
	}
	var out []year
	for _, y := range f.Place.Years {
		out = append(out, year{y.Year, y.Exports, y.WorldShare, y.Foreign, y.Backward, y.Forward, y.GVC})
	}
	return out
}

// newer reports whether published figures are of a later year than the table, or all there is: a brief leads with them.
func (f *Facts) newer() bool {
	y, ok := f.Card.Latest()
	if f.Place == nil {
		return ok
	}
	return ok && !math.IsNaN(y.Backward) && y.Year > f.Place.Years[len(f.Place.Years)-1].Year
}

// published are the economy's years in published figures.
func (f *Facts) published() []year {
	var out []year
	for _, y := range f.Card.Years {
		out = append(out, year{y.Year, y.Exports, y.OfWorld, 1 - y.Domestic, y.Backward, y.Forward, y.Backward + y.Forward})
	}
	return out
}

// first is the earliest year with participation.
func first(list []year) (year, bool) {
	for _, y := range list {
		if !math.IsNaN(y.gvc) {
			return y, true
		}
	}
	return year{}, false
}

// inOne names the years of one table as one source.
func inOne(list []result.Source) []result.Source {
	last := list[len(list)-1]
	if len(list) > 1 {
		last.Table = list[0].Table + " to " + last.Table
	}
	return []result.Source{last}
}
