package columns

import (
	"bytes"
	"testing"

	"github.com/parquet-go/parquet-go"

	"ikat/internal/faulttest"
)

func FuzzFile(f *testing.F) {
	type row struct {
		Name  string  `parquet:"name,dict"`
		Value float64 `parquet:"value"`
		Year  *int32  `parquet:"year,optional"`
	}
	year := int32(2008)
	rows := []row{{"AUS", 1.5, nil}, {"AUS", 2, &year}, {"JPN", -1, nil}}
	for _, options := range [][]parquet.WriterOption{{parquet.Compression(&parquet.Uncompressed)},
		{parquet.Compression(&parquet.Snappy), parquet.DataPageVersion(2)}} {
		var b bytes.Buffer
		if err := parquet.Write(&b, rows, options...); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
		f.Add(b.Bytes()[b.Len()/2:])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		faulttest.OfFile(t, readAll(t, data))
	})
}

func FuzzStructSize(f *testing.F) {
	f.Add([]byte{0x15, 0x02, 0x19, 0x2c, 0x00, 0x00, 0x00})
	f.Add([]byte{0x1c, 0x1c, 0x1c})
	f.Fuzz(func(t *testing.T, data []byte) {
		if n, err := structSize(data); err == nil && (n < 1 || n > len(data)) {
			t.Fatalf("%d of %d bytes", n, len(data))
		}
	})
}
