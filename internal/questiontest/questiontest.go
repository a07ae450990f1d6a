// Package questiontest asks questions in tests: engines of the embedded tables and of the tiny world, files, and frames
// held to what was worked by hand.
package questiontest

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"ikat/engine"
	"ikat/icio"
	"ikat/internal/ikattest"
	"ikat/internal/tinyworld"
	"ikat/result"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

// Tiny is the tiny world's reference.
const Tiny = "tinyworld/2000"

// Engine returns an engine of the embedded tables that has not been asked anything yet.
func Engine() *engine.Engine { return engine.New("test", all.All(), apx.Library()) }

// TinyWorld returns an engine of the tiny world alone.
func TinyWorld() *engine.Engine { return Of(tinyworld.Table()) }

// Of returns an engine of one table.
func Of(t *icio.Table) *engine.Engine {
	return engine.New("test", all.All(), ikattest.Library{Table: t})
}

// File keeps a text in a file for as long as a test runs.
func File(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Golden holds rows of a frame to those worked by hand: columns' numbers by the text of a key.
func Golden(t *testing.T, f *result.Frame, key string, columns []string, want map[string][]float64) {
	t.Helper()
	if f.Rows() != len(want) {
		t.Errorf("%s: %d rows, not %d", f.Title, f.Rows(), len(want))
	}
	for r := range f.Rows() {
		name := f.Column(key).Text(r)
		for c, column := range columns {
			if len(want[name]) != len(columns) {
				t.Errorf("%s: there is a row %s", f.Title, name)
				break
			}
			if got := f.Column(column).Floats[r]; !(math.Abs(got-want[name][c]) < 1e-9) {
				t.Errorf("%s, %s: %s is %v, by hand %v", f.Title, name, column, got, want[name][c])
			}
		}
	}
}

// Cell returns a number of the row whose first columns are these.
func Cell(t *testing.T, f *result.Frame, column string, keys ...string) float64 {
	t.Helper()
	for r := range f.Rows() {
		match := true
		for i, k := range keys {
			match = match && f.Columns[i].Text(r) == k
		}
		if match {
			return f.Column(column).Floats[r]
		}
	}
	t.Fatalf("no row %v", keys)
	return 0
}
