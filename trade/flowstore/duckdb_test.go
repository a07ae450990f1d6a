package flowstore_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ikat/trade"
	"ikat/trade/flowstore"
)

// inNode asks DuckDB by its package for Node.js (@duckdb/node-api): the query is the first argument.
const inNode = `const {DuckDBInstance} = require('@duckdb/node-api');
(async () => {
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  console.log(JSON.stringify((await db.runAndReadAll(process.argv[1])).getRowObjectsJson()));
})().catch(e => { console.error(String(e)); process.exit(1); });`

// duckdb returns what asks DuckDB for rows: its command-line program, or its package for Node.js where NODE_PATH or the
// pages' folder has it. It skips the test where there is neither.
func duckdb(t *testing.T) func(query string) []map[string]any {
	t.Helper()
	command := func(query string) *exec.Cmd { return exec.Command("duckdb", "-json", "-c", query) }
	if _, err := exec.LookPath("duckdb"); err != nil {
		pages, err := filepath.Abs("../../server/ui/web")
		if err != nil {
			t.Fatal(err)
		}
		command = func(query string) *exec.Cmd {
			c := exec.Command("node", "-e", inNode, "--", query)
			c.Dir = pages
			return c
		}
		if err := command("SELECT 1").Run(); err != nil {
			t.Skip("skipped: needs DuckDB, as the command-line program duckdb or as @duckdb/node-api in NODE_PATH")
		}
	}
	return func(query string) (rows []map[string]any) {
		out, err := command(query).Output()
		if err == nil {
			err = json.Unmarshal(out, &rows)
		}
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return rows
	}
}

// documented are the queries of the documents, about data of a store, as reported.
func documented(t *testing.T, root, reported string) []string {
	t.Helper()
	text, err := os.ReadFile("../../docs/methods/products.sql")
	if err != nil {
		t.Fatal(err)
	}
	all := strings.NewReplacer("STORE/trade/NAME", filepath.Join(root, "mine"), "'reconciled'", "'"+reported+"'",
		"'CHN', 'JPN', 'KOR'", "'E01', 'E02', 'E03'").Replace(string(text))
	list := strings.Split(strings.TrimSpace(all), ";\n")
	if len(list) != 3 {
		t.Fatalf("%d queries", len(list))
	}
	return list
}

// The SQL of the documents gives in DuckDB what ikat gives, of two years and of two reporters who are kept apart.
func TestDuckDBGivesWhatIkatGives(t *testing.T) {
	ask := duckdb(t)
	s := flowstore.New(t.TempDir())
	kept := map[string]*trade.Data{}
	for i, reported := range []string{"exporters", "importers"} {
		for _, year := range []int{2021, 2022} {
			d := data(t, uint64(year+i), 3000)
			d.Year, d.Reported = year, reported
			if _, err := s.Put(d, false); err != nil {
				t.Fatal(err)
			}
			kept[fmt.Sprint(year, reported)] = d
		}
	}
	for _, reported := range []string{"exporters", "importers"} {
		of := func(row map[string]any) *trade.Data { return kept[fmt.Sprint(row["year"], reported)] }
		queries := documented(t, s.Root(), reported)
		last := kept["2022"+reported]
		rows(t, ask(queries[0]), "rca", func(row map[string]any) float64 {
			return last.Exports().RCA(last.Position(row["exporter"].(string)), last.ProductPosition(row["product"].(string)))
		})
		rows(t, ask(queries[1]), "trade_share", func(row map[string]any) float64 {
			d := of(row)
			return d.Bilateral().Region([]int{d.Position("E01"), d.Position("E02"), d.Position("E03")}).TradeShare()
		})
		rows(t, ask(queries[2]), "hhi", func(row map[string]any) (sum float64) {
			d := of(row)
			x, c := d.Exports(), d.Position(row["exporter"].(string))
			for p := range d.Products {
				sum += x.Share(c, p) * x.Share(c, p)
			}
			return sum
		})
	}
}

// rows compares a column of rows with what is computed of their other columns.
func rows(t *testing.T, list []map[string]any, column string, want func(map[string]any) float64) {
	t.Helper()
	if len(list) == 0 {
		t.Errorf("%s: no rows", column)
	}
	for _, row := range list {
		var got float64
		if _, err := fmt.Sscan(fmt.Sprint(row[column]), &got); err != nil {
			t.Fatal(row)
		}
		if w := want(row); math.Abs(got-w) > 1e-9*w {
			t.Errorf("%v: %s is %v in DuckDB, %v in ikat", row, column, got, w)
		}
	}
}
