//go:build !js

package matrix

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/pages"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/columns"
)

// isParquet tells a source that is one Parquet file.
func isParquet(src *tablefile.Source) bool {
	return src.Files == nil && bytes.HasPrefix(src.Head, []byte("PAR1"))
}

// plainFlow is what the column row says of a flow of the table itself.
const plainFlow = "flow"

// The columns of a file of flows; row may be missing.
var flowColumns = []string{"seller", "industry", "buyer", "use", "value", "row"}

const (
	seller = iota
	industry
	buyer
	use
	value
	kind
)

// detectFlows reads the file's description only. No other format is Parquet, so reading says best what is wrong with
// one that does not fit.
func detectFlows(src *tablefile.Source) tablefile.Match {
	expected := tablefile.Match{Sure: tablefile.Possibly, Saw: "a Parquet file; columns seller, industry, buyer, use " +
		"and value were expected"}
	f, err := columns.Open(context.Background(), src)
	if err != nil {
		return expected
	}
	defer f.Close()
	if _, ok := f.Metadata(tableKey); ok {
		return tablefile.Match{Sure: tablefile.Signature, Saw: "a Parquet file of flows that ikat exported"}
	}
	for _, name := range flowColumns[:kind] {
		if !slices.Contains(f.Columns(), name) {
			return expected
		}
	}
	return tablefile.Match{Sure: tablefile.Layout, Saw: "a Parquet file of flows by seller, industry, buyer and use"}
}

// tableKey is where an export says of which table its flows are.
const tableKey = "ikat.table"

// exported is what it says there.
type exported struct {
	layout
	Vectors []string // rows that are no extra rows: VA and printed totals
}

// flows reads a Parquet file of flows.
type flows struct {
	file    *columns.File
	opt     tablefile.Options
	columns []int
	passes  float64 // over the file, in all
	pass    float64 // number of this one
	terms   terms
}

// readFlows reads a table of flows. Where the file does not say which labels there are, they are in the order of their
// first appearance, and a use that is no industry is a category of final demand.
func readFlows(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	f, err := columns.Open(ctx, src)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := &flows{file: f, opt: opt, passes: 1, terms: terms{ids: map[string]int{}}}
	if err := r.find(); err != nil {
		return nil, err
	}
	doc, err := r.described()
	if err != nil {
		return nil, err
	}
	if doc == nil {
		r.passes = 2
		if doc, err = r.collect(ctx); err != nil {
			return nil, err
		}
		r.pass++
	}
	b, err := r.fill(ctx, doc)
	if err != nil {
		return nil, err
	}
	t, err := b.Table()
	if err != nil {
		return nil, err
	}
	if doc.Meta != nil {
		t.Meta = *doc.Meta
	}
	name, year := tablefile.NameYear(src.Name)
	t.Name, t.Year = cmp.Or(t.Name, name, "matrix"), cmp.Or(opt.Year, t.Year, year)
	t.Source = cmp.Or(t.Source, src.Name+", flows that state no unit")
	t.SHA256, err = src.SHA256()
	return t, err
}

func (r *flows) bad(where, format string, args ...any) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s%s", r.file.Name, fault.Word(where)),
		What: fault.Say(format, args...),
		Fix:  "Write a line for each flow: seller, industry, buyer and use as text, value as float64"}
}

// find looks the columns up.
func (r *flows) find() error {
	names := r.file.Columns()
	for k, name := range flowColumns {
		at := slices.Index(names, name)
		switch {
		case at < 0 && k == kind:
			continue
		case at < 0:
			return r.bad("", "there is no column %q; the columns are %s", name,
				strings.Join(names[:min(10, len(names))], ", "))
		case k == value && !r.file.Numeric(at), k != value && !r.file.Text(at):
			return r.bad("", "the column %q is of another type than expected", name)
		}
		r.columns = append(r.columns, at)
	}
	return nil
}

// described reads what an export says of its table; nil where the file says nothing.
func (r *flows) described() (*exported, error) {
	text, ok := r.file.Metadata(tableKey)
	if !ok {
		return nil, nil
	}
	doc, why := parseLayout([]byte(text))
	if why != "" {
		return nil, r.bad(", "+tableKey, "%s", fault.Word(why))
	}
	var all exported
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, r.bad(", "+tableKey, "it is not JSON: %v", err)
	}
	all.layout = *doc
	return &all, nil
}

// flow is one line of the file; its labels are numbers of terms.
type flow struct {
	label [kind + 1]int
	value float64
}

// each reads every line.
func (r *flows) each(ctx context.Context, take func(line int, f *flow) error) error {
	f := &flow{}
	f.label[kind] = r.terms.id([]byte(plainFlow))
	return r.file.Each(ctx, r.columns, func(first int, values [][]parquet.Value) error {
		r.opt.Report((r.pass + float64(first)/float64(r.file.Rows()+1)) / r.passes)
		for i := range values[0] {
			for k, v := range values {
				// Most labels are those of the line above.
				if k != value && r.terms.names[f.label[k]] != string(v[i].ByteArray()) {
					f.label[k] = r.terms.id(v[i].ByteArray())
				}
			}
			var ok bool
			if f.value, ok = columns.Number(values[value][i]); !ok {
				return r.bad(fault.Say(", row %d", first+i+1), "the value is empty or not finite")
			}
			if len(r.terms.names) > mostTerms {
				return r.bad(fault.Say(", row %d", first+i+1), "there are more labels than in any published table")
			}
			if err := take(first+i+1, f); err != nil {
				return err
			}
		}
		return nil
	})
}

// filling puts flows where their labels say.
type filling struct {
	r                           *flows
	blocks                      *blocks.Blocks
	economy, industry, category []int // by term; -1 where it is none
	industries, categories      int
	sectors, demands            int // columns of Z and F
	plain                       int // the term of a flow of the table
	below                       map[int]*icio.Row
}

// fill reads the flows.
func (r *flows) fill(ctx context.Context, doc *exported) (*blocks.Blocks, error) {
	l := doc.labels()
	n, m := len(l.sectors), len(l.demand)
	if n*(n+m) > tablefile.MostNumbers || n*(n+m) > 16<<20 && n*(n+m)/1000 > r.file.Rows() {
		return nil, r.bad("", "there are %d flows for %d sectors", r.file.Rows(), n)
	}
	f := &filling{r: r, sectors: n, demands: m, industries: len(doc.Industries), categories: len(doc.Categories),
		below: map[int]*icio.Row{}}
	f.blocks = &blocks.Blocks{File: r.file.Name, Sectors: l.sectors, Demand: l.demand, Z: pages.Make[float64](n * n),
		F: make([]float64, n*m)}
	f.plain = r.terms.id([]byte(plainFlow))
	for _, labels := range [][]string{doc.Economies, doc.Industries, doc.Categories} {
		for _, label := range labels {
			r.terms.id([]byte(label))
		}
	}
	for _, c := range doc.Categories {
		if slices.Contains(doc.Industries, c) {
			return nil, r.bad("", "%q is both an industry and a category of final demand", c)
		}
	}
	f.economy, f.industry, f.category = f.index(doc.Economies), f.index(doc.Industries), f.index(doc.Categories)
	f.rows(doc)
	if err := r.each(ctx, f.put); err != nil {
		return nil, err
	}
	f.finish(doc)
	return f.blocks, nil
}

// index returns where each term is in a list of labels.
func (f *filling) index(labels []string) []int {
	at := make([]int, len(f.r.terms.names))
	for i := range at {
		at[i] = -1
	}
	for i, label := range labels {
		at[f.r.terms.ids[label]] = i
	}
	return at
}

// rows makes room for the rows below the industries.
func (f *filling) rows(doc *exported) {
	for _, e := range doc.Extra {
		row := &icio.Row{Code: e.Code, Use: make([]float64, f.sectors)}
		if e.Demand {
			row.FD = make([]float64, f.demands)
		}
		f.below[f.r.terms.id([]byte(e.Code))] = row
	}
	for _, code := range doc.Vectors {
		f.below[f.r.terms.id([]byte(code))] = &icio.Row{Code: code, Use: make([]float64, f.sectors)}
	}
}

// finish hands the rows below the industries to the blocks.
func (f *filling) finish(doc *exported) {
	for _, e := range doc.Extra {
		f.blocks.Extra = append(f.blocks.Extra, *f.below[f.r.terms.ids[e.Code]])
	}
	known := reported(&f.blocks.Reported)
	known["VA"] = &f.blocks.VA
	for _, code := range doc.Vectors {
		if into := known[code]; into != nil {
			*into = f.below[f.r.terms.ids[code]].Use
		}
	}
}

// put puts one flow in its place.
func (f *filling) put(line int, x *flow) error {
	cell := f.cell(x)
	if cell != nil && *cell == 0 {
		*cell = x.value
		return nil
	}
	name := func(k int) string { return f.r.terms.names[x.label[k]] }
	what := "the flow from %q, %q to %q, %q (%s) has no place in the table that the file describes"
	if cell != nil {
		what = "the flow from %q, %q to %q, %q (%s) occurs twice"
	}
	return f.r.bad(fault.Say(", row %d", line), what, name(seller), name(industry), name(buyer), name(use),
		name(kind))
}

// cell returns where a flow goes, or nil where its labels are no table's.
func (f *filling) cell(x *flow) *float64 {
	at := func(index []int, k int) int {
		if x.label[k] < len(index) {
			return index[x.label[k]]
		}
		return -1
	}
	onUse, onDemand := f.blocks.Z, f.blocks.F
	if x.label[kind] == f.plain {
		s, i := at(f.economy, seller), at(f.industry, industry)
		if s < 0 || i < 0 {
			return nil
		}
		row := s*f.industries + i
		onUse, onDemand = onUse[row*f.sectors:(row+1)*f.sectors], onDemand[row*f.demands:(row+1)*f.demands]
	} else if row := f.below[x.label[kind]]; row == nil {
		return nil
	} else {
		onUse, onDemand = row.Use, row.FD
	}
	to, i, c := at(f.economy, buyer), at(f.industry, use), at(f.category, use)
	switch {
	case to < 0:
	case i >= 0:
		return &onUse[to*f.industries+i]
	case c >= 0 && onDemand != nil:
		return &onDemand[to*f.categories+c]
	}
	return nil
}
