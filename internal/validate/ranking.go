package validate

import (
	"context"
	"fmt"

	"ikat/question/trade"
	"ikat/ranking"
	"ikat/scenario"
)

func init() { Checks = append(Checks, bruteForce()) }

// bruteForce solves every link that rank's rule left out: none belongs among the first twenty. docs/methods/rank.md has
// more of these; internal/cmd/excluded computes them.
func bruteForce() Check {
	return Check{Name: "The first 20 of rank against solving every link, apx/2008",
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			var rows []Row
			for _, c := range []struct {
				whose, mending string
				cut            float64
			}{{"IDN", "borders to the benchmark, central costs by industry", 0}, {"world", "5% lower delivery costs", .05}} {
				q, err := trade.QuestionOf(ctx, w.Engine, trade.Ranking{Table: "apx/2008", For: c.whose, By: "link", Top: 20,
					Cut: c.cut, Deficits: "held", Elasticities: scenario.UsualElasticities[:1]})
				if err != nil {
					return nil, err
				}
				first, out, err := ranking.Excluded(ctx, q, -1, 1)
				if err != nil {
					return nil, err
				}
				rows = append(rows, Row{Source: "every link solved exactly",
					Quantity: fmt.Sprintf(
						"%s, %s: of %d links left out, those that belong among the first",
						c.whose,
						c.mending,
						out.Of,
					),
					Computed: float64(out.Entered)},
					Row{Source: "the rule", Quantity: c.whose + ": links that could still enter", Computed: float64(first.Could)})
			}
			return rows, nil
		}}
}
