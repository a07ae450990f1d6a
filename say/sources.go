package say

import (
	"slices"
	"strconv"
	"strings"

	"ikat/result"
)

// Named says tables and sets by their publisher, edition and years, as a reader would; years of one table stand
// together. What has no words of its own, such as a file of the user's, stays as it is named.
func (v *Voice) Named(refs ...string) []string { return v.named(refs, nil) }

// From says sources as Named does, published sets with the years of their figures.
func (v *Voice) From(sources ...result.Source) []string {
	var refs []string
	of := map[string]string{}
	for _, s := range sources {
		refs = append(refs, strings.Split(s.Table, ", ")...) // years of one table may stand together
		of[s.Table] = s.Years
	}
	return v.named(refs, of)
}

// Head says in one line which sources something rests on; "" where there are none.
func (v *Voice) Head(sources ...result.Source) string {
	if len(sources) == 0 {
		return ""
	}
	return v.Say("sources.head", Args{"sources": strings.Join(v.From(sources...), "; ")})
}

// named says tables and sets; of are the years of those that have none in their names.
func (v *Voice) named(refs []string, said map[string]string) []string {
	var names []string
	years := map[string][]int{}
	for _, ref := range spread(refs) {
		name, year := parted(ref)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if year != 0 && !slices.Contains(years[name], year) {
			years[name] = append(years[name], year)
		}
	}
	var out []string
	for _, name := range names {
		text, known := v.source(name)
		of := years[name]
		switch {
		case len(of) == 0:
			if _, ok := v.text("sources", name+"-edition"); ok { // published sets are of an edition and of many years
				text = v.Say("sources." + name + "-edition")
			}
			if of := said[name]; of != "" {
				text = v.Say("sources.in-years", Args{"name": text, "years": of, "several": strings.ContainsAny(of, "–,")})
			}
		case known:
			slices.Sort(of)
			text = v.Say("sources.in-years", Args{"name": text, "years": result.Spans(of...), "several": len(of) > 1})
		default:
			text = strings.Join(slices.DeleteFunc(slices.Clone(refs), func(ref string) bool {
				of, _ := parted(ref)
				return of != name
			}), ", ")
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// source says a table without its year; of a series with a table an economy, the series.
func (v *Voice) source(name string) (text string, known bool) {
	series := name
	if at := strings.LastIndexByte(name, '-'); at > 0 && name[at+1:] == strings.ToUpper(name[at+1:]) {
		series = name[:at]
	}
	for _, key := range []string{name, series} {
		if _, ok := v.text("sources", key); ok {
			return v.Say("sources." + key), true
		}
	}
	return v.Label(name), false
}

// spread takes spans of years of one table, "apx/1995 to apx/2008", apart into their years.
func spread(refs []string) []string {
	var out []string
	for _, ref := range refs {
		from, to, ok := strings.Cut(strings.Replace(ref, "–", " to ", 1), " to ")
		name, first := parted(from)
		same, last := parted(to)
		if !ok || name != same || first == 0 || last < first {
			out = append(out, ref)
			continue
		}
		for y := first; y <= last; y++ {
			out = append(out, name+"/"+strconv.Itoa(y))
		}
	}
	return out
}

// parted is a reference's name and its year; 0 where it has none.
func parted(ref string) (name string, year int) {
	at := strings.LastIndexByte(ref, '/')
	if at < 0 {
		return ref, 0
	}
	if year, err := strconv.Atoi(ref[at+1:]); err == nil && year >= 1900 && year < 2200 {
		return ref[:at], year
	}
	return ref, 0
}
