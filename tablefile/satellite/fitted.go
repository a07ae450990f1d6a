package satellite

import (
	"errors"
	"math"
	"slices"
	"sort"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/isic"
)

// withFix is an error with another way out.
func withFix(err error, fix string) error {
	var f *fault.Error
	if errors.As(err, &f) {
		own := *f
		own.Fix = fix
		return &own
	}
	return err
}

// fitted lays a publisher's figures out in the sectors of a table, by what their industry codes contain. An industry
// takes the figures that lie inside it, the widest first, no division twice. What nobody publishes is not known (NaN),
// and said: an economy without figures, an industry of one that has some.
//
// Error: fault.Inconsistent where the file has nothing of the table's year, or where its industries are wider than the
// table's.
func (f *File) fitted(t *icio.Table) ([]icio.Satellite, error) {
	groups := map[string][]key{} // by economy of the table
	for k := range f.cells {
		if k.year == t.Year {
			economy := economyOf(t, k.sector[:k.economy])
			groups[economy] = append(groups[economy], k)
		}
	}
	out := make([]icio.Satellite, len(f.rows))
	for r, row := range f.rows {
		out[r] = icio.Satellite{Name: row.Name, Unit: row.Unit, Values: make([]float64, t.Sectors())}
		f.fit(t, r, groups, &out[r])
	}
	if !slices.ContainsFunc(out, func(s icio.Satellite) bool {
		return slices.ContainsFunc(s.Values, func(v float64) bool { return v > 0 })
	}) {
		return nil, f.nothingFits(t, groups)
	}
	return out, nil
}

// nothingFits says why no figure of the file is of a sector of a table.
func (f *File) nothingFits(t *icio.Table, groups map[string][]key) error {
	years := map[int]bool{}
	for k := range f.cells {
		years[k.year] = true
	}
	what, fixed := fault.Say("it has nothing of %d", t.Year), fault.Say("It has %s", fault.Word(yearsOf(years)))
	for code := range groups {
		if slices.Contains(t.Economies, code) {
			what, fixed = fault.Say("its industries are wider than those of table %s, or are not of ISIC", t.Ref()),
				"Bring figures by divisions of ISIC (of the ILO: EMP_TEMP_SEX_EC2_NB_A), or aggregate the table"
		}
	}
	return &fault.Error{Kind: fault.Inconsistent, Where: f.name, What: what, Fix: fixed}
}

func yearsOf(years map[int]bool) string {
	var list []int
	for y := range years {
		list = append(list, y)
	}
	if len(list) == 0 {
		return "no year"
	}
	sort.Ints(list)
	return fault.Say("%d to %d", list[0], list[len(list)-1])
}

// fit fills one quantity in, and says what of it is not known.
func (f *File) fit(t *icio.Table, r int, groups map[string][]key, out *icio.Satellite) {
	contents := t.Contents()
	var without, gaps, partly []string
	for g, code := range t.Economies {
		figures := f.figures(groups[code], r)
		if len(figures) == 0 {
			without = append(without, code)
		}
		for i := range t.Industries {
			at := g*t.N() + i
			v, ok, whole := inside(contents[i], figures)
			switch {
			case ok:
				out.Values[at] = v
				if !whole {
					partly = append(partly, t.Sector(at))
				}
			case t.X[at] != 0:
				out.Values[at] = math.NaN()
				if len(figures) > 0 {
					gaps = append(gaps, t.Sector(at))
				}
			}
		}
	}
	var said []string
	if without != nil {
		said = append(said, fault.Say("nothing is published of %s", strings.Join(without, ", ")))
	}
	if gaps != nil {
		said = append(said, fault.Say("nothing that fits %s", listed(gaps)))
	}
	if partly != nil {
		said = append(said, fault.Say("of some divisions inside them nothing, which counts as none, in %s", listed(partly)))
	}
	if len(f.also) > 0 {
		said = append(said, fault.Say("of %d economies several surveys are in the file, of which the first of each year "+
			"is taken", len(f.also)))
	}
	out.Note = strings.Join(said, "; ")
}

// listed names the first sectors of a list and says how many more there are.
func listed(sectors []string) string {
	const most = 12
	return fault.First(sectors, most, ", ")
}

// figure is one published figure and what its code contains.
type figure struct {
	isic.Industry
	value float64
}

// figures are those of a quantity of one economy.
func (f *File) figures(keys []key, r int) []figure {
	var codes []string
	var list []key
	for _, k := range keys {
		if c := f.cells[k]; r < len(c.values) && !c.empty[r] {
			list = append(list, k)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].sector < list[j].sector })
	for _, k := range list {
		codes = append(codes, k.sector[k.economy+1:])
	}
	contents := isic.Read(codes)
	out := make([]figure, len(list))
	for i, k := range list {
		out[i] = figure{contents[i], f.cells[k].values[r]}
	}
	return out
}

// inside adds up the figures that lie inside an industry: that of its own code, or else the widest first, no part
// twice. ok is false where there are none; whole says that they leave no part of it out.
func inside(in isic.Industry, figures []figure) (sum float64, ok, whole bool) {
	for _, one := range figures {
		if one.Code == in.Code {
			return one.value, true, true
		}
	}
	within := func(one figure) (parts []int, fits bool) {
		own, theirs := in.Parts, one.Parts
		if in.Scheme != one.Scheme {
			own, theirs = in.WIOD35(), one.WIOD35()
			if in.Scheme != isic.WIOD {
				return nil, false // a part of c14 may be another part of it
			}
		}
		if len(theirs) == 0 {
			return nil, false
		}
		for _, p := range theirs {
			if !slices.Contains(own, p) {
				return nil, false
			}
		}
		return one.Parts, true
	}
	var list []figure
	for _, one := range figures {
		if _, fits := within(one); fits {
			list = append(list, one)
		}
	}
	slices.SortStableFunc(list, func(a, b figure) int { return len(b.Parts) - len(a.Parts) })
	taken := map[int]bool{}
	for _, one := range list {
		if slices.ContainsFunc(one.Parts, func(p int) bool { return taken[p] }) {
			continue
		}
		for _, p := range one.Parts {
			taken[p] = true
		}
		sum, ok = sum+one.value, true
	}
	whole = true
	for _, p := range in.Parts {
		whole = whole && (taken[p] || slices.ContainsFunc(list, func(one figure) bool { return one.Scheme != in.Scheme }))
	}
	return sum, ok, whole
}
