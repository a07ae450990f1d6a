// Package gloria reads GLORIA, the global multi-regional supply and use tables of Lenzen et al. (2022), as a folder or
// a zip archive, and makes an industry-by-industry table of them:
//
//	..._T-Results_2019_059_Markup001(full).csv   supply and use, square, without labels
//	..._Y-Results_2019_059_Markup001(full).csv   final demand: rows of T, six columns for each region
//	..._V-Results_2019_059_Markup001(full).csv   value added: six rows for each region, columns of T
//	GLORIA_ReadMe_059.xlsx                       names of regions and sectors; optional
//	labels.csv                                   dimension,code,name; optional, in the ReadMe's place
//
// Rows and columns of T are, region by region, the industries and then the products. Rows of industries hold what each
// makes of its region's products, in the products' columns; rows of products hold what industries anywhere use of them.
// Markup001 is basic prices. Flows are in thousands of US dollars.
//
// The model is in convert.go. Supply and use are read row by row: what is held is the table that results.
package gloria

import (
	"cmp"
	"context"
	"path"
	"regexp"
	"strconv"
	"sync"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/grid"
)

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "gloria".
func (Format) ID() string { return "gloria" }

// Label says what the format is.
func (Format) Label() string {
	return "GLORIA: a folder or zip archive with T, Y and V results in basic prices (Markup001)"
}

var named = regexp.MustCompile(`(?i)^(.*_)?([TYV])-Results_(\d{4})_(\d+)_Markup001(\(full\))?\.csv$`)

// block fits the file of a block, of a year if that is not 0.
func block(id string, year int) func(string) bool {
	return func(name string) bool {
		m := named.FindStringSubmatch(path.Base(name))
		return m != nil && m[2] == id && (year == 0 || m[3] == strconv.Itoa(year))
	}
}

// Detect looks for the file of supply and use.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	m := grid.Look(src, tablefile.Options{})
	if found := m.Find(block("T", 0)); len(found) > 0 {
		match := tablefile.Match{Sure: tablefile.Signature, Saw: fault.Say("the file %s", found[0])}
		for _, f := range found {
			year, _ := strconv.Atoi(named.FindStringSubmatch(path.Base(f))[3])
			match.Years = append(match.Years, year)
		}
		return match
	}
	return tablefile.Match{Saw: "expected a folder or zip archive with ..._T-Results_YEAR_LOOP_Markup001(full).csv"}
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
	file, err := m.One("..._T-Results_YEAR_LOOP_Markup001(full).csv", block("T", year))
	if err != nil {
		return nil, err
	}
	parts := named.FindStringSubmatch(path.Base(file))
	fileYear, _ := strconv.Atoi(parts[3])
	t, err := read(ctx, src, m, file, fileYear)
	if err != nil {
		return nil, err
	}
	t.Name, t.Year = "gloria"+parts[4], cmp.Or(opt.Year, fileYear)
	t.Currency, t.Unit, t.Valuation = "USD", "thousand", "basic prices, current"
	t.Publisher, t.Edition = "GLORIA", parts[4]
	t.Source = "GLORIA, loop " + parts[4] + ", " + src.Name
	t.Citation = "Lenzen, Geschke, West, Fry, Malik, Giljum, Milà i Canals, Piñero, Lutter, Wiedmann, Li, Sevenster, " +
		"Potočnik, Teixeira, Van Voore, Nansai & Schandl (2022), Implementing the material footprint to measure " +
		"progress towards Sustainable Development Goals 8 and 12, Nature Sustainability 5, 157-166"
	t.SHA256, err = src.SHA256()
	return t, err
}

// world is supply and use: G regions with N industries and as many products each, K categories of final demand.
type world struct {
	regions, sectors, categories int

	supply []float64 // G x N x N: what the industry makes of the region's product
	use    []float64 // G·N x G·N: products by industries
	demand []float64 // G·N x G·K
	va     []float64 // G·N
}

// size is the number of industries, and of products, of all regions.
func (w *world) size() int { return w.regions * w.sectors }

// maxSize is the most industries that a table is made for; GLORIA has 19,680.
const maxSize = 20_000

// read reads the blocks of a year.
func read(ctx context.Context, src *tablefile.Source, m *grid.Members, file string, year int) (*icio.Table, error) {
	l, err := readLabels(ctx, src, m)
	if err != nil {
		return nil, err
	}
	w := &world{}
	if err := w.readDemand(ctx, m, l, year); err != nil {
		return nil, err
	}
	if err := l.complete(w); err != nil {
		return nil, err
	}
	if err := w.readVA(ctx, m, year); err != nil {
		return nil, err
	}
	if err := w.readUse(ctx, m, file); err != nil {
		return nil, err
	}
	b := &blocks.Blocks{File: file, VA: w.va}
	b.Reported.RowOutput = w.made()
	derivation, err := w.convert(ctx, file)
	if err != nil {
		return nil, err
	}
	b.Z, b.F = w.use, w.demand
	b.Sectors, b.Demand = l.pairs(l.industries), l.pairs(l.categories)
	t, err := b.Table()
	if err != nil {
		return nil, err
	}
	t.EconomyNames, t.IndustryNames, t.Derivation = l.economyNames, l.industryNames, derivation
	return t, nil
}

// readDemand reads final demand, which says how large the world is, and keeps the rows of products.
func (w *world) readDemand(ctx context.Context, m *grid.Members, l *labels, year int) error {
	file, err := m.One("..._Y-Results_YEAR_LOOP_Markup001(full).csv", block("Y", year))
	if err != nil {
		return err
	}
	s, err := m.Read(ctx, file, grid.Form{}, 0.03)
	if err != nil {
		return err
	}
	if err := w.shape(file, s.Rows(), s.Columns, len(l.economies)); err != nil {
		return err
	}
	for i := range s.Rows() {
		at, product := w.place(i)
		if product {
			copy(s.Values[at*s.Columns:(at+1)*s.Columns], s.Row(i))
			continue
		}
		if j := nonzero(s.Row(i)); j >= 0 {
			return misplaced(file, i, j, "final demand for an industry", "Final demand is for products")
		}
	}
	w.demand = s.Values[:w.size()*s.Columns]
	return nil
}

// shape finds the numbers of regions, sectors and categories in the size of final demand. Without labels there are six
// categories, as GLORIA has them.
func (w *world) shape(file string, rows, columns, regions int) error {
	bad := func(what, why string) error {
		return &fault.Error{Kind: fault.Unreadable, Where: file, What: what, Why: why,
			Fix: "Get the file again, or mend labels.csv"}
	}
	counted := fault.Say("labels.csv lists %d economies", regions)
	if regions == 0 {
		if columns%len(categoryCodes) != 0 {
			return bad(fault.Say("%d columns are not six for each region", columns),
				"Without labels.csv there are six categories of final demand")
		}
		regions = columns / len(categoryCodes)
		counted = fault.Say("The columns are those of %d regions with six categories each", regions)
	}
	switch {
	case columns%regions != 0:
		return bad(fault.Say("%d columns cannot be shared out among the regions", columns), counted)
	case rows%(2*regions) != 0:
		return bad(fault.Say("%d rows are not as many industries as products in every region", rows), counted)
	case rows/2 > maxSize:
		return bad(fault.Say("%d rows are more than those of any published table", rows), "GLORIA has 39,360")
	}
	w.regions, w.sectors, w.categories = regions, rows/(2*regions), columns/regions
	return nil
}

// place tells where row or column i of T is among the industries, or the products, of all regions.
func (w *world) place(i int) (at int, product bool) {
	region, k := i/(2*w.sectors), i%(2*w.sectors)
	if k >= w.sectors {
		return region*w.sectors + k - w.sectors, true
	}
	return region*w.sectors + k, false
}

// readVA reads value added, the sum of all rows.
func (w *world) readVA(ctx context.Context, m *grid.Members, year int) error {
	file, err := m.One("..._V-Results_YEAR_LOOP_Markup001(full).csv", block("V", year))
	if err != nil {
		return err
	}
	s, err := m.Read(ctx, file, grid.Form{Columns: 2 * w.size()}, 0.03)
	if err != nil {
		return err
	}
	if s.Rows()%w.regions != 0 {
		return &fault.Error{Kind: fault.Unreadable, Where: file,
			What: fault.Say("%d rows cannot be shared out among %d regions", s.Rows(), w.regions),
			Why:  "There are as many rows for each region; the file is probably cut short", Fix: "Get the file again"}
	}
	w.va = make([]float64, w.size())
	for i := range s.Rows() {
		for j, v := range s.Row(i) {
			at, product := w.place(j)
			if product && v != 0 {
				return misplaced(file, i, j, "value added of a product", "Value added is of industries")
			}
			if !product {
				w.va[at] += v
			}
		}
	}
	return nil
}

// readUse reads supply and use.
func (w *world) readUse(ctx context.Context, m *grid.Members, file string) error {
	if w.size() > tablefile.MostNumbers/w.size() {
		return tablefile.TooLarge(file)
	}
	n := 2 * w.size()
	w.supply = make([]float64, w.size()*w.sectors)
	var room sync.Once // made for the first row: only then is the file known to be wide enough
	return m.Each(ctx, file, grid.Form{Rows: n, Columns: n}, func(i int, row []float64) error {
		room.Do(func() { w.use = make([]float64, w.size()*w.size()) })
		if j, why := w.takeRow(i, row); j >= 0 {
			return misplaced(file, i, j, "a flow where supply and use tables have none", why)
		}
		return nil
	}, 0.9)
}

// takeRow puts a row of T where it belongs. Where a flow has no place, it returns its column and why.
func (w *world) takeRow(i int, row []float64) (int, string) {
	at, product := w.place(i)
	region, size := at/w.sectors, w.size()
	for s := range w.regions {
		industries := row[2*s*w.sectors : (2*s+1)*w.sectors]
		products := row[(2*s+1)*w.sectors : (2*s+2)*w.sectors]
		if product {
			copy(w.use[at*size+s*w.sectors:], industries)
			if j := nonzero(products); j >= 0 {
				return (2*s+1)*w.sectors + j, "Products are used by industries, not by products"
			}
			continue
		}
		if j := nonzero(industries); j >= 0 {
			return 2*s*w.sectors + j, "Industries supply products, not industries"
		}
		if s == region {
			copy(w.supply[at*w.sectors:(at+1)*w.sectors], products)
		} else if j := nonzero(products); j >= 0 {
			return (2*s+1)*w.sectors + j, "Industries supply products of their own region"
		}
	}
	return -1, ""
}

// nonzero returns the position of the first number that is not zero, or -1.
func nonzero(row []float64) int {
	for j, v := range row {
		if v != 0 {
			return j
		}
	}
	return -1
}

// misplaced is the error of a flow that the layout has no place for.
func misplaced(file string, i, j int, what, why string) error {
	return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s, line %d, cell %d", file, i+1, j+1),
		What: fault.Say("there is %s", fault.Word(what)),
		Why:  fault.Say("%s; leaving it out would change totals", fault.Word(why)),
		Fix:  "Check that industries come before products in every region, and that labels.csv lists all regions"}
}
