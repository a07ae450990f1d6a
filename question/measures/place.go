package measures

import (
	"context"
	"math"
	"slices"
	"sort"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/question/computed"
	"ikat/result"
)

// Place is an economy's place in global value chains on one page. Amounts are in Unit; shares are fractions; in JSON
// null is not defined.
type Place struct {
	Economy    string          `json:"economy"`
	Name       string          `json:"name"`
	Unit       string          `json:"unit"`
	Years      []ProfileYear   `json:"years" doc:"oldest first; the last is the year the rest is about"`
	Rank       int             `json:"rank" doc:"by trade in value chains over exports; 1 is the highest; 0 for a group"`
	Of         int             `json:"of"`
	Suppliers  []Partner       `json:"suppliers" doc:"whose value added is in the exports, abroad, largest first"`
	Buyers     []Partner       `json:"buyers" doc:"who buys the exports"`
	Users      []Partner       `json:"users" doc:"whose final demand absorbs the domestic value added, abroad"`
	Industries []IndustryShare `json:"industries"`
	Notes      []result.Note   `json:"notes"`
	Sources    []result.Source `json:"sources"`
	program    string
}

// ProfileYear is one year of a profile.
type ProfileYear struct {
	Year          int     `json:"year"`
	Exports       float64 `json:"exports"`
	WorldShare    float64 `json:"world_share" doc:"of all economies' gross exports"`
	Domestic      float64 `json:"domestic" doc:"domestic content over exports"`
	Foreign       float64 `json:"foreign" doc:"foreign content over exports"`
	GVC           float64 `json:"gvc" doc:"trade that crosses two borders or more, over exports"`
	Backward      float64 `json:"backward" doc:"its backward part, over exports"`
	Forward       float64 `json:"forward" doc:"its forward part, over exports"`
	ValueAddedOut float64 `json:"value_added_abroad" doc:"value added absorbed abroad"`
	DependsOn     float64 `json:"dependence" doc:"the same over the economy's value added"`
}

// Partner is an economy and its part in something.
type Partner struct {
	Economy string  `json:"economy"`
	Name    string  `json:"name"`
	Amount  float64 `json:"amount"`
	Share   float64 `json:"share"`
}

// IndustryShare is an industry's part in an economy's exports.
type IndustryShare struct {
	Industry string  `json:"industry"`
	Name     string  `json:"name"`
	Exports  float64 `json:"exports"`
	Share    float64 `json:"share"`
	Domestic float64 `json:"domestic" doc:"over the industry's exports, as backward and forward"`
	Back     float64 `json:"backward"`
	Forth    float64 `json:"forward"`
}

const (
	profilePartners   = 6
	profileIndustries = 8
)

// PlaceOf describes an economy over the tables given, of which the one for the latest year gives partners and
// industries.
//
// Error: fault.NotFound with the nearest names for an unknown economy.
func PlaceOf(
	ctx context.Context,
	e *engine.Engine,
	economy string,
	refs []string,
	opt leontief.Options,
	p engine.Progress,
) (*Place, error) {
	refs, err := e.Expand(refs)
	if err != nil {
		return nil, err
	}
	out := Place{program: e.Program(), Industries: []IndustryShare{}}
	var latest *icio.Table
	var money []string // of each year, as published
	for _, ref := range refs {
		s, err := e.System(ctx, ref, opt, p)
		if err != nil {
			return nil, err
		}
		if len(refs) > 1 && s.Table.Year == 0 {
			return nil, &fault.Error{Kind: fault.Invalid, Where: "table " + s.Table.Ref(), What: "its year is not known",
				Why: "A profile over several tables puts them by year", Fix: "Ask for it alone, or give it a year: ikat " +
					"tables add FILE --year"}
		}
		if latest == nil || s.Table.Year >= latest.Year {
			latest = s.Table
			if out.Economy, err = s.Find(economy); err != nil {
				return nil, err
			}
			if err := profileDetail(ctx, e, &out, s, ref, opt, p); err != nil {
				return nil, err
			}
		}
		y, err := profileYear(ctx, e, out.Economy, s, ref, opt, p)
		if err != nil {
			return nil, err
		}
		out.Years, money = append(out.Years, y), append(money, s.Table.Money())
		out.Sources = append(out.Sources, engine.SourceOf(s.Table))
	}
	for i := range out.Years {
		factor, ok := icio.Rescale(money[i], out.Unit)
		if !ok {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: "table " + out.Sources[i].Table,
				What:  "it is in " + money[i] + ", " + latest.Ref() + " in " + out.Unit,
				Why:   "Amounts of different units do not belong in one column",
				Fix:   "Ask for these tables one at a time",
			}
		}
		out.Years[i].Exports *= factor
		out.Years[i].ValueAddedOut *= factor
	}
	sort.Slice(out.Years, func(i, j int) bool { return out.Years[i].Year < out.Years[j].Year })
	return &out, nil
}

func profileYear(
	ctx context.Context,
	e *engine.Engine,
	economy string,
	s *leontief.System,
	ref string,
	opt leontief.Options,
	p engine.Progress,
) (ProfileYear, error) {
	y := ProfileYear{Year: s.Table.Year}
	f, err := computed.One(ctx, e, ref, "bm", "country", nil, opt, p)
	if err != nil {
		return y, err
	}
	var world float64
	for i, x := range f.Column("gexp").Floats {
		world += x
		if f.Columns[0].Text(i) != economy {
			continue
		}
		over := func(name string) float64 { return f.Column(name).Floats[i] / x }
		y.Exports, y.Domestic, y.Foreign = x, over("dc"), over("fc")
		y.GVC, y.Backward, y.Forward = over("gvc"), over("gvcb"), over("gvcf")
		y.ValueAddedOut = f.Column("vax").Floats[i]
	}
	y.WorldShare = y.Exports / world
	for i, v := range s.VA {
		if s.Parts[s.PartOf(i)].Code == economy {
			y.DependsOn += v
		}
	}
	y.DependsOn = y.ValueAddedOut / y.DependsOn
	return y, nil
}

func profileDetail(
	ctx context.Context,
	e *engine.Engine,
	out *Place,
	s *leontief.System,
	ref string,
	opt leontief.Options,
	p engine.Progress,
) error {
	out.Name, out.Unit, out.Notes = engine.EconomyName(s.Table, out.Economy), s.Table.Money(), engine.Notes(s)
	for _, g := range opt.Groups {
		if g.Code == out.Economy {
			out.Name = g.Code + " (" + strings.Join(g.Members, ", ") + ")"
		}
	}
	all, err := computed.One(ctx, e, ref, "bm", "country", nil, opt, p)
	if err != nil {
		return err
	}
	out.Rank, out.Of = rankOf(
		all,
		out.Economy,
		func(code string) bool { return isGroup(opt.Groups, code) || s.Table.IsAggregate(code) },
	)
	for _, side := range []struct {
		to                       *[]Partner
		id, level, partner, term string
	}{
		{&out.Suppliers, "va-origin", "country", "source", "va"},
		{&out.Buyers, "exports", "bilateral", "importer", "gexp"},
		{&out.Users, "va-final", "country", "absorber", "va"},
	} {
		f, err := computed.One(ctx, e, ref, side.id, side.level, []string{out.Economy}, opt, p)
		if err != nil {
			return err
		}
		*side.to = partners(f, s.Table, out.Economy, side.partner, side.term)
	}
	f, err := computed.One(ctx, e, ref, "bm", "sector", []string{out.Economy}, opt, p)
	if err != nil {
		return err
	}
	out.Industries = topIndustries(f, s.Table)
	return nil
}

// rankOf returns the place of an economy by the GVC share of its exports among the economies that export, of which
// those that stand for several are none; 0 of 0 where it has no place.
func rankOf(f *result.Frame, economy string, several func(code string) bool) (rank, of int) {
	share := func(i int) float64 { return f.Column("gvc").Floats[i] / f.Column("gexp").Floats[i] }
	own := math.NaN()
	for i := range f.Rows() {
		if f.Columns[0].Text(i) == economy {
			own = share(i)
		}
	}
	if math.IsNaN(own) || several(economy) {
		return 0, 0
	}
	rank = 1
	for i := range f.Rows() {
		v := share(i)
		if math.IsNaN(v) || several(f.Columns[0].Text(i)) {
			continue
		}
		of++
		if v > own {
			rank++
		}
	}
	return rank, of
}

// isGroup holds where a code is that of a group.
func isGroup(groups []engine.Group, code string) bool {
	return slices.ContainsFunc(groups, func(g engine.Group) bool { return g.Code == code })
}

// partners returns the largest foreign partners in a column, with their shares of its foreign total.
func partners(f *result.Frame, t *icio.Table, own, key, term string) []Partner {
	out := []Partner{}
	var total float64
	for i := range f.Rows() {
		code := f.Column(key).Text(i)
		if code == own {
			continue
		}
		v := f.Column(term).Floats[i]
		total += v
		out = append(out, Partner{Economy: code, Name: engine.EconomyName(t, code), Amount: v})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Amount > out[j].Amount })
	out = out[:min(profilePartners, len(out))]
	for i := range out {
		out[i].Share = out[i].Amount / total
	}
	return out
}

func topIndustries(f *result.Frame, t *icio.Table) []IndustryShare {
	out := []IndustryShare{}
	var total float64
	for i, x := range f.Column("gexp").Floats {
		total += x
		if x <= 0 {
			continue
		}
		code := f.Column("industry").Text(i)
		over := func(name string) float64 { return f.Column(name).Floats[i] / x }
		out = append(
			out,
			IndustryShare{
				Industry: code,
				Name:     engine.IndustryName(t, code),
				Exports:  x,
				Domestic: over("dc"),
				Back:     over("gvcb"),
				Forth:    over("gvcf"),
			},
		)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Exports > out[j].Exports })
	out = out[:min(profileIndustries, len(out))]
	for i := range out {
		out[i].Share = out[i].Exports / total
	}
	return out
}
