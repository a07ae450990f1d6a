package api

import (
	"regexp"

	"ikat/engine"
	"ikat/result"
)

func (a *API) chainRoutes() []*route {
	to := param{name: "to", doc: "economy the product is delivered to: a code or name", example: "USA"}
	return []*route{
		{method: "GET", path: "/chain/{product}", id: "chain", tag: "Chains and borders", summary: "What borders cost along a product's chain", doc: "Every link of the chain: what it adds to the product's price and how many days, what mending it saves, and how often its rank holds over the assumptions. As `ikat chain`.",
			params: joined([]param{
				{name: "level", doc: "rows: every link, whose procedures (side), the slowest inputs (slow), the stages that add up to the price (layer), days at borders (day)", values: engine.ChainLevels, otherwise: "link", example: "side"},
				{name: "mend", doc: "what would change if a border were easier, by cost of a day: FROM:INDUSTRY:TO or ECONOMY:export or ECONOMY:import, by a share or by days", like: "such as CHN:export=50%", example: "CHN:export=50%"},
				{name: "worth", form: flag, doc: "with mend: what that is worth to every economy, in general equilibrium", otherwise: "false", example: "true"},
				{name: "product", inPath: true, doc: "ECONOMY:INDUSTRY", pattern: regexp.MustCompile(`^[^:]+:[^:]+$`), like: "of the form ECONOMY:INDUSTRY", example: "CHN:c14"}, to, a.tableParam()}, chainParams),
			rows: a.chain, name: func(r *request) []string { return r.named("chain", "product", "to", "level", "table") }},
		{method: "GET", path: "/chains", id: "chains", tag: "Chains and borders", summary: "Where borders weigh most", doc: "Every product of a table by what borders add to it; or, for each exporter, the foreign borders that cost its chains most. As `ikat chain --all`.",
			params: joined([]param{{name: "part", doc: "products, or sides: the foreign procedures", values: []string{"products", "sides"}, otherwise: "products", example: "products"}, to, a.tableParam()}, chainParams),
			rows:   a.chains, name: func(r *request) []string { return r.named("chains", "part", "to", "table") }},
		{method: "GET", path: "/border", id: "border", tag: "Chains and borders", summary: "Border procedures compared", doc: "Documents, days and dollars it takes to export and import a container, ranks and gaps to the best and to peers. As `ikat border`.",
			params: joined([]param{
				{name: "economies", form: several, doc: "keep only these economies", example: []string{"VNM", "THA", "IDN"}},
				{name: "peers", form: several, doc: "economies to measure gaps against (default: all others)", example: []string{"MYS", "SGP"}},
			}, borderParams), rows: a.borders, name: func(r *request) []string { return r.named("border", "economies") }},
	}
}

func (r *request) chainQuestion() (engine.ChainQuestion, error) {
	choice, err := r.border()
	return engine.ChainQuestion{To: r.one("to"), Table: r.one("table"), Border: choice}, err
}

func (a *API) chain(r *request) (*result.Frame, error) {
	q, err := r.chainQuestion()
	if err != nil {
		return nil, err
	}
	q.Product = r.one("product")
	return a.Engine.ChainRows(r.Context(), q, r.one("level"), r.one("mend"), r.one("worth") == "true", nil)
}

func (a *API) chains(r *request) (*result.Frame, error) {
	q, err := r.chainQuestion()
	if err != nil {
		return nil, err
	}
	answer, err := a.Engine.AllChains(r.Context(), q, nil)
	if err != nil {
		return nil, err
	}
	if r.one("part") == "sides" {
		return answer.Sides, nil
	}
	return answer.Products, nil
}

func (a *API) borders(r *request) (*result.Frame, error) {
	choice, err := r.border()
	if err != nil {
		return nil, err
	}
	return a.Engine.Borders(r.all("economies"), r.all("peers"), choice)
}
