package sourcing

import (
	"ikat/engine"
	"ikat/question/borders"
	"ikat/result"
	"ikat/sourcing"
	"strings"
)

// Compare reads the text of rival offers of a product and compares them on arrival; path is what messages call it.
//
// Error: fault.Unreadable for the text; what its own check says.
func Compare(path, text string, files []string) ([]sourcing.Price, *sourcing.Landed, error) {
	l, err := sourcing.ReadLanded(path, strings.NewReader(text))
	if err != nil {
		return nil, nil, err
	}
	t, err := borders.Open(files, 0)
	if err != nil {
		return nil, nil, err
	}
	l.Fill(t)
	prices, err := l.Compare()
	return prices, l, err
}

// frame lists the offers, cheapest first.
func frame(e *engine.Engine, prices []sourcing.Price, l *sourcing.Landed) *result.Frame {
	f := l.Rows(prices)
	f.Provenance.Program = e.Program()
	return f
}
