package integration

import "ikat/result"

// keyed starts a frame: a group, what names the row inside it, and the year.
func keyed(title string, rows int, keys map[string]func(int) string, order []string, year func(int) int) (*result.Frame,
	*result.Numbers) {
	f := &result.Frame{Title: title}
	n := f.Of(result.Accounting, rows)
	for _, k := range order {
		n.Text(k, labels[k], keys[k])
	}
	years := make([]int64, rows)
	for i := range years {
		years[i] = int64(year(i))
	}
	f.Whole("year", "Year", "", "", "", years)
	f.Provenance.Question = "integration"
	return f, n
}

var labels = map[string]string{"group": "Group", "economy": "Economy", "exporter": "From", "importer": "To",
	"supplier": "Supplier of parts", "maker": "Maker", "market": "Market"}

func (b *builder) unit() string {
	if len(b.units) == 0 {
		return ""
	}
	return b.units[0]
}

func (b *builder) memberFrame() *result.Frame {
	at := func(get func(memberRow) string) func(int) string {
		return func(i int) string { return get(b.members[i]) }
	}
	f, n := keyed("Members' trade with their group", len(b.members), map[string]func(int) string{
		"group": at(func(r memberRow) string {
			return r.group
		}), "economy": at(func(r memberRow) string { return r.economy })},
		[]string{"group", "economy"}, func(i int) int { return b.members[i].year })
	number := func(name, label, unit, definition string, get func(memberRow) float64) {
		n.Number(name, label, unit, definition, func(i int) float64 { return get(b.members[i]) })
	}
	number("export_share", "Exports inside", "share", "of its exports, what goes to members",
		func(r memberRow) float64 { return r.to / r.exports })
	number("import_share", "Imports inside", "share", "of its imports, what comes from members",
		func(r memberRow) float64 { return r.from / r.bought })
	number("intensity", "Intensity", "", "share of its exports that goes to members, over the other members' "+
		"share in the "+
		"imports of all others (Drysdale and Garnaut 1982)", func(r memberRow) float64 { return r.intensity })
	number("exports_inside", "Exports to members", b.unit(), "what it sells members",
		func(r memberRow) float64 { return r.to })
	number("imports_inside", "Imports from members", b.unit(), "what it buys from members",
		func(r memberRow) float64 { return r.from })
	number("exports", "Exports", b.unit(), "to all", func(r memberRow) float64 { return r.exports })
	number("imports", "Imports", b.unit(), "from all", func(r memberRow) float64 { return r.bought })
	return f
}

func (b *builder) pairFrame() *result.Frame {
	at := func(get func(pairRow) string) func(int) string { return func(i int) string { return get(b.pairs[i]) } }
	f, n := keyed("Trade between members", len(b.pairs), map[string]func(int) string{
		"group":    at(func(r pairRow) string { return r.group }),
		"exporter": at(func(r pairRow) string { return r.exporter }),
		"importer": at(func(r pairRow) string { return r.importer })},
		[]string{"group", "exporter", "importer"}, func(i int) int { return b.pairs[i].year })
	number := func(name, label, unit, definition string, get func(pairRow) float64) {
		n.Number(name, label, unit, definition, func(i int) float64 { return get(b.pairs[i]) })
	}
	number("value", "Exports", b.unit(), "what the one sells the other", func(r pairRow) float64 { return r.value })
	number("share", "Of its exports", "share", "of the exporter's exports", func(r pairRow) float64 { return r.share })
	number("intensity", "Intensity", "", "share of the exporter's exports over the importer's share in world "+
		"imports (Kojima "+
		"1964)", func(r pairRow) float64 { return r.intensity })
	number("intensity_net", "Intensity, net", "", "the same over its share in the imports of all but the "+
		"exporter (Drysdale "+
		"and Garnaut 1982)", func(r pairRow) float64 { return r.net })
	number("complementarity", "Complementarity", "0 to 1",
		"how far the one exports what the other imports, by industry "+
			"(Michaely 1996)", func(r pairRow) float64 { return r.fits })
	return f
}

func (b *builder) triangleFrame() *result.Frame {
	at := func(get func(triangleRow) string) func(int) string {
		return func(i int) string { return get(b.three[i]) }
	}
	f, n := keyed("Triangular trade", len(b.three), map[string]func(int) string{
		"group":    at(func(r triangleRow) string { return r.group }),
		"supplier": at(func(r triangleRow) string { return r.supplier }),
		"maker":    at(func(r triangleRow) string { return r.maker }),
		"market":   at(func(r triangleRow) string { return r.market })},
		[]string{"group", "supplier", "maker", "market"}, func(i int) int { return b.three[i].year })
	n.Kind = result.Estimate
	n.Number("value", "Parts", b.unit(), "the supplier's parts in the maker's final goods for the market, if "+
		"parts go into "+
		"goods for all markets alike", func(i int) float64 { return b.three[i].value })
	f.Note("integration-triangles", "a group's {most} largest; parts are taken to go into final goods for all "+
		"markets alike, "+
		"at home too", "most", most)
	return f
}
