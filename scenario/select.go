package scenario

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/isic"
)

// Fits checks that a table has every economy and industry that the scenarios name, and the economies' firms every
// class.
//
// Error: fault.NotFound or Invalid with the line.
func (s *File) Fits(t *icio.Table) error {
	s, _, err := s.InTable(t)
	if err != nil {
		return err
	}
	_, err = s.Divided(&counterfactual.Baseline{Economies: t.Economies, Industries: t.Industries, Called: t.IndustryNames})
	return err
}

// Divided lists the economies whose firms the scenarios name by class, by their number, in order. What is named by a
// wildcard, as in */sme, is every economy of which classes are known; known says of which these are.
//
// Error: as Fits.
func (s *File) Divided(names *counterfactual.Baseline, known ...int) ([]int, error) {
	for i, c := range s.Tariffs {
		at := fmt.Sprintf("$.tariffs[%d]", i)
		if c.namesClass() {
			return nil, s.bad(at, "a tariff in force is that of an economy, whoever sells or buys",
				"Name economies, without a class of firms")
		}
		if _, err := s.Select(names, at, c); err != nil {
			return nil, err
		}
	}
	found := map[int]bool{}
	for _, c := range s.Classes {
		code, err := (icio.Names{Codes: names.Economies}).Find(c.Economy)
		if err != nil {
			return nil, err
		}
		found[slices.Index(names.Economies, code)] = true
	}
	for i := range s.Scenarios {
		changes, at := s.changes(i)
		for k, c := range changes {
			sel, err := s.Select(names, at[k], c)
			if err != nil {
				return nil, err
			}
			for n, exact := range sel.divided {
				if exact || slices.Contains(known, n) {
					found[n] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// Selection says which links or producers a change touches.
type Selection struct {
	supplier, door, industry []bool

	named   []bool       // doors that were named by their class
	seller  bool         // sellers were named
	between bool         // both sides were named together
	divided map[int]bool // economies named by class: whether by their own name, not by a wildcard
}

// Select finds what a change touches among the economies, their classes of firms, and the industries of a baseline; at
// is its path in the file. An economy that is not divided has no class to touch.
//
// Error: fault.NotFound or Invalid with the line.
func (s *File) Select(b *counterfactual.Baseline, at string, c Change) (Selection, error) {
	sel := Selection{seller: len(c.Exporter) > 0 || c.Between != nil, between: c.Between != nil,
		divided: map[int]bool{}}
	exporter, importer := c.Exporter, c.Importer
	what := [2]string{"exporter", "importer"}
	switch {
	case c.Between != nil:
		exporter, importer, what = c.Between, c.Between, [2]string{"between", "between"}
	case c.Economy != nil:
		exporter, what[0] = c.Economy, "economy"
	}
	sellers, buyers := endsOf(b)
	var err error
	if sel.supplier, _, err = s.ends(&sel, at+"."+what[0], exporter, b, sellers, sel.between); err != nil {
		return sel, err
	}
	if sel.door, sel.named, err = s.ends(&sel, at+"."+what[1], importer, b, buyers, true); err != nil {
		return sel, err
	}
	sel.industry, err = s.match(at+".industry", c.Industry, industriesOf(b))
	return sel, err
}

// EachLink calls f for the links of a selection: the international ones, and those at home to doors that were named,
// from sellers that were named. Trade between members of a list is not that of one with itself.
func (sel Selection) EachLink(b *counterfactual.Baseline, f func(link int)) {
	suppliers, doors := b.Suppliers(), b.Doors()
	for j := range b.N() {
		if !sel.industry[j] {
			continue
		}
		for d, door := range doors {
			for s, supplier := range suppliers {
				if !sel.door[d] || !sel.supplier[s] {
					continue
				}
				home := door.Economy == supplier.Economy
				if home && (!sel.seller || !sel.named[d] || sel.between && door.Class == supplier.Class) {
					continue
				}
				f(b.Link(j, d, s))
			}
		}
	}
}

// Has reports whether a link's industry and both its ends are named, at home or across a border.
func (sel Selection) Has(b *counterfactual.Baseline, link int) bool {
	j, d, s := b.Ends(link)
	return sel.industry[j] && sel.door[d] && sel.supplier[s]
}

// EachProducer calls f for the producers of a selection.
func (sel Selection) EachProducer(b *counterfactual.Baseline, f func(producer int)) {
	for s := range b.S() {
		for j := range b.N() {
			if sel.supplier[s] && sel.industry[j] {
				f(s*b.N() + j)
			}
		}
	}
}

// industryGroups are the names that stand for several industries.
func industryGroups(b *counterfactual.Baseline) map[string][]string {
	g := map[string][]string{"goods": {}, "services": {}}
	for _, in := range isic.ReadNamed(b.Industries, b.Called) {
		switch {
		case in.IsGoods():
			g["goods"] = append(g["goods"], in.Code)
		case in.Parts != nil:
			g["services"] = append(g["services"], in.Code)
		}
	}
	return g
}

// nameable are the economies or the industries that a list may name.
type nameable struct {
	what   string
	codes  []string
	groups map[string][]string
	find   func(text string) (code string, err error)
}

func industriesOf(b *counterfactual.Baseline) nameable {
	return nameable{"industry", b.Industries, industryGroups(b), isic.Labels{Codes: b.Industries, Names: b.Called}.Find}
}

func (s *File) economiesOf(b *counterfactual.Baseline) nameable {
	return nameable{"economy", b.Economies, s.economyGroups(), icio.Names{Codes: b.Economies}.Find}
}

// match marks the codes that a list of codes, names, groups and wildcards names; a name after ! is taken out, and no
// list at all names them all.
func (s *File) match(at string, names []string, of nameable) ([]bool, error) {
	out := make([]bool, len(of.codes))
	if len(names) == 0 || strings.HasPrefix(names[0], "!") {
		names = append([]string{"*"}, names...)
	}
	for _, name := range names {
		pattern, without := strings.CutPrefix(name, "!")
		members, grouped := of.groups[pattern]
		if !grouped {
			members = []string{pattern}
		}
		found := false
		for _, m := range members {
			if !strings.ContainsAny(m, "*?[") {
				if code, err := of.find(m); err == nil {
					m = code
				}
			}
			for i, c := range of.codes {
				if ok, err := path.Match(m, c); ok && err == nil {
					out[i], found = !without, true
				} else if errors.Is(err, path.ErrBadPattern) {
					return nil, s.bad(at, fault.Say("%q is not a pattern", m), "* stands for any letters, ? for one")
				}
			}
		}
		if !found {
			return nil, s.without(at, pattern, of)
		}
	}
	return out, nil
}

// without says that nothing is named so.
func (s *File) without(at, pattern string, of nameable) error {
	fix := fault.Say("It has %s", strings.Join(of.codes, " "))
	var near *fault.Error
	if _, err := of.find(pattern); errors.As(err, &near) {
		fix = near.Fix
	}
	return &fault.Error{Kind: fault.NotFound, Where: s.where(at),
		What: fault.Say("the table has no %s %q", fault.Word(of.what), pattern),
		Fix:  fault.Suggest(pattern, slices.Sorted(maps.Keys(of.groups)), fix)}
}
