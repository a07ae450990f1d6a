package figaro_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/figaro"
	"ikat/tablefile/tablefiletest"
)

// inDatabase splits a label of FIGARO's as Eurostat's database names it.
func inDatabase(label string) (area, part string) {
	area, part, _ = strings.Cut(label, "_")
	switch area {
	case "FIGW1":
		area = "WRL_REST"
	case "W2":
		area = "DOM"
	}
	return area, part
}

func writeTSV(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	b.WriteString("freq,ind_use,ind_ava,c_dest,unit,c_orig\\TIME_PERIOD\t1999 \t1998 \n")
	eachCell(t, func(row, col string, v float64) {
		from, available := inDatabase(row)
		to, use := inDatabase(col)
		fmt.Fprintf(&b, "A,%s,%s,%s,MIO_EUR,%s\t%s \t: \n", use, available, to, from, number(v))
	})
	return "estat_naio_10_fcp_ii4.tsv", b.Bytes(), nil
}

func writeSDMX(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	b.WriteString(
		"DATAFLOW,LAST UPDATE,freq,ind_use,ind_ava,c_dest,unit,c_orig,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n")
	eachCell(t, func(row, col string, v float64) {
		from, available := inDatabase(row)
		to, use := inDatabase(col)
		fmt.Fprintf(&b, "ESTAT:NAIO_10_FCP_II4(1.0),01/07/26 11:00:00,A,%s,%s,%s,MIO_EUR,%s,1999,%s,,\n", use,
			available, to, from, number(v))
	})
	return "estat_naio_10_fcp_ii4_en.csv", b.Bytes(), nil
}

// writeR writes what R's package eurostat gives, saved with row numbers.
func writeR(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	b.WriteString(`"","freq","ind_use","ind_ava","c_dest","unit","c_orig","TIME_PERIOD","values"` + "\n")
	eachCell(t, func(row, col string, v float64) {
		from, available := inDatabase(row)
		to, use := inDatabase(col)
		fmt.Fprintf(&b, "\"1\",\"A\",\"%s\",\"%s\",\"%s\",\"MIO_EUR\",\"%s\",1999-01-01,%s\n", use, available, to,
			from, number(v))
	})
	return "naio_10_fcp_ii4.csv", b.Bytes(), nil
}

func eachCell(t *icio.Table, visit func(row, col string, v float64)) {
	cols := columns(t)
	lines(t, func(label string, use, demand []float64) {
		for j, v := range append(slices.Clone(use), demand...) {
			visit(label, cols[j], v)
		}
	})
}

// In the suite's tables a year is asked for that the database's files have.
var sdmx = tablefiletest.Suite{Format: figaro.Format{}, Write: writeSDMX, Adapt: adapt, Text: true, Labels: inLine(3)}

// inLine finds labels in a line whose dimension ind_use is the cell at.
func inLine(at int) func(line string) (row, column string) {
	return func(line string) (row, column string) {
		c := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '\t' })
		return c[at+1] + "," + c[at+4], c[at] + "," + c[at+2]
	}
}

func TestDatabaseSDMX(t *testing.T) { tablefiletest.Run(t, sdmx) }

func TestDatabaseOfR(t *testing.T) {
	tablefiletest.Run(t, tablefiletest.Suite{Format: figaro.Format{}, Write: writeR, Adapt: adapt, Text: true,
		Labels: inLine(2)})
}

func TestDatabaseOfOneColumnAYear(t *testing.T) {
	tablefiletest.Run(t, tablefiletest.Suite{Format: figaro.Format{}, Write: writeTSV, Adapt: adapt, Text: true,
		Labels: inLine(1)})
}

func FuzzDatabase(f *testing.F) {
	tablefiletest.Fuzz(f, sdmx)
}

// A TSV has a column for each year: the one asked for is read, or the last, which the table says.
func TestDatabaseTSV(t *testing.T) {
	want := tablefiletest.Table().Example(3)
	adapt(want)
	want.Economies[0] = "FIGW1"
	name, data, err := writeTSV(want)
	if err != nil {
		t.Fatal(err)
	}
	read := func(year int, text string) (*icio.Table, error) {
		src, err := tablefile.FromBytes(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if m := (figaro.Format{}).Detect(src); m.Sure != tablefile.Signature ||
			!slices.Equal(m.Years, []int{1999, 1998}) {
			t.Errorf("%+v", m)
		}
		return figaro.Format{}.Read(t.Context(), src, tablefile.Options{Year: year})
	}
	for year, said := range map[int]int{0: 1, 1999: 0} {
		got, err := read(year, string(data))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) || !slices.Equal(got.VA, want.VA) ||
			!slices.Equal(got.Economies, want.Economies) {
			t.Error("another table")
		}
		if got.Year != 1999 || got.Money() != "million EUR" || len(got.Derivation) != said {
			t.Errorf("%d: %+v", year, got.Meta)
		}
	}
	if _, err := read(1998, string(data)); err == nil {
		t.Error("a year without values was read")
	}
	if _, err := read(1990, string(data)); err == nil || !strings.Contains(err.Error(), "1999") {
		t.Error(err)
	}
	// A cell that is not there is not zero; sums of economies are left out.
	all := strings.SplitAfter(string(data), "\n")
	if _, err := read(1999, strings.Join(append(slices.Clone(all[:5]), all[6:]...), "")); err == nil {
		t.Error("a missing cell was taken for zero")
	}
	sum := strings.Replace(all[1], ",WRL_REST\t", ",EU27_2020\t", 1)
	if got, err := read(1999, string(data)+sum); err != nil || got.G() != want.G() {
		t.Errorf("with a sum: %v", err)
	}
}

// Names of columns may have commas of their own: cells are found by their place, not by commas.
func TestDatabaseNamesWithCommas(t *testing.T) {
	want := tablefiletest.Table().Example(3)
	adapt(want)
	name, data, err := writeSDMX(want)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "DATAFLOW,", "\"DATAFLOW, its name\",", 1)
	src, err := tablefile.FromBytes(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	got, err := figaro.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil || !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) {
		t.Errorf("%+v, %v", got, err)
	}
}
