package engine

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"ikat/elasticity"
	"ikat/fault"
)

// MarshalYAML writes 5% rather than 0.05, where that reads back as the same number.
func (f Fraction) MarshalYAML() (any, error) {
	if s := strconv.FormatFloat(100*float64(f), 'f', -1, 64) + "%"; len(s) < 12 {
		if v, err := fraction(s); err == nil && v == float64(f) {
			return s, nil
		}
	}
	return float64(f), nil
}

// MarshalYAML writes one text without the brackets of a list.
func (t Texts) MarshalYAML() (any, error) {
	if len(t) == 1 {
		return t[0], nil
	}
	return []string(t), nil
}

// MarshalYAML writes shares as percentages.
func (f Fractions) MarshalYAML() (any, error) {
	out := make([]Fraction, len(f))
	for i, v := range f {
		out[i] = Fraction(v)
	}
	return out, nil
}

// YAML writes the scenarios as a file that reads back as the same, a change a line.
func (s *Scenarios) YAML() (string, error) {
	var b strings.Builder
	var failed error
	flow := func(v any) string {
		text, err := yaml.MarshalWithOptions(v, yaml.Flow(true))
		if err != nil {
			failed = &fault.Error{Kind: fault.Invalid, Where: s.name, What: "the scenarios cannot be written: " + err.Error(), Err: err}
		}
		return strings.TrimSpace(string(text))
	}
	field := func(name string, v any, given bool) {
		if given {
			fmt.Fprintf(&b, "%s: %s\n", name, flow(v))
		}
	}
	field("title", s.Title, s.Title != "")
	field("table", s.Table, s.Table != "")
	field("elasticities", s.Elasticities, s.Elasticities != nil)
	field("deficits", s.Deficits, s.Deficits != "")
	field("shares", s.Shares, s.Shares != "")
	field("day_cost", s.DayCost, s.DayCost != nil)
	field("container_value", s.Container, s.Container != 0)
	list := func(indent string, changes []Change) {
		for _, c := range changes {
			b.WriteString(indent + "- " + flow(c) + "\n")
		}
	}
	if len(s.Groups) > 0 {
		b.WriteString("groups:\n")
		for _, name := range slices.Sorted(maps.Keys(s.Groups)) {
			fmt.Fprintf(&b, "  %s: %s\n", flow(name), flow(s.Groups[name]))
		}
	}
	if len(s.Tariffs) > 0 {
		b.WriteString("tariffs:\n")
		list("  ", s.Tariffs)
	}
	b.WriteString("scenarios:\n")
	for _, sc := range s.Scenarios {
		b.WriteString("  - name: " + flow(sc.Name) + "\n")
		if sc.After != "" {
			b.WriteString("    after: " + flow(sc.After) + "\n")
		}
		if len(sc.Changes) > 0 {
			b.WriteString("    changes:\n")
			list("      ", sc.Changes)
		}
	}
	return b.String(), failed
}

// Most of what scenarios that come over a network may ask for: one text must not occupy the machine.
const (
	mostText      = 16 << 10 // reading takes longer than in proportion to the text
	mostVariants  = 10
)

// ReadRemoteScenarios reads scenarios that come over a network. They may name tables of a library and published or uniform
// elasticities, but no file of this machine, and are limited in number.
//
// Error: as ReadScenarios, and fault.Invalid for what names a file or asks for too much.
func (e *Engine) ReadRemoteScenarios(name, text string) (*Scenarios, error) {
	invalid := func(where, what, fix string) error {
		return &fault.Error{Kind: fault.Invalid, Where: where, What: what, Fix: fix}
	}
	if len(text) > mostText {
		return nil, invalid(name, fmt.Sprintf("it has %d bytes, and %d are the most that are read here", len(text), mostText), "Run it on the command line: ikat simulate FILE")
	}
	s, err := ReadScenarios(name, []byte(text))
	if err != nil {
		return nil, err
	}
	if err := KnownElasticities(s.Elasticities); err != nil {
		return nil, err
	}
	if s.Table != "" {
		entries, err := e.Tables()
		if err != nil {
			return nil, err
		}
		var known []string
		for _, t := range entries {
			known = append(known, t.Ref())
		}
		if !has(known, s.Table) {
			return nil, &fault.Error{Kind: fault.NotFound, Where: s.where("$.table"), What: fmt.Sprintf("there is no table %q", s.Table), Why: "Scenarios that come over a network may name only tables at hand",
				Fix: fault.Suggest(s.Table, known, "ikat tables lists them")}
		}
	}
	return s, nil
}

// mostDepth is how deeply lists and maps may be nested; scenarios need half of it.
const mostDepth = 8

// plain checks that a text has no names that stand for other parts of it, which can make a short text endless, and no deep
// nesting.
func plain(name, text string) error {
	depth, line, items := 0, 0, 0
	for _, t := range lexer.Tokenize(text) {
		what, fix := "", ""
		if t.Position.Line != line {
			line, items = t.Position.Line, 0
		}
		switch t.Type {
		case token.SequenceEntryType, token.MappingKeyType:
			if items++; items > mostDepth {
				what = "its lists are nested too deeply"
			}
		case token.AnchorType, token.AliasType:
			what, fix = "names for parts of the file (&name, *name) are not read here", `Write a pattern in quotes: "*"`
		case token.SequenceStartType, token.MappingStartType:
			if depth++; depth > mostDepth {
				what = "its brackets are nested too deeply"
			}
		case token.SequenceEndType, token.MappingEndType:
			depth--
		}
		if what != "" {
			return &fault.Error{Kind: fault.Invalid, Where: fmt.Sprintf("%s, line %d", name, t.Position.Line), What: what, Fix: fix}
		}
	}
	return nil
}

// KnownElasticities checks that elasticity sets are published or uniform ones, for questions that come over a network.
//
// Error: fault.Invalid for what could be the path of a file.
func KnownElasticities(sets []string) error {
	if len(sets) > mostVariants {
		return &fault.Error{Kind: fault.Invalid, Where: "elasticities", What: fmt.Sprintf("%d sets are given, and %d are the most that are solved here", len(sets), mostVariants), Fix: "Keep fewer of them"}
	}
	for _, set := range sets {
		_, known := elasticity.Find(set)
		if _, err := strconv.ParseFloat(set, 64); err != nil && !known {
			return &fault.Error{Kind: fault.Invalid, Where: "elasticities " + set, What: "over a network no file of elasticities is read", Fix: "Name " + strings.Join(elasticity.Names(), ", ") + " or a number"}
		}
	}
	return nil
}
