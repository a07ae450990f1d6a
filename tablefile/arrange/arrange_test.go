package arrange_test

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/tablefile"
	"ikat/tablefile/arrange"
	"ikat/tablefile/oecd"
	"ikat/tablefile/tablefiletest"
)

// sheet is a table as rows of cells, labels included.
type sheet [][]string

// usual is a small table in the usual form: three economies, two industries, two categories, value added and taxes.
func usual(t testing.TB) (*icio.Table, sheet) {
	t.Helper()
	table := tinyworld.Table()
	table.Economies = []string{"AUS", "CHN", "KOR"}[:table.G()]
	table.Industries = []string{"A01_02", "C26"}
	one := table.F
	table.Categories, table.F = []string{"HFCE", "GFCF"}, nil
	for k, v := range one {
		table.F = append(table.F, v, float64(k)/2)
	}
	table.Extra = []icio.Row{{Code: "TLS", Use: []float64{1, 2, 3.5, 4, 5, 6},
		FD: make([]float64, table.G()*table.K())}}
	var b bytes.Buffer
	if err := oecd.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	var s sheet
	for line := range strings.Lines(b.String()) {
		s = append(s, strings.Split(strings.TrimSpace(line), ","))
	}
	return read(t, s), s
}

func (s sheet) text() string {
	var b strings.Builder
	for _, row := range s {
		b.WriteString(strings.Join(row, ",") + "\n")
	}
	return b.String()
}

func source(t testing.TB, text string) *tablefile.Source {
	t.Helper()
	src, err := tablefile.FromBytes("x_2018.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func read(t testing.TB, s sheet) *icio.Table {
	t.Helper()
	got, err := oecd.Format{}.Read(t.Context(), source(t, s.text()), tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// relabelled spells labels of two parts otherwise.
func (s sheet) relabelled(spell func(economy, part string) string) sheet {
	return s.cells(func(i, j int, text string) string {
		economy, part, ok := strings.Cut(text, "_")
		if i > 0 && j > 0 || !ok {
			return text
		}
		return spell(economy, part)
	})
}

func (s sheet) cells(f func(i, j int, text string) string) sheet {
	out := make(sheet, len(s))
	for i, row := range s {
		for j, text := range row {
			out[i] = append(out[i], f(i, j, text))
		}
	}
	return out
}

func (s sheet) turned() sheet {
	out := make(sheet, len(s[0]))
	for _, row := range s {
		for j, text := range row {
			out[j] = append(out[j], text)
		}
	}
	return out
}

// columns takes columns in another order; rows does so with rows.
func (s sheet) columns(order ...int) sheet {
	out := make(sheet, len(s))
	for i, row := range s {
		for _, j := range append([]int{0}, order...) {
			out[i] = append(out[i], row[j])
		}
	}
	return out
}

func (s sheet) rows(order ...int) sheet { return s.turned().columns(order...).turned() }

// with puts a column before another that is the sum of some.
func (s sheet) with(label string, before int, of ...int) sheet {
	out := make(sheet, len(s))
	for i, row := range s {
		sum := 0.0
		for _, j := range of {
			v, _ := strconv.ParseFloat(row[j], 64)
			sum += v
		}
		cell := strconv.FormatFloat(sum, 'g', -1, 64)
		if i == 0 {
			cell = label
		}
		out[i] = slices.Insert(slices.Clone(row), before, cell)
	}
	return out
}

// Columns of the usual sheet: 1 to 6 are sectors, 7 to 12 final demand by economy, 13 output; its rows 1 to 6 are
// sectors, then TLS, VA and OUT.
func forms(s sheet) map[string]sheet {
	across := []int{1, 2, 3, 4, 5, 6}
	out := map[string]sheet{
		"final demand first":             s.columns(7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 13),
		"output first":                   s.columns(13, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
		"final demand of each beside it": s.columns(1, 2, 7, 8, 3, 4, 9, 10, 5, 6, 11, 12, 13),
		"an industry of all, then another": s.columns(1, 3, 5, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13).
			rows(1, 3, 5, 2, 4, 6, 7, 8, 9),
		"rows turned round":         s.rows(6, 5, 4, 3, 2, 1, 7, 8, 9),
		"on its side":               s.turned(),
		"on its side, AUS - A01":    s.relabelled(joined(" - ")).turned(),
		"a sum of intermediate use": s.with("TOTAL", 7, across...),
		"a sum of final demand":     s.with("Total final", 13, 7, 8, 9, 10, 11, 12),
		"sums of economies":         s.with("KOR_TOTAL", 7, 5, 6).with("CHN_TOTAL", 5, 3, 4).with("AUS_Total", 3, 1, 2),
		"sums of final demand":      s.with("CHN_TOT", 11, 9, 10).with("AUS_TOT", 9, 7, 8),
		"rows and columns of sums":  s.with("TOTAL_AUS", 3, 1, 2).turned().with("TOTAL_AUS", 3, 1, 2).turned(),
		"a row of sums in between":  s.turned().with("CHN_SUM", 5, 3, 4).turned(),
		"A01_AUS, sorted by industry": s.relabelled(behind("_")).columns(1, 3, 5, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13).
			rows(1, 3, 5, 2, 4, 6, 7, 8, 9),
	}
	for _, sep := range []string{"-", ".", " ", ":", "|", "/", " / ", ": ", " | ", ""} {
		out["AUS"+sep+"A01"] = s.relabelled(joined(sep))
		out["A01"+sep+"AUS"] = s.relabelled(behind(sep))
	}
	out["A01_AUS"] = s.relabelled(behind("_"))
	out["A01 (AUS)"] = s.relabelled(func(e, p string) string { return p + " (" + e + ")" })
	out["[AUS] A01"] = s.relabelled(func(e, p string) string { return "[" + e + "] " + p })
	return out
}

func joined(sep string) func(e, p string) string {
	return func(e, p string) string { return e + sep + p }
}
func behind(sep string) func(e, p string) string {
	return func(e, p string) string { return p + sep + e }
}

// Whatever the order and the spelling of labels, the same table is read.
func TestForms(t *testing.T) {
	want, s := usual(t)
	all := forms(s)
	all["blank lines"] = s.cells(func(i, j int, text string) string {
		if i%2 == 0 && j == len(s[i])-1 {
			text += "\n"
		}
		return text
	})
	for name, f := range all {
		view, how, err := arrange.View(t.Context(), source(t, f.text()))
		if err != nil || view == nil || how == "" {
			t.Errorf("%s: not recognised, %v", name, err)
			continue
		}
		tablefiletest.ReadsAs(t, name, view, want)
	}
}

// The usual form is left alone; what is no table, lacks a sector or has two of a label is none.
func TestNothingToArrange(t *testing.T) {
	_, s := usual(t)
	lacking := s.columns(1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13).rows(1, 2, 3, 4, 5, 7, 8, 9)
	for name, text := range map[string]string{
		"usual": s.text(), "lacking": lacking.relabelled(joined("-")).text(), "words": "hello\n", "numbers": "1,2\n3,4\n",
		"no final demand": s.columns(1, 2, 3, 4, 5, 6).text(), "twice": s.columns(1, 1, 2, 7, 8).text(),
		"a column of something": s.with("MARGIN", 7, 1, 2).text(), "not text": "\x00\x01",
	} {
		if view, how, err := arrange.View(t.Context(), source(t, text)); view != nil || err != nil {
			t.Errorf("%s: %s, %v", name, how, err)
		}
	}
}

// What is called a total and is none is refused by name, and so is a row of too few cells.
func TestNoSums(t *testing.T) {
	_, s := usual(t)
	short := s.relabelled(joined("-"))
	short[3] = short[3][:5]
	for want, f := range map[string]sheet{
		"column TOTAL:":     s.with("TOTAL", 7, 1, 2, 3, 4, 5),
		"column AUS_TOTAL:": s.with("AUS_TOTAL", 3, 1, 2, 3, 4, 5, 6, 7),
		"row AUS_SUM:":      s.turned().with("AUS_SUM", 3, 1, 2, 3, 4, 5, 6).turned(),
		"row CHN-A01_02:":   short,
	} {
		view, _, err := arrange.View(t.Context(), source(t, f.text()))
		if err == nil && view != nil {
			_, err = oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
		}
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), want) {
			t.Errorf("%s %v", want, err)
		}
	}
}

// Names of economies may hold what separates them from industries; pairs come as Python prints them and with commas.
func TestSeparatorsInsideNames(t *testing.T) {
	_, s := usual(t)
	names := func(aus, chn, kor, sep string) func(e, p string) string {
		to := map[string]string{"AUS": aus, "CHN": chn, "KOR": kor}
		return func(e, p string) string { return to[e] + sep + strings.ReplaceAll(p, "A01_02", "A01") }
	}
	for _, c := range []struct {
		spell func(e, p string) string
		want  string
	}{
		{names("Hong_Kong", "South_Korea", "Rest_of_World", "_"), "Hong Kong|South Korea|Rest of World"},
		{names("EU27_2020", "DEU", "WRL_REST", "_"), "EU27 2020|DEU|WRL REST"},
		{names("North_Land", "South_Land", "Far_South_Land", "_"), "North Land|South Land|Far South Land"},
		{names("Viet-Nam", "Guinea-Bissau", "CHN", "-"), "Viet Nam|Guinea Bissau|CHN"},
		{names("AUS", "CHN", "KOR", ", "), "AUS|CHN|KOR"},
		{func(e, p string) string { return "('" + e + "', '" + p + "')" }, "AUS|CHN|KOR"},
	} {
		text := s.relabelled(c.spell).cells(func(i, j int, text string) string {
			return strconv.Quote(text)
		}).text()
		view, how, err := arrange.View(t.Context(), source(t, text))
		if err != nil || view == nil {
			t.Errorf("%s: not recognised, %v", c.want, err)
			continue
		}
		got, err := oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
		if err != nil || strings.Join(got.Economies, "|") != c.want || len(got.Industries) != 2 {
			t.Errorf("%s: %s: %+v, %v", c.want, how, got, err)
		}
	}
}

func FuzzView(f *testing.F) {
	_, s := usual(f)
	for _, form := range forms(s) {
		f.Add(form.text())
	}
	f.Fuzz(func(t *testing.T, text string) {
		src, err := tablefile.FromBytes("x.csv", []byte(text))
		if err != nil {
			return
		}
		view, _, err := arrange.View(t.Context(), src)
		if err != nil || view == nil {
			return
		}
		stream, err := view.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer stream.Close()
		_, _ = io.Copy(io.Discard, stream) // damage is an error, never a panic
	})
}

// An economy may stand in two parts of a label, its number or its region beside it: one of them is dropped, and the
// economy stays.
func TestEconomiesInTwoParts(t *testing.T) {
	want, s := usual(t)
	number := map[string]string{"AUS": "1", "CHN": "2", "KOR": "3"}
	region := map[string]string{"AUS": "Pacific", "CHN": "Asia", "KOR": "Asia"}
	for spelled, spell := range map[string]func(e, p string) string{
		"CHN_1_A01":    func(e, p string) string { return e + "_" + number[e] + "_" + p },
		"1_CHN_A01":    func(e, p string) string { return number[e] + "_" + e + "_" + p },
		"1-CHN-A01":    func(e, p string) string { return number[e] + "-" + e + "-" + p },
		"Asia_CHN_A01": func(e, p string) string { return region[e] + "_" + e + "_" + p },
		"CHN.Asia.A01": func(e, p string) string { return e + "." + region[e] + "." + p },
		"A01-CHN-1":    func(e, p string) string { return p + "-" + e + "-" + number[e] },
		"all_CHN_A01":  func(e, p string) string { return "World_" + e + "_" + p },
		"ASIA_CHN_A01": func(e, p string) string { return "ASIA_" + e + "_" + p },
	} {
		view, how, err := arrange.View(t.Context(), source(t, s.relabelled(spell).text()))
		if err != nil || view == nil {
			t.Errorf("%s: %v", spelled, err)
			continue
		}
		got, err := oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
		if err != nil || !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) ||
			!slices.Equal(got.Economies, want.Economies) || !slices.Equal(got.Industries, want.Industries) {
			t.Errorf("%s: %s: %+v, %v", spelled, how, got, err)
		}
	}
}

// Parts of economies are economies of the table: neither other economies whose codes they happen to share (CA is
// California's and Canada's) nor industries of the whole; and which of two parts is the economy is told, or nothing is.
func TestPartsOfEconomies(t *testing.T) {
	want, s := usual(t)
	industry := map[string]string{"A01_02": "A01", "C26": "C26"}
	for spelled, c := range map[string]struct {
		names string // of AUS, CHN and KOR
		sep   string
		read  string
	}{
		"states that share codes":     {"USA_CA USA_IL USA_DE", "_", "USA-CA USA-IL USA-DE"},
		"states of two economies":     {"USA_CA USA_NY CAN_ON", "_", "USA-CA USA-NY CAN-ON"},
		"provinces by name":           {"CHN_Hebei CHN_Tibet CHN_Hunan", "_", "CHN-Hebei CHN-Tibet CHN-Hunan"},
		"beside a whole economy":      {"USA_CA USA_NY MEX", "_", "USA-CA USA-NY MEX"},
		"beside the rest":             {"ROW USA_CA USA_NY", "_", "ROW USA-CA USA-NY"},
		"dots":                        {"USA.CA USA.NY CAN.ON", ".", "USA-CA USA-NY CAN-ON"},
		"codes that look like places": {"NA_USA NA_CAN SA_BRA", "_", "USA CAN BRA"},
		"nothing tells":               {"CA_IL CA_DE CA_IN", "_", ""},
	} {
		names := strings.Fields(c.names)
		f := s.relabelled(func(economy, part string) string {
			if i, ok := industry[part]; ok {
				part = i
			}
			return names[slices.Index(want.Economies, economy)] + c.sep + part
		})
		view, how, err := arrange.View(t.Context(), source(t, f.text()))
		if c.read == "" {
			if view != nil || err != nil {
				t.Errorf("%s: %s, %v", spelled, how, err)
			}
			continue
		}
		if err != nil || view == nil {
			t.Errorf("%s: not seen, %v", spelled, err)
			continue
		}
		got, err := oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
		if err != nil || strings.Join(got.Economies, " ") != c.read || !slices.Equal(got.Z, want.Z) ||
			!slices.Equal(got.F, want.F) || len(got.Industries) != 2 {
			t.Errorf("%s: %s: %+v, %v", spelled, how, got, err)
		}
	}
}
