package icio

import (
	"fmt"
	"slices"
	"strings"

	"ikat/fault"
)

// Mapping regroups a table. Each pair sends a code to a group; groups appear in the order of their first pair. A nil
// list keeps that dimension as it is.
type Mapping struct {
	Name       string // of the new table
	Economies  []Pair
	Industries []Pair
	Names      map[string]string // group -> name, optional
}

// Pair sends one code to its group.
type Pair struct{ Code, Group string }

// Aggregate returns the table regrouped by m: flows inside a group become its own flows. The receiver is unchanged, the
// step is appended to Derivation.
//
// Error: fault.Invalid if m misses a code of the table, names one it does not have, or sends one to two groups.
func (t *Table) Aggregate(m Mapping) (*Table, error) {
	m.Economies = t.canonicalPairs(m.Economies)
	eco, ecoGroups, err := m.index("economy", t.Economies, m.Economies)
	if err != nil {
		return nil, err
	}
	ind, indGroups, err := m.index("industry", t.Industries, m.Industries)
	if err != nil {
		return nil, err
	}
	out := &Table{Meta: t.Meta, Economies: ecoGroups, Industries: indGroups, Categories: t.Categories}
	out.Meta.regroup(t, m, ecoGroups, indGroups)

	N, K := t.N(), t.K()
	sector := make([]int, t.Sectors())
	for i := range sector {
		sector[i] = eco[i/N]*len(indGroups) + ind[i%N]
	}
	final := make([]int, t.G()*K)
	for j := range final {
		final[j] = eco[j/K]*K + j%K
	}
	n, fd := out.Sectors(), len(ecoGroups)*K
	out.Z = regroupMatrix(t.Z, sector, sector, n, n)
	out.F = regroupMatrix(t.F, sector, final, n, fd)
	out.X = regroupVector(t.X, sector, n)
	out.VA = regroupVector(t.VA, sector, n)
	for _, r := range t.Extra {
		out.Extra = append(
			out.Extra,
			Row{Code: r.Code, Use: regroupVector(r.Use, sector, n), FD: regroupVector(r.FD, final, fd)},
		)
	}
	for _, q := range t.Satellites {
		out.Satellites = append(
			out.Satellites,
			Satellite{Name: q.Name, Unit: q.Unit, Note: q.Note, Values: regroupVector(q.Values, sector, n)},
		)
	}
	out.Reported = Totals{
		RowOutput:    regroupVector(t.Reported.RowOutput, sector, n),
		ColumnOutput: regroupVector(t.Reported.ColumnOutput, sector, n),
		VA:           regroupVector(t.Reported.VA, sector, n),
	}
	return out, nil
}

// canonicalPairs brings the economies of a mapping to the table's codes; what the table lacks stays as it is written.
func (t *Table) canonicalPairs(pairs []Pair) []Pair {
	out := append([]Pair(nil), pairs...)
	for i, p := range out {
		if code, err := t.Whole(p.Code); err == nil {
			out[i].Code = code
		}
	}
	return out
}

// index returns each code's group number and the groups' names.
func (m Mapping) index(what string, codes []string, pairs []Pair) ([]int, []string, error) {
	if pairs == nil {
		to := make([]int, len(codes))
		for i := range to {
			to[i] = i
		}
		return to, codes, nil
	}
	var groups []string
	number := map[string]int{}
	group := map[string]string{}
	for _, p := range pairs {
		if _, ok := find(codes, p.Code); !ok {
			return nil, nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: fault.Say("mapping %s", m.Name),
				What:  fault.Say("the table has no %s %q", fault.Word(what), p.Code),
				Fix:   fault.Suggest(p.Code, codes, fault.Say("The table's are %s", strings.Join(codes, " "))),
			}
		}
		if g, ok := group[p.Code]; ok && g != p.Group {
			return nil, nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: fault.Say("mapping %s", m.Name),
				What:  fault.Say("%s %s goes to both %s and %s", fault.Word(what), p.Code, g, p.Group),
				Why:   "Its flows would be counted twice",
			}
		}
		group[p.Code] = p.Group
		if _, ok := number[p.Group]; !ok {
			number[p.Group] = len(groups)
			groups = append(groups, p.Group)
		}
	}
	to := make([]int, len(codes))
	var missing []string
	for i, c := range codes {
		g, ok := group[c]
		if !ok {
			missing = append(missing, c)
		}
		to[i] = number[g]
	}
	if missing != nil {
		return nil, nil, &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("mapping %s", m.Name),
			What:  fault.Say("no group for %s %s", fault.Word(what), strings.Join(missing, ", ")),
			Why:   "Flows that belong to no group would be lost",
			Fix:   "Add a line for each; a code may be its own group",
		}
	}
	return to, groups, nil
}

func (m *Meta) regroup(t *Table, by Mapping, economies, industries []string) {
	if by.Name != "" {
		m.Name = by.Name
	}
	step := fmt.Sprintf(
		"aggregated from %s (%d economies x %d industries) to %d x %d",
		t.Name,
		t.G(),
		t.N(),
		len(economies),
		len(industries),
	)
	m.Derivation = append(append([]string(nil), t.Derivation...), step)
	m.EconomyNames = pick(economies, t.EconomyNames, by.Names)
	m.IndustryNames = pick(industries, t.IndustryNames, by.Names)
	m.Members = by.members(t.Members)
	m.Undetermined = by.undetermined(t.Undetermined)
	m.Printed = printedOf(economies, t.Printed)
	if by.Economies != nil {
		m.Parts = nil // what a group is made of, Members says
	}
}

// undetermined are the groups that an economy of the list goes to.
func (m Mapping) undetermined(list []string) (out []string) {
	if m.Economies == nil {
		return list
	}
	for _, p := range m.Economies {
		if slices.Contains(list, p.Code) && !slices.Contains(out, p.Group) {
			out = append(out, p.Group)
		}
	}
	return out
}

// members are the economies of each group of several; an aggregate inside a group stands for its own members.
func (m Mapping) members(known map[string][]string) map[string][]string {
	all := map[string][]string{}
	for _, p := range m.Economies {
		if inner := known[p.Code]; inner != nil {
			all[p.Group] = append(all[p.Group], inner...)
		} else {
			all[p.Group] = append(all[p.Group], p.Code)
		}
	}
	if m.Economies == nil {
		return known
	}
	out := map[string][]string{}
	for group, list := range all {
		if len(list) > 1 {
			out[group] = list
		}
	}
	return out
}

// Members are the economies of each group of several.
func (m Mapping) Members() map[string][]string { return m.members(nil) }

// printedOf keeps what is printed for the codes that remain.
func printedOf(codes []string, printed map[string]string) map[string]string {
	if printed == nil {
		return nil
	}
	return pick(codes, printed)
}

// pick collects the names of codes, later maps first.
func pick(codes []string, maps ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, c := range codes {
		for _, m := range maps {
			if v := m[c]; v != "" {
				out[c] = v
			}
		}
	}
	return out
}

func regroupMatrix(a []float64, row, col []int, rows, cols int) []float64 {
	out := make([]float64, rows*cols)
	for i, r := range row {
		dst := out[r*cols : (r+1)*cols]
		for j, v := range a[i*len(col) : (i+1)*len(col)] {
			dst[col[j]] += v
		}
	}
	return out
}

func regroupVector(a []float64, to []int, n int) []float64 {
	if a == nil {
		return nil
	}
	out := make([]float64, n)
	for i, v := range a {
		out[to[i]] += v
	}
	return out
}
