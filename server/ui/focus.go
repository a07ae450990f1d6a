package ui

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
)

// carried are the choices that are one state of all pages: every link keeps them, every form sends them on, and a page
// that has no use for one keeps it for the next.
var carried = []string{"economy", "partner", "industry", "year", "table", "trade", "group", "with", "lang"}

// joints join the values of carried choices that take several.
var joints = map[string]string{"group": " ", "with": ","}

// carriedValue is a choice as links carry it.
func (r *request) carriedValue(name string) string {
	if joint, ok := joints[name]; ok {
		return strings.Join(slices.DeleteFunc(slices.Clone(r.All(name)), func(v string) bool { return v == "" }), joint)
	}
	return r.Get(name)
}

// link is the address of another page with what the reader has chosen, and with further or other choices; "" drops one.
func (r *request) link(path string, pairs ...string) string {
	q := url.Values{}
	for _, name := range carried {
		if v := r.carriedValue(name); v != "" {
			q.Set(name, v)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if q.Set(pairs[i], pairs[i+1]); pairs[i+1] == "" {
			q.Del(pairs[i])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// linkTo is link for a path that has choices of its own.
func (r *request) linkTo(to string) string {
	path, query, _ := strings.Cut(to, "?")
	own, err := url.ParseQuery(query)
	if err != nil {
		return r.link(to)
	}
	var pairs []string
	for name := range own {
		pairs = append(pairs, name, own.Get(name))
	}
	return r.link(path, pairs...)
}

// spoken is an address of its own choices in the reader's language.
func (r *request) spoken(to string) string {
	path, query, _ := strings.Cut(to, "?")
	own, err := url.ParseQuery(query)
	if lang := r.Get("lang"); err == nil && lang != "" {
		own.Set("lang", lang)
		return path + "?" + own.Encode()
	}
	return to
}

// word tells the reader once what became of a choice that the page's source does not have.
func (r *request) word(key string, data map[string]any) {
	if text := r.Say(key, data); !slices.Contains(r.words, text) {
		r.words = append(r.words, text)
	}
}

// absent is an economy that a reader has chosen and the page's table does not have.
type absent struct {
	economy economies.Economy
	table   string
	why     string // key of the text that says what lacks it
}

func (a *absent) Error() string { return a.Unwrap().Error() }

// Unwrap is what pages without a choice of economies say.
func (a *absent) Unwrap() error {
	return &fault.Error{Kind: fault.NotFound, Where: fault.Say("economy %s", fault.Word(a.economy.Name)),
		What: fault.Say("table %s does not have it", a.table)}
}

// home is the economy that a page is about: the reader's choice in any spelling, or what holds it in this table, said
// in a word; and without a choice, one that most tables have.
//
// Error: *absent where the table does not have it; fault.NotFound where nothing is known by that name.
func (r *request) home(t *subject) (string, error) {
	return r.economyOf(t, "economy", r.first(t))
}

// first is the economy of a table that is shown before the reader chooses one.
func (r *request) first(t *subject) string {
	for _, c := range []string{"IDN", "CHN"} {
		if _, ok := t.Economy(c); ok {
			return c
		}
	}
	return t.Economies[0]
}

// economyOf reads an economy of a table from a parameter.
func (r *request) economyOf(t *subject, name, otherwise string) (string, error) {
	text := r.Get(name)
	if text == "" {
		return otherwise, nil
	}
	if code, err := t.Find(text); err == nil {
		return code, nil
	}
	e, err := economies.Resolve(text)
	if fault.KindOf(err) == fault.Invalid {
		return "", err
	}
	if err != nil {
		known := append(slices.Clone(t.Economies), r.members()...)
		return "", &fault.Error{Kind: fault.NotFound,
			Where: fault.Say("%s %s", fault.Word(name), text), What: "there is no such choice",
			Fix: fault.Suggest(strings.ToUpper(text), known, "Choose an economy by its name")}
	}
	for _, code := range t.Economies {
		if slices.Contains(t.Members[code], e.Code) {
			r.word("focus.inside", map[string]any{"name": e.Name, "group": nameOf(t, code)})
			return code, nil
		}
	}
	return "", &absent{e, t.name, "focus.absent-why"}
}

// members are the codes of ESCAP's members and associate members.
func (r *request) members() []string {
	var out []string
	for _, e := range economies.All() {
		if member, associate := economies.ESCAP(e.Code); member || associate {
			out = append(out, e.Code)
		}
	}
	return out
}

// focusControls are the choices that every page has, in one line: whose economy, which year, which table. own is the
// economy shown, "" where the page shows the reader's choice as it is.
func (r *request) focusControls(t *subject, own string) []Control {
	chosen := cmp.Or(own, r.Get("economy"))
	if e, err := economies.Resolve(chosen); err == nil && own == "" {
		chosen = e.Code
	}
	economy := Control{Kind: "select", Name: "economy", Label: r.Say("control.economy"), Value: chosen, Focus: true}
	if chosen == "" {
		economy.Options = append(economy.Options, Choice{Label: r.Say("focus.any")})
	}
	here := economiesOf(t.Table)
	economy.Options = append(economy.Options, here...)
	for _, code := range r.members() {
		if !slices.ContainsFunc(here, func(c Choice) bool { return c.Value == code }) {
			economy.Others = append(economy.Others, Choice{Value: code, Label: economies.Name(code)})
		}
	}
	slices.SortStableFunc(economy.Others, byLabel)
	economy.OthersLabel = r.Say("focus.elsewhere")
	return append([]Control{economy}, r.tableControls(t)...)
}

func byLabel(a, b Choice) int { return strings.Compare(a.Label, b.Label) }

// tableControls let a reader change the year and the table.
func (r *request) tableControls(t *subject) []Control {
	entries, err := r.site.engine.Tables()
	if err != nil {
		return nil
	}
	names := Control{Kind: "select", Name: "table", Label: r.Say("control.table"), Value: t.name, Focus: true}
	for i, e := range entries {
		if !slices.ContainsFunc(entries[:i], func(o icio.Entry) bool { return o.Name == e.Name }) {
			names.Options = append(names.Options, Choice{Value: e.Name,
				Label: fmt.Sprintf("%s (%d × %d)", r.tableName(e.Name), e.Economies, e.Industries)})
		}
	}
	if !slices.ContainsFunc(names.Options, func(c Choice) bool { return c.Value == t.name }) {
		names.Options = append(names.Options, Choice{Value: t.name, Label: r.tableName(t.name)})
	}
	year := Control{Kind: "select", Name: "year", Label: r.Say("control.year"), Value: strconv.Itoa(t.Year), Focus: true}
	for _, y := range slices.Backward(t.years) {
		year.Options = append(year.Options, Choice{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	if t.Year == 0 {
		return []Control{names}
	}
	return []Control{year, names}
}

// tableName is a table in words, where there are some for it.
func (r *request) tableName(name string) string {
	if key := "tables." + name; r.Knows(key) {
		return r.Say(key)
	}
	return name
}

// looking says in a few words what a page looks at: "Indonesia · 2011 · Asia and the Pacific".
func looking(controls []Control) string {
	var out []string
	for _, c := range controls {
		if !c.Focus || c.Value == "" {
			continue
		}
		for _, o := range slices.Concat(c.Options, c.Others) {
			if c.Selected(o.Value) {
				label, _, _ := strings.Cut(o.Label, " (")
				out = append(out, label)
			}
		}
	}
	return strings.Join(out, lookingAt)
}

// lookingAt stands between what a page looks at.
const lookingAt = " · "

// keepFocus adds to a page's form what the reader has chosen and this page has no control for.
func (r *request) keepFocus(v *View) {
	if len(v.Controls) == 0 {
		return
	}
	for _, name := range carried {
		if value := r.carriedValue(name); value != "" && !v.has(name) {
			v.Controls = append(v.Controls, Control{Kind: "hidden", Name: name, Value: value})
		}
	}
}

// has reports whether a page has a control of that name, in its line or in a part.
func (v *View) has(name string) bool {
	return slices.ContainsFunc(v.everyControl(), func(c Control) bool { return c.Name == name })
}

// isHere reports whether an address is that of the page itself, about the same economy.
func (r *request) isHere(href, code string) bool {
	to, err := url.Parse(href)
	return err == nil && to.Path == r.path && to.Query().Get("economy") == code
}

// elsewhere is the page for an economy that the table at hand does not have: the page's choices, and where to go on.
//
// Error: what is known of the economy cannot be read.
func (r *request) elsewhere(a *absent) (*View, error) {
	name := a.economy.Name
	v := &View{Title: name, Question: r.Say("focus.absent", map[string]any{"name": name}),
		Answer: []string{r.Say(a.why, map[string]any{"name": name, "table": r.tableName(a.table)})}}
	if t, err := r.subject(); err == nil {
		v.Controls = r.focusControls(t, a.economy.Code)
	}
	steps := []Step{
		{r.Say("focus.known", map[string]any{"name": name}), r.link("/economy", "economy", a.economy.Code)},
		{r.Say("focus.small-firms", map[string]any{"name": name}), address(askPath+"/sme", "economy", a.economy.Code)},
		{r.Say("focus.borders", map[string]any{"name": name}), r.link("/borders", "economy", a.economy.Code)},
		{r.Say("focus.tables"), r.link("/data")},
	}
	steps = slices.DeleteFunc(steps, func(s Step) bool { return r.isHere(s.Href, a.economy.Code) })
	v.Sections = []Section{{ID: "next", Title: r.Say("focus.next"), Next: steps}}
	return v, r.better(v, a.economy.Code)
}

// rescue is the page of an error that left none: with the choices that every page has, so that a reader can mend them.
func (r *request) rescue() *View {
	own := *r
	own.Values = url.Values{}
	for name, v := range r.Values {
		if name != "economy" && name != "year" {
			own.Values[name] = v
		}
	}
	t, err := own.subject()
	if err != nil {
		own.Del("table")
		if t, err = own.subject(); err != nil {
			return nil
		}
	}
	return &View{Controls: own.focusControls(t, "")}
}

// economiesOf are the economies of a table as choices, by name.
func economiesOf(t *icio.Table) []Choice {
	out := make([]Choice, t.G())
	for i, c := range t.Economies {
		out[i] = Choice{Value: c, Label: engine.EconomyName(t, c)}
	}
	slices.SortStableFunc(out, byLabel)
	return out
}
