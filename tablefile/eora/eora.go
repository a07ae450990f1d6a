// Package eora reads Eora26, the simplified Eora tables with 26 industries, as a folder or a zip archive:
//
//	Eora26_2015_bp_T.txt    intermediate use, tab-separated, without labels
//	Eora26_2015_bp_FD.txt   final demand
//	Eora26_2015_bp_VA.txt   primary inputs, six rows
//	labels_T.txt            economy, code, entity, industry, for each row of T
//	labels_FD.txt           economy, code, entity, category, for each column of FD
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
	"strconv"

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

var named = regexp.MustCompile(`(?i)^Eora26_(\d{4})_(bp|pp)_(T|FD|VA)\.txt$`)

// Detect looks for the file of intermediate use.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	m := grid.Look(src, tablefile.Options{})
	if found := m.Find(block("T", 0)); len(found) > 0 {
		return tablefile.Match{Sure: tablefile.Signature, Saw: "the file " + found[0]}
	}
	return tablefile.Match{Saw: "expected a folder or zip archive with Eora26_YEAR_bp_T.txt"}
}

// block fits the file of a block, of a year if that is not 0.
func block(id string, year int) func(string) bool {
	return func(name string) bool {
		m := named.FindStringSubmatch(path.Base(name))
		return m != nil && m[3] == id && (year == 0 || m[1] == strconv.Itoa(year))
	}
}

// Read reads a table.
func (Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m := grid.Look(src, opt)
	year := opt.Year
	if len(m.Find(block("T", 0))) == 1 {
		year = 0 // there is nothing to choose from
	}
	file, err := m.One("Eora26_YEAR_bp_T.txt", block("T", year))
	if err != nil {
		return nil, err
	}
	parts := named.FindStringSubmatch(path.Base(file))
	t, names, err := read(ctx, m, file, parts[1], parts[2])
	if err != nil {
		return nil, err
	}
	fileYear, _ := strconv.Atoi(parts[1])
	t.Name, t.Year, t.EconomyNames = "eora26", cmp.Or(opt.Year, fileYear), names
	t.Currency, t.Unit = "USD", "thousand"
	t.Valuation = map[string]string{"bp": "basic prices, current", "pp": "purchasers' prices, current"}[parts[2]]
	t.Source = "Eora26, " + src.Name
	t.Citation = "Lenzen, Moran, Kanemoto & Geschke (2013), Building Eora: a global multi-region input-output database at high country and sector resolution, Economic Systems Research 25, 20-49"
	t.SHA256, err = src.SHA256()
	return t, err
}

// read reads the blocks that belong to a file of intermediate use.
func read(ctx context.Context, m *grid.Members, file, year, price string) (*icio.Table, map[string]string, error) {
	b := &blocks.Blocks{File: file}
	names := map[string]string{}
	var err error
	if b.Sectors, err = labels(ctx, m, "labels_T.txt", names); err != nil {
		return nil, nil, err
	}
	if b.Demand, err = labels(ctx, m, "labels_FD.txt", names); err != nil {
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
			return nil, &fault.Error{Kind: fault.Unreadable, Where: fmt.Sprintf("%s, line %d", name, i+1), What: "four labels were expected: economy, code, entity, industry or category",
				Fix: "Get the file again"}
		}
		names[l[1]] = l[0]
		out = append(out, blocks.Label{Economy: l[1], Part: l[3]})
	}
	return out, nil
}
