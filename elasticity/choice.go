package elasticity

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/isic"
)

// Choice is what somebody chose: a set by its name, a number for all industries, or a file of their own.
type Choice struct {
	Name   string
	Source string // in words

	set  *Set                                    // nil where it is none
	read func(of isic.Labels) ([]float64, error) // elasticities that were written down
}

// Carried reports whether a choice is a set or a number; any other is the path of a file.
func Carried(choice string) bool {
	_, set := Find(choice)
	_, err := strconv.ParseFloat(choice, 64)
	return set || err == nil
}

// Choose returns what a choice means. A file is CSV with the header industry,theta; * stands for the industries without
// a line of their own. Read gives the content of a path.
//
// Error: fault.NotFound for what is neither a set nor a number nor a file; fault.Unreadable for a file that is no such
// CSV; fault.Invalid for a number that is not positive.
func Choose(choice string, read func(path string) ([]byte, error)) (*Choice, error) {
	if set, ok := Find(choice); ok {
		return &Choice{Name: choice, Source: set.Definition, set: set}, nil
	}
	if v, err := strconv.ParseFloat(choice, 64); err == nil {
		if !usable(v) {
			return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("elasticities %s", choice),
				What: "it is not a positive number", Why: needed, Fix: kinds()}
		}
		return same(choice, v), nil
	}
	text, err := read(choice)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: choice, What: fault.Say("it cannot be read: %v", err),
			Err: err}
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("elasticities %s", choice),
			What: "there is no such set and no such file", Fix: kinds(), Err: err}
	}
	records, lines, err := csvtext.All(bytes.NewReader(text))
	var bad *csvtext.Error
	if errors.As(err, &bad) {
		return nil, bad.Fault(fault.Unreadable, choice, "Elasticities are CSV with the header industry,theta")
	}
	if len(records) == 0 || !slices.Equal(records[0], []string{"industry", "theta"}) {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: choice,
			What: "it is not a CSV file with the header industry,theta"}
	}
	return &Choice{Name: choice, Source: "a file of one's own", read: func(of isic.Labels) ([]float64, error) {
		return written(choice, records[1:], lines[1:], of)
	}}, nil
}

// needed is why elasticities are above zero, kinds what a choice may be.
const needed = "Buyers substitute between origins only with a positive, finite elasticity"

func kinds() string {
	return fault.Say("Name %s, a positive number, or a CSV file with the header industry,theta",
		strings.Join(Names(), ", "))
}

func usable(theta float64) bool { return theta > 0 && !math.IsInf(theta, 0) }

func same(name string, theta float64) *Choice {
	return &Choice{Name: name, Source: "the same for every industry", read: func(of isic.Labels) ([]float64, error) {
		return slices.Repeat([]float64{theta}, len(of.Codes)), nil
	}}
}

// Of returns the elasticities of the industries of a table, by their codes and names. One that was written down is
// taken as known.
//
// Error: fault.Invalid for an estimate that is not positive, and for an industry that a file leaves out;
// fault.NotFound for one that the table has not.
func (c *Choice) Of(codes []string, names map[string]string) ([]Estimate, error) {
	if c.set != nil {
		out := c.set.Of(codes, names)
		for j, e := range out {
			if !usable(e.Theta) {
				return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("elasticities %s", c.Name),
					What: fault.Say("the estimate for %s is %.2f", codes[j], e.Theta),
					Why:  fault.Say("%s; this sample does not identify it", fault.Word(needed)), Fix: kinds()}
			}
		}
		return out, nil
	}
	theta, err := c.read(isic.Labels{Codes: codes, Names: names})
	if err != nil {
		return nil, err
	}
	out := make([]Estimate, len(codes))
	for j, v := range theta {
		out[j] = Estimate{Theta: v, Error: unknown, Low: v, High: v, Source: c.Name}
	}
	return out, nil
}

// UnknownText warns of industries that a choice's source does not know, {list}, and of what is taken, {theta}.
const UnknownText = "no source gives an elasticity for {list}: {theta} is assumed"

// Unknown returns the codes of industries that the choice's source does not know, and for which Services is assumed.
func (c *Choice) Unknown(codes []string, names map[string]string) []string {
	if c.set == nil || c.set.everywhere {
		return nil
	}
	return Unknown(codes, names)
}

// written returns the elasticities that the lines of a file give industries.
func written(path string, records [][]string, lines []int, of isic.Labels) ([]float64, error) {
	theta := make([]float64, len(of.Codes))
	for i, rec := range records {
		where := fault.Say("%s, line %d", path, lines[i])
		v, err := strconv.ParseFloat(rec[1], 64)
		if err != nil || !usable(v) {
			return nil, &fault.Error{Kind: fault.Invalid, Where: where,
				What: fault.Say("the elasticity %q is not a positive number", rec[1])}
		}
		if rec[0] == "*" {
			for j, old := range theta {
				if old == 0 {
					theta[j] = v
				}
			}
			continue
		}
		code, err := of.Find(rec[0])
		if err != nil {
			return nil, fault.In(where, err)
		}
		theta[slices.Index(of.Codes, code)] = v
	}
	if j := slices.Index(theta, 0); j >= 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: path,
			What: fault.Say("it has no elasticity for industry %s", of.Codes[j]), Fix: "Add a line for it, or one for * last"}
	}
	return theta, nil
}
