package oecd

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/cells"
)

// The OECD's national tables are CSV files of an economy and a year, AUS2015dom.csv:
//
//	,          A01_02, ..., T, HFCE, NPISH, GGFC, GFCF, INVNT, DPABR, CONS_NONRES, EXPO, IMPO, TOTAL
//	DOM_A01_02, ...          what the economy's industries sell
//	IMP_A01_02, ...          what is imported, by product
//	TXS_IMP_FNL, TXS_INT_FNL, TTL_INT_FNL, VALU, OUTPUT
//
// The files AUS2015ttl.csv have rows TTL_ instead, domestic and imported products together: who uses what is imported
// is not in them.
const (
	domestic = "DOM_"
	imported = "IMP_"
	together = "TTL_"
)

var (
	economyYear = regexp.MustCompile(`(?i)(?:^|[^a-z])([a-z]{3})[ _-]?((?:19|20)\d\d)`)

	// abroad are the columns of what others buy, and balancing the one that takes imports out of total use.
	abroad    = []string{"EXPO", "CONS_NONRES"}
	balancing = "IMPO"

	// incomes are the parts of value added that some tables print below it.
	incomes = []string{"LABR", "OTXS", "CFC", "NOPS"}
)

// nationalRow returns what the label of the first row starts with: DOM_, TTL_, or "" where it is no national table.
// Columns of a national table name no economy; where they do, DOM is the Dominican Republic.
func nationalRow(head []byte) string {
	line, rest := cutLine(bytes.TrimPrefix(head, []byte(cells.ByteOrderMark)))
	_, columns, _ := bytes.Cut(line, []byte(","))
	label, _, _ := cells.Next(rest[:min(len(rest), 64)], 0, ',')
	for _, prefix := range []string{domestic, together} {
		if strings.HasPrefix(string(label), prefix) && !bytes.HasPrefix(bytes.Trim(columns, `"' `), []byte(prefix)) {
			return prefix
		}
	}
	return ""
}

// detectNational is what Detect says of a national table.
func detectNational(src *tablefile.Source, prefix string) tablefile.Match {
	if prefix == together {
		return tablefile.Match{Sure: tablefile.Possibly, Saw: "rows TTL_ of the OECD's national tables"}
	}
	m := tablefile.Match{Sure: tablefile.Signature, Saw: "rows DOM_ and IMP_ of the OECD's national tables"}
	if _, year, ok := ofEconomy(src); ok {
		m.Years = []int{year}
	}
	return m
}

// ofEconomy returns whose table a file is by its name, and of which year.
func ofEconomy(src *tablefile.Source) (economy string, year int, ok bool) {
	for _, name := range []string{src.TextName(), src.Archive()} {
		if m := economyYear.FindStringSubmatch(name); m != nil {
			year, _ = strconv.Atoi(m[2])
			return strings.ToUpper(m[1]), year, true
		}
	}
	return "", 0, false
}

// national collects the rows of a national table.
type national struct {
	layout
	blocks.Blocks
	d          int // industries, and columns of intermediate use
	domestic   int // rows read
	skip       int // the balancing column, or -1
	total      int // the column of totals, or -1
	fill       bool
	filled     int
	satellites []icio.Satellite
}

// readNational reads a national table.
func readNational(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	n := &national{layout: layout{file: src.Name}, skip: -1, total: -1, fill: opt.Missing == tablefile.MissingZero}
	n.File = src.Name
	economy, year, ok := ofEconomy(src)
	switch {
	case nationalRow(src.Head) == together:
		return nil, n.fault("", "", "its rows TTL_ hold domestic and imported products together",
			"Who uses what is imported cannot be known from it", fault.Say(
				"Use the table of the same year with rows DOM_ and IMP_: %s%ddom.csv",
				strings.ToUpper(economy), year,
			))
	case !ok:
		return nil, n.fault(
			"",
			"",
			"nothing says whose table it is",
			"The rows of a national table do not name their economy",
			"Name the file as the OECD does, by economy and year: AUS2015dom.csv",
		)
	}
	if err := n.read(ctx, src, economy, opt); err != nil {
		return nil, err
	}
	t, err := n.Blocks.National(n.d)
	if err != nil {
		return nil, err
	}
	for _, s := range n.satellites {
		s.Values = append(s.Values, make([]float64, t.Sectors()-len(s.Values))...)
		t.Satellites = append(t.Satellites, s)
	}
	if n.filled > 0 {
		t.Derivation = append(t.Derivation, fmt.Sprintf("%d missing flows taken for zeros", n.filled))
	}
	t.Name, t.Year = "oecd-"+economy, year
	if opt.Year != 0 {
		t.Year = opt.Year
	}
	t.Currency, t.Unit, t.Valuation, t.Publisher = "USD", "million", "basic prices, current", "OECD"
	t.Source = "OECD national Input-Output Tables, " + src.Name + ", which prints no unit; the OECD publishes " +
		"millions of US dollars"
	t.Citation = "OECD, Input-Output Tables (state the edition)"
	t.SHA256, err = src.SHA256()
	return t, err
}

// read reads the lines.
func (n *national) read(ctx context.Context, src *tablefile.Source, economy string, opt tablefile.Options) error {
	stream, err := src.Open(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	in := cells.Lines(stream, 4<<20)
	for in.Scan() {
		line := in.Bytes()
		switch {
		case cells.Blank(line):
		case n.columns == nil:
			if n.columns, err = splitHeader(n.file, line); err == nil {
				err = n.header(economy)
			}
		default:
			err = n.row(economy, line)
		}
		if err != nil {
			return err
		}
		opt.Report(stream.Progress())
	}
	if err := in.Err(); err != nil {
		if fault.KindOf(err) == fault.Internal {
			return n.fault("", "", "a line is longer than any of a national table", "It has 60 columns", "Get the file again")
		}
		return err
	}
	switch {
	case n.d == 0:
		return n.fault("", "", "there is no column of industries", "Columns A01_02, ... were expected", "Get the file again")
	case n.domestic < n.d:
		return n.fault("", "", fault.Say("there are %d rows of domestic products for %d industries", n.domestic, n.d),
			"Every industry sells something", "The file is probably cut short: get it again")
	case len(n.Sectors) == n.d:
		return n.fault(
			"",
			"",
			"there are no rows of imports (IMP_)",
			"Who uses what is imported cannot be known without them",
			"Get the file with rows DOM_ and IMP_",
		)
	case n.VA == nil:
		return n.fault(
			"",
			"",
			"there is no row of value added (VALU)",
			"The file is probably cut short",
			"Get the file again",
		)
	}
	return nil
}

// header finds the columns of industries, which stand first, and of final demand.
func (n *national) header(economy string) error {
	n.d = len(n.columns)
	for j, label := range n.columns {
		if slices.Contains(demandOf, label) && j < n.d {
			n.d = j
		}
		switch {
		case j < n.d:
			n.industries = append(n.industries, label)
		case label == balancing:
			n.skip = j
		case cells.IsOutput(label):
			n.total = j
		case slices.Contains(abroad, label):
			n.Demand = append(n.Demand, blocks.Label{Economy: blocks.RestOfWorld, Part: label})
		default:
			n.Demand = append(n.Demand, blocks.Label{Economy: economy, Part: label})
		}
	}
	if n.d == len(n.columns) {
		return n.fault(
			"",
			"",
			"there is no column of final demand",
			"HFCE was expected behind the industries",
			"Get the file again",
		)
	}
	return nil
}

// demandOf are the columns that may come first behind the industries.
var demandOf = []string{"HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "CONS_ABR", "CONS_NONRES", "EXPO", "IMPO"}

// row reads a row.
func (n *national) row(economy string, line []byte) error {
	cell, pos, _ := cells.Next(line, 0, ',')
	label := string(cell)
	product := ""
	for _, prefix := range []string{domestic, imported} {
		if rest, ok := strings.CutPrefix(label, prefix); ok {
			product = rest
		}
	}
	use, demand, balance, total, err := n.values(label, line, pos, product != "")
	switch {
	case err != nil:
		return err
	case strings.HasPrefix(label, domestic):
		return n.sell(economy, label, product, use, demand, balance, total)
	case product != "":
		if len(n.Sectors) >= 2*n.d {
			return n.fault(
				label,
				"",
				"there are more imported products than industries",
				"Labels do not fit together",
				"Get the file again",
			)
		}
		n.Sectors = append(n.Sectors, blocks.Label{Economy: blocks.RestOfWorld, Part: product})
		n.Z, n.F = append(n.Z, use...), append(n.F, demand...)
		return nil
	}
	return n.below(label, use, demand)
}

// sell adds a row of domestic products.
func (n *national) sell(economy, label, product string, use, demand []float64, balance, total float64) error {
	if n.domestic != len(n.Sectors) || n.domestic == n.d {
		return n.fault(
			label,
			"",
			"the row stands behind those of the domestic industries",
			"Rows must be in the order of the columns",
			"Get the file again",
		)
	}
	if column := n.industries[n.domestic]; product != column && "D"+product != column {
		return n.fault(
			label,
			"",
			fault.Say("the row stands where that of %s was expected", column),
			"Rows must be in the order of the columns",
			"Get the file again",
		)
	}
	if balance != 0 {
		return n.fault(
			label,
			balancing,
			"a domestic product is imported",
			"Rows DOM_ hold what is made at home",
			"Get the file again",
		)
	}
	n.Sectors = append(n.Sectors, blocks.Label{Economy: economy, Part: product})
	n.Z, n.F = append(n.Z, use...), append(n.F, demand...)
	if n.domestic++; n.total >= 0 {
		n.Reported.RowOutput = append(n.Reported.RowOutput, total)
	}
	return nil
}

// values reads the cells of a row. What stands below the products is no flow, and need not be on final demand.
func (n *national) values(
	label string,
	line []byte,
	pos int,
	flows bool,
) (use, demand []float64, balance, total float64, err error) {
	for j, column := range n.columns {
		cell, next, ok := cells.Next(line, pos, ',')
		if !ok {
			return nil, nil, 0, 0, n.fault(
				label,
				"",
				fault.Say("the row has %d numbers where %d were expected", j, len(n.columns)),
				"A missing flow is not zero",
				"The file is probably cut short: get it again",
			)
		}
		pos = next
		v, isNumber := cells.Number(cell)
		switch missing := cells.Missing(cell); {
		case isNumber:
		case missing && !flows && j >= n.d, missing && (j == n.skip || j == n.total):
		case missing && n.fill:
			n.filled++
		default:
			what, why, fix := cells.BadNumber(cell)
			return nil, nil, 0, 0, n.fault(label, column, what, why, fix)
		}
		switch {
		case j < n.d:
			use = append(use, v)
		case j == n.skip:
			balance = v
		case j == n.total:
			total = v
		default:
			demand = append(demand, v)
		}
	}
	if pos <= len(line) {
		return nil, nil, 0, 0, n.fault(
			label,
			"",
			"the row has more cells than the first line",
			"Which number is whose cannot be known",
			"Get the file again",
		)
	}
	return use, demand, balance, total, nil
}

// below places a row below the products.
func (n *national) below(label string, use, demand []float64) error {
	taken := func(list []float64) error {
		if list == nil {
			return nil
		}
		return n.fault(label, "", "a second row of this kind", "Its values cannot be told apart", "Remove one of them")
	}
	switch {
	case label == "":
		return n.fault("", "", "a row behind the products has no label", "Its meaning is unknown", "Get the file again")
	case strings.HasPrefix(label, "TTL_INT"):
		return nil // a sum
	case cells.IsValueAdded(label):
		err := taken(n.VA)
		n.VA, n.Reported.VA = use, use
		return err
	case cells.IsOutput(label):
		err := taken(n.Reported.ColumnOutput)
		n.Reported.ColumnOutput = use
		return err
	case slices.Contains(incomes, label):
		if slices.ContainsFunc(n.satellites, func(s icio.Satellite) bool { return s.Name == label }) {
			return taken(use)
		}
		n.satellites = append(n.satellites, icio.Satellite{Name: label, Unit: "million USD", Values: use})
		return nil
	case slices.ContainsFunc(n.Extra, func(r icio.Row) bool { return r.Code == label }):
		return taken(use)
	}
	n.Extra = append(n.Extra, icio.Row{Code: label, Use: use, FD: demand})
	return nil
}
