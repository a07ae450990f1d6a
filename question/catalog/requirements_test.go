package catalog_test

import (
	"maps"

	"ikat/question/catalog"
)

func init() {
	silent["stopped/exposed"] = "a survey of the usual mapping says nothing of exposure"
	silent["programmes/proof"] = "so small an agency's best plan is proved at once"
	maps.Copy(base, map[string]map[string][]string{
		"ready": {"answers": {catalog.Find("ready").Param("answers").Example}, "buyer": {"garments_eu_us"},
			"level": {"plan"}},
		"stopped":    {"firms": {catalog.Find("stopped").Param("firms").Example}},
		"programmes": {"portfolio": {catalog.Find("programmes").Param("portfolio").Example}},
		"contract":   {"contract": {catalog.Find("contract").Param("contract").Example}},
	})
	maps.Copy(other, map[string]map[string][]string{
		"ready/answers":  {"answers": {"persons: 9\nholds: [{requirement: smeta}]"}},
		"ready/buyer":    {"buyer": {"wooden_furniture"}},
		"ready/sheet":    {"sheet": {"requirement\nconflict_minerals\n"}},
		"ready/years":    {"level": {"money"}, "years": {"3"}},
		"ready/ready-by": {"level": {"money"}, "ready-by": {"1"}},
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
		"programmes/portfolio": {"portfolio": {"budget: 9\nprogrammes: [{id: p, closes: [a], launch: 1}]\n" +
			"markets: [{id: m, worth: 5, qualified_now: 1}]\nfirms: [{id: f, capacity: 2, market: m, gaps: [a]}]\n"}},
		"contract/contract": {"contract": {"supplier: {cash: 9, orders: [{ship: 30, value: 100}]}"}},
	})
}
