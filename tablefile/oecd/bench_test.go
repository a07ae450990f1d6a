package oecd_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"ikat/icio"
	"ikat/internal/shareddata"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

// synthetic makes a table with the density and the digits of published ones: two flows of three are zero, the domestic
// blocks are full.
func synthetic(g, n, k int) *icio.Table {
	r := rand.New(rand.NewPCG(1, 1))
	t := &icio.Table{}
	for e := range g {
		t.Economies = append(t.Economies, fmt.Sprintf("E%02d", e))
	}
	for i := range n {
		t.Industries = append(t.Industries, fmt.Sprintf("C%02dT", i))
	}
	for c := range k {
		t.Categories = append(t.Categories, fmt.Sprintf("FD%d", c))
	}
	size, width := g*n, g*k
	t.Z, t.F, t.X, t.VA = make([]float64, size*size), make([]float64, size*width), make([]float64, size),
		make([]float64, size)
	flow := func(domestic bool) float64 {
		if !domestic && r.IntN(3) > 0 {
			return 0
		}
		digits := []float64{1e3, 1e6}[r.IntN(2)]
		return float64(int64(r.ExpFloat64()*100*digits)) / digits
	}
	for i := range size {
		for j := range size {
			t.Z[i*size+j] = flow(i/n == j/n)
		}
		for j := range width {
			t.F[i*width+j] = flow(i/n == j/k)
		}
	}
	for i := range size {
		t.X[i] = sum(t.Z[i*size:(i+1)*size]) + sum(t.F[i*width:(i+1)*width])
		t.VA[i] = t.X[i] / 2
	}
	return t
}

func benchmarkRead(b *testing.B, path string, text int64) {
	b.SetBytes(text)
	b.ReportAllocs()
	for b.Loop() {
		read(b, path)
	}
}

func BenchmarkReadWIOD(b *testing.B) {
	benchmarkRead(b, shareddata.Path(b, "wiod2013/wiod2013_2008.csv.gz"), 4957658)
}

// BenchmarkReadLarge reads a table of 81 economies and 50 industries, the size of the largest OECD edition.
func BenchmarkReadLarge(b *testing.B) {
	var text bytes.Buffer
	if err := oecd.Write(&text, synthetic(81, 50, 6)); err != nil {
		b.Fatal(err)
	}
	size := int64(text.Len())
	dir := b.TempDir()
	plain, packed := filepath.Join(dir, "large_2020.csv"), filepath.Join(dir, "large_2020.csv.gz")
	if err := os.WriteFile(plain, text.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write(text.Bytes()); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(packed, zipped.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	text = bytes.Buffer{}
	b.Run("plain", func(b *testing.B) { benchmarkRead(b, plain, size) })
	b.Run("gzip", func(b *testing.B) { benchmarkRead(b, packed, size) })
	b.Run("gzip/decompression alone", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			src, err := tablefile.OpenPath(packed)
			if err != nil {
				b.Fatal(err)
			}
			stream, err := src.Open(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			buf := make([]byte, 1<<20)
			for err == nil {
				_, err = stream.Read(buf)
			}
			stream.Close()
		}
	})
}
