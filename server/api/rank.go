package api

import (
	"regexp"
	"strings"

	"ikat/engine"
	"ikat/result"
)

// elasticity is a set that can be named over HTTP: never the path of a file.
var elasticity = regexp.MustCompile(`^(` + strings.ReplaceAll(strings.Join(engine.ElasticitySets(), "|"), ".", `\.`) + `|[0-9]{1,3}(\.[0-9]{1,6})?)$`)

var elasticityLike = strings.Join(engine.ElasticitySets(), ", ") + " or a number"

// mostSets is how many elasticity sets one question may ask for.
const mostSets = 5

func (a *API) rankRoutes() []*route {
	params := joined([]param{
		a.tableParam(),
		{name: "for", doc: "whose gain: world, an economy, several separated by commas, a sector ECONOMY_INDUSTRY, or sme:ECONOMY, its small and medium firms' income", otherwise: "world", example: "IDN"},
		{name: "by", doc: "what has a rank", values: engine.RankBy, otherwise: "link", example: "link"},
		{name: "industry", form: several, doc: "only links of these industries; goods and services stand for many", example: []string{"goods"}},
		{name: "exporter", form: several, doc: "only links from these economies", example: []string{"IDN"}},
		{name: "importer", form: several, doc: "only links to these economies"},
		{name: "top", form: whole, min: 1, max: 100, doc: "how many ranks to show and to solve exactly", otherwise: "20", example: "5"},
		{name: "cut", doc: "by how much mending lowers the cost of delivery on a link (5% where nothing is said); or benchmark: border procedures no worse than benchmark="},
		{name: "elasticities", form: several, most: mostSets, doc: "elasticity sets, the central one first: " + elasticityLike, pattern: elasticity, like: elasticityLike,
			otherwise: strings.Join(engine.UsualElasticities, ","), example: engine.UsualElasticities},
		{name: "deficits", doc: "trade deficits: held, or purged before anything else", values: []string{"held", "purged"}, otherwise: "held", example: "held"},
		{name: "shares", doc: "origins of inputs: pooled over uses, or use-specific", values: []string{"pooled", "use-specific"}, otherwise: "pooled", example: "pooled"},
	}, chainParams)
	return []*route{{method: "GET", path: "/rank", id: "rank", tag: "What mending is worth", summary: "The borders in the world that are worth most to mend",
		doc: "Every link (or pair, side, industry) by what a lower cost of delivery on it is worth once prices, wages and trade have adjusted everywhere; the first ones solved exactly. As `ikat rank`.", params: params, rows: a.rank,
		name: func(r *request) []string { return r.named("rank", "for", "by", "table") }}}
}

func (a *API) rank(r *request) (*result.Frame, error) {
	choice, err := r.border()
	if err != nil {
		return nil, err
	}
	q := engine.Ranking{Table: r.one("table"), For: r.one("for"), By: r.one("by"), Industries: r.all("industry"), Exporters: r.all("exporter"), Importers: r.all("importer"),
		Top: int(r.amount("top")), Border: choice, Elasticities: r.all("elasticities"), Deficits: r.one("deficits")}
	if q.UseSpecific, err = engine.ParseShares(r.one("shares")); err != nil {
		return nil, err
	}
	if q.Cut, err = engine.ParseCut(r.one("cut"), r.chosen); err != nil {
		return nil, err
	}
	return a.Engine.Rank(r.Context(), q, nil)
}
