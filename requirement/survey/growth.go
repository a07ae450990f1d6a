package survey

import (
	"math"
	"slices"
	"strings"
)

// Growth estimates by how much qualified capacity grows, as a part of what it is, when some requirements are met:
//
//	Σ w·capacity of firms with gaps that are all met / Σ w·capacity of firms without gaps
//
// A ratio, with its error by the design. NaN where nobody is qualified.
func (s *Sample) Growth(met func(requirement int) bool) Estimate {
	y, x := make([]float64, len(s.Firms)), make([]float64, len(s.Firms))
	for k := range s.Firms {
		f := &s.Firms[k]
		gaps, ok := f.gaps(Asked)
		if !ok || s.Left != nil && s.Left[k] {
			x[k], y[k] = math.NaN(), math.NaN()
			continue
		}
		x[k] = f.Capacity * truth(len(gaps) == 0)
		y[k] = f.Capacity * truth(len(gaps) > 0 && !slices.ContainsFunc(gaps, func(r int) bool { return !met(r) }))
	}
	e := s.Ratio(y, x)
	if math.IsInf(e.Value, 0) {
		e.Value, e.Error = math.NaN(), math.NaN()
	}
	return e
}

// Answers counts the firms of which all that is asked and the capacity are known.
func (s *Sample) Answers() (n int) {
	for k := range s.Firms {
		if _, ok := s.Firms[k].gaps(Asked); ok && (s.Left == nil || !s.Left[k]) && !math.IsNaN(s.Firms[k].Capacity) {
			n++
		}
	}
	return n
}

// Industries returns each firm's industry of a table, as the mapping's field industry has it; nil where it has none.
func (d *Data) Industries() []string { return d.first("industry") }

// Economies returns each firm's economy as the survey writes it, a year behind it left out (Indonesia2015); nil where
// the mapping or the file has none.
func (d *Data) Economies() []string {
	out := d.first("economy")
	for k, text := range out {
		out[k] = strings.TrimSpace(strings.TrimRight(text, "0123456789"))
	}
	return out
}

// first is the first column of a field; nil where the file has none.
func (d *Data) first(field string) []string {
	_, columns := d.of(field)
	if len(columns) == 0 {
		return nil
	}
	return columns[0]
}

// Employees returns each firm's employees; NaN where they are not known.
func (d *Data) Employees() []float64 {
	out := make([]float64, len(d.rows))
	column := d.first("employees")
	for k := range out {
		out[k] = math.NaN()
		if column != nil {
			out[k] = amount(column[k])
		}
	}
	return out
}
