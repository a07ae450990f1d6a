// Package exiobase reads EXIOBASE 3, industry by industry or product by product, as a folder or a zip archive:
//
//	Z.txt   intermediate use, tab-separated, with regions and sectors above and beside it
//	A.txt   input coefficients, where there is no Z.txt
//	Y.txt   final demand
//	x.txt   output; where there is none beside A.txt, it is computed, x = (I - A)^-1 Y 1
//	satellite/F.txt or factor_inputs/F.txt   primary inputs among the satellites
//
// Where only coefficients are published, intermediate use is A x, which the table's derivation says. Value added is the
// sum of other net taxes on production, compensation of employees and operating surplus; taxes less subsidies on
// products stay in Table.Extra. The edition is the version in metadata.json or file_parameters.json. Where there are no
// satellites value added is output less inputs. Flows are in millions of euros.
package exiobase

import (
	"cmp"
	"context"
	"path"
	"regexp"
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

// ID returns "exiobase".
func (Format) ID() string { return "exiobase" }

// Label says what the format is.
func (Format) Label() string {
	return "EXIOBASE 3: a folder or zip archive with Z or A, Y, x and satellites"
}

var (
	isUse    = grid.Named("Z.txt")
	isShares = grid.Named("A.txt")
	isDemand = grid.Named("Y.txt")
	isOutput = grid.Named("x.txt")
)

// version fits what metadata says of the edition: "version": "v3.8.2".
var version = regexp.MustCompile(`"version"\s*:\s*"[vV]?(3(?:\.\d+)+)"`)

// Detect looks for the files.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	m := grid.Look(src, tablefile.Options{})
	use := append(m.Find(isUse), m.Find(isShares)...)
	if len(use) == 0 || len(m.Find(isDemand)) == 0 {
		return tablefile.Match{Saw: "expected a folder or zip archive with Z.txt or A.txt, and Y.txt"}
	}
	if len(m.Find(isDemand)) > 1 {
		return tablefile.Match{Saw: "expected one table in a folder; there are several files Y.txt"}
	}
	return tablefile.Match{Sure: tablefile.Signature, Saw: fault.Say("the files %s and %s", use[0], m.Find(isDemand)[0])}
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
	name, year := tablefile.NameYear(src.Name)
	t.Year = cmp.Or(opt.Year, year)
	if t.SHA256, err = src.SHA256(); err != nil {
		return nil, err
	}
	if !isEXIOBASE(t, src.Name) {
		// Other tables are passed on in the form too: pymrio writes every table so. What they do not say is not
		// EXIOBASE's.
		t.Name, t.Source = cmp.Or(name, "table"), src.Name+", in the form of EXIOBASE and pymrio"
		unit, err := unitOf(ctx, m)
		unit.Put(t)
		return t, err
	}
	t.Name = cmp.Or(strings.ReplaceAll(strings.ToLower(name), "iot_", "exiobase_"), "exiobase")
	t.Currency, t.Unit, t.Valuation, t.Publisher = "EUR", "million", "basic prices, current", "EXIOBASE"
	if t.Edition, err = edition(ctx, m); err != nil {
		return nil, err
	}
	t.Source = "EXIOBASE " + cmp.Or(t.Edition, "3") + ", " + src.Name
	t.Citation = "Stadler et al. (2018), EXIOBASE 3: developing a time series of detailed environmentally extended " +
		"multi-regional input-output tables, Journal of Industrial Ecology 22, 502-515"
	return t, nil
}

// isEXIOBASE recognises EXIOBASE's own packages by their name, or by the regions that it alone has.
func isEXIOBASE(t *icio.Table, name string) bool {
	lower := strings.ToLower(name)
	return strings.Contains(lower, "exiobase") || strings.Contains(lower, "iot_") ||
		slices.Contains(t.Economies, "WA") && slices.Contains(t.Economies, "WF")
}

// edition reads the version in the package's metadata, "" where it says none: 3.8.2.
func edition(ctx context.Context, m *grid.Members) (string, error) {
	for _, name := range m.Find(grid.Named("metadata.json", "file_parameters.json")) {
		text, err := m.Text(ctx, name)
		if err != nil {
			return "", err
		}
		if v := version.FindSubmatch(text); v != nil {
			return string(v[1]), nil
		}
	}
	return "", nil
}

// unitOf reads the unit of the first sector from the list of units, where there is one: M.EUR is millions of euros.
func unitOf(ctx context.Context, m *grid.Members) (unit tablefile.Amount, err error) {
	beside := path.Dir(m.Find(isDemand)[0]) // the satellites have lists of their own
	isList := grid.Named("unit.txt", "units.txt")
	found := m.Find(func(name string) bool { return isList(name) && path.Dir(name) == beside })
	if len(found) == 0 {
		return unit, nil
	}
	lines, err := m.Texts(ctx, found[0])
	if err != nil || len(lines) < 2 {
		return unit, err
	}
	row := lines[1]
	return tablefile.Money(row[len(row)-1]), nil
}

func read(ctx context.Context, m *grid.Members) (*icio.Table, error) {
	shares := len(m.Find(isUse)) == 0
	what, fits := "Z.txt or A.txt", isUse
	if shares {
		fits = isShares
	}
	file, err := m.One(what, fits)
	if err != nil {
		return nil, err
	}
	use, err := sheet(ctx, m, file, 2, true, 0.7)
	if err != nil {
		return nil, err
	}
	b := &blocks.Blocks{File: file, Z: use.Values}
	if b.Sectors, err = rowLabels(use); err != nil {
		return nil, err
	}
	columns, err := columnLabels(use)
	if err != nil {
		return nil, err
	}
	if err := same(file, "its columns", b.Sectors, columns); err != nil {
		return nil, err
	}
	if err := final(ctx, m, b); err != nil {
		return nil, err
	}
	if err := output(ctx, m, b, shares); err != nil {
		return nil, err
	}
	if err := primary(ctx, m, b); err != nil {
		return nil, err
	}
	t, err := b.Table()
	switch {
	case err == nil && shares && b.Reported.RowOutput == nil:
		t.Derivation = []string{
			"output, which the package does not give, computed from input coefficients and final demand, x = (I - A)^-1 Y 1; " +
				"intermediate use computed as input coefficients times output",
		}
	case err == nil && shares:
		t.Derivation = []string{"intermediate use computed as input coefficients times output"}
	}
	return t, err
}

// sheet reads a file with two or three lines of header; the third, where there is one, names the columns of labels.
func sheet(ctx context.Context, m *grid.Members, file string, labels int, square bool,
	share float64) (*grid.Sheet, error) {
	sub, err := m.Open(file)
	if err != nil {
		return nil, err
	}
	f := grid.Form{Separator: '\t', Header: 2, Labels: labels, Square: square}
	lines := strings.SplitN(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(sub.Head)), "\n", 4)
	if len(lines) > 2 {
		// Where three lines do not fit in what has been looked at, the labels beside the numbers tell.
		third := []byte(lines[2])
		pos := 0
		for range labels {
			_, pos, _ = cells.Next(third, pos, '\t')
		}
		cell, _, _ := cells.Next(third, pos, '\t')
		if len(cell) == 0 {
			f.Header = 3
		}
	} else if third := grid.Line(ctx, sub, 2); third != nil {
		if first, _, _ := cells.Next(third, 0, '\t'); string(first) == "region" || string(first) == "stressor" {
			f.Header = 3
		}
	}
	return m.Read(ctx, file, f, share)
}

func bad(file, what string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: file, What: what,
		Why: "The files of a table must have the same labels", Fix: "Get the publisher's whole archive, unchanged"}
}

func rowLabels(s *grid.Sheet) (out []blocks.Label, err error) {
	for _, l := range s.Labels {
		out = append(out, blocks.Label{Economy: l[0], Part: l[1]})
	}
	return out, nil
}

// columnLabels returns the labels above the numbers.
func columnLabels(s *grid.Sheet) (out []blocks.Label, err error) {
	skip := len(s.Labels[0])
	for k := range 2 {
		if len(s.Header[k]) < skip+s.Columns {
			return nil, bad(s.File, "the header has fewer labels than there are columns of numbers")
		}
	}
	for j := range s.Columns {
		out = append(out, blocks.Label{Economy: s.Header[0][skip+j], Part: s.Header[1][skip+j]})
	}
	return out, nil
}

// same checks that labels are those of the sectors.
func same(file, what string, sectors, labels []blocks.Label) error {
	if len(labels) != len(sectors) {
		return bad(file, fault.Say("%s are not as many as the sectors", fault.Word(what)))
	}
	for i := range labels {
		if labels[i] != sectors[i] {
			return bad(file, fault.Say("%s have %s where %s was expected", fault.Word(what), labels[i].String(),
				sectors[i].String()))
		}
	}
	return nil
}

// final reads final demand.
func final(ctx context.Context, m *grid.Members, b *blocks.Blocks) error {
	file, err := m.One("Y.txt", isDemand)
	if err != nil {
		return err
	}
	s, err := sheet(ctx, m, file, 2, false, 0.1)
	if err != nil {
		return err
	}
	rows, err := rowLabels(s)
	if err != nil {
		return err
	}
	if err := same(file, "its rows", b.Sectors, rows); err != nil {
		return err
	}
	b.F = s.Values
	b.Demand, err = columnLabels(s)
	return err
}

// output reads the column of output, and makes flows of coefficients with it.
func output(ctx context.Context, m *grid.Members, b *blocks.Blocks, shares bool) error {
	found := m.Find(isOutput)
	switch {
	case len(found) > 1 && shares:
		return bad(b.File, "A.txt holds coefficients, and there are several files x.txt to make flows of them")
	case len(found) != 1 && shares:
		x, err := solve(ctx, b)
		if err != nil {
			return err
		}
		flows(b, x)
		return nil
	case len(found) != 1:
		return nil
	}
	s, err := m.Read(ctx, found[0], grid.Form{Separator: '\t', Header: 1, Labels: 2, Rows: len(b.Sectors), Columns: 1},
		0.05)
	if err != nil {
		return err
	}
	rows, err := rowLabels(s)
	if err != nil {
		return err
	}
	if err := same(found[0], "its rows", b.Sectors, rows); err != nil {
		return err
	}
	if b.Reported.RowOutput = s.Values; shares {
		flows(b, s.Values)
	}
	return nil
}

// primary reads value added and taxes on products from the satellites, where they are there.
func primary(ctx context.Context, m *grid.Members, b *blocks.Blocks) error {
	found := m.Find(func(name string) bool {
		dir := path.Base(path.Dir(name))
		return path.Base(name) == "F.txt" && (dir == "satellite" || dir == "factor_inputs")
	})
	if len(found) == 0 {
		return nil
	}
	file := found[0]
	for _, f := range found {
		if path.Base(path.Dir(f)) == "factor_inputs" {
			file = f
		}
	}
	s, err := sheet(ctx, m, file, 1, false, 0.15)
	if err != nil {
		return err
	}
	columns, err := columnLabels(s)
	if err != nil {
		return err
	}
	if err := same(file, "its columns", b.Sectors, columns); err != nil {
		return err
	}
	for i, l := range s.Labels {
		name := strings.ToLower(l[0])
		switch {
		case strings.HasPrefix(name, "taxes less subsidies on products"):
			b.Extra = append(b.Extra, icio.Row{Code: "TLS", Use: s.Row(i)})
		case strings.HasPrefix(name, "other net taxes on production"),
			strings.HasPrefix(name, "compensation of employees"), strings.HasPrefix(name, "operating surplus"):
			if b.VA == nil {
				b.VA = make([]float64, s.Columns)
			}
			for j, v := range s.Row(i) {
				b.VA[j] += v
			}
		}
	}
	if len(b.Extra) > 1 {
		return bad(file, "there are several rows of taxes less subsidies on products")
	}
	b.Reported.VA = b.VA
	return nil
}
