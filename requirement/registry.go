package requirement

import (
	"embed"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"ikat/fault"
	"ikat/requirement/path"
)

// Size is the size of firm that a cost is of.
type Size int

const (
	Small Size = iota // about 50 persons, US$ 1 to 3 million of sales
	Large             // about 800 persons
)

// Sizes are their names.
var Sizes = []string{"small", "large"}

func (s Size) String() string { return Sizes[s] }

// Effort is what meeting a requirement takes from a firm of a size. NaN is not known, which is not nothing.
type Effort struct {
	OneOff    path.Range
	Renewal   float64
	Recurring float64 // a year
	Days      int     // of work; -1 where not known
}

// Known reports whether a cost and a time are known.
func (e Effort) Known() bool { return !math.IsNaN(e.OneOff.Central) && e.Days >= 0 }

// PriceYear is the year of which the registry's costs and rules are, about.
const PriceYear = "2024"

// Requirement is something that a buyer can ask for.
type Requirement struct {
	ID, Name string
	Topic    string // quality, labour_social, quantity, ...
	Origin   string // international, industry, region, firm
	Issuer   string
	Scope    string
	Evidence string
	// Valid is the months that evidence lasts: 0 is each consignment, -1 has no end.
	Valid     int
	Renewable bool
	Needs     []path.Clause // what comes before it
	Implies   []string      // what holding it also holds
	AtMost    bool          // a level of it is a most, not a least
	Replaced  string        // what took its place; "" where it is in force
	From      string        // date from which it applies, or ""
	HS, ISIC  string
	Effort    [2]Effort // by size
	Wait      int       // days that records build up, with nobody at work
	Source    string
	Seen      bool   // the scheme or law was seen at its source
	CostFrom  string // source of the costs
	CostKind  string // "judgement", "part" (a fee or rate was seen, the total is judgement), "published"
	Origins   string // file that it comes from; "" is the program's own
}

// Bundle closes several requirements at once, or one in another way than alone.
type Bundle struct {
	ID, Name string
	Closes   []string
	Needs    []path.Clause
	Valid    int // months; -1 where its evidence does not end
	Effort   [2]Effort
	Wait     int
	Source   string
	Origins  string
}

// Registry is what is known of requirements.
type Registry struct {
	Requirements []*Requirement
	Bundles      []*Bundle
	byID         map[string]*Requirement
}

//go:embed data/*.csv
var files embed.FS

func embedded(name string) io.Reader {
	f, err := files.Open("data/" + name)
	if err != nil {
		panic(err) // embedded
	}
	return f
}

// Standard returns the program's own registry. It is shared: a copy that is added to is made by With.
var Standard = sync.OnceValue(func() *Registry {
	r, err := (&Registry{}).With("requirements.csv", embedded("requirements.csv"))
	if err == nil {
		r, err = r.WithBundles("actions.csv", embedded("actions.csv"))
	}
	if err != nil {
		panic(err) // embedded, and tested
	}
	for _, one := range r.Requirements {
		one.Origins = ""
	}
	for _, one := range r.Bundles {
		one.Origins = ""
	}
	return r
})

// Find returns a requirement, or nil.
func (r *Registry) Find(id string) *Requirement { return r.byID[id] }

// Name is a requirement's name; its id where the registry has none.
func (r *Registry) Name(id string) string {
	if one := r.Find(id); one != nil {
		return one.Name
	}
	return id
}

// IDs lists the requirements.
func (r *Registry) IDs() (out []string) {
	for _, one := range r.Requirements {
		out = append(out, one.ID)
	}
	return out
}

// unknown is an id that is none.
// Has refuses an id that is none.
//
// Error: fault.NotFound with the nearest.
func (r *Registry) Has(id string) error {
	if r.Find(id) == nil {
		return r.unknown("", id)
	}
	return nil
}

func (r *Registry) unknown(where, id string) error {
	return &fault.Error{Kind: fault.NotFound, Where: where, What: fault.Say("there is no requirement %q", id),
		Fix: fault.Suggest(
			id,
			r.IDs(),
			fault.Say("Requirements are listed by `ikat requirements`; your own go into a file (%s)", schema),
		)}
}

const schema = "docs/schema/requirements.md"

var effortColumns = strings.Fields(
	"cost_small_low cost_small_central cost_small_high cost_large_low cost_large_central " +
		"cost_large_high renewal_small renewal_large recurring_small recurring_large days_small days_large wait_days",
)

// With returns a registry with more requirements, from a file of docs/schema/requirements.md. One that is there already
// is replaced.
//
// Error: fault.Unreadable and Invalid with the line: costs without a source, levels that are none; fault.NotFound for
// what they need or imply and is not there; fault.Inconsistent for needs in a circle.
func (r *Registry) With(name string, text io.Reader) (*Registry, error) {
	t, err := readTable(name, fault.Say("%s describes the file", schema), text, []string{"id", "name"},
		append(strings.Fields("kind origin "+
			"issuer scope evidence validity_months renewable prerequisites implies level_is superseded_by applies_from "+
			"sectors_hs sectors_isic4 source source_verified cost_source cost_verified currency price_year substitutes"),
			effortColumns...))
	if err != nil {
		return nil, err
	}
	out := &Registry{Requirements: slices.Clone(r.Requirements), Bundles: r.Bundles, byID: map[string]*Requirement{}}
	lines := map[string]record{}
	for _, row := range t.rows {
		one, err := row.requirement()
		if err != nil {
			return nil, err
		}
		if at, twice := lines[one.ID]; twice {
			return nil, row.fault("id", fault.Say("%s stands in line %d already", one.ID, at.line))
		}
		lines[one.ID] = row
		if k := slices.IndexFunc(out.Requirements, func(o *Requirement) bool { return o.ID == one.ID }); k >= 0 {
			out.Requirements[k] = one
		} else {
			out.Requirements = append(out.Requirements, one)
		}
	}
	for _, one := range out.Requirements {
		out.byID[one.ID] = one
	}
	return out, out.check(lines)
}

func (row record) requirement() (*Requirement, error) {
	one := &Requirement{ID: row.text("id"), Name: row.text("name"), Topic: row.text("kind"), Origin: row.text("origin"),
		Issuer: row.text("issuer"), Scope: row.text("scope"), Evidence: row.text("evidence"),
		Implies: row.list("implies", ";"), Replaced: row.text("superseded_by"), From: row.text("applies_from"),
		HS: row.text("sectors_hs"), ISIC: row.text("sectors_isic4"), Source: row.text("source"),
		CostFrom: row.text("cost_source"), Needs: clauses(row.text("prerequisites")), Origins: row.name}
	if !named(one.ID) {
		return nil, row.fault("id", fault.Say("%q is no id: letters, digits and _", one.ID))
	}
	var err error
	if one.Valid, err = row.whole("validity_months"); err != nil {
		return nil, err
	}
	if one.Renewable, err = row.yes("renewable", true); err != nil {
		return nil, err
	}
	if one.Seen, err = row.yes("source_verified", false); err != nil {
		return nil, err
	}
	if _, ok := serial(one.From); !ok && one.From != "" {
		return nil, row.fault("applies_from", fault.Say("%q is no date like 2026-01-05", one.From))
	}
	switch row.text("level_is") {
	case "", "at least":
	case "at most":
		one.AtMost = true
	default:
		return nil, row.fault("level_is", fault.Say("%q is neither at least nor at most", row.text("level_is")))
	}
	switch kind := row.text("cost_verified"); kind {
	case "", "no", "judgement":
		one.CostKind = "judgement"
	case "part":
		one.CostKind = "part"
	case "yes", "published":
		one.CostKind = "published"
	default:
		return nil, row.fault("cost_verified", fault.Say("%q is none of no, part, yes", kind))
	}
	if c := row.text("currency"); c != "" && c != "USD" {
		return nil, row.fault("currency", fault.Say("%s is not USD, which all costs are in", c))
	}
	if one.Effort, one.Wait, err = row.effort(); err != nil {
		return nil, err
	}
	for s, size := range Sizes {
		if e := one.Effort[s].OneOff; math.IsNaN(e.Central) && !(math.IsNaN(e.Low) && math.IsNaN(e.High)) {
			return nil, row.fault("cost_"+size+"_central", "it is empty, and the low or the high cost is not")
		}
	}
	if one.CostFrom == "" && (one.Effort[Small].Known() || one.Effort[Large].Known()) {
		return nil, row.fault("cost_source", "the costs have no source; write where they are from, or \"judgement\"")
	}
	return one, nil
}

// effort reads the costs and times of both sizes.
func (row record) effort() (out [2]Effort, wait int, err error) {
	number := func(column string) float64 {
		v, e := row.number(column)
		if e != nil && err == nil {
			err = e
		}
		return v
	}
	for s, size := range Sizes {
		e := Effort{OneOff: path.Range{Low: number("cost_" + size + "_low"), Central: number("cost_" + size + "_central"),
			High: number("cost_" + size + "_high")}, Renewal: or(number("renewal_"+size), 0),
			Recurring: or(number("recurring_"+size), 0)}
		e.OneOff.Low, e.OneOff.High = or(e.OneOff.Low, e.OneOff.Central), or(e.OneOff.High, e.OneOff.Central)
		if c := e.OneOff; err == nil && (c.Low > c.Central || c.Central > c.High) {
			err = row.fault("cost_"+size+"_central", fault.Say("%g does not lie between %g and %g", c.Central, c.Low, c.High))
		}
		days, e2 := row.whole("days_" + size)
		if e2 != nil && err == nil {
			err = e2
		}
		e.Days = days
		out[s] = e
	}
	wait, e := row.whole("wait_days")
	if e != nil && err == nil {
		err = e
	}
	return out, max(0, wait), err
}

func or(v, otherwise float64) float64 {
	if math.IsNaN(v) {
		return otherwise
	}
	return v
}

// clauses reads "a;b|c": a, and one of b and c.
func clauses(text string) (out []path.Clause) {
	for _, one := range list(text, ";") {
		var c path.Clause
		for _, id := range list(one, "|") {
			c = append(c, path.Item{ID: id, Level: 1})
		}
		if len(c) > 0 {
			out = append(out, c)
		}
	}
	return out
}

func named(id string) bool {
	return id != "" && len(id) <= 60 && !strings.ContainsFunc(id, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' || r == '.')
	})
}

// WithBundles returns a registry with more bundles, from a file of the same document.
//
// Error: as With.
func (r *Registry) WithBundles(name string, text io.Reader) (*Registry, error) {
	t, err := readTable(name, fault.Say("%s describes the file", schema), text, []string{"id", "closes"},
		append(strings.Fields("name needs validity_months source verified currency"), effortColumns...))
	if err != nil {
		return nil, err
	}
	out := &Registry{Requirements: r.Requirements, Bundles: slices.Clone(r.Bundles), byID: r.byID}
	for _, row := range t.rows {
		b := &Bundle{ID: row.text("id"), Name: row.text("name"), Closes: row.list("closes", ";"),
			Needs: clauses(row.text("needs")), Source: row.text("source"), Origins: name}
		switch {
		case !named(b.ID):
			return nil, row.fault("id", fault.Say("%q is no id: letters, digits and _", b.ID))
		case len(b.Closes) == 0:
			return nil, row.fault("closes", "it closes nothing")
		case b.Source == "":
			return nil, row.fault("source", "the costs have no source; write where they are from, or \"judgement\"")
		}
		for _, id := range append(slices.Clone(b.Closes), items(b.Needs)...) {
			if r.byID[id] == nil {
				return nil, r.unknown(row.at(row.line), id)
			}
		}
		if b.Valid, err = row.whole("validity_months"); err != nil {
			return nil, err
		}
		if b.Effort, b.Wait, err = row.effort(); err != nil {
			return nil, err
		}
		if b.Name == "" {
			b.Name = b.ID
		}
		if k := slices.IndexFunc(out.Bundles, func(o *Bundle) bool { return o.ID == b.ID }); k >= 0 {
			out.Bundles[k] = b
		} else {
			out.Bundles = append(out.Bundles, b)
		}
	}
	return out, nil
}

func items(list []path.Clause) (out []string) {
	for _, c := range list {
		for _, i := range c {
			out = append(out, i.ID)
		}
	}
	return out
}

// check finds names that are none and needs in a circle. A circle that goes through alternatives is one only where no
// alternative leads out of it.
func (r *Registry) check(lines map[string]record) error {
	where := func(one *Requirement) string {
		if row, ok := lines[one.ID]; ok {
			return row.at(row.line)
		}
		return fault.Say("requirement %s", one.ID)
	}
	for _, one := range r.Requirements {
		others := append(items(one.Needs), one.Implies...)
		if one.Replaced != "" {
			others = append(others, one.Replaced)
		}
		for _, id := range others {
			if r.byID[id] == nil {
				return r.unknown(where(one), id)
			}
		}
	}
	reached := map[string]bool{}
	for again := true; again; {
		again = false
		for _, one := range r.Requirements {
			if !reached[one.ID] && !slices.ContainsFunc(one.Needs, func(c path.Clause) bool {
				return !slices.ContainsFunc(c, func(i path.Item) bool { return reached[i.ID] })
			}) {
				reached[one.ID], again = true, true
			}
		}
	}
	for _, one := range r.Requirements {
		if !reached[one.ID] {
			return &fault.Error{Kind: fault.Inconsistent, Where: where(one),
				What: fault.Say("what %s needs leads back to itself: nothing can be met first", one.ID),
				Fix:  fault.Say("%s describes prerequisites", schema)}
		}
	}
	return nil
}
