package validate

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"ikat/border"
	"ikat/chain"
	"ikat/internal/project"
	"ikat/question/borders"
	"ikat/question/chains"
	questionsourcing "ikat/question/sourcing"
	"ikat/sourcing"
)

func init() { Checks = append(Checks, workedChains(), chair(), crossings(), weakestSides()) }

// ownChain analyses a bill of materials whose legs give their own cost, at no cost of a day.
func ownChain(ctx context.Context, text string) (*sourcing.OwnChain, error) {
	b, err := sourcing.ReadBOM("worked.yaml", strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	t, err := border.DoingBusiness2009()
	if err != nil {
		return nil, err
	}
	return b.Analyse(ctx, sourcing.Costs{Table: t, Thetas: []float64{0}, Container: border.Container}, t.Frontier())
}

func workedChains() Check {
	return Check{Name: "Borders and chains: worked on paper", Run: func(ctx context.Context, _ *World) ([]Row, error) {
		var rows []Row
		add := func(quantity string, expected, computed, tolerance float64) {
			rows = append(
				rows,
				Row{Source: "on paper", Quantity: quantity, Expected: expected, Computed: computed, Tolerance: tolerance},
			)
		}
		three, err := ownChain(
			ctx,
			`stages: [{id: c, economy: CHN, inputs: [{from: b, share: 0.5, border_cost: 10%, days: 20}]},
 {id: b, economy: JPN, inputs: [{from: a, share: 0.4, border_cost: 5%, days: 10}]}, {id: a, economy: KOR}]`,
		)
		if err != nil {
			return nil, err
		}
		add("three stages: price", 1.061, 1+three.Upstream[0], 1e-12)
		add("three stages: last border", .051, three.Links[0].Cost[0], 1e-12)
		add("three stages: first border", .010, three.Links[1].Cost[0], 1e-12)
		add("three stages: mean days", 12, three.MeanDays, 1e-12)
		d, err := three.Model.DayDistribution(ctx, chain.DayBins)
		if err != nil {
			return nil, err
		}
		for _, c := range []struct {
			day int
			p   float64
		}{{0, .5}, {20, .3}, {30, .2}} {
			add(fmt.Sprintf("three stages: share at %d days", c.day), c.p, d.At(0)[c.day], 1e-12)
		}
		var stages []string
		for n := 5; n > 1; n-- {
			stages = append(
				stages,
				fmt.Sprintf(
					"{id: s%d, economy: E%d, inputs: [{from: s%d, share: %.17g%%, border_cost: 10%%}]}",
					n,
					n,
					n-1,
					100*float64(n-1)/float64(n),
				),
			)
		}
		serial, err := ownChain(
			ctx,
			"deliver_to: E6\ndelivery: {border_cost: 10%}\nstages: ["+strings.Join(stages, ", ")+", {id: s1, economy: E1}]",
		)
		if err != nil {
			return nil, err
		}
		add("serial chain of five equal stages, a 10% border after each: price", 1.343122, 1+serial.Delivered[0], 1e-12)
		return rows, nil
	}}
}

// example is a file of the folder examples; validation runs in a checkout.
func example(name string) ([]byte, error) {
	root, err := project.Root()
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(root, "examples", name))
}

func chair() Check {
	return Check{Name: "Landed price: the chair", Run: func(_ context.Context, w *World) ([]Row, error) {
		text, err := example("chair.yaml")
		if err != nil {
			return nil, err
		}
		prices, _, err := questionsourcing.Compare("chair.yaml", string(text), []string{"doing-business-2009"})
		if err != nil {
			return nil, err
		}
		// 14.3 is given for Kazakhstan, where the same formula as for the others gives 14.37: docs/decisions/041.
		expected := map[string][2]float64{
			"VNM": {.88, .005},
			"IDN": {.63, .005},
			"KHM": {.80, .005},
			"LAO": {7.4, .05},
			"KAZ": {14.3, .1},
		}
		var rows []Row
		for _, p := range prices {
			if e, ok := expected[p.Economy]; ok {
				rows = append(
					rows,
					Row{
						Source:    "footnote 20, worked",
						Quantity:  "price concession against Thailand, %: " + p.Supplier,
						Expected:  e[0],
						Computed:  100 * p.Concession,
						Tolerance: e[1],
					},
				)
			}
		}
		return rows, nil
	}}
}

func crossings() Check {
	expected := map[int]float64{2000: .290, 2005: .335, 2008: .370, 2011: .339}
	years := []int{2000, 2005, 2008, 2011}
	c := Check{Name: "Border crossings per dollar of gross exports"}
	for _, y := range years {
		c.Needs = append(c.Needs, WIOD(y))
	}
	c.Run = func(ctx context.Context, w *World) ([]Row, error) {
		var rows []Row
		for _, y := range years {
			s, err := w.System(ctx, WIOD(y))
			if err != nil {
				return nil, err
			}
			d, err := chain.Crossings(ctx, s)
			if err != nil {
				return nil, err
			}
			var crossed, exports float64
			for i, e := range s.Exports().Sum {
				crossed += e * d[i]
				exports += e
			}
			// The figures given lie .0005 to .0011 below the full sum, in every year: docs/decisions/042.
			rows = append(
				rows,
				Row{
					Source:    "methods",
					Quantity:  fmt.Sprintf("crossings, %d", y),
					Expected:  expected[y],
					Computed:  crossed / exports,
					Tolerance: .0015,
				},
			)
		}
		return rows, nil
	}
	return c
}

func weakestSides() Check {
	return Check{
		Name:  "Borders along three chains, 2008",
		Needs: []string{WIOD(2008)},
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			var rows []Row
			for _, c := range []struct {
				product, side          string
				delivered, up, weakest float64
			}{{"CHN:c14", "CHN", 22.0, 6.6, 3.52}, {"IDN:c4", "IDN", 22.6, 6.0, 4.72}, {"JPN:c15", "JPN", 18.4, 3.1, 3.80}} {
				a, err := chains.Follow(
					ctx,
					w.Engine,
					chains.Request{
						Product: c.product,
						To:      "USA",
						Table:   w.Path(WIOD(2008)),
						Border:  borders.Choice{Thetas: []float64{.002}, Missing: "oecd", Benchmark: "SGP"},
					},
					nil,
				)
				if err != nil {
					return nil, err
				}
				add := func(what string, expected, computed, tolerance float64) {
					rows = append(
						rows,
						Row{
							Source:    "methods",
							Quantity:  c.product + " to USA at 0.2% a day: " + what,
							Expected:  expected,
							Computed:  computed,
							Tolerance: tolerance,
						},
					)
				}
				add("delivered, %", c.delivered, 100*a.Delivered[0], .05)
				add("upstream, %", c.up, 100*a.Upstream[0], .05)
				weakest := a.Sides[0]
				if weakest.Import || a.Model.Borders.Sides[weakest.Economy] != c.side {
					return nil, fmt.Errorf(
						"%s: the weakest side is %s, import %v",
						c.product,
						a.Model.Borders.Sides[weakest.Economy],
						weakest.Import,
					)
				}
				add("the exporter's own export procedures brought to Singapore's, points", c.weakest, 100*weakest.Saving[0], .005)
				var sum float64
				for _, l := range a.Product.Links {
					sum += l.Cost[0]
				}
				add("residual of the links, relative", 0, math.Abs(sum/a.Delivered[0]-1), 1e-10)
			}
			return rows, nil
		},
	}
}
