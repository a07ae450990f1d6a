// Command calibrate makes the embedded tables of published estimates, elasticity/*.csv and border/calibration.csv, from
// the facts in ../shared/data/calibration. It picks columns and checks them; rules that turn facts into defaults are
// code of the rooms that embed them.
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: calibrate FOLDER-OF-FACTS PROJECT")
		os.Exit(2)
	}
	files, err := Make(os.Args[1])
	for name, text := range files {
		if err == nil {
			err = os.WriteFile(filepath.Join(os.Args[2], name), text, 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Make returns the embedded files by their path in the project.
//
// Error: what a file of facts lacks.
func Make(folder string) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, f := range []struct {
		path string
		of   func(folder string) ([][]string, error)
	}{{"elasticity/caliendoparro.csv", caliendoParro}, {"elasticity/products.csv", products},
		{"border/calibration.csv", containers}} {
		rows, err := f.of(folder)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.path, err)
		}
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		if err := w.WriteAll(rows); err != nil {
			return nil, err
		}
		out[f.path] = text.Bytes()
	}
	return out, nil
}

// caliendoParro are the estimates of the paper's table 1, by sector and sample.
func caliendoParro(folder string) ([][]string, error) {
	head := []string{"sector", "isic_rev3", "theta_full", "se_full", "theta_99", "se_99", "theta_975", "se_975",
		"theta_used_in_counterfactual"}
	rows, err := pick(folder, "cp2015_table1.csv", head, func(r map[string]string) bool {
		return r["theta_full"] != ""
	})
	if err != nil {
		return nil, err
	}
	rows[0] = []string{"sector", "rev3", "full", "full_se", "p99", "p99_se", "p975", "p975_se", "used"}
	for _, r := range rows[1:] {
		if r[1], err = divisions(r[1]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// divisions writes 17-19 and 1,2,5 as 17 18 19 and 1 2 5.
func divisions(s string) (string, error) {
	var out []string
	for _, part := range strings.Split(s, ",") {
		lo, hi, ranged := strings.Cut(part, "-")
		if !ranged {
			hi = lo
		}
		a, err1 := strconv.Atoi(lo)
		b, err2 := strconv.Atoi(hi)
		if err1 != nil || err2 != nil || b < a {
			return "", fmt.Errorf("%q are no divisions", s)
		}
		for d := a; d <= b; d++ {
			out = append(out, strconv.Itoa(d))
		}
	}
	return strings.Join(out, " "), nil
}

// products are medians and quartiles of product-level estimates by industry, and figures from memory beside them.
func products(folder string) ([][]string, error) {
	rows, err := pick(folder, "fgo2022_by_industry.csv", []string{"classification", "code", "lines_estimated", "median",
		"p25", "p75"}, func(r map[string]string) bool {
		goods, scheme := map[string]int{"isic3": 37, "isic4": 33}, r["classification"]
		n, err := strconv.Atoi(r["code"])
		return err == nil && n <= goods[scheme] || scheme == "wiod35" && strings.HasPrefix(r["code"], "c") &&
			number(r["code"]) <= 16
	})
	if err != nil {
		return nil, err
	}
	recalled, err := fromMemory(folder)
	if err != nil {
		return nil, err
	}
	rows[0] = []string{"scheme", "code", "lines", "median", "p25", "p75", "from_memory"}
	for i, r := range rows[1:] {
		rows[i+1] = append(r, recalled[r[0]+" "+r[1]])
		rows[i+1][1] = strconv.Itoa(number(r[1]))
	}
	return rows, nil
}

// fromMemory are GTAP's elasticities less one, by scheme and code, which no one looked up.
func fromMemory(folder string) (map[string]string, error) {
	out := map[string]string{}
	for scheme, f := range map[string][2]string{"wiod35": {"elasticity_wiod35.csv", "industry"},
		"isic4": {"elasticity_isic4.csv", "isic_rev4"}} {
		rows, err := pick(folder, f[0], []string{f[1], "gtap_esubm_minus_1"}, nil)
		if err != nil {
			return nil, err
		}
		for _, r := range rows[1:] {
			out[scheme+" "+r[0]] = r[1]
		}
	}
	return out, nil
}

// containers are, by industry, the cost of a day in per cent of the goods' value, the share that travels in containers,
// what is in one and how heavy it is.
func containers(folder string) ([][]string, error) {
	days, err := pick(folder, "day_cost_wiod35.csv", []string{"industry", "tau_low", "tau_central", "tau_high"}, goods)
	if err != nil {
		return nil, err
	}
	boxes, err := pick(folder, "containers_wiod35.csv", []string{"industry", "containerised_low", "containerised_share",
		"containerised_high",
		"value_per_teu_low", "value_per_teu_central", "value_per_teu_high", "tonnes_per_loaded_teu"}, goods)
	if err != nil {
		return nil, err
	}
	out := [][]string{{"industry", "day_low", "day", "day_high", "boxed_low", "boxed", "boxed_high", "teu_low", "teu",
		"teu_high", "tonnes"}}
	for _, d := range days[1:] {
		at := slices.IndexFunc(boxes, func(b []string) bool { return b[0] == d[0] })
		if at < 0 {
			return nil, fmt.Errorf("containers_wiod35.csv has no industry %s", d[0])
		}
		row := append(append([]string{strconv.Itoa(number(d[0]))}, d[1:]...), boxes[at][1:]...)
		out = append(out, row)
	}
	return out, nil
}

func goods(r map[string]string) bool { n := number(r["industry"]); return n >= 1 && n <= 16 }

func number(code string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(code, "c"))
	return n
}

// pick reads some columns of a file's rows, with their names first.
func pick(folder, name string, columns []string, keep func(map[string]string) bool) ([][]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.LazyQuotes = true // a note among the facts lacks its closing quote
	all, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out := [][]string{slices.Clone(columns)}
	for _, rec := range all[1:] {
		r := map[string]string{}
		for i, c := range all[0] {
			r[c] = rec[i]
		}
		if keep != nil && !keep(r) {
			continue
		}
		row := make([]string, len(columns))
		for i, c := range columns {
			v, ok := r[c]
			if !ok {
				return nil, fmt.Errorf("%s has no column %s", name, c)
			}
			row[i] = v
		}
		out = append(out, row)
	}
	return out, nil
}
