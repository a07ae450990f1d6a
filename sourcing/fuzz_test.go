package sourcing_test

import (
	"bytes"
	"testing"

	"ikat/internal/faulttest"
	"ikat/sourcing"
)

func FuzzBOMTable(f *testing.F) {
	for _, seed := range []string{
		"stage,name,economy,price,from,share,days,critical\nchair,Chair,IDN,100,wood,0.4,3,true\nwood,Wood,MYS,40,,,,\n",
		"stage,economy,price,border_cost\ncustomer,JPN,,2%\n\"a", "stage,from,share\na,b,NaN\n", "\ufeffstage\n", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := sourcing.ReadBOM("fuzz.csv", bytes.NewReader(data))
		faulttest.OfFile(t, err)
	})
}
