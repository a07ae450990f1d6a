package find_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/tablefile"
	"ikat/tablefile/all"
	"ikat/tablefile/find"
	"ikat/tablefile/oecd"
	"ikat/tablefile/tablefiletest"
)

// table is the text of a small table whose first flow is told from others'.
func table(t testing.TB, first float64) string {
	t.Helper()
	tiny := tinyworld.Table()
	tiny.Z[0] = first
	var b bytes.Buffer
	if err := oecd.Write(&b, tiny); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zipOf(t testing.TB, files ...tablefiletest.File) string {
	t.Helper()
	data, err := tablefiletest.Zip(files...)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func read(t testing.TB, path, format string, year int) (*icio.Table, string, error) {
	t.Helper()
	src, err := find.Open(t.Context(), path)
	if err != nil {
		return nil, "", err
	}
	defer src.Close()
	formats := all.All()
	if format != "" {
		f, err := tablefile.ByID(formats, format)
		if err != nil {
			t.Fatal(err)
		}
		formats = []tablefile.Format{f}
	}
	found, err := find.Table(t.Context(), formats, src, year)
	if err != nil {
		return nil, "", err
	}
	defer found.Close()
	got, err := found.Read(t.Context(), tablefile.Options{Year: year})
	return got, fault.Bare(found.Saw), err
}

// folder writes files into a folder.
func folder(t testing.TB, files ...tablefiletest.File) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.Text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Tables lie in archives of archives, in folders in folders, with readmes between them; a year finds its own.
func TestPackages(t *testing.T) {
	one, two := table(t, 1), table(t, 2)
	nested := zipOf(
		t,
		tablefiletest.File{Name: "2016.zip", Text: zipOf(t, tablefiletest.File{Name: "2016.csv", Text: one})},
		tablefiletest.File{
			Name: "2017.zip",
			Text: zipOf(
				t,
				tablefiletest.File{Name: "2017.csv", Text: two},
				tablefiletest.File{Name: "ReadMe.txt", Text: "hello\n"},
			),
		},
	)
	dir := folder(
		t,
		tablefiletest.File{Name: "nested.zip", Text: nested},
		tablefiletest.File{
			Name: "several.zip",
			Text: zipOf(
				t,
				tablefiletest.File{Name: "a/b/c/x_2016.csv", Text: one},
				tablefiletest.File{Name: "a/b/c/x_2017.csv", Text: two},
				tablefiletest.File{Name: "note.pdf", Text: "%PDF"},
			),
		},
		tablefiletest.File{
			Name: "deep/OECD/ICIO/2021/ICIO2021_2016.csv",
			Text: one,
		},
		tablefiletest.File{Name: "deep/OECD/ICIO/2021/ICIO2021_2017.csv", Text: two},
		tablefiletest.File{Name: "deep/OECD/notes.txt", Text: "hello\n"},
	)
	for _, name := range []string{"nested.zip", "several.zip", "deep"} {
		for year, want := range map[int]float64{2016: 1, 2017: 2} {
			got, _, err := read(t, filepath.Join(dir, name), "", year)
			if err != nil || got.Z[0] != want || got.Year != year {
				t.Errorf("%s, %d: %v", name, year, err)
			}
		}
		for year, want := range map[int]string{0: "Name one with year", 1999: "no table of 1999"} {
			if _, _, err := read(t, filepath.Join(dir, name), "", year); fault.KindOf(err) != fault.Unreadable ||
				!strings.Contains(err.Error(), want) ||
				!strings.Contains(err.Error(), "2016") {
				t.Errorf("%s, %d: %v", name, year, err)
			}
		}
	}
	matryoshka := one // a file alone in an archive that is alone in another is found too
	for k, name := range []string{"x_2016.csv", "a folder/inner.zip", "middle.zip"} {
		matryoshka = zipOf(t, tablefiletest.File{Name: name, Text: matryoshka},
			tablefiletest.File{Name: "__MACOSX/._x", Text: "junk"})
		alone := folder(t, tablefiletest.File{Name: "alone.zip", Text: matryoshka})
		if got, _, err := read(t, filepath.Join(alone, "alone.zip"), "", 0); err != nil || got.Z[0] != 1 {
			t.Errorf("%d archives in each other: %v", k+1, err)
		}
	}
	got, _, err := read(t, dir+"/nested.zip/2017.zip/2017.csv", "", 0)
	if err != nil || got.Z[0] != 2 {
		t.Errorf("by its path: %v", err)
	}
}

// What is compressed may be packed again, in whatever way and order.
func TestPackedAgain(t *testing.T) {
	text := table(t, 3)
	gz := func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	in := func(name, text string) string { return zipOf(t, tablefiletest.File{Name: name, Text: text}) }
	for name, data := range map[string]string{
		"a.zip":        in("x_2016.csv.gz", gz(text)),
		"a.csv.gz":     gz(gz(gz(text))),
		"a.zip.gz":     gz(in("x_2016.csv", text)),
		"b.zip.gz":     gz(in("x_2016.csv.gz", gz(text))),
		"c.zip":        in("inner.zip.gz", gz(in("x_2016.csv.gz.gz", gz(gz(text))))),
		"semicolon.gz": gz(gz(strings.ReplaceAll(text, ",", ";"))),
	} {
		dir := folder(t, tablefiletest.File{Name: name, Text: data})
		got, saw, err := read(t, filepath.Join(dir, name), "", 0)
		if err != nil || got.Z[0] != 3 || len(got.SHA256) != 64 || !strings.Contains(saw, "packed again") {
			t.Errorf("%s: %v, %s", name, err, saw)
		}
		cut := folder(t, tablefiletest.File{Name: name, Text: data[:len(data)*2/3]})
		if _, _, err := read(t, filepath.Join(cut, name), "", 0); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%s cut short: %v", name, err)
		}
	}
}

// A text in the usual form whose numbers have their thousands apart is read as another program wrote it.
func TestThousandsInTheUsualForm(t *testing.T) {
	text := strings.Replace(table(t, 1), "A_1,1,", `A_1,"1,234.500",`, 1)
	if !strings.Contains(text, "1,234.500") {
		t.Fatal(text)
	}
	dir := folder(t, tablefiletest.File{Name: "x_2016.csv", Text: text})
	if got, saw, err := read(t, filepath.Join(dir, "x_2016.csv"), "", 0); err != nil || got.Z[0] != 1234.5 {
		t.Errorf("%v, %s", err, saw)
	}
}

// Two tables of a year are told apart by their path.
func TestTwoOfAYear(t *testing.T) {
	dir := folder(
		t,
		tablefiletest.File{Name: "a_2016.csv", Text: table(t, 1)},
		tablefiletest.File{Name: "b_2016.csv", Text: table(t, 2)},
	)
	for _, year := range []int{0, 2016} {
		if _, _, err := read(t, dir, "", year); err == nil || !strings.Contains(err.Error(), "by its path") {
			t.Errorf("%d: %v", year, err)
		}
	}
}

// A format's own tables are found among others', and its reader is the one that is asked.
func TestTheRightReaderInAnArchive(t *testing.T) {
	head := "AT_A01,AT_P3_S13,AT_P3_S14,AT_P3_S15,AT_P51G,AT_P5M\n"
	figaro := "rowLabels," + head +
		"AT_A01,1,2,3,4,5,6\nW2_D21X31,1,0,0,0,0,0\nW2_D1,10,0,0,0,0,0\nW2_D29X39,4,0,0,0,0,0\nW2_B2A3G,5,0,0,0,0,0\n"
	dir := folder(t, tablefiletest.File{Name: "two.zip", Text: zipOf(
		t,
		tablefiletest.File{Name: "matrix_eu-ic-io_ind-by-ind_26ed_2024.csv", Text: figaro},
		tablefiletest.File{
			Name: "matrix_eu-ic-io_ind-by-ind_26ed_2023.csv",
			Text: strings.Replace(figaro, "rowLabels", "", 1),
		},
	)})
	for _, format := range []string{"", "figaro"} {
		got, _, err := read(t, dir+"/two.zip", format, 2023)
		if err != nil || got.Money() != "million EUR" || got.VA[0] != 19 || got.Ref() != "figaro26ed/2023" {
			t.Errorf("format %q: %v %v", format, got, err)
		}
	}
}

// What cannot be opened among other files does not hide them, is named beside what was read, and told where nothing
// else is there.
func TestDamagedMembers(t *testing.T) {
	bad := tablefiletest.File{Name: "2015.zip", Text: "PK\x03\x04 torn"}
	dir := folder(t, bad)
	if _, _, err := read(t, dir, "", 0); err == nil || !strings.Contains(err.Error(), "2015.zip") {
		t.Error(err)
	}
	dir = folder(t, bad, tablefiletest.File{Name: "x_2016.csv", Text: table(t, 1)})
	got, saw, err := read(t, dir, "", 0)
	if err != nil || got.Year != 2016 {
		t.Fatal(err)
	}
	if !strings.Contains(saw, `besides: "2015.zip" cannot be read: `) {
		t.Errorf("the damaged member is not named: %s", saw)
	}
}

// A table that a link of an archive leads to is read once, and the link is named beside it.
func TestLinksBesideATable(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	text := table(t, 1)
	for _, h := range []*tar.Header{{Name: "x_2016.csv", Size: int64(len(text)), Mode: 0o644},
		{Name: "latest.csv", Typeflag: tar.TypeSymlink, Linkname: "x_2016.csv"},
		{Name: "x_2017.csv", Typeflag: tar.TypeSymlink, Linkname: "/data/x_2017.csv"}} {
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	dir := folder(t, tablefiletest.File{Name: "x.tar", Text: b.String()})
	got, saw, err := read(t, filepath.Join(dir, "x.tar"), "", 0)
	if err != nil || got.Z[0] != 1 {
		t.Fatal(err)
	}
	for _, want := range []string{`"latest.csv" is another name of "x_2016.csv"`,
		`"x_2017.csv" is a link to "/data/x_2017.csv", outside the archive`} {
		if !strings.Contains(saw, want) {
			t.Errorf("it does not say %s: %s", want, saw)
		}
	}
}

// A year given for a single file is its year, whatever its name says.
func TestYearOfASingleFile(t *testing.T) {
	dir := folder(t, tablefiletest.File{Name: "x_2016.csv", Text: table(t, 1)})
	if got, _, err := read(t, dir+"/x_2016.csv", "", 2010); err != nil || got.Year != 2010 {
		t.Error(err)
	}
}

// An archive that holds itself over and over, or thousands of members, is given up.
func TestEndlessArchives(t *testing.T) {
	text := "hello\n"
	for i := range 20 {
		text = zipOf(
			t,
			tablefiletest.File{Name: fmt.Sprintf("%d.zip", i), Text: text},
			tablefiletest.File{Name: "b.txt", Text: "b\n"},
		)
	}
	dir := folder(t, tablefiletest.File{Name: "deep.zip", Text: text})
	if _, _, err := read(t, dir+"/deep.zip", "", 0); fault.KindOf(err) != fault.Unreadable {
		t.Error(err)
	}
}

// Text in an old code page is refused with the label, whatever it labels: read as it is, two labels could become one.
func TestLabelsThatAreNotText(t *testing.T) {
	plain := table(t, 1)
	for _, label := range []string{"A", "C"} { // an economy's code
		bytes := strings.ReplaceAll(plain, label+"_", "C\xd4_")
		path := filepath.Join(folder(t, tablefiletest.File{Name: "old_2010.csv", Text: bytes}), "old_2010.csv")
		_, _, err := read(t, path, "", 0)
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), `"C\xd4_1" is not UTF-8`) {
			t.Errorf("%s in Latin-1: %v", label, err)
		}
	}
}

// Labels with what nobody sees in them, and a minus as accounts write it, are read as what they mean.
func TestLabelsAndSignsAsProgramsWriteThem(t *testing.T) {
	plain := strings.Replace(table(t, 7), ",7,", ",-7,", 1)
	dir := folder(t, tablefiletest.File{Name: "plain_2018.csv", Text: plain})
	want, _, err := read(t, filepath.Join(dir, "plain_2018.csv"), "", 0)
	if err != nil || want.Z[0] != -7 {
		t.Fatal(err)
	}
	label := regexp.MustCompile(`([ABC])_(FD|1|2)`)
	for name, text := range map[string]string{
		"blanks that do not break lines": label.ReplaceAllString(plain, "$1\u00a0_\u00a0$2"),
		"soft hyphens":                   label.ReplaceAllString(plain, "$1\u00ad_$2"),
		"blanks without width":           label.ReplaceAllString(plain, "${1}_\u200b$2"),
		"wide underscores":               label.ReplaceAllString(plain, "$1\uff3f$2"),
		"two underscores":                label.ReplaceAllString(plain, "${1}__$2"),
		"brackets":                       label.ReplaceAllString(plain, "$1[$2]"),
		"round brackets":                 label.ReplaceAllString(plain, "$1($2)"),
		"a minus in brackets":            strings.Replace(plain, ",-7,", ",(7),", 1),
		"a minus of typesetters":         strings.Replace(plain, ",-7,", ",\u22127,", 1),
		"a dash":                         strings.Replace(plain, ",-7,", ",\u20137,", 1),
		"a minus behind":                 strings.Replace(plain, ",-7,", ",7-,", 1),
		"words in Russian": strings.NewReplacer("\nOUT,", "\nВыпуск,", "\nVA,",
			"\nДобавленная стоимость,").Replace(plain),
	} {
		dir := folder(t, tablefiletest.File{Name: "plain_2018.csv", Text: text})
		got, _, err := read(t, filepath.Join(dir, "plain_2018.csv"), "", 0)
		if err != nil || !slices.Equal(got.Z, want.Z) || !slices.Equal(got.Economies, want.Economies) ||
			!slices.Equal(got.Industries, want.Industries) || !slices.Equal(got.VA, want.VA) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// swapped writes labels industry first: 1_A for A_1.
func swapped(text string) string {
	return regexp.MustCompile(`([ABC])_(FD|1|2)`).ReplaceAllString(text, "${2}_$1")
}

// A text that its format takes for its own and cannot read is read with its labels and columns put right; sums beside
// what they add up are refused.
func TestArrangedWhereItsFormatFails(t *testing.T) {
	text := table(t, 7)
	dir := folder(t, tablefiletest.File{Name: "usual_2018.csv", Text: text},
		tablefiletest.File{Name: "swapped_2018.csv", Text: swapped(text)},
		tablefiletest.File{Name: "named_2018.csv", Text: withSums("TOTAL", "Total")},
		tablefiletest.File{Name: "industry_2018.csv", Text: withSums("Z9", "C")},
		tablefiletest.File{Name: "category_2018.csv", Text: withSums("C", "TFE")})
	want, _, err := read(t, filepath.Join(dir, "usual_2018.csv"), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	got, saw, err := read(t, filepath.Join(dir, "swapped_2018.csv"), "", 0)
	if err != nil || !slices.Equal(got.Z, want.Z) || !slices.Equal(got.Economies, want.Economies) ||
		!strings.Contains(saw, "1_A") {
		t.Errorf("%v: %v, %s", got, err, saw)
	}
	got, saw, err = read(t, filepath.Join(dir, "named_2018.csv"), "", 0)
	if err != nil || got.N() != 2 || got.K() != 2 || !strings.Contains(saw, "sums left out: A_TOTAL") {
		t.Errorf("%v: %v, %s", got, err, saw)
	}
	for file, name := range map[string]string{"industry_2018.csv": "industry Z9", "category_2018.csv": "category TFE"} {
		_, _, err := read(t, filepath.Join(dir, file), "", 0)
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), name+" is the sum") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// withSums writes a table of three economies, whose third industry and third category have these names; they are the
// sums of the others, but for one called C.
func withSums(industry, category string) string {
	var b strings.Builder
	labels := func(third string) (out []string) {
		for _, e := range []string{"A", "B", "K"} {
			out = append(out, e+"_1", e+"_2", e+"_"+third)
		}
		return out
	}
	sectors, demand := labels(industry), labels(category)
	for k := range demand {
		demand[k] = strings.NewReplacer("_1", "_HFCE", "_2", "_GFCF").Replace(demand[k])
	}
	size := func(k int, third string) int { // by place of three
		if third == "C" {
			return []int{1, 2, 5}[k]
		}
		return 1 + k
	}
	b.WriteString("V1," + strings.Join(slices.Concat(sectors, demand), ",") + "\n")
	for i, s := range sectors {
		b.WriteString(s)
		for j := range sectors {
			fmt.Fprint(&b, ",", size(i%3, industry)*size(j%3, industry)*(1+i/3))
		}
		for j := range demand {
			fmt.Fprint(&b, ",", size(i%3, industry)*size(j%3, category)*(2+j/3))
		}
		b.WriteString("\n")
	}
	return b.String()
}
