package indicators

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"sync"

	"ikat/fault"
)

// Concentration is a group's published regional concentration of trade in a year.
type Concentration struct {
	Set    string // adb62 or adb72
	Flows  string // "gross exports", or "end-to-end": value added from where it is made to where it is used
	Group  string // ASEAN, EAEU, EU, NAFTA or SAFTA, as the publisher has their members
	Year   int
	Within float64 // trade among members, million USD
	Export float64 // members' exports, to each other too
	Import float64 // members' imports, from each other too
	World  float64 // world trade
	Index  float64 // as published
}

// ConcentrationIndex is the share of a group's trade that stays inside it, over its share of world trade.
//
//	(within / ((exports + imports)/2)) / (((exports + imports)/2) / world)
//
// NaN where the group or the world trades nothing. Frankel (1997), Regional Trading Blocs in the World Economic System.
func ConcentrationIndex(within, exports, imports, world float64) float64 {
	own := (exports + imports) / 2
	if !(own > 0) || !(world > 0) {
		return math.NaN()
	}
	return within / own / (own / world)
}

//go:embed data/concentration.csv
var concentrationFile []byte

// Concentrations returns the regional concentration of five groups, by set, flows, group and year.
func Concentrations() ([]Concentration, error) { return concentrations() }

var concentrations = sync.OnceValues(func() ([]Concentration, error) {
	return readEmbedded("data/concentration.csv", concentrationFile, parseConcentration)
})

// readEmbedded reads the rows of an embedded file below its header.
//
// Error: fault.Internal with the file's name.
func readEmbedded[T any](name string, file []byte, parse func(row []string) (T, error)) ([]T, error) {
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	var out []T
	for i := 1; i < len(rows) && err == nil; i++ {
		var one T
		if one, err = parse(rows[i]); err == nil {
			out = append(out, one)
		}
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Internal, Where: name,
			What: fault.Say("an embedded file cannot be read: %v", err), Err: err}
	}
	return out, nil
}

func parseConcentration(row []string) (Concentration, error) {
	if len(row) != 9 {
		return Concentration{}, fmt.Errorf("a row has %d cells", len(row))
	}
	var v [6]float64
	for i := range v {
		x, err := strconv.ParseFloat(row[3+i], 64)
		if err != nil {
			return Concentration{}, err
		}
		v[i] = x
	}
	return Concentration{Set: row[0], Flows: row[1], Group: row[2], Year: int(v[0]), Within: v[1], Export: v[2],
		Import: v[3], World: v[4], Index: v[5]}, nil
}
