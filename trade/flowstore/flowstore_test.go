package flowstore_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/trade"
	"ikat/trade/flowstore"
)

func data(t testing.TB, seed uint64, flows int) *trade.Data {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 3))
	var list []trade.Flow
	for range flows {
		f := trade.Flow{From: fmt.Sprintf("E%02d", r.IntN(30)), To: fmt.Sprintf("E%02d", r.IntN(31)),
			Product: fmt.Sprintf("%06d", r.IntN(400)), Value: math.Round(1e3*math.Exp(r.NormFloat64())) / 1e3,
			Quantity: math.Exp(r.NormFloat64())}
		if r.IntN(4) == 0 {
			f.Quantity = math.NaN()
		}
		list = append(list, f)
	}
	d, err := trade.New(trade.Meta{Name: "mine", Unit: "thousand USD", Reported: "exporters",
		EconomyNames: map[string]string{"E01": "One"}}, 2022, list)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func alike(a, b *trade.Data) bool {
	for i := range a.Quantity {
		if math.IsNaN(a.Quantity[i]) != math.IsNaN(b.Quantity[i]) ||
			!math.IsNaN(a.Quantity[i]) && a.Quantity[i] != b.Quantity[i] {
			return false
		}
	}
	return slices.Equal(a.Economies, b.Economies) && slices.Equal(a.Products, b.Products) &&
		slices.Equal(a.From, b.From) &&
		slices.Equal(a.To, b.To) && slices.Equal(a.Product, b.Product) &&
		slices.Equal(a.Value, b.Value) &&
		a.Year == b.Year &&
		a.EconomyName("E01") == b.EconomyName("E01")
}

func TestWhatIsKeptComesBack(t *testing.T) {
	s := flowstore.New(t.TempDir())
	for _, flows := range []int{1, 5000} {
		d := data(t, 1, flows)
		outcome, err := s.Put(d, true)
		if err != nil {
			t.Fatal(err)
		}
		e, err := s.Find("mine", 2022, "")
		if err != nil {
			t.Fatal(err)
		}
		back, err := flowstore.ReadFile(t.Context(), e.Path)
		if err != nil || !alike(d, back) {
			t.Fatalf("%d flows, %s: %v", flows, outcome, err)
		}
	}
	if outcome, err := s.Put(data(t, 1, 5000), false); err != nil || !strings.Contains(outcome, "unchanged") {
		t.Errorf("the same again: %s, %v", outcome, err)
	}
	if _, err := s.Put(data(t, 2, 5000), false); fault.KindOf(err) != fault.Invalid || err == nil {
		t.Errorf("other data are taken: %v", err)
	}
	if list, err := s.List(); err != nil || len(list) != 1 || list[0].Flows == 0 {
		t.Errorf("%v %v", list, err)
	}
	if _, err := s.Find("mime", 2022, ""); fault.KindOf(err) != fault.NotFound || err == nil ||
		!strings.Contains(err.Error(), "mine/2022") {
		t.Errorf("%v", err)
	}
	if err := s.Remove("mine", 2022); err != nil {
		t.Error(err)
	}
	if list, _ := s.List(); len(list) != 0 {
		t.Errorf("%v", list)
	}
}

// Several groups of rows have dictionaries of their own.
func TestManyGroups(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped in short mode: a million and a half flows")
	}
	b := trade.NewBuilder()
	r := rand.New(rand.NewPCG(4, 4))
	for range 1_300_000 {
		b.Add(
			b.Economy(fmt.Sprint("E", r.IntN(200))),
			b.Economy(fmt.Sprint("E", r.IntN(210))),
			b.Product(fmt.Sprintf("%06d", r.IntN(5000))),
			r.Float64(),
			math.NaN(),
		)
	}
	d := b.Data(trade.Meta{Name: "many", Reported: "reconciled"}, 2000)
	s := flowstore.New(t.TempDir())
	if _, err := s.Put(d, false); err != nil {
		t.Fatal(err)
	}
	e, err := s.Find("many", 2000, "reconciled")
	if err != nil {
		t.Fatal(err)
	}
	if back, err := flowstore.ReadFile(t.Context(), e.Path); err != nil || !alike(d, back) {
		t.Errorf("%v", err)
	}
}

// Whatever byte is changed, the answer is data of the right size or an error.
func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "flows.parquet")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := flowstore.Write(f, data(t, 1, 200)); err != nil {
		t.Fatal(err)
	}
	f.Close()
	text, _ := os.ReadFile(path)
	r := rand.New(rand.NewPCG(9, 9))
	for range 400 {
		bad := slices.Clone(text)
		bad[r.IntN(len(bad))] ^= byte(1 + r.IntN(255))
		if r.IntN(4) == 0 {
			bad = bad[:r.IntN(len(bad))]
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := flowstore.ReadFile(t.Context(), path)
		if err == nil && len(d.Value) != len(d.From) || err != nil && fault.KindOf(err) != fault.Unreadable {
			t.Fatalf("%v", err)
		}
	}
}

// A year copied into another year's folder is one thing to ikat and another to a database: it is refused, and named.
func TestFoldersSayWhatFilesSay(t *testing.T) {
	root := t.TempDir()
	s := flowstore.New(root)
	d := data(t, 3, 50)
	if _, err := s.Put(d, false); err != nil {
		t.Fatal(err)
	}
	if n := s.Flows(d.Name, d.Year, ""); n != len(d.Value) {
		t.Errorf("%d flows are kept, want %d", n, len(d.Value))
	}
	e, err := s.Find(d.Name, d.Year, "")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(e.Path)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(root, d.Name, fmt.Sprintf("year=%d", d.Year+1), "reported="+d.Reported)
	if err := os.MkdirAll(other, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(other, "flows.parquet"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	if list, err := s.List(); err != nil || len(list) != 1 {
		t.Errorf("%d years are listed, %v", len(list), err)
	}
	if damage := s.Damage(t.Context(), false); len(damage) != 1 || fault.KindOf(damage[0]) != fault.Unreadable {
		t.Errorf("damage: %v", damage)
	}
	if _, err := s.Find(d.Name, d.Year+1, ""); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("the copy: %v", err)
	}
	if n := s.Flows(d.Name, d.Year+2, ""); n != 0 {
		t.Errorf("%d flows of a year that is not there", n)
	}
}
