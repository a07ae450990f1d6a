package engine

import (
	"context"
	"strings"

	"ikat/border"
	"ikat/result"
	"ikat/sourcing"
)

// OwnChain is the answer about a user's bill of materials.
type OwnChain struct {
	*sourcing.OwnChain
	Thetas    []float64
	Benchmark string
	Links     *result.Frame
}

// OwnChain reads the text of a bill of materials and analyses it; path is what messages call it.
//
// Error: fault.Unreadable for the text; what the bill's own check says.
func (e *Engine) OwnChain(ctx context.Context, path, text string, choice BorderChoice) (*OwnChain, error) {
	choice = choice.withDefaults().uniform()
	bom, err := sourcing.ReadBOM(path, strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	t, err := e.BorderTable(choice.Files, 0)
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
	own, err := bom.Analyse(ctx, t, missing, best, choice.Thetas, choice.Container)
	if err != nil {
		return nil, err
	}
	if bom.Container != nil {
		choice.Container = *bom.Container
	}
	_, name, err := benchmark(t, choice)
	if err != nil {
		return nil, err
	}
	out := &OwnChain{OwnChain: own, Thetas: choice.Thetas, Benchmark: name}
	out.Links = own.Product.LinkRows()
	out.Links.Title = "What borders add to " + bom.Product + ", link by link"
	w := &chained{model: own.Model, table: t, bestName: name, choice: choice}
	w.choice.Borderless = []string{"none"}
	w.notes = chainNotes(own.Model.Sys, own.Model.Borders, own.Filled, w)
	e.stampChain(out.Links, w, "chain --bom "+path)
	out.Links.Provenance.Sources[0] = result.Source{Table: path, Publisher: "your own bill of materials",
		Unit: bom.Unit}
	return out, nil
}

// Landed reads the text of rival offers of a product and compares them on arrival; path is what messages call it.
//
// Error: fault.Unreadable for the text; what its own check says.
func (e *Engine) Landed(path, text string, files []string) ([]sourcing.Price, *sourcing.Landed, error) {
	l, err := sourcing.ReadLanded(path, strings.NewReader(text))
	if err != nil {
		return nil, nil, err
	}
	t, err := e.BorderTable(files, 0)
	if err != nil {
		return nil, nil, err
	}
	l.Fill(t)
	prices, err := l.Compare()
	return prices, l, err
}

// LandedFrame lists the offers, cheapest first.
func (e *Engine) LandedFrame(prices []sourcing.Price, l *sourcing.Landed) *result.Frame {
	f := l.Rows(prices)
	f.Provenance.Program = "ikat " + e.version
	return f
}
