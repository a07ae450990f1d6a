package measures

import (
	"context"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/known"
	"ikat/question"
	about "ikat/question/known"
	"ikat/result"
	"ikat/say"
)

// together answers about two to five economies side by side: from a table where it has all of them, and else all from
// published figures, so that no figure stands beside one of another source.
//
// Error: fault.NotFound for an economy that a table named lacks, and for rows of partners without a table.
func together(ctx context.Context, r *question.Request, refs []string, opt engine.Options) (*question.Answer, error) {
	if slices.ContainsFunc(refs, estimate.Named) {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "with", What: "an estimated table has one economy",
			Fix: "Ask without {table}: published figures have all that it rests on"}
	}
	single, groups := economies.Apart(append(r.All("economy"), r.All("with")...))
	places, notes, err := placesOf(ctx, r, single, refs, opt)
	if err != nil {
		return nil, err
	}
	if !r.Prose || r.Chosen("level") {
		if len(groups) > 0 {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "with", Where: groups[0],
				What: "a group has no rows of its own", Fix: fault.Say("{group=%s} takes its members as one economy", groups[0])}
		}
		return question.Rows(besideRows(r, places, single, notes))
	}
	table := ""
	if places != nil {
		if table, err = newest(ctx, r, refs); err != nil {
			return nil, err
		}
	}
	out, err := about.Beside(ctx, r, table, 0, notes)
	if err != nil {
		return nil, err
	}
	page, err := besidePage(r, out, places, single)
	return &question.Answer{Prose: page, Frames: out.Frames}, err
}

// newest is the reference of the table of the last year.
func newest(ctx context.Context, r *question.Request, refs []string) (string, error) {
	refs, err := r.Engine.Expand(refs)
	if err != nil {
		return "", err
	}
	last, year := "", math.MinInt
	for _, ref := range refs {
		t, err := r.Engine.Table(ctx, ref, r.Progress)
		if err != nil {
			return "", err
		}
		if t.Year >= year {
			last, year = ref, t.Year
		}
	}
	return last, nil
}

// placesOf are the economies' places in tables, nil where the usual table lacks one of them, which a note then says.
func placesOf(ctx context.Context, r *question.Request, names, refs []string, opt engine.Options) (places []*Place,
	notes []result.Note, err error) {
	for _, name := range names {
		p, err := PlaceOf(ctx, r.Engine, name, refs, opt, r.Progress)
		if fault.KindOf(err) == fault.NotFound && r.Chosen("table") {
			err = namedFirst(ctx, r, name, opt, err)
			if _, unknown := economies.Resolve(name); unknown == nil {
				err = question.Unnamed(err)
			}
		} else if fault.KindOf(err) == fault.NotFound {
			if e, unknown := economies.Resolve(name); unknown == nil {
				return nil, []result.Note{result.NewNote("profile-with", "{table} lacks {name}: all figures of value chains "+
					"are published ones", "table", refs[len(refs)-1], "name", e.Name)}, nil
			}
		}
		if err != nil {
			return nil, nil, err
		}
		if !slices.ContainsFunc(places, func(o *Place) bool { return o.Economy == p.Economy }) {
			places = append(places, p)
		}
	}
	return places, nil, nil
}

// besideRows are the rows of a level of every economy, one below the other.
func besideRows(r *question.Request, places []*Place, names []string, notes []result.Note) (*result.Frame,
	error) {
	var frames []*result.Frame
	var codes []string
	for _, p := range places {
		frames, codes = append(frames, p.Frame(r.One("level"))), append(codes, p.Economy)
	}
	if places == nil {
		for _, name := range names {
			c, err := cardOf(name)
			if err != nil {
				return nil, err
			}
			a, err := fromCard(r, c)
			if err != nil {
				return nil, err
			}
			frames, codes = append(frames, a.Frames[0]), append(codes, c.Code)
		}
	}
	out := stacked(frames, codes)
	out.Notes = append(out.Notes, notes...)
	return out, nil
}

func cardOf(name string) (*known.Card, error) {
	e, err := economies.Resolve(name)
	if err != nil {
		return nil, err
	}
	return known.Of(e)
}

// stacked puts frames of the same columns one below the other, with whose rows they are in a column before them.
func stacked(frames []*result.Frame, codes []string) *result.Frame {
	out := &result.Frame{Title: strings.Join(codes, ", ") + " side by side", Provenance: frames[0].Provenance}
	out.Provenance.Question = "profile " + strings.Join(codes, " ")
	out.Provenance.Sources = nil
	var whose []string
	for k, f := range frames {
		for range f.Rows() {
			whose = append(whose, codes[k])
		}
		for _, n := range f.Notes {
			if !slices.ContainsFunc(out.Notes, n.Same) {
				out.Notes = append(out.Notes, n)
			}
		}
		for _, s := range f.Provenance.Sources {
			if !slices.ContainsFunc(out.Provenance.Sources, func(o result.Source) bool { return o.Table == s.Table }) {
				out.Provenance.Sources = append(out.Provenance.Sources, s)
			}
		}
	}
	out.Text("exporter", "Exporter", whose)
	for i, c := range frames[0].Columns {
		own := &result.Column{Name: c.Name, Label: c.Label, Unit: c.Unit, Definition: c.Definition, Kind: c.Kind}
		var texts []string
		for _, f := range frames {
			from := f.Columns[i]
			own.Floats, own.Ints = append(own.Floats, from.Floats...), append(own.Ints, from.Ints...)
			for row := range from.Len() {
				if from.IsText() {
					texts = append(texts, from.Text(row))
				}
			}
		}
		if c.IsText() {
			out.Text(c.Name, c.Label, texts)
			continue
		}
		out.Columns = append(out.Columns, own)
	}
	return out
}

// besidePage adds to a page of figures side by side what else a profile has: industries by their shares of exports, and
// of a table the main suppliers and buyers.
func besidePage(r *question.Request, a *question.Answer, places []*Place, names []string) (*say.Page, error) {
	voice := say.In(r.Language)
	page := say.NewPage(voice)
	columns := make([]sidePart, 0, len(names))
	for _, p := range places {
		columns = append(columns, sidePart{p.Name, p.Industries, p})
	}
	if places == nil {
		for _, name := range names {
			c, err := cardOf(name)
			if err != nil {
				return nil, err
			}
			columns = append(columns, sidePart{c.Name, publishedPlace(c).Industries, nil})
		}
	}
	page.Heading("profile.industries")
	page.Grid(industriesBeside(page, columns))
	page.Small("profile.beside-industries")
	if places != nil {
		for _, part := range []struct {
			key  string
			list func(*Place) []Partner
		}{{"suppliers", func(p *Place) []Partner { return p.Suppliers }},
			{"buyers", func(p *Place) []Partner { return p.Buyers }}} {
			page.Heading("profile." + part.key)
			page.Grid(partnersBeside(page, places, part.list))
			page.Small("profile.beside-" + part.key)
		}
	}
	// what a profile adds stands before the notes and sources that end the comparison
	out := *a.Prose
	at := slices.IndexFunc(out.Blocks, func(b say.Block) bool { return b.Kind == say.Space })
	if at < 0 {
		at = len(out.Blocks)
	}
	out.Blocks = slices.Insert(slices.Clone(out.Blocks), at, page.Blocks...)
	return &out, nil
}

// sidePart is one economy of a page side by side.
type sidePart struct {
	name       string
	industries []IndustryShare
	place      *Place
}

// mostBeside is how many industries and partners stand side by side.
const mostBeside = 5

// industriesBeside has a row for every industry that is among the largest of one of the economies.
func industriesBeside(page *say.Page, columns []sidePart) *say.Grid {
	g := &say.Grid{Keys: 2}
	g.Columns(false, page.Say("profile.industry"), "")
	var rows []IndustryShare
	for _, c := range columns {
		g.Columns(true, c.name)
		for _, i := range c.industries[:min(mostBeside, len(c.industries))] {
			if !slices.ContainsFunc(rows, func(o IndustryShare) bool { return o.Industry == i.Industry }) {
				rows = append(rows, i)
			}
		}
	}
	for _, row := range rows {
		line := []string{row.Industry, page.Name(row.Name)}
		for _, c := range columns {
			at := slices.IndexFunc(c.industries, func(o IndustryShare) bool { return o.Industry == row.Industry })
			if at < 0 {
				line = append(line, "–")
				continue
			}
			line = append(line, page.Percent(c.industries[at].Share))
		}
		g.Row(line...)
	}
	return g
}

// partnersBeside has the first partners of each economy, the largest first.
func partnersBeside(page *say.Page, places []*Place, list func(*Place) []Partner) *say.Grid {
	g := &say.Grid{Keys: 0}
	for _, p := range places {
		g.Columns(false, p.Name)
	}
	for i := range mostBeside {
		var line []string
		for _, p := range places {
			text := ""
			if partners := list(p); i < len(partners) {
				text = page.Name(partners[i].Name) + " " + page.Percent(partners[i].Share)
			}
			line = append(line, text)
		}
		g.Row(line...)
	}
	return g
}
