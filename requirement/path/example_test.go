package path_test

import (
	"context"
	"fmt"

	"ikat/requirement/path"
)

// Two actions that need each other do not support each other: the dear one is needed.
func ExampleProblem_Cheapest() {
	one := func(id string) []path.Item { return []path.Item{{ID: id, Level: 1}} }
	p := &path.Problem{Buyer: []path.Clause{one("A")}, Actions: []path.Action{
		{ID: "x", Closes: one("A"), Needs: []path.Clause{one("B")}, OneOff: path.Range{Central: 1}},
		{ID: "y", Closes: one("B"), Needs: []path.Clause{one("A")}, OneOff: path.Range{Central: 1}},
		{ID: "z", Closes: one("A"), OneOff: path.Range{Central: 50}},
	}}
	way, err := p.Cheapest(context.Background(), path.Ask{})
	fmt.Println(p.Actions[way.Actions[0]].ID, way.Cost, err)
	// Output: z 50 <nil>
}
