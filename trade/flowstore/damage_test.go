package flowstore_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/compress/lz4"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"ikat/fault"
	"ikat/trade"
	"ikat/trade/flowstore"
)

// keptYear is a store with one year, and its file.
func keptYear(t *testing.T) (*flowstore.Store, *trade.Data, string) {
	t.Helper()
	s, d := flowstore.New(filepath.Join(t.TempDir(), "trade")), data(t, 5, 40)
	if _, err := s.Put(d, false); err != nil {
		t.Fatal(err)
	}
	e, err := s.Find(d.Name, d.Year, "")
	if err != nil {
		t.Fatal(err)
	}
	return s, d, e.Path
}

// No byte of a file can change without being noticed, or it changes nothing; the list notices what it shows.
func TestEveryByteOfAFileIsUnderItsSeal(t *testing.T) {
	s, d, path := keptYear(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	noticed := 0
	for at := range good {
		bad := bytes.Clone(good)
		bad[at] ^= 1 << (at % 8)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := flowstore.ReadFile(t.Context(), path)
		switch {
		case err == nil && (!alike(d, got) || got.Unit != d.Unit || got.Reported != d.Reported || got.Name != d.Name):
			t.Fatalf("byte %d of %d goes unnoticed", at, len(good))
		case err != nil && fault.KindOf(err) != fault.Unreadable:
			t.Fatalf("byte %d: %v", at, err)
		case err != nil:
			noticed++
		}
		list, err := s.List()
		if err != nil || len(list) > 1 || len(list)+len(s.Damage(t.Context(), false)) != 1 {
			t.Fatalf("byte %d: %v %v", at, list, err)
		}
		if len(list) == 1 && (list[0].Unit != d.Unit || list[0].Flows != d.Flows() || list[0].Year != d.Year) {
			t.Fatalf("byte %d: the list shows %v", at, list[0])
		}
	}
	if noticed < len(good)*9/10 {
		t.Errorf("%d of %d were noticed", noticed, len(good))
	}
}

// What cannot be a year's file is named by its place in the store, does not hang, and makes way for the data.
func TestWhatStandsInAFilesPlace(t *testing.T) {
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	for what, put := range map[string]func(path string) error{
		"a folder": func(path string) error { return os.MkdirAll(filepath.Join(path, "in"), 0o700) },
		"a link": func(path string) error {
			if err := os.WriteFile(elsewhere, []byte("mine"), 0o600); err != nil {
				return err
			}
			return os.Symlink(elsewhere, path)
		},
		"nothing":  func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"an error": func(path string) error { return os.WriteFile(path, []byte("PAR1"), 0o600) },
	} {
		s, d, path := keptYear(t)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := put(path); err != nil {
			t.Fatal(err)
		}
		_, finding := s.Find(d.Name, d.Year, "")
		damage := s.Damage(t.Context(), false)
		if len(damage) != 1 || fault.KindOf(finding) != fault.Unreadable {
			t.Fatalf("%s: %v %v", what, finding, damage)
		}
		if text := damage[0].Error(); strings.Contains(text, s.Root()) || !strings.Contains(text, "mine/year=2022") {
			t.Errorf("%s: %s", what, text)
		}
		if outcome, err := s.Put(d, true); err != nil {
			t.Errorf("%s: %s %v", what, outcome, err)
		}
		if got, err := flowstore.ReadFile(t.Context(), path); err != nil || !alike(got, d) {
			t.Errorf("%s: %v", what, err)
		}
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		if err := put(path); err != nil {
			t.Fatal(err)
		}
		if err := s.Remove(d.Name, d.Year); err != nil || len(s.Damage(t.Context(), false)) != 0 {
			t.Errorf("%s: it cannot be removed: %v", what, err)
		}
		if text, err := os.ReadFile(elsewhere); what == "a link" && (err != nil || string(text) != "mine") {
			t.Errorf("what a link leads to is %q, %v", text, err)
		}
	}
}

// A folder that is none is named, and what stands behind a link is not the store's to remove.
func TestWhatStandsInAFoldersPlace(t *testing.T) {
	s, d, path := keptYear(t)
	name := filepath.Join(s.Root(), d.Name)
	away := filepath.Join(t.TempDir(), "away")
	if err := os.Rename(name, away); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(away, name); err != nil {
		t.Fatal(err)
	}
	_, finding := s.Find(d.Name, d.Year, "")
	if list, err := s.List(); err != nil || len(list) != 0 || len(s.Damage(t.Context(), false)) != 1 ||
		fault.KindOf(finding) != fault.Unreadable {
		t.Errorf("%v %v %v", list, err, finding)
	}
	if err := s.Remove(d.Name, d.Year); err == nil {
		t.Error("what a link leads to was removed")
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// Files that earlier programs wrote have no seal: they are read, and the same data added again give them one.
func TestFilesWithoutASealAreRead(t *testing.T) {
	s, d, path := keptYear(t)
	sealed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		Exporter string   `parquet:"exporter,dict"`
		Importer string   `parquet:"importer,dict"`
		Product  string   `parquet:"product,dict"`
		Value    float64  `parquet:"value"`
		Quantity *float64 `parquet:"quantity,optional"`
	}
	rows := make([]row, d.Flows())
	for i := range rows {
		rows[i] = row{d.Economies[d.From[i]], d.Economies[d.To[i]], d.Products[d.Product[i]], d.Value[i], nil}
		if q := d.Quantity[i]; q == q {
			rows[i].Quantity = &q
		}
	}
	about, err := json.Marshal(struct {
		trade.Meta
		Year  int `json:"year"`
		Flows int `json:"flows"`
	}{d.Meta, d.Year, d.Flows()})
	if err != nil {
		t.Fatal(err)
	}
	for name, codec := range map[string]compress.Codec{"": &zstd.Codec{}, "compressed": &lz4.Codec{}} {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		w := parquet.NewGenericWriter[row](f, parquet.Compression(codec),
			parquet.KeyValueMetadata("ikat.trade", string(about)))
		_, err = w.Write(rows)
		if err := errors.Join(err, w.Close(), f.Close()); err != nil {
			t.Fatal(err)
		}
		got, err := flowstore.ReadFile(t.Context(), path)
		if name != "" {
			if fault.KindOf(err) != fault.Unreadable {
				t.Errorf("a way of compression that takes memory as the file says: %v", err)
			}
			continue
		}
		if err != nil || !alike(got, d) {
			t.Fatal(err)
		}
		if outcome, err := s.Put(d, false); err != nil || !strings.Contains(outcome, "unchanged") {
			t.Errorf("%s, %v", outcome, err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, sealed) {
			t.Errorf("it has no seal: %v", err)
		}
	}
}

// A file of a later format is called that, and is not replaced by chance.
func TestALaterFormatOfTradeIsCalledNewer(t *testing.T) {
	s, d, path := keptYear(t)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("ikat trade 2"), []byte("ikat trade 3"), 1)
	text = bytes.Replace(text, []byte("ikat.seal"), []byte("ikat.soul"), 1) // it may be sealed in another way
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Find(d.Name, d.Year, ""); fault.KindOf(err) != fault.Unreadable ||
		!strings.Contains(err.Error(), "newer ikat") || strings.Contains(err.Error(), "replace") {
		t.Error(err)
	}
	if _, err := s.Put(d, false); err == nil {
		t.Error("it is written over")
	}
}
