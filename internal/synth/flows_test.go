package synth

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func TestMadeUpFlowsAreAsManyAsAskedFor(t *testing.T) {
	f := Flows{Rows: 3000, Economies: 12, Products: 200, Year: 2020, Seed: 1}
	write := func(f Flows) string {
		var b strings.Builder
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := write(f)
	if n := strings.Count(text, "\n") - 1; n != f.Rows {
		t.Errorf("%d rows", n)
	}
	if missing := strings.Count(text, "NA"); missing < 400 || missing > 800 {
		t.Errorf("%d quantities are missing", missing)
	}
	later := f
	later.Year++
	if next := write(later); next == text || strings.Count(next, "\n") != strings.Count(text, "\n") {
		t.Error("another year has as many flows, and others")
	}
	var packed bytes.Buffer
	if err := f.Archive(&packed, 3); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil || len(z.File) != 3 || z.File[2].Name != "BACI_HS17_Y2022_V000000.csv" {
		t.Fatalf("an archive of three years: %v", err)
	}
	other := f
	other.Seed = 2
	if text != write(f) || text == write(other) {
		t.Error("a seed makes the same flows, another seed others")
	}
}
