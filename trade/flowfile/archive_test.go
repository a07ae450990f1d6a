package flowfile_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/trade/flowfile"
)

// member is a file of an archive.
type member struct{ name, text string }

func zipped(t testing.TB, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m.name)
		if err == nil {
			_, err = w.Write([]byte(m.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func onDisk(t testing.TB, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

const (
	baci2021 = "t,i,j,k,v,q\n2021,704,392,090111,10,5\n"
	baci2022 = "t,i,j,k,v,q\n2022,704,392,090111,20,5\n2022,392,704,870899,4,NA\n"
	products = "code,description\n090111,Coffee\n870899,Parts\n"
)

var published = []member{
	{"BACI_HS17_Y2021_V202401.csv", baci2021}, {"BACI_HS17_Y2022_V202401.csv", baci2022},
	{"Readme.txt", "About BACI, its years\n"}, {"product_codes_HS17_V202401.csv", products},
	{"country_codes_V202401.csv", "country_code,country_name,country_iso3\n704,Viet Nam,VNM\n392,Japan,JPN\n"},
}

// All years of an archive are read with the lists in it, and what has no flows is named, however it is packed.
func TestArchiveAsPublished(t *testing.T) {
	inFolder := []member{{"__MACOSX/BACI/._a.csv", "clutter"}}
	var packed []member
	for _, m := range published {
		inFolder = append(inFolder, member{"BACI/" + m.name, m.text})
		packed = append(packed, member{m.name + ".gz", gzipped(t, m.text)})
	}
	plain := zipped(t, published...)
	for how, content := range map[string]string{"plain": plain, "in a folder": zipped(t, inFolder...),
		"in another": zipped(t, member{"all.zip", plain}, member{"About.pdf", "%PDF-1.4"}), "packed": zipped(t, packed...)} {
		file := onDisk(t, "BACI_HS17_V202401.zip", content)
		if how == "in a folder" { // who saves an archive may call it as they like
			file = onDisk(t, "from HS92 to HS12.zip", content)
		}
		got := map[string]float64{}
		skipped, err := flowfile.Each(t.Context(), file, flowfile.Options{}, func(r *flowfile.Read) error {
			for _, d := range r.Data {
				got[d.Ref()+" "+d.Classification] += d.Total()
				if name := d.ProductName("090111"); name != "Coffee" {
					t.Errorf("%s: the list of products is not read: %q", how, name)
				}
			}
			return nil
		})
		if err != nil || len(got) != 2 || got["baci_hs17/2021 HS 2017"] != 10 || got["baci_hs17/2022 HS 2017"] != 24 {
			t.Errorf("%s: %v, %v", how, got, err)
		}
		if list := fmt.Sprint(skipped); !strings.Contains(list, "Readme.txt") || !strings.Contains(list, "country_codes") ||
			strings.Contains(list, "MACOSX") {
			t.Errorf("%s: without flows are %v", how, skipped)
		}
		together, err := flowfile.Path(t.Context(), file, flowfile.Options{})
		if err != nil || len(together.Data) != 2 || !strings.Contains(fmt.Sprint(together.Data[0].Notes), "Readme.txt") {
			t.Errorf("%s, together: %v, %v", how, together, err)
		}
	}
}

// A year is read from the member that states it: others may be anything, and a year that none states is looked for in
// all.
func TestOneYearOfAnArchive(t *testing.T) {
	members := append([]member{{"BACI_HS17_Y2023_V202401.csv", "t,i,j,k,v,q\n2023,704,392,090111,bad,5\n"}}, published...)
	file := onDisk(t, "BACI_HS17_V202401.zip", zipped(t, members...))
	if !flowfile.States(file, 2022) || flowfile.States(file, 2020) {
		t.Error("its members state 2021, 2022 and 2023")
	}
	for year, total := range map[int]float64{2021: 10, 2022: 24} {
		r, err := flowfile.Path(t.Context(), file, flowfile.Options{Only: year})
		if err != nil || len(r.Data) != 1 || r.Data[0].Year != year || r.Data[0].Total() != total {
			t.Errorf("%d: %v, %v", year, r, err)
		} else if r.Data[0].ProductName("090111") != "Coffee" {
			t.Errorf("%d: its list of products is not read", year)
		}
	}
	if _, err := flowfile.Path(t.Context(), file, flowfile.Options{}); err == nil {
		t.Error("all together were read, with a wrong row")
	}
	if flowfile.States(onDisk(t, "BACI_HS17_Y2022_V202401.csv", baci2022), 2022) || flowfile.States("nothing.zip", 2022) {
		t.Error("what is no archive states no years of members")
	}
}

// What an archive's members state is what is read: a member that states no year may have any, exports and imports of
// one year by different reporters stand side by side, and a single member without flows is named.
func TestMembersOfAnArchive(t *testing.T) {
	unstated := onDisk(t, "a.zip", zipped(t, published[0], member{"other.csv", baci2022}))
	r, err := flowfile.Path(t.Context(), unstated, flowfile.Options{Only: 2022})
	if err != nil || len(r.Data) != 1 || r.Data[0].Year != 2022 {
		t.Errorf("a member that states no year: %+v, %v", r, err)
	}
	const head = "refYear,reporterCode,partnerCode,flowCode,classificationCode,cmdCode,primaryValue\n"
	both := onDisk(t, "b.zip", zipped(t, member{"x.csv", head + "2022,704,392,X,H6,090111,7\n"},
		member{"m.csv", head + "2022,704,392,M,H6,090111,8\n"}, member{"about.txt", "of these files\n"}))
	r, err = flowfile.Path(t.Context(), both, flowfile.Options{})
	if err != nil || len(r.Data) != 2 || r.Data[0].Reported == r.Data[1].Reported {
		t.Fatalf("exports and imports: %+v, %v", r, err)
	}
	if notes := fault.Bare(strings.Join(r.Data[0].Notes, " ")); !strings.Contains(notes, "about.txt") {
		t.Errorf("the member without flows is not named: %s", notes)
	}
}

// Flows that a link of an archive leads to are read once, and the link is named.
func TestLinksBesideFlows(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range []*tar.Header{{Name: published[1].name, Size: int64(len(baci2022)), Mode: 0o644},
		{Name: "hard.csv", Typeflag: tar.TypeLink, Linkname: published[1].name},
		{Name: "BACI_HS17_Y2023_V202401.csv", Typeflag: tar.TypeSymlink, Linkname: "../elsewhere.csv"}} {
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(baci2022)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := flowfile.Path(t.Context(), onDisk(t, "a.tar", b.String()), flowfile.Options{})
	if err != nil || len(r.Data) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	notes := fault.Bare(strings.Join(r.Data[0].Notes, " "))
	for _, want := range []string{"hard.csv (is another name of", `Y2023_V202401.csv (is a link to "../elsewhere.csv"`} {
		if !strings.Contains(notes, want) {
			t.Errorf("it does not say %s: %s", want, notes)
		}
	}
}

func TestPackedAlone(t *testing.T) {
	for name, content := range map[string]string{
		"BACI_HS17_Y2022_V202401.csv.gz": gzipped(t, baci2022),
		"download.zip":                   zipped(t, published[1]),
		"twice.zip":                      zipped(t, member{published[1].name + ".gz", gzipped(t, baci2022)}),
	} {
		r, err := flowfile.Path(t.Context(), onDisk(t, name, content), flowfile.Options{})
		if err != nil || len(r.Data) != 1 || r.Data[0].Ref() != "baci_hs17/2022" || r.Data[0].Total() != 24 ||
			r.Data[0].Classification != "HS 2017" {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// What is wrong in an archive is said with the archive, the member and the line.
func TestArchiveErrors(t *testing.T) {
	deep := zipped(t, published[0])
	for range 8 {
		deep = zipped(t, member{"x.zip", deep})
	}
	cut := gzipped(t, strings.Repeat(baci2022, 3))
	for name, c := range map[string]struct {
		content, where string
		kind           fault.Kind
	}{
		"row": {zipped(t, published[0], member{"d/b.csv", baci2022 + "2022,704,392,090111,-1,5\n"}),
			"row.zip/d/b.csv: rows are wrong: negative values: 1, value -1; first at line 4", fault.Inconsistent},
		"cut":   {zipped(t, published[0], member{"b.csv.gz", cut[:len(cut)-12]}), "cut.zip/b.csv.gz: ", fault.Unreadable},
		"climb": {zipped(t, published[0], member{"../b.csv", baci2022}), `"../b.csv" points outside`, fault.Unreadable},
		"none":  {zipped(t, published[2], published[3]), "none of its members has trade by product", fault.Unreadable},
		"deep":  {deep, "archives lie in each other", fault.Unreadable},
		"twice": {zipped(t, member{"a.csv", baci2022}, member{"b.csv", baci2022}),
			"twice.zip/a.csv and twice.zip/b.csv", fault.Invalid},
	} {
		_, err := flowfile.Path(t.Context(), onDisk(t, name+".zip", c.content), flowfile.Options{})
		if fault.KindOf(err) != c.kind || err == nil || !strings.Contains(err.Error(), c.where) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzPacked(f *testing.F) {
	for _, seed := range []string{zipped(f, published...), gzipped(f, baci2022), zipped(f, member{"a.zip",
		zipped(f, published[:2]...)}), zipped(f, member{"a.csv.gz", gzipped(f, baci2021)})} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		r, err := flowfile.Path(t.Context(), onDisk(t, "fuzz.zip", string(content)), flowfile.Options{Bad: flowfile.LeaveOut})
		if err == nil && len(r.Data) == 0 {
			t.Error("nothing is read, and nothing said")
		}
	})
}
