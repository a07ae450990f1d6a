package store_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/leontief"
	"ikat/store"
)

// keepFactors factors a table and keeps the factors beside it.
func keepFactors(t *testing.T, s *store.Store, table *icio.Table) ([]float64, []int) {
	t.Helper()
	sys, err := leontief.New(table, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lu, err := sys.Factor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a, exchanges := lu.Factors()
	if err := s.KeepFactors(t.Context(), table.Name, table.Year, lu.Order(), a, exchanges); err != nil {
		t.Fatal(err)
	}
	return a, exchanges
}

func TestFactorsStayWithTheirTable(t *testing.T) {
	s, table := store.New(t.TempDir()), tinyworld.Table()
	if err := s.KeepFactors(t.Context(), table.Name, table.Year, 6, make([]float64, 36), nil); fault.KindOf(
		err,
	) != fault.NotFound {
		t.Errorf("without a table: %v", err)
	}
	put(t, s, table, false)
	if _, _, _, err := s.Factors(t.Context(), table.Name, table.Year); fault.KindOf(err) != fault.NotFound ||
		s.HasFactors(table.Name, table.Year) {
		t.Errorf("before: %v", err)
	}
	if err := s.KeepFactors(t.Context(), table.Name, table.Year, 5, make([]float64, 25), nil); fault.KindOf(
		err,
	) != fault.Invalid {
		t.Errorf("of another order: %v", err)
	}
	a, exchanges := keepFactors(t, s, table)
	n, gotA, gotX, err := s.Factors(t.Context(), table.Name, table.Year)
	if err != nil || n != table.Sectors() || !reflect.DeepEqual(gotA, a) || !reflect.DeepEqual(gotX, exchanges) ||
		!s.HasFactors(table.Name, table.Year) {
		t.Errorf("%d %v %v %v", n, gotA, gotX, err)
	}
	put(t, s, table, false)
	if !s.HasFactors(table.Name, table.Year) {
		t.Error("adding the same table again drops its factors")
	}
	other := tinyworld.Table()
	other.Z[1]++
	put(t, s, other, true)
	if s.HasFactors(table.Name, table.Year) {
		t.Error("another table has the first one's factors")
	}
	if left, err := os.ReadDir(filepath.Join(s.Root(), "factors")); err != nil || len(left) > 0 {
		t.Errorf("left: %v %v", left, err)
	}
	keepFactors(t, s, other)
	if err := s.DropFactors(t.Context(), table.Name, table.Year); err != nil || s.HasFactors(table.Name, table.Year) {
		t.Error(err)
	}
	if err := s.DropFactors(t.Context(), table.Name, table.Year); err != nil {
		t.Errorf("dropped twice: %v", err)
	}
}

func TestDamagedFactorsAreNoticed(t *testing.T) {
	s, table := store.New(t.TempDir()), tinyworld.Table()
	put(t, s, table, false)
	keepFactors(t, s, table)
	files, err := filepath.Glob(filepath.Join(s.Root(), "factors", "*", "lu.npy"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	good, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, 40, len(good) - 1} {
		bad := append([]byte(nil), good...)
		bad[at] ^= 1
		if err := os.WriteFile(files[0], bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := s.Factors(t.Context(), table.Name, table.Year); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("byte %d: %v", at, err)
		}
	}
}
