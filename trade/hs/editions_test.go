package hs

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"ikat/internal/shareddata"
)

var update = flag.Bool("update", false, "make editions.csv.gz again")

// The embedded codes are those of the publisher's joint table, every one of every edition.
func TestEditionsAreAsPublished(t *testing.T) {
	rows := shareddata.Rows(t, shareddata.Path(t, "classifications/hs_bec_sitc.csv.gz"))
	want := map[string]uint8{}
	for _, r := range rows[1:] {
		for i := range Editions {
			if c := strings.TrimSpace(r[i]); len(c) == 6 && strings.Trim(c, "0123456789") == "" {
				want[c] |= 1 << i
			}
		}
	}
	if *update {
		write(t, want)
	}
	got, err := codes()
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) || len(want) < 6500 {
		t.Fatalf("%d codes, the publisher has %d", len(got), len(want))
	}
	for c, bits := range want {
		if got[c] != bits {
			t.Errorf("%s is in editions %07b, and in %07b as published", c, got[c], bits)
		}
	}
}

// write makes the embedded file: a line a heading, its products with their editions in hexadecimal.
func write(t *testing.T, all map[string]uint8) {
	t.Helper()
	headings := map[string][]string{}
	var order []string
	for c := range all {
		order = append(order, c)
	}
	slices.Sort(order)
	var heads []string
	for _, c := range order {
		if headings[c[:4]] == nil {
			heads = append(heads, c[:4])
		}
		headings[c[:4]] = append(headings[c[:4]], fmt.Sprintf("%s%02x", c[4:], all[c]))
	}
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	fmt.Fprintln(z, "heading,products")
	for _, h := range heads {
		fmt.Fprintf(z, "%s,%s\n", h, strings.Join(headings[h], " "))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("editions.csv.gz", out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEditionsByName(t *testing.T) {
	for name, want := range map[string]int{"HS 2017": 5, "HS17": 5, "HS 1992": 0, "HS22": 6, "SITC 2": -1, "HS": -1,
		"not stated": -1, "HS 1999": -1, "industries": -1} {
		if got := Edition(name); got != want {
			t.Errorf("%s is edition %d, want %d", name, got, want)
		}
	}
	in := func(code string) uint8 {
		bits, err := In(code)
		if err != nil {
			t.Fatal(err)
		}
		return bits
	}
	// electronic integrated circuits as processors came with the edition of 2007; smartphones with that of 2022
	if b := in("854231"); b != 0b1111000 {
		t.Errorf("854231: %07b", b)
	}
	if b := in("851713"); b != 0b1000000 {
		t.Errorf("851713: %07b", b)
	}
	if in("999998") != 0 {
		t.Error("999998 is a product")
	}
}
