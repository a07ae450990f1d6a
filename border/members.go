package border

import (
	"fmt"

	"ikat/economies"
	"ikat/indicators"
	"ikat/result"
)

// members returns what stands for an economy by the rule Members: for a group of economies the mean, weighted by
// exports, of those in it that codes do not name apart, by the table that knows most of them; for any other its own
// figures by the same method in the nearest year, and where there are none the OECD's high-income mean.
func (t *Table) members(codes []string) func(code string) (stand, error) {
	contained := economies.Contained(codes, t.Year)
	return func(code string) (stand, error) {
		var most Record
		known := 0
		for _, from := range t.alike() {
			if r, ok := from.Find(code); ok {
				return stand{r, result.NewNote("assumed.figures", "figures of {table}", "table", from.InWords())}, nil
			}
			if r, n := from.meanOfMembers(contained[code]); n > known {
				most, known = r, n
			}
		}
		if known > 0 {
			return shown(most), nil
		}
		r, err := outside(t)
		return shown(r), err
	}
}

// alike are the table, and after it those of ikat's own of its method, of the year nearest to it.
func (t *Table) alike() []*Table {
	out := []*Table{t}
	for _, v := range Vintages[1:] {
		if v.Method != t.Method {
			continue
		}
		if other, err := v.At(v.Nearest(t.Year)); err == nil && other.Name != t.Name {
			out = append(out, other)
		}
	}
	return out
}

// meanOfMembers is the mean of a group's members that the table has, and of how many.
func (t *Table) meanOfMembers(members []string) (Record, int) {
	var rs []Record
	var with []string
	for _, c := range members {
		if r, ok := t.Find(c); ok {
			rs, with = append(rs, r), append(with, c)
		}
	}
	if rs == nil {
		return Record{}, 0
	}
	what := fmt.Sprintf("mean of its %d economies with data in %s", len(rs), t.InWords())
	if len(rs) == 1 {
		what = "only one of its economies with data in " + t.InWords() + ", " + rs[0].Name
	}
	weights, known := weightsOf(with, t.Year)
	if known > 0 && len(rs) > 1 {
		what += ", weighted by exports"
		if known < len(rs) {
			what += fmt.Sprintf(" (known of %d; the others share those of the rest of the world)", known)
		}
	}
	return mean(what, rs, weights), len(rs)
}

// weightsOf returns the exports of some economies in the year published that is nearest, and of how many they are
// known: the others share evenly, all the unknown of the world together, what the publisher's rest of the world
// exports. nil where none is known.
func weightsOf(codes []string, year int) (weights []float64, known int) {
	set := indicators.ADB72
	at := set.Latest()
	if year > 0 {
		at = set.Nearest(year)
	}
	y, err := set.At(at)
	if err != nil {
		return nil, 0
	}
	rest, _ := y.Value("exports", indicators.RestOfWorld, indicators.All)
	others := len(economies.All()) - (len(y.Economies) - 1)
	for _, c := range codes {
		v, ok := y.Value("exports", c, indicators.All)
		if ok {
			known++
		} else {
			v = rest / float64(others)
		}
		weights = append(weights, v)
	}
	if known == 0 {
		return nil, 0
	}
	return weights, known
}
