package tablefiletest

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
)

// cellsLost checks that a text with a line for each cell that ends too early, even where its lines still make a
// rectangle, is an error or has all flows: row by row or column by column, in the table's order or sorted by labels.
// Only whole categories of final demand may lack: that another table has more of them nothing in the file says, and the
// accounts do not balance.
func (s Suite) cellsLost(t *testing.T) {
	if s.Labels != nil {
		CellsLost(t, s)
	}
}

// CellsLost is that part of the suite for what is no format but seen as the text of one.
func CellsLost(t *testing.T, s Suite) {
	t.Helper()
	for seed := range 12 {
		table, name, data := s.exampleOf(t, seed)
		if table.Sectors() > 6 {
			continue // as many cells again and again take long
		}
		all := strings.SplitAfter(strings.TrimSpace(string(data))+"\n", "\n")
		header, lines := all[0], all[1:len(all)-1]
		for order, list := range s.orders(lines) {
			whole, err := s.read(t.Context(), name, []byte(header+strings.Join(list, "")), tablefile.Options{})
			if err != nil {
				t.Errorf("%s: %v", order, err)
				continue
			}
			wrong := 0
			for k := range list {
				got, err := s.read(t.Context(), name, []byte(header+strings.Join(list[:k], "")), tablefile.Options{})
				checkError(t, err)
				if err == nil && !sameFlows(got, whole) && !fewerCategories(got, whole) && wrong < 3 {
					wrong++
					t.Errorf("table %d, %s: %d of %d lines were read as another table: %v %v %v", seed, order, k, len(list),
						got.Economies, got.Industries, got.Categories)
				}
			}
		}
	}
}

// orders are those in which programs write cells.
func (s Suite) orders(lines []string) map[string][]string {
	type cell struct{ row, column, line string }
	var cells []cell
	first := map[string]int{}
	for i, line := range lines {
		row, column := s.Labels(line)
		cells = append(cells, cell{row, column, line})
		if _, seen := first[column]; !seen {
			first[column] = i
		}
	}
	sorted := func(by func(a, b cell) int) (out []string) {
		for _, c := range slices.SortedStableFunc(slices.Values(cells), by) {
			out = append(out, c.line)
		}
		return out
	}
	return map[string][]string{
		"row by row":       lines,
		"column by column": sorted(func(a, b cell) int { return cmp.Compare(first[a.column], first[b.column]) }),
		"sorted by row": sorted(func(a, b cell) int {
			return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
		}),
		"sorted by column": sorted(func(a, b cell) int {
			return cmp.Or(cmp.Compare(a.column, b.column), cmp.Compare(a.row, b.row))
		}),
	}
}

// fewerCategories holds where a table is another without some categories of final demand.
func fewerCategories(a, b *icio.Table) bool {
	k := len(a.Categories)
	if k >= len(b.Categories) || !slices.Equal(a.Categories, b.Categories[:k]) ||
		!slices.Equal(a.Economies, b.Economies) || !slices.Equal(a.Industries, b.Industries) ||
		!slices.Equal(a.Z, b.Z) {
		return false
	}
	for i, v := range b.F {
		if c := i % b.K(); c < k && a.F[i/b.K()*k+c] != v {
			return false
		}
	}
	return true
}
