package catalog_test

import (
	"maps"

	"ikat/question/catalog"
)

func init() {
	maps.Copy(base, map[string]map[string][]string{
		"ready": {"answers": {catalog.Find("ready").Param("answers").Example}, "buyer": {"garments_eu_us"},
			"level": {"plan"}},
	})
	maps.Copy(other, map[string]map[string][]string{
		"ready/answers":  {"answers": {"persons: 9\nholds: [{requirement: smeta}]"}},
		"ready/buyer":    {"buyer": {"wooden_furniture"}},
		"ready/sheet":    {"sheet": {"requirement\nconflict_minerals\n"}},
		"ready/years":    {"level": {"money"}, "years": {"3"}},
		"ready/ready-by": {"level": {"money"}, "ready-by": {"1"}},
		"ready/fastest": {"buyer": nil, "sheet": {"requirement\nedi_labels\ntraceability\nplanning_system\n"},
			"level": {"money"}, "fastest": {"true"}},
		"ready/level": {"level": {"gaps"}},
	})
}
