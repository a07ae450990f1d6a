package border_test

import (
	"bytes"
	"testing"

	"ikat/border"
	"ikat/internal/faulttest"
)

// A file that ends inside a quote has no first field to ask for its line.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"economy,days export,cost export,days import,cost import\n\"0",
		"economy,docs_export,days_export,cost_export,docs_import,days_import,cost_import\nCHN,7,21,460,5,24,545\n",
		"economy,hours_export_border,cost_export_border,hours_import_border,cost_import_border\nIDN,53,254,99,383\n",
		"origin,destination,industry,rate\nA,*,c1,0.1\n", "industry,sensitivity\nc1,2\n", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := border.Read("fuzz.csv", bytes.NewReader(data))
		faulttest.OfFile(t, err)
	})
}
