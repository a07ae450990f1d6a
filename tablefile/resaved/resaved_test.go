package resaved_test

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
	"ikat/tablefile/resaved"
	"ikat/tablefile/tablefiletest"
)

// usual is a small table in its publisher's form, with decimals, negative flows, an extra row and an underscore in a
// code.
func usual(t testing.TB) (*icio.Table, [][]string) {
	t.Helper()
	table := tinyworld.Table()
	table.Industries = []string{"A01_02", "C26"}
	table.Z[3], table.F[2] = 12.5, -0.25
	table.Extra = []icio.Row{{Code: "TLS", Use: []float64{1, 2, 3.5, 4, 5, 6},
		FD: make([]float64, table.G()*table.K())}}
	var b bytes.Buffer
	if err := oecd.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
		rows = append(rows, strings.Split(line, ","))
	}
	got, err := oecd.Format{}.Read(t.Context(), source(t, b.String()), tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got, rows
}

func source(t testing.TB, text string) *tablefile.Source {
	t.Helper()
	src, err := tablefile.FromBytes("x_2018.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func text(rows [][]string, sep string, cell func(i, j int, s string) string) string {
	var b strings.Builder
	for i, row := range rows {
		for j, s := range row {
			if j > 0 {
				b.WriteString(sep)
			}
			b.WriteString(cell(i, j, s))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func same(_, _ int, s string) string { return s }

func quoted(i, j int, s string) string {
	if i == 0 || j == 0 {
		return `"` + s + `"`
	}
	return s
}

func comma(_, _ int, s string) string { return strings.Replace(s, ".", ",", 1) }

// numbered puts a column before the labels.
func numbered(rows [][]string, head string) (out [][]string) {
	for i, row := range rows {
		first := fmt.Sprint(i - 1)
		if i == 0 {
			first = head
		}
		out = append(out, append([]string{first}, row...))
	}
	return out
}

// twoLevels writes labels in two columns and two lines, as pandas does with a MultiIndex, and names them in a third
// line or not.
func twoLevels(rows [][]string, named bool) (out [][]string) {
	cut := func(s string) []string {
		a, b, _ := strings.Cut(s, "_")
		return []string{a, b}
	}
	head := [][]string{{"region", ""}, {"sector", ""}, {"region", "sector"}}
	for _, label := range rows[0][1:] {
		head[0], head[1], head[2] = append(head[0], cut(label)[0]), append(head[1], cut(label)[1]), append(head[2], "")
	}
	if !named {
		head = head[:2]
	}
	for _, row := range rows[1:] {
		head = append(head, append(cut(row[0]), row[1:]...))
	}
	return head
}

func longRows(rows [][]string, two bool) string {
	var b strings.Builder
	b.WriteString("row,col,value\n")
	if two {
		b.Reset()
		b.WriteString("row_country,row_sector,col_country,col_sector,value\n")
	}
	for _, row := range rows[1:] {
		for j, v := range row[1:] {
			r, c := row[0], rows[0][j+1]
			if two {
				part := func(s string) string {
					a, b, ok := strings.Cut(s, "_")
					if !ok {
						a, b = "", s
					}
					return a + "," + b
				}
				r, c = part(r), part(c)
			}
			fmt.Fprintf(&b, "%s,%s,%s\n", r, c, v)
		}
	}
	return b.String()
}

// Whatever form a program saves a table in, the same table is read.
func TestForms(t *testing.T) {
	want, rows := usual(t)
	short := slices.Clone(rows)
	short[0] = rows[0][1:]
	for name, s := range map[string]string{
		"semicolons and decimal commas": text(rows, ";", comma),
		"semicolons and points":         text(rows, ";", same),
		"tabs":                          text(rows, "\t", same),
		"tabs and decimal commas":       text(rows, "\t", comma),
		"bars":                          text(rows, "|", same),
		"bars and decimal commas": text(rows, "|", func(i, j int, s string) string {
			if i > 0 && j > 0 && s != "" && !strings.Contains(s, ".") {
				s += ".0" // more commas than bars
			}
			return comma(i, j, s)
		}),
		"R, row numbers": text(numbered(rows, ""), ",", func(i, j int, s string) string {
			return quoted(i, j/2, s)
		}),
		"R, write.table":                 text(short, " ", quoted),
		"R, write.csv2 with row numbers": text(numbered(rows, `""`), ";", comma),
		"pandas, index":                  text(numbered(rows, ""), ",", same),
		"pandas, MultiIndex, named":      text(twoLevels(rows, true), ",", same),
		"pandas, MultiIndex":             text(twoLevels(rows, false), ",", same),
		"pandas, MultiIndex, tabs":       text(twoLevels(rows, true), "\t", same),
		"Stata, lower case": text(rows, ",", func(i, _ int, s string) string {
			if i == 0 {
				return strings.ToLower(s)
			}
			return s
		}),
		"Excel, sep=":                 "sep=;\n" + text(rows, ";", comma),
		"a title and a unit":          "Our own table\nmillion USD, 2018\n\n" + text(rows, ",", same),
		"a title in padded rows":      "Our own table;;;;\n;;;;\n" + text(rows, ";", comma),
		"a remark below":              text(rows, ";", comma) + "Source: own work" + strings.Repeat(";", 10) + "\n",
		"comments":                    "# made by hand\n# million, USD, 2018\n" + text(rows, ",", same),
		"empty columns at the end":    strings.ReplaceAll(text(rows, ";", comma), "\n", ";;\n"),
		"empty columns after commas":  strings.ReplaceAll(text(rows, ",", same), "\n", ",,\n"),
		"a line a cell":               longRows(rows, false),
		"a line a cell, labels apart": longRows(rows, true),
	} {
		for _, mark := range []string{"", "\xef\xbb\xbf"} {
			view, how, err := resaved.View(t.Context(), source(t, mark+s))
			if err != nil || view == nil || how == "" {
				t.Errorf("%s: not recognised, %v", name, err)
				continue
			}
			got := tablefiletest.ReadsAs(t, name, view, want)
			if got == nil {
				continue
			}
			if len(got.SHA256) != 64 {
				t.Errorf("%s: no digest", name)
			}
		}
	}
}

// The usual form is left alone, and what is no table is none.
func TestNothingToSee(t *testing.T) {
	_, rows := usual(t)
	for _, s := range []string{text(rows, ",", same), text(rows, ",", quoted), "hello\n", "a;b;c\n",
		"year,country,value\n2008,AUS,1\n", "1,2,3\n4,5,6\n", "%PDF"} {
		if view, how, err := resaved.View(t.Context(), source(t, s)); view != nil || err != nil {
			t.Errorf("%.20q: %s, %v", s, how, err)
		}
	}
}

// Numbers are read in every way in which their marks can be told apart: by the number itself, or by others of the file.
func TestWaysOfWritingNumbers(t *testing.T) {
	want, rows := usual(t)
	written := func(decimal, apart string, places int) func(i, j int, s string) string {
		return func(_, _ int, s string) string {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return s
			}
			whole, part, _ := strings.Cut(strconv.FormatFloat(math.Abs(1000*v), 'f', places, 64), ".")
			for at := len(whole) - 3; at > 0; at -= 3 {
				whole = whole[:at] + apart + whole[at:]
			}
			if part != "" {
				whole += decimal + part
			}
			switch {
			case v < 0 && places == 3:
				return `"(` + whole + `)"`
			case v < 0:
				whole = "-" + whole
			}
			return `"` + whole + `"`
		}
	}
	for name, s := range map[string]string{
		"English":                   text(rows, ",", written(".", ",", 2)),
		"English, three decimals":   text(rows, ",", written(".", ",", 3)),
		"English, tabs":             text(rows, "\t", written(".", ",", 1)),
		"German":                    text(rows, ";", written(",", ".", 2)),
		"German, three decimals":    text(rows, ";", written(",", ".", 3)),
		"French":                    text(rows, ";", written(",", "\u202f", 2)),
		"French, older":             text(rows, ";", written(",", "\u00a0", 0)),
		"French, older encoding":    text(rows, ";", written(",", "\xa0", 0)),
		"Swiss":                     text(rows, ";", written(".", "\u2019", 2)),
		"Swiss, three decimals":     text(rows, ",", written(".", "'", 3)),
		"commas in quotes":          text(rows, ",", written(",", "", 1)),
		"a line a cell, German":     longText(rows, ";", written(",", ".", 2)),
		"a line a cell, in English": longText(rows, ",", written(".", ",", 3)),
		"thousands, but no decimals": text(rows, "\t", written(".", ",", 0)) + "TOT" +
			strings.Repeat("\t1,234,567", 10) + "\n",
	} {
		view, _, err := resaved.View(t.Context(), source(t, s))
		if err != nil || view == nil {
			t.Errorf("%s: not seen, %v", name, err)
			continue
		}
		got, err := oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, v := range want.Z {
			if math.Abs(got.Z[i]-1000*v) > 1e-9 {
				t.Errorf("%s: Z[%d] is %v, not %v", name, i, got.Z[i], 1000*v)
			}
		}
		if math.Abs(got.F[2]+250) > 1e-9 {
			t.Errorf("%s: %v is not -250", name, got.F[2])
		}
	}
}

// Where thousands stand together elsewhere, a point before three digits stands before decimals.
func TestThousandsTogether(t *testing.T) {
	text := "V1;AUS_A01;CHN_A01;AUS_HFCE;CHN_HFCE\nAUS_A01;1234;1.500;2;3\nCHN_A01;4;5;6;7\n"
	view, _, err := resaved.View(t.Context(), source(t, text))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(view.Head); !strings.Contains(got, "AUS_A01,1234,1.500,2,3") {
		t.Error(got)
	}
	if _, _, err := resaved.View(t.Context(), source(t, strings.Replace(text, "1234", "123", 1))); err == nil ||
		!strings.Contains(err.Error(), "in two ways") {
		t.Errorf("nothing tells: %v", err)
	}
}

func longText(rows [][]string, sep string, cell func(i, j int, s string) string) string {
	var b strings.Builder
	b.WriteString(strings.Join([]string{"row", "col", "value\n"}, sep))
	for _, row := range rows[1:] {
		for j, v := range row[1:] {
			b.WriteString(strings.Join([]string{row[0], rows[0][j+1], cell(0, 0, v) + "\n"}, sep))
		}
	}
	return b.String()
}

// Numbers that could be read in two ways are errors that say where: where no other number tells, or others are written
// otherwise.
func TestAmbiguousNumbers(t *testing.T) {
	_, rows := usual(t)
	s := text(rows, ";", comma)
	whole := text(rows, ";", func(_, _ int, s string) string { return strings.Split(s, ".")[0] })
	for _, c := range []struct{ text, number string }{
		{s, "1.234"}, {s, "1,234,5"}, {s, "12.5"}, {s, "1,234.5"}, {whole, "1.234"}, {whole, "1,234"},
	} {
		of := strings.Replace(c.text, "A_A01_02;0;10", "A_A01_02;0;"+c.number, 1)
		if of == c.text {
			t.Fatal("nothing was put in: ", c.text)
		}
		view, _, err := resaved.View(t.Context(), source(t, of))
		if err == nil {
			_, err = oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
		}
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), "in two ways") {
			t.Errorf("%s: %v", c.number, err)
		}
	}
}

// A publisher's own list of cells with other separators, decimal commas or thousands apart is seen as published.
func TestListsSavedAgain(t *testing.T) {
	const published = "year,refArea,rowIi,counterpartArea,colIi,obsValue\n" +
		"2018,AT,\"A, B\",BE,C,1234.5\n2018,AT,C,BE,C,-2\n"
	for name, s := range map[string]string{
		"semicolons": "year;refArea;rowIi;counterpartArea;colIi;obsValue\r\n" +
			"2018;AT;A, B;BE;C;1.234,5\r\n2018;AT;C;BE;C;-2\r\n",
		"tabs": "year\trefArea\trowIi\tcounterpartArea\tcolIi\tobsValue\n" +
			"2018\tAT\tA, B\tBE\tC\t1234,5\n2018\tAT\tC\tBE\tC\t-2\n",
		"thousands apart": "year,refArea,rowIi,counterpartArea,colIi,obsValue\n" +
			"2018,AT,\"A, B\",BE,C,\"1,234.5\"\n2018,AT,C,BE,C,-2\n",
	} {
		view, how, err := resaved.View(t.Context(), source(t, s))
		if err != nil || view == nil {
			t.Errorf("%s: not seen, %v", name, err)
			continue
		}
		if got := string(view.Head); got != published {
			t.Errorf("%s (%s):\n%s", name, how, got)
		}
	}
	if view, how, err := resaved.View(t.Context(), source(t, published)); view != nil || err != nil {
		t.Errorf("as published: %s, %v", how, err)
	}
}

// Labels in several lines may say things twice: what only repeats is left out, and the economy comes first.
func TestLevels(t *testing.T) {
	want, rows := usual(t)
	codes := map[string]string{"A": "AUS", "B": "BEL", "C": "CHN"}
	names := map[string]string{"AUS": "Australia", "BEL": "Belgium", "CHN": "China, People's Republic of"}
	kind := func(part string) string {
		if part == "A01_02" || part == "C26" {
			return "Sector"
		}
		return "Consumption category"
	}
	for name, parts := range map[string]func(e, p string) []string{
		"swapped":         func(e, p string) []string { return []string{p, e} },
		"kind between":    func(e, p string) []string { return []string{e, kind(p), p} },
		"kind first":      func(e, p string) []string { return []string{kind(p), e, p} },
		"kind last":       func(e, p string) []string { return []string{e, p, kind(p)} },
		"names of codes":  func(e, p string) []string { return []string{names[e], e, p, "what " + p + " is"} },
		"one of a region": func(e, p string) []string { return []string{"world", e, names[e], kind(p), p} },
	} {
		many := manyLevels(rows, func(e, p string) []string { return parts(codes[e], p) })
		view, _, err := resaved.View(t.Context(), source(t, text(many, ";", comma)))
		if err != nil || view == nil {
			t.Errorf("%s: not seen, %v", name, err)
			continue
		}
		got, err := oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
		if err != nil || !slices.Equal(got.Economies, []string{"AUS", "BEL", "CHN"}) ||
			!slices.Equal(got.Industries, want.Industries) || !slices.Equal(got.Z, want.Z) {
			t.Errorf("%s: %v %v", name, err, got)
		}
	}
}

// manyLevels writes labels in as many columns and lines as parts gives.
func manyLevels(rows [][]string, parts func(economy, part string) []string) (out [][]string) {
	split := func(label string) []string {
		if e, p, ok := strings.Cut(label, "_"); ok {
			return parts(e, p)
		}
		all := parts("", "")
		for i := range all {
			all[i] = ""
		}
		all[0] = label
		return all
	}
	n := len(parts("", ""))
	for l := range n {
		line := make([]string, n)
		for _, label := range rows[0][1:] {
			line = append(line, split(label)[l])
		}
		out = append(out, line)
	}
	for _, row := range rows[1:] {
		out = append(out, append(split(row[0]), row[1:]...))
	}
	return out
}

// Words above a table say its unit, prices and year; a number beside the last label, numbers with their thousands apart
// and notes below are errors that say what to do.
func TestWordsAroundATable(t *testing.T) {
	_, rows := usual(t)
	whole := text(rows, ";", comma)
	ask := func(s string) (*icio.Table, error) {
		src, err := tablefile.FromBytes("x.csv", []byte(s))
		if err != nil {
			t.Fatal(err)
		}
		view, _, err := resaved.View(t.Context(), src)
		if err != nil {
			return nil, err
		}
		if view == nil {
			view = src
		}
		return oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
	}
	got, err := ask("For the ministry\nThousands of euros at constant prices of 2015, year 2019;;;\n" + whole)
	if err != nil || got.Money() != "thousand EUR" || got.Year != 2019 || got.BaseYear != 2015 ||
		!strings.Contains(got.Valuation, "constant 2015") || strings.Contains(got.Source, "million") {
		t.Errorf("%v: %+v", err, got)
	}
	stray := strings.Split(strings.ReplaceAll(whole, "\n", ";;\n"), "\n")
	stray[len(stray)-2] += "7"
	for s, want := range map[string]string{
		strings.Join(stray, "\n"):                    "without a label",
		text(rows, ",", same) + "Source: own work\n": "Remove the lines below the table",
	} {
		if _, err := ask(s); fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
	}
}

// Missing flows are refused, or zeros where that is asked for, and counted.
func TestMissing(t *testing.T) {
	want, rows := usual(t)
	s := text(rows, ",", func(i, j int, s string) string {
		if i == 1 && j == 4 {
			return "NA"
		}
		return s
	})
	if _, err := (oecd.Format{}).Read(t.Context(), source(t, s), tablefile.Options{}); err == nil ||
		!strings.Contains(err.Error(), "--missing zero") {
		t.Error(err)
	}
	dashes := strings.Replace(text(rows, ",", same), "6,0,0,0,21.5", "6,0,-,0,21.5", 1)
	if got, err := (oecd.Format{}).Read(t.Context(), source(t, dashes), tablefile.Options{}); err == nil ||
		!strings.Contains(err.Error(), "--missing zero") {
		t.Errorf("a row below the industries: %v, %v", err, got)
	}
	below, err := oecd.Format{}.Read(t.Context(), source(t, dashes), tablefile.Options{Missing: tablefile.MissingZero})
	if err != nil || below.Extra[0].FD[1] != 0 || !strings.HasPrefix(below.Derivation[0], "1 missing") {
		t.Errorf("a row below the industries: %v, %v", err, below)
	}
	got, err := oecd.Format{}.Read(t.Context(), source(t, s), tablefile.Options{Missing: tablefile.MissingZero})
	if err != nil || got.Z[3] != 0 || got.Z[2] != want.Z[2] || len(got.Derivation) != 1 ||
		!strings.HasPrefix(got.Derivation[0], "1 missing") {
		t.Errorf("%v %v", got, err)
	}
	for _, word := range []string{"n.a.", "(NA)", "#N/A", "<NA>", "None", "n.d.", "…", "–", "*"} {
		s := strings.Replace(s, ",NA", ","+word, 1)
		_, err := oecd.Format{}.Read(t.Context(), source(t, s), tablefile.Options{})
		got, taken := oecd.Format{}.Read(t.Context(), source(t, s), tablefile.Options{Missing: tablefile.MissingZero})
		if err == nil || !strings.Contains(err.Error(), "--missing zero") || taken != nil || got.Z[3] != 0 {
			t.Errorf("%s: %v; %v", word, err, taken)
		}
	}
}

func FuzzView(f *testing.F) {
	_, rows := usual(f)
	for _, s := range []string{text(rows, ";", comma), "V1;A_a;A_b\nA_a;1.234,5;1'000\nA_b;(2);1,234,5\n",
		text(twoLevels(rows, true), ",", same), longRows(rows, false)} {
		f.Add([]byte(s))
		f.Add([]byte(s[:len(s)/2]))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := tablefile.FromBytes("x.csv", data)
		if err != nil {
			return
		}
		view, _, err := resaved.View(t.Context(), src)
		if err != nil || view == nil {
			if err != nil && fault.KindOf(err) == fault.Internal {
				t.Fatal(err)
			}
			return
		}
		r, err := view.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if _, err := io.Copy(io.Discard, r); err != nil && fault.KindOf(err) == fault.Internal {
			t.Fatal(err)
		}
	})
}
