package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Data that go with tables are kept as they came, with their checksum and terms beside them, and a question takes them.
func TestDataAreFetchedKeptAndUsed(t *testing.T) {
	const text = "reporter,partner,sector,year,tij,geometric_avg_tariff,nontariff_tij\nVNM,THA,GTT,2020,91,1.02,87\n"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }))
	defer server.Close()
	folder := t.TempDir()
	t.Setenv("IKAT_STORE", folder)
	list := filepath.Join(t.TempDir(), "sources.json")
	source := fmt.Sprintf(
		`[{"name":"costs","kind":"trade costs","label":"made up","licence":"CC BY 4.0","page":"https://example.org/",`+
			`"citation":"Somebody","use":"--costs FILE of border","seen":"a test",`+
			`"files":[{"from":0,"to":0,"url":%q,"file":"costs.csv"}]}]`,
		server.URL+"/costs.csv",
	)
	if err := os.WriteFile(list, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(text))
	want := hex.EncodeToString(sum[:])
	if out := must(t, "tables", "get", "costs", "--sources", list); !strings.Contains(out, want) ||
		!strings.Contains(out, "CC BY 4.0") || !strings.Contains(out, "--costs FILE of border") {
		t.Errorf("%s", out)
	}
	path := filepath.Join(folder, "data", "costs", "costs.csv")
	var about struct{ SHA256, Licence, From string }
	raw, err := os.ReadFile(path + ".source.json")
	if err == nil {
		err = json.Unmarshal(raw, &about)
	}
	if err != nil || about.SHA256 != want || about.Licence != "CC BY 4.0" || !strings.Contains(about.From, server.URL) {
		t.Errorf("%+v %v", about, err)
	}
	if out := must(t, "border", "VNM", "--level", "trade-costs", "--costs", path, "--format", "csv"); !strings.Contains(
		out,
		"VNM,THA,goods,2020,0.91,",
	) {
		t.Errorf("%s", out)
	}
	if out := must(t, "tables", "get", "costs", "--sources", list); !strings.Contains(out, "earlier download") {
		t.Errorf("%s", out)
	}
	for args, says := range map[string]string{
		"tables get trade-costs": "unescap.org", "tables get wits-tariffs": "--tariffs FILE",
		"border --level trade-costs": "ikat tables get",
		"border VNM --costs " + path: "do not rest on it", "border --level index": "un-facilitation",
	} {
		code, out, errs := ikat(t, strings.Fields(args)...)
		if !strings.Contains(out+errs, says) || code == 0 {
			t.Errorf("ikat %s: exit %d, %s", args, code, out+errs)
		}
	}
}
