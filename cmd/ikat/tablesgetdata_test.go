package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikat/internal/fetch"
)

// Data that go with tables are kept as they came, with their checksum and terms beside them, and a question takes them.
func TestDataAreFetchedKeptAndUsed(t *testing.T) {
	const text = "reporter,partner,sector,year,tij,geometric_avg_tariff,nontariff_tij\nVNM,THA,GTT,2020,91,1.02,87\n"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }))
	defer server.Close()
	folder := t.TempDir()
	t.Setenv("IKAT_STORE", folder)
	list := filepath.Join(t.TempDir(), "sources.json")
	source := fmt.Sprintf(
		`[{"name":"costs","kind":"trade costs","label":"made up","licence":"CC BY 4.0","page":"https://example.org/",`+
			`"citation":"Somebody","use":"--costs FILE of border","seen":"a test",`+
			`"files":[{"from":0,"to":0,"url":%q,"file":"costs.csv"}]}]`,
		server.URL+"/costs.csv",
	)
	if err := os.WriteFile(list, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(text))
	want := hex.EncodeToString(sum[:])
	if out := must(t, "tables", "get", "costs", "--sources", list); !strings.Contains(out, want) ||
		!strings.Contains(out, "CC BY 4.0") || !strings.Contains(out, "--costs FILE of border") {
		t.Errorf("%s", out)
	}
	path := filepath.Join(folder, "data", "costs", "costs.csv")
	var about struct{ SHA256, Licence, From string }
	raw, err := os.ReadFile(path + ".source.json")
	if err == nil {
		err = json.Unmarshal(raw, &about)
	}
	if err != nil || about.SHA256 != want || about.Licence != "CC BY 4.0" || !strings.Contains(about.From, server.URL) {
		t.Errorf("%+v %v", about, err)
	}
	if out := must(t, "border", "VNM", "--level", "trade-costs", "--costs", path, "--format", "csv"); !strings.Contains(
		out,
		"VNM,THA,goods,2020,0.91,",
	) {
		t.Errorf("%s", out)
	}
	if out := must(t, "tables", "get", "costs", "--sources", list); !strings.Contains(out, "earlier download") {
		t.Errorf("%s", out)
	}
	for args, says := range map[string]string{
		"tables get trade-costs": "unescap.org", "tables get wits-tariffs": "--data wits-tariffs",
		"border --level trade-costs": "ikat tables get",
		"border VNM --costs " + path: "do not rest on it", "border --level index": "un-facilitation",
	} {
		code, out, errs := ikat(t, strings.Fields(args)...)
		if !strings.Contains(out+errs, says) || code == 0 {
			t.Errorf("ikat %s: exit %d, %s", args, code, out+errs)
		}
	}
}

// workbook is an Excel workbook of sheets of rows, as small as one can be.
func workbook(t *testing.T, path string, names []string, sheets ...[][]string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	book, rels := "", ""
	for i, rows := range sheets {
		book += fmt.Sprintf(`<sheet name=%q sheetId="%d" r:id="r%d"/>`, names[i], i+1, i+1)
		rels += fmt.Sprintf(`<Relationship Id="r%d" Target="worksheets/s%d.xml"/>`, i+1, i+1)
		var text strings.Builder
		for n, row := range rows {
			fmt.Fprintf(&text, `<row r="%d">`, n+1)
			for c, cell := range row {
				at := fmt.Sprintf("%c%d", 'A'+c, n+1)
				if _, err := strconv.ParseFloat(cell, 64); err == nil {
					fmt.Fprintf(&text, `<c r="%s"><v>%s</v></c>`, at, cell)
				} else {
					fmt.Fprintf(&text, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, at, cell)
				}
			}
			text.WriteString("</row>")
		}
		put(fmt.Sprintf("xl/worksheets/s%d.xml", i+1), "<worksheet><sheetData>"+text.String()+"</sheetData></worksheet>")
	}
	put("xl/workbook.xml", `<workbook xmlns:r="r"><sheets>`+book+"</sheets></workbook>")
	put("xl/_rels/workbook.xml.rels", "<Relationships>"+rels+"</Relationships>")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// layouts are small files as the publishers lay theirs out, by the name of the source.
func layouts(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	out := map[string]string{}
	text := func(source, file, rows string) {
		out[source] = filepath.Join(dir, file)
		if err := os.WriteFile(out[source], []byte(rows), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text("oecd-employment", "TIM.csv", "DATAFLOW,MEASURE,REF_AREA,ACTIVITY,COUNTERPART_AREA,UNIT_MEASURE,FREQ,"+
		"TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,DECIMALS\nTIM(1.0),EMPN,KOR,_T,W,PS,A,2008,23000,A,3,1\n"+
		"TIM(1.0),EMPN,KOR,C26,W,PS,A,2008,500,A,3,1\nTIM(1.0),EMPN,KOR,C,W,PS,A,2008,4000,A,3,1\n")
	text("oecd-emissions", "GHG.csv", "DATAFLOW,FREQ,MEASURE,REF_AREA,ACTIVITY,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE,"+
		"UNIT_MULT\n"+
		"OECD.STI.PIE:DSD_ICIO_GHG_MAIN_2025@DF_ICIO_GHG_MAIN_2025(1.0),A,PROD_GHG,KOR,H,T_CO2E,2008,50,6\n"+
		"OECD.STI.PIE:DSD_ICIO_GHG_MAIN_2025@DF_ICIO_GHG_MAIN_2025(1.0),A,FD_GHG,KOR,H,T_CO2E,2008,77,6\n"+
		"OECD.STI.PIE:DSD_ICIO_GHG_MAIN_2025@DF_ICIO_GHG_MAIN_2025(1.0),A,PROD_GHG,KOR,H,T_CO2E_PS,2008,1,0\n")
	text("ilo-employment", "ILO.csv", "ref_area,source,indicator,sex,classif1,time,obs_value\n"+
		"KOR,BA:1,EMP_TEMP_SEX_EC2_NB,SEX_T,EC2_ISIC4_26,2008,500\n")
	text("wits-tariffs", "wits.csv", "Selected Nomen,Reporter,Reporter Name,Product,Partner,Partner Name,Tariff Year,"+
		"DutyType,Simple Average\nI3,410,Korea,32,156,China,2008,AHS,7\n")
	text("un-facilitation", "survey.csv", "economy,year,Transparency,Paperless trade\nVNM,2023,80,66\nTHA,2023,90,85\n"+
		"IDN,2023,85,80\n")
	text("ifc-msme", "msme.csv", "iso3,country,year,type,value\nVNM,Viet Nam,2010,micro_per_1000_people,5\n"+
		"VNM,Viet Nam,2010,sme_per_1000_people,2\nVNM,Viet Nam,2010,large_per_1000_people,0.1\n"+
		"VNM,Viet Nam,2010,total_per_1000_people,7.1\n")
	out["wiod2013-accounts"] = filepath.Join(dir, "sea.xlsx")
	workbook(t, out["wiod2013-accounts"], []string{"Notes", "DATA"}, [][]string{{"Release", "July 2014"}},
		[][]string{{"Country", "Variable", "Description", "Code", "_2005", "_2008"},
			{"KOR", "EMP", "persons", "TOT", "9", "10"}, {"KOR", "EMP", "persons", "30t33", "400", "500"}})
	out["trade-costs"] = filepath.Join(dir, "costs.xlsx")
	costs := []string{"reporter", "partner", "sector", "year", "tij", "geometric_avg_tariff", "nontariff_tij"}
	workbook(t, out["trade-costs"], []string{"Read me", "AB", "GTT"}, [][]string{{"Version"}},
		[][]string{costs, {"VNM", "THA", "AB", "2020", "120", "1.05", "110"}},
		[][]string{costs, {"VNM", "THA", "GTT", "2020", "91", "1.02", "87"}})
	return out
}

// Every kind of data is taken from an address, or by hand, in the layout of its publisher, and then named.
func TestDataAreNamedWhereTheyAreUsed(t *testing.T) {
	files := layouts(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, files[strings.TrimPrefix(r.URL.Path, "/")])
	}))
	defer server.Close()
	t.Setenv("IKAT_STORE", t.TempDir())
	sources, err := fetch.Sources(nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sources {
		if s := &sources[i]; len(s.Files) == 1 && files[s.Name] != "" {
			s.Files[0].URL = server.URL + "/" + s.Name
		}
	}
	text, err := json.Marshal(sources)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "sources.json")
	if err := os.WriteFile(list, text, 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, said := ikat(t, "measure", "footprint", "--satellite", "oecd-employment")
	if code != 3 || !strings.Contains(said, "ikat tables get oecd-employment") {
		t.Errorf("not kept: exit %d, %s", code, said)
	}
	for i := range sources {
		s := &sources[i]
		switch {
		case files[s.Name] == "":
		case s.Offered():
			must(t, "tables", "get", s.Name, "--sources", list)
		default:
			code, _, said := ikat(t, "tables", "get", s.Name)
			if code == 0 || !strings.Contains(said, "ikat tables add FILE --data "+s.Name) || !strings.Contains(said, s.Page) {
				t.Errorf("%s: exit %d, %s", s.Name, code, said)
			}
			must(t, "tables", "add", files[s.Name], "--data", s.Name)
		}
	}
	for args, says := range map[string]string{
		"measure footprint --table apx/2008 --satellite oecd-employment":              "EMPN",
		"measure footprint --table apx/2008 --satellite oecd-emissions":               "PROD_GHG",
		"measure footprint --table apx/2008 --satellite ilo-employment":               "EMP_TEMP",
		"measure footprint --table apx/2008 --satellite wiod2013-accounts":            "EMP",
		"border VNM --level trade-costs --costs trade-costs":                          "VNM,THA,agriculture,2020,1.2,",
		"border --level index --index un-facilitation":                                "VNM",
		"rank --for KOR --top 1 --border wits-tariffs":                                "KOR",
		"competitiveness VNM --level parts --indicators un-facilitation":              "paperless trade",
		"simulate ../../examples/e-customs.yaml --tariffs wits-tariffs --economy KOR": "KOR",
		"chain KOR:c14 --to CHN --border wits-tariffs":                                "KOR",
		"sme VNM --stats ifc-msme --no-bounds":                                        "VNM",
	} {
		name := args[strings.LastIndex(args, "--")+2:]
		for source := range files {
			if strings.Contains(args, " "+source) {
				name = source
			}
		}
		byName := must(t, append(strings.Fields(args), "--format", "csv")...)
		if !strings.Contains(byName, says) {
			t.Errorf("ikat %s: no %s in\n%s", args, says, byName)
		}
		for _, format := range []string{"json", "table"} {
			code, out, errs := ikat(t, append(strings.Fields(args), "--format", format)...)
			if code != 0 || strings.Contains(out+errs, os.Getenv("IKAT_STORE")) {
				t.Errorf("ikat %s --format %s: exit %d, where data lie is said: %.2000s", args, format, code, out+errs)
			}
		}
		at := strings.LastIndex(args, " "+name)
		byPath := args[:at] + " " + files[name] + args[at+1+len(name):]
		if got := must(t, append(strings.Fields(byPath), "--format", "csv")...); got != byName &&
			!strings.HasPrefix(args, "competitiveness") {
			t.Errorf("ikat %s: by name\n%s\nby path\n%s", args, byName, got)
		}
	}
	whose := must(t, "measure", "footprint", "--table", "apx/2008", "--satellite", "oecd-employment", "--format", "json")
	if !strings.Contains(whose, "Trade in employment (TiM)") || strings.Contains(whose, os.Getenv("IKAT_STORE")) {
		t.Errorf("whose they are is not said, or where they lie is: %.600s", whose)
	}
	for args, says := range map[string]string{
		"measure footprint --satellite trade-costs":                   "of the kind trade costs",
		"tables add " + files["trade-costs"] + " --data wits-tariffs": "header",
		"tables add " + files["wits-tariffs"] + " --data nothing":     "They are",
		"tables get exiobase-satellites":                              "ikat tables get exiobase3.9",
	} {
		if code, _, said := ikat(t, strings.Fields(args)...); code == 0 || !strings.Contains(said, says) {
			t.Errorf("ikat %s: exit %d, %s", args, code, said)
		}
	}
	for _, option := range []string{"name=x", "year=2020", "format=oecd", "balance=ras", "missing=zero"} {
		code, _, said := ikat(t, "tables", "add", files["trade-costs"], "--data", "trade-costs", "--"+option)
		if name, _, _ := strings.Cut(option, "="); code != 2 || !strings.Contains(said, "--"+name) {
			t.Errorf("%s beside data: exit %d, %s", option, code, said)
		}
	}
	if list := must(t, "tables", "get"); strings.Count(list, time.Now().UTC().Format(time.DateOnly)) <
		len(files) {
		t.Errorf("what is kept is not said: %s", list)
	}
}

// What somebody brings may be a link; what is kept and damaged is refused until it is replaced, and then nothing of it
// is left.
func TestBroughtDataAreReplaced(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("IKAT_STORE", folder)
	const header = "reporter,partner,sector,year,tij,geometric_avg_tariff,nontariff_tij\n"
	file := func(name, rows string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(header+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	first := file("first.csv", "VNM,THA,GTT,2020,91,1.02,87\n")
	second := file("second.csv", "VNM,THA,GTT,2021,81,1.02,77\n")
	link := first + ".link.csv"
	if err := os.Symlink(first, link); err != nil {
		t.Skip(err)
	}
	must(t, "tables", "add", link, "--data", "trade-costs")
	if out := must(t, "tables", "add", first, "--data", "trade-costs"); !strings.Contains(out, "kept already") {
		t.Errorf("the same again: %s", out)
	}
	if code, _, said := ikat(t, "tables", "add", second, "--data", "trade-costs"); code != 2 ||
		!strings.Contains(said, "--replace") {
		t.Errorf("other data: exit %d, %s", code, said)
	}
	kept := filepath.Join(folder, "data", "trade-costs", filepath.Base(link))
	if err := os.WriteFile(kept, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, said := ikat(t, "tables", "add", second, "--data", "trade-costs"); code != 4 ||
		!strings.Contains(said, "checksum") {
		t.Errorf("damaged: exit %d, %s", code, said)
	}
	must(t, "tables", "add", second, "--data", "trade-costs", "--replace")
	out := must(t, "border", "VNM", "--level", "trade-costs", "--costs", "trade-costs", "--format", "csv")
	if !strings.Contains(out, "VNM,THA,goods,2021,0.81,") {
		t.Errorf("after it was replaced: %s", out)
	}
	if left, err := os.ReadDir(filepath.Dir(kept)); err != nil || len(left) != 2 {
		t.Errorf("left: %v, %v", left, err)
	}
	bad := file("bad.csv", "VNM,QQQ,GTT,2020,91,1.02,87\n")
	if _, _, said := ikat(t, "tables", "add", bad, "--data", "trade-costs"); !strings.Contains(said, "no economy QQQ.") {
		t.Errorf("one economy is unknown: %s", said)
	}
}
