package result

import (
	"slices"
	"strconv"
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

// Dated is the table's name with the years of its figures: "apx/2011", "adb72 2000, 2007–2022".
func (s Source) Dated() string {
	if s.Years == "" {
		return s.Table
	}
	return s.Table + " " + s.Years
}

// TablesOf names tables, those of one name by their first and last year: "apx 1995–2011".
func TablesOf(sources []Source) []string {
	var out []string
	years, said := map[string][]string{}, map[string]string{}
	for _, s := range sources {
		name, year, dated := strings.Cut(s.Table, "/")
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
		if dated {
			years[name] = append(years[name], year)
		}
		said[name] = s.Years
	}
	for i, name := range out {
		switch list := years[name]; len(list) {
		case 0:
			out[i] = Source{Table: name, Years: said[name]}.Dated()
		case 1:
			out[i] = name + "/" + list[0]
		default:
			out[i] = name + " " + slices.Min(list) + "–" + slices.Max(list)
		}
	}
	return out
}

// Spans are years in their order, those that follow each other as one span: "2000, 2007–2022".
func Spans(years ...int) string {
	years = slices.Compact(slices.Sorted(slices.Values(years)))
	var out []string
	for i := 0; i < len(years); {
		last := i
		for last+1 < len(years) && years[last+1] == years[last]+1 {
			last++
		}
		text := strconv.Itoa(years[i])
		if last > i {
			text += "–" + strconv.Itoa(years[last])
		}
		out, i = append(out, text), last+1
	}
	return strings.Join(out, ", ")
}
