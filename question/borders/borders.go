// Package borders holds the question about border procedures: what it takes to get goods across each border.
package borders

import (
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"strings"

	"ikat/border"
	"ikat/economies"
	"ikat/fault"
	"ikat/question"
	"ikat/result"
	"ikat/say"
	"ikat/tablefile/xlsx"
)

// Border compares border procedures.
var Border = &question.Question{
	ID: "border", Tag: "Chains and borders", Label: "What it takes to get a container across each border, and what " +
		"that costs",
	Asks: "How long, and how dear, is it to cross this economy's border, and how far is it from the best?",
	Doc: `Compare economies by the documents, days and dollars it takes to export and to import a container, by what
that adds to the
price of goods, and by the gap to the best and to peers.

A day at the border costs more than it charges, and neither what a day costs nor what a container holds is known
well. So costs of a container of manufactures come as a central estimate with the least and the most, and ranks as the
interval they keep to. {theta} and {container-value} make costs those of goods that the user chooses.

With {level=trend} the rows are what borders took in each year of one table, hours and US$ apart where its method
tells them:
figures of two methods are never compared over time. {level=logistics} gives the Logistics Performance Index with its
publisher's own bounds on scores and ranks, {level=readiness} Business Ready's trade topic. {level=trade-costs} shows
your copy of the ESCAP-World Bank Trade Cost Database ({costs}), with {peers} as partners.`,
	Reference: "World Bank, Doing Business; Hummels, Schaur (2013), American Economic Review 103; Djankov, Freund, " +
		"Pham (2010), Review of Economics and Statistics 92",
	Params: question.Join([]question.Param{
		{
			Name:    "economies",
			Doc:     "keep only these economies; a group stands for its members",
			Form:    question.Economy,
			Many:    question.Joined,
			Example: "VNM,THA,IDN",
			Named:   true,
			Words:   true,
		},
		{
			Name:    "peers",
			Doc:     "economies to measure gaps against (default: all others)",
			Form:    question.Economy,
			Many:    question.Joined,
			Example: "MYS,SGP",
		},
		{
			Name:  "level",
			Short: "l",
			Doc: "rows: economies compared, the years of one table (trend), the Logistics Performance Index (logistics), " +
				"Business Ready (readiness), trade costs with partners (trade-costs), or an index of your own (index)",
			Form:    question.Text,
			Values:  []string{"compared", "trend", "logistics", "readiness", "trade-costs", "index"},
			Default: "compared",
			Example: "compared",
			Named:   true,
		},
		{Name: "costs", Doc: "the ESCAP-World Bank Trade Cost Database for {level=trade-costs}: its workbook, a CSV, or " +
			"the name under which it is kept (ikat tables get)", Form: question.File, Kept: []string{"trade costs"}},
		{Name: "index", Doc: "scores of your own for {level=index}, such as those of the UN Global Survey on Digital and " +
			"Sustainable Trade Facilitation: a CSV of economy, year and a column a score, or the name of a kept one",
			Form: question.File, Kept: []string{"facilitation"}},
	}, question.Border),
	Levels: []question.Level{
		{ID: "compared", Keys: []string{"economy"}, Doc: "what an economy's borders take and cost"},
		{ID: "trend", Keys: []string{"economy", "year"}, Doc: "what they took in each year of one table"},
		{ID: "logistics", Keys: []string{"economy", "year"}, Doc: "the Logistics Performance Index, with its bounds"},
		{ID: "readiness", Keys: []string{"economy", "year"}, Doc: "Business Ready's scores of international trade"},
		{ID: "trade-costs", Keys: []string{"economy", "partner", "sector"},
			Doc: "what trade with a partner costs more than at home, of a file (ESCAP-World Bank)"},
		{ID: "index", Keys: []string{"economy", "year"}, Doc: "scores of a file"},
	},
	Examples: []question.Example{
		{Args: "border", Gives: "all economies of the built-in table"},
		{Args: "border --economies VNM,THA,IDN --peers MYS,SGP", Gives: "three economies against two peers"},
		{Args: "border --economies VNM --level trend", Gives: "hours and US$ of each year since 2014"},
		{Args: "border --economies VNM,THA --level logistics", Gives: "scores and ranks with their bounds"},
		{Args: "border --border doing-business-2010 --format csv -o borders.csv", Gives: "another table, into a file"},
	},
	Pictures: []question.Picture{{Kind: "intervals", Names: []string{"name"}, X: "cost"}},
	Answer:   compared,
}

func compared(ctx context.Context, r *question.Request) (*question.Answer, error) {
	choice, err := Chosen(r.Values)
	if err != nil {
		return nil, err
	}
	var f *result.Frame
	if r.One("level") == "compared" {
		if err = noFiles(r); err == nil {
			f, err = Compare(r.Engine, r.All("economies"), r.All("peers"), choice)
		}
	} else {
		f, err = overTime(ctx, r)
	}
	if err != nil {
		return nil, err
	}
	out := &question.Answer{Frames: []*result.Frame{f}}
	if r.Prose && r.One("level") == "compared" {
		out.Prose = prose(say.In(r.Language), f, r.Chosen("peers"))
	}
	return out, nil
}

// overTime are the rows of one vintage's years, or of an index.
//
// Error: fault.Invalid for what none of them rests on, fault.NotFound for a border table or an economy that is not
// there.
func overTime(ctx context.Context, r *question.Request) (*result.Frame, error) {
	level := r.One("level")
	others := slices.DeleteFunc([]string{"peers", "theta", "container-value", "costs", "index"}, func(name string) bool {
		return slices.Contains(restOn[level], name)
	})
	if err := question.NotOf(r.Values, level, "Leave it out, or ask for {level=compared}", others...); err != nil {
		return nil, err
	}
	codes, err := codesOf(r.All("economies"))
	if err != nil {
		return nil, err
	}
	var f *result.Frame
	switch level {
	case "trend":
		v, err := vintageOf(r.All("border"))
		if err != nil {
			return nil, err
		}
		f, err = v.Trend(codes)
		if err != nil {
			return nil, err
		}
	case "trade-costs":
		f, err = tradeCosts(ctx, r, codes)
	case "index":
		f, err = ownIndex(r, codes)
	case "logistics":
		f, err = scored(border.LPI, codes)
	default:
		f, err = scored(border.BReady, codes)
	}
	if err != nil {
		return nil, err
	}
	f.Provenance.Program = r.Engine.Program()
	f.Provenance.Choice("level", level)
	return f, nil
}

// noFiles refuses files that economies compared do not rest on.
//
// Error: fault.Invalid.
func noFiles(r *question.Request) error {
	return question.NotOf(r.Values, "compared", "Ask for {level=trade-costs} or {level=index}", "costs", "index")
}

// restOn are the choices that rows of a level rest on beside economies.
var restOn = map[string][]string{"trade-costs": {"peers", "costs"}, "index": {"index"}}

// ownIndex are scores of the user's file.
//
// Error: fault.Invalid without a file; what ReadIndex and scored say.
func ownIndex(r *question.Request, codes []string) (*result.Frame, error) {
	path := r.One("index")
	if path == "" {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "index", What: "it names no file of scores",
			Fix: "Give a CSV of economy, year and a column a score: {index=FILE}. ikat tables get un-facilitation says where " +
				"those of the UN survey are"}
	}
	s, err := ReadIndex(path)
	if err != nil {
		return nil, withParam(err, "index")
	}
	return scored(s, codes)
}

// tradeCosts are those of the user's copy of the database.
//
// Error: fault.Invalid without a file; fault.NotFound where it cannot be opened or has none of the economies; what
// border.ReadTradeCosts says.
func tradeCosts(ctx context.Context, r *question.Request, codes []string) (*result.Frame, error) {
	path := r.One("costs")
	if path == "" {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "costs", What: "trade costs are in no file that ikat carries",
			Fix: "Download the ESCAP-World Bank Trade Cost Database (ikat tables get trade-costs says where) and name it: " +
				"{costs=FILE}"}
	}
	partners, err := codesOf(r.All("peers"))
	if err != nil {
		return nil, err
	}
	all, err := ReadTradeCosts(ctx, path)
	if err != nil {
		return nil, withParam(err, "costs")
	}
	return border.TradeCosts(all, codes, partners, 0)
}

// ReadTradeCosts reads the ESCAP-World Bank Trade Cost Database: its workbook, of which each sheet holds a sector, or
// one saved as CSV.
//
// Error: as xlsx.EachText and border.ReadTradeCosts.
func ReadTradeCosts(ctx context.Context, path string) (all []border.TradeCost, err error) {
	fits := func(header []string) bool { return slices.Contains(header, "tij") }
	return all, xlsx.EachText(ctx, path, fits, func(name string, text io.Reader) error {
		some, err := border.ReadTradeCosts(name, text)
		all = append(all, some...)
		return err
	})
}

// ReadIndex reads scores of a file.
//
// Error: as question.Open and border.ReadIndex.
func ReadIndex(path string) (*border.Scores, error) {
	in, err := question.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return border.ReadIndex(path, in)
}

// withParam names the parameter that an error is about where it names none.
func withParam(err error, name string) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Param == "" {
		own := *f
		own.Param = name
		return &own
	}
	return err
}

// codesOf are the codes of economies, and of the members of groups.
func codesOf(names []string) ([]string, error) {
	alone, groups := economies.Apart(names)
	var out []string
	for _, name := range alone {
		e, err := economies.Resolve(name)
		if err != nil {
			return nil, err
		}
		out = append(out, e.Code)
	}
	members, err := membersOf(groups)
	return append(out, members...), err
}

// membersOf are the members of groups, as they stand or in the year that a name gives.
func membersOf(groups []string) ([]string, error) {
	var out []string
	for _, name := range groups {
		g, err := economies.GroupIn(name, 0)
		if err != nil {
			return nil, err
		}
		out = append(out, g.Members...)
	}
	return out, nil
}

// vintageOf is the border table whose years make a trend: the one named, or the newest.
//
// Error: fault.Invalid for a file and for several, fault.NotFound for a name that none has.
func vintageOf(refs []string) (*border.Vintage, error) {
	if len(refs) == 0 {
		return border.Vintages[len(border.Vintages)-1], nil
	}
	name, _, _ := strings.Cut(refs[0], "/")
	for _, v := range border.Vintages {
		if v.Name == name && len(refs) == 1 {
			return v, nil
		}
	}
	return nil, &fault.Error{Kind: fault.Invalid, Param: "border", Where: strings.Join(refs, ", "),
		What: "a trend is of the years of one table that ikat carries", Fix: "Leave it out for doing-business-2020, " +
			"2014 to 2019"}
}

// scored are rows of an index; an economy that it leaves out is named rather than left out in silence.
//
// Error: fault.NotFound where it has none of the economies.
func scored(s *border.Scores, codes []string) (*result.Frame, error) {
	f, err := s.Rows(codes)
	if err != nil {
		return nil, err
	}
	var without []string
	for _, c := range codes {
		rows, err := s.Of(c)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			without = append(without, c)
		}
	}
	switch {
	case len(without) > 0 && len(without) == len(codes):
		return nil, &fault.Error{Kind: fault.NotFound, Where: s.Source,
			What: fault.Say("it has no scores of %s", strings.Join(without, ", ")),
			Fix:  "Leave out {economies} to see whom it has"}
	case len(without) > 0:
		f.Note("border-unscored", "it has no scores of {list}", "list", strings.Join(without, ", "))
	}
	return f, nil
}

func prose(v *say.Voice, f *result.Frame, peers bool) *say.Page {
	page := say.NewPage(v)
	page.Title("procedures.title", say.Args{"title": f.Title, "n": f.Rows()})
	value := func(name string, row int) float64 { return f.Column(name).Floats[row] }
	cell := func(name string, row int) string { return page.Number(value(name, row), 0) }
	g := &say.Grid{Keys: 2}
	g.Columns(false, "", page.Say("procedures.economy")).
		Columns(true, page.Say("procedures.rank"), page.Say("procedures.held"), page.Say("procedures.adds"),
			page.Say("procedures.least-most"))
	documents := counted(f.Column("docs_export").Floats)
	for _, side := range []string{"export", "import"} {
		if documents {
			g.Columns(true, page.Say("procedures.documents-"+side), page.Say("procedures.days"))
		} else {
			g.Columns(true, page.Say("procedures.days-"+side))
		}
		above := page.Say("procedures.above-best")
		g.Columns(true, above, "US$", above)
		if peers {
			g.Columns(true, page.Say("procedures.days-peers"), page.Say("procedures.cost-peers"))
		}
	}
	for r := range f.Rows() {
		row := []string{
			f.Column("economy").Text(r),
			page.Name(f.Column("name").Text(r)),
			page.Ranks(f.Column("rank_low").Ints[r], f.Column("rank_high").Ints[r]),
			page.Percent0(value("rank_held", r)),
			page.Percent(value("cost", r)),
			page.Range(value("cost_low", r), value("cost_high", r)),
		}
		for _, side := range []string{"export", "import"} {
			if documents {
				row = append(row, cell("docs_"+side, r))
			}
			row = append(
				row,
				page.Number(value("days_"+side, r), 1),
				page.Number(value("days_"+side+"_gap", r), 1),
				cell("cost_"+side, r),
				cell("cost_"+side+"_gap", r),
			)
			if peers {
				row = append(row, page.Signed(value("days_"+side+"_peers", r), 0), page.Signed(value("cost_"+side+"_peers", r), 0))
			}
		}
		g.Row(row...)
	}
	page.Grid(g)
	if f.Rows() > 0 {
		page.Text(say.Space, "")
		page.Sentence(
			"procedures.day",
			say.Args{"central": value("day", 0), "low": value("day_low", 0), "high": value("day_high", 0)},
		)
	}
	page.Basis(f.Notes, f.Provenance.Sources)
	return page
}

// counted holds where a column has a number at all: not every edition counts documents.
func counted(v []float64) bool {
	return slices.ContainsFunc(v, func(x float64) bool { return !math.IsNaN(x) })
}
