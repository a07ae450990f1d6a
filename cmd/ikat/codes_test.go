package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/internal/ikattest"
	"ikat/measure"
	"ikat/question/catalog"
	"ikat/store"
	"ikat/tablefile/apx"
)

// codings are the codes that one table's seventeen economies have with different publishers.
var codings = []struct{ name, codes string }{
	{"iso3", "AUS CHN IDN IND JPN KOR RUS TUR TWN USA COD TLS ROU DEU GBR VNM ROW"},
	{"iso2", "AU CN ID IN JP KR RU TR TW US CD TL RO DE GB VN ROW"},
	{"adb", "AUS PRC INO IND JPN KOR RUS TUR TAP USA COD TIM ROM GER UKG VIE RoW"},
	{"eurostat", "AU CN ID IN JP KR RU TR TW US CD TL RO DE UK VN FIGW1"},
	{"worldbank", "AUS CHN IDN IND JPN KOR RUS TUR TWN USA ZAR TMP ROM DEU GBR VNM ROW"},
	{"numbers", "036 156 360 356 392 410 643 792 158 840 180 626 642 276 826 704 ROW"},
	{"gtap", "aus chn idn ind jpn kor rus tur twn usa cod tls rou deu gbr vnm row"},
}

// The same numbers under the codes of different publishers give the same answers to every question, asked in those
// codes.
func TestCodesDoNotChangeAnswers(t *testing.T) {
	ikattest.Long(t, "every question is asked in the codes of seven publishers")
	dir := t.TempDir()
	table := fewIndustries(t)
	var measures []string
	for _, m := range measure.Catalog {
		if m.ID != "footprint" { // it needs quantities
			measures = append(measures, m.ID)
		}
	}
	questions := []string{
		"measure " + strings.Join(measures, ",") + " --rows 0",
		"measure bm --level bilateral --economy CHN,VNM --partner DEU,TLS -f csv",
		"measure exports --group EAST=CHN,KOR --group ASEAN",
		"measure multipliers --extract VNM",
		"profile VNM",
		"chain CHN:c13 --to DEU",
		"chain CHN:hs300490 --to DEU --level link -f csv",
		"chain --all --to DEU",
		"landed --product VNM:c13 --to DEU --against CHN,KOR -f csv",
		"chain --all --part sides -f csv",
		"sme --all",
		"compare CHN,VNM",
		"chain --buyer vehicle_parts_tier1 CHN:c13 --to DEU -f csv",
		"worth KOR --survey survey.csv --stats firms.csv --elasticities 5 --draws 0 -f csv",
		"brief VNM",
		"sme KOR --bounds=false",
		"factors KOR --draws 0 --door exports --peers JPN,VNM -f csv",
		"integration ASEAN -f csv",
		"integration CHN+VNM --level members -f csv",
		"source 12 -f csv",
		"rank --for IDN --exporter CHN,VNM --importer IDN --top 3 -f csv",
		"rank --exporter ASEAN --top 2 -f csv",
		"simulate scenario.yaml --economy VNM,COD -f csv",
		"simulate scenario.yaml --level sme -f csv",
		"product VNM:hs300490 --trade flows.csv --to USA",
		"product VNM:hs300490 --trade flows.csv --to USA --level sellers -f csv",
	}
	apart := []string{ // these take no table; some read trade by product under the same codes
		"border CHN,VNM --peers DEU,KOR,ROU -f csv",
		"economies VNM -f csv",
		"competitiveness VNM --peers CHN,IDN,KOR,TUR,AUS,JPN -f csv",
		"opportunities VNM --trade flows.csv --by demand -f csv",
		"products rca --trade flows.csv --economy VNM,CHN -f csv",
		"products totals --trade flows.csv --level pair -f csv",
		"region VNM+IDN --trade flows.csv --level pairs -f csv",
		"landed offers.yaml -f csv",
		"ready firm.yaml --buyer vehicle_parts_tier1",
		"ready firm.yaml --buyer vehicle_parts_tier1 --level cash -f csv",
		"chain --bom bill.yaml -f csv",
		"chain --against rival.yaml --bom bill.yaml -f csv",
	}
	// What buyers ask, a survey, an agency's programmes and the terms of a contract name no economy.
	elsewhere := []string{"requirements", "ready --survey", "programmes", "contract"}
	for _, q := range catalog.Questions {
		asked := func(line string) bool { return strings.HasPrefix(line, q.Command()) }
		if !slices.ContainsFunc(slices.Concat(questions, apart, elsewhere), asked) {
			t.Errorf("ikat %s is not asked under other codes", q.Command())
		}
	}
	const scenario = "scenarios:\n- name: x\n  changes:\n  - {exporter: VNM, importer: [DEU, COD], industry: goods, " +
		"tariff_to: 5%}\n  - {between: RCEP/2023, iceberg: -1%}\n"
	const firms = "economy,indicator,value\nKOR,value_added,46%\nKOR,exports,40%\n"
	const firm = "firm: a stamper\neconomy: KOR\nindustry: '2591'\npersons: 48\nsales: 1200000\ncash: 40000\n" +
		"start: 2026-01-05\nholds:\n- {requirement: company_registered}\n- {requirement: iso9001}\n" +
		"lacks: [iatf16949, ppap3, edi_labels]\n"
	const survey = "wmedian,l1,d2,b8,k21\n1,10,10,1,1\n1,10,20,1,2\n1,10,20,1,1\n1,900,20,2,2\n1,10,20,-9,2\n"
	const flows = "exporter,importer,product,year,value\nVNM,JPN,610910,2020,100\nVNM,USA,854430,2020,1\n" +
		"IDN,JPN,610910,2020,50\nIDN,USA,854430,2020,80\nIDN,USA,870899,2020,60\nCHN,USA,854430,2020,40\n" +
		"VNM,USA,300490,2020,9\nCHN,USA,300490,2020,30\nCHN,USA,870899,2020,10\nCHN,VNM,090111,2020,5\n" +
		"VNM,IDN,090111,2020,7\n"
	const offers = "product: lamp\nper_container: 500\nduty: 10%\ncarrying_rate: 12%\noffers:\n" +
		"- {supplier: one, economy: VNM, price: 100, incoterm: FOB, freight: 1000, insurance: 1%, days: 30}\n" +
		"- {supplier: two, economy: ROU, price: 99, incoterm: FOB, freight: 1000, insurance: 1%, days: 30}\n"
	const bill = "product: a cap\ndeliver_to: DEU\ncontainer_value: 40000\nstages:\n" +
		"- {id: sewing, economy: TUR, inputs: [{from: cloth, share: 50%, days: 5}]}\n- {id: cloth, economy: CHN}\n"
	first := map[string]string{}
	iso := strings.Fields(codings[0].codes)
	for _, coding := range codings {
		there := filepath.Join(dir, coding.name)
		if err := os.Mkdir(there, 0o777); err != nil {
			t.Fatal(err)
		}
		spoken := map[string]string{}
		for i, c := range strings.Fields(coding.codes) {
			spoken[iso[i]] = c
		}
		relabelled(t, table, strings.Fields(coding.codes), filepath.Join(there, "t_2008.parquet"))
		write(t, filepath.Join(there, "scenario.yaml"), said(scenario, spoken))
		write(t, filepath.Join(there, "firms.csv"), said(firms, spoken))
		write(t, filepath.Join(there, "firm.yaml"), said(firm, spoken))
		write(t, filepath.Join(there, "survey.csv"), survey)
		write(t, filepath.Join(there, "flows.csv"), said(flows, spoken))
		write(t, filepath.Join(there, "offers.yaml"), said(offers, spoken))
		write(t, filepath.Join(there, "bill.yaml"), said(bill, spoken))
		write(t, filepath.Join(there, "rival.yaml"), said(strings.ReplaceAll(bill, "TUR", "IDN"), spoken))
		t.Chdir(there)
		for k, q := range slices.Concat(questions, apart) {
			args := strings.Fields(said(q, spoken))
			if k < len(questions) {
				args = append(args, "--table", "t_2008.parquet")
			}
			code, out, errs := ikat(t, args...)
			if code != 0 {
				t.Errorf("%s: ikat %s: %s", coding.name, said(q, spoken), errs)
				continue
			}
			out = sha.ReplaceAllString(out, "")
			if want, ok := first[q]; !ok {
				first[q] = out
			} else if out != want {
				t.Errorf("%s: ikat %s answers otherwise:\n%s", coding.name, said(q, spoken), firstDifference(out, want))
			}
		}
	}
}

// fewIndustries is the embedded table of 2008 with a quarter of its industries, so that every question is quick.
func fewIndustries(t *testing.T) *icio.Table {
	t.Helper()
	table, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	var mapping icio.Mapping
	for j, code := range table.Industries {
		mapping.Industries = append(mapping.Industries, icio.Pair{Code: code, Group: table.Industries[j-j%4]})
	}
	if table, err = table.Aggregate(mapping); err != nil {
		t.Fatal(err)
	}
	return table
}

var sha = regexp.MustCompile(`[0-9a-f]{64}`)

// relabelled writes a table under other codes. Parquet keeps its unit, which the codes must not decide.
func relabelled(t *testing.T, from *icio.Table, codes []string, path string) {
	t.Helper()
	out := *from
	out.Name, out.Economies, out.EconomyNames, out.Members = "t", codes, nil, nil
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := store.WriteParquet(f, &out); err != nil {
		t.Fatal(err)
	}
}

// said writes the codes of ISO 3166 in a text as another coding has them.
func said(text string, spoken map[string]string) string {
	return regexp.MustCompile(`\b[A-Z]{3}\b`).ReplaceAllStringFunc(text, func(code string) string {
		if c, ok := spoken[code]; ok {
			return c
		}
		return code
	})
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return x[i] + "\n" + strings.Join(y[min(i, len(y)):min(i+1, len(y))], "")
		}
	}
	return "it is shorter"
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Of the OECD's extended tables: China sells nothing, its parts do; final demand is China's. By hand, China's exports
// are what CN1 and CN2 sell to AUS and ROW, 4+5+6+7 for use in production and 10+20+30+40 for final use; between its
// parts, and from them to China's final users, nothing is exported.
const extended = `,AUS_A,CHN_A,ROW_A,CN1_A,CN2_A,AUS_HFCE,CHN_HFCE,ROW_HFCE,CN1_HFCE,CN2_HFCE,OUT
AUS_A,10,0,1,2,3,80,5,6,0,0,107
CHN_A,0,0,0,0,0,0,0,0,0,0,0
ROW_A,1,0,12,3,2,7,8,90,0,0,123
CN1_A,4,0,5,20,11,10,100,20,0,0,170
CN2_A,6,0,7,13,25,30,110,40,0,0,231
VA,86,0,98,132,190,0,0,0,0,0,506
OUT,107,0,123,170,231,127,223,156,0,0,631
`

func TestPartsOfAnEconomyExportNothingToEachOther(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "ext_2018.csv", extended)
	for _, c := range []struct{ args, want string }{
		{"", "AUS,17 CHN,122 ROW,21"},
		{"--split", "AUS,17 CHN,0 ROW,21 CN1,150 CN2,206"},
		{"--split --group CHN=CHN,CN1,CN2", "AUS,17 CHN,122 ROW,21"},
		{"--split --group CHINA=CHN,CN1,CN2", "AUS,17 CHINA,122 ROW,21"},
	} {
		out := must(t, strings.Fields("measure exports -t ext_2018.csv -f csv "+c.args)...)
		var got []string
		for _, row := range rows(t, out)[1:] {
			got = append(got, row[0]+","+row[1])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.args, got, c.want)
		}
	}
	if out := must(t, "profile", "China", "-t", "ext_2018.csv"); !strings.Contains(out, "CHN is the sum of CN1, CN2") ||
		strings.Contains(out, "NaN") {
		t.Errorf("%s", out)
	}
	if out := must(t, "tables", "show", "ext_2018.csv"); !strings.Contains(out, "CN1, CN2 added up to CHN") {
		t.Errorf("%s", out)
	}
}

// An economy that exports nothing is said to; nothing is undefined in prose, and it has no rank.
func TestAnEconomyWithoutExports(t *testing.T) {
	t.Chdir(t.TempDir())
	write(
		t,
		"home_2010.csv",
		",AUS_A,IDN_A,AUS_HFCE,IDN_HFCE,OUT\nAUS_A,2,0,8,0,10\nIDN_A,0,3,0,9,12\nVA,8,9,0,0,17\nOUT,10,12,8,9,39\n",
	)
	out := must(t, "profile", "Indonesia", "-t", "home_2010.csv")
	if !strings.Contains(out, "Indonesia exports nothing in 2010") || strings.Contains(out, "rank") ||
		strings.Contains(out, "NaN") ||
		strings.Contains(out, "–") || !strings.Contains(out, "\n\nSources: home/2010.\n") {
		t.Errorf("%s", out)
	}
	if out := must(t, "profile", "W", "--group", "W=AUS,IDN", "-t", "home_2010.csv"); !strings.Contains(
		out,
		"exports nothing",
	) {
		t.Errorf("%s", out)
	}
}

// Groups of economies have no place among economies, their own or the table's.
func TestOnlyEconomiesHaveRanks(t *testing.T) {
	if out := must(t, "profile", "IDN", "--table", "apx/2008"); !strings.Contains(out, "number 7 of 15 economies") {
		t.Errorf("of 15 economies and two groups: %s", out)
	}
	for _, line := range []string{"profile ROW", "profile MINE --group MINE=IDN,JPN"} {
		if out := must(t, strings.Fields(line)...); strings.Contains(out, "rank") {
			t.Errorf("ikat %s has a rank: %s", line, out)
		}
	}
}

// Factors are told by any name of the economy, with the usual container.
func TestFactorsByName(t *testing.T) {
	args := []string{"--table", "apx/1995", "--draws", "0", "--door", "exports", "-f", "csv"}
	if by := must(t, append([]string{"factors", "South Korea"}, args...)...); by != must(
		t,
		append([]string{"factors", "KOR"}, args...)...) {
		t.Errorf("by name: %s", by)
	}
}
