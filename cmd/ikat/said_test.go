package main

import (
	"encoding/csv"
	"math"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/economies"
)

// answered are the rows of a question, by column; num is a number of one, NaN where it is blank.
type answered []map[string]string

func rowsOf(t *testing.T, text string) (out answered) {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(lines) < 2 {
		t.Fatalf("no rows: %v %.200s", err, text)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for c, name := range lines[0] {
			row[name] = line[c]
		}
		out = append(out, row)
	}
	return out
}

func num(row map[string]string, column string) float64 {
	v, err := strconv.ParseFloat(row[column], 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// inOrder: rows are in the order of the number that they are ranked by, which lies in its own range; groups of
// economies take no rank.
func inOrder(t *testing.T, rows answered) {
	last := math.Inf(1)
	for _, r := range rows {
		v := num(r, "exact_gain")
		if v > last || v < num(r, "gain_low") || v > num(r, "gain_high") {
			t.Errorf("%v after %v, in %s to %s", v, last, r["gain_low"], r["gain_high"])
		}
		last = v
		group := economies.IsAggregate(r["exporter"]) || economies.IsAggregate(r["importer"])
		if group != (r["rank"] == "") || r["rank"] == "0" {
			t.Errorf("%s to %s has rank %q", r["exporter"], r["importer"], r["rank"])
		}
	}
}

// some: nothing is lost whole, and a blank gain names its industry.
func some(t *testing.T, rows answered) {
	for _, r := range rows {
		for _, column := range []string{"gains_one_sector", "gains_many_sectors", "gains_with_inputs"} {
			if v := num(r, column); v > .99 || math.IsNaN(v) && r["largest_industry"] == "" {
				t.Errorf("%s: %s is %q of %q", r["economy"], column, r[column], r["largest_industry"])
			}
		}
	}
}

// arrives: what is delivered across a border has crossed it, and borders are less than the whole of what it costs.
func arrives(t *testing.T, rows answered) {
	for _, r := range rows {
		if c := num(r, "crossings"); !math.IsNaN(c) && c < 1 {
			t.Errorf("a dollar delivered abroad crosses %v borders", c)
		}
		if v := num(r, "arrival"); v >= 1 {
			t.Errorf("borders are %v of the price on arrival", v)
		}
	}
}

// unranked: a group of economies has no place among them.
func unranked(t *testing.T, rows answered) {
	for _, r := range rows {
		if r["rank"] != "" {
			t.Errorf("a group has rank %q", r["rank"])
		}
	}
}

// small: a sum at the baseline's weights is blank where changes are not small.
func small(t *testing.T, rows answered) {
	blank := 0
	for _, r := range rows {
		if v := num(r, "paper_sum_pct"); math.Abs(v) > 5 {
			t.Errorf("%s: the paper's sum is %v", r["economy"], v)
		} else if math.IsNaN(v) {
			blank++
		}
		if num(r, "welfare_low_pct") > num(r, "welfare_pct") || num(r, "welfare_pct") > num(r, "welfare_high_pct") {
			t.Errorf("%s: %s outside %s to %s", r["economy"], r["welfare_pct"], r["welfare_low_pct"], r["welfare_high_pct"])
		}
	}
	if blank == 0 {
		t.Error("goods that cost ten times as much to deliver are a small change")
	}
}

const tenfold = "scenarios: [{name: a, changes: [{industry: goods, iceberg: 900%}]}]"

// What is said of numbers is said alike over HTTP, on the embedded table, and of tables in the codes of publishers
// whose groups of economies have names of their own.
func TestSaidInOtherMouths(t *testing.T) {
	questions := []struct {
		api, command string
		check        func(t *testing.T, rows answered)
	}{
		{"rank?for=IDN&top=12&cut=5%25", "rank --for IDN --top 12 --cut 5%", inOrder},
		{"rank?for=world&top=12&cut=10%25", "rank --for world --top 12 --cut 10%", inOrder},
		{"measure/gains?", "measure gains", some},
		{"chain/KOR:c13?to=DEU&level=total", "chain KOR:c13 --to DEU --level total", arrives},
		{"chain/IDN:c9?to=JPN&level=total", "chain IDN:c9 --to JPN --level total", arrives},
		{"profile/ROW?", "profile ROW", unranked},
		{"simulate?scenario=" + url.QueryEscape(tenfold), "simulate --scenario SCENARIO", small},
	}
	address, _, stop := startServer(t, "--listen", "127.0.0.1:0", "--table", "apx/2011")
	defer stop()
	for _, q := range questions {
		status, text := fetchStatus(t, "GET", address+"/api/v1/"+q.api+"&format=csv", nil)
		if status != 200 {
			t.Errorf("%s: %d %.300s", q.api, status, text)
			continue
		}
		q.check(t, rowsOf(t, text))
	}
	table, dir := fewIndustries(t), t.TempDir()
	iso := strings.Fields(codings[0].codes)
	for _, name := range []string{"eurostat", "adb"} {
		at := slices.IndexFunc(codings, func(c struct{ name, codes string }) bool { return c.name == name })
		codes, spoken := strings.Fields(codings[at].codes), map[string]string{}
		for i, c := range codes {
			spoken[iso[i]] = c
		}
		path := filepath.Join(dir, name+"_2008.parquet")
		relabelled(t, table, codes, path)
		for _, q := range questions {
			args := strings.Fields(said(q.command, spoken))
			if k := slices.Index(args, "SCENARIO"); k >= 0 {
				args[k] = tenfold
			}
			q.check(t, rowsOf(t, must(t, append(args, "--table", path, "--format", "csv")...)))
		}
	}
}

// What could be read in two ways, and what selects or changes nothing, is refused over HTTP with its reason.
func TestWhatSaysNothingIsRefusedOverHTTP(t *testing.T) {
	address, _, stop := startServer(t, "--listen", "127.0.0.1:0", "--table", "apx/2011")
	defer stop()
	scenario := func(change string) string {
		return "simulate?scenario=" + url.QueryEscape("scenarios: [{name: a, changes: ["+change+"]}]")
	}
	for path, says := range map[string]string{
		scenario("{importer: IDN, tariff_to: 10}"): "10%",
		scenario("{exporter: KOR, available: 60}"): "60%",
		scenario(""):                             "changes nothing",
		scenario("{exporter: [], iceberg: -1%}"): "empty list",
		scenario("{exporter: IDN, industry: services, days: -3}"):              "no link that has a border",
		scenario("{exporter: IDN, importer: IDN, tariff_to: 10%}"):             "no border",
		scenario("{exporter: IDN, importer: JPN, closed_days: 0}"):             "changes nothing",
		"simulate?scenario=" + url.QueryEscape("container_value: 0\n"+tenfold): "more than nothing",
		"rank?exporter=DEU&importer=OEU&top=2&cut=benchmark":                   "changes nothing",
		"border?container-value=0":                                             "container",
		"border?theta=0.8":                                                     "%",
		"chain/IDN:c4?to=JPN&container-value=0":                                "container",
	} {
		status, text := fetchStatus(t, "GET", address+"/api/v1/"+path, nil)
		if status < 400 || status >= 500 || !strings.Contains(text, says) {
			t.Errorf("%s: %d without %q: %.300s", path, status, says, text)
		}
	}
	offers := "product: a lamp\nper_container: 250\nduty: 20%\nduty_on: FOB\ncarrying_rate: 8%\noffers:\n" +
		"- {supplier: a, economy: THA, price: 50, incoterm: FOB, freight: 500, insurance: 2%, import_cost: 100, days: 9}\n" +
		"- {supplier: b, economy: THA, price: " + strconv.FormatFloat((50+2)/(1-1.1*.02), 'f', 12, 64) +
		", incoterm: CIF, freight: 500, insurance: 2%, import_cost: 100, days: 9}\n"
	_, text := fetchStatus(t, "GET", address+"/api/v1/landed?format=csv&offers="+url.QueryEscape(offers), nil)
	rows := rowsOf(t, text)
	for column := range rows[0] {
		if a, b := num(rows[0], column), num(rows[1], column); math.Abs(a-b) > 1e-9 {
			t.Errorf("one lamp, quoted twice: %s is %v and %v", column, a, b)
		}
	}
}
