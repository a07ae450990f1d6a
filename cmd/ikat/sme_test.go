package main

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// smeValue returns a column of the row of a quantity and detail.
func smeValue(t *testing.T, text, quantity, detail, column string) float64 {
	t.Helper()
	all := rows(t, text)
	at := map[string]int{}
	for i, h := range all[0] {
		at[h] = i
	}
	for _, r := range all[1:] {
		if r[at["quantity"]] == quantity && r[at["detail"]] == detail {
			v, err := strconv.ParseFloat(r[at[column]], 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatalf("no row %s %s", quantity, detail)
	return 0
}

func TestSMEColumns(t *testing.T) {
	out := must(t, "sme", "KOR", "--no-worth", "-f", "csv")
	if !strings.HasPrefix(out, "economy,quantity,point,low,high,unit,kind,") {
		t.Error(strings.SplitN(out, "\n", 2)[0])
	}
	low, point, high := smeValue(
		t,
		out,
		"sme_share_of_va_in_exports",
		"",
		"low",
	), smeValue(
		t,
		out,
		"sme_share_of_va_in_exports",
		"",
		"point",
	), smeValue(
		t,
		out,
		"sme_share_of_va_in_exports",
		"",
		"high",
	)
	if !(low > 0 && low < point && point < high && high < 1) {
		t.Errorf("%v, %v, %v", low, point, high)
	}
	// Small and large firms together are the decomposition's domestic value added.
	bm := rows(t, must(t, "measure", "bm", "--economy", "KOR", "-f", "csv"))
	dva, _ := strconv.ParseFloat(bm[1][3], 64)
	small, large := smeValue(t, out, "dva_by_size", "sme", "point"), smeValue(t, out, "dva_by_size", "large", "point")
	if math.Abs(small+large-dva) > 1e-6*dva || math.Abs(smeValue(t, out, "va_in_exports", "", "point")-dva) > 1e-6*dva {
		t.Errorf("small %v, large %v, all %v", small, large, dva)
	}
}

func TestSMEPage(t *testing.T) {
	out := must(t, "sme", "Japan", "--no-bounds")
	for _, want := range []string{"Small and medium firms of Japan", "supplying large firms that export", "c14",
		"Goh (2007)", "apx/2011"} {
		if !strings.Contains(out, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(out, "one more statistic") || strings.Contains(out, "none lies outside") {
		t.Error("bounds without being asked for")
	}
}

func TestSMEWrongQuestions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.csv")
	if err := os.WriteFile(path, []byte("economy,indicator,value\nKOR,turnover,1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	clash := filepath.Join(t.TempDir(), "clash.csv")
	if err := os.WriteFile(clash, []byte("economy,indicator,value\nIDN,value_added,5%\nIDN,exports,90%\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		say  []string
	}{
		{"sme IDN --stats " + clash, 5, []string{"need at least", "and have 5.0%", "low, high"}},
		{"sme USA", 3, []string{"USA", "--stats"}},
		{"sme KORR", 3, []string{"KOR"}},
		{"sme KOR --stats nowhere.csv", 3, []string{"nowhere.csv"}},
		{"sme KOR --stats " + path, 4, []string{"mine.csv, line 2", "turnover"}},
		{"sme KOR --va-within 0.5", 2, []string{"--va-within"}},
		{"sme KOR -t apx/2005 -t apx/2008", 2, []string{"--table", "1 at most"}},
		{"rank --for sme:USA", 3, []string{"USA"}},
	} {
		code, _, errs := ikat(t, strings.Fields(c.args)...)
		if code != c.code {
			t.Errorf("ikat %s: exit %d, want %d: %s", c.args, code, c.code, errs)
		}
		for _, s := range c.say {
			if !strings.Contains(errs, s) {
				t.Errorf("ikat %s: %q does not mention %q", c.args, errs, s)
			}
		}
	}
}

// placed is how many rows of a ranking have a rank; groups of economies stand between them without one.
func placed(ranked [][]string) int {
	n := 0
	for _, row := range ranked[1:] {
		if row[slices.Index(ranked[0], "rank_low")] != "" {
			n++
		}
	}
	return n
}

// Small firms are an outcome of other questions.
func TestSMEElsewhere(t *testing.T) {
	ranked := rows(t, must(t, "rank", "--for", "sme:KOR", "--top", "3", "-f", "csv"))
	if h := strings.Join(ranked[0], ","); !strings.Contains(h, "exact_gain,gain_low,gain_high,") || placed(ranked) != 3 {
		t.Error(ranked)
	}
	simulated := rows(
		t,
		must(t, "simulate", "../../examples/e-customs.yaml", "--level", "sme", "--economy", "KOR", "-f", "csv"),
	)
	if h := strings.Join(simulated[0], ","); !strings.HasPrefix(
		h,
		"scenario,economy,sme_income_pct,large_income_pct,sme_income_low_pct,sme_income_high_pct,sme_income,",
	) ||
		simulated[1][1] != "KOR" {
		t.Error(simulated)
	}
	links := rows(t, must(t, "chain", "KOR:c14", "--to", "USA", "-f", "csv"))
	if h := strings.Join(links[0], ","); !strings.HasSuffix(h, "sme_value,sme_value_low,sme_value_high") {
		t.Error(h)
	}
	if out := must(t, "chain", "KOR:c14", "--to", "USA"); !strings.Contains(out, "small and medium firms") {
		t.Error("the page does not speak of small firms")
	}
	if out := must(t, "sme", "IDN", "--stats", "../../examples/sme-idn.csv", "--no-bounds"); !strings.Contains(
		out,
		"persons",
	) {
		t.Error("no jobs")
	}
}
