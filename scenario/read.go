package scenario

import (
	"regexp"
	"slices"
	"strings"

	"ikat/elasticity"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/yamltext"
)

const help = "docs/methods/simulate.md shows a scenario and lists every field"

// Read reads a scenario file; name is what messages call it.
//
// Error: fault.Unreadable for what is not YAML; fault.Invalid for a field that does not exist or has no sense, with the
// line.
func Read(name string, data []byte) (*File, error) {
	text, err := yamltext.Read(name, help, data)
	if err != nil {
		return nil, err
	}
	return decode(name, text)
}

func decode(name string, text *yamltext.Document) (*File, error) {
	s := &File{Called: name, text: text}
	if err := text.Into(s); err != nil {
		return nil, err
	}
	return s, s.check()
}

// Most of what scenarios that come over a network may ask for: one text must not occupy the machine.
const (
	MostText      = 32 << 10 // bytes
	MostChanges   = 500      // in all scenarios, and as many tariffs in force
	MostSolutions = 400      // of the model
)

// ReadRemote reads scenarios that come over a network. They may name the tables at hand, those that can be made when
// asked for by name (made), and published or uniform elasticities, but no file of this machine, and are limited in what
// they ask for: how many solutions is counted as they would be solved.
//
// Error: as Read; fault.Excessive for what asks for too much; fault.Invalid and NotFound for what names a file.
func ReadRemote(name string, data []byte, tables []icio.Entry, made func(ref string) bool) (*File, error) {
	excess := func(where, what string, most int) error {
		return &fault.Error{Kind: fault.Excessive, Where: where,
			What: fault.Say("%s, and this server takes %d at most", fault.Word(what), most),
			Fix:  "Split it, or ask on the command line, which has no limit: ikat simulate FILE"}
	}
	if len(data) > MostText {
		return nil, excess(name, fault.Say("it has %d bytes", len(data)), MostText)
	}
	text, err := yamltext.Read(name, help, data)
	if err != nil {
		return nil, err
	}
	changes := text.Len("tariffs")
	for i := range text.Len("scenarios") {
		changes += text.Len("scenarios", i, "changes")
	}
	if changes > MostChanges {
		return nil, excess(name, fault.Say("it has %d changes", changes), MostChanges)
	}
	s, err := decode(name, text)
	if err != nil {
		return nil, err
	}
	if n := s.Solutions(); n > MostSolutions {
		return nil, excess(name, fault.Say("it asks for %d solutions of the model", n), MostSolutions)
	}
	if err := knownElasticities(s.Elasticities); err != nil {
		return nil, err
	}
	return s, s.known(tables, made)
}

// named is how a table of a library is named.
var named = regexp.MustCompile(`^[A-Za-z0-9_-]+/[0-9]{1,4}$`)

// known checks that a table which scenarios name is at hand.
func (s *File) known(tables []icio.Entry, made func(ref string) bool) error {
	if s.Table == "" {
		return nil
	}
	var refs []string
	for _, t := range tables {
		refs = append(refs, t.Ref())
	}
	if slices.Contains(refs, s.Table) {
		return nil
	}
	if !named.MatchString(s.Table) {
		return &fault.Error{Kind: fault.Invalid, Where: s.where("$.table"),
			What: fault.Say("%q is no table: write NAME/YEAR", s.Table), Fix: "ikat tables lists the tables at hand"}
	}
	if made(s.Table) {
		return nil
	}
	return &fault.Error{Kind: fault.NotFound, Where: s.where("$.table"),
		What: fault.Say("there is no table %q", s.Table),
		Why:  "Scenarios that come over a network may name only tables at hand",
		Fix:  fault.Suggest(s.Table, refs, "ikat tables lists them")}
}

// knownElasticities checks that elasticity sets are published or uniform ones, for questions that come over a network.
//
// Error: fault.Invalid for what could be the path of a file.
func knownElasticities(sets []string) error {
	for _, set := range sets {
		if !elasticity.Carried(set) {
			return &fault.Error{Kind: fault.Invalid, Where: fault.Say("elasticities %s", set),
				What: "over a network no file of elasticities is read",
				Fix: fault.Say("Name %s or a number; files can be named on the command line only",
					strings.Join(elasticity.Names(), ", "))}
		}
	}
	return nil
}
