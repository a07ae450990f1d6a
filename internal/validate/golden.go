package validate

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/result"
)

const goldenTolerance = 1e-9

// goldenFile is one file of results of other people's programs for WIOD 2008, and how ikat answers it.
type goldenFile struct {
	file     string
	program  string
	quantity string
	measure  string
	level    string
	options  map[string]string
	compare  func(path string, f *result.Frame) (Difference, error)
}

var goldenFiles = []goldenFile{
	{"leontief_source_by_exporter_2008.csv", "R decompr 6.8", "va-origin", "va-origin", "country", nil, wide("va")},
	{
		"leontief_va_source_by_finaldemand_country_2008.csv",
		"R decompr 6.8",
		"va-final",
		"va-final",
		"country",
		nil,
		wide("va"),
	},
	{"ref_jn_vax_country_2008.csv", "numpy", "vax", "vax", "country", nil, cells(1, map[string]string{"exports": "gexp"})},
	{
		"exva_bm_src_terms_country_2008.csv",
		"R exvatools 0.9",
		"bm, source approach, country",
		"bm",
		"country",
		nil,
		terms(1),
	},
	{
		"exva_bm_src_terms_sector_2008.csv.gz",
		"R exvatools 0.9",
		"bm, source approach, sector",
		"bm",
		"sector",
		nil,
		terms(2),
	},
	{
		"exva_bm_snk_terms_country_2008.csv",
		"R exvatools 0.9",
		"bm, sink approach, country",
		"bm",
		"country",
		map[string]string{"approach": "sink"},
		terms(1),
	},
	{
		"exva_bm_snk_terms_sector_2008.csv.gz",
		"R exvatools 0.9",
		"bm, sink approach, sector",
		"bm",
		"sector",
		map[string]string{"approach": "sink"},
		terms(2),
	},
	{
		"ref_bm_world_country_2008.csv",
		"numpy",
		"bm, world perspective, source approach",
		"bm",
		"country",
		map[string]string{"perspective": "world"},
		cells(
			1,
			map[string]string{"FVA_world_source": "fva", "FDC_world_source": "fdc", "FVA_world_sink": "", "FDC_world_sink": ""},
		),
	},
	{
		"ref_bm_world_country_2008.csv",
		"numpy",
		"bm, world perspective, sink approach",
		"bm",
		"country",
		map[string]string{"perspective": "world", "approach": "sink"},
		cells(
			1,
			map[string]string{"FVA_world_source": "", "FDC_world_source": "", "FVA_world_sink": "fva", "FDC_world_sink": "fdc"},
		),
	},
	{
		"ref_bm_self_sectexp_2008.csv",
		"numpy",
		"bm, self perspective, sector",
		"bm",
		"sector",
		map[string]string{"perspective": "self"},
		selfCells,
	},
	{"ref_bm_imports_by_origin_2008.csv", "numpy", "imports", "imports", "country", nil, cells(2, nil)},
	{"exva_oecd_tiva_country_2008.csv", "R exvatools 0.9", "tiva", "tiva", "country", nil, cells(1, nil)},
	{
		"exva_my_country_2008.csv",
		"R exvatools 0.9",
		"my, country perimeter",
		"my",
		"country",
		nil,
		cells(1, map[string]string{"EXGR": "gexp"}),
	},
	{
		"exva_my_bilateral_perimeter_2008.csv",
		"R exvatools 0.9",
		"my, bilateral perimeter",
		"my",
		"bilateral",
		map[string]string{"perimeter": "bilateral"},
		cells(2, map[string]string{"EXGR": "gexp"}),
	},
	{"kww_country_2008.csv", "R decompr 6.8", "kww", "kww", "country", nil, kwwCells},
	{"wwz_country_2008.csv", "R decompr 6.8", "wwz, country", "wwz", "country", nil, wwzCells(1)},
	{"wwz_bilateral_2008.csv", "R decompr 6.8", "wwz, bilateral", "wwz", "bilateral", nil, wwzCells(2)},
}

// difference computes the measure and compares it with the file.
func (g goldenFile) difference(ctx context.Context, w *World) (Difference, error) {
	f, err := w.Ask(ctx, g.measure, WIOD(2008), g.level, g.options)
	if err != nil {
		return Difference{}, err
	}
	return g.compare(w.Path("golden2008/"+g.file), f)
}

// golden2008 compares with results of other people's programs for WIOD 2008.
func golden2008() Check {
	vectors := "golden2008/base_vectors_2008.csv"
	needs := []string{WIOD(2008), vectors}
	for _, g := range goldenFiles {
		if need := "golden2008/" + g.file; !slices.Contains(needs, need) {
			needs = append(needs, need)
		}
	}
	return Check{
		Name:  "Other programs, World Input-Output Table 2008",
		Needs: needs,
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			d, err := compareVectors(ctx, w, w.Path(vectors))
			if err != nil {
				return nil, err
			}
			rows := []Row{d.Row("R decompr 6.8", "output, value added, its share and exports by sector", goldenTolerance)}
			for _, g := range goldenFiles {
				d, err := g.difference(ctx, w)
				if err != nil {
					return nil, err
				}
				rows = append(rows, d.Row(g.program, g.quantity, goldenTolerance))
			}
			return rows, nil
		},
	}
}

// compareVectors compares the system itself: output, value added, its share in output, exports.
func compareVectors(ctx context.Context, w *World, path string) (Difference, error) {
	var d Difference
	s, err := w.System(ctx, WIOD(2008))
	if err != nil {
		return d, err
	}
	records, err := readCSV(path)
	if err != nil {
		return d, err
	}
	at := map[string]int{}
	for i := range s.N() {
		at[s.Sector(i)] = i
	}
	for _, rec := range records[1:] {
		sector := tableCode(rec[0]) + "_" + rec[1]
		i, ok := at[sector]
		if !ok {
			return d, fmt.Errorf("%s: no sector %s in the table", path, sector)
		}
		for c, got := range []float64{s.X[i], s.VA[i], s.V[i], s.Exports().Sum[i]} {
			want, err := strconv.ParseFloat(rec[2+c], 64)
			if err != nil {
				return d, err
			}
			d.add(got, want, sector+" "+records[0][2+c])
		}
	}
	return d, nil
}

// cells compares every cell of a file with the column of the same or the given name; amounts below one unit of the
// table are measured against that unit.
func cells(keys int, rename map[string]string) func(string, *result.Frame) (Difference, error) {
	return Compare{Keys: keys, Rename: rename, Floor: 1}.File
}

// selfCells compares the self perspective of sectors; alpha, the share of a sector's exports that come back into them,
// is what turns value added into content.
func selfCells(path string, f *result.Frame) (Difference, error) {
	return Compare{
		Keys:   2,
		Rename: map[string]string{"DVA_star": "dva", "FVA_star": "fva"},
		Floor:  1,
		Derived: map[string]func(func(string) float64) float64{
			"alpha": func(cell func(string) float64) float64 {
				counted := cell("dva") + cell("fva")
				if counted == 0 { // nothing of a sector without output or exports comes back
					return 0
				}
				return (cell("dc")+cell("fc"))/counted - 1
			}},
	}.File(
		path,
		f,
	)
}

// kwwCells compares the nine terms. decompr takes the last as what is left of exports, so that for LUX it contains the
// -6 of exports of c5 and c8, sectors without output; by its own formula the term is 6 higher.
func kwwCells(path string, f *result.Frame) (Difference, error) {
	return Compare{
		Keys:     1,
		Floor:    1,
		SkipCell: func(keys []string, column string) bool { return keys[0] == "LUX" && column == "FDC" },
	}.File(
		path,
		f,
	)
}

// wwzCells compares the sixteen terms, and the totals of exports with their sums.
func wwzCells(keys int) func(string, *result.Frame) (Difference, error) {
	sum := func(names ...string) func(func(string) float64) float64 {
		return func(cell func(string) float64) float64 {
			var x float64
			for _, n := range names {
				x += cell(n)
			}
			return x
		}
	}
	final := []string{"dva_fin", "ova_fin", "mva_fin"}
	intermediate := []string{
		"dva_int",
		"dva_intrexi1",
		"dva_intrexf",
		"dva_intrexi2",
		"rdv_int",
		"rdv_fin",
		"rdv_fin2",
		"ova_int",
		"mva_int",
		"ddc_fin",
		"ddc_int",
		"odc",
		"mdc",
	}
	return func(path string, f *result.Frame) (Difference, error) {
		c := Compare{Keys: keys, Floor: 1, Derived: map[string]func(func(string) float64) float64{
			"texpfd": sum(final...), "texpint": sum(intermediate...), "texp": sum(append(final, intermediate...)...)},
			SkipCell: func(keys []string, column string) bool { return keys[0] == "LUX" && strings.HasPrefix(column, "texp") }}
		return c.File(path, f)
	}
}

// wide compares a file with sources in rows and economies in columns with a frame keyed by the two.
func wide(column string) func(string, *result.Frame) (Difference, error) {
	return func(path string, f *result.Frame) (Difference, error) {
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
}

// termSums says which of exvatools' twelve terms make up each of ikat's.
var termSums = map[string][]string{
	"gexp": {
		"EXGR",
	}, "davax": {"VAX1", "VAX2"}, "vax": {"VAX1", "VAX2", "VAX3", "VAX4"}, "ref": {"REF1", "REF2"}, "ddc": {"DDC"},
	"dva": {"VAX1", "VAX2", "VAX3", "VAX4", "REF1", "REF2"}, "dc": {"VAX1", "VAX2", "VAX3", "VAX4", "REF1", "REF2", "DDC"},
	"fva": {"FVA1", "FVA2", "FVA3", "FVA4"}, "fdc": {"FDC"}, "fc": {"FVA1", "FVA2", "FVA3", "FVA4", "FDC"},
	"gvcb": {"FVA1", "FVA2", "FVA3", "FVA4", "FDC", "DDC"}, "gvcf": {"VAX3", "VAX4", "REF1", "REF2"},
}

// terms compares exvatools' twelve terms with ikat's, which are sums of them.
func terms(keys int) func(string, *result.Frame) (Difference, error) {
	return func(path string, f *result.Frame) (Difference, error) {
		var d Difference
		records, err := readCSV(path)
		if err != nil {
			return d, err
		}
		at := map[string]int{}
		for i, h := range records[0] {
			at[h] = i
		}
		rows := rowsByKey(f, keys)
		for _, rec := range records[1:] {
			key := slices.Clone(rec[:keys])
			key[0] = tableCode(key[0])
			r, ok := rows[strings.Join(key, "|")]
			if !ok {
				return d, fmt.Errorf("%s: no row %v in the frame", path, key)
			}
			for term, parts := range termSums {
				c := f.Column(term)
				if c == nil || term == "gvcf" && notAdding(key) {
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
				d.add(c.Floats[r], want, fmt.Sprint(key, " ", term))
			}
		}
		return d, nil
	}
}

// rowsByKey numbers the rows of a frame by their first key columns.
func rowsByKey(f *result.Frame, keys int) map[string]int {
	rows := map[string]int{}
	for r := range f.Rows() {
		key := make([]string, keys)
		for i := range key {
			key[i] = f.Columns[i].Text(r)
		}
		rows[strings.Join(key, "|")] = r
	}
	return rows
}

// notAdding names the rows where exports are not the sum of their terms: LUX c5 and c8 have no output and negative
// exports (inventories), of which nothing can be attributed to anyone. GVC trade and its forward part, residuals by
// definition, contain them; a sum of the twelve terms does not.
func notAdding(keys []string) bool {
	return keys[0] == "LUX" && (len(keys) == 1 || keys[1] == "c5" || keys[1] == "c8")
}

// add compares one cell; amounts below one unit of the table are measured against that unit.
func (d *Difference) add(got, want float64, where string) {
	d.Cells++
	d.worse(
		math.Abs(got-want)/math.Max(1, math.Abs(want)),
		func() string { return fmt.Sprintf("%s: %v, reference %v", where, got, want) },
	)
}

// tableCode turns the reference files' codes of the rest of the world and of Romania, which are those that the tables
// print, into the canonical ones.
func tableCode(code string) string {
	switch code {
	case "RoW":
		return "ROW"
	case "ROM":
		return "ROU"
	}
	return code
}

func init() { Checks = append(Checks, golden2008()) }
