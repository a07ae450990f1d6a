package chains

import (
	"context"
	"fmt"
	"strings"

	"ikat/chain"
	"ikat/fault"
	"ikat/result"
)

// Levels are the details in which the chain of a product can be shown.
var Levels = []string{"link", "side", "slow", "layer", "day", "total"}

// Frame returns the chain's rows at a level: every border crossed (link), every economy's export and import procedures
// (side), the slowest inputs (slow), who adds value in which layer (layer), how long the value spends at borders (day),
// or what all borders together come to (total).
//
// Error: fault.Invalid for a level that there is not; what solves say.
func (a *Followed) Frame(ctx context.Context, level string) (*result.Frame, error) {
	var f *result.Frame
	switch level {
	case "link":
		return a.linksWithFirms(), nil
	case "side":
		f = a.SideRows()
		f.Title = "Whose procedures borders cost " + a.Name + " most"
	case "slow":
		f = a.SlowRows(a.Slow)
		f.Title = fmt.Sprintf("The slowest inputs of %s that carry at least %g%% of its value", a.Name,
			100*chain.Thresholds[len(chain.Thresholds)/2])
	case "day":
		f = chain.DayRows(a.Days, a.LastDays)
		f.Title = "How long the value of " + a.Name + " spends at borders"
	case "total":
		f = a.TotalRows()
	case "layer":
		layers, err := a.Layers(ctx)
		if err != nil {
			return nil, err
		}
		f = a.LayerRows(layers)
		f.Title = "Who adds what to " + a.Name + ", layer by layer"
	default:
		return nil, &fault.Error{Kind: fault.Invalid, Param: "level", Where: level, What: "there is no such level",
			Fix: fault.Suggest(level, Levels, fault.Say("Levels are %s", strings.Join(Levels, ", ")))}
	}
	f.Title += delivered(a.ToName)
	f.Notes, f.Provenance = a.Links.Notes, a.Links.Provenance
	f.Provenance.Parameters = append(append([]result.Parameter(nil), f.Provenance.Parameters...),
		result.Parameter{Name: "level", Value: level})
	return f, nil
}
