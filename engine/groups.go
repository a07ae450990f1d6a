package engine

import (
	"strings"

	"ikat/fault"
	"ikat/leontief"
)

// Group is a set of economies taken as one.
type Group = leontief.Group

// Basis is what value added is.
type Basis = leontief.Basis

// Options are the choices with which a table becomes a system.
type Options = leontief.Options

// ParseGroups reads groups written as NAME=CODE,CODE.
//
// Error: fault.Invalid for what is not of that form.
func ParseGroups(list []string) ([]Group, error) {
	var out []Group
	for _, g := range list {
		name, members, ok := strings.Cut(g, "=")
		if !ok || name == "" || members == "" {
			return nil, &fault.Error{Kind: fault.Invalid, Where: "--group " + g, What: "it is not of the form NAME=CODE,CODE", Fix: "For instance --group ASEAN=IDN,MYS,THA"}
		}
		out = append(out, Group{Code: name, Members: strings.Split(members, ",")})
	}
	return out, nil
}

// ParseBasis reads what value added is; "" is the residual.
//
// Error: fault.Invalid for anything but residual and reported.
func ParseBasis(s string) (Basis, error) {
	switch basis := Basis(s); basis {
	case "", leontief.Residual:
		return leontief.Residual, nil
	case leontief.Reported:
		return basis, nil
	}
	return "", &fault.Error{Kind: fault.Invalid, Where: "--value-added", What: "it cannot be \"" + s + "\"", Fix: "It takes residual or reported"}
}
