package engine

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/fault"
	"ikat/icio"
	"ikat/result"
	"ikat/tablefile"
	"ikat/trade"
	"ikat/trade/flowfile"
	"ikat/trade/flowstore"
)

// KeepFlows tells the engine where trade by product is kept.
func (e *Engine) KeepFlows(s *flowstore.Store) { e.flows = s }

// Flows returns the trade by product that a reference names: NAME/YEAR of what is kept, a table's trade by industry, or
// published exports (PublishedFlows), or the path of a file of one year. reported picks who reported the flows; ""
// takes the first of reconciled, exporters, importers that there is.
//
// Error: fault.NotFound with the nearest names; what the reader says of the file.
func (e *Engine) Flows(ctx context.Context, ref, reported string, p Progress) (*trade.Data, error) {
	return e.flowsOf(ctx, ref, reported, reading{keep: true, quantities: true}, p)
}

// FlowsInPassing is Flows for a question that goes through many years: what is not kept yet is not kept for others, and
// quantities are read where they are asked for.
func (e *Engine) FlowsInPassing(ctx context.Context, ref, reported string, quantities bool, p Progress) (
	*trade.Data, error,
) {
	return e.flowsOf(ctx, ref, reported, reading{quantities: quantities}, p)
}

// reading is how stored flows are read.
type reading struct{ keep, quantities bool }

func (e *Engine) flowsOf(ctx context.Context, ref, reported string, how reading, p Progress) (*trade.Data, error) {
	if name, year, ok := SplitRef(ref); ok {
		d, err := e.publishedFlows(ctx, name, year)
		if d != nil || err != nil {
			return d, err
		}
		d, err = e.storedFlows(ctx, name, year, reported, how, p)
		if d != nil || fault.KindOf(err) != fault.NotFound {
			return d, err
		}
		t, notTable := e.Table(ctx, ref, p)
		switch {
		case notTable == nil:
			return TradeOf(t), nil
		case fault.KindOf(notTable) != fault.NotFound:
			return nil, notTable
		}
		return nil, err
	}
	if e.closed {
		return nil, e.unknownFlows(ref)
	}
	return e.flowFile(ctx, ref, reported, p)
}

// TradeOf is the trade of a table, whose products are its industries.
func TradeOf(t *icio.Table) *trade.Data {
	d, _ := FlowsOfTable(t).Coarser(tableClassification(t), Industry)
	return d
}

func (e *Engine) storedFlows(
	ctx context.Context,
	name string,
	year int,
	reported string,
	how reading,
	p Progress,
) (*trade.Data, error) {
	if e.flows == nil {
		return nil, e.unknownFlows(fmt.Sprintf("%s/%d", name, year))
	}
	entry, err := e.flows.Find(name, year, reported)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(entry.Path)
	if err != nil {
		return nil, e.unknownFlows(entry.Ref())
	}
	key := fmt.Sprint(entry.Path, info.ModTime(), info.Size(), e.flows.NamesStamp(entry.Classification))
	p, silence := p.WhileAsked()
	defer silence()
	slot := slotOf[*trade.Data](e)
	ask, read := slot.Once, flowstore.ReadFile
	if how.keep {
		ask = slot.Do
	}
	if !how.quantities {
		if d, ok := slot.Get(key); ok { // with more than is asked for
			return d, nil
		}
		key, read = key+" values", flowstore.ReadValues
	}
	return ask(ctx, key, func(ctx context.Context) (*trade.Data, error) {
		p.Tell("reading " + entry.Ref())
		d, err := read(ctx, entry.Path)
		if err != nil {
			return nil, err
		}
		return d, e.flows.Called(d)
	})
}

// flowFile takes one year of a file: PATH where there is one, PATH/YEAR of several. reported picks one of several
// reporters.
func (e *Engine) flowFile(ctx context.Context, ref, reported string, p Progress) (*trade.Data, error) {
	path, year := flowPath(ref)
	all, err := e.flowYears(ctx, path, e.stated(ctx, path, year), p)
	if err != nil {
		return nil, err
	}
	var years []string
	var found *trade.Data
	for _, d := range all {
		if text := strconv.Itoa(d.Year); !slices.Contains(years, text) {
			years = append(years, text)
		}
		if (year == 0 || d.Year == year) && (d.Reported == reported || reported == "" && found == nil) {
			found = d
		}
	}
	switch {
	case year == 0 && len(years) > 1:
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Param: "trade",
			Where: ref,
			What:  fault.Say("the file holds several years: %s", strings.Join(years, ", ")),
			Fix:   fault.Say("Name one, as {trade=%s/%s}, or all, as {trade=%s/*}", path, years[0], path),
		}
	case found == nil:
		return nil, &fault.Error{Kind: fault.NotFound, Param: "trade", Where: ref,
			What: fault.Say("the file has no flows of that year and reporter; its years are %s", strings.Join(years, ", "))}
	}
	return found, nil
}

// flowPath parts PATH/YEAR; year is 0 where only a path is named.
func flowPath(ref string) (path string, year int) {
	if at := strings.LastIndexByte(ref, '/'); at > 0 {
		year, err := strconv.Atoi(ref[at+1:])
		if info, missing := tablefile.Stat(ref[:at]); missing == nil && !info.IsDir() && (err == nil || ref[at+1:] == "*") {
			return ref[:at], year
		}
	}
	return ref, 0
}

// stated is the year, where the path is an archive whose members' names state it; else 0.
func (e *Engine) stated(ctx context.Context, path string, year int) int {
	info, err := tablefile.Stat(path)
	if err != nil || year == 0 {
		return 0
	}
	key := fmt.Sprint("years stated by ", path, info.ModTime(), info.Size(), " ", year)
	states, err := Remember(ctx, e, key, func(context.Context) (bool, error) { return flowfile.States(path, year), nil })
	if err != nil || !states {
		return 0
	}
	return year
}

// flowYears reads a file once for all its years, or an archive for one that its members' names state.
func (e *Engine) flowYears(ctx context.Context, path string, only int, p Progress) ([]*trade.Data, error) {
	info, err := tablefile.Stat(path)
	if err != nil {
		return nil, e.unknownFlows(path)
	}
	p, silence := p.WhileAsked()
	defer silence()
	key := fmt.Sprint("file of flows ", path, info.ModTime(), info.Size(), " ", only, " ", e.FlowsStamp(ctx))
	return Remember(ctx, e, key, func(ctx context.Context) ([]*trade.Data, error) {
		opt := flowfile.Options{Only: only}
		if p != nil {
			opt.Progress = func(done float64) { p("reading "+path, done) }
		}
		read, err := flowfile.Path(ctx, path, opt)
		if err != nil {
			return nil, err
		}
		for _, d := range read.Data {
			if e.flows != nil {
				if err := e.flows.Called(d); err != nil {
					return nil, err
				}
			}
		}
		return read.Data, nil
	})
}

func (e *Engine) unknownFlows(ref string) error {
	var refs []string
	entries, _ := e.FlowEntries()
	for _, en := range entries {
		refs = append(refs, en.Ref())
	}
	out := &fault.Error{
		Kind:  fault.NotFound,
		Param: "trade",
		Where: ref,
		What:  "there is no trade by product of that name, and no table",
		Fix:   fault.Suggest(ref, refs, "ikat trade lists what is at hand, ikat trade add reads a file"),
	}
	if e.closed {
		out.Fix = fault.Suggest(ref, refs, "The list of trade by product (trade) names what is at hand")
	}
	return out
}

// FlowsKept is how many flows of a year are kept in the store, 0 for what is not there.
func (e *Engine) FlowsKept(ref, reported string) int {
	name, year, ok := SplitRef(ref)
	if !ok || e.flows == nil {
		return 0
	}
	return e.flows.Flows(name, year, reported)
}

// FlowsStamp changes with the trade by product that is kept, and with the names of products. Under a context of
// StampFlows it is looked up once.
func (e *Engine) FlowsStamp(ctx context.Context) string {
	if once, ok := ctx.Value(stampedFlows{e}).(func() string); ok {
		return once()
	}
	if e.flows == nil {
		return ""
	}
	return e.flows.Stamp()
}

type stampedFlows struct{ of *Engine }

// StampFlows returns a context in which FlowsStamp is looked up once, when it is first asked for.
func (e *Engine) StampFlows(ctx context.Context) context.Context {
	return context.WithValue(ctx, stampedFlows{e}, sync.OnceValue(func() string { return e.FlowsStamp(ctx) }))
}

// ProductNames are the names that are kept of the products of a classification.
func (e *Engine) ProductNames(classification string) (map[string]string, error) {
	if e.flows == nil {
		return nil, nil
	}
	return e.flows.Names(classification)
}

// FlowEntries lists the trade by product that is kept.
func (e *Engine) FlowEntries() ([]flowstore.Entry, error) {
	if e.flows == nil {
		return nil, nil
	}
	return e.flows.List()
}

// ExpandFlows is Expand for trade by product: NAME/* stands for every year of a name.
func (e *Engine) ExpandFlows(refs []string) ([]string, error) {
	var out []string
	for _, ref := range refs {
		name, all := strings.CutSuffix(ref, "/*")
		if !all {
			out = append(out, ref)
			continue
		}
		if name == publishedName {
			for _, ref := range slices.Backward(PublishedFlows()) {
				out = append(out, ref)
			}
			continue
		}
		entries, err := e.FlowEntries()
		if err != nil {
			return nil, err
		}
		n := len(out)
		if path, _ := flowPath(ref); path != ref && !e.closed {
			years, err := e.flowYears(context.Background(), path, 0, nil)
			if err != nil {
				return nil, err
			}
			for _, d := range years {
				out = append(out, fmt.Sprintf("%s/%d", path, d.Year))
			}
			continue
		}
		for _, en := range entries {
			if en.Name == name {
				out = append(out, en.Ref())
			}
		}
		if len(out) == n {
			if out, err = e.Expand(append(out, ref)); err != nil {
				return nil, e.unknownFlows(ref)
			}
		}
	}
	return once(out), nil
}

// FlowList is what is kept, as rows.
func (e *Engine) FlowList() (*result.Frame, error) {
	entries, err := e.FlowEntries()
	if err != nil {
		return nil, err
	}
	f := &result.Frame{Title: "Trade by product at hand"}
	n := f.Of(result.Accounting, len(entries))
	n.Text("trade", "Name and year", func(r int) string { return entries[r].Ref() })
	n.Text("reported", "Reported by", func(r int) string { return entries[r].Reported })
	n.Text("classification", "Products", func(r int) string { return entries[r].Classification })
	n.Text("unit", "Unit of values", func(r int) string { return entries[r].Unit })
	flows := make([]int64, len(entries))
	for i, en := range entries {
		flows[i] = int64(en.Flows)
	}
	f.Whole("flows", "Flows", "", "rows of exporter, importer and product", result.Accounting, flows)
	n.Text("source", "Source", func(r int) string { return entries[r].Source })
	return f, nil
}

// Uses of a table's exports, as they stand behind the industry in products of FlowsOfTable.
const (
	Intermediate = " intermediate"
	Final        = " final"
)

// Industry is the industry of a product of FlowsOfTable.
func Industry(product string) string {
	return strings.TrimSuffix(strings.TrimSuffix(product, Intermediate), Final)
}

func tableClassification(t *icio.Table) string { return "industries of " + t.Name }

// FlowsOfTable are a table's exports by industry, what buyers use as inputs and for final use apart, as products.
func FlowsOfTable(t *icio.Table) *trade.Data {
	g, n := t.G(), t.N()
	b := trade.NewBuilder()
	negative := 0.0
	add := func(from, to, industry int, use string, v float64) {
		if from != to && v < 0 {
			negative += v
		} else if from != to && v > 0 {
			b.Add(b.Economy(t.Economies[from]), b.Economy(t.Economies[to]), b.Product(t.Industries[industry]+use), v, math.NaN())
		}
	}
	sectors, categories := g*n, len(t.Categories)
	for s := range sectors {
		for to := range g {
			add(s/n, to, s%n, Intermediate, sumOf(t.Z[s*sectors+to*n:s*sectors+(to+1)*n]))
			at := s*g*categories + to*categories
			add(s/n, to, s%n, Final, sumOf(t.F[at:at+categories]))
		}
	}
	meta := trade.Meta{
		Name:           t.Name,
		Source:         t.Source,
		Terms:          t.Licence,
		Classification: tableClassification(t) + " by use",
		Unit:           t.Money(),
		Reported:       flowfile.Reconciled,
		EconomyNames:   map[string]string{},
		ProductNames:   map[string]string{},
	}
	for _, e := range t.Economies {
		meta.EconomyNames[e] = EconomyName(t, e)
	}
	for _, i := range t.Industries {
		meta.ProductNames[i] = t.IndustryName(i)
	}
	if !strings.Contains(t.Valuation, "current") {
		meta.Prices = t.Valuation
	}
	if negative < 0 {
		meta.Notes = append(meta.Notes, fmt.Sprintf("negative exports of the table, left out: %.6g", negative))
	}
	return b.Data(meta, t.Year)
}

func sumOf(values []float64) float64 {
	var out float64
	for _, v := range values {
		out += v
	}
	return out
}
