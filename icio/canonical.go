package icio

import (
	"maps"
	"slices"
	"strings"

	"ikat/economies"
)

// Canonical returns the table with its economies known by the codes of package economies: what the published table
// prints instead stays in Printed. Parts of one economy, such as the OECD's CN1 and CN2, are added up to it, and
// Derivation says so, unless the table keeps them apart (Split). A table that is canonical already comes back as it is;
// flows are shared with the receiver where nothing was added up.
func (t *Table) Canonical() *Table {
	out := t.recoded()
	if !out.Split {
		out = out.whole()
	}
	return out
}

// recoded gives the economies their codes.
func (t *Table) recoded() *Table {
	names := make([]string, t.G())
	for i, c := range t.Economies {
		names[i] = t.EconomyNames[c]
	}
	codes, to := make([]string, t.G()), map[string]string{}
	for i, m := range economies.Table(t.Economies, names, economies.PublisherOf(t.Publisher)) {
		codes[i] = m.Economy.Code
		if m.Economy.Code != m.Printed {
			to[m.Printed] = m.Economy.Code
		}
	}
	members := recodedMembers(t.Members)
	if len(to) == 0 && members == nil {
		return t
	}
	out := *t
	out.Economies = codes
	out.EconomyNames = rekeyed(t.EconomyNames, to)
	out.Printed = map[string]string{}
	for code, printed := range t.Printed {
		out.Printed[code] = printed
	}
	for printed, code := range to {
		out.Printed[code] = printed
	}
	if members == nil {
		members = t.Members
	}
	out.Members = rekeyed(members, to)
	return &out
}

func rekeyed[V any](m map[string]V, to map[string]string) map[string]V {
	if m == nil {
		return nil
	}
	out := make(map[string]V, len(m))
	for k, v := range m {
		if code, ok := to[k]; ok {
			k = code
		}
		out[k] = v
	}
	return out
}

// recodedMembers gives the members of aggregates their codes; nil where they have them.
func recodedMembers(m map[string][]string) map[string][]string {
	var out map[string][]string
	for group, list := range m {
		codes, changed := make([]string, len(list)), false
		for i, match := range economies.Table(list, nil, "") {
			codes[i] = match.Economy.Code
			changed = changed || codes[i] != list[i]
		}
		if !changed {
			continue
		}
		if out == nil {
			out = map[string][]string{}
			for k, v := range m {
				out[k] = v
			}
		}
		out[group] = codes
	}
	return out
}

// whole adds parts of an economy up to it. A code is a part where package economies knows it as one, or where it is an
// economy's with more behind it, the economy has a place in the table without output, and there are two such codes.
func (t *Table) whole() *Table {
	parts := t.parts()
	if len(parts) == 0 {
		return t
	}
	var pairs []Pair
	for _, c := range t.Economies {
		pairs = append(pairs, Pair{c, c})
	}
	merged := map[string][]string{}
	for whole, list := range t.Parts {
		merged[whole] = list
	}
	for whole, list := range parts {
		merged[whole] = list
		for _, part := range list {
			i, _ := t.Economy(part)
			pairs[i].Group = whole
		}
	}
	var steps []string
	for _, whole := range slices.Sorted(maps.Keys(parts)) {
		steps = append(steps, strings.Join(parts[whole], ", ")+" added up to "+whole+", of which they are parts")
	}
	out, err := t.Aggregate(Mapping{Economies: pairs})
	if err != nil {
		panic(err) // the mapping was made of the table's own codes
	}
	out.Members = t.Members
	out.Parts = merged
	out.Derivation = append(append([]string(nil), t.Derivation...), steps...)
	return out
}

// parts returns the codes of parts by the economy they are parts of. An economy that has output of its own beside them
// is left alone: its parts may be of which items, and adding them would count them twice.
func (t *Table) parts() map[string][]string {
	out := map[string][]string{}
	var likely map[string][]string
	for _, c := range t.Economies {
		e, ok := economies.Get(c)
		if ok && e.Kind == economies.Part {
			out[e.Of] = append(out[e.Of], c)
		}
		if ok {
			continue
		}
		if whole, ok := economies.PartOf(c); ok {
			if likely == nil {
				likely = map[string][]string{}
			}
			likely[whole] = append(likely[whole], c)
		}
	}
	for whole, list := range likely {
		if _, ok := t.Economy(whole); ok && len(out[whole])+len(list) > 1 {
			out[whole] = append(out[whole], list...)
		}
	}
	for whole, list := range out {
		if _, ok := t.Economy(whole); ok && t.output(whole) != 0 || !ok && len(list) < 2 {
			delete(out, whole)
		}
	}
	return out
}

// output is an economy's output over all industries, each taken without its sign.
func (t *Table) output(code string) float64 {
	e, _ := t.Economy(code)
	var sum float64
	for _, x := range t.X[e*t.N() : (e+1)*t.N()] {
		sum += max(x, -x)
	}
	return sum
}
