package ui

import (
	"slices"
	"strconv"
	"strings"

	"ikat/internal/fetch"
	"ikat/question"
)

// Keeping is what pages may offer to get and keep. The zero value is a server that keeps nothing.
type Keeping struct {
	Sources []fetch.Source // what publishers offer
	Store   bool           // there is a store to keep tables in
	Token   bool           // the server asks for its token before it keeps anything

	Data func(name string) (*question.Kept, error) // finds kept data by name; nil where none are kept
	Kept func(kinds []string) []string             // names of data that are kept; nil where none are
}

// Keeps tells pages what they may offer to keep. Call it before the first request.
func (s *Site) Keeps(k Keeping) { s.keeping = k }

// Get is what a reader may have downloaded: a source, and the years that it has, the last first.
type Get struct {
	Name, Label string
	Years       []string
	AnyYear     bool   // the publisher's page says which there are
	Verb, Year  string // what the button and the choice of a year say
}

// publishers are what statistics offices publish, with licence and citation, and a button where ikat can get it.
func (r *request) publishers() Section {
	t := r.offers(r.site.keeping.Sources)
	if t.Total == 0 {
		return r.keepsNothing("publishers", "data.publishers")
	}
	out := Section{ID: "publishers", Title: r.Say("data.publishers"), Lead: r.Say("data.publishers-lead"), Table: t,
		Command: "tables get"}
	if r.site.keeping.Token {
		out.Lead += " " + r.Say("data.asks-token")
		out.Token = r.Say("data.token")
	}
	return out
}

// offers lists sources, each with a button where ikat can get it.
func (r *request) offers(sources []fetch.Source) *Table {
	t := &Table{Header: []Head{{Label: r.Say("data.tables")}, {Label: r.Say("data.download")},
		{Label: r.Say("data.licence")}, {Label: r.Say("data.citation")}}}
	for i := range sources {
		s := &sources[i]
		get := Cell{Text: r.Say("data.by-hand"), Href: s.Page}
		if s.Offered() {
			get = Cell{Get: r.getting(s)}
		}
		t.Rows = append(t.Rows, []Cell{{Text: s.Label, Href: s.Page}, get, {Text: r.Label(s.Licence)},
			{Text: s.Citation, AsIs: true}})
	}
	t.Total = len(t.Rows)
	return t
}

// getting is the choice of what to download from a source.
func (r *request) getting(s *fetch.Source) *Get {
	out := &Get{Name: s.Name, Label: r.Label(s.Label), AnyYear: s.List != nil, Verb: r.Say("data.get"),
		Year: r.Say("control.year")}
	if s.Kind != "" {
		return out
	}
	for _, f := range s.Files {
		for year := f.From; year <= f.To; year++ {
			out.Years = append(out.Years, strconv.Itoa(year))
		}
	}
	slices.Sort(out.Years)
	out.Years = slices.Compact(out.Years)
	slices.Reverse(out.Years)
	return out
}

// adding takes a table that a reader has.
func (r *request) adding() Section {
	if !r.site.keeping.Store {
		return r.keepsNothing("add", "data.add")
	}
	return Section{ID: "add", Title: r.Say("data.add"), Lead: r.Say("data.add-lead"),
		Upload: r.upload("upload", "tables", "/data", question.KeepTable(r.site.engine.Formats()))}
}

// addingTrade takes a file of trade by product that a reader has.
func (r *request) addingTrade() Section {
	if !r.site.keeping.Store {
		return r.keepsNothing("add-trade", "data.add-trade")
	}
	out := Section{ID: "add-trade", Title: r.Say("data.add-trade"), Lead: r.Say("data.add-trade-lead"),
		Upload: r.upload("upload-trade", "trade", "/products", question.KeepFlows())}
	if r.site.keeping.Token {
		out.Lead += " " + r.Say("data.asks-token")
		out.Token = r.Say("data.token")
	}
	return out
}

// upload is the form of what keeps a file: of, tables or trade, names its address and its command alike.
func (r *request) upload(id, of, view string, params []question.Param) *Upload {
	out := &Upload{ID: id, Action: "/api/v1/" + of, View: view, Command: of + " add"}
	for i := range params {
		out.Controls = append(out.Controls, r.keepControl(of, &params[i]))
	}
	return out
}

// keepControl is the field of one parameter of what is kept.
func (r *request) keepControl(of string, p *question.Param) Control {
	key := func(more string) string {
		if own := "keep." + of + "-" + p.Name + more; r.Knows(own) {
			return own
		}
		return "keep." + p.Name + more
	}
	c := Control{Kind: "text", Name: p.Name, Label: r.Say(key("")), Value: p.Default, Unit: p.Example}
	switch {
	case p.Form == question.Flag:
		c.Kind = "check"
	case p.Form == question.Whole:
		c.Kind, c.Min, c.Max = "number", strconv.Itoa(int(p.Min)), strconv.Itoa(int(p.Max))
	case p.Values != nil:
		c.Kind = "select"
		if p.Default == "" {
			c.Options = []Choice{{"", r.Say(key("-none"))}}
		}
		for _, v := range p.Values {
			label := v
			if said := key("-" + v); r.Knows(said) {
				label = r.Say(said)
			} else if more := r.format(p, v); more != "" {
				label += ": " + more
			}
			c.Options = append(c.Options, Choice{v, label})
		}
	}
	return c
}

func (r *request) keepsNothing(id, title string) Section {
	return Section{ID: id, Title: r.Say(title), Lead: r.Say("data.keeps-nothing")}
}

// format says which layout of tables a value of a parameter names, "" where it names none.
func (r *request) format(p *question.Param, id string) string {
	for _, f := range r.site.engine.Formats() {
		if p.Name == "format" && f.ID() == id {
			return f.Label()
		}
	}
	return ""
}

// tradeAtHand lists the trade by product that is kept.
func (r *request) tradeAtHand() Section {
	out := Section{ID: "trade-at-hand", Title: r.Say("data.trade-at-hand"), Lead: r.Say("data.trade-at-hand-none")}
	f, err := r.site.engine.FlowList()
	switch {
	case err != nil:
		out.Lead = strings.Join(r.reasons(err), " ")
	case f.Rows() > 0:
		out.Lead, out.Rows = r.Say("data.trade-at-hand-lead"), NewCall(&question.Question{ID: "trade"})
		out.Table = TableOf(f, nil)
	}
	return out
}
