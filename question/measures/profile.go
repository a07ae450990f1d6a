package measures

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"

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

Where no table is named and the usual one lacks the economy, the answer is from published figures, and says so.`,
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
		{
			Args:  "profile DEU --table wiod2013_2000.csv.gz --table wiod2013_2008.csv.gz",
			Gives: "two years of files of your own",
		},
	},
	Returns: Summary{},
	RestsOn: func(r *question.Request) ([]string, error) {
		refs, err := r.Engine.Expand(r.All("table"))
		if err != nil {
			return nil, err
		}
		return r.Engine.WithEarlierYears(refs)
	},
	Answer: profiled,
}

func profiled(ctx context.Context, r *question.Request) (*question.Answer, error) {
	opt, err := r.Options()
	if err != nil {
		return nil, err
	}
	refs, err := r.Engine.WithEarlierYears(r.All("table"))
	if err != nil {
		return nil, err
	}
	p, err := PlaceOf(ctx, r.Engine, r.One("economy"), refs, opt, r.Progress)
	if err != nil {
		if published, failed, ok := fallBack(r, err); ok {
			return published, failed
		}
		return nil, err
	}
	out := &question.Answer{Value: summary(p)}
	if r.Prose && !r.Chosen("level") {
		out.Prose = Prose(say.In(r.Language), p)
		return out, nil
	}
	out.Frames = []*result.Frame{p.Frame(r.One("level"))}
	return out, nil
}

// Prose writes a profile.
func Prose(v *say.Voice, p *Place) *say.Page {
	page := say.NewPage(v)
	y := p.Years[len(p.Years)-1]
	page.Title("profile.title", say.Args{"name": p.Name, "year": y.Year})
	if y.Exports == 0 {
		page.Sentence("profile.nothing", say.Args{"name": p.Name, "year": y.Year})
		page.Text(say.Space, "")
		page.Small("profile.kind")
		page.Basis(p.Notes, sources(p.Sources))
		return page
	}
	page.Sentence(
		"profile.exports",
		say.Args{
			"name":     p.Name,
			"exports":  y.Exports,
			"unit":     p.Unit,
			"world":    y.WorldShare,
			"domestic": y.Domestic,
			"foreign":  y.Foreign,
		},
	)
	page.Sentence(
		"profile.chains",
		say.Args{"gvc": y.GVC, "rank": p.Rank, "of": p.Of, "backward": y.Backward, "forward": y.Forward},
	)
	page.Sentence("profile.users", say.Args{"out": y.ValueAddedOut, "unit": p.Unit, "depends": y.DependsOn})
	scale := page.ScaleOf(y.Exports, p.Unit)
	if len(p.Years) > 1 {
		page.Heading("profile.years")
		page.Grid(years(page, p, scale))
		current := strings.Contains(p.Sources[len(p.Sources)-1].Unit, "current")
		page.Small("profile.years-unit", say.Args{"unit": scale.Unit, "current": current})
	}
	page.Heading("profile.industries")
	page.Grid(industries(page, p, scale))
	page.Small("profile.industries-unit", say.Args{"unit": scale.Unit})
	for _, side := range []struct {
		key  string
		list []Partner
	}{{"suppliers", p.Suppliers}, {"buyers", p.Buyers}, {"final-users", p.Users}} {
		page.Heading("profile." + side.key)
		page.Grid(Partners(page, side.list, scale))
		page.Small("profile."+side.key+"-unit", say.Args{"unit": scale.Unit})
	}
	page.Text(say.Space, "")
	page.Small("profile.kind")
	page.Basis(p.Notes, sources(p.Sources))
	return page
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
			fmt.Sprint(y.Year),
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

// Summary is a profile as JSON has it. Amounts are in Unit, shares are fractions; null is not defined.
type Summary struct {
	Economy    string            `json:"economy"`
	Name       string            `json:"name"`
	Unit       string            `json:"unit"`
	Years      []SummaryYear     `json:"years" doc:"oldest first; the last is the year the rest is about"`
	Rank       int               `json:"rank" doc:"by trade in value chains over exports; 1 is the highest; 0 for a group"`
	Of         int               `json:"of"`
	Suppliers  []SummaryPartner  `json:"suppliers" doc:"whose value added is in the exports"`
	Buyers     []SummaryPartner  `json:"buyers" doc:"who buys the exports"`
	Users      []SummaryPartner  `json:"users" doc:"whose final demand absorbs the domestic value added"`
	Industries []SummaryIndustry `json:"industries"`
	Notes      []result.Note     `json:"notes"`
	Sources    []result.Source   `json:"sources"`
}

// SummaryYear is one year of a profile.
type SummaryYear struct {
	Year          int      `json:"year"`
	Exports       quantity `json:"exports"`
	WorldShare    quantity `json:"world_share" doc:"of all economies' gross exports"`
	Domestic      quantity `json:"domestic" doc:"domestic content over exports"`
	Foreign       quantity `json:"foreign" doc:"foreign content over exports"`
	GVC           quantity `json:"gvc" doc:"trade that crosses two borders or more, over exports"`
	Backward      quantity `json:"backward" doc:"its backward part, over exports"`
	Forward       quantity `json:"forward" doc:"its forward part, over exports"`
	ValueAddedOut quantity `json:"value_added_abroad" doc:"value added absorbed abroad"`
	DependsOn     quantity `json:"dependence" doc:"the same over the economy's value added"`
}

// SummaryPartner is an economy and its part in something.
type SummaryPartner struct {
	Economy string   `json:"economy"`
	Name    string   `json:"name"`
	Amount  quantity `json:"amount"`
	Share   quantity `json:"share"`
}

// SummaryIndustry is an industry's part in the exports.
type SummaryIndustry struct {
	Industry string   `json:"industry"`
	Name     string   `json:"name"`
	Exports  quantity `json:"exports"`
	Share    quantity `json:"share"`
	Domestic quantity `json:"domestic"`
	Backward quantity `json:"backward"`
	Forward  quantity `json:"forward"`
}

func summary(p *Place) *Summary {
	out := &Summary{
		Economy:   p.Economy,
		Name:      p.Name,
		Unit:      p.Unit,
		Rank:      p.Rank,
		Of:        p.Of,
		Suppliers: summaryPartners(p.Suppliers),
		Buyers:    summaryPartners(p.Buyers),
		Users:     summaryPartners(p.Users),
		Notes:     p.Notes,
		Sources:   p.Sources,
	}
	for _, y := range p.Years {
		out.Years = append(
			out.Years,
			SummaryYear{y.Year, quantity(y.Exports), quantity(y.WorldShare), quantity(y.Domestic), quantity(y.Foreign),
				quantity(y.GVC), quantity(y.Backward), quantity(y.Forward), quantity(y.ValueAddedOut), quantity(y.DependsOn)},
		)
	}
	for _, i := range p.Industries {
		out.Industries = append(
			out.Industries,
			SummaryIndustry{i.Industry, i.Name, quantity(i.Exports), quantity(i.Share), quantity(i.Domestic),
				quantity(i.Back), quantity(i.Forth)},
		)
	}
	return out
}

func summaryPartners(list []Partner) []SummaryPartner {
	out := make([]SummaryPartner, 0, len(list))
	for _, p := range list {
		out = append(out, SummaryPartner{p.Economy, p.Name, quantity(p.Amount), quantity(p.Share)})
	}
	return out
}

// quantity is a number that is null in JSON where it is not defined.
type quantity float64

// MarshalJSON writes null for what is not defined.
func (q quantity) MarshalJSON() ([]byte, error) {
	if v := float64(q); math.IsNaN(v) || math.IsInf(v, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(q))
}
