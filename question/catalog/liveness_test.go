package catalog_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/export"
	"ikat/internal/ikattest"
	"ikat/measure"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/tablefile/apx"
)

// base is a question whose answer every parameter can change, asked of a small table.
var base = map[string]map[string][]string{
	"measure": {"id": {"bm"}, "level": {"bilateral-sector"}, "economy": {"IDN"}, "table": {"apx/1995"}},
	"profile": {"economy": {"IDN"}, "table": {"apx/2000"}},
	"chain":   {"product": {"CHN:c14"}, "to": {"USA"}, "table": {"apx/1995"}},
	"chains":  {"part": {"products"}, "table": {"apx/1995"}},
	"bom":     {"bill": {catalog.Find("bom").Param("bill").Example}},
	"border":  {"economies": {"IDN"}},
	"rank":    {"for": {"IDN"}, "top": {"2"}, "table": {"apx/1995"}},
	"simulate": {
		"scenario": {catalog.Find("simulate").Param("scenario").Example},
		"table":    {"apx/1995"},
		"level":    {"accounts"},
	},
	"sme":  {"economy": {"KOR"}, "bounds": {"false"}, "table": {"apx/1995"}},
	"smes": {"table": {"apx/1995"}},
	"factors": {"economy": {"IDN"}, "table": {"apx/1995"}, "draws": {"0"}, "door": {"exports"},
		"bounds": {"false"}},
	"landed":          {"offers": {catalog.Find("landed").Param("offers").Example}},
	"source":          {"number": {"15"}},
	"economies":       {},
	"brief":           {"economy": {"VNM"}, "table": {"apx/2000"}},
	"region":          {"group": {"CHN+JPN+KOR"}, "trade": {"apx/1995"}},
	"products":        {"measure": {"rca"}, "economy": {"IDN"}, "trade": {"apx/1995"}},
	"compare":         {"economies": {"CHN", "JPN"}},
	"competitiveness": {"economy": {"VNM"}, "draws": {"100"}},
	"opportunities":   {"economy": {"IDN"}, "trade": {"apx/1995"}},
	"product":         {"product": {"CHN:hs8544.30"}, "to": {"JPN"}, "trade": {"apx/1995"}, "table": {"apx/1995"}},
	"integration":     {"group": {"SAFTA"}},
}

// other is what a parameter is given where its declaration's example would change nothing, or cost too much: by
// question/parameter, the parameter with what must stand beside it.
var other = map[string]map[string][]string{
	"measure/economy":        {"economy": {"IND"}},
	"measure/table":          {"table": {"apx/2000"}},
	"measure/value-added":    {"value-added": {"reported"}},
	"measure/id":             {"id": {"exports"}},
	"measure/elasticities":   {"id": {"gains"}, "level": {"country"}, "elasticities": {"caliendo-parro"}},
	"measure/extract":        {"id": {"multipliers"}, "level": {"country"}, "economy": nil, "extract": {"CHN_c14"}},
	"measure/level":          {"level": {"sector"}},
	"measure/prices":         {"prices": {"1995"}},
	"brief/economy":          {"economy": {"FJI"}},
	"brief/table":            {"economy": {"IDN"}, "table": {"apx/1995"}},
	"profile/economy":        {"economy": {"IND"}},
	"profile/table":          {"table": {"apx/1995"}},
	"profile/value-added":    {"value-added": {"reported"}},
	"profile/with":           {"with": {"CHN"}},
	"profile/group":          {"level": {"buyers"}, "group": {"NAFTA=USA,CAN,MEX"}},
	"chain/product":          {"product": {"IDN:c4"}},
	"chain/to":               {"to": {"JPN"}},
	"chain/worth":            {"mend": {"CHN:export=50%"}, "worth": {"true"}},
	"chain/table":            {"table": {"apx/2000"}},
	"chain/container-value":  {"container-value": {"50000"}},
	"chain/missing":          {"missing": {"exclude"}},
	"chain/borderless":       {"borderless": {"none"}},
	"chain/goods":            {"goods": {"c4"}},
	"chains/to":              {"to": {"USA"}},
	"chains/part":            {"part": {"sides"}},
	"chains/benchmark":       {"part": {"sides"}, "benchmark": {"THA"}},
	"chains/container-value": {"container-value": {"50000"}},
	"bom/bill": {
		"bill": {"product: a cap\nstages: [{id: a, economy: VNM, inputs: [{from: b, share: 50%}]}, {id: b, " +
			"economy: IDN}]"},
	},
	"bom/container-value": {"container-value": {"50000"}},
	"bom/border":          {"border": {"doing-business-2009"}},
	"border/border":       {"border": {"doing-business-2009"}},
	"landed/border":       {"border": {"doing-business-2009"}},
	"landed/product":      {"product": {"CHN:hs8544.30"}},
	"landed/to":           {"product": {"CHN:hs8544.30"}, "to": {"JPN"}},
	"landed/against":      {"product": {"CHN:hs8544.30"}, "against": {"IDN"}},
	"landed/table":        {"product": {"CHN:hs8544.30"}, "table": {"apx/2000"}},
	"landed/trade":        {"product": {"CHN:hs8544.30"}, "trade": {"apx/2000"}},
	"bom/missing": {
		"bill": {
			"product: a cap\nstages: [{id: a, economy: VNM, inputs: [{from: b, share: 50%}]}, {id: b, economy: CUB}]",
		},
		"missing": {"exclude"},
	},
	"landed/offers": {
		"offers": {
			"product: a cap\nunit: USD\nper_container: 10\noffers: [{supplier: A, economy: THA, price: 2}, " +
				"{supplier: B, " +
				"economy: VNM, price: 3}]",
		},
	},
	"chains/table":           {"table": {"apx/2000"}},
	"chains/missing":         {"missing": {"exclude"}},
	"chains/borderless":      {"borderless": {"none"}},
	"chains/goods":           {"goods": {"c4"}},
	"border/economies":       {"economies": {"VNM"}},
	"border/container-value": {"container-value": {"50000"}},
	"rank/for":               {"for": {"CHN"}},
	"rank/door":              {"door": {"exports"}},
	"rank/table":             {"table": {"apx/2000"}},
	"rank/top":               {"top": {"1"}},
	"rank/cut":               {"cut": {"10%"}},
	"rank/exporter":          {"exporter": {"CHN"}},
	"rank/elasticities":      {"elasticities": {"5"}},
	"rank/deficits":          {"deficits": {"purged"}},
	"rank/shares":            {"shares": {"use-specific"}, "top": {"1"}},
	"rank/missing":           {"cut": {"benchmark"}, "missing": {"exclude"}},
	"rank/industry":          {"industry": {"c4"}},
	"rank/borderless":        {"for": {"DEU"}, "exporter": {"DEU"}, "cut": {"benchmark"}, "borderless": {"none"}},
	"rank/goods":             {"cut": {"benchmark"}, "goods": {"c4"}},
	"simulate/scenario": {
		"scenario": {"scenarios: [{name: a, changes: [{exporter: CHN, industry: c14, iceberg: -5%}]}]"},
	},
	"simulate/table":    {"table": {"apx/2000"}},
	"simulate/level":    {"level": {"economy"}},
	"simulate/draws":    {"draws": {"3"}, "level": {"economy"}},
	"simulate/seed":     {"draws": {"3"}, "seed": {"2"}, "level": {"economy"}},
	"chain/draws":       {"draws": {"3"}},
	"chain/seed":        {"draws": {"3"}, "seed": {"2"}},
	"sme/draws":         {"draws": {"3"}},
	"sme/with":          {"with": {"JPN"}},
	"sme/seed":          {"draws": {"3"}, "seed": {"2"}},
	"sme/economy":       {"economy": {"JPN"}},
	"sme/table":         {"table": {"apx/2000"}},
	"sme/value-added":   {"value-added": {"reported"}},
	"sme/group":         {"group": {"NAFTA=USA,CAN,MEX"}},
	"integration/level": {"group": {"CHN+JPN"}, "table": {"apx/2000"}, "level": {"members"}},
	"integration/market": {"group": {"CHN+JPN"}, "table": {"apx/2000"}, "level": {"makers"},
		"market": {"USA"}},
	"integration/table":       {"group": {"CHN+JPN"}, "table": {"apx/2000"}},
	"integration/trade":       {"group": {"CHN+JPN"}, "trade": {"apx/2000"}},
	"integration/product":     {"group": {"CHN+JPN"}, "trade": {"apx/2000"}, "product": {"c13"}},
	"border/level":            {"level": {"trend"}},
	"competitiveness/economy": {"economy": {"THA"}, "level": {"choices"}},
	"competitiveness/treat":   {"treat": {"winsorise"}, "industry": {"c22"}, "level": {"parts"}},
	"competitiveness/weigh":   {"weigh": {"indicators"}},
	"opportunities/economy":   {"economy": {"IND"}},
	"opportunities/served":    {"served": {"0.1%"}},
	"opportunities/trade":     {"trade": {"apx/2000"}},
	"opportunities/product":   {"product": {"c13"}},
	"product/product":         {"product": {"CHN:hs6109.10"}},
	"product/to":              {"to": {"USA"}},
	"product/table":           {"table": {"apx/2000"}},
	"product/trade":           {"trade": {"apx/2000"}},
	"compare/economies":       {"economies": {"VNM", "THA"}},
	"sme/year":                {"economy": {"VNM"}, "table": nil, "year": {"2010"}},
	"smes/table":              {"table": {"apx/2000"}},
	"factors/economy":         {"economy": {"JPN"}},
	"factors/table":           {"table": {"apx/2000"}},
	"factors/draws":           {"draws": {"4"}},
	"factors/elasticities":    {"elasticities": {"5"}},
	"factors/bounds":          {"bounds": {"true"}},
	"factors/goods":           {"goods": {"c14"}},
	"factors/seed":            {"draws": {"4"}, "seed": {"2"}},
	"factors/container-value": {"container-value": {"50000"}},
	"factors/border":          {"border": {"doing-business-2010"}},
	"region/group":            {"group": {"CHN+JPN"}},
	"region/level":            {"level": {"pairs"}},
	"region/trade":            {"trade": {"apx/2000"}},
	"region/top":              {"level": {"triangles"}, "top": {"10"}},
	"products/measure":        {"measure": {"totals"}},
	"products/level":          {"level": {"economy"}},
	"products/trade":          {"trade": {"apx/2000"}},
	"products/economy":        {"economy": {"IND"}},
	"products/partner":        {"measure": {"pairs"}, "partner": {"JPN"}},
	"products/classification": {"measure": {"composition"}, "classification": {"use"}},
	"products/own":            {"measure": {"density"}, "own": {"false"}},
	"products/higher":         {"measure": {"complexity"}, "higher": {"USA"}},
	"products/least":          {"measure": {"changes"}, "trade": {"apx/2000", "apx/2005"}, "least": {"5000"}},
	"source/number":           {"number": {"14"}},
	"source/table":            {"table": {"apx/2000"}, "number": {"12"}},
	"source/industry":         {"industry": {"c13"}},
	"source/trade":            {"trade": {"apx/1995"}},
}

// slow are parameters of questions that take many seconds; their own rooms test them.
var slow = []string{
	"sme/bounds",
	"sme/worth",
	"sme/va-within",
	"sme/imports-within",
	"sme/export-cap",
	"sme/free-final",
	"rank/draws",
	"rank/seed",
}

// silent are parameters that cannot change an answer of these tables, with the reason.
var silent = map[string]string{
	"region/reported":        "a table's trade has one reporter",
	"integration/reported":   "a table's trade has one reporter",
	"product/reported":       "a table's trade has one reporter",
	"source/reported":        "a table's trade has one reporter",
	"landed/reported":        "a table's trade has one reporter",
	"opportunities/reported": "a table's trade has one reporter",
	"products/reported":      "a table's trade has one reporter", "products/elasticity": "it raises growth, which a " +
		"file gives",
	"products/spread": "a table has no quantities", "products/band": "the same",
	"measure/value-added": "apx has no row of its own that differs", "profile/value-added": "the same",
	"sme/value-added":  "the same",
	"smes/value-added": "the same", "smes/group": "no group has statistics of its own",
	"rank/container-value": "kept for cut=benchmark",
	"sme/group":            "rows are of the economy; a group of others moves nothing of it",
	"smes/all":             "the variant's flag",
	"chains/all":           "the variant's flag",
}

// Every parameter of every question changes some answer: one that a question forgets to read is found here.
func TestEveryParameterChangesSomeAnswer(t *testing.T) {
	e := engine.New("test", nil, apx.Library())
	for _, q := range catalog.Questions {
		t.Run(q.ID, func(t *testing.T) {
			if q.ID == "factors" {
				ikattest.Long(t, "small firms are drawn anew for each parameter")
			}
			base := baseOf(q)
			asIs := rows(t, e, q, base)
			for i := range q.Params {
				p := &q.Params[i]
				key := q.ID + "/" + p.Name
				if p.Hidden || p.IsFile() || slices.Contains(slow, key) || silent[key] != "" {
					continue
				}
				changed := maps.Clone(base)
				maps.Copy(changed, alternative(p, key))
				before := asIs
				if beside := withoutParam(changed, p.Name, base); !maps.EqualFunc(beside, base, slices.Equal) {
					before = rows(t, e, q, beside)
				}
				if after := rows(t, e, q, changed); bytes.Equal(before, after) {
					t.Errorf("%s=%v changes nothing", p.Name, changed[p.Name])
				}
			}
		})
	}
}

// baseOf is a question with the examples of what it needs, where nothing else is said.
func baseOf(q *question.Question) map[string][]string {
	if b := base[q.ID]; b != nil {
		return b
	}
	out := map[string][]string{}
	for i := range q.Params {
		if p := &q.Params[i]; p.Required && !p.IsFile() {
			out[p.Name] = p.Examples()
		}
	}
	return out
}

// alternative gives a parameter another value than its default.
func alternative(p *question.Param, key string) map[string][]string {
	if a := other[key]; a != nil {
		return a
	}
	for _, m := range measure.Catalog { // an option belongs to a measure
		for _, o := range m.Options {
			if o.Name == p.Name && len(o.Values) > 1 {
				return map[string][]string{
					"id":      {m.ID},
					"level":   {m.Levels[len(m.Levels)-1].ID},
					"economy": nil,
					p.Name:    {o.Values[1]},
				}
			}
		}
	}
	switch {
	case p.Form == question.Flag && p.Default == "true":
		return map[string][]string{p.Name: {"false"}}
	case p.Form == question.Flag:
		return map[string][]string{p.Name: {"true"}}
	}
	return map[string][]string{p.Name: p.Examples()}
}

// withoutParam is what stands beside a parameter.
func withoutParam(given map[string][]string, name string, base map[string][]string) map[string][]string {
	out := maps.Clone(given)
	delete(out, name)
	if v, ok := base[name]; ok {
		out[name] = v
	}
	return out
}

// rows answers a question as text.
func rows(t *testing.T, e *engine.Engine, q *question.Question, given map[string][]string) []byte {
	t.Helper()
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		t.Fatalf("%v: %v", given, err)
	}
	answer, err := q.Ask(t.Context(), &question.Request{Values: values, Engine: e}, nil)
	if err != nil {
		t.Fatalf("%v: %v", given, err)
	}
	var b bytes.Buffer
	for _, f := range answer.Frames {
		inRange(t, q.ID+fmt.Sprint(given), f)
		if err := export.Write(&b, f, "csv"); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// files are contents that parameters naming files are tried with, by question/parameter.
var files = map[string]string{
	"measure/group-file": "group,economy\nA,IDN\nA,IND\n",
	"profile/group-file": "group,economy\nNAFTA,USA\nNAFTA,CAN\nNAFTA,MEX\n",
	"sme/stats":          korea,
	"rank/stats":         korea,
	"simulate/stats":     korea,
	"chain/stats":        strings.ReplaceAll(korea, "KOR", "CHN"),
	"border/index":       "economy,year,score\nIDN,2023,90\n",
	"border/costs":       "reporter,partner,sector,year,tij\nIDN,SGP,GTT,2019,90\n",
	"simulate/tariffs":   "origin,destination,rate\n*,IDN,10%\n",
	"border/border":      ownBorders,
	"bom/border":         ownBorders,
	"networks/border":    ownBorders,
	"rank/border":        ownBorders,
	"landed/border":      ownBorders,
	"landed/pairs":       "exporter,importer,tariff\nCHN,JPN,10%\n",
	"competitiveness/indicators": "level,indicator,economy,year,value\nfirms,clusters,VNM,2020,3\nfirms,clusters,THA," +
		"2020,4\n",
	"products/income": "economy,gdp_per_capita\nIDN,4000\nIND,2000\nCHN,12000\nUSA,60000\nJPN,40000\nKOR,30000\n" +
		"AUS,60000\n",
	"products/growth": "economy,gdp_ratio,population_ratio\nIDN,1.3,1.1\nCHN,1.2,1\nUSA,1.1,1\n",
	"products/pairs":  "exporter,importer,distance_km,tariff\nIDN,CHN,5000,10%\nIDN,USA,15000,5%\n",
}

const (
	korea = "economy,industry,indicator,value,low,high,source\nKOR,,value_added,40%,,," +
		"mine\nKOR,,exports,30%,,,mine\n"
	ownBorders = "economy,days export,cost export,days import,cost import\nIDN,1,100,1,100\nCHN,3,300,2,300\n" +
		"VNM,1,100,1,100\nTHA,9,90,1,90\nUSA,2,900,2,900\nSGP,1,90,1,90\n"
)

// withFile is what a question is asked beside a file, where its base would not read it.
var withFile = map[string]map[string][]string{
	"measure/group-file": {"economy": {"CHN"}},
	"profile/group-file": {"level": {"buyers"}},
	"border/costs":       {"level": {"trade-costs"}},
	"border/index":       {"level": {"index"}},
	"rank/stats":         {"for": {"sme:KOR"}, "top": {"1"}},
	"rank/border":        {"cut": {"benchmark"}},
	"simulate/stats":     {"level": {"sme"}},
	"landed/pairs":       {"product": {"CHN:hs8544.30"}, "to": {"JPN"}},
	"products/income":    {"measure": {"sophistication"}},
	"products/growth":    {"measure": {"potential"}},
	"products/pairs":     {"measure": {"potential"}},
}

// needed are files without which what stands beside them cannot be asked.
var needed = []string{"border/costs", "border/index", "products/income"}

// triedElsewhere are files that no table of one's own answers differently for here, with what holds them.
var triedElsewhere = map[string]string{
	"simulate/satellite":   "question/trade: TestJobsOfAnIndustryFollowItsLabour",
	"sme/group-file":       "as sme/group",
	"smes/group-file":      "as smes/group",
	"integration/classes":  "passed on to region",
	"products/classes":     "question/products: TestCarriedAndBroughtClasses",
	"region/classes":       "question/products: TestCarriedAndBroughtClasses",
	"source/classes":       "question/chapter: TestTradeInGoodsBesideIsThatOfMeasureExports",
	"factors/survey":       "as worth/survey",
	"factors/mapping":      "as worth/survey",
	"factors/requirements": "as worth/survey",
	"factors/bundles":      "as worth/survey",
	"worth/mapping":        "as asked/mapping",
	"worth/requirements":   "as stopped/requirements",
	"worth/bundles":        "as ready/bundles",
	"stopped/mapping":      "as asked/mapping",
	"stopped/requirements": "as asked/requirements",
	"stopped/bundles":      "as ready/bundles",
	"asked/bundles":        "as ready/bundles",
	"requirements/bundles": "as ready/bundles",
}

// A file that a parameter names changes the answer too: each is tried here or in a worked example, whose rows are held.
func TestFilesChangeAnswers(t *testing.T) {
	e := engine.New("test", nil, apx.Library())
	worked := workedFlags(t)
	for _, q := range catalog.Questions {
		for i := range q.Params {
			p := &q.Params[i]
			key := q.ID + "/" + p.Name
			text, here := files[key]
			switch {
			case here:
			case !p.IsFile() && p.Form.Name != question.Borders.Name, p.Argument, worked[key], triedElsewhere[key] != "":
				continue
			default:
				t.Errorf("nothing tries a file that %s names", key)
				continue
			}
			path := filepath.Join(t.TempDir(), "file.csv")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			given := maps.Clone(baseOf(q))
			if !slices.Contains(needed, key) {
				maps.Copy(given, withFile[key])
			}
			before := rows(t, e, q, given)
			maps.Copy(given, withFile[key])
			given[p.Name] = []string{path}
			if bytes.Equal(before, rows(t, e, q, given)) {
				t.Errorf("%s changes nothing", key)
			}
		}
	}
}

// workedFlags are the parameters that worked examples give, as question/parameter.
func workedFlags(t *testing.T) map[string]bool {
	out := map[string]bool{}
	for _, s := range ikattest.All(t, "../../testdata/*") {
		for _, c := range s.Cases {
			for _, q := range catalog.Questions {
				v := q.Variant
				if q.ID != c.Args[0] && (v == nil || v.Of != c.Args[0] || !slices.Contains(c.Args, "--"+v.Flag)) {
					continue
				}
				for _, word := range c.Args {
					if name, ok := strings.CutPrefix(word, "--"); ok {
						out[q.ID+"/"+name] = true
					}
				}
			}
		}
	}
	return out
}
