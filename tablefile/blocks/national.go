package blocks

import (
	"fmt"

	"ikat/icio"
)

// RestOfWorld is the economy that stands for all others in a national table.
const RestOfWorld = "ROW"

// National makes a table of one economy and the rest of the world of a national table's blocks. Sectors are the
// economy's d industries, then imported products, which RestOfWorld sells; Z has d columns, Demand is the economy's
// own, and what is exported RestOfWorld's; VA, extra rows and printed totals have a value for each of the economy's
// industries, the column of output may have one for each row.
//
// The rest of the world has no inputs, and its value added is what it sells: what it makes and uses itself is not
// known, and the table says so.
//
// Error: as Table.
func (b *Blocks) National(d int) (*icio.Table, error) {
	n, m := len(b.Sectors), len(b.Demand)
	home, rest := b.Sectors[0].Economy, make([]float64, n-d)
	var z []float64
	for i := range n {
		z = append(append(z, b.Z[i*d:(i+1)*d]...), rest...)
	}
	for i := d; i < n; i++ {
		for _, list := range [][]float64{b.Z[i*d : (i+1)*d], b.F[i*m : (i+1)*m]} {
			for _, v := range list {
				rest[i-d] += v
			}
		}
	}
	whole := func(list []float64) []float64 {
		if list == nil || len(list) == n {
			return list
		}
		return append(list[:d:d], rest...)
	}
	b.Z, b.VA = z, whole(b.VA)
	b.Reported = icio.Totals{
		RowOutput:    whole(b.Reported.RowOutput),
		ColumnOutput: whole(b.Reported.ColumnOutput),
		VA:           whole(b.Reported.VA),
	}
	for i := range b.Extra {
		b.Extra[i].Use = append(b.Extra[i].Use[:d:d], make([]float64, n-d)...)
	}
	t, err := b.Table()
	if err != nil {
		return nil, err
	}
	t.Undetermined = []string{RestOfWorld}
	t.Derivation = append(
		t.Derivation,
		fmt.Sprintf("a national table of %s: %s sells what it imports and buys what it exports; what %s makes and "+
			"uses itself is not known", home, RestOfWorld, RestOfWorld),
	)
	return t, nil
}
