package borders

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/fault"
	"ikat/question"
	"ikat/result"
	"ikat/share"
)

// Choice says what borders cost: whose figures, and every assumption that goes with them.
type Choice struct {
	Files []string // border tables: names that ikat carries and files; none is the nearest to the table's year
	// ad valorem cost of a day, the same for all goods; none, with no Container, for costs by industry
	Thetas    []float64
	Container float64 // value of a container's goods, US$, the same for all goods; 0 for costs by industry
	Missing   string  // what stands for economies without data; "" is border.Members
	// sets of economies without borders among themselves, CODE,CODE; eu for the members in the table's year, none
	Borderless []string
	Goods      []string // industries that pass border procedures
	Benchmark  string   // frontier, CODE, or CODE,CODE for their mean
}

// ByIndustry reports whether costs of days and containers are those of each industry, not the same for all.
func (c Choice) ByIndustry() bool { return len(c.Thetas) == 0 && c.Container == 0 }

// Uniform fills in costs that are the same for all goods.
func (c Choice) Uniform() Choice {
	if len(c.Thetas) == 0 {
		c.Thetas = border.Thetas
	}
	if c.Container == 0 {
		c.Container = border.Container
	}
	return c
}

// WithDefaults fills in what was left open.
func (c Choice) WithDefaults() Choice {
	if !c.ByIndustry() {
		c = c.Uniform()
	}
	if c.Missing == "" {
		c.Missing = border.Members
	}
	if len(c.Borderless) == 0 {
		c.Borderless = []string{"eu"}
	}
	if c.Benchmark == "" {
		c.Benchmark = "frontier"
	}
	return c
}

// Key names a choice of borders; "" where it rests on files, which may change.
func (c Choice) Key() string {
	if len(c.Files) > 0 {
		return ""
	}
	return fmt.Sprintf("%q", []any{c.Thetas, c.Container, c.Missing, c.Borderless, c.Goods, c.Benchmark})
}

// Costs are those of goods in a container: the same for all where chosen so, else those of manufactures.
func (c Choice) Costs(t *border.Table) []border.Costs {
	if c.ByIndustry() {
		return t.InContainers([]border.Goods{border.Manufactures()})
	}
	var out []border.Costs
	for _, theta := range c.Thetas {
		out = append(out, border.Uniform(theta, c.Container, 1))
	}
	return out
}

// ParseThetas reads costs of a day as shares of a good's value: 0.2%.
//
// Error: fault.Invalid for what is no percentage, for a number without its sign, and for too many.
func ParseThetas(list []string) ([]float64, error) {
	var out []float64
	for _, text := range list {
		v, err := share.Parse(text)
		if err == nil && (v < 0 || v >= 1) {
			err = errors.New("it lies outside 0 to 100%")
		}
		if err != nil {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "theta", Where: text, What: fault.Said(err),
				Fix: "Write per cent of a good's value a day, such as {theta=0.2%,0.8%}"}
		}
		out = append(out, v)
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) > mostThetas {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Param: "theta",
			What:  fault.Say("%d costs of a day are more than the %d it takes", len(out), mostThetas),
		}
	}
	return out, nil
}

// mostThetas is how many costs of a day make a range.
const mostThetas = 50

// Parameters are what the choice says of costs.
func (c Choice) Parameters() []result.Parameter {
	if c.Container == 0 {
		return []result.Parameter{{Name: "costs", Value: "by industry, low, central and high"}}
	}
	return []result.Parameter{
		{Name: "theta", Value: Percents(c.Thetas)},
		{Name: "container-value", Value: strconv.FormatFloat(c.Container, 'f', -1, 64)},
	}
}

// Percents writes shares as per cent: "0.1, 0.2%".
func Percents(v []float64) string {
	out := make([]string, len(v))
	for i, x := range v {
		out[i] = strconv.FormatFloat(100*x, 'g', 4, 64)
	}
	return strings.Join(out, ", ") + "%"
}

// Chosen returns what borders cost as the values say it; a question without the parameters of chains leaves those to
// the engine.
//
// Error: fault.Invalid for a cost of a day that is none.
func Chosen(v *question.Values) (Choice, error) {
	thetas, err := ParseThetas(v.All("theta"))
	c := Choice{Files: v.All("border"), Thetas: thetas, Container: v.Amount("container-value")}
	if v.Has("missing") {
		c.Missing = v.One("missing")
	}
	if v.Has("benchmark") {
		c.Benchmark = v.One("benchmark")
	}
	if v.Has("goods") {
		c.Borderless, c.Goods = v.All("borderless"), v.All("goods")
	}
	return c, err
}
