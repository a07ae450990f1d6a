package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var shares = &Measure{
	ID:       "shares",
	Label:    "Value chains in shares of exports",
	Question: "How does an economy take part in value chains, whatever its size?",
	Definition: "Parts of the Borin-Mancini decomposition (source, exporter perspective) over the row's own gross " +
		"exports: what was earned at home and abroad, and what crosses two borders or more, because it contains " +
		"foreign inputs (backward) or because buyers export it again (forward).",
	Formula: "DC / E; FC / E; GVC / E; GVCB / E; GVCF / E, with the terms of bm; E_s / Σ_t E_t",
	Reading: "dc_share + fc_share = 1 and gvcb_share + gvcf_share = gvc_share, up to exports of industries without " +
		"output. For comparing economies, industries and years of different size; amounts are in bm.",
	Reference: "Borin & Mancini (2019), World Bank Policy Research Working Paper 8804",
	Levels:    []Level{ByCountry, BySector, ByBilateral},
	Domestic:  always("gexp", "gvcb_share"),
	Terms: func(Query) []Term {
		return []Term{
			{"gexp", "Gross exports", Currency, "sales to all users in other economies"},
			{"gvc_share", "Share in value chains", "share",
				"exports that cross at least two borders, over gross exports"},
			{"gvcb_share", "Backward share", "share", "in value chains because they contain foreign inputs, over " +
				"gross exports"},
			{"gvcf_share", "Forward share", "share", "in value chains because importers sell them on, over " +
				"gross exports"},
			{"dc_share", "Share earned at home", "share", "domestic content over gross exports"},
			{"fc_share", "Share earned abroad", "share", "foreign content over gross exports"},
			{"world_share", "Share of world exports", "share", "of the gross exports of all economies together"},
		}
	},
	Compute: computeShares,
}

func computeShares(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	amounts := Query{Level: q.Level, Options: map[string]string{"approach": "source", "perspective": "exporter"}}
	f, err := computeBM(ctx, s, amounts, bmTerms(amounts))
	if err != nil {
		return nil, err
	}
	gexp := f.Column("gexp").Floats
	var world float64
	for _, e := range gexp {
		world += e
	}
	out := &result.Frame{}
	for _, c := range f.Columns {
		if c.IsText() {
			out.Columns = append(out.Columns, c)
		}
	}
	for i, part := range []string{"gexp", "gvc", "gvcb", "gvcf", "dc", "fc", "gexp"} {
		v := append([]float64(nil), f.Column(part).Floats...)
		for row := range v {
			switch i {
			case 0:
			case len(terms) - 1:
				v[row] = ratio(v[row], world)
			default:
				v[row] = ratio(v[row], gexp[row])
			}
		}
		t := terms[i]
		out.Number(t.Name, t.Label, t.Unit, t.Definition, result.Accounting, v)
	}
	return out, nil
}
