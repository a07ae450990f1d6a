// Package mario reads input-output tables that MARIO wrote with to_txt: a folder or an archive, its files in the folder
// flows:
//
//	Z.txt      intermediate use, three lines and three columns of labels: region, level, item
//	Y.txt      final demand
//	V.txt      primary inputs, one column of labels
//	units.txt  units of sectors and factors
//
// or the same with the ending csv, with any separator, and with a line that names the columns of labels or without.
// Value added is the sum of V but for taxes less subsidies on products, which stay in Table.Extra. metadata.json beside
// them says name, year, prices and source. Supply and use tables (level Activity) have to be turned into input-output
// tables first.
package mario

import (
	"cmp"
	"context"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/cells"
	"ikat/tablefile/grid"
)

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "mario".
func (Format) ID() string { return "mario" }

// Label says what the format is.
func (Format) Label() string {
	return "MARIO: a folder or archive that its to_txt wrote, with flows/Z, Y and V"
}

var (
	isUse    = grid.Named("Z.txt", "Z.csv")
	isDemand = grid.Named("Y.txt", "Y.csv")
	isInputs = grid.Named("V.txt", "V.csv")
	isUnits  = grid.Named("units.txt", "units.csv")
	isMeta   = grid.Named("metadata.json")
)

const (
	expected = "a folder or archive with Z, Y and V, whose second line says Level"
	levels   = 3 // lines and columns of labels
)

// Detect looks for the files, and for the levels of Z's labels.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	m := grid.Look(src, tablefile.Options{})
	use := m.Find(isUse)
	if len(use) != 1 || len(m.Find(isDemand)) != 1 || len(m.Find(isInputs)) != 1 {
		return tablefile.Match{Saw: "expected " + expected}
	}
	sub, err := m.Open(use[0])
	if err != nil || !hasLevels(sub) {
		return tablefile.Match{Saw: "expected " + expected}
	}
	return tablefile.Match{Sure: tablefile.Signature, Saw: fault.Say("the file %s with labels of three levels", use[0])}
}

// hasLevels holds where the second line of a matrix names a level above each of its columns.
func hasLevels(src *tablefile.Source) bool {
	line := grid.Line(context.Background(), src, 1)
	sep := grid.Separator(line)
	for pos := 0; ; {
		cell, next, ok := cells.Next(line, pos, sep)
		if !ok {
			return false
		}
		if text := string(cell); slices.Contains([]string{"Sector", "Activity", "Commodity"}, text) {
			return true
		}
		pos = next
	}
}

// Read reads a table.
func (Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m := grid.Look(src, opt)
	t, err := read(ctx, m)
	if err != nil {
		return nil, err
	}
	said, err := metadata(ctx, m)
	if err != nil {
		return nil, err
	}
	name, year := tablefile.NameYear(src.Name)
	_, saidYear := tablefile.NameYear(said["name"] + " " + said["year"])
	t.Name, t.Year = cmp.Or(name, "table"), cmp.Or(opt.Year, saidYear, year)
	if prices := tablefile.Prices(said["price"]); prices != "" {
		t.Valuation = prices + " prices"
	}
	t.Source = src.Name + ", as MARIO wrote it"
	if s := said["source"]; s != "" {
		t.Source = s + ", " + t.Source
	}
	counted, err := unit(ctx, m)
	if err != nil {
		return nil, err
	}
	counted.Put(t)
	t.SHA256, err = src.SHA256()
	return t, err
}

func read(ctx context.Context, m *grid.Members) (*icio.Table, error) {
	use, rows, err := sheet(ctx, m, "Z.txt", isUse, levels, 0.7)
	if err != nil {
		return nil, err
	}
	b := &blocks.Blocks{File: use.File, Z: use.Values, Sectors: rows}
	if len(use.Labels) > 0 && use.Labels[0][1] != "Sector" {
		return nil, &fault.Error{
			Kind:  fault.Unreadable,
			Where: use.File,
			What:  fault.Say("this is a supply and use table, of level %s", use.Labels[0][1]),
			Why:   "Measures need an input-output table",
			Fix:   "In MARIO, turn it into one with to_iot and export that",
		}
	}
	columns, err := above(use)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(columns, rows) {
		return nil, bad(use.File, "its columns are not its rows")
	}
	demand, rows, err := sheet(ctx, m, "Y.txt", isDemand, levels, 0.1)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(rows, b.Sectors) {
		return nil, bad(demand.File, "its rows are not those of Z")
	}
	b.F = demand.Values
	if b.Demand, err = above(demand); err != nil {
		return nil, err
	}
	inputs, _, err := sheet(ctx, m, "V.txt", isInputs, 1, 0.1)
	if err != nil {
		return nil, err
	}
	if columns, err = above(inputs); err != nil {
		return nil, err
	}
	if !slices.Equal(columns, b.Sectors) {
		return nil, bad(inputs.File, "its columns are not those of Z")
	}
	primary(b, inputs)
	return b.Table()
}

// primary adds up value added, and keeps taxes on products apart.
func primary(b *blocks.Blocks, inputs *grid.Sheet) {
	b.VA = make([]float64, inputs.Columns)
	for i, label := range inputs.Labels {
		row := inputs.Row(i)
		name := strings.ToLower(label[0])
		if name == "tls" || strings.HasPrefix(name, "taxes less subsidies on products") {
			code := "TLS"
			if len(b.Extra) > 0 {
				code = label[0]
			}
			b.Extra = append(b.Extra, icio.Row{Code: code, Use: row})
			continue
		}
		for j, v := range row {
			b.VA[j] += v
		}
	}
	b.Reported.VA = b.VA
}

// sheet reads a matrix with three lines of labels, and a fourth that names the columns of labels where it is there.
func sheet(
	ctx context.Context,
	m *grid.Members,
	what string,
	fits func(string) bool,
	labels int,
	share float64,
) (*grid.Sheet, []blocks.Label, error) {
	file, err := m.One(what, fits)
	if err != nil {
		return nil, nil, err
	}
	sub, err := m.Open(file)
	if err != nil {
		return nil, nil, err
	}
	f := grid.Form{Header: levels, Labels: labels, Square: labels == levels && what == "Z.txt"}
	f.Separator = grid.Separator(grid.Line(ctx, sub, 0))
	line, pos := grid.Line(ctx, sub, levels), 0
	for range labels {
		_, pos, _ = cells.Next(line, pos, f.Separator)
	}
	if cell, _, _ := cells.Next(line, pos, f.Separator); len(cell) == 0 {
		f.Header++
	}
	s, err := m.Read(ctx, file, f, share)
	if err != nil {
		return nil, nil, err
	}
	var rows []blocks.Label
	for _, l := range s.Labels {
		rows = append(rows, blocks.Label{Economy: l[0], Part: l[len(l)-1]})
	}
	return s, rows, nil
}

// above are the labels of the columns of numbers.
func above(s *grid.Sheet) (out []blocks.Label, err error) {
	skip := len(s.Labels[0])
	for _, line := range s.Header[:levels] {
		if len(line) < skip+s.Columns {
			return nil, bad(s.File, "its first lines have fewer labels than there are columns of numbers")
		}
	}
	for j := range s.Columns {
		out = append(out, blocks.Label{Economy: s.Header[0][skip+j], Part: s.Header[levels-1][skip+j]})
	}
	return out, nil
}

func bad(file, what string) error {
	return &fault.Error{
		Kind:  fault.Unreadable,
		Where: file,
		What:  what,
		Why:   "The files of a table must have the same labels",
		Fix:   "Export the table from MARIO again",
	}
}

// unit reads the unit of the first sector.
func unit(ctx context.Context, m *grid.Members) (unit tablefile.Amount, err error) {
	found := m.Find(func(name string) bool { return isUnits(name) && path.Dir(name) == path.Dir(m.Find(isUse)[0]) })
	if len(found) == 0 {
		return unit, nil
	}
	lines, err := m.Texts(ctx, found[0])
	if err != nil || len(lines) < 2 {
		return unit, err
	}
	return tablefile.Money(lines[1][len(lines[1])-1]), nil
}

// metadata reads what MARIO says of the table: name, year, price, source. What is no text or number is left out.
func metadata(ctx context.Context, m *grid.Members) (map[string]string, error) {
	said := map[string]string{}
	found := m.Find(isMeta)
	if len(found) == 0 {
		return said, nil
	}
	text, err := m.Text(ctx, found[0])
	if err != nil {
		return nil, err
	}
	var raw map[string]any
	if json.Unmarshal(text, &raw) != nil {
		return said, nil // the numbers do not depend on it
	}
	for key, value := range raw {
		switch v := value.(type) {
		case string:
			said[strings.TrimPrefix(key, "_")] = v
		case float64:
			said[strings.TrimPrefix(key, "_")] = string(cells.AppendNumber(nil, v))
		}
	}
	return said, nil
}
