package api

import (
	"strconv"

	"ikat/engine"
	"ikat/result"
)

func (a *API) sourceRoutes() []*route {
	return []*route{{method: "GET", path: "/source/{number}", id: "source", tag: "Source document", summary: "A table of the source document beside what the data give",
		doc: "Tables 12 and 13 (small and medium firms), 14 (border procedures) and 15 (trade within East Asia in machinery) as printed, beside what the table at hand and the built-in data give. As `ikat source`.",
		params: []param{{name: "number", inPath: true, doc: "number of the table in the document", values: []string{"12", "13", "14", "15"}, example: "15"}, a.tableParam(),
			{name: "industry", form: several, doc: "table 15: industries of the table that make machinery (default: what its codes say)", example: []string{"c13", "c14", "c15"}}},
		rows: a.source, basis: func(*request) ([]string, error) { return a.allContents() }, name: func(r *request) []string { return r.named("source", "number", "table") }}}
}

func (a *API) source(r *request) (*result.Frame, error) {
	number, err := strconv.Atoi(r.one("number"))
	if err != nil {
		return nil, err
	}
	return a.Engine.Source(r.Context(), engine.SourceQuestion{Number: number, Table: r.one("table"), Industries: r.all("industry")}, nil)
}
