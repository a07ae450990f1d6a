package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/isic"
	"ikat/question"
)

// subject is the table a page is about.
type subject struct {
	*icio.Table
	ref   string
	name  string
	years []int // at hand under the same name, oldest first
}

// shape is how large the page's table is, of any of its years; nothing where no library has it.
func (r *request) shape() question.Shape {
	name, _, _ := strings.Cut(cmp.Or(r.Get("table"), r.site.table), "/")
	entries, err := r.site.engine.Tables()
	if err != nil {
		return question.Shape{} // the page says so
	}
	for _, e := range entries {
		if e.Name == name {
			return question.Shape{Economies: float64(e.Economies), Industries: float64(e.Industries)}
		}
	}
	return question.Shape{}
}

// subject opens the table an address names: table=name or name/year, and year, which moves to the nearest at hand. A
// study may name the path of a file instead; the pages' engine opens none.
func (r *request) subject() (*subject, error) {
	ref := r.usualFor(cmp.Or(r.Get("table"), r.site.table))
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
			return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("year %s", want), What: "it is not a year"}
		}
		if at := nearest(out.years, year); at != year {
			r.word("focus.year", map[string]any{"want": want, "at": strconv.Itoa(at), "table": r.tableName(name)})
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

// industries are the industries of a table as choices, in its order.
func industries(t *icio.Table) []Choice {
	out := make([]Choice, t.N())
	names := apart(t.Industries, func(code string) string { return t.IndustryName(code) })
	for i, c := range t.Industries {
		out[i] = Choice{c, names[c]}
	}
	return out
}

// apart are the names of codes; only a name that several codes share has the code beside it.
func apart(codes []string, name func(code string) string) map[string]string {
	times := map[string]int{}
	for _, c := range codes {
		times[name(c)]++
	}
	out := make(map[string]string, len(codes))
	for _, c := range codes {
		out[c] = name(c)
		if times[out[c]] > 1 && out[c] != c {
			out[c] += " (" + c + ")"
		}
	}
	return out
}

// naming names the codes of economies and industries in a table's rows.
func naming(t *icio.Table) func(column, code string) string {
	industries := apart(t.Industries, func(code string) string { return t.IndustryName(code) })
	economies := apart(t.Economies, func(code string) string { return engine.EconomyName(t, code) })
	return func(column, code string) string {
		return cmp.Or(industries[code], economies[code], code)
	}
}

// choose returns the value of a parameter if it is among the choices, by code or name in any case, and first if it is
// not given.
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
	return "", &fault.Error{
		Kind:  fault.NotFound,
		Where: fault.Say("%s %s", fault.Word(name), v),
		What:  "there is no such choice",
		Fix:   fault.Suggest(v, known, fault.Say("It takes %s", strings.Join(known, " "))),
	}
}

// kept returns the value of a parameter if it is among the choices, and otherwise first and a word: for choices that
// depend on another one, which a reader has just changed.
func (r *request) kept(name, first string, choices []Choice) string {
	if v, err := r.choose(name, first, choices); err == nil {
		return v
	}
	shown := first
	for _, c := range choices {
		if c.Value == first {
			shown = cmp.Or(c.Label, first)
		}
	}
	r.replaced(r.Get(name), shown)
	return first
}

// yes is a choice of yes or no.
func (r *request) yes(name string, usual bool) bool {
	choices := []Choice{{"true", r.Say("ask.yes")}, {"false", r.Say("ask.no")}}
	return r.kept(name, strconv.FormatBool(usual), choices) == "true"
}

// replaced says that what an address asks for is no choice of the page, and what is shown in its place.
func (r *request) replaced(want, shown string) {
	r.word("focus.choice", map[string]any{"want": question.Shortened(want), "shown": shown})
}

// list splits a parameter that may repeat and whose values may be joined by commas or blanks.
func (r *request) list(name string) []string {
	var out []string
	for _, v := range r.All(name) {
		out = append(out, strings.FieldsFunc(v, func(c rune) bool { return c == ',' || c == ' ' })...)
	}
	return out
}

// groups reads the groups of economies: NAME=CODE,CODE, separated by blanks or semicolons.
func (r *request) groups() ([]string, []engine.Group, error) {
	list := strings.FieldsFunc(strings.Join(r.All("group"), " "), func(c rune) bool { return c == ' ' || c == ';' })
	groups, err := engine.ParseGroups(list)
	return list, groups, err
}

// industryOf reads an industry of a table: a code or name of it, or a code of another table's, which is carried to the
// industry here that holds it, said in a word.
func (r *request) industryOf(t *subject, name, otherwise string) (string, error) {
	text := r.Get(name)
	if text == "" {
		return otherwise, nil
	}
	if found, err := t.FindIndustries([]string{text}); err == nil && len(found) == 1 {
		return found[0], nil
	}
	theirs := isic.Read([]string{text})[0].WIOD35()
	for i, here := range t.Contents() {
		if slices.ContainsFunc(here.WIOD35(), func(part int) bool { return slices.Contains(theirs, part) }) {
			r.word("focus.industry", map[string]any{"code": text, "industry": t.Table.IndustryName(t.Industries[i])})
			return t.Industries[i], nil
		}
	}
	return r.choose(name, otherwise, industries(t.Table))
}
