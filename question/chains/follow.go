package chains

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/chain"
	"ikat/engine"
	"ikat/fault"
	"ikat/leontief"
	"ikat/question/borders"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/trade/hs"
)

// Request asks what borders cost along the chain of a product, or of every product.
type Request struct {
	Product string // ECONOMY:INDUSTRY; not read by AllChains
	To      string // economy it is delivered to, or ""
	Table   string
	Border  borders.Choice
	Stats   []string // files of firm-size statistics
	Draws   int      // how often what is not known of costs is drawn, 0 for low, central and high alone
	Seed    uint64

	withoutSides bool // what mending procedures saves is not shown
}

// Followed is what borders cost one product. Slices over θ are in the order of Thetas.
type Followed struct {
	*chain.Product
	Code, Name  string // CHN_c14; Electrical and optical equipment of China
	To, ToName  string
	Table       string
	Thetas      []float64
	Choice      borders.Choice  // with all that was left open filled in
	Percentiles []DayPercentile // of border days, including the last border
	// share of value by whole days at borders before the last one; the last entry holds all beyond
	Days      []float64
	LastDays  float64       // at the last border
	Slow      []chain.Slow  // slowest inputs that carry weight
	Benchmark string        // in words
	Border    string        // the border table, with its year
	Assumed   []string      // of the product's own borders, the economies whose procedures are assumed
	Links     *result.Frame // every link, with notes and provenance of all
	Model     *chain.Model
	Drawn     *chain.Drawn // nil without draws
	ref       string       // by which the table is opened
	Firms     []*Firms     // by economy with statistics of firm size
	behind    *sizes.Exporters
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

// slowest is how many slow inputs are named.
const slowest = 3

// Follow answers a question about one product.
//
// Error: fault.NotFound and Invalid for what the question names wrongly; what solves say.
func Follow(ctx context.Context, e *engine.Engine, q Request, p engine.Progress) (*Followed, error) {
	w, err := modelOf(ctx, e, q, p)
	if err != nil {
		return nil, err
	}
	t, err := target(w.model.Sys, q.Product, q.To)
	if err != nil {
		return nil, err
	}
	t.Benchmark, t.WithoutSides = w.Benchmark, q.withoutSides
	a, err := kept(ctx, e, q, w, t, p)
	if err != nil {
		return nil, err
	}
	out := *a
	out.Model, out.Product = w.model, a.Product.In(w.model)
	if q.Draws != 0 {
		p.Tell("drawing what is not known of costs")
		if err := out.draw(ctx, w.Applied, q.Draws, q.Seed); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

// kept is the chain of a product apart from its model, the one kept where there is one.
func kept(
	ctx context.Context,
	e *engine.Engine,
	q Request,
	w *model,
	t chain.Target,
	p engine.Progress,
) (*Followed, error) {
	content, err := e.Content(q.Table)
	if err != nil {
		return nil, err
	}
	borders := w.Choice.Key()
	if borders == "" || content == q.Table || len(q.Stats) > 0 { // rests on files, which may change
		return follow(ctx, e, q, w, t, p)
	}
	p, silence := p.WhileAsked()
	defer silence()
	key := fmt.Sprint(q.Table, " ", content, " ", borders, " ", t.Product, " ", t.To, " ", t.WithoutSides)
	return engine.Remember(ctx, e, key, func(ctx context.Context) (*Followed, error) { return follow(ctx, e, q, w, t, p) })
}

func follow(
	ctx context.Context,
	e *engine.Engine,
	q Request,
	w *model,
	t chain.Target,
	p engine.Progress,
) (*Followed, error) {
	s := w.model.Sys
	out := &Followed{
		Code:      s.Sector(t.Product),
		Name:      engine.ProductName(s, t.Product),
		Table:     s.Table.Ref(),
		Thetas:    w.Choice.Thetas,
		Choice:    w.Choice,
		Benchmark: w.Best,
		Model:     w.model,
		ref:       q.Table,
		Border:    w.Table.InWords(),
	}
	if t.To >= 0 {
		out.To = s.Parts[t.To].Code
		out.ToName = engine.EconomyName(s.Table, out.To)
	}
	p.Tell("following the chain of " + out.Code)
	var err error
	if out.Product, err = w.model.Product(ctx, t); err != nil {
		return nil, err
	}
	home := s.PartOf(t.Product)
	for _, part := range []int{home, t.To} {
		if part >= 0 && w.model.Borders.Assumed[w.model.Borders.Side[part]] && t.To >= 0 &&
			!w.model.Borders.Free[home*s.G()+t.To] {
			out.Assumed = append(out.Assumed, engine.EconomyName(s.Table, s.Parts[part].Code))
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
	if err := addFirms(ctx, out, s, q.Stats); err != nil {
		return nil, err
	}
	stamp(e, out.Links, w, "chain "+out.Code)
	out.Model, out.Product = nil, out.Product.Apart()
	return out, nil
}

// target finds a product and an economy to deliver it to.
func target(s *leontief.System, product, to string) (chain.Target, error) {
	t := chain.Target{Product: -1, To: -1}
	economy, industry, ok := strings.Cut(product, ":")
	if !ok {
		return t, &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("product %s", product),
			What:  "it is not of the form ECONOMY:INDUSTRY",
			Fix:   "For instance CHN:c14",
		}
	}
	code, err := s.Find(economy)
	if err != nil {
		return t, err
	}
	if hs.Is(industry) { // a product of the Harmonized System has the inputs of the industry that makes it
		if industry, _, err = hs.Industry(industry, s.Industries, s.Table.IndustryNames); err != nil {
			return t, err
		}
	}
	if industry, err = s.Table.FindIndustry(industry); err != nil {
		return t, err
	}
	for i := range s.N() {
		if s.Parts[s.PartOf(i)].Code == code && s.Industries[s.Industry[i]] == industry {
			t.Product = i
		}
	}
	if s.IsApart(t.Product) {
		return t, s.ApartFault(t.Product)
	}
	if s.X[t.Product] == 0 {
		return t, &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("product %s", product),
			What:  fault.Say("nothing of it is produced in table %s", s.Table.Ref()),
			Why:   "Without output it has no chain",
		}
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
