package fetch_test

import (
	"testing"

	"ikat/internal/faulttest"
	"ikat/internal/fetch"
)

func FuzzSources(f *testing.F) {
	for _, seed := range []string{
		`[{"id":"a","files":[{"from":2000,"to":2001,"url":"https://example.org/{year}.csv","file":"{year}.csv"}]}]`,
		`null`, `[{}]`, `[`} {
		f.Add([]byte(seed), 2000)
	}
	f.Fuzz(func(t *testing.T, data []byte, year int) {
		list, err := fetch.Sources(append([]byte{}, data...))
		for i := range list {
			_ = list[i].Years()
			_, err := list[i].File(year)
			_ = err
		}
		if err != nil && list != nil {
			t.Fatal("a list beside an error")
		}
		faulttest.OfFile(t, err)
	})
}
