package validate

import (
	"context"
	"fmt"

	"ikat/question/trade"
	"ikat/ranking"
	"ikat/scenario"
)

func init() { Checks = append(Checks, bruteForce()) }

// ranked are the rankings that bruteForce holds.
var ranked = []struct{ whose, by, cut string }{
	{"IDN", "link", "5%"}, {"IDN", "link", "benchmark"}, {"KOR", "link", "5%"}, {"KOR", "link", "benchmark"},
	{"world", "link", "5%"}, {"world", "link", "benchmark"}, {"CHN", "link", "10%"}, {"JPN", "link", "benchmark"},
	{"sme:KOR", "link", "5%"}, {"world", "pair", "10%"},
}

// bruteForce solves every link that rank's rule left out: none belongs among the first twenty. docs/methods/rank.md has
// more of these; internal/cmd/excluded computes them.
func bruteForce() Check {
	return Check{Name: "The first 20 of rank against solving every link, apx/2008",
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			var rows []Row
			for _, c := range ranked {
				cut, err := trade.ParseCut(c.cut, func(string) bool { return false })
				if err != nil {
					return nil, err
				}
				q, err := trade.QuestionOf(ctx, w.Engine, trade.Ranking{Table: "apx/2008", For: c.whose, By: c.by, Top: 20,
					Cut: cut, Deficits: "held", Elasticities: scenario.UsualElasticities[:1]})
				if err != nil {
					return nil, err
				}
				first, out, err := ranking.Excluded(ctx, q, -1, 1)
				if err != nil {
					return nil, err
				}
				named := fmt.Sprintf("%s, by %s, %s", c.whose, c.by, c.cut)
				rows = append(rows, Row{Source: "every one solved exactly",
					Quantity: fmt.Sprintf("%s: of %d left out, those that belong among the first", named, out.Of),
					Computed: float64(out.Entered)},
					Row{Source: "the rule", Quantity: named + ": how many could still enter", Computed: float64(first.Could)})
			}
			return rows, nil
		}}
}
