// Package eora reads Eora26, the simplified Eora tables with 26 industries, as a folder or a zip archive:
//
//	Eora26_2015_bp_T.txt    intermediate use, tab-separated, without labels
//	Eora26_2015_bp_FD.txt   final demand
//	Eora26_2015_bp_VA.txt   primary inputs, six rows
//	labels_T.txt            economy, code, entity, industry, for each row of T
//	labels_FD.txt           economy, code, entity, category, for each column of FD
//
// The labels are published in an archive of their own, indices.zip: it may lie beside the archive of a year, or in the
// folder. Where a year comes in basic and in purchasers' prices, it is read in basic prices.
//
// Value added is the sum of the primary inputs. The last economy, ROW, is statistical discrepancies and has a single
// industry TOTAL: the table has that industry for every economy and the 26 for ROW, with nothing in them. Flows are in
// thousands of US dollars.
package eora

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/grid"
)

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "eora".
func (Format) ID() string { return "eora" }

// Label says what the format is.
func (Format) Label() string {
	return "Eora26: a folder or zip archive with T, FD and VA and their labels"
}

var names = regexp.MustCompile(`(?i)^Eora26_(\d{4})_(bp|pp)_(T|FD|VA)\.txt$`)

// Detect looks for the file of intermediate use.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	m := grid.Look(src, tablefile.Options{})
	if found := m.Find(block("T", 0)); len(found) > 0 {
		match := tablefile.Match{Sure: tablefile.Signature, Saw: fault.Say("the file %s", found[0])}
		for _, f := range found {
			year, _ := strconv.Atoi(names.FindStringSubmatch(path.Base(f))[1])
			if !slices.Contains(match.Years, year) {
				match.Years = append(match.Years, year)
			}
		}
		return match
	}
	return tablefile.Match{Saw: "expected a folder or zip archive with Eora26_YEAR_bp_T.txt"}
}

// block fits the file of a block, of a year if that is not 0.
func block(id string, year int) func(string) bool {
	return func(name string) bool {
		m := names.FindStringSubmatch(path.Base(name))
		return m != nil && m[3] == id && (year == 0 || m[1] == strconv.Itoa(year))
	}
}

// Read reads a table.
func (Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m := grid.Look(src, opt)
	fits := block("T", opt.Year)
	if len(m.Find(fits)) == 0 && len(m.Find(block("T", 0))) == 1 {
		fits = block("T", 0) // there is nothing to choose from
	}
	of := fits
	basic := func(name string) bool { return of(name) && strings.Contains(strings.ToLower(name), "_bp_") }
	if len(m.Find(basic)) == 1 {
		fits = basic
	}
	file, err := m.One("Eora26_YEAR_bp_T.txt", fits)
	if err != nil {
		return nil, err
	}
	named, closeNamed := indices(src, m, opt)
	defer closeNamed()
	parts := names.FindStringSubmatch(path.Base(file))
	t, economies, err := read(ctx, m, named, file, parts[1], parts[2])
	if err != nil {
		return nil, err
	}
	fileYear, _ := strconv.Atoi(parts[1])
	t.Name, t.Year, t.EconomyNames = map[string]string{"bp": "eora26", "pp": "eora26-pp"}[strings.ToLower(parts[2])],
		cmp.Or(opt.Year, fileYear), economies
	t.Currency, t.Unit = "USD", "thousand"
	t.Valuation = map[string]string{"bp": "basic prices, current",
		"pp": "purchasers' prices, current"}[strings.ToLower(parts[2])]
	t.Publisher = "Eora"
	t.Source = "Eora26, " + src.Name
	t.Citation = "Lenzen, Moran, Kanemoto & Geschke (2013), Building Eora: a global multi-region input-output " +
		"database at high country and sector resolution, Economic Systems Research 25, 20-49"
	t.SHA256, err = src.SHA256()
	return t, err
}

// indices returns the files of labels: the table's own, or those of an archive indices.zip among them or beside them.
func indices(src *tablefile.Source, m *grid.Members, opt tablefile.Options) (*grid.Members, func()) {
	const archive = "indices.zip"
	nothing := func() {}
	if len(m.Find(grid.Named("labels_T.txt"))) > 0 {
		return m, nothing
	}
	var zip *tablefile.Source
	var err error
	if found := m.Find(grid.Named(archive)); len(found) > 0 {
		zip, err = src.Sub(found[0])
	} else {
		zip, err = src.Beside(archive)
	}
	if err != nil || zip.Files == nil {
		return m, nothing // what is missing is named by who looks for it
	}
	return grid.Look(zip, tablefile.Options{}), func() { zip.Close() }
}

// read reads the blocks that belong to a file of intermediate use.
func read(ctx context.Context, m, named *grid.Members, file, year, price string) (*icio.Table,
	map[string]string, error) {
	b := &blocks.Blocks{File: file}
	names := map[string]string{}
	var err error
	if b.Sectors, err = labels(ctx, named, "labels_T.txt", names); err != nil {
		return nil, nil, err
	}
	if b.Demand, err = labels(ctx, named, "labels_FD.txt", names); err != nil {
		return nil, nil, err
	}
	sibling := func(id string) (string, error) {
		name := fmt.Sprintf("Eora26_%s_%s_%s.txt", year, price, id)
		return m.One(name, grid.Named(name))
	}
	n := len(b.Sectors)
	use, err := m.Read(ctx, file, grid.Form{Separator: '\t', Rows: n, Columns: n}, 0.75)
	if err != nil {
		return nil, nil, err
	}
	var others [2]*grid.Sheet
	for i, f := range []grid.Form{{Separator: '\t', Rows: n, Columns: len(b.Demand)}, {Separator: '\t', Columns: n}} {
		name, err := sibling([]string{"FD", "VA"}[i])
		if err != nil {
			return nil, nil, err
		}
		if others[i], err = m.Read(ctx, name, f, 0.1); err != nil {
			return nil, nil, err
		}
	}
	b.Z, b.F, b.VA = use.Values, others[0].Values, make([]float64, n)
	for i := range others[1].Rows() {
		for j, v := range others[1].Row(i) {
			b.VA[j] += v
		}
	}
	t, err := b.Table()
	return t, names, err
}

// labels reads a file of labels and the economies' names.
func labels(ctx context.Context, m *grid.Members, file string, names map[string]string) ([]blocks.Label, error) {
	if len(m.Find(grid.Named(file))) == 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: m.Where(), What: fault.Say("there is no file %s", file),
			Why: "The publisher offers the labels in an archive of their own", Fix: "Put indices.zip beside this file"}
	}
	name, err := m.One(file, grid.Named(file))
	if err != nil {
		return nil, err
	}
	lines, err := m.Texts(ctx, name)
	if err != nil {
		return nil, err
	}
	var out []blocks.Label
	for i, l := range lines {
		if len(l) < 4 {
			return nil, &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", name, i+1),
				What: "four labels were expected: economy, code, entity, industry or category",
				Fix:  "Get the file again"}
		}
		names[l[1]] = l[0]
		out = append(out, blocks.Label{Economy: l[1], Part: l[3]})
	}
	return out, nil
}
