package ui

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/estimate"
	"ikat/internal/fetch"
	"ikat/known"
	"ikat/question"
	"ikat/question/chains"
	"ikat/result"
	"ikat/say"
)

// usualFor is the table that a page opens where its reader has named an estimated one, which is of one economy: the
// usual one. The reader's is what chains are followed in, and whose economy pages are about if none is chosen.
func (r *request) usualFor(ref string) string {
	if !estimate.Series(ref) {
		return ref
	}
	if !strings.Contains(ref, "/") { // forms have the year apart
		year, _ := strconv.Atoi(r.Get("year"))
		ref = estimate.Dated(ref, year)
	}
	if !estimate.Named(ref) { // adb-est/2019 is the economy's that the page is about
		e, err := economies.Resolve(r.Get("economy"))
		if err != nil {
			return ref
		}
		if ref, err = estimate.Full(ref, e.Code); err != nil {
			return r.Get("table")
		}
	}
	r.estimate = ref
	if r.Get("economy") == "" {
		r.Set("economy", estimate.Of(ref))
	}
	return r.site.table
}

// unusedEstimate says that a page is not about the estimated table that its reader has named.
func (r *request) unusedEstimate(v *View) {
	used := slices.ContainsFunc(v.Sources, func(s result.Source) bool { return s.Table == r.estimate })
	if r.estimate != "" && v.Page != "chain" && !used {
		r.word("focus.estimated", map[string]any{"ref": r.estimate})
	}
}

// estimated is the estimated table that answers about the reader's economy: the one named, or where looking for the
// economy in the page's table has failed, its newest one; nil where the page's own table answers, or none can be made.
//
// Error: what opening the table named says.
func (r *request) estimated(failed error) (*subject, error) {
	e, err := economies.Resolve(r.Get("economy"))
	if err != nil {
		return nil, nil // what is wrong with the economy, the page says
	}
	ref := r.estimate
	if ref == "" || estimate.Of(ref) != e.Code {
		var gone, ok = (*absent)(nil), false
		if !errors.As(failed, &gone) {
			return nil, nil
		}
		if ref, ok = question.NewestEstimated(r, r.site.engine, e.Code); !ok {
			return nil, nil
		}
	}
	table, err := r.site.engine.Table(r, ref, r.progress)
	if err != nil {
		return nil, err
	}
	return &subject{Table: table, ref: ref, name: table.Name, years: estimate.Years()}, nil
}

// namedTable is the table that the reader has named, an estimated one too, or the usual one.
func (r *request) namedTable() (*subject, error) {
	r.usualFor(r.Get("table"))
	if at, err := r.estimated(nil); at != nil || err != nil {
		return at, err
	}
	return r.subject()
}

// ownTable is namedTable, or where that lacks the reader's economy, its estimated one, which the page is about from
// then on.
func (r *request) ownTable() (*subject, error) {
	t, err := r.namedTable()
	if err != nil || estimate.Named(t.ref) {
		return t, err
	}
	_, failed := r.home(t)
	at, err := r.estimated(failed)
	if at == nil || err != nil {
		return t, err
	}
	r.fromEstimate(t, at)
	r.estimate = at.ref
	r.Set("table", at.ref)
	return at, nil
}

// fromEstimate says that an estimated table answers in place of the page's.
func (r *request) fromEstimate(page, at *subject) {
	r.word("focus.from-estimate", map[string]any{"name": economies.Name(estimate.Of(at.ref)),
		"table": r.tableName(page.name), "ref": at.ref})
}

// chainEstimated follows a product in an estimated table of its economy: inputs from abroad come from the rest of the
// world as one, and every number has its range.
func (r *request) chainEstimated(page, at *subject) (*View, error) {
	code := estimate.Of(at.ref)
	if r.estimate != at.ref {
		r.fromEstimate(page, at)
	}
	industry, _, err := r.exported(at, code)
	if err != nil {
		return nil, err
	}
	to, err := r.anyMarket(page, code)
	if err != nil {
		return nil, err
	}
	own := *at
	if own.Table, err = r.site.engine.Table(r, estimate.To(at.ref, to), r.progress); err != nil {
		return nil, err
	}
	c, controls, err := r.following(&own, code, industry, to, marketsBut(code))
	if err != nil {
		return nil, err
	}
	total, err := r.at(c, "total")
	if err != nil {
		return nil, err
	}
	asked, err := chains.Chain.Read(map[string][]string{"product": {c.product}, "table": {at.ref}}, question.Asker{})
	if err != nil {
		return nil, err
	}
	said := say.NewPage(say.In(r.Language))
	chains.Chain.Lead.Say(said, &question.Request{Values: asked}, total.Frame)
	v := &View{Title: r.Say("chain.title", c.names), Question: r.Say("chain.question", c.names),
		Controls: append(r.focusControls(page, code), controls[len(controls)-2:]...), Looks: r.looks(c)}
	v.Answer = append(paragraphsOf(said), r.Say("chain.estimated", c.names))
	v.Central = []Term{
		{r.CentralOf([]float64{total.value(0, "arrival_low"), total.value(0, "arrival"), total.value(0, "arrival_high")}),
			r.Say("chain.central")},
		{r.Say("chain.days-value", map[string]any{"days": c.MeanDays}), r.Say("chain.central-days")},
	}
	v.Calls = []*Call{total.call, c.call("link")}
	if err := r.chainParts(v, c, r.chainLayers, r.chainDays, r.chainDrawnLinks, r.chainSides,
		r.chainSlow, r.chainReliability); err != nil {
		return nil, err
	}
	for _, left := range []string{"network", "mend", "worth"} {
		v.leave(r, left, "chain."+left, r.Say("chain.estimated-left"))
	}
	v.about(total.Frame)
	return v, r.better(v, code)
}

// chainDrawnLinks are the links with the part of small firms, which takes long in every draw of the table.
func (r *request) chainDrawnLinks(c *chained) (*Section, error) {
	return &Section{ID: "cost", Title: r.Say("chain.links"), Basis: sourcesOf(c.Links),
		Takes: question.Work{Seconds: .5}, // of about 35 industries in each of the draws
		Work:  func(r *request, _ engine.Progress) (*Section, error) { return r.chainLinks(c) }}, nil
}

// looks says that a page looks at an estimated table.
func (r *request) looks(c *chained) string {
	return r.Label(c.names["economy"].(string)) + lookingAt + strconv.Itoa(c.t.Year) + lookingAt + c.t.name
}

// anyMarket is the reader's market of whatever economy, or the largest buyer in the page's table: who buys from an
// economy is in no estimated table.
func (r *request) anyMarket(page *subject, maker string) (string, error) {
	e, err := economies.Resolve(r.Get("partner"))
	if err == nil && e.Code != maker {
		return e.Code, nil
	}
	sold, err := r.ask(asking{measure: "exports", level: "bilateral", tables: []string{page.ref}})
	if err != nil {
		return "", err
	}
	bought, most := map[string]float64{}, ""
	for i := range sold.Rows() {
		code := sold.text(i, "importer")
		if bought[code] += sold.value(i, "gexp"); page.IsAggregate(code) || code == maker {
			continue
		}
		if most == "" || bought[code] > bought[most] {
			most = code
		}
	}
	r.word("focus.largest-market", map[string]any{"name": economies.Name(maker), "market": economies.Name(most)})
	return most, nil
}

// marketsBut are all economies but one, by name.
func marketsBut(code string) []Choice {
	var out []Choice
	for _, e := range economies.All() {
		if e.Code != code {
			out = append(out, Choice{e.Code, e.Name})
		}
	}
	return out
}

// better offers published tables that have an economy: what an estimated one leaves open they say.
func (r *request) better(v *View, code string) error {
	e, ok := economies.Get(code)
	if !ok { // a group that a table has as one
		return nil
	}
	card, err := known.Of(e)
	if err != nil {
		return err
	}
	t := r.offers(slices.DeleteFunc(slices.Clone(r.site.keeping.Sources), func(s fetch.Source) bool {
		return !slices.Contains(card.Better(), s.Name)
	}))
	if t.Total == 0 { // this server keeps nothing
		return nil
	}
	s := Section{ID: "better", Title: r.Say("focus.better"), Table: t, Command: "tables get " + card.Better()[0],
		Lead: r.Say("focus.better-lead", map[string]any{"name": e.Name, "sure": len(card.Years) > 0})}
	if r.site.keeping.Token {
		s.Token = r.Say("data.token")
	}
	v.Sections = append(v.Sections, s)
	return nil
}

// paragraphsOf are the sentences of an answer in prose.
func paragraphsOf(p *say.Page) []string {
	var out []string
	for _, b := range p.Blocks {
		if b.Kind == say.Paragraph && !b.Basis {
			out = append(out, b.Text)
		}
	}
	return out
}
