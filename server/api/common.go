package api

import (
	"regexp"
	"strings"

	"ikat/engine"
)

// tableName is what a table is called over HTTP. Nothing else reaches the engine, and above all no path.
var tableName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}/([0-9]{1,4}|\*)$`)

const tableLike = "of the form NAME/YEAR"

// tableParam names one table.
func (a *API) tableParam() param {
	return param{name: "table", doc: "table: NAME/YEAR of one at hand", pattern: oneTable, like: tableLike, otherwise: a.Table, example: a.Table}
}

var oneTable = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[0-9]{1,4}$`)

// tableParams are the choices of table that measures and profiles have.
func (a *API) tableParams() []param {
	return []param{
		{name: "table", form: several, doc: "tables: NAME/YEAR, or NAME/* for all its years; several are stacked under a year column", pattern: tableName, like: tableLike, otherwise: a.Table, example: []string{a.Table}},
		groupParam,
		valueAddedParam,
	}
}

var (
	groupParam      = param{name: "group", form: repeated, doc: "take economies as one, whose internal trade is not exports: NAME=CODE,CODE,...; repeat it for several", example: []string{"NAFTA=USA,CAN,MEX"}}
	valueAddedParam = param{name: "value-added", doc: "value added: residual (output less inputs) or reported (the table's own row)", values: []string{"residual", "reported"}, otherwise: "residual", example: "residual"}
)

// options returns the choices with which a table becomes a system.
func (r *request) options() (engine.Options, error) {
	groups, err := engine.ParseGroups(r.all("group"))
	if err != nil {
		return engine.Options{}, err
	}
	basis, err := engine.ParseBasis(r.one("value-added"))
	return engine.Options{Groups: groups, Basis: basis}, err
}

// borderParams are the choices of what borders cost.
var borderParams = []param{
	{name: "theta", form: several, most: 10, doc: "cost of a day, per cent of a good's value; several make a range (default 0.1, 0.2, 0.6, 0.8 and 2.1)", example: []string{"0.2%", "0.8%"}},
	{name: "container-value", form: number, min: 1, max: 1e9, doc: "value of the goods in a container, US$", otherwise: "20000", example: "20000"},
}

// chainParams add the choices of what follows chains through a table.
var chainParams = append([]param{
	{name: "missing", doc: "economies without border data: oecd (its high-income mean), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error", otherwise: "oecd", example: "oecd"},
	{name: "borderless", form: repeated, most: 20, doc: "economies without borders among themselves: eu (its members in the table's year), none, or CODE,CODE,...; repeat it for several sets", otherwise: "eu", example: []string{"eu"}},
	{name: "goods", form: several, doc: "industries whose sales pass border procedures (default: those that make goods)", example: []string{"c4", "c14"}},
	{name: "benchmark", doc: "what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean", otherwise: "frontier", example: "SGP"},
}, borderParams...)

// border returns what borders cost; a route without chainParams leaves those to the engine.
func (r *request) border() (engine.BorderChoice, error) {
	thetas, err := engine.ParseThetas(r.all("theta"))
	c := engine.BorderChoice{Thetas: thetas, Container: r.amount("container-value")}
	for i := range r.params {
		if r.params[i].name == "missing" {
			c.Missing, c.Borderless, c.Goods, c.Benchmark = r.one("missing"), r.all("borderless"), r.all("goods"), r.one("benchmark")
		}
	}
	return c, err
}

// joined makes a list of parameters of several.
func joined(lists ...[]param) []param {
	var out []param
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// named are values that a download's file name shows.
func (r *request) named(first string, params ...string) []string {
	out := []string{first}
	for _, p := range params {
		out = append(out, strings.Join(r.all(p), "-"))
	}
	return out
}
