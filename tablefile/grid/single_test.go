package grid_test

import (
	"strings"
	"testing"

	"ikat/tablefile"
	"ikat/tablefile/grid"
)

// A single file is no archive that lacks something.
func TestASingleFileIsCalledOne(t *testing.T) {
	src, err := tablefile.FromBytes("t.csv", []byte("a,b\n1,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = grid.Look(src, tablefile.Options{}).One("Z.txt", grid.Named("Z.txt"))
	if err == nil || !strings.Contains(err.Error(), "single file") || strings.Contains(err.Error(), "nothing") {
		t.Error(err)
	}
}
