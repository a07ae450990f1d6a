package api_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/server/api"
	"ikat/store"
	"ikat/tablefile"
	"ikat/tablefile/all"
	"ikat/tablefile/find"
	"ikat/tablefile/oecd"
)

// uploads are files of every kind that a table may be sent as: those of R and Stata as these wrote them, and exports.
func uploads(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, pattern := range []string{"rdata/testdata/*_2014.rds", "rdata/testdata/*_2014.RData",
		"rdata/testdata/WIOT2014_October16_ROW.RData", "stata/testdata/*_2014.dta"} {
		files, _ := filepath.Glob(filepath.Join("../../tablefile", pattern))
		if len(files) == 0 {
			t.Fatalf("there is no %s", pattern)
		}
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			out[filepath.Base(path)] = data
		}
	}
	table := tinyworld.Table()
	table.Meta = icio.Meta{Name: "sent", Year: 2015, Currency: "EUR", Unit: "thousand", Publisher: "Eora",
		Valuation: "purchasers' prices, constant 2010", BaseYear: 2010, Edition: "199.82", Source: "made up",
		Citation: "Somebody (2013)", EconomyNames: map[string]string{table.Economies[0]: "Côte d'Ivoire, \"the\""}}
	for ending, write := range map[string]func(io.Writer, *icio.Table) error{".csv": oecd.Export, ".npz": store.WriteNPZ,
		".parquet": store.WriteParquet} {
		var b bytes.Buffer
		if err := write(&b, table); err != nil {
			t.Fatal(err)
		}
		out["sent_2015"+ending] = b.Bytes()
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(out["sent_2015.csv"])
	z.Close()
	out["packed_2015.csv.gz"] = b.Bytes()
	return out
}

// A table that is sent is the one that the same file gives at home: numbers, labels, unit, prices, citation, edition.
func TestUploadsOfEveryKind(t *testing.T) {
	s := start(t)
	for name, data := range uploads(t) {
		want, refused := atHome(t, name, data)
		as := strings.NewReplacer(".", "-", "_", "-").Replace(name)
		j := s.finished(job(t, s.upload("name="+as+"&filename="+name, bytes.NewReader(data))).ID)
		if refused != nil {
			if j.State != api.Failed {
				t.Errorf("%s: read, and at home %v", name, refused)
			}
			continue
		}
		if j.State != api.Done {
			t.Errorf("%s: %+v", name, j.Problem)
			continue
		}
		got, err := s.store.Open(t.Context(), as, want.Year)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) || !slices.Equal(got.VA, want.VA) ||
			!slices.Equal(got.Economies, want.Economies) || !slices.Equal(got.Industries, want.Industries) ||
			!slices.Equal(got.Categories, want.Categories) || len(got.Extra) != len(want.Extra) {
			t.Errorf("%s: another table", name)
		}
		for _, m := range []*icio.Meta{&got.Meta, &want.Meta} {
			m.Name, m.Year, m.SHA256 = "", 0, ""
			m.Source = strings.TrimPrefix(m.Source, name)
		}
		if !reflect.DeepEqual(got.Meta, want.Meta) {
			t.Errorf("%s: %+v, at home %+v", name, got.Meta, want.Meta)
		}
	}
}

// atHome reads a file as the command line does.
func atHome(t *testing.T, name string, data []byte) (*icio.Table, error) {
	t.Helper()
	src, err := tablefile.FromBytes(name, data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	found, err := find.Table(t.Context(), all.All(), src, 0)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	table, err := found.Read(t.Context(), tablefile.Options{})
	if err != nil {
		return nil, err
	}
	return table.Canonical(), nil
}
