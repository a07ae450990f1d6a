package portfolio

import (
	"fmt"
	"slices"

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
}

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
	d, err := yamltext.Read(name, "docs/schema/programmes.md describes the file", text)
	if err != nil {
		return nil, nil, err
	}
	f := &File{}
	if err := d.Into(f); err != nil {
		return nil, nil, err
	}
	p, err := f.problem(name)
	if err != nil {
		return nil, nil, err
	}
	return f, p, fault.In(name, p.Check())
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

func (f *File) problem(name string) (*Problem, error) {
	var requirements names
	p := &Problem{}
	bad := func(where, what string) error {
		return &fault.Error{Kind: fault.Invalid, Where: name + ", " + where, What: what,
			Fix: "docs/schema/programmes.md describes the file"}
	}
	if len(f.Programmes) == 0 || len(f.Firms) == 0 || len(f.Markets) == 0 {
		return nil, bad("the plan", "it has no programmes, no markets or no firms")
	}
	if f.Budget == nil {
		return nil, bad("budget", "it is missing")
	}
	p.Budget = *f.Budget
	var ids []string
	markets := map[string]int{}
	for k, m := range f.Markets {
		if _, twice := markets[m.ID]; twice || m.ID == "" {
			return nil, bad("market "+m.ID, "its id is missing, or used twice")
		}
		markets[m.ID], ids = k, append(ids, m.ID)
		p.Markets = append(p.Markets, Market{ID: m.ID, K: m.Worth, Now: m.Now})
	}
	seen := map[string]bool{}
	for _, g := range f.Programmes {
		if seen[g.ID] || g.ID == "" {
			return nil, bad("programme "+g.ID, "its id is missing, or used twice")
		}
		seen[g.ID] = true
		if what := wrongList(g.Closes, "it closes"); what != "" {
			return nil, bad("programme "+g.ID, what)
		}
		if g.Source == "" && g.Launch+g.PerFirm > 0 {
			return nil, bad("programme "+g.ID, "its costs have no source; write where they are from, or \"judgement\"")
		}
		seats := NoLimit
		if g.Seats != nil {
			if seats = *g.Seats; seats < 0 {
				return nil, bad("programme "+g.ID, fmt.Sprintf("it has %d seats", seats))
			}
		}
		p.Programmes = append(p.Programmes, Programme{ID: g.ID, Closes: requirements.of(g.Closes), Launch: g.Launch,
			PerFirm: g.PerFirm, Seats: seats})
	}
	firms := map[string]bool{}
	for _, one := range f.Firms {
		market, ok := markets[one.Market]
		switch {
		case firms[one.ID] || one.ID == "":
			return nil, bad("firm "+one.ID, "its id is missing, or used twice")
		case !ok:
			return nil, &fault.Error{Kind: fault.NotFound, Where: name + ", firm " + one.ID,
				What: fmt.Sprintf("there is no market %q", one.Market), Fix: fault.Suggest(one.Market, ids, "")}
		case len(one.Gaps) == 0 && f.doubted(one.ID):
		default:
			if what := wrongList(one.Gaps, "it lacks"); what != "" {
				return nil, bad("firm "+one.ID, what)
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
	return p, f.checkDoubts(name, bad)
}

// wrongList is what is wrong with a list of requirements; "" where nothing is.
func wrongList(list []string, does string) string {
	for k, id := range list {
		if slices.Contains(list[:k], id) {
			return does + " " + id + " twice"
		}
	}
	if len(list) == 0 {
		return does + " nothing"
	}
	return ""
}

// doubted reports whether a firm perhaps lacks something.
func (f *File) doubted(firm string) bool {
	return slices.ContainsFunc(f.Uncertain, func(u DoubtText) bool { return u.Firm == firm })
}

// checkDoubts refuses what is perhaps lacked by no firm, twice, or by a firm that surely lacks it.
func (f *File) checkDoubts(name string, bad func(where, what string) error) error {
	for k, u := range f.Uncertain {
		where := "uncertain " + u.ID
		at := slices.IndexFunc(f.Firms, func(one FirmText) bool { return one.ID == u.Firm })
		switch {
		case at < 0:
			return &fault.Error{Kind: fault.NotFound, Where: name + ", " + where,
				What: fmt.Sprintf("there is no firm %q", u.Firm)}
		case u.ID == "" || slices.ContainsFunc(f.Uncertain[:k], func(o DoubtText) bool { return o.ID == u.ID }):
			return bad(where, "its id is missing, or used twice")
		case u.Requirement == "":
			return bad(where, "it names no requirement")
		case slices.Contains(f.Firms[at].Gaps, u.Requirement):
			return bad(where, fmt.Sprintf("%s lacks %s for sure: it stands among its gaps", u.Firm, u.Requirement))
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
