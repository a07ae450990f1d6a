// Command requirements makes the embedded tables of requirements, requirement/data/*.csv, from the facts in
// ../shared/data/requirements: it picks columns, joins the buyers' sheets into one table, puts source and terms at the
// head, and checks that every name is one that is listed.
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: requirements FOLDER-OF-FACTS PROJECT")
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

const terms = "" +
	`# Facts about schemes and laws in this project's own words: names, numbers and scopes; no clause of a standard.
# Money is US$ of about 2024. What a column cost_verified calls part had a fee or a rate seen at its source and a total
# that is judgement; all else is judgement of this project, free to use under its licence.
`

// atMost are requirements whose level is a most, not a least.
var atMost = []string{"lead_time", "mrl_tests", "scorecard_ppm"}

// Make returns the embedded files by their path in the project.
//
// Error: what a file of facts lacks.
func Make(folder string) (map[string][]byte, error) {
	registry, err := read(filepath.Join(folder, "requirements.csv"))
	if err != nil {
		return nil, err
	}
	actions, err := read(filepath.Join(folder, "actions.csv"))
	if err != nil {
		return nil, err
	}
	ids := registry.column("id")
	for _, t := range []*table{registry, actions} {
		for _, list := range [][]string{t.column("prerequisites"), t.column("implies"), t.column("substitutes"),
			t.column("closes"), t.column("needs")} {
			if err := known(list, ids); err != nil {
				return nil, err
			}
		}
	}
	bounds := make([]string, len(ids))
	for k, id := range ids {
		if slices.Contains(atMost, id) {
			bounds[k] = "at most"
		}
	}
	registry.add("level_is", bounds)
	sheets, err := buyers(filepath.Join(folder, "buyers"), ids)
	if err != nil {
		return nil, err
	}
	for _, column := range []string{"cost_source", "source"} {
		registry.replace(column, "calibration file", "published fees")
		sheets.replace(column, "calibration file", "published fees")
	}
	out := map[string][]byte{}
	for name, t := range map[string]*table{
		"requirements.csv": registry.without("currency", "price_year", "substitutes"),
		"actions.csv":      actions.without("currency"),
		"sheets.csv":       sheets,
	} {
		if out["requirement/data/"+name], err = t.text(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// buyers joins the sheets: what each asks. What they repeat of the requirements themselves is left out.
func buyers(folder string, ids []string) (*table, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	keep := []string{"buyer", "requirement", "level", "unit", "who_asks", "knock_out", "weight", "accepted_substitutes",
		"source", "source_verified", "note"}
	out := &table{head: keep}
	for _, e := range entries {
		t, err := read(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		for _, list := range [][]string{t.column("requirement"), t.column("accepted_substitutes")} {
			if err := known(list, ids); err != nil {
				return nil, fmt.Errorf("%s: %w", e.Name(), err)
			}
		}
		for k := range t.rows {
			row := make([]string, len(keep))
			for c, name := range keep {
				row[c] = t.column(name)[k]
			}
			out.rows = append(out.rows, row)
		}
	}
	return out, nil
}

type table struct {
	head []string
	rows [][]string
}

func read(path string) (*table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &table{rows[0], rows[1:]}, nil
}

// column is empty where there is none of that name.
func (t *table) column(name string) []string {
	at := slices.Index(t.head, name)
	out := make([]string, len(t.rows))
	for k, row := range t.rows {
		if at >= 0 {
			out[k] = row[at]
		}
	}
	return out
}

func (t *table) add(name string, values []string) {
	t.head = append(t.head, name)
	for k := range t.rows {
		t.rows[k] = append(t.rows[k], values[k])
	}
}

// replace says in a column what the facts say by the name of one of their files.
func (t *table) replace(column, old, by string) {
	at := slices.Index(t.head, column)
	for k := range t.rows {
		if at < 0 {
			return
		}
		t.rows[k][at] = strings.ReplaceAll(t.rows[k][at], old, by)
	}
}

func (t *table) without(names ...string) *table {
	out := &table{rows: make([][]string, len(t.rows))}
	for c, name := range t.head {
		if slices.Contains(names, name) {
			continue
		}
		out.head = append(out.head, name)
		for k := range t.rows {
			out.rows[k] = append(out.rows[k], t.rows[k][c])
		}
	}
	return out
}

func (t *table) text() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(terms)
	w := csv.NewWriter(&b)
	if err := w.Write(t.head); err != nil {
		return nil, err
	}
	err := w.WriteAll(t.rows)
	return b.Bytes(), err
}

// known reports a name in a list of lists that is none.
func known(lists, ids []string) error {
	for _, list := range lists {
		for _, id := range strings.FieldsFunc(list, func(r rune) bool { return r == ';' || r == '|' }) {
			if !slices.Contains(ids, id) {
				return fmt.Errorf("%q is no requirement", id)
			}
		}
	}
	return nil
}
