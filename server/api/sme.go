package api

import (
	"fmt"

	"ikat/engine"
	"ikat/result"
	"ikat/sme"
)

func (a *API) smeRoutes() []*route {
	usual := sme.Usual(nil)
	params := joined([]param{
		{name: "economy", inPath: true, doc: "code or name; statistics of firm size are built in for some economies", example: "KOR"},
		a.tableParam(), groupParam, valueAddedParam,
		{name: "bounds", form: flag, doc: "also the interval that no split agreeing with the statistics leaves", otherwise: "true", example: "true"},
		{name: "worth", form: flag, doc: "also what each further statistic would do to it", otherwise: "true", example: "false"},
		{name: "va-within", form: number, doc: "interval: a class's value added per output is within this factor of its industry's; 0 leaves it free", otherwise: fmt.Sprint(usual.ValueAdded), example: "1.25"},
		{name: "imports-within", form: number, doc: "interval: a class's imported inputs per output are within this factor of its industry's; 0 leaves them free", otherwise: fmt.Sprint(usual.Imports), example: "1.5"},
		{name: "export-cap", form: flag, doc: "interval: small firms export no larger a part of output than their industry", otherwise: fmt.Sprint(usual.ExportCap), example: "true"},
		{name: "free-final", form: flag, doc: "interval: leave open which class serves final users at home", otherwise: fmt.Sprint(usual.FreeFinal), example: "false"},
	})
	return []*route{{method: "GET", path: "/smes", id: "smes", tag: "Small and medium firms", summary: "Economies with statistics side by side", doc: "The point estimates of every economy of the table that has statistics of firm size, a row each. As `ikat sme --all`.",
		params: []param{a.tableParam(), groupParam, valueAddedParam}, rows: a.smes, name: func(r *request) []string { return r.named("smes", "table") }}, {method: "GET", path: "/sme/{economy}", id: "sme", tag: "Small and medium firms", summary: "What small and medium firms earn in exports",
		doc: "A quantity a row, with the point estimate and the interval that no split of the table agreeing with the statistics leaves. As `ikat sme`.", params: params, rows: a.sme,
		name: func(r *request) []string { return r.named("sme", "economy", "table") }}}
}

func (a *API) smes(r *request) (*result.Frame, error) {
	opt, err := r.options()
	if err != nil {
		return nil, err
	}
	q := engine.UsualSME("", r.one("table"))
	q.Groups, q.ValueAdded = opt.Groups, opt.Basis
	return a.Engine.SMEs(r.Context(), q, nil)
}

func (a *API) sme(r *request) (*result.Frame, error) {
	opt, err := r.options()
	if err != nil {
		return nil, err
	}
	q := engine.SMEQuestion{Economy: r.one("economy"), Table: r.one("table"), Bounds: r.on("bounds"), Worth: r.on("worth"), Groups: opt.Groups, ValueAdded: opt.Basis, Assume: sme.Usual(nil)}
	q.Assume.ValueAdded, q.Assume.Imports = r.amount("va-within"), r.amount("imports-within")
	q.Assume.ExportCap, q.Assume.FreeFinal = r.on("export-cap"), r.on("free-final")
	for _, name := range []string{"va-within", "imports-within"} {
		if v := r.amount(name); v != 0 && v < 1 {
			return nil, invalid(name, fmt.Sprintf("%g is no factor", v), "It takes a factor of 1 or more, or 0")
		}
	}
	answer, err := a.Engine.SME(r.Context(), q, nil)
	if err != nil {
		return nil, err
	}
	return answer.Frame(), nil
}
