package integration

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/indicators"
	"ikat/question/computed"
	"ikat/result"
	"ikat/trade"
)

// What trade is counted in.
const (
	GrossExports = "gross exports"
	valueAdded   = "value added" // from where it is made to where it is used
)

// row is a group in a year.
type row struct {
	group, flows, source string
	year                 int
	unit                 string
	region               trade.Region
	index                float64 // as published, NaN where it is computed
	// Of gross exports: imported parts from inside, final exports to outside, and how far exports are what members
	// import.
	parts, finals, complementarity float64
	members, missing               []string
}

func publishedRow(c indicators.Concentration) row {
	kind := GrossExports
	if c.Flows != GrossExports {
		kind = valueAdded
	}
	nan := math.NaN()
	return row{group: c.Group, flows: kind, source: c.Set, year: c.Year, unit: "million USD", index: c.Index,
		region: trade.RegionOf(c.Within, c.Export, c.Import, c.World), parts: nan, finals: nan, complementarity: nan}
}

// intensity is the published index where there is one: it was computed before amounts were rounded.
func (r row) intensity() float64 {
	if math.IsNaN(r.index) {
		return r.region.Intensity()
	}
	return r.index
}

// most is how many triangles a group has rows of: there are members² times markets of them.
const most = 100

// builder collects the rows of tables.
type builder struct {
	level   string
	rows    []row
	members []memberRow
	pairs   []pairRow
	three   []triangleRow
	makers  []makerRow
	asides  []aside
	asideOf [][]string // tables or years of each
	sources []result.Source
	units   []string
}

type memberRow struct {
	group, economy  string
	year            int
	to, from        float64 // exports to and imports from the group
	exports, bought float64 // to and from all
	intensity       float64
}

type pairRow struct {
	group, exporter, importer          string
	year                               int
	value, share, intensity, fits, net float64
}

type triangleRow struct {
	group, supplier, maker, market string
	year                           int
	value                          float64
}

// aside is what must be said of a group in some tables: the members that they lack, or without a list, that those of
// today stand for those of the tables' years.
type aside struct {
	group  string
	n, all int
	list   string
}

// told adds a table or year of which something must be said, once for all of which it holds.
func (b *builder) told(what aside, of string) {
	at := slices.Index(b.asides, what)
	if at < 0 {
		at = len(b.asides)
		b.asides, b.asideOf = append(b.asides, what), append(b.asideOf, nil)
	}
	if !slices.Contains(b.asideOf[at], of) {
		b.asideOf[at] = append(b.asideOf[at], of)
	}
}

// notes are what must be said of the groups.
func (b *builder) notes() []result.Note {
	var out []result.Note
	for i, a := range b.asides {
		of := strings.Join(b.asideOf[i], ", ")
		if a.list == "" {
			out = append(out, result.NewNote("integration-today", "{group} had no members in {year}: they are those of "+
				"today", "group", a.group, "year", of))
			continue
		}
		out = append(out, result.NewNote("integration-missing", "{table}: {n} of the {all} members of "+
			"{group} {n:is|are} there, "+
			"not {list}", "table", of, "n", a.n, "all", a.all, "group", a.group, "list", a.list))
	}
	return out
}

func (b *builder) add(w *flows, g group) {
	codes := w.table.Economies
	year := w.table.Year
	b.units = append(b.units, w.table.Money())
	if len(g.missing) > 0 {
		b.told(aside{group: g.code, n: len(g.members), all: len(g.members) + len(g.missing), list: named(g.missing)},
			w.table.Ref())
	}
	if g.today {
		b.told(aside{group: g.code}, strconv.Itoa(year))
	}
	switch b.level {
	case "groups":
		b.rows = append(b.rows, w.rows(g)...)
	case "members":
		for _, m := range g.members {
			r := memberRow{group: g.code, economy: codes[m], year: year, exports: w.gross.Exports(m),
				bought: w.gross.Imports(m)}
			var market float64 // the group's weight in the imports of all but the member
			for _, o := range g.members {
				r.to += w.gross.Between(m, o)
				r.from += w.gross.Between(o, m)
				if o != m {
					market += w.gross.Imports(o)
				}
			}
			r.intensity = r.to / r.exports / (market / (w.gross.Total() - r.bought))
			b.members = append(b.members, r)
		}
	case "pairs":
		for _, s := range g.members {
			for _, d := range g.members {
				if s != d {
					b.pairs = append(b.pairs, pairRow{group: g.code, exporter: codes[s], importer: codes[d], year: year,
						value: w.gross.Between(s, d), share: w.gross.Between(s, d) / w.gross.Exports(s),
						intensity: w.gross.Intensity(s, d), net: w.gross.IntensityNet(s, d),
						fits: w.exports.Complementarity(w.imports, s, d)})
				}
			}
		}
	case "makers":
		for _, m := range g.members {
			b.makers = append(b.makers, w.maker(g, m))
		}
	default:
		b.three = append(b.three, w.triangles(g)...)
	}
}

// rows are a group's in gross exports and in value added.
func (w *flows) rows(g group) []row {
	base := row{group: g.code, source: w.table.Ref(), year: w.table.Year, unit: w.table.Money(), index: math.NaN(),
		missing: g.missing, parts: math.NaN(), finals: math.NaN(), complementarity: math.NaN()}
	for _, m := range g.members {
		base.members = append(base.members, w.table.Economies[m])
	}
	gross, va := base, base
	gross.flows, gross.region = GrossExports, w.gross.Region(g.members)
	gross.parts = w.parts.Region(g.members).ImportShare()
	gross.finals = 1 - w.finals.Region(g.members).ExportShare()
	gross.complementarity = w.complementarity(g)
	va.flows, va.region = valueAdded, w.va.Region(g.members)
	return []row{gross, va}
}

// complementarity is the mean over pairs of members, weighted by their trade with each other.
func (w *flows) complementarity(g group) float64 {
	var sum, weights float64
	for _, s := range g.members {
		for _, d := range g.members {
			if s != d {
				sum += w.gross.Between(s, d) * w.exports.Complementarity(w.imports, s, d)
				weights += w.gross.Between(s, d)
			}
		}
	}
	if weights <= 0 {
		return math.NaN()
	}
	return sum / weights
}

// triangles are a group's, the largest first.
func (w *flows) triangles(g group) []triangleRow {
	all := trade.Triangles(w.parts, w.finals, g.members, g.members, g.members,
		func(maker int) float64 { return w.exported[maker] })
	slices.SortStableFunc(all, func(a, b trade.Triangle) int {
		switch {
		case a.Value > b.Value:
			return -1
		case a.Value < b.Value:
			return 1
		}
		return 0
	})
	all = slices.DeleteFunc(all, func(t trade.Triangle) bool { return !slices.Contains(w.market, t.Market) })
	var out []triangleRow
	for _, t := range all[:min(most, len(all))] {
		code := w.table.Economies
		out = append(out, triangleRow{g.code, code[t.Supplier], code[t.Maker], code[t.Market], w.table.Year, t.Value})
	}
	return out
}

// frame lays out the rows.
//
// Error: fault.Invalid for tables of different units under one column.
func (b *builder) frame() (*result.Frame, error) {
	for _, u := range b.units {
		if u != b.units[0] {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "table",
				What: fault.Say("one table is in %s, another in %s", b.units[0], u),
				Why:  "Amounts of different units do not belong in one column",
				Fix:  "Ask for these tables one at a time"}
		}
	}
	f := map[string]func() *result.Frame{"groups": func() *result.Frame { return groupRows(b.rows) },
		"members": b.memberFrame, "pairs": b.pairFrame, "triangles": b.triangleFrame,
		"makers": b.makerFrame}[b.level]()
	f.Notes = append(f.Notes, b.notes()...)
	f.Provenance.Sources = b.sources
	computed.SayPrices(f)
	f.Provenance.Choice("level", b.level)
	return f, nil
}

// counted is a number of members, NaN where a publisher does not say who they are.
func counted(n int) float64 {
	if n == 0 {
		return math.NaN()
	}
	return float64(n)
}

func groupRows(rows []row) *result.Frame {
	f := &result.Frame{Title: "Trade of groups with themselves"}
	n := f.Of(result.Accounting, len(rows))
	text := func(name, label string, get func(row) string) {
		n.Text(name, label, func(i int) string { return get(rows[i]) })
	}
	number := func(name, label, unit, definition string, get func(row) float64) {
		n.Number(name, label, unit, definition, func(i int) float64 { return get(rows[i]) })
	}
	text("group", "Group", func(r row) string { return r.group })
	text("flows", "Trade in", func(r row) string { return r.flows })
	years := make([]int64, len(rows))
	for i, r := range rows {
		years[i] = int64(r.year)
	}
	f.Whole("year", "Year", "", "", "", years)
	text("source", "Source", func(r row) string { return r.source })
	number("trade_share", "Share inside", "share", "of members' exports and imports, what is with members",
		func(r row) float64 { return r.region.TradeShare() })
	number("export_share", "Exports inside", "share", "of members' exports, what goes to members",
		func(r row) float64 { return r.region.ExportShare() })
	number("import_share", "Imports inside", "share", "of members' imports, what comes from members",
		func(r row) float64 { return r.region.ImportShare() })
	number("intensity", "Intensity", "", "share inside over the group's weight in world trade: the regional "+
		"concentration "+
		"index (Frankel 1997)", row.intensity)
	number("introversion", "Introversion", "-1 to 1", "0 where members prefer neither each other nor others, 1 "+
		"where they "+
		"trade with each other only (Iapadre 2006)", func(r row) float64 { return r.region.Introversion() })
	number("parts_inside", "Parts from inside", "share", "of members' imported inputs, what comes from members",
		func(r row) float64 { return r.parts })
	number("finals_outside", "Final goods to outside", "share",
		"of members' exports for final use, what goes to others; high "+
			"beside parts from inside, it is triangular trade", func(r row) float64 { return r.finals })
	number("complementarity", "Complementarity", "0 to 1",
		"how far members' exports are what members import, by industry, "+
			"the mean over pairs by their trade (Michaely 1996)", func(r row) float64 { return r.complementarity })
	unit := "million USD"
	if len(rows) > 0 {
		unit = rows[0].unit
	}
	number("within", "Inside", unit, "what members sell each other", func(r row) float64 { return r.region.Within })
	number("exports", "Exports", unit, "of members, to members too", func(r row) float64 { return r.region.Exports })
	number("imports", "Imports", unit, "of members, from members too", func(r row) float64 { return r.region.Imports })
	number("world", "World trade", unit, "of all economies", func(r row) float64 { return r.region.World })
	number("members_at_hand", "Members at hand", "economies", "whose trade is counted", func(r row) float64 {
		return counted(len(r.members))
	})
	number("members_all", "All members", "economies", "of the group in the year", func(r row) float64 {
		return counted(len(r.members) + len(r.missing))
	})
	text("members", "Members", func(r row) string { return strings.Join(r.members, " ") })
	text("missing", "Members not at hand", func(r row) string { return strings.Join(r.missing, " ") })
	f.Provenance.Question = "integration"
	return f
}
