package find

import (
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
)

// pick chooses the table of a year.
func (f *finder) pick(src *tablefile.Source, year int) (candidate, error) {
	bad := func(what, why, fix string) (candidate, error) {
		return candidate{}, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: what, Why: why, Fix: fix}
	}
	isSeen := func(c candidate) bool { return !c.unseen }
	if slices.ContainsFunc(f.found, isSeen) {
		f.found = slices.DeleteFunc(f.found, func(c candidate) bool { return c.unseen })
	}
	fitting := f.found
	if alone := len(f.found) == 1; year != 0 &&
		(!alone || f.found[0].name != "" && src.Files != nil || len(f.found[0].Years) > 1) {
		fitting = nil
		for _, c := range f.found {
			if slices.Contains(c.Years, year) || alone && len(c.Years) == 0 {
				fitting = append(fitting, c)
			}
		}
	}
	switch {
	case len(fitting) == 0:
		return bad(fault.Say("it holds no table of %d", year), fault.Say("It holds %s", f.list()), "Name one of these years")
	case len(fitting) == 1 && (year != 0 || len(fitting[0].Years) < 2 || fitting[0].Last):
		return fitting[0], nil
	case len(fitting) == 1:
		return bad("it holds several years", fault.Say("They are %s", yearsText(fitting[0].Years)), "Name one with {year}")
	case year == 0 && len(yearsOf(fitting)) > 1:
		return bad(fault.Say("%d tables are in it", len(fitting)), fault.Say("They are %s", f.list()), "Name one with {year}")
	}
	return bad(
		fault.Say("%d tables fit", len(fitting)),
		fault.Say("They are %s", f.list()),
		fault.Say("Name one by its path, %s", path.Join(src.Name, fitting[0].name)),
	)
}

func yearsOf(list []candidate) (out []int) {
	for _, c := range list {
		out = append(out, c.Years...)
	}
	sort.Ints(out)
	return slices.Compact(out)
}

func yearsText(years []int) string {
	var out []string
	for _, y := range years {
		out = append(out, strconv.Itoa(y))
	}
	if len(out) > 12 {
		out = append(out[:5], "...", out[len(out)-1])
	}
	return strings.Join(out, ", ")
}

// list names what was found.
func (f *finder) list() string {
	var out []string
	for _, c := range f.found {
		s := c.name
		if len(c.Years) > 0 && !strings.Contains(s, strconv.Itoa(c.Years[0])) {
			s = strings.TrimSpace(s + " (" + yearsText(c.Years) + ")")
		}
		out = append(out, s)
	}
	const most = 8
	return fault.First(out, most, ", ")
}
