package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"
	"golang.org/x/term"

	"ikat/result"
	"ikat/say"
)

var (
	bold  = color.New(color.Bold).SprintFunc()
	faint = color.New(color.Faint).SprintFunc()
	warn  = color.New(color.FgYellow).SprintFunc()
)

// grid is an aligned table of text.
type grid struct {
	header []string
	right  []bool // columns of numbers
	rows   [][]string
	keys   int // leading columns that repeat when the table is folded
}

// print writes the grid, folded into blocks of columns where it is wider than width.
func (g *grid) print(w io.Writer, width int) {
	widths := make([]int, len(g.header))
	for i, h := range g.header {
		widths[i] = utf8.RuneCountInString(h)
		for _, r := range g.rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(r[i]))
		}
	}
	for i, block := range g.fold(widths, width) {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if g.headed() {
			line(w, g.header, block, widths, g.right, bold)
		}
		for _, r := range g.rows {
			line(w, r, block, widths, g.right, nil)
		}
	}
}

// fold returns the columns of each block; every block starts with the keys.
func (g *grid) fold(widths []int, width int) [][]int {
	var blocks [][]int
	var keys []int
	used := 0
	for i := range g.keys {
		keys = append(keys, i)
		used += widths[i] + 2
	}
	block, at := append([]int(nil), keys...), used
	for i := g.keys; i < len(widths); i++ {
		needs := widths[i]
		if i+1 < len(widths) && g.header[i+1] == besideNumber {
			needs += 2 + widths[i+1]
		}
		if at+needs > width && len(block) > len(keys) && g.header[i] != besideNumber {
			blocks = append(blocks, block)
			block, at = append([]int(nil), keys...), used
		}
		block = append(block, i)
		at += widths[i] + 2
	}
	return append(blocks, block)
}

// besideNumber heads a range that stands beside its number, in the same block.
const besideNumber = "low – high"

func line(w io.Writer, cells []string, block, widths []int, right []bool, style func(...any) string) {
	var b strings.Builder
	for n, i := range block {
		if n > 0 {
			b.WriteString("  ")
		}
		pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cells[i]))
		if right[i] {
			b.WriteString(pad + cells[i])
		} else {
			b.WriteString(cells[i] + pad)
		}
	}
	s := strings.TrimRight(b.String(), " ")
	if style != nil {
		s = style(s)
	}
	fmt.Fprintln(w, s)
}

// terminalWidth returns the width of the terminal that w is, or 120.
func terminalWidth(w io.Writer) int {
	if f, ok := w.(interface{ Fd() uintptr }); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 20 {
			return width
		}
	}
	return 120
}

// printFrame prints a frame for people, in their language but for the names of columns, by which they ask: title,
// units, at most limit rows (0 for all), then notes and source.
func printFrame(w io.Writer, f *result.Frame, limit int, v *say.Voice) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, bold(v.Label(f.Title)))
	if head := v.Head(f.Provenance.Sources...); head != "" {
		fmt.Fprintln(out, faint(wrap(head, min(terminalWidth(w), proseWidth), "")))
	}
	if units := v.Units(f); units != "" {
		fmt.Fprintln(out, faint(units))
	}
	fmt.Fprintln(out)
	shown := f.Rows()
	if limit > 0 && shown > limit {
		shown = limit
	}
	g := &grid{}
	columns := shownColumns(f, shown, v)
	for _, c := range columns {
		g.header = append(g.header, c.header)
		g.right = append(g.right, c.right)
	}
	g.keys = naming(columns)
	for r := range shown {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = c.cell(r)
		}
		g.rows = append(g.rows, row)
	}
	if shown == 0 {
		fmt.Fprintln(out, v.Say("rows.none", say.Args{"notes": len(f.Notes) > 0}))
	} else {
		g.print(out, terminalWidth(w))
	}
	if shown < f.Rows() {
		fmt.Fprintln(out, faint(v.Say("rows.more", say.Args{"n": float64(f.Rows() - shown)})))
	}
	printFooter(out, f, v)
	return out.Flush()
}

// shownColumn is a column as people read it.
type shownColumn struct {
	header     string
	right, key bool
	cell       func(row int) string
}

// naming is how many columns name a row: those before the first number, or where a number leads, to the last name.
func naming(columns []shownColumn) int {
	if n := slices.IndexFunc(columns, func(c shownColumn) bool { return !c.key }); n != 0 {
		return max(n, 0)
	}
	for n := len(columns); n > 0; n-- {
		if columns[n-1].key {
			return n
		}
	}
	return 0
}

// shownColumns are the columns of a frame as people read them: the two ends of a range stand in one, beside their
// number, or alone where no row has the number itself.
func shownColumns(f *result.Frame, shown int, v *say.Voice) (out []shownColumn) {
	for _, c := range f.Columns {
		name, low := strings.CutSuffix(c.Name, "_low")
		switch {
		case f.IsEnd(c.Name, "_high") || f.IsEnd(c.Name+"_low", "_low") && unknown(c, shown):
			continue
		case low && f.IsEnd(c.Name, "_low"):
			header := name
			if middle := f.Column(name); middle != nil && !unknown(middle, shown) {
				header = besideNumber
			}
			from, to := spoken(c, shown, v), spoken(f.Column(name+"_high"), shown, v)
			out = append(out, shownColumn{header, true, false, func(r int) string { return rangeCell(from(r), to(r)) }})
		default:
			out = append(out, shownColumn{c.Name, !c.IsText(), c.IsText() || c.Name == "year", spoken(c, shown, v)})
		}
	}
	return out
}

// unknown reports whether no row shown has a number.
func unknown(c *result.Column, shown int) bool {
	return c.Floats != nil && !slices.ContainsFunc(c.Floats[:shown], func(x float64) bool { return !math.IsNaN(x) })
}

// rangeCell is a range in a cell; one that nobody knows is a dash, like a number.
func rangeCell(low, high string) string {
	if low == high {
		return low
	}
	return low + " – " + high
}

func printFooter(out io.Writer, f *result.Frame, v *say.Voice) {
	fmt.Fprintln(out)
	for _, n := range f.Notes {
		if n.Severity == "warning" {
			fmt.Fprintln(out, warn(v.Say("basis.warning", say.Args{"text": v.Note(n)})))
		} else {
			fmt.Fprintln(out, faint(v.Say("basis.note", say.Args{"text": v.Note(n)})))
		}
	}
	for _, s := range f.Provenance.Sources {
		line := s.Dated()
		if s.Publisher != "" {
			line += ", " + v.Label(s.Publisher)
		}
		fmt.Fprintln(out, faint(v.Say("basis.source", say.Args{"text": line})))
	}
}

// spoken is how a column's values are shown in a language: numbers as it writes them, and texts by their names; what
// somebody may type stays.
func spoken(c *result.Column, shown int, v *say.Voice) func(int) string {
	plain := cellFormat(c, shown)
	if c.IsWhole() {
		return plain
	}
	if !c.IsText() {
		return func(r int) string { return v.Figures(plain(r)) }
	}
	return func(r int) string {
		text := plain(r)
		if text == strings.ToLower(text) && !strings.Contains(text, " ") {
			return text
		}
		return v.Label(text)
	}
}

// cellFormat returns how a column's values are shown: shares as per cent, amounts with as many decimals as its largest
// value among the rows shown leaves room for.
func cellFormat(c *result.Column, shown int) func(int) string {
	switch {
	case c.IsText():
		return func(r int) string { return c.Text(r) }
	case c.IsWhole():
		return func(r int) string { return cmp.Or(c.WholeAt(r), "–") }
	case c.Unit == "share":
		return func(r int) string { return percent(c.Floats[r]) }
	case c.Unit == "as in the column unit":
		return func(r int) string { return figures(c.Floats[r]) }
	}
	var largest float64
	for _, v := range c.Floats[:min(shown, len(c.Floats))] {
		if !math.IsInf(v, 0) && !math.IsNaN(v) {
			largest = math.Max(largest, math.Abs(v))
		}
	}
	decimals := 0
	switch {
	case largest < 10:
		decimals = 4
		if largest > 0 && largest < 0.1 {
			decimals = min(12, 3-int(math.Floor(math.Log10(largest))))
		}
	case largest < 1000:
		decimals = 2
	case largest < 100000:
		decimals = 1
	}
	return func(r int) string { return amount(c.Floats[r], decimals) }
}

// figures renders a number of a column whose rows have different units: with four digits at least, since none is too
// small for its own unit.
func figures(v float64) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return amount(v, 0)
	}
	return amount(v, max(0, 3-int(math.Floor(math.Log10(math.Abs(v))))))
}

func percent(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return strconv.FormatFloat(100*v, 'f', 1, 64) + "%"
}

// amount renders a number with thousands separators.
func amount(v float64, decimals int) string {
	if math.IsNaN(v) {
		return "-"
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	if v < 0 && strings.Trim(s, "0.") != "" {
		whole = "-" + whole
	}
	return whole
}
