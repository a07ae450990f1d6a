package measures

import (
	"context"
	"math"
	"slices"
	"strings"

	"ikat/estimate"
	"ikat/fault"
	"ikat/leontief"
	"ikat/question"
	"ikat/result"
	"ikat/say"
)

// Profile is an economy's place in global value chains.
var Profile = &question.Question{
	ID: "profile", Tag: tag, Label: "An economy's place in global value chains, on one page",
	Asks: "How does this economy take part in global value chains?",
	Doc: `What an economy exports, who earns on it, how it takes part in global value chains, its main partners and
industries, and how that
has changed over the years at hand. One table brings its earlier years along.

Where no table is named and the usual one lacks the economy, the answer is from published figures, and says so.

With {with} two to five economies stand side by side: their exports and part in value chains, industries, borders,
logistics and small firms. All are from the table where it has all of them, and else all from published figures.`,
	Reference: "Borin, Mancini (2019), World Bank Policy Research Working Paper 8804",
	Params: question.Join([]question.Param{
		{
			Name:     "economy",
			Doc:      "code (CHN) or name (China)",
			Form:     question.Economy,
			Example:  "CHN",
			Argument: true,
			Required: true,
			Named:    true,
		},
		{
			Name:  "level",
			Short: "l",
			Doc:   "rows: the years, industries, suppliers, buyers or users of the page",
			Form:  question.Text,
			Values: []string{
				"years",
				"industries",
				"suppliers",
				"buyers",
				"users",
			},
			Default: "years",
			Example: "industries",
			Named:   true,
		},
		question.With,
	}, question.Tables),
	Levels: []question.Level{
		{ID: "years", Keys: []string{"year"}, Doc: "exports and participation by year"},
		{ID: "industries", Keys: []string{"industry"}, Doc: "the industries that export most"},
		{ID: "suppliers", Keys: []string{"economy"}, Doc: "whose value added is in the exports"},
		{ID: "buyers", Keys: []string{"economy"}, Doc: "who buys the exports"},
		{ID: "users", Keys: []string{"economy"}, Doc: "whose final demand absorbs the domestic value added"},
	},
	Examples: []question.Example{
		{Args: "profile CHN", Gives: "China's place, on one page"},
		{Args: `profile "Republic of Korea" --table apx/2011`, Gives: "by name, of a year"},
		{Args: "profile VNM THA IDN", Gives: "three economies side by side"},
		{
			Args:  "profile DEU --table wiod2013_2000.csv.gz --table wiod2013_2008.csv.gz",
			Gives: "two years of files of your own",
		},
	},
	Returns: Place{},
	RestsOn: func(r *question.Request) ([]string, error) {
		refs, err := r.Engine.Expand(r.All("table"))
		if err != nil {
			return nil, err
		}
		return r.Engine.WithEarlierYears(refs)
	},
	Estimated: placed,
	Pictures: []question.Picture{{Kind: "lines", Names: []string{"year"}, Parts: []string{"gvc", "backward", "forward"},
		Title: "picture.profile"}},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		return PlaceWork(r.Shape()), nil
	},
	Answer: profiled,
}

// PlaceWork is about how much an economy's profile takes on a table of a shape.
func PlaceWork(s question.Shape) question.Work { return question.Work{Seconds: 2.5e-8 * s.Cells()} }

func profiled(ctx context.Context, r *question.Request) (*question.Answer, error) {
	opt, err := r.Options()
	if err != nil {
		return nil, err
	}
	refs, err := r.Engine.WithEarlierYears(r.All("table"))
	if err != nil {
		return nil, err
	}
	if r.Chosen("with") {
		return together(ctx, r, refs, opt)
	}
	p, err := PlaceOf(ctx, r.Engine, r.One("economy"), refs, opt, r.Progress)
	if err != nil {
		err = namedFirst(ctx, r, r.One("economy"), opt, err)
		if published, failed, ok := fallBack(r, err); ok {
			return published, failed
		}
		return nil, err
	}
	if slices.ContainsFunc(refs, estimate.Named) {
		p.determined()
	}
	if err := p.addSmallFirms(ctx, r, refs, opt); err != nil {
		return nil, err
	}
	out := &question.Answer{Value: p}
	if r.Prose && !r.Chosen("level") {
		out.Prose = Prose(say.In(r.Language), p)
		return out, nil
	}
	out.Frames = []*result.Frame{p.Frame(r.One("level"))}
	return out, nil
}

// namedFirst is why there is no place, of the tables that were named where that is so of them already, rather than of
// an earlier year that was added to them.
func namedFirst(ctx context.Context, r *question.Request, economy string, opt leontief.Options, err error) error {
	if fault.KindOf(err) != fault.NotFound {
		return err
	}
	if _, named := PlaceOf(ctx, r.Engine, economy, r.All("table"), opt, r.Progress); named != nil {
		return named
	}
	return err
}

// placed is what of a profile an estimated table determines: exports, and what is foreign in them. Who supplies and who
// buys is not in it, nor what becomes of exports abroad.
func placed(r *question.Request) (question.Determined, error) {
	columns, ok := map[string][]string{"years": {"exports", "backward"},
		"industries": {"exports", "share", "backward"}}[r.One("level")]
	if !ok {
		columns = []string{}
	}
	return question.Determined{Columns: columns, Ranged: true}, nil
}

// determined blanks what an estimated table does not determine.
func (p *Place) determined() {
	for i, y := range p.Years {
		p.Years[i] = y.atHome()
	}
	p.withoutPartners()
	p.Notes = append(p.Notes, question.EstimatedNote())
}

// atHome is the year with what does not depend on what others make and use.
func (y ProfileYear) atHome() ProfileYear {
	nan := math.NaN()
	return ProfileYear{Year: y.Year, Exports: y.Exports, Backward: y.Backward, WorldShare: nan, Domestic: nan,
		Foreign: nan, GVC: nan, Forward: nan, ValueAddedOut: nan, DependsOn: nan}
}

// withoutPartners leaves out places and partners, and blanks what of the industries depends on others.
func (p *Place) withoutPartners() {
	p.Rank, p.Of, p.Suppliers, p.Buyers, p.Users = 0, 0, []Partner{}, []Partner{}, []Partner{}
	for i := range p.Years {
		p.Years[i].Rank, p.Years[i].Of = 0, 0
	}
	for i := range p.Industries {
		p.Industries[i].Domestic, p.Industries[i].Forth = math.NaN(), math.NaN()
	}
}

// Prose writes a profile.
func Prose(v *say.Voice, p *Place) *say.Page {
	page := say.NewPage(v)
	y := p.Years[len(p.Years)-1]
	page.Title("profile.title", say.Args{"name": p.Name, "year": y.Year})
	if y.Exports == 0 {
		page.Text(say.Paragraph, Sentences(v, "profile", p)[0])
		page.Text(say.Space, "")
		page.Small("profile.kind")
		page.Basis(p.Notes, sources(p.Sources))
		return page
	}
	for _, s := range Sentences(v, "profile", p) {
		page.Text(say.Paragraph, s)
	}
	scale := page.ScaleOf(y.Exports, p.Unit)
	if len(p.Years) > 1 {
		page.Heading("profile.years")
		page.Grid(years(page, p, scale).WithoutBlank())
		current := strings.Contains(p.Sources[len(p.Sources)-1].Unit, "current")
		page.Small("profile.years-unit", say.Args{"unit": scale.Unit, "current": current})
	}
	page.Heading("profile.industries")
	page.Grid(industries(page, p, scale).WithoutBlank())
	page.Small("profile.industries-unit", say.Args{"unit": scale.Unit})
	for _, side := range []struct {
		key  string
		list []Partner
	}{{"suppliers", p.Suppliers}, {"buyers", p.Buyers}, {"final-users", p.Users}} {
		if len(side.list) == 0 {
			continue
		}
		page.Heading("profile." + side.key)
		page.Grid(Partners(page, side.list, scale))
		page.Small("profile."+side.key+"-unit", say.Args{"unit": scale.Unit})
	}
	page.Text(say.Space, "")
	smallSentence(page, p)
	page.Small("profile.kind")
	page.Basis(p.Notes, sources(p.Sources))
	return page
}

// Sentences say in words what an economy's exports were in the last year; section is where their texts are.
func Sentences(v *say.Voice, section string, p *Place) []string {
	y := p.Years[len(p.Years)-1]
	data := say.Args{"name": p.Name, "year": y.Year, "exports": y.Exports, "unit": p.Unit, "world": y.WorldShare,
		"domestic": y.Domestic, "foreign": y.Foreign, "gvc": y.GVC, "rank": p.Rank, "of": p.Of, "backward": y.Backward,
		"forward": y.Forward, "out": y.ValueAddedOut, "depends": y.DependsOn, "home": 1 - y.Backward}
	keys := []string{"exports", "chains", "users"}
	switch {
	case y.Exports == 0:
		keys = []string{"nothing"}
	case math.IsNaN(y.GVC):
		keys = []string{"national", "national-not"}
	}
	var out []string
	for _, key := range keys {
		out = append(out, v.Say(section+"."+key, data))
	}
	return out
}

// sources takes the tables of one publisher together, which differ in the year only.
func sources(list []result.Source) []result.Source {
	last := list[len(list)-1]
	var tables []string
	for _, s := range list {
		tables = append(tables, s.Table)
	}
	last.Table = strings.Join(tables, ", ")
	return []result.Source{last}
}

func years(page *say.Page, p *Place, s say.Scale) *say.Grid {
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("profile.year"))
	for _, c := range []string{"exports-column", "of-world", "at-home", "abroad", "in-chains", "backward", "forward"} {
		g.Columns(true, page.Say("profile."+c))
	}
	for _, y := range p.Years {
		g.Row(
			say.Year(y.Year),
			page.Number(y.Exports/s.Size, 1),
			page.Percent(y.WorldShare),
			page.Percent(y.Domestic),
			page.Percent(y.Foreign),
			page.Percent(y.GVC),
			page.Percent(y.Backward),
			page.Percent(y.Forward),
		)
	}
	return g
}

func industries(page *say.Page, p *Place, s say.Scale) *say.Grid {
	g := &say.Grid{Keys: 2}
	g.Columns(false, page.Say("profile.industry"), "")
	for _, c := range []string{"exports-column", "share", "at-home", "backward", "forward"} {
		g.Columns(true, page.Say("profile."+c))
	}
	for _, i := range p.Industries {
		name := i.Name
		if name == i.Industry {
			name = ""
		}
		g.Row(
			i.Industry,
			page.Name(name),
			page.Number(i.Exports/s.Size, 1),
			page.Percent(i.Share),
			page.Percent(i.Domestic),
			page.Percent(i.Back),
			page.Percent(i.Forth),
		)
	}
	return g
}

// Partners lists partners with a bar each, as long as their share of the largest.
func Partners(page *say.Page, list []Partner, s say.Scale) *say.Grid {
	g := &say.Grid{Keys: 2}
	g.Columns(false, "", "").Columns(true, "", "")
	for _, p := range list {
		g.Row(p.Economy, page.Name(p.Name), page.Number(p.Amount/s.Size, 1), page.Percent(p.Share))
		bar := 0.0
		if list[0].Amount > 0 {
			bar = p.Amount / list[0].Amount
		}
		g.Bar = append(g.Bar, bar)
	}
	return g
}
