package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
)

// subject is the table a page is about.
type subject struct {
	*icio.Table
	ref   string
	name  string
	years []int // at hand under the same name, oldest first
}

// subject opens the table an address names: table=name or name/year, and year, which moves to the nearest at hand. A
// study may name the path of a file instead; the pages' engine opens none.
func (r *request) subject() (*subject, error) {
	ref := cmp.Or(r.Get("table"), r.site.table)
	name, want, _ := strings.Cut(ref, "/")
	entries, err := r.site.engine.Tables()
	if err != nil {
		return nil, err
	}
	out := &subject{name: name}
	for _, e := range entries {
		if e.Name == name {
			out.years = append(out.years, e.Year)
		}
	}
	if len(out.years) == 0 {
		out.ref = ref
		if out.Table, err = r.site.engine.Table(r, ref, r.progress); err != nil {
			return nil, err
		}
		out.name, out.years = out.Name, []int{out.Year}
		return out, nil
	}
	slices.Sort(out.years)
	if first, year, _ := strings.Cut(r.site.table, "/"); want == "" && first == name {
		want = year
	}
	year := out.years[len(out.years)-1]
	if want = cmp.Or(r.Get("year"), want); want != "" {
		if year, err = strconv.Atoi(want); err != nil {
			return nil, &fault.Error{Kind: fault.Invalid, Where: "year " + want, What: "it is not a year"}
		}
	}
	out.ref = fmt.Sprint(name, "/", nearest(out.years, year))
	out.Table, err = r.site.engine.Table(r, out.ref, nil)
	return out, err
}

// all are the references of every year at hand.
func (t *subject) all() []string {
	out := make([]string, len(t.years))
	for i, y := range t.years {
		out[i] = fmt.Sprint(t.name, "/", y)
	}
	return out
}

func nearest(years []int, want int) int {
	return slices.MinFunc(years, func(a, b int) int { return max(a-want, want-a) - max(b-want, want-b) })
}

// tableControls let a reader change table and year.
func (r *request) tableControls(t *subject) []Control {
	entries, err := r.site.engine.Tables()
	if err != nil {
		return nil
	}
	names := Control{Kind: "select", Name: "table", Label: r.Say("control.table"), Value: t.name}
	for i, e := range entries {
		if !slices.ContainsFunc(entries[:i], func(o icio.Entry) bool { return o.Name == e.Name }) {
			names.Options = append(names.Options, Choice{e.Name, fmt.Sprintf("%s (%d × %d)", e.Name, e.Economies, e.Industries)})
		}
	}
	if len(t.years) == 1 {
		return []Control{names}
	}
	year := Control{Kind: "range", Name: "year", Label: r.Say("control.year"), Value: strconv.Itoa(t.Year), Min: strconv.Itoa(t.years[0]), Max: strconv.Itoa(t.years[len(t.years)-1]), Step: "1"}
	for _, y := range t.years {
		year.Options = append(year.Options, Choice{strconv.Itoa(y), ""})
	}
	return []Control{names, year}
}

// economyControl lets a reader choose an economy.
func (r *request) economyControl(t *subject, name, label, value string) Control {
	return Control{Kind: "select", Name: name, Label: r.Say(label), Value: value, Options: economies(t.Table)}
}

// economies are the economies of a table as choices, by name.
func economies(t *icio.Table) []Choice {
	out := make([]Choice, t.G())
	for i, c := range t.Economies {
		out[i] = Choice{c, engine.EconomyName(t, c)}
	}
	slices.SortStableFunc(out, func(a, b Choice) int { return strings.Compare(a.Label, b.Label) })
	return out
}

// industries are the industries of a table as choices, in its order.
func industries(t *icio.Table) []Choice {
	out := make([]Choice, t.N())
	for i, c := range t.Industries {
		out[i] = Choice{c, named(engine.IndustryName(t, c), c)}
	}
	return out
}

// named is a name with its code: "Chemicals (c9)".
func named(name, code string) string {
	if name == code {
		return code
	}
	return name + " (" + code + ")"
}

// naming names the codes of economies and industries in a table's rows.
func naming(t *icio.Table) func(column, code string) string {
	return func(column, code string) string {
		if _, ok := t.Industry(code); ok {
			return named(engine.IndustryName(t, code), code)
		}
		if _, ok := t.Economy(code); ok {
			return named(engine.EconomyName(t, code), code)
		}
		return code
	}
}

// shapes are the United Nations' numbers of the areas on a map that an economy's code stands for.
func shapes(t *icio.Table, code string) []string {
	members := t.Members[code]
	if len(members) == 0 {
		members = []string{code}
	}
	var out []string
	for _, c := range members {
		if c == "ROM" { // the code of Romania until 2002, kept by some tables
			c = "ROU"
		}
		if r, err := language.ParseRegion(c); err == nil && r.IsCountry() {
			out = append(out, fmt.Sprintf("%03d", r.M49()))
		}
	}
	return out
}

// choose returns the value of a parameter if it is among the choices, by code or name in any case, and first if it is not
// given.
//
// Error: fault.NotFound with the nearest of the choices.
func (r *request) choose(name, first string, choices []Choice) (string, error) {
	v := r.Get(name)
	if v == "" {
		return first, nil
	}
	var known []string
	for _, c := range choices {
		if strings.EqualFold(c.Value, v) || strings.EqualFold(c.Label, v) {
			return c.Value, nil
		}
		known = append(known, c.Value)
	}
	return "", &fault.Error{Kind: fault.NotFound, Where: name + " " + v, What: "there is no such choice", Fix: fault.Suggest(v, known, "It takes "+strings.Join(known, " "))}
}

// kept returns the value of a parameter if it is among the choices, and first otherwise: for choices that depend on
// another one, which a reader has just changed.
func (r *request) kept(name, first string, choices []Choice) string {
	if v, err := r.choose(name, first, choices); err == nil {
		return v
	}
	return first
}

// home is the economy of a page: economy=CODE, and otherwise one that most tables have.
func (r *request) home(t *subject) (string, error) {
	first := t.Economies[0]
	for _, c := range []string{"IDN", "CHN"} {
		if _, ok := t.Economy(c); ok {
			first = c
			break
		}
	}
	return r.choose("economy", first, economies(t.Table))
}

// list splits a parameter that may repeat and whose values may be joined by commas or blanks.
func (r *request) list(name string) []string {
	var out []string
	for _, v := range r.Values[name] {
		out = append(out, strings.FieldsFunc(v, func(c rune) bool { return c == ',' || c == ' ' })...)
	}
	return out
}

// groups reads the groups of economies: NAME=CODE,CODE, separated by blanks or semicolons.
func (r *request) groups() ([]string, []engine.Group, error) {
	list := strings.FieldsFunc(r.Get("group"), func(c rune) bool { return c == ' ' || c == ';' })
	groups, err := engine.ParseGroups(list)
	return list, groups, err
}
