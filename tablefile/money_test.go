package tablefile

import (
	"testing"

	"ikat/internal/tinyworld"
)

// Words around a table say its currency and its unit, in many languages' ways; a multiple of a unit is brought to one.
func TestMoney(t *testing.T) {
	for text, want := range map[string]Amount{
		"In millions of US$":               {"USD", "million", 0},
		"Thousands of euros":               {"EUR", "thousand", 0},
		"mio EUR, 64 industries":           {"EUR", "million", 0},
		"100 million yen":                  {"JPY", "million", 100},
		"Unit: 10,000 yuan":                {"CNY", "thousand", 10},
		"单位：万元":                            {"CNY", "thousand", 10},
		"单位: 亿元":                           {"CNY", "million", 100},
		"百万円":                              {"JPY", "million", 0},
		"Unit: billion won":                {"KRW", "billion", 0},
		"Million rupiah (juta rupiah)":     {"IDR", "million", 0},
		"miliar Rp":                        {"IDR", "billion", 0},
		"Rs. crore":                        {"INR", "million", 10},
		"in Indian rupees lakh":            {"INR", "thousand", 100},
		"trillion VND":                     {"VND", "billion", 1000},
		"Ten million Philippine pesos":     {"PHP", "million", 10},
		"10 industries, million USD, 2018": {"USD", "million", 0},
		"US dollars 2018":                  {"USD", "", 0},
		"2018 million A$":                  {"AUD", "million", 0},
		"billions":                         {"", "billion", 0},
		"млрд. рублей, в ценах 2015 года": {"RUB", "billion", 0},
		"тыс. тенге":                                 {"KZT", "thousand", 0},
		"млн долл. США":                              {"USD", "million", 0},
		"трлн сумов; общая сумма":                    {"UZS", "billion", 1000},
		"сумма, млн сомони":                          {"TJS", "million", 0},
		"Tsd. EUR":                                   {"EUR", "thousand", 0},
		"Mrd. Euro":                                  {"EUR", "billion", 0},
		"milliards d'euros":                          {"EUR", "billion", 0},
		"milliers de EUR":                            {"EUR", "thousand", 0},
		"miles de millones de pesos, MXN":            {"MXN", "billion", 0},
		"£ billion":                                  {"GBP", "billion", 0},
		"百万美元":                                       {"USD", "million", 0},
		"单位：千万元":                                     {"CNY", "million", 10},
		"十亿美元":                                       {"USD", "billion", 0},
		"억원":                                         {"KRW", "million", 100},
		"tỷ đồng":                                    {"VND", "billion", 0},
		"ล้านบาท":                                    {"THB", "million", 0},
		"Inter-country input-output table 2015, ROW": {},
		"M.EUR":                   {"EUR", "million", 0},
		"M EUR":                   {"EUR", "million", 0},
		"MEUR":                    {"EUR", "million", 0},
		"Mill USD":                {"USD", "million", 0},
		"Mio. €":                  {"EUR", "million", 0},
		"US$m":                    {"USD", "million", 0},
		"10^6 EUR":                {"EUR", "million", 0},
		"10⁶ EUR":                 {"EUR", "million", 0},
		"1E+06 USD":               {"USD", "million", 0},
		"10**9 USD":               {"USD", "billion", 0},
		"10^8 yen":                {"JPY", "million", 100},
		"1000 EUR":                {"EUR", "thousand", 0},
		"1,000 US$":               {"USD", "thousand", 0},
		"'000 USD":                {"USD", "thousand", 0},
		"kEUR":                    {"EUR", "thousand", 0},
		"10,000 USD":              {"USD", "thousand", 10},
		"млн\u00a0долл.\u00a0США": {"USD", "million", 0},
		"млрд. долларов США":      {"USD", "billion", 0},
		"сая ам. доллар":          {"USD", "million", 0},
		"млн АҚШ доллары":         {"USD", "million", 0},
		"juta dolar AS":           {"USD", "million", 0},
		"triệu đô la Mỹ":          {"USD", "million", 0},
		"พันล้านบาท":              {"THB", "billion", 0},
		"ล้านดอลลาร์ สรอ.":                          {"USD", "million", 0},
		"milyon ABD doları":                         {"USD", "million", 0},
		"bin TL":                                    {"TRY", "thousand", 0},
		"millions de dollars des États-Unis":        {"USD", "million", 0},
		"millones de dólares de los Estados Unidos": {"USD", "million", 0},
		"Millionen US-Dollar":                       {"USD", "million", 0},
		"백만달러":                                      {"USD", "million", 0},
		"百万ドル":                                      {"USD", "million", 0},
		"Mil R$, 2018":                              {"BRL", "thousand", 0},
		"Domestic output 1,000 firms":               {},
	} {
		if got := Money(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestAMultipleOfAUnit(t *testing.T) {
	table := tinyworld.Table()
	table.Reported.VA = table.VA // as readers leave it
	Money("100 million yen").Put(table)
	if table.Money() != "million JPY" || table.Z[1] != 1000 || table.VA[0] != 10000 || table.X[0] != 10000 ||
		len(table.Derivation) != 1 {
		t.Errorf("%s, %v, %v, %v", table.Money(), table.Z[1], table.VA, table.Derivation)
	}
	plain := tinyworld.Table()
	Money("million yen").Put(plain)
	if plain.Z[1] != 10 || len(plain.Derivation) != 0 {
		t.Errorf("%v, %v", plain.Z[1], plain.Derivation)
	}
}

// Prices and their base are known in the words of several languages; the base is no year of the table.
func TestPricesInWords(t *testing.T) {
	for text, want := range map[string]Stated{
		"в ценах 2015 года, 2019":               {Prices: "constant 2015", Year: 2019},
		"в текущих ценах, 2019":                 {Prices: "current", Year: 2019},
		"в постоянных ценах 2010 года":          {Prices: "constant 2010"},
		"в ценах предыдущего года":              {Prices: "previous year's"},
		"2019, at prices of 2015":               {Prices: "constant 2015", Year: 2019},
		"2019, constant prices, base year 2015": {Prices: "constant 2015", Year: 2019},
		"Constant prices (Base year: 2010)":     {Prices: "constant 2010"},
		"base_2010":                             {},
		"2019 (2015=100)":                       {Prices: "constant 2015", Year: 2019},
		"prix constants de 2014, 2019":          {Prices: "constant 2014", Year: 2019},
		"in Preisen von 2015":                   {Prices: "constant 2015"},
		"2018年不变价":                              {Prices: "constant 2018"},
		"2018年, 按当年价格计算":                        {Prices: "current", Year: 2018},
		"Input-output table 2018, basic prices": {Year: 2018},
		"2019, saved on 2024-05-01":             {Year: 2019},
	} {
		got := State([]string{text}, nil)
		if got.Prices != want.Prices || got.Year != want.Year {
			t.Errorf("%s: %s, %d", text, got.Prices, got.Year)
		}
	}
}
