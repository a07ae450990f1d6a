package trade

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/icio"
	"ikat/result"
	"ikat/say"
)

// shown is how many rows an answer in prose shows; the rest are in files.
const shown = 25

// called is an economy's name, or that of a class of its firms, KOR/sme, as it stands in a sentence; * is everybody.
func called(v *say.Voice, t *icio.Table, code string) string {
	if code == "*" {
		return v.Say("ranking.everybody")
	}
	if economy, class, divided := strings.Cut(code, "/"); divided {
		return v.Say("ranking.class", say.Args{"class": class, "economy": engine.EconomyName(t, economy)})
	}
	return v.Names([]string{engine.EconomyName(t, code)})
}

func made(v *say.Voice, t *icio.Table, code string) string {
	if code == "*" {
		return v.Say("ranking.everything")
	}
	return t.IndustryName(code)
}

// rankingProse says which border is worth most to mend, how sure that is, and lists the first ones.
func rankingProse(v *say.Voice, t *icio.Table, f *result.Frame) *say.Page {
	page := say.NewPage(v)
	what, outcome, _ := strings.Cut(f.Title, worthTo)
	page.Text(say.Title, page.Label(what+strings.TrimSpace(worthTo))+" "+v.Label(outcome))
	at := slices.IndexFunc(f.Column("rank").Floats, func(rank float64) bool { return rank == 1 })
	if at >= 0 {
		page.Sentence("ranking.first", rankingArgs(v, t, f, at, outcome))
	} else {
		page.Sentence("ranking.none")
	}
	g := &say.Grid{Keys: 4}
	g.Columns(true, page.Say("ranking.rank")).Columns(false, page.Say("ranking.from"), page.Say("ranking.to"),
		page.Say("ranking.industry"))
	g.Columns(true, page.Say("ranking.gain"), page.Say("ranking.range"), page.Say("ranking.ranks"),
		page.Say("ranking.world", say.Args{"unit": f.Column("trade").Unit}))
	odd, unsure := false, false
	for row := range min(shown, f.Rows()) {
		value := func(column string) float64 { return f.Column(column).Floats[row] }
		odd, unsure = odd || f.Column("warning").Text(row) != "", unsure || restsOnAssumed(f, row)
		g.Row(rankMark(page, f, row), f.Column("exporter").Text(row), f.Column("importer").Text(row),
			made(v, t, f.Column("industry").Text(row)), page.Within(value("exact_gain"), value("gain_low"), value("gain_high")),
			page.PointsCell(value("gain_low"), value("gain_high")),
			page.Ranks(place(value("rank_low")), place(value("rank_high"))), page.Number(value("trade"), 0))
	}
	page.Grid(g)
	page.Small("ranking.columns")
	if g := lineGrid(page, t, f); g != nil {
		page.Heading("ranking.firms")
		page.Grid(g)
		page.Small("ranking.small")
	}
	if odd {
		page.Small("ranking.marked")
	}
	if unsure {
		page.Small("picture.assumed")
	}
	page.Basis(f.Notes, f.Provenance.Sources)
	return page
}

// restsOnAssumed reports whether the border procedures of a side of a row are assumed.
func restsOnAssumed(f *result.Frame, row int) bool {
	c := f.Column("assumed")
	return c != nil && c.Text(row) != ""
}

// rankMark is a row's rank, a dash where it has none, with a star where it asks too much of the model, and a dagger
// where the border procedures of a side are assumed.
func rankMark(page *say.Page, f *result.Frame, row int) string {
	rank := "–"
	if v := f.Column("rank").Floats[row]; !math.IsNaN(v) {
		rank = page.Number(v, 0)
	}
	if f.Column("warning").Text(row) != "" {
		rank += say.Odd
	}
	if restsOnAssumed(f, row) {
		rank += say.Assumed
	}
	return rank
}

// place is a rank, 0 where there is none.
func place(rank float64) int64 {
	if math.IsNaN(rank) {
		return 0
	}
	return int64(rank)
}

func rankingArgs(v *say.Voice, t *icio.Table, f *result.Frame, row int, outcome string) say.Args {
	value := func(column string) float64 { return f.Column(column).Floats[row] }
	return say.Args{
		"exporter": called(v, t, f.Column("exporter").Text(row)), "importer": called(v, t, f.Column("importer").Text(row)),
		"industry": made(v, t, f.Column("industry").Text(row)), "exact": value("exact_gain"), "low": value("gain_low"),
		"high": value("gain_high"), "cut": value("cost_cut"), "sure": value("rank_high") == 1, "worst": value("rank_high"),
		"odd": v.Label(f.Column("warning").Text(row)), "table": t.Ref(), "outcome": v.Label(outcome),
	}
}

// worthTo stands before the outcome in a ranking's title.
const worthTo = "are worth to "

// hasSingle reports whether some row is of a single economy.
func hasSingle(f *result.Frame) bool {
	c := f.Column("economy")
	for row := range f.Rows() {
		if e, known := economies.Get(c.Text(row)); !known || e.Kind != economies.Aggregate {
			return true
		}
	}
	return false
}

// simulatedProse says of every scenario who gains and who loses most, how sure that is, and lists the economies.
func simulatedProse(v *say.Voice, t *icio.Table, f *result.Frame) *say.Page {
	page := say.NewPage(v)
	page.Text(say.Title, page.Label(f.Title))
	names := f.Column("scenario")
	for _, scenario := range names.Dict {
		rows := f.Where(func(row int) bool { return names.Text(row) == scenario })
		if rows.Rows() == 0 {
			continue
		}
		page.Text(say.Heading, scenario)
		if hasSingle(rows) { // what happens to an aggregate alone says of nobody who gains or loses
			page.Sentence("simulated.said", simulatedArgs(t, rows))
		}
		if args := simulatedFirms(t, rows); args != nil {
			page.Sentence("simulated.firms", args)
		}
		page.Grid(simulatedRows(page, t, rows))
		if jobs := Jobs(rows); jobs != nil {
			page.Frame(jobs)
		}
	}
	page.Small("simulated.columns")
	page.Basis(f.Notes, f.Provenance.Sources)
	return page
}

// simulatedArgs are who gains and who loses most of single economies, and the world.
func simulatedArgs(t *icio.Table, f *result.Frame) say.Args {
	value := func(row int, column string) float64 { return f.Column(column).Floats[row] }
	top, least := -1, -1
	args := say.Args{"table": t.Ref(), "gains": false, "loses": false, "world": false}
	change := func(name string, row int) {
		low, high := value(row, "welfare_low_pct"), value(row, "welfare_high_pct")
		args[name+"By"], args[name+"Low"], args[name+"High"] = value(row, "welfare_pct"), low, high
		args[name+"Sure"] = low*high > 0
	}
	for row := range f.Rows() {
		switch code := f.Column("economy").Text(row); {
		case code == "world":
			args["world"] = true
			change("world", row)
		case economies.IsAggregate(code):
		default:
			if top < 0 || value(row, "welfare_pct") > value(top, "welfare_pct") {
				top = row
			}
			if least < 0 || value(row, "welfare_pct") < value(least, "welfare_pct") {
				least = row
			}
		}
	}
	for name, row := range map[string]int{"gains": top, "loses": least} {
		if row < 0 {
			continue
		}
		args[name+"Close"] = close(f, row, name == "gains")
		by := value(row, "welfare_pct")
		if args[name] = name == "gains" && by > 0 || name == "loses" && by < 0; args[name] == true {
			args[name+"Who"] = engine.EconomyName(t, f.Column("economy").Text(row))
			change(name, row)
		}
	}
	return args
}

// simulatedFirms are the small firms that move most of those of single economies, nil where none are known.
func simulatedFirms(t *icio.Table, f *result.Frame) say.Args {
	value := func(row int, column string) float64 { return f.Column(column).Floats[row] }
	at := -1
	for row := range f.Rows() {
		by := math.Abs(value(row, "sme_income_pct"))
		if by > 0 && !economies.IsAggregate(f.Column("economy").Text(row)) &&
			(at < 0 || by > math.Abs(value(at, "sme_income_pct"))) {
			at = row
		}
	}
	if at < 0 {
		return nil
	}
	low, high := value(at, "sme_income_low_pct"), value(at, "sme_income_high_pct")
	return say.Args{"year": t.Year, "who": engine.EconomyName(t, f.Column("economy").Text(at)),
		"by": value(at, "sme_income_pct"), "low": low, "high": high, "sure": low*high > 0}
}

// span is a range in a cell, empty where it is not known.
func span(page *say.Page, low, high float64) string {
	if math.IsNaN(low) || math.IsNaN(high) {
		return ""
	}
	return page.PointsCell(low, high)
}

// known is a number in a cell beside its range, empty where it is not known.
func known(page *say.Page, v, low, high float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return page.Within(v, low, high)
}

// close reports whether what is not known allows that another single economy gains more than that of a row, or loses
// more.
func close(f *result.Frame, row int, gains bool) bool {
	low, high := f.Column("welfare_low_pct").Floats, f.Column("welfare_high_pct").Floats
	for other := range f.Rows() {
		code := f.Column("economy").Text(other)
		if other == row || code == "world" || economies.IsAggregate(code) {
			continue
		}
		if gains && high[other] > low[row] || !gains && low[other] < high[row] {
			return true
		}
	}
	return false
}

// simulatedRows lists economies by what they gain, groups of them and the world last.
func simulatedRows(page *say.Page, t *icio.Table, f *result.Frame) *say.Grid {
	rows := make([]int, f.Rows())
	for i := range rows {
		rows[i] = i
	}
	code, gain := f.Column("economy"), f.Column("welfare_pct").Floats
	group := func(row int) int {
		switch {
		case code.Text(row) == "world":
			return 2
		case economies.IsAggregate(code.Text(row)):
			return 1
		}
		return 0
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		if group(a) != group(b) {
			return group(a) - group(b)
		}
		return cmp.Compare(gain[b], gain[a])
	})
	g := &say.Grid{Keys: 2}
	g.Columns(false, page.Say("simulated.economy"), "")
	g.Columns(true, page.Say("simulated.welfare"), page.Say("simulated.range"), page.Say("simulated.wage"),
		page.Say("simulated.small"), page.Say("simulated.range"))
	for _, row := range rows {
		name := code.Text(row)
		if name != "world" {
			name = engine.EconomyName(t, name)
		}
		if restsOnAssumed(f, row) {
			name += say.Assumed
		}
		value := func(column string) float64 { return f.Column(column).Floats[row] }
		low, high := value("welfare_low_pct"), value("welfare_high_pct")
		least, most := value("sme_income_low_pct"), value("sme_income_high_pct")
		g.Row(code.Text(row), page.Name(name), page.Within(gain[row], low, high), span(page, low, high),
			page.Within(value("real_wage_pct"), low, high), known(page, value("sme_income_pct"), least, most),
			span(page, least, most))
	}
	return g
}
