package scenario

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/isic"
)

// Fits checks that a table has every economy and industry that the scenarios name.
//
// Error: fault.NotFound or Invalid with the line.
func (s *File) Fits(t *icio.Table) error {
	names := &counterfactual.Baseline{Economies: t.Economies, Industries: t.Industries}
	for i, c := range s.Tariffs {
		if _, err := s.Select(names, fmt.Sprintf("$.tariffs[%d]", i), c); err != nil {
			return err
		}
	}
	for i := range s.Scenarios {
		changes, at := s.changes(i)
		for k, c := range changes {
			if _, err := s.Select(names, at[k], c); err != nil {
				return err
			}
		}
	}
	return nil
}

// Selection says which links or sectors a change touches.
type Selection struct{ exporter, importer, industry []bool }

// Select finds what a change touches among the economies and industries of a baseline; at is its path in the file.
//
// Error: fault.NotFound or Invalid with the line.
func (s *File) Select(b *counterfactual.Baseline, at string, c Change) (Selection, error) {
	var sel Selection
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

// EachLink calls f for the international links of a selection.
func (sel Selection) EachLink(b *counterfactual.Baseline, f func(link int)) {
	for j := range b.N() {
		for n := range b.G() {
			for e := range b.G() {
				if n != e && sel.industry[j] && sel.importer[n] && sel.exporter[e] {
					f(b.Link(j, n, e))
				}
			}
		}
	}
}

// industryGroups are the names that stand for several industries.
func industryGroups(codes []string) map[string][]string {
	g := map[string][]string{"goods": {}, "services": {}}
	for _, in := range isic.Read(codes) {
		switch {
		case in.IsGoods():
			g["goods"] = append(g["goods"], in.Code)
		case in.Parts != nil:
			g["services"] = append(g["services"], in.Code)
		}
	}
	return g
}

// match marks the codes that a list of codes, groups and wildcards names; a name after ! is taken out, and no list at
// all names them all.
func (s *File) match(at string, names []string, codes []string, groups map[string][]string,
	what string) ([]bool, error) {
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
			return nil, &fault.Error{Kind: fault.NotFound, Where: s.where(at),
				What: fmt.Sprintf("the table has no %s %q", what, pattern),
				Fix:  fault.Suggest(pattern, known, "It has "+strings.Join(codes, " "))}
		}
	}
	return out, nil
}
