package engine

import (
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/leontief"
)

// Group is a set of economies taken as one.
type Group = leontief.Group

// Basis is what value added is.
type Basis = leontief.Basis

// Options are the choices with which a table becomes a system.
type Options = leontief.Options

// ParseGroups reads groups written as NAME=CODE,CODE, or by the name of one that ikat knows: ASEAN, RCEP/2024.
//
// Error: fault.Invalid for what is neither.
func ParseGroups(list []string) ([]Group, error) {
	var out []Group
	for _, g := range list {
		name, members, ok := strings.Cut(g, "=")
		if base, _, _ := strings.Cut(g, "/"); !ok && economies.IsGroup(base) {
			out = append(out, Group{Code: g})
			continue
		}
		if !ok || name == "" || members == "" {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Param: "group",
				Where: g,
				What:  "it is neither of the form NAME=CODE,CODE nor a group that ikat knows",
				Fix:   fault.Say("For instance {group=MINE=IDN,MYS,THA}, or one of %s", strings.Join(economies.Groups(), ", ")),
			}
		}
		out = append(out, Group{Code: name, Members: economies.List(members)})
	}
	return out, nil
}
