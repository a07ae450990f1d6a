package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"ikat/indicators"
)

// economies62 are the economies of the bank's tables in their order, ISO 3166; ten more follow in the larger edition,
// and the rest of the world ends both.
const economies62 = "AUS AUT BEL BGR BRA CAN CHE CHN CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IDN IND " +
	"IRL ITA JPN KOR LTU LUX LVA MEX MLT NLD NOR POL PRT ROU RUS SVK SVN SWE TUR TWN USA BGD MYS PHL THA VNM KAZ MNG " +
	"LKA PAK FJI LAO BRN BTN KGZ KHM MDV NPL SGP HKG"

const tenMore = "ARG COL ECU ARM GEO EGY KWT SAU ARE NZL"

// readUpstream reads the publisher's tables as its repository holds them: Parquet, economies by number in the order of
// the bank's tables.
func readUpstream(_, dir string) (*published, error) {
	in := map[string][]string{
		"62": strings.Fields(economies62 + " " + indicators.RestOfWorld),
		"72": strings.Fields(economies62 + " " + tenMore + " " + indicators.RestOfWorld),
	}
	u := upstream{dir: filepath.Join(dir, "data")}
	p := &published{
		summary62: u.source("summary62", in["62"], map[string]string{"x": "output", "zuse": "inputs",
			"va": "value_added", "zsales": "intermediate_sales", "y": "final_sales"}),
		exports62: u.source("rca62", in["62"], map[string]string{"exports_si": "exports", "vaxes_si": "dva_in_exports",
			"vaxos_si": "va_in_exports_by_origin",
			"rca":      "rca", "rca_vaxes": "rca_dva", "rca_vaxos": "rca_va_origin"}),
		summary72: u.source("summary", in["72"], map[string]string{"x": "output", "zuse": "inputs", "va": "value_added",
			"zsales": "intermediate_sales", "y": "final_sales"}),
		participation: u.source("gvcp", in["72"], map[string]string{"Exports": "exports", "va": "value_added",
			"GVC_trade_f": "gvc_trade_forward", "GVC_trade_b": "gvc_trade_backward",
			"GVC_trade": "gvc_trade", "GVC_prod": "gvc_production", "GVCP_trade_f": "rate_trade_forward",
			"GVCP_trade_b": "rate_trade_backward", "GVCP_trade": "rate_trade", "GVCP_prod": "rate_production"}),
		lengths: u.source("lengths", in["72"], map[string]string{"PLv": "PLv", "PLv_D": "PLv_D", "PLv_RT": "PLv_RT",
			"PLvd_GVC": "PLvd_GVC", "CBv_GVC": "CBv_GVC", "PLvf_GVC": "PLvf_GVC",
			"PLy": "PLy", "PLy_D": "PLy_D", "PLy_RT": "PLy_RT", "PLyd_GVC": "PLyd_GVC", "CBy_GVC": "CBy_GVC",
			"PLyf_GVC": "PLyf_GVC", "PLv_GVC": "PLv_GVC", "PLy_GVC": "PLy_GVC", "GVC_POS": "GVC_POS"}),
	}
	u.concentration(p, "adb62", "rci62")
	u.concentration(p, "adb72", "rci")
	return p, u.err
}

// upstream reads Parquet files until one fails.
type upstream struct {
	dir string
	err error
}

// source reads a table by economy, industry and year, of all levels of industries the 35 and the total.
func (u *upstream) source(name string, economies []string, columns map[string]string) *source {
	s := newSource(name)
	u.rows(name, func(cell func(string) parquet.Value) error {
		industry := "c" + strconv.FormatInt(cell("i").Int64(), 10)
		switch agg := cell("agg"); {
		case agg.IsNull() || agg.Int64() == 35 || agg.Kind() == parquet.Int32 && agg.Int32() == 35:
		case agg.Int64() == 0 || agg.Kind() == parquet.Int32 && agg.Int32() == 0:
			industry = indicators.All
		default:
			return nil
		}
		n := cell("s").Int64()
		if n < 1 || int(n) > len(economies) {
			return fmt.Errorf("there is no economy number %d", n)
		}
		if err := s.add(key{int(cell("t").Int64()), economies[n-1], industry}); err != nil {
			return err
		}
		for from, to := range columns {
			v := math.NaN()
			if c := cell(from); !c.IsNull() {
				v = c.Double()
			}
			s.cols[to] = append(s.cols[to], v)
		}
		return nil
	})
	return s
}

func (u *upstream) concentration(p *published, set, name string) {
	u.rows(name, func(cell func(string) parquet.Value) error {
		year := cell("t").String()
		row := []string{set, cell("method").String(), strings.ToUpper(cell("rta").String()), year}
		for _, c := range []string{"within", "exports", "imports", "world", "rci"} {
			row = append(row, strconv.FormatFloat(cell(c).Double(), 'g', -1, 64))
		}
		p.concentration = append(p.concentration, row)
		return nil
	})
}

// rows calls see with the cells of each row of a file; a column the file has not is null.
func (u *upstream) rows(name string, see func(cell func(string) parquet.Value) error) {
	if u.err != nil {
		return
	}
	path := filepath.Join(u.dir, name+".parquet")
	if err := eachRow(path, see); err != nil {
		u.err = fmt.Errorf("%s: %w", path, err)
	}
}

func eachRow(path string, see func(cell func(string) parquet.Value) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	file, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, c := range file.Schema().Columns() {
		at[strings.Join(c, ".")] = i
	}
	for _, group := range file.RowGroups() {
		rows := group.Rows()
		defer rows.Close()
		buffer := make([]parquet.Row, 256)
		for {
			n, err := rows.ReadRows(buffer)
			for _, row := range buffer[:n] {
				if err := see(func(column string) parquet.Value {
					if i, ok := at[column]; ok {
						return row[i]
					}
					return parquet.Value{}
				}); err != nil {
					return err
				}
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
