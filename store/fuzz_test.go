package store

import (
	"encoding/json"
	"testing"

	"ikat/internal/tinyworld"
)

func FuzzLine(f *testing.F) {
	text, err := seal(line{Format: "ikat line 2", Object: "ab", Economies: 3, Industries: 2})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"object":"ab","meta":{"Name":"x","Year":2000}}`))
	f.Add([]byte(`{"format":"ikat line 9"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var l line
		_, _ = unseal(text, lineFormat, lineNewest, &l)
	})
}

func FuzzManifest(f *testing.F) {
	m := describe(tinyworld.Table())
	_, text, err := m.id()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"arrays":[{"name":"z","file":"z.npy","shape":[-1,9223372036854775807]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var m manifest
		if json.Unmarshal(text, &m) != nil || m.check() != nil || len(m.Economies)*len(m.Industries) > 100 ||
			len(m.Categories) > 10 ||
			len(m.Extra) > 10 {
			return
		}
		values := map[string][]float64{}
		for _, a := range m.Arrays {
			n := 1
			for _, d := range a.Shape {
				n *= d
			}
			values[a.Name] = make([]float64, n)
		}
		m.table(values)
	})
}
