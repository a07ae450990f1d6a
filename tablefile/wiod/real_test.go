package wiod_test

import (
	"slices"
	"testing"
	"time"

	"ikat/internal/shareddata"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
	"ikat/tablefile/wiod"
)

// A published table, written as the publisher's workbook, is read back exactly.
func TestPublishedTableInItsWorkbook(t *testing.T) {
	src, err := tablefile.OpenPath(shareddata.Path(t, "wiod2013/wiod2013_2008.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	want, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	name, data, err := suite2013.Write(want)
	if err != nil {
		t.Fatal(err)
	}
	book, err := tablefile.FromBytes(name, data)
	if err != nil {
		t.Fatal(err)
	}
	if m := (wiod.Format{}).Detect(book); m.Sure != tablefile.Signature {
		t.Errorf("detected as %+v", m)
	}
	start := time.Now()
	got, err := wiod.Format{}.Read(t.Context(), book, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d MB of workbook read in %v", len(data)>>20, time.Since(start))
	if !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) || !slices.Equal(got.VA, want.VA) ||
		!slices.Equal(got.Economies, want.Economies) ||
		!slices.Equal(got.Industries, want.Industries) {
		t.Error("the workbook holds another table")
	}
	if got.Ref() != "wiod2013/2008" {
		t.Error(got.Ref())
	}
}
