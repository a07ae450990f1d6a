package computed_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/internal/tinyworld"
	"ikat/question/computed"
	"ikat/store"
)

// wrote keeps the questiontest.Tiny world in a Parquet file under another unit, year and factor.
func wrote(t *testing.T, name, unit, currency string, year int, factor float64) string {
	t.Helper()
	table := *tinyworld.Table()
	table.Name, table.Unit, table.Currency, table.Year = strings.TrimSuffix(name, ".parquet"), unit, currency, year
	for _, v := range []*[]float64{&table.Z, &table.F, &table.X, &table.VA} {
		scaled := make([]float64, len(*v))
		for i, x := range *v {
			scaled[i] = factor * x
		}
		*v = scaled
	}
	table.Extra, table.Satellites = nil, nil
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := store.WriteParquet(f, &table); err != nil {
		t.Fatal(err)
	}
	return path
}

// The same world in thousands and in millions stacks to the same amounts; one in another currency is refused, unless
// only shares are asked for.
func TestUnitsOfStackedTables(t *testing.T) {
	millions, thousands := wrote(
		t,
		"a.parquet",
		"million",
		"USD",
		2001,
		1,
	), wrote(
		t,
		"b.parquet",
		"thousand",
		"USD",
		2002,
		1000,
	)
	euros, unknown := wrote(t, "c.parquet", "million", "EUR", 2003, 1), wrote(t, "d.parquet", "", "", 2004, 1)
	ask := func(measure string, tables ...string) (float64, error) {
		f, err := computed.Measures(
			t.Context(),
			questiontest.Engine(),
			computed.Request{Measures: []string{measure}, Tables: tables},
			nil,
		)
		if err != nil {
			return 0, err
		}
		c := f[0].Column("gexp")
		if c == nil {
			return 0, nil
		}
		if c.Unit != "million USD" {
			t.Errorf("unit %q", c.Unit)
		}
		n := f[0].Rows() / 2
		var gap float64
		for i := range n {
			gap = math.Max(gap, math.Abs(c.Floats[i]-c.Floats[n+i]))
		}
		return gap, nil
	}
	if gap, err := ask("exports", millions, thousands); err != nil || gap > 1e-9 {
		t.Errorf("thousands and millions differ by %v, %v", gap, err)
	}
	for _, other := range []string{euros, unknown} {
		if _, err := ask("exports", millions, other); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", other, err)
		}
	}
	if _, err := ask("position", millions, euros); err != nil {
		t.Errorf("shares have no currency: %v", err)
	}
}

// A table without a year has none; two of one name and year are told apart; one named twice is one.
func TestKeysOfStackedTables(t *testing.T) {
	dated, undated := wrote(t, "a.parquet", "million", "USD", 2001, 1), wrote(t, "b.parquet", "million", "USD", 0, 1)
	twin, other := wrote(t, "a.parquet", "million", "USD", 2001, 2), wrote(t, "b.parquet", "million", "USD", 2001, 1)
	later := wrote(t, "a.parquet", "million", "USD", 2002, 1)
	for _, c := range []struct {
		tables []string
		keys   string
		rows   int
	}{
		{[]string{dated, undated}, "table", 2}, {[]string{dated, twin}, "year table", 2}, {[]string{dated, dated}, "", 1},
		{[]string{dated, other}, "year table", 2}, {[]string{dated, later}, "year", 2},
		{[]string{undated, dated}, "table", 2},
	} {
		f, err := computed.Measures(
			t.Context(),
			questiontest.Engine(),
			computed.Request{Measures: []string{"exports"}, Tables: c.tables},
			nil,
		)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, k := range f[0].Columns {
			if k.Name == "exporter" {
				break
			}
			keys = append(keys, k.Name)
			if k.Name == "table" && len(k.Dict) != 2 {
				t.Errorf("%v: tables %v", c.tables, k.Dict)
			}
		}
		if strings.Join(keys, " ") != c.keys || f[0].Rows() != c.rows*tinyworld.Table().G() {
			t.Errorf("%v: keys %v, %d rows", c.tables, keys, f[0].Rows())
		}
	}
}
