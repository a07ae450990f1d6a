package result

import (
	"math"
	"slices"
)

// Standing is where something ranks over the assumptions.
type Standing struct {
	Rank, Low, High int     // in the middle; best and worst
	Held            float64 // share of the assumptions under which the rank is that in the middle
}

// Number appends a column of numbers; NaN is a value that is not defined.
func (f *Frame) Number(name, label, unit, definition string, kind Kind, values []float64) *Column {
	if values == nil {
		values = []float64{}
	}
	return f.add(&Column{Name: name, Label: label, Unit: unit, Definition: definition, Kind: kind, Floats: values})
}

// Whole appends a column of whole numbers; one that names rows has no kind.
func (f *Frame) Whole(name, label, unit, definition string, kind Kind, values []int64) *Column {
	if values == nil {
		values = []int64{}
	}
	return f.add(&Column{Name: name, Label: label, Unit: unit, Definition: definition, Kind: kind, Ints: values})
}

// Known appends a column of whole numbers of which 0 is one that is not known, a year or a rank: blank in every format.
func (f *Frame) Known(name, label, definition string, kind Kind, values []int64) *Column {
	c := f.Number(name, label, "", definition, kind, each(len(values), func(row int) float64 {
		if values[row] == 0 {
			return math.NaN()
		}
		return float64(values[row])
	}))
	c.Counts = true
	return c
}

func (f *Frame) add(c *Column) *Column {
	f.Columns = append(f.Columns, c)
	return c
}

// Insert puts columns behind the one of that name, or first where there is none.
func (f *Frame) Insert(after string, columns ...*Column) {
	at := 1 + slices.IndexFunc(f.Columns, func(c *Column) bool { return c.Name == after })
	f.Columns = slices.Insert(slices.Clone(f.Columns), at, columns...)
}

// Numbers appends columns of numbers of one kind, each by a function of the row.
type Numbers struct {
	*Frame
	Kind Kind
	rows int
}

// Of returns what appends columns of a kind, of so many rows.
func (f *Frame) Of(kind Kind, rows int) *Numbers { return &Numbers{f, kind, rows} }

// Number appends a column.
func (n *Numbers) Number(name, label, unit, definition string, get func(row int) float64) *Column {
	return n.Frame.Number(name, label, unit, definition, n.Kind, each(n.rows, get))
}

// Range appends the central one of a row's values over the assumptions, which go from low to high costs, then the
// lowest and the highest: never one alone. nil is not known.
func (n *Numbers) Range(name, label, unit, definition string, get func(row int) []float64) {
	end := func(pick func([]float64) float64) func(int) float64 {
		return func(row int) float64 {
			if v := get(row); v != nil {
				return pick(v)
			}
			return math.NaN()
		}
	}
	n.Number(name, label, unit, definition+", central", end(func(v []float64) float64 { return v[(len(v)-1)/2] }))
	n.Number(name+"_low", label+", lowest", unit, definition+", lowest over the assumptions",
		end(slices.Min[[]float64]))
	n.Number(name+"_high", label+", highest", unit, definition+", highest over the assumptions",
		end(slices.Max[[]float64]))
}

// Ranks appends where rows stand over the assumptions; best says what 1 is.
func (n *Numbers) Ranks(best string, ranks []Standing) {
	whole := func(name, label string, get func(Standing) int) {
		values := each(n.rows, func(row int) int64 { return int64(get(ranks[row])) })
		n.Known(name, label, "rank over the assumptions, 1 is "+best, n.Kind, values)
	}
	whole("rank_low", "Rank, highest place", func(r Standing) int { return r.Low })
	whole("rank_high", "Rank, lowest place", func(r Standing) int { return r.High })
	n.Number("rank_held", "Rank held", "share", "share of the assumptions under which the rank in the middle holds",
		func(row int) float64 { return ranks[row].Held })
}

// Text appends a column of texts by a function of the row.
func (n *Numbers) Text(name, label string, get func(row int) string) *Column {
	return n.Frame.Text(name, label, each(n.rows, get))
}

func each[T any](rows int, get func(row int) T) []T {
	out := make([]T, rows)
	for i := range out {
		out[i] = get(i)
	}
	return out
}
