package engine

import (
	"ikat/economies"
	"ikat/icio"
	"ikat/leontief"
	"slices"
)

// EconomyName returns the name of an economy of a table.
func EconomyName(t *icio.Table, code string) string { return t.EconomyName(code) }

// FindEach finds every one of some names.
func FindEach(names []string, find func(string) (string, error)) ([]string, error) {
	out := make([]string, len(names))
	for i, n := range names {
		var err error
		if out[i], err = find(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ProductName returns the name of a sector's product in English: its industry, of its economy.
func ProductName(s *leontief.System, j int) string {
	return s.Table.IndustryName(s.Industries[s.Industry[j]]) + " of " +
		economies.InPhrase(EconomyName(s.Table, s.Parts[s.PartOf(j)].Code))
}

// once leaves out what comes again.
func once(refs []string) []string {
	var out []string
	for _, r := range refs {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}
