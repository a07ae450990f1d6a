package chains

import (
	"context"
	"strings"

	"ikat/border"
	"ikat/engine"
	"ikat/fault"
	"ikat/question/borders"
	"ikat/result"
	"ikat/share"
	"ikat/sourcing"
)

// OwnChain is the answer about a user's bill of materials.
type OwnChain struct {
	*sourcing.OwnChain
	Thetas    []float64
	Benchmark string
	Links     *result.Frame
}

// FollowOwn reads the text of a bill of materials and analyses it; path is what messages call it.
//
// Error: fault.Unreadable for the text; what the bill's own check says.
func FollowOwn(ctx context.Context, e *engine.Engine, path, text string, choice borders.Choice) (*OwnChain, error) {
	choice = choice.WithDefaults()
	bom, err := sourcing.ReadBOM(path, strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	t, err := borders.Open(choice.Files, 0)
	if err != nil {
		return nil, err
	}
	missing, err := border.ParseMissing(choice.Missing)
	if err != nil {
		return nil, err
	}
	best, err := t.Benchmark(choice.Benchmark)
	if err != nil {
		return nil, err
	}
	own, err := bom.Analyse(
		ctx,
		sourcing.Costs{Table: t, Missing: missing, Thetas: choice.Thetas, Container: choice.Container},
		best,
	)
	if err != nil {
		return nil, fault.In(path, err)
	}
	if bom.Container != nil {
		choice.Container = *bom.Container
	}
	choice.Thetas = own.Model.Thetas
	_, name, err := borders.BenchmarkOf(t, choice)
	if err != nil {
		return nil, err
	}
	out := &OwnChain{OwnChain: own, Thetas: choice.Thetas, Benchmark: name}
	out.Links = own.Product.LinkRows()
	out.Links.Title = "What borders add to " + bom.Product + ", link by link"
	choice.Borderless = []string{"none"}
	w := &model{model: own.Model, Applied: &borders.Applied{Choice: choice, Table: t, Borders: own.Model.Borders,
		Filled: own.Filled, Best: name}}
	w.notes = chainNotes(own.Model.Sys, w.Applied)
	stamp(e, out.Links, w, "chain --bom "+path)
	out.Links.Provenance.Sources[0] = result.Source{Table: path, Publisher: "your own bill of materials",
		Unit: bom.Unit}
	if bom.Unit != "" && !share.IsCurrency(bom.Unit) {
		out.Links.Note("unit-unknown", share.UnknownUnit, "unit", bom.Unit)
	}
	return out, nil
}
