package firms

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/factors"
	"ikat/result"
	"ikat/say"
)

// factorsProse writes the answer: what is sure and what is not, what small firms gain, at whose expense, and apart from
// both what only moves purchases. industry gives the names of codes.
func factorsProse(page *say.Page, a *factors.Answer, f *result.Frame, name string, industry func(string) string) {
	page.Title("factors.title", say.Args{"name": name, "table": f.Provenance.Sources[0].Table})
	page.Sentence("factors.dated", say.Args{"years": years(a.Statistics), "table": f.Provenance.Sources[0].Table})
	if a.Draws > 0 {
		signs := a.Signs()
		page.Sentence("factors.sure", say.Args{"raise": signs.Raise, "lower": signs.Lower, "draws": a.Draws,
			"industries": a.ByIndustry()})
		page.Sentence("factors.unsure", say.Args{"split": signs.Split, "open": signs.Open})
	}
	rows := &factorRows{page: page, f: f}
	rows.grid("gains", false, "step", "small", "range", "jointly", "shares", "half", "held")
	page.Small("factors.columns")
	industriesProse(page, f, industry)
	page.Small("factors.half-explained")
	rows.grid("expense", false, "large", "welfare", "pays", "small-dollar", "large-dollar", "economy-dollar", "room",
		"best")
	page.Small("factors.expense-explained")
	rows.grid("moved", true, "step", "small", "range", "jointly", "half", "large", "welfare", "pays")
	programmesProse(page, a)
	page.Basis(slices.DeleteFunc(slices.Clone(f.Notes), func(n result.Note) bool { // sentences above say these
		return n.Key == "factors.sure" || n.Key == "factors.unsure"
	}), f.Provenance.Sources)
}

// factorRows are the rows of an answer as a page shows them.
type factorRows struct {
	page *say.Page
	f    *result.Frame
}

// cells are the columns that say one number, by their key.
var cells = map[string]string{"small": "sme_income_pct", "half": "sme_income_half_pct", "large": "large_income_pct",
	"welfare": "welfare_pct", "small-dollar": "sme_effect", "large-dollar": "large_effect",
	"economy-dollar": "economy_effect", "room": "room_median_pct", "best": "room_best_pct"}

// spans are those that say a range.
var spans = map[string][2]string{"range": {"low", "high"}, "jointly": {"joint_low", "joint_high"},
	"shares": {"shares_low", "shares_high"}}

// cell is what a column says of a row.
func (v *factorRows) cell(key string, row int) string {
	number := func(column string) float64 { return v.f.Column(column).Floats[row] }
	if of, ok := spans[key]; ok {
		return between(v.page, number(of[0]), number(of[1]))
	}
	switch key {
	case "step":
		return v.f.Column("step").Text(row)
	case "pays":
		return v.f.Column("who_pays").Text(row)
	case "held":
		if held := number("rank_held"); held == held {
			return v.page.Percent(held)
		}
		return ""
	}
	return rounded(v.page, number(cells[key]))
}

// grid shows some columns of the factors that take cost away or, moved, of those that only move purchases.
func (v *factorRows) grid(heading string, moved bool, keys ...string) {
	g := &say.Grid{Keys: 2}
	for _, key := range slices.Concat([]string{"factor", "door"}, keys) {
		g.Columns(!slices.Contains([]string{"factor", "door", "step", "pays"}, key), v.page.Say("factors."+key))
	}
	for row := range v.f.Rows() {
		if (v.f.Column("measure").Text(row) == string(factors.Reallocation)) != moved {
			continue
		}
		shown := []string{withIndustry(v.f, row), v.f.Column("door").Text(row)}
		for _, key := range keys {
			shown = append(shown, v.cell(key, row))
		}
		g.Row(shown...)
	}
	if len(g.Rows) > 0 {
		v.page.Heading("factors." + heading)
		v.page.Grid(g)
	}
}

// industriesProse names the industries of rows that have one.
func industriesProse(page *say.Page, f *result.Frame, industry func(string) string) {
	var named []string
	for row := range f.Rows() {
		code := f.Column("industry").Text(row)
		name := page.Name(industry(code))
		if text := code + " " + name; code != "" && name != code && !slices.Contains(named, text) {
			named = append(named, text)
		}
	}
	if len(named) > 0 {
		page.Small("factors.industries", say.Args{"list": strings.Join(named, "; ")})
	}
}

// programmesProse lists what a dollar of each programme brings, the most to small firms first.
func programmesProse(page *say.Page, a *factors.Answer) {
	priced := slices.DeleteFunc(slices.Clone(a.Factors), func(f *factors.Factor) bool { return f.Cost != f.Cost })
	if len(priced) == 0 {
		return
	}
	slices.SortStableFunc(priced, func(x, y *factors.Factor) int {
		return cmp.Compare(a.PerProgramme(y).Small, a.PerProgramme(x).Small)
	})
	page.Heading("factors.programmes")
	g := &say.Grid{Keys: 3}
	for _, key := range []string{"factor", "door", "step"} {
		g.Columns(false, page.Say("factors."+key))
	}
	for _, key := range []string{"cost", "small-per", "jointly", "economy-per"} {
		g.Columns(true, page.Say("factors."+key))
	}
	for _, f := range priced {
		per := a.PerProgramme(f)
		g.Row(f.Name, f.Door, f.Step, page.Number(f.Cost, 1), page.Number(per.Small, 2), between(page, per.Low, per.High),
			page.Number(per.Economy, 2))
	}
	page.Grid(g)
	page.Small("factors.programmes-explained", say.Args{"unit": a.Unit})
}

func withIndustry(f *result.Frame, row int) string {
	name := f.Column("factor").Text(row)
	if i := f.Column("industry").Text(row); i != "" {
		return name + ", " + i
	}
	return name
}

// rounded is a number of three digits after the point, or of two that count where it is small; nothing where there is
// none.
func rounded(page *say.Page, v float64) string {
	if v != v {
		return ""
	}
	return page.Number(v, digits(v, 3))
}

func between(page *say.Page, low, high float64) string {
	if low != low || high != high {
		return ""
	}
	n := digits(math.Max(math.Abs(low), math.Abs(high)), 2)
	return page.Number(low, n) + " – " + page.Number(high, n)
}

// digits are how many digits after the point a number is written with: usual, or as many as show two that count.
func digits(v float64, usual int) int {
	if v = math.Abs(v); v == 0 || v >= math.Pow10(1-usual) {
		return usual
	}
	return min(1-int(math.Floor(math.Log10(v))), 8)
}
