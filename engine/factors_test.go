package engine_test

import (
	"context"
	"testing"

	"ikat/dense"
	"ikat/engine"
	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/leontief"
)

// keeping is a library of one table that keeps its factors and counts how often they are asked for.
type keeping struct {
	factors   []float64
	exchanges []int
	asked     int
}

func (k *keeping) List() ([]icio.Entry, error) {
	return []icio.Entry{{Name: "tinyworld", Year: 2000}}, nil
}

func (k *keeping) Content(string, int) (string, error) { return "kept", nil }

func (k *keeping) Open(context.Context, string, int) (*icio.Table, error) {
	return tinyworld.Table(), nil
}

func (k *keeping) Factors(context.Context, string, int) (int, []float64, []int, error) {
	k.asked++
	return tinyworld.Table().Sectors(), k.factors, k.exchanges, nil
}

func TestKeptFactorsAreUsed(t *testing.T) {
	s, err := leontief.New(tinyworld.Table(), leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lu, err := s.Factor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	k := &keeping{}
	k.factors, k.exchanges = lu.Factors()
	e := engine.New("test", nil, k)
	system := func(opt leontief.Options) *dense.LU {
		s, err := e.System(t.Context(), "tinyworld/2000", opt, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Factor(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	got, _ := system(leontief.Options{}).Factors()
	if &got[0] != &k.factors[0] || k.asked != 1 {
		t.Errorf("the kept factors were not used; asked %d times", k.asked)
	}
	economies := tinyworld.Table().Economies
	group := leontief.Options{Groups: []leontief.Group{{Code: "PAIR", Members: []string{economies[0], economies[2]}}}}
	if got, _ := system(group).Factors(); &got[0] == &k.factors[0] || k.asked != 1 {
		t.Error("a group, whose sectors stand in another order, got the table's factors")
	}
}
