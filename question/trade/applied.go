package trade

import (
	"strings"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/question/borders"
)

// applied are the tariffs in force of files of rates by link, nought where they say nothing.
//
// Error: what borders.Open says; fault.Invalid for files of which nothing applies to the table.
func applied(files []string, b *counterfactual.Baseline) ([]float64, error) {
	out := make([]float64, b.Links())
	if len(files) == 0 {
		return out, nil
	}
	rates, err := borders.Open(files, 0)
	if err != nil {
		return nil, err
	}
	some := false
	suppliers, doors := b.Suppliers(), b.Doors()
	for _, r := range rates.Bilateral { // of several about one link the last counts
		for j, industry := range b.Industries {
			if r.Industry != "" && r.Industry != industry {
				continue
			}
			for d, to := range doors {
				if r.Destination != "" && r.Destination != b.Economies[to.Economy] {
					continue
				}
				for s, from := range suppliers {
					if from.Economy != to.Economy && (r.Origin == "" || r.Origin == b.Economies[from.Economy]) {
						out[b.Link(j, d, s)], some = r.Rate, true
					}
				}
			}
		}
	}
	if !some {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "tariffs", Where: strings.Join(files, ", "),
			What: "none of its rates is between economies and of industries of the table",
			Fix:  "Give origin,destination,industry,rate with the table's codes, * for all, or a file of tariffs of WITS"}
	}
	return out, nil
}
