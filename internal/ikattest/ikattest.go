// Package ikattest reads worked examples: a tiny table, what is asked of it, and the rows that come out, in a form that
// an economist can write and check by hand. The command line and the API answer the same examples in their tests, and
// the documents show them.
//
// A file .ikat is read line by line. # begins a comment. "load FILE" names the file of the table, for questions that
// ask one; "file NAME" is followed by the lines of a file that a command names, up to a blank line. "ikat ..." is a
// command; below it stand the names of columns and the rows, in their order, of which only these columns are compared.
// A value is a number, a fraction such as 2/7, a word, "words" in quotes, or - where there is none.
package ikattest

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/icio"
)

// Script is one file of examples.
type Script struct {
	Path  string
	Text  string
	Table *icio.Table       // nil for questions that ask none
	Files map[string]string // contents by name
	Cases []Case
}

// Case is a command and the rows expected of it.
type Case struct {
	Line    int
	Args    []string // after the program's name
	Columns []string
	Rows    [][]string
}

// Long leaves a test to make test where go test -short runs, with the reason.
func Long(t testing.TB, why string) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped in short mode: " + why)
	}
}

// Read reads a file of examples and its table.
func Read(path string) (*Script, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &Script{Path: path, Text: string(raw), Files: map[string]string{}}
	lines := strings.Split(s.Text, "\n")
	for i := 0; i < len(lines); i++ {
		words := fields(lines[i])
		switch {
		case len(words) == 0 || strings.HasPrefix(words[0], "#"):
		case words[0] == "load" && len(words) == 2:
			if s.Table, err = readTable(filepath.Join(filepath.Dir(path), words[1])); err != nil {
				return nil, err
			}
		case words[0] == "file" && len(words) == 2:
			block := paragraph(lines[i+1:])
			s.Files[words[1]] = strings.Join(block, "\n") + "\n"
			i += len(block)
		case words[0] == "ikat" && len(words) > 1:
			block := paragraph(lines[i+1:])
			c, err := readCase(words[1:], block)
			if err != nil {
				return nil, fmt.Errorf("%s line %d: %w", path, i+1, err)
			}
			c.Line = i + 1
			s.Cases = append(s.Cases, c)
			i += len(block)
		default:
			return nil, fmt.Errorf("%s line %d: %q is neither load, file nor ikat", path, i+1, lines[i])
		}
	}
	if len(s.Cases) == 0 {
		return nil, fmt.Errorf("%s: examples have a command (ikat)", path)
	}
	return s, nil
}

// fields are the words of a line; words in quotes are one.
func fields(line string) []string {
	var out []string
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimSpace(rest) {
		end := strings.IndexAny(rest+" ", " \t")
		if rest[0] == '"' {
			if close := strings.IndexByte(rest[1:], '"'); close >= 0 {
				out, rest = append(out, rest[1:1+close]), rest[close+2:]
				continue
			}
		}
		out, rest = append(out, rest[:end]), rest[end:]
	}
	return out
}

// paragraph is the lines up to a blank one.
func paragraph(lines []string) []string {
	for i, l := range lines {
		if strings.TrimSpace(l) == "" {
			return lines[:i]
		}
	}
	return lines
}

func readCase(args, block []string) (Case, error) {
	c := Case{Args: args}
	if len(block) < 2 {
		return c, fmt.Errorf("below a command stand the names of columns and at least one row")
	}
	c.Columns = strings.Fields(block[0])
	for _, l := range block[1:] {
		row := fields(l)
		if len(row) != len(c.Columns) {
			return c, fmt.Errorf("%d values in %q, for %d columns", len(row), l, len(c.Columns))
		}
		c.Rows = append(c.Rows, row)
	}
	return c, nil
}

// readTable reads a table as people write it down: "table NAME YEAR", the sectors and after a bar the final users, a
// line a sector. Output is the sum of a row, value added what its column leaves. Flows are in million USD.
func readTable(path string) (*icio.Table, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var lines [][]string
	for _, l := range strings.Split(string(raw), "\n") {
		if words := strings.Fields(l); len(words) > 0 && !strings.HasPrefix(words[0], "#") {
			lines = append(lines, words)
		}
	}
	bad := func(what string) error { return fmt.Errorf("%s: %s", path, what) }
	if len(lines) < 3 || len(lines[0]) != 3 || lines[0][0] != "table" {
		return nil, bad("it does not begin with table NAME YEAR")
	}
	year, err := strconv.Atoi(lines[0][2])
	if err != nil {
		return nil, bad("its year is not a number")
	}
	t := &icio.Table{
		Meta: icio.Meta{Name: lines[0][1], Year: year, Currency: "USD", Unit: "million",
			Source: "made up, to be worked by hand"},
		Categories: []string{"FD"},
	}
	head := lines[1]
	bar := slices.Index(head, "|")
	if bar < 1 {
		return nil, bad("a bar parts sectors from final users")
	}
	t.Economies = head[bar+1:]
	for _, sector := range head[:bar] {
		if _, industry, _ := strings.Cut(sector, "_"); !slices.Contains(t.Industries, industry) {
			t.Industries = append(t.Industries, industry)
		}
	}
	return t, fill(t, head[:bar], lines[2:], bad)
}

// fill puts the lines of sectors into a table.
func fill(t *icio.Table, sectors []string, lines [][]string, bad func(string) error) error {
	n := len(sectors)
	if n != len(t.Economies)*len(t.Industries) || len(lines) != n {
		return bad("it has not a row and a column for each industry of each economy")
	}
	t.VA = make([]float64, n)
	for i, l := range lines {
		want := t.Economies[i/len(t.Industries)] + "_" + t.Industries[i%len(t.Industries)]
		if l[0] != want || sectors[i] != want || len(l) != 1+n+1+len(t.Economies) || l[1+n] != "|" {
			return bad("the row of " + want + " is not where and as long as it should be")
		}
		sum := 0.0
		for c, cell := range l[1:] {
			if c == n {
				continue
			}
			v := 0.0
			if cell != "." {
				var err error
				if v, err = strconv.ParseFloat(cell, 64); err != nil {
					return bad(cell + " is not a number")
				}
			}
			sum += v
			if c < n {
				t.Z = append(t.Z, v)
			} else {
				t.F = append(t.F, v)
			}
		}
		t.X = append(t.X, sum)
	}
	for j := range n {
		t.VA[j] = t.X[j]
		for i := range n {
			t.VA[j] -= t.Z[i*n+j]
		}
	}
	return nil
}

// tolerance is how far a number may be from the one written, which may have twelve digits after the point.
const tolerance = 1e-9

// Compare says where rows, the first of them names, differ from what a case expects.
func (c Case) Compare(rows [][]string) []string {
	if len(rows) == 0 {
		return []string{"no answer"}
	}
	if len(rows)-1 != len(c.Rows) {
		return []string{fmt.Sprintf("%d rows, not %d", len(rows)-1, len(c.Rows))}
	}
	var out []string
	for k, column := range c.Columns {
		at := slices.Index(rows[0], column)
		if at < 0 {
			out = append(out, fmt.Sprintf("there is no column %s among %v", column, rows[0]))
			continue
		}
		for i, want := range c.Rows {
			if got := rows[i+1][at]; !same(got, want[k]) {
				out = append(out, fmt.Sprintf("row %d, %s: %q, not %s", i+1, column, got, want[k]))
			}
		}
	}
	return out
}

// same compares a value as programs print it with one as people write it.
func same(got, want string) bool {
	if want == "-" {
		return got == ""
	}
	number, ok := value(want)
	if !ok {
		return got == want
	}
	g, err := strconv.ParseFloat(got, 64)
	return err == nil && math.Abs(g-number) <= tolerance*math.Max(1, math.Abs(number))
}

// value reads a number or a fraction.
func value(text string) (float64, bool) {
	above, below, fraction := strings.Cut(text, "/")
	a, err := strconv.ParseFloat(above, 64)
	if err != nil || !fraction {
		return a, err == nil
	}
	b, err := strconv.ParseFloat(below, 64)
	return a / b, err == nil && b != 0
}
