package engine

import (
	"fmt"
	"ikat/icio"
	"ikat/leontief"
	"ikat/result"
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
			out = append(out, result.Note{Severity: f.Severity.String(), Text: t.Ref() + ": " + f.String()})
		}
	}
	if n := NearSingular(s); n != nil {
		out = append(out, *n)
	}
	for _, whole := range slices.Sorted(maps.Keys(t.Parts)) {
		out = append(
			out,
			result.Note{Severity: "note", Text: t.Ref() + ": " + whole + " is the sum of " + strings.Join(t.Parts[whole], ", ") +
				", its parts in the published table (--split keeps them apart)"},
		)
	}
	for _, p := range s.Parts {
		if text := (icio.Ready{Code: p.Code, Members: p.Members, Absent: p.Absent}).Lacking(); text != "" {
			out = append(out, result.Note{Severity: "note", Text: t.Ref() + ": " + text})
		}
	}
	if text := basisNote(s); text != "" {
		out = append(out, result.Note{Severity: "note", Text: t.Ref() + ": " + text})
	}
	return out
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

// basisNote says what value added is, where the table's own row differs from output less inputs: by taxes less
// subsidies, margins, or what the table leaves out.
func basisNote(s *leontief.System) string {
	switch gap := s.LeftOut(); {
	case math.Abs(gap) < 1e-6:
		return ""
	case s.Basis == leontief.Reported:
		return fmt.Sprintf(
			"value added is the table's own row; the %.2f%% of output less inputs that it leaves out (taxes, margins) "+
				"belong to nobody, so terms miss exports by about as much",
			100*gap,
		)
	}
	gap := s.LeftOut()
	than := fmt.Sprintf("%.2f%% smaller", 100*gap)
	if gap < 0 {
		than = fmt.Sprintf("%.2f%% larger", -100*gap)
	}
	out := "value added is output less inputs; the table's own row is " + than
	if explained := inputTaxes(s); math.Abs(gap-explained) > 0.1*math.Abs(gap) {
		return fmt.Sprintf(
			"%s, of which its rows of taxes and margins on inputs explain %.2f%%; ikat tables check says where",
			out,
			100*explained,
		)
	}
	return out + ", by taxes less subsidies and margins on inputs"
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
