package ui

import (
	"html"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/trade/flowfile"
	"ikat/trade/flowstore"
)

func TestSourceTablesAsPrintedAndBeside(t *testing.T) {
	s := newSite(t)
	body := readable(t, s, "/source-tables")
	for _, want := range []string{
		"all of table 12 and all 240 of table 14 are the ones printed",
		`data-value="33332">33,332<`,                   // ASEAN4 to China, parts
		`data-value="948.5">948.5<`, "913.30", ">642<", // the average, taken again, and what is left
		"22.29 million", "85 to 127.5 million", "could rise to 50 per cent",
		"99.7", "74.0", "63.1",
		"ikat source 15 --table apx/2008",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	total := readable(t, s, address("/source-tables", "goods", "total"))
	if !strings.Contains(total, `data-value="1133">1,133<`) || strings.Contains(total, `data-value="33332"`) {
		t.Error("the rows are not those of the goods chosen")
	}
	one := readable(t, s, "/source-tables?industry=c14")
	if !strings.Contains(one, "ikat source 15 --table apx/2008 --industry c14") ||
		!strings.Contains(one, "Machinery is c14") {
		t.Error("the industries chosen are not taken")
	}
	if w := get(s, "/source-tables?industry=nothing"); w.Code != 200 {
		t.Errorf("an industry of another table gives %d", w.Code)
	}
}

// Table 15 stands beside trade by product that is kept, where a reader chooses it, and products bear the names that a
// list gives them.
func TestTable15BesideKeptTrade(t *testing.T) {
	s := newSite(t)
	s.engine.KeepFlows(flowstore.New(t.TempDir()))
	for name, text := range map[string]string{
		"mine_HS17.csv": "year,exporter,importer,product,value\n1995,CHN,HKG,853400,60\n1995,CHN,JPN,853400,40\n" +
			"1995,CHN,JPN,090111,7\n2005,CHN,HKG,853400,25\n2005,CHN,JPN,853400,75\n",
		"product_codes_HS17.csv": "code,description\n853400,Printed circuits\n",
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		q := engine.KeepingFlows{Path: path, Options: flowfile.Options{Classification: "HS 2017"}}
		if _, err := s.engine.KeepFile(t.Context(), q, nil, func(*engine.KeptFile) {}); err != nil {
			t.Fatal(err)
		}
	}
	body := html.UnescapeString(get(s, "/source-tables").Body.String())
	if !strings.Contains(body, `<option value="mine_hs17/*">mine_hs17, HS 2017</option>`) {
		t.Error("the page does not offer the trade that is kept")
	}
	w := get(s, "/source-tables?beside=mine_hs17/*")
	body = html.UnescapeString(w.Body.String())
	for _, want := range []string{"Harmonized System", `data-value="60"`, `data-value="75"`,
		"source 15 --table apx/2008 --trade"} {
		if w.Code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d: the page does not say %q", w.Code, want)
		}
	}
	if w := get(s, "/source-tables?beside=nobody/*"); w.Code != http.StatusNotFound {
		t.Errorf("trade that nobody keeps: %d", w.Code)
	}
	body = get(s, "/products?economy=CHN&trade=mine_hs17/2005").Body.String()
	if !strings.Contains(body, "Printed circuits") {
		t.Error("the page of products does not say what a list calls them")
	}
}
