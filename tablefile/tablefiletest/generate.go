package tablefiletest

import (
	"pgregory.net/rapid"

	"ikat/economies"
	"ikat/icio"
)

// Table generates small tables with what real ones hold: zeros, integers, decimals of every length, negative flows,
// sectors without output, extra rows with and without final demand. The numbers do not balance; readers do not care.
func Table() *rapid.Generator[*icio.Table] {
	return rapid.Custom(func(t *rapid.T) *icio.Table {
		table := &icio.Table{
			Economies: rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 1, 5, rapid.ID).Draw(t, "economies"),
			Industries: rapid.SliceOfNDistinct(rapid.StringMatching(`[a-e][0-9A-Za-z]{0,5}`), 1, 5, rapid.ID).Draw(t,
				"industries"),
			Categories: rapid.SliceOfNDistinct(rapid.StringMatching(`f[A-Z]{1,5}`), 1, 4, rapid.ID).Draw(t,
				"categories"),
		}
		n, width := table.Sectors(), table.G()*table.K()
		table.Z = numbers(t, "Z", n*n)
		table.F = numbers(t, "F", n*width)
		table.VA = numbers(t, "VA", n)
		table.X = make([]float64, n)
		for i := range n {
			table.X[i] = sum(table.Z[i*n:(i+1)*n]) + sum(table.F[i*width:(i+1)*width])
		}
		for _, code := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"TLS", "TTM", "ROW_TAXSUB"}), 0, 3,
			rapid.ID).Draw(t, "extra") {
			row := icio.Row{Code: code, Use: numbers(t, code, n)}
			if rapid.Bool().Draw(t, code+" on final demand") {
				row.FD = numbers(t, code+" final", width)
			}
			table.Extra = append(table.Extra, row)
		}
		return table
	})
}

// codes are those of the world's economies: other letters may be a word that a layout keeps for itself, such as IMP for
// rows of imports. None looks like the code of an industry or a category, or like a part of an economy (CN1, MX2).
var codes = func() (list []string) {
	for _, e := range economies.All() {
		list = append(list, e.Code)
	}
	return list
}()

func sum(list []float64) (s float64) {
	for _, v := range list {
		s += v
	}
	return s
}

func numbers(t *rapid.T, label string, count int) []float64 {
	return rapid.SliceOfN(number, count, count).Draw(t, label)
}

var number = rapid.OneOf(
	rapid.Just(0.0),
	rapid.Map(rapid.IntRange(-1000, 1_000_000), func(i int) float64 { return float64(i) }),
	rapid.Map(rapid.IntRange(-1000, 1_000_000_000), func(i int) float64 { return float64(i) / 1e6 }),
	rapid.Float64Range(-1e3, 1e7),
	rapid.Float64Range(-1e300, 1e300), // sums stay finite
)
