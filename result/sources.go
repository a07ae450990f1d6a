package result

import (
	"slices"
	"strings"
)

// SourceLine names the tables that something rests on, and their publisher.
func SourceLine(sources []Source) string {
	refs := TablesOf(sources)
	if len(sources) > 0 && sources[0].Publisher != "" {
		return strings.Join(refs, ", ") + ". " + sources[0].Publisher
	}
	return strings.Join(refs, ", ")
}

// TablesOf names tables, those of one name by their first and last year: "apx 1995–2011".
func TablesOf(sources []Source) []string {
	var out []string
	years := map[string][]string{}
	for _, s := range sources {
		name, year, dated := strings.Cut(s.Table, "/")
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
		if dated {
			years[name] = append(years[name], year)
		}
	}
	for i, name := range out {
		switch list := years[name]; len(list) {
		case 0:
		case 1:
			out[i] = name + "/" + list[0]
		default:
			out[i] = name + " " + slices.Min(list) + "–" + slices.Max(list)
		}
	}
	return out
}
