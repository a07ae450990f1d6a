package isic_test

import (
	"fmt"
	"strings"
	"testing"

	"ikat/isic"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		code string
		want string
	}{
		{"c15", "wiod35 [15] goods [15]"}, {"c19t21", "wiod35 [19 20 21] services [19 20 21]"},
		{"c35", "wiod35 [35] services [35]"},
		{"A01_02", "isic4 [1 2] goods [1]"}, {"A", "isic4 [1 2 3] goods [1]"}, {"C10T12", "isic4 [10 11 12] goods [3]"},
		{"C10-C12", "isic4 [10 11 12] goods [3]"},
		{"C31_32", "isic4 [31 32] goods [16]"}, {"C26", "isic4 [26] goods [14]"}, {"D01T03", "isic4 [1 2 3] goods [1]"},
		{"D35", "isic4 [35] services [17]"},
		{"D", "isic4 [35] services [17]"}, {"G", "isic4 [45 46 47] services [19 20 21]"},
		{"B_05", "isic4 [5] goods [2]"}, {"D29X39", "isic4 [29] goods [15]"},
	} {
		in := isic.Read([]string{c.code})[0]
		kind := "services"
		if in.IsGoods() {
			kind = "goods"
		}
		if got := fmt.Sprint(in.Scheme, " ", in.Parts, " ", kind, " ", in.WIOD35()); got != c.want {
			t.Errorf("%s: %s, want %s", c.code, got, c.want)
		}
	}
	// A name that begins with the letter of a section is no code of it.
	for _, code := range []string{"", "c0", "c36", "X1", "12", "Goods", "Sector 1", "Other", "C", "sec1", "A1 and B",
		"C12T10"} {
		in := isic.Read([]string{code})[0]
		if code == "C" {
			if len(in.Parts) != 24 {
				t.Errorf("C holds %v", in.Parts)
			}
			continue
		}
		if in.Parts != nil || in.Scheme != isic.Unknown || in.IsGoods() {
			t.Errorf("%q: %+v", code, in)
		}
	}
}

// Names of EXIOBASE's industries and products, Eora's and GLORIA's, codes without a letter, products and groups: what
// they contain. The divisions in brackets are the publishers'; the other names were judged one by one.
func TestNamesAndOtherForms(t *testing.T) {
	for name, want := range map[string]string{
		"Cultivation of paddy rice": "[1] true", "Processed rice": "[3] true", "Processing of nuclear fuel": "[8] true",
		"Manure treatment (biogas), storage and land application": "[1] true",
		"Mining of copper ores and concentrates":                  "[2] true",
		"Copper production":                                       "[12] true", "Casting of metals": "[12] true",
		"Biogasoline":    "[9] true",
		"Motor Gasoline": "[8] true",
		"Chemical and fertilizer minerals, salt and other mining and quarrying products n.e.c.": "[2] true",
		"N-fertiliser": "[9] true",
		"Manufacture of furniture; manufacturing n.e.c. (36)": "[16] true", "Blast Furnace Gas": "[17] false",
		"Gas Coke":                            "[8] true",
		"Retail trade services of motor fuel": "[19] false", "Hotels and restaurants (55)": "[22] false",
		"Transport via pipelines": "[23] false",
		"Sale, maintenance, repair of motor vehicles, motor vehicles parts, motorcycles, motor cycles parts and " +
			"accessoiries": "[19] false",
		"Incineration of waste: Food": "[34] false", "Landfill of waste: Inert/metal/hazardous": "[34] false",
		"Re-export & Re-import": "[] false",
		"Food & Beverages":      "[3] true",
		"Petroleum, Chemical and Non-Metallic Mineral Products": "[8 9 10 11] true",
		"Others": "[34] false",
		"Finacial Intermediation and Business Activities": "[28 29 30] false", "Hotels and Restraurants": "[22] false",
		"Transport": "[23 24 25 26] false",
		"Growing beverage crops (coffee, tea etc)": "[1] true", "Basic lead/zinc/silver": "[12] true",
		"Property and real estate": "[29] false",
		"CPA_C10T12":               "[3] true", "CPA_G46": "[20] false", "C301": "[15] true", "C302T309": "[15] true",
		"C24A":           "[12] true",
		"Something else": "[] false",
	} {
		in := isic.Read([]string{name})[0]
		if got := fmt.Sprint(in.WIOD35(), in.IsGoods()); got != want || in.Code != name {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	bare := isic.Read([]string{"01T03", "10T12", "16", "35T39"})
	if got := fmt.Sprint(bare[1].WIOD35(), bare[2].WIOD35(), bare[3].IsGoods()); got != "[3] [6] false" {
		t.Errorf("codes without a letter: %s", got)
	}
	if in := isic.ReadNamed([]string{"P001"}, map[string]string{"P001": "Growing wheat"})[0]; !in.IsGoods() ||
		in.Code != "P001" {
		t.Errorf("%+v", in)
	}
}

// C20 is wood where its neighbours can only be of Rev. 3, chemicals elsewhere.
func TestRevisionsAreToldApart(t *testing.T) {
	third := isic.Read([]string{"C01T05", "C20", "C30T33X", "C36T37", "C40T41", "C50T52"})
	for i, want := range []string{"[1] true", "[6] true", "[14] true", "[16] true", "[17] false", "[19 20 21] false"} {
		if got := fmt.Sprint(third[i].WIOD35(), third[i].IsGoods()); got != want || third[i].Scheme != isic.Rev3 {
			t.Errorf("%s: %s (%s), want %s", third[i].Code, got, third[i].Scheme, want)
		}
	}
	fourth := isic.Read([]string{"A01_02", "C20", "C31T33"})
	if got := fmt.Sprint(fourth[1].WIOD35()); got != "[9]" {
		t.Errorf("C20 of Rev. 4: %s", got)
	}
	if got := fmt.Sprint(isic.Read([]string{"c14"})[0].Rev3()); got != "[30 31 32 33]" {
		t.Errorf("c14: %s", got)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"c1", "C10T12", "A", "", "c1t", "C99", "D1_"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in := isic.Read([]string{s, "C01T05"})[0]
		if (in.Parts == nil) != (in.Scheme == isic.Unknown) {
			t.Errorf("%q: %+v", s, in)
		}
		for _, c := range in.WIOD35() {
			if c < 1 || c > 35 {
				t.Errorf("%q holds c%d", s, c)
			}
		}
	})
}

// Numbers of a list behind a letter are no divisions: P055 of GLORIA is textiles by its name, not a division 55.
func TestNumbersOfAListAreNoDivisions(t *testing.T) {
	names := map[string]string{
		"P001": "Growing wheat",
		"P055": "Textiles and clothing",
		"P093": "Electric power generation",
	}
	for i, in := range isic.ReadNamed([]string{"P001", "P055", "P093"}, names) {
		if want := []bool{true, true, false}[i]; in.Parts == nil || in.IsGoods() != want {
			t.Errorf("%s: %v, goods %v", in.Code, in.Parts, in.IsGoods())
		}
	}
	for _, in := range isic.Read([]string{"P001", "P055", "P093"}) {
		if in.Parts != nil {
			t.Errorf("%s without a name is %v", in.Code, in.Parts)
		}
	}
	for _, code := range []string{"P85", "A01_02", "C10-C12", "D01T03", "CPA_C10T12", "E37-E39", "G45T47", "K64T66"} {
		if in := isic.Read([]string{code})[0]; in.Parts == nil {
			t.Errorf("%s is not known", code)
		}
	}
}

// WIOD's tables before its own numbers, long-run and by NACE 1, and bare divisions: Rev. 3 by what only it has.
func TestSectionsAndBareDivisions(t *testing.T) {
	for _, c := range []struct{ codes, want string }{
		{"AtB C D15t16 D17t19 D21t22 D23 D24 D25 D26 D27t28 D29 D30t33 D34t35 Dnec E F G H I60t63 I64 J K LtQ",
			"[1] [2] [3] [4 5] [7] [8] [9] [10] [11] [12] [13] [14] [15] [6 16] [17] [18] [19 20 21] [22] " +
				"[23 24 25 26] [27] [28] [29 30] [31 32 33 34 35]"},
		{"AtB C 15t16 17t18 19 20 36t37 E F 50 H 60 71t74 J P",
			"[1] [2] [3] [4] [5] [6] [16] [17] [18] [19] [22] [23] [30] [28] [35]"},
		{"01 10 20 34 36 40 51", "[1] [2] [6] [15] [16] [17] [20]"},
		{"01 03 10 20 31 35 46", "[1] [1] [3] [9] [16] [17] [20]"},
		{"01-05 10-14 15-16 20", "[1] [2] [3] [6]"},
		{"01 02 03 04 05 06", "[] [] [] [] [] []"},
		{"01 02 05 10 11", "[] [] [] [] []"},
		{"A C H J", "[1] [3 4 5 6 7 8 9 10 11 12 13 14 15 16] [23 24 25 26 27] [27 30 34]"},
		{"I01 I60 I64", "[] [] []"},
	} {
		var got []string
		for _, in := range isic.Read(strings.Fields(c.codes)) {
			got = append(got, fmt.Sprint(in.WIOD35()))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s\nwant %s", c.codes, strings.Join(got, " "), c.want)
		}
	}
}
