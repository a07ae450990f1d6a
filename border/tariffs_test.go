package border_test

import (
	"math"
	"strings"
	"testing"

	"ikat/border"
	"ikat/fault"
)

const wits = `"Selected Nomen","Native Nomen","Reporter","Reporter Name","Product","Product Name",` +
	`"Partner","Partner Name",` +
	`"Tariff Year","Trade Year","Trade Source","DutyType","Simple Average","Weighted Average",` +
	`"Imports Value in 1000 USD"` + "\n" +
	`I3,H5,842,United States,3210,Valves,156,China,2019,2019,CMT,AHS,10,9,100` + "\n" +
	`I3,H5,842,United States,3220,Transmitters,156,China,2019,2019,CMT,AHS,4,3,300` + "\n" +
	`I3,H5,842,United States,3220,Transmitters,156,China,2019,2019,CMT,MFN,1,1,300` + "\n" +
	`I3,H5,842,United States,18,Apparel,000, World,2019,2019,CMT,MFN,11.5,11,` + "\n" +
	`I3,H5,842,United States,18,Apparel,000, World,2019,2019,CMT,BND,99,99,` + "\n"

// Tariffs of WITS become rates by industry: what is applied before most favoured nation, weighted by imports.
func TestTariffsOfWITS(t *testing.T) {
	b, err := border.Read("wits.csv", strings.NewReader(wits))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		from, to, industry string
		rate               float64
		ok                 bool
	}{{"CHN", "USA", "c14", (10*100 + 4*300) / 400. / 100, true}, {"VNM", "USA", "c4", .115, true},
		{"CHN", "USA", "c4", .115, true}, {"VNM", "USA", "c14", 0, false}, {"USA", "USA", "c4", 0, false}} {
		if rate, ok := b.Rate(want.from, want.to, want.industry); ok != want.ok || math.Abs(rate-want.rate) > 1e-12 {
			t.Errorf("%+v: %v %v", want, rate, ok)
		}
	}
	if b.Year != 2019 {
		t.Errorf("year %d", b.Year)
	}
	for text, says := range map[string]string{
		strings.Replace(wits, "I3,H5,842,United States,18,", "H5,H5,842,United States,6203,", 1): "ISIC Rev. 3",
		strings.Replace(wits, "2019,2019,CMT,MFN,1,", "2018,2018,CMT,MFN,1,", 1):                 "several years",
		strings.Replace(wits, "842,United States,3210", "842,Atlantis,3210", 1):                  "",
		strings.Replace(wits, ",156,China,", ",9999,Atlantis,", 1):                               "no economy",
	} {
		_, err := border.Read("wits.csv", strings.NewReader(text))
		if says == "" && err != nil ||
			says != "" && (fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), says)) {
			t.Errorf("want %q: %v", says, err)
		}
	}
}

const tradeCosts = "reporter,reportername,partner,partnername,sector,sectorname,year,tij,geometric_avg_tariff," +
	"nontariff_tij\n" +
	"VNM,Viet Nam,THA,Thailand,GTT,Total Goods (GTT),2019,90.5,1.02,86.8\n" +
	"VNM,Viet Nam,THA,Thailand,GTT,Total Goods (GTT),2020,91,1.02,87\n" +
	"VNM,Viet Nam,THA,Thailand,D,Manufacturing,2019,80,..,..\n" +
	"VNM,Viet Nam,LAO,Laos,GTT,Total Goods (GTT),2020,60,1.01,58\n" +
	"VNM,Viet Nam,KIR,Kiribati,GTT,Total Goods (GTT),2020,..,..,..\n"

// Trade costs are read as published, the last year of each pair first, and what is not published is left blank.
func TestTradeCosts(t *testing.T) {
	all, err := border.ReadTradeCosts("costs.csv", strings.NewReader(tradeCosts))
	if err != nil || len(all) != 4 {
		t.Fatal(all, err)
	}
	f, err := border.TradeCosts(all, []string{"VNM"}, nil, 0)
	if err != nil || f.Rows() != 3 {
		t.Fatal(f, err)
	}
	if f.Column("partner").Text(0) != "LAO" || f.Column("trade_cost").Floats[1] != .91 ||
		f.Column("year").Ints[1] != 2020 ||
		math.Abs(f.Column("tariff").Floats[1]-.02) > 1e-12 ||
		!math.IsNaN(f.Column("tariff").Floats[2]) {
		t.Errorf("%+v", f)
	}
	if f, err = border.TradeCosts(all, nil, []string{"THA"}, 2019); err != nil || f.Rows() != 2 {
		t.Error(f, err)
	}
	if _, err := border.TradeCosts(all, []string{"FJI"}, nil, 0); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	for _, text := range []string{"", "a,b\n", "reporter,partner,sector,year,tij\nVNM,THA,X,2019,1\n",
		"reporter,partner,sector,year,tij\nXXXX,THA,D,2019,1\n", "reporter,partner,sector,year,tij\nVNM,THA,D,then,1\n",
		"reporter,partner,sector,year,tij\nVNM,THA,D,2019,much\n", "reporter,partner,sector,year,tij\nVNM,THA,D,2019,..\n"} {
		if _, err := border.ReadTradeCosts("costs.csv", strings.NewReader(text)); fault.KindOf(
			err,
		) != fault.Unreadable {
			t.Errorf("%q: %v", text, err)
		}
	}
}
