package tablefiletest

import (
	"archive/zip"
	"bytes"
	"strconv"
	"strings"

	"ikat/icio"
)

// File is a member of an archive.
type File struct {
	Name string
	Text string
}

// Zip packs files into an archive.
func Zip(files ...File) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		method := zip.Deflate
		if len(f.Text) > 1<<20 { // tests that swell a member need not wait for it to be packed
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(f.Text)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// Matrix prints numbers in rows of a width, each row after its labels.
func Matrix(values []float64, width int, sep string, labels func(row int) []string) string {
	var b strings.Builder
	for i := 0; i*width < len(values); i++ {
		var line []string
		if labels != nil {
			line = labels(i)
		}
		for _, v := range values[i*width : (i+1)*width] {
			line = append(line, strconv.FormatFloat(v, 'g', -1, 64))
		}
		b.WriteString(strings.Join(line, sep) + "\n")
	}
	return b.String()
}

// Residual makes value added output less inputs, for layouts that do not print it.
func Residual(t *icio.Table) {
	t.Extra = nil
	t.VA = append([]float64(nil), t.X...)
	n := t.Sectors()
	for i := range n {
		for j, v := range t.Z[i*n : (i+1)*n] {
			t.VA[j] -= v
		}
	}
}
