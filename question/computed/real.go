package computed

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/result"
)

// previousSuffix is what readers add to the name of a table in previous year's prices.
const previousSuffix = "-pyp"

// series are the tables of a question about real terms: those at current prices by year, and those of the same years at
// the prices of the year before.
type series struct {
	current  []string
	years    []int
	previous []string // of the same places; "" for the first year
}

// seriesOf tells tables apart by their prices, and finds those in previous year's prices that were not named.
//
// Error: fault.Invalid for tables that make no series of years at current prices or lack the year of prices;
// fault.NotFound where one in previous year's prices is not at hand.
func seriesOf(ctx context.Context, e *engine.Engine, refs []string, prices int, p engine.Progress) (*series, error) {
	refused := func(what, why, fix string) error {
		return &fault.Error{Kind: fault.Invalid, Param: "prices", Where: fmt.Sprint(prices), What: what, Why: why, Fix: fix}
	}
	at, before := map[int]string{}, map[int]string{}
	for _, ref := range refs {
		t, err := e.Table(ctx, ref, p)
		if err != nil {
			return nil, err
		}
		of := at
		switch {
		case strings.Contains(t.Valuation, "previous year's") || strings.HasSuffix(t.Name, previousSuffix):
			of = before
		case strings.Contains(t.Valuation, "constant"):
			return nil, refused(fault.Say("%s is in constant prices already", ref),
				"Its amounts are volumes at prices of one year",
				"Ask of it without {prices}")
		}
		if t.Year == 0 || of[t.Year] != "" {
			return nil, refused(fault.Say("%s has no year, or that of another table", ref),
				"Volumes are chained from year to year",
				"Name tables of one series, a year each")
		}
		of[t.Year] = ref
	}
	s := &series{}
	for year, ref := range at {
		s.years = append(s.years, year)
		if name, _, ok := engine.SplitRef(ref); ok && before[year] == "" {
			if other := fmt.Sprintf("%s%s/%d", name, previousSuffix, year); has(e, other) {
				before[year] = other
			}
		}
	}
	slices.Sort(s.years)
	if !slices.Contains(s.years, prices) {
		return nil, refused("no table at current prices is of this year",
			"Amounts at prices of a year are those of its table, and the others follow by volume",
			"Name a year of the tables asked for")
	}
	for i, year := range s.years {
		s.current, s.previous = append(s.current, at[year]), append(s.previous, before[year])
		switch {
		case i == 0:
			s.previous[0] = ""
		case year != s.years[i-1]+1:
			return nil, refused(fault.Say("there is no table between %d and %d", s.years[i-1], year),
				"Volumes are chained from one year to the next", "Name tables of years without a gap")
		case before[year] == "":
			return nil, &fault.Error{Kind: fault.NotFound, Param: "prices", Where: at[year],
				What: fault.Say("no table of %d in the prices of %d is at hand", year, year-1),
				Why: "Real terms need every flow of a year at the prices of the year before; an index of prices for the " +
					"whole economy would give each industry another one's",
				Fix: fault.Say(
					"Keep it as NAME%s (ikat tables add) or name it beside the others; without {prices} amounts are at "+
						"current prices",
					previousSuffix,
				)}
		}
	}
	return s, nil
}

// has reports whether a table is at hand.
func has(e *engine.Engine, ref string) bool {
	_, err := e.Closed().Content(ref)
	return err == nil
}

// chain turns amounts of years into volumes at the prices of one of them: each year grows on the one before as its own
// table in previous year's prices does, and the year of prices keeps its amounts (chained Laspeyres volumes).
func (s *series) chain(current, previous []*result.Frame, prices int) []*result.Frame {
	out := make([]*result.Frame, len(current))
	for t, f := range current {
		own := *f
		own.Title += fmt.Sprintf(", at prices of %d", prices)
		own.Columns, own.Notes = slices.Clone(f.Columns), slices.Clone(f.Notes)
		own.Provenance.Parameters = slices.Clone(f.Provenance.Parameters)
		own.Provenance.Choice("prices", fmt.Sprint(prices))
		if t > 0 {
			own.Provenance.Sources = append(slices.Clone(f.Provenance.Sources), previous[t].Provenance.Sources...)
		}
		out[t] = &own
	}
	undefined := 0
	var ratios []string
	money, _, _ := strings.Cut(current[0].Provenance.Sources[0].Unit, ", ")
	for i, c := range current[0].Columns {
		if c.Floats == nil || c.Kind == "" {
			continue
		}
		if c.Unit != money {
			ratios = append(ratios, c.Name)
			continue
		}
		for t, v := range volumes(current, previous, c.Name, slices.Index(s.years, prices)) {
			undefined += missing(v)
			volume := *out[t].Columns[i]
			volume.Floats = v
			volume.Definition += fmt.Sprintf("; in prices of %d", prices)
			out[t].Columns[i] = &volume
		}
	}
	f := out[0]
	f.Note("real.chained", "amounts are in real terms, at prices of {base}: each year has grown on the one before as its "+
		"table in that year's prices says (chained volumes). Parts of a sum do not add up to it, but in {base} and the year "+
		"after", "base", prices)
	if undefined > 0 {
		f.Note("real.undefined", "{n} {n:amount has|amounts have} no volume: nothing, or less than nothing, "+
			"to grow from", "n", undefined)
	}
	if ratios != nil {
		f.Note("real.ratios", "{columns} stay as at current prices", "columns", strings.Join(ratios, ", "))
	}
	return out
}

// volumes are the chained volumes of a column, by year and row of that year's frame; NaN where there is none.
func volumes(current, previous []*result.Frame, column string, reference int) [][]float64 {
	index := make([]map[string]float64, len(current)) // of a row over the first year that has it
	for t, f := range current {
		index[t] = map[string]float64{}
		now := byRow(f, column)
		if t == 0 {
			for row, v := range now {
				if v > 0 {
					index[0][row] = 1
				}
			}
			continue
		}
		was := byRow(current[t-1], column)
		for row, v := range byRow(previous[t], column) {
			if grown := v / was[row]; was[row] > 0 && v > 0 && now[row] > 0 {
				index[t][row] = index[t-1][row] * grown
			}
		}
	}
	base := byRow(current[reference], column)
	out := make([][]float64, len(current))
	for t, f := range current {
		now := byRow(f, column)
		for _, row := range rowNames(f) {
			v := math.NaN()
			if i := index[t][row]; i > 0 && index[reference][row] > 0 {
				v = base[row] * i / index[reference][row]
			} else if now[row] == 0 { // nothing is nothing at any prices
				v = 0
			}
			out[t] = append(out[t], v)
		}
	}
	return out
}

// byRow are the numbers of a column by the names of their rows.
func byRow(f *result.Frame, column string) map[string]float64 {
	out := map[string]float64{}
	if c := f.Column(column); c != nil {
		for i, row := range rowNames(f) {
			out[row] = c.Floats[i]
		}
	}
	return out
}

// rowNames name each row by its keys.
func rowNames(f *result.Frame) []string {
	out := make([]string, f.Rows())
	for _, c := range f.Columns {
		if c.Kind != "" || !c.IsText() {
			continue
		}
		for i := range out {
			out[i] += c.Text(i) + "|"
		}
	}
	return out
}

func missing(v []float64) (n int) {
	for _, x := range v {
		if math.IsNaN(x) {
			n++
		}
	}
	return n
}
