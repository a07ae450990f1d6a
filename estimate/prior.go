package estimate

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"strconv"
	"sync"

	"ikat/fault"
	"ikat/indicators"
)

// Prior are mean coefficients of other economies, from which an estimate starts. Matrices are N x N, row-major: input
// of product i per unit of output of j.
type Prior struct {
	Home   []float64 // inputs made at home
	Abroad []float64 // imported inputs
	Final  []float64 // share of imports in final use, by product
}

// PriorSource says where the embedded prior comes from.
const PriorSource = "mean input coefficients of the 40 economies of the World Input-Output Tables of 2011 (release " +
	"2013, CC BY 4.0)"

// PriorCitation says how to cite it.
const PriorCitation = "Timmer, Dietzenbacher, Los, Stehrer & de Vries (2015), An Illustrated User Guide to the World " +
	"Input-Output Database, Review of International Economics 23, 575-605"

//go:embed prior.csv
var priorFile []byte

// Mean2011 returns the embedded prior.
func Mean2011() (*Prior, error) { return mean2011() }

var mean2011 = sync.OnceValues(func() (*Prior, error) {
	rows, err := csv.NewReader(bytes.NewReader(priorFile)).ReadAll()
	p := &Prior{}
	for i := 1; i < len(rows) && err == nil; i++ {
		to := map[string]*[]float64{"home": &p.Home, "abroad": &p.Abroad, "final": &p.Final}[rows[i][0]]
		for _, cell := range rows[i][2:] {
			var v float64
			if v, err = strconv.ParseFloat(cell, 64); err != nil {
				break
			}
			*to = append(*to, v)
		}
	}
	n := len(indicators.Industries)
	if err == nil && (len(p.Home) != n*n || len(p.Abroad) != n*n || len(p.Final) != n) {
		err = fault.Errorf("it has %d, %d and %d numbers", len(p.Home), len(p.Abroad), len(p.Final))
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Internal, Where: "prior.csv",
			What: fault.Say("an embedded file cannot be read: %v", err), Err: err}
	}
	return p, nil
})
