package measures

import "ikat/result"

// Frame returns a part of the profile in rows: years, industries, suppliers, buyers or users.
func (p *Place) Frame(part string) *result.Frame {
	f := &result.Frame{Title: p.Name + ": " + part, Notes: p.Notes}
	f.Provenance = result.Provenance{Program: p.program, Question: "profile " + p.Economy, Sources: p.Sources,
		Parameters: []result.Parameter{{Name: "level", Value: part}}}
	number := func(name, label, unit, definition string, v []float64) {
		f.Columns = append(
			f.Columns,
			&result.Column{Name: name, Label: label, Unit: unit, Definition: definition, Kind: result.Accounting, Floats: v},
		)
	}
	switch part {
	case "years":
		p.yearColumns(f, number)
	case "industries":
		p.industryColumns(f, number)
	default:
		partnerColumns(
			f,
			map[string][]Partner{"suppliers": p.Suppliers, "buyers": p.Buyers, "users": p.Users}[part],
			p.Unit,
			number,
		)
	}
	return f
}

type numberColumn = func(name, label, unit, definition string, v []float64)

func (p *Place) yearColumns(f *result.Frame, number numberColumn) {
	of := func(get func(*ProfileYear) float64) []float64 {
		out := make([]float64, len(p.Years))
		for i := range p.Years {
			out[i] = get(&p.Years[i])
		}
		return out
	}
	year := &result.Column{Name: "year", Label: "Year", Ints: make([]int64, len(p.Years))}
	for i, y := range p.Years {
		year.Ints[i] = int64(y.Year)
	}
	if p.Years[len(p.Years)-1].Year != 0 { // a table without a year has none
		f.Columns = append(f.Columns, year)
	}
	number("exports", "Exports", p.Unit, "gross exports", of(func(y *ProfileYear) float64 { return y.Exports }))
	number(
		"world_share",
		"Of the world's",
		"share",
		"of all economies' gross exports",
		of(func(y *ProfileYear) float64 { return y.WorldShare }),
	)
	number(
		"domestic",
		"Earned at home",
		"share",
		"domestic content over exports",
		of(func(y *ProfileYear) float64 { return y.Domestic }),
	)
	number(
		"foreign",
		"Earned abroad",
		"share",
		"foreign content over exports",
		of(func(y *ProfileYear) float64 { return y.Foreign }),
	)
	number(
		"gvc",
		"In value chains",
		"share",
		"trade that crosses two borders or more, over exports",
		of(func(y *ProfileYear) float64 { return y.GVC }),
	)
	number(
		"backward",
		"Backward",
		"share",
		"its backward part, over exports",
		of(func(y *ProfileYear) float64 { return y.Backward }),
	)
	number(
		"forward",
		"Forward",
		"share",
		"its forward part, over exports",
		of(func(y *ProfileYear) float64 { return y.Forward }),
	)
	number(
		"value_added_abroad",
		"Absorbed abroad",
		p.Unit,
		"value added absorbed abroad",
		of(func(y *ProfileYear) float64 { return y.ValueAddedOut }),
	)
	number(
		"dependence",
		"Dependence",
		"share",
		"value added absorbed abroad over the economy's value added",
		of(func(y *ProfileYear) float64 { return y.DependsOn }),
	)
	c := f.Of(result.Accounting, len(p.Years))
	whole := func(get func(*ProfileYear) int) []int64 {
		out := make([]int64, len(p.Years))
		for i := range p.Years {
			out[i] = int64(get(&p.Years[i]))
		}
		return out
	}
	c.Known("rank", "Rank", "by trade in value chains over exports among economies, 1 is the highest; none for a "+
		"group and in other years than the latest",
		result.Accounting, whole(func(y *ProfileYear) int { return y.Rank }))
	c.Whole("rank_of", "Of", "", "economies that have a rank", result.Accounting,
		whole(func(y *ProfileYear) int { return y.Of }))
	p.smallColumns(f)
}

func (p *Place) industryColumns(f *result.Frame, number numberColumn) {
	var code, name []string
	var exports, share, domestic, back, forth []float64
	for _, i := range p.Industries {
		code, name = append(code, i.Industry), append(name, i.Name)
		exports, share, domestic = append(exports, i.Exports), append(share, i.Share), append(domestic, i.Domestic)
		back, forth = append(back, i.Back), append(forth, i.Forth)
	}
	f.Text("industry", "Industry", code)
	f.Text("name", "Name", name)
	number("exports", "Exports", p.Unit, "gross exports of the industry", exports)
	number("share", "Share", "share", "of the economy's exports", share)
	number("domestic", "Earned at home", "share", "domestic content over the industry's exports", domestic)
	number("backward", "Backward", "share", "over the industry's exports", back)
	number("forward", "Forward", "share", "over the industry's exports", forth)
}

func partnerColumns(f *result.Frame, list []Partner, unit string, number numberColumn) {
	var code, name []string
	var amount, share []float64
	for _, p := range list {
		code, name, amount, share = append(
			code,
			p.Economy,
		), append(
			name,
			p.Name,
		), append(
			amount,
			p.Amount,
		), append(
			share,
			p.Share,
		)
	}
	f.Text("economy", "Economy", code)
	f.Text("name", "Name", name)
	number("amount", "Amount", unit, "the largest first", amount)
	number("share", "Share", "share", "of the total of all other economies", share)
}
