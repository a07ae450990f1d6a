package engine

import (
	"errors"
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"ikat/border"
	"ikat/chain"
	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
)

// Scenarios is a scenario file: what is assumed of the world, and what changes in it. docs/methods/simulate.md explains
// every field.
type Scenarios struct {
	Title        string              `yaml:"title"`
	Table        string              `yaml:"table"`
	Elasticities Texts               `yaml:"elasticities"`
	Deficits     string              `yaml:"deficits"`
	Shares       string              `yaml:"shares"`
	DayCost      Fractions           `yaml:"day_cost"`
	Container    float64             `yaml:"container_value"`
	Groups       map[string][]string `yaml:"groups"`
	Tariffs      []Change            `yaml:"tariffs"`
	Scenarios    []Scenario          `yaml:"scenarios"`
	Statistics   []string            `yaml:"-"` // files of firm-size statistics, for the level sme

	name    string
	file    *ast.File
	borders *chain.Borders // what borders cost; nil for what the border table at hand says
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

	Iceberg       *Fraction `yaml:"iceberg,omitempty"`
	TariffTo      *Fraction `yaml:"tariff_to,omitempty"`
	TariffBy      *Fraction `yaml:"tariff_by,omitempty"`
	Use           *Fraction `yaml:"use,omitempty"`
	Days          *float64  `yaml:"days,omitempty"`
	ContainerCost *float64  `yaml:"container_cost,omitempty"`
	Available     *Fraction `yaml:"available,omitempty"`
	ClosedDays    *float64  `yaml:"closed_days,omitempty"`
	Productivity  *Fraction `yaml:"productivity,omitempty"`
}

// Fraction is a number that may be written as a percentage: 5% or 0.05.
type Fraction float64

// UnmarshalYAML reads 5%, -5 % or 0.05.
func (f *Fraction) UnmarshalYAML(b []byte) error {
	v, err := fraction(strings.Trim(strings.TrimSpace(string(b)), `"'`))
	*f = Fraction(v)
	return err
}

func fraction(s string) (float64, error) {
	number, percent := strings.CutSuffix(s, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("%q is not a number or a percentage", s)
	}
	if percent {
		v /= 100
	}
	return v, nil
}

// Texts is one text or a list of them.
type Texts []string

// UnmarshalYAML reads a text or a list.
func (t *Texts) UnmarshalYAML(unmarshal func(any) error) error {
	var list []string
	if unmarshal(&list) == nil {
		*t = list
		return nil
	}
	var one string
	if err := unmarshal(&one); err != nil {
		return err
	}
	*t = Texts{one}
	return nil
}

// Fractions is one fraction or a list of them.
type Fractions []float64

// UnmarshalYAML reads a fraction or a list.
func (f *Fractions) UnmarshalYAML(unmarshal func(any) error) error {
	var list Texts
	if err := list.UnmarshalYAML(unmarshal); err != nil {
		return err
	}
	*f = nil
	for _, s := range list {
		v, err := fraction(s)
		if err != nil {
			return err
		}
		*f = append(*f, v)
	}
	return nil
}

// Solutions is how often the model is solved for the scenarios: once for each elasticity set and, where days at borders change,
// each cost of a day.
func (s *Scenarios) Solutions() int { return len(s.Scenarios) * len(s.variants()) }

// variants are the cases under which every scenario is solved: the first is the central one.
func (s *Scenarios) variants() []counterfactual.Variant {
	sets, days := s.Elasticities, s.DayCost
	if sets == nil {
		sets = UsualElasticities
	}
	if days == nil {
		days = dayCosts
	}
	if !s.usesDays() {
		days = days[:1]
	}
	var out []counterfactual.Variant
	for _, set := range sets {
		for _, d := range days {
			out = append(out, counterfactual.Variant{Elasticities: set, DayCost: d})
		}
	}
	return out
}

// ReadScenarios reads a scenario file.
//
// Error: fault.Unreadable for what is not YAML, fault.Invalid for a field that does not exist or has no sense, and for names that
// stand for parts of the file, with the line.
func ReadScenarios(name string, data []byte) (*Scenarios, error) {
	if err := plain(name, string(data)); err != nil {
		return nil, err
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, yamlError(name, fault.Unreadable, err)
	}
	s := &Scenarios{name: name, file: file}
	if err := decodeYAML(data, s); err != nil {
		return nil, yamlError(name, fault.Invalid, err)
	}
	return s, s.check()
}

// yamlError turns the library's error, whose first line is "[line:column] what", into a fault.
func yamlError(name string, kind fault.Kind, err error) error {
	where, what := name, strings.SplitN(err.Error(), "\n", 2)[0]
	if rest, ok := strings.CutPrefix(what, "["); ok {
		if at, text, ok := strings.Cut(rest, "] "); ok {
			line, _, _ := strings.Cut(at, ":")
			where, what = name+", line "+line, text
		}
	}
	what = strings.ReplaceAll(what, `unknown field`, `there is no field`)
	return &fault.Error{Kind: kind, Where: where, What: what, Fix: "ikat simulate --help shows a scenario; docs/methods/simulate.md lists every field", Err: err}
}

func (s *Scenarios) check() error {
	if len(s.Scenarios) == 0 {
		return s.bad("$", "it has no scenarios", "List them under scenarios:, each with a name and changes")
	}
	seen := map[string]bool{}
	for i, sc := range s.Scenarios {
		at := fmt.Sprintf("$.scenarios[%d]", i)
		if sc.Name == "" {
			return s.bad(at, "a scenario has no name", "Give it one: results are keyed by it")
		}
		if seen[sc.Name] {
			return s.bad(at+".name", fmt.Sprintf("there are two scenarios %q", sc.Name), "Results are keyed by name; make it unique")
		}
		if sc.After != "" && !seen[sc.After] {
			return s.bad(at+".after", fmt.Sprintf("no scenario before this one is called %q", sc.After), "")
		}
		seen[sc.Name] = true
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
	}{{"deficits", s.Deficits, []string{"held", "purged", "scaled"}}, {"shares", s.Shares, []string{"pooled", "use-specific"}}} {
		if o.value != "" && !has(o.known, o.value) {
			return s.bad("$."+o.field, fmt.Sprintf("%s cannot be %q", o.field, o.value), "It takes "+strings.Join(o.known, ", "))
		}
	}
	return nil
}

func (s *Scenarios) checkChange(at string, c Change) error {
	links := c.Iceberg != nil || c.TariffTo != nil || c.TariffBy != nil || c.Days != nil || c.ContainerCost != nil || c.Available != nil || c.ClosedDays != nil
	switch {
	case !links && c.Productivity == nil:
		return s.bad(at, "this change changes nothing", "Give it one of iceberg, tariff_to, tariff_by, days, container_cost, available, closed_days, productivity")
	case c.Productivity != nil && (links || c.Exporter != nil || c.Importer != nil || c.Between != nil):
		return s.bad(at, "productivity belongs to sectors, not to links", "Give it a change of its own, with economy and industry")
	case links && c.Economy != nil:
		return s.bad(at+".economy", "a change to links names exporter, importer or between, not economy", "")
	case c.Between != nil && (c.Exporter != nil || c.Importer != nil):
		return s.bad(at+".between", "between stands for exporter and importer together", "Use one or the other")
	case c.TariffTo != nil && c.TariffBy != nil:
		return s.bad(at, "a tariff either goes to a level or changes by an amount", "Keep one of tariff_to and tariff_by")
	case c.Use != nil && (c.TariffTo == nil || *c.Use < 0 || *c.Use > 1):
		return s.bad(at+".use", "use is the share of trade, 0 to 100%, that claims a preference given by tariff_to", "")
	case c.Available != nil && *c.Available < 0:
		return s.bad(at+".available", "available is the share of the supply that is left, 0 to 100%", "")
	case c.ClosedDays != nil && (*c.ClosedDays < 0 || *c.ClosedDays > 365):
		return s.bad(at+".closed_days", "closed_days are days of a year, 0 to 365", "")
	case c.Iceberg != nil && *c.Iceberg <= -1:
		return s.bad(at+".iceberg", "a delivery cost cannot fall by all of itself", "")
	}
	return nil
}

// Fits checks that a table has every economy and industry that the scenarios name.
//
// Error: fault.NotFound or Invalid with the line.
func (s *Scenarios) Fits(t *icio.Table) error {
	names := &counterfactual.Baseline{Economies: t.Economies, Industries: t.Industries}
	for i, c := range s.Tariffs {
		if _, err := s.selection(names, fmt.Sprintf("$.tariffs[%d]", i), c); err != nil {
			return err
		}
	}
	for i := range s.Scenarios {
		changes, at := s.changes(i)
		for k, c := range changes {
			if _, err := s.selection(names, at[k], c); err != nil {
				return err
			}
		}
	}
	return nil
}

// bad is an error of kind Invalid at a path of the file.
func (s *Scenarios) bad(at, what, fix string) error {
	return &fault.Error{Kind: fault.Invalid, Where: s.where(at), What: what, Fix: fix}
}

// where names the line of a path.
func (s *Scenarios) where(at string) string {
	p, err := yaml.PathString(at)
	if err == nil && s.file != nil {
		if n, err := p.FilterFile(s.file); err == nil && n.GetToken() != nil {
			return fmt.Sprintf("%s, line %d", s.name, n.GetToken().Position.Line)
		}
	}
	return s.name
}

// selection says which links or sectors a change touches.
type selection struct{ exporter, importer, industry []bool }

func (s *Scenarios) selection(b *counterfactual.Baseline, at string, c Change) (selection, error) {
	var sel selection
	var err error
	exporter, importer := c.Exporter, c.Importer
	what := [2]string{"exporter", "importer"}
	switch {
	case c.Between != nil:
		exporter, importer, what = c.Between, c.Between, [2]string{"between", "between"}
	case c.Economy != nil:
		exporter, what[0] = c.Economy, "economy"
	}
	if sel.exporter, err = s.match(at+"."+what[0], exporter, b.Economies, s.Groups, "economy"); err != nil {
		return sel, err
	}
	if sel.importer, err = s.match(at+"."+what[1], importer, b.Economies, s.Groups, "economy"); err != nil {
		return sel, err
	}
	sel.industry, err = s.match(at+".industry", c.Industry, b.Industries, industryGroups(b.Industries), "industry")
	return sel, err
}

// industryGroups are the names that stand for several industries.
func industryGroups(codes []string) map[string][]string {
	g := map[string][]string{"goods": {}, "services": {}}
	for _, c := range codes {
		if border.IsGood(c) {
			g["goods"] = append(g["goods"], c)
		} else {
			g["services"] = append(g["services"], c)
		}
	}
	return g
}

// match marks the codes that a list of codes, groups and wildcards names; a name after ! is taken out, and no list at all
// names them all.
func (s *Scenarios) match(at string, names []string, codes []string, groups map[string][]string, what string) ([]bool, error) {
	out := make([]bool, len(codes))
	if len(names) == 0 || strings.HasPrefix(names[0], "!") {
		names = append([]string{"*"}, names...)
	}
	for _, name := range names {
		pattern, without := strings.CutPrefix(name, "!")
		members, grouped := groups[pattern]
		if !grouped {
			members = []string{pattern}
		}
		found := false
		for _, m := range members {
			if code, err := (icio.Names{Codes: codes}).Find(m); what == "economy" && err == nil {
				m = code
			}
			for i, c := range codes {
				if ok, err := path.Match(m, c); ok && err == nil {
					out[i], found = !without, true
				} else if errors.Is(err, path.ErrBadPattern) {
					return nil, s.bad(at, fmt.Sprintf("%q is not a pattern", m), "* stands for any letters, ? for one")
				}
			}
		}
		if !found {
			known := append([]string(nil), codes...)
			for g := range groups {
				known = append(known, g)
			}
			return nil, &fault.Error{Kind: fault.NotFound, Where: s.where(at), What: fmt.Sprintf("the table has no %s %q", what, pattern),
				Fix: fault.Suggest(pattern, known, "It has "+strings.Join(codes, " "))}
		}
	}
	return out, nil
}
