package flat_test

import (
	"strings"
	"testing"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/flat"
)

// A file that ends too early is refused although its lines make a rectangle, and the error names a label; without
// losses it is read.
func TestLostLabels(t *testing.T) {
	lines := func(rows, columns string) string {
		var b strings.Builder
		b.WriteString("from,sells,to,uses,value\n")
		for _, r := range strings.Fields(rows) {
			for _, c := range strings.Fields(columns) {
				b.WriteString(strings.Replace(r, "_", ",", 1) + "," + strings.Replace(c, "_", ",", 1) + ",1\n")
			}
		}
		return b.String()
	}
	form := flat.Form{Separator: ',', Line: func(c [][]byte, to *flat.Cell) (bool, error) {
		*to = flat.Cell{RowEconomy: c[0], RowPart: c[1], ColEconomy: c[2], ColPart: c[3], Value: c[4]}
		return true, nil
	}}
	const rows, columns = "AUS_a AUS_b KOR_a KOR_b TOT_VA", "AUS_a AUS_b KOR_a KOR_b AUS_F KOR_F"
	for _, c := range []struct {
		rows, columns, named string
		sparse               bool
	}{
		{rows, columns, "", false},
		{"AUS_a AUS_b KOR_a TOT_VA", columns, "KOR_b", false},
		{"AUS_a AUS_b TOT_VA", columns, "KOR_a", false},
		{rows, "AUS_a AUS_b KOR_a AUS_F KOR_F", "KOR_b", false},
		{rows, "AUS_a AUS_b AUS_F", "KOR_a", false},
		{rows, "AUS_a KOR_a AUS_F KOR_F", "AUS_b", false},
		{rows, "AUS_a AUS_b KOR_a KOR_b AUS_F", "KOR_F", false},
		{rows, "AUS_a AUS_b KOR_a KOR_b AUS_F", "", true},
		{rows, "AUS_a AUS_b AUS_F", "KOR_a", true},
	} {
		src, err := tablefile.FromBytes("x.csv", []byte(lines(c.rows, c.columns)))
		if err != nil {
			t.Fatal(err)
		}
		form.Sparse = c.sparse
		m, err := flat.Read(t.Context(), src, form, tablefile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Blocks()
		switch {
		case c.named == "" && err != nil:
			t.Errorf("%s by %s: %v", c.rows, c.columns, err)
		case c.named != "" && (fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), c.named)):
			t.Errorf("%s by %s: %v, which does not name %s", c.rows, c.columns, err, c.named)
		}
	}
}
