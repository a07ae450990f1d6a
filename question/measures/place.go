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
	"ikat/measure"
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
	Small      *SmallFirms     `json:"small_firms,omitempty"`
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
	Rank          int     `json:"rank" doc:"by trade in value chains over exports, of the latest year; 0 is none"`
	Of            int     `json:"of" doc:"economies that have a rank"`
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
			return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("table %s", s.Table.Ref()),
				What: "its year is not known",
				Why:  "A profile over several tables puts them by year", Fix: "Ask for it alone, or give it a year: ikat " +
					"tables add FILE --year"}
		}
		if latest == nil || s.Table.Year >= latest.Year {
			latest = s.Table
			if out.Economy, err = s.Find(economy); err != nil {
				return nil, err
			}
		}
		one, y, err := exporterOf(ctx, e, out.Economy, s, ref, p)
		if err != nil {
			return nil, err
		}
		if len(s.Table.Undetermined) > 0 {
			y = y.atHome()
		}
		if s.Table == latest {
			if err := profileDetail(ctx, &out, s, one, opt); err != nil {
				return nil, err
			}
		}
		out.Years, money = append(out.Years, y), append(money, s.Table.Money())
		out.Sources = append(out.Sources, engine.SourceOf(s.Table))
	}
	for i := range out.Years {
		if out.Years[i].Year == latest.Year {
			out.Years[i].Rank, out.Years[i].Of = out.Rank, out.Of
		}
		factor, ok := icio.Rescale(money[i], out.Unit)
		if !ok {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: fault.Say("table %s", out.Sources[i].Table),
				What:  fault.Say("it is in %s, %s in %s", money[i], latest.Ref(), out.Unit),
				Why:   "Amounts of different units do not belong in one column",
				Fix:   "Ask for these tables one at a time",
			}
		}
		out.Years[i].Exports *= factor
		out.Years[i].ValueAddedOut *= factor
	}
	if len(latest.Undetermined) > 0 {
		out.withoutPartners()
	}
	sort.Slice(out.Years, func(i, j int) bool { return out.Years[i].Year < out.Years[j].Year })
	return &out, nil
}

// exporterOf computes an economy's exports, and what a year of the profile says of them.
func exporterOf(ctx context.Context, e *engine.Engine, economy string, s *leontief.System, ref string,
	progress engine.Progress) (*measure.OneExporter, ProfileYear, error) {
	y := ProfileYear{Year: s.Table.Year}
	leave, err := e.Turn(ctx)
	if err != nil {
		return nil, y, err
	}
	defer leave()
	progress.Tell("computing exports of " + economy + " in " + ref)
	p := slices.Index(s.Codes(), economy)
	one, err := measure.ExportsOf(ctx, s, p)
	if err != nil {
		return nil, y, err
	}
	y.Exports = total(one.Gross)
	over := func(v []float64) float64 { return total(v) / y.Exports }
	y.Domestic, y.Foreign, y.GVC, y.Backward = over(one.Domestic), over(one.Foreign), over(one.GVC), over(one.Backward)
	y.Forward = y.GVC - y.Backward
	y.ValueAddedOut = total(one.Abroad)
	y.WorldShare = y.Exports / total(s.Exports().Sum)
	y.DependsOn = y.ValueAddedOut / total(s.VA[s.Parts[p].Lo:s.Parts[p].Hi])
	return one, y, nil
}

func total(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum
}

func profileDetail(ctx context.Context, out *Place, s *leontief.System, one *measure.OneExporter,
	opt leontief.Options) error {
	out.Name, out.Unit, out.Notes = engine.EconomyName(s.Table, out.Economy), s.Table.Money(), engine.Notes(s)
	for _, g := range opt.Groups {
		if g.Code == out.Economy {
			out.Name = g.Code + " (" + strings.Join(g.Members, ", ") + ")"
		}
	}
	gross, gvc, err := measure.Participation(ctx, s)
	if err != nil {
		return err
	}
	out.Rank, out.Of = rankOf(s.Codes(), gross, gvc, out.Economy, func(code string) bool {
		return isGroup(opt.Groups, code) || s.Table.IsAggregate(code)
	})
	out.Suppliers = partners(s, out.Economy, one.Suppliers)
	out.Buyers = partners(s, out.Economy, one.Buyers)
	out.Users = partners(s, out.Economy, one.Users)
	out.Industries = topIndustries(s, slices.Index(s.Codes(), out.Economy), one)
	return nil
}

// rankOf returns the place of an economy by the GVC share of its exports among the economies that export, of which
// those that stand for several are none; 0 of 0 where it has no place.
func rankOf(codes []string, gross, gvc []float64, economy string, several func(code string) bool) (rank, of int) {
	own := math.NaN()
	for i, code := range codes {
		if code == economy {
			own = gvc[i] / gross[i]
		}
	}
	if math.IsNaN(own) || several(economy) {
		return 0, 0
	}
	rank = 1
	for i, code := range codes {
		v := gvc[i] / gross[i]
		if math.IsNaN(v) || several(code) {
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

// partners returns the economies with the largest amounts, abroad, with their shares of the foreign total.
func partners(s *leontief.System, own string, amounts []float64) []Partner {
	out := []Partner{}
	var all float64
	for q, code := range s.Codes() {
		if code == own {
			continue
		}
		all += amounts[q]
		out = append(out, Partner{Economy: code, Name: engine.EconomyName(s.Table, code), Amount: amounts[q]})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Amount > out[j].Amount })
	out = out[:min(profilePartners, len(out))]
	for i := range out {
		out[i].Share = out[i].Amount / all
	}
	return out
}

// topIndustries returns the industries of part p that export most, its members' taken together. Sectors that are taken
// apart have no inputs to tell of.
func topIndustries(s *leontief.System, p int, one *measure.OneExporter) []IndustryShare {
	out := make([]IndustryShare, len(s.Industries))
	for k, x := range one.Gross {
		i := s.Parts[p].Lo + k
		if s.IsApart(i) {
			continue
		}
		o := &out[s.Industry[i]]
		o.Exports += x
		o.Domestic += one.Domestic[k]
		o.Back += one.Backward[k]
		o.Forth += one.GVC[k] - one.Backward[k]
	}
	all := 0.0
	for k := range out {
		o := &out[k]
		all += o.Exports
		o.Industry, o.Name = s.Industries[k], s.Table.IndustryName(s.Industries[k])
		o.Domestic, o.Back, o.Forth = o.Domestic/o.Exports, o.Back/o.Exports, o.Forth/o.Exports
	}
	out = slices.DeleteFunc(out, func(o IndustryShare) bool { return o.Exports <= 0 })
	sort.SliceStable(out, func(i, j int) bool { return out[i].Exports > out[j].Exports })
	out = out[:min(profileIndustries, len(out))]
	for i := range out {
		out[i].Share = out[i].Exports / all
	}
	return out
}
