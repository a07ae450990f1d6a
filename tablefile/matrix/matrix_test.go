package matrix_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/store"
	"ikat/tablefile"
	"ikat/tablefile/matrix"
	"ikat/tablefile/tablefiletest"
)

func labels(t *icio.Table) (sectors, demand string) {
	for _, e := range t.Economies {
		for _, i := range t.Industries {
			sectors += e + "," + i + "\n"
		}
		for _, c := range t.Categories {
			demand += e + "," + c + "\n"
		}
	}
	return "economy,industry\n" + sectors, demand
}

func writeText(t *icio.Table) (string, []byte, error) {
	sectors, demand := labels(t)
	data, err := tablefiletest.Zip(
		tablefiletest.File{Name: "Z.csv", Text: tablefiletest.Matrix(t.Z, t.Sectors(), ",", nil)},
		tablefiletest.File{Name: "Y.tsv", Text: tablefiletest.Matrix(t.F, t.G()*t.K(), "\t", nil)},
		tablefiletest.File{Name: "VA.csv", Text: tablefiletest.Matrix(t.VA, t.Sectors(), ",", nil)},
		tablefiletest.File{Name: "sectors.csv", Text: sectors},
		tablefiletest.File{Name: "demand.csv", Text: demand})
	return "mine_2010.zip", data, err
}

func writeNPZ(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	err := store.WriteNPZ(&b, t)
	return "mine_2010.npz", b.Bytes(), err
}

var (
	text = tablefiletest.Suite{Format: matrix.Format{}, Write: writeText, Adapt: func(t *icio.Table) { t.Extra = nil }}
	npz  = tablefiletest.Suite{Format: matrix.Format{}, Write: writeNPZ}
)

func TestText(t *testing.T) { tablefiletest.Run(t, text) }

func TestNPZ(t *testing.T) { tablefiletest.Run(t, npz) }

func FuzzText(f *testing.F) { tablefiletest.Fuzz(f, text) }

func FuzzNPZ(f *testing.F) { tablefiletest.Fuzz(f, npz) }

// npy makes an array of bytes as other programs may write it.
func npy(descr, order, shape, numbers string) string {
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n", descr, order, shape)
	return "\x93NUMPY\x01\x00" + string([]byte{byte(len(head)), 0}) + head + numbers
}

func TestArraysOfOtherPrograms(t *testing.T) {
	const one, two = "\x3f\x80\x00\x00", "\x40\x00\x00\x00" // big-endian float32
	labelled := func(z, sectors, demand string) (*icio.Table, error) {
		data, err := tablefiletest.Zip(
			tablefiletest.File{Name: "z.npy", Text: z},
			tablefiletest.File{Name: "f.csv", Text: "1\n1\n"},
			tablefiletest.File{Name: "sectors.csv", Text: sectors},
			tablefiletest.File{Name: "demand.csv", Text: demand})
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes("m_2010.zip", data)
		if err != nil {
			t.Fatal(err)
		}
		return matrix.Format{}.Read(t.Context(), src, tablefile.Options{})
	}
	read := func(z string) (*icio.Table, error) { return labelled(z, "A,s\nA,t\n", "A,f\n") }
	got, err := read(npy(">f4", "True", "2, 2", one+two+one+one))
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got.Z) != "[1 1 2 1]" {
		t.Errorf("%v", got.Z)
	}
	for z, want := range map[string]string{
		npy("<c8", "False", "2, 2", one+two+one+one):                     "float64",
		npy(">f4", "False", "2, 3", one+two+one+one):                     "2 x 3",
		npy(">f4", "False", "2, 2", one+two+one):                         "file ends",
		npy(">f4", "False", "2, 2", one+two+one+one+one):                 "follow",
		npy(">f4", "False", "2, 2", one+two+one+"\x7f\xc0\x00\x00"):      "NaN",
		npy(">f4", "False", "99999999999, 99999999999", one+two+one+one): "shape",
		npy(">f4", "False", "30000, 20000", one+two+one+one):             "30000 x 20000",
		"PAR1": "not a NumPy array",
	} {
		if _, err := read(z); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %s: %v", want, err)
		}
	}
	for descr, numbers := range map[string]string{
		"|i1": "\x01\xff\x02\x01", "|u1": "\x01\xff\x02\x01", ">i2": "\x00\x01\xff\xff\x00\x02\x00\x01",
		"<u4": "\x01\x00\x00\x00\xff\xff\xff\xff\x02\x00\x00\x00\x01\x00\x00\x00",
		">i8": "\x00\x00\x00\x00\x00\x00\x00\x01" + strings.Repeat("\xff", 8) + strings.Repeat("\x00", 7) + "\x02" +
			strings.Repeat("\x00", 7) + "\x01",
	} {
		want := map[string]string{"|u1": "[1 255 2 1]", "<u4": "[1 4.294967295e+09 2 1]"}[descr]
		got, err := read(npy(descr, "False", "2, 2", numbers))
		if want == "" {
			want = "[1 -1 2 1]"
		}
		if err != nil || fmt.Sprint(got.Z) != want {
			t.Errorf("%s: %v, %v", descr, got, err)
		}
	}
	z := npy("|u1", "False", "2, 2", "\x01\x02\x03\x04")
	for _, labels := range [][2]string{
		{"Country,Sector\nA,s\nA,t\n", "category,economy\nf,A\n"},
		{"id;industry;name;economy\n1;s;S;A\n2;t;T;A\n", "economy_code,final_demand\nA,f\n"},
	} {
		got, err := labelled(z, labels[0], labels[1])
		if err != nil || fmt.Sprint(got.Economies, got.Industries, got.Categories, got.Z) != "[A] [s t] [f] [1 2 3 4]" {
			t.Errorf("%q: %v, %v", labels, got, err)
		}
	}
	for _, labels := range [][2]string{{"A,s\n", "A,f\n"}, {"A,s\nA,t\nA,u\n", "A,f\n"}} {
		if _, err := labelled(z, labels[0], labels[1]); err == nil || !strings.Contains(err.Error(), "sectors.csv") {
			t.Errorf("%q: %v", labels, err)
		}
	}
}
