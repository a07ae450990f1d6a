package export

import (
	"strings"

	"ikat/result"
)

// pair is an entry of a file's own metadata.
type pair struct{ key, value string }

// metadata describes the frame for formats that carry a description in themselves: its title, and its columns, notes
// and provenance as JSON.
func metadata(f *result.Frame) []pair {
	return []pair{
		{"ikat.title", f.Title},
		{"ikat.columns", string(marshal(describe(f)))},
		{"ikat.notes", string(marshal(f.Notes))},
		{"ikat.provenance", string(marshal(f.Provenance))},
	}
}

func describe(f *result.Frame) []jsonColumn {
	out := make([]jsonColumn, len(f.Columns))
	for i, c := range f.Columns {
		out[i] = jsonColumn{c.Name, c.Label, c.Unit, c.Kind, c.Definition}
	}
	return out
}

// aboutRows describes the frame for people, a row an item: what it is about, then one or more cells.
func aboutRows(f *result.Frame) [][]string {
	out := [][]string{{"title", f.Title}}
	for _, n := range f.Notes {
		out = append(out, []string{n.Severity, n.Text})
	}
	out = append(out, nil, []string{"column", "label", "unit", "kind", "definition"})
	for _, c := range f.Columns {
		out = append(out, []string{c.Name, c.Label, c.Unit, string(c.Kind), c.Definition})
	}
	p := f.Provenance
	out = append(out, nil, []string{"program", p.Program}, []string{"question", p.Question})
	for _, q := range p.Parameters {
		out = append(out, []string{q.Name, q.Value})
	}
	for _, s := range p.Sources {
		out = append(
			out,
			nil,
			[]string{"table", s.Table},
			[]string{"years", s.Years},
			[]string{"publisher", s.Publisher},
			[]string{"citation", s.Citation},
			[]string{"unit of the table", s.Unit},
			[]string{"made by", strings.Join(s.Derivation, "; ")},
			[]string{"sha256", s.SHA256},
		)
	}
	for _, r := range p.References {
		out = append(out, []string{"reference", r})
	}
	return out
}
