// Package matrix reads plain matrices from a folder, a zip archive or an NPZ file:
//
//	z    intermediate use, selling by buying sector
//	f    final demand (also y or fd), selling sector by economy and category
//	va   value added (also v); several rows are added up; output less inputs where there is none
//
// each as .npy (float64, float32 or whole numbers), as .parquet (numbers only), or as .csv, .tsv or .txt without
// labels; and the labels, either
//
//	sectors.csv   economy,industry for each row of z
//	demand.csv    economy,category for each column of f
//
// (a first line of such words says where they stand among other columns),
// or the table.json of ikat's own store and NPZ exports.
//
// It also reads a Parquet file with a line for each flow: columns seller, industry, buyer, use and value, and where
// there is one, row, which names the rows below the industries (VA and extra rows) and is "flow" elsewhere.
//
// An export of ikat's, NPZ or Parquet, reads back as the same table, its extra rows and printed totals included.
package matrix

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"path"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/grid"
)

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "matrix".
func (Format) ID() string { return "matrix" }

// Label says what the format is.
func (Format) Label() string {
	return "plain matrices: a folder, zip or NPZ with z, f, va (npy, csv, parquet) and labels (sectors.csv and " +
		"demand.csv, or table.json); or one Parquet file of flows"
}

// named fits a matrix by its names, whatever its ending.
func named(names ...string) func(string) bool {
	return func(p string) bool {
		base := strings.ToLower(path.Base(p))
		ext := path.Ext(base)
		return slices.Contains([]string{".npy", ".parquet", ".csv", ".tsv", ".txt"}, ext) &&
			slices.Contains(names, strings.TrimSuffix(base, ext))
	}
}

var (
	isUse    = named("z")
	isDemand = named("f", "y", "fd")
	isVA     = named("va", "v")
	isLabels = grid.Named("table.json", "sectors.csv")
)

// Detect looks for the files.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	if isParquet(src) {
		return detectFlows(src)
	}
	m := grid.Look(src, tablefile.Options{})
	use, demand, labels := m.Find(isUse), m.Find(isDemand), m.Find(isLabels)
	if len(use) == 0 || len(demand) == 0 || len(labels) == 0 {
		return tablefile.Match{Saw: "expected matrices z and f (npy, csv or parquet) with sectors.csv and " +
			"demand.csv, or table.json; or one Parquet file of flows"}
	}
	return tablefile.Match{Sure: tablefile.Signature, Saw: fault.Say("the matrices %s and %s with %s", use[0], demand[0],
		labels[0])}
}

// labels are what stands beside the matrices.
type labels struct {
	sectors, demand []blocks.Label
	extra           []extra
	meta            *icio.Meta // of ikat's own exports
}

type extra struct {
	Code   string
	Demand bool `json:"on_final_demand"`
}

// Read reads a table.
func (Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if isParquet(src) {
		return readFlows(ctx, src, opt)
	}
	m := grid.Look(src, opt)
	l, err := readLabels(ctx, m)
	if err != nil {
		return nil, err
	}
	b := &blocks.Blocks{File: src.Name, Sectors: l.sectors, Demand: l.demand}
	n, k := len(l.sectors), len(l.demand)
	if b.Z, err = readOne(ctx, m, "z (npy, csv, parquet)", isUse, n, n, 0.7); err != nil {
		return nil, err
	}
	if b.F, err = readOne(ctx, m, "f (npy, csv, parquet)", isDemand, n, k, 0.2); err != nil {
		return nil, err
	}
	if err := below(ctx, m, l, b); err != nil {
		return nil, err
	}
	t, err := b.Table()
	if err != nil {
		return nil, err
	}
	if l.meta != nil {
		t.Meta = *l.meta
	}
	name, year := tablefile.NameYear(src.Name)
	t.Name, t.Year = cmp.Or(t.Name, name, "matrix"), cmp.Or(opt.Year, t.Year, year)
	t.Source = cmp.Or(t.Source, src.Name+", matrices that state no unit")
	t.SHA256, err = src.SHA256()
	return t, err
}

// below reads value added, printed totals and the extra rows.
func below(ctx context.Context, m *grid.Members, l *labels, b *blocks.Blocks) error {
	n := len(l.sectors)
	if len(m.Find(isVA)) > 0 {
		rows, err := readOne(ctx, m, "va (npy, csv, parquet)", isVA, 0, n, 0.02)
		if err != nil {
			return err
		}
		b.VA = make([]float64, n)
		for i, v := range rows {
			b.VA[i%n] += v
		}
	}
	for name, into := range reported(&b.Reported) {
		if len(m.Find(named(name))) == 0 {
			continue
		}
		var err error
		if *into, err = readOne(ctx, m, name, named(name), 1, n, 0.01); err != nil {
			return err
		}
	}
	return extraRows(ctx, m, l, b)
}

// reported names the totals as printed, as exports do.
func reported(t *icio.Totals) map[string]*[]float64 {
	return map[string]*[]float64{"reported_row_output": &t.RowOutput, "reported_column_output": &t.ColumnOutput,
		"reported_va": &t.VA}
}

func extraRows(ctx context.Context, m *grid.Members, l *labels, b *blocks.Blocks) error {
	n, k := len(l.sectors), len(l.demand)
	if len(l.extra) == 0 {
		return nil
	}
	use, err := readOne(ctx, m, "extra_use.npy", named("extra_use"), len(l.extra), n, 0.02)
	if err != nil {
		return err
	}
	demand, err := readOne(ctx, m, "extra_fd.npy", named("extra_fd"), len(l.extra), k, 0.02)
	if err != nil {
		return err
	}
	for i, e := range l.extra {
		row := icio.Row{Code: e.Code, Use: use[i*n : (i+1)*n]}
		if e.Demand {
			row.FD = demand[i*k : (i+1)*k]
		}
		if e.Code == "" {
			return &fault.Error{Kind: fault.Unreadable, Where: b.File + "/table.json", What: "an extra row has no code",
				Fix: "Get the file again"}
		}
		b.Extra = append(b.Extra, row)
	}
	return nil
}

// readOne reads a matrix of the given size; rows may be 0 where any number will do.
func readOne(ctx context.Context, m *grid.Members, what string, fits func(string) bool, rows, columns int,
	share float64) ([]float64, error) {
	name, err := m.One(what, fits)
	if err != nil {
		return nil, err
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".npy":
		return readNPY(ctx, m, name, rows, columns)
	case ".parquet":
		return readParquet(ctx, m, name, rows, columns)
	}
	s, err := m.Read(ctx, name, grid.Form{Rows: rows, Columns: columns}, share)
	if err != nil {
		return nil, err
	}
	return s.Values, nil
}

func readLabels(ctx context.Context, m *grid.Members) (*labels, error) {
	if len(m.Find(grid.Named("table.json"))) > 0 {
		return fromJSON(ctx, m)
	}
	l := &labels{}
	for file, into := range map[string]*[]blocks.Label{"sectors.csv": &l.sectors, "demand.csv": &l.demand} {
		name, err := m.One(file, grid.Named(file))
		if err != nil {
			return nil, err
		}
		lines, err := m.Texts(ctx, name)
		if err != nil {
			return nil, err
		}
		economy, part, head := labelColumns(lines)
		width := 2
		if head {
			width, lines = len(lines[0]), lines[1:]
		}
		for i, line := range lines {
			if len(line) != width {
				if head {
					i++
				}
				return nil, &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", name, i+1),
					What: "two labels were expected, an economy and an industry or category",
					Fix:  "Write one line for each row of z, or column of f"}
			}
			*into = append(*into, blocks.Label{Economy: line[economy], Part: line[part]})
		}
		if len(*into) == 0 {
			return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: "there are no labels in it",
				Fix: "Write one line for each row of z, or column of f"}
		}
	}
	return l, nil
}

// What people write above the labels of economies, and above those of industries and categories.
var (
	economyHeads = []string{"economy", "country", "region", "area", "iso3", "iso", "economy code", "country code"}
	partHeads    = []string{"industry", "sector", "product", "activity", "category", "use", "final demand", "item",
		"industry code", "sector code"}
)

// labelColumns finds where a first line says which label is which; without one they are the economy and the other.
func labelColumns(lines [][]string) (economy, part int, head bool) {
	economy, part = -1, -1
	if len(lines) > 0 {
		for i, cell := range lines[0] {
			word := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(cell)), "_", " ")
			switch {
			case economy < 0 && slices.Contains(economyHeads, word):
				economy = i
			case part < 0 && slices.Contains(partHeads, word):
				part = i
			}
		}
	}
	if economy < 0 || part < 0 {
		return 0, 1, false
	}
	return economy, part, true
}

func fromJSON(ctx context.Context, m *grid.Members) (*labels, error) {
	name, err := m.One("table.json", grid.Named("table.json"))
	if err != nil {
		return nil, err
	}
	bad := func(what string) error {
		return &fault.Error{Kind: fault.Unreadable, Where: name, What: what, Fix: "Get the file again"}
	}
	sub, err := m.Open(name)
	if err != nil {
		return nil, err
	}
	stream, err := sub.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	text, err := io.ReadAll(io.LimitReader(stream, 64<<20))
	if err != nil {
		return nil, err
	}
	doc, why := parseLayout(text)
	if why != "" {
		return nil, bad(why)
	}
	return doc.labels(), nil
}

// layout is what an export says of its table.
type layout struct {
	Economies, Industries, Categories []string
	Extra                             []extra
	Meta                              *icio.Meta
}

// parseLayout reads a layout; why says what is wrong with it.
func parseLayout(text []byte) (doc *layout, why string) {
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, fault.Say("it is not JSON: %v", err)
	}
	if doc == nil || len(doc.Economies) == 0 || len(doc.Industries) == 0 || len(doc.Categories) == 0 {
		return nil, "it lists no economies, industries or categories"
	}
	if !doc.fits() {
		return nil, "it announces more sectors than any table has"
	}
	return doc, ""
}

// fits tells whether a table can have so many sectors.
func (d *layout) fits() bool {
	const most = 60_000
	return len(d.Economies) <= most && len(d.Industries) <= most/len(d.Economies) &&
		len(d.Categories) <= most/len(d.Economies) && len(d.Extra) <= 1000
}

// labels spells the labels of rows and columns out.
func (d *layout) labels() *labels {
	l := &labels{extra: d.Extra, meta: d.Meta}
	for _, e := range d.Economies {
		for _, i := range d.Industries {
			l.sectors = append(l.sectors, blocks.Label{Economy: e, Part: i})
		}
		for _, c := range d.Categories {
			l.demand = append(l.demand, blocks.Label{Economy: e, Part: c})
		}
	}
	return l
}
