package catalog_test

import (
	"maps"
	"strings"

	"ikat/question/catalog"
)

// surveyed is a survey of garment makers: in their industry some lack nothing.
const surveyed = "wmedian,a4a,l1,d2,f1,b8,k21,k8\n9,1,20,20,70,1,1,1\n9,1,20,20,70,2,1,1\n9,2,20,30,70,1,2,1\n" +
	"9,2,20,30,85,1,1,1\n9,1,400,90,70,1,1,1\n9,2,20,30,70,1,1,1\n9,2,20,9,70,1,1,2\n"

// surveyValues change an answer that rests on surveyed.
func surveyValues(id string) map[string]map[string][]string {
	out := map[string]map[string][]string{}
	asked := "requirement\niso9001\n"
	for name, v := range map[string][]string{"firms": {strings.ReplaceAll(surveyed, "9,1,20", "30,1,20")},
		"sheet": {asked}, "buyer": {"vegetables_eu"}, "knock-outs": {"true"}, "in-use": {"95"},
		"sectors": {"1=c4"}} {
		out[id+"/"+name] = map[string][]string{name: v}
	}
	out[id+"/knock-outs"]["buyer"] = []string{"garments_eu_us"}
	out[id+"/in-use"]["sheet"] = []string{"requirement\ncapacity_rate\n"}
	out[id+"/knock-outs"]["sheet"], out[id+"/buyer"]["sheet"] = nil, nil
	out[id+"/sectors"]["sectors"] = []string{"1=c4", "2=c14"}
	return out
}

func init() {
	silent["stopped/exposed"] = "a survey of the usual mapping says nothing of exposure"
	silent["programmes/proof"] = "so small an agency's best plan is proved at once"
	bill, rival := catalog.Find("networks").Param("bill").Example, catalog.Find("networks").Param("rival").Example
	maps.Copy(other, surveyValues("worth"))
	for _, name := range []string{"mapping", "sheet", "buyer", "requirements", "bundles", "knock-outs", "in-use",
		"sectors"} {
		silent["factors/"+name] = "it reads what a survey is as worth does, where it is tried"
	}
	other["factors/firms"] = map[string][]string{"firms": {surveyed}}
	silent["requirements/on"] = "nothing of the program's own registry is superseded; requirements.ikat tries it"
	maps.Copy(base, map[string]map[string][]string{
		"asked": {
			"product": {"CHN:c14"},
			"to":      {"USA"},
			"buyer":   {"electronics_assembly"},
			"table":   {"apx/1995"},
			"firms":   {surveyed},
			"part":    {"links"},
		},
		"networks":     {"bill": {bill}, "rival": {rival}},
		"requirements": {},
		"worth": {"economy": {"IDN"}, "table": {"apx/1995"}, "firms": {surveyed}, "draws": {"0"},
			"sheet": {"requirement\niso9001\naccounts_audited\n"}, "exchange-rate": {"1"}},
		"ready": {"answers": {catalog.Find("ready").Param("answers").Example}, "buyer": {"garments_eu_us"},
			"level": {"plan"}},
		"stopped":    {"firms": {catalog.Find("stopped").Param("firms").Example}},
		"programmes": {"portfolio": {catalog.Find("programmes").Param("portfolio").Example}},
		"contract":   {"contract": {catalog.Find("contract").Param("contract").Example}},
	})
	maps.Copy(other, map[string]map[string][]string{
		"asked/sheet":              {"sheet": {"requirement\niatf16949\n"}},
		"asked/firms":              {"firms": {strings.ReplaceAll(surveyed, "9,1,20", "30,1,20")}},
		"asked/in-use":             {"in-use": {"95"}},
		"asked/sectors":            {"sectors": {"1=c14"}},
		"asked/part":               {"part": {"stopped"}},
		"asked/product":            {"product": {"KOR:c14"}},
		"asked/to":                 {"to": {"JPN"}},
		"asked/buyer":              {"buyer": {"garments_eu_us"}},
		"asked/borderless":         {"borderless": {"CHN,USA"}},
		"networks/bill":            {"bill": {strings.Replace(bill, "0.45", "0.4", 1)}},
		"networks/rival":           {"rival": {strings.Replace(rival, "0.5", "0.4", 1)}},
		"networks/container-value": {"container-value": {"50000"}},
		"networks/border":          {"border": {"doing-business-2009"}},
		"networks/theta":           {"theta": {"1%"}},
		"requirements/words":       {"words": {"iso9001"}},
		"networks/missing":         {"missing": {"exclude"}, "rival": {strings.Replace(rival, "TUR", "CUB", 1)}},
		"worth/elasticities":       {"elasticities": {"5"}},
		"worth/seed":               {"draws": {"3"}, "seed": {"7"}},
		"worth/economy":            {"economy": {"KOR"}},
		"worth/exchange-rate":      {"exchange-rate": {"20"}},
		"worth/table":              {"table": {"apx/2000"}},
		"ready/answers":            {"answers": {"persons: 9\nholds: [{requirement: smeta}]"}},
		"ready/buyer":              {"buyer": {"wooden_furniture"}},
		"ready/sheet":              {"sheet": {"requirement\nconflict_minerals\n"}},
		"ready/years":              {"level": {"money"}, "years": {"3"}},
		"ready/ready-by":           {"level": {"money"}, "ready-by": {"1"}},
		"ready/fastest": {"buyer": nil, "sheet": {"requirement\nedi_labels\ntraceability\nplanning_system\n"},
			"level": {"money"}, "fastest": {"true"}},
		"stopped/firms":         {"firms": {"b8\n1\n2\n"}},
		"stopped/sheet":         {"sheet": {"requirement\niso9001\n"}},
		"stopped/knock-outs":    {"buyer": {"garments_eu_us"}, "knock-outs": {"true"}},
		"stopped/by-variable":   {"part": {"heat"}, "by-variable": {"a4a"}},
		"stopped/in-use":        {"in-use": {"60"}},
		"stopped/exchange-rate": {"part": {"groups"}, "exchange-rate": {"10000"}},
		"stopped/ready-cost":    {"part": {"groups"}, "exchange-rate": {"1"}, "ready-cost": {"0.01%"}},
		"stopped/ready-days":    {"part": {"groups"}, "exchange-rate": {"1"}, "ready-days": {"1"}},
		"stopped/exposed":       {"part": {"groups"}, "exposed": {"20%"}},
		"ready/level":           {"level": {"gaps"}},
		"programmes/portfolio": {"portfolio": {"budget: 9\nprogrammes: [{id: p, closes: [a], launch: 1, source: s}]\n" +
			"markets: [{id: m, worth: 5, qualified_now: 1}]\nfirms: [{id: f, capacity: 2, market: m, gaps: [a]}]\n"}},
		"contract/contract": {"contract": {"supplier: {cash: 9, orders: [{ship: 30, value: 100}]}"}},
	})
}
