package requirement

import (
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"ikat/fault"
)

// Demand is one thing a buyer asks: a requirement, or what it takes instead, to a level.
type Demand struct {
	Requirement string
	Level       float64 // NaN where the requirement has none
	Unit        string
	Asked       string // who asks: the brand, a law
	KnockOut    bool   // without it there is no contract
	Weight      float64
	Substitutes []string // what this buyer takes instead
	Source      string
	Seen        bool
	Note        string
}

// Sheet is what a buyer asks.
type Sheet struct {
	Buyer   string
	Demands []Demand
	Origins string // file that it comes from; "" is the program's own
}

// With returns the sheet with some demands in place of those about the same requirements, and the others added.
func (s *Sheet) With(demands []Demand) *Sheet {
	out := *s
	out.Demands = slices.Clone(s.Demands)
	for _, d := range demands {
		if k := slices.IndexFunc(out.Demands, func(o Demand) bool { return o.Requirement == d.Requirement }); k >= 0 {
			out.Demands[k] = d
		} else {
			out.Demands = append(out.Demands, d)
		}
	}
	return &out
}

const sheetSchema = "docs/schema/buyers.md"

// Sheets are the program's own.
var Sheets = sync.OnceValue(func() []*Sheet {
	list, err := ReadSheets("sheets.csv", embedded("sheets.csv"), Standard())
	if err != nil {
		panic(err) // embedded, and tested
	}
	for _, s := range list {
		s.Origins = ""
	}
	return list
})

// FindSheet returns the program's own sheet of that name.
//
// Error: fault.NotFound with the nearest.
func FindSheet(buyer string) (*Sheet, error) {
	var names []string
	for _, s := range Sheets() {
		if s.Buyer == buyer {
			return s, nil
		}
		names = append(names, s.Buyer)
	}
	return nil, &fault.Error{Kind: fault.NotFound, Where: buyer, What: "there is no buyer's sheet of that name",
		Fix: fault.Suggest(buyer, names,
			fault.Say("There are %s; your own is a file (%s)", strings.Join(names, ", "), sheetSchema))}
}

// ReadSheets reads buyers' sheets: CSV of docs/schema/buyers.md, one line a demand.
//
// Error: fault.Unreadable and Invalid with the line; fault.NotFound for a requirement that the registry lacks.
func ReadSheets(name string, text io.Reader, registry *Registry) ([]*Sheet, error) {
	t, err := readTable(
		name,
		fault.Say("%s describes the file", sheetSchema),
		text,
		[]string{"requirement"},
		strings.Fields("buyer name "+
			"kind level unit who_asks knock_out weight evidence validity_months accepted_substitutes typical_prerequisites "+
			"cost_small_central cost_large_central recurring_small recurring_large days_small days_large wait_days source "+
			"source_verified cost_source cost_verified note"),
	)
	if err != nil {
		return nil, err
	}
	var out []*Sheet
	for _, row := range t.rows {
		buyer := row.text("buyer")
		if buyer == "" {
			buyer = "buyer"
		}
		at := slices.IndexFunc(out, func(s *Sheet) bool { return s.Buyer == buyer })
		if at < 0 {
			at = len(out)
			out = append(out, &Sheet{Buyer: buyer, Origins: name})
		}
		d, err := row.demand(registry)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out[at].Demands, func(o Demand) bool { return o.Requirement == d.Requirement }) {
			return nil, row.fault("requirement", fault.Say("%s is asked twice by %s", d.Requirement, buyer))
		}
		out[at].Demands = append(out[at].Demands, d)
	}
	if len(out) == 0 {
		return nil, t.fault(0, "it asks nothing")
	}
	return out, nil
}

func (row record) demand(registry *Registry) (Demand, error) {
	d := Demand{Requirement: row.text("requirement"), Unit: row.text("unit"), Asked: row.text("who_asks"),
		Substitutes: row.list("accepted_substitutes", ";"), Source: row.text("source"), Note: row.text("note")}
	for _, id := range append([]string{d.Requirement}, d.Substitutes...) {
		if registry.Find(id) == nil {
			return d, registry.unknown(row.at(row.line), id)
		}
	}
	var err error
	if d.Level, err = row.level(); err != nil {
		return d, err
	}
	if d.KnockOut, err = row.yes("knock_out", false); err != nil {
		return d, err
	}
	if d.Seen, err = row.yes("source_verified", false); err != nil {
		return d, err
	}
	if d.Weight, err = row.number("weight"); err != nil {
		return d, err
	}
	if d.Weight = or(d.Weight, 1); d.Weight > 1 {
		return d, row.fault("weight", fault.Say("%g lies above 1", d.Weight))
	}
	return d, registry.agrees(row, d.Requirement)
}

// agrees refuses a sheet that says other things of a requirement than the registry: there is one place for each.
func (r *Registry) agrees(row record, id string) error {
	one := r.Find(id)
	for column, want := range map[string]float64{"cost_small_central": one.Effort[Small].OneOff.Central,
		"cost_large_central": one.Effort[Large].OneOff.Central, "recurring_small": one.Effort[Small].Recurring,
		"recurring_large": one.Effort[Large].Recurring, "days_small": float64(one.Effort[Small].Days),
		"days_large": float64(one.Effort[Large].Days), "wait_days": float64(one.Wait)} {
		v, err := row.number(column)
		if err != nil {
			return err
		}
		if !math.IsNaN(v) && math.Abs(v-want) > 1e-9*math.Abs(want) {
			return row.fault(
				column,
				fault.Say("%g is not the registry's %g: give {requirements} a file in which it is", v, want),
			)
		}
	}
	return nil
}
