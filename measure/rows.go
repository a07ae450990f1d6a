package measure

import (
	"context"
	"slices"

	"ikat/leontief"
	"ikat/result"
)

// exportRows adds up terms of exports into the rows of a level: a term computed for exporter s, importer r and
// exporting sector i lands in the row of its exporter, exporter and industry, pair, or pair and industry.
type exportRows struct {
	sys   *leontief.System
	level string
	terms []Term
	acc   [][]float64 // one slice of rows a term
}

func newExportRows(sys *leontief.System, level string, terms []Term) *exportRows {
	G, N := sys.G(), len(sys.Industries)
	rows := map[string]int{"country": G, "sector": G * N, "bilateral": G * (G - 1),
		"bilateral-sector": G * (G - 1) * N}[level]
	e := &exportRows{sys: sys, level: level, terms: terms, acc: make([][]float64, len(terms))}
	for t := range e.acc {
		e.acc[t] = make([]float64, rows)
	}
	return e
}

// columns returns the position of each named term, -1 where the rows have none.
func (e *exportRows) columns(names []string) []int {
	out := make([]int, len(names))
	for i, name := range names {
		out[i] = slices.IndexFunc(e.terms, func(t Term) bool { return t.Name == name })
	}
	return out
}

// place returns the row of exporter s and importer r's first industry, and the distance to the next industry's row.
func (e *exportRows) place(s, r int) (first, step int) {
	G, N := e.sys.G(), len(e.sys.Industries)
	if r > s {
		r-- // no row for sales at home
	}
	switch e.level {
	case "country":
		return s, 0
	case "sector":
		return s * N, 1
	case "bilateral":
		return s*(G-1) + r, 0
	default:
		return (s*(G-1) + r) * N, 1
	}
}

// add adds the terms of exporter s to importer r: values[t][i] for the sectors i of s. Different exporters may be added
// concurrently, since no row mixes exporters.
func (e *exportRows) add(s, r int, values [][]float64) {
	P := e.sys.Parts[s]
	first, step := e.place(s, r)
	industry := e.sys.Industry[P.Lo:P.Hi]
	for t, v := range values {
		acc := e.acc[t]
		for i, x := range v {
			acc[first+step*industry[i]] += x
		}
	}
}

// frame returns the rows with their keys.
func (e *exportRows) frame() *result.Frame {
	G, N := e.sys.G(), len(e.sys.Industries)
	f := &result.Frame{}
	codes := e.sys.Codes()
	var exporter, importer, industry []int32
	add := func(s, r, k int) {
		exporter = append(exporter, int32(s))
		importer = append(importer, int32(r))
		industry = append(industry, int32(k))
	}
	inds := N
	if e.level == "country" || e.level == "bilateral" {
		inds = 1
	}
	for s := range G {
		for r := range G {
			if (r == s) == (e.level == "bilateral" || e.level == "bilateral-sector") {
				continue
			}
			if r != s && (e.level == "country" || e.level == "sector") {
				continue
			}
			for k := range inds {
				add(s, r, k)
			}
		}
	}
	f.Key("exporter", "Exporter", codes, exporter)
	if e.level == "bilateral" || e.level == "bilateral-sector" {
		f.Key("importer", "Importer", codes, importer)
	}
	if inds > 1 || e.level == "sector" || e.level == "bilateral-sector" {
		f.Key("industry", "Industry", e.sys.Industries, industry)
	}
	values(f, e.terms, e.acc)
	return f
}

// values appends one float column a term.
func values(f *result.Frame, terms []Term, data [][]float64) {
	for t, term := range terms {
		f.Number(term.Name, term.Label, term.Unit, term.Definition, result.Accounting, data[t])
	}
}

// eachPair computes the terms of every pair of exporter and importer and adds them to rows. vectors holds one slice a
// term, as long as the exporter's sectors, to be filled by terms.
func eachPair(ctx context.Context, rows *exportRows, terms func(s, r int, vectors [][]float64) error) error {
	sys := rows.sys
	return sys.EachPart(ctx, func(s int) error {
		P := sys.Parts[s]
		vectors := make([][]float64, len(rows.terms))
		for t := range vectors {
			vectors[t] = make([]float64, P.Hi-P.Lo)
		}
		for r := range sys.Parts {
			if r == s {
				continue
			}
			if err := terms(s, r, vectors); err != nil {
				return err
			}
			rows.add(s, r, vectors)
		}
		return nil
	})
}
