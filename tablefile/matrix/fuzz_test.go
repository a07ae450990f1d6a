package matrix

import (
	"bytes"
	"testing"
)

func FuzzNPYHeader(f *testing.F) {
	for _, seed := range []string{
		"\x93NUMPY\x01\x00\x46\x00{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }            \n",
		"\x93NUMPY\x02\x00\x3c\x00\x00\x00{'descr': '>f4', 'fortran_order': True, 'shape': (2,), }      \n",
		"\x93NUMPY\x01\x00\xff\xff",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, why := npyHeader(bytes.NewReader(data))
		if why == "" && (a.rows < 0 || a.cols < 0 || a.size != 4 && a.size != 8 || a.order == nil) {
			t.Fatalf("%+v", a)
		}
	})
}

func FuzzLayout(f *testing.F) {
	for _, seed := range []string{
		`{"economies":["A"],"industries":["c1"],"categories":["F"],"extra":[{"code":"T","on_final_demand":true}]}`,
		`null`, `{"economies":[`, `{"extra":{}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, why := parseLayout(data)
		if why == "" && (len(doc.Economies) == 0 ||
			len(doc.labels().sectors) != len(doc.Economies)*len(doc.Industries)) {
			t.Fatalf("%+v", doc)
		}
	})
}
