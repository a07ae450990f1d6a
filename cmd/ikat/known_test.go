package main

import (
	"strings"
	"testing"

	"ikat/economies"
	"ikat/known"
)

// Whoever lives in Asia or the Pacific gets an answer about their economy on the first question.
func TestEveryMemberHasAProfile(t *testing.T) {
	usual := strings.Fields("AUS CHN DEU FRA GBR IDN IND JPN KOR RUS TUR USA") // in the usual table: other tests
	for _, e := range known.Members() {
		if strings.Contains(strings.Join(usual, " "), e.Code) {
			continue
		}
		out := must(t, "profile", e.Code)
		if !strings.Contains(out, e.Name) ||
			!strings.Contains(strings.Join(strings.Fields(out), " "), "No table at hand has "+economies.InPhrase(e.Name)) {
			t.Errorf("%s:\n%s", e.Code, out)
		}
		must(t, "profile", e.Name, "--format", "csv")
		must(t, "economies", "--economies", e.Code)
	}
	all := must(t, "economies")
	for _, e := range known.Members() {
		if !strings.Contains(all, e.Code) {
			t.Errorf("the index lacks %s", e.Code)
		}
	}
}

func TestVietNamWithoutATable(t *testing.T) {
	out := must(t, "profile", "VNM")
	for _, want := range []string{"51.1%", "48.8%", "6.7%", "55 hours and US$ 290 at the border",
		"50 hours and US$ 139.2 for documents",
		"[3.111, 3.437]", "[31, 48]", "36.0%", "ksreyes/mrio-processing", "adb-est-VNM/2022"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	for args, want := range map[string]struct {
		code int
		says string
	}{
		"profile VNM --level suppliers":                    {3, "do not say who supplies"},
		"profile NCL --level industries":                   {3, "no indicators of its value chains"},
		"profile Kiribati --level years":                   {3, "no indicators of its value chains"},
		"profile VNM --table apx/2008":                     {3, "no economy"},
		"profile Atlantis":                                 {3, "Atlantis"},
		"chain THA:c4 --to USA --table adb-est-VNM/2019":   {2, "its own economy, VNM"},
		"measure bm -l bilateral --table adb-est-VNM/2019": {2, "estimated table cannot answer"},
		"measure exports --table adb-est-XXX/2019":         {3, "adb-est"},
	} {
		code, _, errs := ikat(t, strings.Fields(args)...)
		if code != want.code || !strings.Contains(errs, want.says) {
			t.Errorf("ikat %s: exit %d, %s; want %d and %q", args, code, errs, want.code, want.says)
		}
	}
	if out := must(t, "profile", "NCL"); strings.Contains(out, "source:") || strings.Contains(out, "adb62") {
		t.Errorf("nothing is known, and yet it has sources:\n%s", out)
	}
	if out := must(t, "compare", "VNM,THA", "--year", "1998"); !strings.Contains(strings.Join(strings.Fields(out), " "),
		"not of 1998, which was asked for, but of the nearest year that has them: 2000 (Exports,") {
		t.Errorf("nobody says that the year is another:\n%s", out)
	}
	if out := must(t, "compare", "VNM,THA", "--year", "2019", "--topic", "trade"); strings.Contains(out, "not of 2019") {
		t.Error(out)
	}
	rows := must(t, "measure", "bm", "-l", "country", "--table", "adb-est-VNM/2019")
	if !strings.Contains(rows, "(estimate)") || strings.Contains(rows, "ROW  ") || !strings.Contains(rows, "143,29") {
		t.Errorf("%s", rows)
	}
}

// Two to five economies stand side by side where one could stand: all of one source.
func TestEconomiesSideBySide(t *testing.T) {
	for args, wants := range map[string][]string{
		"profile VNM THA":                                  {"Thailand 37.7%", "and footwear", "lacks Viet Nam"},
		"profile IDN --with CHN,JPN -t apx/2011":           {"2,085.0", "shares of the exports", "apx/2011"},
		"profile KOR ASEAN -t apx/2011":                    {"ASEAN"},
		"profile VNM THA --level years":                    {"exporter", "THA"},
		"profile IDN CHN -l buyers -t apx/2011":            {"exporter", "CHN       ROW"},
		"sme VNM THA":                                      {"[15%, 52%]"},
		"sme KOR JPN --table apx/2008":                     {"point estimates", "JPN"},
		"border VNM THA":                                   {"2 of 188"},
		"profile ARM GEO NZL PNG KIR --level years -f csv": nil,
	} {
		if wants == nil {
			if code, _, errs := ikat(t, strings.Fields(args)...); code != 3 || !strings.Contains(errs, "Papua New Guinea") {
				t.Errorf("ikat %s: exit %d, %s", args, code, errs)
			}
			continue
		}
		out := strings.Join(strings.Fields(must(t, strings.Fields(args)...)), " ")
		for _, want := range wants {
			if !strings.Contains(out, strings.Join(strings.Fields(want), " ")) {
				t.Errorf("ikat %s: no %q in\n%s", args, want, out)
			}
		}
	}
	for args, says := range map[string]string{
		"profile VNM --with VNM":                   "compared with itself",
		"profile VNM THA IDN MYS PHL SGP":          "takes 4 at most",
		"profile IDN VNM -t apx/2011":              "no economy",
		"profile IDN ASEAN -l years":               "--group ASEAN",
		"profile VNM THA --table adb-est-VNM/2019": "has one economy",
		"sme KOR USA --table apx/2008":             "no statistics",
	} {
		if code, _, errs := ikat(t, strings.Fields(args)...); code == 0 || !strings.Contains(errs, says) {
			t.Errorf("ikat %s: exit %d, %s; want %q", args, code, errs, says)
		}
	}
}
