package indicators

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"sync"

	"ikat/fault"
)

// Check is an identity that a set's figures were held to before they were rounded.
type Check struct {
	Set         string
	What        string
	Figures     int     // how many it was tried on
	LargestMiss float64 // in the unit that What names
	Allowed     float64 // what the publisher's own rounding explains
}

// LeftOut lists what the publisher has and this package does not, and why.
var LeftOut = []string{
	"export columns of the summary tables: wrong there (China exports 36 trillion US dollars); exports are those of " +
		"the tables of exports and of participation",
	"inputs and final sales: output less value added, and output less intermediate sales",
	"tables at constant prices, and real effective exchange rates",
}

//go:embed data/checks.csv
var checksFile []byte

// Checks returns what was checked.
func Checks() ([]Check, error) { return checks() }

var checks = sync.OnceValues(func() ([]Check, error) {
	rows, err := csv.NewReader(bytes.NewReader(checksFile)).ReadAll()
	var out []Check
	for i := 1; i < len(rows) && err == nil; i++ {
		var c Check
		if c, err = parseCheck(rows[i]); err == nil {
			out = append(out, c)
		}
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Internal, Where: "data/checks.csv",
			What: fault.Say("an embedded file cannot be read: %v", err), Err: err}
	}
	return out, nil
})

func parseCheck(row []string) (Check, error) {
	if len(row) != 5 {
		return Check{}, fmt.Errorf("a row has %d cells", len(row))
	}
	n, err := strconv.Atoi(row[2])
	if err != nil {
		return Check{}, err
	}
	miss, err := strconv.ParseFloat(row[3], 64)
	if err != nil {
		return Check{}, err
	}
	allowed, err := strconv.ParseFloat(row[4], 64)
	return Check{Set: row[0], What: row[1], Figures: n, LargestMiss: miss, Allowed: allowed}, err
}
