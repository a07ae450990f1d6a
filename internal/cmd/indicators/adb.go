package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"ikat/indicators"
)

// published are the publisher's tables and the measures' columns in them.
type published struct {
	summary62, exports62, summary72, participation, lengths *source
	// set, flows, group, year, within, exports, imports, world, index
	concentration [][]string
}

// columnOf says where a set's measures stand in the publisher's tables.
var columnOf = map[string]map[string]string{
	"adb62": {"output": "output", "value_added": "value_added", "intermediate_sales": "intermediate_sales",
		"exports": "exports",
		"vax":     "dva_in_exports", "vax_origin": "va_in_exports_by_origin", "rca": "rca", "rca_vax": "rca_dva",
		"rca_vax_origin": "rca_va_origin"},
	"adb72": {"output": "output", "value_added": "value_added", "intermediate_sales": "intermediate_sales",
		"exports":      "exports",
		"gvc_backward": "gvc_trade_backward", "gvc_forward": "gvc_trade_forward", "gvc_trade": "gvc_trade",
		"gvc_production": "gvc_production",
		"backward_share": "rate_trade_backward", "forward_share": "rate_trade_forward", "trade_share": "rate_trade",
		"production_share": "rate_production"},
	"adb72-lengths": {"plv": "PLv", "plv_domestic": "PLv_D", "plv_traditional": "PLv_RT", "plvd_gvc": "PLvd_GVC",
		"cbv_gvc": "CBv_GVC", "plvf_gvc": "PLvf_GVC",
		"ply": "PLy", "ply_domestic": "PLy_D", "ply_traditional": "PLy_RT", "plyd_gvc": "PLyd_GVC",
		"cby_gvc": "CBy_GVC", "plyf_gvc": "PLyf_GVC",
		"plv_gvc": "PLv_GVC", "ply_gvc": "PLy_GVC", "gvc_position": "GVC_POS"},
}

// writeIndicators checks the indicators and writes them, a file a set and year.
func writeIndicators(data, upstream, root string) error {
	read := readPublished
	if upstream != "" {
		read = readUpstream
	}
	p, err := read(data, upstream)
	if err != nil {
		return err
	}
	checks := p.check()
	var failed []string
	for _, c := range checks {
		if !(c.largest <= c.allowed) {
			failed = append(failed, fmt.Sprintf("%s: %s off by %.3g at %s, allowed %.3g", c.set, c.what, c.largest,
				c.where, c.allowed))
		}
	}
	if failed != nil {
		return fmt.Errorf("%d checks fail:\n%s", len(failed), strings.Join(failed, "\n"))
	}
	for _, s := range indicators.Sets() {
		for _, year := range s.Years {
			content, err := p.file(s, year)
			if err != nil {
				return err
			}
			if err := write(root, "indicators/"+indicators.FileOf(s.ID, year), content); err != nil {
				return err
			}
		}
	}
	if err := write(root, "indicators/data/checks.csv", checksFile(checks)); err != nil {
		return err
	}
	return write(root, "indicators/data/concentration.csv", p.concentrationFile())
}

func readPublished(data, _ string) (*published, error) {
	p := &published{}
	for name, to := range map[string]**source{"summary62": &p.summary62, "exports62": &p.exports62,
		"summary72": &p.summary72, "participation72": &p.participation, "lengths72": &p.lengths} {
		s, err := readSource(data, name)
		if err != nil {
			return nil, err
		}
		*to = s
	}
	for set, name := range map[string]string{"adb62": "rci62", "adb72": "rci"} {
		_, rows, err := records(filepath.Join(data, "adb", name+".csv.gz"))
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			p.concentration = append(p.concentration, []string{set, r[0], strings.ToUpper(r[2]), r[1], r[3], r[4], r[5],
				r[6], r[9]})
		}
	}
	return p, nil
}

// tables are the publisher's tables of a set: the first that has a column has the measure.
func (p *published) tables(set string) []*source {
	switch set {
	case "adb62":
		return []*source{p.summary62, p.exports62}
	case "adb72":
		return []*source{p.summary72, p.participation}
	}
	return []*source{p.lengths}
}

// economies are a set's economies in the publisher's order.
func (p *published) economies(set string, year int) []string {
	t := p.tables(set)
	var out []string
	seen := map[string]bool{}
	for _, k := range t[len(t)-1].keys {
		if k.year == year && !seen[k.economy] {
			seen[k.economy] = true
			out = append(out, k.economy)
		}
	}
	return out
}

// value returns a measure of a set. Totals that the publisher does not print are added up here, before rounding; an
// index has none.
func (p *published) value(set string, m indicators.Measure, k key) float64 {
	column := columnOf[set][m.ID]
	for _, t := range p.tables(set) {
		if _, ok := t.cols[column]; !ok {
			continue
		}
		if _, ok := t.rows[k]; ok || k.industry != indicators.All {
			return t.value(column, k)
		}
		if m.Unit != "million USD" {
			return math.NaN()
		}
		var sum float64
		for _, i := range indicators.Industries {
			sum += t.value(column, key{k.year, k.economy, i})
		}
		return sum
	}
	panic(set + " has no column for " + m.ID)
}

// file is a set's year as gzipped CSV.
func (p *published) file(s *indicators.Set, year int) ([]byte, error) {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	economies := p.economies(s.ID, year)
	fmt.Fprintln(z, indicators.Header+","+strings.Join(economies, ","))
	for _, m := range s.Measures {
		for row := range len(indicators.Industries) + 1 {
			cells := []string{m.ID, indicators.IndustryAt(row)}
			for _, e := range economies {
				cells = append(cells, digits(p.value(s.ID, m, key{year, e, cells[1]}), m.Digits))
			}
			fmt.Fprintln(z, strings.Join(cells, ","))
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// digits writes a number with some significant digits, without an exponent, and nothing for what is not known.
func digits(v float64, n int) string {
	if math.IsNaN(v) {
		return ""
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', n-1, 64), 64)
	if err != nil {
		panic(err)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func (p *published) concentrationFile() []byte {
	sort.Slice(p.concentration, func(i, j int) bool {
		a, b := p.concentration[i], p.concentration[j]
		return strings.Join(a[:4], " ") < strings.Join(b[:4], " ")
	})
	var b bytes.Buffer
	fmt.Fprintln(&b, "set,flows,group,year,within,exports,imports,world,index")
	for _, r := range p.concentration {
		fmt.Fprint(&b, strings.Join(r[:4], ","))
		for _, cell := range r[4:] {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				panic(err)
			}
			fmt.Fprint(&b, ",", digits(v, 9))
		}
		fmt.Fprintln(&b)
	}
	return b.Bytes()
}
