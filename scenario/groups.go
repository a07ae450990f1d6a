package scenario

import (
	"maps"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/icio"
)

// InTable returns the scenarios with the ready groups that they name, such as ASEAN or RCEP/2023, as they stood in the
// table's year or in the one named. A group of the file's own and an economy of the table go before a ready group of
// the same name. lacking says of which groups the table has not all members.
//
// Error: fault.NotFound for a group of which the table has no member, or that had none in the year.
func (s *File) InTable(t *icio.Table) (in *File, lacking []icio.Ready, err error) {
	ready := map[string][]string{}
	for _, name := range s.economiesNamed() {
		name = strings.TrimPrefix(name, "!")
		if _, own := s.Groups[name]; own || ready[name] != nil || strings.ContainsAny(name, "*?[") {
			continue
		}
		code, after, _ := strings.Cut(name, apart)
		if !isYear(after) { // a class of firms
			name = code
		}
		if _, err := t.Find(code); err == nil || !economies.IsGroup(code) || ready[name] != nil {
			continue
		}
		g, err := t.ReadyGroup(name)
		if err != nil {
			return nil, nil, err
		}
		if len(g.Members) == 0 {
			return nil, nil, g.Empty(t)
		}
		ready[name] = g.Members
		if g.Today || len(g.Absent) > 0 {
			lacking = append(lacking, g)
		}
	}
	if len(ready) == 0 {
		return s, nil, nil
	}
	out := *s
	out.ready = ready
	return &out, lacking, nil
}

// isYear tells ASEAN/1998 from KOR/sme.
func isYear(text string) bool {
	return len(text) == 4 && strings.Trim(text, "0123456789") == ""
}

// economiesNamed lists what the scenarios call economies.
func (s *File) economiesNamed() (out []string) {
	changes := slices.Clone(s.Tariffs)
	for i := range s.Scenarios {
		changes = append(changes, s.Scenarios[i].Changes...)
	}
	for _, c := range changes {
		out = slices.Concat(out, c.Exporter, c.Importer, c.Between, c.Economy)
	}
	return out
}

// economyGroups are the file's groups and the ready ones it names.
func (s *File) economyGroups() map[string][]string {
	if len(s.ready) == 0 {
		return s.Groups
	}
	out := maps.Clone(s.ready)
	maps.Copy(out, s.Groups)
	return out
}
