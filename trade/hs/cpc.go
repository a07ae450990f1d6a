package hs

import (
	_ "embed"
	"slices"
	"sync"
)

//go:embed cpc1.csv.gz
var packedCPC []byte

// products of the Central Product Classification, by codes of the edition of 2017, joined as table is.
var central = sync.OnceValues(func() ([]entry[string], error) {
	return embedded("trade/hs/cpc1.csv.gz", packedCPC, func(r []string) string { return r[1] })
})

// CPC are the codes of five digits of the Central Product Classification, Version 1, that the product of Find belongs
// to, in order: several where products below it differ, none where the publisher gives none.
//
// Error: fault.Internal for embedded data that cannot be read.
func (f Found) CPC() ([]string, error) {
	all, err := central()
	if err != nil {
		return nil, err
	}
	out := slices.DeleteFunc(below(all, f.Of), func(c string) bool { return c == "" })
	slices.Sort(out)
	return out, nil
}
