package trade

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/faulttest"
	"ikat/internal/tinyworld"
)

// Lines are those of the file, comments and all.
func TestElasticitiesNameTheirLine(t *testing.T) {
	table := tinyworld.Table()
	text := "# ours\nindustry,theta\n" + table.Industries[0] + ",4\n\n*,-1\n"
	err := elasticities(table, "e.csv", strings.NewReader(text), make([]float64, len(table.Industries)))
	var e *fault.Error
	if !errors.As(err, &e) || e.Where != "e.csv, line 5" {
		t.Errorf("%v", err)
	}
}

func FuzzElasticities(f *testing.F) {
	table := tinyworld.Table()
	for _, seed := range []string{"industry,theta\n*,4\n", "industry,theta\n" + table.Industries[0] + ",4\n*,\"5",
		"industry,theta\n*,Inf\n", ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		theta := make([]float64, len(table.Industries))
		err := elasticities(table, "fuzz.csv", bytes.NewReader(data), theta)
		faulttest.OfFile(t, err)
		for _, v := range theta {
			if err == nil && !(v > 0) {
				t.Fatal(theta)
			}
		}
	})
}
