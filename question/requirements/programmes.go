package requirements

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/requirement/portfolio"
	"ikat/result"
	"ikat/say"
	"ikat/share"
)

// Programmes are what an agency should launch.
var Programmes = &question.Question{
	ID: "programmes", Tag: tag, Label: "Which programmes an agency should launch, and for which firms",
	Asks: "With this budget, which programmes should be launched, for which firms, and what does a dollar bring?",
	Doc: `Choose the programmes that bring most under a budget: launch costs and seats are shared, a firm may need several
programmes, and the first firms that qualify in a market bring more than the last ones. The best plan comes with what
no plan can exceed, beside what two rules of thumb would choose: most for each dollar first, and first come, first
served. The frontier shows what other budgets bring, and uncertain answers what knowing them would be worth, which is
mostly nothing.`,
	Reference: "docs/methods/programmes.md",
	Params: []question.Param{
		{Name: "plan", Doc: "the programmes, markets and firms (docs/schema/programmes.md)", Form: question.File,
			Argument: true},
		{Name: "portfolio", Doc: "the same as text, in place of a file", Form: question.Document, Example: examplePlan,
			Instead: "plan"},
		{Name: "budget", Doc: "the budget, in place of the file's", Form: question.Number, Max: 1e15, Example: "60"},
		{Name: "proof", Doc: "the gap to the best plan at which the search may end", Form: question.Share,
			Default: "0.5%", Says: "0.5%, and for up to 200 firms none", Example: "0.1%"},
		{Name: "level", Doc: "which rows", Form: question.Text, Values: levelIDs(programmeLevels),
			Default: "programmes", Example: "firms", Named: true},
		institutions,
	},
	Levels: programmeLevels,
	Pictures: []question.Picture{
		{Kind: "bars", Names: []string{"programme"}, X: "cost"},
		{Kind: "bars", Names: []string{"rule"}, X: "worth"},
		{Kind: "bars", Names: []string{"firm"}, X: "capacity"},
	},
	Examples: []question.Example{
		{Args: "programmes examples/agency.yaml", Gives: "the best plan of an agency"},
		{Args: "programmes examples/agency.yaml --budget 300000 --level firms -o firms.csv", Gives: "who is served by what"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		return question.Work{Seconds: portfolioSeconds(r)}, nil
	},
	Answer: programmes,
}

// portfolioSeconds is what a best plan takes: a file of any length is taken to be long, a text by its length.
func portfolioSeconds(r *question.Request) float64 {
	if r.One("plan") != "" {
		return 1
	}
	return 2.5e-5 * float64(len(r.One("portfolio")))
}

var programmeLevels = []question.Level{
	{ID: "programmes", Keys: []string{"programme"}, Doc: "what is launched, for how many, at what cost"},
	{ID: "firms", Keys: []string{"firm"}, Doc: "what each firm takes part in"},
	{ID: "rules", Keys: []string{"rule"}, Doc: "the best plan beside rules of thumb"},
	{ID: "frontier", Keys: []string{"budget"}, Doc: "what other budgets bring"},
	{ID: "answers", Keys: []string{"answer"}, Doc: "what knowing uncertain gaps would be worth"},
	supportLevel("what the programmes close", "programme"),
}

// examplePlan is a small agency.
const examplePlan = `agency: A small agency
economy: THA
unit: thousand USD
budget: 70
programmes:
  - {id: quality, closes: [iso9001], launch: 20, per_firm: 6, source: judgement}
  - {id: social, closes: [smeta, wages_hours], launch: 12, per_firm: 4, seats: 5, source: judgement}
  - {id: both, closes: [iso9001, smeta], launch: 30, per_firm: 7, source: judgement}
markets: [{id: garments, worth: 100, qualified_now: 40}, {id: parts, worth: 60, qualified_now: 25}]
firms:
  - {id: A, capacity: 12, market: garments, gaps: [smeta]}
  - {id: B, capacity: 5, market: garments, gaps: [smeta, wages_hours]}
  - {id: C, number: 3, capacity: 4, market: parts, gaps: [iso9001]}
  - {id: D, capacity: 9, market: parts, gaps: [iso9001, smeta]}
uncertain: [{id: D-wages, firm: D, requirement: wages_hours, probability: 30%}]
`

// agency is an answer about programmes.
type agency struct {
	*portfolio.File
	problem       *portfolio.Problem
	best          *portfolio.Best
	greedy, first *portfolio.Plan
	frontier      []portfolio.Point
	known         *portfolio.Information
	bet           *portfolio.Bet
	tooMany       bool // answers of which every outcome cannot be tried
	program       string
}

func programmes(ctx context.Context, r *question.Request) (*question.Answer, error) {
	if level := r.One("level"); level != "support" {
		if err := question.NotOf(r.Values, level, "Ask for {level=support}", "institutions"); err != nil {
			return nil, err
		}
	}
	a, err := agencyOf(ctx, r)
	if err != nil {
		return nil, err
	}
	level := r.One("level")
	prose := r.Prose && !r.Chosen("level")
	if prose || level == "frontier" {
		if err := a.atOtherBudgets(ctx); err != nil {
			return nil, err
		}
	}
	if prose {
		page := say.NewPage(say.In(r.Language))
		a.prose(page)
		return &question.Answer{Prose: page, Pictures: drawings(a.frontierPicture(say.In(r.Language)))}, nil
	}
	rows := map[string]func() *result.Frame{"programmes": a.launched, "firms": a.firms, "rules": a.rules,
		"frontier": a.budgets, "answers": a.answers}
	if level == "support" {
		return a.support(ctx, r)
	}
	answer, err := question.Rows(rows[level](), nil)
	if err == nil && level == "frontier" {
		answer.Pictures = drawings(a.frontierPicture(say.In(r.Language)))
	}
	return answer, err
}

func agencyOf(ctx context.Context, r *question.Request) (*agency, error) {
	name, text, err := r.Text("plan", "portfolio")
	if err != nil {
		return nil, err
	}
	a := &agency{program: r.Engine.Program()}
	if a.File, a.problem, err = portfolio.Read(name, []byte(text)); err != nil {
		return nil, err
	}
	if err := inEconomy(a.Where("economy"), a.Economy); err != nil {
		return nil, err
	}
	if err = slips(name, []byte(text), a.File, requirement.Standard()); err != nil {
		return nil, err
	}
	if r.Chosen("budget") {
		a.problem.Budget = r.Amount("budget")
	}
	gap, err := share.Parse(r.One("proof"))
	if err != nil || gap < 0 || gap > .5 {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "proof", Where: r.One("proof"),
			What: "it is no gap between 0 and 50%", Err: err}
	}
	if !r.Chosen("proof") && len(a.problem.Firms) <= 200 {
		gap = 0
	}
	if a.best, err = a.problem.Best(ctx, a.search(gap)); err != nil {
		return nil, fault.In(name, err)
	}
	if a.greedy, err = a.problem.Greedy(); err != nil {
		return nil, err
	}
	if a.first, err = a.problem.FirstCome(); err != nil {
		return nil, err
	}
	a.bet = a.Bet(a.problem, a.best.Plan)
	a.known, err = a.bet.Know()
	if fault.KindOf(err) == fault.Excessive {
		a.tooMany, err = true, nil
	}
	return a, err
}

// search bounds the parts of a problem that are looked at: what is left then stands in the gap.
func (a *agency) search(gap float64) portfolio.Search {
	return portfolio.Search{Gap: gap, Nodes: 4_000_000 / (1000 + len(a.problem.Firms))}
}

// atOtherBudgets solves for tenths of twice the budget, as far as there is something to buy.
func (a *agency) atOtherBudgets(ctx context.Context) error {
	most, err := a.problem.Everything()
	if err != nil {
		return err
	}
	var budgets []float64
	for k := 1; k <= 8; k++ {
		if b := a.problem.Budget * float64(k) / 4; k == 4 || b <= most {
			budgets = append(budgets, b)
		}
	}
	a.frontier, err = a.problem.Frontier(ctx, budgets, a.search(.005))
	return err
}

func (a *agency) frame(title string) *result.Frame {
	out := &result.Frame{Title: title}
	out.Provenance = result.Provenance{Program: a.program, Question: "programmes", Sources: []result.Source{ofAgency}}
	out.Provenance.Choice("budget", fmt.Sprint(a.problem.Budget))
	out.Note("programmes.gap", "No plan can be worth more than {upper}; the best found is worth {value}, so a better one "+
		"could gain {gap}% at most.", "upper", trimmed(a.best.Upper), "value", trimmed(a.best.Value), "gap",
		trimmed(100*a.best.Gap()))
	out.Note("programmes.worth", "Worth is what the file says of its markets: K·ln(qualified capacity/qualified now), "+
		"before what compliance costs the firms themselves.")
	if a.Unit != "" && !share.IsCurrency(a.Unit) {
		out.Note("unit-unknown", share.UnknownUnit, "unit", a.Unit)
	}
	if n := a.beyond(); n > 0 {
		out.Note("programmes.beyond", "{n} of {all} firms {n:has|have} a gap that no programme closes.", "n", n, "all",
			len(a.problem.Firms))
	}
	return out
}

// trimmed writes a number with four significant digits, and no exponent.
func trimmed(v float64) string {
	if math.Abs(v) >= 1000 {
		return say.In(say.English).Number(v, 0)
	}
	return fmt.Sprintf("%.4g", v)
}

// beyond counts firms that no programmes can qualify.
func (a *agency) beyond() (n int) {
	closed := map[int]bool{}
	for _, g := range a.problem.Programmes {
		for _, r := range g.Closes {
			closed[r] = true
		}
	}
	for _, f := range a.problem.Firms {
		if slices.ContainsFunc(f.Gaps, func(r int) bool { return !closed[r] }) {
			n++
		}
	}
	return n
}

func (a *agency) unit() string {
	if a.Unit == "" {
		return "money of the file"
	}
	return a.Unit
}

// taking counts the firms in each programme.
func (a *agency) taking(p *portfolio.Plan) []int {
	out := make([]int, len(a.problem.Programmes))
	for f, list := range p.Takes {
		for _, g := range list {
			out[g] += a.problem.Firms[f].Weight
		}
	}
	return out
}

// launched is what the best plan launches.
func (a *agency) launched() *result.Frame {
	out := a.frame("Programmes to launch with " + trimmed(a.problem.Budget) + " " + a.unit())
	used := a.taking(a.best.Plan)
	order := each(len(used), func(k int) int { return k })
	slices.SortStableFunc(order, func(x, y int) int { return used[y] - used[x] })
	of := out.Of(result.Scenario, len(order))
	g := func(k int) portfolio.Programme { return a.problem.Programmes[order[k]] }
	of.Text("programme", "Programme", func(k int) string { return g(k).ID })
	of.Text("name", "Name", func(k int) string { return a.Programmes[order[k]].Name })
	of.Text("launch", "Launch", func(k int) string { return yesNo(used[order[k]] > 0) })
	of.Whole("firms", "Firms", "", "that take part", result.Scenario, each(len(order), func(k int) int64 {
		return int64(used[order[k]])
	}))
	of.Number("seats", "Seats", "", "that there are; empty is no limit", func(k int) float64 {
		if g(k).Seats == portfolio.NoLimit {
			return math.NaN()
		}
		return float64(g(k).Seats)
	})
	of.Number("cost", "Cost", a.unit(), "launch and places", func(k int) float64 {
		if used[order[k]] == 0 {
			return 0
		}
		return g(k).Launch + float64(used[order[k]])*g(k).PerFirm
	})
	of.Number("seat_worth", "Worth of a seat", "", "what one seat more would bring, at the bound",
		func(k int) float64 { return a.best.Prices.Seat[order[k]] })
	of.Text("closes", "Closes", func(k int) string { return strings.Join(a.Programmes[order[k]].Closes, ";") })
	of.Text("source", "Source of costs", func(k int) string {
		if s := a.Programmes[order[k]].Source; s != "" {
			return s
		}
		return "the file"
	})
	return out
}

// firms is what each firm takes part in.
func (a *agency) firms() *result.Frame {
	out := a.frame("Firms served")
	of := out.Of(result.Scenario, len(a.problem.Firms))
	f := func(k int) portfolio.Firm { return a.problem.Firms[k] }
	of.Text("firm", "Firm", func(k int) string { return f(k).ID })
	of.Text("market", "Market", func(k int) string { return a.problem.Markets[f(k).Market].ID })
	of.Whole("number", "Firms", "", "firms of the line", result.Accounting, each(len(a.problem.Firms), func(k int) int64 {
		return int64(f(k).Weight)
	}))
	of.Number("capacity", "Capacity", "", "of each", func(k int) float64 { return f(k).Capacity })
	of.Text("gaps", "Gaps", func(k int) string { return strings.Join(a.Firms[k].Gaps, ";") })
	of.Text("served", "Served", func(k int) string { return yesNo(a.best.Takes[k] != nil) })
	of.Text("by", "By", func(k int) string {
		var list []string
		for _, g := range a.best.Takes[k] {
			list = append(list, a.problem.Programmes[g].ID)
		}
		return strings.Join(list, ";")
	})
	return out
}

// rules is the best plan beside rules of thumb.
func (a *agency) rules() *result.Frame {
	out := a.frame("The best plan beside rules of thumb")
	plans := []*portfolio.Plan{a.best.Plan, a.greedy, a.first}
	of := out.Of(result.Scenario, len(plans))
	of.Text("rule", "Rule", func(k int) string { return []string{"best", "greedy", "first come"}[k] })
	of.Number("worth", "Worth", "", "of the plan", func(k int) float64 { return plans[k].Value })
	of.Number("of_best", "Of the best", "share", "worth over that of the best plan", func(k int) float64 {
		if a.best.Value == 0 {
			return math.NaN()
		}
		return plans[k].Value / a.best.Value
	})
	of.Number("cost", "Cost", a.unit(), "of the plan", func(k int) float64 { return plans[k].Cost })
	of.Whole("firms", "Firms", "", "served", result.Scenario, each(len(plans), func(k int) int64 {
		return int64(a.served(plans[k]))
	}))
	of.Number("a_dollar", "Worth of a dollar", "", "worth over cost", func(k int) float64 {
		if plans[k].Cost == 0 {
			return math.NaN()
		}
		return plans[k].Value / plans[k].Cost
	})
	return out
}

func (a *agency) served(p *portfolio.Plan) (n int) {
	for f, list := range p.Takes {
		if list != nil {
			n += a.problem.Firms[f].Weight
		}
	}
	return n
}

// budgets is the frontier.
func (a *agency) budgets() *result.Frame {
	out := a.frame("What other budgets bring")
	p := a.frontier
	of := out.Of(result.Scenario, len(p))
	of.Number("budget", "Budget", a.unit(), "that may be spent", func(k int) float64 { return p[k].Budget })
	of.Number("worth", "Worth", "", "of the best plan", func(k int) float64 { return p[k].Value })
	of.Number("upper", "At most", "", "that no plan exceeds", func(k int) float64 { return p[k].Upper })
	of.Number("cost", "Cost", a.unit(), "of the best plan", func(k int) float64 { return p[k].Cost })
	of.Whole("firms", "Firms", "", "served", result.Scenario, each(len(p), func(k int) int64 {
		return int64(a.served(p[k].Plan))
	}))
	of.Number(
		"next_dollar",
		"Worth of the next dollar",
		"",
		"at the bound",
		func(k int) float64 { return p[k].Prices.Money },
	)
	return out
}

// answers is what knowing would be worth.
func (a *agency) answers() *result.Frame {
	out := a.frame("What knowing uncertain gaps would be worth")
	if a.tooMany {
		out.Warn("programmes.too-many", "There are too many programmes or uncertain gaps to try every choice: what knowing "+
			"them would be worth is not computed.")
		out.Text("answer", "Answer", nil)
		return out
	}
	out.Note(
		"programmes.information",
		"Programmes are chosen whole and paid before the answer, and firms count with what "+
			"they add at the margin of the best plan. Most answers are worth nothing: the choice is the same whatever they are.",
	)
	u := a.known.Answers
	of := out.Of(result.Scenario, len(u))
	of.Text("answer", "Answer", func(k int) string { return a.Uncertain[k].ID })
	of.Text("firm", "Firm", func(k int) string { return a.Uncertain[k].Firm })
	of.Text("requirement", "Requirement", func(k int) string { return a.Uncertain[k].Requirement })
	of.Number("probability", "Probability", "share", "that the firm lacks it",
		func(k int) float64 { return float64(a.Uncertain[k].Probability) })
	of.Number("worth", "Worth of knowing", "", "what knowing it before choosing adds on the mean",
		func(k int) float64 { return u[k].Worth })
	of.Number("changes", "Changes the choice", "share", "probability that the choice would be another one",
		func(k int) float64 { return u[k].Changes })
	return out
}

func (a *agency) prose(page *say.Page) {
	page.Title("programmes.title", say.Args{"agency": a.Agency, "budget": a.problem.Budget, "unit": a.unit()})
	page.Sentence("programmes.best", say.Args{"firms": a.served(a.best.Plan), "worth": a.best.Value, "cost": a.best.Cost,
		"unit": a.unit(), "gap": a.best.Gap(), "proved": a.best.Gap() == 0, "greedy": a.part(a.greedy),
		"first": a.part(a.first), "dollar": a.best.Prices.Money})
	page.Heading("programmes.launched")
	page.Frame(bare(a.launched()))
	page.Heading("programmes.rules")
	page.Frame(bare(a.rules()))
	page.Heading("programmes.frontier")
	page.Frame(bare(a.budgets()))
	if len(a.Uncertain) > 0 {
		page.Heading("programmes.answers")
		if !a.tooMany {
			worth := 0
			for _, u := range a.known.Answers {
				if u.Worth > 1e-9 {
					worth++
				}
			}
			page.Sentence("programmes.knowing", say.Args{"all": len(a.Uncertain), "worth": worth, "perfect": a.known.Perfect})
		}
		page.Frame(bare(a.answers()))
	}
	page.Basis(append(a.rules().Notes, a.answers().Notes[len(a.frame("").Notes):]...), []result.Source{ofAgency})
}

// bare is a frame whose notes stand at the page's end.
func bare(f *result.Frame) *result.Frame {
	f.Notes = nil
	return f
}

func (a *agency) part(p *portfolio.Plan) float64 {
	if a.best.Value == 0 {
		return 1
	}
	return p.Value / a.best.Value
}
