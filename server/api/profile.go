package api

import (
	"ikat/engine"
	"ikat/result"
)

// Profile is an economy's place in global value chains. Amounts are in Unit, shares are fractions; null is not defined.
type Profile struct {
	Economy    string            `json:"economy"`
	Name       string            `json:"name"`
	Unit       string            `json:"unit"`
	Years      []ProfileYear     `json:"years" doc:"oldest first; the last is the year the rest is about"`
	Rank       int               `json:"rank" doc:"by trade in value chains over exports; 1 is the highest"`
	Of         int               `json:"of"`
	Suppliers  []ProfilePartner  `json:"suppliers" doc:"whose value added is in the exports"`
	Buyers     []ProfilePartner  `json:"buyers" doc:"who buys the exports"`
	Users      []ProfilePartner  `json:"users" doc:"whose final demand absorbs the domestic value added"`
	Industries []ProfileIndustry `json:"industries"`
	Notes      []result.Note     `json:"notes"`
	Sources    []result.Source   `json:"sources"`
}

// ProfileYear is one year of a profile.
type ProfileYear struct {
	Year          int      `json:"year"`
	Exports       quantity `json:"exports"`
	WorldShare    quantity `json:"world_share" doc:"of all economies' gross exports"`
	Domestic      quantity `json:"domestic" doc:"domestic content over exports"`
	Foreign       quantity `json:"foreign" doc:"foreign content over exports"`
	GVC           quantity `json:"gvc" doc:"trade that crosses two borders or more, over exports"`
	Backward      quantity `json:"backward" doc:"its backward part, over exports"`
	Forward       quantity `json:"forward" doc:"its forward part, over exports"`
	ValueAddedOut quantity `json:"value_added_abroad" doc:"value added absorbed abroad"`
	DependsOn     quantity `json:"dependence" doc:"the same over the economy's value added"`
}

// ProfilePartner is an economy and its part in something.
type ProfilePartner struct {
	Economy string   `json:"economy"`
	Name    string   `json:"name"`
	Amount  quantity `json:"amount"`
	Share   quantity `json:"share"`
}

// ProfileIndustry is an industry's part in the exports.
type ProfileIndustry struct {
	Industry string   `json:"industry"`
	Name     string   `json:"name"`
	Exports  quantity `json:"exports"`
	Share    quantity `json:"share"`
	Domestic quantity `json:"domestic"`
	Backward quantity `json:"backward"`
	Forward  quantity `json:"forward"`
}

// profileTables are the tables of a profile and their content: one table brings its earlier years along.
func (r *request) profileTables() ([]string, error) {
	refs, err := r.tables()
	if err != nil {
		return nil, err
	}
	if refs, err = r.api.Engine.WithEarlierYears(refs); err != nil {
		return nil, err
	}
	return r.api.contents(refs)
}

func (a *API) profile(r *request) (any, error) {
	opt, err := r.options()
	if err != nil {
		return nil, err
	}
	refs, err := r.tables()
	if err != nil {
		return nil, err
	}
	if refs, err = a.Engine.WithEarlierYears(refs); err != nil {
		return nil, err
	}
	p, err := a.Engine.Profile(r.Context(), r.one("economy"), refs, opt, nil)
	if err != nil {
		return nil, err
	}
	out := &Profile{Economy: p.Economy, Name: p.Name, Unit: p.Unit, Rank: p.Rank, Of: p.Of, Suppliers: profilePartners(p.Suppliers), Buyers: profilePartners(p.Buyers), Users: profilePartners(p.Users), Notes: p.Notes, Sources: p.Sources}
	for _, y := range p.Years {
		out.Years = append(out.Years, ProfileYear{y.Year, quantity(y.Exports), quantity(y.WorldShare), quantity(y.Domestic), quantity(y.Foreign), quantity(y.GVC), quantity(y.Backward), quantity(y.Forward), quantity(y.ValueAddedOut), quantity(y.DependsOn)})
	}
	for _, i := range p.Industries {
		out.Industries = append(out.Industries, ProfileIndustry{i.Industry, i.Name, quantity(i.Exports), quantity(i.Share), quantity(i.Domestic), quantity(i.Back), quantity(i.Forth)})
	}
	return out, nil
}

func profilePartners(list []engine.Partner) []ProfilePartner {
	out := make([]ProfilePartner, len(list))
	for i, p := range list {
		out[i] = ProfilePartner{p.Economy, p.Name, quantity(p.Amount), quantity(p.Share)}
	}
	return out
}
