package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The kernels of package dense are what this command writes.
func TestKernelsAreWhatIsWritten(t *testing.T) {
	for path, want := range all() {
		got, err := os.ReadFile(filepath.Join("..", "..", path))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("dense/%s is not what dense/internal/gen writes: run go generate ./dense", path)
		}
	}
}
