package economies

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"ikat/fault"
)

// The codes are compared with another table of them: that of Unicode's locale data.
func TestCodesAgreeWithUnicodes(t *testing.T) {
	all := All()
	if len(all) != 250 {
		t.Fatalf("%d economies; ISO 3166-1 has 249, and Kosovo", len(all))
	}
	for _, e := range all {
		r, err := language.ParseRegion(e.Alpha2)
		if err != nil {
			t.Fatalf("%s: %v", e.Code, err)
		}
		if e.Code != "XKX" && (r.ISO3() != e.Code || r.M49() != atoi(e.Number)) {
			t.Errorf("%s %s %s: Unicode has %s and %03d", e.Code, e.Alpha2, e.Number, r.ISO3(), r.M49())
		}
	}
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}

func TestEveryCodeAndNameIsFound(t *testing.T) {
	for _, e := range All() {
		for _, text := range append([]string{e.Code, e.Alpha2, strings.ToLower(e.Code), e.Number}, e.Names()...) {
			if text == "" {
				continue
			}
			for _, typed := range []string{text, " " + strings.ToUpper(text) + " ", strings.ToLower(text),
				strings.ReplaceAll(text, "'", "’")} {
				got, err := Resolve(typed)
				if err != nil || got.Code != e.Code {
					t.Errorf("%q: %v, %v; want %s", typed, got.Code, err, e.Code)
				}
			}
		}
	}
}

func TestSpellingsThatPeopleType(t *testing.T) {
	for text, want := range map[string]string{
		"Vietnam": "VNM", "viet nam": "VNM", "VIETNAM": "VNM", "Viêt Nam": "VNM", "South Korea": "KOR", "Korea": "KOR",
		"Korea, Rep.": "KOR",
		"Korea Rep":   "KOR", "Korea, Republic of": "KOR", "Republic of Korea": "KOR", "Rep. of Korea": "KOR",
		"korea (the republic of)": "KOR",
		"North Korea":             "PRK", "Korea, Dem. People's Rep.": "PRK", "Laos": "LAO", "Lao PDR": "LAO",
		"Lao People’s Democratic Republic": "LAO",
		"Lao P.D.R.":                       "LAO", "Turkey": "TUR", "Türkiye": "TUR", "turkiye": "TUR",
		"TÜRKIYE": "TUR", "Taiwan": "TWN",
		"Taiwan, China": "TWN",
		"Taipei,China":  "TWN", "Chinese Taipei": "TWN", "Côte d'Ivoire": "CIV", "Côte d’Ivoire": "CIV",
		"Cote dIvoire": "CIV", "Cote d`Ivoire": "CIV",
		"UK": "GBR", "U.K.": "GBR", "United Kingdom": "GBR", "Great Britain": "GBR", "US": "USA", "U.S.A.": "USA",
		"United States of America": "USA",
		"Russia":                   "RUS", "Hong Kong": "HKG", "Hong Kong SAR, China": "HKG", "HongKong": "HKG",
		"China, Hong Kong SAR": "HKG", " CHN": "CHN",
		"People's Republic of China": "CHN", "PRC": "CHN", "Iran": "IRN", "Iran, Islamic Rep.": "IRN",
		"Egypt, Arab Rep.": "EGY", "Venezuela, RB": "VEN",
		"Yemen, Rep.": "YEM", "Gambia, The": "GMB", "Bahamas, The": "BHS", "Congo, Dem. Rep.": "COD",
		"Congo, Rep.":           "COG",
		"Micronesia, Fed. Sts.": "FSM", "St. Kitts and Nevis": "KNA", "St Lucia": "LCA",
		"St. Vincent and the Grenadines": "VCT", "Slovak Republic": "SVK",
		"Kyrgyz Republic": "KGZ", "Czech Republic": "CZE", "Macedonia, FYR": "MKD", "Swaziland": "SWZ",
		"Timor Leste": "TLS", "West Bank and Gaza": "PSE",
		"Brunei": "BRN", "Burma": "MMR", "Cape Verde": "CPV", "Ivory Coast": "CIV", "Sao Tome & Principe": "STP",
		"Trinidad & Tobago": "TTO",
		"Papua New Guinea":  "PNG", "Guinea": "GIN", "Guinea Bissau": "GNB", "Dominica": "DMA",
		"Dominican Republic": "DOM", "Niger": "NER", "Nigeria": "NGA",
		"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "EL": "GRC", "PHI": "PHL", "INO": "IDN", "VIE": "VNM", "GER": "DEU",
		"TAP": "TWN",
		"842": "USA", "036": "AUS", "36": "AUS", "RoW": "ROW", "Rest of World": "ROW", "FIGW1": "ROW", "WF": "WLF",
		"CN2": "CN2", "NET": "NLD",
		"Réunion": "REU", "Curacao": "CUW", "Aland Islands": "ALA", "Moldova": "MDA", "Tanzania": "TZA", "Syria": "SYR",
		"Bolivia": "BOL", "N.Z.": "NZL", "58": "BLX", "058": "BLX", "200": "CSK", "810": "SUN", "Luxemburg": "LUX",
		"Bosnia & Herz.": "BIH", "TFYR of Macedonia": "MKD", "Papua N. Guinea": "PNG", "Eq. Guinea": "GNQ",
		"FS Micronesia": "FSM", "China, P.R.: Mainland": "CHN", "China, P.R.: Hong Kong": "HKG", "Laos, PDR": "LAO",
		"Fmr Dem. Rep. of Germany": "DDR", "CSFR": "CSK",
	} {
		got, err := Resolve(text)
		if err != nil || got.Code != want {
			t.Errorf("%q: %s, %v; want %s", text, got.Code, err, want)
		}
	}
}

// A table's own word for the rest of the world is a group as its code is; an unknown code is no group.
func TestAggregatesInATablesOwnWords(t *testing.T) {
	for _, code := range []string{"ROW", "WLD", "Others", "OTH", "Rest", "RestOfWorld"} {
		if !IsAggregate(code) {
			t.Errorf("%s is taken for one economy", code)
		}
	}
	for _, code := range []string{"KOR", "Rwanda", "Romania", "AAA", ""} {
		if IsAggregate(code) {
			t.Errorf("%q is taken for a group", code)
		}
	}
}

// The 73 economies of the ADB's tables and its other members, by the bank's codes.
func TestADBCodes(t *testing.T) {
	codes := strings.Fields("AUS AUT BEL BGR BRA CAN SWI PRC CYP CZE GER DEN SPA EST FIN FRA UKG GRC HRV HUN INO IND " +
		"IRE ITA JPN KOR LTU LUX LVA MEX MLT NET NOR POL POR ROM RUS SVK SVN SWE TUR TAP USA BAN MAL PHI THA VIE KAZ " +
		"MON SRI PAK FIJ LAO BRU BHU KGZ CAM MLD NEP SIN HKG ARG COL ECU ARM GEO EGY KUW SAU UAE NZL ROW")
	want := strings.Fields("AUS AUT BEL BGR BRA CAN CHE CHN CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IDN IND " +
		"IRL ITA JPN KOR LTU LUX LVA MEX MLT NLD NOR POL PRT ROU RUS SVK SVN SWE TUR TWN USA BGD MYS PHL THA VNM KAZ " +
		"MNG LKA PAK FJI LAO BRN BTN KGZ KHM MDV NPL SGP HKG ARG COL ECU ARM GEO EGY KWT SAU ARE NZL ROW")
	for _, p := range []Publisher{ADB, ""} {
		for i, m := range Table(codes, nil, p) {
			if m.Economy.Code != want[i] {
				t.Errorf("%q: %s is %s (%s), want %s", p, codes[i], m.Economy.Code, m.By, want[i])
			}
		}
	}
}

func TestTablesAreReadAsAWhole(t *testing.T) {
	for name, c := range map[string]struct {
		publisher           Publisher
		codes, names, wants string
	}{
		"iso2":                      {"", "AT BE CN UK EL FIGW1", "", "AUT BEL CHN GBR GRC ROW"},
		"small letters":             {"", "aut bel chn xsa", "", "AUT BEL CHN XSA"},
		"exiobase":                  {EXIOBASE, "AT BE WA WE WF WL WM", "", "AUT BEL WA WE WF WL WM"},
		"exiobase, unsaid":          {"", "AT BE WA WE WF WL WM", "", "AUT BEL WA WE WF WL WM"},
		"wallis and futuna":         {"", "FR NC PF WF", "", "FRA NCL PYF WLF"},
		"old codes":                 {"", "ROM ZAR TMP DEU", "", "ROU COD TLS DEU"},
		"made up":                   {"", "AAA BBB CCC", "", "AAA BBB CCC"},
		"made up of two":            {"", "AA BB CC", "", "AA BB CC"},
		"states of one economy":     {"", "AL AK AZ CA CO FL NY TX WA WI", "", "AL AK AZ CA CO FL NY TX WA WI"},
		"counted":                   {"", "1 2 3 4 5 6 7 8", "", "1 2 3 4 5 6 7 8"},
		"numbers":                   {"", "36 156 360 704", "", "AUS CHN IDN VNM"},
		"the legend decides":        {"", "GEO CAM SIN", "Georgia|Cameroon|Singapore", "GEO CMR SGP"},
		"names":                     {"", "Vietnam,Germany,Rest of World", "", "VNM DEU ROW"},
		"two for one":               {"", "TWN TAP CHN", "", "TWN TAP CHN"},
		"one strange among many":    {"", "AUS JPN KOR ZZZ", "", "AUS JPN KOR ZZZ"},
		"publisher's among strange": {"", "AAA BBB CCC VIE", "", "AAA BBB CCC VIE"},
		"a rest, not Rwanda":        {"", "US CN DE FR RW", "", "USA CHN DEU FRA RW"},
		"a region by its name": {"", "US CN DE FR NA", "United States|China|Germany|France|North America",
			"USA CHN DEU FRA NA"},
		"parts": {"", "CHN CN1 CN2 MEX MX1", "", "CHN CN1 CN2 MEX MX1"},
		"eora":  {Eora, "SUD SDS KSV ROW", "", "SDN SSD XKX ROW"},
	} {
		codes := strings.Fields(c.codes)
		if strings.Contains(c.codes, ",") {
			codes = strings.Split(c.codes, ",")
		}
		var names []string
		if c.names != "" {
			names = strings.Split(c.names, "|")
		}
		var got []string
		for i, m := range Table(codes, names, c.publisher) {
			got = append(got, m.Economy.Code)
			if m.Printed != codes[i] {
				t.Errorf("%s: printed %q became %q", name, codes[i], m.Printed)
			}
		}
		if strings.Join(got, " ") != c.wants {
			t.Errorf("%s: %v, want %s", name, got, c.wants)
		}
	}
}

func TestWhatNobodyKnowsIsSaid(t *testing.T) {
	for text, part := range map[string]string{"Indonezia": "IDN (Indonesia)", "Virgin Islands": "VGB", "": "empty",
		"qqqqqqq": "ISO 3166"} {
		_, err := Resolve(text)
		var f *fault.Error
		if !errors.As(err, &f) || !strings.Contains(err.Error(), part) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestNoSpellingMeansTwo(t *testing.T) {
	for k, codes := range lookup().ambiguous {
		if len(codes) != 2 || k != "virgin islands" && k != "islands virgin" && k != "virginislands" && k != "guiana" {
			t.Errorf("%q means %v", k, codes)
		}
	}
	for code, by := range lookup().published {
		for p, c := range by {
			if _, ok := Get(c); !ok {
				t.Errorf("%s of %s stands for %s, which is nothing", code, p, c)
			}
		}
	}
}

func TestGroupsByYear(t *testing.T) {
	for _, c := range []struct {
		name string
		year int
		want int
	}{
		{"ASEAN", 2008, 10}, {"asean", 0, 11}, {"ASEAN", 1996, 7}, {"APTA", 2008, 6}, {"APTA", 0, 7}, {"RCEP", 0, 15},
		{"RCEP", 2022, 13},
		{"SAARC", 2000, 7}, {"SAFTA", 2011, 8}, {"ECO", 2020, 10}, {"Pacific Islands Forum", 0, 18}, {"PIF", 2022, 17},
		{"PIF", 2000, 16},
		{"Central Asia", 0, 5}, {"EAEU", 0, 5}, {"CPTPP", 2019, 7}, {"CPTPP", 0, 12}, {"European Union", 2008, 27},
		{"EU", 2013, 28}, {"EU", 0, 27},
		{"EU", 2003, 15}, {"NAFTA", 2008, 3}, {"USMCA", 0, 3}, {"LDC", 0, 44}, {"LDC", 2008, 49}, {"LLDC", 0, 32},
		{"SIDS", 0, 39}, {"G20", 0, 19},
		{"OECD", 0, 38}, {"ESCAP", 0, 53}, {"ESCAP-A", 0, 9}, {"euro area", 0, 20}, {"APEC", 0, 21}, {"EFTA", 0, 4},
	} {
		g, err := GroupOf(c.name, c.year)
		if err != nil || len(g.Members) != c.want {
			t.Errorf("%s %d: %d members %v, %v; want %d", c.name, c.year, len(g.Members), g.Members, err, c.want)
		}
	}
	for _, c := range []struct {
		name string
		year int
	}{{"RCEP", 2008}, {"NAFTA", 2024}, {"NAFTA", 0}, {"nothing", 0}} {
		if g, err := GroupOf(c.name, c.year); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s %d: %v, %v", c.name, c.year, g, err)
		}
	}
	for _, code := range Groups() {
		for _, s := range allGroups().list[allGroups().byName[key(code)]].spans {
			for _, m := range s.members {
				if e, ok := Get(m); !ok || e.Kind != Current {
					t.Errorf("%s has %s, which is no economy", code, m)
				}
			}
		}
	}
}

func TestESCAP(t *testing.T) {
	for code, want := range map[string][2]bool{"VNM": {true, false}, "HKG": {false, true}, "USA": {true, false},
		"DEU": {false, false}, "NCL": {false, true}} {
		if m, a := ESCAP(code); m != want[0] || a != want[1] {
			t.Errorf("%s: member %v, associate %v", code, m, a)
		}
	}
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"Korea, Rep.", "CIV", "\xff\xfe", "ﬀ", "U.S.", "٣٦", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := Resolve(s)
		if (err == nil) != (e.Code != "") {
			t.Fatalf("%q: %+v, %v", s, e, err)
		}
		if got := Table([]string{s, "CHN", s}, nil, ""); len(got) != 3 || got[1].Economy.Code == "" {
			t.Fatalf("%q: %+v", s, got)
		}
	})
}
