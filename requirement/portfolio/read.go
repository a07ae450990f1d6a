package portfolio

import (
	"slices"
	"strconv"

	"ikat/fault"
	"ikat/internal/yamltext"
	"ikat/share"
)

// File is an agency's plan as people write it; docs/schema/programmes.md describes it.
type File struct {
	Agency     string          `yaml:"agency"`
	Economy    string          `yaml:"economy"`
	Unit       string          `yaml:"unit"`  // of money
	Worth      string          `yaml:"worth"` // what worth is measured in
	Budget     *float64        `yaml:"budget"`
	Programmes []ProgrammeText `yaml:"programmes"`
	Markets    []MarketText    `yaml:"markets"`
	Firms      []FirmText      `yaml:"firms"`
	Uncertain  []DoubtText     `yaml:"uncertain"`

	text *yamltext.Document
}

// Where names the line of a part of the plan, given as names of fields and numbers of entries.
func (f *File) Where(path ...any) string { return f.text.Where(path...) }

// ProgrammeText is a programme as it is written.
type ProgrammeText struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Closes  []string `yaml:"closes"`
	Launch  float64  `yaml:"launch"`
	PerFirm float64  `yaml:"per_firm"`
	Seats   *int     `yaml:"seats"`
	Source  string   `yaml:"source"` // of the costs
}

// MarketText is a market as it is written: its worth is worth·ln(qualified capacity/qualified now).
type MarketText struct {
	ID    string  `yaml:"id"`
	Worth float64 `yaml:"worth"`
	Now   float64 `yaml:"qualified_now"`
}

// FirmText is a firm, or so many that are alike, as it is written.
type FirmText struct {
	ID       string   `yaml:"id"`
	Number   *int     `yaml:"number"`
	Capacity float64  `yaml:"capacity"`
	Market   string   `yaml:"market"`
	Gaps     []string `yaml:"gaps"`
}

// DoubtText is a gap that a firm has perhaps.
type DoubtText struct {
	ID          string     `yaml:"id"`
	Firm        string     `yaml:"firm"`
	Requirement string     `yaml:"requirement"`
	Probability share.Part `yaml:"probability"`
}

// Read reads an agency's plan.
//
// Error: fault.Unreadable and Invalid with the line; fault.NotFound for a market or firm that is none.
func Read(name string, text []byte) (*File, *Problem, error) {
	d, err := yamltext.Read(name, fix, text)
	if err != nil {
		return nil, nil, err
	}
	f := &File{text: d}
	if err := d.Into(f); err != nil {
		return nil, nil, err
	}
	p, err := f.problem()
	if err != nil {
		return nil, nil, err
	}
	if s := p.slip(); s != nil {
		return nil, nil, f.bad(s.called, s.what, s.path...)
	}
	return f, p, nil
}

// bad is what is wrong with a part of the plan: as people call it, and the path to it.
func (f *File) bad(called, what string, path ...any) error {
	return f.text.Fault(fault.Invalid, fault.Say("%s: %s", fault.Word(called), fault.Word(what)), path...)
}

// nameless is an entry's id, or its place in the list where it has none.
func nameless(id string, n int) string {
	if id == "" {
		return strconv.Itoa(n + 1)
	}
	return id
}

// names numbers what requirements are called.
type names []string

func (n *names) of(list []string) (out []int) {
	for _, r := range list {
		at := slices.Index(*n, r)
		if at < 0 {
			at = len(*n)
			*n = append(*n, r)
		}
		out = append(out, at)
	}
	return out
}

func (f *File) problem() (*Problem, error) {
	var requirements names
	p := &Problem{}
	if len(f.Programmes) == 0 || len(f.Firms) == 0 || len(f.Markets) == 0 {
		return nil, f.bad("the plan", "it has no programmes, no markets or no firms")
	}
	if f.Budget == nil {
		return nil, f.bad("the plan", "its budget is missing")
	}
	p.Budget = *f.Budget
	var ids []string
	markets := map[string]int{}
	for k, m := range f.Markets {
		if _, twice := markets[m.ID]; twice || m.ID == "" {
			return nil, f.bad(fault.Say("market %s", nameless(m.ID, k)), "its id is missing, or used twice", "markets", k, "id")
		}
		markets[m.ID], ids = k, append(ids, m.ID)
		p.Markets = append(p.Markets, Market{ID: m.ID, K: m.Worth, Now: m.Now})
	}
	seen := map[string]bool{}
	for n, g := range f.Programmes {
		called := fault.Say("programme %s", nameless(g.ID, n))
		if seen[g.ID] || g.ID == "" {
			return nil, f.bad(called, "its id is missing, or used twice", "programmes", n, "id")
		}
		seen[g.ID] = true
		if what := wrongList(g.Closes, "it closes"); what != "" {
			return nil, f.bad(called, what, "programmes", n, "closes")
		}
		if g.Source == "" && g.Launch+g.PerFirm > 0 {
			return nil, f.bad(called, "its costs have no source; write where they are from, or \"judgement\"",
				"programmes", n)
		}
		seats := NoLimit
		if g.Seats != nil {
			if seats = *g.Seats; seats < 0 {
				return nil, f.bad(called, fault.Say("it has %d seats", seats), "programmes", n, "seats")
			}
		}
		p.Programmes = append(p.Programmes, Programme{ID: g.ID, Closes: requirements.of(g.Closes), Launch: g.Launch,
			PerFirm: g.PerFirm, Seats: seats})
	}
	firms := map[string]bool{}
	for n, one := range f.Firms {
		called := fault.Say("firm %s", nameless(one.ID, n))
		market, ok := markets[one.Market]
		switch {
		case firms[one.ID] || one.ID == "":
			return nil, f.bad(called, "its id is missing, or used twice", "firms", n, "id")
		case !ok:
			return nil, &fault.Error{Kind: fault.NotFound, Where: f.Where("firms", n, "market"),
				What: fault.Say("%s: there is no market %q", fault.Word(called), one.Market),
				Fix:  fault.Suggest(one.Market, ids, "")}
		case len(one.Gaps) == 0 && f.doubted(one.ID):
		default:
			if what := wrongList(one.Gaps, "it lacks"); what != "" {
				return nil, f.bad(called, what, "firms", n, "gaps")
			}
		}
		firms[one.ID] = true
		number := 1
		if one.Number != nil {
			number = *one.Number
		}
		p.Firms = append(p.Firms, Firm{ID: one.ID, Weight: number, Capacity: one.Capacity, Market: market,
			Gaps: requirements.of(one.Gaps)})
	}
	return p, f.checkDoubts()
}

// wrongList is what is wrong with a list of requirements; "" where nothing is.
func wrongList(list []string, does string) string {
	for k, id := range list {
		if slices.Contains(list[:k], id) {
			return fault.Say("%s %s twice", fault.Word(does), id)
		}
	}
	if len(list) == 0 {
		return fault.Say("%s nothing", fault.Word(does))
	}
	return ""
}

// doubted reports whether a firm perhaps lacks something.
func (f *File) doubted(firm string) bool {
	return slices.ContainsFunc(f.Uncertain, func(u DoubtText) bool { return u.Firm == firm })
}

// checkDoubts refuses what is perhaps lacked by no firm, twice, or by a firm that surely lacks it.
func (f *File) checkDoubts() error {
	for k, u := range f.Uncertain {
		called := fault.Say("uncertain %s", nameless(u.ID, k))
		at := slices.IndexFunc(f.Firms, func(one FirmText) bool { return one.ID == u.Firm })
		switch {
		case at < 0:
			return &fault.Error{Kind: fault.NotFound, Where: f.Where("uncertain", k, "firm"),
				What: fault.Say("%s: there is no firm %q", fault.Word(called), u.Firm)}
		case u.ID == "" || slices.ContainsFunc(f.Uncertain[:k], func(o DoubtText) bool { return o.ID == u.ID }):
			return f.bad(called, "its id is missing, or used twice", "uncertain", k, "id")
		case u.Requirement == "":
			return f.bad(called, "it names no requirement", "uncertain", k)
		case slices.Contains(f.Firms[at].Gaps, u.Requirement):
			return f.bad(called, fault.Say("%s lacks %s for sure: it stands among its gaps", u.Firm, u.Requirement),
				"uncertain", k, "requirement")
		}
	}
	return nil
}

// Bet is the plan as a choice of whole programmes while some gaps are uncertain: a firm is worth what it adds at the
// margin of a plan, and a programme costs its launch and a place for every firm that lacks what it closes, as far as
// there are seats.
func (f *File) Bet(p *Problem, at *Plan) *Bet {
	var requirements names
	b := &Bet{Budget: p.Budget}
	h := make([]float64, len(p.Markets))
	for m := range p.Markets {
		h[m] = p.Markets[m].Now
	}
	for k, takes := range at.Takes {
		if takes != nil {
			h[p.Firms[k].Market] += float64(p.Firms[k].Weight) * p.Firms[k].Capacity
		}
	}
	number := map[string]int{}
	for k, one := range p.Firms {
		m := p.Markets[one.Market]
		number[f.Firms[k].ID] = k
		b.Firms = append(b.Firms, Sure{Value: m.K / h[one.Market] * float64(one.Weight) * one.Capacity,
			Gaps: requirements.of(f.Firms[k].Gaps)})
	}
	for _, u := range f.Uncertain {
		r := requirements.of([]string{u.Requirement})[0]
		b.Uncertain = append(b.Uncertain, Doubt{ID: u.ID, Firm: number[u.Firm], Gap: r, P: float64(u.Probability)})
	}
	for k, g := range f.Programmes {
		closes := requirements.of(g.Closes)
		places := 0
		for n, one := range b.Firms {
			if slices.ContainsFunc(one.Gaps, func(r int) bool { return slices.Contains(closes, r) }) {
				places += p.Firms[n].Weight
			}
		}
		if seats := p.Programmes[k].Seats; seats != NoLimit {
			places = min(places, seats)
		}
		b.Programmes = append(b.Programmes, Offer{ID: g.ID, Closes: closes, Cost: g.Launch + float64(places)*g.PerFirm})
	}
	return b
}
