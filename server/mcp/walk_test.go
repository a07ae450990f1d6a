package mcp_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"ikat/internal/ikattest"
	"ikat/question/catalog"
)

func example(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile("../../examples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// Every tool is asked once: its answer says of what kind its numbers are and where they are from, in words that an
// assistant can act on, which flags of a command line are not.
func TestEveryToolAnswersWithKindAndSource(t *testing.T) {
	survey := "wmedian,l1,d2,b8,k21\n1,10,10,1,1\n1,10,20,1,2\n1,900,20,2,2\n"
	firm := "firm: a workshop\npersons: 10\nsales: 300000\ncash: 50000\nlacks: [iso9001]\n"
	asked := map[string]map[string]any{
		"measure":         {"id": "bm", "economy": "IDN"},
		"profile":         {"economy": "IDN"},
		"chain":           {"product": "CHN:c14", "to": "USA"},
		"chains":          {},
		"bom":             {"bill": example(t, "garment.yaml")},
		"networks":        {"bill": example(t, "garment.yaml"), "rival": example(t, "garment-rival.yaml")},
		"asked":           {"product": "CHN:c14", "to": "USA", "buyer": "electronics_assembly"},
		"border":          {"economies": []string{"VNM", "THA"}},
		"economies":       {"economies": "VNM"},
		"brief":           {"economy": "IDN"},
		"compare":         {"economies": []string{"VNM", "THA"}},
		"competitiveness": {"economy": "VNM", "draws": 100},
		"integration":     {"group": "ASEAN"},
		"products":        {"measure": "rca", "economy": "CHN"},
		"product":         {"product": "CHN:hs8544.30", "to": "JPN"},
		"opportunities":   {"economy": "IDN"},
		"region":          {"group": "CHN+JPN+KOR", "level": "triangles"},
		"rank":            {"for": "IDN", "top": 2},
		"simulate":        {"scenario": example(t, "e-customs.yaml"), "economy": "IDN"},
		"sme":             {"economy": "KOR", "bounds": false},
		"smes":            {},
		"factors":         {"economy": "KOR", "draws": 20, "bounds": false},
		"landed":          {"offers": example(t, "chair.yaml")},
		"requirements":    {"words": "iso9001"},
		"ready":           {"answers": firm, "buyer": "electronics_assembly"},
		"stopped":         {"firms": survey},
		"worth":           {"economy": "KOR", "firms": survey, "draws": 0, "elasticities": "5"},
		"programmes":      {"portfolio": example(t, "agency.yaml")},
		"contract":        {"contract": example(t, "contract.yaml")},
		"source":          {"number": "12"},
	}
	long := map[string]bool{"factors": true, "worth": true, "rank": true, "simulate": true, "programmes": true}
	kind := regexp.MustCompile(`(?m)^kind (of all numbers: )?(accounting|estimate|scenario|bound)|"kind":"[a-z]+"`)
	source := regexp.MustCompile(`(?m)^(source: |\| Source \| )|"sources":\[\{`)
	flag := regexp.MustCompile(`--[a-z]`)
	s := local(t)
	for _, q := range catalog.Questions {
		t.Run(q.ID, func(t *testing.T) {
			if asked[q.ID] == nil {
				t.Fatal("nobody asks this tool here: add a line")
			}
			if long[q.ID] {
				ikattest.Long(t, "it solves a model")
			}
			text, failed := call(t, s, q.ID, asked[q.ID])
			if failed {
				t.Fatalf("%.500s", text)
			}
			if !kind.MatchString(text) {
				t.Errorf("it says no kind: %.600s", text)
			}
			if !source.MatchString(text) {
				t.Errorf("it says no source: %.600s", text)
			}
			if prose := strings.HasPrefix(text, "# "); prose && flag.MatchString(text) {
				t.Errorf("it speaks of %q", flag.FindAllString(text, -1))
			}
		})
	}
}
