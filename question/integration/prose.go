package integration

import (
	"fmt"
	"math"
	"slices"

	"ikat/result"
	"ikat/say"
)

// prose writes how far groups trade with themselves: a sentence a group, then the years.
func prose(v *say.Voice, f *result.Frame) *say.Page {
	page := say.NewPage(v)
	page.Title("integration.title")
	for _, s := range series(f) {
		last, first := s[len(s)-1], s[0]
		value := func(name string, row int) float64 { return f.Column(name).Floats[row] }
		has, all := value("members_at_hand", last), value("members_all", last)
		if f.Column("flows").Text(last) == GrossExports {
			page.Sentence("integration.said", say.Args{"group": f.Column("group").Text(last),
				"year": int(f.Column("year").Ints[last]), "share": value("trade_share", last),
				"times": value("intensity", last), "from": int(f.Column("year").Ints[first]),
				"before": value("trade_share", first), "then": value("intensity", first), "more": len(s) > 1,
				"source": publisher(page.Voice, f, last), "lacks": has < all, "has": has, "all": all})
		}
	}
	for _, s := range series(f) {
		group, flows := f.Column("group").Text(s[0]), f.Column("flows").Text(s[0])
		page.Text(say.Heading, page.Label(fmt.Sprintf("%s, %s, %s", group, flows,
			page.Named(name(f.Column("source").Text(s[0])))[0])))
		page.Grid(byYear(page, f, s))
	}
	page.Small("integration.unit")
	page.Basis(f.Notes, f.Provenance.Sources)
	return page
}

// publisher is who publishes what a row rests on, with edition and years.
func publisher(v *say.Voice, f *result.Frame, row int) string {
	ref := f.Column("source").Text(row)
	for _, s := range f.Provenance.Sources {
		if s.Table == ref {
			return v.From(s)[0]
		}
	}
	return v.Named(ref)[0]
}

// series are the rows of each group, flows and source name, by year.
func series(f *result.Frame) [][]int {
	at := map[string]int{}
	var out [][]int
	for i := range f.Rows() {
		key := fmt.Sprint(f.Column("group").Text(i), f.Column("flows").Text(i), name(f.Column("source").Text(i)))
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	year := f.Column("year").Ints
	for _, s := range out {
		slices.SortStableFunc(s, func(a, b int) int { return int(year[a] - year[b]) })
	}
	return out
}

// name is a table's without its year.
func name(ref string) string {
	for i := range ref {
		if ref[i] == '/' {
			return ref[:i]
		}
	}
	return ref
}

func byYear(page *say.Page, f *result.Frame, rows []int) *say.Grid {
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("known.year"))
	shares := []string{"trade_share", "export_share", "import_share", "intensity", "introversion", "parts_inside",
		"finals_outside", "complementarity"}
	shares = slices.DeleteFunc(shares, func(c string) bool {
		return !slices.ContainsFunc(rows, func(i int) bool { return !math.IsNaN(f.Column(c).Floats[i]) })
	})
	for _, c := range shares {
		g.Columns(true, page.Say("integration."+c))
	}
	for _, i := range rows {
		line := []string{fmt.Sprint(f.Column("year").Ints[i])}
		for _, c := range shares {
			v := f.Column(c).Floats[i]
			if f.Column(c).Unit == "share" {
				line = append(line, page.Percent(v))
			} else {
				line = append(line, page.Number(v, 2))
			}
		}
		g.Row(line...)
	}
	return g
}
