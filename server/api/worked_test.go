package api_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/internal/ikattest"
	"ikat/question/catalog"
	"ikat/server/api"
	"ikat/tablefile/all"
)

// The worked examples of measures, as docs/methods shows them, and of other questions, as a program asks for them.
// Those with files of their own, and variants of a command, are for the command line.
func TestWorkedExamples(t *testing.T) {
	for _, s := range ikattest.All(t, "../../testdata/*") {
		t.Run(filepath.Base(s.Path), func(t *testing.T) {
			if len(s.Files) > 0 || catalog.Find(s.Cases[0].Args[0]) == nil {
				return
			}
			a, _ := newAPI(t, func(c *api.Config) {
				if s.Table != nil {
					c.Engine = engine.New("test", all.All(), ikattest.Library{Table: s.Table})
				}
			})
			for _, c := range s.Cases {
				address := addressOf(s, c)
				w := httptest.NewRecorder()
				a.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
				if w.Code != http.StatusOK {
					t.Errorf("%s: %d %s", address, w.Code, w.Body)
					continue
				}
				rows, err := csv.NewReader(w.Body).ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				for _, found := range c.Compare(rows) {
					t.Errorf("line %d, %s: %s", c.Line, address, found)
				}
			}
		})
	}
}

// addressOf spells a command as an address: what stands alone is its path, --name value is name=value.
func addressOf(s *ikattest.Script, c ikattest.Case) string {
	q := url.Values{"format": {"csv"}}
	if s.Table != nil {
		q.Set("table", fmt.Sprintf("%s/%d", s.Table.Meta.Name, s.Table.Meta.Year))
	}
	path := api.Prefix
	for i := 0; i < len(c.Args); i++ {
		if name, ok := strings.CutPrefix(c.Args[i], "--"); ok && i+1 < len(c.Args) {
			q.Set(name, c.Args[i+1])
			i++
			continue
		}
		path += "/" + c.Args[i]
	}
	return path + "?" + q.Encode()
}
