package chains

import (
	"context"

	"ikat/question"
	"ikat/result"
	"ikat/say"
)

// Chains orders every product of a table by what borders add to it.
var Chains = &question.Question{
	ID: "chains", Tag: tag, Label: "Where borders weigh most: every product of a table",
	Asks: "Which products carry most border cost, and whose procedures cost each exporter most?",
	Doc: `Every product of the table by what borders add to it, and, for each exporter, the foreign borders
that cost its chains most.`,
	Reference: papers,
	Params: question.Join([]question.Param{
		{Name: "all", Doc: "every product of the table", Form: question.Flag, Default: "true", Example: "true", Hidden: true},
		{
			Name:    "part",
			Doc:     "rows: products, or sides, the foreign procedures",
			Form:    question.Text,
			Values:  []string{"products", "sides"},
			Many:    question.Joined,
			Default: "products,sides",
			Example: "products",
			Apart:   true,
			Named:   true,
		},
		To, question.OneTable,
	}, question.ChainBorder),
	Examples: []question.Example{
		{Args: "chain --all --to USA", Gives: "every product, and the foreign borders that cost each exporter most"},
	},
	Variant: &question.Variant{Of: "chain", Flag: "all"},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		return question.Work{Seconds: .01 + 1.1e-7*r.Shape().Cells()}, nil
	},
	Answer: everywhere,
}

func everywhere(ctx context.Context, r *question.Request) (*question.Answer, error) {
	q, err := Asked(r.Values)
	if err != nil {
		return nil, err
	}
	answer, err := FollowAll(ctx, r.Engine, q, r.Progress)
	if err != nil {
		return nil, err
	}
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		heaviest(page, answer)
		return &question.Answer{Prose: page}, nil
	}
	out := &question.Answer{Names: r.All("part")}
	for _, part := range out.Names {
		out.Frames = append(out.Frames, map[string]*result.Frame{"products": answer.Products, "sides": answer.Sides}[part])
	}
	return out, nil
}

// shownProducts is how many products a page shows, and shownForeign how many foreign sides of each exporter.
const (
	shownProducts = 30
	shownForeign  = 2
)

// ranged are the least, the central and the most of a column.
func ranged(f *result.Frame, name string, row int) []float64 {
	return []float64{f.Column(name + "_low").Floats[row], f.Column(name).Floats[row], f.Column(name + "_high").Floats[row]}
}

func heaviest(page *say.Page, a *AllChains) {
	f := a.Products
	page.Text(say.Title, page.Label(f.Title))
	cost := "upstream"
	if f.Column("delivered_low") != nil {
		cost = "delivered"
	}
	g := headed(
		page,
		"weakest",
		[]string{"economy", "industry"},
		[]string{"rank", "held", "adds-upstream", "in-all", "crossings", "days-mean", "within-95"},
	)
	shown := min(f.Rows(), shownProducts)
	v := func(f *result.Frame, name string, r int) float64 { return f.Column(name).Floats[r] }
	ranks := func(f *result.Frame, r int) string {
		low, _ := f.Column("rank_low").Whole(r)
		high, _ := f.Column("rank_high").Whole(r)
		return page.Ranks(low, high)
	}
	var marked marks
	c := f.Column("assumed")
	for r := range shown {
		g.Row(
			marked.code(f.Column("economy").Text(r), c != nil && c.Text(r) != ""),
			f.Column("industry").Text(r),
			ranks(f, r),
			page.Percent0(v(f, "rank_held", r)),
			page.RangeOf(ranged(f, "upstream", r)),
			page.RangeOf(ranged(f, cost, r)),
			page.Number(v(f, "crossings", r), 2),
			page.Number(v(f, "days_mean", r), 1),
			page.Number(v(f, "days_p95", r), 0),
		)
	}
	page.Grid(g)
	marked.say(page)
	page.Small("weakest.kendall", say.Args{"shown": shown, "of": f.Rows(), "tau": a.Kendall})

	s := a.Sides
	page.Text(say.Heading, page.Label(s.Title))
	g = headed(
		page,
		"weakest",
		[]string{"exporter", "whose", ""},
		[]string{"rank", "held", "of-its-exports", "cost-billion", "saves-at-most"},
	)
	left := map[string]int{}
	billions := func(r int, name string) string {
		return page.Number(v(s, name+"_low", r)/1000, 1) + "–" + page.Number(v(s, name+"_high", r)/1000, 1)
	}
	for r := range s.Rows() {
		own := s.Column("economy").Text(r)
		if s.Column("basis").Text(r) == "assumed" {
			continue
		}
		if left[own]++; left[own] > shownForeign {
			continue
		}
		g.Row(own, s.Column("side").Text(r), s.Column("procedure").Text(r), ranks(s, r), page.Percent0(v(s, "rank_held", r)),
			page.RangeOf(ranged(s, "share", r)), billions(r, "cost"), billions(r, "bound"))
	}
	page.Grid(g)
	page.Small("weakest.foreign")
	page.Basis(f.Notes, f.Provenance.Sources)
}
