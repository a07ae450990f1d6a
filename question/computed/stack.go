package computed

import (
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/question"
	"ikat/result"
)

// stack joins the frames of several tables under columns that tell them apart: year, where every table has one, and
// table, where their names differ or two have the same name and year. refs are how the user named them.
//
// Amounts are brought to the first table's power of ten; notes say so, and which prices differ.
//
// Error: fault.Invalid where amounts of one column are of different currencies, or of one that is not known.
func stack(frames []*result.Frame, refs []string) (*result.Frame, error) {
	if len(frames) == 1 {
		return frames[0], nil
	}
	names, years := make([]string, len(frames)), make([]int64, len(frames))
	dated, mixed, same, seen := true, false, false, map[string]bool{}
	for i, f := range frames {
		table := f.Provenance.Sources[0].Table
		name, y, ok := strings.Cut(table, "/")
		year, err := strconv.ParseInt(y, 10, 64)
		dated = dated && ok && err == nil
		names[i], years[i] = name, year
		mixed, same = mixed || name != names[0], same || seen[table]
		seen[table] = true
	}
	if same { // tables of one name and year: only the user's own words tell them apart
		mixed = true
		copy(names, refs)
	}
	out := make([]*result.Frame, len(frames))
	for i, f := range frames {
		g, err := inUnitOf(f, frames[0])
		if err != nil {
			return nil, err
		}
		var keys []*result.Column
		if dated {
			keys = append(keys, &result.Column{Name: "year", Label: "Year", Ints: repeated(years[i], f.Rows())})
		}
		if mixed || !dated {
			keys = append(
				keys,
				&result.Column{Name: "table", Label: "Table", Dict: []string{names[i]}, Codes: make([]int32, f.Rows())},
			)
			if !dated && !same {
				keys[0].Dict[0] = f.Provenance.Sources[0].Table
			}
		}
		g.Columns = append(keys, g.Columns...)
		out[i] = g
	}
	if dated && slices.Max(years) > slices.Min(years) {
		sayPrices(out[0])
	}
	return result.Append(out...)
}

// SayPrices says of a frame's amounts, where its rows are of several years, that their changes hold those of prices.
func SayPrices(f *result.Frame) {
	if y := f.Column("year"); y != nil && len(y.Ints) > 0 && slices.Max(y.Ints) > slices.Min(y.Ints) {
		sayPrices(f)
	}
}

// sayPrices says of amounts over the years that their changes hold those of prices.
func sayPrices(f *result.Frame) {
	money, prices, _ := strings.Cut(f.Provenance.Sources[0].Unit, ", ")
	real := slices.ContainsFunc(f.Notes, func(n result.Note) bool { return n.Key == "real.chained" })
	amounts := slices.ContainsFunc(f.Columns, func(c *result.Column) bool { return c.Kind != "" && c.Unit == money })
	if amounts && !real && strings.Contains(prices, "current") {
		f.Notes = append(f.Notes, question.CurrentPrices())
	}
}

func repeated(v int64, n int) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// inUnitOf returns a frame with its amounts in the unit of another's table.
func inUnitOf(f, first *result.Frame) (*result.Frame, error) {
	out := *f
	out.Columns = append([]*result.Column(nil), f.Columns...)
	out.Notes = append([]result.Note(nil), f.Notes...)
	from, prices, _ := strings.Cut(f.Provenance.Sources[0].Unit, ", ")
	to, base, _ := strings.Cut(first.Provenance.Sources[0].Unit, ", ")
	if prices != base {
		out.Notes = append(
			out.Notes,
			result.Warning("stack.prices", "prices differ: {table} is in {prices}, {first} in {base}; amounts do not compare",
				"table", f.Provenance.Sources[0].Table, "prices", unsaid(prices),
				"first", first.Provenance.Sources[0].Table, "base", unsaid(base)),
		)
	}
	if from == to {
		return &out, nil
	}
	factor, ok := icio.Rescale(from, to)
	moved := false
	for i, c := range out.Columns {
		if !strings.Contains(c.Unit, from) {
			continue
		}
		if !ok || c.Unit != from {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: f.Provenance.Sources[0].Table,
				What: fault.Say("its %s is in %s, that of %s in %s", c.Name, c.Unit, first.Provenance.Sources[0].Table,
					first.Columns[i].Unit),
				Why: "Amounts of different units do not belong in one column",
				Fix: "Ask for these tables one at a time",
			}
		}
		scaled := *c
		scaled.Unit, scaled.Floats = to, make([]float64, len(c.Floats))
		for r, v := range c.Floats {
			scaled.Floats[r] = factor * v
		}
		out.Columns[i], moved = &scaled, true
	}
	if moved {
		out.Notes = append(
			out.Notes,
			result.NewNote("stack.unit", "amounts of {table}, published in {from}, are given in {to}",
				"table", f.Provenance.Sources[0].Table, "from", from, "to", to),
		)
	}
	return &out, nil
}

func unsaid(prices string) string {
	if prices == "" {
		return "prices that it does not state"
	}
	return prices
}
