package validate

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"ikat/result"
)

const goldenTolerance = 1e-9

// golden2008 lists comparisons with results of other people's programs for WIOD 2008.
func golden2008() Check {
	needs := []string{WIOD(2008)}
	files := []string{"leontief_source_by_exporter_2008.csv", "leontief_va_source_by_finaldemand_country_2008.csv", "ref_jn_vax_country_2008.csv",
		"exva_bm_src_terms_country_2008.csv", "exva_bm_src_terms_sector_2008.csv.gz"}
	for _, f := range files {
		needs = append(needs, "golden2008/"+f)
	}
	return Check{Name: "Other programs, World Input-Output Table 2008", Needs: needs, Run: func(ctx context.Context, w *World) ([]Row, error) {
		var rows []Row
		add := func(source, quantity string, d Difference, err error) error {
			if err == nil {
				rows = append(rows, d.Row(source, quantity, goldenTolerance))
			}
			return err
		}
		path := func(i int) string { return w.Path(needs[i+1]) }
		origin, err := w.Ask(ctx, "va-origin", WIOD(2008), "country", nil)
		if err != nil {
			return nil, err
		}
		d, err := compareWide(path(0), origin, "va")
		if err := add("R decompr 6.8", "va-origin", d, err); err != nil {
			return nil, err
		}
		final, err := w.Ask(ctx, "va-final", WIOD(2008), "country", nil)
		if err != nil {
			return nil, err
		}
		d, err = compareWide(path(1), final, "va")
		if err := add("R decompr 6.8", "va-final", d, err); err != nil {
			return nil, err
		}
		vax, err := w.Ask(ctx, "vax", WIOD(2008), "country", nil)
		if err != nil {
			return nil, err
		}
		d, err = Compare{Keys: 1, Rename: map[string]string{"exports": "gexp", "VAX_ratio": "vax_ratio"}}.File(path(2), vax)
		if err := add("numpy", "vax", d, err); err != nil {
			return nil, err
		}
		for i, level := range []string{"country", "sector"} {
			bm, err := w.Ask(ctx, "bm", WIOD(2008), level, nil)
			if err != nil {
				return nil, err
			}
			d, err := compareTerms(path(3+i), bm, i+1)
			if err := add("R exvatools 0.9", "bm, source approach, "+level, d, err); err != nil {
				return nil, err
			}
		}
		return rows, nil
	}}
}

// compareWide compares a file with sources in rows and economies in columns with a frame keyed by the two.
func compareWide(path string, f *result.Frame, column string) (Difference, error) {
	var d Difference
	records, err := readCSV(path)
	if err != nil {
		return d, err
	}
	value := map[string]float64{}
	for r := range f.Rows() {
		value[f.Columns[0].Text(r)+"|"+f.Columns[1].Text(r)] = f.Column(column).Floats[r]
	}
	for _, rec := range records[1:] {
		for j := 1; j < len(rec); j++ {
			want, err := strconv.ParseFloat(rec[j], 64)
			if err != nil {
				return d, err
			}
			d.add(value[tableCode(rec[0])+"|"+tableCode(records[0][j])], want, rec[0]+" "+records[0][j])
		}
	}
	return d, nil
}

// compareTerms compares exvatools' twelve terms with ikat's, which are sums of them.
func compareTerms(path string, f *result.Frame, keys int) (Difference, error) {
	var d Difference
	records, err := readCSV(path)
	if err != nil {
		return d, err
	}
	sums := map[string][]string{
		"gexp": {"EXGR"}, "davax": {"VAX1", "VAX2"}, "vax": {"VAX1", "VAX2", "VAX3", "VAX4"}, "ref": {"REF1", "REF2"}, "ddc": {"DDC"},
		"dva": {"VAX1", "VAX2", "VAX3", "VAX4", "REF1", "REF2"}, "dc": {"VAX1", "VAX2", "VAX3", "VAX4", "REF1", "REF2", "DDC"},
		"fva": {"FVA1", "FVA2", "FVA3", "FVA4"}, "fdc": {"FDC"}, "fc": {"FVA1", "FVA2", "FVA3", "FVA4", "FDC"},
		"gvcb": {"FVA1", "FVA2", "FVA3", "FVA4", "FDC", "DDC"}, "gvcf": {"VAX3", "VAX4", "REF1", "REF2"},
	}
	at := map[string]int{}
	for i, h := range records[0] {
		at[h] = i
	}
	rows := map[string]int{}
	for r := range f.Rows() {
		key := ""
		for i := range keys {
			key += "|" + f.Columns[i].Text(r)
		}
		rows[key] = r
	}
	for _, rec := range records[1:] {
		key := "|" + tableCode(rec[0])
		for _, k := range rec[1:keys] {
			key += "|" + k
		}
		r, ok := rows[key]
		if !ok {
			return d, fmt.Errorf("%s: no row %s in the frame", path, key)
		}
		for term, parts := range sums {
			if residual := term == "gvcf"; residual && notAdding(rec[:keys]) {
				continue
			}
			var want float64
			for _, p := range parts {
				v, err := strconv.ParseFloat(rec[at[p]], 64)
				if err != nil {
					return d, err
				}
				want += v
			}
			d.add(f.Column(term).Floats[r], want, key+" "+term)
		}
	}
	return d, nil
}

// notAdding names the rows where exports are not the sum of their terms: LUX c5 and c8 have no output and negative exports
// (inventories), of which nothing can be attributed to anyone. GVC trade and its forward part, residuals by definition,
// contain them; a sum of the twelve terms does not.
func notAdding(keys []string) bool {
	return keys[0] == "LUX" && (len(keys) == 1 || keys[1] == "c5" || keys[1] == "c8")
}

// add compares one cell; amounts below one unit of the table are measured against that unit.
func (d *Difference) add(got, want float64, where string) {
	d.Cells++
	if rel := math.Abs(got-want) / math.Max(1, math.Abs(want)); !(rel <= d.Worst) {
		d.Worst, d.Where = rel, fmt.Sprintf("%s: %v, reference %v", where, got, want)
	}
}

// tableCode turns the reference programs' code of the rest of the world into the table's.
func tableCode(code string) string {
	if code == "RoW" {
		return "ROW"
	}
	return code
}

func init() { Checks = append(Checks, golden2008()) }
