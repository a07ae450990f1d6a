package portfolio_test

import (
	"context"
	"fmt"

	"ikat/requirement/portfolio"
)

// Two programmes and three firms under a budget of 100. The large firm needs both, and serving it alone would take all
// of the budget; the two small ones share a launch and bring more.
func ExampleProblem_Best() {
	p := &portfolio.Problem{
		Programmes: []portfolio.Programme{
			{ID: "audits", Closes: []int{0}, Launch: 40, PerFirm: 20, Seats: portfolio.NoLimit},
			{ID: "loans", Closes: []int{1}, Launch: 30, PerFirm: 10, Seats: portfolio.NoLimit},
		},
		Markets: []portfolio.Market{{ID: "buyers", K: 50, Now: 10}},
		Firms: []portfolio.Firm{
			{ID: "large", Weight: 1, Capacity: 8, Gaps: []int{0, 1}},
			{ID: "small", Weight: 1, Capacity: 6, Gaps: []int{0}},
			{ID: "smaller", Weight: 1, Capacity: 5, Gaps: []int{0}},
		},
		Budget: 100,
	}
	best, err := p.Best(context.Background(), portfolio.Search{})
	if err != nil {
		panic(err)
	}
	for f, programmes := range best.Takes {
		fmt.Println(p.Firms[f].ID, programmes)
	}
	fmt.Printf("worth %.2f for %.0f; no plan is worth more than %.2f\n", best.Value, best.Cost, best.Upper)
	// Output:
	// large []
	// small [0]
	// smaller [0]
	// worth 37.10 for 80; no plan is worth more than 37.10
}
