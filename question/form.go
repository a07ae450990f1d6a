package question

import (
	"context"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"ikat/border"
	known "ikat/economies"
	"ikat/elasticity"
	"ikat/engine"
	"ikat/fault"
)

// Form is how a parameter's values are written: it checks them, documents them and says what they may be completed to.
type Form struct {
	Name string // for people: "economy", "share"
	Type string // JSON's type: string, number, integer, boolean

	// Check says what is wrong with a value, a clause such as "it is not a number"; "" where nothing is.
	Check func(v string) string
	// Carried reports whether a value names something that ikat carries; another names a file of the asker's machine. Nil
	// where values name no files, or nothing else.
	Carried func(v string) bool
	// Names lists what ikat carries, each with its text after a tab.
	Names func() []string
	// Complete lists what a value may be, by the tables at hand; nil where nobody can know.
	Complete func(ctx context.Context, e *engine.Engine, table string) []string
}

func (f *Form) String() string { return f.Name }

// list takes several values in one text apart. Names of economies may hold commas.
func (f *Form) list(text string) []string {
	if f == Economy {
		return known.List(text)
	}
	return strings.Split(text, ",")
}

// The forms of all parameters.
var (
	Text     = &Form{Name: "text", Type: "string"}
	Number   = &Form{Name: "number", Type: "number", Check: checkNumber}
	Whole    = &Form{Name: "whole number", Type: "integer", Check: checkWhole}
	Flag     = &Form{Name: "yes or no", Type: "boolean", Check: checkFlag}
	Economy  = &Form{Name: "economy", Type: "string", Complete: economies}
	Industry = &Form{Name: "industry", Type: "string", Complete: industries}
	Product  = &Form{Name: "product", Type: "string", Check: pattern(`^[^:]+:[^:]+$`, "ECONOMY:INDUSTRY")}
	Table    = &Form{Name: "table", Type: "string", Complete: tables}
	Trade    = &Form{Name: "trade", Type: "string", Complete: flows} // trade by product
	Name     = &Form{
		Name:  "name",
		Type:  "string",
		Check: pattern(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`, "letters, digits, _ and -"),
	}
	Group   = &Form{Name: "group", Type: "string", Check: checkGroup}
	Share   = &Form{Name: "share", Type: "string"} // a percentage; the room that owns the parameter reads it
	File    = &Form{Name: "file", Type: "string"}  // of the asker's machine: never over HTTP
	Borders = carried("border table", border.Named, borderTables)
	// Elasticities are a set of trade elasticities, a number for all industries, or a CSV file (industry,theta).
	Elasticities = carried("elasticities", elasticity.Carried, elasticitySets)
	Document     = &Form{Name: "text of a file", Type: "string"} // long
)

// carried is a form whose values name what ikat carries, or a file of the asker's machine.
func carried(name string, is func(string) bool, names func() []string) *Form {
	return &Form{Name: name, Type: "string", Carried: is, Names: names,
		Complete: func(context.Context, *engine.Engine, string) []string { return names() }}
}

// pattern returns a check that a value is of a form.
func pattern(expression, like string) func(string) string {
	r := regexp.MustCompile(expression)
	return func(v string) string {
		if r.MatchString(v) {
			return ""
		}
		return fault.Say("it is not of the form %s", fault.Word(like))
	}
}

// checkGroup says what the engine says of a group that is none.
func checkGroup(v string) string {
	if _, err := engine.ParseGroups([]string{v}); err != nil {
		var f *fault.Error
		if errors.As(err, &f) {
			return f.What
		}
		return fault.Said(err)
	}
	return ""
}

func checkNumber(v string) string {
	if x, err := strconv.ParseFloat(v, 64); err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return fault.Say("it is not a number")
	}
	return ""
}

func checkWhole(v string) string {
	if _, err := strconv.ParseInt(v, 10, 64); err != nil {
		return fault.Say("it is not a whole number")
	}
	return ""
}

func checkFlag(v string) string {
	if v == "true" || v == "false" {
		return ""
	}
	return fault.Say("it is neither true nor false")
}

// typed turns a checked value into one as JSON has it.
func (f *Form) typed(v string) any {
	switch f.Type {
	case "number", "integer":
		if x, err := strconv.ParseFloat(v, 64); err == nil {
			return x
		}
	case "boolean":
		return v == "true"
	}
	return v
}

func economies(ctx context.Context, e *engine.Engine, table string) []string {
	t, err := e.Table(ctx, table, nil)
	if err != nil {
		return nil
	}
	var out []string
	for _, code := range t.Economies {
		out = append(out, code+"\t"+engine.EconomyName(t, code))
	}
	return out
}

func industries(ctx context.Context, e *engine.Engine, table string) []string {
	t, err := e.Table(ctx, table, nil)
	if err != nil {
		return nil
	}
	var out []string
	for _, code := range t.Industries {
		out = append(out, code+"\t"+t.IndustryName(code))
	}
	return out
}

func elasticitySets() []string {
	var out []string
	for _, s := range elasticity.Sets() {
		out = append(out, s.Name+"\t"+s.Definition)
	}
	return out
}

func borderTables() []string {
	var out []string
	for _, v := range border.Vintages {
		for _, year := range v.Years {
			out = append(out, v.Ref(year)+"\t"+v.Economies+", "+v.Method)
		}
	}
	return out
}

func tables(_ context.Context, e *engine.Engine, _ string) []string {
	entries, err := e.Tables()
	if err != nil {
		return nil
	}
	var out []string
	for _, t := range entries {
		out = append(out, fmt.Sprintf("%s\t%d economies, %d industries", t.Ref(), t.Economies, t.Industries))
	}
	return out
}

// flows lists trade by product, and tables, whose trade by industry serves as such.
func flows(ctx context.Context, e *engine.Engine, table string) []string {
	entries, err := e.FlowEntries()
	if err != nil {
		return nil
	}
	var out []string
	for _, f := range entries {
		out = append(out, fmt.Sprintf("%s\t%d flows, %s", f.Ref(), f.Flows, f.Classification))
	}
	return append(out, tables(ctx, e, table)...)
}

// within says what is wrong with a number outside a range; "" where nothing is.
func within(v string, low, high float64) string {
	x, err := strconv.ParseFloat(v, 64)
	if err == nil && (low != 0 || high != 0) && (x < low || x > high) {
		return fault.Say("it lies outside %g to %g", low, high)
	}
	return ""
}

// Shortened cuts what a stranger wrote to what a message needs.
func Shortened(s string) string {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}
