package computed_test

import (
	"context"
	"reflect"
	"testing"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/question/computed"
	"ikat/tablefile/all"
)

// shelf is a library of one table, which may be replaced.
type shelf struct {
	table *icio.Table
	id    string
	opens int
}

func (s *shelf) List() ([]icio.Entry, error) {
	return []icio.Entry{{Name: "tiny", Year: 2000}}, nil
}

func (s *shelf) Content(string, int) (string, error) { return s.id, nil }

func (s *shelf) Open(_ context.Context, name string, year int) (*icio.Table, error) {
	if name != "tiny" || year != 2000 {
		return nil, &fault.Error{Kind: fault.NotFound, What: "no such table"}
	}
	s.opens++
	t := *s.table
	t.Name, t.Year = name, year
	return &t, nil
}

// A question asked again is not computed again; one about other rows of the same table is a choice of rows; and a table
// that has been replaced is another table.
func TestAnswersAreKeptUntilTheTableIsAnother(t *testing.T) {
	library := &shelf{table: tinyworld.Table(), id: "first"}
	e := engine.New("test", all.All(), library)
	ask := func(economies ...string) []float64 {
		t.Helper()
		f, err := computed.Measures(
			t.Context(),
			e,
			computed.Request{Measures: []string{"exports"}, Tables: []string{"tiny/2000"}, Economies: economies},
			nil,
		)
		if err != nil {
			t.Fatal(err)
		}
		return f[0].Column("gexp").Floats
	}
	every := append([]float64(nil), ask()...)
	code := library.table.Economies[1]
	if one := ask(code); len(one) != 1 || one[0] != every[1] {
		t.Errorf("exports of %s are %v, of all %v", code, one, every)
	}
	if again := ask(); !reflect.DeepEqual(again, every) || library.opens != 1 {
		t.Errorf("asked again: %v, first %v; opened %d times", again, every, library.opens)
	}
	double := *library.table
	double.Z, double.F, double.X, double.VA = twice(double.Z), twice(double.F), twice(double.X), twice(double.VA)
	library.table, library.id = &double, "second"
	if got := ask(); got[0] != 2*every[0] {
		t.Errorf("after the table was replaced exports are %v, before %v", got, every)
	}
}

func twice(v []float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = 2 * x
	}
	return out
}
