package engine

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/chain"
	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
)

// ChainQuestion asks what borders cost along the chain of a product, or of every product.
type ChainQuestion struct {
	Product string // ECONOMY:INDUSTRY; not read by AllChains
	To      string // economy it is delivered to, or ""
	Table   string
	Border  BorderChoice
	SMEs    bool     // also say what falls on small and medium firms
	Stats   []string // files of firm-size statistics
}

// Chain is what borders cost one product. Slices over θ are in the order of Thetas.
type Chain struct {
	*chain.Product
	Code, Name  string // CHN_c14; Electrical and optical equipment of China
	To, ToName  string
	Table       string
	Thetas      []float64
	Choice      BorderChoice    // with all that was left open filled in
	Percentiles []DayPercentile // of border days, including the last border
	Days        []float64       // share of value by whole days at borders before the last one; the last entry holds all beyond
	LastDays    float64         // at the last border
	Slow        []chain.Slow    // slowest inputs that carry weight
	Benchmark   string          // in words
	Border      string          // the border table, with its year
	Assumed     []string        // of the product's own borders, the economies whose procedures are assumed
	Links       *result.Frame   // every link, with notes and provenance of all
	Model       *chain.Model
	ref         string        // by which the table is opened
	Firms       []*ChainFirms // by economy with statistics of firm size; nil where not asked for
}

// DayPercentile is the number of border days that a share of a product's value stays within.
type DayPercentile struct {
	Share, Days float64
	Beyond      bool // whether all that is known is that it is more than Days
}

// String says the days, as more than so many where that is all that is known.
func (d DayPercentile) String() string {
	days := strconv.FormatFloat(math.Round(d.Days), 'f', 0, 64)
	if d.Beyond {
		return "more than " + days
	}
	return days
}

// FlowNode and FlowLink are a chain's flow.
type (
	FlowNode = chain.FlowNode
	FlowLink = chain.FlowLink
)

// Stages of a chain's flow that pages tell apart.
const (
	StageProduct = chain.StageProduct
	StageMarket  = chain.StageMarket
)

// slowest is how many slow inputs are named.
const slowest = 3

// chained is a model of chains with what it rests on.
type chained struct {
	model     *chain.Model
	table     *border.Table
	benchmark chain.Benchmark
	bestName  string
	notes     []result.Note
	choice    BorderChoice
	days      *chain.DayDistribution
}

// Chain answers a question about one product.
//
// Error: fault.NotFound and Invalid for what the question names wrongly; what solves say.
func (e *Engine) Chain(ctx context.Context, q ChainQuestion, p Progress) (*Chain, error) {
	w, err := e.chained(ctx, q, p)
	if err != nil {
		return nil, err
	}
	t, err := target(w.model.Sys, q.Product, q.To)
	if err != nil {
		return nil, err
	}
	t.Benchmark = w.benchmark
	a, err := e.followed(ctx, q, w, t, p)
	if err != nil {
		return nil, err
	}
	out := *a
	out.Model, out.Product = w.model, a.Product.In(w.model)
	return &out, nil
}

// followed is the chain of a product apart from its model, the one kept where there is one.
func (e *Engine) followed(ctx context.Context, q ChainQuestion, w *chained, t chain.Target, p Progress) (*Chain, error) {
	content, err := e.Content(q.Table)
	if err != nil {
		return nil, err
	}
	borders := w.choice.key()
	if borders == "" || content == q.Table || q.SMEs { // rests on files, which may change, or on more than the chain
		return e.follow(ctx, q, w, t, p)
	}
	p, silence := p.WhileAsked()
	defer silence()
	key := fmt.Sprint(q.Table, " ", content, " ", borders, " ", t.Product, " ", t.To)
	return e.chains.Do(ctx, key, func(ctx context.Context) (*Chain, error) { return e.follow(ctx, q, w, t, p) })
}

func (e *Engine) follow(ctx context.Context, q ChainQuestion, w *chained, t chain.Target, p Progress) (*Chain, error) {
	s := w.model.Sys
	out := &Chain{Code: s.Sector(t.Product), Name: productName(s, t.Product), Table: s.Table.Ref(), Thetas: w.choice.Thetas,
		Choice: w.choice, Benchmark: w.bestName, Model: w.model, ref: q.Table, Border: w.table.Name}
	if t.To >= 0 {
		out.To = s.Parts[t.To].Code
		out.ToName = EconomyName(s.Table, out.To)
	}
	tell(p, "following the chain of "+out.Code)
	var err error
	if out.Product, err = w.model.Product(ctx, t); err != nil {
		return nil, err
	}
	home := s.PartOf(t.Product)
	for _, part := range []int{home, t.To} {
		if part >= 0 && w.model.Borders.Assumed[w.model.Borders.Side[part]] && t.To >= 0 && !w.model.Borders.Free[home*s.G()+t.To] {
			out.Assumed = append(out.Assumed, EconomyName(s.Table, s.Parts[part].Code))
		}
	}
	if t.To >= 0 {
		out.LastDays = w.model.Borders.Days(t.Product, s.PartOf(t.Product), t.To)
	}
	for _, share := range chain.Percentiles {
		days, beyond := w.days.Percentile(t.Product, share, out.LastDays)
		out.Percentiles = append(out.Percentiles, DayPercentile{share, days, beyond})
	}
	out.Days = slices.Clone(w.days.At(t.Product)) // not a part of every product's
	out.Slow = out.Product.Slowest(slowest)
	out.Links = out.Product.LinkRows()
	out.Links.Title = "What borders add to " + out.Name + ", link by link" + delivered(out.ToName)
	if q.SMEs {
		if err := e.chainFirms(ctx, out, s, q.Stats); err != nil {
			return nil, err
		}
	}
	e.stampChain(out.Links, w, "chain "+out.Code)
	out.Model, out.Product = nil, out.Product.Apart()
	return out, nil
}

// chained is the model of a table's chains, the one kept where there is one.
func (e *Engine) chained(ctx context.Context, q ChainQuestion, p Progress) (*chained, error) {
	choice := q.Border.withDefaults()
	s, err := e.System(ctx, q.Table, leontief.Options{}, p)
	if err != nil {
		return nil, err
	}
	borders := choice.key()
	if borders == "" {
		return e.model(ctx, s, choice, p)
	}
	p, silence := p.WhileAsked()
	defer silence()
	// The system stands for the table's content: as long as a model of it is kept, no other can have its address.
	return e.models.Do(ctx, fmt.Sprintf("%s %s %p", q.Table, borders, s), func(ctx context.Context) (*chained, error) {
		return e.model(ctx, s, choice, p)
	})
}

// model makes the model of chains of a system, and what every product's chain takes from it.
func (e *Engine) model(ctx context.Context, s *leontief.System, choice BorderChoice, p Progress) (*chained, error) {
	w := &chained{choice: choice}
	b, filled, err := e.applyBorders(s, w)
	if err != nil {
		return nil, err
	}
	tell(p, "solving prices with borders")
	if w.model, err = chain.New(ctx, s, b, w.choice.Thetas); err != nil {
		return nil, err
	}
	tell(p, "following the days of every product")
	if w.days, err = w.model.DayDistribution(ctx, w.model.BinsNeeded()); err != nil {
		return nil, err
	}
	w.notes = append(chainNotes(s, b, filled, w), negativeShares(s, w.model)...)
	return w, nil
}

// negativeShares warns of sectors whose negative value added enters the distribution of days as a probability.
func negativeShares(s *leontief.System, m *chain.Model) []result.Note {
	var names []string
	for _, j := range m.NegativeShares() {
		names = append(names, s.Sector(j))
	}
	if len(names) == 0 {
		return nil
	}
	return []result.Note{result.Warning("chain.negative-shares", "value added is negative in {sectors}, and the distribution "+
		"of days reads it as a probability: where they supply, days within which a share of the value stays are no more than "+
		"indicative", "sectors", strings.Join(names, " "))}
}

// applyBorders applies the chosen border table to a system, and fills in table and benchmark of w.
func (e *Engine) applyBorders(s *leontief.System, w *chained) (*chain.Borders, *border.Filled, error) {
	var err error
	if w.table, err = e.BorderTable(w.choice.Files, s.Table.Year); err != nil {
		return nil, nil, err
	}
	missing, err := border.ParseMissing(w.choice.Missing)
	if err != nil {
		return nil, nil, err
	}
	filled, err := w.table.Fill(s.Codes(), missing)
	if err != nil {
		return nil, nil, err
	}
	sets := borderless(w.choice, s.Table.Year)
	if err := known(s, sets, w.choice); err != nil {
		return nil, nil, err
	}
	set := chain.Setting{Table: w.table, Filled: filled, Container: w.choice.Container, Goods: w.choice.Goods, Borderless: sets}
	if w.choice.byIndustry() {
		set.Costs = w.table.Calibrated(s.Industries, s.Table.IndustryNames, w.choice.Goods)
		w.choice.Thetas = nil
		for _, c := range set.Costs {
			w.choice.Thetas = append(w.choice.Thetas, c.Theta)
		}
	}
	b, err := chain.NewBorders(s, set)
	if err != nil {
		return nil, nil, err
	}
	w.benchmark, w.bestName, err = benchmark(w.table, w.choice)
	return b, filled, err
}

// known finds the economies of the borderless sets that the user wrote.
func known(s *leontief.System, sets [][]string, c BorderChoice) error {
	for n, set := range sets {
		if n < len(c.Borderless) && strings.EqualFold(c.Borderless[n], "eu") {
			continue
		}
		codes, err := each(set, s.Find)
		if err != nil {
			return err
		}
		sets[n] = codes
	}
	return nil
}

// target finds a product and an economy to deliver it to.
func target(s *leontief.System, product, to string) (chain.Target, error) {
	t := chain.Target{Product: -1, To: -1}
	economy, industry, ok := strings.Cut(product, ":")
	if !ok {
		return t, &fault.Error{Kind: fault.Invalid, Where: "product " + product, What: "it is not of the form ECONOMY:INDUSTRY", Fix: "For instance CHN:c14"}
	}
	code, err := s.Find(economy)
	if err != nil {
		return t, err
	}
	for i := range s.N() {
		if s.Parts[s.PartOf(i)].Code == code && s.Industries[s.Industry[i]] == industry {
			t.Product = i
		}
	}
	if t.Product < 0 {
		return t, &fault.Error{Kind: fault.NotFound, Where: "table " + s.Table.Ref(), What: fmt.Sprintf("it has no industry %q", industry), Fix: fault.Suggest(industry, s.Industries, "It has "+strings.Join(s.Industries, " "))}
	}
	if s.X[t.Product] == 0 {
		return t, &fault.Error{Kind: fault.Invalid, Where: "product " + product, What: "nothing of it is produced in table " + s.Table.Ref(), Why: "Without output it has no chain"}
	}
	if to == "" {
		return t, nil
	}
	if to, err = s.Find(to); err != nil {
		return t, err
	}
	for q, P := range s.Parts {
		if P.Code == to {
			t.To = q
		}
	}
	return t, nil
}

func productName(s *leontief.System, j int) string {
	return IndustryName(s.Table, s.Industries[s.Industry[j]]) + " of " + EconomyName(s.Table, s.Parts[s.PartOf(j)].Code)
}

func tell(p Progress, stage string) {
	if p != nil {
		p(stage, -1)
	}
}

// chainNotes says what the numbers assume.
func chainNotes(s *leontief.System, b *chain.Borders, filled *border.Filled, w *chained) []result.Note {
	note := func(severity, format string, args ...any) result.Note {
		return result.Note{Severity: severity, Text: fmt.Sprintf(format, args...)}
	}
	out := []result.Note{note("note", "levels run over %s of a good's value a day; ranks say how often they hold over these", Percents(w.choice.Thetas)),
		note("note", "a container is taken to be worth US$ %g; sea transit is left out, and so are tariffs unless a table of them is given", w.choice.Container)}
	if b.Costs != nil {
		out = []result.Note{note("note", "low, central and high: what a day costs, what travels in containers and what is in one, by industry (a day: %s of a good's value on average); goods in bulk pass no container procedures; sea transit is left out, and so are tariffs unless a table of them is given", Percents(w.choice.Thetas))}
	}
	out = append(out, note("note", "fees and charges are paid; a day's cost is what buyers would pay to save it. Handling and haulage that the table already counts as purchases are counted again in a border table's US$"))
	if apart := w.table.Year - s.Table.Year; w.table.Year > 0 && s.Table.Year > 0 && (apart > 2 || apart < -2) {
		out = append(out, note("warning", "the border table is of %d, the table of %d", w.table.Year, s.Table.Year))
	}
	switch {
	case len(filled.Excluded) > 0:
		out = append(out, note("warning", "no border data on %s: excluded, so that goods from and to them cross borders free", strings.Join(filled.Excluded, " ")))
	case len(filled.Assumed) > 0:
		out = append(out, note("note", "no border data on %s: assumed to be %s. Such a side is never called the weakest", strings.Join(filled.Assumed, " "), filled.Rule))
	}
	for _, set := range borderless(w.choice, s.Table.Year) {
		var in []string
		for _, c := range set {
			if has(s.Codes(), c) {
				in = append(in, c)
			}
		}
		if len(in) > 1 {
			out = append(out, note("note", "no border procedures among %s", strings.Join(in, " ")))
		}
	}
	var goods []string
	for k, code := range s.Industries {
		for i := range s.N() {
			if s.Industry[i] == k && b.Goods[i] {
				goods = append(goods, code)
				break
			}
		}
	}
	return append(out, note("note", "industries whose sales pass border procedures: %s", strings.Join(goods, " ")))
}

// stampChain adds notes and provenance.
func (e *Engine) stampChain(f *result.Frame, w *chained, question string) {
	c := w.choice
	f.Notes = append(f.Notes, w.notes...)
	f.Notes = append(f.Notes, Notes(w.model.Sys)...)
	f.Provenance.Program, f.Provenance.Question = "ikat "+e.version, question
	f.Provenance.Parameters = append(c.parameters(), result.Parameter{Name: "missing", Value: c.Missing}, result.Parameter{Name: "borderless", Value: strings.Join(c.Borderless, "; ")},
		result.Parameter{Name: "benchmark", Value: w.bestName})
	f.Provenance.Sources = []result.Source{SourceOf(w.model.Sys.Table), {Table: w.table.Name, Publisher: w.table.Source, Unit: "documents, days and US$ per container"}}
	f.Provenance.References = []string{"Rouzet, Miroudot (2013), OECD Trade Policy Papers 162", "Diakantoni, Escaith, Roberts, Verbeet (2017), WTO Staff Working Paper ERSD-2017-05", "Muradov (2017), cumulative trade costs", "Yi (2003), Journal of Political Economy 111"}
}
