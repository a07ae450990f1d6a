// Package golden holds ikat to exact answers of reference solvers to small random instances about requirements, family
// by family: tests and validation ask it how far off the worst figure is.
package golden

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// Off is how far computed figures are from those of a family's file.
type Off struct {
	Instances int
	Figures   int     // compared, times, dates and orders as well
	Worst     float64 // largest difference, over the figure where that exceeds one; infinite where a plan differs
	Where     string  // the instance and the figure
}

// Family is a family of instances: its file, and what answers it.
type Family struct {
	Name, Of string
	check    func(ctx context.Context, o *Off, text []byte) error
}

// Families are all of them.
var Families = []Family{
	{"path", "cheapest ways", paths}, {"path_large", "cheapest ways of 18 to 26 requirements", paths},
	{"sheets", "the six sheets as instances", paths}, {"sheets", "the six sheets from the registry", sheets},
	{"plan", "dates, slack, renewals, people", plans}, {"front", "cost against time", fronts},
	{"front", "cost against time with few people", staffedFronts}, {"survey", "shares, errors, orders, groups", surveys},
	{"worth", "alone, last and Shapley", worths}, {"portfolio", "best plans", portfolios},
	{"portfolio", "rules of thumb", rules}, {"portfolio_large", "best plans of 60 firms", portfolios},
	{"portfolio_large", "rules of thumb of 60 firms", rules}, {"portfolio_scale", "2,000 firms within bounds", atScale},
	{"information", "worth of answers", information}, {"contract", "cash by day and who runs dry", contracts},
	{"lockin", "lock-in", lockIns}, {"chain", "wedges, prices and savings", chains},
	{"networks", "landed prices, turns and levers", networks},
}

// File is the family's file under ../shared/data.
func (f Family) File() string { return "requirements/golden/" + f.Name + ".json" }

// Check answers the instances of a file.
//
// Error: what is no such file; what solvers say.
func (f Family) Check(ctx context.Context, text []byte) (*Off, error) {
	o := &Off{}
	if err := f.check(ctx, o, text); err != nil {
		return nil, fmt.Errorf("%s: %w", f.File(), err)
	}
	return o, nil
}

// each decodes a file and checks its instances one by one.
func each[I, E any](o *Off, text []byte, check func(id string, in I, want E) error) error {
	var file struct {
		Instances []struct {
			ID       string
			Input    I
			Expected E
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return err
	}
	if o.Instances = len(file.Instances); o.Instances == 0 {
		return errors.New("it holds no instances")
	}
	for _, g := range file.Instances {
		if err := check(g.ID, g.Input, g.Expected); err != nil {
			return err
		}
	}
	return nil
}

// near compares a figure.
func (o *Off) near(what string, got, want float64) {
	o.Figures++
	off := math.Abs(got-want) / math.Max(1, math.Abs(want))
	if got == want { // both infinite
		off = 0
	}
	if !(off <= o.Worst) {
		o.Worst, o.Where = off, fmt.Sprintf("%s: %v, want %v", what, got, want)
	}
}

// differ says what is another plan, day or order than the one there is.
func (o *Off) differ(format string, args ...any) {
	o.Worst, o.Where = math.Inf(1), fmt.Sprintf(format, args...)
}
