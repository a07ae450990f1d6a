package validate

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"ikat/internal/golden"
	"ikat/requirement"
	"ikat/requirement/contract"
	"ikat/requirement/survey"
)

func init() {
	Checks = append(Checks, workedFirm(), barePartsMaker(), workedContract(), surveyOf300(), goldenOptima())
}

// workedFirm is the stamping firm of docs/methods/ready.md, worked by hand.
func workedFirm() Check {
	return Check{
		Name: "Requirements: a stamping firm, worked by hand",
		Run: func(ctx context.Context, _ *World) ([]Row, error) {
			var rows []Row
			add := func(quantity string, expected, computed, tolerance float64) {
				rows = append(rows, Row{"on paper", quantity, expected, computed, tolerance})
			}
			three, err := stamping(ctx, 3)
			if err != nil {
				return nil, err
			}
			five, err := stamping(ctx, 5)
			if err != nil {
				return nil, err
			}
			add("cost of the cheapest way", 97500, three.Path.Cost, 0)
			add("its day", 420, float64(three.Day()), 0)
			add("cost of the fastest way", 100500, three.Front[len(three.Front)-1].Cost, 0)
			add("its day", 390, float64(three.Front[len(three.Front)-1].Day), 0)
			add("the buyer's list added up", 69500, three.Named, 0)
			add("least cost, all costs low", 32000, three.Low, 0)
			add("the same way then", 32500, three.ThenLow, 0)
			add("least cost, all costs high", 260000, three.High, 0)
			add("upkeep a year", 18800, three.Recurring, 0)
			add("lowest cash", -29500, three.Money.Lowest, 0)
			add("working capital", 102205.48, three.Money.Capital, .005)
			add("tied up on open account", 122054.79, three.Money.Tied, .005)
			add("wedge of three years, per cent", 16.5, 100*three.Money.Wedge, .05)
			add("wedge of a large firm, per cent", 2.1, 100*three.LargeWedge(), .05)
			add("net present value, three years", -31709, three.Money.Present, .5)
			add("net present value, five years", 12638, five.Money.Present, .5)
			add("after the open account", -26168, five.Money.Open, .5)
			add("after the buyer's programme", -12125, five.Money.Paid, .5)
			add("break-even, per cent", 16.9, 100*five.Money.Even, .05)
			add("break-even on open account, per cent", 20.3, 100*five.Money.EvenOpen, .05)
			add("break-even with the programme, per cent", 19.1, 100*five.Money.EvenPaid, .05)
			return rows, nil
		},
	}
}

// barePartsMaker is a small firm with nothing but its registration before a tier-one maker's knock-outs, three years
// long, that makes its capacity for 120,000 in 270 days: optima of a reference solver, and the list added up by hand.
func barePartsMaker() Check {
	return Check{Name: "Requirements: a maker of vehicle parts that holds its registration only",
		Run: func(ctx context.Context, _ *World) ([]Row, error) {
			sheet, err := requirement.FindSheet("vehicle_parts_tier1")
			if err != nil {
				return nil, err
			}
			low, high := 60e3, 300e3
			f := &requirement.Firm{Size: "small", Holds: []requirement.Holding{{Requirement: "company_registered"}},
				Costs: []requirement.OwnCost{{Requirement: "capacity_rate", OneOff: 120e3, Low: &low, High: &high, Days: 270}}}
			c := &requirement.Case{Registry: requirement.Standard(), Sheet: sheet, Firm: f, KnockOut: true, Horizon: 1095}
			got, err := c.Answer(ctx, requirement.Choice{})
			if err != nil {
				return nil, err
			}
			row := func(quantity string, expected, computed float64) Row {
				return Row{"reference solvers", quantity, expected, computed, 1e-6}
			}
			return []Row{row("least cost", 294e3, got.Path.Cost), row("of which at once", 235500, got.Once),
				row("least cost, all costs low", 165e3, got.Low), row("least cost, all costs high", 648500, got.High),
				{"on paper", "the buyer's list added up", 210e3, got.Named, 1e-6}}, nil
		}}
}

// stamping answers for the worked firm, with a contract of so many years.
func stamping(ctx context.Context, years int) (*requirement.Ready, error) {
	read := func(name string) (string, error) {
		text, err := example(name)
		return string(text), err
	}
	text, err := read("stamping.yaml")
	if err != nil {
		return nil, err
	}
	f, err := requirement.ReadFirm("stamping.yaml", []byte(text))
	if err != nil {
		return nil, err
	}
	f.Contract.Years, f.Rival = years, &requirement.Rival{Sales: 36e6, Link: 12e6}
	buyer, err := read("stamping-buyer.csv")
	if err != nil {
		return nil, err
	}
	own, err := read("stamping-requirements.csv")
	if err != nil {
		return nil, err
	}
	registry, err := requirement.Standard().With("stamping-requirements.csv", strings.NewReader(own))
	if err != nil {
		return nil, err
	}
	sheets, err := requirement.ReadSheets("stamping-buyer.csv", strings.NewReader(buyer), registry)
	if err != nil {
		return nil, err
	}
	c := &requirement.Case{Registry: registry, Sheet: sheets[0], Firm: f}
	return c.Answer(ctx, requirement.Choice{})
}

// workedContract are the figures of docs/methods/contract.md.
func workedContract() Check {
	return Check{Name: "Requirements: terms of payment and lock-in", Run: func(context.Context, *World) ([]Row, error) {
		terms := contract.Terms{Inventory: 45, PreShare: .7, Open: 90, NegShare: 1, Present: 10, AtShipped: true}
		packing, usance := terms, terms
		packing.AtShipped = false
		usance.Usance, usance.NegShare = 90, .9
		tied := contract.Tied{
			Price:     10,
			Avoidable: 7,
			NextBest:  7.8,
			Invest:    600e3,
			Salvage:   .25,
			Years:     4,
			Volume:    80e3,
			Rate:      .12,
		}
		risk, err := tied.LockIn()
		if err != nil {
			return nil, err
		}
		row := func(quantity string, expected, computed, tolerance float64) Row {
			return Row{"on paper", quantity, expected, computed, tolerance}
		}
		return []Row{
			row("open account less letter of credit, loan repaid at shipment", 283904.11, terms.Steady(1e6, 750e3), .005),
			row("the same as packing credit", 298287.67, packing.Steady(1e6, 750e3), .005),
			row("usance of 90 days, nine tenths negotiated", 259246.58, usance.Steady(1e6, 750e3), .005),
			row("largest cut, per cent", 22, 100*risk.LargestCut, 1e-9),
			row("net present value at the price", 224291.55, risk.AtPrice, .005),
			row("after the largest cut", -310281.93, risk.AtFloor, .006),
			row("break-even price", 9.0769, risk.EvenPrice, 5e-5),
		}, nil
	}}
}

// surveyOf300 are shares and errors of a made-up survey in the layout of the Enterprise Surveys.
func surveyOf300() Check {
	const file, want = "requirements/survey/wbes_layout_300.csv", "requirements/survey/wbes_layout_300_expected.json"
	return Check{Name: "Requirements: a survey of 300 made-up firms", Needs: []string{file, want},
		Run: func(_ context.Context, w *World) ([]Row, error) {
			f, err := os.Open(w.Path(file))
			if err != nil {
				return nil, err
			}
			defer f.Close()
			data, err := survey.Read(file, f, survey.EnterpriseSurveys(), survey.UsedFrom)
			if err != nil {
				return nil, err
			}
			return surveyRows(w.Path(want), data)
		}}
}

// surveyRows hold shares and errors against those computed elsewhere.
func surveyRows(file string, data *survey.Data) ([]Row, error) {
	var want struct {
		Expected map[string]struct{ Estimate, SE float64 }
	}
	if err := decode(file, &want); err != nil {
		return nil, err
	}
	asked := []string{"iso9001", "accounts_audited", "credit_line", "capacity_rate"}
	got := data.Before(survey.Singly(asked)).Stopped(len(asked), survey.Asked)
	var rows []Row
	add := func(what string, e survey.Estimate) {
		rows = append(rows, Row{"independent computation", what, want.Expected[what].Estimate, e.Value, 1e-9},
			Row{"independent computation", what + ", error", want.Expected[what].SE, e.Error, 1e-9})
	}
	add("no gap in the four", got.Qualified)
	add("qualified share of capacity h", got.Capacity)
	for k, r := range asked {
		add("gap "+r, got.Requirements[k].Stops)
		add("gap "+r+" alone", got.Requirements[k].Alone)
	}
	return rows, nil
}

func decode(file string, to any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, to)
}

// goldenOptima are the families of exact answers to small random instances, the worst figure of each.
func goldenOptima() Check {
	var files []string
	for _, f := range golden.Families {
		files = append(files, f.File())
	}
	return Check{Name: "Requirements: optima of reference solvers", Needs: files,
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			var rows []Row
			for _, f := range golden.Families {
				text, err := os.ReadFile(w.Path(f.File()))
				if err != nil {
					return nil, err
				}
				off, err := f.Check(ctx, text)
				if err != nil {
					return nil, err
				}
				quantity := fmt.Sprintf("%s: %s, %d figures of %d instances, largest difference", f.Name, f.Of, off.Figures,
					off.Instances)
				rows = append(rows, Row{"reference solvers", quantity, 0, off.Worst, 1e-6})
			}
			return rows, nil
		}}
}
