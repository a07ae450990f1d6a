package measure

import (
	"context"
	"fmt"
	"math"
	"slices"

	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/result"
)

var footprint = &Measure{
	ID:       "footprint",
	Label:    "Footprints of final demand",
	Question: "For whose final use is work done, energy used, carbon emitted, and where?",
	Definition: "Any quantity that goes with output (a satellite: employment, energy, emissions), by the economy " +
		"that produces, by the economy whose final demand it serves, and embodied in what the one sells the other " +
		"through all chains.",
	Formula: "diag(q/x) B Y: quantity of producing sector i embodied in the final demand of economy r; in exports " +
		"(q/x)'B e_sr, of the exporter's own (q/x)_s' B_ss e_sr",
	Reading: "Production less exported plus imported is consumption. Embodied counts a quantity once, in exports at " +
		"every border it crosses. By sector, consumption is by producing industry, wherever it is. The quantities " +
		"come from --satellite FILE, or with a table that has them.",
	Reference: "Wood, Stadler & others (2018), Journal of Cleaner Production 171; Peters & Hertwich (2008), " +
		"Environmental Science & Technology 42",
	Levels: []Level{
		{ID: "country", Keys: []string{"indicator", "economy"}, Economy: "economy"},
		{ID: "sector", Keys: []string{"indicator", "economy", "industry"}, Economy: "economy"},
		{ID: "bilateral", Keys: []string{"indicator", "producer", "consumer"}, Economy: "producer",
			Partner: "consumer"},
	},
	Domestic: always("production"),
	Terms: func(q Query) []Term {
		if q.Level == "bilateral" {
			return []Term{
				{"embodied", "Embodied in final demand", "the satellite's",
					"quantity at the producer for final demand of the consumer, through all chains"},
				{"own_in_exports", "Own, in exports", "the satellite's",
					"quantity at the producer in its gross exports to the consumer"},
				{"in_exports", "All, in exports", "the satellite's",
					"quantity anywhere in the producer's gross exports to the consumer"},
			}
		}
		return []Term{
			{"production", "By producer", "the satellite's", "quantity where it arises"},
			{"consumption", "By consumer", "the satellite's", "quantity, anywhere, for the economy's final demand"},
			{"exported", "Exported", "the satellite's", "of production, for final demand abroad"},
			{"imported", "Imported", "the satellite's", "of consumption, that arises abroad"},
		}
	},
	Compute: computeFootprint,
}

func computeFootprint(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	if len(s.Satellites) == 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: "measure footprint",
			What: fault.Say("table %s has no satellites", s.Table.Ref()),
			Fix:  "Give a CSV of quantities by economy and industry: {satellite}"}
	}
	by, err := s.Absorbed(ctx)
	if err != nil {
		return nil, err
	}
	frames := make([]*result.Frame, len(s.Satellites))
	for k, sat := range s.Satellites {
		intensity := times(sat.Values, s.InvX())
		var f *result.Frame
		if q.Level == "bilateral" {
			if f, err = embodiedPairs(ctx, s, intensity, by, terms); err != nil {
				return nil, err
			}
		} else {
			f = embodied(s, sat.Values, intensity, by, q.Level, terms)
		}
		indicator := &result.Column{Name: "indicator", Label: "Indicator",
			Dict: []string{sat.Name + " (" + sat.Unit + ")"}, Codes: make([]int32, f.Rows())}
		f.Columns = append([]*result.Column{indicator}, f.Columns...)
		left(f, s, sat)
		if sat.Note != "" {
			f.Warn("footprint.unknown", "{indicator}: {note}. What would need it is blank: an economy's consumption and "+
				"imports, where what it uses of such an economy is not known", "indicator", sat.Name, "note", sat.Note)
		}
		frames[k] = f
	}
	return result.Append(frames...)
}

// left warns of a satellite's quantities in sectors without output, or taken apart: they are in production, and in
// nobody's consumption.
func left(f *result.Frame, s *leontief.System, sat icio.Satellite) {
	var sum float64
	var where []string
	for i, q := range sat.Values {
		if q != 0 && !math.IsNaN(q) && (s.X[i] == 0 || s.IsApart(i)) {
			sum += q
			where = append(where, s.Sector(i))
		}
	}
	if len(where) == 0 {
		return
	}
	const most = 5
	f.Warn(
		"footprint.no-output",
		"{amount} of {indicator} ({unit}) are of sectors without output, or that use up their own, and so in production "+
			"but in nobody's consumption: {sectors}",
		"amount",
		fmt.Sprintf("%g", sum),
		"indicator",
		sat.Name,
		"unit",
		sat.Unit,
		"sectors",
		fault.First(where, most, ", "),
	)
}

// embodied returns production, consumption and what crosses borders between them, by economy or sector.
func embodied(s *leontief.System, amount, intensity, by []float64, level string, terms []Term) *result.Frame {
	rows := newEconomyRows(s, level)
	G, N := s.G(), 1
	if rows.sector {
		N = len(s.Industries)
	}
	consumed, exported, imported := make([]float64, rows.rows), make([]float64, rows.rows), make([]float64, rows.rows)
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			k := s.Industry[i] % N
			for r, y := range by[i*G : (i+1)*G] {
				q := intensity[i] * y
				consumed[r*N+k] += q
				if r != p {
					exported[p*N+k] += q
					imported[r*N+k] += q
				}
			}
		}
	}
	return rows.frame(terms, [][]float64{rows.sum(amount), consumed, exported, imported})
}

// embodiedPairs returns, by pair, what the producer's output holds for the consumer's final demand, and what its gross
// exports to the consumer hold: of its own, and from anywhere.
func embodiedPairs(ctx context.Context, s *leontief.System, intensity, by []float64,
	terms []Term) (*result.Frame, error) {
	known, some := known(intensity)
	origin, err := s.OriginOf(ctx, known)
	if err != nil {
		return nil, err
	}
	G, e := s.G(), s.Exports()
	q, own, all := make([]float64, G*G), make([]float64, G*G), make([]float64, G*G)
	producer, consumer := make([]int32, G*G), make([]int32, G*G)
	for p, P := range s.Parts {
		for r := range G {
			producer[p*G+r], consumer[p*G+r] = int32(p), int32(r)
		}
		for i := P.Lo; i < P.Hi; i++ {
			for r, y := range by[i*G : (i+1)*G] {
				q[p*G+r] += intensity[i] * y
			}
			anywhere := some
			for _, w := range origin[i*G : (i+1)*G] {
				anywhere += w
			}
			for r, x := range e.Total[i*G : (i+1)*G] {
				own[p*G+r] += (origin[i*G+p] + 0*intensity[i]) * x // not known where the producer's is not
				all[p*G+r] += anywhere * x
			}
		}
	}
	f := &result.Frame{}
	f.Key("producer", "Producing economy", s.Codes(), producer)
	f.Key("consumer", "Consuming economy", s.Codes(), consumer)
	values(f, terms, [][]float64{q, own, all})
	return f, nil
}

// known returns intensities with 0 in place of those that are not known, which a system cannot be solved with, and NaN
// where there are any.
func known(intensity []float64) (out []float64, some float64) {
	out = slices.Clone(intensity)
	for i, v := range out {
		if math.IsNaN(v) {
			out[i], some = 0, v
		}
	}
	return out, some
}
