package known

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/known"
	"ikat/leontief"
	"ikat/question"
	"ikat/question/computed"
	"ikat/result"
	"ikat/say"
)

// fewest and most are how many economies are set side by side.
const fewest, most = 2, 5

// Compare sets economies side by side.
var Compare = &question.Question{
	ID: "compare", Tag: "Economies and products", Label: "Two to five economies side by side, with peers: value chains, " +
		"borders, logistics, small firms",
	Asks: "How does my economy compare with these?",
	Doc: `Two to five economies side by side: exports and their part in value chains, hours and US$ at borders, logistics,
readiness for trade, and small firms, each with its range where it has one, its year and its source. {peers} adds the
median and the range of others, a group (ASEAN, SAARC) or economies by name.

Of each figure the last year is shown that all have. Published figures serve where no table is named; with {table} the
figures of value chains are from the table. Rank 1 is the best: of hours and costs the least, of scores the most.
Exports and participation have no best and so no rank; what each economy defines in its own way has no median either.`,
	Reference: "docs/indicators.md says whose figures these are",
	Params: []question.Param{
		{Name: "economies",
			Doc:  "two to five, codes or names; a group (ASEAN, RCEP/2024) is a column of its members' medians",
			Form: question.Economy, Many: question.Joined, Most: most,
			Example: "CHN,JPN", Argument: true, Required: true, Named: true},
		{Name: "peers", Doc: "whose median and range stand beside them: economies, or groups by name (ASEAN)",
			Form: question.Economy, Many: question.Joined, Most: 200, Example: "ASEAN"},
		{Name: "topic", Doc: "only figures of these topics", Form: question.Text, Many: question.Joined,
			Values: known.Topics, Example: "borders"},
		{Name: "year", Doc: "year of the figures, or the nearest that has them", Form: question.Whole, Min: 1990, Max: 2100,
			Says: "the last that all have", Example: "2010", Named: true},
		{
			Name:  "table",
			Short: "t",
			Doc: "take the figures of value chains from this table: NAME/YEAR, or on the command line " +
				"the path of a file",
			Form:    question.Table,
			Says:    "published figures",
			Example: "apx/2011",
		},
	},
	Examples: []question.Example{
		{Args: "compare VNM,THA,IDN --peers ASEAN", Gives: "three economies beside their group"},
		{Args: "compare VNM,ASEAN,SAARC", Gives: "an economy beside two groups, as medians of their members"},
		{Args: "compare BGD,LKA,PAK --topic borders,logistics", Gives: "what borders take in each"},
		{Args: "compare CHN,JPN,KOR --table apx/2011", Gives: "value chains from a table"},
	},
	Pictures: question.NoPicture,
	Answer:   compared,
}

func compared(ctx context.Context, r *question.Request) (*question.Answer, error) {
	of := sides{names: r.All("economies"), peers: r.All("peers"), topics: r.All("topic"), year: r.Whole("year"),
		param: "economies"}
	if r.Chosen("table") {
		of.table = r.One("table")
	}
	return sideBySide(ctx, r, of)
}

// sides is what is set side by side.
type sides struct {
	names, peers, topics []string
	year                 int
	table                string // whose figures of value chains are taken; "" is the published ones
	param                string // that names the economies
	notes                []result.Note
}

func sideBySide(ctx context.Context, r *question.Request, of sides) (*question.Answer, error) {
	c := &known.Comparison{Topics: of.topics, Year: of.year}
	if len(c.Topics) == 0 {
		c.Topics = known.Topics
	}
	alone, groups := economies.Apart(of.names)
	var err error
	if c.Economies, err = cardsOf(alone); err != nil {
		return nil, err
	}
	missing, err := withGroups(c, groups)
	if err != nil {
		return nil, err
	}
	if n := c.Columns(); n < fewest || n > most {
		return nil, &fault.Error{Kind: fault.Invalid, Param: of.param, What: fault.Say("%d cannot be compared", n),
			Why: "An economy cannot be compared with itself",
			Fix: fault.Say("Name %d to %d, joined by commas", fewest, most)}
	}
	peers, lacking, err := peersOf(of.peers, c.Year, c.Economies)
	if err != nil {
		return nil, err
	}
	c.Peers = peers
	if of.table != "" {
		if err := fromTable(ctx, r, c, of.table); err != nil {
			return nil, err
		}
	}
	rows := c.Rows()
	f := c.Frame(rows)
	f.Notes = slices.Concat(of.notes, f.Notes, missing)
	if len(lacking) > 0 {
		f.Note("compare-peers", "not among the economies that ikat knows of, and left out of peers: {list}", "list",
			strings.Join(lacking, ", "))
	}
	out := &question.Answer{Frames: []*result.Frame{f}}
	if r.Prose {
		out.Prose = side(say.In(r.Language), c, rows, f)
	}
	return out, nil
}

// Beside sets the economy that a question is about and those of its parameter with side by side, in figures of some
// topics, all where none is named. Figures of value chains are of a table, or where that is "" the published ones.
//
// Error: as comparing; fault.NotFound for an economy that the table lacks.
func Beside(ctx context.Context, r *question.Request, table string, year int, notes []result.Note,
	topics ...string) (*question.Answer, error) {
	return sideBySide(ctx, r, sides{names: append(r.All("economy"), r.All("with")...), topics: topics, table: table,
		year: year, param: "with", notes: notes})
}

// withGroups adds groups as columns, and says of each who its members are and of whom nothing is known.
func withGroups(c *known.Comparison, names []string) ([]result.Note, error) {
	var notes []result.Note
	for _, name := range names {
		g, err := economies.GroupIn(name, c.Year)
		if err != nil {
			return nil, err
		}
		cards, err := cardsOf(g.Members)
		if err != nil {
			return nil, err
		}
		with := known.Group{Card: &known.Card{Economy: economies.Economy{Code: g.Code, Name: g.Label()}}}
		if g.Year != 0 {
			with.Card.Code = g.Code + "/" + strconv.Itoa(g.Year)
		}
		var without []string
		for _, m := range cards {
			if len(m.Years) == 0 {
				without = append(without, m.Name)
			}
			with.Members = append(with.Members, m)
		}
		c.Groups = append(c.Groups, with)
		if len(without) == 0 {
			without = []string{"none"}
		}
		notes = append(notes, result.NewNote("compare-group", "{group}: the median of {n} "+
			"{n:member|members}{year}, with the least and "+
			"the most, each figure of those that have it; without indicators of value chains: {list}", "group", g.Name,
			"n", len(g.Members), "year", yearsWords(g.Year), "list", strings.Join(without, ", ")))
	}
	return notes, nil
}

func yearsWords(year int) string {
	if year == 0 {
		return " of today"
	}
	return " of " + strconv.Itoa(year)
}

// cardsOf returns the cards of some economies, each once.
func cardsOf(names []string) ([]*known.Card, error) {
	var out []*known.Card
	for _, name := range names {
		e, err := economies.Resolve(name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(c *known.Card) bool { return c.Code == e.Code }) {
			continue
		}
		c, err := known.Of(e)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// peersOf returns the cards of peers, groups taken apart into their members in a year, without the economies compared.
// missing are members that no list of economies has.
func peersOf(names []string, year int, without []*known.Card) (peers []*known.Card, missing []string, err error) {
	var codes []string
	for _, name := range names {
		if one, groups := economies.Apart([]string{name}); len(groups) == 0 {
			codes = append(codes, one...)
			continue
		}
		g, err := economies.GroupIn(name, year)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range g.Members {
			if _, err := economies.Resolve(m); err != nil {
				missing = append(missing, m)
				continue
			}
			codes = append(codes, m)
		}
	}
	all, err := cardsOf(codes)
	peers = slices.DeleteFunc(all, func(p *known.Card) bool {
		return slices.ContainsFunc(without, func(c *known.Card) bool { return c.Code == p.Code })
	})
	return peers, missing, err
}

// fromTable takes the figures of value chains from a table.
//
// Error: fault.NotFound naming an economy compared that it lacks; fault.Invalid for one in another currency.
func fromTable(ctx context.Context, r *question.Request, c *known.Comparison, table string) error {
	system, err := r.Engine.System(ctx, table, engine.Options{}, r.Progress)
	if err != nil {
		return err
	}
	for _, e := range c.Economies {
		if _, err := system.Find(e.Code); err != nil {
			return err
		}
	}
	factor, ok := icio.Rescale(system.Table.Money(), unit)
	if !ok {
		return &fault.Error{Kind: fault.Invalid, Param: "table", Where: system.Table.Ref(),
			What: fault.Say("it is in %s", system.Table.Money()), Why: fault.Say("Figures side by side are in %s", unit),
			Fix: "Choose another table, or ask without one"}
	}
	frames, err := computed.Measures(
		ctx,
		r.Engine,
		computed.Request{Measures: []string{"bm"}, Tables: []string{table}, Level: "country"},
		r.Progress,
	)
	if err != nil {
		return err
	}
	c.OwnSource = engine.SourceOf(system.Table)
	c.Own = tabled(frames[0], earnings(system), system.Table.Year, factor)
	return nil
}

// earnings is the value added of each economy of a table.
func earnings(s *leontief.System) map[string]float64 {
	out := map[string]float64{}
	for i, v := range s.VA {
		out[s.Parts[s.PartOf(i)].Code] += v
	}
	return out
}

// tabled are the figures that a decomposition of exports gives; factor turns its amounts into million USD.
func tabled(
	f *result.Frame,
	earned map[string]float64,
	year int,
	factor float64,
) func(*known.Figure, string) (known.Value,
	bool) {
	row, world := map[string]int{}, 0.
	for i, x := range f.Column("gexp").Floats {
		row[f.Columns[0].Text(i)] = i
		world += x
	}
	return func(figure *known.Figure, code string) (known.Value, bool) {
		i, has := row[code]
		v := known.Value{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
		if figure.Topic != "trade" || !has {
			return v, figure.Topic == "trade"
		}
		of := func(name string) float64 { return f.Column(name).Floats[i] }
		v.Year = year
		switch figure.ID {
		case "exports":
			v.Value = of("gexp") * factor
		case "world_share":
			v.Value = of("gexp") / world
		case "absorbed_abroad":
			v.Value = of("vax") / of("gexp")
		case "dependence":
			v.Value = of("vax") / earned[code]
		case "domestic":
			v.Value = 1 - of("gvcb")/of("gexp")
		case "backward":
			v.Value = of("gvcb") / of("gexp")
		case "forward":
			v.Value = of("gvcf") / of("gexp")
		}
		return v, true
	}
}
