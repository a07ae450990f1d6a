// Package scenario is the language in which people say what changes in the world: read, checked and written, and turned
// into what it does to the links and sectors of a table.
package scenario

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"ikat/elasticity"
	"ikat/fault"
	"ikat/internal/yamltext"
	"ikat/share"
)

// File is a scenario file: what is assumed of the world, and what changes in it. docs/methods/simulate.md explains
// every field.
type File struct {
	Title        string              `yaml:"title"`
	Table        string              `yaml:"table"`
	Elasticities Texts               `yaml:"elasticities"`
	Deficits     string              `yaml:"deficits"`
	Shares       string              `yaml:"shares"`
	DayCost      Rates               `yaml:"day_cost"`
	Container    *float64            `yaml:"container_value"` // US$; nil, with no DayCost, is by industry
	Groups       map[string][]string `yaml:"groups"`
	Classes      []Class             `yaml:"classes"`
	Between      *float64            `yaml:"between_classes"` // η over θ; nil for 1
	Specific     *share.Part         `yaml:"specific"`        // φ of every divided economy; nil for 0
	SpecificTo   string              `yaml:"specific_to"`     // a counterfactual.Market; "" for ByClass
	Tariffs      []Change            `yaml:"tariffs"`
	Scenarios    []Scenario          `yaml:"scenarios"`
	Statistics   []string            `yaml:"-"` // files of firm-size statistics, for the level sme
	Applied      []string            `yaml:"-"` // files of tariffs in force, under those that the file itself gives
	Satellites   string              `yaml:"-"` // file of quantities by sector; jobs follow each industry's labour
	// how often what is not known is drawn, 0 for the elasticity sets and costs alone
	Draws   int     `yaml:"-"`
	Seed    uint64  `yaml:"-"`
	Borders Borders `yaml:"-"` // what borders cost; nil for what the border table at hand says

	Called string `yaml:"-"` // what messages call it

	ready map[string][]string // groups that package economies knows, by the name that a change calls them

	text *yamltext.Document // nil for scenarios that were not read
}

// Borders are what it costs to cross a border: from sector i of part p to part q, when a day costs theta, ad valorem.
type Borders interface {
	Rate(theta float64, i, p, q int) float64
	// Worth is what a day and a dollar amount to for a sector's goods, at the level that dayCost stands for.
	Worth(dayCost float64, sector int) (day, dollar float64)
	// Levels are the costs of a day that name levels of costs by industry, low to high; nil where all goods cost the
	// same.
	Levels() []float64
}

// Scenario is one counterfactual: the changes of the scenario it comes after, if any, and its own.
type Scenario struct {
	Name    string   `yaml:"name,omitempty"`
	After   string   `yaml:"after,omitempty"`
	Changes []Change `yaml:"changes,omitempty"`
}

// Change is one change to the links or sectors it names.
type Change struct {
	Exporter Texts `yaml:"exporter,omitempty"`
	Importer Texts `yaml:"importer,omitempty"`
	Between  Texts `yaml:"between,omitempty"`
	Economy  Texts `yaml:"economy,omitempty"`
	Industry Texts `yaml:"industry,omitempty"`

	Iceberg       *share.Rate `yaml:"iceberg,omitempty"`
	TariffTo      *share.Rate `yaml:"tariff_to,omitempty"`
	TariffBy      *share.Rate `yaml:"tariff_by,omitempty"`
	Use           *share.Part `yaml:"use,omitempty"`
	Days          *float64    `yaml:"days,omitempty"`
	ContainerCost *float64    `yaml:"container_cost,omitempty"`
	Available     *share.Part `yaml:"available,omitempty"`
	ClosedDays    *float64    `yaml:"closed_days,omitempty"`
	Productivity  *share.Rate `yaml:"productivity,omitempty"`
	Qualified     *Widening   `yaml:"qualified,omitempty"`
}

// Widening is a part of a class's capacity that may sell on a link, before and after: 10% to 12%.
type Widening struct{ From, To share.Part }

// growth is Δh/h.
func (w *Widening) growth() float64 { return float64(w.To)/float64(w.From) - 1 }

// UnmarshalText reads two parts with the word to between them.
func (w *Widening) UnmarshalText(text []byte) error {
	from, to, ok := strings.Cut(string(text), " to ")
	if !ok {
		return fault.Errorf("%q does not say from what part to what part: 10%% to 12%%", text)
	}
	if err := w.From.UnmarshalText([]byte(from)); err != nil {
		return err
	}
	if err := w.To.UnmarshalText([]byte(to)); err != nil {
		return err
	}
	if w.From == 0 || w.To == 0 {
		return fault.Errorf("%q has a part of nothing, from which nothing follows: use available: 0%% to close a link",
			text)
	}
	return nil
}

// MarshalText writes the same.
func (w Widening) MarshalText() ([]byte, error) {
	return []byte(share.Format(float64(w.From)) + " to " + share.Format(float64(w.To))), nil
}

// Texts is one text or a list of them.
type Texts []string

// Loose lets a list of one be written without brackets.
func (*Texts) Loose() {}

// Rates is one rate or a list of them.
type Rates []share.Rate

// Loose lets a list of one be written without brackets.
func (*Rates) Loose() {}

// UsualElasticities are the sets that are used where nobody chooses: the central one first.
var UsualElasticities = Texts{elasticity.Default, "recommended-low", "recommended-high", "5"}

// DayCosts are published values of a day at a border, ad valorem, the central one first: Hummels and Schaur (2013),
// Djankov, Freund and Pham (2010).
var DayCosts = Rates{.008, .001, .002, .006, .021}

// Variant is one choice of what is not known: an elasticity set; where days at borders change, the cost of a day; where
// firms qualify, how they enter.
type Variant struct {
	Elasticities string
	DayCost      float64
	Entry        Entry
}

// Variants are the choices under which every scenario is solved: the first is the central one, all of them make the
// range.
//
// Where days and dollars at borders cost what they do by industry, levels name low, central and high costs, the central
// one first.
func (s *File) Variants(levels []float64) []Variant {
	sets, days := s.Elasticities, s.DayCost
	if sets == nil {
		sets = UsualElasticities
	}
	if days == nil {
		days = DayCosts
	}
	if s.ByIndustry() {
		days = nil
		for _, l := range levels {
			days = append(days, share.Rate(l))
		}
	}
	if !s.UsesDays() {
		days = days[:min(1, len(days))]
	}
	entries := Entries
	if !s.Qualifies() {
		entries = entries[:1]
	}
	var out []Variant
	for _, set := range sets {
		for _, d := range days {
			for _, e := range entries {
				out = append(out, Variant{set, float64(d), e})
			}
		}
	}
	return out
}

// ByIndustry reports whether days and dollars at borders cost what they do by industry, not the same for all goods.
func (s *File) ByIndustry() bool { return s.DayCost == nil && s.Container == nil }

// CostLevels is how many levels of costs by industry there are.
const CostLevels = 3

// Solutions is how often the model is solved for all scenarios.
func (s *File) Solutions() int {
	return len(s.Scenarios) * (len(s.Variants(make([]float64, CostLevels))) + s.Draws)
}

// UsesDays reports whether a change is in days or money at borders, so that the value of a day matters.
func (s *File) UsesDays() bool {
	return s.uses(func(c Change) bool { return c.Days != nil || c.ContainerCost != nil })
}

// Qualifies reports whether firms qualify in a change, so that how they enter matters.
func (s *File) Qualifies() bool { return s.uses(func(c Change) bool { return c.Qualified != nil }) }

func (s *File) uses(of func(c Change) bool) bool {
	for _, sc := range s.Scenarios {
		if slices.ContainsFunc(sc.Changes, of) {
			return true
		}
	}
	return false
}

func (s *File) check() error {
	if len(s.Scenarios) == 0 {
		return s.bad("$", "it has no scenarios", "List them under scenarios:, each with a name and changes")
	}
	for _, list := range []struct {
		field string
		given bool
		of    int
	}{{"elasticities", s.Elasticities != nil, len(s.Elasticities)}, {"day_cost", s.DayCost != nil, len(s.DayCost)}} {
		if list.given && list.of == 0 {
			return s.bad("$."+list.field, fault.Say("%s is an empty list", list.field), "Leave it out for the usual values")
		}
	}
	for _, d := range s.DayCost {
		if d < 0 || d >= 1 {
			return s.bad("$.day_cost", fault.Say("%s of the goods' value is no cost of a day", share.Format(float64(d))),
				"Published ones lie between 0.1% and 2.1%")
		}
	}
	if s.Container != nil && !(*s.Container > 0) {
		return s.bad("$.container_value", "a container's goods must be worth more than nothing",
			"Leave it out for the usual value")
	}
	for _, name := range slices.Sorted(maps.Keys(s.Groups)) {
		if len(s.Groups[name]) == 0 {
			return s.bad("$.groups."+name, fault.Say("group %q has no members", name), "List the members' codes")
		}
	}
	if err := s.checkClasses(); err != nil {
		return err
	}
	if err := s.checkResponse(); err != nil {
		return err
	}
	seen := map[string]bool{}
	for i, sc := range s.Scenarios {
		at := fmt.Sprintf("$.scenarios[%d]", i)
		if sc.Name == "" {
			return s.bad(at, "a scenario has no name", "Give it one: results are keyed by it")
		}
		if seen[sc.Name] {
			return s.bad(at+".name", fault.Say("there are two scenarios %q", sc.Name),
				"Results are keyed by name; make it unique")
		}
		if sc.After != "" && !seen[sc.After] {
			return s.bad(at+".after", fault.Say("no scenario before this one is called %q", sc.After), "")
		}
		seen[sc.Name] = true
		if len(sc.Changes) == 0 {
			return s.bad(at, fault.Say("scenario %q changes nothing", sc.Name),
				"List what changes under changes:, or leave the scenario out")
		}
		for k, c := range sc.Changes {
			if err := s.checkChange(fmt.Sprintf("%s.changes[%d]", at, k), c); err != nil {
				return err
			}
		}
	}
	for i, c := range s.Tariffs {
		at := fmt.Sprintf("$.tariffs[%d]", i)
		if c.TariffTo == nil {
			return s.bad(at, "a tariff in force needs tariff_to", "For instance tariff_to: 5%")
		}
		if err := s.checkChange(at, c); err != nil {
			return err
		}
	}
	for _, o := range []struct {
		field, value string
		known        []string
	}{{"deficits", s.Deficits, []string{"held", "purged", "scaled"}},
		{"shares", s.Shares, []string{"pooled", "use-specific"}}, {"specific_to", s.SpecificTo, markets}} {
		if o.value != "" && !slices.Contains(o.known, o.value) {
			return s.bad("$."+o.field, fault.Say("%s cannot be %q", o.field, o.value),
				fault.Say("It takes %s", strings.Join(o.known, ", ")))
		}
	}
	return nil
}

// yearOfDays is the most that days at or of a border can be.
const yearOfDays = 365

func (s *File) checkChange(at string, c Change) error {
	for _, list := range []struct {
		field string
		names Texts
	}{{"exporter", c.Exporter}, {"importer", c.Importer}, {"between", c.Between}, {"economy", c.Economy},
		{"industry", c.Industry}} {
		if list.names != nil && len(list.names) == 0 {
			return s.bad(at+"."+list.field, fault.Say("%s is an empty list and selects nothing", list.field),
				"Name some, or leave it out for all")
		}
	}
	links := c.Iceberg != nil || c.TariffTo != nil || c.TariffBy != nil || c.Days != nil || c.ContainerCost != nil ||
		c.Available != nil || c.ClosedDays != nil || c.Qualified != nil
	switch {
	case !links && c.Productivity == nil:
		return s.bad(at, "this change changes nothing",
			"Give it one of iceberg, tariff_to, tariff_by, days, container_cost, available, closed_days, qualified, "+
				"productivity")
	case c.Productivity != nil && (links || c.Exporter != nil || c.Importer != nil || c.Between != nil):
		return s.bad(at, "productivity belongs to sectors, not to links",
			"Give it a change of its own, with economy and industry")
	case links && c.Economy != nil:
		return s.bad(at+".economy", "a change to links names exporter, importer or between, not economy", "")
	case c.Between != nil && (c.Exporter != nil || c.Importer != nil):
		return s.bad(at+".between", "between stands for exporter and importer together", "Use one or the other")
	case c.TariffTo != nil && c.TariffBy != nil:
		return s.bad(at, "a tariff either goes to a level or changes by an amount",
			"Keep one of tariff_to and tariff_by")
	case c.Use != nil && c.TariffTo == nil:
		return s.bad(at+".use", "use is the share of trade, 0 to 100%, that claims a preference given by tariff_to", "")
	case c.ClosedDays != nil && !(*c.ClosedDays >= 0 && *c.ClosedDays <= yearOfDays):
		return s.bad(at+".closed_days", fault.Say("closed_days are days of a year, 0 to %d", yearOfDays), "")
	case c.Days != nil && !(math.Abs(*c.Days) <= yearOfDays):
		return s.bad(at+".days",
			fault.Say("days are added to or taken from procedures at a border, %d at most, not %g", yearOfDays, *c.Days), "")
	case c.TariffTo != nil && !(*c.TariffTo >= 0 && *c.TariffTo <= share.MostTariff):
		return s.bad(at+".tariff_to",
			fault.Say("a tariff is between 0 and %s of the value of goods, not %s", share.Format(share.MostTariff),
				share.Format(float64(*c.TariffTo))), "")
	case c.TariffBy != nil && !(math.Abs(float64(*c.TariffBy)) <= share.MostTariff):
		return s.bad(at+".tariff_by",
			fault.Say("a tariff changes by %s of the value of goods at most, not %s", share.Format(share.MostTariff),
				share.Format(float64(*c.TariffBy))), "")
	case c.Iceberg != nil && *c.Iceberg <= -1:
		return s.bad(at+".iceberg", "a delivery cost cannot fall by all of itself", "")
	}
	return nil
}

// bad is an error of kind Invalid at a path of the file.
func (s *File) bad(at, what, fix string) error {
	return &fault.Error{Kind: fault.Invalid, Where: s.where(at), What: what, Fix: fix}
}

// where names the line of a path such as $.scenarios[0].name.
func (s *File) where(at string) string {
	if s.text == nil {
		return s.Called
	}
	var path []any
	for _, step := range strings.Split(strings.TrimPrefix(strings.TrimPrefix(at, "$"), "."), ".") {
		field, entry, counted := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		path = append(path, field)
		if counted {
			n := 0
			fmt.Sscan(entry, &n)
			path = append(path, n)
		}
	}
	return s.text.Where(path...)
}
