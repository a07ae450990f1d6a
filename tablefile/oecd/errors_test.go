package oecd_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

// good is a table of two economies, two industries and two categories that the error cases spoil.
const good = `V1,AUS_a,AUS_b,BEL_a,BEL_b,AUS_HFCE,AUS_INVNT,BEL_HFCE,BEL_INVNT,OUT
AUS_a,1,2,3,4,10,-1,0,0.5,19.5
AUS_b,5,6,7,8,20,0,1,0,47
BEL_a,9,0,1,2,0,0,30,1,43
BEL_b,3,4,5,6,0,0,40,-2,56
TLS,1,1,1,1,2,0,2,0,8
VA,0.5,34,26,35,0,0,0,0,95.5
OUT,19.5,47,43,56,32,-1,73,-0.5,165.5
`

func readString(t testing.TB, name, text string) (*icio.Table, error) {
	t.Helper()
	src, err := tablefile.FromBytes(name, []byte(text))
	if err != nil {
		return nil, err
	}
	defer src.Close()
	return oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
}

// replace spoils good and fails if it does not change.
func replace(t *testing.T, from, to string) string {
	t.Helper()
	if !strings.Contains(good, from) {
		t.Fatalf("%q is not in the table", from)
	}
	return strings.Replace(good, from, to, 1)
}

func TestErrorsSayWhereWhatAndWhatToDo(t *testing.T) {
	lines := strings.SplitAfter(good, "\n")
	swapped := lines[0] + lines[1] + lines[3] + lines[2] + strings.Join(lines[4:], "")
	header := lines[0]
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"n.a.": {replace(t, "AUS_b,5,6,7", "AUS_b,5,6,n.a."),
			[]string{"t_2008.csv, row AUS_b, column BEL_a", `"n.a." is not a number`, "not zero",
				"--missing zero"}},
		"n.a. in demand": {replace(t, "40,-2", "40,.."), []string{"row BEL_b, column BEL_INVNT",
			`".." is not a number`}},
		"n.a. in VA": {replace(t, "VA,0.5,34", "VA,0.5,-"),
			[]string{"row VA, column AUS_b", `"-" is not a number`}},
		"empty cell": {replace(t, "AUS_b,5,6,7", "AUS_b,5,,7"), []string{"row AUS_b, column AUS_b",
			"the cell is empty", "not zero"}},
		"empty in OUT": {replace(t, "OUT,19.5,47", "OUT,19.5,"),
			[]string{"row OUT, column AUS_b", "empty"}},
		"one blank in TLS": {replace(t, "TLS,1,1,1,1,2,0", "TLS,1,1,1,1,2,"),
			[]string{"row TLS, column AUS_INVNT", "empty where others"}},
		"NaN": {replace(t, ",7,8,20", ",7,NaN,20"), []string{"row AUS_b, column BEL_b",
			`"NaN" is not a finite number`}},
		"Inf": {replace(t, ",7,8,20", ",7,-Inf,20"),
			[]string{`"-Inf" is not a finite number`}},
		"overflow": {replace(t, ",7,8,20", ",7,1e999,20"), []string{`"1e999" is too large`}},
		"overflow in digits": {replace(t, ",7,8,20", ",7,"+strings.Repeat("9", 400)+",20"),
			[]string{"is too large"}},
		"hexadecimal": {replace(t, ",7,8,20", ",7,0x10,20"), []string{`"0x10" is not a number`}},
		"thousands": {replace(t, ",7,8,20", `,7,"1,234.5",20`), []string{"row AUS_b, column BEL_b",
			`"1,234.5" has a thousands separator`, "plain numbers"}},
		"thousands blank": {replace(t, ",7,8,20", ",7,1 234,20"),
			[]string{`"1 234" has a thousands separator`}},
		"thousands quote": {replace(t, ",7,8,20", ",7,1'234.5,20"), []string{"thousands separator"}},
		"decimal comma": {replace(t, ",7,8,20", `,7,"8,5",20`),
			[]string{`"8,5" has a thousands separator or a decimal comma`}},
		"bare decimal comma": {replace(t, ",7,8,20", ",7,8,5,20"),
			[]string{"row AUS_b", "the row has 11 cells, the header 10", "ecimal comma"}},
		"row too long": {replace(t, "1,0,47", "1,0,47,9"),
			[]string{"row AUS_b", "11 cells, the header 10"}},
		"row too short": {replace(t, "1,0,47\n", "1,0\n"),
			[]string{"row AUS_b", "9 cells, the header 10", "cut short"}},
		"row much too short": {replace(t, "AUS_b,5,6,7,8,20,0,1,0,47", "AUS_b,5"),
			[]string{"row AUS_b", "2 cells, the header 10"}},
		"VA too short": {replace(t, "VA,0.5,34,26,35,0,0,0,0,95.5", "VA,0.5,34"),
			[]string{"row VA", "3 cells, the header 10"}},
		"VA too long": {replace(t, "0,95.5", "0,95.5,1"), []string{"row VA", "11 cells"}},
		"row twice": {strings.Replace(good, "BEL_a,9", "AUS_b,9", 1),
			[]string{"row AUS_b", "occurs twice", "BEL_a was expected"}},
		"row twice at end": {good + "AUS_a,1,2,3,4,10,-1,0,0.5,19.5\n",
			[]string{"row AUS_a", "occurs twice"}},
		"demand as a row": {good + "AUS_HFCE,1,2,3,4,10,-1,0,0.5,19.5\n",
			[]string{"row AUS_HFCE", "column after intermediate use"}},
		"VA twice": {good + "VALU,1,2,3,4,10,-1,0,0.5,19.5\n",
			[]string{"row VALU", "a second row of this kind"}},
		"TLS twice": {good + "TLS,1,2,3,4,10,-1,0,0.5,19.5\n",
			[]string{"row TLS", "a second row of this kind"}},
		"row without label": {good + ",1,2,3,4,10,-1,0,0.5,19.5\n", []string{"no label"}},
		"column twice": {replace(t, "AUS_b,BEL_a", "AUS_b,AUS_b"),
			[]string{"column AUS_b", "two columns have this label"}},
		"industry missing": {replace(t, "BEL_a,BEL_b,AUS_HFCE", "BEL_a,AUS_HFCE"),
			[]string{"economy BEL has no column for industry b, which AUS has"}},
		"industry too many": {replace(t, "BEL_b,AUS_HFCE", "BEL_b,BEL_z,AUS_HFCE"),
			[]string{"final-demand columns"}},
		"industries mixed": {replace(t, "BEL_a,BEL_b,AUS_HFCE", "BEL_b,BEL_a,AUS_HFCE"),
			[]string{"economy BEL has its industries in a different order than AUS"}},
		"row of industry missing": {strings.Join([]string{lines[0], lines[1], lines[3], lines[4], lines[5]}, ""),
			[]string{"row BEL_a", "AUS_b was expected", "AUS_b is missing"}},
		"rows in another order": {swapped, []string{"row BEL_a", "different order than columns"}},
		"rows end early": {strings.Join([]string{lines[0], lines[1], lines[2], lines[6], lines[7]}, ""),
			[]string{"rows end after 2 of 4", `"VA" follows where BEL_a was expected`}},
		"unknown row": {replace(t, "BEL_a,9", "XXX_a,9"),
			[]string{`row 3 is "XXX_a" where BEL_a was expected`}},
		"empty line inside": {replace(t, "BEL_a,9,0,1,2,0,0,30,1,43", ""),
			[]string{"row 3 is empty where BEL_a was expected"}},
		"cut after a row": {strings.Join(lines[:3], ""), []string{"ends after row AUS_b, 2 of 4 sectors",
			"cut short"}},
		"header only": {header, []string{"a header and no rows"}},
		"no final demand": {"V1,AUS_a,AUS_b,BEL_a,BEL_b,OUT\nAUS_a,1,2,3,4,10\n",
			[]string{"no final-demand columns", "AUS_HFCE"}},
		"no final demand, one economy": {"V1,AUS_a,AUS_b,OUT\nAUS_a,1,2,3\nAUS_b,1,2,3\nVA,1,2,3\n",
			[]string{"no final-demand columns"}},
		"nothing after one economy": {"V1,AUS_a,AUS_b,AUS_FD\nAUS_a,1,2,3\nAUS_b,1,2,3\n",
			[]string{"where the industries end"}},
		"demand missing": {replace(t, ",BEL_HFCE,BEL_INVNT,OUT", ",OUT"),
			[]string{"economy BEL has 0 of the 2 final-demand columns"}},
		"demand uneven": {replace(t, ",BEL_HFCE,BEL_INVNT,OUT", ",BEL_HFCE,OUT"),
			[]string{"economy BEL has 1 of the 2 final-demand columns (HFCE, INVNT)"}},
		"demand of unknown": {replace(t, ",BEL_INVNT,OUT", ",BEL_INVNT,FRA_HFCE,OUT"),
			[]string{"column FRA_HFCE", "final demand of FRA, which has no industries"}},
		"total among flows": {replace(t, "BEL_b,AUS_HFCE", "BEL_b,TOTAL,AUS_HFCE"),
			[]string{"column TOTAL", "among the flows"}},
		"two totals": {replace(t, "BEL_INVNT,OUT", "BEL_INVNT,OUT,TOTAL"),
			[]string{"column TOTAL", "a column OUT too"}},
		"points in labels": {replace(t, "V1,AUS_a", "V1,AUS.a"), []string{"column AUS.a", "underscore: AUS_a"}},
		"on its side":      {replace(t, "BEL_INVNT,OUT", "BEL_INVNT,TLS"), []string{"lies on its side", "Transpose"}},
		"a note below":     {good + "Source: own work\n", []string{"a note", "Remove the lines below"}},
		"unknown column": {replace(t, "BEL_INVNT,OUT", "BEL_INVNT,Notes"),
			[]string{"column Notes", "neither ECONOMY_INDUSTRY nor OUT"}},
		"column without label": {replace(t, "AUS_b,BEL_a,BEL_b,AUS_HFCE", "AUS_b,,BEL_b,AUS_HFCE"),
			[]string{"column 4 has no label"}},
		"empty last columns": {strings.ReplaceAll(good, "\n", ",,\n"),
			[]string{"first line ends with empty cells"}},
		"industry by industry": {
			"V1,AUS_a,BEL_a,AUS_b,BEL_b,AUS_F,BEL_F\nAUS_a,1,1,1,1,1,1\nBEL_a,1,1,1,1,1,1\nAUS_b,1,1,1,1,1,1\nBEL_b,1,1,1," +
				"1,1,1\n", []string{"row AUS_b", "grouped by economy"}},
		"semicolons": {strings.NewReplacer(",", ";", ".", ",").Replace(good),
			[]string{"separated by semicolons", "points before decimals"}},
		"tabs": {strings.ReplaceAll(good, ",", "\t"), []string{"separated by tabs"}},
		"UTF-16 without a mark": {utf16(good)[2:], []string{"this is UTF-16 text without a byte-order mark",
			"UTF-8"}},
		"web page": {"<!DOCTYPE html><html><body>Not found</body></html>",
			[]string{"a web page (HTML)"}},
		"Excel":         {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", []string{"an old Excel workbook"}},
		"Parquet":       {"PAR1\x15\x04\x15", []string{"a Parquet file"}},
		"binary":        {string(noise(5000)), []string{"binary data"}},
		"binary inside": {good[:100] + "\x00\x01\x02\x03" + good[104:], []string{"binary data"}},
		"no table":      {"hello\n", []string{`the first line is "hello"`}},
		"empty":         {"", []string{"the file is empty"}},
		"too many rows": {good + manyRows(500), []string{"rows follow the 4 sectors"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readString(t, "t_2008.csv", c.text)
			if err == nil {
				t.Fatal("no error")
			}
			if kind := fault.KindOf(err); kind != fault.Unreadable {
				t.Errorf("kind %v", kind)
			}
			for _, want := range append(c.want, "t_2008.csv") {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in: %v", want, err)
				}
			}
		})
	}
}

func utf16(s string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, c := range []byte(s) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

func noise(n int) []byte {
	r := rand.New(rand.NewPCG(5, 6))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func manyRows(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("y", i+1) + ",1,2,3,4,10,-1,0,0.5,19.5\n")
	}
	return b.String()
}

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTruncatedGzip(t *testing.T) {
	whole := packed(t, good)
	_, err := readString(t, "t_2008.csv.gz", string(whole[:len(whole)-9]))
	if err == nil || !strings.Contains(err.Error(), "end in the middle") || fault.KindOf(err) != fault.Unreadable {
		t.Errorf("got %v", err)
	}
	whole[len(whole)-6] ^= 1
	if _, err = readString(t, "t_2008.csv.gz", string(whole)); err == nil || !strings.Contains(err.Error(),
		"checksum") {
		t.Errorf("got %v", err)
	}
}

// A header may announce anything; only what the file can hold is believed, and no more than the limits is kept.
func TestHugeHeadersTakeLittleMemory(t *testing.T) {
	wide := func(columns int) string {
		var b strings.Builder
		b.WriteString("V1")
		for i := range columns {
			b.WriteString(",A")
			b.WriteByte(byte('A' + i%2))
			b.WriteString("_")
			b.WriteString(strconv.Itoa(i))
		}
		return b.String() + "\nAA_0,1\n"
	}
	several := func(economies, industries int) string {
		var b strings.Builder
		b.WriteString("V1")
		for e := range economies {
			for i := range industries {
				b.WriteString(",E" + strconv.Itoa(e) + "_" + strconv.Itoa(i))
			}
		}
		for e := range economies {
			b.WriteString(",E" + strconv.Itoa(e) + "_F")
		}
		return b.String() + "\nE0_0,1\n"
	}
	for name, c := range map[string]struct{ text, want string }{
		"10 million columns":   {wide(10_000_000), "first line is longer than 16 MB"},
		"a million columns":    {wide(1_000_000), "more than 200000 cells"},
		"the same, compressed": {string(packed(t, wide(1_000_000))), "more than 200000 cells"},
		"15,000 sectors":       {several(150, 100), "more than the file can hold"},
		"50,000 sectors":       {several(500, 100), "more than 400 million numbers"},
		"10 million empty":     {strings.Repeat(",", 10_000_000), "empty cells"},
		"one line of zeros":    {"V1,A_a,A_F\n" + strings.Repeat("0", 10_000_000), "far longer than a row"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			src, err := tablefile.FromBytes("t.csv", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&before)
			_, err = oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v", err)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 80 {
				t.Errorf("%d MB were allocated", mb)
			}
		})
	}
}

func TestWriteRefusesLabelsThatWouldNotReadBack(t *testing.T) {
	table, err := readString(t, "t_2008.csv", good)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*icio.Table){
		"underscore": func(t *icio.Table) { t.Economies = []string{"A_B", "C"} },
		"empty":      func(t *icio.Table) { t.Industries = []string{"a", ""} },
		"line end":   func(t *icio.Table) { t.Categories = []string{"a", "b\nc"} },
		"blank":      func(t *icio.Table) { t.Categories = []string{"a", " b"} },
		"row VA":     func(t *icio.Table) { t.Extra = []icio.Row{{Code: "VA"}} },
	} {
		spoiled := *table
		change(&spoiled)
		if err := oecd.Write(&bytes.Buffer{}, &spoiled); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var errFull = errors.New("no space left on device")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteToAFullDisk(t *testing.T) {
	table, err := readString(t, "t_2008.csv", good)
	if err != nil {
		t.Fatal(err)
	}
	if err := oecd.Write(full{}, table); fault.KindOf(err) != fault.Unwritable || !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}
