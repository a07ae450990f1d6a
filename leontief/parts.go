package leontief

import (
	"slices"
	"strings"

	"ikat/fault"
	"ikat/icio"
)

// Names are what a system's parts are called.
type Names struct {
	Parts []Part
	Table icio.Names
}

// Names returns what the system's parts are called.
func (s *System) Names() Names { return Names{Parts: s.Parts, Table: s.Table.Names()} }

// Find returns the code of the part that a text means, as Names.Find.
func (s *System) Find(text string) (string, error) { return s.Names().Find(text) }

// Find returns the code of the part that a text means: a group by its name, an economy in any spelling that icio.Names
// takes.
//
// Error: what the table's names say; fault.Invalid for an economy inside a group, naming it.
func (n Names) Find(text string) (string, error) {
	want := strings.TrimSpace(text)
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for _, p := range n.Parts {
			if same(p.Code, want) {
				return p.Code, nil
			}
		}
	}
	code, err := n.Table.Find(want)
	if err != nil {
		return "", err
	}
	for _, p := range n.Parts {
		if p.Code == code {
			return code, nil
		}
		if slices.Contains(p.Members, code) {
			return "", &fault.Error{Kind: fault.Invalid, Where: want, What: fault.Say("%s is in group %s", code, p.Code),
				Fix: fault.Say("Ask for %s, or leave %s out of it", p.Code, code)}
		}
	}
	return code, nil
}

// partition orders the sectors so that each group's are contiguous: groups stand where their first member stood.
func partition(t *icio.Table, groups []Group) ([]Part, []int, error) {
	known, of, err := settle(t, groups)
	if err != nil {
		return nil, nil, err
	}
	var parts []Part
	order := make([]int, 0, t.Sectors())
	done := make([]bool, len(known))
	add := func(p Part) {
		p.Lo = len(order)
		for _, m := range p.Members {
			e, _ := t.Economy(m)
			for i := e * t.N(); i < (e+1)*t.N(); i++ {
				order = append(order, i)
			}
		}
		p.Hi = len(order)
		parts = append(parts, p)
	}
	for _, e := range t.Economies {
		g, grouped := of[e]
		switch {
		case !grouped:
			add(Part{Code: e, Members: []string{e}})
		case !done[g]:
			done[g] = true
			add(known[g])
		}
	}
	return parts, order, nil
}

// settle finds the groups' members in the table: the parts they make, and the group of each economy that is in one.
func settle(t *icio.Table, groups []Group) ([]Part, map[string]int, error) {
	var parts []Part
	of := map[string]int{}
	for g, gr := range groups {
		p, err := membersOf(t, gr)
		if err != nil {
			return nil, nil, err
		}
		for _, other := range parts {
			if strings.EqualFold(other.Code, p.Code) { // names are read in any case
				return nil, nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("group %s", p.Code), What: "it is given twice",
					Why: "Two rows of a result would have one name", Fix: "Give all its members at once, or another name"}
			}
		}
		for _, m := range p.Members {
			if h, ok := of[m]; ok {
				return nil, nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("group %s", p.Code),
					What: fault.Say("%s is already in group %s", m, parts[h].Code),
					Why:  "Its exports would be counted twice"}
			}
			of[m] = g
		}
		parts = append(parts, p)
	}
	for g, p := range parts {
		at := slices.IndexFunc(t.Economies, func(code string) bool { return strings.EqualFold(code, p.Code) })
		if at < 0 {
			continue
		}
		if in, ok := of[t.Economies[at]]; !ok || in != g {
			return nil, nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("group %s", p.Code),
				What: "the table has an economy of that name, and it is not in the group",
				Fix:  "Choose another name for the group"}
		}
	}
	return parts, of, nil
}

// membersOf returns a group as a part without its place.
func membersOf(t *icio.Table, g Group) (Part, error) {
	if len(g.Members) == 0 {
		return ready(t, g.Code)
	}
	p := Part{Code: g.Code}
	for _, m := range g.Members {
		code, err := t.Find(m)
		if err != nil {
			return Part{}, located(err, "group "+g.Code)
		}
		if !slices.Contains(p.Members, code) {
			p.Members = append(p.Members, code)
		}
	}
	return p, nil
}

// located says of an error where it happened.
func located(err error, where string) error {
	f, ok := err.(*fault.Error)
	if !ok {
		return err
	}
	out := *f
	out.Where = where + ", " + f.Where
	return &out
}

// ready returns a group that package economies knows, as it stood in the table's year or in the one named.
func ready(t *icio.Table, name string) (Part, error) {
	g, err := t.ReadyGroup(name)
	if err != nil {
		return Part{}, located(err, "group "+name)
	}
	if len(g.Members) == 0 {
		return Part{}, g.Empty(t)
	}
	return Part{Code: g.Code, Members: g.Members, Absent: g.Absent, Today: g.Today}, nil
}
