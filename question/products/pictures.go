package products

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/picture"
	"ikat/result"
	"ikat/say"
	"ikat/trade"
)

// Limits of what one can read in a picture.
const (
	mostSold   = 12
	narrowBars = 5
	mostBars   = 20
	mostSpots  = 250
	mostPoints = 300
)

// picture draws the rows of one year about one economy where a measure has a picture of its own; nil where it has none.
func (a *asked) picture(f *result.Frame, v *say.Voice) *picture.Figure {
	one := a.shown("economy")
	if f.Rows() == 0 || len(a.from) != 1 {
		return nil
	}
	draw := map[string]func(*result.Frame, *say.Voice, int) *picture.Figure{"rca product": a.sold,
		"density product": a.around, "unit-values product": a.ladder, "totals pair": a.buyers}[a.m.ID+" "+a.level.ID]
	switch {
	case a.m.ID == "proximity":
		return a.space(v)
	case draw == nil || len(one) != 1:
		return nil
	}
	out := draw(f, v, one[0])
	if out.Empty() {
		return nil
	}
	out.ID, out.Source = "products-"+a.m.ID, result.SourceLine(a.from)
	return out
}

// subject is what texts of a picture speak of.
func (a *asked) subject(economy int) say.Args {
	return say.Args{"name": a.economyName(economy), "trade": cmp.Or(say.Year(a.d.Year), a.d.Ref())}
}

func (a *asked) economyName(at int) string { return EconomyName(a.d, a.d.Economies[at]) }

// EconomyName names an economy: by the data, or as it is known.
func EconomyName(d *trade.Data, code string) string {
	return cmp.Or(d.EconomyNames[code], economies.Name(code))
}

// ProductName names a product: by the data, or by the chapter of the Harmonized System that it belongs to.
func ProductName(d *trade.Data, code string) string {
	if name := d.ProductName(code); name != code || !strings.HasPrefix(d.Classification, "HS") {
		return name
	}
	switch chapter := trade.Chapter(code); {
	case chapter == "":
		return code
	case len(code) == 2:
		return chapter
	default:
		return code + " (" + strings.ToLower(chapter[:1]) + chapter[1:] + ")"
	}
}

// TooMany reports whether there are so many products that their chapters, by the first two digits of codes, say more.
func TooMany(d *trade.Data) bool {
	return len(d.Products) > mostSpots && !slices.ContainsFunc(d.Products, func(code string) bool { return len(code) < 4 })
}

// sold draws the largest exports, coloured by whether the economy is better at them than others, and the rest together.
// Where there are many products a bar is a chapter.
func (a *asked) sold(f *result.Frame, v *say.Voice, economy int) *picture.Figure {
	parts := map[string]map[string]float64{} // by name, and whether better
	whole := map[string]float64{}
	rca, share, code := f.Column("rca"), f.Column("share"), f.Column("product")
	for i := range f.Rows() {
		name, better := ProductName(a.d, code.Text(i)), "no"
		if TooMany(a.d) {
			name = ProductName(a.d, code.Text(i)[:2])
		}
		if rca.Floats[i] >= 1 {
			better = "yes"
		}
		if parts[name] == nil {
			parts[name] = map[string]float64{}
		}
		parts[name][better] += share.Floats[i]
		whole[name] += share.Floats[i]
	}
	data := a.subject(economy)
	out := &picture.Figure{Kind: "bars", Title: v.Say("products.sold-title", data), Narrow: narrowBars,
		Alt: v.Say("products.sold-alt", data), Y: &picture.Field{Field: "product"},
		X: &picture.Field{Field: "value", Label: v.Say("products.exports"), Format: "percent"},
		Color: &picture.Color{Field: "better", Order: []string{"yes", "no"},
			Labels: map[string]string{"yes": v.Say("products.better"), "no": v.Say("products.worse")}}}
	names := slices.SortedFunc(maps.Keys(whole), func(x, y string) int {
		return cmp.Or(cmp.Compare(whole[y], whole[x]), cmp.Compare(x, y))
	})
	if rest := len(names) - mostSold; rest > 1 {
		others := v.Say("products.others", say.Args{"n": float64(rest)})
		parts[others] = map[string]float64{}
		for _, name := range names[mostSold:] {
			for better, x := range parts[name] {
				parts[others][better] += x
			}
		}
		names = append(names[:mostSold], others)
	}
	for _, name := range names {
		for _, better := range out.Color.Order {
			if x := parts[name][better]; x > 0 {
				out.Rows = append(out.Rows, picture.Row{"product": name, "value": x, "better": better})
			}
		}
	}
	return out
}

// space draws which products are near each other, those that the economy is better at than others apart where one is
// asked about; nil where there are too many to be seen.
func (a *asked) space(v *say.Voice) *picture.Figure {
	d := a.d.Where(func(i int) bool { return a.showsProduct(a.d.Products[a.d.Product[i]]) })
	if TooMany(a.d) {
		d, _ = d.Coarser(d.Classification, func(p string) string { return p[:min(2, len(p))] })
	}
	s := trade.NewSpace(d.Exports())
	if len(s.Products) > mostSpots {
		return nil
	}
	one, data := -1, say.Args{"trade": a.d.Ref()}
	if shown := a.shown("economy"); len(shown) == 1 {
		one = d.Position(a.d.Economies[shown[0]])
		data = a.subject(shown[0])
	}
	out := &picture.Figure{ID: "products-proximity", Kind: "space", Title: v.Say("products.space-title", data),
		Alt: v.Say("products.space-alt", data), Group: "product", Size: "size", Source: result.SourceLine(a.from),
		X: &picture.Field{Field: "share", Label: v.Say("products.world-exports"), Format: "percent"}}
	if one >= 0 {
		out.Color = &picture.Color{Field: "better", Order: []string{"yes", "no"},
			Labels: map[string]string{"yes": v.Say("products.better"), "no": v.Say("products.worse")}}
	}
	for p, code := range s.Products {
		if s.Ubiquity[p] == 0 {
			continue // nobody is better at it than others: it is near nothing
		}
		better := "no"
		if one >= 0 && s.M(one, p) {
			better = "yes"
		}
		out.Rows = append(out.Rows, picture.Row{"product": ProductName(d, code), "size": s.World(p),
			"share": s.World(p) / s.Total(), "better": better})
	}
	for _, l := range s.Links(2 * len(s.Products)) {
		out.Links = append(out.Links, picture.Link{Source: ProductName(d, s.Products[l.A]),
			Target: ProductName(d, s.Products[l.B]), Value: l.Proximity})
	}
	return out
}

// around draws the products an economy does not have an advantage in: how near they are, and how complex.
func (a *asked) around(f *result.Frame, v *say.Voice, economy int) *picture.Figure {
	data := a.subject(economy)
	out := nearness(v, "products.near-title", data)
	out.Y = &picture.Field{Field: "pci", Label: v.Say("products.pci"), Format: "number"}
	rca, density, pci, code := f.Column("rca"), f.Column("density"), f.Column("pci"), f.Column("product")
	for i := range f.Rows() {
		if rca.Floats[i] < 1 && !math.IsNaN(pci.Floats[i]) {
			out.Rows = append(out.Rows, picture.Row{"product": ProductName(a.d, code.Text(i)),
				"density": density.Floats[i], "pci": pci.Floats[i]})
		}
	}
	nearest(out)
	return out
}

// nearness is a picture of products by how near they are, without rows and what stands upward.
func nearness(v *say.Voice, title string, data say.Args) *picture.Figure {
	return &picture.Figure{Kind: "scatter", Title: v.Say(title, data),
		Alt: v.Say("products.near-alt", data), Group: "product",
		X: &picture.Field{Field: "density", Label: v.Say("products.density"), Format: "percent"}}
}

// nearest keeps as many of the nearest products as can be seen.
func nearest(f *picture.Figure) {
	slices.SortStableFunc(f.Rows, func(x, y picture.Row) int {
		return cmp.Compare(y["density"].(float64), x["density"].(float64))
	})
	f.Rows = f.Rows[:min(mostPoints, len(f.Rows))]
}

// picture draws chances by how near they are and what they would open, or what the world buys where complexity is not
// defined.
func (s *search) picture(list []chance, v *say.Voice) *picture.Figure {
	up, get := &picture.Field{Field: "up", Label: v.Say("products.gain"), Format: "number"},
		func(c chance) float64 { return c.gain }
	if !slices.ContainsFunc(list, func(c chance) bool { return !math.IsNaN(c.gain) }) {
		up = &picture.Field{Field: "up", Label: v.Say("products.demand"), Format: "money", Unit: s.d.Unit}
		get = func(c chance) float64 { return c.demand }
	}
	out := nearness(v, "products.opp-title", say.Args{"name": EconomyName(s.d, s.d.Economies[s.economy]),
		"trade": s.d.Ref(), "up": up.Label})
	out.ID, out.Source, out.Y = "opportunities-picture", result.SourceLine(s.from), up
	for _, c := range list {
		out.Rows = append(out.Rows, picture.Row{"product": ProductName(s.d, c.product), "density": c.density,
			"up": get(c)})
	}
	nearest(out)
	return out
}

// ladder draws where the economy's largest products stand between the cheapest and the dearest exporter.
func (a *asked) ladder(f *result.Frame, v *say.Voice, economy int) *picture.Figure {
	data := a.subject(economy)
	out := &picture.Figure{Kind: "bars", Title: v.Say("products.ladder-title", data),
		Alt: v.Say("products.ladder-alt", data), Y: &picture.Field{Field: "name"},
		X:   &picture.Field{Field: "rung", Label: v.Say("products.rung"), Format: "percent"},
		Tip: []picture.Field{{Field: "relative", Label: v.Say("products.relative"), Format: "number"}}}
	rung, relative := f.Column("rung"), f.Column("relative")
	for _, i := range largest(f, "exports") {
		if !math.IsNaN(rung.Floats[i]) && len(out.Rows) < mostBars {
			out.Rows = append(out.Rows, picture.Row{"name": ProductName(a.d, f.Column("product").Text(i)),
				"rung": rung.Floats[i], "relative": relative.Floats[i]})
		}
	}
	return out
}

// buyers draws to whom an economy sells most.
func (a *asked) buyers(f *result.Frame, v *say.Voice, economy int) *picture.Figure {
	data := a.subject(economy)
	out := &picture.Figure{Kind: "bars", Title: v.Say("products.buyers-title", data),
		Alt: v.Say("products.buyers-alt", data), Y: &picture.Field{Field: "name"},
		X: &picture.Field{Field: "share", Label: v.Say("products.exports"), Format: "percent"}}
	exports, importer := f.Column("exports"), f.Column("importer")
	all := a.d.Exports().Of(economy)
	for _, i := range largest(f, "exports") {
		if v := exports.Floats[i]; v > 0 && len(out.Rows) < mostBars {
			out.Rows = append(out.Rows, picture.Row{"name": EconomyName(a.d, importer.Text(i)), "share": v / all})
		}
	}
	return out
}

// Flows draws what members of a group sell each other: rows of exporter, importer, an amount in the column value and
// intensity, called by name.
func Flows(f *result.Frame, value string, name func(code string) string, v *say.Voice) *picture.Figure {
	amount := f.Column(value)
	out := &picture.Figure{ID: "flows", Kind: "matrix", Title: v.Say("blocs.flows-title"), Alt: v.Say("blocs.flows-alt"),
		Y: &picture.Field{Field: "exporter"}, Group: "importer", Source: result.SourceLine(f.Provenance.Sources),
		X:     &picture.Field{Field: "value", Label: v.Say("blocs.flows"), Format: "money", Unit: amount.Unit},
		Color: &picture.Color{Field: "value", Scale: "log", Format: "money", Unit: amount.Unit},
		Tip:   []picture.Field{{Field: "intensity", Label: v.Say("blocs.intensity"), Format: "number"}}}
	for i := range f.Rows() {
		out.Rows = append(out.Rows, picture.Row{"exporter": name(f.Column("exporter").Text(i)),
			"importer": name(f.Column("importer").Text(i)), "value": amount.Floats[i],
			"intensity": f.Column("intensity").Floats[i]})
	}
	return out
}

// largest are the rows of a frame from the largest of a column.
func largest(f *result.Frame, column string) []int {
	values := f.Column(column).Floats
	rows := make([]int, len(values))
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(i, j int) int { return cmp.Compare(values[j], values[i]) })
	return rows
}
