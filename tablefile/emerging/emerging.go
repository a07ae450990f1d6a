// Package emerging reads tables in the form of user-supplied data of the Stata command icio, in which EMERGING and
// others are passed on: a CSV file without labels that holds intermediate use and final demand side by side, [T FD],
// and a list of economies. The files are in one folder or zip archive.
//
// With G economies in the list, n rows mean n/G industries, named s1, s2, ..., and the columns beyond n are final
// demand in (columns − n)/G categories, fd1, fd2, ..., by economy. Value added is output less inputs, because none is
// given. The files state no unit.
package emerging

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/pages"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/grid"
)

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "emerging".
func (Format) ID() string { return "emerging" }

// Label says what the format is.
func (Format) Label() string {
	return "EMERGING and other icio user data: a folder or zip archive with a CSV matrix [T FD] and a country list"
}

const expected = "a folder or zip archive with one CSV matrix without labels and a list of economies whose name has " +
	"countr in it"

func isText(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".csv" || ext == ".txt"
}

// isList fits the list of economies: countrylist.csv, countries.csv.
func isList(name string) bool {
	return isText(name) && strings.Contains(strings.ToLower(path.Base(name)), "countr")
}

// matrixOf fits the matrix: any other text, of a year if that is not 0.
func matrixOf(year int) func(string) bool {
	return func(name string) bool {
		_, y := tablefile.NameYear(name)
		return isText(name) && !isList(name) && (year == 0 || y == year)
	}
}

// Detect looks for a list of economies beside a text that starts with numbers.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	m := grid.Look(src, tablefile.Options{})
	lists, matrices := m.Find(isList), m.Find(matrixOf(0))
	if len(lists) != 1 || len(matrices) == 0 {
		return tablefile.Match{Saw: "expected " + expected}
	}
	return tablefile.Match{Sure: tablefile.Layout, Saw: fault.Say("the list of economies %s beside %s",
		lists[0], matrices[0])}
}

// Read reads a table.
func (Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m := grid.Look(src, opt)
	year := opt.Year
	if len(m.Find(matrixOf(0))) == 1 {
		year = 0
	}
	file, err := m.One("with the matrix", matrixOf(year))
	if err != nil {
		return nil, err
	}
	economies, err := readList(ctx, m)
	if err != nil {
		return nil, err
	}
	s, err := m.Read(ctx, file, grid.Form{}, 1)
	if err != nil {
		return nil, err
	}
	t, err := split(s, economies)
	if err != nil {
		return nil, err
	}
	name, fileYear := tablefile.NameYear(file)
	outer, outerYear := tablefile.NameYear(src.Name)
	t.Name, t.Year = cmp.Or(name, outer, "emerging"), cmp.Or(opt.Year, fileYear, outerYear)
	t.Source = src.Name + ", in the form of icio user data, which states no unit"
	t.SHA256, err = src.SHA256()
	return t, err
}

// readList reads the codes of economies: one a line, or all in one; a first line that names its column is left out.
func readList(ctx context.Context, m *grid.Members) ([]string, error) {
	name, err := m.One("with the list of economies", isList)
	if err != nil {
		return nil, err
	}
	lines, err := m.Texts(ctx, name)
	if err != nil {
		return nil, err
	}
	if len(lines) == 1 && len(lines[0]) > 1 {
		return lines[0], nil
	}
	var out []string
	for i, l := range lines {
		if i == 0 && strings.HasPrefix(strings.ToLower(l[0]), "countr") {
			continue
		}
		out = append(out, l[0])
	}
	if len(out) == 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: "the list of economies is empty",
			Fix: "Get the file again"}
	}
	return out, nil
}

// split cuts the matrix into intermediate use and final demand.
func split(s *grid.Sheet, economies []string) (*icio.Table, error) {
	n, g := s.Rows(), len(economies)
	m := s.Columns - n
	if n%g != 0 || m < g || m%g != 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: s.File,
			What: fault.Say("%d rows and %d columns do not divide among %d economies", n, s.Columns, g),
			Why:  "Rows are industries of each economy; the columns beyond them are final demand of each",
			Fix:  "Check the list of economies; or the file is cut short"}
	}
	b := &blocks.Blocks{File: s.File, Z: pages.Make[float64](n * n), F: pages.Make[float64](n * m)}
	for _, e := range economies {
		for i := range n / g {
			b.Sectors = append(b.Sectors, blocks.Label{Economy: e, Part: fmt.Sprintf("s%d", i+1)})
		}
		for k := range m / g {
			b.Demand = append(b.Demand, blocks.Label{Economy: e, Part: fmt.Sprintf("fd%d", k+1)})
		}
	}
	for i := range n {
		copy(b.Z[i*n:(i+1)*n], s.Row(i)[:n])
		copy(b.F[i*m:(i+1)*m], s.Row(i)[n:])
	}
	return b.Table()
}
