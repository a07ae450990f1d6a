package flowstore_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/trade/flowstore"
)

// What products are called is kept by classification, a newer name in the place of an older one, and given to data of
// that classification that have no name of their own.
func TestNamesOfProductsAreKept(t *testing.T) {
	root := t.TempDir()
	s := flowstore.New(root)
	before := s.Stamp()
	first := map[string]string{"010121": `Horses, "live"`, "0101": "Horses"}
	if fresh, changed, err := s.PutNames("HS 2017", first); err != nil || fresh != 2 || changed != 0 {
		t.Fatal(fresh, changed, err)
	}
	if s.Stamp() == before {
		t.Error("nobody can tell that names were added")
	}
	if fresh, changed, err := s.PutNames("HS 2017", map[string]string{"0101": "Live horses", "010121": `Horses, "live"`,
		"02": "Meat"}); err != nil || fresh != 1 || changed != 1 {
		t.Fatal(fresh, changed, err)
	}
	d := data(t, 1, 50)
	d.Classification, d.ProductNames = "HS 2017", map[string]string{"02": "its own"}
	if err := s.Called(d); err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{"0101": "Live horses", "010121": `Horses, "live"`, "02": "its own",
		"03": "03"} {
		if got := d.ProductName(code); got != want {
			t.Errorf("%s is called %q, want %q", code, got, want)
		}
	}
	other := data(t, 1, 50)
	other.Classification = "HS 2012"
	if err := s.Called(other); err != nil || other.ProductName("0101") != "0101" {
		t.Error("products of another edition have got names of this one", err)
	}
	if _, err := s.Put(d, false); err != nil {
		t.Fatal(err)
	}
	if list, err := s.List(); err != nil || len(list) != 1 {
		t.Errorf("names are taken for trade: %v %v", list, err)
	}
	names, err := filepath.Glob(filepath.Join(root, "_names", "*.csv"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	if err := os.WriteFile(names[0], []byte("code,name\n\"01"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Names("HS 2017"); fault.KindOf(err) != fault.Unreadable ||
		!strings.Contains(err.Error(), "HS-2017.csv") || strings.Contains(err.Error(), root) {
		t.Errorf("damaged names: %v", err)
	}
}

// What is kept has no more room than there is: what cannot be kept whole is not kept, and what was there stands.
func TestRoomForTradeIsBounded(t *testing.T) {
	s := flowstore.New(t.TempDir())
	left := int64(-1)
	s.Room = func() (int64, error) { return left, nil }
	small, large := data(t, 1, 10), data(t, 1, 20_000)
	if _, err := s.Put(small, false); err != nil {
		t.Fatal(err)
	}
	left = 10_000
	if _, err := s.Put(large, true); fault.KindOf(err) != fault.Unwritable || !strings.Contains(err.Error(), "no room") {
		t.Errorf("20000 flows in 10000 bytes: %v", err)
	}
	if list, err := s.List(); err != nil || len(list) != 1 || list[0].Flows != small.Flows() {
		t.Errorf("after what found no room: %v %v", list, err)
	}
	left = 10
	if _, _, err := s.PutNames("HS 2017", map[string]string{"0101": "Horses and other animals"}); fault.KindOf(err) !=
		fault.Unwritable {
		t.Errorf("names without room: %v", err)
	}
	left = 1 << 20
	if _, err := s.Put(large, true); err != nil {
		t.Error(err)
	}
}
