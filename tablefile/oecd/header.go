package oecd

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"ikat/economies"
	"ikat/fault"
	"ikat/internal/rows"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// maxColumns bounds the columns; the largest published table has 20,000.
const maxColumns = 200_000

// toOutput is the place of the printed output in layout.demand.
const toOutput = -1

// layout is what the header says about the rows.
type layout struct {
	file       string
	columns    []string // labels of all columns as printed, without the first cell
	economies  []string
	industries []string
	categories []string
	demand     []int // for each column after intermediate use: its place in a row of F, or toOutput
}

func (l *layout) sectors() int     { return len(l.economies) * len(l.industries) }
func (l *layout) demandWidth() int { return len(l.economies) * len(l.categories) }

// fault makes an error at a row and column, either of which may be empty.
func (l *layout) fault(row, column, what, why, fix string) error {
	where := l.file
	if row != "" {
		where = fault.Say("%s, row %s", where, row)
	}
	if column != "" {
		where = fault.Say("%s, column %s", where, column)
	}
	return &fault.Error{Kind: fault.Unreadable, Where: where, What: what, Why: why, Fix: fix}
}

// cutLabel splits a label at its first underscore, or where several or blanks stand around it.
func cutLabel(label string) (before, after string, ok bool) {
	before, after, ok = strings.Cut(label, "_")
	before, after = strings.TrimRight(before, " "), strings.TrimLeft(after, "_ ")
	return before, after, ok && before != "" && after != ""
}

// isDiscrepancy recognises the one final-demand column that belongs to no economy.
func isDiscrepancy(label string) bool { return strings.EqualFold(label, "DISC") }

// splitHeader returns the labels of the columns.
func splitHeader(file string, line []byte) ([]string, error) {
	bad := func(what, why, fix string) ([]string, error) {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: file, What: what, Why: why, Fix: fix}
	}
	line = bytes.TrimPrefix(line, []byte(cells.ByteOrderMark))
	notLabels := func() ([]string, error) {
		return bad(fault.Say("the first line is %s", tablefile.Quote(line, 40)),
			"A line of labels such as AUS_A01, separated by commas, was expected",
			"Check that this is a table in the OECD ICIO layout")
	}
	if commas := bytes.Count(line, []byte{','}); commas < 2 {
		for sep, name := range map[byte]string{';': "semicolons", '\t': "tabs", '|': "bars"} {
			if bytes.Count(line, []byte{sep}) > commas+1 {
				return bad(fault.Say("cells are separated by %s", name), "Commas were expected",
					"Save the file with commas between cells and points before decimals")
			}
		}
		return notLabels()
	}
	var labels []string
	_, pos, _ := cells.Next(line, 0, ',')
	for {
		cell, next, ok := cells.Next(line, pos, ',')
		switch {
		case !ok && len(labels) == 0: // an open quote has swallowed them
			return notLabels()
		case !ok:
			return labels, nil
		case len(cell) == 0 && len(bytes.Trim(line[pos:], ", \t")) == 0:
			return bad("the first line ends with empty cells", "Every column needs a label", "Remove the empty columns")
		case len(cell) == 0:
			return bad(fault.Say("column %d has no label", len(labels)+2), "Every column needs one",
				"Get the file again")
		case len(labels) == maxColumns:
			return bad(fault.Say("the first line has more than %d cells", maxColumns),
				"No published table has that many columns",
				"Check that this is a table in CSV form")
		}
		labels = append(labels, cells.Unguard(string(cell)))
		pos = next
	}
}

// run is a group of neighbouring columns whose labels share what stands before the underscore.
type run struct {
	head  string
	tails []string
	at    int // first column
}

// newLayout works out which columns are intermediate use, final demand and totals. sectors is the number of
// intermediate columns where it is known from the rows, else 0.
func newLayout(file string, labels []string, sectors int) (*layout, error) {
	l := &layout{file: file, columns: labels}
	if err := l.noDuplicates(); err != nil {
		return nil, err
	}
	runs, singles, err := l.runs(sectors)
	if err != nil {
		return nil, err
	}
	demandRuns, err := l.takeSectors(runs)
	if err != nil {
		return nil, err
	}
	l.demand = make([]int, len(labels)-l.sectors())
	if len(demandRuns) == 0 {
		return nil, l.fault("", "", "the header has no final-demand columns",
			fault.Say("After the %v columns of intermediate use, columns such as %s_HFCE were expected", l.sectors(),
				l.economies[0]),
			"Get the complete table: a matrix of intermediate use alone is not enough")
	}
	if err := l.takeDemand(demandRuns); err != nil {
		return nil, err
	}
	return l, l.takeSingles(singles)
}

func (l *layout) noDuplicates() error {
	seen := make(map[string]bool, len(l.columns))
	for _, c := range l.columns {
		if seen[c] {
			return l.fault("", c, "two columns have this label", "Their flows cannot be told apart",
				"Get the file again")
		}
		seen[c] = true
	}
	return nil
}

// unknown says what to do about a column's label that is none of the layout.
func (l *layout) unknown(label string) error {
	what := "the label is neither ECONOMY_INDUSTRY nor OUT, OUTPUT, TOTAL or DISC"
	code, rest := label, ""
	if i := strings.IndexAny(label, ".|: -/"); i > 0 && i < len(label)-1 {
		code, rest = label[:i], label[i+1:]
	}
	switch {
	case slices.Contains([]string{"VA", "VALU", "VA+TAXSUB", "TLS", "TAXSUB"}, strings.ToUpper(label)):
		return l.fault("", label, what, "It is a row's: the table lies on its side", "Transpose it: rows sell, columns buy")
	case rest != "" && len(code) <= 3:
		return l.fault("", label, what, "", fault.Say("Write labels with an underscore: %s_%s", code, rest))
	}
	return l.fault("", label, what, "", "Remove the column if it holds sums; otherwise check that this is a table in the "+
		"OECD ICIO layout")
}

// runs groups the columns. Columns whose label is not of two parts are returned apart; they come last. A run that holds
// an economy's industries and its final demand side by side is split.
func (l *layout) runs(sectors int) (runs []run, singles []int, err error) {
	for i, c := range l.columns {
		head, tail, ok := cutLabel(c)
		if !ok {
			if !cells.IsOutput(c) && !isDiscrepancy(c) {
				return nil, nil, l.unknown(c)
			}
			singles = append(singles, i)
			continue
		}
		if len(runs) > 0 && runs[len(runs)-1].head == head && (sectors == 0 || i != sectors) {
			last := &runs[len(runs)-1]
			last.tails = append(last.tails, tail)
			continue
		}
		runs = append(runs, run{head: head, tails: []string{tail}, at: i})
	}
	if len(runs) == 0 {
		return nil, nil, l.fault("", "", "the header names no sector", "Labels such as AUS_A01 were expected",
			"Check that this is a table in the OECD ICIO layout")
	}
	if len(singles) > 0 && singles[0] != len(l.columns)-len(singles) {
		return nil, nil, l.fault("", l.columns[singles[0]], "the column stands among the flows",
			"Totals and discrepancies were expected in the last columns", "")
	}
	return splitLast(runs), singles, nil
}

// splitLast splits a run, other than the first, that starts with all the first run's industries and goes on: the last
// economy of intermediate use is then the first of final demand.
func splitLast(runs []run) []run {
	n := len(runs[0].tails)
	for i := 1; i < len(runs); i++ {
		r := runs[i]
		if len(r.tails) > n && slices.Equal(r.tails[:n], runs[0].tails) {
			return slices.Replace(runs, i, i+1,
				run{r.head, r.tails[:n], r.at}, run{r.head, r.tails[n:], r.at + n})
		}
	}
	return runs
}

// takeSectors takes the runs of intermediate use: up to the first whose economy has been seen before, or whose labels
// are turned round, CATEGORY_ECONOMY. It returns the others.
func (l *layout) takeSectors(runs []run) ([]run, error) {
	l.industries = runs[0].tails
	seen := make(map[string]bool, len(runs))
	for i, r := range runs {
		turned := i > 0 && all(r.tails, seen)
		if seen[r.head] || turned {
			return runs[i:], nil
		}
		if !slices.Equal(r.tails, l.industries) {
			return nil, l.unevenIndustries(r)
		}
		seen[r.head] = true
		l.economies = append(l.economies, r.head)
	}
	return nil, nil
}

func all(names []string, in map[string]bool) bool {
	for _, n := range names {
		if !in[n] {
			return false
		}
	}
	return true
}

// unevenIndustries names the first industry that an economy has too much or too little.
func (l *layout) unevenIndustries(r run) error {
	const why, fix = "Every economy must have the same industries in the same order", "Get the file again"
	first := l.economies[0]
	for _, ind := range l.industries {
		if !slices.Contains(r.tails, ind) {
			return l.fault("", "", fault.Say("economy %s has no column for industry %s, which %s has", r.head, ind, first), why,
				fix)
		}
	}
	for _, ind := range r.tails {
		if !slices.Contains(l.industries, ind) {
			return l.fault("", r.head+"_"+ind, fault.Say("economy %s has a column %s, which %s has not", r.head, ind, first),
				why, fix)
		}
	}
	return l.fault("", "", fault.Say("economy %s has its industries in a different order than %s", r.head, first),
		why, fix)
}

// takeDemand settles where each final-demand column goes.
func (l *layout) takeDemand(runs []run) error {
	n := l.sectors()
	economy := make(map[string]int, len(l.economies))
	for i, e := range l.economies {
		economy[e] = i
	}
	_, byEconomy := economy[runs[0].head]
	type place struct{ column, economy, category int }
	var places []place
	category := make(map[string]int)
	has := make([]int, len(l.economies)) // categories of each economy
	for _, r := range runs {
		for i, tail := range r.tails {
			e, c := r.head, tail
			if !byEconomy {
				e, c = tail, r.head
			}
			at, known := economy[e]
			if !known {
				return l.fault("", l.columns[r.at+i], fault.Say("final demand of %s, which has no industries", e),
					"The economies of final demand must be among those of intermediate use", "Get the file again")
			}
			if _, known := category[c]; !known {
				category[c] = len(category)
				l.categories = append(l.categories, c)
			}
			has[at]++
			places = append(places, place{r.at + i, at, category[c]})
		}
	}
	for _, p := range places {
		l.demand[p.column-n] = p.economy*len(l.categories) + p.category
	}
	return l.completeDemand(has)
}

// completeDemand checks that every economy has every category, the parts of split economies excepted, which have none.
func (l *layout) completeDemand(has []int) error {
	for i, e := range l.economies {
		if has[i] == len(l.categories) || has[i] == 0 && isPart(e, l.economies) {
			continue
		}
		what := fault.Say("economy %s has %d of the %d final-demand columns (%s)", e, has[i], len(l.categories),
			strings.Join(l.categories[:min(len(l.categories), 8)], ", "))
		return l.fault("", "", what, "Every economy must have the same final-demand columns", "Get the file again")
	}
	return nil
}

// isPart holds for a part of one of the other economies.
func isPart(label string, others []string) bool {
	whole, ok := economies.PartOf(label)
	return ok && slices.ContainsFunc(others, func(other string) bool {
		e, err := economies.Resolve(other)
		return err == nil && e.Code == whole
	})
}

// takeSingles settles where the columns go that belong to no economy.
func (l *layout) takeSingles(singles []int) error {
	n, seen := l.sectors(), make(map[bool]string)
	for _, c := range singles {
		label := l.columns[c]
		disc := isDiscrepancy(label)
		if other, twice := seen[disc]; twice {
			return l.fault("", label, fault.Say("the file has a column %s too", other), "They cannot be told apart",
				"Remove one of them")
		}
		seen[disc] = label
		if !disc {
			l.demand[c-n] = toOutput
		}
	}
	for _, c := range singles {
		if isDiscrepancy(l.columns[c]) {
			l.addCategory(c-n, l.columns[c])
		}
	}
	return nil
}

// addCategory makes the discrepancy a category, of ROW or the last economy.
func (l *layout) addCategory(column int, label string) {
	k := len(l.categories)
	for i, d := range l.demand {
		if d != toOutput {
			l.demand[i] = d/k*(k+1) + d%k
		}
	}
	owner := slices.Index(l.economies, "ROW")
	if owner < 0 {
		owner = len(l.economies) - 1
	}
	l.categories = append(l.categories, label)
	l.demand[column] = owner*(k+1) + k
}

// oneEconomy holds where all two-part labels name the same economy.
func oneEconomy(labels []string) bool {
	first, _, ok := cutLabel(labels[0])
	for _, label := range labels {
		head, _, pair := cutLabel(label)
		if pair && head != first {
			return false
		}
	}
	return ok
}

// countSectors reads the labels of the rows and counts those that are columns too. Another row must follow them:
// without it, a file cut short between two rows would pass for a smaller table with more final demand.
func countSectors(ctx context.Context, src *tablefile.Source, labels []string) (int, error) {
	stream, err := src.Open(ctx)
	if err != nil {
		return 0, err
	}
	defer stream.Close()
	columns := make(map[string]bool, len(labels))
	for _, label := range labels {
		_, _, columns[label] = cutLabel(label)
	}
	lines := rows.NewReader(stream)
	if _, err := lines.First(maxHeader); err != nil {
		return 0, headerError(src.Name, err)
	}
	var mu sync.Mutex
	found, others := 0, 0
	err = lines.Each(ctx, longestLine(len(labels)), func(_ int, line []byte) error {
		label, _, _ := cells.Next(line, 0, ',')
		mu.Lock()
		defer mu.Unlock()
		switch {
		case columns[cells.Unguard(string(label))]:
			delete(columns, cells.Unguard(string(label)))
			found++
		case len(label) > 0:
			others++
		}
		return nil
	})
	switch {
	case errors.Is(err, rows.ErrLong):
		return 0, tooLong(src.Name)
	case err == nil && found == 0:
		err = &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: "no row has the label of a column",
			Why: "Intermediate use must have the same sectors in rows and columns", Fix: "Get the complete table"}
	case err == nil && others == 0:
		err = &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: "nothing shows where the industries end",
			Why: "In a table of one economy, a row such as VA or OUT must follow the industries",
			Fix: "Get the complete table, or add the row"}
	}
	return found, err
}

// longestLine bounds a row of so many columns: a label, and numbers of up to 64 characters.
func longestLine(columns int) int { return 64*(columns+1) + 4096 }

func tooLong(file string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: file,
		What: "a line is far longer than a row of this table can be",
		Why:  "Each row must be a line of its own", Fix: "Check the file's line ends"}
}
