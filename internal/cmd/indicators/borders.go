package main

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"ikat/economies"
)

// writeBorders writes the World Bank's border tables and scores of logistics, economies by their codes.
func writeBorders(data, _, root string) error {
	for _, step := range []func(data, root string) error{writeContainers, writeShipments, writeLogistics, writeReady} {
		if err := step(data, root); err != nil {
			return err
		}
	}
	return nil
}

// sheet is a CSV file by column name.
type sheet struct {
	path string
	at   map[string]int
	rows [][]string
}

func readSheet(data, name string) (*sheet, error) {
	s := &sheet{path: filepath.Join(data, filepath.FromSlash(name)), at: map[string]int{}}
	header, rows, err := records(s.path)
	if err != nil {
		return nil, err
	}
	for i, h := range header {
		s.at[h] = i
	}
	s.rows = rows
	return s, nil
}

// cells returns columns of a row.
func (s *sheet) cells(row []string, columns ...string) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		at, ok := s.at[c]
		if !ok {
			panic(s.path + " has no column " + c)
		}
		out[i] = row[at]
	}
	return out
}

// garbled are names whose letters were lost in the files at hand.
var garbled = map[string]string{"TC<rkiye": "TUR"}

// code is the economy that a name or a publisher's code means.
func code(text string) (string, error) {
	if c, ok := garbled[text]; ok {
		return c, nil
	}
	e, err := economies.Resolve(text)
	if err != nil {
		return "", fmt.Errorf("%q: %w", text, err)
	}
	return e.Code, nil
}

// lines sorts rows and puts a header before them; a row that comes twice is an error.
func lines(header string, rows []string) ([]byte, error) {
	sort.Strings(rows)
	if len(slices.Compact(slices.Clone(rows))) != len(rows) {
		return nil, fmt.Errorf("a row of %s comes twice", header)
	}
	return []byte(header + "\n" + strings.Join(rows, "\n") + "\n"), nil
}

func writeContainers(data, root string) error {
	s, err := readSheet(data, "reference/doing_business_2010.csv")
	if err != nil {
		return err
	}
	var rows []string
	for _, r := range s.rows {
		c, err := code(s.cells(r, "country")[0])
		if err != nil {
			return err
		}
		cells := s.cells(
			r,
			"Documents.to.export",
			"Time.to.export",
			"Cost.to.export",
			"Documents.to.import",
			"Time.to.import",
			"Cost.to.import",
		)
		rows = append(rows, c+","+strings.Join(cells, ","))
	}
	content, err := lines("economy,docs_export,days_export,cost_export,docs_import,days_import,cost_import", rows)
	if err != nil {
		return err
	}
	return write(root, "border/doingbusiness2010.csv", content)
}

func writeShipments(data, root string) error {
	s, err := readSheet(data, "borders/doing_business_2020_tab.csv")
	if err != nil {
		return err
	}
	columns := []string{"hours_export_border", "hours_export_documents", "cost_export_border", "cost_export_documents",
		"hours_import_border", "hours_import_documents", "cost_import_border", "cost_import_documents"}
	var rows []string
	for _, r := range s.rows {
		c, err := code(s.cells(r, "economy")[0])
		if err != nil {
			return err
		}
		for _, cell := range s.cells(r, columns...) {
			if v, err := strconv.ParseFloat(cell, 64); err != nil || v < 0 {
				return fmt.Errorf("%s: %v: %q is no figure", s.path, r[:2], cell)
			}
		}
		rows = append(rows, c+","+s.cells(r, "year")[0]+","+strings.Join(s.cells(r, columns...), ","))
	}
	content, err := lines("economy,year,"+strings.Join(columns, ","), rows)
	if err != nil {
		return err
	}
	return write(root, "border/doingbusiness2020.csv", content)
}

// writeLogistics writes the Logistics Performance Index. Of 2007 the half-width of the interval is printed: its ends
// are added and taken away here.
func writeLogistics(data, root string) error {
	s, err := readSheet(data, "borders/lpi_2007_2023.csv.gz")
	if err != nil {
		return err
	}
	var rows []string
	for _, r := range s.rows {
		named := s.cells(r, "code", "country")
		c, err := code(cmp.Or(named[0], named[1]))
		if err != nil {
			return err
		}
		cells := s.cells(
			r,
			"lpi_score",
			"lpi_lower_bound",
			"lpi_upper_bound",
			"lpi_rank",
			"lpi_rank_lower_bound",
			"lpi_rank_upper_bound",
			"customs_score",
			"infrastructure_score",
			"international_shipments_score",
			"logistics_quality_and_competence_score",
			"timeliness_score",
			"tracking_and_tracing_score",
		)
		v := make([]float64, len(cells))
		for i, cell := range cells {
			if v[i] = math.NaN(); cell != "" {
				if v[i], err = strconv.ParseFloat(cell, 64); err != nil {
					return err
				}
			}
		}
		if half, err := strconv.ParseFloat(s.cells(r, "confidence_interval")[0], 64); err == nil {
			v[1], v[2] = v[0]-half, v[0]+half
		}
		const printed = 1e-5
		if v[1] > v[0]+printed || v[2] < v[0]-printed || v[4] > v[3] || v[5] < v[3] {
			return fmt.Errorf(
				"%s: %v: score %g in [%g, %g], rank %g in [%g, %g]",
				s.path,
				r[:2],
				v[0],
				v[1],
				v[2],
				v[3],
				v[4],
				v[5],
			)
		}
		line := c + "," + s.cells(r, "year")[0]
		for _, x := range v {
			line += "," + digits(x, 4)
		}
		rows = append(rows, line)
	}
	content, err := lines(
		"economy,year,score,score_low,score_high,rank,rank_low,rank_high,customs,infrastructure,shipments,competence,"+
			"timeliness,tracking",
		rows,
	)
	if err != nil {
		return err
	}
	return write(root, "border/lpi.csv", content)
}

func writeReady(data, root string) error {
	s, err := readSheet(data, "borders/bready_2024.csv")
	if err != nil {
		return err
	}
	columns := []string{
		"trade_regulation",
		"trade_public_services",
		"trade_operational_efficiency",
		"export_time_score",
		"export_cost_score",
		"import_time_score",
		"import_cost_score",
		"regulatory_framework",
		"public_services",
		"operational_efficiency",
	}
	var rows []string
	for _, r := range s.rows {
		c, err := code(s.cells(r, "economy_name")[0])
		if err != nil {
			return err
		}
		line := c + "," + s.cells(r, "year")[0]
		for _, cell := range s.cells(r, columns...) {
			if cell != "" {
				v, err := strconv.ParseFloat(cell, 64)
				if err != nil {
					return err
				}
				cell = digits(v, 6)
			}
			line += "," + cell
		}
		rows = append(rows, line)
	}
	content, err := lines("economy,year,"+strings.Join(columns, ","), rows)
	if err != nil {
		return err
	}
	return write(root, "border/bready.csv", content)
}
