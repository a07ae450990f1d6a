package hs

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"ikat/internal/shareddata"
)

// The embedded codes of the CPC are those of the publisher's table, each of them. With -update they are made of it.
func TestCPCIsAsPublished(t *testing.T) {
	rows := shareddata.Rows(t, shareddata.Path(t, "classifications/hs_bec5_isic_gtap.csv.gz"))
	code, cpc := slices.Index(rows[0], "HS6"), slices.Index(rows[0], "CPC1")
	want := map[string]string{}
	for _, r := range rows[1:] {
		if want[r[code]] = r[cpc]; r[cpc] == "NA" {
			want[r[code]] = ""
		}
	}
	if *update {
		writeCPC(t, want)
	}
	without := 0
	for c, one := range want {
		f, err := Find(c)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.CPC()
		if err != nil {
			t.Fatal(err)
		}
		if one == "" {
			without++
		}
		if strings.Join(got, " ") != one {
			t.Errorf("%s is %v, and %q as published", c, got, one)
		}
	}
	if len(want) < 5000 || without > 20 {
		t.Errorf("%d codes, %d without a code of the CPC", len(want), without)
	}
}

// writeCPC makes the embedded file: the shortest beginnings of codes below which all have one code of the CPC.
func writeCPC(t *testing.T, all map[string]string) {
	t.Helper()
	var codes []string
	for c := range all {
		codes = append(codes, c)
	}
	slices.Sort(codes)
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	fmt.Fprintln(z, "code,cpc1")
	done := ""
	for _, c := range codes {
		if done != "" && strings.HasPrefix(c, done) {
			continue
		}
		for n := fewest; n <= most; n++ {
			agree := true
			for other, cpc := range all {
				agree = agree && (!strings.HasPrefix(other, c[:n]) || cpc == all[c])
			}
			if agree {
				done = c[:n]
				break
			}
		}
		fmt.Fprintf(z, "%s,%s\n", done, all[c])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("cpc1.csv.gz", out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Codes by hand: coffee, shirts and blouses of which a heading has several, wiring sets of vehicles, a whole chapter.
func TestProductsInTheCPC(t *testing.T) {
	for text, want := range map[string]string{"hs8544.30": "46330", "610910": "28225", "hs8542.31": "47160"} {
		f, err := Find(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := f.CPC(); err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s is %v of the CPC, want %s, %v", text, got, want, err)
		}
	}
	f, err := Find("61")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.CPC(); err != nil || len(got) < 10 || !slices.IsSorted(got) {
		t.Errorf("chapter 61 is %v, %v", got, err)
	}
}
