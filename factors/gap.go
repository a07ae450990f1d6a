package factors

import (
	"math"
	"slices"

	"ikat/border"
	"ikat/draws"
	"ikat/fault"
)

// GapOf compares an economy's border procedures with its peers'. Where the table lacks the economy, the gap is unknown.
//
// Error: fault.NotFound for a peer that the table lacks; fault.Invalid without peers.
func GapOf(t *border.Table, economy string, peers []string, container float64) (Gap, error) {
	g := Gap{Source: t.InWords(), Peers: peers, Container: container}
	nan := math.NaN()
	g.Export, g.Import = Side{nan, nan, nan, nan}, Side{nan, nan, nan, nan}
	own, ok := t.Find(economy)
	if !ok {
		return g, nil
	}
	if len(peers) == 0 {
		return g, &fault.Error{Kind: fault.Invalid, Where: fault.Say("peers of %s", economy), What: "there are none",
			Fix: "Name one or more"}
	}
	var exports, imports []border.Procedure
	for _, code := range peers {
		r, ok := t.Find(code)
		if !ok {
			return g, &fault.Error{Kind: fault.NotFound, Where: fault.Say("border table %s", t.Name),
				What: fault.Say("it has no economy %s", code),
				Fix:  fault.Suggest(code, t.Codes(), "Choose other peers")}
		}
		exports, imports = append(exports, r.Export), append(imports, r.Import)
	}
	g.Export, g.Import = sideOf(own.Export, exports), sideOf(own.Import, imports)
	return g, nil
}

// sideOf is how far procedures are above their peers' median, and above the best of each; below is no room.
func sideOf(own border.Procedure, peers []border.Procedure) Side {
	days, costs := make([]float64, 0, len(peers)), make([]float64, 0, len(peers))
	for _, p := range peers {
		if p.Days == p.Days && p.Cost == p.Cost {
			days, costs = append(days, p.Days), append(costs, p.Cost)
		}
	}
	if len(days) == 0 {
		nan := math.NaN()
		return Side{nan, nan, nan, nan}
	}
	above := func(v, limit float64) float64 { return math.Max(0, v-limit) }
	return Side{MedianDays: above(own.Days, draws.Median(days)), MedianCost: above(own.Cost, draws.Median(costs)),
		BestDays: above(own.Days, slices.Min(days)), BestCost: above(own.Cost, slices.Min(costs))}
}
