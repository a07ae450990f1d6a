package sourcing_test

import (
	"context"
	"fmt"
	"strings"

	"ikat/border"
	"ikat/sourcing"
)

// A product whose inputs cross two borders: parts are .5 of it, of which materials are .4. The border of the parts adds
// 10% to what arrives, that of the materials 5%: .5 x (1.10 x (1 + .4 x .05) - 1) = .061.
func ExampleBOM_Analyse() {
	b, err := sourcing.ReadBOM("chair.yaml", strings.NewReader(`
product: chair
stages:
  - {id: chair, economy: CHN, inputs: [{from: parts, share: 0.5, border_cost: 0.1, days: 20}]}
  - {id: parts, economy: JPN, inputs: [{from: materials, share: 0.4, border_cost: 0.05, days: 10}]}
  - {id: materials, economy: KOR}
`))
	if err != nil {
		panic(err)
	}
	t, err := border.DoingBusiness2009()
	if err != nil {
		panic(err)
	}
	o, err := b.Analyse(
		context.Background(),
		sourcing.Costs{Table: t, Thetas: []float64{0}, Container: 20000},
		t.Frontier(),
	)
	if err != nil {
		panic(err)
	}
	fmt.Printf("borders add %.1f%% before it leaves home, %.0f days\n", 100*o.Upstream[0], o.MeanDays)
	// Output: borders add 6.1% before it leaves home, 12 days
}
