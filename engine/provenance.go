package engine

import (
	"fmt"
	"ikat/icio"
	"ikat/leontief"
	"ikat/result"
	"ikat/trade"
	"maps"
	"math"
	"slices"
	"strings"
)

// SourceOf returns a table's entry in the provenance of results.
func SourceOf(t *icio.Table) result.Source {
	unit := t.Money()
	if t.Valuation != "" {
		unit += ", " + t.Valuation
	}
	return result.Source{
		Table:      t.Ref(),
		SHA256:     t.SHA256,
		Publisher:  t.Source,
		Citation:   t.Citation,
		Unit:       unit,
		Derivation: t.Derivation,
	}
}

// Notes returns the findings about a table that a reader of any result from it must know.
func Notes(s *leontief.System) []result.Note {
	var out []result.Note
	t := s.Table
	for _, f := range s.Findings() {
		// A sector that buys more than it produces has negative value added, which is said already.
		if f.Severity == icio.Warning && f.Code != "inputs-exceed-output" || f.Code == "zero-output" {
			out = append(out, NoteOf(f, t.Ref()))
		}
	}
	if n := NearSingular(s); n != nil {
		out = append(out, *n)
	}
	for _, whole := range slices.Sorted(maps.Keys(t.Parts)) {
		out = append(out, result.NewNote("table.parts", "{table}: {whole} is the sum of {parts}, its parts in the "+
			"published table (--split keeps them apart)", "table", t.Ref(), "whole", whole,
			"parts", strings.Join(t.Parts[whole], ", ")))
	}
	for _, p := range s.Parts {
		g := icio.Ready{Code: p.Code, Members: p.Members, Absent: p.Absent, Today: p.Today}
		out = append(out, OfGroup(t, g)...)
	}
	return append(out, basisNotes(s)...)
}

// OfGroup says what a reader must know of a group in a table: that its members are those of today, and which the table
// has not.
func OfGroup(t *icio.Table, g icio.Ready) (out []result.Note) {
	if g.Today {
		out = append(out, result.NewNote("table.today", "{table}: {group} had no members in the table's year: those of "+
			"today are taken", "table", t.Ref(), "group", g.Code))
	}
	if len(g.Absent) > 0 {
		out = append(out, result.NewNote("table.group", "{table}: {group} is taken without {absent}, which the table has "+
			"not; {members} are in it", "table", t.Ref(), "group", g.Code, "absent", strings.Join(g.Absent, ", "),
			"members", strings.Join(g.Members, ", ")))
	}
	return out
}

// NoteOf says what is odd about a table; table is its reference, "" where it is plain which is meant.
func NoteOf(f icio.Finding, table string) result.Note {
	template := "{table}: {text}"
	if table == "" {
		template = "{text}"
	}
	values := append([]any{"table", table, "text", f.String(), "n", len(f.Where), "where", strings.Join(f.First(), ", "),
		"more", len(f.Where) - len(f.First())}, f.Values...)
	if f.Severity == icio.Note {
		return result.NewNote("finding."+f.Code, template, values...)
	}
	return result.Warning("finding."+f.Code, template, values...)
}

// uncertain is the relative error by rounding above which results come with a warning.
const uncertain = 1e-9

// NearSingular warns where industries use up so nearly all they make that rounding alone moves results; nil elsewhere,
// and while nothing was solved.
func NearSingular(s *leontief.System) *result.Note {
	by := s.Uncertain()
	if by < uncertain {
		return nil
	}
	n := result.Warning("near-singular", "{table}: industries use up nearly all they make, so that I − A is nearly "+
		"singular: rounding alone may move results by {by} of their size", "table", s.Table.Ref(), "by",
		fmt.Sprintf("%.0e", by))
	return &n
}

// basisNotes say how value added differs from the table's own row of it.
func basisNotes(s *leontief.System) []result.Note {
	gap, table := s.LeftOut(), s.Table.Ref()
	if math.Abs(gap) < 1e-6 {
		return nil
	}
	if s.Basis == leontief.Reported {
		return []result.Note{result.NewNote("table.own-row", "{table}: value added is the table's own row; the {gap}% of "+
			"output less inputs that it leaves out (taxes, margins) belong to nobody, so terms miss exports by about as much",
			"table", table, "gap", fmt.Sprintf("%.2f", 100*gap))}
	}
	values := []any{"table", table, "gap", fmt.Sprintf("%.2f", 100*math.Abs(gap)), "than", "smaller"}
	if gap < 0 {
		values[5] = "larger"
	}
	explained := inputTaxes(s)
	if math.Abs(gap-explained) > 0.1*math.Abs(gap) {
		return []result.Note{result.NewNote("table.residual-open", "{table}: value added is output less inputs; the table's "+
			"own row is {gap}% {than}, of which its rows of taxes and margins on inputs explain {explained}%; "+
			"ikat tables check says where", append(values, "explained", fmt.Sprintf("%.2f", 100*explained))...)}
	}
	return []result.Note{result.NewNote("table.residual", "{table}: value added is output less inputs; the table's own "+
		"row is {gap}% {than}, by taxes less subsidies and margins on inputs", values...)}
}

// inputTaxes returns the rows between intermediate use and value added, over output less inputs.
func inputTaxes(s *leontief.System) float64 {
	var rows, residual float64
	for _, r := range s.Table.Extra {
		for _, v := range r.Use {
			rows += v
		}
	}
	for _, x := range s.Table.X {
		residual += x
	}
	for _, z := range s.Table.Z {
		residual -= z
	}
	return rows / residual
}

// SourceOfFlows says whose trade by product it is.
func SourceOfFlows(d *trade.Data) result.Source {
	return result.Source{Table: d.Ref(), Publisher: d.Source, Citation: d.Terms,
		Unit: d.Unit + "; products of " + d.Classification + ", reported by " + d.Reported}
}
