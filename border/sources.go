package border

import (
	"slices"
	"strconv"
	"strings"

	"ikat/result"
)

// Given says whose the table's figures are and of which year.
func (t *Table) Given() result.Source {
	s := result.Source{Table: t.Name, Publisher: t.Source, Unit: "documents, days and US$ per container"}
	if year := strconv.Itoa(t.Year); t.Year != 0 && !strings.HasSuffix(t.Name, "/"+year) {
		s.Years = year
	}
	name, _, _ := strings.Cut(t.Name, "/")
	if slices.ContainsFunc(Vintages, func(v *Vintage) bool { return v.Name == name }) {
		s.Citation = Licence
	}
	return s
}

// Given says whose the vintage's figures are and of which years, in no year's table alone.
func (v *Vintage) Given() result.Source {
	return result.Source{Table: v.Name, Years: result.Spans(v.Years...), Publisher: v.Source, Citation: Licence,
		Unit: v.Method}
}

// Given says whose the scores are and of which years.
func (s *Scores) Given() result.Source {
	out := result.Source{Table: s.Name, Publisher: s.Source, Citation: Licence, Unit: s.Scale}
	if rows, err := s.read(); err == nil {
		years := make([]int, len(rows))
		for i, r := range rows {
			years[i] = r.Year
		}
		out.Years = result.Spans(years...)
	}
	return out
}
